#include "tests/solver/boundaries.hpp"

#include <utility>

namespace comity::solver {

namespace {

using model::Comparator;
using model::Condition;

class Mover {
 public:
  explicit Mover(std::size_t wanted) : wanted_{wanted} {}

  model::Policy moved(model::Policy policy) {
    if (policy.applies_when) policy.applies_when = moved(*policy.applies_when);
    for (auto& definition : policy.definitions) definition.condition = moved(definition.condition);
    for (auto& rule : policy.rules) {
      if (rule.when) rule.when = moved(*rule.when);
      if (rule.unless) rule.unless = moved(*rule.unless);
    }
    return policy;
  }

  std::size_t seen() const { return seen_; }
  const std::string& what() const { return what_; }

 private:
  static Condition of(model::ConditionNode node) { return {std::move(node), Span{}, false}; }

  bool is_wanted(const char* what) {
    if (seen_++ != wanted_) return false;
    what_ = what;
    return true;
  }

  std::vector<Condition> moved(std::vector<Condition> links) {
    for (auto& link : links) link = moved(link);
    return links;
  }

  static model::DayExpr shifted(model::DayExpr day, const model::Duration& by) {
    for (auto& term : day.latest_of) term.shifts.push_back(by);
    return day;
  }

  Condition moved(const Condition& condition) {
    return std::visit(
        overloaded{
            [&](const model::AllOf& all) { return of(model::AllOf{moved(all.links)}); },
            [&](const model::AnyOf& any) { return of(model::AnyOf{moved(any.links)}); },
            [&](const model::Negation& negation) { return of(model::Negation{syntax::Box<Condition>{moved(*negation.operand)}}); },
            [&](const model::NumberCompared& number) {
              if (!is_wanted("number")) return condition;
              return of(model::NumberCompared{number.fact, number.comparator, number.bound + 1});
            },
            [&](const model::DayCompared& day) {
              if (!is_wanted("day")) return condition;
              return of(model::DayCompared{day.fact, day.comparator, shifted(day.day, {1, model::DurationUnit::days})});
            },
            [&](const model::DayWithin& within) { return is_wanted("window") ? widened(within) : condition; },
            [&](const model::Quantified& quantified) {
              model::Quantified result = quantified;
              if (quantified.quantifier == model::Quantifier::at_least && is_wanted("count")) ++result.count;
              result.condition = moved(quantified.condition);
              return of(result);
            },
            [&](const model::Holds&) { return condition; },
            [&](const model::ChosenAmong&) { return condition; },
            [&](const model::HasMember&) { return condition; },
            [&](const model::TextAmong&) { return condition; },
            [&](const model::IsNone&) { return condition; },
            [&](const model::Defined&) { return condition; },
            [&](const model::Says&) { return condition; },
        },
        condition.node);
  }

  static Condition widened(const model::DayWithin& within) {
    const bool is_before = within.side == model::WindowSide::before;
    const std::int64_t length = is_before ? -within.length.count : within.length.count;
    const model::DayExpr far = shifted(shifted(within.day, {length, within.length.unit}), {is_before ? -1 : 1, model::DurationUnit::days});
    const Comparator near_side = is_before ? Comparator::at_most : Comparator::at_least;
    const Comparator far_side = is_before ? Comparator::at_least : Comparator::at_most;
    return of(model::AllOf{{of(model::DayCompared{within.fact, near_side, within.day}), of(model::DayCompared{within.fact, far_side, far})}});
  }

  std::size_t wanted_;
  std::size_t seen_ = 0;
  std::string what_;
};

constexpr std::size_t none = static_cast<std::size_t>(-1);

}  // namespace

std::size_t boundaries_in(const model::Policy& policy) {
  Mover mover{none};
  mover.moved(policy);
  return mover.seen();
}

model::Policy with_moved_boundary(const model::Policy& policy, std::size_t number, std::string& what) {
  Mover mover{number};
  model::Policy result = mover.moved(policy);
  result.name += "_moved";
  what = mover.what();
  return result;
}

}  // namespace comity::solver
