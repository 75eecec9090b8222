#include "interpreter/linter/proof.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "interpreter/linter/conditions.hpp"
#include "interpreter/model/law.hpp"

namespace comity::linter {
namespace {

// Both in one: the policies of `after` stand after those of `before`, and ask one another.
model::Library both_in_one(const model::Library& before, const model::Library& after) {
  model::Library result = before;
  result.examples.clear();
  const auto shift = static_cast<model::PolicyId>(before.policies.size());
  for (const model::Policy& policy : after.policies) {
    model::Policy moved = changed(policy, [&](const model::Condition& part) -> std::optional<model::Condition> {
      const auto* says = std::get_if<model::Says>(&part.node);
      if (says == nullptr) return std::nullopt;
      model::Says other = *says;
      other.policy += shift;
      return model::Condition{other, part.span, part.is_atom};
    });
    if (moved.amends) *moved.amends += shift;
    result.policies.push_back(std::move(moved));
  }
  return result;
}

bool are_same_texts(const model::Library& before, const model::Library& after) {
  return std::equal(before.policies.begin(), before.policies.end(), after.policies.begin(), after.policies.end(),
                    [](const model::Policy& a, const model::Policy& b) { return a.name == b.name; });
}

}  // namespace

std::optional<std::string> why_not_equal(const model::Library& before, const model::Library& after, const std::vector<model::PolicyId>& policies,
                                         const analyzer::Limits& limits) {
  if (!are_same_texts(before, after)) return "the policies would not be the same ones any more";
  const model::Library both = both_in_one(before, after);
  const auto shift = static_cast<model::PolicyId>(before.policies.size());
  for (const model::PolicyId id : policies) {
    const model::Policy& policy = before.policies[id];
    std::set<model::DecisionId> decisions(policy.decisions.begin(), policy.decisions.end());
    decisions.insert(after.policies[id].decisions.begin(), after.policies[id].decisions.end());
    for (const model::DecisionId decision : decisions) {
      const std::string& name = before.vocabulary.decisions[decision].name;
      const analyzer::Comparison compared = analyzer::compare(both, {id, std::nullopt, decision}, {id + shift, std::nullopt, decision}, {limits, {}});
      if (!compared.complete) return fmt::format("it is not proved that `{}` goes on answering `{}` as it does: {}", policy.name, name, compared.limit);
      if (!compared.differences.empty()) return fmt::format("`{}` would answer `{}` otherwise on some records", policy.name, name);
      if (!compared.terms_differ.empty()) return fmt::format("`{}` would answer `{}` with other terms or duties", policy.name, name);
    }
  }
  return std::nullopt;
}

std::vector<model::PolicyId> with_what_amends(const model::Library& library, model::PolicyId policy) {
  std::vector<model::PolicyId> result{policy};
  for (model::PolicyId other = 0; other < library.policies.size(); ++other) {
    if (other != policy && model::amends(library, other, policy)) result.push_back(other);
  }
  return result;
}

}  // namespace comity::linter
