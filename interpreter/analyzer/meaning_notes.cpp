// The first pass: which facts are used, and where they are cut.
#include <algorithm>
#include <limits>

#include <fmt/format.h>

#include "interpreter/analyzer/meaning.hpp"
#include "interpreter/analyzer/moments.hpp"

namespace comity::analyzer {

void Meaning::note_days(const model::FactRef& fact, model::Comparator comparator, const model::DayExpr& day, const Context& context) {
  const Base subject = base_of(fact, context);
  for (const model::DayTerm& term : day.latest_of) {
    const Base base = base_of(term, context);
    const auto fixed_subject = subject.is_fixed ? moment_in(subject.fixed) : std::nullopt;
    const auto fixed_base = base.is_fixed ? moment_in(base.fixed) : std::nullopt;
    if (subject.is_fixed && base.is_fixed) continue;
    if (fixed_base) facts_.note_day(subject.fact, moved(*fixed_base, term.shifts));
    if (fixed_subject) facts_.note_moved(base.fact, term.shifts, *fixed_subject);
    if (subject.is_fixed || base.is_fixed) continue;
    const bool from_start = comparator == model::Comparator::at_least || comparator == model::Comparator::less;
    const bool from_end = comparator == model::Comparator::at_most || comparator == model::Comparator::greater;
    if (!from_end) facts_.literal(subject.fact, base.fact, term.shifts, false);
    if (!from_start) facts_.literal(subject.fact, base.fact, term.shifts, true);
  }
}

void Meaning::note(const model::Condition& condition, const Context& context) {
  const auto fact_of = [&](const model::FactRef& fact) -> Fact* {
    const Base base = base_of(fact, context);
    return base.is_fixed ? nullptr : &facts_.at(base.fact);
  };
  std::visit(overloaded{
                 [&](const model::AllOf& all) {
                   for (const auto& link : all.links) note(link, context);
                 },
                 [&](const model::AnyOf& any) {
                   for (const auto& link : any.links) note(link, context);
                 },
                 [&](const model::Negation& negation) { note(*negation.operand, context); },
                 [&](const model::Holds& node) { fact_of(node.fact); },
                 [&](const model::ChosenAmong& node) {
                   if (Fact* fact = fact_of(node.fact)) fact->choices.push_back(node);
                 },
                 [&](const model::HasMember& node) {
                   if (known_member(node, context) != model::Truth::unknown) return;
                   if (Fact* fact = fact_of(node.fact)) fact->members.insert(node.member);
                 },
                 [&](const model::TextAmong& node) {
                   if (Fact* fact = fact_of(node.fact)) fact->texts.insert(node.accepted.begin(), node.accepted.end());
                 },
                 [&](const model::IsNone& node) { fact_of(node.fact); },
                 [&](const model::NumberCompared& node) {
                   Fact* fact = fact_of(node.fact);
                   if (fact == nullptr) return;
                   const bool from_bound = node.comparator == model::Comparator::less || node.comparator == model::Comparator::at_least;
                   const bool from_next = node.comparator == model::Comparator::at_most || node.comparator == model::Comparator::greater;
                   if (!from_next) fact->starts.insert(node.bound);
                   if (!from_bound && node.bound < std::numeric_limits<std::int64_t>::max()) fact->starts.insert(node.bound + 1);
                 },
                 [&](const model::DayCompared& node) { note_days(node.fact, node.comparator, node.day, context); },
                 [&](const model::DayWithin& node) {
                   const Window window = window_of(node);
                   note_days(node.fact, window.near_comparator, node.day, context);
                   note_days(node.fact, window.far_comparator, window.far_day, context);
                 },
                 [&](const model::Quantified& node) {
                   if (context.subject && context.subject->at.element) throw Refusal{"a quantifier within a condition on an element is not covered"};
                   if (const KnownList* known = known_list(node.list.steps)) {
                     for (const model::FieldId element : known->elements) {
                       const Context inner = known_element_context(context, node.list, element);
                       note_presence(inner.subject->at);
                       for (const auto& next : node.condition) note(next, inner);
                     }
                     if (!node.distinct_by.empty() && node.count > 1) note_keys(node.distinct_by.front(), node.list, *known, context);
                     return;
                   }
                   if (const auto known = quantifier_orders_.find(&condition); known != quantifier_orders_.end()) {
                     facts_.use(known->second);
                   } else {
                     quantifier_orders_[&condition] = facts_.next_order();
                   }
                   atoms_.note_list(node.list);
                   const Context inner = element_context(context, node.list);
                   for (const auto& key : node.distinct_by) base_of(key, inner);
                   for (const auto& next : node.condition) note(next, inner);
                 },
                 [&](const model::Defined& node) { note((*context.definitions)[node.definition].condition, inner_context(context, node)); },
                 [&](const model::Says& says_) {
                   if (context.is_always) throw Refusal{"an `always` that asks a policy is not covered"};
                   note_policies({{says_.policy, says_.decision}});
                 },
             },
             condition.node);
}

void Meaning::note_condition(model::PolicyId policy, const model::Condition& condition) { note(condition, context_of(policy)); }

void Meaning::note_constraints_of(model::RecordId record, const FactKey& at) {
  for (const model::Always& always : library_.always) {
    if (always.record == record) note(always.condition, {&library_.always_definitions, std::nullopt, Subject{at}, true});
  }
  const auto& fields = library_.vocabulary.records[record].fields;
  for (model::FieldId field = 0; field < fields.size(); ++field) {
    if (fields[field].type.kind != model::Kind::record) continue;
    FactKey inner = at;
    inner.steps.push_back(field);
    note_constraints_of(fields[field].type.id, inner);
  }
}

// Lists that are never empty need an element, also where no condition asks about them.
void Meaning::note_required_lists(model::RecordId record, const std::vector<model::FieldId>& steps) {
  const auto& fields = library_.vocabulary.records[record].fields;
  for (model::FieldId field = 0; field < fields.size(); ++field) {
    std::vector<model::FieldId> here = steps;
    here.push_back(field);
    const model::Type& type = fields[field].type;
    if (type.kind == model::Kind::record) note_required_lists(type.id, here);
    if (type.kind == model::Kind::list && type.one_or_more && known_list(here) == nullptr) atoms_.note_list({false, *library_.vocabulary.root, here, type});
  }
}

void Meaning::note_constraints() {
  note_required_lists(*library_.vocabulary.root, {});
  note_constraints_of(*library_.vocabulary.root, FactKey{});
  visit_known_elements([&](model::RecordId type, const FactKey& at) {
    note_presence(at);
    note_constraints_of(type, at);
  });
  if (record_ != nullptr) {
    for (const auto& [steps, possible] : record_->narrowed) {
      const auto fact = facts_.find(FactKey{std::nullopt, steps});
      if (fact && !is_free(steps)) facts_.at(*fact).choices.push_back({{}, possible});
    }
  }
  std::set<model::RecordId> records;
  for (std::size_t i = 0; i < atoms_.lists().size(); ++i) {
    const model::RecordId record = atoms_.lists()[i].fact.type.id;
    if (!records.insert(record).second) continue;
    note_constraints_of(record, FactKey{record, {}});
    for (const model::Field& field : library_.vocabulary.records[record].fields) {
      if (field.type.kind != model::Kind::list || !field.type.one_or_more) continue;
      for (const model::Always& always : library_.always) {
        if (always.record == field.type.id) throw Refusal{fmt::format("`always` of `{}`, of which a list within a list may not be empty, is not covered", library_.vocabulary.records[field.type.id].name)};
      }
    }
  }
}

void Meaning::finish_noting() {
  for (const auto& [key, elements] : keys_) facts_.single_out(key, elements);
  facts_.cut();
  for (std::uint32_t i = 0; i < atoms_.lists().size(); ++i) {
    const model::RecordId record = atoms_.lists()[i].fact.type.id;
    const Node rules = literal_rules(record);
    const Node always = always_of(record, FactKey{record, {}});
    if (diagrams_.is_terminal(always) || facts_.is_of_element(always)) {
      atoms_.set_every(i, diagrams_.both(rules, always));
      continue;
    }
    // It speaks of the record too: no element may break it.
    atoms_.set_every(i, rules);
    constraints_of_lists_.push_back(diagrams_.negated(atoms_.at_least({i, 1, std::nullopt, facts_.next_order(), std::nullopt}, diagrams_.negated(always))));
  }
}

// Keys that are not known are equal to one another, to a known one, or to none: each of these is a class of its own.
void Meaning::note_keys(const model::FactRef& key, const model::FactRef& list, const KnownList& known, const Context& context) {
  std::vector<FactId> open;
  std::vector<model::Value> values;
  for (const model::FieldId element : known.elements) {
    const Context inner = known_element_context(context, list, element);
    const Base base = base_of(key, inner);
    if (!base.is_fixed) open.push_back(base.fact);
    if (const model::Value* value = fixed_value(key_of(key, inner), inner)) values.push_back(*value);
  }
  for (const FactId id : open) {
    Fact& fact = facts_.at(id);
    if (fact.is_date()) throw Refusal{fmt::format("`distinct by` where the date `{}` of an element is open is not covered", path_text(library_.vocabulary, key))};
    for (const model::Value& value : values) {
      if (const auto* text = std::get_if<std::string>(&value)) fact.texts.insert(*text);
      if (const auto* number = std::get_if<std::int64_t>(&value)) fact.starts.insert({*number, *number + 1});
    }
    std::size_t& elements = keys_[id];
    elements = std::max(elements, open.size());
  }
}

}  // namespace comity::analyzer
