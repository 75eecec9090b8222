#include "interpreter/analyzer/whose_words.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "interpreter/model/parts.hpp"

namespace comity::analyzer {
namespace {

// The names of the definitions that a condition rests on, each with its text.
std::map<std::string, Span> definitions_by_name(const model::Policy& policy, const model::Condition& condition) {
  std::set<model::DefinitionId> used;
  model::add_definitions(policy, condition, used);
  std::map<std::string, Span> result;
  for (const model::DefinitionId id : used) result.emplace(policy.definitions[id].name, policy.definitions[id].condition.span);
  return result;
}

}  // namespace

void tell_definitions_apart(const model::Library& library, Comparison& comparison) {
  const auto each = [&](const auto& visit) {
    for (Difference& difference : comparison.differences) {
      for (Region& region : difference.regions) {
        for (RegionCondition& condition : region.when) visit(condition);
      }
    }
  };
  std::map<std::string, std::set<std::pair<std::size_t, std::size_t>>> meanings;  // by name: where its texts stand
  std::map<const RegionCondition*, std::map<std::string, Span>> used;
  each([&](const RegionCondition& condition) {
    if (!condition.owner) return;
    used[&condition] = definitions_by_name(library.policies[*condition.owner], condition.condition);
    for (const auto& [name, span] : used[&condition]) meanings[name].emplace(span.source, span.begin);
  });
  each([&](RegionCondition& condition) {
    const auto& names = used[&condition];
    const bool is_told_apart = std::any_of(names.begin(), names.end(), [&](const auto& known) { return meanings[known.first].size() > 1; });
    if (is_told_apart) condition.words += fmt::format(" (as {} has it)", library.policies[*condition.owner].name);
  });
}

}  // namespace comity::analyzer
