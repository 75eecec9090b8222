// What every record meets: `always`, and what comparisons of dates allow.
#include <algorithm>

#include "interpreter/analyzer/meaning.hpp"
#include "interpreter/analyzer/variables.hpp"

namespace comity::analyzer {

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

}  // namespace comity::analyzer
