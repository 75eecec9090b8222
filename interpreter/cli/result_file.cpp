#include "interpreter/cli/result_file.hpp"

#include <ostream>

#include <fmt/format.h>

#include "interpreter/cli/commands.hpp"
#include "interpreter/cli/library_files.hpp"

namespace comity::cli {
namespace {

// No file can have this name, whoever asks: wrong use. What is rightly named and may not be written is a failure, as a
// full disk is.
bool is_wrong_place(const std::string& path, const FileSystem& files) {
  const std::size_t slash = path.rfind('/');
  const std::string folder = slash == std::string::npos ? "." : path.substr(0, slash + 1);
  return files.kind(path) == PathKind::folder || files.kind(folder) != PathKind::folder;
}

}  // namespace

int write_result(const std::string& text, const std::string& output, const Environment& environment) {
  if (output.empty()) {
    environment.out << text;
    return environment.out ? exit_fine : exit_findings;  // main says so: the results could not be written
  }
  std::string error;
  const auto file = environment.files.create(output, error);
  if (file == nullptr) {
    const std::string message = fmt::format("cannot write `{}`: {}", output, error);
    if (is_wrong_place(output, environment.files)) throw UsageError{message};
    environment.err << "comity: " << message << '\n';
    return exit_findings;
  }
  file->stream() << text;
  error = file->stream() ? file->commit() : "the disk may be full";
  if (error.empty()) return exit_fine;
  environment.err << fmt::format("comity: cannot write `{}`: {}\n", output, error);
  return exit_findings;
}

}  // namespace comity::cli
