// Small comparisons, each worked out by hand beforehand.
#include "interpreter/analyzer/compare.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "interpreter/analyzer/questions.hpp"
#include "tests/support/checked.hpp"

namespace comity::analyzer {
namespace {

const std::string vocabulary = R"(
decision hold "Hold"
  decline < may honor < honor
decision detainer "Ask"
  withhold < issue
choice level infraction < misdemeanor < felony
jurisdiction state "State" state
jurisdiction town "Town" city within state
duty give_copy "Give a copy"
record booking "A booking"
  id           text identifier
  booked_on    date dates the record
  due          date
  armed        yes/no
  drunk        yes/no
  age          number 0 to 120
  charges      one or more charge
  priors       list of prior
record charge
  level        level
record prior
  level        level
  made_on      date
  ended_on     date or none
  incident     text
  always its ended_on is none or its ended_on is on or after its made_on
)";

std::string policy(const std::string& name, const std::string& clauses, const std::string& place = "town") {
  return "policy " + name + " \"A policy\"\n  authority " + place + "\n  status yardstick\n" + clauses + "\n";
}

struct Compared {
  support::Checked checked;
  Comparison comparison;
};

Compared compare_texts(const std::string& left, const std::string& right) {
  Compared result{support::library_of({{"vocabulary.comity", vocabulary}, {"policies.comity", policy("first_text", left) + policy("second_text", right)}}), {}};
  const model::Library& library = *result.checked.library;
  result.comparison = compare(library, {library.find_policy("first_text"), std::nullopt, 0}, {library.find_policy("second_text"), std::nullopt, 0});
  EXPECT_TRUE(result.comparison.complete) << result.comparison.limit;
  return result;
}

// A rule that honors when a condition holds; all else is declined.
std::string honors(const std::string& condition) { return "  rule r\n    honor hold\n    when " + condition + "\n  otherwise decline hold\n"; }

Compared compare_conditions(const std::string& left, const std::string& right) { return compare_texts(honors(left), honors(right)); }

std::vector<std::string> words(const Region& region) {
  std::vector<std::string> result;
  for (const RegionCondition& condition : region.when) result.push_back(condition.words);
  std::sort(result.begin(), result.end());
  return result;
}

using Words = std::vector<std::string>;

TEST(CompareTest, DifferentTextsOfOneMeaningAreEqual) {
  const std::vector<std::pair<std::string, std::string>> pairs{
      {"not (armed and drunk)", "not armed or not drunk"},
      {"age < 18", "not (age >= 18 or (armed and not armed))"},
      {"age is 0", "age < 1"},
      {"age <= 120", "armed or not armed"},
      {"any charge is felony", "not every charge is any of (infraction, misdemeanor)"},
      {"any charge is at least misdemeanor", "not every charge is infraction"},
      {"every charge is felony and no charge is felony", "armed and not armed"},  // there is always a charge
      {"any prior is felony or any prior is misdemeanor", "any prior is any of (felony, misdemeanor)"},
      {"any prior where its made_on is before due", "any prior where due is after its made_on"},
      {"at least 2 priors and any prior", "at least 2 priors"},
      {"at least 2 priors distinct by incident or no prior", "no prior or at least 2 priors distinct by incident"},
      {"(at least 2 priors distinct by incident where it is felony) and any prior", "(at least 2 priors distinct by incident where it is felony) and at least 2 priors"},
      {"at least 4 priors distinct by level", "armed and not armed"},  // there are three
      {"any prior where its ended_on is before its made_on", "armed and not armed"},  // by the constraint
      {"booked_on is before due", "due is after booked_on"},
      {"due is after booked_on plus 3 days", "booked_on is before due minus 3 days"},
      {"booked_on is within 30 days before due", "due is within 30 days after booked_on"},  // days are days
  };
  for (const auto& [left, right] : pairs) {
    const auto result = compare_conditions(left, right);
    EXPECT_EQ(name(result.comparison.relation), "equal") << left << " against " << right;
    EXPECT_TRUE(result.comparison.differences.empty());
  }
}

TEST(CompareTest, AWindowAndItsTurnedFormDifferOnLeapDays) {
  const auto result = compare_conditions("booked_on is within 5 years before due", "booked_on is on or before due and due is on or before booked_on plus 5 years");
  // Only the first says yes, and only of a 29 February: due on it, booked on the 28th five years before.
  EXPECT_EQ(result.comparison.relation, Relation::above);
  ASSERT_EQ(result.comparison.differences.size(), 1U);
  ASSERT_EQ(result.comparison.differences[0].regions.size(), 1U);
  const model::Record& witness = result.comparison.differences[0].regions[0].witness;
  const auto booked = std::get<model::Date>(witness.facts[1]);
  const auto due = std::get<model::Date>(witness.facts[2]);
  EXPECT_EQ(booked.month() / booked.day(), std::chrono::February / 28);
  EXPECT_EQ(due.month() / due.day(), std::chrono::February / 29);
  EXPECT_EQ(due.year() - booked.year(), std::chrono::years{5});
}

TEST(CompareTest, OneAnchorIsSharedByAllElements) {
  // One before the due day and one after it; no prior is both.
  const auto both = compare_conditions("(any prior where its made_on is before due) and any prior where its made_on is after due", "armed and not armed");
  EXPECT_EQ(both.comparison.relation, Relation::above);
  EXPECT_EQ(both.comparison.differences[0].regions[0].elements, 3U);  // a charge, and two priors
  const auto neither = compare_conditions("due is before 2000-01-01 and (any prior where its made_on is before due) and no prior where its made_on is before 2000-01-01", "armed and not armed");
  EXPECT_EQ(neither.comparison.relation, Relation::equal);
}

TEST(CompareTest, RelationsAreThoseOfTheLadder) {
  EXPECT_EQ(compare_conditions("armed and drunk", "armed").comparison.relation, Relation::below);
  EXPECT_EQ(compare_conditions("armed", "armed and drunk").comparison.relation, Relation::above);
  EXPECT_EQ(compare_conditions("armed", "drunk").comparison.relation, Relation::incomparable);
  EXPECT_EQ(compare_texts("  otherwise decline hold\n", "  otherwise may honor hold\n").comparison.relation, Relation::below);
  EXPECT_EQ(compare_texts("  otherwise decline hold\n", "  rule r\n    decline hold\n    when armed\n").comparison.relation, Relation::incomparable);  // silent is off the ladder
}

TEST(CompareTest, RegionsAreNamedByRulesAndToldInWords) {
  const auto result = compare_conditions("armed", "armed and any prior is felony");
  ASSERT_EQ(result.comparison.differences.size(), 1U);
  const Difference& difference = result.comparison.differences[0];
  EXPECT_EQ(difference.left_rule, "r");
  EXPECT_EQ(difference.right_rule, "otherwise");
  ASSERT_EQ(difference.regions.size(), 1U);
  EXPECT_EQ(words(difference.regions[0]), (Words{"armed", "no prior where its level is felony"}));
  EXPECT_EQ(difference.regions[0].elements, 1U);  // charges are never empty
}

TEST(CompareTest, WitnessesHaveTheFewestElements) {
  // One felony of 2013 serves both.
  const auto one = compare_conditions("any prior is felony and any prior where its made_on is on or after 2013-01-01", "armed and not armed");
  EXPECT_EQ(one.comparison.differences[0].regions[0].elements, 2U);
  // Three, and no fewer: at least three priors, of which two are felonies.
  const auto three = compare_conditions("at least 3 priors and at least 2 priors where it is felony", "armed and not armed");
  EXPECT_EQ(three.comparison.differences[0].regions[0].elements, 4U);
  // Three priors, but of two incidents only.
  const auto incidents = compare_conditions("at least 3 priors and not at least 3 priors distinct by incident", "armed and not armed");
  EXPECT_EQ(incidents.comparison.relation, Relation::above);
  EXPECT_EQ(incidents.comparison.differences[0].regions[0].elements, 4U);
}

TEST(CompareTest, OverridesAndConflictsAreRead) {
  const std::string with_override = "  rule a\n    honor hold\n    when armed\n  rule b overrides a\n    decline hold\n    when drunk\n";
  const std::string without = "  rule a\n    honor hold\n    when armed\n  rule b\n    decline hold\n    when drunk\n";
  const auto result = compare_texts(with_override, without);
  ASSERT_EQ(result.comparison.differences.size(), 1U);
  EXPECT_EQ(result.comparison.differences[0].left, (Said{AnswerKind::outcome, 0}));
  EXPECT_EQ(result.comparison.differences[0].right, (Said{AnswerKind::conflict, 0}));
  EXPECT_EQ(words(result.comparison.differences[0].regions[0]), (Words{"armed", "drunk"}));
}

TEST(CompareTest, OtherTermsAndDutiesLeaveItEqual) {
  const auto result = compare_texts("  rule a\n    honor hold for 24 hours\n    when armed\n", "  rule a\n    honor hold for 48 hours\n    when armed\n    require give_copy\n");
  EXPECT_EQ(result.comparison.relation, Relation::equal);
  ASSERT_EQ(result.comparison.terms_differ.size(), 1U);
  EXPECT_EQ(result.comparison.terms_differ[0].left, "24 hours");
  EXPECT_EQ(result.comparison.terms_differ[0].right, "48 hours; give_copy");
}

TEST(CompareTest, DecisionsOfAsManyBindingOutcomesAreSetSideBySide) {
  const auto checked = support::library_of({{"vocabulary.comity", vocabulary}, {"policies.comity", policy("first_text", "  otherwise honor hold\n") + policy("second_text", "  rule r\n    issue detainer\n    when armed\n  otherwise withhold detainer\n")}});
  const model::Library& library = *checked.library;
  const auto result = compare(library, {library.find_policy("first_text"), std::nullopt, 0}, {library.find_policy("second_text"), std::nullopt, 1});
  EXPECT_EQ(result.relation, Relation::above);
  ASSERT_EQ(result.differences.size(), 1U);
  EXPECT_EQ(words(result.differences[0].regions[0]), Words{"not armed"});
}

TEST(CompareTest, LimitsAreSaid) {
  const auto checked = support::library_of({{"vocabulary.comity", vocabulary}, {"policies.comity", policy("first_text", honors("at least 100 priors")) + policy("second_text", honors("armed"))}});
  const model::Library& library = *checked.library;
  const auto result = compare(library, {library.find_policy("first_text"), std::nullopt, 0}, {library.find_policy("second_text"), std::nullopt, 0});
  EXPECT_FALSE(result.complete);
  EXPECT_EQ(result.limit, "a record may need 101 elements, and the limit is 64");
}

TEST(QuestionsTest, FindRecordsOrProveThatThereAreNone) {
  const std::string clauses =
      "  rule a\n    honor hold\n    when any charge is felony\n"
      "  rule b overrides a\n    decline hold\n    when any charge is at least misdemeanor\n"
      "  rule c\n    decline hold\n    when every charge is infraction and armed\n";
  const auto checked = support::library_of({{"vocabulary.comity", vocabulary}, {"policies.comity", policy("first_text", clauses)}});
  const model::Library& library = *checked.library;
  EXPECT_FALSE(record_where_rule_decides(library, 0, 0, 0).witness);  // whoever is charged with a felony meets b
  EXPECT_TRUE(record_where_rule_decides(library, 0, 1, 0).witness);
  EXPECT_FALSE(record_where_both_apply(library, 0, 1, 2, 0).witness);
  EXPECT_TRUE(record_where(library, {0, std::nullopt, 0}, {AnswerKind::silent, 0}).witness);  // only infractions, not armed
  EXPECT_FALSE(record_where(library, {0, std::nullopt, 0}, {AnswerKind::conflict, 0}).witness);
  EXPECT_FALSE(record_between(library, 0, *library.policies[0].rules[0].when, *library.policies[0].rules[1].when).witness);
  EXPECT_TRUE(record_between(library, 0, *library.policies[0].rules[1].when, *library.policies[0].rules[0].when).witness);
}

}  // namespace
}  // namespace comity::analyzer
