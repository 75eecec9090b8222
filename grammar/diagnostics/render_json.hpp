// Diagnostics as programs read them: the array of docs/command_line.md, one object a finding.
#pragma once

#include <string>
#include <vector>

#include "grammar/diagnostics/diagnostic.hpp"
#include "grammar/source/source.hpp"

namespace comity::diagnostics {

// A JSON array, ended by a line end. Bytes that are no UTF-8 are replaced.
std::string render_json(const std::vector<Diagnostic>& diagnostics, const source::SourceSet& sources);

}  // namespace comity::diagnostics
