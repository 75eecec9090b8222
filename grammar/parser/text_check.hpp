// What may stand in a policy file at all, before grammar: UTF-8, no control or bidirectional
// characters, no letters that only look like those of the language.
#pragma once

#include "grammar/diagnostics/sink.hpp"
#include "grammar/source/source.hpp"

namespace comity::parser {

// Returns false when the text is no text (bad UTF-8, or too large), and reading it would only repeat that.
bool check_text(const source::SourceSet& sources, source::SourceId source, DiagnosticSink& sink);

}  // namespace comity::parser
