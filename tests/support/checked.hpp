// Policies and records written inside a test: text in, a checked library and a record out.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "grammar/diagnostics/diagnostic.hpp"
#include "grammar/source/source.hpp"
#include "grammar/syntax/ast.hpp"
#include "interpreter/model/library.hpp"

namespace comity::support {

struct Checked {
  SourceSet sources;
  std::vector<syntax::ParsedFile> files;
  std::vector<Diagnostic> diagnostics;  // sorted
  std::optional<model::Library> library;
};

// (name, text) of each file, in any order.
using Texts = std::vector<std::pair<std::string, std::string>>;

Checked check_texts(const Texts& texts);

// The same, where a library is expected: its absence fails the test and throws.
Checked library_of(const Texts& texts);

// A vocabulary of one fact of each kind, in two forms, the second `or none`; a jurisdiction `town`; and the two
// decisions `hold` and `notify`. For tests that are about meaning, and not about what is shipped.
std::string small_vocabulary();

// A policy of the town: its heading, and `clauses`, one a line.
std::string town_policy(std::string_view name, std::string_view clauses);

// Every .comity file below a folder of the repository ("policies").
Texts shipped_texts(std::string_view folder);

// The one record that `json` holds. A problem with it fails the test; what comes back is then all unknown.
model::Record record_of(const model::Vocabulary& vocabulary, const std::string& json);

// Every record of a file of the repository, with its id.
std::vector<std::pair<std::string, model::Record>> shipped_records(const model::Vocabulary& vocabulary,
                                                                   std::string_view file);

// "no", "unknown", "yes": for tables and messages.
std::string_view word(model::Truth truth);

}  // namespace comity::support
