#include "services/cache/envelope.h"

#include <gtest/gtest.h>

namespace peerage::cache {
namespace {

constexpr char kKey[] = "peerage:test:7:one";

SealingKeys Keys(char letter) { return {MakeSealingKey(std::string(32, letter))}; }

TEST(Envelope, OpensWhatWasSealed) {
  const std::string payload("a\0b", 3);
  const auto opened = OpenEnvelope(Keys('a'), kKey, SealEnvelope(Keys('a'), kKey, 7, payload));
  ASSERT_TRUE(opened);
  EXPECT_EQ(opened->payload, payload);
  EXPECT_EQ(opened->seq, 7);
}

TEST(Envelope, IsAsLargeAsItSays) {
  EXPECT_EQ(SealEnvelope(Keys('a'), kKey, 7, "").size(), kEnvelopeBytes);
}

TEST(Envelope, NoFlippedBitOpens) {
  const std::string sealed = SealEnvelope(Keys('a'), kKey, 7, "payload");
  for (size_t bit = 0; bit < sealed.size() * 8; ++bit) {
    std::string flipped = sealed;
    flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << bit % 8));
    EXPECT_FALSE(OpenEnvelope(Keys('a'), kKey, flipped)) << "bit " << bit;
  }
}

TEST(Envelope, NoCutOrLongerFormOpens) {
  const std::string sealed = SealEnvelope(Keys('a'), kKey, 7, "payload");
  for (size_t size = 0; size < sealed.size(); ++size) {
    EXPECT_FALSE(OpenEnvelope(Keys('a'), kKey, sealed.substr(0, size))) << size;
  }
  EXPECT_FALSE(OpenEnvelope(Keys('a'), kKey, sealed + "x"));
}

TEST(Envelope, DoesNotOpenUnderAnotherKeyOfTheCache) {
  const std::string sealed = SealEnvelope(Keys('a'), kKey, 7, "payload");
  EXPECT_FALSE(OpenEnvelope(Keys('a'), "peerage:test:7:two", sealed));
}

TEST(Envelope, DoesNotOpenWithAnotherSecret) {
  EXPECT_FALSE(OpenEnvelope(Keys('b'), kKey, SealEnvelope(Keys('a'), kKey, 7, "payload")));
}

TEST(Envelope, WhileKeysChangeTheOldOneStillOpens) {
  const SealingKeys both = {Keys('b')[0], Keys('a')[0]};
  EXPECT_TRUE(OpenEnvelope(both, kKey, SealEnvelope(Keys('a'), kKey, 7, "payload")));
  EXPECT_TRUE(OpenEnvelope(Keys('b'), kKey, SealEnvelope(both, kKey, 7, "payload")));
}

// The form is shared by versions of the program that run side by side: a change
// needs a new version byte. Made by hand with openssl dgst -mac HMAC.
TEST(Envelope, HasTheFormThatItsHeaderSays) {
  const std::string sealed = SealEnvelope(Keys('a'), kKey, 0x0102, "P");
  EXPECT_EQ(sealed[0], 1);
  EXPECT_EQ(sealed.substr(1, 4), Keys('a')[0].id);
  EXPECT_EQ(sealed.substr(5, 8), std::string("\0\0\0\0\0\0\1\2", 8));
  EXPECT_EQ(sealed[13], 'P');
}

TEST(SealingKeys, OneOrTwoLinesAreKeys) {
  const std::string one = "YWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWE=\n";
  const std::string two = "YmJiYmJiYmJiYmJiYmJiYmJiYmJiYmJiYmJiYmJiYmI=\r\n";
  EXPECT_EQ(ParseSealingKeys(one).value().front().id, Keys('a')[0].id);
  EXPECT_EQ(ParseSealingKeys(two + one).value().front().id, Keys('b')[0].id);
  EXPECT_TRUE(absl::IsInvalidArgument(ParseSealingKeys(one + two + one).status()));
}

TEST(SealingKeys, ShortOrGarbledOnesAreRefusedAndNotRepeated) {
  for (const char* text : {"", "\n", "c2hvcnQ=", "not base64 at all!", "YWFh\n"}) {
    const auto keys = ParseSealingKeys(text);
    EXPECT_TRUE(absl::IsInvalidArgument(keys.status())) << text;
    EXPECT_EQ(keys.status().message().find("c2hv"), std::string::npos);
  }
}

}  // namespace
}  // namespace peerage::cache
