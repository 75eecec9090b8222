// From paths to a checked library: which files are read, and what a draft replaces.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "grammar/diagnostics/sink.hpp"
#include "grammar/source/source.hpp"
#include "grammar/syntax/ast.hpp"
#include "interpreter/cli/run.hpp"
#include "interpreter/model/library.hpp"
#include "interpreter/records/offense_table.hpp"

namespace comity::cli {

// What the person asked for with --library, PATHs and --with.
struct Request {
  std::vector<std::string> libraries;  // empty: `policies` here, else the installed ones
  std::vector<std::string> paths;      // files and folders whose declarations replace the library's
};

// A mistake in the use of the program, not in its input: exit code 2.
struct UsageError {
  std::string message;
};

struct Loaded {
  source::SourceSet sources;
  std::vector<syntax::ParsedFile> files;
  bool has_paths = false;                  // PATHs were given
  std::set<source::SourceId> asked;        // the sources of the PATHs
  std::vector<Diagnostic> diagnostics;     // of all files, sorted
  std::optional<model::Library> library;   // absent when anything is wrong anywhere
  std::vector<source::SourceId> offense_tables;        // every `offenses.csv` of the library and the PATHs
  std::optional<records::OffenseTable> offense_table;  // all of them, read as one; absent where there is none
  std::vector<std::string> folders;        // of the library, as they were named or found

  // Those that the exit code and the findings speak of: of the PATHs, or of all where there were none.
  std::vector<Diagnostic> findings() const;
};

// Throws UsageError for a path that does not exist, or where no policy file is found.
Loaded load(const Request& request, const Environment& environment);

// Reads and parses the PATHs alone, without a library: what `format` needs.
Loaded parse_paths(const Request& request, const Environment& environment);

// Writes the diagnostics as text, the first twenty in full; returns whether one of them is an error.
bool print_diagnostics(const std::vector<Diagnostic>& diagnostics, const source::SourceSet& sources, const Environment& environment);

}  // namespace comity::cli
