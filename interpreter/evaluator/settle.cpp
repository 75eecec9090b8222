#include "interpreter/evaluator/settle.hpp"

#include <algorithm>
#include <map>

namespace comity::evaluator {
namespace {

using model::Truth;
using Rules = std::vector<std::uint32_t>;  // sorted

// What rules say together, and whether the watched one is among those that apply.
using Result = std::pair<Together, bool>;
using Results = std::set<Result>;

Together joined(Together a, Together b) {
  if (a == nothing) return b;
  if (b == nothing) return a;
  return a == b ? a : conflict;
}

Results joined(const Results& a, const Results& b) {
  Results result;
  for (const auto& [x, x_watched] : a) {
    for (const auto& [y, y_watched] : b) result.emplace(joined(x, y), x_watched || y_watched);
  }
  return result;
}

constexpr std::uint32_t none_watched = 0xFFFFFFFF;

// Settles groups of rules that do not reach one another by `overrides` apart from each other: the ways of one do not
// depend on those of the other, so their results combine freely. Within a group it tries a rule that nothing
// overrides: if it applies, it and what it overrides are out; if not, it alone is.
class Settling {
 public:
  Settling(const std::vector<SettledRule>& rules, std::uint32_t watched) : rules_{rules}, watched_{watched} {}

  Results run(const Rules& alive) {
    Results result{{nothing, false}};
    for (const Rules& group : groups(alive)) result = joined(result, run_group(group));
    return result;
  }

 private:
  Results run_group(const Rules& group) {
    const auto known = known_.find(group);
    if (known != known_.end()) return known->second;
    const std::uint32_t top = *std::find_if(group.begin(), group.end(), [&](std::uint32_t rule) { return !is_overridden(rule, group); });
    Results result;
    if (rules_[top].condition != Truth::no) {
      Rules rest;
      std::copy_if(group.begin(), group.end(), std::back_inserter(rest), [&](std::uint32_t rule) { return rule != top && !overrides(top, rule); });
      result = joined({{rules_[top].contribution < 0 ? nothing : rules_[top].contribution, top == watched_}}, run(rest));
    }
    if (rules_[top].condition != Truth::yes && result.size() < most_results(group)) {
      Rules rest;
      std::copy_if(group.begin(), group.end(), std::back_inserter(rest), [&](std::uint32_t rule) { return rule != top; });
      result.merge(run(rest));
    }
    known_.emplace(group, result);
    return result;
  }

  // No more than these can come of a group: when all have, the other ways need not be tried. Keeps random tangles of
  // overrides, where nearly everything is possible, from taking a way for each subset.
  std::size_t most_results(const Rules& group) const {
    std::set<std::int32_t> said;
    for (const std::uint32_t rule : group) {
      if (rules_[rule].contribution >= 0) said.insert(rules_[rule].contribution);
    }
    const bool has_watched = std::find(group.begin(), group.end(), watched_) != group.end();
    const std::size_t unwatched = 1 + said.size() + (said.size() > 1 ? 1 : 0);
    if (!has_watched) return unwatched;
    // With the watched rule applying: what it says alone, or a conflict; of a bar, anything.
    const std::size_t watched = rules_[watched_].contribution < 0 ? unwatched : said.size() > 1 ? 2 : 1;
    return unwatched + watched;
  }

  bool overrides(std::uint32_t over, std::uint32_t under) const {
    const auto& list = rules_[over].overrides;
    return std::find(list.begin(), list.end(), under) != list.end();
  }

  bool is_overridden(std::uint32_t rule, const Rules& among) const {
    return std::any_of(among.begin(), among.end(), [&](std::uint32_t other) { return overrides(other, rule); });
  }

  std::vector<Rules> groups(const Rules& alive) const {
    std::vector<Rules> result;
    Rules left = alive;
    while (!left.empty()) {
      Rules group;
      Rules open{left.front()};
      left.erase(left.begin());
      while (!open.empty()) {
        const std::uint32_t next = open.back();
        open.pop_back();
        group.push_back(next);
        for (auto other = left.begin(); other != left.end();) {
          if (overrides(next, *other) || overrides(*other, next)) {
            open.push_back(*other);
            other = left.erase(other);
          } else {
            ++other;
          }
        }
      }
      std::sort(group.begin(), group.end());
      result.push_back(std::move(group));
    }
    return result;
  }

  const std::vector<SettledRule>& rules_;
  std::uint32_t watched_;
  std::map<Rules, Results> known_;
};

Rules possible_rules(const std::vector<SettledRule>& rules) {
  Rules result;
  for (std::uint32_t i = 0; i < rules.size(); ++i) {
    if (rules[i].condition != Truth::no) result.push_back(i);
  }
  return result;
}

}  // namespace

std::set<Together> settle(const std::vector<SettledRule>& rules) {
  std::set<Together> result;
  for (const auto& [together, watched] : Settling{rules, none_watched}.run(possible_rules(rules))) result.insert(together);
  return result;
}

std::set<std::pair<Together, bool>> settle_watching(const std::vector<SettledRule>& rules, std::uint32_t watched) {
  return Settling{rules, watched}.run(possible_rules(rules));
}

Truth applies(const std::vector<SettledRule>& rules, std::uint32_t rule) {
  bool ever = false;
  bool ever_not = false;
  for (const auto& [together, applied] : settle_watching(rules, rule)) (applied ? ever : ever_not) = true;
  if (!ever) return Truth::no;
  return ever_not ? Truth::unknown : Truth::yes;
}

}  // namespace comity::evaluator
