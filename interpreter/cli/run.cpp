#include "interpreter/cli/run.hpp"

#include <algorithm>
#include <exception>
#include <ostream>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "interpreter/cli/commands.hpp"
#include "interpreter/cli/library_files.hpp"
#include "interpreter/version.hpp"

namespace comity::cli {
namespace {

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

  std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());
  try {
    program.parse(reversed);
  } catch (const CLI::Success& success) {  // help or version was asked for
    program.exit(success, environment.out, environment.err);
    return exit_fine;
  } catch (const CLI::ParseError& error) {
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
