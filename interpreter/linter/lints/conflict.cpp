// conflict: two rules apply to one record, neither overrides the other, and they say different things: then the
// policy says nothing that anybody could follow. Where the one commands and the other leaves it free, the fault is
// another (may-and-must): the words are mixed for one case.
#include <fmt/format.h>

#include "interpreter/linter/context.hpp"
#include "interpreter/linter/lints.hpp"

namespace comity::linter {
namespace {

bool is_may(const std::string& outcome) { return outcome.starts_with("may "); }

bool are_may_and_must(const std::string& a, const std::string& b) {
  return is_may(a) != is_may(b) && (is_may(a) ? a.substr(4) == b : b.substr(4) == a);
}

struct Pair {
  model::PolicyId policy = 0;
  model::DecisionId decision = 0;
  model::RuleId first = 0;
  model::RuleId second = 0;
};

void report_pair(Context& context, const Pair& pair, const model::Record& witness) {
  const model::Policy& policy = context.policy(pair.policy);
  const model::Decision& decision = context.vocabulary().decisions[pair.decision];
  const model::Rule* a = &policy.rules[pair.first];
  const model::Rule* b = &policy.rules[pair.second];
  // Shown at the later one, or at the one that this text itself has.
  const bool is_first_alone = context.is_own(pair.policy, a->span) && !context.is_own(pair.policy, b->span);
  const bool is_second_alone = context.is_own(pair.policy, b->span) && !context.is_own(pair.policy, a->span);
  if (is_first_alone || (!is_second_alone && b->span < a->span)) std::swap(a, b);
  const model::Effect& one = *effect_on(*a, pair.decision);
  const model::Effect& other = *effect_on(*b, pair.decision);
  const std::string& first = decision.outcomes[one.outcome];
  const std::string& second = decision.outcomes[other.outcome];
  const bool is_term = one.outcome == other.outcome;
  const bool is_mixed = !is_term && are_may_and_must(first, second);
  const std::string key = fmt::format("{} {} {}", decision.name, a->name, b->name);
  const std::string message = is_term ? fmt::format("`{}` and `{}` can both apply, and set different terms for `{}`", a->name, b->name, decision.name)
                                      : fmt::format("`{}` and `{}` can both apply: {} `{}`, and {} `{}`", a->name, b->name, first, decision.name, second, decision.name);
  const std::string says = is_term ? fmt::format("both rules apply, with different terms: `{}` is in conflict with itself", policy.name)
                                   : fmt::format("both rules apply: `{}` is in conflict with itself", policy.name);
  context.report(is_mixed ? Code::may_and_must : Code::conflict, pair.policy, b->span, key, message)
      .primary(is_term ? "" : fmt::format("this one says `{}`", second))
      .label(a->span, is_term ? "the other" : fmt::format("this one says `{}`", first))
      .decision(pair.decision)
      .help(is_mixed ? fmt::format("one text cannot both command and leave free: write the same outcome in both, or say which one goes before: `rule {} overrides {}`", b->name, a->name)
                     : fmt::format("say which one goes before: `rule {} overrides {}`, or the reverse", b->name, a->name))
      .witness(context.shrunk(witness, {{pair.policy, pair.decision}}), says);
}

}  // namespace

void lint_conflict(Context& context) {
  for (const model::PolicyId id : context.policies()) {
    const model::Policy& policy = context.policy(id);
    for (const model::DecisionId decision : policy.decisions) {
      if (!context.where_says(id, decision, {analyzer::AnswerKind::conflict, 0}).witness) continue;
      for (model::RuleId a = 0; a < policy.rules.size(); ++a) {
        for (model::RuleId b = a + 1; b < policy.rules.size(); ++b) {
          const model::Effect* one = effect_on(policy.rules[a], decision);
          const model::Effect* other = effect_on(policy.rules[b], decision);
          if (one == nullptr || other == nullptr || (one->outcome == other->outcome && one->term == other->term)) continue;
          const analyzer::Found found = context.where_both_apply(id, a, b, decision);
          if (found.witness) report_pair(context, {id, decision, a, b}, *found.witness);
        }
      }
    }
  }
}

}  // namespace comity::linter
