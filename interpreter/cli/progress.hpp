// How far a long input is read, on a terminal: one line that is written over, and taken away before
// anything else is said. On no terminal, or for an input whose size is not known or small, nothing.
#pragma once

#include <cstdint>
#include <iosfwd>
#include <string>

namespace comity::cli {

class Progress {
 public:
  static constexpr std::uint64_t least_shown = 4 << 20;  // bytes

  // `terminal` is null where there is none; it outlives the progress. `total`: bytes; 0 where it is not known.
  Progress(std::ostream* terminal, std::string name, std::uint64_t total)
      : terminal_{total < least_shown ? nullptr : terminal}, name_{std::move(name)}, total_{total} {}
  ~Progress() { clear(); }
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  bool is_shown() const { return terminal_ != nullptr; }

  // Writes when the per cent have changed.
  void at(std::uint64_t bytes);
  // Before a diagnostic, and at the end.
  void clear();

 private:
  std::ostream* terminal_;
  std::string name_;
  std::uint64_t total_;
  std::uint64_t shown_ = 101;  // per cent
};

}  // namespace comity::cli
