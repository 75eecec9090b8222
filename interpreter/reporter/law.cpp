#include "interpreter/reporter/law.hpp"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "grammar/diagnostics/render_text.hpp"
#include "interpreter/reporter/words.hpp"

namespace comity::reporter {
namespace {

using model::Date;
using model::PolicyId;

// People are shown the last day on which a text holds; `until` names the first on which it does not.
std::string last_day(const Date& until) { return model::to_string(Date{std::chrono::sys_days{until} - std::chrono::days{1}}); }

std::string period_text(const model::Policy& policy) {
  if (!policy.says_in_force) return "never";
  const std::string from = policy.in_force.from ? "from " + model::to_string(*policy.in_force.from) : "always";
  return policy.in_force.until ? from + " to " + last_day(*policy.in_force.until) : from;
}

void add_policy(const model::Library& library, PolicyId id, std::string_view remark, std::string& text) {
  const model::Policy& policy = library.policies[id];
  text += fmt::format("  {}  \"{}\"\n", policy.name, policy.title);
  text += fmt::format("    in force  {}{}\n", period_text(policy), remark);
  if (policy.adopted) text += fmt::format("    adopted   {}\n", model::to_string(*policy.adopted));
  if (policy.amends) text += fmt::format("    amends    {}\n", library.policies[*policy.amends].name);
  if (!policy.source.text.empty()) text += fmt::format("    source    {}\n", policy.source.text);
  if (!policy.source.address.empty()) text += fmt::format("              {}\n", policy.source.address);
}

// The jurisdictions with all above them, from the top down, each once.
std::vector<model::JurisdictionId> with_those_above(const model::Library& library, const std::vector<model::JurisdictionId>& jurisdictions) {
  std::vector<model::JurisdictionId> result;
  for (const model::JurisdictionId jurisdiction : jurisdictions) {
    std::vector<model::JurisdictionId> places = model::upwards(library, jurisdiction);
    for (auto place = places.rbegin(); place != places.rend(); ++place) {
      if (std::find(result.begin(), result.end(), *place) == result.end()) result.push_back(*place);
    }
  }
  return result;
}

std::set<PolicyId> in_force(const model::Library& library, model::JurisdictionId jurisdiction, const Date& day) {
  std::set<PolicyId> result;
  for (PolicyId policy = 0; policy < library.policies.size(); ++policy) {
    if (library.policies[policy].authority == jurisdiction && model::is_in_force(library, policy, day)) result.insert(policy);
  }
  return result;
}

}  // namespace

std::string law_text(const model::Library& library, const model::Stack& stack, DayChosen chosen) {
  std::string text = fmt::format("law of {} on {}{}\n", library.jurisdictions[stack.jurisdiction].name, model::to_string(stack.on),
                                 chosen == DayChosen::as_today ? " (today)" : "");
  if (stack.levels.empty()) text += "no policy is in force\n";
  for (const model::Level& level : stack.levels) {
    const model::Jurisdiction& jurisdiction = library.jurisdictions[level.jurisdiction];
    text += fmt::format("\n{}, {} ({})\n", jurisdiction.name, jurisdiction.title, jurisdiction.level);
    for (const PolicyId policy : level.assumed) add_policy(library, policy, fmt::format(" ({}; assumed)", name(library.policies[policy].status)), text);
    const std::string_view remark = level.assumed.empty() ? "" : " (asked only where the assumed text is silent)";
    for (const PolicyId policy : level.policies) add_policy(library, policy, remark, text);
  }
  return diagnostics::printable(text);
}

std::string timeline_text(const model::Library& library, const std::vector<model::JurisdictionId>& jurisdictions) {
  const std::vector<model::JurisdictionId> places = with_those_above(library, jurisdictions);
  std::set<Date> days;
  for (const model::Policy& policy : library.policies) {
    const bool counts = policy.status == model::Status::enacted && std::find(places.begin(), places.end(), policy.authority) != places.end();
    if (!counts) continue;
    if (policy.in_force.from) days.insert(*policy.in_force.from);
    if (policy.in_force.until) days.insert(*policy.in_force.until);
  }
  std::size_t width = 0;
  for (const model::JurisdictionId place : places) width = std::max(width, width_of(library.jurisdictions[place].name));
  std::string text;
  const auto add = [&](const std::string& day, model::JurisdictionId place, std::string_view what, PolicyId policy) {
    text += fmt::format("{:<10}  {}  {:<6}  {}  \"{}\"\n", day, padded(library.jurisdictions[place].name, width), what, library.policies[policy].name,
                        library.policies[policy].title);
  };
  // What held before the first change.
  for (const model::JurisdictionId place : places) {
    const Date before = days.empty() ? Date{std::chrono::year{2000} / 1 / 1} : Date{std::chrono::sys_days{*days.begin()} - std::chrono::days{1}};
    for (const PolicyId policy : in_force(library, place, before)) add("always", place, "holds", policy);
  }
  for (const Date& day : days) {
    const Date before{std::chrono::sys_days{day} - std::chrono::days{1}};
    for (const model::JurisdictionId place : places) {
      const std::set<PolicyId> then = in_force(library, place, before);
      const std::set<PolicyId> now = in_force(library, place, day);
      for (const PolicyId policy : then) {
        if (!now.contains(policy)) add(model::to_string(day), place, "ends", policy);
      }
      for (const PolicyId policy : now) {
        // A text that an amendment had displaced, and whose amendment has ended, holds again.
        const bool is_back = library.policies[policy].in_force.from && *library.policies[policy].in_force.from < day;
        if (!then.contains(policy)) add(model::to_string(day), place, is_back || !library.policies[policy].in_force.from ? "again" : "begins", policy);
      }
    }
  }
  if (text.empty()) text = "no enacted policy of these jurisdictions, or of those above them, is in the library\n";
  return diagnostics::printable(text);
}

}  // namespace comity::reporter
