// What rules may do together, on small graphs worked out by hand, on random ones against every way of
// settling tried one by one, and on graphs as large as no policy is.
#include "interpreter/evaluator/settle.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <iostream>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "tests/support/checked.hpp"

namespace comity::evaluator {
namespace {

using model::Truth;
using Rules = std::vector<SettledRule>;
using Results = std::set<Together>;

constexpr Truth no = Truth::no;
constexpr Truth unknown = Truth::unknown;
constexpr Truth yes = Truth::yes;
constexpr std::int32_t bar = -1;

struct SettleCase {
  const char* name;
  Rules rules;  // condition, what it overrides, what it says
  Results expected;
};

TEST(SettleTest, SmallGraphsByHand) {
  const std::vector<SettleCase> cases{
      {"no rules", {}, {nothing}},
      {"one that does not", {{no, {}, 0}}, {nothing}},
      {"one that may", {{unknown, {}, 0}}, {nothing, 0}},
      {"one that does", {{yes, {}, 0}}, {0}},

      {"two that agree", {{yes, {}, 0}, {yes, {}, 0}}, {0}},
      {"two that do not", {{yes, {}, 0}, {yes, {}, 1}}, {conflict}},
      {"a sure one and a possible one that differs", {{yes, {}, 0}, {unknown, {}, 1}}, {0, conflict}},
      {"two possible ones that differ", {{unknown, {}, 0}, {unknown, {}, 1}}, {nothing, 0, 1, conflict}},
      {"two possible ones that agree", {{unknown, {}, 0}, {unknown, {}, 0}}, {nothing, 0}},

      {"an exception that holds", {{yes, {}, 0}, {yes, {0}, 1}}, {1}},
      {"an exception that does not", {{yes, {}, 0}, {no, {0}, 1}}, {0}},
      {"an exception that may", {{yes, {}, 0}, {unknown, {0}, 1}}, {0, 1}},
      {"a possible rule under a sure exception", {{unknown, {}, 0}, {yes, {0}, 1}}, {1}},
      {"both possible", {{unknown, {}, 0}, {unknown, {0}, 1}}, {nothing, 0, 1}},

      {"a bar that holds", {{yes, {}, 0}, {yes, {0}, bar}}, {nothing}},
      {"a bar that may", {{yes, {}, 0}, {unknown, {0}, bar}}, {nothing, 0}},
      {"one of two bars holds", {{yes, {}, 0}, {unknown, {0}, bar}, {yes, {0}, bar}}, {nothing}},
      // One bar over two rules that differ: both are out, or neither is. Never one alone.
      {"a bar over two", {{yes, {}, 0}, {yes, {}, 1}, {unknown, {0, 1}, bar}}, {nothing, conflict}},
      // Two bars, one over each: they are independent.
      {"a bar over each", {{yes, {}, 0}, {yes, {}, 1}, {unknown, {0}, bar}, {unknown, {1}, bar}}, {nothing, 0, 1, conflict}},

      // What is itself overridden overrides nothing.
      {"an exception to the exception", {{yes, {}, 0}, {yes, {0}, 1}, {yes, {1}, bar}}, {0}},
      {"a possible exception to it", {{yes, {}, 0}, {yes, {0}, 1}, {unknown, {1}, bar}}, {0, 1}},
      {"an exception to it that says the same", {{yes, {}, 0}, {yes, {0}, 1}, {yes, {1}, 0}}, {0}},
      {"a chain of four", {{yes, {}, 0}, {yes, {0}, 1}, {yes, {1}, 2}, {yes, {2}, 3}}, {conflict}},  // 3 and 1 apply
      {"a diamond", {{yes, {}, 0}, {yes, {0}, 1}, {yes, {0}, 2}, {yes, {1, 2}, bar}}, {0}},
      {"a diamond that may be", {{yes, {}, 0}, {yes, {0}, 1}, {yes, {0}, 1}, {unknown, {1, 2}, bar}}, {0, 1}},
      {"a bar that is barred", {{yes, {}, 0}, {yes, {0}, bar}, {yes, {1}, bar}}, {0}},
      {"over a bar and its rule", {{yes, {}, 0}, {yes, {0}, bar}, {yes, {1, 0}, 1}}, {1}},
  };
  for (const SettleCase& test : cases) EXPECT_EQ(settle(test.rules), test.expected) << test.name;
}

TEST(SettleWatchingTest, TellsWithWhichResultsARuleApplies) {
  using Watched = std::set<std::pair<Together, bool>>;
  const Rules rules{{yes, {}, 0}, {unknown, {0}, 1}};
  EXPECT_EQ(settle_watching(rules, 0), (Watched{{0, true}, {1, false}}));
  EXPECT_EQ(settle_watching(rules, 1), (Watched{{0, false}, {1, true}}));
  EXPECT_EQ(settle_watching({{unknown, {}, 0}, {yes, {}, 0}}, 0), (Watched{{0, true}, {0, false}}));
  EXPECT_EQ(settle_watching({{no, {}, 0}}, 0), (Watched{{nothing, false}}));
}

TEST(AppliesTest, EachRuleByItself) {
  const Rules rules{{yes, {}, 0}, {unknown, {0}, 1}, {yes, {}, 0}, {no, {}, 1}, {unknown, {2}, bar}, {yes, {4}, bar}};
  const std::vector<Truth> expected{unknown, unknown, yes, no, no, yes};
  for (std::uint32_t i = 0; i < rules.size(); ++i) {
    EXPECT_EQ(support::word(applies(rules, i)), support::word(expected[i])) << "rule " << i;
  }
}

// --- every way of settling, one by one

// Which rules apply when every condition is known. `overrides` leads from later rules to earlier ones.
std::vector<bool> applying(const Rules& rules, const std::vector<bool>& holds) {
  std::vector<bool> result(rules.size(), false);
  for (std::size_t i = rules.size(); i-- > 0;) {
    result[i] = holds[i];
    for (std::size_t over = i + 1; over < rules.size(); ++over) {
      for (const std::uint32_t under : rules[over].overrides) {
        if (under == i && result[over]) result[i] = false;
      }
    }
  }
  return result;
}

Results settled_one_by_one(const Rules& rules) {
  std::vector<std::size_t> open;
  for (std::size_t i = 0; i < rules.size(); ++i) {
    if (rules[i].condition == unknown) open.push_back(i);
  }
  Results results;
  for (unsigned way = 0; way < (1U << open.size()); ++way) {
    std::vector<bool> holds;
    for (const SettledRule& rule : rules) holds.push_back(rule.condition == yes);
    for (std::size_t k = 0; k < open.size(); ++k) holds[open[k]] = ((way >> k) & 1U) != 0;
    const std::vector<bool> apply = applying(rules, holds);
    std::set<std::int32_t> said;
    for (std::size_t i = 0; i < rules.size(); ++i) {
      if (apply[i] && rules[i].contribution >= 0) said.insert(rules[i].contribution);
    }
    results.insert(said.empty() ? nothing : said.size() == 1 ? *said.begin() : conflict);
  }
  return results;
}

Rules random_rules(std::mt19937& random) {
  const auto below = [&](unsigned n) { return static_cast<unsigned>(random() % n); };
  Rules rules(1 + below(8));
  for (std::uint32_t i = 0; i < rules.size(); ++i) {
    rules[i].condition = static_cast<Truth>(below(3));
    rules[i].contribution = static_cast<std::int32_t>(below(4)) - 1;
    for (std::uint32_t under = 0; under < i; ++under) {
      if (below(3) == 0) rules[i].overrides.push_back(under);
    }
  }
  return rules;
}

TEST(SettleTest, RandomGraphsAgainstEveryWay) {
  std::mt19937 random{20130315};
  constexpr int count = 5'000;
  for (int i = 0; i < count; ++i) {
    const Rules rules = random_rules(random);
    ASSERT_EQ(settle(rules), settled_one_by_one(rules)) << "graph " << i;
  }
  std::cout << count << " random graphs of one to eight rules\n";
}

// --- large graphs

double seconds_for(const Rules& rules) {
  const auto begin = std::chrono::steady_clock::now();
  const Results results = settle(rules);
  for (std::uint32_t i = 0; i < rules.size(); ++i) applies(rules, i);
  EXPECT_FALSE(results.empty());
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

// `count` rules, then as many bars; `is_over(bar, rule)`.
template <typename IsOver>
Rules barred(std::uint32_t count, IsOver is_over) {
  Rules rules;
  for (std::uint32_t i = 0; i < count; ++i) rules.push_back({unknown, {}, static_cast<std::int32_t>(i % 3)});
  for (std::uint32_t over = 0; over < count; ++over) {
    rules.push_back({unknown, {}, bar});
    for (std::uint32_t under = 0; under < count; ++under) {
      if (is_over(over, under)) rules.back().overrides.push_back(under);
    }
  }
  return rules;
}

constexpr double instant = 2.0;  // seconds; generous, as a machine may be busy or the build unoptimized

TEST(SettleTest, FortyBarsOverFortyRulesAreInstant) {
  EXPECT_LT(seconds_for(barred(40, [](auto over, auto under) { return over == under; })), instant) << "one each";
  EXPECT_LT(seconds_for(barred(40, [](auto, auto) { return true; })), instant) << "every bar over every rule";
  EXPECT_LT(seconds_for(barred(40, [](auto over, auto under) { return over == under || over == under + 1; })), instant)
      << "over two neighbours";
  EXPECT_LT(seconds_for(barred(40, [](auto over, auto under) { return under <= over; })), instant) << "a staircase";
}

TEST(SettleTest, ALongChainIsInstant) {
  Rules rules{{unknown, {}, 0}};
  for (std::uint32_t i = 1; i < 60; ++i) rules.push_back({unknown, {i - 1}, static_cast<std::int32_t>(i % 2)});
  EXPECT_LT(seconds_for(rules), instant);
}

}  // namespace
}  // namespace comity::evaluator
