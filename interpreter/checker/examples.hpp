// Examples: the facts they give and the answers they expect have their names and kinds checked here.
#pragma once

#include "interpreter/checker/context.hpp"

namespace comity::checker {

// Needs everything else of the library.
void check_examples(Context& context);

}  // namespace comity::checker
