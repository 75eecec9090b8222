#include "interpreter/analyzer/search.hpp"

#include <algorithm>
#include <functional>
#include <set>

#include <fmt/format.h>

namespace comity::analyzer {

bool Search::is_relevant(Variable variable) const {
  const Facts::Meaning& meaning = facts_.meaning(variable);
  switch (meaning.kind) {
    case Facts::Meaning::Kind::atom:
    case Facts::Meaning::Kind::literal: return true;
    case Facts::Meaning::Kind::member: return false;
    case Facts::Meaning::Kind::fact: break;
  }
  return std::any_of(facts_.literals().begin(), facts_.literals().end(),
                     [&](const DateLiteral& literal) { return literal.later == meaning.index || literal.earlier == meaning.index; });
}

std::size_t Search::enough_elements(const Assignment& assigned) const {
  std::vector<std::size_t> by_list(atoms_.lists().size(), 0);
  for (const auto& [variable, value] : assigned) {
    const Facts::Meaning& meaning = facts_.meaning(variable);
    if (meaning.kind != Facts::Meaning::Kind::atom || value == 0) continue;
    const Atom& atom = atoms_.atoms()[meaning.index];
    by_list[atom.list] += static_cast<std::size_t>(atom.count);
  }
  std::size_t result = 0;
  for (std::size_t i = 0; i < by_list.size(); ++i) result += std::max<std::size_t>(by_list[i], atoms_.lists()[i].fact.type.one_or_more ? 1 : 0);
  return result;
}

bool Search::step() {
  if (++steps_ <= most_steps_) return true;
  has_given_up_ = true;
  return false;
}

std::optional<Solution> Search::solve(const Assignment& assigned, std::size_t most_elements) {
  ++searches_;
  steps_ = 0;
  has_given_up_ = false;
  most_elements_ = most_elements;
  root_.clear();
  needs_.clear();
  bars_.clear();
  elements_.clear();
  same_.clear();
  different_.clear();
  open_nones_.clear();
  solution_ = {};
  free_.clear();
  learned_.resize(atoms_.lists().size(), yes);
  for (std::size_t i = 0; i < learned_.size(); ++i) free_.push_back(diagrams_.both(atoms_.lists()[i].every, learned_[i]));
  for (const auto& [variable, value] : assigned) {
    const Facts::Meaning& meaning = facts_.meaning(variable);
    if (meaning.kind != Facts::Meaning::Kind::atom) {
      root_[variable] = value;
      continue;
    }
    const Atom& atom = atoms_.atoms()[meaning.index];
    if (value != 0) {
      needs_.push_back(&atom);
    } else if (atom.count == 1) {
      free_[atom.list] = diagrams_.without(free_[atom.list], atom.condition);
    } else {
      bars_.push_back(&atom);
    }
  }
  // With nothing to be counted low, an element of its own for each need is the freest record there is.
  only_fresh_ = bars_.empty() && most_elements >= enough_elements(assigned);
  std::sort(needs_.begin(), needs_.end(), [](const Atom* a, const Atom* b) { return a->count > b->count; });
  std::set<FactId> in_literals;
  for (const DateLiteral& literal : facts_.literals()) in_literals.insert({literal.later, literal.earlier});
  for (const FactId date : in_literals) {
    const Fact& fact = facts_[date];
    if (!fact.key.element && fact.type.or_none && !root_.contains(fact.variable)) open_nones_.push_back(date);
  }
  std::set<FactId> keys;
  for (const std::vector<const Atom*>* atoms : {&needs_, &bars_}) {
    for (const Atom* atom : *atoms) {
      if (atom->distinct_by) keys.insert(*atom->distinct_by);
    }
  }
  keys_.assign(keys.begin(), keys.end());
  if (!with_nones(0)) return std::nullopt;
  return solution_;
}

// Dates of the record of which it is not said whether they are none: a day first, then none.
bool Search::with_nones(std::size_t index) {
  if (index == open_nones_.size()) {
    const std::vector<Node> before = free_;
    possible_alone_.clear();
    const bool found = days_for({}, root_, Keys::ignored, nullptr) && place(0);
    if (!found) free_ = before;
    return found;
  }
  if (with_nones(index + 1)) return true;
  const Fact& fact = facts_[open_nones_[index]];
  root_[fact.variable] = fact.none_class();
  const bool found = with_nones(index + 1);
  root_.erase(fact.variable);
  return found;
}

// Goes on with a condition more on an element, and takes it back.
bool Search::try_on(std::size_t element, Node condition, const auto& go_on) {
  const Node before = elements_[element].constraint;
  const Node narrowed = diagrams_.both(before, condition);
  if (!is_possible_alone(elements_[element].list, narrowed)) return false;
  elements_[element].constraint = narrowed;
  const bool found = go_on();
  elements_[element].constraint = before;
  return found;
}

bool Search::place(std::size_t need) {
  if (has_given_up_ || has_too_many()) return false;
  if (need == needs_.size()) return required(0);
  std::vector<std::size_t> chosen;
  return pick(need, needs_[need]->count, 0, chosen);
}

// Do so many elements, or such with different keys, surely meet what fewer may?
bool Search::has_too_many() {
  for (const Atom* atom : bars_) {
    std::vector<std::size_t> sure;
    for (std::size_t i = 0; i < elements_.size(); ++i) {
      if (elements_[i].list != atom->list || diagrams_.without(elements_[i].constraint, atom->condition) != no) continue;
      const bool counts = !atom->distinct_by || std::all_of(sure.begin(), sure.end(), [&](std::size_t other) {
        return std::any_of(different_.begin(), different_.end(), [&](const Edge& edge) { return edge.key == *atom->distinct_by && edge.a == other && edge.b == i; });
      });
      if (counts) sure.push_back(i);
    }
    if (static_cast<std::int64_t>(sure.size()) >= atom->count) return true;
  }
  return false;
}

bool Search::pick(std::size_t need, std::int64_t left, std::size_t from, std::vector<std::size_t>& chosen) {
  if (!step()) return false;
  const Atom& atom = *needs_[need];
  if (left == 0) {
    const std::size_t edges = different_.size();
    for (std::size_t i = 0; atom.distinct_by && i < chosen.size(); ++i) {
      for (std::size_t k = 0; k < i; ++k) different_.push_back({*atom.distinct_by, chosen[k], chosen[i]});
    }
    const bool found = place(need + 1);
    different_.resize(edges);
    return found;
  }
  for (std::size_t i = from; !only_fresh_ && i < elements_.size(); ++i) {
    if (elements_[i].list != atom.list) continue;
    chosen.push_back(i);
    if (try_on(i, atom.condition, [&] { return pick(need, left - 1, i + 1, chosen); })) return true;
    chosen.pop_back();
  }
  if (elements_.size() >= most_elements_) return false;
  const Node constraint = diagrams_.both(free_[atom.list], atom.condition);
  if (!is_possible_alone(atom.list, constraint)) return false;
  chosen.push_back(elements_.size());
  elements_.push_back({atom.list, constraint, yes, {}});
  const bool found = pick(need, left - 1, elements_.size(), chosen);
  elements_.pop_back();
  chosen.pop_back();
  return found;
}

// Lists that are never empty.
bool Search::required(std::size_t list) {
  if (list == atoms_.lists().size()) {
    std::vector<std::vector<std::size_t>> groups;
    // What fails for dates alone fails whatever is counted low, and whatever the keys.
    return (bars_.empty() || with_dates(Keys::ignored)) && bar(0, 0, groups);
  }
  const bool has_one = std::any_of(elements_.begin(), elements_.end(), [&](const Open& element) { return element.list == list; });
  if (!atoms_.lists()[list].fact.type.one_or_more || has_one) return required(list + 1);
  if (elements_.size() >= most_elements_ || !is_possible_alone(static_cast<std::uint32_t>(list), free_[list])) return false;
  elements_.push_back({static_cast<std::uint32_t>(list), free_[list], yes, {}});
  const bool found = required(list + 1);
  elements_.pop_back();
  return found;
}

// Fewer than so many elements, or keys, meet a condition: each element does not, or is one of those that may.
bool Search::bar(std::size_t index, std::size_t element, std::vector<std::vector<std::size_t>>& groups) {
  if (!step()) return false;
  if (index == bars_.size()) return (keys_.empty() || with_dates(Keys::ignored)) && with_keys(0);
  const Atom& atom = *bars_[index];
  if (element == elements_.size()) {
    std::vector<std::vector<std::size_t>> next;
    return bar(index + 1, 0, next);
  }
  if (elements_[element].list != atom.list) return bar(index, element + 1, groups);
  if (try_on(element, diagrams_.negated(atom.condition), [&] { return bar(index, element + 1, groups); })) return true;
  for (std::size_t i = 0; atom.distinct_by && i < groups.size(); ++i) {
    const std::size_t other = groups[i].front();
    same_.push_back({*atom.distinct_by, other, element});
    if (try_on(element, atom.condition, [&] { return bar(index, element + 1, groups); })) return true;
    same_.pop_back();
  }
  if (static_cast<std::int64_t>(groups.size()) >= atom.count - 1) return false;
  groups.push_back({element});
  if (try_on(element, atom.condition, [&] { return bar(index, element + 1, groups); })) return true;
  groups.pop_back();
  return false;
}

// ---------------------------------------------------------------------------------- keys

bool Search::with_keys(std::size_t index) {
  if (index == keys_.size()) return with_dates(Keys::counted);
  const FactId key = keys_[index];
  // Elements whose keys are the same make one group.
  std::vector<std::size_t> group_of(elements_.size());
  for (std::size_t i = 0; i < elements_.size(); ++i) group_of[i] = i;
  std::set<std::size_t> involved;
  for (const Edge& edge : same_) {
    if (edge.key != key) continue;
    involved.insert({edge.a, edge.b});
    const std::size_t from = group_of[edge.b];
    for (std::size_t& group : group_of) {
      if (group == from) group = group_of[edge.a];
    }
  }
  for (const Edge& edge : different_) {
    if (edge.key != key) continue;
    involved.insert({edge.a, edge.b});
    if (group_of[edge.a] == group_of[edge.b]) return false;
  }
  std::map<std::size_t, std::vector<std::size_t>> members;
  for (const std::size_t element : involved) members[group_of[element]].push_back(element);
  std::vector<std::vector<std::size_t>> groups;
  for (auto& [group, of_group] : members) groups.push_back(std::move(of_group));
  return give_keys(index, groups, 0);
}

// A class for each group, and which value of the class: one that another group has, or the next new one.
bool Search::give_keys(std::size_t index, const std::vector<std::vector<std::size_t>>& groups, std::size_t group) {
  if (!step()) return false;
  if (group == groups.size()) return with_keys(index + 1);
  const FactId key = keys_[index];
  const Fact& fact = facts_[key];
  const auto is_different_from = [&](std::size_t other) {
    return std::any_of(different_.begin(), different_.end(), [&](const Edge& edge) {
      const auto holds = [](const std::vector<std::size_t>& of, std::size_t element) { return std::find(of.begin(), of.end(), element) != of.end(); };
      return edge.key == key && ((holds(groups[group], edge.a) && holds(groups[other], edge.b)) || (holds(groups[group], edge.b) && holds(groups[other], edge.a)));
    });
  };
  for (std::uint32_t class_ = 0; class_ < fact.representatives.size(); ++class_) {
    std::vector<bool> only(fact.representatives.size(), false);
    only[class_] = true;
    const Node is_class = diagrams_.among(fact.variable, only);
    std::vector<Node> before;
    bool is_possible = true;
    for (const std::size_t element : groups[group]) {
      before.push_back(elements_[element].constraint);
      elements_[element].constraint = diagrams_.both(elements_[element].constraint, is_class);
      is_possible = is_possible && elements_[element].constraint != no;
    }
    std::size_t used = 0;
    for (std::size_t other = 0; other < group; ++other) {
      const auto& known = elements_[groups[other].front()].keys.at(key);
      if (known.first == class_) used = std::max(used, known.second + 1);
    }
    const std::size_t values = fact.values_in(class_, used + 1);
    bool found = false;
    for (std::size_t value = 0; is_possible && !found && value < values; ++value) {
      bool clashes = false;
      for (std::size_t other = 0; other < group; ++other) {
        clashes = clashes || (elements_[groups[other].front()].keys.at(key) == std::pair{class_, value} && is_different_from(other));
      }
      if (clashes) continue;
      for (const std::size_t element : groups[group]) elements_[element].keys[key] = {class_, value};
      found = give_keys(index, groups, group + 1);
      for (const std::size_t element : groups[group]) elements_[element].keys.erase(key);
    }
    for (std::size_t i = 0; i < before.size(); ++i) elements_[groups[group][i]].constraint = before[i];
    if (found) return true;
  }
  return false;
}

// ---------------------------------------------------------------------------------- dates

bool Search::is_about_dates(Node node) const {
  if (diagrams_.is_terminal(node)) return false;
  const Facts::Meaning& meaning = facts_.meaning(diagrams_.variable(node));
  return meaning.kind == Facts::Meaning::Kind::literal || (meaning.kind == Facts::Meaning::Kind::fact && facts_[meaning.index].is_date());
}

// One way through the part of a constraint that is about dates, as claims; gives what is left of the constraint.
Node Search::add_claims(std::size_t element, Node constraint, std::vector<Claim>& claims) const {
  while (is_about_dates(constraint)) {
    const Variable variable = diagrams_.variable(constraint);
    std::uint32_t value = 0;
    while (diagrams_.child(constraint, value) == no) ++value;
    claims.push_back({element, variable, value});
    constraint = diagrams_.child(constraint, value);
  }
  return constraint;
}

// The claims that cannot be together, none of them left out in vain.
std::vector<Search::Claim> Search::contradiction(std::vector<Claim> claims, Keys keys) {
  for (std::size_t i = claims.size(); i-- > 0;) {
    std::vector<Claim> without = claims;
    without.erase(without.begin() + static_cast<std::ptrdiff_t>(i));
    if (!days_for(without, root_, keys, nullptr)) claims = std::move(without);
  }
  return claims;
}

Node Search::claim_node(const Claim& claim) {
  std::vector<bool> only(diagrams_.arity(claim.variable), false);
  only[claim.value] = true;
  return diagrams_.among(claim.variable, only);
}

// Has an element that meets this days at all, with the dates of the record? What has none is remembered for its list.
bool Search::is_possible_alone(std::uint32_t list, Node constraint) {
  if (constraint == no) return false;
  const auto known = possible_alone_.find({list, constraint});
  if (known != possible_alone_.end()) return known->second;
  bool result = false;
  while (true) {
    const Node narrowed = diagrams_.both(constraint, free_[list]);
    if (narrowed == no) break;
    std::vector<Claim> claims;
    add_claims(0, narrowed, claims);
    result = claims.empty() || days_for(claims, root_, Keys::ignored, nullptr);
    if (result) break;
    const std::vector<Claim> part = contradiction(claims, Keys::ignored);
    if (part.empty()) break;
    learn(list, part);
  }
  possible_alone_[{list, constraint}] = result;
  return result;
}

// Tries a way; where it fails, what fails of one element alone fails for all of its list, and is remembered. What fails
// between elements is tried again with each of its parts the other way.
bool Search::with_dates(Keys keys) {
  if (!step()) return false;
  std::vector<Node> before;
  for (const Open& element : elements_) before.push_back(element.constraint);
  const auto restored = [&](bool found) {
    for (std::size_t i = 0; i < before.size(); ++i) elements_[i].constraint = before[i];
    return found;
  };
  while (true) {
    std::vector<Claim> all;
    for (std::size_t i = 0; i < elements_.size(); ++i) {
      Node& constraint = elements_[i].constraint;
      constraint = diagrams_.both(constraint, free_[elements_[i].list]);
      if (constraint == no) return restored(false);
      elements_[i].rest = add_claims(i, constraint, all);
    }
    if (days_for(all, root_, keys, keys == Keys::counted ? &solution_ : nullptr)) {
      if (keys == Keys::counted) fill_solution(all);
      return restored(true);
    }
    if (!step()) return restored(false);
    const std::vector<Claim> part = contradiction(all, keys);
    if (part.empty()) return restored(false);  // of the record alone, or of its keys
    const std::size_t first = part.front().element;
    if (keys == Keys::ignored && std::all_of(part.begin(), part.end(), [&](const Claim& claim) { return claim.element == first; })) {
      learn(elements_[first].list, part);
      continue;
    }
    for (std::size_t i = 0; i < part.size(); ++i) {
      std::vector<Node> here;
      for (const Open& element : elements_) here.push_back(element.constraint);
      bool is_possible = true;
      for (std::size_t k = 0; k <= i; ++k) {
        Node& constraint = elements_[part[k].element].constraint;
        constraint = diagrams_.both(constraint, k < i ? claim_node(part[k]) : diagrams_.negated(claim_node(part[k])));
        is_possible = is_possible && constraint != no;
      }
      if (is_possible && with_dates(keys)) return restored(true);
      for (std::size_t k = 0; k < here.size(); ++k) elements_[k].constraint = here[k];
    }
    return restored(false);
  }
}

// For good where it rests on the element alone, else for this search.
void Search::learn(std::uint32_t list, const std::vector<Claim>& part) {
  Node together = yes;
  bool touches_none = false;
  for (const Claim& claim : part) {
    together = diagrams_.both(together, claim_node(claim));
    const Facts::Meaning& meaning = facts_.meaning(claim.variable);
    if (meaning.kind != Facts::Meaning::Kind::literal) continue;
    const DateLiteral& literal = facts_.literals()[meaning.index];
    for (const FactId date : {literal.later, literal.earlier}) touches_none = touches_none || (!facts_[date].key.element && facts_[date].type.or_none);
  }
  free_[list] = diagrams_.without(free_[list], together);
  const std::map<Variable, std::uint32_t> nothing;
  if (!touches_none && !days_for(part, nothing, Keys::ignored, nullptr)) learned_[list] = diagrams_.without(learned_[list], together);
}

// Days on which the claims hold, with what is assigned of the record.
bool Search::days_for(const std::vector<Claim>& claims, const std::map<Variable, std::uint32_t>& root, Keys keys, Solution* solution) {
  DateSystem system;
  static const Moved same_day{false, false, {}, 0};
  static const Moved same_minute{true, true, {}, 0};
  constexpr std::size_t of_record = static_cast<std::size_t>(-1);
  std::map<std::pair<std::size_t, FactId>, std::optional<DateSystem::Id>> dates;  // no id: none
  const auto class_of = [&](std::size_t place, Variable variable) -> std::optional<std::uint32_t> {
    if (place == of_record) {
      const auto found = root.find(variable);
      return found == root.end() ? std::nullopt : std::optional{found->second};
    }
    for (const Claim& claim : claims) {
      if (claim.element == place && claim.variable == variable) return claim.value;
    }
    return std::nullopt;
  };
  const auto date_of = [&](std::size_t element, FactId id, bool is_needed) {
    const Fact& fact = facts_[id];
    const std::size_t place = fact.key.element ? element : of_record;
    const auto known = dates.find({place, id});
    if (known != dates.end()) return known->second;
    std::optional<DateSystem::Id> result;
    const auto class_ = class_of(place, fact.variable);
    // Where nothing is said, an element's date that may be none is, unless a comparison holds of it.
    const bool is_none = fact.type.or_none && (class_ ? *class_ == fact.none_class() : place != of_record && !is_needed);
    if (!is_none) {
      const Instant least = class_ ? fact.first_of_class[*class_] : first_instant(fact.is_time());
      const Instant most = class_ ? fact.last_of_class(*class_) : last_instant(fact.is_time());
      result = system.add_date(fact.is_time(), least, most);
    }
    dates[{place, id}] = result;
    return result;
  };
  // True literals first: they tell which dates there are.
  for (const bool holds : {true, false}) {
    const auto add = [&](std::size_t place, Variable variable, std::uint32_t value) {
      const Facts::Meaning& meaning = facts_.meaning(variable);
      if (meaning.kind != Facts::Meaning::Kind::literal || (value != 0) != holds) return true;
      const DateLiteral& literal = facts_.literals()[meaning.index];
      const auto later = date_of(place, literal.later, holds);
      const auto earlier = date_of(place, literal.earlier, holds);
      if (!later || !earlier) return !holds;  // of none, nothing holds
      system.add(*later, *earlier, literal.moved, holds);
      return true;
    };
    for (const auto& [variable, value] : root) {
      if (!add(of_record, variable, value)) return false;
    }
    for (const Claim& claim : claims) {
      if (!add(claim.element, claim.variable, claim.value)) return false;
    }
  }
  // Keys that are dates: equal ones are one day, different ones of a class are two.
  for (const FactId key : keys_) {
    if (keys == Keys::ignored || !facts_[key].is_date()) continue;
    for (std::size_t i = 0; i < elements_.size(); ++i) {
      for (std::size_t k = 0; k < i; ++k) {
        const auto one = elements_[i].keys.find(key);
        const auto other = elements_[k].keys.find(key);
        if (one == elements_[i].keys.end() || other == elements_[k].keys.end() || one->second.first != other->second.first) continue;
        const auto a = date_of(i, key, true);
        const auto b = date_of(k, key, true);
        if (!a || !b) continue;
        if (one->second.second != other->second.second) {
          system.add_different(*a, *b);
        } else {
          const Moved& same = facts_[key].is_time() ? same_minute : same_day;
          system.add(*a, *b, same, true);
          system.add(*b, *a, same, true);
        }
      }
    }
  }
  const auto days = system.solve(solution == nullptr ? std::nullopt : std::optional{model::Date{std::chrono::year{2010} / 1 / 1}});
  if (!days) return false;
  if (solution == nullptr) return true;
  *solution = {};
  solution->elements.resize(elements_.size());
  for (const auto& [place, id] : dates) {
    const bool is_time = facts_[place.second].is_time();
    model::Value value = model::None{};
    if (id) std::visit([&](const auto& moment) { value = moment; }, moment_of((*days)[*id], is_time));
    (place.first == of_record ? solution->values : solution->elements[place.first].values)[place.second] = value;
  }
  return true;
}

void Search::fill_solution(const std::vector<Claim>& claims) {
  for (std::size_t i = 0; i < elements_.size(); ++i) {
    const Open& open = elements_[i];
    Element& element = solution_.elements[i];
    element.list = open.list;
    for (const Claim& claim : claims) {
      if (claim.element == i) element.classes[claim.variable] = claim.value;
    }
    for (Node node = open.rest; !diagrams_.is_terminal(node);) {
      const Variable variable = diagrams_.variable(node);
      std::uint32_t value = 0;
      while (diagrams_.child(node, value) == no) ++value;
      element.classes[variable] = value;
      node = diagrams_.child(node, value);
    }
    // A key that is a date may have been given its day.
    for (const auto& [key, value] : open.keys) element.values.emplace(key, facts_[key].value_in(value.first, value.second));
  }
}

}  // namespace comity::analyzer
