// A set of records as disjoint conjunctions of few conditions: takes a way through what remains,
// widens it as far as it stays within (what is impossible may be let in), takes it out, and goes on.
#pragma once

#include <vector>

#include "interpreter/analyzer/meaning.hpp"
#include "interpreter/analyzer/possible.hpp"

namespace comity::analyzer {

// One condition of a conjunction: a variable with the classes that are let in, or an author's remark, or its opposite.
struct Part {
  Node node = yes;
  Variable variable = no_variable;
  std::vector<bool> accepted;
  const Remark* remark = nullptr;  // where no variable
  bool is_opposite = false;
};
using Cube = std::vector<Part>;

Node node_of(Diagrams& diagrams, const Cube& cube);

// Cubes of a set of records that each hold a record, disjoint, and together all of it. Stops at `most`.
std::vector<Cube> cubes_of(Diagrams& diagrams, Possible& possible, const std::vector<Remark>& remarks, Node set, std::size_t most);

}  // namespace comity::analyzer
