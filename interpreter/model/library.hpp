// A checked library: vocabulary, jurisdictions, policies and examples, with every name resolved.
// Only the checker makes one, and only from declarations without errors: whoever holds one need
// not check again. Policies stand here as they read after `amends`, `repeal` and inheritance.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "interpreter/model/condition.hpp"
#include "interpreter/model/mapping.hpp"

namespace comity::model {

using JurisdictionId = std::uint32_t;
using RuleId = std::uint32_t;
using DutyId = std::uint32_t;

struct Jurisdiction {
  std::string name;
  std::string title;
  std::string level;
  std::optional<JurisdictionId> within;
};

struct Citation {
  std::string text;     // empty: none
  std::string address;  // may be empty
};

// Holds from the first day up to, but not on, the second.
struct Period {
  std::optional<Date> from;
  std::optional<Date> until;

  bool contains(const Date& day) const { return (!from || *from <= day) && (!until || day < *until); }
};

struct StandingFact {
  JurisdictionId jurisdiction = 0;
  FactRef fact;
  Value value;
  Period period;  // `from` is set
  Citation citation;
};

struct Presumption {
  FactRef fact;
  Value value;
  Citation citation;
  std::string because;
};

struct Definition {
  std::string name;
  std::optional<RecordId> record;  // of an element; none: about the record itself
  Condition condition;
  Citation citation;
};

// How long a hold may last. `for N days` is N times 24 hours.
struct HoursTerm {
  std::int64_t hours = 0;
  bool excluding_weekends_and_holidays = false;
  std::vector<FactRef> from;  // at most one; else the fact that starts the clock
};
struct EndOfDayTerm {};
using Term = std::variant<HoursTerm, EndOfDayTerm>;

bool operator==(const Term& a, const Term& b);

struct Effect {
  DecisionId decision = 0;
  std::uint32_t outcome = 0;  // index into the decision's outcomes
  std::optional<Term> term;
};

struct Rule {
  std::string name;
  Span span;                          // of the name
  std::vector<Effect> effects;        // one decision stands in at most one; empty: a bar, or a rule that only requires
  std::vector<RuleId> overrides;
  std::optional<Condition> when;
  std::optional<Condition> unless;
  std::vector<DutyId> duties;
  std::vector<DecisionId> speaks_to;  // sorted; of a bar, every decision of the rules that it overrides
  Citation citation;                  // its own, else the source of the text that it stands in
  std::string because;

  bool is_bar() const { return effects.empty() && !overrides.empty(); }
};

struct Otherwise {
  Effect effect;
  Span span;
  Citation citation;
  std::string because;
};

enum class Status { enacted, proposed, vetoed, reading, yardstick };

struct Policy {
  std::string name;
  std::string title;
  Span span;  // of the name
  JurisdictionId authority = 0;
  Status status = Status::enacted;
  std::optional<Date> adopted;
  bool says_in_force = false;
  Period in_force;
  Citation source;
  std::optional<PolicyId> amends;
  std::optional<Condition> applies_when;
  std::vector<Presumption> presumptions;
  std::vector<Definition> definitions;
  std::vector<Rule> rules;
  std::vector<Otherwise> otherwise;   // one for a decision at most
  std::vector<DecisionId> decisions;  // that it speaks to; sorted, that is, as declared
};

struct Always {
  RecordId record = 0;
  Condition condition;
};

enum class ExpectedStatus { decided, undetermined, conflict, silent };

struct Expectation {
  std::string subject;
  std::optional<PolicyId> policy;  // none: a jurisdiction
  std::optional<Date> on;
  ExpectedStatus status = ExpectedStatus::decided;
  std::uint32_t outcome = 0;       // of decided
  DecisionId decision = 0;
  std::optional<std::vector<std::string>> by;       // sorted
  std::optional<std::vector<std::string>> missing;  // sorted
  Span span;
};

struct Example {
  std::string name;
  std::string title;
  Record record;
  std::vector<Expectation> expectations;
  Span span;  // of the name
};

struct Library {
  Vocabulary vocabulary;
  std::vector<Jurisdiction> jurisdictions;
  std::vector<StandingFact> standing;
  std::vector<Policy> policies;
  std::vector<Always> always;
  std::vector<Definition> always_definitions;  // those that conditions of `always` refer to
  std::vector<Example> examples;
  std::vector<Mapping> mappings;

  std::optional<PolicyId> find_policy(std::string_view name) const;
  std::optional<JurisdictionId> find_jurisdiction(std::string_view name) const;
};

std::string_view name(Status status);

}  // namespace comity::model
