#include "interpreter/checker/versions.hpp"

#include <algorithm>

#include "interpreter/model/law.hpp"

namespace comity::checker {
namespace {

using model::Date;
using model::PolicyId;

bool is_dated_law(const model::Policy& policy) { return policy.status == model::Status::enacted && policy.says_in_force; }

std::string day_text(const std::optional<Date>& day, std::string_view none) { return day ? model::to_string(*day) : std::string{none}; }

// The first day that both periods hold; none: there is none.
std::optional<std::optional<Date>> first_common_day(const model::Period& a, const model::Period& b) {
  const std::optional<Date> from = !a.from ? b.from : !b.from ? a.from : std::max(*a.from, *b.from);
  const auto ends_before = [&](const model::Period& period) { return period.until && from && *period.until <= *from; };
  if (ends_before(a) || ends_before(b)) return std::nullopt;
  return from;
}

// The text that a chain of `amends` begins with.
PolicyId root_of(const model::Library& library, PolicyId policy) {
  while (library.policies[policy].amends) policy = *library.policies[policy].amends;
  return policy;
}

void check_overlap(Context& context, PolicyId a, PolicyId b) {
  const model::Policy& one = context.library.policies[a];
  const model::Policy& other = context.library.policies[b];
  const auto day = first_common_day(one.in_force, other.in_force);
  if (!day) return;
  const bool is_later = one.span < other.span;
  const model::Policy& later = is_later ? other : one;
  const model::Policy& earlier = is_later ? one : other;
  context.sink.report(Code::overlapping_versions, later.span, "`{}` and `{}` amend the same text, and both are in force {}", later.name, earlier.name,
                      *day ? "on " + model::to_string(**day) : "without a first day")
      .label(earlier.span, fmt::format("`{}` is in force from {} until {}", earlier.name, day_text(earlier.in_force.from, "ever"), day_text(earlier.in_force.until, "further notice")))
      .help("let one amend the other, or end the earlier one with `until`");
}

// Do both amend one text, directly or by way of proposals and readings that never are law, and neither the other?
bool are_rivals(const model::Library& library, PolicyId a, PolicyId b) {
  if (model::amends(library, a, b) || model::amends(library, b, a)) return false;
  for (auto base = library.policies[a].amends; base; base = library.policies[*base].amends) {
    if (model::amends(library, b, *base)) return true;
  }
  return false;
}

// Of the versions of one text, in order of their dates: days after one ends and before the next begins.
void check_holes(Context& context, const std::vector<PolicyId>& versions) {
  std::vector<PolicyId> ordered = versions;
  const auto& policies = context.library.policies;
  std::stable_sort(ordered.begin(), ordered.end(), [&](PolicyId a, PolicyId b) { return policies[a].in_force.from < policies[b].in_force.from; });
  std::optional<Date> covered_until = policies[ordered.front()].in_force.until;
  for (std::size_t i = 1; i < ordered.size(); ++i) {
    const model::Policy& next = policies[ordered[i]];
    if (!covered_until) return;
    if (next.in_force.from && *covered_until < *next.in_force.from) {
      context.sink.report(Code::hole_between_versions, next.span, "no version of `{}` is in force from {} until `{}` begins on {}", policies[ordered.front()].name,
                          model::to_string(*covered_until), next.name, model::to_string(*next.in_force.from))
          .help("`until` names the first day on which a text no longer holds");
    }
    if (!next.in_force.until || *next.in_force.until > *covered_until) covered_until = next.in_force.until;
  }
}

}  // namespace

void check_versions(Context& context) {
  const model::Library& library = context.library;
  std::map<PolicyId, std::vector<PolicyId>> versions;  // of each first text, those that are law on some day
  for (PolicyId id = 0; id < library.policies.size(); ++id) {
    if (is_dated_law(library.policies[id])) versions[root_of(library, id)].push_back(id);
  }
  for (const auto& [root, texts] : versions) {
    for (std::size_t i = 0; i < texts.size(); ++i) {
      for (std::size_t j = i + 1; j < texts.size(); ++j) {
        if (are_rivals(library, texts[i], texts[j])) check_overlap(context, texts[i], texts[j]);
      }
    }
    check_holes(context, texts);
  }
}

}  // namespace comity::checker
