// Libraries that lead in circles, go too deep or grow at every step: reported, never followed.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "interpreter/evaluator/evaluate.hpp"
#include "tests/support/checked.hpp"

namespace comity::checker {
namespace {

constexpr std::chrono::seconds patience{60};  // as in hostile_test.cpp of the parser

std::vector<std::string> codes_of(const std::string& text) {
  const auto start = std::chrono::steady_clock::now();
  const support::Checked checked =
      support::check_texts({{"vocabulary.comity", support::small_vocabulary()}, {"hostile.comity", text}});
  EXPECT_LT(std::chrono::steady_clock::now() - start, patience);
  std::vector<std::string> result;
  for (const Diagnostic& diagnostic : checked.diagnostics) result.emplace_back(info(diagnostic.code).name);
  return result;
}

using Codes = std::vector<std::string>;

// `definition d0 armed`, then each of the one before it.
std::string definitions(int count, std::string_view form) {
  std::string result = "definition d0 armed\n";
  for (int i = 1; i < count; ++i)
    result += fmt::format("definition d{} {}\n", i, fmt::format(fmt::runtime(form), i - 1));
  return result;
}

std::string chain_of_policies(int count, std::string_view heading, std::string_view clauses) {
  std::string result;
  for (int i = 0; i < count; ++i) {
    const std::string above = i == 0 ? "" : fmt::format(fmt::runtime(heading), i - 1);
    result += fmt::format(
        "policy p{} {} \"t\"\n authority town status proposed source \"s\"\n rule r\n decline hold\n when {}\n", i,
        above, i == 0 ? "armed" : fmt::format(fmt::runtime(clauses), i - 1));
  }
  return result;
}

TEST(HostileLibrariesTest, DefinitionsMayFollowOneAnotherSoFar) {
  EXPECT_EQ(codes_of(definitions(200, "d{}")), Codes{});
  EXPECT_EQ(codes_of(definitions(2000, "d{}")), Codes{"nested-too-deep"});
}

TEST(HostileLibrariesTest, TheOrderOfDefinitionsDoesNotMatter) {
  std::string backwards;
  for (int i = 1999; i > 0; --i) backwards += fmt::format("definition d{} d{}\n", i, i - 1);
  EXPECT_EQ(codes_of(backwards + "definition d0 armed\n"), Codes{"nested-too-deep"});
}

TEST(HostileLibrariesTest, DefinitionsThatDoubleAreBounded) {
  EXPECT_EQ(codes_of(definitions(64, "d{0} and d{0}")), Codes{"nested-too-deep"});
  EXPECT_EQ(codes_of(definitions(64, "d{0} or not (d{0} and d{0})")), Codes{"nested-too-deep"});
}

TEST(HostileLibrariesTest, WhatIsAllowedIsAnsweredAtOnce) {
  const std::string text =
      definitions(17, "d{0} and d{0}") + support::town_policy("p", "rule r decline hold when d16\n");
  const support::Checked checked =
      support::library_of({{"vocabulary.comity", support::small_vocabulary()}, {"wide.comity", text}});
  const auto start = std::chrono::steady_clock::now();
  const model::Record record = support::record_of(checked.library->vocabulary, R"({"id": "1"})");
  const evaluator::Evaluation evaluation{*checked.library, record, 0, std::nullopt};
  const auto answer =
      evaluation.answer(*checked.library->find_policy("p"), *checked.library->vocabulary.find_decision("hold"));
  EXPECT_EQ(answer.missing, std::vector<std::string>{"armed"});
  EXPECT_LT(std::chrono::steady_clock::now() - start, patience);
}

TEST(HostileLibrariesTest, PoliciesThatAskTwiceAreBounded) {
  const Codes codes = codes_of(chain_of_policies(40, "", "p{0} says hold is decline and p{0} says hold is decline"));
  ASSERT_FALSE(codes.empty());
  for (const std::string& code : codes) EXPECT_EQ(code, "nested-too-deep");
}

TEST(HostileLibrariesTest, LongChainsOfAmendsAreOneError) {
  EXPECT_EQ(codes_of(chain_of_policies(200, "amends p{}", "armed")), Codes{});
  EXPECT_EQ(codes_of(chain_of_policies(2000, "amends p{}", "armed")), Codes{"nested-too-deep"});
}

TEST(HostileLibrariesTest, LongCirclesAreOneError) {
  std::string places;
  for (int i = 0; i < 5000; ++i) places += fmt::format("jurisdiction j{} \"t\" county within j{}\n", i, (i + 1) % 5000);
  EXPECT_EQ(codes_of(places), Codes{"circle"});

  std::string rules;
  for (int i = 0; i < 20'000; ++i) rules += fmt::format("rule r{} overrides r{} decline hold\n", i, (i + 1) % 20'000);
  EXPECT_EQ(codes_of(support::town_policy("p", rules)), Codes{"circle"});
}

TEST(HostileLibrariesTest, LongChainsOfBarsAreRead) {
  std::string rules = "rule r0 decline hold\n";
  for (int i = 1; i < 20'000; ++i) rules += fmt::format("rule r{} overrides r{}\n", i, i - 1);
  EXPECT_EQ(codes_of(support::town_policy("p", rules)), Codes{});
}

TEST(HostileLibrariesTest, ManyUnknownNamesAreAllFound) {
  std::string rules;
  for (int i = 0; i < 20'000; ++i) rules += fmt::format("rule r{} overrides q{} decline hold when agee{}\n", i, i, i);
  EXPECT_EQ(codes_of(support::town_policy("p", rules)).size(), 40'000U);
}

}  // namespace
}  // namespace comity::checker
