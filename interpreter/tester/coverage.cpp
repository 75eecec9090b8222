#include "interpreter/tester/coverage.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

namespace comity::tester {
namespace {

using model::Truth;

// The links as written, in a condition and in the definitions that it uses.
void collect(const std::vector<model::Definition>& definitions, const model::Condition& condition, std::set<model::DefinitionId>& used, std::set<Span>& atoms) {
  if (condition.is_atom) atoms.insert(condition.span);
  const auto inner = [&](const model::Condition& next) { collect(definitions, next, used, atoms); };
  std::visit(overloaded{
                 [&](const model::AllOf& all) { std::for_each(all.links.begin(), all.links.end(), inner); },
                 [&](const model::AnyOf& any) { std::for_each(any.links.begin(), any.links.end(), inner); },
                 [&](const model::Negation& negation) { inner(*negation.operand); },
                 [&](const model::Quantified& quantified) { std::for_each(quantified.condition.begin(), quantified.condition.end(), inner); },
                 [&](const model::Defined& defined) {
                   if (used.insert(defined.definition).second) inner(definitions[defined.definition].condition);
                 },
                 [](const auto&) {},  // a comparison holds no other condition
             },
             condition.node);
}

// A rule that nothing can keep from applying cannot fail to.
bool can_fail(const model::Policy& policy, model::RuleId id) {
  const model::Rule& rule = policy.rules[id];
  if (rule.when || rule.unless || policy.applies_when) return true;
  return std::any_of(policy.rules.begin(), policy.rules.end(), [&](const model::Rule& other) {
    return std::find(other.overrides.begin(), other.overrides.end(), id) != other.overrides.end();
  });
}

}  // namespace

evaluator::Reading::Observer Coverage::observer() {
  return [this](const model::Condition& condition, Truth truth) {
    Seen& seen = conditions_[condition.span];
    seen.yes = seen.yes || truth == Truth::yes;
    seen.no = seen.no || truth == Truth::no;
  };
}

void Coverage::note(const model::Policy& policy, const evaluator::Trace& trace) {
  for (const evaluator::RuleTrace& rule : trace.rules) {
    Seen& seen = rules_[policy.rules[rule.rule].span];
    const Truth decides = both(trace.inside, rule.applies);
    seen.yes = seen.yes || decides == Truth::yes;
    seen.no = seen.no || decides == Truth::no;
  }
}

CoverageReport Coverage::report(const std::function<bool(Span)>& is_asked, const std::function<std::string(Span)>& text_of) const {
  CoverageReport report;
  std::map<Span, std::pair<std::string, bool>> rules;  // by place: name, and whether it can fail
  std::set<Span> atoms;
  for (const model::Policy& policy : library_.policies) {
    std::set<model::DefinitionId> used;
    if (policy.applies_when) collect(policy.definitions, *policy.applies_when, used, atoms);
    for (model::RuleId id = 0; id < policy.rules.size(); ++id) {
      const model::Rule& rule = policy.rules[id];
      if (rule.when) collect(policy.definitions, *rule.when, used, atoms);
      if (rule.unless) collect(policy.definitions, *rule.unless, used, atoms);
      if (!rule.speaks_to.empty()) rules[rule.span] = {rule.name, can_fail(policy, id)};
    }
  }
  const auto seen_in = [](const std::map<Span, Seen>& all, Span span) {
    const auto found = all.find(span);
    return found == all.end() ? Seen{} : found->second;
  };
  for (const auto& [span, rule] : rules) {
    if (!is_asked(span)) continue;
    ++report.rules;
    const Seen seen = seen_in(rules_, span);
    if (!seen.yes) report.gaps.push_back({span, fmt::format("the rule `{}` decides in no example", rule.first)});
    if (!seen.no && rule.second) report.gaps.push_back({span, fmt::format("the rule `{}` fails to decide in no example", rule.first)});
    if (seen.yes && (seen.no || !rule.second)) ++report.rules_covered;
  }
  for (const Span span : atoms) {
    if (!is_asked(span)) continue;
    ++report.conditions;
    const Seen seen = seen_in(conditions_, span);
    if (!seen.yes) report.gaps.push_back({span, fmt::format("`{}` is true in no example", text_of(span))});
    if (!seen.no) report.gaps.push_back({span, fmt::format("`{}` is false in no example", text_of(span))});
    if (seen.yes && seen.no) ++report.conditions_covered;
  }
  std::stable_sort(report.gaps.begin(), report.gaps.end(), [](const Gap& a, const Gap& b) { return a.span < b.span; });
  return report;
}

}  // namespace comity::tester
