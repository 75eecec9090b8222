#include "bench/loaded.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include <fmt/format.h>

#include "grammar/diagnostics/render_text.hpp"
#include "grammar/parser/parse.hpp"
#include "interpreter/checker/check.hpp"

namespace comity::bench {

Loaded load(const std::vector<std::pair<std::string, std::string>>& texts) {
  Loaded loaded;
  DiagnosticSink sink;
  for (const auto& [name, text] : texts) {
    const SourceId source = loaded.sources.add(name, text);
    loaded.files.push_back(parser::parse(loaded.sources, source, sink));
  }
  auto library = checker::check(loaded.sources, loaded.files, sink);
  if (!library) {
    for (const Diagnostic& diagnostic : sink.sorted()) {
      fmt::print(stderr, "{}", diagnostics::render_text(diagnostic, loaded.sources, diagnostics::Colour::off));
    }
    std::exit(1);
  }
  loaded.library = std::move(*library);
  return loaded;
}

Loaded load_folder(const std::string& folder) {
  std::vector<std::pair<std::string, std::string>> texts;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.path().extension() != ".comity") continue;
    std::ifstream file{entry.path(), std::ios::binary};
    texts.emplace_back(entry.path().string(), std::string{std::istreambuf_iterator<char>{file}, {}});
  }
  std::sort(texts.begin(), texts.end());
  return load(texts);
}

}  // namespace comity::bench
