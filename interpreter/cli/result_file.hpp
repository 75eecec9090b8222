// --output: a result that is written whole, to a file that appears only then, or to standard output.
#pragma once

#include <string>

#include "interpreter/cli/run.hpp"

namespace comity::cli {

// Returns the exit code. `output` empty: standard output. Throws UsageError where no file can have the name.
int write_result(const std::string& text, const std::string& output, const Environment& environment);

}  // namespace comity::cli
