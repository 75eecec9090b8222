// Where comments go that stand alone on their lines, and where blank lines stand among them. A
// comment belongs to the line below it, unless it stands deeper than that line: then it closes the
// block above in which it stood. The order of comments never changes.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "grammar/formatter/plan.hpp"
#include "grammar/formatter/tokens.hpp"

namespace comity::formatter {

// The blocks that the next line stands in, or has just left.
class OpenBlocks {
 public:
  // Closes the blocks that are as deep or deeper. `source_column` is where the block stood in the source.
  void open(std::uint32_t indent, std::uint32_t source_column);

  // The indent of the innermost block that a comment at `source_column` stands in, of those deeper
  // than `indent`; `indent` if there is none.
  std::uint32_t deepest_around(std::uint32_t source_column, std::uint32_t indent) const;

 private:
  struct Block {
    std::uint32_t indent;
    std::uint32_t source_column;
  };
  std::vector<Block> blocks_;  // from the outermost
};

struct PlacedComment {
  std::string_view text;
  std::uint32_t indent = 0;
  bool blank_before = false;
};

// What stands between a line and the one above it.
struct Gap {
  std::vector<PlacedComment> comments;
  bool blank_after = false;  // between the last comment, or the line above, and the line
};

// Above the line that begins with `token` at `indent`.
Gap gap_above(const Token& token, std::uint32_t indent, Blank blank, const OpenBlocks& blocks);

}  // namespace comity::formatter
