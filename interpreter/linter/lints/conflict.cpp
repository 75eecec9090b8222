// conflict: two rules apply to one record, neither overrides the other, and they say different things: then the
// policy says nothing that anybody could follow. Where the one commands and the other leaves it free, the fault is
// another (may-and-must): the words are mixed for one case. What one rule has against several others, or for several
// decisions, is one finding.
#include <algorithm>

#include <fmt/format.h>

#include "grammar/diagnostics/suggest.hpp"
#include "interpreter/linter/context.hpp"
#include "interpreter/linter/lints.hpp"
#include "interpreter/model/words.hpp"

namespace comity::linter {
namespace {

bool is_may(const std::string& outcome) { return outcome.starts_with("may "); }

bool are_may_and_must(const std::string& a, const std::string& b) {
  return is_may(a) != is_may(b) && (is_may(a) ? a.substr(4) == b : b.substr(4) == a);
}

enum class Fault { outcomes, may_and_must, terms };

// One rule against others that say one thing where it says another.
struct Clash {
  model::RuleId shown = 0;              // where the finding stands: the later one, or the one that this text itself has
  Fault fault = Fault::outcomes;
  std::string first;                    // what the others say
  std::string second;                   // what it says
  std::vector<model::RuleId> others;
  std::vector<model::DecisionId> decisions;
  model::Record witness;                // of the first of each
};

std::string key_of(const Context& context, const model::Policy& policy, model::RuleId a, model::RuleId b, model::DecisionId decision) {
  const auto& [one, other] = std::minmax(policy.rules[a].name, policy.rules[b].name);
  return fmt::format("{} {} {}", context.vocabulary().decisions[decision].name, one, other);
}

Code code_of(Fault fault) { return fault == Fault::may_and_must ? Code::may_and_must : Code::conflict; }

bool is_shown_at_first(const Context& context, model::PolicyId id, const model::Rule& a, const model::Rule& b) {
  const bool is_first_own = context.is_own(id, a.span);
  const bool is_second_own = context.is_own(id, b.span);
  return is_first_own != is_second_own ? is_first_own : b.span < a.span;
}

// The two rules, for one decision; none: they do not contradict one another, or it is known of an amended text.
std::optional<Clash> clash_of(const Context& context, model::PolicyId id, model::RuleId a, model::RuleId b, model::DecisionId decision) {
  const model::Policy& policy = context.policy(id);
  if (is_shown_at_first(context, id, policy.rules[a], policy.rules[b])) std::swap(a, b);
  const model::Effect* one = effect_on(policy.rules[a], decision);
  const model::Effect* other = effect_on(policy.rules[b], decision);
  if (one == nullptr || other == nullptr || (one->outcome == other->outcome && one->term == other->term)) return std::nullopt;
  const auto& outcomes = context.vocabulary().decisions[decision].outcomes;
  Clash result{b, Fault::outcomes, outcomes[one->outcome], outcomes[other->outcome], {a}, {decision}, {}};
  if (one->outcome == other->outcome) result.fault = Fault::terms;
  else if (are_may_and_must(result.first, result.second)) result.fault = Fault::may_and_must;
  if (context.has_in_chain(code_of(result.fault), id, key_of(context, policy, a, b, decision))) return std::nullopt;
  analyzer::Found found = context.where_both_apply(id, a, b, decision);
  if (!found.witness) return std::nullopt;
  result.witness = std::move(*found.witness);
  return result;
}

bool are_alike(const Clash& a, const Clash& b) { return a.shown == b.shown && a.fault == b.fault && a.first == b.first && a.second == b.second; }

// Those of one rule against several, and then those that are the same for several decisions.
std::vector<Clash> put_together(const std::vector<Clash>& single) {
  std::vector<Clash> by_decision;
  for (const Clash& one : single) {
    const auto known = std::find_if(by_decision.begin(), by_decision.end(), [&](const Clash& other) { return are_alike(one, other) && one.decisions == other.decisions; });
    if (known == by_decision.end()) by_decision.push_back(one);
    else known->others.push_back(one.others.front());
  }
  std::vector<Clash> result;
  for (const Clash& one : by_decision) {
    const auto known = std::find_if(result.begin(), result.end(), [&](const Clash& other) { return are_alike(one, other) && one.others == other.others; });
    if (known == result.end()) result.push_back(one);
    else known->decisions.push_back(one.decisions.front());
  }
  return result;
}

std::string message_of(const Clash& clash, const std::string& shown, const std::vector<std::string>& others, const std::string& decisions) {
  const std::string both = others.size() == 1 ? fmt::format("`{}` and `{}` can both apply", others.front(), shown)
                                              : fmt::format("{} can each apply together with `{}`", diagnostics::listed(others), shown);
  if (clash.fault == Fault::terms) return fmt::format("{}, and set different terms for {}", both, decisions);
  return fmt::format("{}: {} {}, and {} {}", both, clash.first, decisions, clash.second, decisions);
}

// The clause that would settle it, with what the rule overrides already. Between a command and what leaves free the
// command is more likely meant to go before.
std::string way_out(const model::Policy& policy, const Clash& clash, const std::vector<std::string>& others) {
  if (clash.fault == Fault::may_and_must && is_may(clash.second)) return fmt::format("`overrides {}` in {}", policy.rules[clash.shown].name, diagnostics::listed(others));
  std::vector<std::string> names;
  for (const model::RuleId known : policy.rules[clash.shown].overrides) names.push_back(policy.rules[known].name);
  names.insert(names.end(), others.begin(), others.end());
  return fmt::format("`rule {} overrides {}`", policy.rules[clash.shown].name, fmt::join(names, ", "));
}

std::string term_said(const model::Rule& rule, model::DecisionId decision) {
  const auto& term = effect_on(rule, decision)->term;
  return term ? fmt::format("this one says `{}`", model::words_of(*term)) : "this one sets no term";
}

void report_clash(Context& context, model::PolicyId id, const Clash& clash) {
  const model::Policy& policy = context.policy(id);
  const model::Rule& shown = policy.rules[clash.shown];
  std::vector<std::string> others;
  for (const model::RuleId other : clash.others) others.push_back(policy.rules[other].name);
  std::vector<std::string> decisions;
  for (const model::DecisionId decision : clash.decisions) decisions.push_back(context.vocabulary().decisions[decision].name);
  const bool is_term = clash.fault == Fault::terms;
  const std::string key = key_of(context, policy, clash.others.front(), clash.shown, clash.decisions.front());
  Reported reported = context.report(code_of(clash.fault), id, shown.span, key, message_of(clash, shown.name, others, diagnostics::listed(decisions)));
  for (const model::RuleId other : clash.others) {
    reported.label(policy.rules[other].span, is_term ? term_said(policy.rules[other], clash.decisions.front()) : fmt::format("this one says `{}`", clash.first));
    for (const model::DecisionId decision : clash.decisions) context.remember(code_of(clash.fault), id, key_of(context, policy, other, clash.shown, decision));
  }
  const std::string before = fmt::format("say which one goes before: {}", way_out(policy, clash, others));
  reported.primary(is_term ? term_said(shown, clash.decisions.front()) : fmt::format("this one says `{}`", clash.second))
      .decision(clash.decisions.front())
      .help(clash.fault == Fault::may_and_must ? fmt::format("one text cannot both command and leave free: write the same outcome in both, or {}", before) : fmt::format("{}, or the reverse", before))
      .witness(context.shrunk(clash.witness, {{id, clash.decisions.front()}}),
               fmt::format("both rules apply{}: `{}` is in conflict with itself", is_term ? ", with different terms" : "", policy.name));
}

}  // namespace

void lint_conflict(Context& context) {
  for (const model::PolicyId id : context.policies()) {
    const model::Policy& policy = context.policy(id);
    std::vector<Clash> single;
    for (const model::DecisionId decision : policy.decisions) {
      if (!context.where_says(id, decision, {analyzer::AnswerKind::conflict, 0}).witness) continue;
      for (model::RuleId a = 0; a < policy.rules.size(); ++a) {
        for (model::RuleId b = a + 1; b < policy.rules.size(); ++b) {
          if (auto clash = clash_of(context, id, a, b, decision)) single.push_back(std::move(*clash));
        }
      }
    }
    for (const Clash& clash : put_together(single)) report_clash(context, id, clash);
  }
}

}  // namespace comity::linter
