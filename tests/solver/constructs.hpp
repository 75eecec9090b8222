// Which constructs of the language a policy uses, in those that it asks and in definitions too: so that
// a test can count how many of its cases hold each.
#pragma once

#include <set>
#include <string>

#include "interpreter/model/library.hpp"

namespace comity::solver {

// Of "within", "plus or minus", "later of", "at least k", "distinct by", "every", "says", "overrides", "always"; the last is
// the record's.
std::set<std::string> constructs_of(const model::Library& library, model::PolicyId policy);

}  // namespace comity::solver
