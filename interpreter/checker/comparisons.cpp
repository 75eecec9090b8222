// A subject and what is said of it: what the subject names, and which test that kind of fact takes.
#include "interpreter/checker/resolver.hpp"

namespace comity::checker {

using model::Kind;

Result Resolver::resolve_comparison(const syntax::Comparison& comparison, Span span) {
  if (comparison.subject.kind != syntax::SubjectKind::path && !scope_.element) {
    context_.sink
        .report(Code::no_element, comparison.subject.span, "`{}` speaks of an element, and there is none here",
                text(comparison.subject.span).substr(0, 40))
        .help("`it` and `its` stand in `where`, in a definition `for` a record, and in `always`");
    return std::nullopt;
  }
  if (comparison.subject.kind == syntax::SubjectKind::it) {
    const auto* test = std::get_if<syntax::Test>(&comparison.test);
    if (test != nullptr) return resolve_it_test(comparison.subject, *test, span);
    context_.sink.report(Code::kind_mismatch, span, "`it` alone says nothing")
        .help("write `it is …` with a definition, a value or a trait, or `its …` with a fact");
    return std::nullopt;
  }
  const syntax::Path& path = *comparison.subject.path;
  const bool of_element = comparison.subject.kind == syntax::SubjectKind::its;
  if (of_element && !check_its(comparison, path)) return std::nullopt;
  if (!of_element && is_definition_use(path)) return resolve_definition_use(comparison, path, span);
  const model::RecordId from = of_element ? *scope_.element : vocabulary_.root ? *vocabulary_.root : 0;
  if (!of_element && !vocabulary_.root) return std::nullopt;
  if (!of_element && !check_bare_name(comparison, path)) return std::nullopt;
  const auto fact = follow(context_, path, from, of_element);
  if (!fact) return std::nullopt;
  return resolve_fact_test(comparison, *fact, span);
}

bool Resolver::is_definition_use(const syntax::Path& path) const {
  return path.parts.size() == 1 && definitions_.has(path.parts.front().text, std::nullopt) &&
         !(vocabulary_.root && vocabulary_.root_record().find(path.parts.front().text));
}

// What a comparison with `yes` or `no`, `true` or `false`, says; nullopt for any other.
std::optional<bool> Resolver::said_yes_or_no(const syntax::Comparison& comparison) {
  const auto* test = std::get_if<syntax::Test>(&comparison.test);
  const auto* value = test == nullptr ? nullptr : std::get_if<syntax::ValueTest>(&test->node);
  if (value == nullptr || value->values.size() != 1) return std::nullopt;
  const syntax::Literal& literal = value->values.front();
  const bool says_yes = literal.kind == syntax::LiteralKind::yes || literal.text == "true";
  const bool says_no = literal.kind == syntax::LiteralKind::no || literal.text == "false";
  if (!says_yes && !says_no) return std::nullopt;
  return says_yes != value->is_negated;
}

Result Resolver::resolve_definition_use(const syntax::Comparison& comparison, const syntax::Path& path, Span span) {
  if (!std::holds_alternative<std::monostate>(comparison.test)) {
    const std::string& name = path.parts.front().text;
    auto report =
        context_.sink.report(Code::kind_mismatch, span, "`{}` is a definition, and stands bare or after `not`", name);
    const auto said = said_yes_or_no(comparison);
    if (said) {
      const std::string right = *said ? name : "not " + name;
      report.help(fmt::format("write `{}`", right), {Edit{span, right}});
    } else {
      report.help(fmt::format("write `{0}` or `not {0}`", name));
    }
    return std::nullopt;
  }
  const auto definition = definitions_.resolve(path.parts.front(), std::nullopt);
  if (!definition) return std::nullopt;
  return part(model::Defined{*definition, false, {}}, span);
}

// A single bare name that is no fact: what a newcomer may have meant.
bool Resolver::check_bare_name(const syntax::Comparison& comparison, const syntax::Path& path) {
  const syntax::Name& name = path.parts.front();
  const model::RecordType& record = vocabulary_.root_record();
  if (record.find(name.text) || context_.declarations.may_be_broken(name.text)) return true;
  const bool is_bare = std::holds_alternative<std::monostate>(comparison.test);
  const Span place{name.span.source, name.span.begin, name.span.begin};
  if (path.parts.size() > 1 && report_wrong_record(path, name)) return false;
  if (record.find_list(name.text)) {
    context_.sink
        .report(Code::list_form, name.span, "`{}` is an element of a list, and stands after `any`, `every` or `no`",
                name.text)
        .help(fmt::format("write `any {}`", name.text), {Edit{place, "any "}});
    return false;
  }
  if (scope_.element && vocabulary_.records[*scope_.element].find(name.text)) {
    context_.sink
        .report(Code::where_without_it, comparison.subject.span, "`{}` is a fact of the {}", name.text,
                vocabulary_.records[*scope_.element].name)
        .help(fmt::format("write `its {}`", name.text), {Edit{place, "its "}});
    return false;
  }
  const std::vector<std::string> records = definitions_.records_of(name.text);
  if (definitions_.is_for_unknown_record(name.text)) return false;  // reported where it is defined
  if (!records.empty()) {
    auto report = context_.sink.report(Code::no_element, name.span, "`{}` is defined for {}, and there is none here",
                                       name.text, diagnostics::listed(records));
    if (scope_.element && definitions_.has(name.text, *scope_.element)) {
      report.help(fmt::format("write `it is {}`", name.text), {Edit{place, "it is "}});
    } else {
      report.help(fmt::format("ask it of an element, as in `any {} is {}`", records.front(), name.text));
    }
    return false;
  }
  if (path.parts.size() > 1 || !is_bare) {
    std::vector<std::string> names = field_names(record);
    context_.report_unknown(name, fmt::format("fact of `{}`", record.name), names);
    return false;
  }
  std::vector<std::string> names = field_names(record);
  for (std::string& definition : definitions_.names_for(std::nullopt)) names.push_back(std::move(definition));
  context_.report_unknown(name, "fact or definition", names);
  return false;
}

// `charge.level`: a list's element is asked with a quantifier.
bool Resolver::report_wrong_record(const syntax::Path& path, const syntax::Name& name) {
  const auto list = vocabulary_.root_record().find_list(name.text);
  if (!list) return false;
  context_.sink
      .report(Code::list_form, path.span,
              "`{}` is an element of a list, and is asked about with `any`, `every` or `no`", name.text)
      .help(fmt::format("write `any {} where its {} …`", name.text, path.parts[1].text));
  return true;
}

// `its grave`, `its traits is …`: what belongs after `it is`.
bool Resolver::check_its(const syntax::Comparison& comparison, const syntax::Path& path) {
  const syntax::Name& name = path.parts.front();
  const model::RecordType& record = vocabulary_.records[*scope_.element];
  if (record.find(name.text)) return true;
  const bool is_single = path.parts.size() == 1;
  const bool is_meant = definitions_.has(name.text, *scope_.element) || !candidates(*scope_.element, name.text).empty();
  if (is_single && is_meant && std::holds_alternative<std::monostate>(comparison.test)) {
    const Span words{comparison.subject.span.source, comparison.subject.span.begin, name.span.begin};
    context_.sink
        .report(Code::unknown_name, comparison.subject.span, "`{}` is no fact of `{}`: it stands after `it is`",
                name.text, record.name)
        .help(fmt::format("write `it is {}`", name.text), {Edit{words, "it is "}});
    return false;
  }
  return true;
}

Result Resolver::resolve_fact_test(const syntax::Comparison& comparison, const model::FactRef& fact, Span span) {
  return std::visit(overloaded{
                        [&](const std::monostate&) { return resolve_bare(comparison, fact, span); },
                        [&](const syntax::OrderTest& order) { return resolve_order(fact, order, span); },
                        [&](const syntax::Test& test) { return resolve_test(comparison, fact, test, span); },
                    },
                    comparison.test);
}

std::string Resolver::fact_name(const model::FactRef& fact) const { return path_text(vocabulary_, fact); }

Result Resolver::resolve_bare(const syntax::Comparison& comparison, const model::FactRef& fact, Span span) {
  if (fact.type.kind == Kind::yes_no) return atom(model::Holds{fact}, span);
  const std::string name = fact_name(fact);
  auto report =
      context_.sink.report(Code::kind_mismatch, comparison.subject.span,
                           "`{}` is {}, and says nothing when it stands bare", name, describe(vocabulary_, fact.type));
  switch (fact.type.kind) {
    case Kind::list: {
      const std::string& one = vocabulary_.records[fact.from].fields[fact.steps.back()].singular;
      report.help(fmt::format("write `any {}`", one), {Edit{comparison.subject.span, "any " + one}});
      break;
    }
    case Kind::number:
      report.help(fmt::format("compare it, as in `{} < 18`", name));
      break;
    case Kind::money:
      report.help(fmt::format("compare it, as in `{} > $5,000`", name));
      break;
    case Kind::choice:
      report.help(fmt::format("compare it, as in `{} is {}`", name, vocabulary_.choices[fact.type.id].values.front()));
      break;
    case Kind::date:
    case Kind::date_time:
      report.help(fmt::format("compare it, as in `{} is before 2014-01-01`", name));
      break;
    case Kind::yes_no:
    case Kind::text:
    case Kind::set:
    case Kind::record:
      report.help("compare it with `is`");
      break;
  }
  return std::nullopt;
}

Result Resolver::resolve_test(const syntax::Comparison& comparison, const model::FactRef& fact,
                              const syntax::Test& test, Span span) {
  if (fact.type.kind == Kind::record) return resolve_record_test(comparison.subject, fact.type.id, fact, test, span);
  return std::visit(
      overloaded{
          [&](const syntax::LadderTest& ladder) { return resolve_ladder(comparison, fact, ladder, test, span); },
          [&](const syntax::DayTest& day) { return resolve_day(comparison, fact, day, test, span); },
          [&](const syntax::ValueTest& value) { return resolve_value(comparison, fact, value, test, span); },
          [&](const syntax::WithinTest& within) { return resolve_within(fact, within, test, span); },
      },
      test.node);
}

}  // namespace comity::checker
