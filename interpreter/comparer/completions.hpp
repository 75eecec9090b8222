// What a record with missing facts may still become, for a pair: which differences some completion of
// it falls in, and whether one falls in none. Exact: where the evaluator alone does not settle it, the
// analyzer is asked about the completions of this one record. Records that state the same, identifier
// apart, are asked about once.
#pragma once

#include <cstddef>
#include <string>
#include <unordered_map>
#include <vector>

#include "interpreter/comparer/compare_all.hpp"

namespace comity::comparer {

struct Completions {
  std::vector<std::size_t> differences;  // of the comparison; sorted
  bool may_agree = false;
  std::string limit;  // not empty: why it is not known
};

class PairCompletions {
 public:
  // Everything passed in outlives this. Precondition: the comparison is complete.
  PairCompletions(const model::Library& library, const Comparisons& comparisons, const Compared& pair, const analyzer::Options& options);

  // The record as the tables fill it on the day of each side: one and the same object where they do so alike.
  const Completions& of(const model::Record& left, const model::Record& right);

 private:
  Completions settled_by_evaluation(const model::Record& for_left, const model::Record& for_right) const;
  Completions asked(const model::Record& for_left, const model::Record& for_right) const;

  const model::Library& library_;
  const Subject& left_;
  const Subject& right_;
  const Compared& pair_;
  analyzer::Options options_;
  std::unordered_map<std::string, Completions> known_;
};

// What the record states, identifier apart, as a text that is the same for the same statements and for no others.
std::string content_of(const model::Vocabulary& vocabulary, const model::Record& record);

}  // namespace comity::comparer
