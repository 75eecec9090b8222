// Lines of a stream of any length, in flat memory: a line longer than the limit is read on to its
// end in pieces and only measured. Lines end in LF; the last one need not. A byte order mark at the
// start of the stream is skipped. Every byte belongs to one line: nothing is lost on the way.
#pragma once

#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace comity::records {

enum class LineKind {
  whole,
  too_long,   // only its size is known
  cut_short,  // the stream failed in it, or before it; nothing follows
};

struct Line {
  LineKind kind = LineKind::whole;
  std::uint64_t number = 0;  // 1-based
  std::string_view text;     // of a whole line, without the LF; valid until the next call
  std::uint64_t size = 0;    // bytes
};

class LineReader {
 public:
  // `stream` must outlive the reader.
  LineReader(std::istream& stream, std::size_t longest_line)
      : stream_{stream}, longest_line_{longest_line}, chunk_(chunk_size) {}

  // Nullopt at the end.
  std::optional<Line> next();

 private:
  static constexpr std::size_t chunk_size = 64 * 1024;

  // Makes more bytes unread; false at the end of the stream, or when it fails.
  bool fill();
  // Unread bytes up to `end`, joined to what earlier chunks held of the line.
  std::string_view take(std::size_t end);

  std::istream& stream_;
  std::size_t longest_line_;
  std::vector<char> chunk_;
  std::size_t begin_ = 0;  // of what is unread in the chunk
  std::size_t end_ = 0;
  std::string line_;        // what earlier chunks held of the line; empty once that is too long
  std::uint64_t size_ = 0;  // bytes of the line so far, held or not
  std::uint64_t number_ = 0;
  bool is_ended_ = false;
  bool is_failed_ = false;
};

}  // namespace comity::records
