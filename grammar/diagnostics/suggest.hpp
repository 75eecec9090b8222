// The nearest name to a misspelt one, by edit distance (insertions, deletions, substitutions and
// swaps of neighbours cost one each).
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace comity::diagnostics {

// None when nothing is near enough: more than a third of the letters would have to change, and there is not one single
// name that goes on after an `_` where this one ends.
std::optional<std::string> nearest(std::string_view name, std::span<const std::string> candidates);

// "a, b and c" for messages that list what could stand there; past `most` names, "and N more".
std::string listed(std::span<const std::string> names, std::size_t most = 12);

}  // namespace comity::diagnostics
