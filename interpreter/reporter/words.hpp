// Small things that every report for people needs: numbers with thousands, columns.
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

}  // namespace comity::reporter
