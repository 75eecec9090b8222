// Who is compared: a policy by its own name, or a jurisdiction under its whole stack of law on a day.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "interpreter/analyzer/compare.hpp"
#include "interpreter/evaluator/evaluate.hpp"
#include "interpreter/model/law.hpp"

namespace comity::comparer {

// Exactly one of `policy` and `stack` is given.
struct Subject {
  std::string name;  // as the person wrote it, without the decision: "lapd@2014-08-01"
  std::optional<model::PolicyId> policy;
  std::optional<model::Stack> stack;
  std::optional<model::Date> on;               // of a policy: the day named with it or with --on, for `eval`
  std::optional<model::DecisionId> decision;   // of NAME:decision
};

// The decisions that the subject speaks to, as declared.
std::vector<model::DecisionId> decisions_of(const model::Library& library, const Subject& subject);

analyzer::Side side_of(const Subject& subject, model::DecisionId decision);

// The day that the subject is asked about, as `eval` finds it.
std::optional<model::Date> day_of(const model::Library& library, const Subject& subject, const model::Record& record);

// The record as `eval` would take it for the subject. Everything passed in outlives the evaluation.
evaluator::Evaluation evaluation_of(const model::Library& library, const Subject& subject, const model::Record& record);

// What `eval` answers for a record: filled from standing facts and presumptions as it fills it.
evaluator::Answer answer_of(const model::Library& library, const Subject& subject, model::DecisionId decision,
                            const model::Record& record);

// What the answer says, where it is not undetermined.
std::optional<analyzer::Said> said(const evaluator::Answer& answer);

}  // namespace comity::comparer
