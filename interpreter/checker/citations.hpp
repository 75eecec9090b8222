// The citation in force at a place in a policy file: the rule's `cite`, else the policy's `source`.
// Closes the frame of a diagnostic, so that a drafter sees which text of law is at stake.
#pragma once

#include <string>
#include <vector>

#include "grammar/diagnostics/diagnostic.hpp"
#include "grammar/syntax/ast.hpp"

namespace comity::checker {

// Fills `citation` of those diagnostics that stand inside a policy with a source.
void add_citations(std::vector<Diagnostic>& diagnostics, const std::vector<syntax::ParsedFile>& files);

}  // namespace comity::checker
