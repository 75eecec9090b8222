#include "interpreter/checker/expanded_size.hpp"

#include <algorithm>

namespace comity::checker {

std::size_t expanded_size(const model::Condition& condition, const std::vector<std::size_t>& definitions,
                          const std::vector<std::size_t>& policies) {
  const auto size_of = [&](const model::Condition& inner) { return expanded_size(inner, definitions, policies); };
  const auto sum_of = [&](const std::vector<model::Condition>& parts) {
    std::size_t sum = 0;
    for (const model::Condition& part : parts) sum = std::min(sum + size_of(part), most_links + 1);
    return sum;
  };
  return std::visit(
      overloaded{
          [&](const model::AllOf& all) { return sum_of(all.links); },
          [&](const model::AnyOf& any) { return sum_of(any.links); },
          [&](const model::Negation& negation) { return size_of(*negation.operand); },
          [&](const model::Quantified& quantified) { return 1 + sum_of(quantified.condition); },
          [&](const model::Defined& use) {
            return use.definition < definitions.size() ? definitions[use.definition] : 1;
          },
          [&](const model::Says& says) { return says.policy < policies.size() ? policies[says.policy] : 1; },
          [](const auto&) -> std::size_t { return 1; },  // the comparisons and bare facts: nothing inside
      },
      condition.node);
}

}  // namespace comity::checker
