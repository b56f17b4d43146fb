#include "services/wire/chunk_codec.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <zstd.h>

#include <algorithm>
#include <limits>
#include <set>
#include <utility>

#include "services/wire/byte_reader.h"
#include "services/wire/sha256.h"

namespace peerage::wire {
namespace {

using core::Month;
using core::Observation;
using core::ObservationStatus;
using core::ScopeFigures;
using core::SeriesRun;

SeriesRun Sample() {
  return {"all-crime",
          3,
          {{Month(2019, 9),
            {{"essex", ObservationStatus::kFinal, 41000, {}},
             {"kent", ObservationStatus::kMissing, 0, {}}}},
           {Month(2019, 12),
            {{"essex", ObservationStatus::kProvisional, -1, 250},
             {"kent", ObservationStatus::kFinal, 7, {}}}}}};
}

// A chunk of raw bytes that no encoder made.
ingestion::v1::Chunk Forge(const std::string& raw) {
  ingestion::v1::Chunk chunk;
  std::string bytes(ZSTD_compressBound(raw.size()), '\0');
  bytes.resize(ZSTD_compress(bytes.data(), bytes.size(), raw.data(), raw.size(), 1));
  chunk.set_bytes(bytes);
  chunk.set_raw_digest(Sha256(raw));
  return chunk;
}

std::string Raw(const ingestion::v1::Chunk& chunk) {
  std::string raw(ZSTD_getFrameContentSize(chunk.bytes().data(), chunk.bytes().size()), '\0');
  ZSTD_decompress(raw.data(), raw.size(), chunk.bytes().data(), chunk.bytes().size());
  return raw;
}

SeriesRun Join(const std::vector<ingestion::v1::Chunk>& chunks) {
  SeriesRun joined;
  for (const ingestion::v1::Chunk& chunk : chunks) {
    SeriesRun part = *DecodeChunk(chunk);
    joined.series_id = part.series_id;
    joined.period_months = part.period_months;
    for (ScopeFigures& scope : part.scopes) joined.scopes.push_back(std::move(scope));
  }
  return joined;
}

Observation ArbitraryObservation(const std::string& area) {
  Observation observation;
  observation.area_id = area;
  observation.status = static_cast<ObservationStatus>(*rc::gen::inRange(0, 5));
  if (!core::HasValue(observation.status)) return observation;
  observation.value = *rc::gen::arbitrary<int64_t>();
  if (*rc::gen::arbitrary<bool>()) {
    observation.standard_error_millionths = *rc::gen::arbitrary<int64_t>();
  }
  return observation;
}

SeriesRun ArbitraryRun() {
  SeriesRun run;
  run.series_id = "series";
  run.period_months = *rc::gen::element(1, 3, 12);
  for (int index : *rc::gen::arbitrary<std::set<uint8_t>>()) {
    ScopeFigures& scope = run.scopes.emplace_back();
    scope.period_end = Month(1990, 1) + index;
    for (int area : *rc::gen::arbitrary<std::set<uint8_t>>()) {
      scope.observations.push_back(
          ArbitraryObservation(std::string(1, static_cast<char>('A' + area % 64)) +
                               std::string(static_cast<size_t>(area / 64), 'x')));
    }
    std::sort(scope.observations.begin(), scope.observations.end(),
              [](const auto& a, const auto& b) { return a.area_id < b.area_id; });
  }
  return run;
}

RC_GTEST_PROP(Chunk, AnyRunComesBackUnchanged, ()) {
  const SeriesRun run = ArbitraryRun();
  const auto chunks = EncodeChunks(run);
  RC_ASSERT(chunks.ok());
  if (run.scopes.empty()) {
    RC_ASSERT(chunks->empty());
  } else {
    RC_ASSERT(Join(*chunks) == run);
  }
}

RC_GTEST_PROP(Chunk, FlippedBitsAreFound, ()) {
  ingestion::v1::Chunk chunk = EncodeChunks(Sample())->front();
  const auto at = *rc::gen::inRange<size_t>(0, chunk.bytes().size());
  char& flipped = chunk.mutable_bytes()->at(at);
  flipped = static_cast<char>(flipped ^ (1 << *rc::gen::inRange(0, 8)));
  // zstd has bits that do not matter; the figures then still are the same.
  const auto run = DecodeChunk(chunk);
  RC_ASSERT((!run.ok() || *run == Sample()));
}

// With a digest that fits the damage, so that the layout itself is read.
RC_GTEST_PROP(Chunk, DamagedFiguresNeverDecodeToAnotherForm, ()) {
  std::string raw = Raw(EncodeChunks(Sample())->front());
  const auto at = *rc::gen::inRange<size_t>(0, raw.size());
  raw[at] = *rc::gen::arbitrary<char>();
  ingestion::v1::Chunk chunk = Forge(raw);
  chunk.set_series_id("all-crime");
  chunk.set_first_period("2019-09");
  chunk.set_last_period("2019-12");
  const auto run = DecodeChunk(chunk);
  if (run.ok()) RC_ASSERT(Raw(EncodeChunks(*run)->front()) == raw);
}

RC_GTEST_PROP(Chunk, ArbitraryBytesAreRefused, (const std::string& raw)) {
  RC_ASSERT(!DecodeChunk(Forge(raw)).ok());
}

TEST(Chunk, EveryTruncationIsRefused) {
  const std::string raw = Raw(EncodeChunks(Sample())->front());
  for (size_t size = 0; size < raw.size(); ++size) {
    ingestion::v1::Chunk chunk = Forge(raw.substr(0, size));
    chunk.set_series_id("all-crime");
    EXPECT_FALSE(DecodeChunk(chunk).ok()) << size;
  }
}

TEST(Chunk, ExtremesDoNotOverflow) {
  constexpr int64_t kLeast = std::numeric_limits<int64_t>::min();
  constexpr int64_t kMost = std::numeric_limits<int64_t>::max();
  const SeriesRun run = {"s",
                         1,
                         {{Month(2019, 1), {{"a", ObservationStatus::kFinal, kLeast, {}}}},
                          {Month(2019, 2), {{"a", ObservationStatus::kFinal, kMost, kLeast}}}}};
  EXPECT_EQ(Join(*EncodeChunks(run)), run);
}

TEST(Chunk, SplitsAtWholePeriods) {
  SeriesRun run = {"s", 1, {}};
  for (int period = 0; period < 300; ++period) {
    ScopeFigures& scope = run.scopes.emplace_back();
    scope.period_end = Month(1990, 1) + period;
    for (int area = 0; area < 1000; ++area) {
      scope.observations.push_back({"area-" + std::to_string(10000 + area),
                                    ObservationStatus::kFinal,
                                    (int64_t{1} << 60) * ((period + area) % 2),
                                    {}});
    }
  }
  const auto chunks = EncodeChunks(run);
  ASSERT_TRUE(chunks.ok());
  EXPECT_GT(chunks->size(), 1u);
  for (const auto& chunk : *chunks) EXPECT_LE(Raw(chunk).size(), kMaxRawChunkBytes);
  EXPECT_EQ(Join(*chunks), run);
}

TEST(Chunk, ADeclaredSizeAboveTheLimitIsRefused) {
  EXPECT_FALSE(DecodeChunk(Forge(std::string(kMaxRawChunkBytes + 1, '\0'))).ok());
}

TEST(Chunk, AHugeCountOfNothingIsRefused) {
  std::string raw(1, '\x01');
  AppendString(raw, "s");
  AppendVarint(raw, 3);
  AppendVarint(raw, uint64_t{1} << 60);
  EXPECT_FALSE(DecodeChunk(Forge(raw)).ok());
}

TEST(Chunk, AnotherLabelIsRefused) {
  ingestion::v1::Chunk chunk = EncodeChunks(Sample())->front();
  chunk.set_series_id("homicide");
  EXPECT_FALSE(DecodeChunk(chunk).ok());
}

TEST(Chunk, RunsOutOfOrderAreRefused) {
  SeriesRun run = Sample();
  std::swap(run.scopes[0], run.scopes[1]);
  EXPECT_FALSE(EncodeChunks(run).ok());
  run = Sample();
  run.scopes[0].observations[1].area_id = "essex";
  EXPECT_FALSE(EncodeChunks(run).ok());
}

TEST(ScopeDigest, DependsOnTheFiguresAndNotOnTheirNeighbours) {
  const SeriesRun run = Sample();
  const SeriesRun alone = {run.series_id, run.period_months, {run.scopes[1]}};
  EXPECT_EQ(ScopeDigest("all-crime", 3, run.scopes[1]), EncodeChunks(alone)->front().raw_digest());
  EXPECT_NE(ScopeDigest("all-crime", 3, run.scopes[0]), ScopeDigest("all-crime", 3, run.scopes[1]));
  EXPECT_NE(ScopeDigest("homicide", 3, run.scopes[1]), ScopeDigest("all-crime", 3, run.scopes[1]));
}

}  // namespace
}  // namespace peerage::wire
