#include "interpreter/analyzer/diagram.hpp"

#include <gtest/gtest.h>

namespace comity::analyzer {
namespace {

TEST(DiagramTest, OneMeaningIsOneNode) {
  Diagrams diagrams{1000};
  const Variable a = diagrams.add_variable(1, 2);
  const Variable level = diagrams.add_variable(2, 3);
  const Node is_a = diagrams.is_yes(a);
  const Node is_high = diagrams.among(level, {false, false, true});
  const Node is_low = diagrams.among(level, {true, true, false});
  EXPECT_EQ(diagrams.negated(is_high), is_low);
  EXPECT_EQ(diagrams.both(is_high, is_low), no);
  EXPECT_EQ(diagrams.either(is_high, is_low), yes);
  EXPECT_EQ(diagrams.negated(diagrams.both(is_a, is_high)), diagrams.either(diagrams.negated(is_a), is_low));
  EXPECT_EQ(diagrams.choose(is_a, is_high, no), diagrams.both(is_high, is_a));
}

TEST(DiagramTest, TerminalsAreNumbers) {
  Diagrams diagrams{1000};
  const Variable a = diagrams.add_variable(1, 2);
  const Node number = diagrams.choose(diagrams.is_yes(a), diagrams.terminal(7), diagrams.terminal(9));
  const Node doubled = diagrams.mapped(number, [](std::uint32_t value) { return value * 2; });
  EXPECT_EQ(diagrams.terminals_of(doubled), (std::vector<std::uint32_t>{14, 18}));
  EXPECT_EQ(diagrams.mapped(number, [](std::uint32_t value) { return value == 7 ? 1U : 0U; }), diagrams.is_yes(a));
}

TEST(DiagramTest, TheLimitIsARefusal) {
  Diagrams diagrams{16};
  Node parity = no;
  EXPECT_THROW(
      {
        for (std::uint64_t i = 0; i < 20; ++i) parity = diagrams.differs(parity, diagrams.is_yes(diagrams.add_variable(i, 2)));
      },
      Refusal);
}

// Two hundred rules that have no fact in common: as many nodes as facts, or nearly.
TEST(DiagramTest, IndependentRulesStaySmall) {
  Diagrams diagrams{100'000};
  Node any = no;
  for (std::uint64_t i = 0; i < 200; ++i) {
    const Node first = diagrams.is_yes(diagrams.add_variable(2 * i, 2));
    const Node second = diagrams.is_yes(diagrams.add_variable(2 * i + 1, 2));
    any = diagrams.either(any, diagrams.both(first, second));
  }
  EXPECT_NE(any, yes);
  EXPECT_LT(diagrams.size(), 90'000U);  // made on the way; it grows with the square, as each rule is added at the end
}

}  // namespace
}  // namespace comity::analyzer
