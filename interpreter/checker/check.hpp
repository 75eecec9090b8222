// Syntax -> Library. Resolves every name, gives every fact its type, checks every rule of
// "Writing" in the language's contract (docs/language.md), and reads policies as they stand after
// `amends`. It looks at declarations only: not at files, not at records.
#pragma once

#include <optional>
#include <vector>

#include "grammar/diagnostics/sink.hpp"
#include "grammar/source/source.hpp"
#include "grammar/syntax/ast.hpp"
#include "interpreter/model/library.hpp"

namespace comity::checker {

// The library, unless an error was reported, here or by the parser (a file that is not complete).
// `files` may stand in any order: order never matters.
std::optional<model::Library> check(const source::SourceSet& sources, const std::vector<syntax::ParsedFile>& files,
                                    DiagnosticSink& sink);

}  // namespace comity::checker
