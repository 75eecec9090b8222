// not-monotone: a graver record gets the more lenient answer. Two ways to be graver are tried: every element on the
// step below the top of a ladder climbs it (each misdemeanor were a felony), and elements on the top are added (a
// felony more). Both are put into the conditions, so that the analyzer speaks of all records.
#include <algorithm>

#include <fmt/format.h>

#include "interpreter/linter/conditions.hpp"
#include "interpreter/linter/context.hpp"
#include "interpreter/linter/lints.hpp"

namespace comity::linter {
namespace {

struct Ladder {
  model::FactRef list;
  model::FactRef fact;    // of its elements
  std::uint32_t top = 0;  // the gravest value
};

const model::Choice& choice_of(const Context& context, const Ladder& ladder) { return context.vocabulary().choices[ladder.fact.type.id]; }

// The ladders of elements that the policy asks about, each once a list.
std::vector<Ladder> ladders_of(const Context& context, const model::Policy& policy) {
  std::vector<Ladder> result;
  const model::RecordType& root = context.vocabulary().root_record();
  std::vector<model::FactRef> facts;
  for_each_condition(policy, [&](const model::Condition& condition, const Place&) {
    for_each_fact(condition, [&](const model::FactRef& fact) {
      const bool is_known = std::find(facts.begin(), facts.end(), fact) != facts.end();
      if (!is_known && fact.of_element && fact.type.kind == model::Kind::choice && context.vocabulary().choices[fact.type.id].is_ladder) facts.push_back(fact);
    });
  });
  for (model::FieldId field = 0; field < root.fields.size(); ++field) {
    const model::Type& type = root.fields[field].type;
    for (const model::FactRef& fact : facts) {
      if (type.kind != model::Kind::list || type.id != fact.from) continue;
      const auto values = context.vocabulary().choices[fact.type.id].values.size();
      if (values > 1) result.push_back({{false, *context.vocabulary().root, {field}, type}, fact, static_cast<std::uint32_t>(values - 1)});
    }
  }
  return result;
}

// The condition as it would be of an element that has climbed.
model::Condition climbed(const model::Condition& condition, const Ladder& ladder) {
  return changed(condition, [&](const model::Condition& part) -> std::optional<model::Condition> {
    const auto* chosen = std::get_if<model::ChosenAmong>(&part.node);
    if (chosen == nullptr || !(chosen->fact == ladder.fact)) return std::nullopt;
    model::ChosenAmong other = *chosen;
    other.accepted[ladder.top - 1] = chosen->accepted[ladder.top];
    return model::Condition{other, part.span, part.is_atom};
  });
}

// Conditions on elements of the list alone: definitions are put in where they are used.
model::Condition written_out(const model::Policy& policy, const model::Condition& condition) {
  return changed(condition, [&](const model::Condition& part) -> std::optional<model::Condition> {
    const auto* defined = std::get_if<model::Defined>(&part.node);
    if (defined == nullptr || !defined->subject.empty()) return std::nullopt;
    return written_out(policy, policy.definitions[defined->definition].condition);
  });
}

// Every quantifier over the list, otherwise written.
model::Policy with_lists(const model::Policy& policy, const Ladder& ladder, const std::function<model::Quantified(const model::Quantified&)>& otherwise_written) {
  model::Policy result = policy;
  const Change change = [&](const model::Condition& part) -> std::optional<model::Condition> {
    const auto* quantified = std::get_if<model::Quantified>(&part.node);
    if (quantified == nullptr || !(quantified->list == ladder.list)) return std::nullopt;
    return model::Condition{otherwise_written(*quantified), part.span, part.is_atom};
  };
  const auto rewrite = [&](std::optional<model::Condition>& condition) {
    if (condition) condition = changed(written_out(policy, *condition), change);
  };
  rewrite(result.applies_when);
  for (model::Rule& rule : result.rules) {
    rewrite(rule.when);
    rewrite(rule.unless);
  }
  return result;
}

model::Condition is_top(const Ladder& ladder, std::size_t values) {
  model::ChosenAmong chosen{ladder.fact, std::vector<bool>(values, false)};
  chosen.accepted[ladder.top] = true;
  return {chosen, {}, false};
}

model::Policy all_climbed(const Context&, const model::Policy& policy, const Ladder& ladder) {
  return with_lists(policy, ladder, [&](const model::Quantified& quantified) {
    model::Quantified result = quantified;
    for (model::Condition& condition : result.condition) condition = climbed(condition, ladder);
    return result;
  });
}

model::Policy without_top(const Context& context, const model::Policy& policy, const Ladder& ladder) {
  const model::Condition top = is_top(ladder, choice_of(context, ladder).values.size());
  return with_lists(policy, ladder, [&](const model::Quantified& quantified) {
    model::Quantified result = quantified;
    model::Condition condition = quantified.condition.empty() ? all_of({}) : quantified.condition.front();
    condition = quantified.quantifier == model::Quantifier::every ? any_of({top, condition}) : all_of({negation_of(top), condition});
    result.condition.assign(1, condition);
    return result;
  });
}

model::Elements& elements_of(model::Record& record, const Ladder& ladder) { return std::get<model::Elements>(record.facts[ladder.list.steps.front()]); }

model::Record record_climbed(model::Record record, const Ladder& ladder) {
  for (model::Record& element : elements_of(record, ladder).records) {
    auto* chosen = std::get_if<model::Chosen>(&element.facts[ladder.fact.steps.front()]);
    if (chosen != nullptr && chosen->index + 1 == ladder.top) chosen->index = ladder.top;
  }
  return record;
}

model::Record record_without_top(model::Record record, const Ladder& ladder) {
  std::erase_if(elements_of(record, ladder).records, [&](const model::Record& element) {
    const auto* chosen = std::get_if<model::Chosen>(&element.facts[ladder.fact.steps.front()]);
    return chosen != nullptr && chosen->index == ladder.top;
  });
  return record;
}

model::Record record_with_top_lowered(model::Record record, const Ladder& ladder) {
  for (model::Record& element : elements_of(record, ladder).records) {
    auto* chosen = std::get_if<model::Chosen>(&element.facts[ladder.fact.steps.front()]);
    if (chosen != nullptr && chosen->index == ladder.top) chosen->index = 0;
  }
  return record;
}

bool knows(const model::Record& record, const Ladder& ladder) { return std::holds_alternative<model::Elements>(record.facts[ladder.list.steps.front()]); }

// The graver of two records has the lower answer on the decision's ladder: both as the evaluator has them.
bool is_more_lenient(const Context& context, model::PolicyId id, model::DecisionId decision, const model::Record& graver, const model::Record& milder) {
  const auto of_graver = context.answer(id, decision, graver).outcome;
  const auto of_milder = context.answer(id, decision, milder).outcome;
  return of_graver && of_milder && *of_graver < *of_milder;
}

void report(Context& context, model::PolicyId id, model::DecisionId decision, const Ladder& ladder, const model::Record& graver, const model::Record& milder, bool is_climb) {
  const model::Policy& policy = context.policy(id);
  const auto& values = choice_of(context, ladder).values;
  const std::string& top = values[ladder.top];
  const model::Field& list = context.vocabulary().root_record().fields[ladder.list.steps.front()];
  const std::string& name = context.vocabulary().decisions[decision].name;
  const std::string of_graver = context.answer_text(id, decision, graver);
  const std::string of_milder = context.answer_text(id, decision, milder);
  const auto rules = context.answer(id, decision, milder).rules;
  Span span = policy.span;
  for (const model::Rule& rule : policy.rules) {
    if (!rules.empty() && rule.name == rules.front()) span = rule.span;
  }
  const std::string step = is_climb ? fmt::format("a {} that is {} instead of {}", list.singular, top, values[ladder.top - 1]) : fmt::format("a {} more that is {}", list.singular, top);
  context.report(Code::not_monotone, id, span, fmt::format("{} {}", list.name, ladder.fact.steps.front()),
                 fmt::format("{} turns `{}` into `{}` on `{}`", step, of_milder, of_graver, name))
      .primary(span == policy.span ? "" : "this rule lets the graver record go")
      .decision(decision)
      .help(fmt::format("where that is not meant, write `is at least …` for the {}, or let the rule that is graver go before", ladder.fact.type.kind == model::Kind::choice ? choice_of(context, ladder).name : list.name))
      .witness(is_climb ? milder : graver, is_climb ? fmt::format("`{}`; with {} in place of {}: `{}`", of_milder, top, values[ladder.top - 1], of_graver)
                                                    : fmt::format("`{}`; without the {} that is {}: `{}`", of_graver, list.singular, top, of_milder));
}

bool check_climb(Context& context, model::PolicyId id, model::DecisionId decision, const Ladder& ladder) {
  const analyzer::Comparison compared = context.against(id, all_climbed(context, context.policy(id), ladder), decision);
  for (const analyzer::Difference& difference : compared.differences) {
    const bool is_candidate = difference.left.kind == analyzer::AnswerKind::outcome && difference.right.kind == analyzer::AnswerKind::outcome &&
                              difference.right.outcome < difference.left.outcome;
    if (!is_candidate) continue;
    const auto proves = [&](const model::Record& record) {
      return knows(record, ladder) && is_more_lenient(context, id, decision, record_climbed(record, ladder), record);
    };
    const model::Record& milder = difference.regions.front().witness;
    if (!proves(milder)) continue;
    const model::Record small = context.shrunk(milder, proves);
    report(context, id, decision, ladder, record_climbed(small, ladder), small, true);
    return true;
  }
  return false;
}

void check_addition(Context& context, model::PolicyId id, model::DecisionId decision, const Ladder& ladder) {
  const analyzer::Comparison compared = context.against(id, without_top(context, context.policy(id), ladder), decision);
  for (const analyzer::Difference& difference : compared.differences) {
    const bool is_candidate = difference.left.kind == analyzer::AnswerKind::outcome && difference.right.kind == analyzer::AnswerKind::outcome &&
                              difference.left.outcome < difference.right.outcome;
    if (!is_candidate) continue;
    const auto proves = [&](const model::Record& record) {
      if (!knows(record, ladder)) return false;
      model::Record milder = record_without_top(record, ladder);
      if (ladder.list.type.one_or_more && elements_of(milder, ladder).records.empty()) return false;
      // It is the step of the ladder that does it: the same elements on its lowest step do not.
      return is_more_lenient(context, id, decision, record, milder) && !is_more_lenient(context, id, decision, record_with_top_lowered(record, ladder), milder);
    };
    for (const analyzer::Region& region : difference.regions) {
      if (!proves(region.witness)) continue;
      const model::Record small = context.shrunk(region.witness, proves);
      report(context, id, decision, ladder, small, record_without_top(small, ladder), false);
      return;
    }
  }
}

}  // namespace

void lint_not_monotone(Context& context) {
  for (const model::PolicyId id : context.policies()) {
    for (const Ladder& ladder : ladders_of(context, context.policy(id))) {
      for (const model::DecisionId decision : context.policy(id).decisions) {
        if (!check_climb(context, id, decision, ladder)) check_addition(context, id, decision, ladder);
      }
    }
  }
}

}  // namespace comity::linter
