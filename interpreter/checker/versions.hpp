// Texts in time: amendments that overlap, and days on which no version of a text is in force.
#pragma once

#include "interpreter/checker/context.hpp"

namespace comity::checker {

// Needs the policies, resolved.
void check_versions(Context& context);

}  // namespace comity::checker
