// What a lint found: a diagnostic, and where it speaks of records, one that proves it. Data only:
// cli prints, reporter writes the formats, and `--fix` makes the edits of the help.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "grammar/diagnostics/diagnostic.hpp"
#include "interpreter/model/library.hpp"

namespace comity::linter {

// A record that proves a finding: valid input to `comity eval`. What standing facts supply may be left out of it.
struct Witness {
  model::Record record;
  std::string says;  // what happens on it, in words: "no rule applies to this record, and there is no `otherwise`"
};

// `diagnostic.severity` says what it is worth: an error voids an answer, a warning deserves a look, a note only tells
// (the changes that a proposal makes) and is no finding for the exit code. A help may carry edits; those that are
// offered here change no answer where `is_safe`, which `--fix` has the analyzer prove once more.
struct Finding {
  Diagnostic diagnostic;
  std::optional<Witness> witness;
  std::optional<model::PolicyId> policy;  // the text that it is about
  std::optional<model::DecisionId> decision;
  bool is_safe = false;
};

// Notes tell and do not count.
inline bool counts(const Finding& finding) { return finding.diagnostic.severity != Severity::note; }

}  // namespace comity::linter
