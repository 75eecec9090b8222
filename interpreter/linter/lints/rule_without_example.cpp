// rule-without-example: no example is decided by the rule, so nobody has written down what it is meant to do. One
// note a policy, with the rules in it.
#include <algorithm>

#include <fmt/format.h>

#include "grammar/diagnostics/suggest.hpp"
#include "interpreter/evaluator/stack.hpp"
#include "interpreter/linter/context.hpp"
#include "interpreter/linter/lints.hpp"
#include "interpreter/model/law.hpp"

namespace comity::linter {
namespace {

// "policy.rule", of every example.
std::set<std::string> deciding_rules(const Context& context) {
  const model::Library& library = context.library();
  std::set<std::string> result;
  for (const model::Example& example : library.examples) {
    for (const model::Expectation& expectation : example.expectations) {
      const auto day = expectation.on ? expectation.on : evaluator::day_asked(library.vocabulary, example.record, std::nullopt);
      if (expectation.policy) {
        const model::Policy& policy = library.policies[*expectation.policy];
        const evaluator::Evaluation evaluation{library, example.record, policy.authority, day};
        for (const std::string& rule : evaluation.answer(*expectation.policy, expectation.decision).rules) result.insert(policy.name + "." + rule);
      } else if (const auto jurisdiction = library.find_jurisdiction(expectation.subject); jurisdiction && day) {
        const evaluator::Evaluation evaluation{library, example.record, *jurisdiction, day};
        const model::Stack stack = model::law_in_force(library, *jurisdiction, *day);
        const auto rules = evaluator::answer_of_stack(evaluation, stack, expectation.decision).rules;
        result.insert(rules.begin(), rules.end());
      }
    }
  }
  return result;
}

// In the policy, or in one that has it from there.
bool is_decided_by(const model::Library& library, const std::set<std::string>& deciding, model::PolicyId id, const model::Rule& rule) {
  for (model::PolicyId other = 0; other < library.policies.size(); ++other) {
    if ((other == id || model::amends(library, other, id)) && deciding.contains(library.policies[other].name + "." + rule.name)) return true;
  }
  return false;
}

}  // namespace

void lint_rule_without_example(Context& context) {
  const std::set<std::string> deciding = deciding_rules(context);
  for (const model::PolicyId id : context.policies()) {
    const model::Policy& policy = context.policy(id);
    std::vector<std::string> names;
    for (const model::Rule& rule : policy.rules) {
      if (!rule.effects.empty() && context.is_own(id, rule.span) && !is_decided_by(context.library(), deciding, id, rule)) names.push_back(rule.name);
    }
    if (names.empty()) continue;
    context.report(Code::rule_without_example, id, policy.span, "examples", fmt::format("no example of `{}` is decided by {}", policy.name, diagnostics::listed(names)))
        .help("add an `example` on each side of the line that the rule draws");
  }
}

}  // namespace comity::linter
