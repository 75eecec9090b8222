#include "grammar/source/line_index.hpp"

#include <algorithm>

namespace comity::source {
namespace {

constexpr std::size_t block = 1024;  // bytes

}  // namespace

LineIndex::LineIndex(std::string_view text) {
  counted_.push_back(0);
  for (std::size_t end = block; end <= text.size(); end += block) {
    counted_.push_back(counted_.back() + count_characters(text.substr(end - block, block)));
  }
  starts_.push_back(0);
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\n') starts_.push_back(static_cast<std::uint32_t>(i + 1));
  }
}

std::uint32_t LineIndex::line_of(std::uint32_t offset) const {
  const auto after = std::upper_bound(starts_.begin(), starts_.end(), offset);
  return static_cast<std::uint32_t>(after - starts_.begin());
}

Position LineIndex::position_of(std::string_view text, std::uint32_t offset) const {
  const std::uint32_t line = line_of(offset);
  const std::size_t start = std::min<std::size_t>(start_of(line), text.size());
  const std::size_t end = std::min<std::size_t>(offset, text.size());
  return {line, characters_before(text, end) - characters_before(text, start) + 1};
}

std::uint32_t LineIndex::characters_before(std::string_view text, std::size_t offset) const {
  const std::size_t whole = std::min(offset / block, counted_.size() - 1);
  return counted_[whole] + count_characters(text.substr(whole * block, offset - whole * block));
}

std::string_view LineIndex::line_text(std::string_view text, std::uint32_t line) const {
  const std::size_t start = start_of(line);
  const std::size_t end = line < line_count() ? start_of(line + 1) : text.size();
  std::string_view result = text.substr(start, end - start);
  while (!result.empty() && (result.back() == '\n' || result.back() == '\r')) result.remove_suffix(1);
  return result;
}

std::uint32_t count_characters(std::string_view bytes) {
  std::uint32_t count = 0;
  for (const char c : bytes) {
    const bool is_continuation = (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
    if (!is_continuation) ++count;
  }
  return count;
}

}  // namespace comity::source
