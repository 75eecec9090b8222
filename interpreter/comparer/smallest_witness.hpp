// A complete witness of a difference, made small: facts are dropped that neither side's answer needs
// as `eval` sees it, with what standing facts and presumptions then supply. In: a complete record on
// which two sides differ. Out: a part of it, with the fewest elements and then the fewest stated
// facts, for which `eval` still gives the same two answers, decided.
#pragma once

#include <cstddef>

#include "interpreter/comparer/subject.hpp"

namespace comity::comparer {

struct Asked {
  const Subject* subject = nullptr;
  model::DecisionId decision = 0;
};

// What must stay as it is on the complete record.
enum class Kept { outcomes, outcomes_terms_and_duties };

struct SmallestWitness {
  model::Record record;
  bool is_smallest = true;  // false: the budget was spent, and no single fact more can be dropped
};

// How many records are tried for one witness.
inline constexpr std::size_t witness_budget = 4'000;

// The identifier is left out: who shows the record gives it one. A record on which an answer is undetermined (which no
// analysis gives) comes back as it is.
SmallestWitness smallest_witness(const model::Library& library, const Asked& left, const Asked& right,
                                 const model::Record& complete, Kept kept = Kept::outcomes, std::size_t budget = witness_budget);

// What counts as stated: each fact of the record and of its elements, a list once.
std::size_t facts_stated(const model::Record& record);

}  // namespace comity::comparer
