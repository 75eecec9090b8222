// Names on the command line: policies, decisions and days, with an answer that helps when there is none of that name.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "interpreter/cli/library_files.hpp"
#include "interpreter/model/library.hpp"
#include "interpreter/reporter/answers.hpp"

namespace CLI {
class App;
}

namespace comity::cli {

// Each throws UsageError for a name that there is not; the message lists those there are.
model::PolicyId policy_named(const model::Library& library, const std::string& name);
model::DecisionId decision_named(const model::Library& library, const std::string& name);
std::optional<model::Date> day_named(const std::string& text);  // empty: none

// Policies in the order asked, each with its decisions in the order declared: the named ones, else all it speaks to.
reporter::Asked answers_asked(const model::Library& library, const std::vector<std::string>& policies, const std::vector<std::string>& decisions);

// --library and --with, as every verb that evaluates takes them.
void add_library_options(CLI::App& verb, Request& request);

}  // namespace comity::cli
