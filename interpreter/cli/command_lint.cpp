// comity lint: what a careful lawyer would find, each with the record that proves it.
#include <algorithm>
#include <memory>
#include <ostream>
#include <tuple>

#include <fmt/format.h>

#include "grammar/diagnostics/codes.hpp"
#include "grammar/diagnostics/suggest.hpp"
#include "interpreter/cli/commands.hpp"
#include "interpreter/cli/library_files.hpp"
#include "interpreter/cli/lint_fixes.hpp"
#include "interpreter/cli/mapping_input.hpp"
#include "interpreter/cli/named.hpp"
#include "interpreter/cli/record_input.hpp"
#include "interpreter/cli/verb.hpp"
#include "interpreter/evaluator/evaluate.hpp"
#include "interpreter/linter/lint.hpp"
#include "interpreter/records/offenses.hpp"
#include "interpreter/reporter/findings.hpp"
#include "interpreter/reporter/findings_formats.hpp"
#include "interpreter/version.hpp"

namespace comity::cli {
namespace {

struct LintRequest {
  Request request;
  std::string on;
  std::string records;
  std::string mapping;
  std::string code;
  std::string format = "text";
  bool list = false;
  bool allowed = false;
  bool fix = false;
};

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

int list_lints(const Environment& environment) {
  std::size_t width = 0;
  for (const diagnostics::CodeInfo& info : diagnostics::all_codes()) {
    if (info.phase == diagnostics::Phase::lint) width = std::max(width, info.name.size());
  }
  for (const diagnostics::CodeInfo& info : diagnostics::all_codes()) {
    if (info.phase != diagnostics::Phase::lint) continue;
    environment.out << fmt::format("{:<{}}  {:<7}  {}\n", info.name, width, diagnostics::name(info.severity), info.title);
  }
  return exit_fine;
}

// --records, read once and counted as they come.
class LintRecords {
 public:
  LintRecords(const LintRequest& request, const Loaded& loaded, const Environment& environment)
      : library_{*loaded.library},
        on_{day_named(request.on)},
        input_{request.records, loaded, mapping_asked(loaded, request.mapping), records::ExtraKeys::refused, environment, ShowProgress::yes} {
    if (loaded.offense_table) offenses_.emplace(*loaded.offense_table, library_.vocabulary, loaded.sources);
  }

  // Each as `eval` would have it: with what the offense tables supply.
  void each(const std::function<void(const model::Record&)>& visit) {
    is_read_ = true;
    while (const records::ReadRecord* read = input_.next()) {
      const auto day = evaluator::day_asked(library_.vocabulary, *read->record, on_);
      visit(offenses_ ? offenses_->fill(*read->record, day, records::Offenses::Name::assumed).record : *read->record);
    }
    input_.report_end();
  }

  bool is_read() const { return is_read_; }
  bool is_cut_short() const { return input_.is_cut_short(); }
  bool has_left_out() const { return input_.left_out() > 0; }

 private:
  const model::Library& library_;
  std::optional<model::Date> on_;
  RecordInput input_;
  std::optional<records::Offenses> offenses_;
  bool is_read_ = false;
};

// The formats that programs read hold what `check` finds as well.
int write_for_programs(const std::string& format, std::vector<linter::Finding> findings, const Loaded& loaded, const Environment& environment) {
  for (const Diagnostic& diagnostic : loaded.findings()) findings.push_back({diagnostic, std::nullopt, std::nullopt, std::nullopt, false, std::nullopt});
  std::stable_sort(findings.begin(), findings.end(), [](const linter::Finding& a, const linter::Finding& b) {
    const Span one = a.diagnostic.primary.span;
    const Span other = b.diagnostic.primary.span;
    return std::tie(one.source, one.begin) < std::tie(other.source, other.begin);
  });
  std::vector<std::string> files;
  for (const syntax::ParsedFile& file : loaded.files) {
    if (!loaded.has_paths || loaded.asked.contains(file.source)) files.push_back(loaded.sources[file.source].name);
  }
  const reporter::FindingsReport report{findings, loaded.sources, loaded.library ? &loaded.library->vocabulary : nullptr, files, program_version};
  if (format == "json") environment.out << reporter::findings_json(report);
  if (format == "sarif") environment.out << reporter::findings_sarif(report);
  if (format == "github") environment.out << reporter::findings_github(report);
  if (format == "junit") environment.out << reporter::findings_junit(report);
  return std::any_of(findings.begin(), findings.end(), reporter::fails) ? exit_findings : exit_fine;
}

std::vector<linter::Finding> findings_in(const LintRequest& request, const Loaded& loaded, LintRecords* asked_records) {
  linter::LintOptions options;
  options.on = day_named(request.on);
  if (asked_records != nullptr) options.each_record = [&](const auto& visit) { asked_records->each(visit); };
  options.proposals = loaded.has_paths ? linter::Proposals::told : linter::Proposals::quiet;
  if (loaded.has_paths) options.is_asked = [&](Span span) { return loaded.asked.contains(span.source); };
  std::optional<records::Offenses> offenses;
  if (loaded.offense_table) {
    offenses.emplace(*loaded.offense_table, loaded.library->vocabulary, loaded.sources);
    options.is_listed_statute = [&](const std::string& statute) { return offenses->match(statute).kind != records::MatchKind::none; };
  }
  return linter::lint({*loaded.library, loaded.sources, loaded.files}, options);
}

void tell_fixes(const Fixed& fixed, bool is_written, std::ostream& out) {
  for (const std::string& one : fixed.made) out << (is_written ? "fixed      " : "to be fixed ") << one << '\n';
  for (const std::string& one : fixed.refused) out << "not fixed  " << one << '\n';
  if (fixed.made.empty() && fixed.refused.empty()) out << "nothing that can be fixed without changing an answer\n";
  out << '\n';
}

int lint(const LintRequest& request, const Environment& environment) {
  Loaded loaded = load(with_mapping_file(request.request, request.mapping), environment);
  const auto colour = environment.out_is_terminal ? diagnostics::Colour::on : diagnostics::Colour::off;
  if (!loaded.library && request.format != "text") return std::max(exit_findings, write_for_programs(request.format, {}, loaded, environment));
  if (!loaded.library) {
    print_diagnostics(loaded.diagnostics, loaded.sources, environment);
    environment.err << "comity: nothing was linted: `check` finds fault with these files\n";
    return exit_findings;
  }
  std::vector<linter::Finding> findings;
  bool is_written = true;
  if (request.fix) {
    Fixed fixed = with_fixes(std::move(loaded), [&](const Loaded& known) { return findings_in(request, known, nullptr); });
    is_written = write_fixed(fixed, environment);
    tell_fixes(fixed, is_written, request.format == "text" ? environment.out : environment.err);
    loaded = std::move(fixed.loaded);
    findings = std::move(fixed.findings);
  }
  std::optional<LintRecords> counted;
  if (!request.records.empty()) counted.emplace(request, loaded, environment);
  if (!request.fix || counted) findings = findings_in(request, loaded, counted ? &*counted : nullptr);
  if (counted && !counted->is_read()) environment.err << "no records were counted: there is no proposal among these files\n";
  if (counted && counted->is_cut_short()) {
    environment.err << "nothing is told: what was counted is not all, and would look complete\n";
    return exit_findings;
  }
  const bool is_whole = is_written && !(counted && counted->has_left_out());
  if (request.format != "text") return std::max(is_whole ? exit_fine : exit_findings, write_for_programs(request.format, findings, loaded, environment));
  for (const linter::Finding& finding : findings) {
    if (finding.allowed_because && !request.allowed) continue;
    environment.out << reporter::finding_text(finding, loaded.sources, loaded.library->vocabulary, colour) << '\n';
  }
  const std::size_t files = loaded.has_paths ? loaded.asked.size() : loaded.files.size();
  environment.out << fmt::format("{} {} linted: {}\n", files, files == 1 ? "file" : "files", reporter::findings_count(findings));
  return is_whole && std::none_of(findings.begin(), findings.end(), linter::counts) ? exit_fine : exit_findings;
}

}  // namespace

void declare_lint(CLI::App& program, Action& chosen) {
  const auto request = std::make_shared<LintRequest>();
  Verb verb{program, "lint", "Find what a careful lawyer would, with a record that proves it"};
  verb.texts("PATH", request->request.paths, "files and folders to lint; without any, the library");
  verb.texts("--library", request->request.libraries, "folder where names are found (default: policies)");
  verb.text("--on", request->on, "the day of the law that a proposal is held against (default: its first day)");
  verb.text("--records", request->records, "records whose answers a proposal would change, counted");
  add_mapping_option(verb, request->mapping);
  verb.text("--format", request->format, "how findings are shown").one_of({"text", "json", "sarif", "github", "junit"}).with_default_shown();
  verb.flag("--fix", request->fix, "make the fixes that change no answer, as is proved before anything is written");
  verb.flag("--allowed", request->allowed, "show also the findings that the text allows, with the reasons it gives");
  verb.flag("--list", request->list, "the lints, one a line");
  verb.text("--explain", request->code, "tell more of a code, as it stands in brackets after `error` or `warning`");
  verb.example("comity lint draft.comity");
  verb.runs(chosen, [request](const Environment& environment) {
    if (!request->code.empty()) return explain_code(request->code, environment);
    if (request->list) return list_lints(environment);
    return lint(*request, environment);
  });
}

}  // namespace comity::cli
