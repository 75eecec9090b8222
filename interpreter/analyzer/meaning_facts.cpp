// Which fact a condition means: of the record, of an element, or fixed.
#include "interpreter/analyzer/meaning.hpp"

namespace comity::analyzer {

void Meaning::set_fixed(const FixedFacts* fixed) { fixed_ = fixed; }

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

}  // namespace comity::analyzer
