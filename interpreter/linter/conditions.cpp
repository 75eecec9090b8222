#include "interpreter/linter/conditions.hpp"

#include <algorithm>

#include "grammar/syntax/box.hpp"

namespace comity::linter {

using model::Condition;

void for_each_condition(const model::Policy& policy, const std::function<void(const Condition&, const Place&)>& visit) {
  if (policy.applies_when) visit(*policy.applies_when, {Place::Kind::applies_when, nullptr, nullptr});
  for (const model::Rule& rule : policy.rules) {
    if (rule.when) visit(*rule.when, {Place::Kind::rule_when, &rule, nullptr});
    if (rule.unless) visit(*rule.unless, {Place::Kind::rule_unless, &rule, nullptr});
  }
  for (const model::Definition& definition : policy.definitions) visit(definition.condition, {Place::Kind::definition, nullptr, &definition});
}

Condition changed(const Condition& condition, const Change& change) {
  if (auto other = change(condition)) return std::move(*other);
  Condition result = condition;
  const auto each = [&](std::vector<Condition>& copies, const std::vector<Condition>& links) {
    for (std::size_t i = 0; i < links.size(); ++i) copies[i] = changed(links[i], change);
  };
  if (const auto* all = std::get_if<model::AllOf>(&condition.node)) each(std::get<model::AllOf>(result.node).links, all->links);
  if (const auto* any = std::get_if<model::AnyOf>(&condition.node)) each(std::get<model::AnyOf>(result.node).links, any->links);
  if (const auto* negation = std::get_if<model::Negation>(&condition.node)) result.node = model::Negation{changed(*negation->operand, change)};
  if (const auto* quantified = std::get_if<model::Quantified>(&condition.node)) each(std::get<model::Quantified>(result.node).condition, quantified->condition);
  return result;
}

// `change` may know a part by its place in the policy that it was made from: the copies are written last.
model::Policy changed(model::Policy policy, const Change& change) {
  const auto rewrite = [&](std::optional<Condition>& condition) {
    if (condition) condition = changed(*condition, change);
  };
  rewrite(policy.applies_when);
  for (model::Rule& rule : policy.rules) {
    rewrite(rule.when);
    rewrite(rule.unless);
  }
  for (model::Definition& definition : policy.definitions) definition.condition = changed(definition.condition, change);
  return policy;
}

Condition all_of(std::vector<Condition> links) { return {model::AllOf{std::move(links)}, {}, false}; }
Condition any_of(std::vector<Condition> links) { return {model::AnyOf{std::move(links)}, {}, false}; }
Condition negation_of(Condition condition) {
  const Span span = condition.span;
  return {model::Negation{std::move(condition)}, span, false};
}
Condition never() { return any_of({}); }

Condition own_condition(const model::Rule& rule) {
  std::vector<Condition> links;
  if (rule.when) links.push_back(*rule.when);
  if (rule.unless) links.push_back(negation_of(*rule.unless));
  return all_of(std::move(links));
}

namespace {

void facts_of_day(const model::DayExpr& day, const std::function<void(const model::FactRef&)>& visit) {
  for (const model::DayTerm& term : day.latest_of) {
    if (const auto* fact = std::get_if<model::FactRef>(&term.base)) visit(*fact);
  }
}

}  // namespace

void for_each_fact(const Condition& condition, const std::function<void(const model::FactRef&)>& visit) {
  for_each_part(condition, [&](const Condition& part, bool) {
    std::visit(overloaded{
                   [](const model::AllOf&) {},
                   [](const model::AnyOf&) {},
                   [](const model::Negation&) {},
                   [&](const model::Holds& holds) { visit(holds.fact); },
                   [&](const model::ChosenAmong& chosen) { visit(chosen.fact); },
                   [&](const model::HasMember& member) { visit(member.fact); },
                   [&](const model::TextAmong& text) { visit(text.fact); },
                   [&](const model::IsNone& none) { visit(none.fact); },
                   [&](const model::NumberCompared& number) { visit(number.fact); },
                   [&](const model::DayCompared& compared) {
                     visit(compared.fact);
                     facts_of_day(compared.day, visit);
                   },
                   [&](const model::DayWithin& within) {
                     visit(within.fact);
                     facts_of_day(within.day, visit);
                   },
                   [&](const model::Quantified& quantified) {
                     visit(quantified.list);
                     for (const model::FactRef& key : quantified.distinct_by) visit(key);
                   },
                   [&](const model::Defined& defined) {
                     for (const model::FactRef& subject : defined.subject) visit(subject);
                   },
                   [](const model::Says&) {},
               },
               part.node);
  });
}

std::set<std::string> definitions_used(const model::Policy& policy) {
  std::set<model::DefinitionId> used;
  model::for_each_rule_condition(policy, [&](const Condition& condition) { model::add_definitions(policy, condition, used); });
  std::set<std::string> names;
  for (const model::DefinitionId id : used) names.insert(policy.definitions[id].name);
  return names;
}

std::string fact_words(const model::Vocabulary& vocabulary, const model::FactRef& fact) {
  return (fact.of_element ? "its " : "") + model::path_text(vocabulary, fact);
}

std::optional<model::FactRef> list_of(const model::Vocabulary& vocabulary, model::RecordId element) {
  const model::RecordType& root = vocabulary.root_record();
  for (model::FieldId field = 0; field < root.fields.size(); ++field) {
    const model::Type& type = root.fields[field].type;
    if (type.kind == model::Kind::list && type.id == element) return model::FactRef{false, *vocabulary.root, {field}, type};
  }
  return std::nullopt;
}

}  // namespace comity::linter
