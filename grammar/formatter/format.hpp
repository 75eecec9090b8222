// Syntax -> canonical text: two spaces a level, one clause a line, comments kept. The text holds
// the same tokens and the same comments in the same order; only layout changes. Formatting twice
// is formatting once. It wants a file without errors, and knows nothing of what names mean.
#pragma once

#include <string>

#include "grammar/source/source.hpp"
#include "grammar/syntax/ast.hpp"

namespace comity::formatter {

// Precondition: `file` was parsed from `source`, and file.is_complete.
std::string format(const source::Source& source, const syntax::ParsedFile& file);

}  // namespace comity::formatter
