// comity explain: why a policy answers as it does, and what would change it.
#include <memory>
#include <ostream>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "interpreter/cli/commands.hpp"
#include "interpreter/cli/named.hpp"
#include "interpreter/cli/record_input.hpp"
#include "interpreter/explainer/explain.hpp"
#include "interpreter/reporter/explanation.hpp"

namespace comity::cli {
namespace {

struct ExplainOptions {
  Request request;
  std::string records;
  std::string policy;
  std::string id;
  std::vector<std::string> decisions;
  std::string on;
  bool allow_extra_keys = false;
};

int explain(const ExplainOptions& options, const Environment& environment) {
  const Loaded loaded = load(options.request, environment);
  if (!loaded.library) {
    print_diagnostics(loaded.diagnostics, loaded.sources, environment);
    return exit_findings;
  }
  const model::Library& library = *loaded.library;
  const model::PolicyId policy = policy_named(library, options.policy);
  const reporter::Asked asked = answers_asked(library, {options.policy}, options.decisions);
  const std::optional<model::Date> on = day_named(options.on);
  RecordInput input{options.records, loaded, options.allow_extra_keys ? records::ExtraKeys::allowed : records::ExtraKeys::refused, environment};
  bool is_first = true;
  while (const records::ReadRecord* read = input.next()) {
    if (!options.id.empty() && read->id != options.id) continue;
    const auto day = evaluator::day_asked(library.vocabulary, *read->record, on);
    std::vector<explainer::Explanation> explanations;
    for (const auto& [id, decision] : asked.answers) {
      explanations.push_back(explainer::explain(library, *read->record, library.policies[id].authority, day, id, decision));
    }
    const std::string when = day ? "asked for " + model::to_string(*day) : "asked for no day";
    const std::string head = fmt::format("{} {} under {}, {}", library.vocabulary.root_record().name, read->id, library.policies[policy].name, when);
    environment.out << (is_first ? "" : "\n") << reporter::explanation_text(head, explanations);
    is_first = false;
  }
  input.report_end();
  if (is_first && !options.id.empty() && input.left_out() == 0) {
    throw UsageError{fmt::format("none of the {} records has the id `{}`", input.count(), options.id)};
  }
  return input.left_out() == 0 ? exit_fine : exit_findings;
}

}  // namespace

void declare_explain(CLI::App& program, Action& chosen) {
  const auto options = std::make_shared<ExplainOptions>();
  CLI::App* verb = program.add_subcommand("explain", "Explain answers: why, why not, and what would change it");
  verb->add_option("RECORDS", options->records, "a .json or .jsonl file, or - for JSON lines on standard input")->required();
  verb->add_option("--policy", options->policy, "the policy that is asked")->required();
  verb->add_option("--id", options->id, "only the record with this identifier");
  verb->add_option("--decision", options->decisions, "only these decisions, separated by commas")->delimiter(',')->allow_extra_args(false);
  verb->add_option("--on", options->on, "the day asked, as 2013-03-01 (default: the date of the request, else of the record)");
  verb->add_flag("--allow-extra-keys", options->allow_extra_keys, "pass over keys that are no facts, and say which");
  add_library_options(*verb, options->request);
  verb->footer("Example: comity explain bookings.jsonl --policy santa_clara_3_54 --id 4711");
  verb->callback([options, &chosen] { chosen = [options](const Environment& environment) { return explain(*options, environment); }; });
}

}  // namespace comity::cli
