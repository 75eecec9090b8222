#include "grammar/formatter/plan.hpp"

#include <algorithm>

namespace comity::formatter {

std::size_t Plan::index_at(std::uint32_t offset) const {
  const auto found = std::ranges::lower_bound(tokens_, offset, {}, &Token::begin);
  // The last token is the end of the text, and begins no line.
  return std::min(static_cast<std::size_t>(found - tokens_.begin()), tokens_.size() - 1);
}

void Plan::begin_block(std::size_t token, std::uint32_t indent, Blank blank) {
  begin_line(token, indent, indent + level_width);
  places_[token].is_block = true;
  places_[token].blank = blank;
}

void Plan::begin_line(std::size_t token, std::uint32_t indent, std::uint32_t continuation) {
  places_[token].begins_line = true;
  places_[token].indent = indent;
  places_[token].continuation = continuation;
}

void Plan::wrap_text(const syntax::Text& text) {
  const std::size_t first = first_of(text.span);
  for (std::size_t i = 1; i < text.parts.size(); ++i) allow_wrap(first + i, Wrap::if_long_or_commented);
}

void Plan::wrap_reference(const syntax::Reference& reference) {
  wrap_text(reference.text);
  if (!reference.address) return;
  allow_wrap(first_of(reference.address->span) - 1, Wrap::if_long);  // before `at`
  wrap_text(*reference.address);
}

}  // namespace comity::formatter
