// A library from its text, as the parser and the checker make it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "grammar/source/source.hpp"
#include "grammar/syntax/ast.hpp"
#include "interpreter/model/library.hpp"

namespace comity::support {

struct LoadedText {
  SourceSet sources;
  std::vector<syntax::ParsedFile> files;  // one
  std::optional<model::Library> library;  // absent when anything is wrong
  std::string diagnostics;                // rendered
};

LoadedText load_text(const std::string& name, const std::string& text);

}  // namespace comity::support
