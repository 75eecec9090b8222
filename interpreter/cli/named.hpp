// Names on the command line: policies, decisions and days, with an answer that helps when there is none of that name.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "interpreter/cli/library_files.hpp"
#include "interpreter/model/library.hpp"

namespace comity::cli {

class Verb;

// Each throws UsageError for a name that there is not; the message lists those there are.
model::PolicyId policy_named(const model::Library& library, const std::string& name);
model::JurisdictionId jurisdiction_named(const model::Library& library, const std::string& name);
model::DecisionId decision_named(const model::Library& library, const std::string& name);
std::optional<model::Date> day_named(const std::string& text);  // empty: none

// Who is asked: a policy by its own name, or a jurisdiction under its whole stack of law.
struct Subject {
  std::optional<model::PolicyId> policy;
  std::optional<model::JurisdictionId> jurisdiction;
  std::optional<model::Date> on;  // of `NAME@DATE`
  std::string name;               // as the person wrote it
};

// What eval and explain are asked about.
struct Questions {
  std::vector<Subject> subjects;               // in the order asked
  std::vector<model::DecisionId> decisions;    // as declared; empty: all that the subject speaks to
  std::vector<model::PolicyId> assumed;        // of --assume
};

// `NAME` or `NAME@DATE`: the version of a policy, or a jurisdiction's stack, on a day.
Subject policy_asked(const model::Library& library, const std::string& text);
Subject jurisdiction_asked(const model::Library& library, const std::string& text);
// Either of the two: they share one namespace.
Subject anyone_asked(const model::Library& library, const std::string& text);

// Throws UsageError where an assumed text belongs to none of the jurisdictions asked.
Questions questions(const model::Library& library, const std::vector<std::string>& policies, const std::vector<std::string>& jurisdictions,
                    const std::vector<std::string>& decisions, const std::vector<std::string>& assumed);

// --library and --with, as every verb that evaluates takes them.
void add_library_options(Verb& verb, Request& request);

}  // namespace comity::cli
