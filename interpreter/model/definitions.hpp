// What a condition rests on beside the facts that it names itself.
#pragma once

#include <set>

#include "interpreter/model/library.hpp"

namespace comity::model {

// Adds the definitions that a condition of the policy mentions, and those that these mention in turn.
void add_definitions(const Policy& policy, const Condition& condition, std::set<DefinitionId>& used);

}  // namespace comity::model
