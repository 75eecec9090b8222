// What rules may do together when the conditions of some are unknown. Each unknown condition may
// turn out true or false, independently; a rule applies when its condition holds and no rule that
// overrides it applies.
#pragma once

#include <cstdint>
#include <set>
#include <utility>
#include <vector>

#include "interpreter/model/value.hpp"

namespace comity::evaluator {

// A rule as far as settling goes. Rules are known by their place in a vector.
struct SettledRule {
  model::Truth condition = model::Truth::unknown;
  std::vector<std::uint32_t> overrides;
  std::int32_t contribution = -1;  // what it says when it applies; -1: nothing (a bar)
};

// What all the rules that apply say together: nothing, one thing, or two that differ.
using Together = std::int32_t;
inline constexpr Together nothing = -1;
inline constexpr Together conflict = -2;

// Every result that some way of settling leads to. Never empty. Precondition: `overrides` leads in no circle.
std::set<Together> settle(const std::vector<SettledRule>& rules);

// Whether one rule applies, together with each result: every pair that some way leads to.
std::set<std::pair<Together, bool>> settle_watching(const std::vector<SettledRule>& rules, std::uint32_t watched);

// Does a rule apply in every way (yes), in none (no), or in some (unknown)?
model::Truth applies(const std::vector<SettledRule>& rules, std::uint32_t rule);

}  // namespace comity::evaluator
