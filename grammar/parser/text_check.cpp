#include "grammar/parser/text_check.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "grammar/parser/parse.hpp"

namespace comity::parser {
namespace {

struct Decoded {
  char32_t character = 0;
  std::uint32_t length = 0;  // bytes; 0 where no character is
};

// UTF-8 as RFC 3629 has it: no overlong forms, no surrogates, nothing above U+10FFFF.
Decoded decode(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
  const auto tail = [&](std::size_t i) { return (byte(i) & 0xC0U) == 0x80U; };
  const std::uint32_t first = byte(at);
  if (first < 0x80U) return {static_cast<char32_t>(first), 1};
  if (first >= 0xC2U && first <= 0xDFU && tail(at + 1))
    return {static_cast<char32_t>((first & 0x1FU) << 6U | (byte(at + 1) & 0x3FU)), 2};
  if ((first & 0xF0U) == 0xE0U && tail(at + 1) && tail(at + 2)) {
    const std::uint32_t c = (first & 0x0FU) << 12U | (byte(at + 1) & 0x3FU) << 6U | (byte(at + 2) & 0x3FU);
    if (c < 0x800U || (c >= 0xD800U && c <= 0xDFFFU)) return {};
    return {static_cast<char32_t>(c), 3};
  }
  if (first >= 0xF0U && first <= 0xF4U && tail(at + 1) && tail(at + 2) && tail(at + 3)) {
    const std::uint32_t c =
        (first & 0x07U) << 18U | (byte(at + 1) & 0x3FU) << 12U | (byte(at + 2) & 0x3FU) << 6U | (byte(at + 3) & 0x3FU);
    if (c < 0x10000U || c > 0x10FFFFU) return {};
    return {static_cast<char32_t>(c), 4};
  }
  return {};
}

// Characters that turn the direction of text or cannot be seen: what a reader sees would not be what is read.
// Unicode Standard Annex 9 and Technical Report 36.
bool is_hidden(char32_t c) {
  return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x200E || c == 0x200F || c == 0x061C ||
         (c >= 0x200B && c <= 0x200D) || c == 0x2060 || c == 0xFEFF || c == 0x2028 || c == 0x2029;
}

bool is_control(char32_t c) { return (c < 0x20 && c != '\t' && c != '\n' && c != '\r') || (c >= 0x7F && c <= 0x9F); }

// Letters and signs that look like those of the language (Unicode confusables, the ones a keyboard or a word processor
// makes).
constexpr std::array<std::pair<char32_t, std::string_view>, 42> look_alikes{{
    {0x0430, "a"},  {0x0435, "e"},  {0x043E, "o"},  {0x0440, "p"},  {0x0441, "c"},  {0x0443, "y"}, {0x0445, "x"},
    {0x0456, "i"},  {0x0458, "j"},  {0x0455, "s"},  {0x04BB, "h"},  {0x0501, "d"},  {0x051B, "q"}, {0x051D, "w"},
    {0x03BF, "o"},  {0x03B1, "a"},  {0x03B9, "i"},  {0x03BD, "v"},  {0x0261, "g"},  {0x2019, "'"}, {0x2018, "'"},
    {0x201C, "\""}, {0x201D, "\""}, {0x201E, "\""}, {0x00AB, "\""}, {0x00BB, "\""}, {0x2013, "-"}, {0x2014, "-"},
    {0x2212, "-"},  {0x2264, "<="}, {0x2265, ">="}, {0x00A0, " "},  {0x2003, " "},  {0x2009, " "}, {0x202F, " "},
    {0xFF08, "("},  {0xFF09, ")"},  {0xFF0C, ","},  {0x0131, "i"},  {0x00E1, "a"},  {0x00E9, "e"}, {0x2260, "is not"},
}};

std::optional<std::string_view> look_alike(char32_t c) {
  for (const auto& [character, plain] : look_alikes) {
    if (character == c) return plain;
  }
  return std::nullopt;
}

std::string code_point(char32_t c) { return fmt::format("U+{:04X}", static_cast<std::uint32_t>(c)); }

// Reports the characters of one text in one pass.
class TextCheck {
 public:
  TextCheck(const source::SourceSet& sources, source::SourceId source, DiagnosticSink& sink)
      : text_{sources[source].text}, source_{source}, sink_{sink} {}

  bool run() {
    if (text_.size() > largest_file) {
      sink_.report(Code::file_too_large, {source_, 0, 0}, "this file is {} MiB long; a policy file has at most {} MiB",
                   text_.size() >> 20U, largest_file >> 20U);
      return false;
    }
    std::size_t at = 0;
    if (text_.starts_with("\xEF\xBB\xBF")) {
      sink_.report(Code::byte_order_mark, span(0, 3), "the file begins with a byte order mark")
          .help("remove it; `comity format` does", {Edit{span(0, 3), ""}});
      at = 3;
    }
    for (; at < text_.size();) {
      const Decoded next = decode(text_, at);
      if (next.length == 0) {
        report_bad_bytes(at);
        return false;
      }
      const std::size_t passed = look_at(next, at);
      at += passed;
    }
    return true;
  }

 private:
  enum class Place { code, text, comment };

  Span span(std::size_t begin, std::size_t end) const {
    return {source_, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
  }

  // Returns how many bytes it has dealt with.
  std::size_t look_at(const Decoded& next, std::size_t at) {
    const char32_t c = next.character;
    const Span here = span(at, at + next.length);
    const bool is_line_end = c == '\n';
    if (c == '\r') {
      look_at_carriage_return(here);
    } else if (is_control(c)) {
      sink_.report(Code::control_character, here, "a control character ({}) stands here", code_point(c))
          .help("remove it", {Edit{here, ""}});
    } else if (is_hidden(c)) {
      sink_
          .report(Code::hidden_character, here,
                  "an invisible character ({}) stands here: what is seen would not be what is read", code_point(c))
          .help("remove it", {Edit{here, ""}});
    } else if (place_ == Place::code && c >= 0x80) {
      if (const std::size_t quoted_text = report_curly_quotes(c, at); quoted_text > 0) return quoted_text;
      report_foreign(c, here);
    }
    if (is_line_end) place_ = Place::code;
    if (c == '"' && place_ != Place::comment) place_ = place_ == Place::text ? Place::code : Place::text;
    if (c == '#' && place_ == Place::code) place_ = Place::comment;
    return next.length;
  }

  // A text between the quotes of a word processor is one mistake. Returns its length; 0 when there is none.
  std::size_t report_curly_quotes(char32_t c, std::size_t at) {
    constexpr std::array<std::string_view, 5> quotes{"\u201C", "\u201D", "\u201E", "\u00AB", "\u00BB"};
    if (look_alike(c) != "\"") return 0;
    const std::size_t begin = at + decode(text_, at).length;
    const std::size_t line_end = std::min(text_.find('\n', at), text_.size());
    std::size_t end = line_end;
    for (const std::string_view quote : quotes) end = std::min(end, text_.find(quote, begin));
    if (end >= line_end || text_.substr(begin, end - begin).find('"') != std::string_view::npos) return 0;
    const std::size_t after = end + decode(text_, end).length;
    sink_
        .report(Code::foreign_character, span(at, after),
                "a text stands between straight double quotes, not between these")
        .help("write `\"` on both sides", {Edit{span(at, begin), "\""}, Edit{span(end, after), "\""}});
    return after - at;
  }

  void look_at_carriage_return(Span here) {
    if (here.end < text_.size() && text_[here.end] == '\n') {
      if (!std::exchange(has_carriage_returns_, true)) {
        sink_.report(Code::carriage_return, here, "the lines of this file end in CR LF")
            .help("let them end in LF alone; `comity format` does");
      }
    } else {
      sink_.report(Code::control_character, here, "a carriage return stands here without a line feed")
          .help("remove it", {Edit{here, ""}});
    }
  }

  void report_foreign(char32_t c, Span here) {
    const std::string_view shown = text_.substr(here.begin, here.end - here.begin);
    const std::optional<std::string_view> plain = look_alike(c);
    auto report =
        sink_.report(Code::foreign_character, here,
                     "`{}` ({}) is no character of the language outside texts and comments", shown, code_point(c));
    if (plain == " ") {
      report.help("it looks like a space: write one", {Edit{here, " "}});
    } else if (plain) {
      report.help(fmt::format("it looks like `{0}`: write `{0}`", *plain), {Edit{here, std::string{*plain}}});
    } else {
      report.help("a text stands in double quotes, and a name in small letters from a to z");
    }
  }

  void report_bad_bytes(std::size_t at) {
    sink_
        .report(Code::not_utf_8, span(at, at + 1), "this file is not UTF-8 text: byte {} is 0x{:02X}", at + 1,
                static_cast<unsigned>(static_cast<unsigned char>(text_[at])))
        .help("save the file as UTF-8");
  }

  std::string_view text_;
  source::SourceId source_;
  DiagnosticSink& sink_;
  Place place_ = Place::code;
  bool has_carriage_returns_ = false;
};

}  // namespace

bool check_text(const source::SourceSet& sources, source::SourceId source, DiagnosticSink& sink) {
  return TextCheck{sources, source, sink}.run();
}

}  // namespace comity::parser
