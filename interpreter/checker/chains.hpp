// Things that each name at most one other above them: what a text amends, what a place lies within. No
// such chain may lead back to itself or be longer than deepest_chain.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

namespace comity::checker {

struct ChainFaults {
  std::vector<std::uint32_t> circles;  // the first member of each circle
  std::vector<std::uint32_t> deep;     // those that are one step too far down; longer chains hang on them
  std::vector<bool> is_broken;         // for each thing: it is in a circle, leads into one, or stands too far down
};

ChainFaults find_chain_faults(const std::vector<std::optional<std::uint32_t>>& above);

}  // namespace comity::checker
