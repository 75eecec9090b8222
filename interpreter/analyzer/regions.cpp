#include "interpreter/analyzer/regions.hpp"

#include <algorithm>

namespace comity::analyzer {

Node node_of(Diagrams& diagrams, const Cube& cube) {
  Node result = yes;
  for (auto part = cube.rbegin(); part != cube.rend(); ++part) result = diagrams.both(diagrams.among(part->first, part->second), result);
  return result;
}

namespace {

// First whole conditions are dropped, then more classes let in, as long as nothing outside comes in.
Cube widened(Diagrams& diagrams, Cube cube, Node outside) {
  const auto stays_within = [&](const Cube& wider) { return diagrams.both(node_of(diagrams, wider), outside) == no; };
  for (std::size_t i = cube.size(); i-- > 0;) {
    Cube wider = cube;
    wider.erase(wider.begin() + static_cast<std::ptrdiff_t>(i));
    if (stays_within(wider)) cube = std::move(wider);
  }
  for (std::size_t i = 0; i < cube.size(); ++i) {
    for (std::size_t value = 0; value < cube[i].second.size(); ++value) {
      if (cube[i].second[value]) continue;
      cube[i].second[value] = true;
      if (!stays_within(cube)) cube[i].second[value] = false;
    }
  }
  return cube;
}

}  // namespace

std::vector<Cube> cubes_of(Diagrams& diagrams, Possible& possible, Node set, std::size_t most) {
  std::vector<Cube> result;
  Node remaining = set;
  while (result.size() < most) {
    const auto way = possible.way(remaining);
    if (!way) break;
    Cube cube;
    for (const auto& [variable, value] : *way) {
      std::vector<bool> only(diagrams.arity(variable), false);
      only[value] = true;
      cube.emplace_back(variable, std::move(only));
    }
    remaining = diagrams.both(remaining, possible.care());
    cube = widened(diagrams, std::move(cube), diagrams.without(possible.care(), remaining));
    remaining = diagrams.without(remaining, node_of(diagrams, cube));
    result.push_back(std::move(cube));
  }
  return result;
}

}  // namespace comity::analyzer
