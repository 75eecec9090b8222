// What the exact lints say of random policies is so. Domains are small enough that every record there is
// can be tried: each claim that nothing is different without a rule, an exception or a part of a
// condition is held against all of them, by the evaluator; each record that is shown does what is
// claimed of it. COMITY_CASES=1000 tries ten times as many policies.
#include <algorithm>
#include <map>
#include <set>
#include <string>

#include <fmt/format.h>

#include "interpreter/linter/conditions.hpp"
#include "interpreter/linter/lint.hpp"
#include "tests/property/trial.hpp"

namespace comity {
namespace {

using evaluator::AnswerStatus;

struct Tried {
  std::size_t libraries = 0, policies = 0, quiet = 0, findings = 0, records = 0;
  std::map<std::string, std::size_t> codes;
};

using Values = std::vector<std::pair<std::string, std::vector<Json>>>;

// Of each fact the values that policies name and one more, of lists all those of up to two elements.
Values values_in(const Trial& trial) {
  const support::RandomVocabulary& vocabulary = trial.written().vocabulary;
  Values result;
  for (const support::RandomFact& fact : vocabulary.records.front().facts) {
    result.emplace_back(fact.name, fact.name == "id" ? std::vector<Json>{"x"} : support::values_of(vocabulary, fact));
  }
  return result;
}

std::size_t count_of(const Values& values) {
  std::size_t count = 1;
  for (const auto& [name, of_fact] : values) count = std::min<std::size_t>(count * of_fact.size(), 1'000'000'000);
  return count;
}

// So few values of each fact that there are no more than `most` records: one value more of a fact drawn, as long as it goes.
Values narrowed(const Values& values, std::size_t most, support::Random& random) {
  Values result;
  Values left = values;
  for (auto& [name, of_fact] : left) {
    random.shuffle(of_fact);
    result.emplace_back(name, std::vector<Json>{of_fact.back()});
    of_fact.pop_back();
  }
  for (std::size_t tried = 0; tried < 100; ++tried) {
    const std::size_t fact = random.below(result.size());
    auto& kept = result[fact].second;
    if (left[fact].second.empty() || count_of(result) / kept.size() * (kept.size() + 1) > most) continue;
    kept.push_back(left[fact].second.back());
    left[fact].second.pop_back();
  }
  return result;
}

std::vector<Json> every_record(const Trial& trial, const Values& values) {
  std::vector<Json> result;
  for (std::size_t number = 0; number < count_of(values); ++number) {
    Json json = Json::object();
    std::size_t rest = number;
    for (const auto& [name, of_fact] : values) {
      json[name] = of_fact[rest % of_fact.size()];
      rest /= of_fact.size();
    }
    if (!trial.second().breaks_always(json)) result.push_back(std::move(json));
  }
  return result;
}

// Names in backticks, in order.
std::vector<std::string> quoted_in(const std::string& text) {
  std::vector<std::string> result;
  for (std::size_t begin = text.find('`'); begin != std::string::npos;) {
    const std::size_t end = text.find('`', begin + 1);
    if (end == std::string::npos) break;
    result.push_back(text.substr(begin + 1, end - begin - 1));
    begin = text.find('`', end + 1);
  }
  return result;
}

class Claims {
 public:
  Claims(const Trial& trial, const std::vector<model::Record>& records, const linter::Finding& finding, Tried& tried)
      : trial_{trial}, library_{trial.library()}, records_{records}, finding_{finding}, tried_{tried} {}

  void check() {
    if (!finding_.policy) return;
    const model::Policy& policy = library_.policies[*finding_.policy];
    expect_witness(policy);
    const Code code = finding_.diagnostic.code;
    if (code == Code::rule_never_decides || code == Code::rule_changes_nothing || code == Code::duplicate_rule) expect_needless_rule(policy);
    if (code == Code::exception_never_narrows) expect_needless_exception(policy);
    if (code == Code::otherwise_never_reached) expect_unreached_otherwise(policy);
    if (code == Code::condition_always_true || code == Code::condition_always_false || code == Code::redundant_condition) expect_needless_condition(policy, code);
    if (code == Code::outcome_never_reached) expect_never_said(policy);
    if (code == Code::exception_too_wide) expect_wide_exception(policy);
    if (code == Code::says_may_conflict) expect_conflict_in_what_is_asked();
    if (code == Code::empty_list_decides) expect_empty_list_decides(policy);
  }

 private:
  evaluator::Answer answer(const model::Library& library, model::DecisionId decision, const model::Record& record) const {
    return evaluator::Evaluation{library, record, library.policies[*finding_.policy].authority, std::nullopt}.answer(*finding_.policy, decision);
  }

  void expect_witness(const model::Policy&) {
    if (!finding_.witness || !finding_.decision) return;
    EXPECT_TRUE(evaluator::broken_always(library_, finding_.witness->record).empty());
    const auto day = evaluator::day_asked(library_.vocabulary, finding_.witness->record, std::nullopt);
    const model::Policy& policy = library_.policies[*finding_.policy];
    const auto found = evaluator::Evaluation{library_, finding_.witness->record, policy.authority, day}.answer(*finding_.policy, *finding_.decision);
    if (finding_.diagnostic.code == Code::gap) {
      EXPECT_EQ(found.status, AnswerStatus::silent);
    }
    if (finding_.diagnostic.code == Code::conflict || finding_.diagnostic.code == Code::may_and_must) {
      EXPECT_EQ(found.status, AnswerStatus::conflict);
    }
  }

  // No record has the outcome that is named first.
  void expect_never_said(const model::Policy&) {
    const std::string outcome = quoted_in(finding_.diagnostic.message).front();
    for (const model::Record& record : records_) {
      ++tried_.records;
      const auto found = answer(library_, *finding_.decision, record);
      ASSERT_NE(found.possible, std::vector<std::string>{outcome}) << support::printed(trial_.written().text);
    }
  }

  evaluator::Answer on_witness(const model::Library& library, model::PolicyId policy, model::DecisionId decision) const {
    const model::Record& record = finding_.witness->record;
    const auto day = evaluator::day_asked(library.vocabulary, record, std::nullopt);
    return evaluator::Evaluation{library, record, library.policies[policy].authority, day}.answer(policy, decision);
  }

  // The rule named first decides where the one named next does not apply.
  void expect_wide_exception(const model::Policy&) {
    const auto names = quoted_in(finding_.diagnostic.message);
    const auto rules = on_witness(library_, *finding_.policy, *finding_.decision).rules;
    EXPECT_TRUE(std::find(rules.begin(), rules.end(), names[0]) != rules.end());
    const auto trace = evaluator::Evaluation{library_, finding_.witness->record, library_.policies[*finding_.policy].authority,
                                             evaluator::day_asked(library_.vocabulary, finding_.witness->record, std::nullopt)}
                           .trace(*finding_.policy, *finding_.decision);
    for (const evaluator::RuleTrace& rule : trace.rules) {
      if (library_.policies[*finding_.policy].rules[rule.rule].name != names[1]) continue;
      EXPECT_NE(rule.condition, model::Truth::yes);
    }
  }

  void expect_conflict_in_what_is_asked() {
    const auto names = quoted_in(finding_.diagnostic.message);
    const auto asked = library_.find_policy(names[0]);
    ASSERT_TRUE(asked);
    EXPECT_EQ(on_witness(library_, *asked, *finding_.decision).status, AnswerStatus::conflict);
  }

  // With one element asked for, the witness has another answer.
  void expect_empty_list_decides(const model::Policy&) {
    const model::Library other = changed([&](model::Policy& policy) {
      policy = linter::changed(policy, [&](const model::Condition& part) -> std::optional<model::Condition> {
        const auto* quantified = std::get_if<model::Quantified>(&part.node);
        if (part.span != place() || quantified == nullptr) return std::nullopt;
        model::Quantified any = *quantified;
        any.quantifier = model::Quantifier::any;
        any.condition.clear();
        return linter::all_of({{any, part.span, false}, part});
      });
    });
    EXPECT_NE(on_witness(library_, *finding_.policy, *finding_.decision).possible, on_witness(other, *finding_.policy, *finding_.decision).possible);
  }

  // All records are answered alike by the library and by the other.
  void expect_same_answers(const model::Library& other) {
    for (const model::Record& record : records_) {
      for (const model::DecisionId decision : library_.policies[*finding_.policy].decisions) {
        ++tried_.records;
        const auto one = answer(library_, decision, record);
        const auto two = answer(other, decision, record);
        ASSERT_EQ(one.possible, two.possible) << support::printed(trial_.written().text);
        ASSERT_EQ(one.duties, two.duties) << library_.vocabulary.decisions[decision].name << ": " << name(one.status) << "\n" << support::printed(trial_.written().text);
      }
    }
  }

  Span place() const {
    const auto& labels = finding_.diagnostic.labels;
    const bool is_elsewhere = std::any_of(labels.begin(), labels.end(), [](const auto& label) { return label.text == "it stands here"; });
    if (!is_elsewhere) return finding_.diagnostic.primary.span;
    return std::find_if(labels.begin(), labels.end(), [](const auto& label) { return label.text == "it stands here"; })->span;
  }

  model::Library changed(const std::function<void(model::Policy&)>& change) const {
    model::Library other = library_;
    change(other.policies[*finding_.policy]);
    return other;
  }

  void expect_needless_rule(const model::Policy&) {
    if (finding_.diagnostic.message.find("never decides `") != std::string::npos) return;  // of one decision only
    expect_same_answers(changed([&](model::Policy& policy) {
      for (model::Rule& rule : policy.rules) {
        if (rule.span != place()) continue;
        // A rule that never decides may still override where it applies; without effects it says nothing at least.
        if (finding_.diagnostic.code == Code::rule_never_decides && !rule.is_bar()) {
          rule.effects.clear();
          rule.duties.clear();
        } else {
          rule.when = linter::never();
          rule.unless.reset();
        }
      }
    }));
  }

  void expect_needless_exception(const model::Policy&) {
    const std::string& message = finding_.diagnostic.message;
    expect_same_answers(changed([&](model::Policy& policy) {
      for (model::Rule& rule : policy.rules) {
        if (rule.unless && rule.unless->span == place()) rule.unless.reset();
        if (rule.span != place() || !message.starts_with("that `")) continue;
        std::erase_if(rule.overrides, [&](model::RuleId id) { return message.find("overrides `" + policy.rules[id].name + "`") != std::string::npos; });
      }
    }));
  }

  void expect_unreached_otherwise(const model::Policy&) {
    expect_same_answers(changed([&](model::Policy& policy) {
      std::erase_if(policy.otherwise, [&](const model::Otherwise& otherwise) { return otherwise.span == place() && otherwise.effect.decision == *finding_.decision; });
    }));
  }

  void expect_needless_condition(const model::Policy&, Code code) {
    const bool is_link_of_and = finding_.diagnostic.primary.text.find("`and`") != std::string::npos;
    const bool as_true = code == Code::condition_always_true || (code == Code::redundant_condition && is_link_of_and);
    expect_same_answers(changed([&](model::Policy& policy) {
      policy = linter::changed(policy, [&](const model::Condition& part) -> std::optional<model::Condition> {
        if (part.span != place()) return std::nullopt;
        return as_true ? linter::all_of({}) : linter::never();
      });
    }));
  }

  const Trial& trial_;
  const model::Library& library_;
  const std::vector<model::Record>& records_;
  const linter::Finding& finding_;
  Tried& tried_;
};

void check_findings(Trial& trial, const Values& values, Tried& tried) {
  std::vector<model::Record> records;
  for (const Json& json : every_record(trial, values)) records.push_back(trial.read(json));
  ++tried.libraries;
  tried.policies += trial.library().policies.size();
  std::set<model::PolicyId> named;
  for (const linter::Finding& finding : linter::lint({trial.library(), trial.sources(), trial.files()}, {})) {
    const bool is_exact = std::any_of(linter::all_lints().begin(), linter::all_lints().end(), [&](const linter::Lint& lint) { return lint.is_exact && lint.code == finding.diagnostic.code; });
    if (!is_exact) continue;
    ++tried.findings;
    ++tried.codes[std::string{diagnostics::info(finding.diagnostic.code).name}];
    if (finding.policy) named.insert(*finding.policy);
    SCOPED_TRACE(finding.diagnostic.message);
    Claims{trial, records, finding, tried}.check();
    if (testing::Test::HasFailure()) return;
  }
  tried.quiet += trial.library().policies.size() - named.size();
}

void report_tried(const Tried& tried, const std::string& of_what) {
  std::string codes;
  for (const auto& [code, count] : tried.codes) codes += fmt::format(", {} {}", code, count);
  report(fmt::format("{} random policies of {} libraries, {} without a finding; {} findings held against {}, {} answers{}", tried.policies, tried.libraries, tried.quiet, tried.findings, of_what,
                     tried.records, codes));
}

TEST(ExactLints, SayNothingFalseOfRandomPolicies) {
  Tried tried;
  for (std::size_t i = 0; tried.policies < std::max<std::size_t>(trials(200), 10) && !HasFailure(); ++i) {
    Trial trial{62, i, support::LibrarySize::small};
    ASSERT_TRUE(trial.is_loaded());
    SCOPED_TRACE(fmt::format("trial {}", i));
    check_findings(trial, narrowed(values_in(trial), 300, trial.random()), tried);
  }
  report_tried(tried, "every record of a small domain each");
}

TEST(ExactLints, SayNothingFalseOnEveryRecordOfSmallVocabularies) {
  Tried tried;
  for (std::size_t i = 0; tried.libraries < std::max<std::size_t>(trials(4), 1) && i < 5'000 && !HasFailure(); ++i) {
    Trial trial{74, i, support::LibrarySize::small};
    ASSERT_TRUE(trial.is_loaded());
    const Values values = values_in(trial);
    if (count_of(values) > 20'000) continue;
    SCOPED_TRACE(fmt::format("trial {}", i));
    check_findings(trial, values, tried);
  }
  report_tried(tried, "every record there is");
}

}  // namespace
}  // namespace comity
