// A comparison as one HTML page: offline, without scripts, for screens, phones and paper. Colours
// never speak alone: each has a pattern and a sign, and each picture has its numbers beside it.
#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "grammar/diagnostics/render_text.hpp"
#include "interpreter/reporter/comparison.hpp"
#include "interpreter/reporter/html_words.hpp"
#include "interpreter/reporter/words.hpp"

namespace comity::reporter {
namespace {

constexpr std::string_view style = R"(
:root{--ink:#1c2330;--soft:#556070;--line:#c9d0da;--paper:#fff;--quiet:#f4f6f9}
*{box-sizing:border-box}
body{margin:0 auto;max-width:72rem;padding:1rem;font:1rem/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;color:var(--ink);background:var(--paper)}
h1{font-size:1.5rem;line-height:1.25;margin:.5rem 0}
h2{font-size:1.25rem;line-height:1.3;margin:2.25rem 0 .5rem;border-top:2px solid var(--ink);padding-top:.75rem}
h3{font-size:1.05rem;line-height:1.35;margin:1.75rem 0 .4rem}
h4{font-size:1rem;margin:1rem 0 .3rem}
p{margin:.4rem 0}
code,.name{font-family:ui-monospace,"Cascadia Mono",Consolas,"DejaVu Sans Mono",monospace;font-size:.9em;overflow-wrap:anywhere}
.soft{color:var(--soft)}
.scroll{overflow-x:auto;margin:.5rem 0}
table{border-collapse:collapse}
th,td{border:1px solid var(--line);padding:.35rem .55rem;text-align:left;vertical-align:top}
thead th{background:var(--quiet)}
.matrix td{text-align:center;min-width:2.75rem;height:2.4rem;vertical-align:middle;font-weight:700}
.matrix td a{color:inherit;text-decoration:none;display:block}
.matrix th[scope=col]{text-align:center}
.matrix th,.mark{white-space:nowrap}
.matrix .name{overflow-wrap:normal}
.mark{background:#fff;border-radius:.3rem;padding:0 .35rem;display:inline-block}
.equal{background-color:#dfe5ee}
.below{background:repeating-linear-gradient(0deg,#8fc3e8 0 3px,#d3e8f7 3px 9px)}
.above{background:repeating-linear-gradient(90deg,#f0a44b 0 3px,#fbe3c6 3px 9px)}
.incomparable{background:repeating-linear-gradient(45deg,#c58bc8 0 3px,#f1def2 3px 9px)}
.open{background:radial-gradient(#9aa4b2 1.2px,transparent 1.4px) 0 0/8px 8px}
.self{background:var(--quiet)}
.agree{background-color:#dfe5ee}
.differ{background:repeating-linear-gradient(45deg,#f0a44b 0 3px,#fbe3c6 3px 9px)}
.key{display:flex;flex-wrap:wrap;gap:.4rem 1.2rem;list-style:none;padding:0;margin:.5rem 0;font-size:.9rem}
.key span{display:inline-block;min-width:2.2rem;text-align:center;border:1px solid var(--line);margin-right:.4rem;font-weight:700}
.order{max-width:100%;height:auto}
.order line{stroke:var(--ink);stroke-width:1.5}
.order rect{fill:#fff;stroke:var(--ink);stroke-width:1.5}
.order text{font:13px ui-monospace,Consolas,"DejaVu Sans Mono",monospace;text-anchor:middle;fill:var(--ink)}
.bars{width:100%;border:0}
.bars th,.bars td{border:0;border-bottom:1px solid var(--line);padding:.3rem .4rem}
.bars th{font-weight:400}
.bars .count{white-space:nowrap;text-align:right}
.bars .bar{width:45%;min-width:6rem}
.bar svg{display:block;width:100%;height:1.1rem;border:1px solid var(--line);background:#fff}
.region{border:1px solid var(--line);border-left:4px solid var(--ink);padding:.5rem .8rem;margin:.6rem 0;break-inside:avoid}
.region ul{margin:.2rem 0 .5rem;padding-left:1.2rem}
.sides{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(20rem,100%),1fr));gap:1rem}
.side{border:1px solid var(--line);padding:.6rem .9rem;min-width:0;overflow-wrap:anywhere}
dl{display:grid;grid-template-columns:minmax(5rem,max-content) 1fr;gap:.15rem .8rem;margin:.4rem 0}
dt{color:var(--soft)}
dd{margin:0;min-width:0;overflow-wrap:anywhere}
.rule{border-top:1px solid var(--line);padding:.4rem 0}
.rule p{margin:.1rem 0}
details{margin:.2rem 0}
details code{font-size:.8rem}
a{color:#1b4f8f}
@media(max-width:40rem){body{padding:.7rem}.order{max-width:none}.bars tr{display:grid;grid-template-columns:1fr auto;border-bottom:1px solid var(--line);padding:.3rem 0}.bars th,.bars td{border:0}.bars th{grid-column:1/-1}.bars .bar{width:auto}dl{grid-template-columns:1fr}dt{margin-top:.3rem}}
@media print{body{max-width:none;padding:0;font-size:10pt}*{print-color-adjust:exact;-webkit-print-color-adjust:exact}h2,h3{break-after:avoid}a{color:inherit}.scroll{overflow:visible}}
)";

std::string class_of(const std::optional<analyzer::Relation>& relation) { return relation ? std::string{analyzer::name(*relation)} : "open"; }

std::string name_html(const std::string& name) { return fmt::format("<span class=\"name\">{}</span>", escaped(name)); }

std::string joined(const std::vector<std::string>& pieces, std::string_view with) {
  std::string result;
  for (const std::string& piece : pieces) result += (result.empty() ? "" : std::string{with}) + piece;
  return result;
}

std::string anchor(const PairWords& pair) {
  const comparer::Compared& compared = *pair.compared;
  return fmt::format("p{}-{}-{}", compared.question + 1, std::min(compared.left, compared.right) + 1, std::max(compared.left, compared.right) + 1);
}

// ---- many at once

void add_key(std::string& html) {
  html += "<ul class=\"key\">"
          "<li><span class=\"equal\">=</span>the same everywhere</li>"
          "<li><span class=\"below\"><b class=\"mark\">&lt;</b></span>the row never says more than the column</li>"
          "<li><span class=\"above\"><b class=\"mark\">&gt;</b></span>the row never says less</li>"
          "<li><span class=\"incomparable\"><b class=\"mark\">&gt;&lt;</b></span>each says more somewhere</li>"
          "<li><span class=\"open\"><b class=\"mark\">?</b></span>not compared, or not to the end</li></ul>\n";
}

void add_matrix(const MatrixWords& matrix, std::size_t question, std::string& html) {
  html += fmt::format("<h2>Relations on {}</h2>\n", escaped(matrix.question));
  if (!matrix.ladder.empty()) html += fmt::format("<p class=\"soft\">From the least to the most: {}</p>\n", escaped(matrix.ladder));
  html += "<div class=\"scroll\" tabindex=\"0\"><table class=\"matrix\"><thead><tr><th></th>";
  for (std::size_t i = 0; i < matrix.names.size(); ++i) html += fmt::format("<th scope=\"col\" title=\"{}\">{}</th>", escaped(matrix.names[i]), i + 1);
  html += "</tr></thead><tbody>\n";
  for (std::size_t i = 0; i < matrix.names.size(); ++i) {
    html += fmt::format("<tr><th scope=\"row\">{} {}</th>", i + 1, name_html(matrix.names[i]));
    for (std::size_t k = 0; k < matrix.names.size(); ++k) {
      if (i == k) {
        html += "<td class=\"self\"></td>";
        continue;
      }
      const auto& relation = matrix.cells[i][k];
      const std::string sign = relation ? std::string{relation_sign(*relation)} : "?";
      const std::string title = fmt::format("{} and {}: {}", matrix.names[i], matrix.names[k], relation ? analyzer::name(*relation) : "not compared");
      html += fmt::format("<td class=\"{}\"><a href=\"#p{}-{}-{}\" title=\"{}\"><b class=\"mark\">{}</b></a></td>", class_of(relation), question + 1, std::min(i, k) + 1,
                          std::max(i, k) + 1, escaped(title), escaped(sign));
    }
    html += "</tr>\n";
  }
  html += "</tbody></table></div>\n";
  add_key(html);
  html += fmt::format("<h3>Order of strictness on {}</h3>\n<p class=\"soft\">A line leads up to one that never says less; what stands lowest says least. "
                      "Those that no line joins, by way of others either, cannot be ranked.</p>\n",
                      escaped(matrix.question));
  html += "<div class=\"scroll\" tabindex=\"0\">" + order_svg(matrix.order, matrix.names, "Order on " + matrix.question + ": " + joined(matrix.order_lines, "; ")) + "</div>\n";
  if (matrix.order_lines.empty()) return;
  html += "<details><summary>The same in words</summary><ul>";
  for (const std::string& line : matrix.order_lines) html += fmt::format("<li><code>{}</code></li>", escaped(line));
  html += "</ul></details>\n";
}

// ---- a pair

// The first's outcomes down, the second's across, and how often each pair of them differs.
void add_outcomes(const PairWords& pair, std::string& html) {
  std::vector<std::string> rows, columns;
  std::map<std::pair<std::string, std::string>, std::vector<std::size_t>> cells;
  for (std::size_t i = 0; i < pair.differences.size(); ++i) {
    const DifferenceWords& difference = pair.differences[i];
    if (std::find(rows.begin(), rows.end(), difference.left.outcome) == rows.end()) rows.push_back(difference.left.outcome);
    if (std::find(columns.begin(), columns.end(), difference.right.outcome) == columns.end()) columns.push_back(difference.right.outcome);
    cells[{difference.left.outcome, difference.right.outcome}].push_back(i + 1);
  }
  if (cells.empty()) return;
  html += fmt::format("<div class=\"scroll\" tabindex=\"0\"><table class=\"matrix outcomes\"><thead><tr><th scope=\"col\" rowspan=\"2\">{} says</th><th scope=\"colgroup\" colspan=\"{}\">{} says</th></tr><tr>",
                      name_html(pair.left), columns.size(), name_html(pair.right));
  for (const std::string& column : columns) html += fmt::format("<th scope=\"col\">{}</th>", escaped(column));
  html += "</tr></thead><tbody>\n";
  for (const std::string& row : rows) {
    html += fmt::format("<tr><th scope=\"row\">{}</th>", escaped(row));
    for (const std::string& column : columns) {
      const auto found = cells.find({row, column});
      if (found == cells.end()) {
        html += row == column ? "<td class=\"agree\">agree</td>" : "<td class=\"self\">never</td>";
        continue;
      }
      std::string links;
      for (const std::size_t number : found->second) links += fmt::format("<a href=\"#{}-d{}\">{}</a>", anchor(pair), number, number);
      html += fmt::format("<td class=\"differ\"><b class=\"mark\">{}</b></td>", links);
    }
    html += "</tr>\n";
  }
  html += "</tbody></table></div>\n<p class=\"soft\">The numbers are those of the differences below.</p>\n";
}

// The least is solid, what may come to it is hatched.
std::string bar(const comparer::Bounds& bounds, std::uint64_t of, const std::string& id) {
  const auto share = [&](std::uint64_t count) { return of == 0 ? 0.0 : 100.0 * static_cast<double>(count) / static_cast<double>(of); };
  return fmt::format("<svg role=\"img\" aria-label=\"{0}\" viewBox=\"0 0 100 10\" preserveAspectRatio=\"none\"><defs><pattern id=\"{1}\" width=\"2\" height=\"10\" "
                     "patternUnits=\"userSpaceOnUse\"><rect width=\"1\" height=\"10\" fill=\"#b3541e\"/></pattern></defs>"
                     "<rect width=\"{2:.3f}\" height=\"10\" fill=\"#b3541e\"/><rect x=\"{2:.3f}\" width=\"{3:.3f}\" height=\"10\" fill=\"url(#{1})\"/></svg>",
                     bounds_text(bounds), id, share(bounds.least), share(bounds.most) - share(bounds.least));
}

void add_bar(const std::string& what, const comparer::Bounds& bounds, std::uint64_t of, const std::string& id, std::string& html) {
  html += fmt::format("<tr><th scope=\"row\">{}</th><td class=\"bar\">{}</td><td class=\"count\">{} ({})</td></tr>\n", what, bar(bounds, of, id), bounds_text(bounds),
                      share_text(bounds, of));
}

void add_counts(const PairWords& pair, const std::string& by, std::string& html) {
  if (!pair.compared->impact) return;
  const comparer::Counts& all = pair.compared->impact->all;
  html += fmt::format("<h3>{} records</h3>\n<p class=\"soft\">Solid: at least so many. Hatched: as many more as may come to it once the missing facts are known.</p>\n",
                      with_thousands(all.records));
  if (pair.compared->impact->not_settled > 0) {
    html += fmt::format("<p>Of {} the bounds could not be settled ({}); they count as if they could still become anything.</p>\n",
                        with_thousands(pair.compared->impact->not_settled), escaped(pair.compared->impact->limit));
  }
  html += "<table class=\"bars\"><tbody>\n";
  const std::string id = anchor(pair);
  add_bar("agree", rest(all.differ, all.records), all.records, id + "-agree", html);
  add_bar("<b>differ</b>", all.differ, all.records, id + "-differ", html);
  for (std::size_t i = 0; i < pair.differences.size(); ++i) {
    add_bar(fmt::format("<a href=\"#{}-d{}\">{}.</a> {}", id, i + 1, i + 1, escaped(pair.differences[i].heading)), all.differences[i], all.records, fmt::format("{}-b{}", id, i + 1), html);
  }
  html += "</tbody></table>\n";
  if (by.empty()) return;
  html += fmt::format("<h4>differ, by {}</h4>\n<table class=\"bars\"><tbody>\n", escaped(by));
  for (std::size_t i = 0; i < pair.compared->impact->by.size(); ++i) {
    const auto& [value, counts] = pair.compared->impact->by[i];
    add_bar(fmt::format("{} <span class=\"soft\">({} {})</span>", escaped(value), with_thousands(counts.records), counts.records == 1 ? "record" : "records"), counts.differ, counts.records, fmt::format("{}-v{}", id, i + 1), html);
  }
  html += "</tbody></table>\n";
}

std::string decided_by(const SideWords& side) {
  if (side.rule.empty()) return "no rule speaks";
  return "<code>" + escaped(side.rule) + "</code>" + (side.citation.empty() ? "" : ", " + escaped(side.citation));
}

void add_witness(const std::vector<std::string>& words, const std::string& json, bool is_smallest, std::string& html) {
  html += fmt::format("<p>Such as: {}.{}</p>\n<details><summary>This record, for <code>comity eval</code></summary><code>{}</code></details>\n",
                      words.empty() ? "any record" : escaped(joined(words, "; ")), is_smallest ? "" : " (A smaller one may exist: the search for it was ended.)", escaped(json));
}

void add_pair(const PairWords& pair, const std::string& by, std::string& html) {
  html += fmt::format("<section id=\"{}\">\n<h2>{}: {}</h2>\n<p>{}; {}.</p>\n", anchor(pair), escaped(pair.heading), escaped(pair.relation), escaped(pair.meaning),
                      escaped(pair.found));
  html += fmt::format("<p class=\"soft\">{}: {}.</p>\n", pair.is_complete ? "Complete" : "Not complete", escaped(pair.reached));
  add_outcomes(pair, html);
  add_counts(pair, by, html);
  for (std::size_t i = 0; i < pair.differences.size(); ++i) {
    const DifferenceWords& difference = pair.differences[i];
    const std::string count = difference.records ? fmt::format(" <span class=\"soft\">({} {})</span>", bounds_text(*difference.records), difference.records->most == 1 ? "record" : "records") : "";
    html += fmt::format("<h3 id=\"{}-d{}\">{}. Where {}{}</h3>\n<dl><dt>{}</dt><dd>{}</dd><dt>{}</dt><dd>{}</dd></dl>\n", anchor(pair), i + 1, i + 1, escaped(difference.heading),
                        count, name_html(pair.left), decided_by(difference.left), name_html(pair.right), decided_by(difference.right));
    for (const RegionWords& region : difference.regions) {
      html += fmt::format("<div class=\"region\"><p><b>{}</b> {}</p>\n<ul>", region.id, region.when.empty() ? "always" : "when");
      for (const std::string& condition : region.when) html += fmt::format("<li>{}</li>", escaped(condition));
      html += "</ul>\n";
      add_witness(region.witness, region.witness_json, region.is_smallest, html);
      html += "</div>\n";
    }
  }
  if (!pair.terms.empty()) html += "<h3>The same outcome with other terms or duties</h3>\n";
  for (const TermsWords& terms : pair.terms) {
    html += fmt::format("<div class=\"region\"><dl><dt>{}</dt><dd>{}</dd><dt>{}</dt><dd>{}</dd></dl>\n", name_html(pair.left), escaped(terms.left), name_html(pair.right), escaped(terms.right));
    add_witness(terms.witness, terms.witness_json, true, html);
    html += "</div>\n";
  }
  html += "</section>\n";
}

// ---- what is compared

bool is_web_address(const std::string& address) { return address.starts_with("https://") || address.starts_with("http://"); }

void add_policy(const PolicyWords& policy, std::string& html) {
  html += fmt::format("<h4>{}</h4>\n<p>{}</p>\n<dl>", name_html(policy.name), escaped(policy.title));
  for (const auto& [name, words] : policy.heading) html += fmt::format("<dt>{}</dt><dd>{}</dd>", escaped(name), escaped(words));
  // Anything else that calls itself an address is shown and leads nowhere.
  if (is_web_address(policy.address)) html += fmt::format("<dt>address</dt><dd><a href=\"{0}\">{0}</a></dd>", escaped(policy.address));
  if (!policy.address.empty() && !is_web_address(policy.address)) html += fmt::format("<dt>address</dt><dd>{}</dd>", escaped(policy.address));
  html += "</dl>\n";
  for (const RuleWords& rule : policy.rules) {
    html += fmt::format("<div class=\"rule\"><p><code>{}</code>: <b>{}</b>{}</p>\n", escaped(rule.name), escaped(joined(rule.says, ", ")),
                        rule.overrides.empty() ? "" : ", overrides <code>" + escaped(rule.overrides) + "</code>");
    if (!rule.when.empty()) html += fmt::format("<p>when {}</p>\n", escaped(rule.when));
    if (!rule.unless.empty()) html += fmt::format("<p>unless {}</p>\n", escaped(rule.unless));
    if (!rule.citation.empty()) html += fmt::format("<p class=\"soft\">{}</p>\n", escaped(rule.citation));
    html += "</div>\n";
  }
  for (const auto& [name, words] : policy.definitions) html += fmt::format("<div class=\"rule\"><p><code>{}</code> means {}</p></div>\n", escaped(name), escaped(words));
}

void add_subjects(const std::vector<SubjectWords>& subjects, std::string& html) {
  html += "<h2>What is compared</h2>\n<div class=\"sides\">\n";
  for (const SubjectWords& subject : subjects) {
    html += "<article class=\"side\">\n";
    const bool is_version = subject.law.empty() && (subject.policies.empty() || subject.policies.front().name != subject.name);
    if (!subject.law.empty()) html += fmt::format("<p>{}: {}</p>\n", name_html(subject.name), escaped(subject.law));
    if (is_version) html += fmt::format("<p>{} is</p>\n", name_html(subject.name));
    for (const PolicyWords& policy : subject.policies) add_policy(policy, html);
    if (subject.policies.empty()) html += "<p>No text in force speaks to what is compared.</p>\n";
    html += "</article>\n";
  }
  html += "</div>\n";
}

}  // namespace

std::string comparison_html(const ComparisonReport& report) {
  std::vector<std::string> names;
  for (const SubjectWords& subject : report.subjects) names.push_back(subject.name);
  const std::string title = joined(names, ", ") + " compared";
  std::string html = "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n";
  html += fmt::format("<title>{}</title>\n<link rel=\"icon\" href=\"data:,\">\n<style>{}</style>\n</head>\n<body>\n<main>\n", escaped(title), style);
  if (!report.first_line.empty()) html += fmt::format("<p>{}.</p>\n", escaped(report.first_line));
  html += fmt::format("<h1>{}</h1>\n", escaped(title));
  for (std::size_t i = 0; i < report.matrices.size(); ++i) add_matrix(report.matrices[i], i, html);
  for (const PairWords& pair : report.pairs) add_pair(pair, report.by, html);
  add_subjects(report.subjects, html);
  html += "</main>\n</body>\n</html>\n";
  return diagnostics::printable(html);
}

}  // namespace comity::reporter
