#include "interpreter/cli/named.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "grammar/diagnostics/suggest.hpp"
#include "interpreter/cli/verb.hpp"
#include "interpreter/model/law.hpp"

namespace comity::cli {
namespace {

[[noreturn]] void refuse(std::string_view what, const std::string& name, std::vector<std::string> known) {
  std::sort(known.begin(), known.end());
  std::string message = fmt::format("no {} is called `{}`", what, name);
  if (const auto near = diagnostics::nearest(name, known)) message += fmt::format("; did you mean `{}`?", *near);
  if (!known.empty()) message += "\nthere are " + diagnostics::listed(known, 60);
  throw UsageError{message};
}

}  // namespace

model::PolicyId policy_named(const model::Library& library, const std::string& name) {
  if (const auto id = library.find_policy(name)) return *id;
  if (library.find_jurisdiction(name)) throw UsageError{fmt::format("`{}` is a jurisdiction, not a policy; ask it with --jurisdiction", name)};
  std::vector<std::string> known;
  for (const auto& policy : library.policies) known.push_back(policy.name);
  refuse("policy", name, std::move(known));
}

model::JurisdictionId jurisdiction_named(const model::Library& library, const std::string& name) {
  if (const auto id = library.find_jurisdiction(name)) return *id;
  if (library.find_policy(name)) throw UsageError{fmt::format("`{}` is a policy, not a jurisdiction; ask it with --policy", name)};
  std::vector<std::string> known;
  for (const auto& jurisdiction : library.jurisdictions) known.push_back(jurisdiction.name);
  refuse("jurisdiction", name, std::move(known));
}

model::DecisionId decision_named(const model::Library& library, const std::string& name) {
  if (const auto id = library.vocabulary.find_decision(name)) return *id;
  std::vector<std::string> known;
  for (const auto& decision : library.vocabulary.decisions) known.push_back(decision.name);
  refuse("decision", name, std::move(known));
}

std::optional<model::Date> day_named(const std::string& text) {
  if (text.empty()) return std::nullopt;
  const auto date = model::parse_date(text);
  if (!date) throw UsageError{fmt::format("`{}` is no day; write it as 2013-03-01", text)};
  return date;
}

namespace {

// "sb_54@2017-06-01" -> the name and the day.
std::pair<std::string, std::optional<model::Date>> name_and_day(const std::string& text) {
  const std::size_t at = text.find('@');
  if (at == std::string::npos) return {text, std::nullopt};
  if (at + 1 == text.size()) throw UsageError{fmt::format("`{}` names no day; write it as NAME@2013-03-01", text)};
  return {text.substr(0, at), day_named(text.substr(at + 1))};
}

}  // namespace

Subject policy_asked(const model::Library& library, const std::string& text) {
  const auto [name, day] = name_and_day(text);
  const model::PolicyId policy = policy_named(library, name);
  if (!day) return {policy, std::nullopt, std::nullopt, text};
  const auto version = version_on(library, policy, *day);
  if (!version) throw UsageError{fmt::format("neither `{}` nor a text that amends it was in force on {}", name, model::to_string(*day))};
  return {version, std::nullopt, day, text};
}

Subject jurisdiction_asked(const model::Library& library, const std::string& text) {
  const auto [name, day] = name_and_day(text);
  return {std::nullopt, jurisdiction_named(library, name), day, text};
}

Subject anyone_asked(const model::Library& library, const std::string& text) {
  const std::string name = name_and_day(text).first;
  if (library.find_jurisdiction(name)) return jurisdiction_asked(library, text);
  if (library.find_policy(name)) return policy_asked(library, text);
  std::vector<std::string> known;
  for (const auto& policy : library.policies) known.push_back(policy.name);
  for (const auto& jurisdiction : library.jurisdictions) known.push_back(jurisdiction.name);
  refuse("policy or jurisdiction", name, std::move(known));
}

Questions questions(const model::Library& library, const std::vector<std::string>& policies, const std::vector<std::string>& jurisdictions,
                    const std::vector<std::string>& decisions, const std::vector<std::string>& assumed) {
  if (policies.empty() && jurisdictions.empty()) throw UsageError{"say who is asked: policies with --policy, or jurisdictions with --jurisdiction"};
  if (!policies.empty() && !jurisdictions.empty()) throw UsageError{"--policy and --jurisdiction are asked one at a time: a policy answers as it is written, a jurisdiction under its whole law"};
  Questions result;
  for (const std::string& name : decisions) result.decisions.push_back(decision_named(library, name));
  std::sort(result.decisions.begin(), result.decisions.end());
  result.decisions.erase(std::unique(result.decisions.begin(), result.decisions.end()), result.decisions.end());
  const auto add = [&](const Subject& subject) {
    const bool is_known = std::any_of(result.subjects.begin(), result.subjects.end(), [&](const Subject& known) {
      return known.policy == subject.policy && known.jurisdiction == subject.jurisdiction && known.on == subject.on;
    });
    if (!is_known) result.subjects.push_back(subject);
  };
  for (const std::string& name : policies) add(policy_asked(library, name));
  for (const std::string& name : jurisdictions) add(jurisdiction_asked(library, name));
  for (const std::string& name : assumed) {
    const model::PolicyId policy = policy_named(library, name);
    if (jurisdictions.empty()) throw UsageError{"--assume puts a text into a stack of law, and goes with --jurisdiction"};
    if (library.policies[policy].status == model::Status::yardstick) {
      throw UsageError{fmt::format("`{}` is a yardstick, law nowhere, and cannot be assumed; ask it by its own name with --policy", name)};
    }
    const model::JurisdictionId authority = library.policies[policy].authority;
    for (const Subject& subject : result.subjects) {
      const auto places = model::upwards(library, *subject.jurisdiction);
      if (std::find(places.begin(), places.end(), authority) != places.end()) continue;
      throw UsageError{fmt::format("`{}` is a text of `{}`, which does not stand above `{}`", name, library.jurisdictions[authority].name,
                                   library.jurisdictions[*subject.jurisdiction].name)};
    }
    result.assumed.push_back(policy);
  }
  return result;
}

void add_library_options(Verb& verb, Request& request) {
  verb.texts("--library", request.libraries, "folder where names are found (default: policies)");
  verb.texts("--with", request.paths, "a draft: its declarations replace the library's of the same name");
}

}  // namespace comity::cli
