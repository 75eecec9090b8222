// Which pairs of answers two sides give together to the completions of one record with missing facts:
// what it may still become. Each side reads with its own standing facts and presumptions.
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
  std::vector<AnswerPair> pairs;  // of some completion each, those that agree among them; sorted
  bool complete = true;
  std::string limit;
};

// Precondition: each side has a policy or a stack of `library`. Tables are put in by whoever asks.
AnswerPairs answer_pairs(const model::Library& library, const Side& left, const Side& right, const model::Record& record,
                         const Options& options = {});

}  // namespace comity::analyzer
