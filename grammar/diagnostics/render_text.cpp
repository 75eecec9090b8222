#include "grammar/diagnostics/render_text.hpp"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

namespace comity::diagnostics {
namespace {

constexpr std::uint32_t widest_line = 160;  // characters; of a longer line a window around the span is shown

struct Mark {
  Span span;
  std::string text;
  bool is_primary = false;
};

// The part of a line that is shown, and where it begins in characters.
struct Window {
  std::string text;
  std::uint32_t first = 0;  // characters left out before it
};

std::vector<std::string> characters_of(std::string_view text) {
  std::vector<std::string> result;
  for (std::size_t i = 0; i < text.size();) {
    std::size_t end = i + 1;
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) ++end;
    result.emplace_back(text.substr(i, end - i));
    i = end;
  }
  return result;
}

// A character that takes one column, whatever it was.
std::string shown(const std::string& character) {
  const auto first = static_cast<unsigned char>(character.front());
  if (character == "\t") return " ";
  if (first < 0x20U || first == 0x7FU) return "?";
  // Invisible and direction-changing characters, and bytes that are no text.
  if (character.starts_with("\xE2\x80") || character.starts_with("\xE2\x81") || character.starts_with("\xEF\xBB\xBF") || character.starts_with("\xD8\x9C")) {
    const bool is_dash_or_quote = character == "\xE2\x80\x93" || character == "\xE2\x80\x94" || character == "\xE2\x80\x99" || character == "\xE2\x80\x98" ||
                                  character == "\xE2\x80\x9C" || character == "\xE2\x80\x9D" || character == "\xE2\x80\xA6";
    return is_dash_or_quote ? character : "?";
  }
  const std::size_t wanted = first < 0x80U ? 1 : first < 0xC2U || first > 0xF4U ? 0 : first < 0xE0U ? 2 : first < 0xF0U ? 3 : 4;
  if (character.size() != wanted) return "?";  // no character of UTF-8
  if (character.starts_with("\xC2") && static_cast<unsigned char>(character[1]) < 0xA0U) return "?";
  return character;
}

Window window_of(std::string_view line, std::uint32_t column) {
  const std::vector<std::string> characters = characters_of(line);
  Window window;
  std::size_t first = 0;
  std::size_t last = characters.size();
  if (characters.size() > widest_line) {
    first = column > 60 ? column - 60 : 0;
    last = std::min(characters.size(), first + widest_line);
  }
  window.first = static_cast<std::uint32_t>(first);
  for (std::size_t i = first; i < last; ++i) window.text += shown(characters[i]);
  return window;
}

std::string_view colour_of(Severity severity) {
  switch (severity) {
    case Severity::error: return "1;31";
    case Severity::warning: return "1;33";
    case Severity::note: return "1;36";
  }
  return {};
}

class Frame {
 public:
  Frame(const source::SourceSet& sources, Colour colour) : sources_{sources}, colour_{colour} {}

  std::string render(const Diagnostic& diagnostic) {
    const std::string head = fmt::format("{}[{}]", name(diagnostic.severity), info(diagnostic.code).name);
    out_ = painted(head, colour_of(diagnostic.severity)) + ": " + painted(printable(diagnostic.message), "1") + "\n";
    std::vector<Mark> marks{{diagnostic.primary.span, diagnostic.primary.text, true}};
    for (const Label& label : diagnostic.labels) marks.push_back({label.span, label.text, false});
    margin_ = 1;
    for (const Mark& mark : marks) {
      if (mark.span.source < sources_.size()) margin_ = std::max(margin_, std::to_string(position(mark.span).line).size());
    }
    add_source(marks, diagnostic.primary.span.source);
    for (const Label& label : diagnostic.labels) {
      const bool is_shown = std::find(done_.begin(), done_.end(), label.span.source) != done_.end();
      if (!is_shown) add_source(marks, label.span.source);
    }
    for (const Help& help : diagnostic.helps) out_ += fmt::format("{} = help: {}\n", pad(), printable(help.text));
    if (!diagnostic.citation.empty()) out_ += fmt::format("{} = under: {}\n", pad(), printable(diagnostic.citation));
    out_ += fmt::format("{} = more: comity lint --explain {}\n", pad(), info(diagnostic.code).name);
    return out_;
  }

 private:
  std::string pad() const { return std::string(margin_, ' '); }

  std::string painted(const std::string& text, std::string_view code) const {
    return colour_ == Colour::on ? fmt::format("\x1b[{}m{}\x1b[0m", code, text) : text;
  }

  source::Position position(Span span) const {
    const source::Source& source = sources_[span.source];
    return source.lines.position_of(source.text, span.begin);
  }

  // The lines of one source that marks stand on, in order.
  void add_source(const std::vector<Mark>& marks, source::SourceId id) {
    done_.push_back(id);
    if (id >= sources_.size()) return;
    std::vector<Mark> here;
    std::copy_if(marks.begin(), marks.end(), std::back_inserter(here), [&](const Mark& mark) { return mark.span.source == id; });
    std::stable_sort(here.begin(), here.end(), [](const Mark& a, const Mark& b) { return a.span.begin < b.span.begin; });
    const auto primary = std::find_if(here.begin(), here.end(), [](const Mark& mark) { return mark.is_primary; });
    const source::Position place = position(primary != here.end() ? primary->span : here.front().span);
    out_ += fmt::format("{} ┌─ {}:{}:{}\n{} │\n", pad(), printable(sources_[id].name), place.line, place.column, pad());
    std::uint32_t last_line = 0;
    for (const Mark& mark : here) {
      const std::uint32_t line = position(mark.span).line;
      if (line != last_line) {
        if (last_line != 0 && line > last_line + 1) out_ += fmt::format("{} ·\n", pad());
        add_line(id, line, position(mark.span).column - 1);
      }
      add_underline(mark);
      last_line = line;
    }
    out_ += fmt::format("{} │\n", pad());
  }

  void add_line(source::SourceId id, std::uint32_t line, std::uint32_t column) {
    const source::Source& source = sources_[id];
    window_ = window_of(source.lines.line_text(source.text, line), column);
    out_ += fmt::format("{:>{}} │ {}\n", line, margin_, window_.text);
  }

  void add_underline(const Mark& mark) {
    const source::Source& source = sources_[mark.span.source];
    const source::Position begin = position(mark.span);
    const std::string_view line = source.lines.line_text(source.text, begin.line);
    const std::uint32_t line_length = source::count_characters(line);
    const std::uint32_t first = begin.column - 1;
    std::uint32_t length = source::count_characters(sources_.text_of(mark.span));
    // A span over several lines is underlined to the end of its first.
    if (first + length > line_length) length = line_length > first ? line_length - first : 1;
    length = std::clamp<std::uint32_t>(length, 1, widest_line);
    const std::uint32_t shift = first >= window_.first ? first - window_.first : 0;
    const std::string under(length, mark.is_primary ? '^' : '-');
    out_ += fmt::format("{} │ {}{}{}\n", pad(), std::string(shift, ' '), painted(under, mark.is_primary ? "1;31" : "1;34"),
                        mark.text.empty() ? "" : " " + printable(mark.text));
  }

  const source::SourceSet& sources_;
  Colour colour_;
  std::string out_;
  std::size_t margin_ = 1;
  Window window_;
  std::vector<source::SourceId> done_;
};

}  // namespace

std::string printable(std::string_view text) {
  std::string result;
  for (const std::string& character : characters_of(text)) result += character == "\n" ? character : shown(character);
  return result;
}

std::string render_text(const Diagnostic& diagnostic, const source::SourceSet& sources, Colour colour) {
  return Frame{sources, colour}.render(diagnostic);
}

std::string render_short(const Diagnostic& diagnostic, const source::SourceSet& sources) {
  std::string place;
  if (diagnostic.primary.span.source < sources.size()) {
    const source::Source& source = sources[diagnostic.primary.span.source];
    const auto position = source.lines.position_of(source.text, diagnostic.primary.span.begin);
    place = fmt::format("{}:{}:{}: ", printable(source.name), position.line, position.column);
  }
  return fmt::format("{}{}[{}]: {}\n", place, name(diagnostic.severity), info(diagnostic.code).name, printable(diagnostic.message));
}

}  // namespace comity::diagnostics
