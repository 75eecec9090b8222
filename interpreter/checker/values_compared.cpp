// `is VALUE`, `is any of (…)`, `is at least VALUE`.
#include "interpreter/checker/resolver.hpp"
#include "interpreter/checker/values.hpp"

namespace comity::checker {

using model::Kind;
using syntax::Literal;
using syntax::LiteralKind;

Result Resolver::resolve_ladder(const syntax::Comparison& comparison, const model::FactRef& fact,
                                const syntax::LadderTest& ladder, const syntax::Test& test, Span span) {
  const std::string name = fact_name(fact);
  const bool is_ladder = fact.type.kind == Kind::choice && vocabulary_.choices[fact.type.id].is_ladder;
  if (!is_ladder) {
    auto report = context_.sink.report(Code::kind_mismatch, test.span,
                                       "`at least` and `at most` compare on a ladder, and `{}` is {}", name,
                                       describe(vocabulary_, fact.type));
    const bool is_number = fact.type.kind == Kind::number || fact.type.kind == Kind::money;
    if (is_number) report.help(ladder.extreme == syntax::Extreme::least ? "write `>=`" : "write `<=`");
    if (fact.type.kind == Kind::choice) report.help("its values have no order: name them, as in `is any of (…)`");
    return std::nullopt;
  }
  if (ladder.stray_not) {
    report_negated_ladder(comparison, ladder, test.span, std::nullopt, test);
    return std::nullopt;
  }
  const model::Choice& choice = vocabulary_.choices[fact.type.id];
  const Literal literal{LiteralKind::outcome, ladder.value.text(), ladder.value.span};
  const auto index = choice_value_of(context_, choice, name, literal);
  if (!index) return std::nullopt;
  std::vector<bool> accepted(choice.values.size());
  for (std::size_t i = 0; i < accepted.size(); ++i)
    accepted[i] = ladder.extreme == syntax::Extreme::least ? i >= *index : i <= *index;
  return atom(model::ChosenAmong{fact, std::move(accepted)}, span);
}

Result Resolver::resolve_value(const syntax::Comparison& comparison, const model::FactRef& fact,
                               const syntax::ValueTest& value, const syntax::Test& test, Span span) {
  const std::string name = fact_name(fact);
  if (!check_comparable(comparison, fact, value, test, name)) return std::nullopt;
  std::vector<model::Condition> members;
  bool is_good = true;
  std::vector<std::string> texts;
  std::vector<bool> accepted;
  bool accepts_none = false;
  for (const Literal& literal : value.values) {
    if (literal.kind == LiteralKind::none) {
      if (!fact.type.or_none) {
        context_.sink
            .report(Code::kind_mismatch, literal.span, "`{}` is {}, and is never none", name,
                    describe(vocabulary_, fact.type))
            .help("remove it: what is missing from a record is unknown, and the answer says so");
        is_good = false;
      }
      accepts_none = true;
      continue;
    }
    is_good = add_member(fact, name, literal, span, members, texts, accepted) && is_good;
  }
  if (!is_good) return std::nullopt;
  if (!texts.empty()) members.push_back(part(model::TextAmong{fact, std::move(texts)}, span));
  if (!accepted.empty()) members.push_back(part(model::ChosenAmong{fact, std::move(accepted)}, span));
  if (accepts_none) members.push_back(part(model::IsNone{fact}, span));
  model::Condition whole =
      members.size() == 1 ? std::move(members.front()) : part(model::AnyOf{std::move(members)}, span);
  if (value.is_negated) whole = part(model::Negation{std::move(whole)}, span);
  whole.is_atom = true;
  return whole;
}

bool Resolver::check_comparable(const syntax::Comparison& comparison, const model::FactRef& fact,
                                const syntax::ValueTest& value, const syntax::Test& test, const std::string& name) {
  const bool of_element = fact.of_element;
  if (fact.type.kind == Kind::set && of_element) {
    const Span words = between(comparison.subject.span, comparison.subject.span);
    context_.sink
        .report(Code::set_compared, comparison.subject.span, "`{}` is a set, and a member is asked for with `it is`",
                name)
        .help(fmt::format("write `it is {}`", text(test.span)), {Edit{words, "it"}});
    return false;
  }
  if (fact.type.kind == Kind::list) {
    const std::string& one = vocabulary_.records[fact.from].fields[fact.steps.back()].singular;
    auto report = context_.sink.report(Code::kind_mismatch, between(comparison.subject.span, test.span),
                                       "`{}` is a list, and is asked about with `any`, `every` or `no`", name);
    const bool is_none = value.values.size() == 1 && value.values.front().kind == LiteralKind::none;
    if (is_none) {
      const std::string right = (value.is_negated ? "any " : "no ") + one;
      report.help(fmt::format("write `{}`", right), {Edit{between(comparison.subject.span, test.span), right}});
    } else {
      report.help(fmt::format("write `any {} is {}`", one, text(test.span)),
                  {Edit{comparison.subject.span, "any " + one}});
    }
    return false;
  }
  if (fact.type.kind == Kind::yes_no && !(value.values.size() == 1 && value.values.front().kind == LiteralKind::none)) {
    auto report = context_.sink.report(Code::yes_no_compared, between(comparison.subject.span, test.span),
                                       "`{}` is a yes/no fact, and stands bare or after `not`", name);
    if (const auto said = said_yes_or_no(comparison)) {
      const std::string subject{text(comparison.subject.span)};
      const std::string right = *said ? subject : "not " + subject;
      report.help(fmt::format("write `{}`", right), {Edit{between(comparison.subject.span, test.span), right}});
    }
    return false;
  }
  return true;
}

bool Resolver::add_member(const model::FactRef& fact, const std::string& name, const Literal& literal, Span span,
                          std::vector<model::Condition>& members, std::vector<std::string>& texts,
                          std::vector<bool>& accepted) {
  model::Type type = fact.type;
  if (type.kind == Kind::set) {
    const auto index = literal.kind == LiteralKind::outcome
                           ? choice_value_of(context_, vocabulary_.choices[type.id], name, literal)
                           : std::nullopt;
    if (!index) {
      if (literal.kind != LiteralKind::outcome) {
        context_.sink.report(Code::kind_mismatch, literal.span, "`{}` is {}, and `{}` is {}", name,
                             describe(vocabulary_, type), as_written(literal), describe(literal.kind));
      }
      return false;
    }
    members.push_back(part(model::HasMember{fact, *index}, span));
    return true;
  }
  if (type.kind == Kind::number || type.kind == Kind::money) {
    const auto bound = number_bound(fact, name, literal);
    if (!bound || !check_range(fact, name, model::Comparator::equal, *bound, literal, literal.span)) return false;
    members.push_back(part(model::NumberCompared{fact, model::Comparator::equal, *bound}, span));
    return true;
  }
  if (type.kind == Kind::date_time && literal.kind == LiteralKind::date) type.kind = Kind::date;
  const auto converted = value_of(context_, type, name, {literal});
  if (!converted) return false;
  std::visit(overloaded{
                 [&](const std::string& value) { texts.push_back(value); },
                 [&](const model::Chosen& chosen) {
                   accepted.resize(vocabulary_.choices[type.id].values.size(), false);
                   accepted[chosen.index] = true;
                 },
                 [&](const model::Date& date) {
                   members.push_back(part(model::DayCompared{fact, model::Comparator::equal, {{{date, {}}}}}, span));
                 },
                 [&](const model::DateTime& time) {
                   members.push_back(part(model::DayCompared{fact, model::Comparator::equal, {{{time, {}}}}}, span));
                 },
                 [](const auto&) {},  // value_of makes no other value of these types
             },
             *converted);
  return true;
}

}  // namespace comity::checker
