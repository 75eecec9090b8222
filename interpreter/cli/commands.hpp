// The verbs: what each takes on the command line, and what runs it. One file for each verb;
// run.cpp lists them.
#pragma once

#include <functional>
#include <string>

#include "interpreter/cli/run.hpp"

namespace CLI {
class App;
}

namespace comity::cli {

// Exit codes; see run.hpp.
inline constexpr int exit_fine = 0;
inline constexpr int exit_findings = 1;
inline constexpr int exit_usage = 2;
inline constexpr int exit_fault = 3;

// What a verb does once its arguments are read. Throws UsageError for wrong use.
using Action = std::function<int(const Environment&)>;

// Each adds its subcommand to the program, and sets `chosen` when it is the one that was named.
void declare_check(CLI::App& program, Action& chosen);
void declare_format(CLI::App& program, Action& chosen);
void declare_eval(CLI::App& program, Action& chosen);
void declare_explain(CLI::App& program, Action& chosen);
void declare_compare(CLI::App& program, Action& chosen);
void declare_test(CLI::App& program, Action& chosen);
void declare_lint(CLI::App& program, Action& chosen);
void declare_law(CLI::App& program, Action& chosen);
void declare_timeline(CLI::App& program, Action& chosen);
void declare_sample(CLI::App& program, Action& chosen);
void declare_schema(CLI::App& program, Action& chosen);

}  // namespace comity::cli
