// `<`, `<=`, `>`, `>=`, and the bounds that numbers and amounts are compared with.
#include "interpreter/checker/resolver.hpp"
#include "interpreter/checker/values.hpp"

namespace comity::checker {

using model::Kind;
using syntax::Literal;
using syntax::LiteralKind;

Result Resolver::resolve_order(const model::FactRef& fact, const syntax::OrderTest& order, Span span) {
  const std::string name = fact_name(fact);
  if (fact.type.kind == Kind::choice || fact.type.kind == Kind::date || fact.type.kind == Kind::date_time) {
    auto report =
        context_.sink.report(Code::kind_mismatch, order.order_span, "`{}` compares numbers and amounts, and `{}` is {}",
                             text(order.order_span), name, describe(vocabulary_, fact.type));
    const bool is_day = fact.type.kind != Kind::choice;
    const auto words = order_words(order.order, is_day);
    if (words) {
      report.help(fmt::format("write `is {}`", *words), {Edit{order.order_span, "is " + *words}});
    } else {
      add_rung(report, order, vocabulary_.choices[fact.type.id]);
    }
    return std::nullopt;
  }
  if (fact.type.kind != Kind::number && fact.type.kind != Kind::money) {
    context_.sink.report(Code::kind_mismatch, order.order_span, "`{}` compares numbers and amounts, and `{}` is {}",
                         text(order.order_span), name, describe(vocabulary_, fact.type));
    return std::nullopt;
  }
  if (order.stray_unit) {
    const Span gap{order.stray_unit->source, order.bound.span.end, order.stray_unit->end};
    const Span whole = between(order.bound.span, *order.stray_unit);
    if (fact.type.kind == Kind::money) {
      context_.sink.report(Code::number_with_unit, whole, "an amount of money is written with `$`")
          .help(fmt::format("write `${}`", order.bound.text), {Edit{whole, "$" + order.bound.text}});
    } else {
      context_.sink
          .report(Code::number_with_unit, whole, "`{}` is a number, and a number stands without `{}`", name,
                  text(*order.stray_unit))
          .help(fmt::format("write `{}`", order.bound.text), {Edit{gap, ""}});
    }
    return std::nullopt;
  }
  const auto bound = number_bound(fact, name, order.bound);
  if (!bound) return std::nullopt;
  const model::Comparator comparator = comparator_of(order.order);
  if (!check_range(fact, name, comparator, *bound, order.bound, between(order.order_span, order.bound.span)))
    return std::nullopt;
  return atom(model::NumberCompared{fact, comparator, *bound}, span);
}

// `> misdemeanor` on a ladder is `is at least` the rung above, `<` is `is at most` the one below.
void Resolver::add_rung(diagnostics::Report& report, const syntax::OrderTest& order, const model::Choice& choice) {
  const bool is_greater = order.order == syntax::Order::greater;
  const auto index = choice.find(order.bound.text);
  if (!choice.is_ladder) {
    report.help(fmt::format("the values of `{}` have no order: name them, as in `is any of (…)`", choice.name));
  } else if (index && (is_greater ? *index + 1 < choice.values.size() : *index > 0)) {
    const std::string right =
        fmt::format("is at {} {}", is_greater ? "least" : "most", choice.values[is_greater ? *index + 1 : *index - 1]);
    report.help(fmt::format("write `{}`", right), {Edit{between(order.order_span, order.bound.span), right}});
  } else {
    report.help("a ladder is compared with `is at least` and `is at most`");
  }
}

std::optional<std::string> Resolver::order_words(syntax::Order order, bool is_day) {
  switch (order) {
    case syntax::Order::less:
      return is_day ? std::optional<std::string>{"before"} : std::nullopt;
    case syntax::Order::at_most:
      return is_day ? "on or before" : "at most";
    case syntax::Order::greater:
      return is_day ? std::optional<std::string>{"after"} : std::nullopt;
    case syntax::Order::at_least:
      return is_day ? "on or after" : "at least";
  }
  return std::nullopt;
}

model::Comparator Resolver::comparator_of(syntax::Order order) {
  switch (order) {
    case syntax::Order::less:
      return model::Comparator::less;
    case syntax::Order::at_most:
      return model::Comparator::at_most;
    case syntax::Order::greater:
      return model::Comparator::greater;
    case syntax::Order::at_least:
      return model::Comparator::at_least;
  }
  return model::Comparator::equal;
}

std::optional<std::int64_t> Resolver::number_bound(const model::FactRef& fact, const std::string& name,
                                                   const Literal& literal) {
  const bool is_money = fact.type.kind == Kind::money;
  if (literal.kind == (is_money ? LiteralKind::money : LiteralKind::integer)) {
    return is_money ? money_of(context_, literal) : integer_of(context_, literal.text, literal.span, 1'000'000'000'000);
  }
  auto report = context_.sink.report(Code::kind_mismatch, literal.span, "cannot compare `{}` with `{}`", name,
                                     as_written(literal));
  report.primary(fmt::format("`{}` is {}; `{}` is {}", as_written(literal), describe(literal.kind), name,
                             describe(vocabulary_, fact.type)));
  if (is_money && literal.kind == LiteralKind::integer)
    report.help(fmt::format("write `${}`", literal.text), {Edit{literal.span, "$" + literal.text}});
  if (!is_money && literal.kind == LiteralKind::money) {
    std::string plain;
    for (const char c : literal.text) {
      if (c == '.') break;
      if (c >= '0' && c <= '9') plain += c;
    }
    report.help(fmt::format("write `{}`", plain), {Edit{literal.span, plain}});
  }
  return std::nullopt;
}

// A comparison that no number of the fact's range can meet.
bool Resolver::check_range(const model::FactRef& fact, const std::string& name, model::Comparator comparator,
                           std::int64_t bound, const Literal& literal, Span span) {
  const std::int64_t least = fact.type.least;
  const std::int64_t most = fact.type.most;
  bool can_hold = true;
  switch (comparator) {
    case model::Comparator::less:
      can_hold = least < bound;
      break;
    case model::Comparator::at_most:
      can_hold = least <= bound;
      break;
    case model::Comparator::equal:
      can_hold = least <= bound && bound <= most;
      break;
    case model::Comparator::at_least:
      can_hold = most >= bound;
      break;
    case model::Comparator::greater:
      can_hold = most > bound;
      break;
  }
  if (can_hold) return true;
  const bool is_money = fact.type.kind == Kind::money;
  auto report = context_.sink.report(Code::never_holds, span, "this can never hold: `{}` is {} {} {}", name,
                                     describe(vocabulary_, fact.type), is_money ? "of" : "from",
                                     is_money ? "at least $0" : fmt::format("{} to {}", least, most));
  static_cast<void>(literal);
  report.help("change the bound, or remove the comparison");
  return false;
}

}  // namespace comity::checker
