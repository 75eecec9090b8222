#include "interpreter/model/law.hpp"

#include <algorithm>

namespace comity::model {
namespace {

bool is_within_its_dates(const Policy& policy, const Date& on) {
  return policy.status == Status::enacted && policy.says_in_force && policy.in_force.contains(on);
}

}  // namespace

std::vector<JurisdictionId> upwards(const Library& library, JurisdictionId jurisdiction) {
  std::vector<JurisdictionId> result;
  for (std::optional<JurisdictionId> place = jurisdiction; place && *place < library.jurisdictions.size(); place = library.jurisdictions[*place].within) {
    result.push_back(*place);
  }
  return result;
}

bool amends(const Library& library, PolicyId later, PolicyId earlier) {
  for (auto base = library.policies[later].amends; base; base = library.policies[*base].amends) {
    if (*base == earlier) return true;
  }
  return false;
}

bool is_in_force(const Library& library, PolicyId policy, const Date& on) {
  if (!is_within_its_dates(library.policies[policy], on)) return false;
  for (PolicyId other = 0; other < library.policies.size(); ++other) {
    if (amends(library, other, policy) && is_within_its_dates(library.policies[other], on)) return false;
  }
  return true;
}

Stack law_in_force(const Library& library, JurisdictionId jurisdiction, const Date& on, const std::vector<PolicyId>& assumed) {
  Stack stack{jurisdiction, on, {}};
  const std::vector<JurisdictionId> places = upwards(library, jurisdiction);
  for (auto place = places.rbegin(); place != places.rend(); ++place) {
    Level level{*place, {}, {}};
    for (PolicyId policy = 0; policy < library.policies.size(); ++policy) {
      if (library.policies[policy].authority != *place) continue;
      if (std::find(assumed.begin(), assumed.end(), policy) != assumed.end()) {
        level.assumed.push_back(policy);
        continue;
      }
      const bool is_replaced = std::any_of(assumed.begin(), assumed.end(), [&](PolicyId other) { return amends(library, other, policy); });
      if (!is_replaced && is_in_force(library, policy, on)) level.policies.push_back(policy);
    }
    if (!level.assumed.empty() || !level.policies.empty()) stack.levels.push_back(std::move(level));
  }
  return stack;
}

std::optional<PolicyId> version_on(const Library& library, PolicyId policy, const Date& on) {
  for (PolicyId candidate = 0; candidate < library.policies.size(); ++candidate) {
    const bool belongs = candidate == policy || amends(library, candidate, policy);
    if (belongs && is_in_force(library, candidate, on)) return candidate;
  }
  return std::nullopt;
}

}  // namespace comity::model
