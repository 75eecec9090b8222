// comity lint: for now, only --explain, which tells more of a code of any phase.
#include <algorithm>
#include <memory>
#include <ostream>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "grammar/diagnostics/codes.hpp"
#include "grammar/diagnostics/suggest.hpp"
#include "interpreter/cli/commands.hpp"
#include "interpreter/cli/library_files.hpp"

namespace comity::cli {
namespace {

int explain_code(const std::string& name, const Environment& environment) {
  const auto code = diagnostics::find_code(name);
  if (!code) {
    std::vector<std::string> known;
    for (const diagnostics::CodeInfo& info : diagnostics::all_codes()) known.emplace_back(info.name);
    std::sort(known.begin(), known.end());
    const auto near = diagnostics::nearest(name, known);
    throw UsageError{fmt::format("no code is called `{}`{}\nthere are {}", name, near ? fmt::format("; did you mean `{}`?", *near) : "", diagnostics::listed(known, 200))};
  }
  const diagnostics::CodeInfo& info = diagnostics::info(*code);
  environment.out << fmt::format("{} ({}, {})\n{}\n\n{}", info.name, diagnostics::name(info.severity), diagnostics::name(info.phase), info.title,
                                 diagnostics::explanation(*code));
  return exit_fine;
}

}  // namespace

void declare_lint(CLI::App& program, Action& chosen) {
  const auto code = std::make_shared<std::string>();
  const auto paths = std::make_shared<std::vector<std::string>>();
  CLI::App* verb = program.add_subcommand("lint", "Explain a code that `check` or the record reader reports");
  verb->add_option("--explain", *code, "the code, as it stands in brackets after `error` or `warning`");
  verb->add_option("PATH", *paths, "refused: this version lints no files");
  verb->footer("Example: comity lint --explain mixed-and-or");
  verb->callback([code, paths, &chosen] {
    chosen = [code, paths](const Environment& environment) {
      if (code->empty() || !paths->empty()) {
        throw UsageError{"lint checks no files yet: `comity check` does, and `comity lint --explain CODE` tells more of what it finds"};
      }
      return explain_code(*code, environment);
    };
  });
}

}  // namespace comity::cli
