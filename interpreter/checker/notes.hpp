// The notes under an `otherwise`, a `presume`, a definition or a standing fact: at most one `because` and one
// `cite`, and never a `require`, which belongs to a rule.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "interpreter/checker/context.hpp"

namespace comity::checker {

struct Notes {
  std::optional<model::Citation> citation;
  std::string because;
};

// Reports a note that stands twice, and a `require`. `owner`: "`otherwise`", "a presumption".
Notes read_notes(Context& context, const std::vector<syntax::Note>& notes, std::string_view owner);

model::Citation citation_of(const syntax::Reference& reference);

}  // namespace comity::checker
