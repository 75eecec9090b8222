// What the checker says of conditions that cannot be read, or can be read two ways: one finding each,
// at the narrowest place, with the way out. And which element `it` is.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "interpreter/checker/check.hpp"
#include "tests/support/checked.hpp"
#include "tests/support/diagnostics.hpp"

namespace comity::checker {
namespace {

support::Checked checked_with(const std::string& clauses) {
  return support::check_texts(
      {{"vocabulary.comity", support::small_vocabulary()}, {"town.comity", support::town_policy("draft", clauses)}});
}

struct FaultCase {
  std::string condition;
  Code code;
  std::string message;
  std::string underlined;
  std::string help;
};

TEST(ConditionFaultsTest, OneFindingAtTheNarrowestPlaceWithTheWayOut) {
  const std::vector<FaultCase> cases{
      // the element
      {"any prior where armed", Code::where_without_it,
       "this speaks of the record, not of the prior: inside `where`, every link says `it` or `its`", "armed",
       "move it in front of the quantifier: `armed and any …`"},
      {"it is felony", Code::no_element, "`it` speaks of an element, and there is none here", "it",
       "`it` and `its` stand in `where`, in a definition `for` a record, and in `always`"},
      {"its level is felony", Code::no_element, "`its level` speaks of an element, and there is none here", "its level",
       "`it` and `its` stand in `where`, in a definition `for` a record, and in `always`"},
      // An `or` ends the `where`: what follows speaks of no element.
      {"any prior where it is felony or it is violent", Code::no_element,
       "`it` speaks of an element, and there is none here", "it",
       "`it` and `its` stand in `where`, in a definition `for` a record, and in `always`"},
      // quantifiers
      {"every prior where it is felony", Code::every_needs_name, "`every prior` needs `is` and a condition with a name",
       "every prior", "name the condition with `define NAME for prior …` and write `every prior is NAME`"},
      {"any prior is not felony", Code::two_readings, "`any prior is not …` can be read two ways", "any prior is not felony",
       "write `no prior is felony` or `any prior where it is not felony`"},
      {"any priors is felony", Code::list_form, "`any` takes a list without its final `s`", "priors", "write `prior`"},
      {"at least 1 priors", Code::list_form, "`at least 1 priors` is written `any prior`", "at least 1 priors", "write `any prior`"},
      // kinds
      {"any charge where its traits is serious", Code::set_compared,
       "`traits` is a set, and a member is asked for with `it is`", "its traits", "write `it is serious`"},
      {"armed is yes", Code::yes_no_compared, "`armed` is a yes/no fact, and stands bare or after `not`", "armed is yes",
       "write `armed`"},
      {"age < $5", Code::kind_mismatch, "cannot compare `age` with `$5`", "$5", "write `5`"},
      {"age < 18 years", Code::number_with_unit, "`age` is a number, and a number stands without `years`", "18 years", "write `18`"},
      {"due is before first_day plus 5 hours", Code::hours_on_a_date,
       "hours are added only to a date and time, and this is a date", "5 hours", "count in days"},
      {"rank is lawful", Code::unknown_value, "`lawful` is no value of `rank`", "lawful",
       "its values are `infraction`, `misdemeanor` and `felony`"},
      {"rank is felny", Code::unknown_value, "`felny` is no value of `rank`", "felny", "did you mean `felony`?"},
      {"age > 200", Code::never_holds, "this can never hold: `age` is a number from 0 to 120", "> 200",
       "change the bound, or remove the comparison"},
      // writing
      {"armed and drunk or age < 18", Code::mixed_and_or,
       "`and` and `or` are mixed without parentheses, and can be read two ways", "or",
       "write `(armed and drunk) or age < 18` or `armed and (drunk or age < 18)`"},
      {"not due is before first_day", Code::not_form, "`not … is` is written another way", "not due is before first_day",
       "write `due is on or after …`"},
  };
  for (const FaultCase& test : cases) {
    SCOPED_TRACE(test.condition);
    const support::Checked checked = checked_with("  rule r\n    honor hold\n    when " + test.condition + "\n");
    EXPECT_FALSE(checked.library.has_value());
    EXPECT_EQ(checked.diagnostics.size(), 1U);
    support::expect_diagnostic(checked, test.code).says(test.message).underlines(test.underlined).helps(test.help);
  }
}

TEST(ConditionFaultsTest, BothSidesAreShown) {
  const support::Checked checked = checked_with("  rule r\n    honor hold\n    when armed and drunk or age < 18\n");
  support::expect_diagnostic(checked, Code::mixed_and_or).remarks("`or` here").shows("and", "`and` here");
}

// A link of a definition for a record may speak of the record as well: bare names do.
TEST(ElementScopeTest, BareNamesSpeakOfTheRecord) {
  const support::Checked checked = checked_with(
      "  define recent for prior\n    due is on or before its ended plus 10 years and armed\n\n"
      "  rule r\n    honor hold\n    when any prior is recent\n");
  ASSERT_TRUE(checked.library.has_value());
  const model::Definition& recent = checked.library->policies[0].definitions[0];
  const auto& links = std::get<model::AllOf>(recent.condition.node).links;
  const auto& day = std::get<model::DayCompared>(links[0].node);
  EXPECT_FALSE(day.fact.of_element);
  EXPECT_TRUE(std::get<model::FactRef>(day.day.latest_of[0].base).of_element);
  EXPECT_FALSE(std::get<model::Holds>(links[1].node).fact.of_element);
}

// `level` is a fact of charges and of priors: in each definition for several records, `its level` is that of the record
// at hand.
TEST(ElementScopeTest, ADefinitionForSeveralRecordsIsReadForEach) {
  const support::Checked checked = checked_with(
      "  define grave for charge, prior\n    its level is felony\n\n"
      "  rule r\n    honor hold\n    when any charge is grave or any prior is grave\n");
  ASSERT_TRUE(checked.library.has_value());
  const auto& definitions = checked.library->policies[0].definitions;
  ASSERT_EQ(definitions.size(), 2U);
  EXPECT_NE(definitions[0].record, definitions[1].record);
  for (const model::Definition& definition : definitions) {
    EXPECT_EQ(definition.name, "grave");
    EXPECT_EQ(std::get<model::ChosenAmong>(definition.condition.node).fact.from, definition.record);
  }
}

TEST(ElementScopeTest, ADefinitionForOneRecordIsNoneForAnother) {
  const support::Checked checked = checked_with(
      "  define grave for charge\n    its level is felony\n\n"
      "  rule r\n    honor hold\n    when any prior is grave\n");
  EXPECT_FALSE(checked.library.has_value());
  EXPECT_EQ(checked.diagnostics.size(), 1U);
  EXPECT_EQ(checked.sources.text_of(checked.diagnostics.at(0).primary.span), "grave");
}

// An element that is a record of the record: `request is …`.
TEST(ElementScopeTest, ARecordOfTheRecordIsAnElementToo) {
  const support::Checked checked = checked_with(
      "  define fresh for letter\n    its signed and its made_on is after 2012-01-01\n\n"
      "  rule r\n    honor hold\n    when request is fresh\n");
  ASSERT_TRUE(checked.library.has_value());
  const auto& defined = std::get<model::Defined>(checked.library->policies[0].rules[0].when->node);
  ASSERT_EQ(defined.subject.size(), 1U);
  EXPECT_EQ(model::path_text(checked.library->vocabulary, defined.subject[0]), "request");
}

}  // namespace
}  // namespace comity::checker
