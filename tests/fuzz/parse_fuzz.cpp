// Any bytes are a policy file: parsing and checking them ends, in a diagnostic or in a tree.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "grammar/diagnostics/render_json.hpp"
#include "grammar/diagnostics/render_text.hpp"
#include "grammar/parser/parse.hpp"
#include "interpreter/checker/check.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace comity;
  SourceSet sources;
  DiagnosticSink sink;
  const SourceId id = sources.add("fuzz.comity", std::string{reinterpret_cast<const char*>(data), size});
  const syntax::ParsedFile file = parser::parse(sources, id, sink);
  // What could not be read was reported.
  if (!file.is_complete && !sink.has_errors()) std::abort();
  checker::check(sources, {file}, sink);
  for (const Diagnostic& diagnostic : sink.sorted()) diagnostics::render_text(diagnostic, sources, diagnostics::Colour::on);
  diagnostics::render_json(sink.sorted(), sources);
  return 0;
}
