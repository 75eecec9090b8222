// Settling unknown rules against trying every way, on random rules that override one another: which
// results there are, and whether a rule applies always, never or sometimes.
#include <set>

#include <fmt/format.h>

#include "tests/property/trial.hpp"

namespace comity {
namespace {

using evaluator::SettledRule;
using evaluator::Together;
using model::Truth;

std::vector<SettledRule> random_rules(support::Random& random) {
  const std::size_t count = random.between(1, 12);
  std::vector<std::uint32_t> names;  // a rule overrides those that stand before it here, so there is no circle
  for (std::uint32_t i = 0; i < count; ++i) names.push_back(i);
  random.shuffle(names);
  std::vector<SettledRule> rules(count);
  for (std::size_t i = 0; i < count; ++i) {
    SettledRule& rule = rules[names[i]];
    rule.condition = random.pick(std::vector<Truth>{Truth::unknown, Truth::unknown, Truth::yes, Truth::no});
    rule.contribution = static_cast<std::int32_t>(random.below(4)) - 1;
    for (std::size_t k = 0; k < i; ++k) {
      if (random.chance(25)) rule.overrides.push_back(names[k]);
    }
  }
  return rules;
}

// "A rule applies when its condition holds and no rule that overrides it applies": settled from those that nothing
// overrides downwards, until nothing is left.
std::vector<bool> applying(const std::vector<SettledRule>& rules, const std::vector<bool>& conditions) {
  std::vector<int> applies(rules.size(), -1);  // not known yet
  for (std::size_t round = 0; round < rules.size(); ++round) {
    for (std::size_t i = 0; i < rules.size(); ++i) {
      bool is_overridden = false;
      bool is_open = false;
      for (std::size_t k = 0; k < rules.size(); ++k) {
        for (const std::uint32_t under : rules[k].overrides) {
          if (under != i) continue;
          is_overridden = is_overridden || applies[k] == 1;
          is_open = is_open || applies[k] == -1;
        }
      }
      if (!conditions[i] || is_overridden) {
        applies[i] = 0;
      } else if (!is_open) {
        applies[i] = 1;
      }
    }
  }
  std::vector<bool> result;
  for (const int one : applies) result.push_back(one == 1);
  return result;
}

TEST(Settling, EqualsTryingEveryWay) {
  support::Random random{seed()};
  std::size_t sets = 0;
  std::size_t ways = 0;
  for (; sets < trials(2000); ++sets) {
    const auto rules = random_rules(random);
    std::vector<std::size_t> unknown;
    for (std::size_t i = 0; i < rules.size(); ++i) {
      if (rules[i].condition == Truth::unknown) unknown.push_back(i);
    }
    std::set<Together> results;
    std::vector<std::size_t> times(rules.size());
    const std::size_t every_way = std::size_t{1} << unknown.size();
    for (std::size_t way = 0; way < every_way; ++way) {
      std::vector<bool> conditions;
      for (const SettledRule& rule : rules) conditions.push_back(rule.condition == Truth::yes);
      for (std::size_t i = 0; i < unknown.size(); ++i) conditions[unknown[i]] = ((way >> i) & 1U) != 0;
      const std::vector<bool> applies = applying(rules, conditions);
      std::set<std::int32_t> said;
      for (std::size_t i = 0; i < rules.size(); ++i) {
        if (!applies[i]) continue;
        ++times[i];
        if (rules[i].contribution >= 0) said.insert(rules[i].contribution);
      }
      results.insert(said.empty() ? evaluator::nothing : said.size() > 1 ? evaluator::conflict : *said.begin());
    }
    ways += every_way;
    ASSERT_EQ(evaluator::settle(rules), results) << "set " << sets << ", seed " << seed();
    for (std::uint32_t i = 0; i < rules.size(); ++i) {
      const Truth expected = times[i] == 0 ? Truth::no : times[i] == every_way ? Truth::yes : Truth::unknown;
      ASSERT_EQ(evaluator::applies(rules, i), expected) << "rule " << i << " of set " << sets << ", seed " << seed();
    }
  }
  report(fmt::format("settling {} random sets of up to 12 rules equals trying all {} ways", sets, ways));
}

}  // namespace
}  // namespace comity
