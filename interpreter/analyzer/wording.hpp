// Conditions of regions: from a variable and the classes let in, back to a condition of the language
// that is true of exactly those records, and to words for people, the author's own where there are any.
#pragma once

#include <string>
#include <vector>

#include "interpreter/analyzer/atoms.hpp"
#include "interpreter/analyzer/compare.hpp"
#include "interpreter/analyzer/meaning.hpp"

namespace comity::analyzer {

class Wordings {
 public:
  Wordings(const model::Library& library, const Diagrams& diagrams, const Facts& facts, const Atoms& atoms, const WordsAt& words_at)
      : library_{library}, diagrams_{diagrams}, facts_{facts}, atoms_{atoms}, words_at_{words_at} {}

  RegionCondition condition(Variable variable, const std::vector<bool>& accepted) const;
  RegionCondition remark(const Remark& remark, bool is_opposite) const;
  // The facts of the record that a condition asks about; of elements their list.
  void add_facts(Node condition, std::vector<model::FactRef>& facts) const;

 private:
  model::Condition of_variable(Variable variable, const std::vector<bool>& accepted) const;
  model::Condition of_fact(const Fact& fact, const std::vector<bool>& accepted) const;
  model::Condition of_known(const Fact& fact, const std::vector<bool>& accepted) const;
  model::Condition of_literal(const DateLiteral& literal) const;
  model::Condition of_diagram(Node node) const;
  model::FactRef ref(const Fact& fact) const;
  void add_facts_of(Variable variable, std::vector<model::FactRef>& facts) const;

  const model::Library& library_;
  const Diagrams& diagrams_;
  const Facts& facts_;
  const Atoms& atoms_;
  const WordsAt& words_at_;
};

// A condition in the language's words; with `negated`, its opposite. Definitions are those of `owner`.
std::string words_of(const model::Library& library, std::optional<model::PolicyId> owner, const model::Condition& condition, bool negated);

}  // namespace comity::analyzer
