// One policy + one record -> Answer. The meaning of rules, exceptions and missing facts, in the
// plainest form: docs/language.md, "Meaning", is this room in prose.
#pragma once

#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "interpreter/evaluator/answer.hpp"
#include "interpreter/evaluator/settle.hpp"
#include "interpreter/evaluator/truth.hpp"

namespace comity::evaluator {

// One record, asked about on one day. Everything passed in outlives the evaluation.
class Evaluation {
 public:
  // `asker` is the jurisdiction whose standing facts count: of a policy asked by its own name, its authority.
  // `on`: the day asked; none: no standing facts.
  Evaluation(const model::Library& library, const model::Record& record, model::JurisdictionId asker, std::optional<model::Date> on,
             const Reading::Observer* observer = nullptr);

  Answer answer(model::PolicyId policy, model::DecisionId decision) const;
  Trace trace(model::PolicyId policy, model::DecisionId decision) const;

  // For explanations: the policy's reading of the record.
  std::unique_ptr<Reading> reading(model::PolicyId policy) const;
  // Where a fact that the record leaves out comes from; null when nothing supplies it.
  const model::StandingFact* standing_for(const model::FactRef& fact) const;
  // Does the record say nothing of a fact of its own?
  bool is_left_out(const model::FactRef& fact) const { return is_unknown(value_at(record_, fact.steps)); }

 private:
  struct Settled;

  std::vector<Supplied> supplied_for(const model::Policy& policy) const;
  model::Truth ask(const model::Says& says, PathSet* missing) const;
  Settled settled(model::PolicyId policy, model::DecisionId decision) const;
  void add_duties(const model::Policy& policy, model::DecisionId decision, const Settled& state, const Reading& reading, Answer& answer) const;

  const model::Library& library_;
  const model::Record& record_;
  std::optional<model::Date> on_;
  std::vector<const model::StandingFact*> standing_;
  const Reading::Observer* observer_;
};

// The day that a record is asked about: `on`, else the fact that dates the request, else the one that dates the record.
std::optional<model::Date> day_asked(const model::Vocabulary& vocabulary, const model::Record& record, std::optional<model::Date> on);

// The conditions of `always` that a record breaks, with the path of the element that does.
struct BrokenAlways {
  const model::Always* always;
  std::string path;  // "convictions[0]"; empty: the record itself
};
std::vector<BrokenAlways> broken_always(const model::Library& library, const model::Record& record);

}  // namespace comity::evaluator
