// Conditions of a policy, gone through and otherwise written: what the lints need to ask what would
// be if a part of one were left out. Definitions are gone through where they stand, not where they
// are used.
#pragma once

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "interpreter/model/library.hpp"
#include "interpreter/model/parts.hpp"

namespace comity::linter {

// Where a condition of a policy stands.
struct Place {
  enum class Kind { applies_when, rule_when, rule_unless, definition };
  Kind kind = Kind::applies_when;
  const model::Rule* rule = nullptr;              // of rule_when, rule_unless
  const model::Definition* definition = nullptr;  // of definition
};
void for_each_condition(const model::Policy& policy, const std::function<void(const model::Condition&, const Place&)>& visit);

// The condition with the parts that `change` gives another for; those parts are not gone into.
using Change = std::function<std::optional<model::Condition>(const model::Condition&)>;
model::Condition changed(const model::Condition& condition, const Change& change);
model::Policy changed(model::Policy policy, const Change& change);

model::Condition all_of(std::vector<model::Condition> links);
model::Condition any_of(std::vector<model::Condition> links);
model::Condition negation_of(model::Condition condition);
model::Condition never();   // holds of nothing
// `when` and not `unless`.
model::Condition own_condition(const model::Rule& rule);

// The facts that a condition mentions, days among them; definitions are not gone into.
void for_each_fact(const model::Condition& condition, const std::function<void(const model::FactRef&)>& visit);

// The names of the definitions that the rules of a policy and its `applies when` rest on, also by way of others.
std::set<std::string> definitions_used(const model::Policy& policy);

// "its level", "request.made_on".
std::string fact_words(const model::Vocabulary& vocabulary, const model::FactRef& fact);

// A list of the record whose elements are of the type, if it has one.
std::optional<model::FactRef> list_of(const model::Vocabulary& vocabulary, model::RecordId element);

}  // namespace comity::linter
