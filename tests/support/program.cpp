#include "tests/support/program.hpp"

#include <sstream>

#include "interpreter/cli/run.hpp"

namespace comity::support {

Ran run_program(const std::vector<std::string>& arguments, MemoryFileSystem& files, const std::string& in) {
  std::istringstream input{in};
  std::ostringstream out;
  std::ostringstream err;
  const cli::Environment environment{files, input, out, err, false, false, ""};
  const int exit_code = cli::run(arguments, environment);
  return {exit_code, out.str(), err.str()};
}

}  // namespace comity::support
