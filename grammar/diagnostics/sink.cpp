#include "grammar/diagnostics/sink.hpp"

#include <algorithm>
#include <tuple>

namespace comity::diagnostics {

Report& Report::primary(std::string text) {
  diagnostic_.primary.text = std::move(text);
  return *this;
}

Report& Report::label(Span span, std::string text) {
  diagnostic_.labels.push_back({span, std::move(text)});
  return *this;
}

Report& Report::help(std::string text) { return help(std::move(text), {}); }

Report& Report::help(std::string text, std::vector<Edit> edits) {
  diagnostic_.helps.assign(1, Help{std::move(text), std::move(edits)});
  return *this;
}

Report& Report::citation(std::string text) {
  diagnostic_.citation = std::move(text);
  return *this;
}

Report DiagnosticSink::add(Code code, Span span, std::string message) {
  if (!reported_.emplace(code, span).second) {
    discarded_ = Diagnostic{};
    return Report{discarded_};
  }
  diagnostics_.push_back(Diagnostic{code, info(code).severity, std::move(message), {span, {}}, {}, {}, {}});
  return Report{diagnostics_.back()};
}

std::vector<Diagnostic> DiagnosticSink::sorted() const {
  std::vector<Diagnostic> result(diagnostics_.begin(), diagnostics_.end());
  std::stable_sort(result.begin(), result.end(), [](const Diagnostic& a, const Diagnostic& b) {
    return std::tie(a.primary.span.source, a.primary.span.begin, a.severity) <
           std::tie(b.primary.span.source, b.primary.span.begin, b.severity);
  });
  for (Diagnostic& diagnostic : result) {
    std::stable_sort(diagnostic.labels.begin(), diagnostic.labels.end(),
                     [](const Label& a, const Label& b) { return a.span < b.span; });
  }
  return result;
}

bool DiagnosticSink::has_errors() const {
  return std::any_of(diagnostics_.begin(), diagnostics_.end(),
                     [](const Diagnostic& d) { return d.severity == Severity::error; });
}

std::string quoted(std::string_view text) { return fmt::format("`{}`", text); }

}  // namespace comity::diagnostics
