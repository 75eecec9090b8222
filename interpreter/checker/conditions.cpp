// Conditions as wholes: chains of `and` and `or`, and the paths that lead from a record to a fact.
#include <algorithm>

#include "interpreter/checker/resolver.hpp"

namespace comity::checker {

using model::Kind;

// Follows `path` from a record; reports the first step that leads nowhere.
std::optional<model::FactRef> follow(Context& context, const syntax::Path& path, model::RecordId from,
                                     bool of_element) {
  const model::Vocabulary& vocabulary = context.vocabulary();
  model::FactRef fact{of_element, from, {}, {}};
  model::RecordId current = from;
  for (std::size_t i = 0; i < path.parts.size(); ++i) {
    const syntax::Name& part = path.parts[i];
    const model::RecordType& record = vocabulary.records[current];
    const auto field = record.find(part.text);
    if (!field) {
      context.report_unknown(part, fmt::format("fact of `{}`", record.name), field_names(record));
      return std::nullopt;
    }
    fact.steps.push_back(*field);
    fact.type = record.fields[*field].type;
    if (i + 1 == path.parts.size()) break;
    if (fact.type.kind != Kind::record) {
      const bool is_list = fact.type.kind == Kind::list;
      auto report = context.sink.report(Code::kind_mismatch, part.span, "`{}` is {}, and has no `{}` of its own",
                                        part.text, describe(vocabulary, fact.type), path.parts[i + 1].text);
      if (is_list) report.help(fmt::format("ask about its elements: `any {} where …`", record.fields[*field].singular));
      return std::nullopt;
    }
    current = fact.type.id;
  }
  return fact;
}

std::optional<model::FactRef> resolve_path(Context& context, const syntax::Path& path) {
  if (!context.vocabulary().root) return std::nullopt;
  return follow(context, path, *context.vocabulary().root, false);
}

std::optional<model::Condition> Resolver::resolve(const syntax::Condition& condition) {
  return std::visit(
      overloaded{
          [&](const syntax::Chain& chain) { return resolve_chain(chain, condition.span); },
          [&](const syntax::Not& negation) { return resolve_not(negation, condition.span); },
          [&](const syntax::Group& group) { return resolve(*group.inner); },
          [&](const syntax::Quantified& quantified) { return resolve_quantified(quantified, condition.span); },
          [&](const syntax::Says& says) { return resolve_says(says, condition.span); },
          [&](const syntax::Comparison& comparison) { return resolve_comparison(comparison, condition.span); },
      },
      condition.node);
}

std::string_view Resolver::text(Span span) const { return context_.sources.text_of(span); }

Result Resolver::resolve_chain(const syntax::Chain& chain, Span span) {
  std::vector<model::Condition> links;
  bool is_good = check_mix(chain, span);
  for (std::size_t i = 0; i < chain.links.size(); ++i) {
    if (const std::size_t values = report_dangling_values(chain, i); values > 0) {
      i += values - 1;
      is_good = false;
      continue;
    }
    auto resolved = resolve(chain.links[i]);
    if (resolved) {
      links.push_back(std::move(*resolved));
    } else {
      is_good = false;
    }
  }
  if (!is_good) return std::nullopt;
  if (chain.connectives.front() == syntax::Connective::conjunction) return part(model::AllOf{std::move(links)}, span);
  return part(model::AnyOf{std::move(links)}, span);
}

// The test at the end of a link, and the record and fact that its values are of: what `or violent` may go on with.
std::optional<Resolver::LastTest> Resolver::last_test(const syntax::Condition& link) const {
  const auto of_comparison = [](const syntax::Comparison& comparison) -> const syntax::ValueTest* {
    const auto* test = std::get_if<syntax::Test>(&comparison.test);
    return test == nullptr ? nullptr : std::get_if<syntax::ValueTest>(&test->node);
  };
  LastTest result;
  if (const auto* comparison = std::get_if<syntax::Comparison>(&link.node)) {
    result.test = of_comparison(*comparison);
    result.element = scope_.element;
  } else if (const auto* quantified = std::get_if<syntax::Quantified>(&link.node)) {
    if (!vocabulary_.root) return std::nullopt;
    const auto list = vocabulary_.root_record().find_list(quantified->list.text);
    if (list) result.element = vocabulary_.root_record().fields[*list].type.id;
    if (quantified->is_test) result.test = std::get_if<syntax::ValueTest>(&quantified->is_test->node);
    if (!quantified->where.empty()) {
      if (const auto* last = std::get_if<syntax::Comparison>(&quantified->where.back().node))
        result.test = of_comparison(*last);
    }
  }
  const bool has_value = result.test != nullptr && result.test->values.front().kind == syntax::LiteralKind::outcome;
  if (!has_value) return std::nullopt;
  return result;
}

// Could `name` stand where the test has its value? Decided by what shares a choice with it.
bool Resolver::is_value_for(const LastTest& last, const std::string& name) const {
  if (last.element && definitions_.has(name, last.element)) return true;
  const std::string& known = last.test->values.front().text;
  const bool is_definition = last.element && definitions_.has(known, last.element);
  return std::any_of(vocabulary_.choices.begin(), vocabulary_.choices.end(), [&](const model::Choice& choice) {
    return choice.find(name) && (is_definition || choice.find(known));
  });
}

// `any conviction is serious or violent`: after `or` a whole condition begins, and `violent` is a value alone. Returns
// how many such links there are from `at`.
std::size_t Resolver::report_dangling_values(const syntax::Chain& chain, std::size_t at) {
  const auto bare_name = [&](std::size_t i) -> const syntax::Name* {
    const auto* comparison = std::get_if<syntax::Comparison>(&chain.links[i].node);
    const bool is_bare = comparison != nullptr && std::holds_alternative<std::monostate>(comparison->test) &&
                         comparison->subject.kind == syntax::SubjectKind::path &&
                         comparison->subject.path->parts.size() == 1;
    return is_bare ? &comparison->subject.path->parts.front() : nullptr;
  };
  if (at == 0 || bare_name(at) == nullptr || !vocabulary_.root) return 0;
  const auto last = last_test(chain.links[at - 1]);
  if (!last) return 0;
  std::size_t end = at;
  for (; end < chain.links.size() && chain.connectives[end - 1] == chain.connectives[at - 1]; ++end) {
    const syntax::Name* name = bare_name(end);
    const bool is_known =
        name == nullptr || vocabulary_.root_record().find(name->text) || definitions_.has(name->text, std::nullopt);
    if (is_known || !is_value_for(*last, name->text)) break;
  }
  if (end == at) return 0;
  const syntax::Name& name = *bare_name(at);
  const bool is_or = chain.connectives[at - 1] == syntax::Connective::disjunction;
  auto report =
      context_.sink.report(Code::unknown_name, name.span, "`{}` is a value, and after `{}` a whole condition begins",
                           name.text, is_or ? "or" : "and");
  if (!is_or || last->test->is_negated) {
    const auto* quantified = std::get_if<syntax::Quantified>(&chain.links[at - 1].node);
    if (quantified != nullptr && quantified->is_test) {
      const std::string head{text(quantified->head_span)};
      report.help(fmt::format("write `{0} where it is {1} and it is {2}` of one, or `{0} is {1} and {0} is {2}` of two",
                              head, text(last->test->values_span), name.text));
    } else {
      report.help("write the whole condition once more");
    }
    return end - at;
  }
  std::string values;
  for (const syntax::Literal& literal : last->test->values) values += (values.empty() ? "" : ", ") + literal.text;
  for (std::size_t i = at; i < end; ++i) values += ", " + bare_name(i)->text;
  report.help(fmt::format("write `any of ({})`", values),
              {Edit{between(last->test->values_span, chain.links[end - 1].span), "any of (" + values + ")"}});
  return end - at;
}

// The text of some links, with the words that stand between them.
std::string Resolver::written(const syntax::Chain& chain, std::size_t first, std::size_t last) const {
  std::string result;
  bool in_space = false;
  bool in_text = false;
  bool in_comment = false;
  for (const char c : text(between(chain.links[first].span, chain.links[last].span))) {
    if (c == '"' && !in_comment) in_text = !in_text;
    if (c == '#' && !in_text) in_comment = true;
    if (c == '\n') in_comment = false;
    const bool is_space = in_comment || c == ' ' || c == '\n' || c == '\r' || c == '\t';
    if (is_space && in_space) continue;
    result += is_space ? ' ' : c;
    in_space = is_space;
  }
  return result;
}

// The chain with parentheses around the runs that `inner` binds.
std::string Resolver::reading(const syntax::Chain& chain, syntax::Connective inner) const {
  std::string result;
  for (std::size_t first = 0; first < chain.links.size();) {
    std::size_t last = first;
    while (last < chain.connectives.size() && chain.connectives[last] == inner) ++last;
    if (first != 0) result += inner == syntax::Connective::conjunction ? " or " : " and ";
    result += first == last ? written(chain, first, last) : "(" + written(chain, first, last) + ")";
    first = last + 1;
  }
  return result;
}

bool Resolver::check_mix(const syntax::Chain& chain, Span span) {
  const auto other = std::find_if(chain.connectives.begin(), chain.connectives.end(),
                                  [&](auto kind) { return kind != chain.connectives.front(); });
  if (other == chain.connectives.end()) return true;
  const std::size_t place = static_cast<std::size_t>(other - chain.connectives.begin());
  const std::string first_word{text(chain.connective_spans.front())};
  const std::string other_word{text(chain.connective_spans[place])};
  static_cast<void>(span);
  context_.sink
      .report(Code::mixed_and_or, chain.connective_spans[place],
              "`and` and `or` are mixed without parentheses, and can be read two ways")
      .primary(fmt::format("`{}` here", other_word))
      .label(chain.connective_spans.front(), fmt::format("`{}` here", first_word))
      .help(fmt::format("write `{}` or `{}`", reading(chain, syntax::Connective::conjunction),
                        reading(chain, syntax::Connective::disjunction)));
  return false;
}

Result Resolver::resolve_not(const syntax::Not& negation, Span span) {
  if (!check_not(negation)) return std::nullopt;
  auto operand = resolve(*negation.operand);
  if (!operand) return std::nullopt;
  return part(model::Negation{std::move(*operand)}, span);
}

std::optional<model::Condition> resolve(Context& context, Definitions& definitions, const syntax::Condition& condition,
                                        const Scope& scope) {
  return Resolver{context, definitions, scope}.resolve(condition);
}

}  // namespace comity::checker
