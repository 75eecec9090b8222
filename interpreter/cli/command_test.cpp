// comity test: the examples of policy files, and what they leave untried.
#include <algorithm>
#include <memory>
#include <ostream>

#include <fmt/format.h>

#include "interpreter/cli/commands.hpp"
#include "interpreter/cli/library_files.hpp"
#include "interpreter/cli/verb.hpp"
#include "interpreter/tester/examples.hpp"

namespace comity::cli {
namespace {

struct TestOptions {
  Request request;
  bool coverage = false;
};

std::string place_of(const source::SourceSet& sources, Span span) {
  const source::Source& source = sources[span.source];
  return fmt::format("{}:{}", source.name, source.lines.line_of(span.begin));
}

// Layout folded to single spaces.
std::string words_of(const source::SourceSet& sources, Span span) {
  std::string result;
  for (const char c : sources.text_of(span)) {
    const bool is_space = c == ' ' || c == '\n' || c == '\r' || c == '\t';
    if (!is_space) {
      result += c;
    } else if (!result.ends_with(' ')) {
      result += ' ';
    }
  }
  return result;
}

int percent(std::size_t part, std::size_t whole) { return whole == 0 ? 100 : static_cast<int>(part * 100 / whole); }

int test(const TestOptions& options, const Environment& environment) {
  const Loaded loaded = load(options.request, environment);
  if (!loaded.library) {
    print_diagnostics(loaded.diagnostics, loaded.sources, environment);
    return exit_findings;
  }
  const auto is_asked = [&](Span span) { return !loaded.has_paths || loaded.asked.contains(span.source); };
  std::optional<records::Offenses> offenses;
  if (loaded.offense_table) offenses.emplace(*loaded.offense_table, loaded.library->vocabulary, loaded.sources);
  tester::Coverage coverage{*loaded.library};
  const tester::TestRun run = tester::run_examples(*loaded.library, offenses ? &*offenses : nullptr, is_asked, coverage);
  for (const tester::Failure& failure : run.failures) {
    environment.out << fmt::format("{}: example {}: {}\n", place_of(loaded.sources, failure.span), failure.example->name, failure.message);
  }
  environment.out << fmt::format("{} {}, {} {}: {} met, {} not\n", run.examples, run.examples == 1 ? "example" : "examples", run.expectations,
                                 run.expectations == 1 ? "expectation" : "expectations", run.expectations - std::min(run.expectations, run.failures.size()),
                                 run.failures.size());
  if (options.coverage) {
    const auto text_of = [&](Span span) { return words_of(loaded.sources, span); };
    const tester::CoverageReport report = coverage.report(is_asked, text_of);
    for (const tester::Gap& gap : report.gaps) environment.out << fmt::format("{}: {}\n", place_of(loaded.sources, gap.span), gap.message);
    environment.out << fmt::format("coverage: {} of {} rules ({} %), {} of {} conditions ({} %)\n", report.rules_covered, report.rules,
                                   percent(report.rules_covered, report.rules), report.conditions_covered, report.conditions,
                                   percent(report.conditions_covered, report.conditions));
  }
  return run.failures.empty() ? exit_fine : exit_findings;
}

}  // namespace

void declare_test(CLI::App& program, Action& chosen) {
  const auto options = std::make_shared<TestOptions>();
  Verb verb{program, "test", "Run the examples of policy files"};
  verb.texts("PATH", options->request.paths, "files and folders whose examples are run; without any, the library's");
  verb.texts("--library", options->request.libraries, "folder where names are found (default: policies)");
  verb.flag("--coverage", options->coverage, "also say which rules and conditions no example tries");
  verb.example("comity test draft.comity --coverage");
  verb.runs(chosen, [options](const Environment& environment) { return test(*options, environment); });
}

}  // namespace comity::cli
