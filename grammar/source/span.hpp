// Where something stands in the text an author wrote. A Span is a pair of byte offsets into one
// Source; line and column are computed once, when a diagnostic is rendered (line_index.hpp).
#pragma once

#include <compare>
#include <cstdint>

namespace comity::source {

// Index of a Source within its SourceSet, 0-based.
using SourceId = std::uint32_t;

// Byte offsets, 0-based, end exclusive. `begin == end` marks a place between two characters.
struct Span {
  SourceId source = 0;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  friend auto operator<=>(const Span&, const Span&) = default;
};

}  // namespace comity::source

namespace comity {
using source::Span;
}
