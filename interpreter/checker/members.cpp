// `it is …`: definitions, values and members of sets by their bare names.
#include "interpreter/checker/resolver.hpp"
#include "interpreter/checker/values.hpp"

namespace comity::checker {

using model::Kind;
using syntax::Literal;
using syntax::LiteralKind;

// The facts of a record that could be, or could have, the value.
std::vector<Candidate> Resolver::candidates(model::RecordId record, const std::string& value) const {
  std::vector<Candidate> result;
  const auto& fields = vocabulary_.records[record].fields;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    const model::Type& type = fields[i].type;
    if (type.kind != Kind::choice && type.kind != Kind::set) continue;
    if (const auto index = vocabulary_.choices[type.id].find(value)) {
      result.push_back({model::FactRef{true, record, {static_cast<model::FieldId>(i)}, type}, *index});
    }
  }
  return result;
}

// Everything that may stand after `it is`, for suggestions.
std::vector<std::string> Resolver::names_after_it_is(model::RecordId record) const {
  std::vector<std::string> result = definitions_.names_for(record);
  for (const model::Field& field : vocabulary_.records[record].fields) {
    if (field.type.kind != Kind::choice && field.type.kind != Kind::set) continue;
    const auto& values = vocabulary_.choices[field.type.id].values;
    result.insert(result.end(), values.begin(), values.end());
  }
  return result;
}

model::ConditionNode Resolver::value_node(const Candidate& candidate, const model::Vocabulary& vocabulary) {
  if (candidate.fact.type.kind == Kind::set) return model::HasMember{candidate.fact, candidate.index};
  std::vector<bool> accepted(vocabulary.choices[candidate.fact.type.id].values.size(), false);
  accepted[candidate.index] = true;
  return model::ChosenAmong{candidate.fact, std::move(accepted)};
}

namespace {

// Values of one choice are one comparison: where a level is one of two that are both wanted, it is wanted.
bool joins_values(const model::ConditionNode& node, std::vector<model::Condition>& members) {
  const auto* chosen = std::get_if<model::ChosenAmong>(&node);
  if (chosen == nullptr) return false;
  for (model::Condition& member : members) {
    auto* other = std::get_if<model::ChosenAmong>(&member.node);
    if (other == nullptr || !(other->fact == chosen->fact)) continue;
    for (std::size_t i = 0; i < other->accepted.size(); ++i) other->accepted[i] = other->accepted[i] || chosen->accepted[i];
    return true;
  }
  return false;
}

}  // namespace

Result Resolver::resolve_it_test(const syntax::Subject& subject, const syntax::Test& test, Span span) {
  return resolve_record_test(subject, *scope_.element, std::nullopt, test, span);
}

// `it is …`, or `request is …` with the path of that record as a prefix.
Result Resolver::resolve_record_test(const syntax::Subject& subject, model::RecordId record,
                                     const std::optional<model::FactRef>& prefix, const syntax::Test& test, Span span) {
  const auto reach = [&](model::FactRef fact) {
    if (!prefix) return fact;
    model::FactRef whole = *prefix;
    whole.steps.insert(whole.steps.end(), fact.steps.begin(), fact.steps.end());
    whole.type = fact.type;
    return whole;
  };
  if (const auto* ladder = std::get_if<syntax::LadderTest>(&test.node)) {
    const auto fact = ladder_fact(record, *ladder);
    if (!fact) return std::nullopt;
    syntax::Comparison comparison{subject, test};
    return resolve_ladder(comparison, reach(*fact), *ladder, test, span);
  }
  const auto* value = std::get_if<syntax::ValueTest>(&test.node);
  if (value == nullptr) {
    context_.sink
        .report(Code::kind_mismatch, test.span, "a `{}` is no day: name the fact that is",
                vocabulary_.records[record].name)
        .help("write `its …` with a fact that is a date");
    return std::nullopt;
  }
  std::vector<model::Condition> members;
  bool is_good = true;
  for (const Literal& literal : value->values) {
    auto node = resolve_member(record, literal, subject, test, prefix);
    if (!node) {
      is_good = false;
      continue;
    }
    std::visit(overloaded{
                   [&](model::ChosenAmong& chosen) { chosen.fact = reach(chosen.fact); },
                   [&](model::HasMember& member) { member.fact = reach(member.fact); },
                   [](auto&) {},
               },
               *node);
    if (!joins_values(*node, members)) members.push_back(part(std::move(*node), span));
  }
  if (!is_good) return std::nullopt;
  // A definition alone is a reference to what is counted elsewhere, not a link of its own.
  const bool is_reference = members.size() == 1 && std::holds_alternative<model::Defined>(members.front().node);
  model::Condition whole =
      members.size() == 1 ? std::move(members.front()) : part(model::AnyOf{std::move(members)}, span);
  if (value->is_negated) whole = part(model::Negation{std::move(whole)}, span);
  whole.is_atom = !is_reference;
  return whole;
}

std::optional<model::FactRef> Resolver::ladder_fact(model::RecordId record, const syntax::LadderTest& ladder) {
  std::vector<Candidate> found;
  for (Candidate& candidate : candidates(record, ladder.value.text())) {
    if (candidate.fact.type.kind == Kind::choice && vocabulary_.choices[candidate.fact.type.id].is_ladder)
      found.push_back(std::move(candidate));
  }
  if (found.size() == 1) return found.front().fact;
  if (found.size() > 1) {
    report_ambiguous(ladder.value.span, ladder.value.text(), found);
    return std::nullopt;
  }
  syntax::Name name{ladder.value.text(), ladder.value.span};
  report_no_member(record, name.text, name.span);
  return std::nullopt;
}

void Resolver::report_ambiguous(Span span, const std::string& value, const std::vector<Candidate>& found) {
  std::vector<std::string> names;
  for (const Candidate& candidate : found) names.push_back(path_text(vocabulary_, candidate.fact));
  context_.sink.report(Code::ambiguous_value, span, "`{}` could be a value of {}", value, diagnostics::listed(names))
      .help(fmt::format("name the fact: write `its {} is {}` or `its {} is {}`", names[0], value, names[1], value));
}

void Resolver::report_no_member(model::RecordId record, const std::string& value, Span span) {
  if (context_.declarations.may_be_broken(value) || definitions_.is_for_unknown_record(value)) return;
  const std::string& record_name = vocabulary_.records[record].name;
  auto report = context_.sink.report(Code::unknown_value, span, "`{}` is no definition, value or trait of a `{}`",
                                     value, record_name);
  const std::vector<std::string> names = names_after_it_is(record);
  if (const auto near = diagnostics::nearest(value, names)) {
    report.help(fmt::format("did you mean `{}`?", *near), {Edit{span, *near}});
  } else if (!names.empty()) {
    report.help("there are " + diagnostics::listed(names));
  }
}

std::optional<model::ConditionNode> Resolver::resolve_member(model::RecordId record, const Literal& literal,
                                                             const syntax::Subject& subject, const syntax::Test& test,
                                                             const std::optional<model::FactRef>& prefix) {
  if (literal.kind != LiteralKind::outcome) {
    auto report = context_.sink.report(Code::kind_mismatch, literal.span, "`{}` is {}, and a `{}` is none",
                                       as_written(literal), describe(literal.kind), vocabulary_.records[record].name);
    report.help("name the fact that is compared, as in `its level is felony`");
    return std::nullopt;
  }
  if (definitions_.has(literal.text, record)) {
    const auto definition = definitions_.resolve({literal.text, literal.span}, record);
    if (!definition) return std::nullopt;
    model::Defined use{*definition, !prefix || prefix->of_element, {}};
    if (prefix) use.subject.push_back(*prefix);
    return model::ConditionNode{std::move(use)};
  }
  const std::vector<Candidate> found = candidates(record, literal.text);
  if (found.size() == 1) return value_node(found.front(), vocabulary_);
  if (found.size() > 1) {
    report_ambiguous(literal.span, literal.text, found);
    return std::nullopt;
  }
  const auto field = vocabulary_.records[record].find(literal.text);
  if (field && vocabulary_.records[record].fields[*field].type.kind == Kind::yes_no) {
    const std::string owner = subject.kind == syntax::SubjectKind::it ? "its " : "";
    auto report =
        context_.sink.report(Code::yes_no_compared, literal.span, "`{}` is a yes/no fact of `{}`, and stands bare",
                             literal.text, vocabulary_.records[record].name);
    const bool is_written_it = text(subject.span) == "it";
    const auto& value = std::get<syntax::ValueTest>(test.node);
    if (is_written_it && !value.is_set) {
      report.help(fmt::format("write `{}{}{}`", value.is_negated ? "not " : "", owner, literal.text),
                  {Edit{between(subject.span, test.span), (value.is_negated ? "not " : "") + owner + literal.text}});
    } else {
      report.help(fmt::format("write `where its {}`", literal.text));
    }
    return std::nullopt;
  }
  report_no_member(record, literal.text, literal.span);
  return std::nullopt;
}

}  // namespace comity::checker
