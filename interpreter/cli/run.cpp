#include "interpreter/cli/run.hpp"

#include <algorithm>
#include <exception>
#include <optional>
#include <ostream>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "grammar/diagnostics/suggest.hpp"
#include "interpreter/cli/commands.hpp"
#include "interpreter/cli/library_files.hpp"
#include "interpreter/version.hpp"

namespace comity::cli {
namespace {

// The first flag that the verb does not have, with the nearest one that it has; nullopt when it has them all.
std::optional<std::string> unknown_flag(const CLI::App& program, const std::vector<std::string>& arguments) {
  const auto verbs = program.get_subcommands([&](const CLI::App* verb) { return !arguments.empty() && verb->get_name() == arguments.front(); });
  const CLI::App& place = verbs.empty() ? program : *verbs.front();
  std::vector<std::string> known;
  for (const CLI::Option* option : place.get_options()) {
    for (const std::string& name : option->get_lnames()) known.push_back("--" + name);
  }
  for (const std::string& argument : arguments) {
    const std::string flag = argument.substr(0, argument.find('='));
    if (flag.size() < 2 || flag.front() != '-' || place.get_option_no_throw(flag) != nullptr) continue;
    const auto near = diagnostics::nearest(flag, known);
    return fmt::format("there is no flag `{}`{}\nthere are {}", flag, near ? fmt::format("; did you mean `{}`?", *near) : "", diagnostics::listed(known, 30));
  }
  return std::nullopt;
}

// A first word that is no verb: the library would only say that a verb is required.
void refuse_unknown_verb(const CLI::App& program, const std::vector<std::string>& arguments) {
  if (arguments.empty() || arguments.front().starts_with('-')) return;
  std::vector<std::string> verbs;
  for (const CLI::App* verb : program.get_subcommands([](const CLI::App*) { return true; })) verbs.push_back(verb->get_name());
  const std::string& word = arguments.front();
  if (std::find(verbs.begin(), verbs.end(), word) != verbs.end()) return;
  const auto near = diagnostics::nearest(word, verbs);
  throw UsageError{fmt::format("there is no verb `{}`{}\nthere are {}", word, near ? fmt::format("; did you mean `{}`?", *near) : "", diagnostics::listed(verbs, 30))};
}

int run_checked(const std::vector<std::string>& arguments, const Environment& environment) {
  CLI::App program{"Comity: what jurisdictions do with immigration detainers, written so that it can be checked, compared and explained", "comity"};
  program.footer("Example: comity eval bookings.jsonl --policy santa_clara_3_54 --decision hold\n`comity VERB -h` tells more of a verb.");
  program.set_version_flag("--version", fmt::format("comity {} (language {})", program_version, language_version));
  program.require_subcommand(1);
  Action chosen;
  declare_check(program, chosen);
  declare_format(program, chosen);
  declare_eval(program, chosen);
  declare_explain(program, chosen);
  declare_compare(program, chosen);
  declare_test(program, chosen);
  declare_lint(program, chosen);
  declare_law(program, chosen);
  declare_timeline(program, chosen);
  declare_sample(program, chosen);
  declare_schema(program, chosen);

  refuse_unknown_verb(program, arguments);
  std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());
  try {
    program.parse(reversed);
  } catch (const CLI::Success& success) {  // help or version was asked for
    program.exit(success, environment.out, environment.err);
    return exit_fine;
  } catch (const CLI::ParseError& error) {
    // In the library's words a flag that is not there is an argument too many, and comes after what followed it.
    if (const auto problem = unknown_flag(program, arguments)) throw UsageError{*problem};
    environment.err << "comity: " << error.what() << "\n";
    environment.err << "`comity -h` and `comity VERB -h` tell what can be said\n";
    return exit_usage;
  }
  return chosen(environment);
}

}  // namespace

int run(const std::vector<std::string>& arguments, const Environment& environment) {
  try {
    return run_checked(arguments, environment);
  } catch (const UsageError& error) {
    environment.err << "comity: " << error.message << "\n";
    return exit_usage;
  } catch (const std::exception& error) {
    environment.err << "comity: this is our fault, not yours: " << error.what() << "\n";
    return exit_fault;
  }
}

}  // namespace comity::cli
