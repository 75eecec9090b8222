#include "interpreter/reporter/explanation.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "grammar/diagnostics/render_text.hpp"
#include "interpreter/reporter/words.hpp"

namespace comity::reporter {
namespace {

constexpr std::size_t widest_left = 40;
constexpr std::size_t widest_right = 88;

// Broken between words; a word longer than the width stays whole, as an address must.
std::vector<std::string> wrapped(const std::string& text) {
  std::vector<std::string> lines(1);
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    const std::string word = text.substr(at, end - at);
    std::string& line = lines.back();
    if (!line.empty() && width_of(line) + 1 + width_of(word) > widest_right) {
      lines.push_back(word);
    } else {
      line += (line.empty() ? "" : " ") + word;
    }
    at = end + 1;
  }
  return lines;
}

std::string row(std::size_t indent, const std::string& left, const std::string& right, std::size_t column) {
  std::string line(indent, ' ');
  line += left;
  if (!right.empty()) {
    line = padded(line, column);
    if (width_of(left) + indent >= column) line += "  ";
    line += right;
  }
  while (line.ends_with(' ')) line.pop_back();
  return line + "\n";
}

}  // namespace

std::string explanation_text(const std::string& head, const std::vector<explainer::Explanation>& explanations) {
  std::size_t column = 0;
  for (const explainer::Explanation& explanation : explanations) {
    column = std::max(column, 2 + width_of(explanation.decision + ": " + explanation.answer));
    for (const explainer::Line& line : explanation.lines) column = std::max(column, 4 + width_of(line.left));
  }
  column = std::min(column, widest_left) + 2;
  std::string result = head + "\n";
  for (const explainer::Explanation& explanation : explanations) {
    result += row(2, explanation.decision + ": " + explanation.answer, explanation.by, column);
    for (const explainer::Line& line : explanation.lines) {
      if (line.right.empty()) result += row(4, line.left, "", column);
      for (std::size_t i = 0; i < line.right.size(); ++i) {
        const std::vector<std::string> pieces = wrapped(line.right[i]);
        for (std::size_t k = 0; k < pieces.size(); ++k) result += row(4, i == 0 && k == 0 ? line.left : "", (k == 0 ? "" : "  ") + pieces[k], column);
      }
    }
  }
  return diagnostics::printable(result);
}

}  // namespace comity::reporter
