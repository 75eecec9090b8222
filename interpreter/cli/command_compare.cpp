// comity compare: how do policies, or jurisdictions under their law, differ, and for whom?
#include <algorithm>
#include <memory>
#include <ostream>

#include <fmt/format.h>

#include "grammar/diagnostics/suggest.hpp"
#include "grammar/source/words_at.hpp"
#include "interpreter/cli/commands.hpp"
#include "interpreter/cli/lookup_report.hpp"
#include "interpreter/cli/mapping_input.hpp"
#include "interpreter/cli/named.hpp"
#include "interpreter/cli/record_input.hpp"
#include "interpreter/cli/result_file.hpp"
#include "interpreter/cli/verb.hpp"
#include "interpreter/comparer/count.hpp"
#include "interpreter/reporter/comparison.hpp"

namespace comity::cli {
namespace {

struct CompareOptions {
  Request request;
  std::vector<std::string> subjects;
  std::vector<std::string> decisions;
  std::vector<std::string> assumed;
  std::string on;
  std::string records;
  std::string mapping;
  std::string by;
  std::string format = "text";
  std::string output;
};

std::string listed(const model::Library& library, const std::vector<model::DecisionId>& decisions) {
  std::vector<std::string> names;
  for (const model::DecisionId decision : decisions) names.push_back(library.vocabulary.decisions[decision].name);
  return diagnostics::listed(names, 30);
}

class Asking {
 public:
  Asking(const model::Library& library, const CompareOptions& options, const Environment& environment)
      : library_{library}, options_{options}, environment_{environment}, on_{day_named(options.on)} {}

  std::vector<comparer::Subject> subjects() {
    if (options_.subjects.size() < 2) throw UsageError{"name two policies or jurisdictions at least: there is nothing to compare one with"};
    std::vector<std::string> jurisdictions;
    std::vector<std::pair<Subject, std::optional<model::DecisionId>>> asked;
    for (const std::string& text : options_.subjects) {
      const std::size_t colon = text.find(':');
      std::optional<model::DecisionId> decision;
      if (colon != std::string::npos) decision = decision_named(library_, text.substr(colon + 1));
      const Subject subject = anyone_asked(library_, text.substr(0, colon));
      if (subject.jurisdiction) jurisdictions.push_back(subject.name);
      if (subject.on && on_ && *subject.on != *on_) throw UsageError{fmt::format("`{}` and --on name two days; give one", subject.name)};
      if (std::find(options_.subjects.begin(), options_.subjects.end(), text) != std::find(options_.subjects.rbegin(), options_.subjects.rend(), text).base() - 1) {
        throw UsageError{fmt::format("`{}` is named twice", text)};
      }
      asked.emplace_back(subject, decision);
    }
    check_decisions(asked);
    const std::vector<model::PolicyId> assumed = assumed_among(jurisdictions);
    std::vector<comparer::Subject> result;
    for (const auto& [subject, decision] : asked) result.push_back(made(subject, decision, assumed));
    return result;
  }

  std::vector<model::DecisionId> decisions() const {
    std::vector<model::DecisionId> result;
    for (const std::string& name : options_.decisions) result.push_back(decision_named(library_, name));
    std::sort(result.begin(), result.end());
    result.erase(std::unique(result.begin(), result.end()), result.end());
    return result;
  }

  // Given where a jurisdiction was named and no day.
  std::optional<model::Date> today() const { return uses_today_ ? std::optional{environment_.today} : std::nullopt; }

 private:
  void check_decisions(const std::vector<std::pair<Subject, std::optional<model::DecisionId>>>& asked) const {
    const auto without = std::find_if(asked.begin(), asked.end(), [](const auto& known) { return !known.second; });
    const auto with = std::find_if(asked.begin(), asked.end(), [](const auto& known) { return known.second.has_value(); });
    if (with == asked.end()) return;
    if (without != asked.end()) {
      throw UsageError{fmt::format("`{}` names its decision and `{}` does not; write `{}:{}`, or another decision", with->first.name, without->first.name, without->first.name,
                                   library_.vocabulary.decisions[*with->second].name)};
    }
    if (!options_.decisions.empty()) throw UsageError{"the decisions are named twice, with NAME:decision and with --decision; use one of them"};
  }

  std::vector<model::PolicyId> assumed_among(const std::vector<std::string>& jurisdictions) const {
    if (options_.assumed.empty()) return {};
    if (jurisdictions.empty()) throw UsageError{"--assume puts a text into a stack of law, and none of those that are compared is a jurisdiction"};
    return questions(library_, {}, jurisdictions, {}, options_.assumed).assumed;
  }

  comparer::Subject made(const Subject& subject, std::optional<model::DecisionId> decision, const std::vector<model::PolicyId>& assumed) {
    comparer::Subject result;
    result.name = subject.name;
    result.policy = subject.policy;
    result.decision = decision;
    result.on = subject.on ? subject.on : on_;
    if (!subject.jurisdiction) return result;
    if (!result.on) uses_today_ = true;
    result.stack = law_in_force(library_, *subject.jurisdiction, result.on.value_or(environment_.today), assumed);
    return result;
  }

  const model::Library& library_;
  const CompareOptions& options_;
  const Environment& environment_;
  std::optional<model::Date> on_;
  bool uses_today_ = false;
};

[[noreturn]] void refuse_without_decision(const model::Library& library, const std::vector<comparer::Subject>& subjects) {
  std::string message = "no two of them speak to the same decision";
  for (const comparer::Subject& subject : subjects) {
    const auto decisions = comparer::decisions_of(library, subject);
    message += fmt::format("\n`{}` speaks to {}", subject.name, decisions.empty() ? "none" : listed(library, decisions));
  }
  throw UsageError{message + "\nto set different decisions side by side, write NAME:decision"};
}

// "charges.level": a fact of the record, or of the elements of a list.
std::optional<comparer::CountedBy> counted_by(const model::Library& library, const std::string& text) {
  if (text.empty()) return std::nullopt;
  comparer::CountedBy result;
  model::RecordId type = *library.vocabulary.root;
  model::FactRef fact{false, type, {}, {}};
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t dot = std::min(text.find('.', at), text.size());
    const std::string name = text.substr(at, dot - at);
    const model::RecordType& record = library.vocabulary.records[type];
    const auto field = record.find(name);
    if (!field) {
      std::vector<std::string> known;
      for (const model::Field& other : record.fields) known.push_back(other.name);
      const auto near = diagnostics::nearest(name, known);
      throw UsageError{fmt::format("--by: a {} has no `{}`{}\nit has {}", record.name, name, near ? fmt::format("; did you mean `{}`?", *near) : "", diagnostics::listed(known, 60))};
    }
    fact.steps.push_back(*field);
    fact.type = record.fields[*field].type;
    type = fact.type.id;
    const bool is_last = dot == text.size();
    const bool leads_on = fact.type.kind == model::Kind::record || (fact.type.kind == model::Kind::list && !result.list);
    if (leads_on == is_last) {
      throw UsageError{is_last ? fmt::format("--by: `{}` holds several facts; name one of them, as in `{}.{}`", text, text, library.vocabulary.records[type].fields.front().name)
                               : fmt::format("--by: `{}` holds no other facts", text.substr(0, dot))};
    }
    if (fact.type.kind == model::Kind::list) {
      result.list = fact;
      fact = {true, type, {}, {}};
    }
    at = dot + 1;
  }
  result.fact = fact;
  return result;
}

std::string written(const std::string& format, const comparer::Comparisons& comparisons, const reporter::ComparisonContext& context) {
  if (format == "json") return comparison_json(comparisons, context);
  const reporter::ComparisonReport report = comparison_report(comparisons, context);
  if (format == "markdown") return comparison_markdown(report);
  if (format == "csv") return comparison_csv(report);
  if (format == "html") return comparison_html(report);
  return comparison_text(report);
}

// Neither the records nor any file of policies or mappings is written over.
void refuse_output_onto_input(const CompareOptions& options, const Loaded& loaded, const FileSystem& files) {
  if (options.output.empty()) return;
  bool is_input = !options.records.empty() && files.is_same(options.output, options.records);
  for (SourceId source = 0; source < loaded.sources.size() && !is_input; ++source) is_input = files.is_same(options.output, loaded.sources[source].name);
  if (is_input) throw UsageError{fmt::format("`{}` is the input; name another file for the output", options.output)};
}

void count_records(RecordInput& input, const Loaded& loaded, const std::optional<comparer::CountedBy>& by, const analyzer::Options& analysis,
                   comparer::Comparisons& comparisons, const Environment& environment) {
  const model::Library& library = *loaded.library;
  std::optional<records::Offenses> offenses;
  comparer::Fill fill;
  if (loaded.offense_table) {
    offenses.emplace(*loaded.offense_table, library.vocabulary, loaded.sources);
    fill = [&](const model::Record& record, std::optional<model::Date> day) { return offenses->fill(record, day, records::Offenses::Name::assumed).record; };
  }
  comparer::Counting counting{library, comparisons, by, fill, analysis};
  while (const records::ReadRecord* read = input.next()) {
    if (offenses) offenses->count(*read->record, read->id, comparer::day_of(library, comparisons.subjects.front(), *read->record));
    counting.add(*read->record);
  }
  counting.finish();
  input.report_end();
  if (offenses) report_lookups(offenses->counts(), loaded.sources, UnmappedReport::one_line, environment);
}

int compare(const CompareOptions& options, const Environment& environment) {
  const Loaded loaded = load(with_mapping_file(options.request, options.mapping), environment);
  if (!loaded.library) {
    print_diagnostics(loaded.diagnostics, loaded.sources, environment);
    return exit_findings;
  }
  const model::Library& library = *loaded.library;
  Asking asking{library, options, environment};
  const std::vector<comparer::Subject> subjects = asking.subjects();
  const std::vector<model::DecisionId> decisions = asking.decisions();
  if (questions_of(library, subjects, decisions).empty()) refuse_without_decision(library, subjects);
  const auto by = counted_by(library, options.by);
  if (by && options.records.empty()) throw UsageError{"--by counts records, and goes with --records"};
  if (!options.mapping.empty() && options.records.empty()) throw UsageError{"--mapping reads records, and goes with --records"};
  refuse_output_onto_input(options, loaded, environment.files);
  std::optional<RecordInput> input;
  if (!options.records.empty()) input.emplace(options.records, loaded, mapping_asked(loaded, options.mapping), records::ExtraKeys::refused, environment, ShowProgress::yes);

  analyzer::Options analysis;
  analysis.words_at = [&](const Span& span) { return source::words_at(loaded.sources, span); };
  comparer::Comparisons comparisons = compare_all(library, subjects, decisions, analysis);
  if (input) {
    count_records(*input, loaded, by, analysis, comparisons, environment);
    if (input->is_cut_short()) {
      environment.err << "nothing is written: what was counted is not all, and would look complete\n";
      return exit_findings;
    }
  }
  const int code = write_result(written(options.format, comparisons, {library, analysis.words_at, asking.today(), options.by}), options.output, environment);
  return code == exit_fine && input && input->left_out() > 0 ? exit_findings : code;
}

}  // namespace

void declare_compare(CLI::App& program, Action& chosen) {
  const auto options = std::make_shared<CompareOptions>();
  Verb verb{program, "compare", "Compare policies or jurisdictions: how do they differ, exactly, and for whom?"};
  verb.texts("NAME", options->subjects, "two or more policies or jurisdictions; NAME@DATE is the version, or the law, of a day; NAME:decision picks a decision").required();
  verb.list("--decision", options->decisions, "only these decisions, separated by commas (default: all that two of them speak to)");
  verb.text("--on", options->on, "the day whose law jurisdictions are compared under, as 2013-03-01 (default: today)");
  verb.list("--assume", options->assumed, "a proposal, a reading or a lapsed text that counts whatever its dates, in place of what it amends");
  verb.text("--records", options->records, "count how many records of this file fall in each difference");
  add_mapping_option(verb, options->mapping);
  verb.text("--by", options->by, "with --records: count by the values of this fact too, as charges.level");
  verb.text("--format", options->format, "text, markdown, csv, json or html").one_of({"text", "markdown", "csv", "json", "html"}).with_default_shown();
  verb.text("--output", options->output, "write to this file, which appears only when it is whole");
  add_library_options(verb, options->request);
  verb.example("comity compare lapd_2012_proposal hold_by_ice_priorities --decision hold --format html --output differences.html");
  verb.runs(chosen, [options](const Environment& environment) { return compare(*options, environment); });
}

}  // namespace comity::cli
