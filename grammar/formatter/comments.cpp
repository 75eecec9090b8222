#include "grammar/formatter/comments.hpp"

#include <algorithm>
#include <functional>
#include <limits>

namespace comity::formatter {

void OpenBlocks::open(std::uint32_t indent, std::uint32_t source_column) {
  while (!blocks_.empty() && blocks_.back().indent >= indent) blocks_.pop_back();
  blocks_.push_back({indent, source_column});
}

std::uint32_t OpenBlocks::deepest_around(std::uint32_t source_column, std::uint32_t indent) const {
  for (auto block = blocks_.rbegin(); block != blocks_.rend() && block->indent > indent; ++block) {
    if (block->source_column <= source_column) return block->indent;
  }
  return indent;
}

Gap gap_above(const Token& token, std::uint32_t indent, Blank blank, const OpenBlocks& blocks) {
  Gap gap;
  // What follows a comment of an outer block is not in an inner one.
  auto deepest = std::numeric_limits<std::uint32_t>::max();
  for (const Remark& remark : token.above) {
    const bool closes_block = remark.column > token.column;
    deepest = std::min(deepest, closes_block ? blocks.deepest_around(remark.column, indent) : indent);
    gap.comments.push_back({remark.text, deepest, remark.blank_before});
  }
  const auto own = std::ranges::find(gap.comments, indent, &PlacedComment::indent);
  const bool has_own = own != gap.comments.end();
  gap.blank_after = token.blank_before && (blank != Blank::none || !gap.comments.empty());
  const bool has_blank =
      gap.blank_after || std::any_of(own, gap.comments.end(), std::mem_fn(&PlacedComment::blank_before));
  if (blank == Blank::always && !has_blank) (has_own ? own->blank_before : gap.blank_after) = true;
  return gap;
}

}  // namespace comity::formatter
