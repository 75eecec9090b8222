// What a diagnostic is held to: its code, its message, the text that it underlines, and the way out.
//
//     expect_diagnostic(checked, Code::number_with_unit).says("…").underlines("18 years").helps("write `18`");
//
// Goes in: diagnostics and the sources that they point into. Whatever differs fails the test that asks, with the
// diagnostic as a person would read it.
#pragma once

#include <string_view>
#include <vector>

#include "grammar/diagnostics/diagnostic.hpp"
#include "grammar/source/source.hpp"

namespace comity::support {

class ExpectedDiagnostic {
 public:
  // `found` may be null: then everything asked fails. Both outlive the expectation.
  ExpectedDiagnostic(const Diagnostic* found, const SourceSet& sources) : found_{found}, sources_{sources} {}

  ExpectedDiagnostic& says(std::string_view message);
  ExpectedDiagnostic& underlines(std::string_view text);
  // The words hung on the underlined text.
  ExpectedDiagnostic& remarks(std::string_view words);
  // One of the other places that it shows: the text there, and the words hung on it.
  ExpectedDiagnostic& shows(std::string_view text, std::string_view words);
  ExpectedDiagnostic& helps(std::string_view help);

 private:
  void compare(std::string_view what, std::string_view expected, std::string_view found) const;

  const Diagnostic* found_;
  const SourceSet& sources_;
};

// The one diagnostic with this code; a failure when there is none, or more than one.
ExpectedDiagnostic expect_diagnostic(const std::vector<Diagnostic>& diagnostics, const SourceSet& sources, Code code);

// The same for anything that has `diagnostics` and `sources`.
template <typename Run>
ExpectedDiagnostic expect_diagnostic(const Run& run, Code code) {
  return expect_diagnostic(run.diagnostics, run.sources, code);
}

}  // namespace comity::support
