// A comparison as Markdown, for issues, memos and wikis.
#include <fmt/format.h>

#include "grammar/diagnostics/render_text.hpp"
#include "interpreter/reporter/comparison.hpp"
#include "interpreter/reporter/words.hpp"

namespace comity::reporter {
namespace {

// What Markdown would take as layout stands for itself.
std::string plain(const std::string& text) {
  std::string result;
  for (const char c : text) {
    if (std::string_view{"\\`*_[]<>|#"}.find(c) != std::string_view::npos) result += '\\';
    result += c;
  }
  return result;
}

// Between backticks, in a table too.
std::string code(const std::string& text) {
  std::string inner;
  for (const char c : text) {
    if (c == '|') inner += '\\';
    inner += c == '`' ? '\'' : c;
  }
  return "`" + inner + "`";
}

std::string joined(const std::vector<std::string>& pieces, std::string_view with) {
  std::string result;
  for (const std::string& piece : pieces) result += (result.empty() ? "" : std::string{with}) + piece;
  return result;
}

void add_policy(const PolicyWords& policy, std::string& text) {
  text += fmt::format("### {}\n\n{}\n\n", code(policy.name), plain(policy.title));
  for (const auto& [name, words] : policy.heading) {
    text += fmt::format("- {}: {}", name, plain(words));
    if (name == "source" && !policy.address.empty()) text += fmt::format(", <{}>", policy.address);
    text += "\n";
  }
  text += "\n| rule | says | when | unless | rests on |\n| --- | --- | --- | --- | --- |\n";
  for (const RuleWords& rule : policy.rules) {
    const std::string says = joined(rule.says, ", ") + (rule.overrides.empty() ? "" : ", overrides " + rule.overrides);
    text += fmt::format("| {} | {} | {} | {} | {} |\n", code(rule.name), plain(says), plain(rule.when), plain(rule.unless), plain(rule.citation));
  }
  text += "\n";
  for (const auto& [name, words] : policy.definitions) text += fmt::format("- {} means {}\n", code(name), plain(words));
  if (!policy.definitions.empty()) text += "\n";
}

void add_matrix(const MatrixWords& matrix, std::string& text) {
  text += fmt::format("## Relations on {}\n\nThe row to the column{}: `=` the same everywhere, `<` never more, `>` never less, `><` each says more somewhere, `?` not compared.\n\n|  |",
                      plain(matrix.question), matrix.ladder.empty() ? "" : " (" + plain(matrix.ladder) + ")");
  for (std::size_t i = 0; i < matrix.names.size(); ++i) text += fmt::format(" {} |", i + 1);
  text += "\n| --- |";
  for (std::size_t i = 0; i < matrix.names.size(); ++i) text += " --- |";
  text += "\n";
  for (std::size_t i = 0; i < matrix.names.size(); ++i) {
    text += fmt::format("| {} {} |", i + 1, code(matrix.names[i]));
    for (std::size_t k = 0; k < matrix.names.size(); ++k) {
      text += i == k ? std::string{" |"} : fmt::format(" `{}` |", matrix.cells[i][k] ? relation_sign(*matrix.cells[i][k]) : "?");
    }
    text += "\n";
  }
  text += "\nThe order, by the steps that do not follow from others:\n\n";
  if (matrix.order_lines.empty()) text += "none: no two can be ranked\n";
  for (const std::string& line : matrix.order_lines) text += "- " + code(line) + "\n";
  text += "\n";
}

std::string decided_by(const SideWords& side) {
  if (side.rule.empty()) return "no rule speaks";
  return code(side.rule) + (side.citation.empty() ? "" : ", " + plain(side.citation));
}

void add_pair(const PairWords& pair, const std::string& by, std::string& text) {
  text += fmt::format("## {}: {}\n\n", plain(pair.heading), plain(pair.relation));
  text += fmt::format("{}; {}.\n\n", plain(pair.meaning), plain(pair.found));
  text += fmt::format("{}{}.\n\n", pair.is_complete ? "Complete: " : "Not complete: ", plain(pair.reached));
  if (pair.compared->impact) {
    const comparer::Counts& all = pair.compared->impact->all;
    const comparer::Bounds agree = rest(all.differ, all.records);
    text += fmt::format("{} records: {} differ ({}), {} agree ({}).\n\n", with_thousands(all.records), bounds_text(all.differ), share_text(all.differ, all.records),
                        bounds_text(agree), share_text(agree, all.records));
    if (pair.compared->impact->not_settled > 0) {
      text += fmt::format("Of {} the bounds could not be settled ({}); they count as if they could still become anything.\n\n",
                          with_thousands(pair.compared->impact->not_settled), plain(pair.compared->impact->limit));
    }
    if (!by.empty()) text += fmt::format("| {} | records | differ | share |\n| --- | --- | --- | --- |\n", code(by));
    for (const auto& [value, counts] : pair.compared->impact->by) {
      text += fmt::format("| {} | {} | {} | {} |\n", plain(value), with_thousands(counts.records), bounds_text(counts.differ), share_text(counts.differ, counts.records));
    }
    if (!by.empty()) text += "\n";
  }
  for (std::size_t i = 0; i < pair.differences.size(); ++i) {
    const DifferenceWords& difference = pair.differences[i];
    text += fmt::format("### {}. Where {}\n\n", i + 1, plain(difference.heading));
    if (difference.records) text += fmt::format("Records: {}.\n\n", bounds_text(*difference.records));
    text += fmt::format("- {}: {}\n- {}: {}\n\n", code(pair.left), decided_by(difference.left), code(pair.right), decided_by(difference.right));
    for (const RegionWords& region : difference.regions) {
      text += fmt::format("**{}** {}\n\n", region.id, region.when.empty() ? "always" : "when");
      for (const std::string& condition : region.when) text += "- " + plain(condition) + "\n";
      text += fmt::format("\nsuch as: {}\n\n    {}\n\n", plain(joined(region.witness, "; ")), region.witness_json);
    }
  }
  if (!pair.terms.empty()) text += "### The same outcome with other terms or duties\n\n";
  for (const TermsWords& terms : pair.terms) {
    text += fmt::format("- {}: {}\n- {}: {}\n\n    {}\n\n", code(pair.left), plain(terms.left), code(pair.right), plain(terms.right), terms.witness_json);
  }
}

}  // namespace

std::string comparison_markdown(const ComparisonReport& report) {
  std::string text = "# Comparison\n\n";
  if (!report.first_line.empty()) text = report.first_line + "\n\n" + text;
  for (const MatrixWords& matrix : report.matrices) add_matrix(matrix, text);
  for (const PairWords& pair : report.pairs) add_pair(pair, report.by, text);
  text += "## What is compared\n\n";
  for (const SubjectWords& subject : report.subjects) {
    if (!subject.law.empty()) text += fmt::format("{}: {}\n\n", code(subject.name), plain(subject.law));
    for (const PolicyWords& policy : subject.policies) {
      if (subject.law.empty() && policy.name != subject.name) text += fmt::format("{} is\n\n", code(subject.name));
      add_policy(policy, text);
    }
  }
  while (text.ends_with("\n\n")) text.pop_back();
  return diagnostics::printable(text);
}

}  // namespace comity::reporter
