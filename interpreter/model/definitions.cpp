#include "interpreter/model/definitions.hpp"

namespace comity::model {

void add_definitions(const Policy& policy, const Condition& condition, std::set<DefinitionId>& used) {
  const auto each = [&](const std::vector<Condition>& links) {
    for (const Condition& link : links) add_definitions(policy, link, used);
  };
  if (const auto* all = std::get_if<AllOf>(&condition.node)) each(all->links);
  if (const auto* any = std::get_if<AnyOf>(&condition.node)) each(any->links);
  if (const auto* negation = std::get_if<Negation>(&condition.node)) add_definitions(policy, *negation->operand, used);
  if (const auto* quantified = std::get_if<Quantified>(&condition.node)) each(quantified->condition);
  const auto* defined = std::get_if<Defined>(&condition.node);
  if (defined == nullptr || !used.insert(defined->definition).second) return;
  add_definitions(policy, policy.definitions[defined->definition].condition, used);
}

}  // namespace comity::model
