// Whether two files say the same: the same tree, wherever its parts and the comments stand.
#pragma once

#include "grammar/syntax/ast.hpp"

namespace comity::syntax {

bool equal(const ParsedFile& first, const ParsedFile& second);

}  // namespace comity::syntax
