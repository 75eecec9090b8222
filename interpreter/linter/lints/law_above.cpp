// void-under-the-law-above: in the stack of law of its authority, on its first day (of a proposal: on the day asked), a rule's outcome is the answer on
// no record: wherever it decides, a level above has decided otherwise. Both citations are shown.
// binding-federal-answer: a text of the highest level commands what levels below have rules of their own on: every
// one of them would be void.
#include <algorithm>

#include <fmt/format.h>

#include "interpreter/evaluator/stack.hpp"
#include "interpreter/linter/conditions.hpp"
#include "interpreter/linter/context.hpp"
#include "interpreter/linter/lints.hpp"
#include "interpreter/model/law.hpp"

namespace comity::linter {
namespace {

model::Stack law_with(const Context& context, model::PolicyId id, const model::Date& day) {
  const model::Policy& policy = context.policy(id);
  std::vector<model::PolicyId> assumed;
  if (!model::is_in_force(context.library(), id, day)) assumed.push_back(id);
  return model::law_in_force(context.library(), policy.authority, day, assumed);
}

model::Stack only(const model::Stack& stack, model::PolicyId id) {
  model::Stack result = stack;
  result.levels.clear();
  for (const model::Level& level : stack.levels) {
    const bool is_its_own = std::find(level.policies.begin(), level.policies.end(), id) != level.policies.end() ||
                            std::find(level.assumed.begin(), level.assumed.end(), id) != level.assumed.end();
    if (is_its_own) result.levels.push_back({level.jurisdiction, {}, {id}});
  }
  return result;
}

std::string outcome_name(const Context& context, model::DecisionId decision, std::uint32_t outcome) { return context.vocabulary().decisions[decision].outcomes[outcome]; }

// The record on which it decides alone and not in the stack; none: it counts somewhere, or decides nothing anyway.
std::optional<model::Record> void_witness(Context& context, model::PolicyId id, model::RuleId number, model::DecisionId decision, const model::Stack& stack) {
  model::Policy without = context.policy(id);
  without.rules[number].when = never();
  without.rules[number].unless.reset();
  const analyzer::Comparison alone = context.against_in(only(stack, id), id, without, decision);
  if (alone.differences.empty()) return std::nullopt;
  const analyzer::Comparison together = context.against_in(stack, id, without, decision);
  if (!together.complete || !together.differences.empty()) return std::nullopt;
  return alone.differences.front().regions.front().witness;
}

void check_rule(Context& context, model::PolicyId id, model::RuleId number, const model::Effect& effect, const model::Stack& stack) {
  const model::Policy& policy = context.policy(id);
  const model::Rule& rule = policy.rules[number];
  const auto witness = void_witness(context, id, number, effect.decision, stack);
  if (!witness) return;
  const auto answer_on = [&](const model::Record& record) {
    return evaluator::answer_of_stack(evaluator::Evaluation{context.library(), record, stack.jurisdiction, stack.on}, stack, effect.decision);
  };
  const evaluator::Answer answer = answer_on(*witness);
  if (!answer.outcome || *answer.outcome == effect.outcome || !answer.policy || *answer.policy == id) return;
  const model::Policy& above = context.policy(*answer.policy);
  const std::string& name = context.vocabulary().decisions[effect.decision].name;
  const model::Citation* source = &above.source;
  for (const model::Rule& other : above.rules) {
    if (std::find(answer.rules.begin(), answer.rules.end(), above.name + "." + other.name) != answer.rules.end()) source = &other.citation;
  }
  if (const model::Otherwise* otherwise = otherwise_on(above, effect.decision); source == &above.source && otherwise != nullptr) source = &otherwise->citation;
  const model::Record small = context.shrunk(*witness, [&](const model::Record& record) {
    return answer_on(record).outcome == answer.outcome && context.answer(id, effect.decision, record).outcome == effect.outcome;
  });
  context.report(Code::void_under_the_law_above, id, rule.span, rule.name + " " + name, fmt::format("`{}` is void under the law above: `{}` decides `{}` wherever it would", rule.name, above.name, name))
      .primary(fmt::format("{} here; {}", outcome_text(context.vocabulary().decisions[effect.decision], effect.outcome), rule.citation.text))
      .label(above.span, fmt::format("`{}` there; {}", outcome_name(context, effect.decision, *answer.outcome), source->text))
      .decision(effect.decision)
      .help(fmt::format("see whether the text is meant for days on which `{}` does not hold, or for another decision", above.name))
      .witness(small, fmt::format("under the law of {}: `{}`, by `{}`", model::to_string(stack.on), outcome_name(context, effect.decision, *answer.outcome), above.name));
}

bool has_rules_below(const Context& context, model::PolicyId id, model::DecisionId decision) {
  const auto& policies = context.library().policies;
  return std::any_of(policies.begin(), policies.end(), [&](const model::Policy& other) {
    const auto above = model::upwards(context.library(), other.authority);
    return other.authority != context.policy(id).authority && std::find(above.begin(), above.end(), context.policy(id).authority) != above.end() &&
           std::find(other.decisions.begin(), other.decisions.end(), decision) != other.decisions.end();
  });
}

bool can_be_left_free(const model::Decision& decision) {
  return std::any_of(decision.outcomes.begin(), decision.outcomes.end(), [](const std::string& outcome) { return outcome.starts_with("may "); });
}

void check_binding(Context& context, model::PolicyId id, Span span, const model::Effect& effect, std::optional<model::Record> witness) {
  const model::Decision& decision = context.vocabulary().decisions[effect.decision];
  const std::string& outcome = decision.outcomes[effect.outcome];
  if (outcome.starts_with("may ") || !can_be_left_free(decision) || !has_rules_below(context, id, effect.decision)) return;
  Reported reported = context.report(Code::binding_federal_answer, id, span, decision.name + " " + outcome, fmt::format("`{}` commands `{}` at every level below", outcome, decision.name));
  reported.primary("no state, county or city could answer otherwise")
      .decision(effect.decision)
      .help(fmt::format("a request is written `may {}`: the level below decides; a command needs a source that binds it", outcome));
  if (witness) reported.witness(context.shrunk(*witness, {{id, effect.decision}}), fmt::format("`{}`, whatever the law below says", context.answer_text(id, effect.decision, *witness)));
}

}  // namespace

void lint_law_above(Context& context) {
  for (const model::PolicyId id : context.policies()) {
    const model::Policy& policy = context.policy(id);
    if (policy.status != model::Status::enacted && policy.status != model::Status::proposed) continue;
    const auto above = model::upwards(context.library(), policy.authority);
    if (above.size() == 1) {
      for (model::RuleId number = 0; number < policy.rules.size(); ++number) {
        for (const model::Effect& effect : policy.rules[number].effects) {
          check_binding(context, id, policy.rules[number].span, effect, context.where_decides(id, number, effect.decision).witness);
        }
      }
      for (const model::Otherwise& otherwise : policy.otherwise) {
        const auto found = context.where_says(id, otherwise.effect.decision, {analyzer::AnswerKind::outcome, otherwise.effect.outcome});
        check_binding(context, id, otherwise.span, otherwise.effect, found.witness);
      }
      continue;
    }
    const auto first = policy.in_force.from ? policy.in_force.from : policy.adopted;
    const bool is_asked = policy.status == model::Status::proposed && context.options().on;
    const std::optional<model::Date> day = is_asked || !first ? context.options().on : first;
    if (!day) continue;
    const model::Stack stack = law_with(context, id, *day);
    if (stack.levels.size() < 2) continue;
    for (model::RuleId number = 0; number < policy.rules.size(); ++number) {
      for (const model::Effect& effect : policy.rules[number].effects) check_rule(context, id, number, effect, stack);
    }
  }
}

}  // namespace comity::linter
