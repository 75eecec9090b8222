// In which order facts are asked: what is used together stands together, which keeps diagrams small.
// In: for each rule the facts that it uses, by number. Out: the place of each fact. A fact that very
// many rules use comes first; the others are laid along a line, breadth first from one end, and then
// moved towards the middle of the rules that use them as long as the rules get shorter (Aloul, Markov
// and Sakallah, "FORCE: a fast and easy-to-implement variable-ordering heuristic", GLSVLSI 2003).
#pragma once

#include <cstddef>
#include <vector>

namespace comity::analyzer {

// Facts are 0 to `count` - 1. The same groups give the same places on every machine.
std::vector<std::size_t> places_by_use(std::size_t count, const std::vector<std::vector<std::size_t>>& groups);

}  // namespace comity::analyzer
