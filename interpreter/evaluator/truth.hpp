// Is a condition true of a record? Kleene's strong logic: *unknown* is a third value, and a
// condition is known where the known facts settle it. Plain on purpose: this is the reference that
// every faster reading of a policy is held against.
#pragma once

#include <functional>
#include <set>
#include <string>
#include <vector>

#include "interpreter/model/library.hpp"

namespace comity::evaluator {

// A fact supplied where the record has none: by a standing fact or by a presumption.
struct Supplied {
  const model::FactRef* fact;  // of the library, which outlives the evaluation
  const model::Value* value;
};

// What `it` is.
struct Element {
  const model::Record* record = nullptr;  // null: nothing is known of it
  std::string path;                       // "convictions[0]"
  // The element is a record that the record itself holds, at these steps: supplied facts count for it.
  std::vector<model::FieldId> root_steps;
};

// Sorts "convictions[2]" before "convictions[10]".
struct PathOrder {
  bool operator()(const std::string& a, const std::string& b) const;
};
using PathSet = std::set<std::string, PathOrder>;

// One policy's reading of one record.
class Reading {
 public:
  // Answers `A says D is X`, with the paths that are missing for it.
  using Ask = std::function<model::Truth(const model::Says&, PathSet* missing)>;
  // Called for each link as written (Condition::is_atom), for each element it is tried on.
  using Observer = std::function<void(const model::Condition&, model::Truth)>;

  // Everything passed in outlives the reading.
  Reading(const model::Vocabulary& vocabulary, const model::Record& record, const std::vector<model::Definition>& definitions,
          const std::vector<Supplied>& supplied, Ask ask, const Observer* observer = nullptr)
      : vocabulary_{vocabulary}, record_{record}, definitions_{definitions}, supplied_{supplied}, ask_{std::move(ask)}, observer_{observer} {}

  virtual ~Reading() = default;  // Evaluation::reading owns what a reading refers to through a class of its own

  model::Truth truth(const model::Condition& condition, const Element* element = nullptr) const;

  // The missing facts that an unknown condition rests on. Adds nothing where it is known.
  void add_missing(const model::Condition& condition, const Element* element, PathSet& missing) const;

  // The value of a fact, as the record or what is supplied has it.
  const model::Value& value_of(const model::FactRef& fact, const Element* element) const;
  std::string path_of(const model::FactRef& fact, const Element* element) const;

  // The elements of a list that is known; null otherwise.
  const model::Elements* elements_of(const model::FactRef& list) const;
  Element element_at(const model::FactRef& list, const model::Elements& elements, std::size_t index) const;
  // What a definition is about.
  Element subject_of(const model::Defined& defined, const Element* element) const;
  const model::Definition& definition(model::DefinitionId id) const { return definitions_[id]; }
  const model::Vocabulary& vocabulary() const { return vocabulary_; }

  // A day of a comparison: unknown, none, or a moment.
  model::Value day_of(const model::DayTerm& term, const Element* element) const;

 private:
  model::Truth truth_of_node(const model::Condition& condition, const Element* element) const;
  model::Truth quantified(const model::Quantified& quantified) const;
  model::Truth counted(const model::Quantified& quantified, const model::Elements& elements) const;
  model::Truth element_truth(const model::Quantified& quantified, const Element& element) const;
  model::Truth compared(const model::FactRef& fact, model::Comparator comparator, const model::DayExpr& day, const Element* element) const;
  model::Truth within(const model::DayWithin& within, const Element* element) const;
  void add_missing_day(const model::FactRef& fact, const model::DayExpr& day, const Element* element, PathSet& missing) const;
  void add_missing_elements(const model::Quantified& quantified, PathSet& missing) const;
  void add_if_unknown(const model::FactRef& fact, const Element* element, PathSet& missing) const;

  const model::Vocabulary& vocabulary_;
  const model::Record& record_;
  const std::vector<model::Definition>& definitions_;
  const std::vector<Supplied>& supplied_;
  Ask ask_;
  const Observer* observer_;
};

}  // namespace comity::evaluator
