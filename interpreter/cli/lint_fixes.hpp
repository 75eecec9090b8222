// `lint --fix`: the safe fixes of the findings, made one after the other in memory, each only when the
// changed text loads, the analyzer proves that no answer of any policy changes, no remark is lost and
// no example fails that did not fail before. Nothing is written here but by `write_fixed`.
#pragma once

#include <functional>
#include <set>
#include <string>
#include <vector>

#include "interpreter/cli/library_files.hpp"
#include "interpreter/linter/finding.hpp"

namespace comity::cli {

struct Fixed {
  Loaded loaded;                           // the texts as they stand after the fixes
  std::vector<linter::Finding> findings;   // what is then left to find
  std::set<source::SourceId> changed;
  std::vector<std::string> made;           // "draft.comity: `gang` never decides", in order
  std::vector<std::string> refused;        // "draft.comity: `gang` never decides: an example would fail"
};

using LintOf = std::function<std::vector<linter::Finding>(const Loaded&)>;

// Precondition: `loaded` has a library. Only asked texts are changed; one in canonical layout keeps it.
Fixed with_fixes(Loaded loaded, const LintOf& lint);

// Each changed text under its name, whole or not at all. Returns whether all could be written; says on standard error
// which could not, and why.
bool write_fixed(const Fixed& fixed, const Environment& environment);

}  // namespace comity::cli
