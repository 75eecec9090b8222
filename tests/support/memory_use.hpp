// How much memory a test has taken, for tests that must stay below a bound. Under the address
// sanitizer the size of the process says nothing: it holds back hundreds of megabytes of what was
// freed. There the sanitizer itself is asked what is allocated.
#pragma once

#include <sys/resource.h>

#include <algorithm>
#include <cstddef>

#if defined(__SANITIZE_ADDRESS__)
#define COMITY_ADDRESS_SANITIZER 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define COMITY_ADDRESS_SANITIZER 1
#endif
#endif

#ifdef COMITY_ADDRESS_SANITIZER
#include <sanitizer/allocator_interface.h>
#endif

namespace comity::support {

#ifdef COMITY_ADDRESS_SANITIZER
inline constexpr bool is_sanitized = true;
#else
inline constexpr bool is_sanitized = false;
#endif

class MemoryUse {
 public:
  // To be called while memory is held: the sanitizer knows only what is allocated now.
  void look() { most_ = std::max(most_, now()); }

  // Bytes more than at the beginning, at most. Exact for the process, for the sanitizer as of each look.
  std::size_t most() {
    look();
    return most_ - before_;
  }

 private:
  static std::size_t now() {
#ifdef COMITY_ADDRESS_SANITIZER
    return __sanitizer_get_current_allocated_bytes();
#else
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<std::size_t>(usage.ru_maxrss) * 1024;
#endif
  }

  std::size_t before_ = now();
  std::size_t most_ = before_;
};

}  // namespace comity::support
