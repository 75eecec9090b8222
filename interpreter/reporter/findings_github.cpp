// One workflow command a line: `::warning file=…,line=…::message`, which GitHub shows beside the text.
#include <fmt/format.h>

#include "interpreter/reporter/findings_formats.hpp"

namespace comity::reporter {
namespace {

// What would end the message is escaped; in a property, what would end the property too.
enum class Place { message, property };

std::string escaped(std::string_view text, Place place) {
  std::string result;
  for (const char letter : text) {
    const bool is_special = letter == '%' || letter == '\r' || letter == '\n' || (place == Place::property && (letter == ':' || letter == ','));
    if (is_special) {
      result += fmt::format("%{:02X}", static_cast<unsigned char>(letter));
    } else {
      result += letter;
    }
  }
  return result;
}

std::string_view command_of(Severity severity) {
  switch (severity) {
    case Severity::error: return "error";
    case Severity::warning: return "warning";
    case Severity::note: return "notice";
  }
  return {};
}

}  // namespace

std::string findings_github(const FindingsReport& report) {
  std::string text;
  for (const linter::Finding& finding : report.findings) {
    const Diagnostic& diagnostic = finding.diagnostic;
    const Span span = diagnostic.primary.span;
    const source::Source& source = report.sources[span.source];
    const auto begin = source.lines.position_of(source.text, span.begin);
    const auto end = source.lines.position_of(source.text, span.end);
    std::string message = diagnostic.message;
    if (!diagnostic.primary.text.empty()) message += ": " + diagnostic.primary.text;
    if (finding.witness) message += "\non a record that proves it: " + finding.witness->says;
    if (!diagnostic.helps.empty()) message += "\nhelp: " + diagnostic.helps.front().text;
    text += fmt::format("::{} file={},line={},endLine={}", command_of(diagnostic.severity), escaped(source.name, Place::property), begin.line, end.line);
    // Columns count only within one line; the last one is inside the span.
    if (begin.line == end.line && end.column > begin.column) text += fmt::format(",col={},endColumn={}", begin.column, end.column - 1);
    text += fmt::format(",title={}::{}\n", escaped(diagnostics::info(diagnostic.code).name, Place::property), escaped(message, Place::message));
  }
  return text;
}

}  // namespace comity::reporter
