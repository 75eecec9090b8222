// Who never says more than whom: a partial order of the subjects, those that are equal in one class,
// with only the steps that do not follow from others (the lines of a Hasse diagram).
#pragma once

#include <cstddef>
#include <vector>

#include "interpreter/comparer/matrix.hpp"

namespace comity::comparer {

struct Step {
  std::size_t below = 0;  // classes
  std::size_t above = 0;

  friend bool operator==(const Step&, const Step&) = default;
};

struct Order {
  std::vector<std::vector<std::size_t>> classes;  // subjects that are equal; in the order of the subjects
  std::vector<Step> steps;                        // sorted by `below`, then `above`
  std::vector<std::size_t> ranks;                 // of each class: the longest way down to a least one; 0 of those
};

Order order_of(const Matrix& matrix);

}  // namespace comity::comparer
