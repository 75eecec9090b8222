// The relations of all pairs on one question, as a table.
#pragma once

#include <optional>
#include <vector>

#include "interpreter/comparer/compare_all.hpp"

namespace comity::comparer {

// `matrix[a][b]` is the relation of the first to the second; none where the two were not compared, or not to the end.
// The diagonal is *equal*.
using Matrix = std::vector<std::vector<std::optional<analyzer::Relation>>>;

Matrix matrix_of(const Comparisons& comparisons, std::size_t question);

// Of the second to the first.
analyzer::Relation turned(analyzer::Relation relation);

}  // namespace comity::comparer
