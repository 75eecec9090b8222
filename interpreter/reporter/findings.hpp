// Findings of lint as a person reads them: the frame of a diagnostic, and under it the record that
// proves it, on one line as `comity eval` reads it.
#pragma once

#include <string>
#include <vector>

#include "grammar/diagnostics/render_text.hpp"
#include "interpreter/linter/finding.hpp"
#include "interpreter/model/library.hpp"

namespace comity::reporter {

std::string finding_text(const linter::Finding& finding, const SourceSet& sources, const model::Vocabulary& vocabulary, diagnostics::Colour colour);

// "3 findings, 1 note", "no findings".
std::string findings_count(const std::vector<linter::Finding>& findings);

}  // namespace comity::reporter
