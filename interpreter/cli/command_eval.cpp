// comity eval: records -> answers.
#include <algorithm>
#include <memory>
#include <ostream>

#include <fmt/format.h>

#include "interpreter/cli/commands.hpp"
#include "interpreter/cli/answerer.hpp"
#include "interpreter/cli/lookup_report.hpp"
#include "interpreter/cli/mapping_input.hpp"
#include "interpreter/cli/named.hpp"
#include "interpreter/cli/record_input.hpp"
#include "interpreter/cli/verb.hpp"
#include "interpreter/reporter/answers.hpp"

namespace comity::cli {
namespace {

struct EvalOptions {
  Request request;
  std::string records;
  std::vector<std::string> policies;
  std::vector<std::string> jurisdictions;
  std::vector<std::string> assumed;
  std::string holidays = "observed";
  std::vector<std::string> decisions;
  std::string on;
  std::string format;
  std::string output;
  std::string mapping;
  bool allow_extra_keys = false;
  bool report_unmapped = false;
};

reporter::AnswerFormat format_of(const EvalOptions& options, const Environment& environment) {
  if (options.format == "summary") return reporter::AnswerFormat::summary;
  if (options.format == "csv") return reporter::AnswerFormat::csv;
  if (options.format == "jsonl") return reporter::AnswerFormat::jsonl;
  return environment.out_is_terminal && options.output.empty() ? reporter::AnswerFormat::summary : reporter::AnswerFormat::jsonl;
}

// No file can have this name, whoever asks: wrong use. What is rightly named and may not be written is a failure, as a
// full disk is.
bool is_wrong_place(const std::string& path, const FileSystem& files) {
  const std::size_t slash = path.rfind('/');
  const std::string folder = slash == std::string::npos ? "." : path.substr(0, slash + 1);
  return files.kind(path) == PathKind::folder || files.kind(folder) != PathKind::folder;
}

// Answers every record; returns false when the output can take no more.
bool answer_all(RecordInput& input, Answerer& answerer, reporter::AnswerWriter& writer, std::ostream& out) {
  while (const records::ReadRecord* read = input.next()) {
    if (auto problem = answerer.cannot_date(*read)) {
      input.leave_out(*problem);
      continue;
    }
    writer.start(read->id);
    for (const auto& [subject, answer] : answerer.answers(*read)) writer.write(*subject, answer);
    if (!out) return false;
  }
  if (!input.is_cut_short()) writer.finish();  // no summary of what is not all
  return static_cast<bool>(out);
}

// Neither the records nor any file of policies or mappings is written over.
void refuse_output_onto_input(const EvalOptions& options, const Loaded& loaded, const FileSystem& files) {
  if (options.output.empty()) return;
  bool is_input = files.is_same(options.output, options.records);
  for (SourceId source = 0; source < loaded.sources.size() && !is_input; ++source) is_input = files.is_same(options.output, loaded.sources[source].name);
  if (is_input) throw UsageError{fmt::format("`{}` is the input; name another file for the output", options.output)};
}

int eval(const EvalOptions& options, const Environment& environment) {
  const Loaded loaded = load(with_mapping_file(options.request, options.mapping), environment);
  if (!loaded.library) {
    print_diagnostics(loaded.diagnostics, loaded.sources, environment);
    return exit_findings;
  }
  const model::Library& library = *loaded.library;
  const auto holidays = options.holidays == "legal" ? model::HolidayReading::legal : model::HolidayReading::observed;
  std::optional<records::Offenses> offenses;
  if (loaded.offense_table) offenses.emplace(*loaded.offense_table, library.vocabulary, loaded.sources);
  Answerer answerer{library, offenses ? &*offenses : nullptr, questions(library, options.policies, options.jurisdictions, options.decisions, options.assumed), day_named(options.on), holidays};
  refuse_output_onto_input(options, loaded, environment.files);
  const bool fills_the_terminal = environment.out_is_terminal && options.output.empty() && format_of(options, environment) != reporter::AnswerFormat::summary;
  RecordInput input{options.records, loaded, mapping_asked(loaded, options.mapping),
                    options.allow_extra_keys ? records::ExtraKeys::allowed : records::ExtraKeys::refused, environment,
                    fills_the_terminal ? ShowProgress::no : ShowProgress::yes};

  std::unique_ptr<OutputFile> file;
  if (!options.output.empty()) {
    std::string error;
    file = environment.files.create(options.output, error);
    if (file == nullptr) {
      const std::string message = fmt::format("cannot write `{}`: {}", options.output, error);
      if (is_wrong_place(options.output, environment.files)) throw UsageError{message};
      environment.err << "comity: " << message << '\n';
      return exit_findings;
    }
  }
  std::ostream& out = file == nullptr ? environment.out : file->stream();
  const auto writer = reporter::answer_writer(format_of(options, environment), out, library);
  const bool is_written = answer_all(input, answerer, *writer, out);
  input.report_end();
  if (offenses) report_lookups(offenses->counts(), loaded.sources, options.report_unmapped ? UnmappedReport::whole : UnmappedReport::one_line, environment);
  if (file != nullptr && is_written && input.is_cut_short()) {
    environment.err << fmt::format("`{}` is not written: it would look complete\n", options.output);
  } else if (file != nullptr) {
    const std::string error = is_written ? file->commit() : "the disk may be full";
    if (!error.empty()) {
      environment.err << fmt::format("comity: cannot write `{}`: {}\n", options.output, error);
      return exit_findings;
    }
  } else if (!is_written) {
    return exit_findings;  // main says so: the results could not be written
  }
  return input.left_out() == 0 && !input.is_cut_short() ? exit_fine : exit_findings;
}

}  // namespace

void declare_eval(CLI::App& program, Action& chosen) {
  const auto options = std::make_shared<EvalOptions>();
  Verb verb{program, "eval", "Answer records: what does a policy say of each?"};
  verb.text("RECORDS", options->records, "a .json, .jsonl or .csv file, each also .gz, or - for standard input: JSON lines, or CSV with --mapping").required();
  verb.list("--policy", options->policies, "the policies that are asked, separated by commas; NAME@DATE is the version in force that day");
  verb.list("--jurisdiction", options->jurisdictions, "the jurisdictions that are asked, each under its whole stack of law, separated by commas");
  verb.list("--assume", options->assumed, "a proposal, a reading or a lapsed text that counts whatever its dates, in place of what it amends");
  verb.list("--decision", options->decisions, "only these decisions, separated by commas (default: all that a policy speaks to)");
  verb.text("--on", options->on, "the day asked, as 2013-03-01 (default: the date of the request, else of the record)");
  verb.text("--format", options->format, "summary (default on a terminal), jsonl (default otherwise) or csv").one_of({"summary", "jsonl", "csv"});
  verb.text("--output", options->output, "write to this file, which appears only when it is whole");
  verb.text("--holidays", options->holidays, "which day of a holiday on a weekend stops the hold clock").one_of({"observed", "legal"}).with_default_shown();
  add_mapping_option(verb, options->mapping);
  verb.flag("--allow-extra-keys", options->allow_extra_keys, "pass over keys that are no facts, and columns that a mapping does not name; say which");
  verb.flag("--report-unmapped", options->report_unmapped, "say how statutes were found in the offense tables, and list those that were not");
  add_library_options(verb, options->request);
  verb.example("comity eval bookings.jsonl --policy santa_clara_3_54,ab_1081 --decision hold --format csv --output answers.csv");
  verb.runs(chosen, [options](const Environment& environment) { return eval(*options, environment); });
}

}  // namespace comity::cli
