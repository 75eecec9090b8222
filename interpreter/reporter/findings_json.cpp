#include <nlohmann/json.hpp>

#include "grammar/diagnostics/render_json.hpp"
#include "interpreter/reporter/findings_formats.hpp"
#include "interpreter/reporter/record_json.hpp"

namespace comity::reporter {

using Json = nlohmann::ordered_json;

bool fails(const linter::Finding& finding) {
  if (diagnostics::info(finding.diagnostic.code).phase == diagnostics::Phase::lint) return linter::counts(finding);
  return finding.diagnostic.severity == Severity::error;
}

std::string findings_json(const FindingsReport& report) {
  std::vector<Diagnostic> diagnostics;
  for (const linter::Finding& finding : report.findings) diagnostics.push_back(finding.diagnostic);
  Json result = Json::parse(diagnostics::render_json(diagnostics, report.sources));
  for (std::size_t i = 0; i < report.findings.size(); ++i) {
    const auto& witness = report.findings[i].witness;
    if (witness && report.vocabulary != nullptr) result[i]["witness"] = record_json(*report.vocabulary, witness->record, "witness");
  }
  return result.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace comity::reporter
