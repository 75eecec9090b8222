// `any`, `every`, `no`, `at least N`, and the `where` that follows.
#include <algorithm>

#include "interpreter/checker/resolver.hpp"
#include "interpreter/checker/values.hpp"

namespace comity::checker {

using model::Kind;

namespace {

// Does a link speak of the element?
bool mentions_element(const syntax::Condition& condition);

bool mentions_element(const syntax::Day& day) {
  return std::visit(overloaded{
                        [](const syntax::LaterOf& later) {
                          return mentions_element(*later.first) || mentions_element(*later.second);
                        },
                        [](const syntax::ShiftedDay& shifted) {
                          const auto* subject = std::get_if<syntax::Subject>(&shifted.base);
                          return subject != nullptr && subject->kind != syntax::SubjectKind::path;
                        },
                    },
                    day.node);
}

bool mentions_element(const syntax::Test& test) {
  return std::visit(overloaded{
                        [](const syntax::LadderTest&) { return false; },
                        [](const syntax::DayTest& day) { return mentions_element(day.day); },
                        [](const syntax::ValueTest&) { return false; },
                        [](const syntax::WithinTest& within) { return mentions_element(within.day); },
                    },
                    test.node);
}

bool mentions_element(const syntax::Condition& condition) {
  return std::visit(overloaded{
                        [](const syntax::Chain& chain) {
                          return std::any_of(chain.links.begin(), chain.links.end(),
                                             [](const auto& link) { return mentions_element(link); });
                        },
                        [](const syntax::Not& negation) { return mentions_element(*negation.operand); },
                        [](const syntax::Group& group) { return mentions_element(*group.inner); },
                        // Reported for itself, by resolve_quantified.
                        [](const syntax::Quantified&) { return true; },
                        [](const syntax::Says&) { return false; },
                        [](const syntax::Comparison& comparison) {
                          if (comparison.subject.kind != syntax::SubjectKind::path) return true;
                          const auto* test = std::get_if<syntax::Test>(&comparison.test);
                          return test != nullptr && mentions_element(*test);
                        },
                    },
                    condition.node);
}

}  // namespace

Result Resolver::resolve_quantified(const syntax::Quantified& quantified, Span span) {
  if (scope_.is_inside_element) {
    context_.sink
        .report(Code::quantifier_inside, quantified.head_span, "a quantifier stands inside a condition on an element")
        .help("ask it outside, as in `(any charge where …) and any conviction …`");
    return std::nullopt;
  }
  const auto list = resolve_list(quantified);
  if (!list) return std::nullopt;
  model::Quantified result;
  result.list = *list;
  if (!check_quantifier(quantified, result)) return std::nullopt;
  const Scope inner{list->type.id, true};
  Resolver element{context_, definitions_, inner};
  bool is_good = true;
  if (quantified.is_test) {
    const syntax::Subject it{syntax::SubjectKind::it, std::nullopt, quantified.list.span};
    auto condition = element.resolve_it_test(it, *quantified.is_test, quantified.is_test->span);
    if (!condition) return std::nullopt;
    condition->is_atom = false;  // the quantifier is the link
    result.condition.push_back(std::move(*condition));
  }
  std::vector<model::Condition> links;
  for (const syntax::Condition& link : quantified.where) {
    if (!mentions_element(link)) {
      report_without_it(link, list->type.id);
      is_good = false;
      continue;
    }
    auto resolved = element.resolve(link);
    if (resolved) {
      links.push_back(std::move(*resolved));
    } else {
      is_good = false;
    }
  }
  if (!is_good) return std::nullopt;
  if (links.size() == 1) result.condition.push_back(std::move(links.front()));
  if (links.size() > 1) {
    const Span where = between(quantified.where.front().span, quantified.where.back().span);
    result.condition.push_back(part(model::AllOf{std::move(links)}, where));
  }
  if (quantified.quantifier != syntax::Quantifier::no) return atom(std::move(result), span);
  return atom(model::Negation{part(std::move(result), span)}, span);
}

std::optional<model::FactRef> Resolver::resolve_list(const syntax::Quantified& quantified) {
  if (!vocabulary_.root) return std::nullopt;
  const model::RecordType& record = vocabulary_.root_record();
  const bool wants_plural = quantified.quantifier == syntax::Quantifier::at_least;
  const std::string& name = quantified.list.text;
  const auto plural = record.find(name);
  const bool is_list = plural && record.fields[*plural].type.kind == Kind::list;
  const auto singular = record.find_list(name);
  const auto fact = [&](model::FieldId id) {
    return model::FactRef{false, *vocabulary_.root, {id}, record.fields[id].type};
  };
  if (wants_plural ? is_list : singular.has_value()) return fact(wants_plural ? *plural : *singular);
  const auto wrong_form = [&](const std::string& right) {
    context_.sink
        .report(Code::list_form, quantified.list.span, "`{}` takes a list {}", quantifier_words(quantified),
                wants_plural ? "as it is declared" : "without its final `s`")
        .help(fmt::format("write `{}`", right), {Edit{quantified.list.span, right}});
  };
  if (wants_plural && singular) {
    wrong_form(record.fields[*singular].name);
    return std::nullopt;
  }
  if (!wants_plural && is_list) {
    wrong_form(record.fields[*plural].singular);
    return std::nullopt;
  }
  std::vector<std::string> names = singulars(record);
  if (wants_plural) {
    for (std::string& known : names) known += 's';
  }
  if (plural) {
    context_.sink
        .report(Code::kind_mismatch, quantified.list.span, "`{}` is {}, not a list", name,
                describe(vocabulary_, record.fields[*plural].type))
        .help("the lists are " + diagnostics::listed(names));
    return std::nullopt;
  }
  context_.report_unknown(quantified.list, "list", names);
  return std::nullopt;
}

std::string Resolver::quantifier_words(const syntax::Quantified& quantified) {
  switch (quantified.quantifier) {
    case syntax::Quantifier::any:
      return "any";
    case syntax::Quantifier::every:
      return "every";
    case syntax::Quantifier::no:
      return "no";
    case syntax::Quantifier::at_least:
      return "at least " + quantified.count->text;
  }
  return {};
}

bool Resolver::is_negated(const syntax::Test& test) {
  return std::visit(overloaded{
                        [](const syntax::LadderTest& ladder) { return ladder.stray_not.has_value(); },
                        [](const syntax::DayTest& day) { return day.stray_not.has_value(); },
                        [](const syntax::ValueTest& value) { return value.is_negated; },
                        [](const syntax::WithinTest& within) { return within.is_negated; },
                    },
                    test.node);
}

bool Resolver::check_quantifier(const syntax::Quantified& quantified, model::Quantified& result) {
  const std::string& list = quantified.list.text;
  switch (quantified.quantifier) {
    case syntax::Quantifier::any:
    case syntax::Quantifier::no:
      result.quantifier = model::Quantifier::any;
      break;
    case syntax::Quantifier::every:
      result.quantifier = model::Quantifier::every;
      if (quantified.is_test) break;
      context_.sink
          .report(Code::every_needs_name, quantified.head_span, "`every {}` needs `is` and a condition with a name",
                  list)
          .help(fmt::format("name the condition with `define NAME for {} …` and write `every {} is NAME`",
                            vocabulary_.records[result.list.type.id].name, list));
      return false;
    case syntax::Quantifier::at_least: {
      result.quantifier = model::Quantifier::at_least;
      const auto count = integer_of(context_, quantified.count->text, quantified.count->span, 1'000'000);
      if (!count) return false;
      if (*count == 1) {
        const model::RecordType& record = vocabulary_.root_record();
        const std::string& one = record.fields[result.list.steps.back()].singular;
        context_.sink.report(Code::list_form, quantified.head_span, "`at least 1 {}` is written `any {}`", list, one)
            .help(fmt::format("write `any {}`", one), {Edit{quantified.head_span, "any " + one}});
        return false;
      }
      if (*count == 0) {
        context_.sink
            .report(Code::never_holds, quantified.head_span, "`at least 0 {}` says nothing: there always are", list)
            .help("remove it, or count from 2");
        return false;
      }
      result.count = *count;
      if (quantified.is_test) {
        const Span gap{quantified.is_test->span.source, quantified.list.span.end, quantified.is_test->span.begin};
        context_.sink.report(Code::list_form, gap, "`at least {} {}` takes `where`, not `is`", *count, list)
            .help("write `where it is`", {Edit{gap, " where it is "}});
        return false;
      }
      break;
    }
  }
  const bool is_ambiguous =
      quantified.quantifier == syntax::Quantifier::any || quantified.quantifier == syntax::Quantifier::every;
  if (quantified.is_test && is_ambiguous && is_negated(*quantified.is_test)) {
    std::string value{text(quantified.is_test->span)};
    if (value.starts_with("not ")) value = value.substr(4);
    const bool is_any = quantified.quantifier == syntax::Quantifier::any;
    const std::string other =
        is_any ? fmt::format("any {} where it is not {}", list, value) : fmt::format("not every {} is {}", list, value);
    context_.sink
        .report(Code::two_readings, between(quantified.head_span, quantified.is_test->span),
                "`{} {} is not …` can be read two ways", is_any ? "any" : "every", list)
        .help(fmt::format("write `no {} is {}` or `{}`", list, value, other));
    return false;
  }
  if (quantified.distinct_by) {
    const syntax::Path path{{*quantified.distinct_by}, quantified.distinct_by->span};
    const auto key = follow(context_, path, result.list.type.id, true);
    if (!key) return false;
    if (key->type.kind == Kind::list || key->type.kind == Kind::record || key->type.kind == Kind::set) {
      context_.sink.report(Code::kind_mismatch, quantified.distinct_by->span, "`{}` is {}, and cannot be counted by",
                           quantified.distinct_by->text, describe(vocabulary_, key->type));
      return false;
    }
    result.distinct_by.push_back(*key);
  }
  return true;
}

void Resolver::report_without_it(const syntax::Condition& link, model::RecordId element) {
  const model::RecordType& record = vocabulary_.records[element];
  auto report = context_.sink.report(
      Code::where_without_it, link.span,
      "this speaks of the record, not of the {}: inside `where`, every link says `it` or `its`", record.name);
  const auto* comparison = std::get_if<syntax::Comparison>(&link.node);
  if (comparison != nullptr && comparison->subject.path) {
    const syntax::Name& first = comparison->subject.path->parts.front();
    const Span place{first.span.source, first.span.begin, first.span.begin};
    if (record.find(first.text)) {
      report.help(fmt::format("write `its {}`", first.text), {Edit{place, "its "}});
      return;
    }
    const bool is_bare = std::holds_alternative<std::monostate>(comparison->test);
    if (is_bare && comparison->subject.path->parts.size() == 1 &&
        (definitions_.has(first.text, element) || !candidates(element, first.text).empty())) {
      report.help(fmt::format("write `it is {}`", first.text), {Edit{place, "it is "}});
      return;
    }
  }
  report.help("move it in front of the quantifier: `" + std::string{text(link.span)} + " and any …`");
}

}  // namespace comity::checker
