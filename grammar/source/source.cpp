#include "grammar/source/source.hpp"

#include <algorithm>
#include <utility>

namespace comity::source {

SourceId SourceSet::add(std::string name, std::string text) {
  LineIndex lines{text};
  sources_.push_back(Source{std::move(name), std::move(text), std::move(lines)});
  return static_cast<SourceId>(sources_.size() - 1);
}

std::string_view SourceSet::text_of(Span span) const {
  if (span.source >= sources_.size()) return {};
  const std::string_view text = sources_[span.source].text;
  const std::size_t begin = std::min<std::size_t>(span.begin, text.size());
  const std::size_t end = std::clamp<std::size_t>(span.end, begin, text.size());
  return text.substr(begin, end - begin);
}

}  // namespace comity::source
