#include "interpreter/explainer/explain.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "interpreter/explainer/changes.hpp"
#include "interpreter/explainer/reasons.hpp"

namespace comity::explainer {
namespace {

using model::Truth;

constexpr std::size_t most_changes = 6;

std::string joined(const std::vector<std::string>& words, std::string_view with) {
  std::string result;
  for (const std::string& word : words) {
    if (!result.empty()) result += with;
    result += word;
  }
  return result;
}

std::string term_text(const std::optional<model::Term>& term) {
  if (!term) return {};
  const auto* hours = std::get_if<model::HoursTerm>(&*term);
  if (hours == nullptr) return " until end of day";
  return fmt::format(" for {} hours{}", hours->hours, hours->excluding_weekends_and_holidays ? " excluding weekends and holidays" : "");
}

class Explaining {
 public:
  Explaining(const model::Library& library, const model::Record& record, model::JurisdictionId asker, std::optional<model::Date> on, model::PolicyId policy,
             model::DecisionId decision)
      : library_{library}, record_{record}, asker_{asker}, on_{on}, policy_id_{policy}, policy_{library.policies[policy]}, decision_id_{decision},
        decision_{library.vocabulary.decisions[decision]}, evaluation_{library, record, asker, on}, reasoning_{library, evaluation_, policy} {}

  Explanation run() {
    const evaluator::Answer answer = evaluation_.answer(policy_id_, decision_id_);
    const evaluator::Trace trace = evaluation_.trace(policy_id_, decision_id_);
    Explanation result;
    result.decision = decision_.name;
    result.answer = answer.outcome ? decision_.outcomes[*answer.outcome] + term_text(answer.terms) : std::string{name(answer.status)};
    if (answer.status == evaluator::AnswerStatus::undetermined) result.answer += ": " + joined(answer.possible, " or ");
    result.by = deciding_text(answer);
    if (trace.inside == Truth::no) {
      result.lines.push_back({"the policy does not apply", reasoning_.why(*policy_.applies_when)});
    } else {
      if (trace.inside == Truth::unknown) result.lines.push_back({"the policy may not apply", missing_for(*policy_.applies_when, nullptr)});
      for (const evaluator::RuleTrace& rule : trace.rules) add_rule(rule, trace, result.lines);
    }
    add_notes(answer, result.lines);
    if (!answer.missing.empty()) result.lines.push_back({"missing", answer.missing});
    if (!answer.determinations_needed.empty()) result.lines.push_back({"a person must say", answer.determinations_needed});
    add_changes(result.lines);
    return result;
  }

 private:
  const model::Citation* citation_of(const std::string& rule_name) const {
    if (rule_name == "otherwise") {
      for (const model::Otherwise& otherwise : policy_.otherwise) {
        if (otherwise.effect.decision == decision_id_) return &otherwise.citation;
      }
      return nullptr;
    }
    const auto rule = std::find_if(policy_.rules.begin(), policy_.rules.end(), [&](const model::Rule& known) { return known.name == rule_name; });
    return rule == policy_.rules.end() ? nullptr : &rule->citation;
  }

  std::string deciding_text(const evaluator::Answer& answer) const {
    std::vector<std::string> words;
    for (const std::string& rule : answer.rules) {
      const model::Citation* citation = citation_of(rule);
      words.push_back(citation == nullptr || citation->text.empty() ? rule : rule + ", " + citation->text);
    }
    return joined(words, "; ");
  }

  std::vector<std::string> missing_for(const model::Condition& when, const model::Condition* unless) const {
    evaluator::PathSet missing;
    reasoning_.reading().add_missing(when, nullptr, missing);
    if (unless != nullptr) reasoning_.reading().add_missing(*unless, nullptr, missing);
    return {"it depends on " + joined({missing.begin(), missing.end()}, ", ")};
  }

  void add_rule(const evaluator::RuleTrace& traced, const evaluator::Trace& trace, std::vector<Line>& lines) const {
    const model::Rule& rule = policy_.rules[traced.rule];
    if (traced.condition == Truth::unknown) {
      evaluator::PathSet missing;
      if (rule.when) reasoning_.reading().add_missing(*rule.when, nullptr, missing);
      if (rule.unless) reasoning_.reading().add_missing(*rule.unless, nullptr, missing);
      lines.push_back({rule.name + " may apply", {"it depends on " + joined({missing.begin(), missing.end()}, ", ")}});
      return;
    }
    if (traced.condition == Truth::no) {
      std::vector<std::string> reasons;
      if (rule.when && reasoning_.reading().truth(*rule.when) == Truth::no) reasons = reasoning_.why(*rule.when);
      if (rule.unless && reasoning_.reading().truth(*rule.unless) == Truth::yes) {
        std::vector<std::string> exempting = reasoning_.why(*rule.unless);
        for (std::string& line : exempting) reasons.push_back("exempted: " + line);
      }
      lines.push_back({rule.name + " does not apply", std::move(reasons)});
      return;
    }
    std::vector<std::string> reasons;
    if (rule.when) reasons = reasoning_.why(*rule.when);
    if (traced.applies != Truth::yes) {
      lines.push_back({rule.name + (traced.applies == Truth::no ? " is overridden" : " may be overridden"), {"by " + joined(overriders(traced.rule, trace), ", ")}});
      return;
    }
    if (!rule.when && !rule.unless) reasons.push_back("it always does");
    if (rule.unless) {
      for (std::string& line : reasoning_.why(*rule.unless)) reasons.push_back(std::move(line));
    }
    lines.push_back({rule.name + (rule.is_bar() ? " bars other rules" : " applies"), std::move(reasons)});
  }

  std::vector<std::string> overriders(model::RuleId rule, const evaluator::Trace& trace) const {
    std::vector<std::string> result;
    for (const evaluator::RuleTrace& other : trace.rules) {
      const auto& overrides = policy_.rules[other.rule].overrides;
      const bool is_over = std::find(overrides.begin(), overrides.end(), rule) != overrides.end();
      if (is_over && other.applies != Truth::no) result.push_back(policy_.rules[other.rule].name);
    }
    return result;
  }

  // Where the deciding text stands, and what in it is a reading.
  void add_notes(const evaluator::Answer& answer, std::vector<Line>& lines) const {
    for (const std::string& name : answer.rules) {
      const model::Citation* citation = citation_of(name);
      if (citation != nullptr && !citation->address.empty()) {
        const Line line{"source", {citation->address}};
        const bool is_known = std::any_of(lines.begin(), lines.end(), [&](const Line& known) { return known.left == line.left && known.right == line.right; });
        if (!is_known) lines.push_back(line);
      }
      const std::string because = because_of(name);
      if (!because.empty()) lines.push_back({"because", {because}});
    }
  }

  std::string because_of(const std::string& rule_name) const {
    for (const model::Otherwise& otherwise : policy_.otherwise) {
      if (rule_name == "otherwise" && otherwise.effect.decision == decision_id_) return otherwise.because;
    }
    for (const model::Rule& rule : policy_.rules) {
      if (rule.name == rule_name) return rule.because;
    }
    return {};
  }

  void add_changes(std::vector<Line>& lines) const {
    const std::vector<Change> changes = single_changes(library_, record_, asker_, on_, policy_id_, decision_id_);
    for (std::size_t i = 0; i < std::min(changes.size(), most_changes); ++i) {
      lines.push_back({fmt::format("would be {} if", changes[i].answer), {fmt::format("{} were {}", changes[i].fact, changes[i].value)}});
    }
    if (changes.size() > most_changes) lines.push_back({"", {fmt::format("and {} more single facts", changes.size() - most_changes)}});
  }

  const model::Library& library_;
  const model::Record& record_;
  model::JurisdictionId asker_;
  std::optional<model::Date> on_;
  model::PolicyId policy_id_;
  const model::Policy& policy_;
  model::DecisionId decision_id_;
  const model::Decision& decision_;
  evaluator::Evaluation evaluation_;
  Reasoning reasoning_;
};

}  // namespace

Explanation explain(const model::Library& library, const model::Record& record, model::JurisdictionId asker, std::optional<model::Date> on,
                    model::PolicyId policy, model::DecisionId decision) {
  return Explaining{library, record, asker, on, policy, decision}.run();
}

}  // namespace comity::explainer
