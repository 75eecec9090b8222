// What the formatter decides about each token: whether it begins a line and where, whether a line
// may be broken before it. A plan is made from the tree (plan_file) and carried out by layout.hpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "grammar/formatter/tokens.hpp"
#include "grammar/source/span.hpp"
#include "grammar/syntax/ast.hpp"

namespace comity::formatter {

inline constexpr std::uint32_t level_width = 2;
inline constexpr std::uint32_t longest_line = 120;
inline constexpr std::uint32_t longest_condition = 100;  // a line read as a sentence; longer ones go one operand a line

// Whether a blank line stands above a line: never, as the author had it (one at most), always.
enum class Blank { none, as_written, always };

// Whether a line may end before a token that does not begin one: when it is too long, or also where
// a comment stands between the two.
enum class Wrap { never, if_long, if_long_or_commented };

struct Place {
  bool begins_line = false;
  bool is_block = false;           // of a line: what stands deeper belongs to it
  std::uint32_t indent = 0;        // of a line, in columns
  std::uint32_t continuation = 0;  // of a line: the indent of its further lines when it is wrapped
  Blank blank = Blank::none;       // of a line
  Wrap wrap = Wrap::never;         // of any other token
  std::uint32_t column = 0;        // of any other token: the column it is moved to, if the line is not past it
};

class Plan {
 public:
  // `tokens` must outlive the plan.
  explicit Plan(const std::vector<Token>& tokens) : tokens_{tokens}, places_(tokens.size()) {}

  const std::vector<Token>& tokens() const { return tokens_; }
  const std::vector<Place>& places() const { return places_; }

  // The token that begins at a byte offset, or the first after it.
  std::size_t index_at(std::uint32_t offset) const;
  std::size_t first_of(Span span) const { return index_at(span.begin); }
  std::size_t past(Span span) const { return index_at(span.end); }
  std::uint32_t width_of(Span span) const { return width(tokens_, first_of(span), past(span)); }

  // `begin_block` for a clause or a part of one; `begin_line` for a further line of the same.
  void begin_block(std::size_t token, std::uint32_t indent, Blank blank = Blank::none);
  void begin_line(std::size_t token, std::uint32_t indent, std::uint32_t continuation);

  // For a block that is a sentence after a keyword.
  void set_continuation(std::size_t token, std::uint32_t continuation) { places_[token].continuation = continuation; }
  void align(std::size_t token, std::uint32_t column) { places_[token].column = column; }
  void allow_wrap(std::size_t token, Wrap wrap) { places_[token].wrap = wrap; }

  // A list may be wrapped between its items.
  template <typename Items, typename SpanOf>
  void wrap_items(const Items& items, SpanOf span_of) {
    for (std::size_t i = 1; i < items.size(); ++i) {
      allow_wrap(first_of(span_of(items[i])), Wrap::if_long_or_commented);
    }
  }
  template <typename Items>
  void wrap_items(const Items& items) {
    wrap_items(items, [](const auto& item) { return item.span; });
  }
  void wrap_text(const syntax::Text& text);
  void wrap_reference(const syntax::Reference& reference);

 private:
  const std::vector<Token>& tokens_;
  std::vector<Place> places_;
};

// A condition after the keyword that opens it: `when`, `unless`, `always`, `applies when`. Further
// operands are set so that their connectives end where the keyword ends. The block that begins with
// the keyword must have been planned at `indent`.
void plan_condition_after(Plan& plan, std::size_t keyword, std::uint32_t indent, const syntax::Condition& condition);

// A condition on lines of its own: the body of a `define`.
void plan_condition_body(Plan& plan, std::uint32_t indent, const syntax::Condition& condition);

// Precondition: `file` is complete and was parsed from the text of `tokens`, which must outlive the result.
Plan plan_file(const std::vector<Token>& tokens, const syntax::ParsedFile& file);

}  // namespace comity::formatter
