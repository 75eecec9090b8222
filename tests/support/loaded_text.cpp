#include "tests/support/loaded_text.hpp"

#include "grammar/diagnostics/render_text.hpp"
#include "grammar/parser/parse.hpp"
#include "interpreter/checker/check.hpp"

namespace comity::support {

LoadedText load_text(const std::string& name, const std::string& text) {
  LoadedText loaded;
  DiagnosticSink sink;
  const SourceId source = loaded.sources.add(name, text);
  loaded.files.push_back(parser::parse(loaded.sources, source, sink));
  loaded.library = checker::check(loaded.sources, loaded.files, sink);
  for (const auto& diagnostic : sink.sorted()) {
    loaded.diagnostics += diagnostics::render_text(diagnostic, loaded.sources, diagnostics::Colour::off);
  }
  return loaded;
}

}  // namespace comity::support
