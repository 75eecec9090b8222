// What a policy answers, for one decision and one record. Names, not ids: this is what people and
// programs are shown.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "interpreter/model/hold_clock.hpp"
#include "interpreter/model/library.hpp"

namespace comity::evaluator {

enum class AnswerStatus { decided, undetermined, conflict, silent };

struct Answer {
  std::optional<model::JurisdictionId> jurisdiction;  // asked under its whole stack of law; none: a policy by its own name
  std::optional<model::PolicyId> policy;              // whose answer it is; of a stack none where there is none, or may be several
  model::DecisionId decision = 0;
  std::optional<model::Date> on;
  AnswerStatus status = AnswerStatus::silent;
  std::optional<std::uint32_t> outcome;            // index into the decision's outcomes; of decided
  std::vector<std::string> rules;                  // sorted; those that decide in every way, else in some; of a stack "policy.rule"
  std::vector<std::string> possible;               // sorted; outcomes, "silent", "conflict"
  std::vector<std::string> missing;                // paths, by name and then by number of element
  std::vector<std::string> assumed;                // paths, sorted
  std::vector<std::string> determinations_needed;  // those of missing
  std::vector<std::string> preempted;              // policies, sorted; of a stack
  std::optional<model::Term> terms;                // of decided
  std::optional<model::Expiry> expires;            // of terms whose clock has a known start
  std::vector<std::string> duties;                 // sorted
  std::vector<std::string> duties_possible;        // sorted
};

// How each rule that speaks to the decision fared.
struct RuleTrace {
  model::RuleId rule = 0;
  model::Truth condition = model::Truth::unknown;  // `when` and not `unless`
  model::Truth applies = model::Truth::unknown;    // over every way of settling: always, never, or sometimes
};

struct Trace {
  model::Truth inside = model::Truth::yes;  // `applies when`
  std::vector<RuleTrace> rules;             // as the policy lists them
};

std::string_view name(AnswerStatus status);

}  // namespace comity::evaluator
