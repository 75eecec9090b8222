#include "interpreter/linter/suppressions.hpp"

#include <algorithm>
#include <tuple>

#include <fmt/format.h>

#include "grammar/diagnostics/suggest.hpp"

namespace comity::linter {
namespace {

constexpr std::string_view form = "# lint: allow CODE because \"reason\"";

// Takes the next word off the front.
std::string_view next_word(std::string_view& text) {
  const std::size_t begin = std::min(text.find_first_not_of(" \t"), text.size());
  text.remove_prefix(begin);
  const std::string_view word = text.substr(0, text.find_first_of(" \t"));
  text.remove_prefix(word.size());
  return word;
}

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = std::min(text.find_first_not_of(" \t\r"), text.size());
  text.remove_prefix(begin);
  return text.substr(0, text.find_last_not_of(" \t\r") + 1);
}

// What stands in quotes; empty where nothing does.
std::string_view reason_in(std::string_view text) {
  text = trimmed(text);
  const bool is_quoted = text.size() > 2 && text.front() == '"' && text.back() == '"';
  return is_quoted ? trimmed(text.substr(1, text.size() - 2)) : std::string_view{};
}

bool is_lint(const diagnostics::CodeInfo& info) { return info.phase == diagnostics::Phase::lint; }

std::string unknown_code(std::string_view word) {
  std::vector<std::string> known;
  for (const diagnostics::CodeInfo& info : diagnostics::all_codes()) {
    if (is_lint(info)) known.emplace_back(info.name);
  }
  const auto near = diagnostics::nearest(word, known);
  return fmt::format("lint has no code `{}`{}", word, near ? fmt::format("; did you mean `{}`?", *near) : "");
}

// `text` is the comment without `# lint:`.
void read(std::string_view text, Suppression& result) {
  if (next_word(text) != "allow") {
    result.fault = "it does not say `allow`";
    return;
  }
  const std::string_view word = next_word(text);
  const auto code = diagnostics::find_code(word);
  if (!code) {
    result.fault = word.empty() ? "it names no code" : unknown_code(word);
  } else if (!is_lint(diagnostics::info(*code))) {
    result.fault = fmt::format("`{}` is found by `check`, and cannot be allowed", word);
  } else if (next_word(text) != "because" || reason_in(text).empty()) {
    result.fault = "it gives no reason";
  } else {
    result.code = *code;
    result.reason = reason_in(text);
  }
}

bool is_blank_or_comment(std::string_view line) {
  const std::string_view text = trimmed(line);
  return text.empty() || text.front() == '#';
}

// The comment's own line; where it stands alone there, the next that says something.
std::uint32_t line_meant(const source::Source& source, Span comment) {
  std::uint32_t line = source.lines.line_of(comment.begin);
  while (line < source.lines.line_count() && is_blank_or_comment(source.lines.line_text(source.text, line))) ++line;
  return line;
}

}  // namespace

std::vector<Suppression> suppressions_in(const LintInput& input, const LintOptions& options) {
  std::vector<Suppression> result;
  for (const syntax::ParsedFile& file : input.files) {
    const source::Source& source = input.sources[file.source];
    for (const syntax::Comment& comment : file.comments) {
      if (options.is_asked && !options.is_asked(comment.span)) continue;
      std::string_view text = input.sources.text_of(comment.span);
      text = trimmed(text.substr(std::min(text.find_first_not_of('#'), text.size())));
      if (!text.starts_with("lint:")) continue;
      text.remove_prefix(5);
      Suppression one;
      one.span = comment.span;
      one.line = line_meant(source, comment.span);
      read(text, one);
      result.push_back(std::move(one));
    }
  }
  return result;
}

namespace {

// Without a table no statute is missing from it, a sunset may be one of a day that was not asked, and notes are told when
// they are asked for: what then is not found may be there.
bool is_looked_for(Code code, const LintOptions& options) {
  if (code == Code::unlisted_statute) return options.is_listed_statute != nullptr;
  if (code == Code::sunset_passed || code == Code::void_under_the_law_above) return options.on.has_value();
  return diagnostics::info(code).severity != Severity::note || options.proposals == Proposals::told;
}

// Marks those that it allows; are there any?
bool marks(const Suppression& one, std::vector<Finding>& findings, const SourceSet& sources) {
  bool is_used = false;
  for (Finding& finding : findings) {
    const Span span = finding.diagnostic.primary.span;
    const bool is_meant = finding.diagnostic.code == *one.code && span.source == one.span.source && sources[span.source].lines.line_of(span.begin) == one.line;
    if (!is_meant) continue;
    finding.allowed_because = one.reason;
    is_used = true;
  }
  return is_used;
}

// The remark, with its line where it stands there alone.
Edit without_the_remark(const source::Source& source, Span remark) {
  std::size_t begin = remark.begin;
  while (begin > 0 && (source.text[begin - 1] == ' ' || source.text[begin - 1] == '\t')) --begin;
  const bool is_alone = begin == 0 || source.text[begin - 1] == '\n';
  const std::size_t end = is_alone && remark.end < source.text.size() ? source.text.find('\n', remark.end) + 1 : remark.end;
  return {{remark.source, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(std::max<std::size_t>(end, remark.end))}, ""};
}

}  // namespace

std::vector<Finding> with_allowed_marked(std::vector<Finding> findings, const LintInput& input, const LintOptions& options) {
  for (const Suppression& one : suppressions_in(input, options)) {
    Diagnostic found{Code::malformed_suppression, Severity::warning, {}, {one.span, {}}, {}, {}, {}};
    if (!one.code) {
      found.message = fmt::format("this allows nothing: {}", one.fault);
      found.helps.push_back({fmt::format("write `{}`", form), {}});
    } else {
      if (marks(one, findings, input.sources) || !is_looked_for(*one.code, options)) continue;
      found.code = Code::unused_suppression;
      found.message = fmt::format("nothing is found here that `{}` would allow", diagnostics::info(*one.code).name);
      found.helps.push_back({"take it out", {without_the_remark(input.sources[one.span.source], one.span)}});
    }
    found.severity = diagnostics::info(found.code).severity;
    const bool is_safe = one.code.has_value();
    findings.push_back({std::move(found), std::nullopt, std::nullopt, std::nullopt, is_safe, std::nullopt});
  }
  std::stable_sort(findings.begin(), findings.end(), [](const Finding& a, const Finding& b) {
    const Span one = a.diagnostic.primary.span;
    const Span other = b.diagnostic.primary.span;
    return std::tie(one.source, one.begin) < std::tie(other.source, other.begin);
  });
  return findings;
}

}  // namespace comity::linter
