// Records, one by one -> the impact of each pair of a comparison. Flat memory over any number of records.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "interpreter/comparer/completions.hpp"

namespace comity::comparer {

// The fact to count by: of the record, or of the elements of a list.
struct CountedBy {
  std::optional<model::FactRef> list;
  model::FactRef fact;  // of the element, where there is a list
};

// The record as the offense tables fill it on a day. Empty: there are none.
using Fill = std::function<model::Record(const model::Record&, std::optional<model::Date>)>;

class Counting {
 public:
  // Pairs whose comparison is not complete get no impact. Everything passed in outlives this.
  Counting(const model::Library& library, Comparisons& comparisons, const std::optional<CountedBy>& by, Fill fill, const analyzer::Options& options);

  void add(const model::Record& record);
  // Gives each pair its impact.
  void finish();

 private:
  struct Pair {
    Compared* compared = nullptr;
    std::unique_ptr<PairCompletions> completions;
    Impact impact;
    std::map<std::size_t, Counts> by;  // by the place of the value in `values_`
  };

  std::vector<std::size_t> values_of(const model::Record& record);
  std::size_t place_of(const model::Value& value);

  const model::Library& library_;
  const Comparisons& comparisons_;
  std::optional<CountedBy> by_;
  Fill fill_;
  std::vector<Pair> pairs_;
  std::vector<std::string> values_;            // in the order met
  std::vector<std::size_t> orders_;            // of the values, where their type has one
  std::map<std::string, std::size_t> places_;
};

}  // namespace comity::comparer
