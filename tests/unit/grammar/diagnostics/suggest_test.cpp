// The nearest name to a misspelt one, and lists of names in messages.
#include "grammar/diagnostics/suggest.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

namespace comity::diagnostics {
namespace {

using Names = std::vector<std::string>;

struct NearCase {
  std::string name;
  Names candidates;
  std::optional<std::string> expected;
};

TEST(NearestTest, FindsTheNameThatWasMeant) {
  const std::vector<NearCase> cases{
      {"levl", {"level", "family"}, "level"},           // a letter left out
      {"levell", {"level", "family"}, "level"},         // one too many
      {"lavel", {"level", "family"}, "level"},          // another
      {"leevl", {"level"}, "level"},                    // two neighbours swapped
      {"agee", {"age"}, "age"},
      {"ag", {"age"}, "age"},                           // of two letters, one may change
      {"ag", {"axx"}, std::nullopt},
      {"x", {"y"}, std::nullopt},                       // a word of one letter is near to none
      {"lvl", {"level"}, std::nullopt},                 // of three letters one, and this lacks two
      {"convction", {"conviction", "convictions"}, "conviction"},
      {"reimbursment_agrement", {"reimbursement_agreement"}, "reimbursement_agreement"},
      {"bail", {"band", "ball"}, "ball"},
      {"cat", {"hat", "bat"}, "bat"},                   // of equally near ones the first of the alphabet
      {"cat", {"bat", "hat"}, "bat"},
      {"santa_clara", {"cook_county"}, std::nullopt},   // nothing is near
      {"santa_clara", {"santa_clara_county", "cook_county"}, "santa_clara_county"},  // the one that goes on
      {"lapd", {"lapd_2012_rule", "lapd_2014"}, std::nullopt},                       // of two, neither
      {"", {"a"}, std::nullopt},
      {"anything", {}, std::nullopt},
      {"same", {"same"}, "same"},
  };
  for (const NearCase& test : cases) {
    EXPECT_EQ(nearest(test.name, test.candidates), test.expected) << test.name;
  }
}

TEST(NearestTest, IsNotHeldUpByALongWord) {
  const std::string longest(100'000, 'a');
  EXPECT_EQ(nearest(longest, Names{longest, "a"}), std::nullopt);
  EXPECT_EQ(nearest("aaa", Names{longest, "aab"}), "aab");
}

Names names(std::size_t count) {
  Names result;
  for (std::size_t i = 0; i < count; ++i) result.push_back(std::string(1, static_cast<char>('a' + i)));
  return result;
}

TEST(ListedTest, ListsAsASentenceWould) {
  EXPECT_EQ(listed({}), "");
  EXPECT_EQ(listed(names(1)), "`a`");
  EXPECT_EQ(listed(names(2)), "`a` and `b`");
  EXPECT_EQ(listed(names(3)), "`a`, `b` and `c`");
  EXPECT_EQ(listed(names(5), 2), "`a`, `b` and 3 more");
  EXPECT_EQ(listed(names(3), 2), "`a`, `b` and `c`");  // never "and 1 more": the name is as short
  EXPECT_EQ(listed(names(13)), "`a`, `b`, `c`, `d`, `e`, `f`, `g`, `h`, `i`, `j`, `k`, `l` and `m`");
  EXPECT_EQ(listed(names(14)), "`a`, `b`, `c`, `d`, `e`, `f`, `g`, `h`, `i`, `j`, `k`, `l` and 2 more");
}

}  // namespace
}  // namespace comity::diagnostics
