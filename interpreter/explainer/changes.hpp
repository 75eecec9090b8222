// What would change an answer: single facts that, stated otherwise, lead to another one. Each is
// tried: the record is changed and evaluated again, so that no line here is a guess. Changes of two
// facts at once are not looked for.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "interpreter/evaluator/evaluate.hpp"

namespace comity::explainer {

struct Change {
  std::string fact;    // "custodian.reimbursement_agreement"
  std::string value;   // "yes"
  std::string answer;  // the outcome, or "conflict" or "silent"
};

// Answers a changed record as the record itself was answered: under a policy, or under a stack of law.
using Ask = std::function<evaluator::Answer(const model::Record&)>;

// One change a fact and answer: the value nearest to the one stated. In the order of the facts' paths. Facts are those
// that conditions of `policies` mention where they speak to the decision.
std::vector<Change> single_changes(const evaluator::Evaluation& evaluation, const model::Record& record, const std::vector<model::PolicyId>& policies,
                                   model::DecisionId decision, const Ask& ask);

}  // namespace comity::explainer
