#include "interpreter/analyzer/regions.hpp"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <variant>

namespace comity::analyzer {

Node node_of(Diagrams& diagrams, const Cube& cube) {
  Node result = yes;
  for (auto part = cube.rbegin(); part != cube.rend(); ++part) result = diagrams.both(part->node, result);
  return result;
}

namespace {

// Above so many remarks they are too many to try.
constexpr std::size_t most_remarks = 80;

// Every condition that holds on the way: what its variables are, and the remarks that follow from them. In the order in
// which they are given up: single facts before what is made of them, so that a chain of exceptions is told by its name.
Cube conditions_on(Diagrams& diagrams, const std::vector<Remark>& remarks, const Assignment& way, Node care) {
  Cube cube;
  for (const auto& [variable, value] : way) {
    Part part;
    part.variable = variable;
    part.accepted.assign(diagrams.arity(variable), false);
    part.accepted[value] = true;
    part.node = diagrams.among(variable, part.accepted);
    cube.push_back(std::move(part));
  }
  std::reverse(cube.begin(), cube.end());
  if (remarks.size() > most_remarks) return cube;
  const Node here = diagrams.both(care, node_of(diagrams, cube));
  Cube chains;
  Cube names;
  for (const Remark& remark : remarks) {
    const bool holds = diagrams.without(here, remark.node) == no;
    if (!holds && diagrams.both(here, remark.node) != no) continue;
    // Of a conjunction that holds, each link is a condition of its own.
    if (holds && !remark.is_name && std::holds_alternative<model::AllOf>(remark.condition->node)) continue;
    Part part;
    part.node = holds ? remark.node : diagrams.negated(remark.node);
    part.remark = &remark;
    part.is_opposite = !holds;
    (remark.is_name ? names : chains).push_back(std::move(part));
  }
  cube.insert(cube.end(), chains.begin(), chains.end());
  cube.insert(cube.end(), names.begin(), names.end());
  return cube;
}

// Beside `armed`, `not (armed and drunk)` says no more than `not drunk`: a chain gives way to the one fact it comes to.
void tell_simply(Diagrams& diagrams, const Cube& cube, Node care, Cube& kept) {
  for (Part& chain : kept) {
    if (chain.remark == nullptr || chain.remark->is_name) continue;
    Node others = care;
    for (const Part& part : kept) {
      if (&part != &chain) others = diagrams.both(others, part.node);
    }
    const Node whole = diagrams.both(others, chain.node);
    for (const Part& part : cube) {
      if (part.remark == nullptr && diagrams.both(others, part.node) == whole) {
        chain = part;
        break;
      }
    }
  }
}

// Drops each condition without which nothing outside comes in.
Cube needed(Diagrams& diagrams, const Cube& cube, Node outside) {
  // What the conditions after each one leave of the outside together.
  std::vector<Node> after(cube.size() + 1, outside);
  for (std::size_t i = cube.size(); i-- > 0;) after[i] = diagrams.both(cube[i].node, after[i + 1]);
  Cube kept;
  Node before = yes;
  for (std::size_t i = 0; i < cube.size(); ++i) {
    if (diagrams.both(before, after[i + 1]) == no) continue;
    before = diagrams.both(before, cube[i].node);
    kept.push_back(cube[i]);
  }
  return kept;
}

// What `widened` does, where all conditions are of one variable each: whether anything of the outside is let in is seen by
// walking it, and no node is made. Large policies have so many regions that this is what counts.
class Widening {
 public:
  Widening(const Diagrams& diagrams, Cube cube, Node outside) : diagrams_{diagrams}, cube_{std::move(cube)}, outside_{outside} {
    for (std::size_t i = 0; i < cube_.size(); ++i) part_of_[cube_[i].variable] = i;
  }

  Cube widened(Diagrams& diagrams) {
    is_dropped_.assign(cube_.size(), false);
    for (std::size_t i = 0; i < cube_.size(); ++i) {
      is_dropped_[i] = true;
      is_dropped_[i] = !lets_in();
    }
    Cube kept;
    for (std::size_t i = 0; i < cube_.size(); ++i) {
      if (is_dropped_[i]) continue;
      for (std::size_t value = 0; value < cube_[i].accepted.size(); ++value) {
        if (cube_[i].accepted[value]) continue;
        cube_[i].accepted[value] = true;
        cube_[i].accepted[value] = !lets_in();
      }
      kept.push_back(cube_[i]);
      kept.back().node = diagrams.among(kept.back().variable, kept.back().accepted);
    }
    return kept;
  }

 private:
  bool lets_in() const {
    std::unordered_set<Node> seen;
    std::vector<Node> open{outside_};
    while (!open.empty()) {
      const Node node = open.back();
      open.pop_back();
      if (node == yes) return true;
      if (node == no || !seen.insert(node).second) continue;
      const auto part = part_of_.find(diagrams_.variable(node));
      const bool is_free = part == part_of_.end() || is_dropped_[part->second];
      for (std::uint32_t value = 0; value < diagrams_.arity(diagrams_.variable(node)); ++value) {
        if (is_free || cube_[part->second].accepted[value]) open.push_back(diagrams_.child(node, value));
      }
    }
    return false;
  }

  const Diagrams& diagrams_;
  Cube cube_;
  Node outside_;
  std::unordered_map<Variable, std::size_t> part_of_;
  std::vector<bool> is_dropped_;
};

// First whole conditions are dropped, then more classes let in, as long as nothing outside comes in.
Cube widened(Diagrams& diagrams, const Cube& cube, Node care, Node outside) {
  if (std::all_of(cube.begin(), cube.end(), [](const Part& part) { return part.remark == nullptr; })) return Widening{diagrams, cube, outside}.widened(diagrams);
  Cube kept = needed(diagrams, cube, outside);
  tell_simply(diagrams, cube, care, kept);
  kept = needed(diagrams, kept, outside);
  for (std::size_t i = 0; i < kept.size(); ++i) {
    if (kept[i].remark != nullptr) continue;
    Node others = outside;
    for (std::size_t k = kept.size(); k-- > 0;) {
      if (k != i) others = diagrams.both(kept[k].node, others);
    }
    for (std::size_t value = 0; value < kept[i].accepted.size(); ++value) {
      if (kept[i].accepted[value]) continue;
      kept[i].accepted[value] = true;
      const Node wider = diagrams.among(kept[i].variable, kept[i].accepted);
      if (diagrams.both(wider, others) == no) {
        kept[i].node = wider;
      } else {
        kept[i].accepted[value] = false;
      }
    }
  }
  return kept;
}

}  // namespace

std::vector<Cube> cubes_of(Diagrams& diagrams, Possible& possible, const std::vector<Remark>& remarks, Node set, std::size_t most) {
  std::vector<Cube> result;
  Node remaining = set;
  while (result.size() < most) {
    const auto way = possible.way(remaining);
    if (!way) break;
    remaining = diagrams.both(remaining, possible.care());
    const Cube cube = widened(diagrams, conditions_on(diagrams, remarks, *way, possible.care()), possible.care(), diagrams.without(possible.care(), remaining));
    remaining = diagrams.without(remaining, node_of(diagrams, cube));
    result.push_back(cube);
  }
  return result;
}

}  // namespace comity::analyzer
