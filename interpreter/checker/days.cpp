// `is before`, `is within 5 years before`, and the days they are compared with.
#include "interpreter/checker/resolver.hpp"
#include "interpreter/checker/values.hpp"

namespace comity::checker {

using model::Kind;
using syntax::Literal;

bool Resolver::check_day_fact(const model::FactRef& fact, Span span) {
  if (fact.type.kind == Kind::date || fact.type.kind == Kind::date_time) return true;
  context_.sink
      .report(Code::kind_mismatch, span, "`{}` is {}, and this compares days", fact_name(fact),
              describe(vocabulary_, fact.type))
      .help("compare a fact that is a date");
  return false;
}

Result Resolver::resolve_day(const syntax::Comparison& comparison, const model::FactRef& fact,
                             const syntax::DayTest& day, const syntax::Test& test, Span span) {
  if (!check_day_fact(fact, comparison.subject.span)) return std::nullopt;
  if (day.stray_not) {
    const Span words{test.span.source, test.span.begin, day.day.span.begin};
    const std::string right = opposite(day);
    context_.sink
        .report(Code::not_form, words, "`is {}` is written `is {}`", text({words.source, words.begin, words.end - 1}),
                right)
        .help(fmt::format("write `is {} …`", right), {Edit{words, right + " "}});
    return std::nullopt;
  }
  auto expr = resolve_day_expr(day.day);
  if (!expr) return std::nullopt;
  const bool is_before = day.direction == syntax::Direction::before;
  const model::Comparator comparator = is_before
                                           ? (day.or_on ? model::Comparator::at_most : model::Comparator::less)
                                           : (day.or_on ? model::Comparator::at_least : model::Comparator::greater);
  return atom(model::DayCompared{fact, comparator, std::move(*expr)}, span);
}

Result Resolver::resolve_within(const model::FactRef& fact, const syntax::WithinTest& within, const syntax::Test& test,
                                Span span) {
  if (!check_day_fact(fact, test.span)) return std::nullopt;
  auto expr = resolve_day_expr(within.day);
  const auto length = duration_of(within.duration);
  if (!expr || !length) return std::nullopt;
  if (length->unit == model::DurationUnit::hours && !check_hours(*expr, within.duration.span)) return std::nullopt;
  const model::WindowSide side =
      within.direction == syntax::Direction::before ? model::WindowSide::before : model::WindowSide::after;
  model::Condition whole = part(model::DayWithin{fact, *length, side, std::move(*expr)}, span);
  if (within.is_negated) whole = part(model::Negation{std::move(whole)}, span);
  whole.is_atom = true;
  return whole;
}

bool Resolver::check_hours(const model::DayExpr& expr, Span span) {
  for (const model::DayTerm& term : expr.latest_of) {
    const auto* fact = std::get_if<model::FactRef>(&term.base);
    const bool has_time =
        std::holds_alternative<model::DateTime>(term.base) || (fact != nullptr && fact->type.kind == Kind::date_time);
    if (has_time) continue;
    context_.sink.report(Code::hours_on_a_date, span, "hours are counted from a date and time, and this is a date")
        .help("count in days");
    return false;
  }
  return true;
}

std::optional<model::Duration> Resolver::duration_of(const syntax::Duration& written) {
  const auto [most, unit] =
      written.unit == syntax::SpanUnit::hours  ? std::pair{model::most_hours, model::DurationUnit::hours}
      : written.unit == syntax::SpanUnit::days ? std::pair{model::most_days, model::DurationUnit::days}
                                               : std::pair{model::most_years, model::DurationUnit::years};
  const auto count = integer_of(context_, written.count, written.span, most);
  if (!count) return std::nullopt;
  return model::Duration{*count, unit};
}

std::optional<model::DayExpr> Resolver::resolve_day_expr(const syntax::Day& day) {
  model::DayExpr result;
  if (!add_day(day, result)) return std::nullopt;
  return result;
}

bool Resolver::add_day(const syntax::Day& day, model::DayExpr& result) {
  return std::visit(overloaded{
                        [&](const syntax::LaterOf& later) {
                          const bool is_first_good = add_day(*later.first, result);
                          return add_day(*later.second, result) && is_first_good;
                        },
                        [&](const syntax::ShiftedDay& shifted) {
                          auto term = resolve_day_term(shifted);
                          if (term) result.latest_of.push_back(std::move(*term));
                          return term.has_value();
                        },
                    },
                    day.node);
}

std::optional<model::DayTerm> Resolver::resolve_day_term(const syntax::ShiftedDay& shifted) {
  model::DayTerm term;
  bool has_time = false;
  if (const auto* literal = std::get_if<Literal>(&shifted.base)) {
    const auto date = date_of(context_, *literal);
    if (!date) return std::nullopt;
    term.base = *date;
  } else {
    const auto fact = resolve_day_subject(std::get<syntax::Subject>(shifted.base));
    if (!fact) return std::nullopt;
    has_time = fact->type.kind == Kind::date_time;
    term.base = *fact;
  }
  for (const syntax::Shift& shift : shifted.shifts) {
    auto duration = duration_of(shift.duration);
    if (!duration) return std::nullopt;
    if (duration->unit == model::DurationUnit::hours && !has_time) {
      context_.sink
          .report(Code::hours_on_a_date, shift.duration.span,
                  "hours are added only to a date and time, and this is a date")
          .help("count in days");
      return std::nullopt;
    }
    if (shift.sign == syntax::Sign::minus) duration->count = -duration->count;
    term.shifts.push_back(*duration);
  }
  return term;
}

std::optional<model::FactRef> Resolver::resolve_day_subject(const syntax::Subject& subject) {
  if (subject.kind == syntax::SubjectKind::it) {
    context_.sink.report(Code::kind_mismatch, subject.span, "`it` is no day")
        .help("write `its …` with a fact that is a date");
    return std::nullopt;
  }
  const bool of_element = subject.kind == syntax::SubjectKind::its;
  if (of_element && !scope_.element) {
    context_.sink.report(Code::no_element, subject.span, "`{}` speaks of an element, and there is none here",
                         text(subject.span));
    return std::nullopt;
  }
  if (!of_element && !vocabulary_.root) return std::nullopt;
  const auto fact = follow(context_, *subject.path, of_element ? *scope_.element : *vocabulary_.root, of_element);
  if (!fact || !check_day_fact(*fact, subject.span)) return std::nullopt;
  return fact;
}

}  // namespace comity::checker
