// What would change an answer: single facts that, stated otherwise, lead to another one. Each is
// tried: the record is changed and evaluated again, so that no line here is a guess. Changes of two
// facts at once are not looked for.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "interpreter/evaluator/evaluate.hpp"

namespace comity::explainer {

struct Change {
  std::string fact;    // "custodian.reimbursement_agreement"
  std::string value;   // "yes"
  std::string answer;  // the outcome, or "conflict" or "silent"
};

// One change a fact and answer: the value nearest to the one stated. In the order of the facts' paths.
std::vector<Change> single_changes(const model::Library& library, const model::Record& record, model::JurisdictionId asker, std::optional<model::Date> on,
                                   model::PolicyId policy, model::DecisionId decision);

}  // namespace comity::explainer
