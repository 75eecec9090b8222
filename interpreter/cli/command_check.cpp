// comity check: syntax, names, kinds.
#include <algorithm>
#include <memory>
#include <ostream>

#include <fmt/format.h>

#include "grammar/diagnostics/render_json.hpp"
#include "grammar/diagnostics/render_text.hpp"
#include "interpreter/cli/commands.hpp"
#include "interpreter/cli/library_files.hpp"
#include "interpreter/cli/verb.hpp"

namespace comity::cli {
namespace {

struct CheckOptions {
  Request request;
  std::string format = "text";
};

int check(const CheckOptions& options, const Environment& environment) {
  const Loaded loaded = load(options.request, environment);
  const std::vector<Diagnostic> findings = loaded.findings();
  const std::size_t files = loaded.has_paths ? loaded.asked.size() : loaded.sources.size();  // tables too
  const auto errors = std::count_if(findings.begin(), findings.end(), [](const Diagnostic& d) { return d.severity == Severity::error; });
  if (options.format == "json") {
    environment.out << diagnostics::render_json(findings, loaded.sources);
  } else if (options.format == "short") {
    for (const Diagnostic& finding : findings) environment.err << diagnostics::render_short(finding, loaded.sources);
  } else {
    print_diagnostics(findings, loaded.sources, environment);
    const auto warnings = static_cast<std::ptrdiff_t>(findings.size()) - errors;
    environment.out << fmt::format("{} {} checked: {} {}, {} {}\n", files, files == 1 ? "file" : "files", errors, errors == 1 ? "error" : "errors", warnings,
                                   warnings == 1 ? "warning" : "warnings");
  }
  return errors == 0 ? exit_fine : exit_findings;
}

}  // namespace

void declare_check(CLI::App& program, Action& chosen) {
  const auto options = std::make_shared<CheckOptions>();
  Verb verb{program, "check", "Check policy files: syntax, names, kinds"};
  verb.texts("PATH", options->request.paths, "files and folders to check; without any, the library");
  verb.texts("--library", options->request.libraries, "folder where names are found (default: policies)");
  verb.text("--format", options->format, "how findings are shown").one_of({"text", "short", "json"}).with_default_shown();
  verb.example("comity check draft.comity");
  verb.runs(chosen, [options](const Environment& environment) { return check(*options, environment); });
}

}  // namespace comity::cli
