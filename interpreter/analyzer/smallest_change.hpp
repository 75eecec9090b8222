// The smallest change to a record that changes its answer: the fewest facts stated otherwise, of the
// record or of elements of its lists, missing ones included. Removing an element, or adding one, counts
// as one change, and so does stating a missing list as empty or with one element. In: a record that has
// one answer, whatever its missing facts are. Out: one change, the same each time: facts before
// elements, then in the order of the vocabulary, values nearest to those stated. Exact: nothing smaller
// leads to another answer for certain, whatever is still missing. The day asked, the law of that day
// and what tables supplied stay as they are.
#pragma once

#include <string>
#include <vector>

#include "interpreter/analyzer/compare.hpp"

namespace comity::analyzer {

struct FactChange {
  enum class Kind { stated, emptied, removed, added };
  Kind kind = Kind::stated;
  std::string path;               // "charges[0].level"; of an element "charges[2]", as the record numbers them
  model::Type type;               // of stated
  model::Value before;            // of stated: what was read, also where it was supplied; unknown: it is missing
  model::Value after;
  std::vector<FactChange> facts;  // of added: what the new element states that the answer rests on
};

struct SmallestChange {
  std::vector<FactChange> changes;  // empty: nothing leads to another answer
  Said before;
  Said after;
  model::Record record;             // with the changes
  bool complete = true;
  std::string limit;                // where not complete: which limit was reached, or what is not covered
};

SmallestChange smallest_change(const model::Library& library, const Side& side, const model::Record& record, const Options& options = {});

}  // namespace comity::analyzer
