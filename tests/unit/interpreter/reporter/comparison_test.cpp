// Comparisons in every format. They are made by hand: what is tested is how they are written.
#include "interpreter/reporter/comparison.hpp"

#include <gtest/gtest.h>

#include <string>

#include <nlohmann/json.hpp>

#include "interpreter/reporter/html_words.hpp"
#include "interpreter/reporter/record_json.hpp"
#include "tests/support/checked.hpp"

namespace comity::reporter {
namespace {

using analyzer::AnswerKind;
using analyzer::Relation;
using support::record_of;

class ComparisonTest : public testing::Test {
 protected:
  ComparisonTest()
      : checked_{support::library_of({{"town.comity", support::small_vocabulary() + R"~(
policy first "Title <b>& more</b>"
  authority town
  status proposed
  source "Source" at "javascript:alert(1)"

  rule armed
    honor hold for 48 hours
    when armed
    cite "section <1>"

  otherwise decline hold

policy second "Second"
  authority town
  status proposed
  source "Source" at "https://town.example/?a=1&b=2"

  otherwise decline hold
)~"}})} {
    comparisons_.subjects = {subject("first"), subject("second")};
    comparisons_.questions = {{hold_}};
    comparer::Compared pair;
    pair.left = 0;
    pair.right = 1;
    pair.left_decision = pair.right_decision = hold_;
    pair.comparison.relation = Relation::above;
    pair.comparison.reached.elements = 2;
    analyzer::Difference difference;
    difference.left = {AnswerKind::outcome, 2};
    difference.right = {AnswerKind::outcome, 0};
    difference.left_rule = "armed";
    difference.right_rule = "otherwise";
    analyzer::Region region;
    region.when.push_back({model::Condition{model::AllOf{}, {}, false}, false, std::nullopt, "armed"});
    region.witness = record_of(library().vocabulary, R"({"id":"x","armed":true})");
    region.witness.facts[0] = model::Unknown{};
    difference.regions.push_back(region);
    pair.comparison.differences.push_back(difference);
    pair.witness_is_smallest = {{true}};
    comparisons_.pairs.push_back(pair);
  }

  const model::Library& library() const { return *checked_.library; }
  comparer::Subject subject(const std::string& name) const { return {name, library().find_policy(name), std::nullopt, std::nullopt, std::nullopt}; }
  ComparisonContext context() const {
    return {library(), [this](const Span& span) { return std::string{checked_.sources.text_of(span)}; }, std::nullopt, by_};
  }
  ComparisonReport report() const { return comparison_report(comparisons_, context()); }
  nlohmann::json as_json() const { return nlohmann::json::parse(comparison_json(comparisons_, context())); }

  support::Checked checked_;
  model::DecisionId hold_ = 0;
  comparer::Comparisons comparisons_;
  std::string by_;
};

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

TEST_F(ComparisonTest, JsonOfOnePairIsTheContracts) {
  const nlohmann::json found = as_json();
  EXPECT_EQ(found["decisions"], (nlohmann::json{"hold", "hold"}));
  EXPECT_EQ(found["policies"], (nlohmann::json{"first", "second"}));
  EXPECT_EQ(found["relation"], "above");
  EXPECT_EQ(found["complete"], true);
  EXPECT_FALSE(found.contains("counts"));
  const nlohmann::json& difference = found["differences"][0];
  EXPECT_EQ(difference["outcomes"], (nlohmann::json{"honor", "decline"}));
  EXPECT_EQ(difference["rules"], nlohmann::json::parse(R"([["armed"],["otherwise"]])"));
  EXPECT_EQ(difference["regions"][0]["when"], nlohmann::json::parse(R"(["armed"])"));
  EXPECT_EQ(difference["regions"][0]["witness"], nlohmann::json::parse(R"({"id":"1.1","armed":true})"));
}

TEST_F(ComparisonTest, JsonOfAnUnfinishedPairKnowsNoRelation) {
  comparisons_.pairs[0].comparison.complete = false;
  comparisons_.pairs[0].comparison.limit = "more than 10 regions";
  EXPECT_EQ(as_json()["relation"], nullptr);
  EXPECT_EQ(as_json()["limit"], "more than 10 regions");
  EXPECT_TRUE(has(comparison_text(report()), "first and second on hold: not known"));
}

TEST_F(ComparisonTest, JsonOfManyHasComparisonsAndOrder) {
  comparisons_.subjects.push_back(subject("second"));
  const nlohmann::json found = as_json();
  EXPECT_EQ(found["comparisons"].size(), 1U);
  EXPECT_EQ(found["order"][0]["decision"], "hold");
  EXPECT_EQ(found["order"][0]["steps"], nlohmann::json::parse(R"([{"below":"second","above":"first"}])"));
}

TEST_F(ComparisonTest, TheFirstLineNamesTheDayThatNobodyNamed) {
  ComparisonContext today = context();
  today.today = model::Date{std::chrono::year{2014} / 8 / 1};
  EXPECT_TRUE(comparison_text(comparison_report(comparisons_, today)).starts_with("today is 2014-08-01: the law of that day is meant where no other is named\n"));
  EXPECT_TRUE(comparison_markdown(comparison_report(comparisons_, today)).starts_with("today is 2014-08-01"));
  EXPECT_EQ(nlohmann::json::parse(comparison_json(comparisons_, today))["today"], "2014-08-01");
  EXPECT_TRUE(has(comparison_html(comparison_report(comparisons_, today)), "<p>today is 2014-08-01"));
}

TEST_F(ComparisonTest, CountsHaveBounds) {
  comparer::Impact impact;
  impact.all = {1000, {50, 120}, {{50, 120}}};
  impact.by = {{"felony", {10, {1, 1}, {{1, 1}}}}};
  comparisons_.pairs[0].impact = impact;
  by_ = "charges.level";
  const std::string text = comparison_text(report());
  EXPECT_TRUE(has(text, "1,000 in all: 50 to 120 differ (5.0 % to 12.0 %), 880 to 950 agree (88.0 % to 95.0 %)")) << text;
  EXPECT_TRUE(has(text, "1. 50 to 120 records: where first honors and second declines")) << text;
  EXPECT_TRUE(has(text, "felony         10: 1 differ (10.0 %)")) << text;
  EXPECT_EQ(as_json()["counts"]["differ"], nlohmann::json::parse(R"({"least":50,"most":120})"));
  EXPECT_EQ(as_json()["differences"][0]["records"], nlohmann::json::parse(R"({"least":50,"most":120})"));
}

TEST_F(ComparisonTest, HtmlEscapesWhatPoliciesSayAndLinksOnlyToTheWeb) {
  const std::string html = comparison_html(report());
  EXPECT_FALSE(has(html, "<b>&"));
  EXPECT_TRUE(has(html, "Title &lt;b&gt;&amp; more&lt;/b&gt;"));
  EXPECT_TRUE(has(html, "section &lt;1&gt;"));
  EXPECT_FALSE(has(html, "href=\"javascript"));
  EXPECT_TRUE(has(html, "href=\"https://town.example/?a=1&amp;b=2\""));
  EXPECT_FALSE(has(html, "<script"));
  EXPECT_FALSE(has(html, "src="));
}

TEST_F(ComparisonTest, MarkdownKeepsWhatWouldBeLayout) {
  EXPECT_TRUE(has(comparison_markdown(report()), "Title \\<b\\>& more\\</b\\>"));
}

TEST_F(ComparisonTest, CsvHasALineForEachRegion) {
  const std::string csv = comparison_csv(report());
  EXPECT_TRUE(has(csv, "first and second on hold,first,second,above,true,honor,decline,armed,otherwise,section <1>,Source,,,1.1,armed,\"{\"\"id\"\":\"\"1.1\"\",\"\"armed\"\":true}\"\r\n")) << csv;
}

TEST(RecordWords, AsExamplesSayIt) {
  const support::Checked checked = support::library_of({{"town.comity", support::small_vocabulary()}});
  const model::Vocabulary& vocabulary = checked.library->vocabulary;
  const model::Record record = record_of(vocabulary, R"({"id":"1","armed":true,"bail":2500.5,"due_or_none":null,"seen_at":"2013-01-01T17:00","word":"a \"b\"",
    "charges":[{"level":"felony","traits":["serious","theft"]},{}],"priors":[],"request":{"signed":false}})");
  EXPECT_EQ(record_words(vocabulary, record),
            (std::vector<std::string>{"armed yes", "bail $2,500.50", "due_or_none none", "seen_at 2013-01-01T17:00", "word \"a \"b\"\"",
                                      "charge with level felony, traits (serious, theft)", "charge", "priors none", "request.signed no"}));
  // What is written is read again as the same record.
  EXPECT_TRUE(record_of(vocabulary, record_json(vocabulary, record, "1").dump()) == record);
}

TEST(OrderSvg, EqualsShareABoxAndNamesAreEscaped) {
  comparer::Order order;
  order.classes = {{0, 2}, {1}};
  order.steps = {{0, 1}};
  order.ranks = {0, 1};
  const std::string svg = order_svg(order, {"a<b", "top", "c"}, "label");
  EXPECT_TRUE(has(svg, ">a&lt;b</text>"));
  std::size_t boxes = 0;
  for (std::size_t at = svg.find("<rect"); at != std::string::npos; at = svg.find("<rect", at + 1)) ++boxes;
  EXPECT_EQ(boxes, 2U);
}

}  // namespace
}  // namespace comity::reporter
