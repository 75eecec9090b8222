// What is wrong with a record of the input, as data: what it is, where it stands, and the way out.
// Records have no spans as policies do: a line of the input and a path into the record take their place.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "grammar/diagnostics/codes.hpp"

namespace comity::records {

struct Problem {
  Code code = Code::malformed_record;
  std::uint64_t line = 0;  // 1-based; 0 where it is not known
  std::string path;        // "charges[0].level"; empty when it is the record as a whole
  std::string id;          // of the record, where that is known
  std::string message;     // lower case, no full stop, the person's words in backticks; names the path
  std::string help;        // may be empty
};

// As a person sees it, without a line break at the end:
//   bookings.jsonl:12: error[unknown-key]: record 4711: `charges[0].levl` is no fact of a charge
//     help: write `level`
// `file` is the name that the person gave.
std::string render(const Problem& problem, std::string_view file);

// Words of the input, fit to stand in a message: control characters are written as escapes, and a long text is cut.
std::string shown(std::string_view text);

}  // namespace comity::records
