#include <algorithm>

#include <fmt/format.h>

#include "interpreter/analyzer/meaning.hpp"
#include "interpreter/analyzer/variables.hpp"

namespace comity::analyzer {
namespace {

bool holds(model::Comparator comparator, std::strong_ordering order) {
  switch (comparator) {
    case model::Comparator::less: return order < 0;
    case model::Comparator::at_most: return order <= 0;
    case model::Comparator::equal: return order == 0;
    case model::Comparator::at_least: return order >= 0;
    case model::Comparator::greater: return order > 0;
  }
  return false;
}

std::optional<model::Moment> moment_in(const model::Value& value) {
  if (const auto* date = std::get_if<model::Date>(&value)) return *date;
  if (const auto* time = std::get_if<model::DateTime>(&value)) return *time;
  return std::nullopt;
}

model::Moment moved(model::Moment moment, const std::vector<model::Duration>& shifts) {
  for (const model::Duration& shift : shifts) moment = shifted(moment, shift);
  return moment;
}

// `within 5 years before X`: from the same calendar day five years earlier to X, both included.
struct Window {
  model::Comparator near_comparator;
  model::Comparator far_comparator;
  model::DayExpr far_day;
};
Window window_of(const model::DayWithin& within) {
  const bool is_before = within.side == model::WindowSide::before;
  Window result{is_before ? model::Comparator::at_most : model::Comparator::at_least, is_before ? model::Comparator::at_least : model::Comparator::at_most, within.day};
  for (model::DayTerm& term : result.far_day.latest_of) {
    term.shifts.push_back({is_before ? -within.length.count : within.length.count, within.length.unit});
  }
  return result;
}

}  // namespace

void Meaning::set_fixed(const FixedFacts* fixed) { fixed_ = fixed; }

// ---------------------------------------------------------------------------------- where facts stand

FactKey Meaning::key_of(const model::FactRef& fact, const Context& context) const {
  if (!fact.of_element) return {std::nullopt, fact.steps};
  FactKey key = context.subject ? context.subject->at : FactKey{};
  key.steps.insert(key.steps.end(), fact.steps.begin(), fact.steps.end());
  return key;
}

// What the record says comes first, then standing facts, then presumptions.
const model::Value* Meaning::fixed_value(const FactKey& key, const Context& context) const {
  if (key.element) return nullptr;
  const auto in = [&](const FixedFacts& facts) {
    const auto found = facts.find(key.steps);
    return found == facts.end() ? nullptr : &found->second;
  };
  if (record_ != nullptr) {
    if (const model::Value* value = in(record_->facts)) return value;
    if (record_->partly_known_sets.contains(key.steps) || record_->narrowed.contains(key.steps)) return nullptr;
  }
  if (context.is_always) return nullptr;
  if (fixed_ != nullptr) {
    if (const model::Value* value = in(*fixed_)) return value;
  }
  if (record_ == nullptr || !context.owner) return nullptr;
  for (const model::Presumption& presumption : library_.policies[*context.owner].presumptions) {
    if (presumption.fact.steps == key.steps) return &presumption.value;
  }
  return nullptr;
}

Meaning::Context Meaning::inner_context(const Context& context, const model::Defined& defined) const {
  Context inner = context;
  const model::Definition& definition = (*context.definitions)[defined.definition];
  if (!definition.record) inner.subject.reset();
  if (definition.record && !defined.subject.empty()) inner.subject = Subject{key_of(defined.subject.front(), context)};
  return inner;
}

Meaning::Context Meaning::element_context(const Context& context, const model::FactRef& list) const {
  Context inner = context;
  inner.subject = Subject{FactKey{list.type.id, {}}};
  return inner;
}

const KnownList* Meaning::known_list(const std::vector<model::FieldId>& steps) const {
  if (record_ == nullptr) return nullptr;
  const auto found = record_->lists.find(steps);
  return found == record_->lists.end() ? nullptr : &found->second;
}

Meaning::Context Meaning::known_element_context(const Context& context, const model::FactRef& list, model::FieldId element) const {
  Context inner = context;
  inner.subject = Subject{FactKey{std::nullopt, list.steps}};
  inner.subject->at.steps.push_back(element);
  return inner;
}

void Meaning::visit_known_elements(const std::function<void(model::RecordId, const FactKey&)>& visit) const {
  if (record_ == nullptr) return;
  for (const auto& [steps, known] : record_->lists) {
    for (const model::FieldId element : known.elements) {
      FactKey at{std::nullopt, steps};
      at.steps.push_back(element);
      visit(known.type, at);
    }
  }
}

// Of lists of the record itself: those within elements stay as they are.
std::optional<FactId> Meaning::note_presence(const FactKey& element) {
  if (record_ == nullptr || !record_->may_elements_go) return std::nullopt;
  const std::vector<model::FieldId> list{element.steps.begin(), element.steps.end() - 1};
  if (std::any_of(list.begin(), list.end(), [](model::FieldId step) { return step >= element_step; })) return std::nullopt;
  FactKey key = element;
  key.steps.push_back(presence_step);
  const FactId id = facts_.note(key, model::Type{});
  const model::Value is_stated = element.steps.back() - element_step < record_->lists.at(list).stated;
  note_unchanged(id, &is_stated);
  return id;
}

Node Meaning::is_there(const FactKey& element) {
  const auto presence = note_presence(element);
  return presence ? diagrams_.among(facts_[*presence].variable, {false, true}) : yes;
}

Meaning::Base Meaning::base_of(const model::FactRef& fact, const Context& context) {
  const FactKey key = key_of(fact, context);
  const model::Value* value = fixed_value(key, context);
  if (!key.element && is_free(key.steps)) {
    const FactId id = facts_.note(key, fact.type);
    note_unchanged(id, value);
    return {false, {}, id};
  }
  if (value != nullptr) {
    has_used_fixed_ = true;
    return {true, *value, 0};
  }
  return {false, {}, facts_.note(key, fact.type)};
}

// Policies may presume different things.
void Meaning::note_unchanged(FactId fact, const model::Value* value) {
  const model::Value read = value == nullptr ? model::Value{} : *value;
  auto& known = unchanged_[fact];
  if (std::find(known.begin(), known.end(), read) == known.end()) known.push_back(read);
}

Meaning::Base Meaning::base_of(const model::DayTerm& term, const Context& context) {
  return std::visit(overloaded{
                        [](const model::Date& date) { return Base{true, date, 0}; },
                        [](const model::DateTime& time) { return Base{true, time, 0}; },
                        [&](const model::FactRef& fact) { return base_of(fact, context); },
                    },
                    term.base);
}

// A set may be known but for some members.
model::Truth Meaning::known_member(const model::HasMember& member, const Context& context) const {
  if (record_ == nullptr) return model::Truth::unknown;
  const FactKey key = key_of(member.fact, context);
  if (key.element || is_free(key.steps)) return model::Truth::unknown;
  const auto known = record_->partly_known_sets.find(key.steps);
  return known == record_->partly_known_sets.end() ? model::Truth::unknown : known->second.of[member.member];
}

// ---------------------------------------------------------------------------------- the first pass

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

// ---------------------------------------------------------------------------------- constraints

Node Meaning::always_of(model::RecordId record, const FactKey& at) {
  Node result = yes;
  for (const model::Always& always : library_.always) {
    if (always.record != record) continue;
    result = diagrams_.both(result, node(always.condition, {&library_.always_definitions, std::nullopt, Subject{at}, true}));
  }
  const auto& fields = library_.vocabulary.records[record].fields;
  for (model::FieldId field = 0; field < fields.size(); ++field) {
    if (fields[field].type.kind != model::Kind::record) continue;
    FactKey inner = at;
    inner.steps.push_back(field);
    result = diagrams_.both(result, always_of(fields[field].type.id, inner));
  }
  return result;
}

// A literal is false where a date in it is none, and of two literals between the same dates, what cannot be together
// is not. (Of the record: no element given. More than two at once are left to the search for a record.)
Node Meaning::literal_rules(std::optional<model::RecordId> element) {
  Node result = yes;
  const auto& literals = facts_.literals();
  const auto belongs = [&](const DateLiteral& literal) {
    const auto& later = facts_[literal.later].key.element;
    const auto& earlier = facts_[literal.earlier].key.element;
    return element ? later == element || earlier == element : !later && !earlier;
  };
  for (std::size_t i = 0; i < literals.size(); ++i) {
    if (!belongs(literals[i])) continue;
    // Whether a date of the record is none is not for a rule about elements: the search for a record sees to it.
    bool is_mixed = false;
    Node none = no;
    for (const FactId date : {literals[i].later, literals[i].earlier}) {
      const bool is_for_this = facts_[date].key.element == element;
      if (is_for_this) none = diagrams_.either(none, is_none({false, {}, date}));
      is_mixed = is_mixed || (!is_for_this && facts_[date].type.or_none);
    }
    const Node holds_ = diagrams_.is_yes(literals[i].variable);
    result = diagrams_.without(result, diagrams_.both(none, holds_));
    for (std::size_t k = 0; k < i; ++k) {
      const bool same = literals[k].later == literals[i].later && literals[k].earlier == literals[i].earlier;
      const bool swapped = literals[k].later == literals[i].earlier && literals[k].earlier == literals[i].later;
      if (!same && !swapped) continue;
      for (const bool first : {false, true}) {
        for (const bool second : {false, true}) {
          if (is_mixed && !first && !second) continue;
          DateSystem system;
          std::map<FactId, DateSystem::Id> ids;
          for (const FactId date : {literals[i].later, literals[i].earlier}) {
            if (!ids.contains(date)) ids[date] = system.add_date(facts_[date].is_time(), first_instant(facts_[date].is_time()), last_instant(facts_[date].is_time()));
          }
          system.add(ids[literals[i].later], ids[literals[i].earlier], literals[i].moved, first);
          system.add(ids[literals[k].later], ids[literals[k].earlier], literals[k].moved, second);
          if (system.solve()) continue;
          const Node one = first ? holds_ : diagrams_.negated(holds_);
          const Node other_holds = diagrams_.is_yes(literals[k].variable);
          const Node together_ = diagrams_.both(one, second ? other_holds : diagrams_.negated(other_holds));
          result = diagrams_.without(result, diagrams_.without(together_, none));
        }
      }
    }
  }
  return result;
}

Node Meaning::constraints() {
  Node result = diagrams_.both(literal_rules(std::nullopt), always_of(*library_.vocabulary.root, FactKey{}));
  for (const Node constraint : constraints_of_lists_) result = diagrams_.both(result, constraint);
  std::map<std::vector<model::FieldId>, Node> some;  // of each list, that an element of it is there
  visit_known_elements([&](model::RecordId type, const FactKey& at) {
    const Node is_there_ = is_there(at);
    result = diagrams_.both(result, diagrams_.either(diagrams_.negated(is_there_), always_of(type, at)));
    Node& of_list = some[{at.steps.begin(), at.steps.end() - 1}];
    of_list = diagrams_.either(of_list, is_there_);
  });
  // Of new elements, the first ones: which is which does not matter.
  for (const auto& [steps, list] : record_ != nullptr && record_->may_elements_go ? record_->lists : std::map<std::vector<model::FieldId>, KnownList>{}) {
    for (std::size_t i = list.stated; i + 1 < list.elements.size(); ++i) {
      FactKey first{std::nullopt, steps};
      FactKey second = first;
      first.steps.push_back(list.elements[i]);
      second.steps.push_back(list.elements[i + 1]);
      result = diagrams_.both(result, diagrams_.either(is_there(first), diagrams_.negated(is_there(second))));
    }
  }
  for (const auto& [steps, node] : some) {
    const bool is_within_element = std::any_of(steps.begin(), steps.end(), [](model::FieldId step) { return step >= element_step; });
    if (!is_within_element && type_of(library_.vocabulary, steps).one_or_more) result = diagrams_.both(result, node);
  }
  if (record_ == nullptr) return result;
  for (const auto& [steps, possible] : record_->narrowed) {
    const auto fact = facts_.find(FactKey{std::nullopt, steps});
    if (!fact || is_free(steps)) continue;
    std::vector<bool> accepted;
    for (const model::Value& value : facts_[*fact].representatives) {
      const auto* choice = std::get_if<model::Chosen>(&value);
      accepted.push_back(choice != nullptr && possible[choice->index]);
    }
    result = diagrams_.both(result, diagrams_.among(facts_[*fact].variable, accepted));
  }
  return result;
}

// ---------------------------------------------------------------------------------- the second pass

Node Meaning::condition(model::PolicyId policy, const model::Condition& condition) { return node(condition, context_of(policy)); }

// The classes whose values pass a test; a fixed fact passes it or not.
template <typename Test>
Node Meaning::classes(const model::FactRef& fact, const Context& context, Test test) {
  const Base base = base_of(fact, context);
  if (base.is_fixed) return test(base.fixed) ? yes : no;
  const Fact& known = facts_[base.fact];
  std::vector<bool> accepted;
  for (const model::Value& value : known.representatives) accepted.push_back(test(value));
  return diagrams_.among(known.variable, accepted);
}

Node Meaning::is_none(const Base& base) {
  if (base.is_fixed) return model::is_none(base.fixed) ? yes : no;
  const Fact& fact = facts_[base.fact];
  if (!fact.type.or_none) return no;
  std::vector<bool> accepted(fact.representatives.size(), false);
  accepted.back() = true;
  return diagrams_.among(fact.variable, accepted);
}

// Neither is none.
Node Meaning::day(const Base& subject, model::Comparator comparator, const Base& base, const std::vector<model::Duration>& shifts) {
  const auto classes_where = [&](FactId id, auto test) {
    std::vector<bool> accepted;
    for (const model::Value& value : facts_[id].representatives) {
      const auto moment = moment_in(value);
      accepted.push_back(moment && test(*moment));
    }
    return diagrams_.among(facts_[id].variable, accepted);
  };
  if (subject.is_fixed && base.is_fixed) return holds(comparator, compare(*moment_in(subject.fixed), moved(*moment_in(base.fixed), shifts))) ? yes : no;
  if (base.is_fixed) {
    const model::Moment day = moved(*moment_in(base.fixed), shifts);
    return classes_where(subject.fact, [&](const model::Moment& moment) { return holds(comparator, compare(moment, day)); });
  }
  if (subject.is_fixed) {
    const model::Moment day = *moment_in(subject.fixed);
    return classes_where(base.fact, [&](const model::Moment& moment) { return holds(comparator, compare(day, moved(moment, shifts))); });
  }
  const auto literal = [&](bool is_after) {
    const SignedLiteral found = facts_.literal(subject.fact, base.fact, shifts, is_after);
    const Variable variable = facts_.literals()[found.literal].variable;
    return diagrams_.among(variable, {found.is_opposite, !found.is_opposite});
  };
  switch (comparator) {
    case model::Comparator::at_least: return literal(false);
    case model::Comparator::less: return diagrams_.negated(literal(false));
    case model::Comparator::greater: return literal(true);
    case model::Comparator::at_most: return diagrams_.negated(literal(true));
    case model::Comparator::equal: return diagrams_.without(literal(false), literal(true));
  }
  return no;
}

// `on or before later of (A, B)` holds when it holds for A or for B; `on or after` needs both. *None* is skipped, and
// every comparison with none alone is false.
Node Meaning::days(const model::FactRef& fact, model::Comparator comparator, const model::DayExpr& expr, const Context& context) {
  const Base subject = base_of(fact, context);
  if (subject.is_fixed && model::is_none(subject.fixed)) return no;
  const bool is_upper = comparator == model::Comparator::less || comparator == model::Comparator::at_most;
  Node result = is_upper ? no : yes;
  Node all_none = yes;
  for (const model::DayTerm& term : expr.latest_of) {
    const Base base = base_of(term, context);
    const Node none = is_none(base);
    if (none == yes) continue;
    all_none = diagrams_.both(all_none, none);
    const Node one = day(subject, comparator, base, term.shifts);
    result = is_upper ? diagrams_.either(result, diagrams_.without(one, none)) : diagrams_.both(result, diagrams_.either(none, one));
  }
  return diagrams_.without(diagrams_.without(result, all_none), is_none(subject));
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

// Of a list that is known, element by element; some facts of an element may be missing.
Node Meaning::counted(const model::Quantified& quantified, const KnownList& list, const Context& context) {
  const bool is_every = quantified.quantifier == model::Quantifier::every;
  std::map<std::string, Node> by_key;
  for (const model::FieldId element : list.elements) {
    const Context inner = known_element_context(context, quantified.list, element);
    Node meets = quantified.condition.empty() ? yes : node(quantified.condition.front(), inner);
    if (is_every) meets = diagrams_.negated(meets);
    meets = diagrams_.both(meets, is_there(inner.subject->at));
    const auto add = [&](const std::string& key, Node node) {
      Node& of_key = by_key[key];
      of_key = diagrams_.either(of_key, node);
    };
    if (quantified.distinct_by.empty() || quantified.count < 2) {
      add(std::to_string(element), meets);
      continue;
    }
    const model::FactRef& key = quantified.distinct_by.front();
    const Base base = base_of(key, inner);
    if (base.is_fixed) {
      add(to_text(library_.vocabulary, key.type, base.fixed), meets);
      continue;
    }
    const Fact& fact = facts_[base.fact];
    for (std::uint32_t class_ = 0; class_ < fact.representatives.size(); ++class_) {
      std::vector<bool> only(fact.representatives.size(), false);
      only[class_] = true;
      add(to_text(library_.vocabulary, key.type, fact.representatives[class_]), diagrams_.both(meets, diagrams_.among(fact.variable, only)));
    }
  }
  // At least so many of those so far.
  const std::int64_t wanted = quantified.quantifier == model::Quantifier::at_least ? quantified.count : 1;
  if (wanted > static_cast<std::int64_t>(by_key.size())) return is_every ? yes : no;
  std::vector<Node> so_many(static_cast<std::size_t>(wanted) + 1, no);
  so_many[0] = yes;
  for (const auto& [key, meets] : by_key) {
    for (std::size_t i = so_many.size(); i-- > 1;) so_many[i] = diagrams_.either(so_many[i], diagrams_.both(so_many[i - 1], meets));
  }
  return is_every ? diagrams_.negated(so_many.back()) : so_many.back();
}

Node Meaning::quantified(const model::Condition& condition, const model::Quantified& quantified, const Context& context) {
  if (const KnownList* known = known_list(quantified.list.steps)) return counted(quantified, *known, context);
  const Context inner = element_context(context, quantified.list);
  const bool had_used_fixed = has_used_fixed_;
  has_used_fixed_ = false;
  Node of_element = quantified.condition.empty() ? yes : node(quantified.condition.front(), inner);
  const bool is_every = quantified.quantifier == model::Quantifier::every;
  if (is_every) of_element = diagrams_.negated(of_element);
  Atoms::Counted counted;
  counted.list = atoms_.note_list(quantified.list);
  if (quantified.quantifier == model::Quantifier::at_least) counted.count = quantified.count;
  if (!quantified.distinct_by.empty()) counted.distinct_by = base_of(quantified.distinct_by.front(), inner).fact;
  counted.order = quantifier_orders_.at(&condition);
  // What a standing fact was put into does not mean what the text says.
  if (!has_used_fixed_) counted.wording = Wording{&condition, is_every, context.owner};
  has_used_fixed_ = has_used_fixed_ || had_used_fixed;
  const Node result = atoms_.at_least(counted, of_element);
  return is_every ? diagrams_.negated(result) : result;
}

// What a standing fact was put into does not mean what the text says, and is not told in its words.
Node Meaning::node(const model::Condition& condition, const Context& context) {
  const bool had_used_fixed = has_used_fixed_;
  has_used_fixed_ = false;
  const Node result = node_of(condition, context);
  if (!has_used_fixed_) remark(condition, context, result);
  has_used_fixed_ = has_used_fixed_ || had_used_fixed;
  return result;
}

void Meaning::remark(const model::Condition& condition, const Context& context, Node node) {
  if (context.subject || context.is_always || diagrams_.is_terminal(node)) return;
  const bool is_name = std::holds_alternative<model::Defined>(condition.node) || std::holds_alternative<model::Says>(condition.node);
  const bool is_chain = std::holds_alternative<model::AnyOf>(condition.node) || std::holds_alternative<model::AllOf>(condition.node);
  if (!is_name && !is_chain) return;
  for (Remark& known : remarks_) {
    if (known.node != node) continue;
    if (is_name && !known.is_name) known = {node, &condition, context.owner, is_name};
    return;
  }
  remarks_.push_back({node, &condition, context.owner, is_name});
}

Node Meaning::node_of(const model::Condition& condition, const Context& context) {
  return std::visit(
      overloaded{
          [&](const model::AllOf& all) {
            Node result = yes;
            for (const auto& link : all.links) result = diagrams_.both(result, node(link, context));
            return result;
          },
          [&](const model::AnyOf& any) {
            Node result = no;
            for (const auto& link : any.links) result = diagrams_.either(result, node(link, context));
            return result;
          },
          [&](const model::Negation& negation) { return diagrams_.negated(node(*negation.operand, context)); },
          [&](const model::Holds& holds_) {
            return classes(holds_.fact, context, [](const model::Value& value) {
              const bool* is_so = std::get_if<bool>(&value);
              return is_so != nullptr && *is_so;
            });
          },
          [&](const model::ChosenAmong& chosen) {
            return classes(chosen.fact, context, [&](const model::Value& value) {
              const auto* choice = std::get_if<model::Chosen>(&value);
              return choice != nullptr && chosen.accepted[choice->index];
            });
          },
          [&](const model::HasMember& member) {
            if (const auto truth = known_member(member, context); truth != model::Truth::unknown) return truth == model::Truth::yes ? yes : no;
            const Base base = base_of(member.fact, context);
            if (!base.is_fixed) return diagrams_.is_yes(facts_[base.fact].member_variables.at(member.member));
            const auto* members = std::get_if<model::Members>(&base.fixed);
            return members != nullptr && members->of[member.member] == model::Truth::yes ? yes : no;
          },
          [&](const model::TextAmong& text) {
            return classes(text.fact, context, [&](const model::Value& value) {
              const auto* known = std::get_if<std::string>(&value);
              return known != nullptr && std::find(text.accepted.begin(), text.accepted.end(), *known) != text.accepted.end();
            });
          },
          [&](const model::IsNone& none) { return classes(none.fact, context, [](const model::Value& value) { return model::is_none(value); }); },
          [&](const model::NumberCompared& number) {
            return classes(number.fact, context, [&](const model::Value& value) {
              const auto* known = std::get_if<std::int64_t>(&value);
              return known != nullptr && holds(number.comparator, *known <=> number.bound);
            });
          },
          [&](const model::DayCompared& day) { return days(day.fact, day.comparator, day.day, context); },
          [&](const model::DayWithin& within) {
            const Window window = window_of(within);
            return diagrams_.both(days(within.fact, window.near_comparator, within.day, context), days(within.fact, window.far_comparator, window.far_day, context));
          },
          [&](const model::Quantified& quantifier) { return quantified(condition, quantifier, context); },
          [&](const model::Defined& defined) { return node((*context.definitions)[defined.definition].condition, inner_context(context, defined)); },
          [&](const model::Says& says_) { return says(says_); },
      },
      condition.node);
}

}  // namespace comity::analyzer
