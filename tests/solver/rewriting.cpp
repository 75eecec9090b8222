#include "tests/solver/rewriting.hpp"

#include <algorithm>

namespace comity::solver {

namespace {

using model::Comparator;
using model::Condition;

class Rewriter {
 public:
  Rewriter(const model::Policy& policy, support::Random& random, std::map<std::string, std::size_t>& used)
      : policy_{policy}, random_{random}, used_{used} {}

  model::Policy rewrite() {
    model::Policy result = policy_;
    result.name += "_again";
    if (result.applies_when) result.applies_when = condition(*result.applies_when);
    for (auto& definition : result.definitions) definition.condition = condition(definition.condition);
    for (auto& rule : result.rules) rewrite_rule(rule);
    split_rules(result);
    return result;
  }

  Condition condition(const Condition& written) {
    Condition result = node(written);
    if (random_.chance(15)) return noted("x to not not x", negated(negated(result)));
    // x to (x or (x and y)): any y will do.
    if (random_.chance(10)) return noted("x to x or (x and y)", any_of({result, all_of({result, negated(result)})}));
    return result;
  }

 private:
  static Condition of(model::ConditionNode node) { return {std::move(node), Span{}, false}; }
  static Condition negated(Condition operand) { return of(model::Negation{syntax::Box<Condition>{std::move(operand)}}); }
  static Condition all_of(std::vector<Condition> links) { return of(model::AllOf{std::move(links)}); }
  static Condition any_of(std::vector<Condition> links) { return of(model::AnyOf{std::move(links)}); }
  Condition noted(const char* way, Condition condition) {
    ++used_[way];
    return condition;
  }

  std::vector<Condition> rewritten(const std::vector<Condition>& links) {
    std::vector<Condition> result;
    for (const auto& link : links) result.push_back(condition(link));
    random_.shuffle(result);
    return result;
  }

  static std::vector<Condition> each_negated(std::vector<Condition> links) {
    for (auto& link : links) link = negated(std::move(link));
    return links;
  }

  Condition node(const Condition& written) {
    const bool otherwise = random_.chance(50);
    return std::visit(
        overloaded{
            [&](const model::AllOf& all) {
              auto links = rewritten(all.links);
              if (otherwise) return noted("and to not (not or not)", negated(any_of(each_negated(std::move(links)))));
              return all_of(std::move(links));
            },
            [&](const model::AnyOf& any) {
              auto links = rewritten(any.links);
              if (otherwise) return noted("or to not (not and not)", negated(all_of(each_negated(std::move(links)))));
              return any_of(std::move(links));
            },
            [&](const model::Negation& negation) { return negated(condition(*negation.operand)); },
            [&](const model::ChosenAmong& chosen) {
              if (!otherwise) return written;
              if (chosen.fact.type.or_none) {
                // One value after the other.
                std::vector<Condition> single;
                for (std::size_t i = 0; i < chosen.accepted.size(); ++i) {
                  if (!chosen.accepted[i]) continue;
                  model::ChosenAmong one = chosen;
                  std::fill(one.accepted.begin(), one.accepted.end(), false);
                  one.accepted[i] = true;
                  single.push_back(of(one));
                }
                return noted("any of to or", any_of(std::move(single)));
              }
              model::ChosenAmong others = chosen;
              others.accepted.flip();
              return noted("is to is none of the others", negated(of(others)));
            },
            [&](const model::NumberCompared& number) {
              if (!otherwise) return written;
              model::NumberCompared other = number;
              switch (number.comparator) {
                case Comparator::less: other.comparator = Comparator::at_most; --other.bound; break;
                case Comparator::at_most: other.comparator = Comparator::less; ++other.bound; break;
                case Comparator::at_least: other.comparator = Comparator::greater; --other.bound; break;
                case Comparator::greater: other.comparator = Comparator::at_least; ++other.bound; break;
                case Comparator::equal: {
                  model::NumberCompared up = number;
                  other.comparator = Comparator::at_most;
                  up.comparator = Comparator::at_least;
                  return noted("= to <= and >=", all_of({of(other), of(up)}));
                }
              }
              return noted("< to <=", of(other));
            },
            [&](const model::DayWithin& within) {
              if (!otherwise) return written;
              const bool is_before = within.side == model::WindowSide::before;
              model::DayExpr far = within.day;
              for (auto& term : far.latest_of) term.shifts.push_back({is_before ? -within.length.count : within.length.count, within.length.unit});
              return noted("within to two bounds", all_of({of(model::DayCompared{within.fact, is_before ? Comparator::at_most : Comparator::at_least, within.day}),
                                                           of(model::DayCompared{within.fact, is_before ? Comparator::at_least : Comparator::at_most, far})}));
            },
            [&](const model::DayCompared& day) { return otherwise ? day_in_parts(day) : written; },
            [&](const model::Quantified& quantified) { return list(quantified, otherwise); },
            [&](const model::Defined& defined) {
              const auto& definition = policy_.definitions[defined.definition];
              if (!otherwise || !defined.subject.empty() || (definition.record.has_value() != defined.of_element)) return written;
              return noted("a definition to its text", condition(definition.condition));
            },
            [&](const model::Says&) { return written; },
            [&](const model::Holds&) { return written; },
            [&](const model::HasMember&) { return written; },
            [&](const model::TextAmong& text) {
              if (!otherwise || text.accepted.size() < 2) return written;
              std::vector<Condition> single;
              for (const auto& one : text.accepted) single.push_back(of(model::TextAmong{text.fact, {one}}));
              return noted("any of to or", any_of(std::move(single)));
            },
            [&](const model::IsNone&) { return written; },
        },
        written.node);
  }

  bool may_be_none(const model::DayCompared& day) const {
    if (day.fact.type.or_none) return true;
    for (const auto& term : day.day.latest_of) {
      if (const auto* base = std::get_if<model::FactRef>(&term.base); base != nullptr && base->type.or_none) return true;
    }
    return false;
  }

  Condition day_in_parts(const model::DayCompared& day) {
    const bool is_upper = day.comparator == Comparator::less || day.comparator == Comparator::at_most;
    if (is_upper && day.day.latest_of.size() > 1) {
      std::vector<Condition> parts;
      for (const auto& term : day.day.latest_of) parts.push_back(of(model::DayCompared{day.fact, day.comparator, {{term}}}));
      return noted("before the later to before one", any_of(std::move(parts)));
    }
    if (may_be_none(day) || day.day.latest_of.size() > 1) return of(day);
    model::DayCompared other = day;
    switch (day.comparator) {
      case Comparator::less: other.comparator = Comparator::at_least; break;
      case Comparator::at_most: other.comparator = Comparator::greater; break;
      case Comparator::at_least: other.comparator = Comparator::less; break;
      case Comparator::greater: other.comparator = Comparator::at_most; break;
      case Comparator::equal: return of(day);
    }
    return noted("before to not on or after", negated(of(other)));
  }

  Condition list(const model::Quantified& written, bool otherwise) {
    model::Quantified result = written;
    if (!result.condition.empty()) result.condition.front() = condition(written.condition.front());
    if (!otherwise) return of(result);
    if (written.quantifier == model::Quantifier::every && !result.condition.empty()) {
      result.quantifier = model::Quantifier::any;
      result.condition.front() = negated(result.condition.front());
      return noted("every to no … that is not", negated(of(result)));
    }
    if (written.quantifier != model::Quantifier::any) return of(result);
    if (!result.condition.empty()) {
      if (const auto* parts = std::get_if<model::AnyOf>(&result.condition.front().node)) {
        std::vector<Condition> each;
        for (const auto& part : parts->links) {
          model::Quantified one = result;
          one.condition = {part};
          each.push_back(of(one));
        }
        return noted("any x or y to any x or any y", any_of(std::move(each)));
      }
      model::Quantified every = result;
      every.quantifier = model::Quantifier::every;
      every.condition.front() = negated(result.condition.front());
      return noted("any to not every … not", negated(of(every)));
    }
    result.quantifier = model::Quantifier::at_least;
    result.count = 1;
    return noted("any to at least 1", of(result));
  }

  void rewrite_rule(model::Rule& rule) {
    if (rule.when) rule.when = condition(*rule.when);
    if (rule.unless) rule.unless = condition(*rule.unless);
    if (rule.unless && random_.chance(50)) {
      ++used_["unless to and not"];
      rule.when = rule.when ? all_of({*rule.when, negated(*rule.unless)}) : negated(*rule.unless);
      rule.unless.reset();
    }
  }

  // `when x or y` to two rules, one for each, that override and are overridden alike.
  void split_rules(model::Policy& policy) {
    const std::size_t rules = policy.rules.size();
    for (model::RuleId r = 0; r < rules; ++r) {
      if (!policy.rules[r].when || !random_.chance(60)) continue;
      const auto* parts = std::get_if<model::AnyOf>(&policy.rules[r].when->node);
      if (parts == nullptr || parts->links.size() < 2) continue;
      ++used_["a rule with or to two rules"];
      model::Rule second = policy.rules[r];
      second.name += "_too";
      second.when = parts->links.back();
      auto first = parts->links;
      first.pop_back();
      policy.rules[r].when = any_of(first);
      const auto added = static_cast<model::RuleId>(policy.rules.size());
      policy.rules.push_back(std::move(second));
      for (auto& rule : policy.rules) {
        if (std::find(rule.overrides.begin(), rule.overrides.end(), r) != rule.overrides.end()) rule.overrides.push_back(added);
      }
    }
  }

  const model::Policy& policy_;
  support::Random& random_;
  std::map<std::string, std::size_t>& used_;
};

}  // namespace

model::PolicyId add_rewritten(model::Library& library, model::PolicyId policy, support::Random& random, std::map<std::string, std::size_t>& used) {
  const model::Policy original = library.policies[policy];
  library.policies.push_back(Rewriter{original, random, used}.rewrite());
  return static_cast<model::PolicyId>(library.policies.size() - 1);
}

}  // namespace comity::solver
