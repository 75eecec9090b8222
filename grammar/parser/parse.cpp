#include "grammar/parser/parse.hpp"

#include <utility>

#include "grammar/parser/actions.hpp"
#include "grammar/parser/messages.hpp"
#include "grammar/parser/text_check.hpp"

namespace comity::parser {

syntax::ParsedFile parse(const source::SourceSet& sources, source::SourceId source, DiagnosticSink& sink) {
  Builder builder{sources, source, sink};
  if (!check_text(sources, source, sink)) {
    builder.file().is_complete = false;
    return std::move(builder).finish();
  }
  const std::string& text = sources[source].text;
  // A byte order mark is passed over; check_text has warned of it.
  const std::size_t mark = text.starts_with("\xEF\xBB\xBF") ? 3 : 0;
  tao::pegtl::memory_input<tao::pegtl::tracking_mode::lazy> in{text.data() + mark, text.data() + text.size(), ""};
  Frame frame{builder};
  builder.start_at(text.data() + mark);
  try {
    tao::pegtl::parse<rules::file, action, control>(in, frame);
  } catch (const SyntaxError& error) {
    // Every item is recovered for itself; nothing outside one can fail. Kept so that no input ends the program.
    builder.report(error);
  }
  builder.file().decls = std::move(frame.decls);
  return std::move(builder).finish();
}

}  // namespace comity::parser
