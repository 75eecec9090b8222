// The registry of everything Comity may find fault with. Codes are words, stable for ever; the
// long explanation that `comity lint --explain CODE` prints stands beside each.
#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace comity::diagnostics {

enum class Code {
#define COMITY_CODE(enumerator, name, severity, phase, title) enumerator,
#include "grammar/diagnostics/codes.def"
#undef COMITY_CODE
};

// A note tells something, and nothing is wrong: only lint has them.
enum class Severity { error, warning, note };

// The phase that reports a code; the explanation says so, and codes are listed in this order.
enum class Phase { text, parse, check, table, record, lint };

struct CodeInfo {
  Code code;
  std::string_view name;   // "unknown-name"
  Severity severity;
  Phase phase;
  std::string_view title;  // one line, what is wrong
};

const CodeInfo& info(Code code);
std::span<const CodeInfo> all_codes();
std::optional<Code> find_code(std::string_view name);

// What it means, why it matters in law, a bad and a good example; several lines. Never empty.
std::string_view explanation(Code code);

std::string_view name(Severity severity);  // "error", "warning", "note"
std::string_view name(Phase phase);

}  // namespace comity::diagnostics

namespace comity {
using diagnostics::Code;
using diagnostics::Severity;
}  // namespace comity
