// Ingestion in one process without a network: engines over a log in memory and
// a clock that stands still.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/ingestion/import_engine.h"
#include "services/ingestion/reference_engine.h"
#include "services/store/memory_release_log.h"
#include "services/wire/reference.h"
#include "services/wire/sha256.h"
#include "tests/testing/import_reference.h"

namespace peerage::testing {

class ImportFixture : public ::testing::Test {
 protected:
  // Applies a reference; its release must be good.
  void Apply(const core::DatasetReference& reference) {
    ingestion::v1::ImportReferenceRequest request;
    *request.mutable_reference() = wire::ToProto(reference);
    request.set_idempotency_key(NextKey());
    const auto applied = references_.Apply(sender_, request);
    ASSERT_TRUE(applied.ok()) << applied.status();
  }

  std::string NextKey() { return absl::StrCat("key-of-sixteen-", ++keys_); }

  ingestion::v1::ImportReleaseHeader Header(const std::string& format, const std::string& bytes) {
    ingestion::v1::ImportReleaseHeader header;
    header.set_dataset_id("open-data");
    header.set_format(format);
    header.set_kind(ingestion::v1::RELEASE_KIND_FINAL);
    header.set_idempotency_key(NextKey());
    header.set_sha256(wire::Sha256(bytes));
    header.set_file_name("figures.csv");
    return header;
  }

  // What became of a file; the call itself must succeed.
  ingestion::v1::ImportReleaseResponse Import(const std::string& format, const std::string& bytes) {
    return Import(Header(format, bytes), bytes);
  }
  ingestion::v1::ImportReleaseResponse Import(const ingestion::v1::ImportReleaseHeader& header,
                                              const std::string& bytes) {
    const auto response = imports_.Import(sender_, header, bytes);
    EXPECT_TRUE(response.ok()) << response.status();
    return response.ok() ? *response : ingestion::v1::ImportReleaseResponse();
  }

  // 24 November 2026.
  static absl::Time Now() { return absl::FromUnixSeconds(1'795'478'400); }

  store::MemoryReleaseLog log_{Now};
  ingestion::FormatRegistry formats_;
  ingestion::ImportEngine imports_{log_, formats_, Now};
  ingestion::ReferenceEngine references_{log_};
  store::Caller sender_{.identity = "local", .request_id = "request"};
  int keys_ = 0;
};

}  // namespace peerage::testing
