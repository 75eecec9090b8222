// What the lints have in common: the policies to look at, questions to the analyzer about them as
// they are and as they would be with one thing changed, and a place to report. A finding that an
// amended text has already is not reported again of the text that amends it.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "interpreter/analyzer/questions.hpp"
#include "interpreter/evaluator/evaluate.hpp"
#include "interpreter/linter/lint.hpp"
#include "interpreter/model/law.hpp"

namespace comity::linter {

// Adds words to a finding just reported.
class Reported {
 public:
  explicit Reported(Finding& finding) : finding_{finding} {}

  Reported& primary(std::string text);
  Reported& label(Span span, std::string text);
  Reported& help(std::string text, std::vector<Edit> edits = {});
  Reported& decision(model::DecisionId decision);
  Reported& citation(std::string text);
  Reported& witness(model::Record record, std::string says);
  Reported& safe();

 private:
  Finding& finding_;  // lives in the context
};

class Context {
 public:
  Context(const LintInput& input, const LintOptions& options);

  const model::Library& library() const { return input_.library; }
  const model::Vocabulary& vocabulary() const { return input_.library.vocabulary; }
  const model::Policy& policy(model::PolicyId id) const { return input_.library.policies[id]; }
  const LintInput& input() const { return input_; }
  const LintOptions& options() const { return options_; }
  // Those that are asked and all that they amend, what is amended before what amends it.
  const std::vector<model::PolicyId>& policies() const { return policies_; }
  bool is_asked(Span span) const { return !options_.is_asked || options_.is_asked(span); }
  // Does it stand in the policy's own text, not in one that it amends?
  bool is_own(model::PolicyId policy, Span span) const;
  const syntax::PolicyDecl* declaration(model::PolicyId policy) const;
  // The author's words, on one line.
  std::string words(Span span) const;

  // ---- questions to the analyzer
  analyzer::Options analyzer_options() const;
  analyzer::Found where_says(model::PolicyId policy, model::DecisionId decision, analyzer::Said said) const;
  analyzer::Found where_decides(model::PolicyId policy, model::RuleId rule, model::DecisionId decision) const;
  analyzer::Found where_both_apply(model::PolicyId policy, model::RuleId a, model::RuleId b, model::DecisionId decision) const;
  analyzer::Found where_holds(model::PolicyId policy, std::vector<model::Condition> all_of) const;
  // The policy (left) against itself, otherwise written (right).
  analyzer::Comparison against(model::PolicyId policy, model::Policy variant, model::DecisionId decision);
  // A record on which the two differ, if there is one.
  std::optional<model::Record> first_difference(model::PolicyId policy, model::Policy variant, model::DecisionId decision);
  std::optional<model::Record> first_difference_between(model::Policy one, model::Policy other, model::DecisionId decision);
  // No record has another answer, another term or other duties, for any decision.
  bool changes_nothing(model::PolicyId policy, const model::Policy& variant, const std::vector<model::DecisionId>& decisions);
  analyzer::Comparison stacks(const model::Stack& left, const model::Stack& right, model::DecisionId decision) const;
  // The stack of law (left) against the same with the policy otherwise written (right).
  analyzer::Comparison against_in(const model::Stack& stack, model::PolicyId policy, model::Policy variant, model::DecisionId decision);

  // ---- the evaluator's word on one record, as `comity eval` has it
  evaluator::Answer answer(model::PolicyId policy, model::DecisionId decision, const model::Record& record) const;
  std::string answer_text(model::PolicyId policy, model::DecisionId decision, const model::Record& record) const;
  // The record without what is not needed for `holds`, which holds of the record itself.
  model::Record shrunk(model::Record record, const std::function<bool(const model::Record&)>& holds) const;
  // Shrunk as far as the answers to these questions stay as they are.
  model::Record shrunk(const model::Record& record, const std::vector<std::pair<model::PolicyId, model::DecisionId>>& asked) const;
  // Shrunk as far as the policy and its last variant go on giving the two answers that they give; and what that variant says.
  model::Record shrunk_with_variant(const model::Record& record, model::PolicyId policy, model::DecisionId decision) const;
  std::string variant_text(model::DecisionId decision, const model::Record& record) const;

  // ---- findings
  // `key` names what is found within the policy ("hold", "rule youth"), the same in what amends it.
  // `span` may stand in a text that the policy amends: then the finding is shown at the policy's name.
  Reported report(Code code, model::PolicyId policy, Span span, const std::string& key, std::string message);
  // About no policy.
  Reported report(Code code, Span span, std::string message);
  // Was it reported, of the policy or of what it amends?
  bool has_in_chain(Code code, model::PolicyId policy, const std::string& key) const;
  std::vector<Finding> take();

 private:
  bool is_inherited(model::PolicyId policy, Span span) const;
  evaluator::Answer variant_answer(model::DecisionId decision, const model::Record& record) const;

  LintInput input_;
  const LintOptions& options_;
  std::vector<model::PolicyId> policies_;
  model::Library bench_;  // without examples, and with one policy more, which variants take the place of
  std::map<std::string, const syntax::Decl*> declarations_;  // of policies, by name
  std::deque<Finding> findings_;
  Finding discarded_{};
  std::set<std::tuple<Code, model::PolicyId, std::string>> seen_;
  std::set<std::pair<Code, Span>> seen_at_;  // in no policy's text
};

// "`honor`", "silence", "a conflict".
std::string said_text(const model::Decision& decision, const analyzer::Said& said);
std::string outcome_text(const model::Decision& decision, std::uint32_t outcome);
// The effect of a rule on a decision; null where it has none.
const model::Effect* effect_on(const model::Rule& rule, model::DecisionId decision);
const model::Otherwise* otherwise_on(const model::Policy& policy, model::DecisionId decision);
// The source that a rule rests on: its text, and that of the policy where it says no more.
std::string citation_text(const model::Citation& citation);

}  // namespace comity::linter
