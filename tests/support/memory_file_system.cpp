#include "tests/support/memory_file_system.hpp"

#include <algorithm>
#include <filesystem>
#include <sstream>
#include <utility>

namespace comity::support {
namespace {

// Without `.`, `..` and a slash at the end; `.` is the folder of everything.
std::string normal(const std::string& path) {
  std::string result = std::filesystem::path{path}.lexically_normal().generic_string();
  if (result.size() > 1 && result.ends_with('/')) result.pop_back();
  return result;
}

bool is_hidden(std::string_view path_in_folder) {
  const std::size_t name = path_in_folder.rfind('/');
  if (name == std::string_view::npos) return false;  // a file in the folder itself: only folders hide
  return path_in_folder.starts_with('.') || path_in_folder.substr(0, name).find("/.") != std::string_view::npos;
}

class MemoryOutput : public cli::OutputFile {
 public:
  MemoryOutput(std::map<std::string, std::string>& files, std::string name, std::string refusal)
      : files_{files}, name_{std::move(name)}, refusal_{std::move(refusal)} {}

  std::ostream& stream() override { return stream_; }

  std::string commit() override {
    if (refusal_.empty()) files_[name_] = stream_.str();
    return refusal_;
  }

 private:
  std::map<std::string, std::string>& files_;  // those of the file system that made this, which outlives it
  std::string name_;
  std::string refusal_;
  std::ostringstream stream_;
};

}  // namespace

void MemoryFileSystem::add(const std::string& path, std::string text) { files_[normal(path)] = std::move(text); }

void MemoryFileSystem::refuse(const std::string& path, std::string reason) {
  refusals_[normal(path)] = std::move(reason);
}

std::optional<std::string> MemoryFileSystem::text(const std::string& path) const {
  const auto file = files_.find(normal(path));
  if (file == files_.end()) return std::nullopt;
  return file->second;
}

cli::PathKind MemoryFileSystem::kind(const std::string& path) const {
  const std::string name = normal(path);
  if (files_.contains(name)) return cli::PathKind::file;
  if (name == ".") return cli::PathKind::folder;
  const auto inside = files_.lower_bound(name + '/');
  const bool is_folder = inside != files_.end() && inside->first.starts_with(name + '/');
  return is_folder ? cli::PathKind::folder : cli::PathKind::absent;
}

std::string MemoryFileSystem::obstacle(const std::string& path) const {
  if (const auto refusal = refusals_.find(normal(path)); refusal != refusals_.end()) return refusal->second;
  switch (kind(path)) {
    case cli::PathKind::absent: return "no such file or directory";
    case cli::PathKind::folder: return "is a directory";
    case cli::PathKind::file: break;
  }
  return {};
}

cli::ReadResult MemoryFileSystem::read(const std::string& path, std::size_t limit) const {
  cli::ReadResult result;
  result.error = obstacle(path);
  if (!result.error.empty()) return result;
  result.text = *text(path);
  if (result.text.size() > limit) result = {.text = {}, .error = "it is too large", .is_too_large = true};
  return result;
}

std::vector<std::string> MemoryFileSystem::files_below(const std::string& folder, std::string_view ending) const {
  const std::string prefix = normal(folder) == "." ? "" : normal(folder) + '/';
  const std::string shown = folder.ends_with('/') ? folder : folder + '/';
  std::vector<std::string> found;
  for (const auto& [path, text] : files_) {
    if (!path.starts_with(prefix) || !path.ends_with(ending)) continue;
    const std::string inside = path.substr(prefix.size());
    if (!is_hidden(inside)) found.push_back(shown + inside);
  }
  std::sort(found.begin(), found.end());
  return found;
}

std::unique_ptr<std::istream> MemoryFileSystem::open(const std::string& path, std::string& error) const {
  error = obstacle(path);
  if (!error.empty()) return nullptr;
  return std::make_unique<std::istringstream>(*text(path));
}

// The reason of a refusal comes at commit, as that of a full disk does.
std::unique_ptr<cli::OutputFile> MemoryFileSystem::create(const std::string& path, std::string& error) {
  if (kind(path) == cli::PathKind::folder) {
    error = "is a directory";
    return nullptr;
  }
  const auto refusal = refusals_.find(normal(path));
  return std::make_unique<MemoryOutput>(files_, normal(path), refusal == refusals_.end() ? "" : refusal->second);
}

bool MemoryFileSystem::is_same(const std::string& a, const std::string& b) const {
  return normal(a) == normal(b) && kind(a) != cli::PathKind::absent;
}

}  // namespace comity::support
