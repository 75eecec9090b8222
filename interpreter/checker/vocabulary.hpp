// First pass: decisions, choices, records and what they add -> Vocabulary.
#pragma once

#include "interpreter/checker/context.hpp"

namespace comity::checker {

// Fills library.vocabulary; conditions of `always` wait for conditions.hpp.
void check_vocabulary(Context& context);

}  // namespace comity::checker
