// The same policy in other words: every condition, rule and exception is written in another way that
// means the same of every complete record. Pairs made so are equal by the meaning of the language,
// whatever any program says of them.
#pragma once

#include <map>
#include <string>

#include "interpreter/model/library.hpp"
#include "tests/support/random_numbers.hpp"

namespace comity::solver {

// Adds the rewritten policy to the library and returns it; counts each way of rewriting that was used.
model::PolicyId add_rewritten(model::Library& library, model::PolicyId policy, support::Random& random, std::map<std::string, std::size_t>& used);

}  // namespace comity::solver
