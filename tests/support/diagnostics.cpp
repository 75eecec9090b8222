#include "tests/support/diagnostics.hpp"

#include <algorithm>
#include <string>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "grammar/diagnostics/render_text.hpp"

namespace comity::support {
namespace {

std::string rendered(const std::vector<Diagnostic>& diagnostics, const SourceSet& sources) {
  std::string result;
  for (const Diagnostic& diagnostic : diagnostics) {
    result += render_text(diagnostic, sources, diagnostics::Colour::off) + "\n";
  }
  return result.empty() ? "(no diagnostics)\n" : result;
}

}  // namespace

void ExpectedDiagnostic::compare(std::string_view what, std::string_view expected, std::string_view found) const {
  if (found_ == nullptr) return;  // reported once, where it was asked for
  EXPECT_EQ(expected, found) << "the " << what << " of\n" << render_text(*found_, sources_, diagnostics::Colour::off);
}

ExpectedDiagnostic& ExpectedDiagnostic::says(std::string_view message) {
  compare("message", message, found_ == nullptr ? "" : found_->message);
  return *this;
}

ExpectedDiagnostic& ExpectedDiagnostic::underlines(std::string_view text) {
  compare("underlined text", text, found_ == nullptr ? "" : sources_.text_of(found_->primary.span));
  return *this;
}

ExpectedDiagnostic& ExpectedDiagnostic::remarks(std::string_view words) {
  compare("remark", words, found_ == nullptr ? "" : found_->primary.text);
  return *this;
}

ExpectedDiagnostic& ExpectedDiagnostic::shows(std::string_view text, std::string_view words) {
  if (found_ == nullptr) return *this;
  const bool is_there = std::any_of(found_->labels.begin(), found_->labels.end(), [&](const diagnostics::Label& label) {
    return sources_.text_of(label.span) == text && label.text == words;
  });
  EXPECT_TRUE(is_there) << "no label `" << words << "` stands at `" << text << "` in\n"
                        << render_text(*found_, sources_, diagnostics::Colour::off);
  return *this;
}

ExpectedDiagnostic& ExpectedDiagnostic::helps(std::string_view help) {
  compare("help", help, found_ == nullptr || found_->helps.empty() ? "" : found_->helps.front().text);
  return *this;
}

ExpectedDiagnostic expect_diagnostic(const std::vector<Diagnostic>& diagnostics, const SourceSet& sources, Code code) {
  const Diagnostic* found = nullptr;
  int count = 0;
  for (const Diagnostic& diagnostic : diagnostics) {
    if (diagnostic.code != code) continue;
    found = &diagnostic;
    ++count;
  }
  EXPECT_EQ(count, 1) << "diagnostics with the code " << diagnostics::info(code).name << " among\n"
                      << rendered(diagnostics, sources);
  return ExpectedDiagnostic{found, sources};
}

}  // namespace comity::support
