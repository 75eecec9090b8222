// One combination of facts that may be anything, with elements that come and go, everything else being as it is: is there
// another answer, for certain, and with which values? Those nearest to what was. Exact; throws Refusal at what it does not
// cover.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "interpreter/analyzer/changes.hpp"

namespace comity::analyzer {

// What facts then are, by their steps; those of new elements too.
struct NewValues {
  std::map<Steps, model::Value> values;
  std::set<Steps> needed;  // of new elements, those that the answer rests on
};

class Trying {
 public:
  Trying(const model::Library& library, const Side& side, const Variant& variant, const Combination& changed, Said before, const Options& options);

  // None: no other answer, or none that is certain.
  std::optional<NewValues> run();

 private:
  bool is_own(FactId fact) const;
  std::set<Variable> own_variables(const std::vector<Node>& answers, Node care);
  bool is_idle(std::uint32_t literal);
  bool is_own_literal(std::uint32_t index) const;

  model::Value unchanged(FactId fact) const { return variant_.unchanged(analysis_.facts()[fact].key.steps); }
  double distance(Variable variable, std::uint32_t value) const;
  static model::Value nearest(const Fact& fact, std::uint32_t class_, const model::Value& before);
  Node nearest_way(Node node);
  NewValues values_along(Node set, const std::optional<Witness>& witness);

  const model::Library& library_;
  const Variant& variant_;
  const Combination& changed_;
  Said before_;
  Analysis analysis_;
  bool needs_search_ = false;
  std::map<FactId, FactId> idle_with_;
  std::set<std::pair<FactId, FactId>> idle_pairs_;
};

}  // namespace comity::analyzer
