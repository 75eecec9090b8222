#include "interpreter/cli/named.hpp"

#include <algorithm>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "grammar/diagnostics/suggest.hpp"

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
  if (name.find('@') != std::string::npos) {
    throw UsageError{fmt::format("`{}` asks for the version in force on a day, which this version of Comity cannot answer yet; name the text itself", name)};
  }
  if (library.find_jurisdiction(name)) {
    throw UsageError{fmt::format("`{}` is a jurisdiction; what applies under its whole stack of law cannot be answered yet; name a policy", name)};
  }
  std::vector<std::string> known;
  for (const auto& policy : library.policies) known.push_back(policy.name);
  refuse("policy", name, std::move(known));
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

reporter::Asked answers_asked(const model::Library& library, const std::vector<std::string>& policies, const std::vector<std::string>& decisions) {
  std::vector<model::DecisionId> wanted;
  for (const std::string& name : decisions) wanted.push_back(decision_named(library, name));
  std::sort(wanted.begin(), wanted.end());
  wanted.erase(std::unique(wanted.begin(), wanted.end()), wanted.end());
  reporter::Asked asked;
  for (const std::string& name : policies) {
    const model::PolicyId policy = policy_named(library, name);
    for (const model::DecisionId decision : decisions.empty() ? library.policies[policy].decisions : wanted) {
      const std::pair answer{policy, decision};
      if (std::find(asked.answers.begin(), asked.answers.end(), answer) == asked.answers.end()) asked.answers.push_back(answer);
    }
  }
  return asked;
}

void add_library_options(CLI::App& verb, Request& request) {
  verb.add_option("--library", request.libraries, "folder where names are found (default: policies)")->allow_extra_args(false);
  verb.add_option("--with", request.paths, "a draft: its declarations replace the library's of the same name")->allow_extra_args(false);
}

}  // namespace comity::cli
