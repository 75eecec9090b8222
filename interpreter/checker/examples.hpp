// Examples and mappings: the facts they give and the answers they expect have their names and kinds checked here.
#pragma once

#include "interpreter/checker/context.hpp"

namespace comity::checker {

// Needs everything else of the library.
void check_examples(Context& context);
// Mappings are checked, and not kept: nothing reads through one yet.
void check_mappings(Context& context);

}  // namespace comity::checker
