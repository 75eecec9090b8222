// Small things that many reports need: numbers with thousands, columns, cells of a table.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace comity::reporter {

// "14,738"
std::string with_thousands(std::uint64_t number);

// Characters, not bytes.
std::size_t width_of(std::string_view text);

// Spaces added at the right, up to a width in characters.
std::string padded(std::string_view text, std::size_t width);

// RFC 4180: a cell with a comma, a quote or a line break stands in quotes, and quotes in it are doubled.
std::string csv_cell(const std::string& text);

}  // namespace comity::reporter
