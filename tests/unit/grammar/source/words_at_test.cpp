#include "grammar/source/words_at.hpp"

#include <gtest/gtest.h>

namespace comity::source {
namespace {

std::string words(const std::string& text) {
  SourceSet sources;
  const SourceId id = sources.add("words.comity", text);
  return words_at(sources, {id, 0, static_cast<std::uint32_t>(text.size())});
}

TEST(WordsAt, StandOnOneLine) { EXPECT_EQ(words("age < 18\r\n      or\tgang_member"), "age < 18 or gang_member"); }

TEST(WordsAt, LeaveOutComments) { EXPECT_EQ(words("age < 18  # \"minors\"\n  and gang_member  # as filed"), "age < 18 and gang_member"); }

TEST(WordsAt, KeepTheSignInATextOfComments) { EXPECT_EQ(words("statute is \"PC #211\""), "statute is \"PC #211\""); }

TEST(WordsAt, OfNothingAreNone) { EXPECT_EQ(words("  # nothing"), ""); }

}  // namespace
}  // namespace comity::source
