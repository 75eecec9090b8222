#include "grammar/source/words_at.hpp"

namespace comity::source {

std::string words_at(const SourceSet& sources, const Span& span) {
  std::string result;
  bool is_in_text = false;
  bool is_in_comment = false;
  for (const char c : sources.text_of(span)) {
    if (c == '\n') is_in_comment = false;
    if (c == '#' && !is_in_text) is_in_comment = true;
    if (is_in_comment) continue;
    if (c == '"') is_in_text = !is_in_text;
    const bool is_space = c == ' ' || c == '\n' || c == '\r' || c == '\t';
    if (!is_space) result += c;
    if (is_space && !result.empty() && !result.ends_with(' ')) result += ' ';
  }
  while (result.ends_with(' ')) result.pop_back();
  return result;
}

}  // namespace comity::source
