// How many records of a file fall in each difference. A record with missing facts is filled as `eval`
// fills it and may then still become several things: it counts for the most of each difference that
// one of its completions falls in, and for the least only where all of them do.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "interpreter/analyzer/compare.hpp"
#include "interpreter/comparer/subject.hpp"

namespace comity::comparer {

struct Bounds {
  std::uint64_t least = 0;
  std::uint64_t most = 0;
};

struct Counts {
  std::uint64_t records = 0;
  Bounds differ;
  std::vector<Bounds> differences;  // as the comparison lists them
};

struct Impact {
  Counts all;
  // For each value of the fact asked for with --by, "unknown" among them: the records that have it, in one element at
  // least where the fact stands in a list. By the order of values where they have one, else by name.
  std::vector<std::pair<std::string, Counts>> by;
};

}  // namespace comity::comparer
