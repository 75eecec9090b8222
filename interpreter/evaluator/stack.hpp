// The answer of a jurisdiction under its whole stack of law. From the top down the first binding
// answer decides; `may …` and *silent* leave it to the level below. An undetermined level passes on
// each answer it may have, and the stack is decided when all of them lead to the same one.
#pragma once

#include "interpreter/evaluator/evaluate.hpp"
#include "interpreter/model/law.hpp"

namespace comity::evaluator {

// `evaluation` was made for the stack's jurisdiction and day.
Answer answer_of_stack(const Evaluation& evaluation, const model::Stack& stack, model::DecisionId decision);

// The decisions that some policy of the stack speaks to, as declared.
std::vector<model::DecisionId> decisions_of(const model::Library& library, const model::Stack& stack);

}  // namespace comity::evaluator
