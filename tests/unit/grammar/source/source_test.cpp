// A set of texts, and the bytes that spans pick out of them.
#include "grammar/source/source.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace comity::source {
namespace {

TEST(SpanTest, OrdersBySourceThenPlace) {
  EXPECT_LT((Span{0, 9, 9}), (Span{1, 0, 0}));
  EXPECT_LT((Span{0, 1, 9}), (Span{0, 2, 3}));
  EXPECT_LT((Span{0, 1, 2}), (Span{0, 1, 3}));
  EXPECT_EQ((Span{2, 1, 2}), (Span{2, 1, 2}));
}

TEST(SourceSetTest, KeepsTextsWhereTheyAre) {
  SourceSet sources;
  const SourceId first = sources.add("a.comity", "first");
  const std::string_view text = sources[first].text;
  const std::string_view word = sources.text_of({first, 0, 5});
  for (int i = 0; i < 1000; ++i) sources.add("b.comity", "more");
  EXPECT_EQ(sources[first].text.data(), text.data());
  EXPECT_EQ(word, "first");
  EXPECT_EQ(sources.size(), 1001U);
  EXPECT_EQ(sources[first].name, "a.comity");
  EXPECT_EQ(sources[1000].name, "b.comity");
}

struct CutCase {
  Span span;
  std::string_view expected;
};

TEST(SourceSetTest, CutsSpansThatLeaveTheText) {
  SourceSet sources;
  sources.add("a", "0123456789");
  sources.add("b", "xyz");
  const std::vector<CutCase> cases{
      {{0, 2, 5}, "234"}, {{0, 4, 4}, ""}, {{0, 0, 10}, "0123456789"}, {{0, 8, 99}, "89"}, {{0, 50, 99}, ""},
      {{0, 5, 2}, ""},  // the wrong way round
      {{1, 0, 2}, "xy"},  {{7, 0, 2}, ""},  // no such source
  };
  for (const CutCase& test : cases) {
    EXPECT_EQ(sources.text_of(test.span), test.expected)
        << test.span.source << ": " << test.span.begin << " to " << test.span.end;
  }
}

}  // namespace
}  // namespace comity::source
