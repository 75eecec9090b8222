// The same policy with one boundary moved by the least step: a day, a number, a cent, an element. So that
// a test can see whether it would notice so small a mistake.
#pragma once

#include <cstddef>
#include <string>

#include "interpreter/model/library.hpp"

namespace comity::solver {

// How many boundaries the policy has, its definitions included.
std::size_t boundaries_in(const model::Policy& policy);

// Moves the one of that number; `what` becomes its kind. A window is widened at its far side.
model::Policy with_moved_boundary(const model::Policy& policy, std::size_t number, std::string& what);

}  // namespace comity::solver
