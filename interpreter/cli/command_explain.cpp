// comity explain: why a policy answers as it does, and what would change it.
#include <memory>
#include <ostream>

#include <fmt/format.h>

#include "interpreter/cli/answerer.hpp"
#include "interpreter/cli/commands.hpp"
#include "interpreter/cli/lookup_report.hpp"
#include "interpreter/cli/mapping_input.hpp"
#include "interpreter/cli/named.hpp"
#include "interpreter/cli/record_input.hpp"
#include "interpreter/cli/verb.hpp"
#include "interpreter/explainer/exactly.hpp"
#include "interpreter/explainer/explain.hpp"
#include "interpreter/reporter/explanation.hpp"

namespace comity::cli {
namespace {

struct ExplainOptions {
  Request request;
  std::string records;
  std::string policy;
  std::string jurisdiction;
  std::vector<std::string> assumed;
  std::string id;
  std::vector<std::string> decisions;
  std::string on;
  std::string mapping;
  bool allow_extra_keys = false;
  bool exact = false;
};

int explain(const ExplainOptions& options, const Environment& environment) {
  const Loaded loaded = load(with_mapping_file(options.request, options.mapping), environment);
  if (!loaded.library) {
    print_diagnostics(loaded.diagnostics, loaded.sources, environment);
    return exit_findings;
  }
  const model::Library& library = *loaded.library;
  const auto one = [](const std::string& name) { return name.empty() ? std::vector<std::string>{} : std::vector{name}; };
  std::optional<records::Offenses> offenses;
  if (loaded.offense_table) offenses.emplace(*loaded.offense_table, library.vocabulary, loaded.sources);
  Answerer answerer{library, offenses ? &*offenses : nullptr, questions(library, one(options.policy), one(options.jurisdiction), options.decisions, options.assumed), day_named(options.on),
                    model::HolidayReading::observed};
  const Subject& subject = answerer.questions().subjects.front();
  const std::string& subject_name = subject.policy ? library.policies[*subject.policy].name : library.jurisdictions[*subject.jurisdiction].name;
  RecordInput input{options.records, loaded, mapping_asked(loaded, options.mapping), options.allow_extra_keys ? records::ExtraKeys::allowed : records::ExtraKeys::refused, environment};
  bool is_first = true;
  while (const records::ReadRecord* read = input.next()) {
    if (!options.id.empty() && read->id != options.id) continue;
    if (auto problem = answerer.cannot_date(*read)) {
      input.leave_out(*problem);
      continue;
    }
    const auto day = answerer.day_of(subject, *read->record);
    const records::Offenses::Filled filled = answerer.filled(*read->record, day, records::Offenses::Name::all);
    answerer.count_lookups(*read);
    std::vector<explainer::Explanation> explanations;
    for (const model::DecisionId decision : answerer.decisions_of(subject, day)) {
      explanations.push_back(subject.policy ? explainer::explain(library, filled.record, filled.supplies, day, *subject.policy, decision)
                                            : explainer::explain(library, filled.record, filled.supplies, answerer.stack_of(*subject.jurisdiction, *day), decision));
      if (!options.exact) continue;
      analyzer::Side side{subject.policy, std::nullopt, decision, day};
      if (subject.jurisdiction) side.stack = answerer.stack_of(*subject.jurisdiction, *day);
      std::vector<explainer::Line>& lines = explanations.back().lines;
      for (explainer::Line& line : explainer::exact_lines(library, side, filled.record)) lines.push_back(std::move(line));
    }
    const std::string when = day ? "asked for " + model::to_string(*day) : "asked for no day";
    const std::string head = fmt::format("{} {} under {}, {}", library.vocabulary.root_record().name, read->id, subject_name, when);
    environment.out << (is_first ? "" : "\n") << reporter::explanation_text(head, explanations);
    is_first = false;
  }
  input.report_end();
  if (offenses) report_lookups(offenses->counts(), loaded.sources, UnmappedReport::one_line, environment);
  if (is_first && !options.id.empty() && input.left_out() == 0 && !input.is_cut_short()) {
    throw UsageError{fmt::format("no record has the id `{}`; there {} {} in `{}`", options.id, input.count() == 1 ? "is" : "are", input.count(), options.records)};
  }
  return input.left_out() == 0 && !input.is_cut_short() ? exit_fine : exit_findings;
}

}  // namespace

void declare_explain(CLI::App& program, Action& chosen) {
  const auto options = std::make_shared<ExplainOptions>();
  Verb verb{program, "explain", "Explain answers: why, why not, and what would change it"};
  verb.text("RECORDS", options->records, "a .json, .jsonl or .csv file, each also .gz, or - for standard input: JSON lines, or CSV with --mapping").required();
  verb.text("--policy", options->policy, "the policy that is asked; NAME@DATE is the version in force that day");
  verb.text("--jurisdiction", options->jurisdiction, "the jurisdiction that is asked, under its whole stack of law");
  verb.list("--assume", options->assumed, "a proposal, a reading or a lapsed text that counts whatever its dates, in place of what it amends");
  verb.text("--id", options->id, "only the record with this identifier");
  verb.list("--decision", options->decisions, "only these decisions, separated by commas");
  verb.text("--on", options->on, "the day asked, as 2013-03-01 (default: the date of the request, else of the record)");
  add_mapping_option(verb, options->mapping);
  verb.flag("--exact", options->exact, "also which answers are possible exactly, what would settle them, and the smallest change to another one");
  verb.flag("--allow-extra-keys", options->allow_extra_keys, "pass over keys that are no facts, and columns that a mapping does not name; say which");
  add_library_options(verb, options->request);
  verb.example("comity explain bookings.jsonl --policy santa_clara_3_54 --id 4711");
  verb.runs(chosen, [options](const Environment& environment) { return explain(*options, environment); });
}

}  // namespace comity::cli
