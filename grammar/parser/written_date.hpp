// A date as people write it -> as the language does: `7/1/2014`, `2014-7-1`, `July 1, 2014`,
// `17 June 2014`. For the advice that goes with an error; nothing is read from it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace comity::parser {

struct WrittenDate {
  std::size_t length = 0;  // bytes of the text that are the date
  std::string date;        // `2014-07-01`
  std::string other;       // where day and month cannot be told apart, the other reading; else empty
};

// The date that `text` begins with.
std::optional<WrittenDate> read_written_date(std::string_view text);

}  // namespace comity::parser
