// The order of strictness from relations written by hand: classes of equals, and only the steps that
// do not follow from others.
#include "interpreter/comparer/strictness.hpp"

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

namespace comity::comparer {
namespace {

using analyzer::Relation;

// "=<>x?" row by row.
Matrix matrix(const std::vector<std::string>& rows) {
  const std::map<char, std::optional<Relation>> meaning{
      {'=', Relation::equal}, {'<', Relation::below}, {'>', Relation::above}, {'x', Relation::incomparable}, {'?', std::nullopt}};
  Matrix result;
  for (const std::string& row : rows) {
    result.emplace_back();
    for (const char sign : row) result.back().push_back(meaning.at(sign));
  }
  return result;
}

using Classes = std::vector<std::vector<std::size_t>>;

TEST(Strictness, AChainHasNoStepThatFollowsFromOthers) {
  const Order order = order_of(matrix({"=<<<", ">=<<", ">>=<", ">>>="}));
  EXPECT_EQ(order.classes, (Classes{{0}, {1}, {2}, {3}}));
  EXPECT_EQ(order.steps, (std::vector<Step>{{0, 1}, {1, 2}, {2, 3}}));
  EXPECT_EQ(order.ranks, (std::vector<std::size_t>{0, 1, 2, 3}));
}

TEST(Strictness, EqualsAreOneClass) {
  const Order order = order_of(matrix({"=<=", ">=>", "=<="}));
  EXPECT_EQ(order.classes, (Classes{{0, 2}, {1}}));
  EXPECT_EQ(order.steps, (std::vector<Step>{{0, 1}}));
}

// 0 is below all, 3 above all, 1 and 2 between them and not ranked with one another.
TEST(Strictness, ADiamondHasFourSteps) {
  const Order order = order_of(matrix({"=<<<", ">=x<", ">x=<", ">>>="}));
  EXPECT_EQ(order.steps, (std::vector<Step>{{0, 1}, {0, 2}, {1, 3}, {2, 3}}));
  EXPECT_EQ(order.ranks, (std::vector<std::size_t>{0, 1, 1, 2}));
}

TEST(Strictness, WhatIsNotComparedIsNotRanked) {
  const Order order = order_of(matrix({"=?x", "?=x", "xx="}));
  EXPECT_EQ(order.classes, (Classes{{0}, {1}, {2}}));
  EXPECT_TRUE(order.steps.empty());
}

TEST(Strictness, TheMatrixIsTurnedBelowTheDiagonal) {
  Comparisons comparisons;
  comparisons.subjects.resize(3);
  comparisons.questions.resize(1);
  const auto add = [&](std::size_t left, std::size_t right, Relation relation, bool complete) {
    Compared pair;
    pair.left = left;
    pair.right = right;
    pair.comparison.relation = relation;
    pair.comparison.complete = complete;
    comparisons.pairs.push_back(pair);
  };
  add(0, 1, Relation::below, true);
  add(0, 2, Relation::incomparable, true);
  add(1, 2, Relation::above, false);  // a limit was reached
  EXPECT_EQ(matrix_of(comparisons, 0), matrix({"=<x", ">=?", "x?="}));
}

}  // namespace
}  // namespace comity::comparer
