// Byte offset -> line and column, by binary search over the starts of the lines.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace comity::source {

struct Position {
  std::uint32_t line = 1;    // 1-based
  std::uint32_t column = 1;  // 1-based, counted in characters (code points), not bytes
};

class LineIndex {
 public:
  explicit LineIndex(std::string_view text);

  std::uint32_t line_count() const { return static_cast<std::uint32_t>(starts_.size()); }

  // Offsets past the end give the last line. Line is 1-based.
  std::uint32_t line_of(std::uint32_t offset) const;

  // Byte offset of the first character of a line. Precondition: 1 <= line <= line_count().
  std::uint32_t start_of(std::uint32_t line) const { return starts_[line - 1]; }

  // `text` is the text that the index was built from.
  Position position_of(std::string_view text, std::uint32_t offset) const;

  // The line without its end (LF or CRLF).
  std::string_view line_text(std::string_view text, std::uint32_t line) const;

 private:
  // How many characters stand before the offset. Precondition: it is at most the size of `text`.
  std::uint32_t characters_before(std::string_view text, std::size_t offset) const;

  std::vector<std::uint32_t> starts_;
  std::vector<std::uint32_t>
      counted_;  // characters before each block of bytes: a long line is not counted anew for every place on it
};

// How many code points stand in the bytes; a byte that is no part of one counts as one.
std::uint32_t count_characters(std::string_view bytes);

}  // namespace comity::source
