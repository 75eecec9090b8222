// How many links a condition has when every definition it uses, and every policy it asks, is written
// out. Definitions that use one another twice double it at each step: sixty of them are a few lines to
// write and more than any reading of them could go through. So there is a bound, and it is an error.
#pragma once

#include <cstddef>
#include <vector>

#include "interpreter/model/condition.hpp"

namespace comity::checker {

inline constexpr std::size_t most_links = 100'000;

// `definitions` and `policies` hold the sizes of those that the condition may mention, by id; what stands outside of
// them counts as one link. Sizes above `most_links` come out as some number above it.
std::size_t expanded_size(const model::Condition& condition, const std::vector<std::size_t>& definitions,
                          const std::vector<std::size_t>& policies);

}  // namespace comity::checker
