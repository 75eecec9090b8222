// How many records of a file fall in each difference. A record with missing facts is filled as `eval`
// fills it and may then still become several things: it counts for the most of each difference that
// one of its completions falls in, and for the least only where all of them do.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "interpreter/model/library.hpp"

namespace comity::comparer {

struct Comparisons;

struct Bounds {
  std::uint64_t least = 0;
  std::uint64_t most = 0;

  friend bool operator==(const Bounds&, const Bounds&) = default;
};

struct Counts {
  std::uint64_t records = 0;
  Bounds differ;
  std::vector<Bounds> differences;  // as the comparison lists them

  friend bool operator==(const Counts&, const Counts&) = default;
};

struct Impact {
  Counts all;
  // For each value of the fact that is counted by: the records that have it, in one element at least where the fact
  // stands in a list. "unknown" and "none" come last.
  std::vector<std::pair<std::string, Counts>> by;
  // Records of which the bounds could not be settled within the limits, and why; they count as if they could still
  // become anything, and are never part of what is called exact.
  std::uint64_t not_settled = 0;
  std::string limit;
};

}  // namespace comity::comparer
