// Make-believe policies of any number of rules, as texts, to see how the cost of a comparison grows.
// Rules are written as drafters write them: each is about a handful of facts, neighbours share some,
// a few facts matter everywhere, and an earlier rule goes before the later ones that disagree with
// it. The same seed gives the same texts on every machine.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace comity::bench {

struct SyntheticPair {
  std::string text;    // a whole library: vocabulary and both policies
  std::string first;   // the policies' names
  std::string second;  // the first, with one rule in ten changed
};

SyntheticPair synthetic_pair(std::size_t rules, std::uint64_t seed);

}  // namespace comity::bench
