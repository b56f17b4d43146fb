#!/usr/bin/python3
"""tools/check_layers.py finds what it promises to find."""

import pathlib
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "tools"))
import check_layers  # noqa: E402


def found(path, line):
    """What the check says of a tree with this one file of this one line."""
    with tempfile.TemporaryDirectory() as directory:
        file = pathlib.Path(directory) / path
        file.parent.mkdir(parents=True)
        file.write_text(f"// A file.\n{line}\n")
        return list(check_layers.check(pathlib.Path(directory)))


class CheckLayers(unittest.TestCase):

    def assert_refused(self, path, line, words):
        wrong = found(path, line)
        self.assertEqual(len(wrong), 1, wrong)
        self.assertTrue(wrong[0].startswith(f"{path}:2: "), wrong)
        self.assertIn(words, wrong[0])

    def test_core_includes_no_other_room(self):
        self.assert_refused("services/core/a.cc", '#include "services/store/release_log.h"',
                            "services/core may not include services/store")

    def test_core_reads_no_files(self):
        self.assert_refused("services/core/a.cc", "#include <fstream>", "core is pure")

    def test_services_never_include_one_another(self):
        self.assert_refused("services/reporting/a.cc", '#include "services/ranking/engine.h"',
                            "may not include services/ranking")

    def test_the_store_knows_no_generated_messages(self):
        self.assert_refused("services/store/a.h", '#include "peerage/types/v1/value.pb.h"',
                            "may not include generated protos")

    def test_wire_speaks_no_grpc(self):
        self.assert_refused("services/wire/a.h",
                            '#include "peerage/ranking/v1/ranking_service.grpc.pb.h"',
                            "speaks no gRPC")

    def test_the_client_library_includes_no_service(self):
        self.assert_refused("clients/cpp/a.h", '#include "services/runtime/status.h"',
                            "clients/cpp may not include services/runtime")

    def test_a_backend_is_named_in_a_main_only(self):
        include = '#include "services/store/sqlite/release_log.h"'
        self.assert_refused("services/ingestion/importer.cc", include, "named in a main.cc")
        self.assertEqual(found("services/ingestion/main.cc", include), [])
        self.assertEqual(found("services/ingestion/importer_test.cc", include), [])

    def test_a_memory_backend_is_a_backend(self):
        self.assert_refused("services/ingestion/importer.cc",
                            '#include "services/store/memory_release_log.h"', "named in a main.cc")

    def test_redis_is_named_in_a_main_only(self):
        include = '#include "services/cache/redis/redis_tier.h"'
        self.assert_refused("services/ranking/follower.cc", include, "named in a main.cc")
        self.assertEqual(found("services/ranking/main.cc", include), [])
        self.assertEqual(found("services/cache/redis/redis_tier.cc", include), [])

    def test_the_cache_knows_no_service(self):
        self.assert_refused("services/cache/a.h", '#include "services/runtime/logging.h"',
                            "services/cache may not include services/runtime")

    def test_includes_are_written_from_the_root(self):
        self.assert_refused("services/core/a.cc", '#include "month.h"', "from the root")

    def test_production_code_includes_no_tests(self):
        self.assert_refused("services/core/a.cc", '#include "tests/testing/makers.h"',
                            "may not include tests")

    def test_a_new_room_must_be_named(self):
        self.assert_refused("services/magic/a.cc", '#include "services/core/month.h"',
                            "is no room")

    def test_no_folder_is_called_common_or_util(self):
        self.assertEqual(len(found("services/core/util/a.cc", "")), 1)
        self.assertEqual(len(found("tests/common/a.cc", "")), 1)

    def test_what_is_allowed_passes(self):
        for path, line in (
                ("services/core/a.cc", '#include "services/core/month.h"'),
                ("services/core/a.cc", '#include "absl/status/status.h"'),
                ("services/wire/a.cc", '#include "peerage/types/v1/value.pb.h"'),
                ("services/ranking/a.cc", '#include "clients/cpp/ingestion_client.h"'),
                ("tests/e2e/a.cc", '#include "services/store/sqlite/release_log.h"')):
            with self.subTest(line):
                self.assertEqual(found(path, line), [])


if __name__ == "__main__":
    unittest.main()
