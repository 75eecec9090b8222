// Policies: headings, rules, `otherwise`, presumptions, and what `amends` and `repeal` make of them.
#pragma once

#include "interpreter/checker/context.hpp"

namespace comity::checker {

// Needs the vocabulary and the jurisdictions. Every policy gets its id, and the decisions that it speaks to,
// before the first condition is resolved: `says` may ask any of them.
void check_policies(Context& context);

}  // namespace comity::checker
