// A mapping to start from, made of a table's header and first rows: one line a column, with the
// values seen. It parses and checks as it stands; columns whose names tell nothing are ignored, and
// a person has to say what the rest means.
#pragma once

#include <iosfwd>
#include <string>
#include <string_view>

#include "interpreter/model/vocabulary.hpp"

namespace comity::records {

inline constexpr std::size_t rows_drafted_from = 1'000;

// `file`: the name that the person gave. Reads the first rows of `csv`.
std::string mapping_draft(std::istream& csv, const model::Vocabulary& vocabulary, std::string_view file);

}  // namespace comity::records
