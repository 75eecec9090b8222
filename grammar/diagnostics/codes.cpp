#include "grammar/diagnostics/codes.hpp"

#include <algorithm>
#include <array>

namespace comity::diagnostics {
namespace {

constexpr std::array registry{
#define COMITY_CODE(enumerator, name, severity, phase, title) CodeInfo{Code::enumerator, name, Severity::severity, Phase::phase, title},
#include "grammar/diagnostics/codes.def"
#undef COMITY_CODE
};

}  // namespace

const CodeInfo& info(Code code) { return registry[static_cast<std::size_t>(code)]; }

std::span<const CodeInfo> all_codes() { return registry; }

std::optional<Code> find_code(std::string_view name) {
  const auto* const found = std::find_if(registry.begin(), registry.end(), [&](const CodeInfo& entry) { return entry.name == name; });
  if (found == registry.end()) return std::nullopt;
  return found->code;
}

std::string_view name(Severity severity) {
  switch (severity) {
    case Severity::error: return "error";
    case Severity::warning: return "warning";
    case Severity::note: return "note";
  }
  return {};
}

std::string_view name(Phase phase) {
  switch (phase) {
    case Phase::text: return "the text of a file";
    case Phase::parse: return "syntax";
    case Phase::check: return "check";
    case Phase::table: return "offense tables";
    case Phase::record: return "records";
    case Phase::lint: return "lint";
  }
  return {};
}

}  // namespace comity::diagnostics
