// Questions about lists, as variables of their own: does at least so many elements meet this
// condition? The condition is a diagram over the element's facts; being canonical, different texts
// of one meaning are one atom. What only speaks of the record itself is moved out of the list first.
#pragma once

#include <map>
#include <optional>
#include <vector>

#include "interpreter/analyzer/facts.hpp"

namespace comity::analyzer {

// A link as an author wrote it that means an atom, or its opposite.
struct Wording {
  const model::Condition* condition = nullptr;  // of the library
  bool is_opposite = false;
  std::optional<model::PolicyId> owner;
};

struct Atom {
  std::uint32_t list = 0;  // of Atoms
  std::int64_t count = 1;
  std::optional<FactId> distinct_by;
  Node condition = yes;    // of the element; what every element meets included
  Variable variable = no_variable;
  std::optional<Wording> wording;
};

struct List {
  model::FactRef fact;      // of the record
  Node every = yes;         // what each element meets, by `always` and by what dates there are
};

class Atoms {
 public:
  Atoms(Facts& facts, Diagrams& diagrams) : facts_{facts}, diagrams_{diagrams} {}

  std::uint32_t note_list(const model::FactRef& list);
  void set_every(std::uint32_t list, Node every) { lists_[list].every = every; }

  struct Counted {
    std::uint32_t list = 0;
    std::int64_t count = 1;
    std::optional<FactId> distinct_by;
    std::uint64_t order = 0;  // where new atoms stand among the variables
    std::optional<Wording> wording;
  };
  // At least so many elements meet the condition. Precondition: the list's `every` is set.
  Node at_least(const Counted& counted, Node condition);

  const std::vector<Atom>& atoms() const { return atoms_; }
  const std::vector<List>& lists() const { return lists_; }

 private:
  Node atom(const Counted& counted, Node condition);

  Facts& facts_;
  Diagrams& diagrams_;
  std::vector<List> lists_;
  std::vector<Atom> atoms_;
  std::map<std::uint64_t, std::uint64_t> used_at_;  // how many atoms stand at an order
};

}  // namespace comity::analyzer
