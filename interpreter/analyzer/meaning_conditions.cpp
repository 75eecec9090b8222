// The second pass: a condition as a diagram.
#include <algorithm>

#include "interpreter/analyzer/meaning.hpp"
#include "interpreter/analyzer/moments.hpp"

namespace comity::analyzer {
namespace {

bool holds(model::Comparator comparator, std::strong_ordering order) {
  switch (comparator) {
    case model::Comparator::less: return order < 0;
    case model::Comparator::at_most: return order <= 0;
    case model::Comparator::equal: return order == 0;
    case model::Comparator::at_least: return order >= 0;
    case model::Comparator::greater: return order > 0;
  }
  return false;
}

}  // namespace

Node Meaning::condition(model::PolicyId policy, const model::Condition& condition) { return node(condition, context_of(policy)); }

// The classes whose values pass a test; a fixed fact passes it or not.
template <typename Test>
Node Meaning::classes(const model::FactRef& fact, const Context& context, Test test) {
  const Base base = base_of(fact, context);
  if (base.is_fixed) return test(base.fixed) ? yes : no;
  const Fact& known = facts_[base.fact];
  std::vector<bool> accepted;
  for (const model::Value& value : known.representatives) accepted.push_back(test(value));
  return diagrams_.among(known.variable, accepted);
}

Node Meaning::is_none(const Base& base) {
  if (base.is_fixed) return model::is_none(base.fixed) ? yes : no;
  const Fact& fact = facts_[base.fact];
  if (!fact.type.or_none) return no;
  std::vector<bool> accepted(fact.representatives.size(), false);
  accepted.back() = true;
  return diagrams_.among(fact.variable, accepted);
}

// Neither is none.
Node Meaning::day(const Base& subject, model::Comparator comparator, const Base& base, const std::vector<model::Duration>& shifts) {
  const auto classes_where = [&](FactId id, auto test) {
    std::vector<bool> accepted;
    for (const model::Value& value : facts_[id].representatives) {
      const auto moment = moment_in(value);
      accepted.push_back(moment && test(*moment));
    }
    return diagrams_.among(facts_[id].variable, accepted);
  };
  if (subject.is_fixed && base.is_fixed) return holds(comparator, compare(*moment_in(subject.fixed), moved(*moment_in(base.fixed), shifts))) ? yes : no;
  if (base.is_fixed) {
    const model::Moment day = moved(*moment_in(base.fixed), shifts);
    return classes_where(subject.fact, [&](const model::Moment& moment) { return holds(comparator, compare(moment, day)); });
  }
  if (subject.is_fixed) {
    const model::Moment day = *moment_in(subject.fixed);
    return classes_where(base.fact, [&](const model::Moment& moment) { return holds(comparator, compare(day, moved(moment, shifts))); });
  }
  const auto literal = [&](bool is_after) {
    const SignedLiteral found = facts_.literal(subject.fact, base.fact, shifts, is_after);
    const Variable variable = facts_.literals()[found.literal].variable;
    return diagrams_.among(variable, {found.is_opposite, !found.is_opposite});
  };
  switch (comparator) {
    case model::Comparator::at_least: return literal(false);
    case model::Comparator::less: return diagrams_.negated(literal(false));
    case model::Comparator::greater: return literal(true);
    case model::Comparator::at_most: return diagrams_.negated(literal(true));
    case model::Comparator::equal: return diagrams_.without(literal(false), literal(true));
  }
  return no;
}

// `on or before later of (A, B)` holds when it holds for A or for B; `on or after` needs both. *None* is skipped, and
// every comparison with none alone is false.
Node Meaning::days(const model::FactRef& fact, model::Comparator comparator, const model::DayExpr& expr, const Context& context) {
  const Base subject = base_of(fact, context);
  if (subject.is_fixed && model::is_none(subject.fixed)) return no;
  const bool is_upper = comparator == model::Comparator::less || comparator == model::Comparator::at_most;
  Node result = is_upper ? no : yes;
  Node all_none = yes;
  for (const model::DayTerm& term : expr.latest_of) {
    const Base base = base_of(term, context);
    const Node none = is_none(base);
    if (none == yes) continue;
    all_none = diagrams_.both(all_none, none);
    const Node one = day(subject, comparator, base, term.shifts);
    result = is_upper ? diagrams_.either(result, diagrams_.without(one, none)) : diagrams_.both(result, diagrams_.either(none, one));
  }
  return diagrams_.without(diagrams_.without(result, all_none), is_none(subject));
}

// Of a list that is known, element by element; some facts of an element may be missing.
Node Meaning::counted(const model::Quantified& quantified, const KnownList& list, const Context& context) {
  const bool is_every = quantified.quantifier == model::Quantifier::every;
  std::map<std::string, Node> by_key;
  for (const model::FieldId element : list.elements) {
    const Context inner = known_element_context(context, quantified.list, element);
    Node meets = quantified.condition.empty() ? yes : node(quantified.condition.front(), inner);
    if (is_every) meets = diagrams_.negated(meets);
    meets = diagrams_.both(meets, is_there(inner.subject->at));
    const auto add = [&](const std::string& key, Node node) {
      Node& of_key = by_key[key];
      of_key = diagrams_.either(of_key, node);
    };
    if (quantified.distinct_by.empty() || quantified.count < 2) {
      add(std::to_string(element), meets);
      continue;
    }
    const model::FactRef& key = quantified.distinct_by.front();
    const Base base = base_of(key, inner);
    if (base.is_fixed) {
      add(to_text(library_.vocabulary, key.type, base.fixed), meets);
      continue;
    }
    const Fact& fact = facts_[base.fact];
    for (std::uint32_t class_ = 0; class_ < fact.representatives.size(); ++class_) {
      std::vector<bool> only(fact.representatives.size(), false);
      only[class_] = true;
      add(to_text(library_.vocabulary, key.type, fact.representatives[class_]), diagrams_.both(meets, diagrams_.among(fact.variable, only)));
    }
  }
  // At least so many of those so far.
  const std::int64_t wanted = quantified.quantifier == model::Quantifier::at_least ? quantified.count : 1;
  if (wanted > static_cast<std::int64_t>(by_key.size())) return is_every ? yes : no;
  std::vector<Node> so_many(static_cast<std::size_t>(wanted) + 1, no);
  so_many[0] = yes;
  for (const auto& [key, meets] : by_key) {
    for (std::size_t i = so_many.size(); i-- > 1;) so_many[i] = diagrams_.either(so_many[i], diagrams_.both(so_many[i - 1], meets));
  }
  return is_every ? diagrams_.negated(so_many.back()) : so_many.back();
}

Node Meaning::quantified(const model::Condition& condition, const model::Quantified& quantified, const Context& context) {
  if (const KnownList* known = known_list(quantified.list.steps)) return counted(quantified, *known, context);
  const Context inner = element_context(context, quantified.list);
  const bool had_used_fixed = has_used_fixed_;
  has_used_fixed_ = false;
  Node of_element = quantified.condition.empty() ? yes : node(quantified.condition.front(), inner);
  const bool is_every = quantified.quantifier == model::Quantifier::every;
  if (is_every) of_element = diagrams_.negated(of_element);
  Atoms::Counted counted;
  counted.list = atoms_.note_list(quantified.list);
  if (quantified.quantifier == model::Quantifier::at_least) counted.count = quantified.count;
  if (!quantified.distinct_by.empty()) counted.distinct_by = base_of(quantified.distinct_by.front(), inner).fact;
  counted.order = quantifier_orders_.at(&condition);
  // What a standing fact was put into does not mean what the text says.
  if (!has_used_fixed_) counted.wording = Wording{&condition, is_every, context.owner};
  has_used_fixed_ = has_used_fixed_ || had_used_fixed;
  const Node result = atoms_.at_least(counted, of_element);
  return is_every ? diagrams_.negated(result) : result;
}

// What a standing fact was put into does not mean what the text says, and is not told in its words.
Node Meaning::node(const model::Condition& condition, const Context& context) {
  const bool had_used_fixed = has_used_fixed_;
  has_used_fixed_ = false;
  const Node result = node_of(condition, context);
  if (!has_used_fixed_) remark(condition, context, result);
  has_used_fixed_ = has_used_fixed_ || had_used_fixed;
  return result;
}

void Meaning::remark(const model::Condition& condition, const Context& context, Node node) {
  if (context.subject || context.is_always || diagrams_.is_terminal(node)) return;
  const bool is_name = std::holds_alternative<model::Defined>(condition.node) || std::holds_alternative<model::Says>(condition.node);
  const bool is_chain = std::holds_alternative<model::AnyOf>(condition.node) || std::holds_alternative<model::AllOf>(condition.node);
  if (!is_name && !is_chain) return;
  for (Remark& known : remarks_) {
    if (known.node != node) continue;
    if (is_name && !known.is_name) known = {node, &condition, context.owner, is_name};
    return;
  }
  remarks_.push_back({node, &condition, context.owner, is_name});
}

Node Meaning::node_of(const model::Condition& condition, const Context& context) {
  return std::visit(
      overloaded{
          [&](const model::AllOf& all) {
            Node result = yes;
            for (const auto& link : all.links) result = diagrams_.both(result, node(link, context));
            return result;
          },
          [&](const model::AnyOf& any) {
            Node result = no;
            for (const auto& link : any.links) result = diagrams_.either(result, node(link, context));
            return result;
          },
          [&](const model::Negation& negation) { return diagrams_.negated(node(*negation.operand, context)); },
          [&](const model::Holds& holds_) {
            return classes(holds_.fact, context, [](const model::Value& value) {
              const bool* is_so = std::get_if<bool>(&value);
              return is_so != nullptr && *is_so;
            });
          },
          [&](const model::ChosenAmong& chosen) {
            return classes(chosen.fact, context, [&](const model::Value& value) {
              const auto* choice = std::get_if<model::Chosen>(&value);
              return choice != nullptr && chosen.accepted[choice->index];
            });
          },
          [&](const model::HasMember& member) {
            if (const auto truth = known_member(member, context); truth != model::Truth::unknown) return truth == model::Truth::yes ? yes : no;
            const Base base = base_of(member.fact, context);
            if (!base.is_fixed) return diagrams_.is_yes(facts_[base.fact].member_variables.at(member.member));
            const auto* members = std::get_if<model::Members>(&base.fixed);
            return members != nullptr && members->of[member.member] == model::Truth::yes ? yes : no;
          },
          [&](const model::TextAmong& text) {
            return classes(text.fact, context, [&](const model::Value& value) {
              const auto* known = std::get_if<std::string>(&value);
              return known != nullptr && std::find(text.accepted.begin(), text.accepted.end(), *known) != text.accepted.end();
            });
          },
          [&](const model::IsNone& none) { return classes(none.fact, context, [](const model::Value& value) { return model::is_none(value); }); },
          [&](const model::NumberCompared& number) {
            return classes(number.fact, context, [&](const model::Value& value) {
              const auto* known = std::get_if<std::int64_t>(&value);
              return known != nullptr && holds(number.comparator, *known <=> number.bound);
            });
          },
          [&](const model::DayCompared& day) { return days(day.fact, day.comparator, day.day, context); },
          [&](const model::DayWithin& within) {
            const Window window = window_of(within);
            return diagrams_.both(days(within.fact, window.near_comparator, within.day, context), days(within.fact, window.far_comparator, window.far_day, context));
          },
          [&](const model::Quantified& quantifier) { return quantified(condition, quantifier, context); },
          [&](const model::Defined& defined) { return node((*context.definitions)[defined.definition].condition, inner_context(context, defined)); },
          [&](const model::Says& says_) { return says(says_); },
      },
      condition.node);
}

}  // namespace comity::analyzer
