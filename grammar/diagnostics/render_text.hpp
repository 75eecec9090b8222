// Diagnostics as a person reads them: a frame with the line, the words under it, and the way out.
// Pure functions; a span past the end of its text is cut, and nothing fails.
#pragma once

#include <string>

#include "grammar/diagnostics/diagnostic.hpp"
#include "grammar/source/source.hpp"

namespace comity::diagnostics {

enum class Colour { off, on };

// Several lines, the last one ended by a line end.
std::string render_text(const Diagnostic& diagnostic, const source::SourceSet& sources, Colour colour);

// One line: `file:line:column: error[code]: message`.
std::string render_short(const Diagnostic& diagnostic, const source::SourceSet& sources);

// Text with what could move a terminal's cursor, or change the direction of writing, made visible.
std::string printable(std::string_view text);

}  // namespace comity::diagnostics
