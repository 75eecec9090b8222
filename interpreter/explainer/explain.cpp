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

// Explains what one policy says; the rules of a stack are explained policy by policy.
class Explaining {
 public:
  Explaining(const evaluator::Evaluation& evaluation, model::PolicyId policy, model::DecisionId decision)
      : library_{evaluation.library()}, policy_id_{policy}, policy_{library_.policies[policy]}, decision_id_{decision}, evaluation_{evaluation},
        reasoning_{library_, evaluation, policy} {}

  // Why each rule applies or does not.
  void add_rules(std::vector<Line>& lines) const {
    const evaluator::Trace trace = evaluation_.trace(policy_id_, decision_id_);
    if (trace.inside == Truth::no) {
      lines.push_back({"the policy does not apply", reasoning_.why(*policy_.applies_when)});
      return;
    }
    if (trace.inside == Truth::unknown) lines.push_back({"the policy may not apply", missing_for(*policy_.applies_when)});
    for (const evaluator::RuleTrace& rule : trace.rules) add_rule(rule, trace, lines);
  }

  std::string deciding_text(const evaluator::Answer& answer) const {
    std::vector<std::string> words;
    for (const std::string& rule : answer.rules) {
      const model::Citation* citation = citation_of(rule);
      words.push_back(citation == nullptr || citation->text.empty() ? rule : rule + ", " + citation->text);
    }
    return joined(words, "; ");
  }

  // Where the deciding text stands, and what in it is a reading.
  void add_notes(const evaluator::Answer& answer, std::vector<Line>& lines) const {
    for (const std::string& name : answer.rules) {
      const model::Citation* citation = citation_of(name);
      if (citation != nullptr && !citation->address.empty()) add_once({"source", {citation->address}}, lines);
      const std::string because = because_of(name);
      if (!because.empty()) add_once({"because", {because}}, lines);
    }
  }

 private:
  static void add_once(Line line, std::vector<Line>& lines) {
    const bool is_known = std::any_of(lines.begin(), lines.end(), [&](const Line& known) { return known.left == line.left && known.right == line.right; });
    if (!is_known) lines.push_back(std::move(line));
  }

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

  std::vector<std::string> missing_for(const model::Condition& condition) const {
    evaluator::PathSet missing;
    reasoning_.reading().add_missing(condition, nullptr, missing);
    return {depends_on(missing)};
  }

  // A table may list several levels of a statute, or leave a trait to what was proved.
  std::string depends_on(const evaluator::PathSet& missing) const {
    std::vector<std::string> words;
    for (const std::string& path : missing) {
      const auto* table = evaluation_.table_source(path);
      words.push_back(table == nullptr ? path : fmt::format("{} (left open by {})", path, table->words));
    }
    return "it depends on " + joined(words, ", ");
  }

  void add_rule(const evaluator::RuleTrace& traced, const evaluator::Trace& trace, std::vector<Line>& lines) const {
    const model::Rule& rule = policy_.rules[traced.rule];
    if (traced.condition == Truth::unknown && traced.applies == Truth::no) {
      lines.push_back({rule.name + " is overridden", {"by " + joined(overriders(traced.rule, trace), ", ") + ", whether or not its own condition holds"}});
      return;
    }
    if (traced.condition == Truth::unknown) {
      evaluator::PathSet missing;
      if (rule.when) reasoning_.reading().add_missing(*rule.when, nullptr, missing);
      if (rule.unless) reasoning_.reading().add_missing(*rule.unless, nullptr, missing);
      lines.push_back({rule.name + " may apply", {depends_on(missing)}});
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

  std::string because_of(const std::string& rule_name) const {
    for (const model::Otherwise& otherwise : policy_.otherwise) {
      if (rule_name == "otherwise" && otherwise.effect.decision == decision_id_) return otherwise.because;
    }
    for (const model::Rule& rule : policy_.rules) {
      if (rule.name == rule_name) return rule.because;
    }
    return {};
  }

  const model::Library& library_;
  model::PolicyId policy_id_;
  const model::Policy& policy_;
  model::DecisionId decision_id_;
  const evaluator::Evaluation& evaluation_;
  Reasoning reasoning_;
};

std::string answer_text(const model::Decision& decision, const evaluator::Answer& answer) {
  if (answer.status == evaluator::AnswerStatus::undetermined) return "undetermined: " + joined(answer.possible, " or ");
  if (!answer.outcome) return std::string{name(answer.status)};
  std::string result = decision.outcomes[*answer.outcome] + term_text(answer.terms);
  if (answer.expires) result += ", until " + to_string(*answer.expires);
  return result;
}

// Does one of the assumed texts speak in every way?
bool is_never_silent(const model::Library& library, const evaluator::Evaluation& evaluation, const std::vector<model::PolicyId>& assumed, model::DecisionId decision) {
  return std::any_of(assumed.begin(), assumed.end(), [&](model::PolicyId policy) {
    const std::vector<std::string> possible = names_of(library.vocabulary.decisions[decision], evaluation.weigh(policy, decision).variants);
    return std::find(possible.begin(), possible.end(), "silent") == possible.end();
  });
}

void add_facts(const evaluator::Answer& answer, std::vector<Line>& lines) {
  if (!answer.missing.empty()) lines.push_back({"missing", answer.missing});
  if (!answer.determinations_needed.empty()) lines.push_back({"a person must say", answer.determinations_needed});
  if (!answer.duties.empty()) lines.push_back({"duties", answer.duties});
  if (!answer.duties_possible.empty()) lines.push_back({"duties, perhaps", answer.duties_possible});
}

void add_changes(const std::vector<Change>& changes, std::vector<Line>& lines) {
  for (std::size_t i = 0; i < std::min(changes.size(), most_changes); ++i) {
    lines.push_back({fmt::format("would be {} if", changes[i].answer), {fmt::format("{} were {}", changes[i].fact, changes[i].value)}});
  }
  const std::size_t more = changes.size() - std::min(changes.size(), most_changes);
  if (more > 0) lines.push_back({"", {fmt::format("and {} more single {}", more, more == 1 ? "fact" : "facts")}});
}

}  // namespace

Explanation explain(const model::Library& library, const model::Record& record, const model::TableSupplies& tables, std::optional<model::Date> on, model::PolicyId policy,
                    model::DecisionId decision) {
  const model::JurisdictionId asker = library.policies[policy].authority;
  const evaluator::Evaluation evaluation{library, record, asker, on, {nullptr, model::HolidayReading::observed, &tables}};
  const Explaining explaining{evaluation, policy, decision};
  const evaluator::Answer answer = evaluation.answer(policy, decision);
  Explanation result{library.vocabulary.decisions[decision].name, answer_text(library.vocabulary.decisions[decision], answer), explaining.deciding_text(answer), {}};
  explaining.add_rules(result.lines);
  explaining.add_notes(answer, result.lines);
  add_facts(answer, result.lines);
  const Ask ask = [&](const model::Record& changed) { return evaluator::Evaluation{library, changed, asker, on}.answer(policy, decision); };
  add_changes(single_changes(evaluation, record, {policy}, decision, ask), result.lines);
  return result;
}

Explanation explain(const model::Library& library, const model::Record& record, const model::TableSupplies& tables, const model::Stack& stack, model::DecisionId decision) {
  const evaluator::Evaluation evaluation{library, record, stack.jurisdiction, stack.on, {nullptr, model::HolidayReading::observed, &tables}};
  const evaluator::Answer answer = answer_of_stack(evaluation, stack, decision);
  const model::Decision& known = library.vocabulary.decisions[decision];
  Explanation result{known.name, answer_text(known, answer), joined(answer.rules, "; "), {}};
  std::vector<model::PolicyId> policies;
  for (const model::Level& level : stack.levels) {
    for (const std::vector<model::PolicyId>* texts : {&level.assumed, &level.policies}) {
      for (const model::PolicyId policy : *texts) {
        policies.push_back(policy);
        const Explaining explaining{evaluation, policy, decision};
        const evaluator::Answer one = evaluation.answer(policy, decision);
        const std::string& text = library.policies[policy].name;
        const bool is_preempted = std::find(answer.preempted.begin(), answer.preempted.end(), text) != answer.preempted.end();
        const std::string by = explaining.deciding_text(one);
        const bool is_set_aside = !level.assumed.empty() && texts == &level.policies && is_never_silent(library, evaluation, level.assumed, decision);
        if (is_set_aside) {
          result.lines.push_back({fmt::format("{}: {}", library.jurisdictions[level.jurisdiction].name, text), {"not asked: the assumed text speaks"}});
          continue;
        }
        result.lines.push_back({fmt::format("{}: {}", library.jurisdictions[level.jurisdiction].name, text),
                                {answer_text(known, one) + (is_preempted ? ", preempted" : "") + (by.empty() ? "" : ", by " + by)}});
        if (one.status == evaluator::AnswerStatus::silent) continue;
        std::vector<Line> rules;
        explaining.add_rules(rules);
        explaining.add_notes(one, rules);
        for (Line& line : rules) result.lines.push_back({"  " + line.left, std::move(line.right)});
      }
    }
  }
  if (policies.empty()) result.lines.push_back({"no policy is in force", {}});
  add_facts(answer, result.lines);
  const Ask ask = [&](const model::Record& changed) {
    return answer_of_stack(evaluator::Evaluation{library, changed, stack.jurisdiction, stack.on}, stack, decision);
  };
  add_changes(single_changes(evaluation, record, policies, decision, ask), result.lines);
  return result;
}

}  // namespace comity::explainer
