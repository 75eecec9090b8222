// One policy + one record -> Answer. The meaning of rules, exceptions and missing facts, in the
// plainest form: docs/language.md, from "Rules and exceptions" to "Unknown", is this room in prose.
#pragma once

#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "interpreter/evaluator/answer.hpp"
#include "interpreter/evaluator/settle.hpp"
#include "interpreter/evaluator/truth.hpp"
#include "interpreter/model/hold_clock.hpp"
#include "interpreter/model/table_supply.hpp"

namespace comity::evaluator {

// One of the answers that a policy may give: what is said, and by which rules.
struct Variant {
  enum class Kind { outcome, silent, conflicting };
  Kind kind = Kind::silent;
  std::uint32_t outcome = 0;                // of outcome
  std::optional<model::Term> term;          // of outcome
  std::vector<std::string> rules_always;    // sorted; decide in every way of settling that leads to this answer
  std::vector<std::string> rules_sometimes; // sorted; in some
};

// Everything that a policy says of a record for a decision, before it is made one answer of.
struct Weighed {
  std::vector<Variant> variants;   // never empty; two may differ in their term alone
  std::vector<std::string> missing;  // of the unknown conditions; empty where every variant says the same
  std::vector<std::string> assumed;  // sorted
  std::vector<std::string> duties;   // sorted
  std::vector<std::string> duties_possible;
};

// One record, asked about on one day. Everything passed in outlives the evaluation.
class Evaluation {
 public:
  struct Options {
    const Reading::Observer* observer = nullptr;
    model::HolidayReading holidays = model::HolidayReading::observed;
    const model::TableSupplies* tables = nullptr;  // which facts of the record tables have supplied
  };

  // `asker` is the jurisdiction whose standing facts count: of a policy asked by its own name, its authority.
  // `on`: the day asked; none: no standing facts.
  Evaluation(const model::Library& library, const model::Record& record, model::JurisdictionId asker, std::optional<model::Date> on, Options options);
  Evaluation(const model::Library& library, const model::Record& record, model::JurisdictionId asker, std::optional<model::Date> on)
      : Evaluation{library, record, asker, on, Options{}} {}

  Answer answer(model::PolicyId policy, model::DecisionId decision) const;
  Trace trace(model::PolicyId policy, model::DecisionId decision) const;
  Weighed weigh(model::PolicyId policy, model::DecisionId decision) const;

  // For explanations: the policy's reading of the record.
  std::unique_ptr<Reading> reading(model::PolicyId policy) const;
  // Where a fact that the record leaves out comes from; null when nothing supplies it.
  const model::StandingFact* standing_for(const model::FactRef& fact) const;
  // The rows of a table that the fact at a path comes from; null where none supplied it.
  const model::TableSource* table_source(const std::string& path) const { return options_.tables == nullptr ? nullptr : options_.tables->find(path); }
  // Does the record say nothing of a fact of its own?
  bool is_left_out(const model::FactRef& fact) const { return is_unknown(value_at(record_, fact.steps)); }

  // When the hold ends; none where the fact that starts the clock is unknown.
  std::optional<model::Expiry> expiry(const model::Term& term) const;
  // The term that ends first, each by its own clock. No term at all ends last; none where there is no other.
  std::optional<model::Term> first_to_end(const std::vector<std::optional<model::Term>>& terms) const;

  const model::Library& library() const { return library_; }
  std::optional<model::Date> on() const { return on_; }

 private:
  struct Settled;

  std::vector<Supplied> supplied_for(const model::Policy& policy) const;
  std::optional<model::DateTime> start_of(const model::Term& term) const;
  model::Truth ask(const model::Says& says, PathSet* missing) const;
  Settled settled(model::PolicyId policy, model::DecisionId decision) const;
  std::vector<Variant> variants_of(const model::Policy& policy, model::DecisionId decision, const Settled& state) const;
  void add_duties(const model::Policy& policy, model::DecisionId decision, const Settled& state, Weighed& weighed) const;

  const model::Library& library_;
  const model::Record& record_;
  std::optional<model::Date> on_;
  Options options_;
  std::vector<const model::StandingFact*> standing_;
};

// The names of the possible answers: outcomes, "silent", "conflict"; sorted, each once.
std::vector<std::string> names_of(const model::Decision& decision, const std::vector<Variant>& variants);

// Those of `missing` that only a person can say.
std::vector<std::string> determinations_in(const model::Vocabulary& vocabulary, const std::vector<std::string>& missing);

AnswerStatus status_of(const std::vector<std::string>& possible);

// The day that a record is asked about: `on`, else the fact that dates the request, else the one that dates the record.
std::optional<model::Date> day_asked(const model::Vocabulary& vocabulary, const model::Record& record, std::optional<model::Date> on);

// The conditions of `always` that a record breaks, with the path of the element that does.
struct BrokenAlways {
  const model::Always* always;
  std::string path;  // "convictions[0]"; empty: the record itself
};
std::vector<BrokenAlways> broken_always(const model::Library& library, const model::Record& record);

}  // namespace comity::evaluator
