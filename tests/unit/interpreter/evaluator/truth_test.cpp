// Kleene's logic as conditions have it: connectives, comparisons of every kind with a value, with *none*
// and with nothing known, days and windows, quantifiers, and the facts that an unknown condition rests on.
// Conditions are written as policies write them, records as JSON.
#include "interpreter/evaluator/truth.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "interpreter/evaluator/evaluate.hpp"
#include "tests/support/checked.hpp"

namespace comity::evaluator {
namespace {

using model::Truth;

constexpr Truth no = Truth::no;
constexpr Truth unknown = Truth::unknown;
constexpr Truth yes = Truth::yes;

// A condition in a policy of its own, asked of one record.
struct Asked {
  Truth truth = unknown;
  std::vector<std::string> missing;
};

Asked ask(const std::string& condition, const std::string& facts, const std::string& clauses = "") {
  const std::string rule = "  rule r\n    honor hold\n    when " + condition + "\n";
  const support::Checked checked = support::library_of(
      {{"vocabulary.comity", support::small_vocabulary()}, {"town.comity", support::town_policy("draft", clauses + rule)}});
  const model::Library& library = *checked.library;
  const model::Record record = support::record_of(library.vocabulary, "{\"id\": \"1\"" + (facts.empty() ? "" : ", " + facts) + "}");
  const Evaluation evaluation{library, record, 0, std::nullopt};
  const auto reading = evaluation.reading(0);
  PathSet missing;
  reading->add_missing(*library.policies[0].rules[0].when, nullptr, missing);
  return {reading->truth(*library.policies[0].rules[0].when), {missing.begin(), missing.end()}};
}

struct TruthCase {
  std::string condition;
  std::string facts;
  Truth expected;
};

void expect_truths(const std::vector<TruthCase>& cases) {
  for (const TruthCase& test : cases) {
    EXPECT_EQ(support::word(ask(test.condition, test.facts).truth), support::word(test.expected))
        << test.condition << " of {" << test.facts << "}";
  }
}

// --- connectives

const std::vector<std::pair<Truth, std::string>> armed{{no, "\"armed\": false"}, {unknown, "\"armed\": null"}, {yes, "\"armed\": true"}};
const std::vector<std::pair<Truth, std::string>> drunk{{no, "\"drunk\": false"}, {unknown, "\"drunk\": null"}, {yes, "\"drunk\": true"}};

TEST(TruthTest, NotAndOr) {
  // Rows are `armed`, columns `drunk`: no, unknown, yes.
  constexpr Truth not_table[3] = {yes, unknown, no};
  constexpr Truth and_table[3][3] = {{no, no, no}, {no, unknown, unknown}, {no, unknown, yes}};
  constexpr Truth or_table[3][3] = {{no, unknown, yes}, {unknown, unknown, yes}, {yes, yes, yes}};
  std::vector<TruthCase> cases;
  for (std::size_t a = 0; a < 3; ++a) {
    cases.push_back({"not armed", armed[a].second, not_table[a]});
    for (std::size_t b = 0; b < 3; ++b) {
      const std::string facts = armed[a].second + ", " + drunk[b].second;
      cases.push_back({"armed and drunk", facts, and_table[a][b]});
      cases.push_back({"armed or drunk", facts, or_table[a][b]});
      cases.push_back({"not (armed and drunk)", facts, negated(and_table[a][b])});
      cases.push_back({"not (armed or drunk)", facts, negated(or_table[a][b])});
    }
  }
  EXPECT_EQ(cases.size(), 39U);
  expect_truths(cases);
}

// --- comparisons

// What a condition is of a value below, at and above its bound, of none, and of nothing.
struct Comparison {
  std::string condition;
  std::vector<Truth> expected;
};

void expect_comparisons(const std::string& fact, const std::vector<std::string>& values, const std::vector<Comparison>& comparisons) {
  for (const Comparison& comparison : comparisons) {
    for (std::size_t i = 0; i < values.size(); ++i) {
      const std::string facts = values[i].empty() ? "" : "\"" + fact + "\": " + values[i];
      expect_truths({{comparison.condition, facts, comparison.expected[i]}});
    }
  }
}

TEST(TruthTest, NumbersWithNoneAndUnknown) {
  expect_comparisons("age_or_none", {"17", "18", "19", "\"none\"", "null", ""},
                     {{"age_or_none < 18", {yes, no, no, no, no, unknown}},
                      {"age_or_none <= 18", {yes, yes, no, no, no, unknown}},
                      {"age_or_none is 18", {no, yes, no, no, no, unknown}},
                      {"age_or_none >= 18", {no, yes, yes, no, no, unknown}},
                      {"age_or_none > 18", {no, no, yes, no, no, unknown}},
                      {"age_or_none is not 18", {yes, no, yes, yes, yes, unknown}},
                      {"not (age_or_none < 18)", {no, yes, yes, yes, yes, unknown}},
                      {"age_or_none is none", {no, no, no, yes, yes, unknown}},
                      {"age_or_none is not none", {yes, yes, yes, no, no, unknown}}});
  // Where a fact has no none, null is nothing known.
  expect_comparisons("age", {"17", "18", "19", "null", ""},
                     {{"age < 18", {yes, no, no, unknown, unknown}}, {"age is not 18", {yes, no, yes, unknown, unknown}}});
}

TEST(TruthTest, MoneyIsExactToTheCent) {
  expect_comparisons("bail_or_none", {"4999.99", "5000", "5000.01", "null", ""},
                     {{"bail_or_none < $5,000", {yes, no, no, no, unknown}},
                      {"bail_or_none <= $5,000", {yes, yes, no, no, unknown}},
                      {"bail_or_none is $5,000", {no, yes, no, no, unknown}},
                      {"bail_or_none >= $5,000", {no, yes, yes, no, unknown}},
                      {"bail_or_none > $5,000.00", {no, no, yes, no, unknown}},
                      {"bail_or_none is not $5,000", {yes, no, yes, yes, unknown}},
                      {"bail_or_none is none", {no, no, no, yes, unknown}}});
}

TEST(TruthTest, Dates) {
  expect_comparisons("due_or_none", {"\"2013-02-28\"", "\"2013-03-01\"", "\"2013-03-02\"", "null", ""},
                     {{"due_or_none is before 2013-03-01", {yes, no, no, no, unknown}},
                      {"due_or_none is on or before 2013-03-01", {yes, yes, no, no, unknown}},
                      {"due_or_none is 2013-03-01", {no, yes, no, no, unknown}},
                      {"due_or_none is on or after 2013-03-01", {no, yes, yes, no, unknown}},
                      {"due_or_none is after 2013-03-01", {no, no, yes, no, unknown}},
                      {"due_or_none is not 2013-03-01", {yes, no, yes, yes, unknown}},
                      {"due_or_none is none", {no, no, no, yes, unknown}},
                      {"due_or_none is within 1 days before 2013-03-01", {yes, yes, no, no, unknown}},
                      {"due_or_none is not within 1 days before 2013-03-01", {no, no, yes, yes, unknown}},
                      {"due_or_none is within 1 days after 2013-03-01", {no, yes, yes, no, unknown}}});
}

TEST(TruthTest, DatesAndTimes) {
  expect_comparisons("seen_or_none", {"\"2013-03-01T16:59\"", "\"2013-03-01T17:00\"", "\"2013-03-01T17:01\"", "null", ""},
                     {// Beside a date, a date and time counts as its day.
                      {"seen_or_none is before 2013-03-01", {no, no, no, no, unknown}},
                      {"seen_or_none is on or before 2013-03-01", {yes, yes, yes, no, unknown}},
                      {"seen_or_none is on or after 2013-03-01", {yes, yes, yes, no, unknown}},
                      {"seen_or_none is after 2013-02-28", {yes, yes, yes, no, unknown}},
                      {"seen_or_none is within 1 days after 2013-02-28", {yes, yes, yes, no, unknown}},
                      {"seen_or_none is none", {no, no, no, yes, unknown}}});
  // Beside another, both count as written on the local clock.
  const auto facts = [](const std::string& one, const std::string& other) {
    return "\"seen_at\": \"2013-03-01T" + one + "\", \"seen_or_none\": " + (other == "none" ? "null" : "\"2013-03-01T" + other + "\"");
  };
  expect_truths({{"seen_at is before seen_or_none", facts("16:59", "17:00"), yes},
                 {"seen_at is before seen_or_none", facts("17:00", "17:00"), no},
                 {"seen_at is on or before seen_or_none", facts("17:00", "17:00"), yes},
                 {"seen_at is on or after seen_or_none", facts("17:00", "17:00"), yes},
                 {"seen_at is after seen_or_none", facts("17:01", "17:00"), yes},
                 {"seen_at is before seen_or_none", facts("17:00", "none"), no},
                 {"seen_at is before seen_or_none", facts("17:00-08:00", "16:00+02:00"), no},
                 {"seen_at is on or before seen_or_none plus 2 hours", facts("19:00", "17:00"), yes},
                 {"seen_at is on or before seen_or_none plus 2 hours", facts("19:01", "17:00"), no},
                 {"seen_at is within 2 hours before seen_or_none", facts("15:00", "17:00"), yes},
                 {"seen_at is within 2 hours before seen_or_none", facts("14:59", "17:00"), no},
                 {"seen_at is within 2 hours after seen_or_none", facts("19:00", "17:00"), yes}});
}

TEST(TruthTest, LaddersAndChoices) {
  expect_comparisons("rank_or_none", {"\"infraction\"", "\"misdemeanor\"", "\"felony\"", "\"none\"", ""},
                     {{"rank_or_none is misdemeanor", {no, yes, no, no, unknown}},
                      {"rank_or_none is not misdemeanor", {yes, no, yes, yes, unknown}},
                      {"rank_or_none is at least misdemeanor", {no, yes, yes, no, unknown}},
                      {"rank_or_none is at most misdemeanor", {yes, yes, no, no, unknown}},
                      {"rank_or_none is any of (infraction, felony)", {yes, no, yes, no, unknown}},
                      {"rank_or_none is not any of (infraction, felony)", {no, yes, no, yes, unknown}},
                      {"rank_or_none is none", {no, no, no, yes, unknown}}});
  expect_comparisons("shade", {"\"red\"", "\"green\"", "\"blue\"", "null"},
                     {{"shade is red", {yes, no, no, unknown}},
                      {"shade is not red", {no, yes, yes, unknown}},
                      {"shade is any of (red, blue)", {yes, no, yes, unknown}}});
}

TEST(TruthTest, Texts) {
  expect_comparisons("word_or_none", {"\"PC 211\"", "\"pc 211\"", "\"\"", "null", ""},
                     {{"word_or_none is \"PC 211\"", {yes, no, no, no, unknown}},
                      {"word_or_none is not \"PC 211\"", {no, yes, yes, yes, unknown}},
                      {"word_or_none is any of (\"PC 211\", \"PC 242\")", {yes, no, no, no, unknown}},
                      {"word_or_none is none", {no, no, no, yes, unknown}}});
}

TEST(TruthTest, YesAndNo) {
  expect_comparisons("sober_or_none", {"true", "false", "\"none\"", "null", ""},
                     {{"sober_or_none", {yes, no, no, no, unknown}},
                      {"not sober_or_none", {no, yes, yes, yes, unknown}},
                      {"sober_or_none is none", {no, no, yes, yes, unknown}}});
}

TEST(TruthTest, SetsListEverythingTrueOfTheirThing) {
  const std::string condition = "any charge is violent";
  expect_truths({{condition, R"("charges": [{"traits": ["violent", "theft"]}])", yes},
                 {condition, R"("charges": [{"traits": ["theft"]}])", no},
                 {condition, R"("charges": [{"traits": []}])", no},
                 {condition, R"("charges": [{"traits": null}])", unknown},
                 {condition, R"("charges": [{}])", unknown},
                 {"any charge is any of (serious, violent)", R"("charges": [{"traits": ["serious"]}])", yes},
                 {"any charge is any of (serious, violent)", R"("charges": [{"traits": ["theft"]}])", no}});
}

// --- days

TEST(TruthTest, LaterOf) {
  const std::string upper = "due is on or before later of (first_day, second_day)";
  const std::string lower = "due is on or after later of (first_day, second_day)";
  // `due` is 2013-03-01; a day is later, earlier, none or unknown.
  const std::string late = "\"2014-01-01\"";
  const std::string early = "\"2012-01-01\"";
  const std::string none = "\"none\"";
  struct Days {
    std::string first, second;
    Truth on_or_before, on_or_after;
  };
  const std::vector<Days> cases{
      {late, late, yes, no},       {late, early, yes, no},      {early, early, no, yes},
      {late, none, yes, no},       {early, none, no, yes},      {none, none, no, no},
      {late, "", yes, no},  // the unknown one need not matter
      {early, "", unknown, unknown}, {none, "", unknown, unknown}, {"", "", unknown, unknown},
  };
  for (const Days& days : cases) {
    const auto stated = [](const std::string& name, const std::string& value) { return value.empty() ? "" : ", \"" + name + "\": " + value; };
    const std::string one = "\"due\": \"2013-03-01\"" + stated("first_day", days.first) + stated("second_day", days.second);
    const std::string other = "\"due\": \"2013-03-01\"" + stated("first_day", days.second) + stated("second_day", days.first);
    expect_truths({{upper, one, days.on_or_before}, {upper, other, days.on_or_before},
                   {lower, one, days.on_or_after}, {lower, other, days.on_or_after}});
  }
}

TEST(TruthTest, LaterOfWithSpansAndWindows) {
  const std::string recent = "due is on or before later of (first_day plus 10 years, second_day plus 5 years)";
  expect_truths({{recent, R"("due": "2013-03-15", "first_day": "2003-03-15", "second_day": "2006-02-01")", yes},
                 {recent, R"("due": "2013-03-15", "first_day": "2003-03-14", "second_day": "2006-02-01")", no},
                 {recent, R"("due": "2013-03-15", "first_day": "2003-03-14", "second_day": "2008-03-15")", yes},
                 {recent, R"("due": "2013-03-15", "first_day": "2003-03-14", "second_day": "none")", no},
                 {recent, R"("due": "2013-03-15", "first_day": "2003-03-14")", unknown},
                 {recent, R"("due": "2013-03-15", "first_day": "2003-03-15")", yes}});
  const std::string window = "due is within 1 years before later of (first_day, second_day)";
  expect_truths({{window, R"("due": "2013-03-15", "first_day": "2014-03-15", "second_day": "2012-01-01")", yes},
                 {window, R"("due": "2013-03-15", "first_day": "2014-03-16", "second_day": "2013-03-15")", no},  // the later one counts
                 {window, R"("due": "2013-03-15", "first_day": "none", "second_day": "none")", no}});
}

TEST(TruthTest, AWindowIncludesBothItsDays) {
  const std::string before = "due is within 5 years before first_day";
  const std::string after = "due is within 5 years after first_day";
  const auto facts = [](const std::string& due, const std::string& first) { return "\"due\": \"" + due + "\", \"first_day\": \"" + first + "\""; };
  expect_truths({{before, facts("2008-03-01", "2013-03-01"), yes},
                 {before, facts("2008-02-29", "2013-03-01"), no},
                 {before, facts("2013-03-01", "2013-03-01"), yes},
                 {before, facts("2013-03-02", "2013-03-01"), no},
                 {after, facts("2018-03-01", "2013-03-01"), yes},
                 {after, facts("2018-03-02", "2013-03-01"), no},
                 {after, facts("2013-03-01", "2013-03-01"), yes},
                 {after, facts("2013-02-28", "2013-03-01"), no}});
}

TEST(TruthTest, AWindowAndASpanDifferOnLeapDays) {
  const std::string window = "due is within 1 years before first_day";
  const std::string span = "first_day is on or before due plus 1 years";
  const auto facts = [](const std::string& due, const std::string& first) { return "\"due\": \"" + due + "\", \"first_day\": \"" + first + "\""; };
  // A year before 29 February 2012 is 28 February 2011; a year after that day is 28 February 2012.
  expect_truths({{window, facts("2011-02-28", "2012-02-29"), yes},
                 {span, facts("2011-02-28", "2012-02-29"), no},
                 {window, facts("2012-02-29", "2013-02-28"), yes},
                 {span, facts("2012-02-29", "2013-02-28"), yes},
                 {window, facts("2012-02-28", "2013-02-28"), yes},
                 {window, facts("2012-02-27", "2013-02-28"), no},
                 {span, facts("2012-02-27", "2013-02-28"), no}});
}

TEST(TruthTest, NonePlusASpanIsNone) {
  expect_truths({{"due is before first_day plus 5 years", R"("due": "2013-03-01", "first_day": "none")", no},
                 {"not (due is before first_day plus 5 years)", R"("due": "2013-03-01", "first_day": "none")", yes},
                 {"due is after first_day minus 5 years", R"("due": "2013-03-01", "first_day": "none")", no},
                 {"due is within 5 years before first_day", R"("due": "2013-03-01", "first_day": "none")", no},
                 {"due is before first_day plus 5 years", R"("due": "2013-03-01")", unknown},
                 {"due is before first_day plus 5 years", R"("first_day": "2013-03-01")", unknown},
                 {"due_or_none is before first_day plus 5 years", R"("due_or_none": "none")", no}});  // whatever the day
}

TEST(TruthTest, SpansAreTakenOneAfterTheOther) {
  // 29 February less a year is 28 February 2011, and a day later 1 March; the other way round it is 1 March too.
  expect_truths({{"due is on or after first_day minus 1 years plus 1 days", R"("due": "2011-03-01", "first_day": "2012-02-29")", yes},
                 {"due is on or after first_day minus 1 years plus 1 days", R"("due": "2011-02-28", "first_day": "2012-02-29")", no},
                 {"due is on or after first_day minus 1 years", R"("due": "2011-02-28", "first_day": "2012-02-29")", yes}});
}

// --- quantifiers

TEST(TruthTest, AnyEveryNo) {
  const std::string felony = R"({"level": "felony"})";
  const std::string lesser = R"({"level": "infraction"})";
  const std::string open = "{}";
  const auto of = [](const std::vector<std::string>& elements) {
    std::string list;
    for (const std::string& element : elements) list += (list.empty() ? "" : ", ") + element;
    return "\"priors\": [" + list + "]";
  };
  struct Lists {
    std::string facts;
    Truth any, every, none, exists;
  };
  const std::vector<Lists> cases{
      {of({}), no, yes, yes, no},
      {of({felony}), yes, yes, no, yes},
      {of({lesser}), no, no, yes, yes},
      {of({open}), unknown, unknown, unknown, yes},
      {of({felony, open}), yes, unknown, no, yes},
      {of({lesser, open}), unknown, no, unknown, yes},
      {of({felony, lesser}), yes, no, no, yes},
      {of({felony, felony}), yes, yes, no, yes},
      {"", unknown, unknown, unknown, unknown},
  };
  for (const Lists& test : cases) {
    expect_truths({{"any prior is felony", test.facts, test.any},
                   {"every prior is felony", test.facts, test.every},
                   {"no prior is felony", test.facts, test.none},
                   {"not every prior is felony", test.facts, negated(test.every)},
                   {"any prior", test.facts, test.exists},
                   {"no prior", test.facts, negated(test.exists)}});
  }
}

TEST(TruthTest, WhereSpeaksOfOneElement) {
  const std::string condition = "any prior where it is felony and it is violent";
  expect_truths({{condition, R"("priors": [{"level": "felony", "traits": ["violent"]}])", yes},
                 // One has the one, the other the other: no element has both.
                 {condition, R"("priors": [{"level": "felony", "traits": []}, {"level": "infraction", "traits": ["violent"]}])", no},
                 {condition, R"("priors": [{"level": "felony"}, {"level": "infraction"}])", unknown},
                 {condition, R"("priors": [{"level": "felony"}, {"level": "felony", "traits": ["violent"]}])", yes},
                 {"any prior where its ended is on or before request.made_on",
                  R"("priors": [{"ended": "2012-01-01"}], "request": {"made_on": "2013-01-01"})", yes},
                 {"any prior where its ended is on or before request.made_on", R"("priors": [{"ended": "2012-01-01"}])", unknown}});
}

TEST(TruthTest, AtLeast) {
  const std::string f = R"({"level": "felony"})";
  const std::string i = R"({"level": "infraction"})";
  const std::string u = "{}";
  const auto of = [](const std::string& list) { return "\"priors\": [" + list + "]"; };
  const std::string two = "at least 2 priors where it is felony";
  expect_truths({{two, of(f + "," + f), yes},
                 {two, of(f + "," + i), no},
                 {two, of(f + "," + u), unknown},
                 {two, of(f + "," + u + "," + u), unknown},
                 {two, of(f + "," + f + "," + u), yes},
                 {two, of(u + "," + u), unknown},
                 {two, of(u), no},  // one cannot be two
                 {two, of(""), no},
                 {two, "", unknown},
                 {"at least 2 priors", of(u + "," + u), yes},
                 {"at least 2 priors", of(u), no},
                 {"not at least 2 priors where it is felony", of(f + "," + i), yes}});
}

TEST(TruthTest, AtLeastDistinct) {
  const auto prior = [](const std::string& level, const std::string& id) {
    const std::string stated = level.empty() ? "" : R"("level": ")" + level + "\"";
    const std::string key = id.empty() ? "" : R"("case_id": ")" + id + "\"";
    return "{" + stated + (stated.empty() || key.empty() ? "" : ", ") + key + "}";
  };
  const auto of = [](const std::vector<std::string>& elements) {
    std::string list;
    for (const std::string& element : elements) list += (list.empty() ? "" : ", ") + element;
    return "\"priors\": [" + list + "]";
  };
  const std::string two = "at least 2 priors distinct by case_id where it is felony";
  expect_truths({
      {two, of({prior("felony", "a"), prior("felony", "b")}), yes},
      {two, of({prior("felony", "a"), prior("felony", "a")}), no},
      {two, of({prior("felony", "a"), prior("infraction", "b")}), no},
      {two, of({prior("felony", "a"), prior("", "b")}), unknown},
      {two, of({prior("felony", "a"), prior("", "a")}), no},
      // An unknown key may be that of another element, or a new one.
      {two, of({prior("felony", "a"), prior("felony", "")}), unknown},
      {two, of({prior("felony", ""), prior("felony", "")}), unknown},
      {two, of({prior("felony", "")}), no},
      {two, of({prior("felony", "a"), prior("felony", "b"), prior("felony", "")}), yes},
      {"at least 3 priors distinct by case_id where it is felony",
       of({prior("felony", "a"), prior("felony", "b"), prior("felony", "")}), unknown},
      {"at least 2 priors distinct by case_id", of({prior("", "a"), prior("", "b")}), yes},
      {"at least 2 priors distinct by case_id", of({prior("", "a"), prior("", "")}), unknown},
      {two, "", unknown},
  });
}

// --- definitions

TEST(TruthTest, GoesThroughDefinitions) {
  const std::string clauses =
      "  define grave for charge, prior\n    its level is felony and it is any of (serious, violent)\n\n"
      "  define dangerous\n    armed or any prior is grave\n\n";
  EXPECT_EQ(ask("dangerous", R"("armed": true)", clauses).truth, yes);
  EXPECT_EQ(ask("dangerous", R"("armed": false)", clauses).truth, unknown);
  EXPECT_EQ(ask("dangerous", R"("armed": false, "priors": [])", clauses).truth, no);
  EXPECT_EQ(ask("dangerous", R"("armed": false, "priors": [{"level": "felony", "traits": ["serious"]}])", clauses).truth, yes);
  EXPECT_EQ(ask("every charge is grave", R"("charges": [{"level": "felony", "traits": ["theft"]}])", clauses).truth, no);
  EXPECT_EQ(ask("no charge is grave", R"("charges": [{"level": "infraction"}])", clauses).truth, yes);
}

// --- what is missing

struct MissingCase {
  std::string condition;
  std::string facts;
  std::vector<std::string> expected;
};

TEST(MissingTest, NamesTheFactsThatAnUnknownConditionRestsOn) {
  const std::vector<MissingCase> cases{
      {"armed", "", {"armed"}},
      {"armed", R"("armed": false)", {}},
      {"armed and drunk", "", {"armed", "drunk"}},
      {"armed and drunk", R"("armed": false)", {}},  // it is settled
      {"armed and drunk", R"("armed": true)", {"drunk"}},
      {"armed or drunk", R"("drunk": true)", {}},
      {"not armed", "", {"armed"}},
      {"age < 18", "", {"age"}},
      {"request.signed", "", {"request.signed"}},
      {"due is before first_day plus 5 years", "", {"due", "first_day"}},
      {"due is before first_day plus 5 years", R"("due": "2013-03-01")", {"first_day"}},
      {"due is on or before later of (first_day, second_day)", R"("due": "2013-03-01", "first_day": "2012-01-01")", {"second_day"}},
      {"due is on or before later of (first_day, second_day)", R"("due": "2013-03-01", "first_day": "2014-01-01")", {}},
      {"due is within 5 years before booked_on", "", {"booked_on", "due"}},
      {"any prior is felony", "", {"priors"}},
      {"any prior is felony", R"("priors": [{}, {"level": "infraction"}, {}])", {"priors[0].level", "priors[2].level"}},
      {"any prior is felony", R"("priors": [{}, {"level": "felony"}])", {}},
      {"any prior is violent", R"("priors": [{}])", {"priors[0].traits"}},
      {"any prior where its ended is before due", R"("priors": [{}])", {"due", "priors[0].ended"}},
      {"at least 2 priors distinct by case_id where it is felony", R"("priors": [{"level": "felony", "case_id": "a"}, {"level": "felony"}])",
       {"priors[1].case_id"}},
      // The tenth element comes after the second.
      {"any prior is felony", R"("priors": [{}, {"level": "infraction"}, {}, {"level": "infraction"}, {"level": "infraction"}, {"level": "infraction"},
        {"level": "infraction"}, {"level": "infraction"}, {"level": "infraction"}, {"level": "infraction"}, {}])",
       {"priors[0].level", "priors[2].level", "priors[10].level"}},
  };
  for (const MissingCase& test : cases) {
    EXPECT_EQ(ask(test.condition, test.facts).missing, test.expected) << test.condition << " of {" << test.facts << "}";
  }
}

}  // namespace
}  // namespace comity::evaluator
