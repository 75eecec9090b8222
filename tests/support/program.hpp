// The whole program, run in memory.
#pragma once

#include <string>
#include <vector>

#include "tests/support/memory_file_system.hpp"

namespace comity::support {

struct Ran {
  int exit_code = 0;
  std::string out;
  std::string err;
};

// `arguments` without the program's name; `in` is standard input. Nothing is a terminal, and no library is installed.
Ran run_program(const std::vector<std::string>& arguments, MemoryFileSystem& files, const std::string& in = "");

}  // namespace comity::support
