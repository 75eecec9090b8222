// Facts and conditions. Places in lists, policies and solutions have files of their own.
#include "tests/solver/encoding.hpp"

#include <fmt/format.h>

namespace comity::solver {

namespace {

constexpr unsigned number_bits = 64;
constexpr unsigned text_bits = 16;
constexpr unsigned choice_bits = 8;

}  // namespace

z3::expr Encoding::all_of(const std::vector<z3::expr>& parts) const {
  z3::expr_vector result{context_};
  for (const auto& part : parts) result.push_back(part);
  return z3::mk_and(result);
}

z3::expr Encoding::any_of(const std::vector<z3::expr>& parts) const {
  z3::expr_vector result{context_};
  for (const auto& part : parts) result.push_back(part);
  return z3::mk_or(result);
}

// ---------------------------------------------------------------------------------- facts

const Encoding::Symbol& Encoding::symbol(const Subject& subject, const model::FactRef& fact) {
  const std::string name = (fact.of_element ? subject : std::string{}) + list_name(fact);
  const auto known = symbols_.find(name);
  if (known != symbols_.end()) return known->second;
  return symbols_.emplace(name, made(name, fact.type)).first->second;
}

Encoding::Symbol Encoding::made(const std::string& name, const model::Type& type) {
  Symbol symbol{context_};
  if (type.or_none) symbol.none = context_.bool_const((name + "?").c_str());
  switch (type.kind) {
    case model::Kind::yes_no: symbol.flag = context_.bool_const(name.c_str()); break;
    case model::Kind::text: symbol.number = context_.bv_const(name.c_str(), text_bits); break;
    case model::Kind::money:
    case model::Kind::number:
      symbol.number = context_.bv_const(name.c_str(), number_bits);
      constraints_.push_back(symbol.number >= number(symbol, type.kind == model::Kind::money ? 0 : type.least));
      if (type.kind == model::Kind::number) constraints_.push_back(symbol.number <= number(symbol, type.most));
      break;
    case model::Kind::choice: {
      symbol.number = context_.bv_const(name.c_str(), choice_bits);
      const auto values = static_cast<std::int64_t>(library_.vocabulary.choices[type.id].values.size());
      constraints_.push_back(z3::ult(symbol.number, number(symbol, values)));
      break;
    }
    case model::Kind::date: symbol.day = calendar_.any(name, false); break;
    case model::Kind::date_time: symbol.day = calendar_.any(name, true); break;
    case model::Kind::set:
      for (std::size_t i = 0; i < library_.vocabulary.choices[type.id].values.size(); ++i) {
        symbol.members.push_back(context_.bool_const(fmt::format("{}:{}", name, i).c_str()));
      }
      break;
    case model::Kind::list:
    case model::Kind::record: break;
  }
  return symbol;
}

z3::expr Encoding::number(const Symbol& fact, std::int64_t value) const { return context_.bv_val(value, fact.number.get_sort().bv_size()); }

int Encoding::text_number(const std::string& text) { return texts_.emplace(text, static_cast<int>(texts_.size())).first->second; }

// None equals none alone.
z3::expr Encoding::same(const model::Type& type, const Symbol& a, const Symbol& b) {
  z3::expr equal = context_.bool_val(true);
  switch (type.kind) {
    case model::Kind::yes_no: equal = a.flag == b.flag; break;
    case model::Kind::text:
    case model::Kind::money:
    case model::Kind::number:
    case model::Kind::choice: equal = a.number == b.number; break;
    case model::Kind::date:
    case model::Kind::date_time: equal = calendar_.compared(a.day, model::Comparator::equal, b.day); break;
    case model::Kind::set:
    case model::Kind::list:
    case model::Kind::record: break;  // the checker lets no such fact tell elements apart
  }
  return (a.none && b.none) || (!a.none && !b.none && equal);
}

// ---------------------------------------------------------------------------------- days

z3::expr Encoding::compared(const Subject& subject, const model::FactRef& fact, model::Comparator comparator, const model::DayExpr& day) {
  const Symbol compared_fact = symbol(subject, fact);
  const bool is_upper_bound = comparator == model::Comparator::less || comparator == model::Comparator::at_most;
  std::vector<z3::expr> holds;
  std::vector<z3::expr> there;
  for (const model::DayTerm& term : day.latest_of) {
    z3::expr none = context_.bool_val(false);
    Day other = std::visit(overloaded{
                               [&](const model::Date& date) { return calendar_.written(date); },
                               [&](const model::DateTime& time) { return calendar_.written(time); },
                               [&](const model::FactRef& base) {
                                 const Symbol& known = symbol(subject, base);
                                 none = known.none;
                                 return known.day;
                               },
                           },
                           term.base);
    for (const model::Duration& shift : term.shifts) other = calendar_.shifted(other, shift);
    const z3::expr is_ordered = calendar_.compared(compared_fact.day, comparator, other);
    there.push_back(!none);
    holds.push_back(is_upper_bound ? !none && is_ordered : none || is_ordered);
  }
  return !compared_fact.none && any_of(there) && (is_upper_bound ? any_of(holds) : all_of(holds));
}

z3::expr Encoding::within(const Subject& subject, const model::DayWithin& node) {
  const bool is_before = node.side == model::WindowSide::before;
  model::DayExpr far = node.day;
  for (auto& term : far.latest_of) term.shifts.push_back({is_before ? -node.length.count : node.length.count, node.length.unit});
  const auto near_side = is_before ? model::Comparator::at_most : model::Comparator::at_least;
  const auto far_side = is_before ? model::Comparator::at_least : model::Comparator::at_most;
  return compared(subject, node.fact, near_side, node.day) && compared(subject, node.fact, far_side, far);
}

// ---------------------------------------------------------------------------------- truth

z3::expr Encoding::truth(model::PolicyId owner, const model::Condition& condition) {
  return truth(Reader{owner, &library_.policies[owner].definitions}, condition, "");
}

z3::expr Encoding::truth(const Reader& reader, const model::Condition& condition, const Subject& subject) {
  const auto each = [&](const std::vector<model::Condition>& links) {
    std::vector<z3::expr> result;
    for (const auto& link : links) result.push_back(truth(reader, link, subject));
    return result;
  };
  return std::visit(
      overloaded{
          [&](const model::AllOf& all) { return all_of(each(all.links)); },
          [&](const model::AnyOf& any) { return any_of(each(any.links)); },
          [&](const model::Negation& negation) { return !truth(reader, *negation.operand, subject); },
          [&](const model::Holds& node) {
            const Symbol& fact = symbol(subject, node.fact);
            return !fact.none && fact.flag;
          },
          [&](const model::ChosenAmong& node) {
            const Symbol& fact = symbol(subject, node.fact);
            std::vector<z3::expr> some;
            for (std::size_t i = 0; i < node.accepted.size(); ++i) {
              if (node.accepted[i]) some.push_back(fact.number == number(fact, static_cast<std::int64_t>(i)));
            }
            return !fact.none && any_of(some);
          },
          [&](const model::HasMember& node) {
            const Symbol& fact = symbol(subject, node.fact);
            return !fact.none && fact.members[node.member];
          },
          [&](const model::TextAmong& node) {
            const Symbol& fact = symbol(subject, node.fact);
            std::vector<z3::expr> some;
            for (const auto& text : node.accepted) some.push_back(fact.number == number(fact, text_number(text)));
            return !fact.none && any_of(some);
          },
          [&](const model::IsNone& node) { return symbol(subject, node.fact).none; },
          [&](const model::NumberCompared& node) {
            const Symbol& fact = symbol(subject, node.fact);
            const z3::expr bound = number(fact, node.bound);
            switch (node.comparator) {
              case model::Comparator::less: return !fact.none && fact.number < bound;
              case model::Comparator::at_most: return !fact.none && fact.number <= bound;
              case model::Comparator::equal: return !fact.none && fact.number == bound;
              case model::Comparator::at_least: return !fact.none && fact.number >= bound;
              case model::Comparator::greater: return !fact.none && fact.number > bound;
            }
            return context_.bool_val(false);
          },
          [&](const model::DayCompared& node) { return compared(subject, node.fact, node.comparator, node.day); },
          [&](const model::DayWithin& node) { return within(subject, node); },
          [&](const model::Quantified& node) { return quantified(reader, node); },
          [&](const model::Defined& node) {
            const model::Definition& definition = (*reader.definitions)[node.definition];
            if (!definition.record) return truth(reader, definition.condition, "");
            if (node.subject.empty()) return truth(reader, definition.condition, subject);
            const model::FactRef& path = node.subject.front();
            return truth(reader, definition.condition, (path.of_element ? subject : std::string{}) + list_name(path));
          },
          [&](const model::Says& node) { return says(node); },
      },
      condition.node);
}

}  // namespace comity::solver
