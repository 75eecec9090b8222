#include "grammar/formatter/layout.hpp"

#include <algorithm>
#include <optional>
#include <string_view>

#include "grammar/formatter/comments.hpp"

namespace comity::formatter {

namespace {

// Where a line may end: before `token`, inside `depth` parentheses.
struct LineEnd {
  std::size_t token = 0;
  std::uint32_t depth = 0;
};

class Writer {
 public:
  explicit Writer(const Plan& plan) : tokens_{plan.tokens()}, places_{plan.places()} {}

  std::string run() && {
    const std::size_t end_of_text = tokens_.size() - 1;
    for (std::size_t first = 0; first < end_of_text;) {
      const std::size_t last = segment_end(first, end_of_text);
      write_segment(first, last);
      first = last;
    }
    write_gap(gap_above(tokens_[end_of_text], 0, Blank::none, blocks_));
    return std::move(out_);
  }

 private:
  // A line of the text, or a part of one that a comment closes off.
  std::size_t segment_end(std::size_t first, std::size_t end_of_text) const {
    std::size_t last = first + 1;
    while (last < end_of_text && !begins_segment(last)) ++last;
    return last;
  }

  bool begins_segment(std::size_t token) const {
    return places_[token].begins_line ||
           (places_[token].wrap == Wrap::if_long_or_commented && is_commented(tokens_, token));
  }

  void write_segment(std::size_t first, std::size_t last) {
    const Place& place = places_[first];
    std::uint32_t indent = continuation_;
    if (place.begins_line) {
      indent = place.indent;
      continuation_ = place.continuation;
    }
    write_gap(gap_above(tokens_[first], indent, place.blank, blocks_));
    if (place.is_block) blocks_.open(indent, tokens_[first].column);
    write_comments_inside(first, last, indent);
    write_lines(first, last, indent);
    if (const auto& beside = tokens_[last - 1].beside) out_.append("  ").append(*beside);
    out_ += '\n';
  }

  void write_gap(const Gap& gap) {
    for (const PlacedComment& comment : gap.comments) {
      if (comment.blank_before) write_blank();
      write_comment(comment.text, comment.indent);
    }
    if (gap.blank_after) write_blank();
  }

  // None at the head of the file.
  void write_blank() {
    if (!out_.empty()) out_ += '\n';
  }

  void write_comment(std::string_view comment, std::uint32_t indent) {
    out_.append(indent, ' ').append(comment) += '\n';
  }

  // A comment in the middle of what is now one line goes above it.
  void write_comments_inside(std::size_t first, std::size_t last, std::uint32_t indent) {
    for (std::size_t i = first + 1; i < last; ++i) {
      if (const auto& beside = tokens_[i - 1].beside) write_comment(*beside, indent);
      for (const Remark& remark : tokens_[i].above) write_comment(remark.text, indent);
    }
  }

  // Without the end of the last line, which a comment may follow.
  void write_lines(std::size_t first, std::size_t last, std::uint32_t indent) {
    for (LineEnd begin{first, 0}; begin.token < last;) {
      const LineEnd end = line_end(begin, last, indent);
      write_line(begin.token, end.token, indent);
      if (end.token < last) out_ += '\n';
      begin = end;
      indent = continuation_ + 2 * level_width * end.depth;
    }
  }

  void write_line(std::size_t first, std::size_t last, std::uint32_t indent) {
    std::uint32_t column = 0;
    for (std::size_t i = first; i < last; ++i) {
      const std::uint32_t begin = i == first ? indent : begin_of(i, column);
      out_.append(begin - column, ' ').append(tokens_[i].text);
      column = begin + width(tokens_[i].text);
    }
  }

  // Where a token begins that follows another, which ended at `column`.
  std::uint32_t begin_of(std::size_t token, std::uint32_t column) const {
    return std::max(column + space_before(tokens_, token), places_[token].column);
  }

  // The end of the line that begins with `begin`: `last` if it is short enough, else where the fewest
  // parentheses are open, and there as late as possible.
  LineEnd line_end(LineEnd begin, std::size_t last, std::uint32_t indent) const {
    std::optional<LineEnd> best;
    std::uint32_t column = indent;
    std::uint32_t depth = begin.depth;
    for (std::size_t i = begin.token; i < last; ++i) {
      if (i > begin.token) {
        const bool is_better = !best || (column <= longest_line && depth <= best->depth);
        if (places_[i].wrap != Wrap::never && is_better) best = LineEnd{i, depth};
        column = begin_of(i, column);
      }
      column += width(tokens_[i].text);
      if (column > longest_line && best) return *best;
      if (tokens_[i].text == "(") ++depth;
      if (tokens_[i].text == ")" && depth > 0) --depth;  // its `(` may stand before a comment, in an earlier part
    }
    return {last, depth};
  }

  const std::vector<Token>& tokens_;
  const std::vector<Place>& places_;
  std::string out_;
  OpenBlocks blocks_;
  std::uint32_t continuation_ = 0;  // of the line being written
};

}  // namespace

std::string lay_out(const Plan& plan) { return Writer{plan}.run(); }

}  // namespace comity::formatter
