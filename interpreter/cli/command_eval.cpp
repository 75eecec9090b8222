// comity eval: records -> answers.
#include <algorithm>
#include <memory>
#include <ostream>
#include <set>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "grammar/diagnostics/suggest.hpp"
#include "interpreter/cli/commands.hpp"
#include "interpreter/cli/named.hpp"
#include "interpreter/cli/record_input.hpp"
#include "interpreter/evaluator/evaluate.hpp"
#include "interpreter/reporter/answers.hpp"

namespace comity::cli {
namespace {

struct EvalOptions {
  Request request;
  std::string records;
  std::vector<std::string> policies;
  std::vector<std::string> decisions;
  std::string on;
  std::string format;
  std::string output;
  bool allow_extra_keys = false;
};

reporter::AnswerFormat format_of(const EvalOptions& options, const Environment& environment) {
  if (options.format == "summary") return reporter::AnswerFormat::summary;
  if (options.format == "csv") return reporter::AnswerFormat::csv;
  if (options.format == "jsonl") return reporter::AnswerFormat::jsonl;
  return environment.out_is_terminal && options.output.empty() ? reporter::AnswerFormat::summary : reporter::AnswerFormat::jsonl;
}

// Answers every record; returns false when the output can take no more.
bool answer_all(RecordInput& input, const model::Library& library, const reporter::Asked& asked, std::optional<model::Date> on, reporter::AnswerWriter& writer,
                std::ostream& out) {
  while (const records::ReadRecord* read = input.next()) {
    const auto day = evaluator::day_asked(library.vocabulary, *read->record, on);
    for (const auto& [policy, decision] : asked.answers) {
      const evaluator::Evaluation evaluation{library, *read->record, library.policies[policy].authority, day};
      writer.write(read->id, evaluation.answer(policy, decision));
    }
    if (!out) return false;
  }
  writer.finish();
  return static_cast<bool>(out);
}

int eval(const EvalOptions& options, const Environment& environment) {
  const Loaded loaded = load(options.request, environment);
  if (!loaded.library) {
    print_diagnostics(loaded.diagnostics, loaded.sources, environment);
    return exit_findings;
  }
  const model::Library& library = *loaded.library;
  const reporter::Asked asked = answers_asked(library, options.policies, options.decisions);
  const std::optional<model::Date> on = day_named(options.on);
  if (!options.output.empty() && environment.files.is_same(options.output, options.records)) {
    throw UsageError{fmt::format("`{}` is the input; name another file for the output", options.output)};
  }
  RecordInput input{options.records, loaded, options.allow_extra_keys ? records::ExtraKeys::allowed : records::ExtraKeys::refused, environment};

  std::unique_ptr<OutputFile> file;
  if (!options.output.empty()) {
    std::string error;
    file = environment.files.create(options.output, error);
    if (file == nullptr) throw UsageError{fmt::format("cannot write `{}`: {}", options.output, error)};
  }
  std::ostream& out = file == nullptr ? environment.out : file->stream();
  const auto writer = reporter::answer_writer(format_of(options, environment), out, library, asked);
  const bool is_written = answer_all(input, library, asked, on, *writer, out);
  input.report_end();
  if (file != nullptr) {
    const std::string error = is_written ? file->commit() : "the disk may be full";
    if (!error.empty()) {
      environment.err << fmt::format("comity: cannot write `{}`: {}\n", options.output, error);
      return exit_findings;
    }
  } else if (!is_written) {
    return exit_findings;  // main says so: the results could not be written
  }
  return input.left_out() == 0 ? exit_fine : exit_findings;
}

}  // namespace

void declare_eval(CLI::App& program, Action& chosen) {
  const auto options = std::make_shared<EvalOptions>();
  CLI::App* verb = program.add_subcommand("eval", "Answer records: what does a policy say of each?");
  verb->add_option("RECORDS", options->records, "a .json or .jsonl file, or - for JSON lines on standard input")->required();
  verb->add_option("--policy", options->policies, "the policies that are asked, separated by commas")->required()->delimiter(',')->allow_extra_args(false);
  verb->add_option("--decision", options->decisions, "only these decisions, separated by commas (default: all that a policy speaks to)")
      ->delimiter(',')
      ->allow_extra_args(false);
  verb->add_option("--on", options->on, "the day asked, as 2013-03-01 (default: the date of the request, else of the record)");
  verb->add_option("--format", options->format, "summary (default on a terminal), jsonl (default otherwise) or csv")->check(CLI::IsMember({"summary", "jsonl", "csv"}));
  verb->add_option("--output", options->output, "write to this file, which appears only when it is whole");
  verb->add_flag("--allow-extra-keys", options->allow_extra_keys, "pass over keys that are no facts, and say which");
  add_library_options(*verb, options->request);
  verb->footer("Example: comity eval bookings.jsonl --policy santa_clara_3_54,ab_1081 --decision hold --format csv --output answers.csv");
  verb->callback([options, &chosen] { chosen = [options](const Environment& environment) { return eval(*options, environment); }; });
}

}  // namespace comity::cli
