#include "grammar/diagnostics/render_json.hpp"

#include <nlohmann/json.hpp>

namespace comity::diagnostics {

using Json = nlohmann::ordered_json;

namespace {

Json fix_of(const Diagnostic& diagnostic, const source::SourceSet& sources) {
  if (diagnostic.helps.empty() || diagnostic.helps.front().edits.empty()) return nullptr;
  Json edits = Json::array();
  for (const Edit& edit : diagnostic.helps.front().edits) {
    edits.push_back({{"file", sources[edit.span.source].name}, {"begin", edit.span.begin}, {"end", edit.span.end}, {"text", edit.text}});
  }
  return {{"text", diagnostic.helps.front().text}, {"edits", std::move(edits)}};
}

}  // namespace

std::string render_json(const std::vector<Diagnostic>& diagnostics, const source::SourceSet& sources) {
  Json result = Json::array();
  for (const Diagnostic& diagnostic : diagnostics) {
    const source::Source& source = sources[diagnostic.primary.span.source];
    const auto position = source.lines.position_of(source.text, diagnostic.primary.span.begin);
    result.push_back({{"code", info(diagnostic.code).name},
                      {"severity", name(diagnostic.severity)},
                      {"file", source.name},
                      {"line", position.line},
                      {"column", position.column},
                      {"message", diagnostic.message},
                      {"help", diagnostic.helps.empty() ? Json(nullptr) : Json(diagnostic.helps.front().text)},
                      {"witness", nullptr},
                      {"fix", fix_of(diagnostic, sources)}});
  }
  return result.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace comity::diagnostics
