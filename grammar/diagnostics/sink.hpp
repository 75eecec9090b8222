// Where phases report. A sink collects diagnostics, keeps one per cause (the same code at the
// same span is one finding), and hands them back in the order a person reads a file.
#pragma once

#include <deque>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "grammar/diagnostics/diagnostic.hpp"

namespace comity::diagnostics {

// Adds words to a diagnostic just reported; see DiagnosticSink::report.
class Report {
 public:
  explicit Report(Diagnostic& diagnostic) : diagnostic_{diagnostic} {}

  // Words hung on the primary span.
  Report& primary(std::string text);
  Report& label(Span span, std::string text);
  Report& help(std::string text);
  Report& help(std::string text, std::vector<Edit> edits);
  Report& citation(std::string text);

 private:
  Diagnostic& diagnostic_;  // lives in the sink, for the statement that made this
};

class DiagnosticSink {
 public:
  // Reports at the severity of the code. A second report of one code at one span is dropped:
  // an inherited rule is checked once more in each policy that amends its own.
  template <typename... Args>
  Report report(Code code, Span span, fmt::format_string<Args...> format, Args&&... args) {
    return add(code, span, fmt::format(format, std::forward<Args>(args)...));
  }

  // Sorted by source, by position, errors before warnings at one place; stable.
  std::vector<Diagnostic> sorted() const;

  bool has_errors() const;
  std::size_t size() const { return diagnostics_.size(); }

 private:
  Report add(Code code, Span span, std::string message);

  std::deque<Diagnostic> diagnostics_;  // deque: a Report points at its last element
  std::set<std::pair<Code, Span>> reported_;
  Diagnostic discarded_{};  // takes the words of a dropped duplicate
};

// `text` in backticks.
std::string quoted(std::string_view text);

}  // namespace comity::diagnostics

namespace comity {
using diagnostics::DiagnosticSink;
using diagnostics::quoted;
}  // namespace comity
