// Coverage: which rules decide and fail to decide, which conditions are seen true and false. Layout,
// comments and the order of clauses change no figure.
#include "interpreter/tester/coverage.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "grammar/formatter/format.hpp"
#include "interpreter/tester/examples.hpp"
#include "tests/support/checked.hpp"

namespace comity::tester {
namespace {

struct Result {
  TestRun run;
  CoverageReport report;
  std::vector<std::string> gaps;  // sorted
};

Result result_of(const support::Checked& checked) {
  const auto all = [](Span) { return true; };
  Coverage coverage{*checked.library};
  Result result;
  result.run = run_examples(*checked.library, nullptr, all, coverage);
  result.report = coverage.report(all, [&](Span span) { return std::string{checked.sources.text_of(span)}; });
  for (const Gap& gap : result.report.gaps) result.gaps.push_back(gap.message);
  std::sort(result.gaps.begin(), result.gaps.end());
  return result;
}

support::Checked library_with(const std::string& policy, const std::string& examples) {
  return support::library_of({{"vocabulary.comity", support::small_vocabulary()}, {"town.comity", policy}, {"examples.comity", examples}});
}

const std::string policy = support::town_policy("draft",
                                                "  define grave for charge\n    its level is felony and it is violent\n\n"
                                                "  rule felon\n    honor hold\n    when any charge is grave\n\n"
                                                "  rule youth overrides felon\n    decline hold\n    when age < 18\n    unless armed\n\n"
                                                "  otherwise decline hold\n");

const std::string felon_example =
    "example felon \"A felon\"\n  age 30\n  armed no\n  charge with level felony, traits violent\n  expect draft honor hold by felon\n\n";
const std::string youth_example =
    "example youth \"A youth\"\n  age 17\n  armed no\n  charge with level felony, traits violent\n  expect draft decline hold by youth\n\n";
const std::string minor_example =
    "example minor \"A small matter\"\n  age 30\n  armed yes\n  charge with level infraction, traits none\n  expect draft decline hold by otherwise\n\n";

TEST(CoverageTest, NoExamplesCoverNothing) {
  const Result result = result_of(library_with(policy, ""));
  EXPECT_EQ(result.run.examples, 0U);
  EXPECT_EQ(result.report.rules, 2U);
  EXPECT_EQ(result.report.rules_covered, 0U);
  // `any charge is grave`, the two links of its definition, `age < 18` and `armed`.
  EXPECT_EQ(result.report.conditions, 5U);
  EXPECT_EQ(result.report.conditions_covered, 0U);
  EXPECT_EQ(result.gaps.size(), 14U);
}

TEST(CoverageTest, BothSidesOfEverythingCoverAll) {
  const Result result = result_of(library_with(policy, felon_example + youth_example + minor_example));
  EXPECT_TRUE(result.run.failures.empty());
  EXPECT_EQ(result.run.examples, 3U);
  EXPECT_EQ(result.report.rules_covered, 2U);
  EXPECT_EQ(result.report.conditions_covered, 5U);
  EXPECT_EQ(result.gaps, std::vector<std::string>{});
}

TEST(CoverageTest, GapsSayWhichSideIsMissing) {
  const Result result = result_of(library_with(policy, felon_example));
  EXPECT_EQ(result.report.rules_covered, 0U);
  EXPECT_EQ(result.report.conditions_covered, 0U);
  EXPECT_EQ(result.gaps, (std::vector<std::string>{
                             "`age < 18` is true in no example", "`any charge is grave` is false in no example", "`armed` is true in no example",
                             "`it is violent` is false in no example", "`its level is felony` is false in no example",
                             "the rule `felon` fails to decide in no example", "the rule `youth` decides in no example"}));
}

// A rule that is overridden does not decide, though its condition holds.
TEST(CoverageTest, AnOverriddenRuleFailsToDecide) {
  const Result result = result_of(library_with(policy, felon_example + youth_example));
  EXPECT_EQ(result.report.rules_covered, 2U);
}

// What nothing can keep from applying need not fail to.
TEST(CoverageTest, ARuleWithoutConditionNeedsOneSideOnly) {
  const std::string always = support::town_policy("draft", "  rule fixed\n    decline hold\n");
  const Result result =
      result_of(library_with(always, "example all \"All\"\n  age 30\n  expect draft decline hold by fixed\n"));
  EXPECT_EQ(result.report.rules, 1U);
  EXPECT_EQ(result.report.rules_covered, 1U);
}

// An unknown condition is seen neither true nor false.
TEST(CoverageTest, WhatIsUnknownCoversNothing) {
  const Result result = result_of(library_with(
      policy, "example open \"Nothing known\"\n  age 30\n  expect draft undetermined hold missing charges\n"));
  EXPECT_TRUE(result.run.failures.empty());
  EXPECT_EQ(result.report.rules_covered, 0U);
  EXPECT_EQ(result.gaps.size(), 12U);  // but for `age < 18`, which was false, and so `youth` did not decide
}

// One condition inherited by an amendment is one condition.
TEST(CoverageTest, WhatIsInheritedIsCountedOnce) {
  const std::string later = "policy second_text amends draft \"Later\"\n  status reading\n  source \"S\"\n\n  otherwise honor hold\n";
  const Result result = result_of(library_with(policy + "\n" + later, felon_example + youth_example + minor_example));
  EXPECT_EQ(result.report.rules, 2U);
  EXPECT_EQ(result.report.conditions, 5U);
  EXPECT_EQ(result.gaps, std::vector<std::string>{});
}

// --- layout

std::string formatted(const support::Checked& checked, std::size_t file) {
  return formatter::format(checked.sources[static_cast<source::SourceId>(file)], checked.files[file]);
}

void expect_same_figures(const Result& a, const Result& b) {
  EXPECT_EQ(a.report.rules, b.report.rules);
  EXPECT_EQ(a.report.rules_covered, b.report.rules_covered);
  EXPECT_EQ(a.report.conditions, b.report.conditions);
  EXPECT_EQ(a.report.conditions_covered, b.report.conditions_covered);
  EXPECT_EQ(a.report.gaps.size(), b.report.gaps.size());
}

TEST(CoverageTest, ReformattingChangesNoFigure) {
  const support::Checked plain = library_with(policy, felon_example + youth_example);
  const Result expected = result_of(plain);
  expect_same_figures(expected, result_of(library_with(formatted(plain, 1), formatted(plain, 2))));
  // Clauses go over several lines, with comments between: titles and texts stay, as they hold no line end.
  const std::string spread =
      "policy draft\n   \"Title\"   # a\n  authority\n town\n  status\n proposed\n  source\n \"Source\"\n"
      "  define grave\n for charge\n    its   level is\n felony   # b\n and it\n is violent\n"
      "  rule felon honor hold when any charge is grave rule youth overrides felon decline hold\n"
      "    when age\n <\n 18 unless armed otherwise decline hold\n";
  expect_same_figures(expected, result_of(library_with(spread, felon_example + youth_example)));
}

TEST(CoverageTest, OrderChangesNoFigure) {
  const std::string other_order = support::town_policy("draft",
                                                       "  otherwise decline hold\n\n"
                                                       "  rule youth overrides felon\n    decline hold\n    unless armed\n    when age < 18\n\n"
                                                       "  rule felon\n    honor hold\n    when any charge is grave\n\n"
                                                       "  define grave for charge\n    it is violent and its level is felony\n");
  const Result other = result_of(support::library_of(
      {{"examples.comity", youth_example + felon_example}, {"town.comity", other_order}, {"vocabulary.comity", support::small_vocabulary()}}));
  expect_same_figures(result_of(library_with(policy, felon_example + youth_example)), other);
}

// --- examples

TEST(ExamplesTest, ADifferenceNamesWhatWasExpectedAndWhatWasFound) {
  const Result result = result_of(library_with(
      policy, "example a \"A\"\n  age 17\n  armed no\n  charge with level felony, traits violent\n  expect draft honor hold by felon\n"
              "  expect draft undetermined hold missing age\n  expect draft silent notify\n"));
  ASSERT_EQ(result.run.failures.size(), 2U);
  EXPECT_EQ(result.run.expectations, 3U);
  EXPECT_EQ(result.run.failures[0].message, "draft for hold: expected honor by felon, found decline by youth");
  EXPECT_EQ(result.run.failures[1].message, "draft for hold: expected undetermined, missing age, found decline by youth");
}

TEST(ExamplesTest, ByAndMissingAreAllOfThem) {
  const std::string two = support::town_policy("draft", "  rule left\n    honor hold\n    when armed\n\n  rule right\n    honor hold\n    when drunk\n");
  const Result result = result_of(library_with(two,
                                               "example a \"A\"\n  armed yes\n  drunk yes\n  expect draft honor hold by left\n"
                                               "  expect draft honor hold by right, left\n  expect draft honor hold\n\n"
                                               "example b \"B\"\n  armed no\n  expect draft undetermined hold missing drunk\n\n"
                                               "example c \"C\"\n  age 3\n  expect draft undetermined hold missing drunk\n"));
  ASSERT_EQ(result.run.failures.size(), 2U);
  EXPECT_EQ(result.run.failures[0].message, "draft for hold: expected honor by left, found honor by left, right");
  EXPECT_EQ(result.run.failures[1].message, "draft for hold: expected undetermined, missing drunk, found undetermined by left, right, missing armed, drunk");
}

}  // namespace
}  // namespace comity::tester
