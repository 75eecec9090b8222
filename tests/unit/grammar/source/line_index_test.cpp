// Byte offsets to lines and columns, and back to the bytes of a span.
#include "grammar/source/line_index.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "grammar/source/source.hpp"

namespace comity::source {
namespace {

struct PlaceCase {
  std::string text;
  std::uint32_t offset;
  std::uint32_t line;
  std::uint32_t column;
};

TEST(LineIndexTest, FindsLineAndColumn) {
  const std::vector<PlaceCase> cases{
      {"", 0, 1, 1},
      {"", 7, 1, 1},  // past the end of nothing
      {"ab\ncd", 0, 1, 1},
      {"ab\ncd", 1, 1, 2},
      {"ab\ncd", 2, 1, 3},  // the line end belongs to its line
      {"ab\ncd", 3, 2, 1},
      {"ab\ncd", 5, 2, 3},   // the place after the last character
      {"ab\ncd", 99, 2, 3},  // past the end: as at the end
      {"ab\n", 3, 2, 1},     // after the last line end begins a line
      {"\n\n\n", 2, 3, 1},
      {"ab\r\ncd", 3, 1, 4},  // CR LF is one line end
      {"ab\r\ncd", 4, 2, 1},
      {"ab\rcd", 3, 1, 4},         // CR alone is none
      {"\xC3\xA9 x", 3, 1, 3},     // é is two bytes, one column
      {"\xE2\x82\xAC=x", 4, 1, 3}, // € is three
      {"\xF0\x9F\x98\x80x", 4, 1, 2},
      {"a\n\xC3\xA9\xC3\xA9z", 6, 2, 3},
      {std::string("a\0b", 3), 2, 1, 3},
  };
  for (const PlaceCase& test : cases) {
    const Position place = LineIndex{test.text}.position_of(test.text, test.offset);
    EXPECT_EQ(place.line, test.line) << testing::PrintToString(test.text) << " at " << test.offset;
    EXPECT_EQ(place.column, test.column) << testing::PrintToString(test.text) << " at " << test.offset;
  }
}

TEST(LineIndexTest, GivesLinesWithoutTheirEnds) {
  const std::string text = "one\ntwo\r\n\r\n\xC3\xA9";
  const LineIndex lines{text};
  const std::vector<std::string> expected{"one", "two", "", "\xC3\xA9"};
  ASSERT_EQ(lines.line_count(), expected.size());
  for (std::uint32_t line = 1; line <= lines.line_count(); ++line) {
    EXPECT_EQ(lines.line_text(text, line), expected[line - 1]) << "line " << line;
  }
  EXPECT_EQ(lines.start_of(1), 0U);
  EXPECT_EQ(lines.start_of(3), 9U);
}

TEST(LineIndexTest, EveryOffsetLiesOnTheLineThatItsTextSays) {
  const std::string text = "a\n\nbb\r\nccc\n";
  const LineIndex lines{text};
  std::uint32_t line = 1;
  for (std::uint32_t offset = 0; offset < text.size(); ++offset) {
    EXPECT_EQ(lines.line_of(offset), line) << offset;
    if (text[offset] == '\n') ++line;
  }
  EXPECT_EQ(line, lines.line_count());
}

TEST(CountCharactersTest, CountsCodePoints) {
  EXPECT_EQ(count_characters(""), 0U);
  EXPECT_EQ(count_characters("abc"), 3U);
  EXPECT_EQ(count_characters("\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80"), 3U);
  EXPECT_EQ(count_characters("e\xCC\x81"), 2U);  // a letter and its accent, written apart
}

}  // namespace
}  // namespace comity::source
