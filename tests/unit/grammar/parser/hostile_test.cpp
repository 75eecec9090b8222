// Texts that nobody would write, and that the parser has to come through: without harm, without delay
// and with one finding for one cause. Made here, not stored.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <random>
#include <string>
#include <vector>

#include "grammar/diagnostics/render_json.hpp"
#include "grammar/diagnostics/render_text.hpp"
#include "grammar/parser/parse.hpp"
#include "grammar/syntax/equal.hpp"
#include "tests/support/checked.hpp"
#include "tests/support/memory_use.hpp"

namespace comity::parser {
namespace {

const std::string heading =
    "policy town_detainers \"Ordinance 12\"\n  authority town\n  status proposed\n  source \"12\"\n";
const std::string rule_until_when = heading + "  rule r\n    decline hold\n    when ";

// Far more than any of these takes, and far less than one would take that grows with the square of its length. The
// sanitizers make everything slower.
constexpr std::chrono::seconds patience{60};

struct Read {
  SourceSet sources;
  syntax::ParsedFile file;
  std::vector<Diagnostic> diagnostics;

  std::vector<std::string> codes() const {
    std::vector<std::string> result;
    for (const Diagnostic& diagnostic : diagnostics) result.emplace_back(info(diagnostic.code).name);
    return result;
  }
};

Read read(std::string text) {
  Read result;
  const auto start = std::chrono::steady_clock::now();
  DiagnosticSink sink;
  const source::SourceId id = result.sources.add("hostile.comity", std::move(text));
  result.file = parse(result.sources, id, sink);
  result.diagnostics = sink.sorted();
  EXPECT_LT(std::chrono::steady_clock::now() - start, patience);
  return result;
}

std::string repeated(std::string_view text, int times) {
  std::string result;
  result.reserve(text.size() * static_cast<std::size_t>(times));
  for (int i = 0; i < times; ++i) result += text;
  return result;
}

using Codes = std::vector<std::string>;

// ---------------------------------------------------------------------------------- depth

TEST(HostileTest, ManyParenthesesAreOneError) {
  const std::string text = rule_until_when + repeated("(", 100'000) + "gang_member" + repeated(")", 100'000) + "\n";
  EXPECT_EQ(read(text).codes(), Codes{"nested-too-deep"});
}

TEST(HostileTest, ManyNegatedParenthesesAreOneError) {
  EXPECT_EQ(read(rule_until_when + repeated("not (", 100'000) + "gang_member\n").codes(), Codes{"nested-too-deep"});
}

TEST(HostileTest, ManyLaterOfAreOneError) {
  const std::string text = rule_until_when + "booked_on is before " + repeated("later of (", 100'000) + "booked_on" +
                           repeated(", booked_on)", 100'000) + "\n";
  EXPECT_EQ(read(text).codes(), Codes{"nested-too-deep"});
}

TEST(HostileTest, AsManyParenthesesAsAllowedAreRead) {
  const std::string text =
      rule_until_when + repeated("(", deepest_nesting) + "gang_member" + repeated(")", deepest_nesting) + "\n";
  EXPECT_EQ(read(text).codes(), Codes{});
}

TEST(HostileTest, WhatFollowsTheDepthIsStillRead) {
  const std::string text = rule_until_when + repeated("(", 1000) + "gang_member" + repeated(")", 1000) +
                           "\n  rule Other\n    decline hold\n";
  EXPECT_EQ(read(text).codes(), (Codes{"nested-too-deep", "name-form"}));
}

// ---------------------------------------------------------------------------------- length

TEST(HostileTest, AFileOfFiftyMegabytesIsRefused) {
  const Read result = read(repeated("# nothing here\n", 50 << 20 >> 4));
  EXPECT_EQ(result.codes(), Codes{"file-too-large"});
  EXPECT_FALSE(result.file.is_complete);
}

TEST(HostileTest, ALineOfAMegabyteIsRead) {
  const Read result = read(rule_until_when + repeated("age < 18 and ", 80'000) + "age < 18\n");
  EXPECT_EQ(result.codes(), Codes{});
  EXPECT_EQ(result.file.decls.size(), 1U);
}

TEST(HostileTest, LongTextsAndNamesAreRead) {
  const std::string long_word = repeated("x", 1 << 20);
  EXPECT_EQ(read("duty d \"" + long_word + "\"\n").codes(), Codes{});
  EXPECT_EQ(read("duty " + long_word + " \"t\"\n").codes(), Codes{});
  EXPECT_EQ(read("duty d \"" + long_word + "\n").codes(), Codes{"unclosed-text"});
  EXPECT_EQ(read(long_word + "\n").codes(), Codes{"expected"});
}

// ---------------------------------------------------------------------------------- many errors

// Fewer under the sanitizers, which take twenty times as long; growth with the square is seen in the build without them.
constexpr int very_many = support::is_sanitized ? 50'000 : 200'000;

TEST(HostileTest, ManyErrorsOnManyLinesAreAllFound) {
  std::string text;
  for (int i = 0; i < very_many; ++i) text += fmt::format("duty d{} \"t\n", i);
  EXPECT_EQ(read(text).diagnostics.size(), static_cast<std::size_t>(very_many));
}

TEST(HostileTest, ManyErrorsOnOneLineAreAllFoundAndShown) {
  const Read result = read(rule_until_when + "age < 18 " + repeated("; ", very_many) + "\n");
  ASSERT_EQ(result.diagnostics.size(), static_cast<std::size_t>(very_many));
  const auto start = std::chrono::steady_clock::now();
  std::string shown;
  for (const Diagnostic& diagnostic : result.diagnostics)
    shown += diagnostics::render_short(diagnostic, result.sources);
  EXPECT_LT(std::chrono::steady_clock::now() - start, patience);
  EXPECT_NE(shown.find(fmt::format(":7:{}:", 19 + 2 * (very_many - 1))), std::string::npos);
  EXPECT_LT(diagnostics::render_text(result.diagnostics.back(), result.sources, diagnostics::Colour::off).size(),
            2000U);
}

TEST(HostileTest, AWordThatBeginsNothingHidesNoMoreThanItsClause) {
  std::string text = heading;
  for (int i = 0; i < 20'000; ++i) text += fmt::format("  xyzzy{}\n  rule r{}\n    decline hold\n", i, i);
  const Read result = read(text);
  EXPECT_EQ(result.diagnostics.size(), 20'000U);
}

// ---------------------------------------------------------------------------------- characters

TEST(HostileTest, NothingIsAFileToo) {
  const Read result = read("");
  EXPECT_EQ(result.codes(), Codes{});
  EXPECT_TRUE(result.file.is_complete);
}

TEST(HostileTest, CommentsAloneAreKept) {
  const Read result = read("# one\n\n   # two\n# three");
  EXPECT_EQ(result.codes(), Codes{});
  EXPECT_EQ(result.file.comments.size(), 3U);
}

TEST(HostileTest, RandomBytesAreNoText) {
  std::mt19937 random{20140701};
  std::string text(1 << 20, '\0');
  for (char& c : text) c = static_cast<char>(random() & 0xFFU);
  const Read result = read(text);
  EXPECT_FALSE(result.diagnostics.empty());
  EXPECT_FALSE(result.file.is_complete);
}

TEST(HostileTest, RandomLettersAndSignsAreComeThrough) {
  std::mt19937 random{20140702};
  std::string text(1 << 20, ' ');
  for (char& c : text) c = random() % 20 == 0 ? '\n' : static_cast<char>(' ' + random() % 95);
  EXPECT_FALSE(read(text).diagnostics.empty());
}

// Words of the language in no order: what looks most like a policy and is none.
TEST(HostileTest, RandomWordsAreComeThrough) {
  const std::vector<std::string> words{
      "policy", "p",          "\"t\"", "rule",  "r",      "decline", "hold",      "when", "any", "charge", "is",
      "felony", "where",      "its",   "level", "and",    "or",      "not",       "(",    ")",   ",",      "<",
      "18",     "2014-07-01", "plus",  "years", "define", "for",     "otherwise", "cite", "\n"};
  std::mt19937 random{20140703};
  for (int i = 0; i < 2000; ++i) {
    std::string text;
    for (int j = 0; j < 60; ++j) text += words[random() % words.size()] + " ";
    read(text);
  }
}

struct CharacterCase {
  const char* name;
  std::string text;
  Codes codes;
};

TEST(HostileTest, CharactersThatDeceiveAreReported) {
  using namespace std::string_literals;
  const std::vector<CharacterCase> cases{
      {"NUL", "duty a\0b \"t\"\n"s, {"control-character"}},
      {"NUL in a text", "duty a \"t\0t\"\n"s, {"control-character"}},
      {"a lone CR", "duty a \"t\"\rduty b \"t\"\n", {"control-character"}},
      {"form feed", "duty a \"t\"\n\fduty b \"t\"\n", {"control-character"}},
      {"direction in a comment", "# \u202E decline hold\nduty a \"t\"\n", {"hidden-character"}},
      {"direction in a text", "duty a \"\u2066t\u2069\"\n", {"hidden-character", "hidden-character"}},
      {"zero width in a name", "duty give\u200B_copy \"t\"\n", {"hidden-character"}},
      {"CR LF", "duty a \"t\"\r\nduty b \"t\"\r\n", {"carriage-return"}},
      {"byte order mark", "\uFEFFduty a \"t\"\n", {"byte-order-mark"}},
      {"tabs", "duty\ta\t\"t\"\n", {}},
      {"cut in the middle of a character", "duty a \"t\xC3\"\n", {"not-utf-8"}},
      {"overlong", "duty a \"\xC0\x80\"\n", {"not-utf-8"}},
      {"surrogate", "duty a \"\xED\xA0\x80\"\n", {"not-utf-8"}},
      {"accents in a text", "duty a \"d\u00E9tenu \u00A7 4\"\n", {}},
  };
  for (const CharacterCase& each : cases) EXPECT_EQ(read(each.text).codes(), each.codes) << each.name;
}

TEST(HostileTest, WarningsChangeNothingInTheTree) {
  const Read plain = read("duty a \"t\"\nduty b \"t\"\n");
  const Read foreign = read("\uFEFFduty a \"t\"\r\nduty b \"t\"\r\n");
  EXPECT_TRUE(foreign.file.is_complete);
  EXPECT_TRUE(syntax::equal(plain.file, foreign.file));
}

// ---------------------------------------------------------------------------------- what is shipped, damaged

TEST(HostileTest, EveryBeginningOfAPolicyIsComeThrough) {
  const auto texts = support::shipped_texts("policies/santa_clara");
  ASSERT_FALSE(texts.empty());
  const std::string& text = texts.front().second;
  for (std::size_t length = 0; length < std::min<std::size_t>(text.size(), 2000); ++length)
    read(text.substr(0, length));
}

TEST(HostileTest, PoliciesWithoutOneOfTheirCharactersAreComeThrough) {
  std::mt19937 random{20140704};
  for (const auto& [name, text] : support::shipped_texts("policies")) {
    for (int i = 0; i < 50 && !text.empty(); ++i) {
      std::string damaged = text;
      damaged.erase(random() % damaged.size(), 1 + random() % 3);
      read(damaged);
    }
  }
}

}  // namespace
}  // namespace comity::parser
