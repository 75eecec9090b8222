// Policies for a measurement: texts in, a checked library out. Texts that do not load end the program
// with what is wrong: there is nothing to measure then.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "grammar/source/source.hpp"
#include "grammar/syntax/ast.hpp"
#include "interpreter/model/library.hpp"

namespace comity::bench {

struct Loaded {
  SourceSet sources;
  std::vector<syntax::ParsedFile> files;
  model::Library library;
};

// (name, text) of each file.
Loaded load(const std::vector<std::pair<std::string, std::string>>& texts);

// Every .comity file below a folder.
Loaded load_folder(const std::string& folder);

}  // namespace comity::bench
