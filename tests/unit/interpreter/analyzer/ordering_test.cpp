#include "interpreter/analyzer/ordering.hpp"

#include <cstdlib>
#include <set>
#include <vector>

#include <gtest/gtest.h>

namespace comity::analyzer {
namespace {

using Groups = std::vector<std::vector<std::size_t>>;

TEST(Ordering, EveryFactHasAPlaceOfItsOwn) {
  const auto places = places_by_use(5, {{4, 1}, {1, 0}});
  EXPECT_EQ(std::set<std::size_t>(places.begin(), places.end()), (std::set<std::size_t>{0, 1, 2, 3, 4}));
}

TEST(Ordering, NoFactsHaveNoPlaces) { EXPECT_TRUE(places_by_use(0, {}).empty()); }

// Each rule links two neighbours of a chain, whose facts are numbered in no order.
TEST(Ordering, AChainIsLaidAlongALine) {
  constexpr std::size_t count = 61;
  const auto number = [](std::size_t along) { return along * 17 % count; };
  Groups groups;
  for (std::size_t i = 0; i + 1 < count; ++i) groups.push_back({number(i * 23 % (count - 1)), number(i * 23 % (count - 1) + 1)});
  const auto places = places_by_use(count, groups);
  for (const auto& group : groups) EXPECT_EQ(std::abs(static_cast<int>(places[group[0]]) - static_cast<int>(places[group[1]])), 1);
}

TEST(Ordering, WhatEveryRuleUsesComesFirst) {
  Groups groups;
  for (std::size_t i = 0; i < 20; ++i) groups.push_back({i, i + 1, 21});
  EXPECT_EQ(places_by_use(22, groups)[21], 0U);
}

TEST(Ordering, UsesWithinARuleCountOnce) {
  EXPECT_EQ(places_by_use(4, {{0, 1, 1, 1}, {1, 2}, {2, 3}}), places_by_use(4, {{0, 1}, {1, 2}, {2, 3}}));
}

}  // namespace
}  // namespace comity::analyzer
