// JSON of the program's own files (not of records), with its keys in order: everything that could
// hide something is a problem, so a key that stands twice is one.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "interpreter/records/problem.hpp"

namespace comity::records {

// Nullopt when it is no JSON, or holds a key twice; the problems then say where.
std::optional<nlohmann::ordered_json> read_plain_json(std::string_view text, std::vector<Problem>& problems);

}  // namespace comity::records
