#include "interpreter/comparer/strictness.hpp"

#include <algorithm>

namespace comity::comparer {
namespace {

using analyzer::Relation;

bool is(const Matrix& matrix, std::size_t first, std::size_t second, Relation relation) {
  return matrix[first][second] && *matrix[first][second] == relation;
}

std::vector<std::vector<std::size_t>> classes_of(const Matrix& matrix) {
  std::vector<std::vector<std::size_t>> classes;
  for (std::size_t subject = 0; subject < matrix.size(); ++subject) {
    const auto same = std::find_if(classes.begin(), classes.end(), [&](const auto& known) { return is(matrix, known.front(), subject, Relation::equal); });
    if (same == classes.end()) {
      classes.push_back({subject});
    } else {
      same->push_back(subject);
    }
  }
  return classes;
}

// Every way goes up, so the longest ways are found by going round as often as there are classes.
std::vector<std::size_t> ranks_of(const Order& order) {
  std::vector<std::size_t> ranks(order.classes.size(), 0);
  for (std::size_t round = 0; round < order.classes.size(); ++round) {
    for (const Step& step : order.steps) ranks[step.above] = std::max(ranks[step.above], ranks[step.below] + 1);
  }
  return ranks;
}

}  // namespace

Order order_of(const Matrix& matrix) {
  Order order;
  order.classes = classes_of(matrix);
  const auto is_below = [&](std::size_t a, std::size_t b) { return is(matrix, order.classes[a].front(), order.classes[b].front(), Relation::below); };
  const std::size_t count = order.classes.size();
  for (std::size_t a = 0; a < count; ++a) {
    for (std::size_t b = 0; b < count; ++b) {
      if (!is_below(a, b)) continue;
      bool follows = false;
      for (std::size_t between = 0; between < count && !follows; ++between) follows = is_below(a, between) && is_below(between, b);
      if (!follows) order.steps.push_back({a, b});
    }
  }
  order.ranks = ranks_of(order);
  return order;
}

}  // namespace comity::comparer
