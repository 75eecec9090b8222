#include "interpreter/reporter/policy_words.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "interpreter/model/parts.hpp"
#include "interpreter/model/words.hpp"

namespace comity::reporter {
namespace {

std::string effect_text(const model::Library& library, const model::Effect& effect) {
  const model::Decision& decision = library.vocabulary.decisions[effect.decision];
  return fmt::format("{} {}{}", decision.outcomes[effect.outcome], decision.name, model::term_text(effect.term));
}

// People are shown the last day on which a text holds; `until` names the first on which it does not.
std::string period_text(const model::Policy& policy) {
  if (!policy.says_in_force) return {};
  const std::string from = policy.in_force.from ? "from " + model::to_string(*policy.in_force.from) : "always";
  if (!policy.in_force.until) return from;
  return from + " to " + model::to_string(model::Date{std::chrono::sys_days{*policy.in_force.until} - std::chrono::days{1}});
}

class Describing {
 public:
  Describing(const model::Library& library, model::PolicyId policy, const std::set<model::DecisionId>& decisions, const analyzer::WordsAt& words_at)
      : library_{library}, policy_{library.policies[policy]}, decisions_{decisions}, words_at_{words_at} {}

  PolicyWords words() {
    PolicyWords result;
    result.name = policy_.name;
    result.title = policy_.title;
    result.heading = heading();
    result.address = policy_.source.address;
    for (const model::Rule& rule : policy_.rules) {
      if (counts(rule)) result.rules.push_back(rule_words(rule));
    }
    for (const model::Otherwise& otherwise : policy_.otherwise) {
      if (!decisions_.contains(otherwise.effect.decision)) continue;
      RuleWords words;
      words.name = "otherwise";
      words.says = {effect_text(library_, otherwise.effect)};
      words.citation = otherwise.citation.text;
      result.rules.push_back(std::move(words));
    }
    if (policy_.applies_when) model::add_definitions(policy_, *policy_.applies_when, used_);
    for (const model::DefinitionId id : used_) {
      const model::Definition& definition = policy_.definitions[id];
      const std::string whose = definition.record ? " for " + library_.vocabulary.records[*definition.record].name : "";
      result.definitions.emplace_back(definition.name + whose, words_of(definition.condition));
    }
    return result;
  }

 private:
  bool counts(const model::Rule& rule) const {
    return std::any_of(rule.speaks_to.begin(), rule.speaks_to.end(), [&](model::DecisionId decision) { return decisions_.contains(decision); });
  }

  std::string words_of(const model::Condition& condition) const { return words_at_ ? words_at_(condition.span) : std::string{}; }

  std::vector<std::pair<std::string, std::string>> heading() const {
    const model::Jurisdiction& authority = library_.jurisdictions[policy_.authority];
    std::vector<std::pair<std::string, std::string>> result;
    result.emplace_back("authority", authority.title.empty() ? authority.name : authority.name + ", " + authority.title);
    result.emplace_back("status", std::string{model::name(policy_.status)});
    if (policy_.adopted) result.emplace_back("adopted", model::to_string(*policy_.adopted));
    if (policy_.says_in_force) result.emplace_back("in force", period_text(policy_));
    if (policy_.amends) result.emplace_back("amends", library_.policies[*policy_.amends].name);
    if (!policy_.source.text.empty()) result.emplace_back("source", policy_.source.text);
    if (policy_.applies_when) result.emplace_back("applies when", words_of(*policy_.applies_when));
    for (const model::Presumption& presumption : policy_.presumptions) {
      result.emplace_back("presumes", fmt::format("{} is {}", model::path_text(library_.vocabulary, presumption.fact),
                                                  model::to_text(library_.vocabulary, presumption.fact.type, presumption.value)));
    }
    return result;
  }

  RuleWords rule_words(const model::Rule& rule) {
    RuleWords words;
    words.name = rule.name;
    for (const model::Effect& effect : rule.effects) {
      if (decisions_.contains(effect.decision)) words.says.push_back(effect_text(library_, effect));
    }
    std::vector<std::string> overridden;
    for (const model::RuleId other : rule.overrides) overridden.push_back(policy_.rules[other].name);
    if (rule.is_bar()) {
      words.says = {"bars " + model::joined(overridden, ", ")};
    } else {
      words.overrides = model::joined(overridden, ", ");
    }
    for (const model::DutyId duty : rule.duties) words.says.push_back("require " + library_.vocabulary.duties[duty].name);
    if (rule.when) words.when = words_of(*rule.when);
    if (rule.unless) words.unless = words_of(*rule.unless);
    if (rule.when) model::add_definitions(policy_, *rule.when, used_);
    if (rule.unless) model::add_definitions(policy_, *rule.unless, used_);
    words.citation = rule.citation.text;
    return words;
  }

  const model::Library& library_;
  const model::Policy& policy_;
  const std::set<model::DecisionId>& decisions_;
  const analyzer::WordsAt& words_at_;
  std::set<model::DefinitionId> used_;
};

}  // namespace

SubjectWords subject_words(const model::Library& library, const comparer::Subject& subject, const std::set<model::DecisionId>& decisions,
                           const analyzer::WordsAt& words_at) {
  SubjectWords result;
  result.name = subject.name;
  const auto add = [&](model::PolicyId policy) { result.policies.push_back(Describing{library, policy, decisions, words_at}.words()); };
  if (subject.policy) add(*subject.policy);
  if (!subject.stack) return result;
  result.law = fmt::format("the law of {} on {}, from the top down", library.jurisdictions[subject.stack->jurisdiction].name, model::to_string(subject.stack->on));
  for (const model::Level& level : subject.stack->levels) {
    for (const model::PolicyId policy : level.assumed) add(policy);
    for (const model::PolicyId policy : level.policies) add(policy);
  }
  // A text that speaks to none of the decisions compared decides nothing here.
  std::erase_if(result.policies, [](const PolicyWords& policy) { return policy.rules.empty(); });
  return result;
}

std::string citation_of(const model::Library& library, const comparer::Subject& subject, model::DecisionId decision, const std::string& rule) {
  if (rule.empty()) return {};
  std::string name = rule;
  std::optional<model::PolicyId> id = subject.policy;
  if (subject.stack) {
    const std::size_t dot = rule.find('.');
    if (dot == std::string::npos) return {};
    id = library.find_policy(rule.substr(0, dot));
    name = rule.substr(dot + 1);
  }
  if (!id) return {};
  const model::Policy& policy = library.policies[*id];
  if (name == "otherwise") {
    const auto found = std::find_if(policy.otherwise.begin(), policy.otherwise.end(), [&](const auto& known) { return known.effect.decision == decision; });
    return found == policy.otherwise.end() ? std::string{} : found->citation.text;
  }
  const auto found = std::find_if(policy.rules.begin(), policy.rules.end(), [&](const model::Rule& known) { return known.name == name; });
  return found == policy.rules.end() ? std::string{} : found->citation.text;
}

}  // namespace comity::reporter
