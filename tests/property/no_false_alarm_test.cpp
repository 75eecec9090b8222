// What the exact lints say of random policies is so. Domains are small: each claim that nothing is
// different without a rule, an exception or a part of a condition is held against complete records, by
// the evaluator; each record that is shown does what is claimed of it.
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
  std::size_t policies = 0, quiet = 0, findings = 0, records = 0, rejected = 0;
  std::map<std::string, std::size_t> codes;
};

// Records of every combination that the small domains have, as far as they can be tried: those with at most this many.
constexpr std::size_t records_a_claim = 300;

class Claims {
 public:
  Claims(Trial& trial, const linter::Finding& finding, Tried& tried) : trial_{trial}, library_{trial.library()}, finding_{finding}, tried_{tried} {}

  void check() {
    if (!finding_.policy) return;
    const model::Policy& policy = library_.policies[*finding_.policy];
    expect_witness(policy);
    const Code code = finding_.diagnostic.code;
    if (code == Code::rule_never_decides || code == Code::rule_changes_nothing || code == Code::duplicate_rule) expect_needless_rule(policy);
    if (code == Code::exception_never_narrows) expect_needless_exception(policy);
    if (code == Code::otherwise_never_reached) expect_unreached_otherwise(policy);
    if (code == Code::condition_always_true || code == Code::condition_always_false || code == Code::redundant_condition) expect_needless_condition(policy, code);
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

  // Complete records of the trial are answered alike by the library and by the other.
  void expect_same_answers(const model::Library& other) {
    for (std::size_t i = 0; i < records_a_claim; ++i) {
      const Json json = trial_.complete(tried_.rejected);
      const model::Record record = trial_.read(json);
      for (const model::DecisionId decision : library_.policies[*finding_.policy].decisions) {
        ++tried_.records;
        const auto one = answer(library_, decision, record);
        const auto two = answer(other, decision, record);
        ASSERT_EQ(one.possible, two.possible) << json.dump() << "\n" << support::printed(trial_.written().text);
        ASSERT_EQ(one.duties, two.duties) << json.dump() << "\n" << library_.vocabulary.decisions[decision].name << ": " << name(one.status) << "\n" << support::printed(trial_.written().text);
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

  Trial& trial_;
  const model::Library& library_;
  const linter::Finding& finding_;
  Tried& tried_;
};

TEST(ExactLints, SayNothingFalseOfRandomPolicies) {
  Tried tried;
  for (std::size_t i = 0; tried.policies < std::max<std::size_t>(trials(200), 10); ++i) {
    Trial trial{62, i, support::LibrarySize::small};
    ASSERT_TRUE(trial.is_loaded());
    tried.policies += trial.library().policies.size();
    linter::LintOptions options;
    const auto findings = linter::lint({trial.library(), trial.sources(), trial.files()}, options);
    std::set<model::PolicyId> named;
    for (const linter::Finding& finding : findings) {
      const bool is_exact = std::any_of(linter::all_lints().begin(), linter::all_lints().end(), [&](const linter::Lint& lint) { return lint.is_exact && lint.code == finding.diagnostic.code; });
      if (!is_exact) continue;
      ++tried.findings;
      ++tried.codes[std::string{diagnostics::info(finding.diagnostic.code).name}];
      if (finding.policy) named.insert(*finding.policy);
      SCOPED_TRACE(fmt::format("trial {}: {}", i, finding.diagnostic.message));
      Claims{trial, finding, tried}.check();
      if (testing::Test::HasFailure()) return;
    }
    tried.quiet += trial.library().policies.size() - named.size();
  }
  std::string codes;
  for (const auto& [code, count] : tried.codes) codes += fmt::format(", {} {}", code, count);
  report(fmt::format("{} random policies, {} without a finding; {} findings held against {} answers{}", tried.policies, tried.quiet, tried.findings, tried.records, codes));
}

}  // namespace
}  // namespace comity
