// JUnit's XML, as build servers read it: a suite of the files that were asked about, a case that fails
// for each finding, one that passes for each file without any. What only tells stands as output.
#include <algorithm>
#include <vector>

#include <fmt/format.h>

#include "interpreter/reporter/findings_formats.hpp"

namespace comity::reporter {
namespace {

// XML has no way to write most control characters, and none for bytes that are no UTF-8.
std::string escaped(std::string_view text) {
  std::string result;
  for (const char letter : text) {
    switch (letter) {
      case '&': result += "&amp;"; break;
      case '<': result += "&lt;"; break;
      case '>': result += "&gt;"; break;
      case '"': result += "&quot;"; break;
      case '\n': result += "&#10;"; break;
      case '\t': result += "&#9;"; break;
      default: result += static_cast<unsigned char>(letter) < 0x20 ? '?' : letter; break;
    }
  }
  return result;
}

std::string text_of(const linter::Finding& finding) {
  const Diagnostic& diagnostic = finding.diagnostic;
  std::string text = diagnostic.message;
  if (!diagnostic.primary.text.empty()) text += "\n" + diagnostic.primary.text;
  if (finding.witness) text += "\non a record that proves it: " + finding.witness->says;
  if (!diagnostic.helps.empty()) text += "\nhelp: " + diagnostic.helps.front().text;
  return text;
}

}  // namespace

std::string findings_junit(const FindingsReport& report) {
  std::string cases;
  std::size_t count = 0;
  std::size_t failures = 0;
  std::vector<std::string_view> found;
  for (const linter::Finding& finding : report.findings) {
    const Diagnostic& diagnostic = finding.diagnostic;
    const source::Source& source = report.sources[diagnostic.primary.span.source];
    const auto code = diagnostics::info(diagnostic.code).name;
    const auto line = source.lines.line_of(diagnostic.primary.span.begin);
    found.push_back(source.name);
    cases += fmt::format("    <testcase classname=\"{}\" name=\"{}, line {}\" time=\"0\">\n", escaped(source.name), code, line);
    if (fails(finding)) {
      ++failures;
      cases += fmt::format("      <failure type=\"{}\" message=\"{}\">{}:{}: {}</failure>\n", code, escaped(diagnostic.message), escaped(source.name), line,
                           escaped(text_of(finding)));
    } else {
      cases += fmt::format("      <system-out>{}:{}: {}</system-out>\n", escaped(source.name), line, escaped(text_of(finding)));
    }
    cases += "    </testcase>\n";
    ++count;
  }
  for (const std::string& file : report.files) {
    if (std::find(found.begin(), found.end(), file) != found.end()) continue;
    cases += fmt::format("    <testcase classname=\"{}\" name=\"no findings\" time=\"0\"/>\n", escaped(file));
    ++count;
  }
  return fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites tests=\"{0}\" failures=\"{1}\" errors=\"0\" time=\"0\">\n"
      "  <testsuite name=\"comity lint\" tests=\"{0}\" failures=\"{1}\" errors=\"0\" skipped=\"0\" time=\"0\">\n{2}  </testsuite>\n</testsuites>\n",
      count, failures, cases);
}

}  // namespace comity::reporter
