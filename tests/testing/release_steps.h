// What ingestion streams of a release, made of one figure.
#pragma once

#include <string>
#include <vector>

#include "peerage/ingestion/v1/ingestion_service.pb.h"
#include "services/wire/chunk_codec.h"
#include "tests/testing/snapshot_maker.h"

namespace peerage::testing {

// One scope of series "all-crime" in dataset "test": March 2019, force "a".
inline std::vector<ingestion::v1::FollowReleasesResponse> StepsOf(int64_t seq,
                                                                  const std::string& id,
                                                                  int64_t figure) {
  const core::SeriesRun run{"all-crime", 3, {MakeScope(core::Month(2019, 3), {{"a", figure}})}};
  std::vector<ingestion::v1::FollowReleasesResponse> steps(2);
  *steps[0].mutable_chunk() = wire::EncodeChunks(run)->front();
  steps[1].mutable_commit()->set_seq(seq);
  steps[1].mutable_commit()->set_id(id);
  steps[1].mutable_commit()->set_dataset_id("test");
  return steps;
}

}  // namespace peerage::testing
