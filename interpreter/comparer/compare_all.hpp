// Two or more policies, or jurisdictions under their law: every pair, on every decision asked. What
// the analyzer finds about a pair comes out with its witnesses made as small as `eval` allows
// (smallest_witness.hpp). Counts of records are impact.hpp; the table of relations and the order of
// strictness are matrix.hpp and strictness.hpp.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "interpreter/analyzer/compare.hpp"
#include "interpreter/comparer/impact.hpp"
#include "interpreter/comparer/subject.hpp"

namespace comity::comparer {

// On what the subjects are compared: one decision for all of them, or each on its own (`A:hold B:detainer`).
struct Question {
  std::optional<model::DecisionId> decision;
};

// One pair on one question.
struct Compared {
  std::size_t question = 0;
  std::size_t left = 0;   // index of the subject
  std::size_t right = 0;
  model::DecisionId left_decision = 0;
  model::DecisionId right_decision = 0;
  analyzer::Comparison comparison;
  // For each difference and region: was the smallest witness sought to the end?
  std::vector<std::vector<bool>> witness_is_smallest;
  std::optional<Impact> impact;  // with records
};

struct Comparisons {
  std::vector<Subject> subjects;
  std::vector<Question> questions;
  std::vector<Compared> pairs;  // by question, then in the order of the subjects
};

// The questions that `decisions` (empty: every decision that two of the subjects both speak to) and the subjects' own
// decisions come to. Empty where no two subjects speak to the same decision. Precondition: either every subject names
// a decision of its own, or none does.
std::vector<Question> questions_of(const model::Library& library, const std::vector<Subject>& subjects,
                                   const std::vector<model::DecisionId>& decisions);

// A pair is left out of a question where not both speak to its decision and it was not asked for by name.
Comparisons compare_all(const model::Library& library, std::vector<Subject> subjects,
                        const std::vector<model::DecisionId>& decisions, const analyzer::Options& options = {});

}  // namespace comity::comparer
