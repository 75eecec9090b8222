// Make-believe records in the shape that bench/eval/library.comity declares, one a line, about 600
// bytes each: one to five charges, up to six convictions, one gang flag in ten unknown.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace comity::bench {

void write_made_up_records(const std::string& path, std::size_t count, std::uint64_t seed);

}  // namespace comity::bench
