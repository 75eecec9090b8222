#include "interpreter/reporter/findings.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "interpreter/reporter/record_json.hpp"

namespace comity::reporter {

std::string finding_text(const linter::Finding& finding, const SourceSet& sources, const model::Vocabulary& vocabulary, diagnostics::Colour colour) {
  const std::string text = diagnostics::render_text(finding.diagnostic, sources, colour);
  if (!finding.witness) return text;
  // The witness stands before the lines that close the frame, with as much space before it as they have.
  const std::size_t closing = text.rfind(" = more: ");
  const std::size_t line = text.rfind('\n', closing) + 1;
  const std::string margin = text.substr(line, closing - line);
  const std::string json = record_json(vocabulary, finding.witness->record, "witness").dump();
  return text.substr(0, line) + fmt::format("{} = witness: {}\n{} = on it: {}\n", margin, json, margin, diagnostics::printable(finding.witness->says)) + text.substr(line);
}

std::string findings_count(const std::vector<linter::Finding>& findings) {
  const auto count = static_cast<std::size_t>(std::count_if(findings.begin(), findings.end(), linter::counts));
  const std::size_t notes = findings.size() - count;
  std::string text = count == 0 ? "no findings" : fmt::format("{} {}", count, count == 1 ? "finding" : "findings");
  if (notes > 0) text += fmt::format(", {} {}", notes, notes == 1 ? "note" : "notes");
  return text;
}

}  // namespace comity::reporter
