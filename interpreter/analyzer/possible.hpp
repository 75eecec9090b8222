// Which records are possible at all: a diagram that starts from what every record must meet and
// learns, each time a combination proves impossible, the smallest part of it that is. In the end a
// region without a record is empty, so nothing impossible is ever shown; and a region with one comes
// with a record of the fewest elements.
#pragma once

#include <optional>
#include <vector>

#include "interpreter/analyzer/search.hpp"

namespace comity::analyzer {

struct Witness {
  Assignment assigned;  // of the variables of the record
  Solution solution;
};

class Possible {
 public:
  Possible(Facts& facts, Atoms& atoms, Diagrams& diagrams, const Limits& limits, Node constraints);

  // No record is outside of it; it may still hold some that are impossible.
  Node care() const { return care_; }
  // A way through the region that a record goes; none: the region is empty.
  std::optional<Assignment> way(Node region);
  // A record of the region with the fewest elements. Precondition: `way` found one.
  Witness smallest(Node region);

  std::size_t lemmas() const { return lemmas_; }
  const Search& search() const { return search_; }

 private:
  Assignment cheapest(Node node);
  std::uint32_t cost(Node node);
  std::uint32_t cost_of(Variable variable, std::uint32_t value) const;
  Node impossible_part(const Assignment& assigned, std::size_t most_elements);
  Node conjunction(const Assignment& assigned);
  void learn_pairs();
  Assignment few_that_clash(const Assignment& asked);
  Assignment relevant(const Assignment& assigned) const;

  Facts& facts_;
  Atoms& atoms_;
  Diagrams& diagrams_;
  const Limits& limits_;
  Search search_;
  Node care_;
  std::vector<Node> care_with_;  // by the most elements
  std::vector<std::uint32_t> costs_;  // by node; 0: not known
  std::size_t lemmas_ = 0;
};

}  // namespace comity::analyzer
