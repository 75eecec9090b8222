// Random draws that are the same on every machine: the engine is the standard's, whose numbers are
// fixed, and what is made of its numbers is written here, since the standard leaves its own
// distributions to each library.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <random>
#include <vector>

namespace comity::records {

class Draws {
 public:
  explicit Draws(std::uint64_t seed) : engine_{seed} {}

  // 0 to `count` - 1, each equally likely; what would favour the small ones is thrown away. Precondition: count > 0.
  std::uint64_t below(std::uint64_t count) {
    const std::uint64_t surplus = (0 - count) % count;  // of the engine's 2^64 numbers
    for (;;) {
      const std::uint64_t drawn = engine_();
      if (drawn >= surplus) return drawn % count;
    }
  }

  // Both included. Precondition: least <= most, and they are less than 2^63 apart.
  std::int64_t between(std::int64_t least, std::int64_t most) {
    return least + static_cast<std::int64_t>(below(static_cast<std::uint64_t>(most - least) + 1));
  }

  // An index; `cumulative` holds the sums of the weights up to and with each. Precondition: the last is not 0.
  std::size_t weighted(const std::vector<std::uint64_t>& cumulative) {
    const std::uint64_t drawn = below(cumulative.back());
    return static_cast<std::size_t>(std::upper_bound(cumulative.begin(), cumulative.end(), drawn) - cumulative.begin());
  }

 private:
  std::mt19937_64 engine_;
};

}  // namespace comity::records
