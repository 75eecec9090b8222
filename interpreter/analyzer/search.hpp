// Is there a record that gives these variables these values? Lists are filled with as few or as many
// elements as the counts ask for, keys are made equal or different where `distinct by` asks, and all
// dates together are tried on the real calendar. Complete: where it finds none, there is none.
#pragma once

#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "interpreter/analyzer/atoms.hpp"
#include "interpreter/analyzer/compare.hpp"

namespace comity::analyzer {

using Assignment = std::vector<std::pair<Variable, std::uint32_t>>;

// Values of facts, where the search gave any.
struct Element {
  std::uint32_t list = 0;
  std::map<Variable, std::uint32_t> classes;
  std::map<FactId, model::Value> values;  // before `classes`
};
struct Solution {
  std::map<FactId, model::Value> values;  // dates of the record
  std::vector<Element> elements;
};

class Search {
 public:
  Search(Facts& facts, Atoms& atoms, Diagrams& diagrams) : facts_{facts}, atoms_{atoms}, diagrams_{diagrams} {}

  // Is the variable one that can make a record impossible?
  bool is_relevant(Variable variable) const;
  // No record needs more elements than this.
  std::size_t enough_elements(const Assignment& assigned) const;

  std::optional<Solution> solve(const Assignment& assigned, std::size_t most_elements);
  // Did the last search that found nothing give up, for want of steps?
  bool has_given_up() const { return has_given_up_; }
  void set_steps(std::size_t steps) { most_steps_ = steps; }
  std::size_t searches() const { return searches_; }

 private:
  struct Open {
    std::uint32_t list = 0;
    Node constraint = yes;
    Node rest = yes;                                                  // of the constraint, after what is about dates
    std::map<FactId, std::pair<std::uint32_t, std::size_t>> keys;     // class, and which of its values
  };
  // That a variable of an element has a value.
  struct Claim {
    std::size_t element = 0;
    Variable variable = 0;
    std::uint32_t value = 0;
  };
  struct Edge {
    FactId key = 0;
    std::size_t a = 0;
    std::size_t b = 0;
  };

  bool step();
  bool with_nones(std::size_t index);
  bool place(std::size_t need);
  bool has_too_many();
  bool pick(std::size_t need, std::int64_t left, std::size_t from, std::vector<std::size_t>& chosen);
  bool required(std::size_t list);
  bool bar(std::size_t index, std::size_t element, std::vector<std::vector<std::size_t>>& groups);
  bool with_keys(std::size_t index);
  bool give_keys(std::size_t index, const std::vector<std::vector<std::size_t>>& groups, std::size_t group);
  enum class Keys { ignored, counted };
  bool with_dates(Keys keys);
  bool is_about_dates(Node node) const;
  bool is_possible_alone(std::uint32_t list, Node constraint);
  Node add_claims(std::size_t element, Node constraint, std::vector<Claim>& claims) const;
  std::vector<Claim> contradiction(std::vector<Claim> claims, Keys keys);
  Node claim_node(const Claim& claim);
  void learn(std::uint32_t list, const std::vector<Claim>& part);
  bool days_for(const std::vector<Claim>& claims, const std::map<Variable, std::uint32_t>& root, Keys keys, Solution* solution);
  void fill_solution(const std::vector<Claim>& claims);
  bool try_on(std::size_t element, Node condition, const auto& go_on);

  Facts& facts_;
  Atoms& atoms_;
  Diagrams& diagrams_;
  std::size_t most_steps_ = 0;
  std::size_t steps_ = 0;
  std::size_t searches_ = 0;
  bool has_given_up_ = false;
  std::vector<Node> learned_;                // for each list, what its elements cannot be otherwise, by their dates

  // Of one search.
  std::size_t most_elements_ = 0;
  bool only_fresh_ = false;
  std::map<Variable, std::uint32_t> root_;   // classes of dates, literals
  std::vector<FactId> open_nones_;           // dates of the record that may be none or not
  std::vector<const Atom*> needs_;
  std::vector<const Atom*> bars_;            // false, and some elements may meet the condition
  std::vector<Node> free_;                   // for each list, what its elements meet in any case
  std::vector<Open> elements_;
  std::map<std::pair<std::uint32_t, Node>, bool> possible_alone_;  // by list and constraint
  std::vector<Edge> same_;
  std::vector<Edge> different_;
  std::vector<FactId> keys_;
  Solution solution_;
};

}  // namespace comity::analyzer
