// All that one analysis needs, in the order in which it is built: the sides are noted, facts are
// cut, diagrams are made, and then records are looked for. Answers of `compare` and of the questions
// are made of these; throws Refusal where a limit is reached.
#pragma once

#include <memory>
#include <vector>

#include "interpreter/analyzer/meaning.hpp"
#include "interpreter/analyzer/regions.hpp"
#include "interpreter/analyzer/wording.hpp"

namespace comity::analyzer {

class Analysis {
 public:
  Analysis(const model::Library& library, const Options& options);

  // ---- before `start`
  // A side, with the facts that are fixed for it; gives its number.
  std::size_t add(const Side& side);
  void note_condition(model::PolicyId policy, const model::Condition& condition) { meaning_.note_condition(policy, condition); }
  // One record is asked about, of which this is known.
  void set_record(KnownRecord record);
  void start();

  // ---- after `start`, until `look`
  Node answer(std::size_t side, Told told = Told::outcomes, Node within = yes);
  Node duties(std::size_t side);
  Meaning& meaning() { return meaning_; }
  Diagrams& diagrams() { return diagrams_; }
  const Facts& facts() const { return facts_; }
  const Atoms& atoms() const { return atoms_; }

  // ---- what is known of possible records; better when all diagrams are made before
  Possible& look();
  model::Record record(const Witness& witness) const;
  // A smallest record of the set; none where it is empty.
  std::optional<model::Record> record_in(Node set);
  Region region(const Cube& cube, Node set);
  Reached reached() const;

 private:
  void fix_facts();
  model::Value default_value(const model::Field& field) const;
  model::Record element_record(const Element& element) const;
  model::Record filled(model::RecordId type, const FactKey& at, const std::function<model::Value(FactId)>& value_of,
                       const std::function<bool(Variable)>& is_member) const;

  const model::Library& library_;
  Options options_;
  Diagrams diagrams_;
  Facts facts_;
  Atoms atoms_;
  Meaning meaning_;
  Wordings wordings_;
  std::vector<Side> sides_;
  std::vector<std::unique_ptr<FixedFacts>> fixed_;
  std::unique_ptr<KnownRecord> record_;
  std::unique_ptr<Possible> possible_;
};

}  // namespace comity::analyzer
