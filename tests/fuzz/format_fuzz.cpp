// Whatever parses can be laid out, parses again to the same tree with the same comments, and is then at rest.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "grammar/formatter/format.hpp"
#include "grammar/parser/parse.hpp"
#include "grammar/syntax/equal.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace comity;
  SourceSet sources;
  DiagnosticSink sink;
  const SourceId id = sources.add("fuzz.comity", std::string{reinterpret_cast<const char*>(data), size});
  const syntax::ParsedFile file = parser::parse(sources, id, sink);
  if (!file.is_complete) return 0;
  const std::string text = formatter::format(sources[id], file);
  const SourceId again_id = sources.add("again.comity", text);
  const syntax::ParsedFile again = parser::parse(sources, again_id, sink);
  if (!again.is_complete || !syntax::equal(file, again) || file.comments.size() != again.comments.size()) std::abort();
  if (formatter::format(sources[again_id], again) != text) std::abort();
  return 0;
}
