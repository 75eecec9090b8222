#include "tests/solver/constructs.hpp"

#include <algorithm>

#include "interpreter/model/parts.hpp"

namespace comity::solver {

namespace {

class Finder {
 public:
  explicit Finder(const model::Library& library) : library_{library} {
    if (!library_.always.empty()) found_.insert("always");
  }

  void look_at(model::PolicyId id) {
    if (!seen_.insert(id).second) return;
    const model::Policy& policy = library_.policies[id];
    if (policy.applies_when) look_at(policy, *policy.applies_when);
    for (const auto& rule : policy.rules) {
      if (!rule.overrides.empty()) found_.insert("overrides");
      if (rule.when) look_at(policy, *rule.when);
      if (rule.unless) look_at(policy, *rule.unless);
    }
  }

  const std::set<std::string>& found() const { return found_; }

 private:
  void look_at(const model::Policy& policy, const model::Condition& condition) {
    model::for_each_part(condition, [&](const model::Condition& part, bool) {
      if (const auto* compared = std::get_if<model::DayCompared>(&part.node)) look_at(compared->day);
      if (const auto* within = std::get_if<model::DayWithin>(&part.node)) {
        found_.insert("within");
        look_at(within->day);
      }
      if (const auto* quantified = std::get_if<model::Quantified>(&part.node)) {
        if (quantified->quantifier == model::Quantifier::every) found_.insert("every");
        if (quantified->quantifier == model::Quantifier::at_least) found_.insert("at least k");
        if (!quantified->distinct_by.empty()) found_.insert("distinct by");
      }
      if (const auto* defined = std::get_if<model::Defined>(&part.node)) look_at(policy, policy.definitions[defined->definition].condition);
      if (const auto* says = std::get_if<model::Says>(&part.node)) {
        found_.insert("says");
        look_at(says->policy);
      }
    });
  }

  void look_at(const model::DayExpr& day) {
    if (day.latest_of.size() > 1) found_.insert("later of");
    if (std::any_of(day.latest_of.begin(), day.latest_of.end(), [](const model::DayTerm& term) { return !term.shifts.empty(); })) {
      found_.insert("plus or minus");
    }
  }

  const model::Library& library_;
  std::set<std::string> found_;
  std::set<model::PolicyId> seen_;
};

}  // namespace

std::set<std::string> constructs_of(const model::Library& library, model::PolicyId policy) {
  Finder finder{library};
  finder.look_at(policy);
  return finder.found();
}

}  // namespace comity::solver
