// Make-believe policies of any number of rules, as texts, to see how the cost of a comparison grows.
// Rules are written as drafters write them: each is about a handful of facts, neighbours share some,
// a few facts matter everywhere, and an earlier rule goes before the later ones that disagree with
// it. The same seed gives the same texts on every machine.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace comity::bench {

enum class Second {
  written_otherwise,  // other rules that come to the same
  one_rule_changed,
};

// Does the order in which facts are declared, and that of the rules' names, follow what belongs together?
enum class Order { told, shuffled };

// A whole library: a vocabulary and the policies `first` and `second`.
std::string synthetic_pair(std::size_t rules, Second second, Order order, std::uint64_t seed);

}  // namespace comity::bench
