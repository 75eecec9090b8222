#include "interpreter/records/line_reader.hpp"

#include <cstring>
#include <istream>

namespace comity::records {

bool LineReader::fill() {
  if (is_ended_) return false;
  stream_.read(chunk_.data(), static_cast<std::streamsize>(chunk_.size()));
  begin_ = 0;
  end_ = static_cast<std::size_t>(stream_.gcount());
  is_failed_ = stream_.bad() || (stream_.fail() && !stream_.eof());
  is_ended_ = !stream_.good();
  return end_ > 0;
}

std::string_view LineReader::take(std::size_t end) {
  const std::string_view piece{chunk_.data() + begin_, end - begin_};
  const std::size_t held = line_.size();
  begin_ = end;
  size_ += piece.size();
  if (size_ > longest_line_) {
    line_.clear();
    return {};
  }
  if (held == 0 && end != end_) return piece;  // the common case: a line within one chunk is not copied
  line_ += piece;
  return line_;
}

std::optional<Line> LineReader::next() {
  line_.clear();
  size_ = 0;
  Line line;
  bool is_complete = false;
  while (!is_complete && (begin_ < end_ || fill())) {
    const void* const found = std::memchr(chunk_.data() + begin_, '\n', end_ - begin_);
    is_complete = found != nullptr;
    line.text = take(is_complete ? static_cast<std::size_t>(static_cast<const char*>(found) - chunk_.data()) : end_);
  }
  if (is_complete) ++begin_;
  const bool is_cut = !is_complete && is_failed_;
  if (!is_complete && size_ == 0 && !is_cut) return std::nullopt;
  if (is_cut) is_failed_ = false;  // said once

  line.number = ++number_;
  line.size = size_;
  if (is_cut || size_ > longest_line_) {
    line.kind = is_cut ? LineKind::cut_short : LineKind::too_long;
    line.text = {};
  } else if (number_ == 1 && line.text.starts_with("\xEF\xBB\xBF")) {
    line.text.remove_prefix(3);
  }
  return line;
}

}  // namespace comity::records
