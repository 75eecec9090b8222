// Why a condition holds or does not, in words: the facts, where they come from, and by how much a bound
// or a window was met or missed.
#include "interpreter/explainer/reasons.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "interpreter/explainer/explain.hpp"
#include "tests/support/checked.hpp"

namespace comity::explainer {
namespace {

using Lines = std::vector<std::string>;

// What is said of a rule with this condition.
Lines why(const std::string& condition, const std::string& facts, const std::string& clauses = "") {
  const std::string rule = "  rule r\n    honor hold\n    when " + condition + "\n\n  otherwise decline hold\n";
  const support::Checked checked = support::library_of(
      {{"vocabulary.comity", support::small_vocabulary()}, {"town.comity", support::town_policy("draft", clauses + rule)}});
  const model::Library& library = *checked.library;
  const model::Record record = support::record_of(library.vocabulary, "{\"id\": \"1\"" + (facts.empty() ? "" : ", " + facts) + "}");
  const evaluator::Evaluation evaluation{library, record, 0, std::nullopt};
  return Reasoning{library, evaluation, 0}.why(*library.policies[0].rules[0].when);
}

struct WhyCase {
  std::string condition;
  std::string facts;
  Lines expected;
};

void expect_reasons(const std::vector<WhyCase>& cases) {
  for (const WhyCase& test : cases) EXPECT_EQ(why(test.condition, test.facts), test.expected) << test.condition << " of {" << test.facts << "}";
}

TEST(SpanBetweenTest, CountsAsPeopleDo) {
  const auto between = [](const char* from, const char* to) { return span_between(*model::parse_date(from), *model::parse_date(to)); };
  EXPECT_EQ(between("2001-03-01", "2013-03-01"), "12 years");
  EXPECT_EQ(between("2012-03-01", "2013-03-01"), "1 year");
  EXPECT_EQ(between("2012-03-01", "2013-03-02"), "1 year and 1 day");
  EXPECT_EQ(between("2006-05-08", "2013-03-01"), "6 years and 297 days");
  EXPECT_EQ(between("2013-02-28", "2013-03-01"), "1 day");
  EXPECT_EQ(between("2013-03-01", "2013-03-01"), "0 days");
  EXPECT_EQ(between("2012-02-29", "2013-02-28"), "1 year");
}

TEST(ReasonsTest, WindowsWithTheirMargin) {
  const std::string before = "due is within 10 years before request.made_on";
  const auto facts = [](const std::string& due) { return "\"due\": \"" + due + "\", \"request\": {\"made_on\": \"2013-03-01\"}"; };
  expect_reasons({
      {before, facts("2001-03-01"), {"due is 2001-03-01, 12 years before request.made_on (2013-03-01); the window is 10 years (2 years over)"}},
      {before, facts("2003-02-28"), {"due is 2003-02-28, 10 years and 1 day before request.made_on (2013-03-01); the window is 10 years (1 day over)"}},
      {before, facts("2003-03-01"), {"due is 2003-03-01, 10 years before request.made_on (2013-03-01); the window is 10 years"}},
      {before, facts("2006-05-08"), {"due is 2006-05-08, 6 years and 297 days before request.made_on (2013-03-01); the window is 10 years"}},
      {before, facts("2013-03-01"), {"due is 2013-03-01, on the day of request.made_on (2013-03-01); the window is 10 years"}},
      {before, facts("2013-03-02"), {"due is 2013-03-02, 1 day after request.made_on (2013-03-01); the window is 10 years"}},
      {"due_or_none is within 10 years before booked_on", R"("due_or_none": "none", "booked_on": "2013-03-01")",
       {"due_or_none is none; the window is 10 years before booked_on (2013-03-01)"}},
  });
}

// A bound that looks back is told in the same words as a window.
TEST(ReasonsTest, ABoundThatLooksBack) {
  const std::string one = "request.made_on is on or before due plus 10 years";
  const std::string two = "request.made_on is on or before later of (first_day plus 10 years, second_day plus 5 years)";
  expect_reasons({
      {one, R"("due": "2001-03-01", "request": {"made_on": "2013-03-01"})",
       {"due is 2001-03-01, 12 years before request.made_on (2013-03-01); the window is 10 years (2 years over)"}},
      {two, R"("first_day": "2003-03-14", "second_day": "2006-02-01", "request": {"made_on": "2013-03-15"})",
       {"first_day is 2003-03-14, 10 years and 1 day before request.made_on (2013-03-15); the window is 10 years (1 day over)",
        "second_day is 2006-02-01, 7 years and 42 days before request.made_on (2013-03-15); the window is 5 years (2 years and 42 days over)"}},
      {two, R"("first_day": "2003-03-14", "second_day": "none", "request": {"made_on": "2013-03-15"})",
       {"first_day is 2003-03-14, 10 years and 1 day before request.made_on (2013-03-15); the window is 10 years (1 day over)",
        "second_day is none"}},
      {two, R"("first_day": "2003-03-15", "second_day": "none", "request": {"made_on": "2013-03-15"})",
       {"request.made_on is 2013-03-15, on or before the later of first_day plus 10 years (2013-03-15) and second_day plus 5 years (none)"}},
  });
}

TEST(ReasonsTest, Days) {
  expect_reasons({
      {"due is before 2013-03-01", R"("due": "2013-02-01")", {"due is 2013-02-01, before 2013-03-01"}},
      {"due is before 2013-03-01", R"("due": "2013-03-01")", {"due is 2013-03-01; before 2013-03-01 is needed (the very day)"}},
      {"due is before 2013-03-01", R"("due": "2014-03-02")", {"due is 2014-03-02; before 2013-03-01 is needed (1 year and 1 day late)"}},
      {"due is on or after booked_on", R"("due": "2013-02-28", "booked_on": "2013-03-01")",
       {"due is 2013-02-28; on or after booked_on (2013-03-01) is needed (1 day early)"}},
      {"due_or_none is after 2013-03-01", R"("due_or_none": "none")", {"due_or_none is none; after 2013-03-01 is needed"}},
      {"seen_at is after seen_or_none", R"("seen_at": "2013-03-01T16:59", "seen_or_none": "2013-03-01T16:00")",
       {"seen_at is 2013-03-01T16:59, after seen_or_none (2013-03-01T16:00)"}},
  });
}

TEST(ReasonsTest, NumbersAndMoneyWithTheirMargin) {
  expect_reasons({
      {"age < 18", R"("age": 17)", {"age is 17, less than 18"}},
      {"age < 18", R"("age": 18)", {"age is 18; less than 18 is needed (exactly at the bound)"}},
      {"age < 18", R"("age": 20)", {"age is 20; less than 18 is needed (2 over)"}},
      {"age >= 18", R"("age": 17)", {"age is 17; at least 18 is needed (1 short)"}},
      {"age is 18", R"("age": 18)", {"age is 18, exactly 18"}},
      {"age_or_none < 18", R"("age_or_none": "none")", {"age_or_none is none; less than 18 is needed"}},
      {"bail <= $5,000", R"("bail": 5000.5)", {"bail is $5,000.50; at most $5,000 is needed ($0.50 over)"}},
      {"bail > $5,000", R"("bail": 4000)", {"bail is $4,000; more than $5,000 is needed ($1,000 short)"}},
      {"bail > $5,000", R"("bail": 12000)", {"bail is $12,000, more than $5,000"}},
  });
}

TEST(ReasonsTest, ChoicesTextsSetsAndNone) {
  expect_reasons({
      {"rank is at least misdemeanor", R"("rank": "infraction")", {"rank is infraction, not at least misdemeanor"}},
      {"rank is at most misdemeanor", R"("rank": "felony")", {"rank is felony, not at most misdemeanor"}},
      {"rank is felony", R"("rank": "felony")", {"rank is felony"}},
      {"shade is any of (red, blue)", R"("shade": "green")", {"shade is green, not red or blue"}},
      {"shade is not red", R"("shade": "red")", {"shade is red"}},
      {"word is any of (\"a\", \"b\")", R"("word": "c")", {"word is \"c\", not \"a\" or \"b\""}},
      {"armed", R"("armed": false)", {"armed is no"}},
      {"not armed", R"("armed": false)", {"armed is no"}},
      {"due_or_none is none", R"("due_or_none": "none")", {"due_or_none is none"}},
      {"due_or_none is none", R"("due_or_none": "2013-03-01")", {"due_or_none is 2013-03-01, not none"}},
      {"any charge is violent", R"("charges": [{"traits": ["violent"]}])", {"charges[0] is violent"}},
      {"any charge is violent", R"("charges": [{"traits": []}])", {"charges[0] is not violent"}},
  });
}

TEST(ReasonsTest, Connectives) {
  expect_reasons({
      {"armed and drunk", R"("armed": true, "drunk": true)", {"armed is yes", "drunk is yes"}},
      {"armed and drunk", R"("armed": true, "drunk": false)", {"drunk is no"}},  // what made it fail
      {"armed and drunk", R"("armed": false, "drunk": false)", {"armed is no", "drunk is no"}},
      {"armed or drunk", R"("armed": false, "drunk": true)", {"drunk is yes"}},
      {"armed or drunk", R"("armed": false, "drunk": false)", {"armed is no", "drunk is no"}},
      {"armed or drunk", R"("drunk": true)", {"drunk is yes"}},  // what is unknown did not matter
  });
}

TEST(ReasonsTest, Quantifiers) {
  const std::string f = R"({"level": "felony"})";
  const std::string i = R"({"level": "infraction"})";
  const auto of = [](const std::string& list) { return "\"priors\": [" + list + "]"; };
  expect_reasons({
      {"any prior is felony", of(""), {"there is no prior"}},
      {"any prior is felony", of(i), {"priors[0].level is infraction, not felony"}},
      {"any prior is felony", of(i + "," + f), {"priors[1].level is felony"}},
      {"any prior is felony", of(i + "," + i), {"no prior meets it; the nearest is priors[0]", "priors[0].level is infraction, not felony"}},
      {"every prior is felony", of(f + "," + i), {"priors[1].level is infraction, not felony"}},
      {"every prior is felony", of(f), {"priors[0].level is felony"}},
      {"every prior is felony", of(f + "," + f), {"every one of 2 priors meets it"}},
      {"every prior is felony", of(""), {"there is no prior"}},
      {"no prior is felony", of(i + "," + f), {"priors[1].level is felony"}},
      {"any prior", of(f + "," + i), {"2 priors"}},
      {"any prior", of(f), {"1 prior"}},
      {"no prior", of(""), {"there is no prior"}},
      {"at least 2 priors where it is felony", of(f + "," + i), {"1 of 2 priors meets it; at least 2 are needed"}},
      {"at least 2 priors where it is felony", of(f + "," + f + "," + i), {"2 of 3 priors meet it; at least 2 are needed"}},
      {"at least 2 priors distinct by case_id where it is felony", R"("priors": [{"level": "felony", "case_id": "a"}, {"level": "felony", "case_id": "a"}])",
       {"2 of 2 priors meet it, 1 when each case_id counts once; at least 2 are needed"}},
  });
  // Of two that miss a window, the one that misses it by less is the nearest.
  expect_reasons({{"any prior where its ended is within 5 years before booked_on",
                   R"("booked_on": "2014-03-01", "priors": [{"ended": "1990-01-01"}, {"ended": "2009-02-27"}, {"ended": "2015-01-01"}])",
                   {"no prior meets it; the nearest is priors[1]",
                    "priors[1].ended is 2009-02-27, 5 years and 2 days before booked_on (2014-03-01); the window is 5 years (2 days over)"}},
                  {"any charge where its bail > $5,000", R"("charges": [{"bail": 10}, {"bail": 4000}, {"bail": 0}])",
                   {"no charge meets it; the nearest is charges[1]", "charges[1].bail is $4,000; more than $5,000 is needed ($1,000 short)"}}});
  // Of two that will not do, the one that fails in less is the nearest.
  expect_reasons({{"any prior where it is felony and it is violent",
                   R"("priors": [{"level": "infraction", "traits": []}, {"level": "felony", "traits": []}])",
                   {"no prior meets it; the nearest is priors[1]", "priors[1] is not violent"}}});
}

TEST(ReasonsTest, AnUnmetDefinitionIsToldInItsFacts) {
  const std::string grave = "  define grave for prior\n    its level is felony and it is any of (serious, violent)\n\n";
  EXPECT_EQ(why("any prior is grave", R"("priors": [{"level": "felony", "traits": ["violent"]}])", grave),
            (Lines{"priors[0].level is felony", "priors[0] is violent"}));
  EXPECT_EQ(why("any prior is grave", R"("priors": [{"level": "misdemeanor", "traits": ["violent"]}])", grave),
            (Lines{"priors[0].level is misdemeanor, not felony"}));
}

TEST(ReasonsTest, AFactThatIsSuppliedSaysByWhat) {
  EXPECT_EQ(why("armed", "", "  presume armed is no\n\n"), Lines{"armed is no (presumed)"});
  EXPECT_EQ(why("armed", R"("armed": false)", "  presume armed is no\n\n"), Lines{"armed is no"});
  EXPECT_EQ(why("request.signed", "", "  presume request.signed is yes\n\n"), Lines{"request.signed is yes (presumed)"});
}

}  // namespace
}  // namespace comity::explainer
