// Where a text stops being JSON: asked only about texts that the reader has refused, since simdjson
// says that something is wrong, but not where.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace comity::records {

enum class FaultKind {
  wrong_token,
  trailing,   // something follows the end of the value
  truncated,  // the text ends first
};

struct Fault {
  FaultKind kind = FaultKind::wrong_token;
  std::size_t end =
      0;  // bytes; just behind the character that cannot stand there, or the whole text where it is truncated
};

// Nullopt when no fault is found: some limits (depth, large whole numbers) are those of the reader alone.
std::optional<Fault> locate_fault(std::string_view text);

}  // namespace comity::records
