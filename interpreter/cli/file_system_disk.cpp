// The FileSystem of the machine. Reading takes any file that can be read to its end, pipes included.
// Writing goes to a file beside the one meant, which takes its name on commit, so that nobody ever
// finds half a result; only what cannot be replaced (a pipe, a device) is written as it comes.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cctype>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <streambuf>
#include <system_error>
#include <utility>

#include "interpreter/cli/file_system.hpp"

namespace comity::cli {
namespace {

namespace fs = std::filesystem;

// The system's own words for an errno, as part of a sentence: "no such file or directory".
std::string reason(int error) {
  std::string words = std::generic_category().message(error);
  if (!words.empty()) words[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(words[0])));
  return words;
}

bool is_folder(const std::string& path) {
  std::error_code ignored;
  return fs::is_directory(path, ignored);
}

// Ctrl-C while a result is being written: the half of it is removed before the program ends.
// One file is written at a time, hence one name.
std::atomic<const char*> half_written{nullptr};

extern "C" void remove_half_written(int signal) {
  if (const char* path = half_written.load()) unlink(path);
  std::signal(signal, SIG_DFL);
  raise(signal);  // so that who called the program sees that it was interrupted
}

constexpr std::array interruptions{SIGINT, SIGTERM, SIGHUP};

// Writes to a file descriptor and remembers why the first failing write failed; std::ofstream does not say.
class DescriptorBuffer : public std::streambuf {
 public:
  explicit DescriptorBuffer(int descriptor) : descriptor_{descriptor} {
    setp(bytes_.data(), bytes_.data() + bytes_.size());
  }

  int error() const { return error_; }

 protected:
  int sync() override {
    for (const char* next = pbase(); error_ == 0 && next < pptr();) {
      const ssize_t written = ::write(descriptor_, next, static_cast<std::size_t>(pptr() - next));
      if (written >= 0) {
        next += written;
      } else if (errno != EINTR) {
        error_ = errno;
      }
    }
    setp(bytes_.data(), bytes_.data() + bytes_.size());
    return error_ == 0 ? 0 : -1;
  }

  int_type overflow(int_type character) override {
    if (sync() != 0) return traits_type::eof();
    if (!traits_type::eq_int_type(character, traits_type::eof())) sputc(traits_type::to_char_type(character));
    return traits_type::not_eof(character);
  }

 private:
  int descriptor_;
  int error_ = 0;
  std::array<char, 1 << 16> bytes_;
};

class DiskOutput : public OutputFile {
 public:
  // With an empty `temporary`, `descriptor` is `path` itself.
  DiskOutput(int descriptor, std::string path, std::string temporary)
      : descriptor_{descriptor}, path_{std::move(path)}, temporary_{std::move(temporary)} {
    if (temporary_.empty()) return;
    half_written = temporary_.c_str();
    for (const int signal : interruptions) {
      // What the caller chose to ignore (nohup) stays ignored.
      if (std::signal(signal, remove_half_written) == SIG_IGN) std::signal(signal, SIG_IGN);
    }
  }

  ~DiskOutput() override {
    close_descriptor();
    if (temporary_.empty()) return;
    if (!is_committed_) unlink(temporary_.c_str());
    half_written = nullptr;
    for (const int signal : interruptions) {
      if (std::signal(signal, SIG_DFL) == SIG_IGN) std::signal(signal, SIG_IGN);
    }
  }

  DiskOutput(const DiskOutput&) = delete;
  DiskOutput& operator=(const DiskOutput&) = delete;

  std::ostream& stream() override { return stream_; }

  std::string commit() override {
    stream_.flush();
    if (buffer_.error() != 0) return reason(buffer_.error());
    if (!stream_) return "it could not be written";
    if (!close_descriptor()) return reason(errno);
    if (temporary_.empty()) return {};
    if (std::rename(temporary_.c_str(), path_.c_str()) != 0) return reason(errno);
    is_committed_ = true;
    return {};
  }

 private:
  bool close_descriptor() {
    const int descriptor = std::exchange(descriptor_, -1);
    return descriptor < 0 || ::close(descriptor) == 0;
  }

  int descriptor_;
  std::string path_;
  std::string temporary_;
  bool is_committed_ = false;
  DescriptorBuffer buffer_{descriptor_};
  std::ostream stream_{&buffer_};
};

class Disk : public FileSystem {
 public:
  PathKind kind(const std::string& path) const override {
    if (is_folder(path)) return PathKind::folder;
    std::error_code ignored;
    return fs::exists(path, ignored) ? PathKind::file : PathKind::absent;
  }

  ReadResult read(const std::string& path, std::size_t limit) const override {
    ReadResult result;
    std::FILE* file = std::fopen(path.c_str(), "rb");
    if (file == nullptr) {
      result.error = reason(errno);
      return result;
    }
    std::array<char, 1 << 16> bytes;
    while (result.text.size() <= limit) {
      const std::size_t count = std::fread(bytes.data(), 1, bytes.size(), file);
      if (count == 0) break;
      result.text.append(bytes.data(), count);
    }
    if (std::ferror(file) != 0) {
      result = {.text = {}, .error = reason(errno)};
    } else if (result.text.size() > limit) {
      result = {.text = {}, .error = "it is too large", .is_too_large = true};
    }
    std::fclose(file);
    return result;
  }

  // A folder that may not be opened stands in the list itself: reading it then says why, and nothing is passed
  // over in silence. Links to folders are not followed, as they may lead in a circle.
  std::vector<std::string> files_below(const std::string& folder, std::string_view ending) const override {
    std::vector<std::string> found;
    add_files_below(folder, ending, found);
    std::sort(found.begin(), found.end());
    return found;
  }

  std::unique_ptr<std::istream> open(const std::string& path, std::string& error) const override {
    if (is_folder(path)) {
      error = reason(EISDIR);
      return nullptr;
    }
    errno = 0;
    auto file = std::make_unique<std::ifstream>(path, std::ios::binary);
    if (file->is_open()) return file;
    error = errno != 0 ? reason(errno) : "it could not be opened";
    return nullptr;
  }

  std::unique_ptr<OutputFile> create(const std::string& path, std::string& error) override {
    struct stat status {};
    const bool is_there = ::stat(path.c_str(), &status) == 0;
    if (is_there && !S_ISREG(status.st_mode)) return opened(path, O_WRONLY, {}, error);
    if (is_there && ::access(path.c_str(), W_OK) != 0) {
      error = reason(errno);
      return nullptr;
    }
    // What is written through a link is the file that it leads to.
    std::error_code ignored;
    std::string target = fs::weakly_canonical(path, ignored).string();
    if (ignored || target.empty()) target = path;
    const std::string temporary = target + ".part-" + std::to_string(::getpid());
    auto output = opened(target, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW, temporary, error);
    if (output && is_there) ::chmod(temporary.c_str(), status.st_mode & 07777U);
    return output;
  }

  bool is_same(const std::string& a, const std::string& b) const override {
    std::error_code absent;
    return fs::equivalent(a, b, absent) && !absent;
  }

 private:
  static void add_files_below(const fs::path& folder, std::string_view ending, std::vector<std::string>& found) {
    std::error_code error;
    fs::directory_iterator entry{folder, error};
    if (error) {
      found.push_back(folder.string());
      return;
    }
    for (; !error && entry != fs::directory_iterator{}; entry.increment(error)) {
      const std::string name = entry->path().filename().string();
      std::error_code ignored;
      if (entry->is_directory(ignored)) {
        if (!name.starts_with('.') && !entry->is_symlink(ignored)) add_files_below(entry->path(), ending, found);
      } else if (name.ends_with(ending)) {
        found.push_back(entry->path().string());
      }
    }
  }

  static std::unique_ptr<OutputFile> opened(const std::string& path, int flags, const std::string& temporary,
                                            std::string& error) {
    const int descriptor = ::open((temporary.empty() ? path : temporary).c_str(), flags | O_CLOEXEC, 0666);
    if (descriptor >= 0) return std::make_unique<DiskOutput>(descriptor, path, temporary);
    error = reason(errno);
    return nullptr;
  }
};

}  // namespace

std::unique_ptr<FileSystem> disk() { return std::make_unique<Disk>(); }

}  // namespace comity::cli
