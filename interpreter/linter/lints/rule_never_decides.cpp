// rule-never-decides: no record is decided by the rule. Either its condition can hold of none, or wherever it holds
// other rules override it: they are named.
#include <algorithm>

#include <fmt/format.h>

#include "grammar/diagnostics/suggest.hpp"
#include "interpreter/linter/conditions.hpp"
#include "interpreter/linter/context.hpp"
#include "interpreter/linter/lints.hpp"

namespace comity::linter {
namespace {

bool can_apply_alone(Context& context, model::PolicyId id, const model::Rule& rule) {
  std::vector<model::Condition> links{own_condition(rule)};
  if (context.policy(id).applies_when) links.push_back(*context.policy(id).applies_when);
  const analyzer::Found found = context.where_holds(id, std::move(links));
  return found.witness || !found.complete;
}

std::vector<const model::Rule*> overriding(const model::Policy& policy, model::RuleId rule) {
  std::vector<const model::Rule*> result;
  for (const model::Rule& other : policy.rules) {
    if (std::find(other.overrides.begin(), other.overrides.end(), rule) != other.overrides.end()) result.push_back(&other);
  }
  return result;
}

void report_covered(Context& context, model::PolicyId id, model::RuleId number, const std::string& where) {
  const model::Policy& policy = context.policy(id);
  const model::Rule& rule = policy.rules[number];
  std::vector<std::string> names;
  const auto others = overriding(policy, number);
  for (const model::Rule* other : others) names.push_back(other->name);
  Reported reported = context.report(Code::rule_never_decides, id, rule.span, rule.name + where, fmt::format("`{}` never decides{}", rule.name, where));
  reported.primary(fmt::format("wherever its condition holds, {} applies and overrides it", diagnostics::listed(names)));
  for (const model::Rule* other : others) reported.label(other->span, "overrides it");
  reported.help("narrow what overrides it, or take the rule out");
}

}  // namespace

void lint_rule_never_decides(Context& context) {
  for (const model::PolicyId id : context.policies()) {
    const model::Policy& policy = context.policy(id);
    for (model::RuleId number = 0; number < policy.rules.size(); ++number) {
      const model::Rule& rule = policy.rules[number];
      std::vector<model::DecisionId> never;
      for (const model::DecisionId decision : rule.speaks_to) {
        const analyzer::Found found = context.where_decides(id, number, decision);
        if (!found.witness && found.complete) never.push_back(decision);
      }
      if (never.empty()) continue;
      if (!can_apply_alone(context, id, rule)) {
        context.report(Code::rule_never_decides, id, rule.span, rule.name, fmt::format("`{}` never decides", rule.name))
            .primary("no record meets its condition")
            .help("see which parts of the condition exclude one another, or take the rule out");
        continue;
      }
      if (never.size() == rule.speaks_to.size()) {
        report_covered(context, id, number, "");
        continue;
      }
      for (const model::DecisionId decision : never) report_covered(context, id, number, fmt::format(" `{}`", context.vocabulary().decisions[decision].name));
    }
  }
}

}  // namespace comity::linter
