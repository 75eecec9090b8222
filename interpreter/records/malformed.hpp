// Words for a text that simdjson refuses: what is wrong, where, and what to do about it.
#pragma once

#include <simdjson.h>

#include <cstddef>
#include <string>
#include <string_view>

namespace comity::records {

struct Malformed {
  std::string message;
  std::string help;        // may be empty
  std::size_t offset = 0;  // bytes into the text; 0 where the place is not known
};

Malformed describe_malformed(std::string_view text, simdjson::error_code error);

}  // namespace comity::records
