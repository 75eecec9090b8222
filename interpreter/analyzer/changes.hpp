// What may change of a record, for the smallest change that leads to another answer. In: the record, of which it is known
// what each fact is read as. Out: combinations of facts and elements that may have to change together; each that leads to
// another answer is among them, and few others. Whether one does, and how, is for trying.hpp.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <unordered_map>
#include <utility>
#include <vector>

#include "interpreter/analyzer/analysis.hpp"

namespace comity::analyzer {

using Steps = std::vector<model::FieldId>;
using FactSet = std::vector<Steps>;  // sorted

// Of the record's lists: stated as empty where it is missing; an element left out, or added.
struct Edit {
  enum class Kind { emptied, removed, added };
  Kind kind = Kind::added;
  Steps list;
  model::FieldId element = 0;

  friend auto operator<=>(const Edit&, const Edit&) = default;
};

bool starts_with(const Steps& steps, const Steps& start);
Steps place_of(const Edit& edit);  // of its element
bool is_of_added(const std::vector<Edit>& edits, const Steps& steps);

// What changes together.
struct Combination {
  FactSet facts;            // of the record and of elements that stay
  std::vector<Edit> edits;  // sorted
};

// Which facts of a record, and elements of its lists, may have to change for another answer: a diagram over all of its
// facts tells, where it is known how each of them is read. `edits` are of missing lists.
class Variant {
 public:
  Variant(const model::Library& library, const Side& side, KnownRecord known, std::vector<Edit> edits, Said before, const Options& options);

  // What it takes without its own edits, at least; none: nothing leads to another answer.
  std::optional<std::size_t> least();
  std::size_t own_edits() const { return edits_.size(); }

  // What the fact is read as; unknown where it is missing.
  model::Value unchanged(const Steps& steps) const;

  // The record with the edits of a combination.
  KnownRecord known_with(const Combination& combination) const;

  // Combinations of so many changes, so many of them of elements, beside its own edits: each that leads to another answer
  // is among them, where no smaller one does.
  std::vector<Combination> candidates(std::size_t size, std::size_t of_elements);

 private:
  static constexpr std::size_t impossible = 1'000'000;

  bool is_presence(FactId fact) const { return analysis_.facts()[fact].key.steps.back() == presence_step; }
  std::size_t presences(const std::set<FactId>& facts) const;
  void add(FactId fact, Combination& one) const;
  void find_out(Node answer);
  bool is_of_new_element(const Steps& steps) const;
  std::uint32_t value_of(Variable variable) const;
  std::optional<model::Moment> moment(FactId fact) const;
  std::vector<FactId> facts_of(Variable variable) const;
  bool is_open(Variable variable, const std::set<FactId>& changed) const;
  std::size_t least(Node node);
  void walk(Node node, const std::set<FactId>& changed);
  std::size_t passed(const std::set<FactId>& changed) const;
  void extend(const std::set<FactId>& facts);
  void choose(std::size_t from, const std::set<FactId>& chosen);
  bool leads_away(Node node, const std::set<FactId>& changed, std::map<Node, bool>& known);

  std::vector<Edit> edits_;
  KnownRecord known_;
  Analysis analysis_;
  Node region_ = no;
  std::vector<model::Value> unchanged_;  // by fact
  std::vector<bool> is_new_;
  std::vector<bool> is_read_alike_;
  std::vector<FactId> matter_;           // the facts that may lead to another answer
  bool is_sure_ = true;
  std::unordered_map<Node, std::size_t> least_;
  std::size_t size_ = 0;
  std::size_t of_elements_ = 0;
  std::size_t walked_ = 0;
  std::set<std::pair<Node, std::set<FactId>>> seen_;
  std::set<std::set<FactId>> leads_;
  std::set<std::set<FactId>> extended_;
  std::set<std::set<FactId>> found_;
};

}  // namespace comity::analyzer
