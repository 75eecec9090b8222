#include "interpreter/comparer/matrix.hpp"

namespace comity::comparer {

using analyzer::Relation;

Relation turned(Relation relation) {
  switch (relation) {
    case Relation::equal: return Relation::equal;
    case Relation::below: return Relation::above;
    case Relation::above: return Relation::below;
    case Relation::incomparable: return Relation::incomparable;
  }
  return relation;
}

Matrix matrix_of(const Comparisons& comparisons, std::size_t question) {
  const std::size_t size = comparisons.subjects.size();
  Matrix result(size, std::vector<std::optional<Relation>>(size));
  for (std::size_t i = 0; i < size; ++i) result[i][i] = Relation::equal;
  for (const Compared& pair : comparisons.pairs) {
    if (pair.question != question || !pair.comparison.complete) continue;
    result[pair.left][pair.right] = pair.comparison.relation;
    result[pair.right][pair.left] = turned(pair.comparison.relation);
  }
  return result;
}

}  // namespace comity::comparer
