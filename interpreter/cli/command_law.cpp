// comity law: the stack of law that applies to a jurisdiction on a day, from the top down.
#include <algorithm>
#include <memory>
#include <ostream>

#include <fmt/format.h>

#include "interpreter/cli/commands.hpp"
#include "interpreter/cli/named.hpp"
#include "interpreter/cli/verb.hpp"
#include "interpreter/model/law.hpp"
#include "interpreter/reporter/law.hpp"

namespace comity::cli {
namespace {

struct LawOptions {
  Request request;
  std::vector<std::string> jurisdictions;
  std::vector<std::string> assumed;
  std::string on;
};

// The library, or nothing when its errors were printed.
std::optional<Loaded> loaded_library(const Request& request, const Environment& environment) {
  Loaded loaded = load(request, environment);
  if (loaded.library) return loaded;
  print_diagnostics(loaded.diagnostics, loaded.sources, environment);
  return std::nullopt;
}

int law(const LawOptions& options, const Environment& environment) {
  const auto loaded = loaded_library(options.request, environment);
  if (!loaded) return exit_findings;
  const model::Library& library = *loaded->library;
  const Questions asked = questions(library, {}, options.jurisdictions, {}, options.assumed);
  const Subject& subject = asked.subjects.front();
  const auto named = subject.on ? subject.on : day_named(options.on);
  const model::Stack stack = law_in_force(library, *subject.jurisdiction, named.value_or(environment.today), asked.assumed);
  environment.out << reporter::law_text(library, stack, named ? reporter::DayChosen::by_the_person : reporter::DayChosen::as_today);
  return exit_fine;
}

int timeline(const LawOptions& options, const Environment& environment) {
  const auto loaded = loaded_library(options.request, environment);
  if (!loaded) return exit_findings;
  std::vector<model::JurisdictionId> jurisdictions;
  for (const std::string& name : options.jurisdictions) jurisdictions.push_back(jurisdiction_named(*loaded->library, name));
  environment.out << reporter::timeline_text(*loaded->library, jurisdictions);
  return exit_fine;
}

}  // namespace

void declare_law(CLI::App& program, Action& chosen) {
  const auto options = std::make_shared<LawOptions>();
  Verb verb{program, "law", "Show the stack of law that applies to a jurisdiction on a day"};
  verb.texts("JURISDICTION", options->jurisdictions, "the jurisdiction; NAME@DATE is the same as --on DATE").required().only_one();
  verb.text("--on", options->on, "the day, as 2014-06-01 (default: today)");
  verb.list("--assume", options->assumed, "a proposal, a reading or a lapsed text that counts whatever its dates, in place of what it amends");
  add_library_options(verb, options->request);
  verb.example("comity law santa_clara_county --on 2014-06-01");
  verb.runs(chosen, [options](const Environment& environment) { return law(*options, environment); });
}

void declare_timeline(CLI::App& program, Action& chosen) {
  const auto options = std::make_shared<LawOptions>();
  Verb verb{program, "timeline", "List what changed when in the law that applies to jurisdictions"};
  verb.texts("JURISDICTION", options->jurisdictions, "the jurisdictions; those above them are listed too").required();
  add_library_options(verb, options->request);
  verb.example("comity timeline santa_clara_county cook_county");
  verb.runs(chosen, [options](const Environment& environment) { return timeline(*options, environment); });
}

}  // namespace comity::cli
