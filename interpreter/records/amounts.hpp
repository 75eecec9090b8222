// Numbers and amounts of money as people and spreadsheets write them in the cells of a table. Nothing
// is rounded and no sign is taken: what is not surely one number is none.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace comity::records {

// `34`, `1,234`, and `34.0` as spreadsheets write it when some cells of the column are blank.
std::optional<std::int64_t> whole_number_in(std::string_view word);

// `$5,000.00`, `5000` and `12.5`, in cents.
std::optional<std::int64_t> cents_in(std::string_view word);

}  // namespace comity::records
