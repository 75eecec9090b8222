#include "interpreter/evaluator/settle.hpp"

#include <algorithm>
#include <map>

namespace comity::evaluator {
namespace {

using model::Truth;
using Rules = std::vector<std::uint32_t>;  // sorted

Together joined(Together a, Together b) {
  if (a == nothing) return b;
  if (b == nothing) return a;
  return a == b ? a : conflict;
}

std::set<Together> joined(const std::set<Together>& a, const std::set<Together>& b) {
  std::set<Together> result;
  for (const Together x : a) {
    for (const Together y : b) result.insert(joined(x, y));
  }
  return result;
}

// Settles groups of rules that do not reach one another by `overrides` apart from each other: the ways of one do not
// depend on those of the other, so their results combine freely. Within a group it tries a rule that nothing
// overrides: if it applies, it and what it overrides are out; if not, it alone is.
class Settling {
 public:
  explicit Settling(const std::vector<SettledRule>& rules) : rules_{rules} {}

  std::set<Together> run(const Rules& alive) {
    std::set<Together> result{nothing};
    for (const Rules& group : groups(alive)) result = joined(result, run_group(group));
    return result;
  }

 private:
  std::set<Together> run_group(const Rules& group) {
    const auto known = known_.find(group);
    if (known != known_.end()) return known->second;
    const std::uint32_t top = *std::find_if(group.begin(), group.end(), [&](std::uint32_t rule) { return !is_overridden(rule, group); });
    std::set<Together> result;
    if (rules_[top].condition != Truth::no) {
      Rules rest;
      std::copy_if(group.begin(), group.end(), std::back_inserter(rest), [&](std::uint32_t rule) { return rule != top && !overrides(top, rule); });
      result = joined({rules_[top].contribution < 0 ? nothing : rules_[top].contribution}, run(rest));
    }
    if (rules_[top].condition != Truth::yes) {
      Rules rest;
      std::copy_if(group.begin(), group.end(), std::back_inserter(rest), [&](std::uint32_t rule) { return rule != top; });
      result.merge(run(rest));
    }
    known_.emplace(group, result);
    return result;
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
  std::map<Rules, std::set<Together>> known_;
};

Rules possible_rules(const std::vector<SettledRule>& rules) {
  Rules result;
  for (std::uint32_t i = 0; i < rules.size(); ++i) {
    if (rules[i].condition != Truth::no) result.push_back(i);
  }
  return result;
}

}  // namespace

std::set<Together> settle(const std::vector<SettledRule>& rules) { return Settling{rules}.run(possible_rules(rules)); }

Truth applies(const std::vector<SettledRule>& rules, std::uint32_t rule) {
  // The same question with one rule that says something: is it ever said, is it ever not?
  std::vector<SettledRule> marked = rules;
  for (SettledRule& other : marked) other.contribution = nothing;
  marked[rule].contribution = 0;
  const std::set<Together> results = settle(marked);
  if (!results.contains(0)) return Truth::no;
  return results.contains(nothing) ? Truth::unknown : Truth::yes;
}

}  // namespace comity::evaluator
