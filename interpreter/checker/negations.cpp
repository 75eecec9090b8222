// `not`: there is one way to write each negation, `no conviction`, `is not`, `<`; the others are shown it.
#include "interpreter/checker/resolver.hpp"
#include "interpreter/checker/values.hpp"

namespace comity::checker {

using model::Kind;

// There is one way to write a negation: `no conviction`, `is not`, `<`.
bool Resolver::check_not(const syntax::Not& negation) {
  const syntax::Condition& operand = *negation.operand;
  const auto report = [&](std::string_view found) {
    return context_.sink.report(Code::not_form, between(negation.not_span, operand.span), "`{}` is written another way",
                                found);
  };
  if (const auto* quantified = std::get_if<syntax::Quantified>(&operand.node)) {
    if (quantified->quantifier != syntax::Quantifier::any && quantified->quantifier != syntax::Quantifier::no)
      return true;
    const bool is_any = quantified->quantifier == syntax::Quantifier::any;
    const std::uint32_t length = is_any ? 3 : 2;
    const Span words{negation.not_span.source, negation.not_span.begin, quantified->head_span.begin + length};
    const std::string right = is_any ? "no" : "any";
    context_.sink.report(Code::not_form, words, "`not {}` is written `{}`", is_any ? "any" : "no", right)
        .help(fmt::format("write `{} {}`", right, quantified->list.text), {Edit{words, right}});
    return false;
  }
  const auto* comparison = std::get_if<syntax::Comparison>(&operand.node);
  if (comparison == nullptr || std::holds_alternative<std::monostate>(comparison->test)) return true;
  const Span remove{negation.not_span.source, negation.not_span.begin, operand.span.begin};
  if (const auto* order = std::get_if<syntax::OrderTest>(&comparison->test)) {
    const std::string right = opposite(order->order);
    report("not … " + std::string{text(order->order_span)})
        .help(fmt::format("write `{} {} {}`", text(comparison->subject.span), right, as_written(order->bound)),
              {Edit{remove, ""}, Edit{order->order_span, right}});
    return false;
  }
  const auto& test = std::get<syntax::Test>(comparison->test);
  const std::string subject{text(comparison->subject.span)};
  std::visit(
      overloaded{
          [&](const syntax::LadderTest& ladder) {
            report_negated_ladder(*comparison, ladder, between(negation.not_span, operand.span), remove, test);
          },
          [&](const syntax::DayTest& day) {
            const std::string right = opposite(day);
            const Span words{test.span.source, test.span.begin, day.day.span.begin};
            report("not … is")
                .help(fmt::format("write `{} is {} …`", subject, right), {Edit{remove, ""}, Edit{words, right + " "}});
          },
          [&](const syntax::ValueTest& value) {
            if (value.is_negated) {
              const Span words{test.span.source, test.span.begin, value.values_span.begin};
              report("not … is not")
                  .help(fmt::format("write `{} is {}`", subject, text(value.values_span)),
                        {Edit{remove, ""}, Edit{words, ""}});
            } else {
              const Span place{test.span.source, test.span.begin, test.span.begin};
              report("not … is")
                  .help(fmt::format("write `{} is not {}`", subject, text(test.span)),
                        {Edit{remove, ""}, Edit{place, "not "}});
            }
          },
          [&](const syntax::WithinTest& within) {
            const Span place{test.span.source, test.span.begin, test.span.begin};
            if (within.is_negated) {
              report("not … is not").help("write `is within …`");
            } else {
              report("not … is")
                  .help(fmt::format("write `{} is not within …`", subject), {Edit{remove, ""}, Edit{place, "not "}});
            }
          },
      },
      test.node);
  return false;
}

std::string Resolver::opposite(syntax::Order order) {
  switch (order) {
    case syntax::Order::less:
      return ">=";
    case syntax::Order::at_most:
      return ">";
    case syntax::Order::greater:
      return "<=";
    case syntax::Order::at_least:
      return "<";
  }
  return {};
}

std::string Resolver::opposite(const syntax::DayTest& day) {
  const bool is_before = day.direction == syntax::Direction::before;
  return std::string{day.or_on ? "" : "on or "} + (is_before ? "after" : "before");
}

// `not … is at least felony`, `is not at least felony`: the rung below, where there is one.
void Resolver::report_negated_ladder(const syntax::Comparison& comparison, const syntax::LadderTest& ladder, Span span,
                                     std::optional<Span> remove, const syntax::Test& test) {
  auto report = context_.sink.report(Code::not_form, span,
                                     "a ladder's `at {}` is not negated: there is one way to write each thing",
                                     ladder.extreme == syntax::Extreme::least ? "least" : "most");
  const auto subject = silently_resolve(comparison.subject);
  if (!subject) return;
  const model::Choice& choice = vocabulary_.choices[subject->type.id];
  const auto index = choice.find(ladder.value.text());
  if (!index) return;
  const bool is_least = ladder.extreme == syntax::Extreme::least;
  if (is_least ? *index == 0 : *index + 1 == choice.values.size()) return;
  const std::string right =
      fmt::format("at {} {}", is_least ? "most" : "least", choice.values[is_least ? *index - 1 : *index + 1]);
  std::vector<Edit> edits;
  if (remove) edits.push_back({*remove, ""});
  edits.push_back({test.span, right});
  report.help(fmt::format("write `{} is {}`", text(comparison.subject.span), right), std::move(edits));
}

// The choice fact that a subject names, without any report.
std::optional<model::FactRef> Resolver::silently_resolve(const syntax::Subject& subject) const {
  if (!subject.path || !vocabulary_.root) return std::nullopt;
  const bool of_element = subject.kind == syntax::SubjectKind::its;
  if (of_element && !scope_.element) return std::nullopt;
  model::FactRef fact{of_element, of_element ? *scope_.element : *vocabulary_.root, {}, {}};
  model::RecordId record = fact.from;
  for (const syntax::Name& name : subject.path->parts) {
    const auto field = vocabulary_.records[record].find(name.text);
    if (!field) return std::nullopt;
    fact.steps.push_back(*field);
    fact.type = vocabulary_.records[record].fields[*field].type;
    if (fact.type.kind == Kind::record) record = fact.type.id;
  }
  if (fact.type.kind != Kind::choice) return std::nullopt;
  return fact;
}

}  // namespace comity::checker
