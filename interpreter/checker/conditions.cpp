#include "interpreter/checker/conditions.hpp"

#include <algorithm>

#include "interpreter/checker/values.hpp"

namespace comity::checker {

using model::Kind;
using syntax::Literal;
using syntax::LiteralKind;

// ---------------------------------------------------------------------------------- definitions

std::optional<model::RecordId> Definitions::record_named(const std::string& name) const {
  const auto& records = context_.vocabulary().records;
  for (std::size_t i = 0; i < records.size(); ++i) {
    if (records[i].name == name) return static_cast<model::RecordId>(i);
  }
  return std::nullopt;
}

bool Definitions::has(const std::string& name, std::optional<model::RecordId> record) const {
  const auto entry = entries_.find(name);
  if (entry == entries_.end()) return false;
  const auto& records = entry->second.about->records;
  if (!record) return records.empty();
  const std::string& record_name = context_.vocabulary().records[*record].name;
  return std::any_of(records.begin(), records.end(), [&](const syntax::Name& known) { return known.text == record_name; });
}

std::vector<std::string> Definitions::names_for(std::optional<model::RecordId> record) const {
  std::vector<std::string> result;
  for (const auto& [name, entry] : entries_) {
    if (has(name, record)) result.push_back(name);
  }
  return result;
}

std::vector<std::string> Definitions::records_of(const std::string& name) const {
  std::vector<std::string> result;
  const auto entry = entries_.find(name);
  if (entry == entries_.end()) return result;
  for (const syntax::Name& record : entry->second.about->records) result.push_back(record.text);
  return result;
}

std::optional<model::DefinitionId> Definitions::resolve(const syntax::Name& use, std::optional<model::RecordId> record) {
  const Entry& entry = entries_.at(use.text);
  const auto [slot, is_new] = slots_.emplace(std::pair{use.text, record}, Slot{});
  if (!is_new) {
    switch (slot->second.state) {
      case State::done: return slot->second.id;
      case State::failed: return std::nullopt;
      case State::open: {
        std::string way;
        const auto start = std::find(path_.begin(), path_.end(), use.text);
        for (auto step = start; step != path_.end(); ++step) way += fmt::format("`{}` uses ", *step);
        context_.sink.report(Code::circle, entry.about->name.span, "the definition `{}` leads back to itself", use.text)
            .label(use.span, way + quoted(use.text))
            .help("say it in terms of facts");
        return std::nullopt;
      }
    }
  }
  if (path_.size() >= deepest_chain) {
    context_.sink.report(Code::nested_too_deep, entry.about->name.span, "definitions use one another more than {} deep here", deepest_chain)
        .help("say it in terms of facts");
    return std::nullopt;
  }
  path_.push_back(use.text);
  const Scope scope{record, record.has_value()};
  auto condition = checker::resolve(context_, *this, entry.about->condition, scope);
  path_.pop_back();
  Slot& done = slots_.at({use.text, record});
  if (!condition) {
    done.state = State::failed;
    return std::nullopt;
  }
  model::Citation citation = entry.citation;
  for (const syntax::Note& note : entry.about->notes) {
    if (const auto* cite = std::get_if<syntax::CiteNote>(&note)) {
      citation = {cite->reference.text.joined(), cite->reference.address ? cite->reference.address->joined() : ""};
    }
  }
  done = {State::done, static_cast<model::DefinitionId>(resolved_.size())};
  resolved_.push_back({use.text, record, std::move(*condition), std::move(citation)});
  return done.id;
}

// The records it is for exist, and its name is none of their facts, values and traits.
bool Definitions::check_about(const Entry& entry) {
  const syntax::About& about = *entry.about;
  const model::Vocabulary& vocabulary = context_.vocabulary();
  bool is_good = true;
  for (const syntax::Note& note : about.notes) {
    if (const auto* require = std::get_if<syntax::RequireNote>(&note)) {
      context_.sink.report(Code::out_of_place, require->span, "a definition requires nothing: `require` belongs to a rule").help("move it to a rule");
    }
  }
  const auto check_record = [&](model::RecordId id) {
    const model::RecordType& record = vocabulary.records[id];
    if (record.find(about.name.text) || record.find_list(about.name.text)) {
      context_.sink.report(Code::duplicate_name, about.name.span, "`{}` is already a fact of `{}`", about.name.text, record.name)
          .help("give the definition another name");
      is_good = false;
      return;
    }
    for (const model::Field& field : record.fields) {
      const bool has_values = field.type.kind == Kind::choice || field.type.kind == Kind::set;
      if (!has_values || !vocabulary.choices[field.type.id].find(about.name.text)) continue;
      context_.sink.report(Code::duplicate_name, about.name.span, "`{}` is already a value of `{}`, a fact of `{}`", about.name.text, field.name, record.name)
          .help("give the definition another name");
      is_good = false;
      return;
    }
  };
  if (about.records.empty()) {
    if (vocabulary.root) check_record(*vocabulary.root);
    return is_good;
  }
  for (const syntax::Name& name : about.records) {
    if (const auto id = record_named(name.text)) {
      check_record(*id);
    } else {
      std::vector<std::string> names;
      for (const auto& record : vocabulary.records) names.push_back(record.name);
      context_.report_unknown(name, "record", names);
      is_good = false;
    }
  }
  return is_good;
}

void Definitions::resolve_fully(const std::string& name) {
  const Entry& entry = entries_.at(name);
  if (!check_about(entry)) return;
  if (entry.about->records.empty()) {
    if (context_.vocabulary().root) resolve(entry.about->name, std::nullopt);
    return;
  }
  for (const syntax::Name& record : entry.about->records) {
    if (const auto id = record_named(record.text)) resolve(entry.about->name, *id);
  }
}

// ---------------------------------------------------------------------------------- paths

namespace {

// Follows `path` from a record; reports the first step that leads nowhere.
std::optional<model::FactRef> follow(Context& context, const syntax::Path& path, model::RecordId from, bool of_element) {
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
      auto report = context.sink.report(Code::kind_mismatch, part.span, "`{}` is {}, and has no `{}` of its own", part.text, describe(vocabulary, fact.type),
                                        path.parts[i + 1].text);
      if (is_list) report.help(fmt::format("ask about its elements: `any {} where …`", record.fields[*field].singular));
      return std::nullopt;
    }
    current = fact.type.id;
  }
  return fact;
}

}  // namespace

std::optional<model::FactRef> resolve_path(Context& context, const syntax::Path& path) {
  if (!context.vocabulary().root) return std::nullopt;
  return follow(context, path, *context.vocabulary().root, false);
}

// ---------------------------------------------------------------------------------- conditions

namespace {

// Does a link speak of the element?
bool mentions_element(const syntax::Condition& condition);

bool mentions_element(const syntax::Day& day) {
  return std::visit(overloaded{
                        [](const syntax::LaterOf& later) { return mentions_element(*later.first) || mentions_element(*later.second); },
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
                          return std::any_of(chain.links.begin(), chain.links.end(), [](const auto& link) { return mentions_element(link); });
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

model::Condition atom(model::ConditionNode node, Span span) { return {std::move(node), span, true}; }
model::Condition part(model::ConditionNode node, Span span) { return {std::move(node), span, false}; }

Span between(Span a, Span b) { return {a.source, a.begin, b.end}; }

class Resolver {
 public:
  Resolver(Context& context, Definitions& definitions, const Scope& scope)
      : context_{context}, definitions_{definitions}, scope_{scope}, vocabulary_{context.vocabulary()} {}

  std::optional<model::Condition> resolve(const syntax::Condition& condition) {
    return std::visit(overloaded{
                          [&](const syntax::Chain& chain) { return resolve_chain(chain, condition.span); },
                          [&](const syntax::Not& negation) { return resolve_not(negation, condition.span); },
                          [&](const syntax::Group& group) { return resolve(*group.inner); },
                          [&](const syntax::Quantified& quantified) { return resolve_quantified(quantified, condition.span); },
                          [&](const syntax::Says& says) { return resolve_says(says, condition.span); },
                          [&](const syntax::Comparison& comparison) { return resolve_comparison(comparison, condition.span); },
                      },
                      condition.node);
  }

 private:
  using Result = std::optional<model::Condition>;

  std::string_view text(Span span) const { return context_.sources.text_of(span); }

  // ---- chains and negation

  Result resolve_chain(const syntax::Chain& chain, Span span) {
    std::vector<model::Condition> links;
    bool is_good = check_mix(chain, span);
    for (const syntax::Condition& link : chain.links) {
      auto resolved = resolve(link);
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

  // The text of some links, with the words that stand between them.
  std::string written(const syntax::Chain& chain, std::size_t first, std::size_t last) const {
    std::string result;
    bool in_space = false;
    for (const char c : text(between(chain.links[first].span, chain.links[last].span))) {
      const bool is_space = c == ' ' || c == '\n' || c == '\r' || c == '\t';
      if (is_space && in_space) continue;
      result += is_space ? ' ' : c;
      in_space = is_space;
    }
    return result;
  }

  // The chain with parentheses around the runs that `inner` binds.
  std::string reading(const syntax::Chain& chain, syntax::Connective inner) const {
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

  bool check_mix(const syntax::Chain& chain, Span span) {
    const auto other = std::find_if(chain.connectives.begin(), chain.connectives.end(), [&](auto kind) { return kind != chain.connectives.front(); });
    if (other == chain.connectives.end()) return true;
    const std::size_t place = static_cast<std::size_t>(other - chain.connectives.begin());
    const std::string first_word{text(chain.connective_spans.front())};
    const std::string other_word{text(chain.connective_spans[place])};
    static_cast<void>(span);
    context_.sink.report(Code::mixed_and_or, chain.connective_spans[place], "`and` and `or` are mixed without parentheses, and can be read two ways")
        .primary(fmt::format("`{}` here", other_word))
        .label(chain.connective_spans.front(), fmt::format("`{}` here", first_word))
        .help(fmt::format("write `{}` or `{}`", reading(chain, syntax::Connective::conjunction), reading(chain, syntax::Connective::disjunction)));
    return false;
  }

  Result resolve_not(const syntax::Not& negation, Span span) {
    if (!check_not(negation)) return std::nullopt;
    auto operand = resolve(*negation.operand);
    if (!operand) return std::nullopt;
    return part(model::Negation{std::move(*operand)}, span);
  }

  // There is one way to write a negation: `no conviction`, `is not`, `<`.
  bool check_not(const syntax::Not& negation) {
    const syntax::Condition& operand = *negation.operand;
    const auto report = [&](std::string_view found) {
      return context_.sink.report(Code::not_form, between(negation.not_span, operand.span), "`{}` is written another way", found);
    };
    if (const auto* quantified = std::get_if<syntax::Quantified>(&operand.node)) {
      if (quantified->quantifier != syntax::Quantifier::any && quantified->quantifier != syntax::Quantifier::no) return true;
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
    std::visit(overloaded{
                   [&](const syntax::LadderTest& ladder) { report_negated_ladder(*comparison, ladder, between(negation.not_span, operand.span), remove, test); },
                   [&](const syntax::DayTest& day) {
                     const std::string right = opposite(day);
                     const Span words{test.span.source, test.span.begin, day.day.span.begin};
                     report("not … is").help(fmt::format("write `{} is {} …`", subject, right), {Edit{remove, ""}, Edit{words, right + " "}});
                   },
                   [&](const syntax::ValueTest& value) {
                     if (value.is_negated) {
                       const Span words{test.span.source, test.span.begin, value.values_span.begin};
                       report("not … is not").help(fmt::format("write `{} is {}`", subject, text(value.values_span)), {Edit{remove, ""}, Edit{words, ""}});
                     } else {
                       const Span place{test.span.source, test.span.begin, test.span.begin};
                       report("not … is").help(fmt::format("write `{} is not {}`", subject, text(test.span)), {Edit{remove, ""}, Edit{place, "not "}});
                     }
                   },
                   [&](const syntax::WithinTest& within) {
                     const Span place{test.span.source, test.span.begin, test.span.begin};
                     if (within.is_negated) {
                       report("not … is not").help("write `is within …`");
                     } else {
                       report("not … is").help(fmt::format("write `{} is not within …`", subject), {Edit{remove, ""}, Edit{place, "not "}});
                     }
                   },
               },
               test.node);
    return false;
  }

  static std::string opposite(syntax::Order order) {
    switch (order) {
      case syntax::Order::less: return ">=";
      case syntax::Order::at_most: return ">";
      case syntax::Order::greater: return "<=";
      case syntax::Order::at_least: return "<";
    }
    return {};
  }

  static std::string opposite(const syntax::DayTest& day) {
    const bool is_before = day.direction == syntax::Direction::before;
    return std::string{day.or_on ? "" : "on or "} + (is_before ? "after" : "before");
  }

  // `not … is at least felony`, `is not at least felony`: the rung below, where there is one.
  void report_negated_ladder(const syntax::Comparison& comparison, const syntax::LadderTest& ladder, Span span, std::optional<Span> remove,
                             const syntax::Test& test) {
    auto report = context_.sink.report(Code::not_form, span, "a ladder's `at {}` is not negated: there is one way to write each thing",
                                       ladder.extreme == syntax::Extreme::least ? "least" : "most");
    const auto subject = silently_resolve(comparison.subject);
    if (!subject) return;
    const model::Choice& choice = vocabulary_.choices[subject->type.id];
    const auto index = choice.find(ladder.value.text());
    if (!index) return;
    const bool is_least = ladder.extreme == syntax::Extreme::least;
    if (is_least ? *index == 0 : *index + 1 == choice.values.size()) return;
    const std::string right = fmt::format("at {} {}", is_least ? "most" : "least", choice.values[is_least ? *index - 1 : *index + 1]);
    std::vector<Edit> edits;
    if (remove) edits.push_back({*remove, ""});
    edits.push_back({test.span, right});
    report.help(fmt::format("write `{} is {}`", text(comparison.subject.span), right), std::move(edits));
  }

  // The choice fact that a subject names, without any report.
  std::optional<model::FactRef> silently_resolve(const syntax::Subject& subject) const {
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

  // ---- quantifiers

  Result resolve_quantified(const syntax::Quantified& quantified, Span span) {
    if (scope_.is_inside_element) {
      context_.sink.report(Code::quantifier_inside, quantified.head_span, "a quantifier stands inside a condition on an element")
          .help("ask it beside, not inside: `any charge where … and any conviction …` is written as two links in parentheses");
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

  std::optional<model::FactRef> resolve_list(const syntax::Quantified& quantified) {
    if (!vocabulary_.root) return std::nullopt;
    const model::RecordType& record = vocabulary_.root_record();
    const bool wants_plural = quantified.quantifier == syntax::Quantifier::at_least;
    const std::string& name = quantified.list.text;
    const auto plural = record.find(name);
    const bool is_list = plural && record.fields[*plural].type.kind == Kind::list;
    const auto singular = record.find_list(name);
    const auto fact = [&](model::FieldId id) { return model::FactRef{false, *vocabulary_.root, {id}, record.fields[id].type}; };
    if (wants_plural ? is_list : singular.has_value()) return fact(wants_plural ? *plural : *singular);
    const auto wrong_form = [&](const std::string& right) {
      context_.sink.report(Code::list_form, quantified.list.span, "`{}` takes a list {}", quantifier_words(quantified),
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
      context_.sink.report(Code::kind_mismatch, quantified.list.span, "`{}` is {}, not a list", name, describe(vocabulary_, record.fields[*plural].type))
          .help("the lists are " + diagnostics::listed(names));
      return std::nullopt;
    }
    context_.report_unknown(quantified.list, "list", names);
    return std::nullopt;
  }

  static std::string quantifier_words(const syntax::Quantified& quantified) {
    switch (quantified.quantifier) {
      case syntax::Quantifier::any: return "any";
      case syntax::Quantifier::every: return "every";
      case syntax::Quantifier::no: return "no";
      case syntax::Quantifier::at_least: return "at least " + quantified.count->text;
    }
    return {};
  }

  static bool is_negated(const syntax::Test& test) {
    return std::visit(overloaded{
                          [](const syntax::LadderTest& ladder) { return ladder.stray_not.has_value(); },
                          [](const syntax::DayTest& day) { return day.stray_not.has_value(); },
                          [](const syntax::ValueTest& value) { return value.is_negated; },
                          [](const syntax::WithinTest& within) { return within.is_negated; },
                      },
                      test.node);
  }

  bool check_quantifier(const syntax::Quantified& quantified, model::Quantified& result) {
    const std::string& list = quantified.list.text;
    switch (quantified.quantifier) {
      case syntax::Quantifier::any:
      case syntax::Quantifier::no: result.quantifier = model::Quantifier::any; break;
      case syntax::Quantifier::every:
        result.quantifier = model::Quantifier::every;
        if (quantified.is_test) break;
        context_.sink.report(Code::every_needs_name, quantified.head_span, "`every {}` needs `is` and a condition with a name", list)
            .help(fmt::format("name the condition with `define NAME for {} …` and write `every {} is NAME`", vocabulary_.records[result.list.type.id].name, list));
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
          context_.sink.report(Code::never_holds, quantified.head_span, "`at least 0 {}` says nothing: there always are", list).help("remove it, or count from 2");
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
    const bool is_ambiguous = quantified.quantifier == syntax::Quantifier::any || quantified.quantifier == syntax::Quantifier::every;
    if (quantified.is_test && is_ambiguous && is_negated(*quantified.is_test)) {
      std::string value{text(quantified.is_test->span)};
      if (value.starts_with("not ")) value = value.substr(4);
      const bool is_any = quantified.quantifier == syntax::Quantifier::any;
      const std::string other = is_any ? fmt::format("any {} where it is not {}", list, value)
                                       : fmt::format("not every {} is {}", list, value);
      context_.sink.report(Code::two_readings, between(quantified.head_span, quantified.is_test->span), "`{} {} is not …` can be read two ways", is_any ? "any" : "every", list)
          .help(fmt::format("write `no {} is {}` or `{}`", list, value, other));
      return false;
    }
    if (quantified.distinct_by) {
      const syntax::Path path{{*quantified.distinct_by}, quantified.distinct_by->span};
      const auto key = follow(context_, path, result.list.type.id, true);
      if (!key) return false;
      if (key->type.kind == Kind::list || key->type.kind == Kind::record || key->type.kind == Kind::set) {
        context_.sink.report(Code::kind_mismatch, quantified.distinct_by->span, "`{}` is {}, and cannot be counted by", quantified.distinct_by->text,
                             describe(vocabulary_, key->type));
        return false;
      }
      result.distinct_by.push_back(*key);
    }
    return true;
  }

  void report_without_it(const syntax::Condition& link, model::RecordId element) {
    const model::RecordType& record = vocabulary_.records[element];
    auto report = context_.sink.report(Code::where_without_it, link.span, "this speaks of the record, not of the {}: inside `where`, every link says `it` or `its`", record.name);
    const auto* comparison = std::get_if<syntax::Comparison>(&link.node);
    if (comparison != nullptr && comparison->subject.path) {
      const syntax::Name& first = comparison->subject.path->parts.front();
      const Span place{first.span.source, first.span.begin, first.span.begin};
      if (record.find(first.text)) {
        report.help(fmt::format("write `its {}`", first.text), {Edit{place, "its "}});
        return;
      }
      const bool is_bare = std::holds_alternative<std::monostate>(comparison->test);
      if (is_bare && comparison->subject.path->parts.size() == 1 && (definitions_.has(first.text, element) || !candidates(element, first.text).empty())) {
        report.help(fmt::format("write `it is {}`", first.text), {Edit{place, "it is "}});
        return;
      }
    }
    report.help("move it in front of the quantifier: `" + std::string{text(link.span)} + " and any …`");
  }

  // ---- says

  Result resolve_says(const syntax::Says& says, Span span) {
    const auto policy = context_.library.find_policy(says.policy.text);
    if (!policy) {
      std::vector<std::string> names;
      for (const auto& known : context_.library.policies) names.push_back(known.name);
      if (context_.library.find_jurisdiction(says.policy.text)) {
        context_.sink.report(Code::kind_mismatch, says.policy.span, "`{}` is a jurisdiction, and `says` asks a policy", says.policy.text)
            .help("there are " + diagnostics::listed(names));
      } else {
        context_.report_unknown(says.policy, "policy", names);
      }
      return std::nullopt;
    }
    const auto decision_id = vocabulary_.find_decision(says.decision.text);
    if (!decision_id) {
      std::vector<std::string> names;
      for (const auto& known : vocabulary_.decisions) names.push_back(known.name);
      context_.report_unknown(says.decision, "decision", names);
      return std::nullopt;
    }
    const model::Decision& decision = vocabulary_.decisions[*decision_id];
    const auto& spoken = context_.library.policies[*policy].decisions;
    if (std::find(spoken.begin(), spoken.end(), *decision_id) == spoken.end()) {
      std::vector<std::string> names;
      for (const auto id : spoken) names.push_back(vocabulary_.decisions[id].name);
      auto report = context_.sink.report(Code::never_holds, says.decision.span, "`{}` says nothing of `{}`: this can never hold", says.policy.text, says.decision.text);
      if (!names.empty()) report.help("it speaks to " + diagnostics::listed(names));
      return std::nullopt;
    }
    auto accepted = outcomes_accepted(decision, says.test);
    if (!accepted) return std::nullopt;
    return atom(model::Says{*policy, *decision_id, std::move(*accepted)}, span);
  }

  std::optional<std::uint32_t> outcome_of(const model::Decision& decision, const std::string& written, Span span) {
    if (const auto index = decision.find(written)) return index;
    auto report = context_.sink.report(Code::unknown_value, span, "`{}` is no outcome of `{}`", written, decision.name);
    if (const auto near = diagnostics::nearest(written, decision.outcomes)) {
      report.help(fmt::format("did you mean `{}`?", *near), {Edit{span, *near}});
    } else {
      report.help("its outcomes are " + diagnostics::listed(decision.outcomes));
    }
    return std::nullopt;
  }

  // `is not X` accepts every other outcome, and still neither *silent* nor *conflict*.
  std::optional<std::vector<bool>> outcomes_accepted(const model::Decision& decision, const syntax::Test& test) {
    std::vector<bool> accepted(decision.outcomes.size(), false);
    if (const auto* ladder = std::get_if<syntax::LadderTest>(&test.node)) {
      if (ladder->stray_not) {
        context_.sink.report(Code::not_form, test.span, "a ladder's `at least` and `at most` are not negated").help("write the other side of the ladder");
        return std::nullopt;
      }
      const auto index = outcome_of(decision, ladder->value.text(), ladder->value.span);
      if (!index) return std::nullopt;
      for (std::size_t i = 0; i < accepted.size(); ++i) accepted[i] = ladder->extreme == syntax::Extreme::least ? i >= *index : i <= *index;
      return accepted;
    }
    const auto* value = std::get_if<syntax::ValueTest>(&test.node);
    if (value == nullptr) {
      context_.sink.report(Code::kind_mismatch, test.span, "`{}` is a decision, and this is a day", decision.name)
          .help("its outcomes are " + diagnostics::listed(decision.outcomes));
      return std::nullopt;
    }
    for (const Literal& literal : value->values) {
      const auto index = outcome_of(decision, literal.text, literal.span);
      if (!index) return std::nullopt;
      accepted[*index] = true;
    }
    if (value->is_negated) accepted.flip();
    return accepted;
  }

  // ---- comparisons

  Result resolve_comparison(const syntax::Comparison& comparison, Span span) {
    if (comparison.subject.kind != syntax::SubjectKind::path && !scope_.element) {
      context_.sink.report(Code::no_element, comparison.subject.span, "`{}` speaks of an element, and there is none here", text(comparison.subject.span).substr(0, 40))
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

  bool is_definition_use(const syntax::Path& path) const {
    return path.parts.size() == 1 && definitions_.has(path.parts.front().text, std::nullopt) &&
           !(vocabulary_.root && vocabulary_.root_record().find(path.parts.front().text));
  }

  Result resolve_definition_use(const syntax::Comparison& comparison, const syntax::Path& path, Span span) {
    if (!std::holds_alternative<std::monostate>(comparison.test)) {
      context_.sink.report(Code::kind_mismatch, span, "`{}` is a definition, and stands bare or after `not`", path.parts.front().text)
          .help(fmt::format("write `{}`", path.parts.front().text));
      return std::nullopt;
    }
    const auto definition = definitions_.resolve(path.parts.front(), std::nullopt);
    if (!definition) return std::nullopt;
    return part(model::Defined{*definition, false, {}}, span);
  }

  // A single bare name that is no fact: what a newcomer may have meant.
  bool check_bare_name(const syntax::Comparison& comparison, const syntax::Path& path) {
    const syntax::Name& name = path.parts.front();
    const model::RecordType& record = vocabulary_.root_record();
    if (record.find(name.text) || context_.declarations.may_be_broken(name.text)) return true;
    const bool is_bare = std::holds_alternative<std::monostate>(comparison.test);
    const Span place{name.span.source, name.span.begin, name.span.begin};
    if (record.find_list(name.text)) {
      context_.sink.report(Code::list_form, name.span, "`{}` is an element of a list, and stands after `any`, `every` or `no`", name.text)
          .help(fmt::format("write `any {}`", name.text), {Edit{place, "any "}});
      return false;
    }
    if (scope_.element && vocabulary_.records[*scope_.element].find(name.text)) {
      context_.sink.report(Code::where_without_it, comparison.subject.span, "`{}` is a fact of the {}", name.text, vocabulary_.records[*scope_.element].name)
          .help(fmt::format("write `its {}`", name.text), {Edit{place, "its "}});
      return false;
    }
    const std::vector<std::string> records = definitions_.records_of(name.text);
    if (!records.empty()) {
      auto report = context_.sink.report(Code::no_element, name.span, "`{}` is defined for {}, and there is none here", name.text, diagnostics::listed(records));
      if (scope_.element && definitions_.has(name.text, *scope_.element)) {
        report.help(fmt::format("write `it is {}`", name.text), {Edit{place, "it is "}});
      } else {
        report.help(fmt::format("ask it of an element, as in `any {} is {}`", records.front(), name.text));
      }
      return false;
    }
    if (path.parts.size() > 1 || !is_bare) {
      std::vector<std::string> names = field_names(record);
      if (path.parts.size() > 1 && report_wrong_record(path, name)) return false;
      context_.report_unknown(name, fmt::format("fact of `{}`", record.name), names);
      return false;
    }
    std::vector<std::string> names = field_names(record);
    for (std::string& definition : definitions_.names_for(std::nullopt)) names.push_back(std::move(definition));
    context_.report_unknown(name, "fact or definition", names);
    return false;
  }

  // `charge.level`: a list's element is asked with a quantifier.
  bool report_wrong_record(const syntax::Path& path, const syntax::Name& name) {
    const auto list = vocabulary_.root_record().find_list(name.text);
    if (!list) return false;
    context_.sink.report(Code::list_form, path.span, "`{}` is an element of a list, and is asked about with `any`, `every` or `no`", name.text)
        .help(fmt::format("write `any {} where its {} …`", name.text, path.parts[1].text));
    return true;
  }

  // `its grave`, `its traits is …`: what belongs after `it is`.
  bool check_its(const syntax::Comparison& comparison, const syntax::Path& path) {
    const syntax::Name& name = path.parts.front();
    const model::RecordType& record = vocabulary_.records[*scope_.element];
    if (record.find(name.text)) return true;
    const bool is_single = path.parts.size() == 1;
    const bool is_meant = definitions_.has(name.text, *scope_.element) || !candidates(*scope_.element, name.text).empty();
    if (is_single && is_meant && std::holds_alternative<std::monostate>(comparison.test)) {
      const Span words{comparison.subject.span.source, comparison.subject.span.begin, name.span.begin};
      context_.sink.report(Code::unknown_name, comparison.subject.span, "`{}` is no fact of `{}`: it stands after `it is`", name.text, record.name)
          .help(fmt::format("write `it is {}`", name.text), {Edit{words, "it is "}});
      return false;
    }
    return true;
  }

  // ---- tests on `it`: definitions, values and members by their bare names

  struct Candidate {
    model::FactRef fact;
    std::uint32_t index;
  };

  // The facts of a record that could be, or could have, the value.
  std::vector<Candidate> candidates(model::RecordId record, const std::string& value) const {
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
  std::vector<std::string> names_after_it_is(model::RecordId record) const {
    std::vector<std::string> result = definitions_.names_for(record);
    for (const model::Field& field : vocabulary_.records[record].fields) {
      if (field.type.kind != Kind::choice && field.type.kind != Kind::set) continue;
      const auto& values = vocabulary_.choices[field.type.id].values;
      result.insert(result.end(), values.begin(), values.end());
    }
    return result;
  }

  static model::ConditionNode value_node(const Candidate& candidate, const model::Vocabulary& vocabulary) {
    if (candidate.fact.type.kind == Kind::set) return model::HasMember{candidate.fact, candidate.index};
    std::vector<bool> accepted(vocabulary.choices[candidate.fact.type.id].values.size(), false);
    accepted[candidate.index] = true;
    return model::ChosenAmong{candidate.fact, std::move(accepted)};
  }

  Result resolve_it_test(const syntax::Subject& subject, const syntax::Test& test, Span span) {
    return resolve_record_test(subject, *scope_.element, std::nullopt, test, span);
  }

  // `it is …`, or `request is …` with the path of that record as a prefix.
  Result resolve_record_test(const syntax::Subject& subject, model::RecordId record, const std::optional<model::FactRef>& prefix, const syntax::Test& test,
                             Span span) {
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
      context_.sink.report(Code::kind_mismatch, test.span, "a `{}` is no day: name the fact that is", vocabulary_.records[record].name)
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
      members.push_back(part(std::move(*node), span));
    }
    if (!is_good) return std::nullopt;
    // A definition alone is a reference to what is counted elsewhere, not a link of its own.
    const bool is_reference = members.size() == 1 && std::holds_alternative<model::Defined>(members.front().node);
    model::Condition whole = members.size() == 1 ? std::move(members.front()) : part(model::AnyOf{std::move(members)}, span);
    if (value->is_negated) whole = part(model::Negation{std::move(whole)}, span);
    whole.is_atom = !is_reference;
    return whole;
  }

  std::optional<model::FactRef> ladder_fact(model::RecordId record, const syntax::LadderTest& ladder) {
    std::vector<Candidate> found;
    for (Candidate& candidate : candidates(record, ladder.value.text())) {
      if (candidate.fact.type.kind == Kind::choice && vocabulary_.choices[candidate.fact.type.id].is_ladder) found.push_back(std::move(candidate));
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

  void report_ambiguous(Span span, const std::string& value, const std::vector<Candidate>& found) {
    std::vector<std::string> names;
    for (const Candidate& candidate : found) names.push_back(path_text(vocabulary_, candidate.fact));
    context_.sink.report(Code::ambiguous_value, span, "`{}` could be a value of {}", value, diagnostics::listed(names))
        .help(fmt::format("name the fact: `its {} is {}`", names.front(), value));
  }

  void report_no_member(model::RecordId record, const std::string& value, Span span) {
    if (context_.declarations.may_be_broken(value)) return;
    const std::string& record_name = vocabulary_.records[record].name;
    auto report = context_.sink.report(Code::unknown_value, span, "`{}` is no definition, value or trait of a `{}`", value, record_name);
    const std::vector<std::string> names = names_after_it_is(record);
    if (const auto near = diagnostics::nearest(value, names)) {
      report.help(fmt::format("did you mean `{}`?", *near), {Edit{span, *near}});
    } else if (!names.empty()) {
      report.help("there are " + diagnostics::listed(names));
    }
  }

  std::optional<model::ConditionNode> resolve_member(model::RecordId record, const Literal& literal, const syntax::Subject& subject, const syntax::Test& test,
                                                     const std::optional<model::FactRef>& prefix) {
    if (literal.kind != LiteralKind::outcome) {
      auto report = context_.sink.report(Code::kind_mismatch, literal.span, "`{}` is {}, and a `{}` is none", as_written(literal), describe(literal.kind),
                                         vocabulary_.records[record].name);
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
      auto report = context_.sink.report(Code::yes_no_compared, literal.span, "`{}` is a yes/no fact of `{}`, and stands bare", literal.text, vocabulary_.records[record].name);
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

  // ---- tests on facts

  Result resolve_fact_test(const syntax::Comparison& comparison, const model::FactRef& fact, Span span) {
    return std::visit(overloaded{
                          [&](const std::monostate&) { return resolve_bare(comparison, fact, span); },
                          [&](const syntax::OrderTest& order) { return resolve_order(fact, order, span); },
                          [&](const syntax::Test& test) { return resolve_test(comparison, fact, test, span); },
                      },
                      comparison.test);
  }

  std::string fact_name(const model::FactRef& fact) const { return path_text(vocabulary_, fact); }

  Result resolve_bare(const syntax::Comparison& comparison, const model::FactRef& fact, Span span) {
    if (fact.type.kind == Kind::yes_no) return atom(model::Holds{fact}, span);
    const std::string name = fact_name(fact);
    auto report = context_.sink.report(Code::kind_mismatch, comparison.subject.span, "`{}` is {}, and says nothing when it stands bare", name, describe(vocabulary_, fact.type));
    switch (fact.type.kind) {
      case Kind::list: {
        const std::string& one = vocabulary_.records[fact.from].fields[fact.steps.back()].singular;
        report.help(fmt::format("write `any {}`", one), {Edit{comparison.subject.span, "any " + one}});
        break;
      }
      case Kind::number: report.help(fmt::format("compare it, as in `{} < 18`", name)); break;
      case Kind::money: report.help(fmt::format("compare it, as in `{} > $5,000`", name)); break;
      case Kind::choice: report.help(fmt::format("compare it, as in `{} is {}`", name, vocabulary_.choices[fact.type.id].values.front())); break;
      case Kind::date:
      case Kind::date_time: report.help(fmt::format("compare it, as in `{} is before 2014-01-01`", name)); break;
      case Kind::yes_no:
      case Kind::text:
      case Kind::set:
      case Kind::record: report.help("compare it with `is`"); break;
    }
    return std::nullopt;
  }

  Result resolve_order(const model::FactRef& fact, const syntax::OrderTest& order, Span span) {
    const std::string name = fact_name(fact);
    if (fact.type.kind == Kind::choice || fact.type.kind == Kind::date || fact.type.kind == Kind::date_time) {
      auto report = context_.sink.report(Code::kind_mismatch, order.order_span, "`{}` compares numbers and amounts, and `{}` is {}", text(order.order_span), name,
                                         describe(vocabulary_, fact.type));
      const bool is_day = fact.type.kind != Kind::choice;
      const auto words = order_words(order.order, is_day);
      if (words) {
        report.help(fmt::format("write `is {}`", *words), {Edit{order.order_span, "is " + *words}});
      } else {
        report.help("a ladder is compared with `is at least` and `is at most`");
      }
      return std::nullopt;
    }
    if (fact.type.kind != Kind::number && fact.type.kind != Kind::money) {
      context_.sink.report(Code::kind_mismatch, order.order_span, "`{}` compares numbers and amounts, and `{}` is {}", text(order.order_span), name,
                           describe(vocabulary_, fact.type));
      return std::nullopt;
    }
    if (order.stray_unit) {
      const Span gap{order.stray_unit->source, order.bound.span.end, order.stray_unit->end};
      const Span whole = between(order.bound.span, *order.stray_unit);
      if (fact.type.kind == Kind::money) {
        context_.sink.report(Code::number_with_unit, whole, "an amount of money is written with `$`")
            .help(fmt::format("write `${}`", order.bound.text), {Edit{whole, "$" + order.bound.text}});
      } else {
        context_.sink.report(Code::number_with_unit, whole, "`{}` is a number, and a number stands without `{}`", name, text(*order.stray_unit))
            .help(fmt::format("write `{}`", order.bound.text), {Edit{gap, ""}});
      }
      return std::nullopt;
    }
    const auto bound = number_bound(fact, name, order.bound);
    if (!bound) return std::nullopt;
    const model::Comparator comparator = comparator_of(order.order);
    if (!check_range(fact, name, comparator, *bound, order.bound, between(order.order_span, order.bound.span))) return std::nullopt;
    return atom(model::NumberCompared{fact, comparator, *bound}, span);
  }

  static std::optional<std::string> order_words(syntax::Order order, bool is_day) {
    switch (order) {
      case syntax::Order::less: return is_day ? std::optional<std::string>{"before"} : std::nullopt;
      case syntax::Order::at_most: return is_day ? "on or before" : "at most";
      case syntax::Order::greater: return is_day ? std::optional<std::string>{"after"} : std::nullopt;
      case syntax::Order::at_least: return is_day ? "on or after" : "at least";
    }
    return std::nullopt;
  }

  static model::Comparator comparator_of(syntax::Order order) {
    switch (order) {
      case syntax::Order::less: return model::Comparator::less;
      case syntax::Order::at_most: return model::Comparator::at_most;
      case syntax::Order::greater: return model::Comparator::greater;
      case syntax::Order::at_least: return model::Comparator::at_least;
    }
    return model::Comparator::equal;
  }

  std::optional<std::int64_t> number_bound(const model::FactRef& fact, const std::string& name, const Literal& literal) {
    const bool is_money = fact.type.kind == Kind::money;
    if (literal.kind == (is_money ? LiteralKind::money : LiteralKind::integer)) {
      return is_money ? money_of(context_, literal) : integer_of(context_, literal.text, literal.span, 1'000'000'000'000);
    }
    auto report = context_.sink.report(Code::kind_mismatch, literal.span, "cannot compare `{}` with `{}`", name, as_written(literal));
    report.primary(fmt::format("`{}` is {}; `{}` is {}", as_written(literal), describe(literal.kind), name, describe(vocabulary_, fact.type)));
    if (is_money && literal.kind == LiteralKind::integer) report.help(fmt::format("write `${}`", literal.text), {Edit{literal.span, "$" + literal.text}});
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
  bool check_range(const model::FactRef& fact, const std::string& name, model::Comparator comparator, std::int64_t bound, const Literal& literal, Span span) {
    const std::int64_t least = fact.type.least;
    const std::int64_t most = fact.type.most;
    bool can_hold = true;
    switch (comparator) {
      case model::Comparator::less: can_hold = least < bound; break;
      case model::Comparator::at_most: can_hold = least <= bound; break;
      case model::Comparator::equal: can_hold = least <= bound && bound <= most; break;
      case model::Comparator::at_least: can_hold = most >= bound; break;
      case model::Comparator::greater: can_hold = most > bound; break;
    }
    if (can_hold) return true;
    const bool is_money = fact.type.kind == Kind::money;
    auto report = context_.sink.report(Code::never_holds, span, "this can never hold: `{}` is {} {} {}", name, describe(vocabulary_, fact.type),
                                       is_money ? "of" : "from", is_money ? "at least $0" : fmt::format("{} to {}", least, most));
    static_cast<void>(literal);
    report.help("change the bound, or remove the comparison");
    return false;
  }

  Result resolve_test(const syntax::Comparison& comparison, const model::FactRef& fact, const syntax::Test& test, Span span) {
    if (fact.type.kind == Kind::record) return resolve_record_test(comparison.subject, fact.type.id, fact, test, span);
    return std::visit(overloaded{
                          [&](const syntax::LadderTest& ladder) { return resolve_ladder(comparison, fact, ladder, test, span); },
                          [&](const syntax::DayTest& day) { return resolve_day(comparison, fact, day, test, span); },
                          [&](const syntax::ValueTest& value) { return resolve_value(comparison, fact, value, test, span); },
                          [&](const syntax::WithinTest& within) { return resolve_within(fact, within, test, span); },
                      },
                      test.node);
  }

  Result resolve_ladder(const syntax::Comparison& comparison, const model::FactRef& fact, const syntax::LadderTest& ladder, const syntax::Test& test, Span span) {
    const std::string name = fact_name(fact);
    const bool is_ladder = fact.type.kind == Kind::choice && vocabulary_.choices[fact.type.id].is_ladder;
    if (!is_ladder) {
      auto report = context_.sink.report(Code::kind_mismatch, test.span, "`at least` and `at most` compare on a ladder, and `{}` is {}", name, describe(vocabulary_, fact.type));
      const bool is_number = fact.type.kind == Kind::number || fact.type.kind == Kind::money;
      if (is_number) report.help(ladder.extreme == syntax::Extreme::least ? "write `>=`" : "write `<=`");
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
    for (std::size_t i = 0; i < accepted.size(); ++i) accepted[i] = ladder.extreme == syntax::Extreme::least ? i >= *index : i <= *index;
    return atom(model::ChosenAmong{fact, std::move(accepted)}, span);
  }

  Result resolve_value(const syntax::Comparison& comparison, const model::FactRef& fact, const syntax::ValueTest& value, const syntax::Test& test, Span span) {
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
          context_.sink.report(Code::kind_mismatch, literal.span, "`{}` is {}, and is never none", name, describe(vocabulary_, fact.type));
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
    model::Condition whole = members.size() == 1 ? std::move(members.front()) : part(model::AnyOf{std::move(members)}, span);
    if (value.is_negated) whole = part(model::Negation{std::move(whole)}, span);
    whole.is_atom = true;
    return whole;
  }

  bool check_comparable(const syntax::Comparison& comparison, const model::FactRef& fact, const syntax::ValueTest& value, const syntax::Test& test, const std::string& name) {
    const bool of_element = fact.of_element;
    if (fact.type.kind == Kind::set && of_element) {
      const Span words = between(comparison.subject.span, comparison.subject.span);
      context_.sink.report(Code::set_compared, comparison.subject.span, "`{}` is a set, and a member is asked for with `it is`", name)
          .help(fmt::format("write `it is {}`", text(test.span)), {Edit{words, "it"}});
      return false;
    }
    if (fact.type.kind == Kind::list) {
      const std::string& one = vocabulary_.records[fact.from].fields[fact.steps.back()].singular;
      auto report = context_.sink.report(Code::kind_mismatch, between(comparison.subject.span, test.span), "`{}` is a list, and is asked about with `any`, `every` or `no`", name);
      const bool is_none = value.values.size() == 1 && value.values.front().kind == LiteralKind::none;
      if (is_none) {
        const std::string right = (value.is_negated ? "any " : "no ") + one;
        report.help(fmt::format("write `{}`", right), {Edit{between(comparison.subject.span, test.span), right}});
      } else {
        report.help(fmt::format("write `any {} is {}`", one, text(test.span)), {Edit{comparison.subject.span, "any " + one}});
      }
      return false;
    }
    if (fact.type.kind == Kind::yes_no && !(value.values.size() == 1 && value.values.front().kind == LiteralKind::none)) {
      const Literal& literal = value.values.front();
      const bool says_yes = literal.kind == LiteralKind::yes || literal.text == "true";
      const bool says_no = literal.kind == LiteralKind::no || literal.text == "false";
      auto report = context_.sink.report(Code::yes_no_compared, between(comparison.subject.span, test.span), "`{}` is a yes/no fact, and stands bare or after `not`", name);
      if (says_yes || says_no) {
        const std::string subject{text(comparison.subject.span)};
        const std::string right = says_yes != value.is_negated ? subject : "not " + subject;
        report.help(fmt::format("write `{}`", right), {Edit{between(comparison.subject.span, test.span), right}});
      }
      return false;
    }
    return true;
  }

  bool add_member(const model::FactRef& fact, const std::string& name, const Literal& literal, Span span, std::vector<model::Condition>& members,
                  std::vector<std::string>& texts, std::vector<bool>& accepted) {
    model::Type type = fact.type;
    if (type.kind == Kind::set) {
      const auto index = literal.kind == LiteralKind::outcome ? choice_value_of(context_, vocabulary_.choices[type.id], name, literal) : std::nullopt;
      if (!index) {
        if (literal.kind != LiteralKind::outcome) {
          context_.sink.report(Code::kind_mismatch, literal.span, "`{}` is {}, and `{}` is {}", name, describe(vocabulary_, type), as_written(literal), describe(literal.kind));
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

  // ---- days

  bool check_day_fact(const model::FactRef& fact, Span span) {
    if (fact.type.kind == Kind::date || fact.type.kind == Kind::date_time) return true;
    context_.sink.report(Code::kind_mismatch, span, "`{}` is {}, and this compares days", fact_name(fact), describe(vocabulary_, fact.type))
        .help("compare a fact that is a date");
    return false;
  }

  Result resolve_day(const syntax::Comparison& comparison, const model::FactRef& fact, const syntax::DayTest& day, const syntax::Test& test, Span span) {
    if (!check_day_fact(fact, comparison.subject.span)) return std::nullopt;
    if (day.stray_not) {
      const Span words{test.span.source, test.span.begin, day.day.span.begin};
      const std::string right = opposite(day);
      context_.sink.report(Code::not_form, words, "`is {}` is written `is {}`", text({words.source, words.begin, words.end - 1}), right)
          .help(fmt::format("write `is {} …`", right), {Edit{words, right + " "}});
      return std::nullopt;
    }
    auto expr = resolve_day_expr(day.day);
    if (!expr) return std::nullopt;
    const bool is_before = day.direction == syntax::Direction::before;
    const model::Comparator comparator = is_before ? (day.or_on ? model::Comparator::at_most : model::Comparator::less)
                                                   : (day.or_on ? model::Comparator::at_least : model::Comparator::greater);
    return atom(model::DayCompared{fact, comparator, std::move(*expr)}, span);
  }

  Result resolve_within(const model::FactRef& fact, const syntax::WithinTest& within, const syntax::Test& test, Span span) {
    if (!check_day_fact(fact, test.span)) return std::nullopt;
    auto expr = resolve_day_expr(within.day);
    const auto length = duration_of(within.duration);
    if (!expr || !length) return std::nullopt;
    if (length->unit == model::DurationUnit::hours && !check_hours(*expr, within.duration.span)) return std::nullopt;
    const model::WindowSide side = within.direction == syntax::Direction::before ? model::WindowSide::before : model::WindowSide::after;
    model::Condition whole = part(model::DayWithin{fact, *length, side, std::move(*expr)}, span);
    if (within.is_negated) whole = part(model::Negation{std::move(whole)}, span);
    whole.is_atom = true;
    return whole;
  }

  bool check_hours(const model::DayExpr& expr, Span span) {
    for (const model::DayTerm& term : expr.latest_of) {
      const auto* fact = std::get_if<model::FactRef>(&term.base);
      const bool has_time = std::holds_alternative<model::DateTime>(term.base) || (fact != nullptr && fact->type.kind == Kind::date_time);
      if (has_time) continue;
      context_.sink.report(Code::hours_on_a_date, span, "hours are counted from a date and time, and this is a date").help("write `days`");
      return false;
    }
    return true;
  }

  std::optional<model::Duration> duration_of(const syntax::Duration& written) {
    const auto [most, unit] = written.unit == syntax::SpanUnit::hours  ? std::pair{model::most_hours, model::DurationUnit::hours}
                              : written.unit == syntax::SpanUnit::days ? std::pair{model::most_days, model::DurationUnit::days}
                                                                       : std::pair{model::most_years, model::DurationUnit::years};
    const auto count = integer_of(context_, written.count, written.span, most);
    if (!count) return std::nullopt;
    return model::Duration{*count, unit};
  }

  std::optional<model::DayExpr> resolve_day_expr(const syntax::Day& day) {
    model::DayExpr result;
    if (!add_day(day, result)) return std::nullopt;
    return result;
  }

  bool add_day(const syntax::Day& day, model::DayExpr& result) {
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

  std::optional<model::DayTerm> resolve_day_term(const syntax::ShiftedDay& shifted) {
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
        context_.sink.report(Code::hours_on_a_date, shift.duration.span, "hours are added only to a date and time, and this is a date").help("write `days`");
        return std::nullopt;
      }
      if (shift.sign == syntax::Sign::minus) duration->count = -duration->count;
      term.shifts.push_back(*duration);
    }
    return term;
  }

  std::optional<model::FactRef> resolve_day_subject(const syntax::Subject& subject) {
    if (subject.kind == syntax::SubjectKind::it) {
      context_.sink.report(Code::kind_mismatch, subject.span, "`it` is no day").help("write `its …` with a fact that is a date");
      return std::nullopt;
    }
    const bool of_element = subject.kind == syntax::SubjectKind::its;
    if (of_element && !scope_.element) {
      context_.sink.report(Code::no_element, subject.span, "`{}` speaks of an element, and there is none here", text(subject.span));
      return std::nullopt;
    }
    if (!of_element && !vocabulary_.root) return std::nullopt;
    const auto fact = follow(context_, *subject.path, of_element ? *scope_.element : *vocabulary_.root, of_element);
    if (!fact || !check_day_fact(*fact, subject.span)) return std::nullopt;
    return fact;
  }

  Context& context_;
  Definitions& definitions_;
  const Scope& scope_;
  const model::Vocabulary& vocabulary_;
};

}  // namespace

std::optional<model::Condition> resolve(Context& context, Definitions& definitions, const syntax::Condition& condition, const Scope& scope) {
  return Resolver{context, definitions, scope}.resolve(condition);
}

}  // namespace comity::checker
