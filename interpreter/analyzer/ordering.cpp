#include "interpreter/analyzer/ordering.hpp"

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <set>

namespace comity::analyzer {
namespace {

// Used by so many times more rules than the average fact.
constexpr std::size_t everywhere = 3;
constexpr std::size_t most_rounds = 100;
constexpr std::size_t rounds_without_gain = 10;

using Groups = std::vector<std::vector<std::size_t>>;

class Line {
 public:
  Line(std::size_t count, const Groups& groups) : groups_{groups}, used_by_(count) {
    for (std::size_t group = 0; group < groups.size(); ++group) {
      for (const std::size_t fact : groups[group]) used_by_[fact].push_back(group);
    }
  }

  // Breadth first from a fact that is far from another.
  std::vector<std::size_t> from_one_end() const {
    std::vector<std::size_t> order;
    std::vector<bool> is_placed(used_by_.size(), false);
    for (std::size_t fact = 0; fact < used_by_.size(); ++fact) {
      if (is_placed[fact]) continue;
      const std::size_t end = reached_from(reached_from(fact).back()).back();
      for (const std::size_t next : reached_from(end)) {
        order.push_back(next);
        is_placed[next] = true;
      }
    }
    return order;
  }

  void pull_together(std::vector<std::size_t>& order) const {
    std::vector<std::size_t> best = order;
    std::uint64_t shortest = length(order);
    std::size_t since = 0;
    for (std::size_t round = 0; round < most_rounds && since < rounds_without_gain; ++round) {
      order = pulled(order);
      const std::uint64_t now = length(order);
      ++since;
      if (now >= shortest) continue;
      shortest = now;
      best = order;
      since = 0;
    }
    order = std::move(best);
  }

 private:
  std::vector<std::size_t> reached_from(std::size_t start) const {
    std::vector<std::size_t> result{start};
    std::vector<bool> is_seen(used_by_.size(), false);
    is_seen[start] = true;
    for (std::size_t i = 0; i < result.size(); ++i) {
      for (const std::size_t group : used_by_[result[i]]) {
        for (const std::size_t next : groups_[group]) {
          if (is_seen[next]) continue;
          is_seen[next] = true;
          result.push_back(next);
        }
      }
    }
    return result;
  }

  std::vector<std::size_t> places(const std::vector<std::size_t>& order) const {
    std::vector<std::size_t> result(order.size());
    for (std::size_t place = 0; place < order.size(); ++place) result[order[place]] = place;
    return result;
  }

  // How far the facts of a rule lie apart, summed over the rules.
  std::uint64_t length(const std::vector<std::size_t>& order) const {
    const std::vector<std::size_t> place = places(order);
    std::uint64_t result = 0;
    for (const auto& group : groups_) {
      if (group.empty()) continue;
      const auto [least, most] = std::minmax_element(group.begin(), group.end(), [&](std::size_t a, std::size_t b) { return place[a] < place[b]; });
      result += place[*most] - place[*least];
    }
    return result;
  }

  // Each fact to the mean of the middles of its rules.
  std::vector<std::size_t> pulled(const std::vector<std::size_t>& order) const {
    const std::vector<std::size_t> place = places(order);
    std::vector<double> middle(groups_.size(), 0);
    for (std::size_t group = 0; group < groups_.size(); ++group) {
      for (const std::size_t fact : groups_[group]) middle[group] += static_cast<double>(place[fact]) / static_cast<double>(groups_[group].size());
    }
    std::vector<double> wanted(order.size());
    for (std::size_t fact = 0; fact < order.size(); ++fact) {
      wanted[fact] = used_by_[fact].empty() ? static_cast<double>(place[fact]) : 0;
      for (const std::size_t group : used_by_[fact]) wanted[fact] += middle[group] / static_cast<double>(used_by_[fact].size());
    }
    std::vector<std::size_t> result = order;
    std::stable_sort(result.begin(), result.end(), [&](std::size_t a, std::size_t b) { return wanted[a] < wanted[b]; });
    return result;
  }

  const Groups& groups_;
  std::vector<std::vector<std::size_t>> used_by_;
};

std::vector<std::size_t> uses_of(std::size_t count, const Groups& groups) {
  std::vector<std::size_t> result(count, 0);
  for (const auto& group : groups) {
    for (const std::size_t fact : group) ++result[fact];
  }
  return result;
}

}  // namespace

std::vector<std::size_t> places_by_use(std::size_t count, const std::vector<std::vector<std::size_t>>& groups) {
  Groups local = groups;
  for (auto& group : local) {
    const std::set<std::size_t> once(group.begin(), group.end());
    group.assign(once.begin(), once.end());
  }
  const std::vector<std::size_t> uses = uses_of(count, local);
  const std::size_t all_uses = std::accumulate(uses.begin(), uses.end(), std::size_t{0});
  const auto is_everywhere = [&](std::size_t fact) { return uses[fact] * count > everywhere * all_uses; };
  for (auto& group : local) std::erase_if(group, is_everywhere);

  const Line line{count, local};
  std::vector<std::size_t> order = line.from_one_end();
  line.pull_together(order);
  std::stable_partition(order.begin(), order.end(), is_everywhere);
  std::vector<std::size_t> result(count);
  for (std::size_t place = 0; place < count; ++place) result[order[place]] = place;
  return result;
}

}  // namespace comity::analyzer
