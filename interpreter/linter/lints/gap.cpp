// gap: on some record no rule applies, and no `otherwise` answers. A text that only commands or only forbids is
// silent on purpose and leaves the rest to the levels below; so silence is a gap where rules already answer both
// ways; where nothing stands below: in a text of a county, a city or an agency; and in a state's that says nothing but
// `may …`, which leaves open all that it does not say. A yardstick
// answers everyone, since no law stands beside it; so does whoever decides what nobody can leave free.
#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "interpreter/linter/conditions.hpp"
#include "interpreter/linter/context.hpp"
#include "interpreter/linter/lints.hpp"
#include "interpreter/model/law.hpp"

namespace comity::linter {
namespace {

bool should_answer_everyone(const Context& context, const model::Policy& policy, model::DecisionId decision) {
  std::set<std::uint32_t> outcomes;
  for (const model::Rule& rule : policy.rules) {
    if (const model::Effect* effect = effect_on(rule, decision)) outcomes.insert(effect->outcome);
  }
  const std::size_t depth = model::upwards(context.library(), policy.authority).size();
  const auto& names = context.vocabulary().decisions[decision].outcomes;
  const bool is_only_may = std::all_of(outcomes.begin(), outcomes.end(), [&](std::uint32_t outcome) { return names[outcome].starts_with("may "); });
  const bool can_be_left_free = std::any_of(names.begin(), names.end(), [](const std::string& outcome) { return outcome.starts_with("may "); });
  if (policy.status == model::Status::yardstick || !can_be_left_free) return !outcomes.empty();
  return !outcomes.empty() && (outcomes.size() > 1 || depth > 2 || (depth == 2 && is_only_may));
}

std::vector<model::FactRef> lists_of(const model::Policy& policy) {
  std::vector<model::FactRef> result;
  for_each_condition(policy, [&](const model::Condition& condition, const Place&) {
    for_each_part(condition, [&](const model::Condition& part, bool) {
      const auto* quantified = std::get_if<model::Quantified>(&part.node);
      if (quantified != nullptr && std::find(result.begin(), result.end(), quantified->list) == result.end()) result.push_back(quantified->list);
    });
  });
  return result;
}

// The policy where none of the lists is empty.
model::Policy among(const model::Policy& policy, const std::vector<model::FactRef>& lists) {
  model::Policy result = policy;
  std::vector<model::Condition> all;
  if (policy.applies_when) all.push_back(*policy.applies_when);
  for (const model::FactRef& list : lists) {
    model::Quantified any;
    any.list = list;
    all.push_back({any, {}, false});
  }
  if (!all.empty()) result.applies_when = all_of(std::move(all));
  return result;
}

bool has_elements(const model::Record& record, const std::vector<model::FactRef>& lists) {
  return std::all_of(lists.begin(), lists.end(), [&](const model::FactRef& list) {
    const auto* elements = std::get_if<model::Elements>(&model::value_at(record, list.steps));
    return elements != nullptr && !elements->records.empty();
  });
}

}  // namespace

void lint_gap(Context& context) {
  for (const model::PolicyId id : context.policies()) {
    const model::Policy& policy = context.policy(id);
    if (policy.rules.empty() && policy.otherwise.empty()) {
      context.report(Code::gap, id, policy.span, "", fmt::format("`{}` says nothing", policy.name))
          .primary("it has no rule and no `otherwise`")
          .help("say what holds, or take the text out");
    }
    for (const model::DecisionId decision : policy.decisions) {
      if (otherwise_on(policy, decision) != nullptr || !should_answer_everyone(context, policy, decision)) continue;
      model::Policy answered = policy;
      answered.otherwise.push_back({{decision, 0, std::nullopt}, policy.span, {}, {}});
      auto witness = context.first_difference(id, answered, decision);
      if (!witness) continue;
      // Someone with something in every list that the rules ask about tells more than one with nothing in any.
      const std::vector<model::FactRef> lists = lists_of(policy);
      const auto telling = context.first_difference_between(among(policy, lists), among(answered, lists), decision);
      if (telling) witness = telling;
      const model::Record small = context.shrunk(*witness, [&](const model::Record& record) {
        return (!telling || has_elements(record, lists)) && context.answer(id, decision, record).status == evaluator::AnswerStatus::silent;
      });
      const std::string& name = context.vocabulary().decisions[decision].name;
      context.report(Code::gap, id, policy.span, name, fmt::format("`{}` leaves `{}` open for some records", policy.name, name))
          .primary("no rule applies to them, and there is no `otherwise`")
          .decision(decision)
          .help(fmt::format("say what holds for the rest: `otherwise … {}`", name))
          .witness(small, fmt::format("`{}` is silent on `{}`: none of its rules applies", policy.name, name));
    }
  }
}

}  // namespace comity::linter
