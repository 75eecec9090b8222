// The program: `run` with the machine's files and streams.
#include <unistd.h>

#include <ctime>
#include <filesystem>
#include <iostream>

#include "interpreter/cli/run.hpp"

namespace {

namespace fs = std::filesystem;

// The policies that were installed with the program, or else those of the checkout that it was built in.
std::string installed_library(const char* called_as) {
  std::error_code error;
  fs::path program = fs::read_symlink("/proc/self/exe", error);
  if (error) program = fs::absolute(called_as, error);
  const fs::path folder = program.parent_path();
  const fs::path installed = (folder.parent_path() / "share/comity/policies");
  if (fs::is_directory(installed, error)) return installed.string();
  for (fs::path up = folder; up.has_relative_path(); up = up.parent_path()) {
    if (fs::is_directory(up / "policies", error) && fs::exists(up / "grammar/CMakeLists.txt", error)) {
      return (up / "policies").string();
    }
  }
  return {};
}

// By the clock of the machine, in its time zone.
comity::model::Date today() {
  const std::time_t now = std::time(nullptr);
  std::tm local{};
  localtime_r(&now, &local);
  return std::chrono::year{local.tm_year + 1900} / (local.tm_mon + 1) / local.tm_mday;
}

}  // namespace

int main(int argc, char** argv) {
  std::ios::sync_with_stdio(false);
  const std::string library = argc > 0 ? installed_library(argv[0]) : std::string{};
  const std::vector<std::string> arguments(argv + (argc > 0 ? 1 : 0), argv + argc);
  const auto files = comity::cli::disk();
  const bool out_is_terminal = isatty(STDOUT_FILENO) != 0;
  const bool err_is_terminal = isatty(STDERR_FILENO) != 0;
  const int code = comity::cli::run(
      arguments, {*files, std::cin, std::cout, std::cerr, out_is_terminal, err_is_terminal, library, today()});
  if (std::cout.flush()) return code;
  std::cerr << "comity: the results could not be written to standard output\n";  // a full disk, a closed pipe
  return code != 0 ? code : 1;
}
