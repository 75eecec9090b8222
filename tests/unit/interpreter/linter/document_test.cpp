// docs/lints.md is what the registry of codes says, laid out for people; COMITY_UPDATE_GOLDEN=1 writes it anew.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>

#include <fmt/format.h>

#include "grammar/diagnostics/codes.hpp"
#include "interpreter/linter/lint.hpp"

namespace comity {
namespace {

const std::string path = std::string{COMITY_ROOT} + "/docs/lints.md";

// "Bad:" and "Good:" open examples, which stand indented until the next line that is not.
std::string explanation_in_markdown(Code code) {
  std::istringstream lines{std::string{diagnostics::explanation(code)}};
  std::string result;
  bool is_example = false;
  for (std::string line; std::getline(lines, line);) {
    const bool is_inside = line.starts_with("    ") || (is_example && line.empty());
    if (is_example && !is_inside) result += "```\n";
    is_example = is_example && is_inside;
    if (!is_example && line.starts_with("    ")) {
      result += "```comity\n";
      is_example = true;
    }
    if (line == "Bad:" || line == "Good:") result += "\n" + line + "\n\n";
    else result += (is_example && line.size() > 4 ? line.substr(4) : line) + "\n";
  }
  return result + (is_example ? "```\n" : "");
}

std::string document() {
  std::string table;
  std::string sections;
  for (const linter::Lint& lint : linter::all_lints()) {
    const diagnostics::CodeInfo& info = diagnostics::info(lint.code);
    table += fmt::format("| [`{}`](#{}) | {} | {} | {} |\n", info.name, info.name, diagnostics::name(info.severity), lint.is_exact ? "yes" : "", info.title);
    sections += fmt::format("\n## {}\n\n*{}*\n\n{}", info.name, info.title, explanation_in_markdown(lint.code));
  }
  return fmt::format(
      "# What `comity lint` finds\n\n"
      "{} lints. *Proved*: found, or not, for all records there can be; where records are spoken of, one is shown that\n"
      "`comity eval` takes. A note only tells, and does not change the exit code. `comity lint --explain CODE` prints the\n"
      "same texts. This page is generated from the registry of codes.\n\n"
      "A finding that is known and meant is allowed in the text, with a reason, at the end of the line it is shown at or on\n"
      "a line of its own before it:\n\n"
      "```comity\n# lint: allow gap because \"the rest is for the sheriff to decide\"\n```\n\n"
      "| code | is | proved | says |\n|---|---|---|---|\n{}{}",
      linter::all_lints().size(), table, sections);
}

TEST(LintsDocument, IsUpToDate) {
  const char* update = std::getenv("COMITY_UPDATE_GOLDEN");
  if (update != nullptr && std::string{update} == "1") std::ofstream{path, std::ios::binary} << document();
  std::ifstream file{path, std::ios::binary};
  const std::string text{std::istreambuf_iterator<char>{file}, {}};
  EXPECT_TRUE(text == document()) << path << " is not what the registry says; COMITY_UPDATE_GOLDEN=1 writes it anew";
}

TEST(LintsDocument, EveryCodeOfLintIsInTheList) {
  for (const diagnostics::CodeInfo& info : diagnostics::all_codes()) {
    if (info.phase != diagnostics::Phase::lint) continue;
    const auto lints = linter::all_lints();
    EXPECT_TRUE(std::any_of(lints.begin(), lints.end(), [&](const auto& lint) { return lint.code == info.code; })) << info.name;
  }
}

}  // namespace
}  // namespace comity
