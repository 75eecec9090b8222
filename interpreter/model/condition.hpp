// Conditions as the checker understood them: names resolved to facts, values and definitions, one
// way of saying each thing. Readings of a policy (the evaluator, later the analyzer and the engine)
// start here and share nothing else.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "grammar/source/span.hpp"
#include "grammar/syntax/box.hpp"
#include "interpreter/model/date.hpp"
#include "interpreter/model/value.hpp"
#include "interpreter/model/vocabulary.hpp"

namespace comity::model {

using PolicyId = std::uint32_t;
using DefinitionId = std::uint32_t;

struct Condition;

struct AllOf {
  std::vector<Condition> links;
};
struct AnyOf {
  std::vector<Condition> links;
};
struct Negation {
  syntax::Box<Condition> operand;
};

// A yes/no fact that stands bare.
struct Holds {
  FactRef fact;
};
// The fact is one of the values: `is felony`, `is at least misdemeanor`, `is any of (…)`.
struct ChosenAmong {
  FactRef fact;
  std::vector<bool> accepted;  // one for each value of the choice
};
// The set has the member.
struct HasMember {
  FactRef fact;
  std::uint32_t member = 0;
};
struct TextAmong {
  FactRef fact;
  std::vector<std::string> accepted;
};
struct IsNone {
  FactRef fact;
};

enum class Comparator { less, at_most, equal, at_least, greater };

// Numbers, or money in cents.
struct NumberCompared {
  FactRef fact;
  Comparator comparator = Comparator::equal;
  std::int64_t bound = 0;
};

// A day given outright or by a fact, moved by spans of time.
struct DayTerm {
  std::variant<Date, DateTime, FactRef> base;
  std::vector<Duration> shifts;
};
// The latest of some days; of one, that day.
struct DayExpr {
  std::vector<DayTerm> latest_of;  // never empty
};
struct DayCompared {
  FactRef fact;
  Comparator comparator = Comparator::equal;
  DayExpr day;
};

// `within 5 years before X`: from the same calendar day five years earlier to X, both included.
enum class WindowSide { before, after };
struct DayWithin {
  FactRef fact;
  Duration length;  // not negative
  WindowSide side = WindowSide::before;
  DayExpr day;
};

enum class Quantifier { any, every, at_least };

// `no …` is the negation of `any …`.
struct Quantified {
  Quantifier quantifier = Quantifier::any;
  FactRef list;
  std::int64_t count = 1;                  // of at_least
  std::vector<FactRef> distinct_by;        // at most one
  std::vector<Condition> condition;        // at most one; absent: every element counts
};

// A definition of the policy that is read; about the element when it is for a record.
struct Defined {
  DefinitionId definition = 0;
  bool of_element = false;
  // The element is a record that the record holds (`request is …`): its path.
  std::vector<FactRef> subject;  // at most one
};

// `A says D is X`: satisfied by the accepted outcomes, never by *silent* or *conflict*.
struct Says {
  PolicyId policy = 0;
  DecisionId decision = 0;
  std::vector<bool> accepted;  // one for each outcome of the decision
};

using ConditionNode = std::variant<AllOf, AnyOf, Negation, Holds, ChosenAmong, HasMember, TextAmong, IsNone, NumberCompared, DayCompared, DayWithin,
                                   Quantified, Defined, Says>;

struct Condition {
  ConditionNode node;
  Span span;  // what the author wrote
  // A link as written: a comparison, a bare fact, a quantifier, a `says`. Coverage counts these; parts that one
  // link is made of here (the members of `any of (…)`) and references to definitions are none.
  bool is_atom = false;
};

}  // namespace comity::model
