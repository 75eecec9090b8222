#include "interpreter/cli/run.hpp"

#include <algorithm>
#include <exception>
#include <ostream>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "grammar/diagnostics/suggest.hpp"
#include "interpreter/cli/commands.hpp"
#include "interpreter/cli/library_files.hpp"
#include "interpreter/version.hpp"

namespace comity::cli {
namespace {

std::string with_nearest(std::string_view what, const std::string& name, const std::vector<std::string>& known) {
  const auto near = diagnostics::nearest(name, known);
  if (near) return fmt::format("no {} is called `{}`; did you mean `{}`?", what, name, *near);
  return fmt::format("no {} is called `{}`; there are {}", what, name, diagnostics::listed(known, 30));
}

std::vector<std::string> flags_of(const CLI::App& verb) {
  std::vector<std::string> result;
  for (const CLI::Option* option : verb.get_options()) {
    for (const std::string& name : option->get_lnames()) result.push_back("--" + name);
  }
  return result;
}

// What is left over is a verb or a flag that there is not, or one file too many.
std::string what_is_left_over(const CLI::App& program, const std::vector<std::string>& arguments, const std::string& otherwise) {
  const CLI::App* verb = nullptr;
  for (const std::string& argument : arguments) {
    const bool is_flag = argument.size() > 1 && argument.front() == '-';
    const CLI::App& place = verb == nullptr ? program : *verb;
    if (is_flag) {
      const std::string name = argument.substr(0, argument.find('='));
      if (place.get_option_no_throw(name) == nullptr) return with_nearest("flag", name, flags_of(place));
    } else if (verb == nullptr) {
      std::vector<std::string> names;
      for (const CLI::App* known : program.get_subcommands(nullptr)) {
        names.push_back(known->get_name());
        if (names.back() == argument) verb = known;
      }
      if (verb == nullptr) return with_nearest("verb", argument, names);
    }
  }
  return otherwise;
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
  declare_test(program, chosen);
  declare_lint(program, chosen);
  declare_law(program, chosen);
  declare_timeline(program, chosen);

  std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());
  try {
    program.parse(reversed);
  } catch (const CLI::Success& success) {  // help or version was asked for
    program.exit(success, environment.out, environment.err);
    return exit_fine;
  } catch (const CLI::ParseError& error) {
    const bool is_left_over = !arguments.empty() && (error.get_name() == "ExtrasError" || program.get_subcommands().empty());
    environment.err << "comity: " << (is_left_over ? what_is_left_over(program, arguments, error.what()) : error.what()) << "\n";
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
