// rule-changes-nothing, duplicate-rule: with or without the rule every record has the same answer, with the same
// terms and duties. Where another rule says the same on the same condition, the one is a copy of the other.
#include <algorithm>

#include <fmt/format.h>

#include "grammar/diagnostics/suggest.hpp"
#include "interpreter/linter/conditions.hpp"
#include "interpreter/linter/context.hpp"
#include "interpreter/linter/lints.hpp"

namespace comity::linter {
namespace {

bool say_the_same(const model::Rule& a, const model::Rule& b) {
  if (a.effects.size() != b.effects.size() || a.overrides != b.overrides) return false;
  return std::all_of(a.effects.begin(), a.effects.end(), [&](const model::Effect& effect) {
    const model::Effect* other = effect_on(b, effect.decision);
    return other != nullptr && other->outcome == effect.outcome && other->term == effect.term;
  });
}

bool mean_the_same(const Context& context, model::PolicyId id, const model::Rule& a, const model::Rule& b) {
  const auto is_empty = [&](const model::Condition& holds, const model::Condition& fails) {
    const analyzer::Found found = context.where_holds(id, {holds, negation_of(fails)});
    return found.complete && !found.witness;
  };
  return is_empty(own_condition(a), own_condition(b)) && is_empty(own_condition(b), own_condition(a));
}

model::Policy without(const model::Policy& policy, model::RuleId rule) {
  model::Policy result = policy;
  result.rules[rule].when = never();
  result.rules[rule].unless.reset();
  return result;
}

// What answers in the rule's place: other rules with its outcome, and `otherwise`.
std::vector<std::string> in_its_place(Context& context, model::PolicyId id, model::RuleId number) {
  const model::Policy& policy = context.policy(id);
  const model::Effect& effect = policy.rules[number].effects.front();
  std::vector<std::string> names;
  for (model::RuleId other = 0; other < policy.rules.size(); ++other) {
    const model::Effect* same = effect_on(policy.rules[other], effect.decision);
    if (other == number || same == nullptr || same->outcome != effect.outcome) continue;
    if (context.where_both_apply(id, number, other, effect.decision).witness) names.push_back(policy.rules[other].name);
  }
  const model::Otherwise* otherwise = otherwise_on(policy, effect.decision);
  if (otherwise != nullptr && otherwise->effect.outcome == effect.outcome) names.emplace_back("otherwise");
  return names;
}

void report(Context& context, model::PolicyId id, model::RuleId number) {
  const model::Policy& policy = context.policy(id);
  const model::Rule& rule = policy.rules[number];
  for (model::RuleId other = 0; other < policy.rules.size(); ++other) {
    const model::Rule& twin = policy.rules[other];
    if (other == number || !say_the_same(rule, twin) || !mean_the_same(context, id, rule, twin)) continue;
    if (rule.span < twin.span) return;  // reported of the later one
    context.report(Code::duplicate_rule, id, rule.span, rule.name, fmt::format("`{}` says what `{}` says, of the same records", rule.name, twin.name))
        .primary("the copy")
        .label(twin.span, "the same rule")
        .help("keep one of them; if the other was meant to differ, its condition was left unchanged");
    return;
  }
  const model::DecisionId decision = rule.effects.front().decision;
  const std::vector<std::string> names = in_its_place(context, id, number);
  Reported reported = context.report(Code::rule_changes_nothing, id, rule.span, rule.name, fmt::format("without `{}` every record would have the same answer", rule.name));
  reported.primary(names.empty() ? "it decides nothing that is not decided already" : fmt::format("{} would say the same", diagnostics::listed(names)))
      .decision(decision)
      .help("take the rule out, or say what it was to change");
  const analyzer::Found found = context.where_decides(id, number, decision);
  if (found.witness) {
    reported.witness(context.shrunk(*found.witness, {{id, decision}}),
                     fmt::format("`{}` with the rule and without it", context.answer_text(id, decision, *found.witness)));
  }
}

}  // namespace

void lint_rule_changes_nothing(Context& context) {
  for (const model::PolicyId id : context.policies()) {
    const model::Policy& policy = context.policy(id);
    for (model::RuleId number = 0; number < policy.rules.size(); ++number) {
      const model::Rule& rule = policy.rules[number];
      if (rule.effects.empty() || !rule.duties.empty() || context.has_in_chain(Code::rule_never_decides, id, rule.name)) continue;
      if (context.changes_nothing(id, without(policy, number), rule.speaks_to)) report(context, id, number);
    }
  }
}

}  // namespace comity::linter
