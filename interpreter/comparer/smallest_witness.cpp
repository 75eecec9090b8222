#include "interpreter/comparer/smallest_witness.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string>

#include <fmt/format.h>

#include "interpreter/evaluator/evaluate.hpp"
#include "interpreter/model/parts.hpp"

namespace comity::comparer {
namespace {

using model::FieldId;
using model::Record;

constexpr std::size_t most_lists = 10;  // whose leaving out is tried in every combination

// Where a fact stands: fields from the record on, and where one is a list, the element.
struct Place {
  struct Step {
    FieldId field = 0;
    std::optional<std::size_t> element;
  };
  std::vector<Step> steps;
  std::string path;              // as answers name it: "convictions[0].convicted_on"
  std::optional<std::size_t> list;  // the place of the list that it stands in
  bool is_list = false;
  std::size_t elements = 0;      // of a list
};

void add_places(const model::Vocabulary& vocabulary, model::RecordId type, const Record& record, const Place& above, std::vector<Place>& places) {
  const auto& fields = vocabulary.records[type].fields;
  for (FieldId id = 0; id < fields.size(); ++id) {
    const model::Value& value = record.facts[id];
    if (is_unknown(value) || fields[id].role == model::FieldRole::identifier) continue;
    Place place = above;
    place.steps.push_back({id, std::nullopt});
    place.path += (above.path.empty() ? "" : ".") + fields[id].name;
    if (const auto* inner = std::get_if<syntax::Box<Record>>(&value)) {
      add_places(vocabulary, fields[id].type.id, **inner, place, places);
      continue;
    }
    const auto* elements = std::get_if<model::Elements>(&value);
    place.is_list = elements != nullptr;
    place.elements = elements == nullptr ? 0 : elements->records.size();
    places.push_back(place);
    if (elements == nullptr) continue;
    const std::size_t list = places.size() - 1;
    for (std::size_t i = 0; i < elements->records.size(); ++i) {
      Place element = place;
      element.is_list = false;
      element.list = list;
      element.steps.back().element = i;
      element.path += fmt::format("[{}]", i);
      add_places(vocabulary, fields[id].type.id, elements->records[i], element, places);
    }
  }
}

// The search. Kleene's logic is monotone: a fact without which the rest does not settle both answers is in every part
// that does, and one that settles them goes on doing so with more facts. A fact whose place another value would take
// (a standing fact, a presumption) is never dropped, so that every part is a view of the one complete record.
class Search {
 public:
  Search(const model::Library& library, const Asked& left, const Asked& right, const Record& complete, Kept what, std::size_t budget)
      : library_{library}, vocabulary_{library.vocabulary}, left_{left}, right_{right}, complete_{complete}, what_{what}, budget_{budget} {
    add_places(vocabulary_, *vocabulary_.root, complete_, {}, places_);
    for (std::size_t i = 0; i < places_.size(); ++i) by_path_.emplace(places_[i].path, i);
  }

  SmallestWitness run() {
    wanted_left_ = answer(left_, without_identifier());
    wanted_right_ = answer(right_, without_identifier());
    if (!said(wanted_left_) || !said(wanted_right_)) return {without_identifier(), false};
    gather_supplied(left_);
    gather_supplied(right_);
    fixed_.assign(places_.size(), false);
    for (std::size_t i = 0; i < places_.size(); ++i) fixed_[i] = another_would_take_the_place_of(i);

    // Elements first: a list that need not be known costs none of its elements. Of several choices of lists that cost
    // as few, the one with the fewest facts.
    std::optional<std::pair<std::vector<bool>, bool>> best;
    for (const std::vector<bool>& kept : with_fewest_elements()) {
      auto found = with_fewest_facts(kept);
      const bool is_better = !best || size_of(found.first) < size_of(best->first);
      const bool is_proved = found.second && (!best || best->second);
      if (is_better) best = std::move(found);
      best->second = is_proved;
    }
    auto& [smallest, is_smallest] = *best;
    // Last, what another value may take the place of: where that changes neither answer, it need not be said.
    for (std::size_t i = 0; i < places_.size(); ++i) {
      if (!fixed_[i] || !smallest[i]) continue;
      std::vector<bool> without = smallest;
      drop(i, without);
      if (settles(without)) smallest = without;
    }
    return {part(smallest), is_smallest};
  }

 private:
  Record without_identifier() const { return part(std::vector<bool>(places_.size(), true)); }

  // The complete record with the kept places only.
  Record part(const std::vector<bool>& kept) const {
    Record result = model::unknown_record(vocabulary_.root_record());
    for (std::size_t i = 0; i < places_.size(); ++i) {
      if (kept[i]) copy(places_[i], result);
    }
    return result;
  }

  // A list before its elements' facts, so that they find their place.
  void copy(const Place& place, Record& into) const {
    const Record* from = &complete_;
    Record* to = &into;
    model::RecordId type = *vocabulary_.root;
    for (std::size_t i = 0; i < place.steps.size(); ++i) {
      const Place::Step& step = place.steps[i];
      const model::Value& source = from->facts[step.field];
      model::Value& target = to->facts[step.field];
      const auto& field = vocabulary_.records[type].fields[step.field];
      if (step.element) {
        if (!std::holds_alternative<model::Elements>(target)) return;  // the list is not kept
        from = &std::get<model::Elements>(source).records[*step.element];
        to = &std::get<model::Elements>(target).records[*step.element];
      } else if (i + 1 < place.steps.size()) {
        if (is_unknown(target)) target = syntax::Box<Record>{model::unknown_record(vocabulary_.records[field.type.id])};
        from = &*std::get<syntax::Box<Record>>(source);
        to = &*std::get<syntax::Box<Record>>(target);
      } else if (place.is_list) {
        model::Elements empty;
        empty.records.assign(place.elements, model::unknown_record(vocabulary_.records[field.type.id]));
        target = std::move(empty);
      } else {
        target = source;
      }
      if (field.type.kind == model::Kind::list || field.type.kind == model::Kind::record) type = field.type.id;
    }
  }

  // Would a standing fact or a presumption of one of the sides say otherwise?
  bool another_would_take_the_place_of(std::size_t place) const {
    model::FactRef fact;
    fact.from = *vocabulary_.root;
    for (const auto& step : places_[place].steps) {
      if (step.element) return false;
      fact.steps.push_back(step.field);
    }
    const model::Value& stated = value_at(complete_, fact.steps);
    return std::any_of(supplied_.begin(), supplied_.end(), [&](const auto& known) { return known.first == fact && !(known.second == stated); });
  }

  void gather_supplied(const Asked& asked) {
    const Subject& subject = *asked.subject;
    std::set<model::PolicyId> policies;
    if (subject.policy) add_asked(*subject.policy, policies);
    if (subject.stack) {
      for (const model::Level& level : subject.stack->levels) {
        for (const model::PolicyId policy : level.assumed) add_asked(policy, policies);
        for (const model::PolicyId policy : level.policies) add_asked(policy, policies);
      }
    }
    for (const model::PolicyId policy : policies) {
      for (const model::Presumption& presumption : library_.policies[policy].presumptions) supplied_.emplace_back(presumption.fact, presumption.value);
    }
    const evaluator::Evaluation evaluation = evaluation_of(library_, subject, complete_);
    for (const model::StandingFact& standing : library_.standing) {
      if (evaluation.standing_for(standing.fact) == &standing) supplied_.emplace_back(standing.fact, standing.value);
    }
  }

  // A policy, and those that it asks.
  void add_asked(model::PolicyId id, std::set<model::PolicyId>& policies) const {
    if (!policies.insert(id).second) return;
    const model::Policy& policy = library_.policies[id];
    const auto add = [&](const model::Condition& condition) {
      model::for_each_part(condition, [&](const model::Condition& part, bool) {
        if (const auto* says = std::get_if<model::Says>(&part.node)) add_asked(says->policy, policies);
      });
    };
    model::for_each_rule_condition(policy, add);
    for (const model::Definition& definition : policy.definitions) add(definition.condition);
  }

  evaluator::Answer answer(const Asked& asked, const Record& record) const { return answer_of(library_, *asked.subject, asked.decision, record); }

  bool is_as_wanted(const evaluator::Answer& found, const evaluator::Answer& wanted) const {
    if (said(found) != said(wanted)) return false;
    switch (what_) {
      case Kept::outcomes: return true;
      case Kept::outcomes_terms_and_duties: return found.terms == wanted.terms && found.duties == wanted.duties && found.duties_possible == wanted.duties_possible;
    }
    return false;
  }

  bool settles(const std::vector<bool>& kept) {
    ++tried_;
    const Record record = part(kept);
    return is_as_wanted(answer(left_, record), wanted_left_) && is_as_wanted(answer(right_, record), wanted_right_);
  }

  void drop(std::size_t place, std::vector<bool>& kept) const {
    kept[place] = false;
    for (std::size_t i = 0; i < places_.size(); ++i) {
      if (places_[i].list && *places_[i].list == place) kept[i] = false;
    }
  }

  static std::size_t size_of(const std::vector<bool>& kept) { return static_cast<std::size_t>(std::count(kept.begin(), kept.end(), true)); }

  // Every set of lists that have elements is tried: a vocabulary has few. Of all that cost as few elements.
  std::vector<std::vector<bool>> with_fewest_elements() {
    const std::vector<bool> all(places_.size(), true);
    std::vector<std::size_t> droppable;
    for (std::size_t i = 0; i < places_.size(); ++i) {
      if (!places_[i].is_list || places_[i].list || places_[i].elements == 0 || fixed_[i]) continue;
      std::vector<bool> kept = all;
      drop(i, kept);
      if (settles(kept)) droppable.push_back(i);
    }
    if (droppable.size() > most_lists) droppable.resize(most_lists);
    std::vector<std::vector<bool>> best{all};
    std::size_t most = 0;
    for (std::size_t set = 1; set < (std::size_t{1} << droppable.size()); ++set) {
      std::vector<bool> kept = all;
      std::size_t dropped = 0;
      for (std::size_t i = 0; i < droppable.size(); ++i) {
        if ((set >> i & 1U) == 0) continue;
        drop(droppable[i], kept);
        dropped += places_[droppable[i]].elements;
      }
      if (dropped < most || !settles(kept)) continue;
      if (dropped > most) best.clear();
      most = dropped;
      best.push_back(std::move(kept));
    }
    return best;
  }

  std::pair<std::vector<bool>, bool> with_fewest_facts(const std::vector<bool>& start) {
    // One after the other: what is left cannot lose a single fact.
    std::vector<bool> greedy = start;
    std::vector<bool> needed = fixed_;  // in every part that settles both
    for (std::size_t i = 0; i < places_.size(); ++i) {
      if (!start[i] || fixed_[i]) continue;
      std::vector<bool> kept = greedy;
      drop(i, kept);
      if (places_[i].is_list && places_[i].elements > 0) {
        needed[i] = true;  // its elements were weighed before
      } else if (settles(kept)) {
        greedy = kept;
      } else {
        std::vector<bool> others = start;
        drop(i, others);
        needed[i] = !settles(others);
      }
    }
    for (std::size_t i = 0; i < places_.size(); ++i) needed[i] = needed[i] && start[i];
    excluded_.assign(places_.size(), false);
    for (std::size_t i = 0; i < places_.size(); ++i) excluded_[i] = !start[i];
    for (std::size_t more = 0; size_of(needed) + more < size_of(greedy); ++more) {
      if (auto found = grown(needed, more)) return {*found, true};
      if (tried_ > budget_) return {greedy, false};
    }
    return {greedy, true};
  }

  // A set that settles both, with `more` facts added to `kept`: one of the facts that an undetermined answer names as
  // missing must be among them.
  std::optional<std::vector<bool>> grown(const std::vector<bool>& kept, std::size_t more) {
    if (++tried_ > budget_) return std::nullopt;
    const Record record = part(kept);
    std::set<std::size_t> missing;
    bool is_settled = true;
    for (const Asked* asked : {&left_, &right_}) {
      const evaluator::Answer found = answer(*asked, record);
      const evaluator::Answer& wanted = asked == &left_ ? wanted_left_ : wanted_right_;
      if (is_as_wanted(found, wanted)) continue;
      if (said(found) && said(found) != said(wanted)) return std::nullopt;
      is_settled = false;
      missing.clear();  // the one side's are enough to go on
      // What terms and duties rest on is not named where the outcome is decided.
      for (std::size_t i = 0; said(found) && i < places_.size(); ++i) {
        if (!kept[i] && !excluded_[i]) missing.insert(i);
      }
      for (const std::string& path : found.missing) {
        const auto place = by_path_.find(path);
        if (place != by_path_.end() && !kept[place->second] && !excluded_[place->second]) missing.insert(place->second);
      }
      // The day that is asked about brings standing facts, and no answer names it for them.
      for (std::size_t i = 0; i < places_.size(); ++i) {
        if (!kept[i] && !excluded_[i] && is_day(i)) missing.insert(i);
      }
    }
    if (is_settled) return kept;
    if (more == 0) return std::nullopt;
    std::vector<std::size_t> tried_here;
    std::optional<std::vector<bool>> result;
    for (const std::size_t place : missing) {
      std::vector<bool> next = kept;
      next[place] = true;
      result = grown(next, more - 1);
      if (result || tried_ > budget_) break;
      excluded_[place] = true;
      tried_here.push_back(place);
    }
    for (const std::size_t place : tried_here) excluded_[place] = false;
    return result;
  }

  bool is_day(std::size_t place) const {
    model::RecordId type = *vocabulary_.root;
    for (const auto& step : places_[place].steps) {
      const auto& field = vocabulary_.records[type].fields[step.field];
      if (field.role == model::FieldRole::dates_the_record || field.role == model::FieldRole::dates_the_request) return true;
      if (field.type.kind == model::Kind::list || field.type.kind == model::Kind::record) type = field.type.id;
    }
    return false;
  }

  const model::Library& library_;
  const model::Vocabulary& vocabulary_;
  Asked left_;
  Asked right_;
  const Record& complete_;
  Kept what_;
  std::size_t budget_;
  std::size_t tried_ = 0;
  std::vector<Place> places_;
  std::map<std::string, std::size_t> by_path_;
  std::vector<std::pair<model::FactRef, model::Value>> supplied_;
  std::vector<bool> fixed_;
  std::vector<bool> excluded_;
  evaluator::Answer wanted_left_;
  evaluator::Answer wanted_right_;
};

}  // namespace

SmallestWitness smallest_witness(const model::Library& library, const Asked& left, const Asked& right,
                                 const model::Record& complete, Kept kept, std::size_t budget) {
  return Search{library, left, right, complete, kept, budget}.run();
}

std::size_t facts_stated(const model::Record& record) {
  std::size_t count = 0;
  for (const model::Value& value : record.facts) {
    if (is_unknown(value)) continue;
    if (const auto* inner = std::get_if<syntax::Box<Record>>(&value)) {
      count += facts_stated(**inner);
      continue;
    }
    ++count;
    if (const auto* elements = std::get_if<model::Elements>(&value)) {
      for (const Record& element : elements->records) count += facts_stated(element);
    }
  }
  return count;
}

}  // namespace comity::comparer
