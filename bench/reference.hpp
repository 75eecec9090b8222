// The reference that a comparison is measured against: a general package for binary decision diagrams
// (BuDDy), which takes the facts bit by bit in the order of their declaration and knows nothing of
// policies. It does less than `comity compare`: one diagram of where two policies differ, and one
// point of it; no regions, no words, no records. A question about a list or between two dates is one
// free bit to it, so it may find differences that no record has.
#pragma once

#include <cstddef>

#include "interpreter/model/library.hpp"

namespace comity::bench {

struct ReferenceResult {
  bool is_there = false;     // false: built without the package, or it took longer than allowed
  bool differs = false;
  double seconds = 0;
  std::size_t nodes = 0;     // of the diagram of the difference
  std::size_t peak = 0;      // nodes made on the way
};

bool has_reference();

// In a process of its own, so that a run that goes astray can be ended.
ReferenceResult compare_with_reference(const model::Library& library, model::PolicyId first, model::PolicyId second, model::DecisionId decision,
                                       unsigned most_seconds);

}  // namespace comity::bench
