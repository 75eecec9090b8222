// The tree as indented text, for tests and for comparing trees: kinds, names and values, one clause
// or condition a line. Spans and comments are left out; adjacent texts are joined, as their meaning is.
#pragma once

#include <string>

#include "grammar/syntax/ast.hpp"

namespace comity::syntax {

std::string dump(const ParsedFile& file);

// One condition, as it stands in a dump.
std::string dump(const Condition& condition);

}  // namespace comity::syntax
