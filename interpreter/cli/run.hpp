// The program as a function: arguments in, exit code out, everything it touches passed in.
//   0 fine; 1 findings or problems in the input; 2 wrong usage; 3 our fault; 130 interrupted.
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include "interpreter/cli/file_system.hpp"
#include "interpreter/model/date.hpp"

namespace comity::cli {

struct Environment {
  FileSystem& files;
  std::istream& in;
  std::ostream& out;         // results
  std::ostream& err;         // diagnostics
  bool out_is_terminal = false;
  bool err_is_terminal = false;
  // Where policies are found when `policies` is not here and no --library is given; may be empty.
  std::string installed_library;
  // Today, where a command needs it and no --on is given.
  model::Date today{};
};

// `arguments` without the program's name. Never throws.
int run(const std::vector<std::string>& arguments, const Environment& environment);

}  // namespace comity::cli
