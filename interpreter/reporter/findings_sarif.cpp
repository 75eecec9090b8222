// SARIF 2.1.0 (OASIS standard): one run, one rule for each code that was found, one result for each
// finding. Columns are counted in characters, as everywhere in the program.
#include <map>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "interpreter/reporter/findings_formats.hpp"
#include "interpreter/reporter/record_json.hpp"

namespace comity::reporter {
namespace {

using Json = nlohmann::ordered_json;

// A path as a URI may have it: everything but what is plain there is escaped, byte by byte.
std::string uri_of(std::string_view path) {
  constexpr std::string_view plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/";
  std::string result;
  for (const char byte : path) {
    if (plain.find(byte) != std::string_view::npos) {
      result += byte;
    } else {
      result += fmt::format("%{:02X}", static_cast<unsigned char>(byte));
    }
  }
  return result;
}

Json region_of(const source::Source& source, Span span) {
  const auto begin = source.lines.position_of(source.text, span.begin);
  const auto end = source.lines.position_of(source.text, span.end);
  return {{"startLine", begin.line}, {"startColumn", begin.column}, {"endLine", end.line}, {"endColumn", end.column}};
}

Json artifact_of(const source::Source& source) { return {{"uri", uri_of(source.name)}}; }

Json location_of(const SourceSet& sources, const diagnostics::Label& label) {
  const source::Source& source = sources[label.span.source];
  Json location{{"physicalLocation", {{"artifactLocation", artifact_of(source)}, {"region", region_of(source, label.span)}}}};
  if (!label.text.empty()) location["message"] = {{"text", label.text}};
  return location;
}

// SARIF's word is our word.
Json level_of(Severity severity) { return diagnostics::name(severity); }

Json fixes_of(const SourceSet& sources, const diagnostics::Help& help) {
  std::map<source::SourceId, Json> by_file;
  for (const Edit& edit : help.edits) {
    by_file[edit.span.source].push_back({{"deletedRegion", region_of(sources[edit.span.source], edit.span)}, {"insertedContent", {{"text", edit.text}}}});
  }
  Json changes = Json::array();
  for (const auto& [source, replacements] : by_file) changes.push_back({{"artifactLocation", artifact_of(sources[source])}, {"replacements", replacements}});
  return Json::array({{{"description", {{"text", help.text}}}, {"artifactChanges", std::move(changes)}}});
}

// The message says the way out too: viewers show nothing else.
std::string message_of(const Diagnostic& diagnostic) {
  std::string text = diagnostic.message;
  if (!diagnostic.primary.text.empty()) text += ": " + diagnostic.primary.text;
  if (!diagnostic.helps.empty()) text += "\nhelp: " + diagnostic.helps.front().text;
  if (!diagnostic.citation.empty()) text += "\nunder: " + diagnostic.citation;
  return text;
}

Json rule_of(Code code) {
  const diagnostics::CodeInfo& info = diagnostics::info(code);
  return {{"id", info.name},
          {"shortDescription", {{"text", info.title}}},
          {"help", {{"text", diagnostics::explanation(code)}}},
          {"defaultConfiguration", {{"level", level_of(info.severity)}}}};
}

}  // namespace

std::string findings_sarif(const FindingsReport& report) {
  std::map<Code, std::size_t> places;
  Json rules = Json::array();
  Json results = Json::array();
  for (const linter::Finding& finding : report.findings) {
    const Diagnostic& diagnostic = finding.diagnostic;
    const auto [place, is_new] = places.emplace(diagnostic.code, places.size());
    if (is_new) rules.push_back(rule_of(diagnostic.code));
    Json location = location_of(report.sources, {diagnostic.primary.span, {}});
    Json result{{"ruleId", diagnostics::info(diagnostic.code).name},
                {"ruleIndex", place->second},
                {"level", level_of(diagnostic.severity)},
                {"message", {{"text", message_of(diagnostic)}}},
                {"locations", Json::array({std::move(location)})}};
    for (const auto& label : diagnostic.labels) result["relatedLocations"].push_back(location_of(report.sources, label));
    if (!diagnostic.helps.empty() && !diagnostic.helps.front().edits.empty()) result["fixes"] = fixes_of(report.sources, diagnostic.helps.front());
    if (finding.witness && report.vocabulary != nullptr) {
      result["properties"] = {{"witness", record_json(*report.vocabulary, finding.witness->record, "witness")}, {"onIt", finding.witness->says}};
    }
    results.push_back(std::move(result));
  }
  const Json document{{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
                      {"version", "2.1.0"},
                      {"runs", Json::array({{{"tool", {{"driver", {{"name", "comity"}, {"version", report.program_version}, {"rules", std::move(rules)}}}}},
                                             {"columnKind", "unicodeCodePoints"},
                                             {"results", std::move(results)}}})}};
  return document.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace comity::reporter
