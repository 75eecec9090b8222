// Which pairs of answers two sides give together, of some record each: `compare` without regions and
// witnesses. What a record with missing facts may still become is this question, asked of a library
// that knows the rest of the record.
#pragma once

#include <string>
#include <vector>

#include "interpreter/analyzer/compare.hpp"

namespace comity::analyzer {

struct AnswerPair {
  Said left;
  Said right;
  std::string left_rule;  // as in Difference
  std::string right_rule;

  friend auto operator<=>(const AnswerPair&, const AnswerPair&) = default;
};

struct AnswerPairs {
  std::vector<AnswerPair> pairs;  // sorted; those that agree among them
  bool complete = true;
  std::string limit;
};

// Precondition: each side has a policy or a stack of `library`.
AnswerPairs answer_pairs(const model::Library& library, const Side& left, const Side& right, const Options& options = {});

}  // namespace comity::analyzer
