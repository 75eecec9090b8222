// Findings of lint as other programs read them: JSON, SARIF 2.1.0 for code scanning, the commands that
// GitHub turns into annotations, and JUnit for build servers. Findings of `check` stand among them, so
// that a file that does not load gives a sound document too. In JSON and SARIF, bytes that are no UTF-8
// are replaced.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "grammar/source/source.hpp"
#include "interpreter/linter/finding.hpp"
#include "interpreter/model/library.hpp"

namespace comity::reporter {

struct FindingsReport {
  const std::vector<linter::Finding>& findings;
  const SourceSet& sources;
  const model::Vocabulary* vocabulary = nullptr;  // null where nothing could be loaded: then no finding has a witness
  const std::vector<std::string>& files;          // that were asked about, findings or not
  std::string_view program_version;
};

// Does it make the exit code 1? Warnings of `check` do not, and notes only tell.
bool fails(const linter::Finding& finding);

// The array of docs/command_line.md.
std::string findings_json(const FindingsReport& report);
std::string findings_sarif(const FindingsReport& report);
std::string findings_github(const FindingsReport& report);
// A test case for each file; one that fails for each finding in it.
std::string findings_junit(const FindingsReport& report);

}  // namespace comity::reporter
