// A set of records as disjoint conjunctions of few conditions: takes a way through what remains,
// widens it as far as it stays within (what is impossible may be let in), takes it out, and goes on.
#pragma once

#include <vector>

#include "interpreter/analyzer/possible.hpp"

namespace comity::analyzer {

// For each variable the classes that are let in; variables that may have any are left out. Sorted as asked.
using Cube = std::vector<std::pair<Variable, std::vector<bool>>>;

Node node_of(Diagrams& diagrams, const Cube& cube);

// Cubes of a set of records that each hold a record, disjoint, and together all of it. Stops at `most`.
std::vector<Cube> cubes_of(Diagrams& diagrams, Possible& possible, Node set, std::size_t most);

}  // namespace comity::analyzer
