// A comparison as CSV: a line for each region, one for each pair without a difference.
#include <fmt/format.h>

#include "interpreter/reporter/comparison.hpp"

namespace comity::reporter {
namespace {

// RFC 4180: a cell with a comma, a quote or a line break stands in quotes, and quotes in it are doubled.
std::string cell(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string result = "\"";
  for (const char c : text) {
    if (c == '"') result += '"';
    result += c;
  }
  return result + "\"";
}

std::string line_of(const std::vector<std::string>& cells) {
  std::string line;
  for (std::size_t i = 0; i < cells.size(); ++i) line += (i == 0 ? "" : ",") + cell(cells[i]);
  return line + "\r\n";
}

std::string joined(const std::vector<std::string>& pieces) {
  std::string result;
  for (const std::string& piece : pieces) result += (result.empty() ? "" : "; ") + piece;
  return result;
}

}  // namespace

std::string comparison_csv(const ComparisonReport& report) {
  std::string text = line_of({"comparison", "first", "second", "relation", "complete", "first_outcome", "second_outcome", "first_rule", "second_rule", "first_citation",
                              "second_citation", "records_least", "records_most", "region", "when", "witness"});
  for (const PairWords& pair : report.pairs) {
    const std::vector<std::string> head{pair.heading, pair.left, pair.right, pair.relation, pair.is_complete ? "true" : "false"};
    const auto add = [&](std::vector<std::string> rest_of_line) {
      std::vector<std::string> cells = head;
      rest_of_line.resize(11);
      cells.insert(cells.end(), rest_of_line.begin(), rest_of_line.end());
      text += line_of(cells);
    };
    if (pair.differences.empty()) add({});
    for (const DifferenceWords& difference : pair.differences) {
      for (const RegionWords& region : difference.regions) {
        add({difference.left.outcome, difference.right.outcome, difference.left.rule, difference.right.rule, difference.left.citation, difference.right.citation,
             difference.records ? std::to_string(difference.records->least) : "", difference.records ? std::to_string(difference.records->most) : "", region.id,
             joined(region.when), region.witness_json});
      }
    }
  }
  return text;
}

}  // namespace comity::reporter
