// Conditions gone through: their parts, those of a policy's rules, and what they rest on beside the
// facts that they name themselves.
#pragma once

#include <functional>
#include <set>

#include "interpreter/model/library.hpp"

namespace comity::model {

// Each part of the condition, itself first, and whether it stands under an even number of negations. Definitions and
// other policies that it mentions are not gone into.
void for_each_part(const Condition& condition, const std::function<void(const Condition&, bool is_positive)>& visit, bool is_positive = true);

// `applies when`, and `when` and `unless` of each rule.
void for_each_rule_condition(const Policy& policy, const std::function<void(const Condition&)>& visit);

// Adds the definitions that a condition of the policy mentions, and those that these mention in turn.
void add_definitions(const Policy& policy, const Condition& condition, std::set<DefinitionId>& used);

}  // namespace comity::model
