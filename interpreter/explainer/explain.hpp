// One answer, explained: which rule decided and on what source, why each other rule did not, and
// what would change it. Words only; reporter/explanation.hpp lays them out.
#pragma once

#include <string>
#include <vector>

#include "interpreter/evaluator/stack.hpp"
#include "interpreter/model/table_supply.hpp"

namespace comity::explainer {

// Two columns: "grave_offender does not apply" | "custodian.reimbursement_agreement is no".
struct Line {
  std::string left;
  std::vector<std::string> right;
};

struct Explanation {
  std::string decision;
  std::string answer;              // "decline", "undetermined: decline or honor"
  std::string by;                  // "otherwise, 3.54"; empty when nothing decides
  std::vector<Line> lines;
};

// Of a policy asked by its own name. `tables`: which facts of the record tables have supplied, and from where.
Explanation explain(const model::Library& library, const model::Record& record, const model::TableSupplies& tables, std::optional<model::Date> on, model::PolicyId policy,
                    model::DecisionId decision);

// Of a jurisdiction under its stack of law: each level, then the rules of the policies that were reached.
Explanation explain(const model::Library& library, const model::Record& record, const model::TableSupplies& tables, const model::Stack& stack, model::DecisionId decision);

}  // namespace comity::explainer
