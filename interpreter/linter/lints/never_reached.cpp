// otherwise-never-reached: the rules answer every record, so that `otherwise` answers none.
// outcome-never-reached: an outcome that the text provides for is the answer on no record, although its rules apply
// to some: there they are always in conflict with another.
#include <fmt/format.h>

#include "interpreter/linter/context.hpp"
#include "interpreter/linter/lints.hpp"

namespace comity::linter {
namespace {

void check_otherwise(Context& context, model::PolicyId id, model::DecisionId decision) {
  const model::Policy& policy = context.policy(id);
  const model::Decision& known = context.vocabulary().decisions[decision];
  for (std::size_t i = 0; i < policy.otherwise.size(); ++i) {
    if (policy.otherwise[i].effect.decision != decision) continue;
    model::Policy other = policy;
    std::uint32_t& outcome = other.otherwise[i].effect.outcome;
    outcome = outcome == 0 ? static_cast<std::uint32_t>(known.outcomes.size() - 1) : 0;
    if (!context.changes_nothing(id, other, {decision})) return;
    context.report(Code::otherwise_never_reached, id, policy.otherwise[i].span, known.name, fmt::format("`otherwise` never answers `{}`", known.name))
        .primary("the rules answer every record")
        .decision(decision)
        .help("take it out, or see which rule was meant to be narrower");
  }
}

void check_outcomes(Context& context, model::PolicyId id, model::DecisionId decision) {
  const model::Policy& policy = context.policy(id);
  const model::Decision& known = context.vocabulary().decisions[decision];
  std::set<std::uint32_t> done;
  for (const model::Rule& rule : policy.rules) {
    const model::Effect* effect = effect_on(rule, decision);
    if (effect == nullptr || context.has_in_chain(Code::rule_never_decides, id, rule.name) || !done.insert(effect->outcome).second) continue;
    const analyzer::Found found = context.where_says(id, decision, {analyzer::AnswerKind::outcome, effect->outcome});
    if (found.witness || !found.complete) continue;
    context.report(Code::outcome_never_reached, id, rule.span, known.name + " " + known.outcomes[effect->outcome],
                   fmt::format("{} is never the answer on `{}`", outcome_text(known, effect->outcome), known.name))
        .primary("wherever this rule applies, another one contradicts it")
        .decision(decision)
        .help("say which rule goes before the other");
  }
}

}  // namespace

void lint_never_reached(Context& context) {
  for (const model::PolicyId id : context.policies()) {
    for (const model::DecisionId decision : context.policy(id).decisions) {
      check_otherwise(context, id, decision);
      check_outcomes(context, id, decision);
    }
  }
}

}  // namespace comity::linter
