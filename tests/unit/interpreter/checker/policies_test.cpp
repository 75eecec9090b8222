// Policies as they read once they are checked: after `amends`, `repeal` and `otherwise` by decision,
// with the decisions that a bar has from the rules it overrides, and the source of each text.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "interpreter/checker/check.hpp"
#include "interpreter/evaluator/evaluate.hpp"
#include "tests/support/checked.hpp"
#include "tests/support/diagnostics.hpp"

namespace comity::checker {
namespace {

using Names = std::vector<std::string>;

const std::string base = support::town_policy("base",
                                              "  presume armed is no\n\n"
                                              "  presume drunk is no\n\n"
                                              "  define grave for charge\n    its level is felony\n\n"
                                              "  define small\n    bail < $100\n\n"
                                              "  rule felon\n    honor hold\n    when any charge is grave\n    cite \"base, 1\"\n\n"
                                              "  rule youth overrides felon\n    decline hold\n    when age < 18\n\n"
                                              "  rule petty\n    decline hold\n    when small and no charge is grave\n\n"
                                              "  otherwise may honor hold, notify\n    cite \"base, 9\"\n");

std::string amending(const std::string& clauses) {
  return "policy second_text amends base \"Later\"\n  status reading\n  source \"Later source\"\n\n" + clauses;
}

support::Checked library_with(const std::string& amendment) {
  return support::library_of({{"vocabulary.comity", support::small_vocabulary()}, {"later.comity", amendment}, {"base.comity", base}});
}

const model::Policy& policy(const support::Checked& checked, const char* name) {
  return checked.library->policies[checked.library->find_policy(name).value()];
}

Names rule_names(const model::Policy& policy) {
  Names result;
  for (const model::Rule& rule : policy.rules) result.push_back(rule.name);
  std::sort(result.begin(), result.end());
  return result;
}

const model::Rule& rule(const model::Policy& policy, const std::string& name) {
  return *std::find_if(policy.rules.begin(), policy.rules.end(), [&](const model::Rule& known) { return known.name == name; });
}

std::string answer(const support::Checked& checked, const char* name, const std::string& json, const char* decision = "hold") {
  const model::Library& library = *checked.library;
  const model::Record record = support::record_of(library.vocabulary, json);
  const auto found = evaluator::Evaluation{library, record, 0, std::nullopt}.answer(library.find_policy(name).value(),
                                                                                   library.vocabulary.find_decision(decision).value());
  std::string rules;
  for (const std::string& one : found.rules) rules += " " + one;
  return (found.possible.size() == 1 ? found.possible.front() : "undetermined") + rules;
}

const std::string felon = R"({"id": "1", "age": 30, "bail": 5000, "charges": [{"level": "felony"}]})";
const std::string young_felon = R"({"id": "2", "age": 17, "bail": 5000, "charges": [{"level": "felony"}]})";
const std::string petty = R"({"id": "3", "age": 30, "bail": 20, "charges": [{"level": "misdemeanor"}]})";

TEST(AmendsTest, InheritsWhatItDoesNotReplace) {
  const support::Checked checked = library_with(amending("  rule petty\n    honor hold\n    when small\n    cite \"later, 1\"\n"));
  const model::Policy& later = policy(checked, "second_text");
  EXPECT_EQ(later.title, "Later");
  EXPECT_EQ(later.authority, policy(checked, "base").authority);
  EXPECT_EQ(later.status, model::Status::reading);
  EXPECT_EQ(later.source.text, "Later source");
  EXPECT_EQ(later.amends, checked.library->find_policy("base"));
  EXPECT_EQ(rule_names(later), (Names{"felon", "petty", "youth"}));
  EXPECT_EQ(later.presumptions.size(), 2U);
  EXPECT_EQ(later.otherwise.size(), 2U);
  // Each clause keeps the source of the text that it stands in.
  EXPECT_EQ(rule(later, "felon").citation.text, "base, 1");
  EXPECT_EQ(rule(later, "youth").citation.text, "Source");
  EXPECT_EQ(rule(later, "petty").citation.text, "later, 1");
  EXPECT_EQ(answer(checked, "base", petty), "decline petty");
  EXPECT_EQ(answer(checked, "second_text", petty), "honor petty");
  EXPECT_EQ(answer(checked, "second_text", young_felon), "decline youth");
}

TEST(AmendsTest, ARuleOfTheSameNameReplacesAndANewOneAdds) {
  const support::Checked checked = library_with(amending("  rule felon\n    may honor hold\n    when any charge is grave\n\n"
                                                         "  rule drunk_driver\n    honor hold\n    when drunk\n"));
  const model::Policy& later = policy(checked, "second_text");
  EXPECT_EQ(rule_names(later), (Names{"drunk_driver", "felon", "petty", "youth"}));
  EXPECT_EQ(rule(later, "felon").citation.text, "Later source");
  EXPECT_EQ(answer(checked, "second_text", felon), "may honor felon");
  EXPECT_EQ(answer(checked, "base", felon), "honor felon");
}

TEST(AmendsTest, RepealRemovesRulesAndWhatOverridesThem) {
  const support::Checked checked = library_with(amending("  repeal felon\n"));
  const model::Policy& later = policy(checked, "second_text");
  EXPECT_EQ(rule_names(later), (Names{"petty", "youth"}));
  EXPECT_TRUE(rule(later, "youth").overrides.empty());  // its `overrides felon` falls away
  EXPECT_EQ(answer(checked, "second_text", felon), "may honor otherwise");
}

TEST(AmendsTest, RepealRemovesDefinitions) {
  const support::Checked checked = library_with(amending("  repeal small, petty\n"));
  const model::Policy& later = policy(checked, "second_text");
  EXPECT_EQ(rule_names(later), (Names{"felon", "youth"}));
  EXPECT_TRUE(std::none_of(later.definitions.begin(), later.definitions.end(), [](const auto& known) { return known.name == "small"; }));
}

TEST(AmendsTest, OtherwiseIsReplacedDecisionByDecision) {
  const support::Checked checked = library_with(amending("  otherwise decline notify\n    cite \"later, 9\"\n"));
  const model::Policy& later = policy(checked, "second_text");
  ASSERT_EQ(later.otherwise.size(), 2U);
  std::map<std::string, std::string> cited;
  for (const model::Otherwise& known : later.otherwise) {
    const model::Decision& decision = checked.library->vocabulary.decisions[known.effect.decision];
    cited[decision.name] = decision.outcomes[known.effect.outcome] + ", " + known.citation.text;
  }
  EXPECT_EQ(cited, (std::map<std::string, std::string>{{"hold", "may honor, base, 9"}, {"notify", "decline, later, 9"}}));
}

TEST(AmendsTest, PresumptionsAreReplacedFactByFact) {
  const support::Checked checked = library_with(amending("  presume drunk is yes\n    cite \"later, 3\"\n"));
  std::map<std::string, std::string> presumed;
  for (const model::Presumption& known : policy(checked, "second_text").presumptions) {
    presumed[model::path_text(checked.library->vocabulary, known.fact)] =
        to_text(checked.library->vocabulary, known.fact.type, known.value) + ", " + known.citation.text;
  }
  EXPECT_EQ(presumed, (std::map<std::string, std::string>{{"armed", "no, Source"}, {"drunk", "yes, later, 3"}}));
}

TEST(AmendsTest, AppliesWhenIsReplacedWhole) {
  const support::Checked checked = library_with(amending("  applies when armed\n"));
  EXPECT_FALSE(policy(checked, "base").applies_when.has_value());
  ASSERT_TRUE(policy(checked, "second_text").applies_when.has_value());
  EXPECT_EQ(answer(checked, "second_text", felon), "silent");  // `armed` is presumed no
  EXPECT_EQ(answer(checked, "second_text", R"({"id": "1", "armed": true, "age": 30, "bail": 5, "charges": [{"level": "felony"}]})"), "honor felon");
}

// A definition replaced by an amendment holds for the rules that the amendment inherits.
TEST(AmendsTest, ADefinitionReplacedHoldsForInheritedRules) {
  const support::Checked checked = library_with(amending("  define grave for charge\n    it is violent\n"));
  EXPECT_EQ(answer(checked, "base", felon), "honor felon");
  EXPECT_EQ(answer(checked, "second_text", R"({"id": "1", "age": 30, "bail": 5000, "charges": [{"level": "felony", "traits": []}]})"), "may honor otherwise");
  EXPECT_EQ(answer(checked, "second_text", R"({"id": "1", "age": 30, "bail": 5000, "charges": [{"level": "infraction", "traits": ["violent"]}]})"), "honor felon");
}

TEST(AmendsTest, FollowsAChainWhateverTheOrder) {
  const std::string last = "policy third_text amends second_text \"Last\"\n  status reading\n  source \"Last source\"\n\n  repeal youth\n";
  const support::Texts texts{{"last.comity", last}, {"later.comity", amending("  repeal petty\n")}, {"base.comity", base},
                             {"vocabulary.comity", support::small_vocabulary()}};
  const support::Checked checked = support::library_of(texts);
  EXPECT_EQ(rule_names(policy(checked, "third_text")), Names{"felon"});
  EXPECT_EQ(rule_names(policy(checked, "second_text")), (Names{"felon", "youth"}));
}

// --- definitions of the library

const std::string shared_definitions =
    "definition grave for charge\n  its level is felony\n\n"
    "definition dangerous\n  armed or any charge is grave\n";

TEST(DefineTest, ReplacesADefinitionForItsPolicyAndWhereverThatIsMentioned) {
  const std::string plain = support::town_policy("plain", "  rule r\n    honor hold\n    when dangerous\n\n  otherwise decline hold\n");
  const std::string own = support::town_policy(
      "own", "  define grave for charge\n    it is violent\n\n  rule r\n    honor hold\n    when dangerous\n\n  otherwise decline hold\n");
  const support::Checked checked = support::library_of(
      {{"vocabulary.comity", support::small_vocabulary()}, {"shared.comity", shared_definitions}, {"plain.comity", plain}, {"own.comity", own}});
  const std::string violent = R"({"id": "1", "armed": false, "charges": [{"level": "misdemeanor", "traits": ["violent"]}]})";
  const std::string felony = R"({"id": "1", "armed": false, "charges": [{"level": "felony", "traits": ["theft"]}]})";
  EXPECT_EQ(answer(checked, "plain", violent), "decline otherwise");
  EXPECT_EQ(answer(checked, "plain", felony), "honor r");
  EXPECT_EQ(answer(checked, "own", violent), "honor r");  // `dangerous` now asks for the policy's own `grave`
  EXPECT_EQ(answer(checked, "own", felony), "decline otherwise");
}

// --- bars

TEST(BarTest, SpeaksToEveryDecisionOfTheRulesThatItOverrides) {
  const std::string clauses =
      "  rule keep\n    honor hold\n    when armed\n\n"
      "  rule tell\n    honor notify\n    when armed\n\n"
      "  rule never overrides keep, tell\n    when drunk\n\n"
      "  rule unless_old overrides never\n    when age > 60\n\n"
      "  otherwise decline hold, notify\n";
  const support::Checked checked =
      support::library_of({{"vocabulary.comity", support::small_vocabulary()}, {"town.comity", support::town_policy("town_bars", clauses)}});
  const model::Policy& town = policy(checked, "town_bars");
  EXPECT_EQ(rule(town, "never").speaks_to, (std::vector<model::DecisionId>{0, 1}));
  EXPECT_EQ(rule(town, "unless_old").speaks_to, (std::vector<model::DecisionId>{0, 1}));  // by way of the bar it bars
  EXPECT_TRUE(rule(town, "never").is_bar());
  EXPECT_FALSE(rule(town, "keep").is_bar());
  EXPECT_EQ(answer(checked, "town_bars", R"({"id": "1", "armed": true, "drunk": true, "age": 30})"), "decline otherwise");
  EXPECT_EQ(answer(checked, "town_bars", R"({"id": "1", "armed": true, "drunk": true, "age": 61})"), "honor keep");
  EXPECT_EQ(answer(checked, "town_bars", R"({"id": "1", "armed": true, "drunk": true, "age": 61})", "notify"), "honor tell");
}

TEST(BarTest, ARuleThatOnlyRequiresIsNoBar) {
  const support::Checked checked = support::library_of(
      {{"vocabulary.comity", support::small_vocabulary()},
       {"town.comity", support::town_policy("duties", "  rule copy\n    require give_copy, keep_file\n\n  otherwise decline hold\n")}});
  const model::Rule& copy = policy(checked, "duties").rules[0];
  EXPECT_FALSE(copy.is_bar());
  EXPECT_TRUE(copy.speaks_to.empty());
  EXPECT_EQ(copy.duties.size(), 2U);
}

// --- faults

struct FaultCase {
  std::string clauses;
  Code code;
  std::string underlined;
};

TEST(PolicyFaultsTest, OneFindingEach) {
  const std::string tail = "\n  otherwise decline hold\n";
  const std::vector<FaultCase> cases{
      {"  rule a overrides b\n    honor hold\n\n  rule b overrides a\n    decline hold\n", Code::circle, "b"},
      {"  rule a overrides a\n    honor hold\n", Code::circle, "a"},
      {"  rule a overrides nobody\n    honor hold\n", Code::unknown_name, "nobody"},
      {"  rule a overrides other\n    honor hold\n\n  rule other\n    honor notify\n", Code::overrides_nothing, "other"},
      {"  rule a\n    honor hold, hold\n", Code::repeated_clause, "hold"},
      {"  rule a\n    honor hold\n\n  rule a\n    decline hold\n", Code::duplicate_name, "a"},
      {"  rule a\n    when armed\n", Code::empty_rule, "a"},
      {"  rule a\n    honr hold\n", Code::unknown_value, "honr"},
      {"  rule a\n    honor hld\n", Code::unknown_name, "hld"},
      {"  repeal a\n", Code::out_of_place, "repeal a"},
      {"  define twice\n    thrice\n\n  define thrice\n    twice\n", Code::circle, "twice"},
      {"  presume armed is no\n\n  presume armed is yes\n", Code::repeated_clause, "presume armed is yes"},
      {"  rule a\n    honor hold\n    require give_cpy\n", Code::unknown_name, "give_cpy"},
      {"  rule a\n    honor hold\n    when draft says hold is honor\n", Code::circle, "draft says hold is honor"},
      {"  rule a\n    honor hold\n    when nobody says hold is honor\n", Code::unknown_name, "nobody"},
  };
  for (const FaultCase& test : cases) {
    SCOPED_TRACE(test.clauses);
    const support::Checked checked = support::check_texts(
        {{"vocabulary.comity", support::small_vocabulary()}, {"town.comity", support::town_policy("draft", test.clauses + tail)}});
    EXPECT_FALSE(checked.library.has_value());
    EXPECT_EQ(checked.diagnostics.size(), 1U);
    support::expect_diagnostic(checked, test.code).underlines(test.underlined);
  }
}

TEST(PolicyFaultsTest, AmendsNamesAnEarlierTextAndNoCircle) {
  const support::Checked absent = support::check_texts({{"vocabulary.comity", support::small_vocabulary()},
                                                        {"base.comity", base},
                                                        {"a.comity", "policy a amends bse \"A\"\n  status reading\n  source \"S\"\n"}});
  support::expect_diagnostic(absent, Code::unknown_name).underlines("bse").helps("did you mean `base`?");
  const support::Checked circle = support::check_texts(
      {{"vocabulary.comity", support::small_vocabulary()},
       {"a.comity", "policy left amends right \"A\"\n  authority town\n  status reading\n  source \"S\"\n\n  otherwise decline hold\n"},
       {"b.comity", "policy right amends left \"B\"\n  authority town\n  status reading\n  source \"S\"\n\n  otherwise decline hold\n"}});
  EXPECT_FALSE(circle.library.has_value());
  EXPECT_TRUE(std::all_of(circle.diagnostics.begin(), circle.diagnostics.end(), [](const Diagnostic& found) { return found.code == Code::circle; }));
}

}  // namespace
}  // namespace comity::checker
