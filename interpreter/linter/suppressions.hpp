// A person may say in the text that a finding is known and meant: `# lint: allow gap because "…"`, at
// the end of the line that the finding is shown at, or on a line of its own before it. A reason is
// asked for, and one that nothing is found under any more is a finding itself, so that none is left
// behind. Only what lint finds can be allowed, never what `check` refuses.
#pragma once

#include <string>
#include <vector>

#include "interpreter/linter/lint.hpp"

namespace comity::linter {

struct Suppression {
  Span span;                    // the comment
  std::optional<Code> code;     // none: it is not one
  std::uint32_t line = 0;       // whose findings are allowed
  std::string fault;            // why it is not one, in words; else empty
};

// Those of the files that are asked about, by place.
std::vector<Suppression> suppressions_in(const LintInput& input, const LintOptions& options);

// The findings that are not allowed, and one for each suppression that allowed none; sorted by place.
std::vector<Finding> without_allowed(std::vector<Finding> findings, const LintInput& input, const LintOptions& options);

}  // namespace comity::linter
