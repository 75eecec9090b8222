#include "interpreter/analyzer/possible.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace comity::analyzer {
namespace {

constexpr std::uint32_t impossible = 0x7FFFFFFF;
// So many steps are spent on making one witness smaller before the next size is tried.
constexpr std::size_t steps_for_size = 50'000;
// Above so many atoms of a list, what follows from what is learnt only where it is met with.
constexpr std::size_t most_paired = 48;

}  // namespace

Possible::Possible(Facts& facts, Atoms& atoms, Diagrams& diagrams, const Limits& limits, Node constraints)
    : facts_{facts}, atoms_{atoms}, diagrams_{diagrams}, limits_{limits}, search_{facts, atoms, diagrams}, care_{constraints} {
  learn_pairs();
}

// What two questions about one list have to do with one another, where the conditions alone tell.
void Possible::learn_pairs() {
  const auto& all = atoms_.atoms();
  if (all.size() > most_paired) return;
  for (const Atom& a : all) {
    for (const Atom& b : all) {
      if (&a == &b || a.list != b.list) continue;
      const bool counts_enough = a.count >= b.count && (b.count == 1 || !b.distinct_by || a.distinct_by == b.distinct_by);
      if (counts_enough && diagrams_.without(a.condition, b.condition) == no) {
        care_ = diagrams_.both(care_, diagrams_.either(diagrams_.negated(diagrams_.is_yes(a.variable)), diagrams_.is_yes(b.variable)));
      }
      const bool are_all = atoms_.lists()[a.list].fact.type.one_or_more && a.count == 1 && b.count == 1 && &a < &b &&
                           diagrams_.either(a.condition, b.condition) == atoms_.lists()[a.list].every;
      if (are_all) care_ = diagrams_.both(care_, diagrams_.either(diagrams_.is_yes(a.variable), diagrams_.is_yes(b.variable)));
    }
  }
}

std::uint32_t Possible::cost_of(Variable variable, std::uint32_t value) const {
  if (value == 0) return 0;
  const Facts::Meaning& meaning = facts_.meaning(variable);
  if (meaning.kind != Facts::Meaning::Kind::atom) return 1;
  return static_cast<std::uint32_t>(64 * std::min<std::int64_t>(atoms_.atoms()[meaning.index].count, 1000));
}

std::uint32_t Possible::cost(Node node) {
  if (diagrams_.is_terminal(node)) return diagrams_.value(node) == 0 ? impossible : 1;
  if (costs_.size() < diagrams_.size()) costs_.resize(diagrams_.size(), 0);
  if (costs_[node] != 0) return costs_[node];
  const Variable variable = diagrams_.variable(node);
  std::uint32_t best = impossible;
  for (std::uint32_t i = 0; i < diagrams_.arity(variable); ++i) {
    const std::uint32_t below = cost(diagrams_.child(node, i));
    if (below != impossible) best = std::min(best, below + cost_of(variable, i));
  }
  costs_[node] = best;
  return best;
}

// The way with the fewest lists asked for something, and then the fewest facts that are so.
Assignment Possible::cheapest(Node node) {
  Assignment result;
  while (!diagrams_.is_terminal(node)) {
    const Variable variable = diagrams_.variable(node);
    const std::uint32_t whole = cost(node);
    for (std::uint32_t i = 0; i < diagrams_.arity(variable); ++i) {
      const std::uint32_t below = cost(diagrams_.child(node, i));
      if (below == impossible || below + cost_of(variable, i) != whole) continue;
      result.emplace_back(variable, i);
      node = diagrams_.child(node, i);
      break;
    }
  }
  return result;
}

Node Possible::conjunction(const Assignment& assigned) {
  Assignment sorted = assigned;
  std::sort(sorted.begin(), sorted.end(), [&](const auto& a, const auto& b) { return diagrams_.level(a.first) > diagrams_.level(b.first); });
  Node result = yes;
  for (const auto& [variable, value] : sorted) {
    std::vector<bool> only(diagrams_.arity(variable), false);
    only[value] = true;
    result = diagrams_.both(diagrams_.among(variable, only), result);
  }
  return result;
}

Assignment Possible::relevant(const Assignment& assigned) const {
  Assignment result;
  std::copy_if(assigned.begin(), assigned.end(), std::back_inserter(result), [&](const auto& one) { return search_.is_relevant(one.first); });
  return result;
}

// Leaves out, one by one, what the impossibility does not rest on.
Node Possible::impossible_part(const Assignment& assigned, std::size_t most_elements) {
  Assignment part = assigned;
  for (std::size_t i = part.size(); i-- > 0;) {
    Assignment without = part;
    without.erase(without.begin() + static_cast<std::ptrdiff_t>(i));
    if (search_.solve(without, std::min(most_elements, search_.enough_elements(without)))) continue;
    if (!search_.has_given_up()) part = std::move(without);
  }
  ++lemmas_;
  return conjunction(part);
}

// Where something is counted low, a search for all that is asked may be long; mostly it fails for one or two lists'
// questions that cannot be met together with the rest, which is soon found. Empty: no two do.
Assignment Possible::few_that_clash(const Assignment& asked) {
  Assignment rest;
  Assignment needs;
  bool has_bar = false;
  for (const auto& one : asked) {
    const Facts::Meaning& meaning = facts_.meaning(one.first);
    const bool is_atom = meaning.kind == Facts::Meaning::Kind::atom;
    has_bar = has_bar || (is_atom && one.second == 0 && atoms_.atoms()[meaning.index].count > 1);
    (is_atom && one.second != 0 ? needs : rest).push_back(one);
  }
  if (!has_bar || needs.size() < 3) return {};
  for (std::size_t i = 0; i < needs.size(); ++i) {
    for (std::size_t k = 0; k <= i; ++k) {
      Assignment few = rest;
      few.push_back(needs[i]);
      if (k != i) few.push_back(needs[k]);
      if (!search_.solve(few, search_.enough_elements(few)) && !search_.has_given_up()) return few;
    }
  }
  return {};
}

std::optional<Assignment> Possible::way(Node region) {
  while (true) {
    region = diagrams_.both(region, care_);
    if (region == no) return std::nullopt;
    const Assignment found = cheapest(region);
    const Assignment asked = relevant(found);
    const std::size_t enough = search_.enough_elements(asked);
    if (enough > limits_.elements) throw Refusal{fmt::format("a record may need {} elements, and the limit is {}", enough, limits_.elements)};
    search_.set_steps(limits_.steps);
    if (const Assignment few = few_that_clash(asked); !few.empty()) {
      care_ = diagrams_.without(care_, impossible_part(few, search_.enough_elements(few)));
      continue;
    }
    if (search_.solve(asked, enough)) return found;
    if (search_.has_given_up()) throw Refusal{fmt::format("the limit of {} steps of the search for a record was reached", limits_.steps)};
    care_ = diagrams_.without(care_, impossible_part(asked, enough));
  }
}

Witness Possible::smallest(Node region) {
  region = diagrams_.both(region, care_);
  std::size_t least = 0;
  for (const List& list : atoms_.lists()) least += list.fact.type.one_or_more ? 1 : 0;
  search_.set_steps(steps_for_size);
  const std::size_t enough = search_.enough_elements(cheapest(region));
  for (std::size_t size = least; size < enough; ++size) {
    while (care_with_.size() <= size) care_with_.push_back(yes);
    while (true) {
      const Node here = diagrams_.both(region, care_with_[size]);
      if (here == no) break;
      const Assignment found = cheapest(here);
      const Assignment asked = relevant(found);
      if (auto solution = search_.solve(asked, std::min(size, search_.enough_elements(asked)))) return {found, std::move(*solution)};
      if (search_.has_given_up()) break;
      care_with_[size] = diagrams_.without(care_with_[size], impossible_part(asked, size));
    }
  }
  const auto found = way(region);
  search_.set_steps(limits_.steps);
  const Assignment asked = relevant(*found);
  auto solution = search_.solve(asked, search_.enough_elements(asked));
  return {*found, std::move(*solution)};
}

}  // namespace comity::analyzer
