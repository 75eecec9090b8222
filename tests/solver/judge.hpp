// A comparison before two judges. The solver is asked whether any record whatsoever contradicts it, and
// for its own verdict; the evaluator is asked about single records: witnesses, and what the solver finds.
#pragma once

#include <z3++.h>

#include <cstddef>
#include <optional>
#include <string>

#include "interpreter/analyzer/compare.hpp"
#include "interpreter/model/library.hpp"

namespace comity::solver {

// Two policies, asked for one decision.
struct Pair {
  const model::Library& library;
  model::PolicyId left = 0;
  model::PolicyId right = 0;
  model::DecisionId decision = 0;
};

struct Judgement {
  // Is there a record whose answers differ outside every region, or that is in a region and answered otherwise than the
  // region says, or that is in two regions? `unsat`: none. `unknown`: not found out in the time given.
  z3::check_result contradiction = z3::unknown;
  std::optional<model::Record> record;  // that contradicts
  std::optional<analyzer::Relation> relation;  // the solver's own verdict, found without the comparison; none: not in time
  std::size_t places = 0;               // in the longest list
  double seconds = 0;                   // of the processor
};

enum class Asked { contradiction, contradiction_and_relation };

// Decides by bits, in so much time for one question.
z3::solver made_solver(z3::context& context, unsigned milliseconds);

Judgement judged(const Pair& pair, const analyzer::Comparison& comparison, Asked asked);

// What the evaluator answers.
analyzer::Said said(const Pair& pair, const model::Record& record, model::PolicyId policy);
// In how many of the regions the evaluator finds the record.
std::size_t regions_with(const Pair& pair, const analyzer::Comparison& comparison, const model::Record& record);
// Does the record contradict the comparison, by the evaluator? Precondition: the record is complete.
bool contradicts(const Pair& pair, const analyzer::Comparison& comparison, const model::Record& record);

// For messages.
std::string in_words(const analyzer::Comparison& comparison);
std::string in_words(const model::Library& library, const model::Record& record);

}  // namespace comity::solver
