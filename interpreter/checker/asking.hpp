// `A says D is X` between policies: none leads back to itself, and none asks more than can be read.
#pragma once

#include "interpreter/checker/context.hpp"

namespace comity::checker {

// Precondition: the conditions of every policy are resolved, as far as they could be.
void check_asking(Context& context);

}  // namespace comity::checker
