// A FileSystem that lives in memory: a map from path to text, in which folders are implied by the
// paths of the files. `./a` and `a` are one path. What the program writes is there to be read
// afterwards; a path can be told to refuse, as a full disk or a protected file would.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "interpreter/cli/file_system.hpp"

namespace comity::support {

class MemoryFileSystem : public cli::FileSystem {
 public:
  void add(const std::string& path, std::string text);

  // From now on reading, opening and creating `path` fails for this reason.
  void refuse(const std::string& path, std::string reason);

  // What the file holds now; nullopt when there is none.
  std::optional<std::string> text(const std::string& path) const;

  cli::PathKind kind(const std::string& path) const override;
  cli::ReadResult read(const std::string& path, std::size_t limit) const override;
  std::vector<std::string> files_below(const std::string& folder, std::string_view ending) const override;
  std::unique_ptr<std::istream> open(const std::string& path, std::string& error) const override;
  std::unique_ptr<cli::OutputFile> create(const std::string& path, std::string& error) override;
  bool is_same(const std::string& a, const std::string& b) const override;

 private:
  // Why `path` cannot be read; empty when it can.
  std::string obstacle(const std::string& path) const;

  std::map<std::string, std::string> files_;     // by normal path
  std::map<std::string, std::string> refusals_;  // by normal path
};

}  // namespace comity::support
