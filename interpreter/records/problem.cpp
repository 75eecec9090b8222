#include "interpreter/records/problem.hpp"

#include <fmt/format.h>

namespace comity::records {
namespace {

constexpr std::size_t longest_shown = 60;  // bytes

// Continues the character before it.
bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

}  // namespace

std::string shown(std::string_view text) {
  std::size_t end = text.size();
  if (end > longest_shown) {
    end = longest_shown;
    while (end > 0 && is_continuation(text[end])) --end;
  }
  std::string result;
  for (std::size_t i = 0; i < end; ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    // The second block of control characters is written C2 80 to C2 9F.
    const bool is_high_control = byte == 0xC2U && i + 1 < end && static_cast<unsigned char>(text[i + 1]) < 0xA0U;
    if (is_high_control) {
      result += fmt::format("\\u{:04x}", static_cast<unsigned char>(text[++i]));
    } else if (byte < 0x20U || byte == 0x7FU) {
      result += fmt::format("\\u{:04x}", byte);
    } else {
      result += text[i];
    }
  }
  if (end < text.size()) result += "…";
  return result;
}

std::string render(const Problem& problem, std::string_view file) {
  const diagnostics::CodeInfo& code = diagnostics::info(problem.code);
  std::string result{file};
  if (problem.line != 0) result += fmt::format(":{}", problem.line);
  result += fmt::format(": {}[{}]: ", diagnostics::name(code.severity), code.name);
  if (!problem.id.empty()) result += fmt::format("record {}: ", shown(problem.id));
  result += problem.message;
  if (!problem.help.empty()) result += fmt::format("\n  help: {}", problem.help);
  return result;
}

}  // namespace comity::records
