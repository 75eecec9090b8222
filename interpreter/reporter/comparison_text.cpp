// A comparison as plain text.
#include <algorithm>

#include <fmt/format.h>

#include "grammar/diagnostics/render_text.hpp"
#include "interpreter/reporter/comparison.hpp"
#include "interpreter/reporter/words.hpp"

namespace comity::reporter {
namespace {

constexpr std::size_t widest = 110;

// Broken between words; the first line begins with `first`, the others with as many spaces as `indent`.
std::string wrapped(const std::string& first, std::size_t indent, const std::string& text) {
  std::string result;
  std::string line = first;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    const std::string word = text.substr(at, end - at);
    at = end + 1;
    if (word.empty()) continue;
    const bool begins = width_of(line) <= indent;
    if (!begins && width_of(line) + 1 + width_of(word) > widest) {
      result += line + "\n";
      line = std::string(indent, ' ');
    } else if (!begins) {
      line += ' ';
    }
    line += word;
  }
  while (line.ends_with(' ')) line.pop_back();
  return result + line + "\n";
}

std::string joined(const std::vector<std::string>& pieces, std::string_view with) {
  std::string result;
  for (const std::string& piece : pieces) result += (result.empty() ? "" : std::string{with}) + piece;
  return result;
}

std::string row(std::size_t indent, const std::string& left, std::size_t width, const std::string& text) {
  return wrapped(std::string(indent, ' ') + padded(left, width) + "  ", indent + width + 2, text);
}

void add_policy(const PolicyWords& policy, std::string& text) {
  std::size_t width = 10;
  for (const auto& [name, words] : policy.heading) width = std::max(width, width_of(name));
  for (const RuleWords& rule : policy.rules) width = std::max(width, width_of(rule.name));
  for (const auto& [name, words] : policy.definitions) width = std::max(width, width_of(name));
  width = std::min<std::size_t>(width, 30);
  text += fmt::format("{}  \"{}\"\n", policy.name, policy.title);
  for (const auto& [name, words] : policy.heading) {
    text += row(2, name, width, words);
    if (name == "source" && !policy.address.empty()) text += row(2, "", width, policy.address);
  }
  for (const RuleWords& rule : policy.rules) {
    std::string says = joined(rule.says, ", ");
    if (!rule.overrides.empty()) says += ", overrides " + rule.overrides;
    text += row(2, rule.name, width, says);
    if (!rule.when.empty()) text += row(2, "", width, "when " + rule.when);
    if (!rule.unless.empty()) text += row(2, "", width, "unless " + rule.unless);
    if (!rule.citation.empty()) text += row(2, "", width, "(" + rule.citation + ")");
  }
  for (const auto& [name, words] : policy.definitions) text += row(2, name, width, "means " + words);
}

void add_matrix(const MatrixWords& matrix, std::string& text) {
  text += fmt::format("relations on {}: the row to the column{}\n", matrix.question, matrix.ladder.empty() ? "" : ", " + matrix.ladder);
  std::size_t width = 0;
  for (const std::string& name : matrix.names) width = std::max(width, width_of(name));
  const auto number = [](std::size_t i) { return fmt::format("({})", i + 1); };
  std::string head = std::string(width + 6, ' ');
  for (std::size_t i = 0; i < matrix.names.size(); ++i) head += "  " + padded(number(i), 4);
  while (head.ends_with(' ')) head.pop_back();
  text += head + "\n";
  for (std::size_t i = 0; i < matrix.names.size(); ++i) {
    std::string line = padded(number(i), 5) + " " + padded(matrix.names[i], width);
    for (std::size_t k = 0; k < matrix.names.size(); ++k) {
      const std::string sign = i == k ? "." : matrix.cells[i][k] ? std::string{relation_sign(*matrix.cells[i][k])} : "?";
      line += "  " + padded(sign, 4);
    }
    while (line.ends_with(' ')) line.pop_back();
    text += line + "\n";
  }
  text += "= the same everywhere, < never more, > never less, >< each says more somewhere, ? not compared\n";
  text += "\norder on " + matrix.question + ", the steps that do not follow from others\n";
  if (matrix.order_lines.empty()) text += "  none: no two can be ranked\n";
  for (const std::string& line : matrix.order_lines) text += "  " + line + "\n";
}

void add_counts(const PairWords& pair, const std::string& by, std::string& text) {
  if (!pair.compared->impact) return;
  const comparer::Counts& all = pair.compared->impact->all;
  const comparer::Bounds agree = rest(all.differ, all.records);
  text += row(2, "records", 8, fmt::format("{} in all: {} differ ({}), {} agree ({})", with_thousands(all.records), bounds_text(all.differ),
                                           share_text(all.differ, all.records), bounds_text(agree), share_text(agree, all.records)));
  if (pair.compared->impact->not_settled > 0) {
    text += row(2, "", 8, fmt::format("of {} the bounds could not be settled ({}); they count as if they could still become anything",
                                      with_thousands(pair.compared->impact->not_settled), pair.compared->impact->limit));
  }
  std::size_t width = width_of(by);
  for (const auto& [value, counts] : pair.compared->impact->by) width = std::max(width, width_of(value));
  if (!by.empty()) text += fmt::format("  by {}\n", by);
  for (const auto& [value, counts] : pair.compared->impact->by) {
    text += row(4, value, width, fmt::format("{}: {} differ ({})", with_thousands(counts.records), bounds_text(counts.differ), share_text(counts.differ, counts.records)));
  }
}

std::string decided_by(const SideWords& side) {
  if (side.rule.empty()) return "no rule speaks";
  return side.citation.empty() ? side.rule : fmt::format("{} ({})", side.rule, side.citation);
}

void add_witness(const std::vector<std::string>& words, const std::string& json, bool is_smallest, std::string& text) {
  text += row(6, "such as", 7, words.empty() ? "any record" : joined(words, "; "));
  text += "               " + json + "\n";
  if (!is_smallest) text += "               (a smaller one may exist: the search for it was ended)\n";
}

void add_difference(const PairWords& pair, const DifferenceWords& difference, std::size_t number, std::string& text) {
  std::string heading = "where " + difference.heading;
  if (difference.records) heading = fmt::format("{} {}: {}", bounds_text(*difference.records), difference.records->most == 1 ? "record" : "records", heading);
  const std::string place = fmt::format("{}. ", number);
  text += wrapped(place, width_of(place), heading);
  const std::size_t width = std::max(width_of(pair.left), width_of(pair.right));
  text += row(3, pair.left, width, decided_by(difference.left));
  text += row(3, pair.right, width, decided_by(difference.right));
  for (const RegionWords& region : difference.regions) {
    text += wrapped(fmt::format("   {} ", region.id), 8, region.when.empty() ? "always" : "when " + region.when.front());
    for (std::size_t i = 1; i < region.when.size(); ++i) text += wrapped("       and ", 11, region.when[i]);
    add_witness(region.witness, region.witness_json, region.is_smallest, text);
  }
}

void add_pair(const PairWords& pair, const std::string& by, std::string& text) {
  text += fmt::format("{}: {}\n", pair.heading, pair.relation);
  text += wrapped("  ", 2, pair.meaning);
  text += row(2, "found", 8, pair.found);
  text += row(2, pair.is_complete ? "complete" : "limit", 8, pair.reached);
  add_counts(pair, by, text);
  for (std::size_t i = 0; i < pair.differences.size(); ++i) {
    text += "\n";
    add_difference(pair, pair.differences[i], i + 1, text);
  }
  if (!pair.terms.empty()) text += "\nthe same outcome with other terms or duties\n";
  for (const TermsWords& terms : pair.terms) {
    const std::size_t width = std::max(width_of(pair.left), width_of(pair.right));
    text += row(3, pair.left, width, terms.left.empty() ? "none" : terms.left);
    text += row(3, pair.right, width, terms.right.empty() ? "none" : terms.right);
    add_witness(terms.witness, terms.witness_json, true, text);
  }
}

}  // namespace

std::string comparison_text(const ComparisonReport& report) {
  std::string text;
  if (!report.first_line.empty()) text += report.first_line + "\n\n";
  for (const SubjectWords& subject : report.subjects) {
    if (!subject.law.empty()) text += fmt::format("{}: {}\n", subject.name, subject.law);
    if (!subject.law.empty() && subject.policies.empty()) text += "no text in force speaks to what is compared\n\n";
    for (const PolicyWords& policy : subject.policies) {
      if (subject.law.empty() && policy.name != subject.name) text += subject.name + " is ";
      add_policy(policy, text);
      text += "\n";
    }
  }
  for (const MatrixWords& matrix : report.matrices) {
    add_matrix(matrix, text);
    text += "\n";
  }
  for (std::size_t i = 0; i < report.pairs.size(); ++i) {
    if (i > 0) text += "\n";
    add_pair(report.pairs[i], report.by, text);
  }
  return diagnostics::printable(text);
}

}  // namespace comity::reporter
