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

bool is_reason(std::string_view text) {
  text = trimmed(text);
  return text.size() > 2 && text.front() == '"' && text.back() == '"' && !trimmed(text.substr(1, text.size() - 2)).empty();
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
  } else if (next_word(text) != "because" || !is_reason(text)) {
    result.fault = "it gives no reason";
  } else {
    result.code = *code;
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

std::vector<Finding> without_allowed(std::vector<Finding> findings, const LintInput& input, const LintOptions& options) {
  for (const Suppression& one : suppressions_in(input, options)) {
    Diagnostic found{Code::malformed_suppression, Severity::warning, {}, {one.span, {}}, {}, {}, {}};
    if (!one.code) {
      found.message = fmt::format("this allows nothing: {}", one.fault);
      found.helps.push_back({fmt::format("write `{}`", form), {}});
    } else {
      const auto is_meant = [&](const Finding& finding) {
        const Span span = finding.diagnostic.primary.span;
        return finding.diagnostic.code == *one.code && span.source == one.span.source && input.sources[span.source].lines.line_of(span.begin) == one.line;
      };
      if (std::erase_if(findings, is_meant) > 0) continue;
      found.code = Code::unused_suppression;
      found.message = fmt::format("nothing is found here that `{}` would allow", diagnostics::info(*one.code).name);
      found.helps.push_back({"take it out", {}});
    }
    found.severity = diagnostics::info(found.code).severity;
    findings.push_back({std::move(found), std::nullopt, std::nullopt, std::nullopt, false});
  }
  std::stable_sort(findings.begin(), findings.end(), [](const Finding& a, const Finding& b) {
    const Span one = a.diagnostic.primary.span;
    const Span other = b.diagnostic.primary.span;
    return std::tie(one.source, one.begin) < std::tie(other.source, other.begin);
  });
  return findings;
}

}  // namespace comity::linter
