// What conditions, policies and stacks of law mean for complete records, as diagrams: the analyzer's
// own reading of docs/language.md. Two passes: `note` finds the facts and where to cut them, in the
// order in which they are used; after `finish_noting` the diagrams are built.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "interpreter/analyzer/atoms.hpp"
#include "interpreter/analyzer/compare.hpp"

namespace comity::analyzer {

// A term of time that may count, where it was set.
struct TermAt {
  std::uint32_t term = 0;     // of Meaning::terms
  std::uint32_t outcome = 0;  // that it stands with
  std::uint32_t level = 0;    // of the stack

  friend auto operator<=>(const TermAt&, const TermAt&) = default;
};

// What a policy or a stack says.
struct Spoken {
  Said said;
  std::uint32_t rule = 0;      // of those that decide, the first by name; a place in Meaning::names, 0: none
  std::uint32_t any_rule = 0;  // of a level: of all that speak, for when they turn out to be in conflict
  std::uint32_t level = 0;     // of a stack: that decided
  bool is_final = false;       // of a stack: no level below is asked
  std::vector<TermAt> terms;   // sorted

  friend auto operator<=>(const Spoken&, const Spoken&) = default;
};

// A condition about the record that an author wrote, larger than a comparison: what regions are told in, where it fits.
struct Remark {
  Node node = no;
  const model::Condition* condition = nullptr;  // of the library
  std::optional<model::PolicyId> owner;
  bool is_name = false;                         // of a definition, or another policy's answer
};

// Facts that standing facts fix for a side: by steps from the record.
using FixedFacts = std::map<std::vector<model::FieldId>, model::Value>;

// After the step of an element that is known: is it there at all?
inline constexpr model::FieldId presence_step = 0x7FFFFFFF;
// What a record states, where one record is asked about.
struct KnownList {
  model::RecordId type = 0;
  std::vector<model::FieldId> elements;  // their steps
  std::size_t stated = 0;                // where elements may come and go: so many are there unchanged
};
struct KnownRecord {
  FixedFacts facts;
  std::map<std::vector<model::FieldId>, model::Members> partly_known_sets;
  std::map<std::vector<model::FieldId>, std::vector<bool>> narrowed;  // choices of which it is known only that they are among these
  std::map<std::vector<model::FieldId>, KnownList> lists;
  std::set<std::vector<model::FieldId>> free;                         // may be anything, whatever is stated or supplied
  bool is_all_free = false;                                           // so may all facts
  bool may_elements_go = false;                                       // and come, each by a fact of its own
};
KnownRecord known_record(const model::Library& library, const model::Record& record);

// What an answer tells beside the outcome. What is told less has far fewer different values, and so a smaller diagram.
enum class Told { outcomes, rules, terms };

class Meaning {
 public:
  Meaning(const model::Library& library, Diagrams& diagrams, Facts& facts, Atoms& atoms)
      : library_{library}, diagrams_{diagrams}, facts_{facts}, atoms_{atoms} {}

  // From here on, conditions are read with these facts fixed. Lives as long as the reading.
  void set_fixed(const FixedFacts* fixed);
  // Before everything else: what is known of the one record. Presumptions then stand in for what it leaves out.
  void set_record(const KnownRecord* record) { record_ = record; }
  // Of facts that are free: what they are read as where nobody changes them; *unknown* where nothing is stated or supplied.
  const std::vector<model::Value>& unchanged(FactId fact) const { return unchanged_.at(fact); }

  // ---- the first pass
  void note_constraints();
  void note_policies(const std::vector<std::pair<model::PolicyId, model::DecisionId>>& policies);
  void note_condition(model::PolicyId policy, const model::Condition& condition);
  void finish_noting();

  // ---- the second pass
  // What every record meets: `always`, and what comparisons of dates allow.
  Node constraints();
  Node condition(model::PolicyId policy, const model::Condition& condition);
  Node rule_applies(model::PolicyId policy, model::DecisionId decision, model::RuleId rule);
  Node inside(model::PolicyId policy);
  // Terminals: places in `spoken`. True of the records of `within`; of others it may be anything.
  Node answer(model::PolicyId policy, model::DecisionId decision, Told told = Told::outcomes, Node within = yes);
  Node answer(const model::Stack& stack, model::DecisionId decision, Told told = Told::outcomes, Node within = yes);
  Node duties(model::PolicyId policy, model::DecisionId decision);  // terminals: places in `duty_sets`
  Node duties(const model::Stack& stack, model::DecisionId decision);

  const std::vector<Remark>& remarks() const { return remarks_; }
  const Spoken& spoken(std::uint32_t value) const { return spoken_[value]; }
  const std::string& name_of(std::uint32_t rule) const { return names_[rule]; }
  const model::Term& term(std::uint32_t term) const { return terms_[term]; }
  const std::vector<model::DutyId>& duty_set(std::uint32_t value) const { return duty_sets_[value]; }

 private:
  struct Subject {
    FactKey at;  // where `it` stands
  };
  struct Context {
    const std::vector<model::Definition>* definitions = nullptr;
    std::optional<model::PolicyId> owner;
    std::optional<Subject> subject;
    bool is_always = false;
  };
  // A day of a comparison: fixed, or a fact's.
  struct Base {
    bool is_fixed = false;
    model::Value fixed;
    FactId fact = 0;  // where not fixed
  };
  struct RuleKey {
    const FixedFacts* fixed;
    model::PolicyId policy;
    model::DecisionId decision;
    model::RuleId rule;
    friend auto operator<=>(const RuleKey&, const RuleKey&) = default;
  };

  Context context_of(model::PolicyId policy) const { return {&library_.policies[policy].definitions, policy, std::nullopt, false}; }
  Context inner_context(const Context& context, const model::Defined& defined) const;
  Context element_context(const Context& context, const model::FactRef& list) const;
  FactKey key_of(const model::FactRef& fact, const Context& context) const;
  model::Truth known_member(const model::HasMember& member, const Context& context) const;
  const model::Value* fixed_value(const FactKey& key, const Context& context) const;
  void note_unchanged(FactId fact, const model::Value* value);

  void note(const model::Condition& condition, const Context& context);
  void note_days(const model::FactRef& fact, model::Comparator comparator, const model::DayExpr& day, const Context& context);
  void note_rule(model::PolicyId policy, const model::Rule& rule);
  void note_constraints_of(model::RecordId record, const FactKey& at);
  void note_required_lists(model::RecordId record, const std::vector<model::FieldId>& steps);
  FactId note_fact(const FactKey& key, const model::Type& type) { return facts_.note(key, type); }

  Node node(const model::Condition& condition, const Context& context);
  Node node_of(const model::Condition& condition, const Context& context);
  void remark(const model::Condition& condition, const Context& context, Node node);
  void note_keys(const model::FactRef& key, const model::FactRef& list, const KnownList& known, const Context& context);
  Node counted(const model::Quantified& quantified, const KnownList& known, const Context& context);
  Context known_element_context(const Context& context, const model::FactRef& list, model::FieldId element) const;
  std::optional<FactId> note_presence(const FactKey& element);
  Node is_there(const FactKey& element);
  void visit_known_elements(const std::function<void(model::RecordId, const FactKey&)>& visit) const;
  bool is_free(const std::vector<model::FieldId>& steps) const { return record_ != nullptr && (record_->is_all_free || record_->free.contains(steps)); }
  const KnownList* known_list(const std::vector<model::FieldId>& steps) const;
  Node quantified(const model::Condition& condition, const model::Quantified& quantified, const Context& context);
  Node days(const model::FactRef& fact, model::Comparator comparator, const model::DayExpr& day, const Context& context);
  Node day(const Base& subject, model::Comparator comparator, const Base& base, const std::vector<model::Duration>& shifts);
  Node is_none(const Base& base);
  Base base_of(const model::FactRef& fact, const Context& context);
  Base base_of(const model::DayTerm& term, const Context& context);
  template <typename Test>
  Node classes(const model::FactRef& fact, const Context& context, Test test);
  Node always_of(model::RecordId record, const FactKey& at);
  Node literal_rules(std::optional<model::RecordId> element);
  Node says(const model::Says& says);

  std::uint32_t place_of(Spoken spoken);
  std::uint32_t name_place(const std::string& name);
  std::uint32_t term_place(const model::Term& term);
  std::uint32_t duty_place(std::vector<model::DutyId> duties);
  Node said_by_rules(model::PolicyId policy, model::DecisionId decision, Told told, Node within);
  Node together(Node a, Node b);
  Node below(Node above, Node here, std::uint32_t level);
  Node level_answer(const model::Level& level, model::DecisionId decision, std::uint32_t depth, Told told, Node within, Node* assumed_is_silent);
  Node as_voice(model::PolicyId policy, model::DecisionId decision, std::uint32_t depth, Told told, Node within);
  Node joined_duties(Node a, Node b);

  const model::Library& library_;
  Diagrams& diagrams_;
  Facts& facts_;
  Atoms& atoms_;
  const FixedFacts* fixed_ = nullptr;
  const KnownRecord* record_ = nullptr;
  std::map<FactId, std::vector<model::Value>> unchanged_;
  std::map<FactId, std::size_t> keys_;  // that `distinct by` counts by and that are not known; of how many elements
  std::map<const model::Condition*, std::uint64_t> quantifier_orders_;
  std::set<RuleKey> noted_;
  std::map<RuleKey, Node> applies_;
  std::map<std::tuple<RuleKey, Told, Node>, Node> answers_;
  bool has_used_fixed_ = false;
  std::vector<Node> constraints_of_lists_;
  std::vector<Remark> remarks_;

  std::vector<Spoken> spoken_;
  std::map<Spoken, std::uint32_t> spoken_places_;
  std::vector<std::string> names_{""};
  std::vector<model::Term> terms_;
  std::vector<std::vector<model::DutyId>> duty_sets_;
};

}  // namespace comity::analyzer
