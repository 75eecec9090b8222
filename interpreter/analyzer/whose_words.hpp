// Two texts may define one name differently. Where a condition of a comparison rests on such a name, its words say whose
// it is: "exception (as lapd_2012_proposal has it)".
#pragma once

#include "interpreter/analyzer/compare.hpp"

namespace comity::analyzer {

void tell_definitions_apart(const model::Library& library, Comparison& comparison);

}  // namespace comity::analyzer
