// Mappings of CSV tables: each column leads to one fact, each code means a value of it, and each form
// of dates says a day. What comes out is all that reading a table needs.
#pragma once

#include "interpreter/checker/context.hpp"

namespace comity::checker {

// Needs the vocabulary alone.
void check_mappings(Context& context);

}  // namespace comity::checker
