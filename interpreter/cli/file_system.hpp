// The one way in which the program touches files, so that every test can run in memory.
// Paths are as the person wrote them, with `/` between parts.
#pragma once

#include <iosfwd>
#include <memory>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

namespace comity::cli {

enum class PathKind { absent, file, folder };

// The text of a file, or the reason why there is none ("permission denied"); exactly one is set.
struct ReadResult {
  std::string text;
  std::string error;  // empty when the read succeeded
  bool is_too_large = false;
};

// A file being written. What was written appears under its name only when `commit` returns an
// empty reason; when the object goes without a commit, nothing is left behind.
class OutputFile {
 public:
  virtual ~OutputFile() = default;
  virtual std::ostream& stream() = 0;
  // Returns why it failed ("no space left on device"), or an empty string.
  virtual std::string commit() = 0;
};

class FileSystem {
 public:
  virtual ~FileSystem() = default;

  virtual PathKind kind(const std::string& path) const = 0;

  // Reads a whole file; a file of more than `limit` bytes is not read, and `is_too_large` is set.
  virtual ReadResult read(const std::string& path, std::size_t limit) const = 0;

  // Every file below a folder whose name ends in `ending` (".comity"), at any depth, sorted by path; each
  // begins with `folder`. Hidden folders (names that begin with a dot) are passed over.
  virtual std::vector<std::string> files_below(const std::string& folder, std::string_view ending) const = 0;

  // Null, and `error` set, when the file cannot be opened.
  virtual std::unique_ptr<std::istream> open(const std::string& path, std::string& error) const = 0;
  virtual std::unique_ptr<OutputFile> create(const std::string& path, std::string& error) = 0;

  // Do two paths name one file or folder? An absent path is the same as none.
  virtual bool is_same(const std::string& a, const std::string& b) const = 0;
};

// The files of the machine.
std::unique_ptr<FileSystem> disk();

}  // namespace comity::cli
