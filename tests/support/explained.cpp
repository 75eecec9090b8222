#include "tests/support/explained.hpp"

#include <algorithm>
#include <sstream>

namespace comity::support {

std::vector<std::string> lines_of(std::string_view text) {
  std::istringstream in{std::string{text}};
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

std::string example(Code code, std::string_view heading) {
  const std::vector<std::string> lines = lines_of(diagnostics::explanation(code));
  std::string result;
  auto line = std::find(lines.begin(), lines.end(), heading);
  if (line == lines.end()) return result;
  for (++line; line != lines.end() && (line->empty() || line->starts_with("    ")); ++line) {
    result += (line->empty() ? "" : line->substr(4)) + "\n";
  }
  return result;
}

std::string whole(const std::string& text) {
  static const std::vector<std::string> declarations{"decision", "choice",       "record",     "determination",
                                                     "duty",     "jurisdiction", "standing",   "definition",
                                                     "policy",   "example",      "mapping"};
  const std::string first = text.substr(0, text.find(' '));
  if (text.starts_with('#') || std::find(declarations.begin(), declarations.end(), first) != declarations.end()) return text;
  std::string policy =
      "policy draft \"Response to detainers\"\n"
      "  authority cook_county\n"
      "  status    proposed\n"
      "  source    \"Cook County Code 46-37\"\n\n";
  for (const std::string& line : lines_of(text)) policy += (line.empty() ? "" : "  " + line) + "\n";
  return policy;
}

}  // namespace comity::support
