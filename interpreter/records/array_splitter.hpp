// Cuts the text of a .json file into the texts of its records, so that a record that is not
// well-formed takes only itself along, and each has its line. It looks at brackets, texts and
// commas alone; whether a part is JSON is for the record parser to say. Every byte that is not
// white space is in a part or is one of the array's own brackets and commas.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace comity::records {

enum class PartKind {
  record,    // the text of one record, whatever it is
  missing,   // nothing stands before a comma, or after the last one
  unclosed,  // the text ends before the array does
  trailing,  // something follows the end of the array
};

struct Part {
  PartKind kind = PartKind::record;
  std::uint64_t line = 1;  // where it begins, 1-based
  std::string_view text;   // of a record, without white space around it
};

class ArraySplitter {
 public:
  // `text` must outlive the splitter; a text that is no array is one record. A byte order mark is skipped.
  explicit ArraySplitter(std::string_view text);

  // Nullopt at the end.
  std::optional<Part> next();

 private:
  enum class State { at_start, before_element, after_comma, after_array, unclosed, ended };

  Part element();
  Part part(PartKind kind, std::size_t at, std::string_view text = {});

  std::string_view text_;
  std::size_t at_ = 0;
  State state_ = State::at_start;
  std::size_t counted_to_ = 0;  // line breaks before it are in line_
  std::uint64_t line_ = 1;
};

inline constexpr std::string_view white_space = " \t\r\n";  // of JSON

std::string_view trimmed(std::string_view text);

}  // namespace comity::records
