// Source texts: a file's name and its bytes, kept for as long as anything points into them.
// A SourceSet owns every text of a run and outlives trees, tables and diagnostics, which hold
// Spans and copies of names but never pointers into the text.
#pragma once

#include <deque>
#include <string>
#include <string_view>

#include "grammar/source/line_index.hpp"
#include "grammar/source/span.hpp"

namespace comity::source {

struct Source {
  std::string name;  // as the person named it; shown in messages
  std::string text;  // the bytes of the file, unchanged
  LineIndex lines;
};

class SourceSet {
 public:
  // Takes the text over and returns its id. Never fails.
  SourceId add(std::string name, std::string text);

  const Source& operator[](SourceId id) const { return sources_[id]; }
  std::size_t size() const { return sources_.size(); }

  // The bytes of a span; spans past the end are cut. Valid as long as the set.
  std::string_view text_of(Span span) const;

 private:
  std::deque<Source> sources_;  // deque: adding a source must not move the texts of others
};

}  // namespace comity::source

namespace comity {
using source::SourceId;
using source::SourceSet;
}  // namespace comity
