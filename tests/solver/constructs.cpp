#include "tests/solver/constructs.hpp"

#include <algorithm>

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
    const auto each = [&](const std::vector<model::Condition>& links) {
      for (const auto& link : links) look_at(policy, link);
    };
    std::visit(overloaded{
                   [&](const model::AllOf& all) { each(all.links); },
                   [&](const model::AnyOf& any) { each(any.links); },
                   [&](const model::Negation& negation) { look_at(policy, *negation.operand); },
                   [&](const model::DayCompared& day) { look_at(day.day); },
                   [&](const model::DayWithin& day) {
                     found_.insert("within");
                     look_at(day.day);
                   },
                   [&](const model::Quantified& quantified) {
                     if (quantified.quantifier == model::Quantifier::every) found_.insert("every");
                     if (quantified.quantifier == model::Quantifier::at_least) found_.insert("at least k");
                     if (!quantified.distinct_by.empty()) found_.insert("distinct by");
                     each(quantified.condition);
                   },
                   [&](const model::Defined& defined) { look_at(policy, policy.definitions[defined.definition].condition); },
                   [&](const model::Says& says) {
                     found_.insert("says");
                     look_at(says.policy);
                   },
                   [](const model::Holds&) {},
                   [](const model::ChosenAmong&) {},
                   [](const model::HasMember&) {},
                   [](const model::TextAmong&) {},
                   [](const model::IsNone&) {},
                   [](const model::NumberCompared&) {},
               },
               condition.node);
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
