// Edits that take one thing out of a text and leave the rest as it is written: what the help of a
// finding offers where the thing decides nothing. No edits come back where it cannot be taken out by
// itself: it stands in another text, a remark stands within it, or what is left would make no sense.
#pragma once

#include <string>
#include <vector>

#include "grammar/diagnostics/diagnostic.hpp"
#include "grammar/syntax/ast.hpp"
#include "interpreter/linter/context.hpp"

namespace comity::linter {

// The rule, and its name in the `overrides` of others.
std::vector<Edit> without_rule(const Context& context, model::PolicyId policy, const std::string& rule);
// One name of the `overrides` of a rule.
std::vector<Edit> without_override(const Context& context, model::PolicyId policy, const std::string& rule, const std::string& overridden);
// The whole `unless` of a rule.
std::vector<Edit> without_unless(const Context& context, model::PolicyId policy, const std::string& rule);
// A link of an `and` (of an `or`), in the policy or in a definition for every policy. As the whole of a `when` or
// `applies when` the condition goes with its clause, where `connective` is `and`.
std::vector<Edit> without_link(const Context& context, model::PolicyId policy, Span link, syntax::Connective connective);
// One decision of the `otherwise`.
std::vector<Edit> without_otherwise(const Context& context, model::PolicyId policy, const std::string& decision);
// A clause or declaration, with its lines.
std::vector<Edit> without_clause(const Context& context, Span clause);

}  // namespace comity::linter
