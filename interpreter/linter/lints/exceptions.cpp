// exception-never-narrows: an `unless` or an `overrides` that takes no record away from its rule.
// exception-too-wide: a rule that overrides another decides also where that other does not apply, against what
// `otherwise` says there. A ladder of rules, each graver one over the milder, is meant so and is left alone.
#include <algorithm>

#include <fmt/format.h>

#include "interpreter/linter/conditions.hpp"
#include "interpreter/linter/context.hpp"
#include "interpreter/linter/lints.hpp"

namespace comity::linter {
namespace {

bool never_decides(const Context& context, model::PolicyId id, const model::Rule& rule) { return context.has_in_chain(Code::rule_never_decides, id, rule.name); }

void check_unless(Context& context, model::PolicyId id, model::RuleId number) {
  const model::Policy& policy = context.policy(id);
  const model::Rule& rule = policy.rules[number];
  model::Policy without = policy;
  without.rules[number].unless.reset();
  if (!context.changes_nothing(id, without, rule.speaks_to)) return;
  context.report(Code::exception_never_narrows, id, rule.unless->span, rule.name + " unless", fmt::format("the exception of `{}` changes no answer", rule.name))
      .primary("no record that the rule would decide is let off by it")
      .label(rule.span, "its rule")
      .help("take the exception out, or see whether the rule was meant to reach those whom it lets off");
}

void check_overrides(Context& context, model::PolicyId id, model::RuleId number) {
  const model::Policy& policy = context.policy(id);
  const model::Rule& rule = policy.rules[number];
  for (const model::RuleId overridden : rule.overrides) {
    const model::Rule& other = policy.rules[overridden];
    if (never_decides(context, id, other)) continue;
    // Without it the rule would only require, and so of every answer.
    if (rule.effects.empty() && rule.overrides.size() == 1 && !rule.duties.empty()) continue;
    model::Policy without = policy;
    std::erase(without.rules[number].overrides, overridden);
    if (!context.changes_nothing(id, without, policy.decisions)) continue;
    context.report(Code::exception_never_narrows, id, rule.span, rule.name + " " + other.name, fmt::format("that `{}` overrides `{}` changes no answer", rule.name, other.name))
        .primary("no record that both would decide is answered otherwise for it")
        .label(other.span, "overridden")
        .help(fmt::format("take `{}` out of `overrides`, or see whether one of the two conditions was meant wider", other.name));
  }
}

// From `otherwise` by way of the overridden rule to the overriding one the outcomes go one way.
bool is_ladder(std::uint32_t otherwise, std::uint32_t overridden, std::uint32_t overriding) {
  return (otherwise < overridden && overridden < overriding) || (otherwise > overridden && overridden > overriding);
}

void check_width(Context& context, model::PolicyId id, model::RuleId number, model::DecisionId decision) {
  const model::Policy& policy = context.policy(id);
  const model::Rule& rule = policy.rules[number];
  const model::Effect* effect = effect_on(rule, decision);
  const model::Otherwise* otherwise = otherwise_on(policy, decision);
  if (effect == nullptr || otherwise == nullptr || effect->outcome == otherwise->effect.outcome) return;
  std::vector<model::Condition> reach;
  const model::Rule* first = nullptr;
  for (const model::RuleId overridden : rule.overrides) {
    const model::Effect* other = effect_on(policy.rules[overridden], decision);
    if (other == nullptr) continue;
    if (other->outcome == effect->outcome) return;  // no exception
    if (is_ladder(otherwise->effect.outcome, other->outcome, effect->outcome)) return;
    if (first == nullptr) first = &policy.rules[overridden];
    reach.push_back(own_condition(policy.rules[overridden]));
  }
  if (first == nullptr) return;
  model::Policy narrow = policy;
  model::Rule& narrowed = narrow.rules[number];
  narrowed.when = narrowed.when ? all_of({*narrowed.when, any_of(reach)}) : any_of(reach);
  const auto witness = context.first_difference(id, narrow, decision);
  if (!witness) return;
  const model::Decision& known = context.vocabulary().decisions[decision];
  context.report(Code::exception_too_wide, id, rule.span, rule.name + " " + known.name, fmt::format("`{}` reaches beyond `{}`, whose exception it is", rule.name, first->name))
      .primary(fmt::format("it says {} also where `{}` does not apply", outcome_text(known, effect->outcome), first->name))
      .label(first->span, "overridden")
      .label(otherwise->span, fmt::format("here {} would stand", outcome_text(known, otherwise->effect.outcome)))
      .decision(decision)
      .help(fmt::format("add the condition of `{}` to it, or make it a rule that overrides nothing here", first->name))
      .witness(context.shrunk_with_variant(*witness, id, decision), fmt::format("`{}` does not apply, and `{}` decides all the same", first->name, rule.name));
}

}  // namespace

void lint_exceptions(Context& context) {
  for (const model::PolicyId id : context.policies()) {
    const model::Policy& policy = context.policy(id);
    for (model::RuleId number = 0; number < policy.rules.size(); ++number) {
      const model::Rule& rule = policy.rules[number];
      if (never_decides(context, id, rule)) continue;
      if (rule.unless && !rule.speaks_to.empty()) check_unless(context, id, number);
      if (rule.overrides.empty()) continue;
      check_overrides(context, id, number);
      for (const model::DecisionId decision : rule.speaks_to) check_width(context, id, number, decision);
    }
  }
}

}  // namespace comity::linter
