#include "grammar/diagnostics/suggest.hpp"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

namespace comity::diagnostics {
namespace {

// Optimal string alignment distance over bytes; names are ASCII.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::vector<std::size_t>> cost(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) cost[i][0] = i;
  for (std::size_t j = 0; j <= b.size(); ++j) cost[0][j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t substitution = a[i - 1] == b[j - 1] ? 0 : 1;
      cost[i][j] = std::min({cost[i - 1][j] + 1, cost[i][j - 1] + 1, cost[i - 1][j - 1] + substitution});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        cost[i][j] = std::min(cost[i][j], cost[i - 2][j - 2] + 1);
      }
    }
  }
  return cost[a.size()][b.size()];
}

// A word too long to be a name is compared by its length alone: the table above is quadratic.
constexpr std::size_t longest_name = 100;

// `santa_clara` of `santa_clara_county`: the one name that goes on where this one ends.
std::optional<std::string> only_longer_form(std::string_view name, std::span<const std::string> candidates) {
  std::optional<std::string> result;
  const std::string beginning = std::string{name} + "_";
  for (const std::string& candidate : candidates) {
    if (!candidate.starts_with(beginning)) continue;
    if (result) return std::nullopt;
    result = candidate;
  }
  return result;
}

}  // namespace

std::optional<std::string> nearest(std::string_view name, std::span<const std::string> candidates) {
  if (name.empty() || name.size() > longest_name) return std::nullopt;
  std::optional<std::string> best;
  // A word of one letter is as near to any other as to the one that was meant.
  const std::size_t farthest = name.size() < 2 ? 0 : std::max<std::size_t>(1, name.size() / 3);
  std::size_t best_distance = farthest + 1;
  for (const std::string& candidate : candidates) {
    if (candidate.size() > longest_name) continue;
    const std::size_t d = distance(name, candidate);
    if (d < best_distance || (d == best_distance && best && candidate < *best)) {
      best = candidate;
      best_distance = d;
    }
  }
  return best ? best : only_longer_form(name, candidates);
}

std::string listed(std::span<const std::string> names, std::size_t most) {
  std::string result;
  const std::size_t shown = names.size() > most + 1 ? most : names.size();
  for (std::size_t i = 0; i < shown; ++i) {
    const bool is_last = i + 1 == names.size();
    if (i != 0) result += is_last ? " and " : ", ";
    result += fmt::format("`{}`", names[i]);
  }
  if (shown < names.size()) result += fmt::format(" and {} more", names.size() - shown);
  return result;
}

}  // namespace comity::diagnostics
