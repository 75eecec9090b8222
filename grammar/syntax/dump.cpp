#include "grammar/syntax/dump.hpp"

#include <string_view>

namespace comity::syntax {

namespace {

// ---------------------------------------------------------------------------------- words

std::string show(const Name& name) { return name.text; }
std::string show(const Text& text) { return '"' + text.joined() + '"'; }
std::string show(const OutcomeName& outcome) { return outcome.text(); }

std::string show(const Path& path) {
  std::string result = path.parts.front().text;
  for (std::size_t i = 1; i < path.parts.size(); ++i) result += '.' + path.parts[i].text;
  return result;
}

std::string show(const Reference& reference) {
  return show(reference.text) + (reference.address ? " at " + show(*reference.address) : "");
}

std::string_view word(LiteralKind kind) {
  switch (kind) {
    case LiteralKind::outcome: return "outcome ";
    case LiteralKind::yes: return "yes";
    case LiteralKind::no: return "no";
    case LiteralKind::none: return "none";
    case LiteralKind::integer: return "integer ";
    case LiteralKind::money: return "money ";
    case LiteralKind::date: return "date ";
    case LiteralKind::date_time: return "date_time ";
    case LiteralKind::text: return "text ";
  }
  return "";
}

std::string show(const Literal& literal) {
  const std::string kind{word(literal.kind)};
  if (!kind.ends_with(' ')) return kind;  // the kind is the value
  return literal.kind == LiteralKind::text ? kind + '"' + literal.text + '"' : kind + literal.text;
}

std::string show(const Duration& duration) {
  switch (duration.unit) {
    case SpanUnit::hours: return duration.count + " hours";
    case SpanUnit::days: return duration.count + " days";
    case SpanUnit::years: return duration.count + " years";
  }
  return "";
}

template <typename Items>
std::string listed(const Items& items, std::string_view separator = ", ") {
  std::string result;
  for (const auto& item : items) {
    if (&item != &items.front()) result += separator;
    result += show(item);
  }
  return result;
}

template <typename Items>
std::string set_of(const Items& items) {
  return '(' + listed(items) + ')';
}

// `" " word " " item`, or nothing.
template <typename Item>
std::string optionally(std::string_view word, const std::optional<Item>& item) {
  return item ? ' ' + std::string{word} + ' ' + show(*item) : "";
}

// ---------------------------------------------------------------------------------- tests

std::string show(const Subject& subject) {
  switch (subject.kind) {
    case SubjectKind::path: return show(*subject.path);
    case SubjectKind::it: return "it";
    case SubjectKind::its: return "its " + show(*subject.path);
  }
  return "";
}

std::string show(const Day& day) {
  return std::visit(overloaded{[](const LaterOf& later) {
                                 return "later of (" + show(*later.first) + ", " + show(*later.second) + ')';
                               },
                               [](const ShiftedDay& shifted) {
                                 std::string result =
                                     std::visit([](const auto& base) { return show(base); }, shifted.base);
                                 for (const Shift& shift : shifted.shifts) {
                                   result += (shift.sign == Sign::plus ? " plus " : " minus ") + show(shift.duration);
                                 }
                                 return result;
                               }},
                    day.node);
}

std::string word(Direction direction) { return direction == Direction::before ? "before " : "after "; }
std::string negation(bool is_negated) { return is_negated ? "not " : ""; }

std::string show(const LadderTest& test) {
  const std::string extreme = test.extreme == Extreme::least ? "at least " : "at most ";
  return negation(test.stray_not.has_value()) + extreme + show(test.value);
}
std::string show(const DayTest& test) {
  return negation(test.stray_not.has_value()) + (test.or_on ? "on or " : "") + word(test.direction) + show(test.day);
}
std::string show(const ValueTest& test) {
  return negation(test.is_negated) + (test.is_set ? "any of " + set_of(test.values) : listed(test.values));
}
std::string show(const WithinTest& test) {
  return negation(test.is_negated) + "within " + show(test.duration) + ' ' + word(test.direction) + show(test.day);
}
std::string show(const Test& test) {
  return "is " + std::visit([](const auto& node) { return show(node); }, test.node);
}

std::string_view word(Order order) {
  switch (order) {
    case Order::less: return "< ";
    case Order::at_most: return "<= ";
    case Order::greater: return "> ";
    case Order::at_least: return ">= ";
  }
  return "";
}

std::string show(const OrderTest& test) {
  return std::string{word(test.order)} + show(test.bound) + (test.stray_unit ? " with unit" : "");
}

// ---------------------------------------------------------------------------------- conditions

std::string head_of(const Quantified& quantified) {
  const std::string list = show(quantified.list) + optionally("distinct by", quantified.distinct_by) +
                           (quantified.is_test ? ' ' + show(*quantified.is_test) : "");
  switch (quantified.quantifier) {
    case Quantifier::any: return "any " + list;
    case Quantifier::every: return "every " + list;
    case Quantifier::no: return "no " + list;
    case Quantifier::at_least: return "at least" + (quantified.count ? ' ' + quantified.count->text : "") + ' ' + list;
  }
  return "";
}

std::string show(const Comparison& comparison) {
  const std::string subject = show(comparison.subject);
  return std::visit(overloaded{[&](std::monostate) { return subject; },
                               [&](const OrderTest& test) { return subject + ' ' + show(test); },
                               [&](const Test& test) { return subject + ' ' + show(test); }},
                    comparison.test);
}

// ---------------------------------------------------------------------------------- lines

class Dumper {
 public:
  std::string run(const ParsedFile& file) && {
    for (const Decl& decl : file.decls) {
      std::visit([&](const auto& node) { add(node); }, decl.node);
    }
    if (!file.is_complete) line("(incomplete)");
    return std::move(out_);
  }

  std::string run(const Condition& condition) && {
    add("", condition);
    return std::move(out_);
  }

 private:
  // Lines written while it lives stand one level deeper.
  class Deeper {
   public:
    explicit Deeper(Dumper& dumper) : dumper_{dumper} { dumper_.indent_ += 2; }
    ~Deeper() { dumper_.indent_ -= 2; }
    Deeper(const Deeper&) = delete;
    Deeper& operator=(const Deeper&) = delete;

   private:
    Dumper& dumper_;
  };

  void line(std::string_view text) { out_.append(indent_, ' ').append(text) += '\n'; }

  // Each line of a condition begins with the word that joins it to the line it belongs to.
  void add(const std::string& joint, const Condition& condition) {
    std::visit(overloaded{[&](const Chain& chain) { add(joint, chain); },
                          [&](const Not& negated) { add_nested(joint + "not", *negated.operand); },
                          [&](const Group& group) { add_nested(joint + "group", *group.inner); },
                          [&](const Quantified& quantified) { add(joint, quantified); },
                          [&](const Says& says) {
                            line(joint + show(says.policy) + " says " + show(says.decision) + ' ' + show(says.test));
                          },
                          [&](const Comparison& comparison) { line(joint + show(comparison)); }},
               condition.node);
  }

  void add_nested(const std::string& head, const Condition& condition) {
    line(head);
    const Deeper deeper{*this};
    add("", condition);
  }

  void add(const std::string& joint, const Chain& chain) {
    line(joint + "chain");
    const Deeper deeper{*this};
    for (std::size_t i = 0; i < chain.links.size(); ++i) {
      const bool is_and = i > 0 && chain.connectives[i - 1] == Connective::conjunction;
      add(i == 0 ? "" : is_and ? "and " : "or ", chain.links[i]);
    }
  }

  void add(const std::string& joint, const Quantified& quantified) {
    line(joint + head_of(quantified));
    const Deeper deeper{*this};
    for (const Condition& link : quantified.where) add("where ", link);
  }

  // -------------------------------------------------------------------------------- vocabulary

  void add(const DecisionDecl& decl) {
    line("decision " + show(decl.name) + ' ' + show(decl.title));
    const Deeper deeper{*this};
    line(listed(decl.ladder, " < "));
  }

  static std::string show_values(const Values& values) { return listed(values.names, values.is_ladder ? " < " : ", "); }

  void add(const ChoiceDecl& decl) {
    line("choice " + show(decl.name) + (decl.is_addition ? " adds " : " ") + show_values(decl.values));
  }

  void add(const RecordDecl& decl) {
    line("record " + show(decl.name) + (decl.is_addition ? " adds" : "") + (decl.title ? ' ' + show(*decl.title) : ""));
    const Deeper deeper{*this};
    for (const auto& member : decl.members) {
      std::visit([&](const auto& node) { add(node); }, member);
    }
  }

  static std::string show_type(const TypeExpr& type) {
    const std::string name = type.name ? show(*type.name) : "";
    switch (type.kind) {
      case TypeKind::yes_no: return "yes/no";
      case TypeKind::text: return "text";
      case TypeKind::money: return "money";
      case TypeKind::date: return "date";
      case TypeKind::date_time: return "date and time";
      case TypeKind::number: return "number" + optionally("from", type.least) + optionally("to", type.most);
      case TypeKind::list: return "list of " + name;
      case TypeKind::one_or_more: return "one or more " + name;
      case TypeKind::set: return "set of " + name;
      case TypeKind::values: return "values " + (type.values ? show_values(*type.values) : "");
      case TypeKind::named: return "named " + name;
    }
    return "";
  }

  static std::string show_mark(const Mark& mark) {
    switch (mark.kind) {
      case MarkKind::identifier: return "identifier";
      case MarkKind::classified_by: return "classified by" + (mark.table ? ' ' + show(*mark.table) : "");
      case MarkKind::dates_the_record: return "dates the record";
      case MarkKind::dates_the_request: return "dates the request";
      case MarkKind::starts_the_clock: return "starts the clock";
    }
    return "";
  }

  void add(const FieldDecl& field) {
    std::string text = "field " + show(field.name) + ": " + show_type(field.type);
    if (field.type.or_none) text += " or none";
    for (const Mark& mark : field.marks) text += ", " + show_mark(mark);
    line(text + (field.title ? ' ' + show(*field.title) : ""));
  }

  void add(const AlwaysClause& clause) { add_nested("always", clause.condition); }
  void add(const DeterminationDecl& decl) { line("determination " + show(decl.name) + ' ' + show(decl.title)); }
  void add(const DutyDecl& decl) { line("duty " + show(decl.name) + ' ' + show(decl.title)); }

  // -------------------------------------------------------------------------------- jurisdictions

  void add(const JurisdictionDecl& decl) {
    line("jurisdiction " + show(decl.name) + ' ' + show(decl.title) + ' ' + show(decl.level) +
         optionally("within", decl.within));
  }

  void add(const StandingDecl& decl) {
    line("standing " + show(decl.jurisdiction));
    const Deeper deeper{*this};
    for (const StandingFact& fact : decl.facts) {
      line(show(fact.path) + " is " + show(fact.value) + " from " + show(fact.from) + optionally("until", fact.until));
      add(fact.notes);
    }
  }

  void add(const BecauseNote& note) { line("because " + show(note.text)); }
  void add(const CiteNote& note) { line("cite " + show(note.reference)); }
  void add(const RequireNote& note) { line("require " + listed(note.duties)); }
  void add(const std::vector<Note>& notes) {
    const Deeper deeper{*this};
    for (const Note& note : notes) {
      std::visit([&](const auto& node) { add(node); }, note);
    }
  }

  // -------------------------------------------------------------------------------- policies

  void add(const PolicyDecl& decl) {
    line("policy " + show(decl.name) + optionally("amends", decl.amends) + ' ' + show(decl.title));
    const Deeper deeper{*this};
    for (const Clause& clause : decl.clauses) {
      std::visit([&](const auto& node) { add(node); }, clause);
    }
  }

  void add(const AuthorityClause& clause) { line("authority " + show(clause.jurisdiction)); }
  void add(const StatusClause& clause) { line("status " + show(clause.status)); }
  void add(const AdoptedClause& clause) { line("adopted " + show(clause.date)); }
  void add(const InForceClause& clause) {
    line("in force" + optionally("from", clause.from) + optionally("until", clause.until));
  }
  void add(const SourceClause& clause) { line("source " + show(clause.reference)); }
  void add(const AppliesClause& clause) { add_nested("applies when", clause.condition); }

  void add(const PresumeClause& clause) {
    line("presume " + show(clause.path) + " is " + show(clause.value));
    add(clause.notes);
  }

  void add(const DefineClause& clause) { add("define", clause.about); }
  void add(const DefinitionDecl& decl) { add("definition", decl.about); }
  void add(std::string_view keyword, const About& about) {
    const std::string records = about.records.empty() ? "" : " for " + listed(about.records);
    add_nested(std::string{keyword} + ' ' + show(about.name) + records, about.condition);
    add(about.notes);
  }

  static std::string show_term(const Term& term) {
    return std::visit(overloaded{[](const ForTerm& node) {
                                   const bool is_excluding = node.excluding_weekends_and_holidays;
                                   return " for " + show(node.duration) +
                                          (is_excluding ? " excluding weekends and holidays" : "") +
                                          optionally("from", node.from);
                                 },
                                 [](const EndOfDayTerm&) { return std::string{" until end of day"}; }},
                      term.node);
  }

  void add(const Effect& effect) {
    std::string text = "effect " + show(effect.outcome);
    for (const EffectAnswer& answer : effect.answers) {
      text += (&answer == &effect.answers.front() ? " " : ", ") + show(answer.decision);
      if (answer.term) text += show_term(*answer.term);
    }
    line(text);
  }

  void add(const WhenPart& part) { add_nested("when", part.condition); }
  void add(const UnlessPart& part) { add_nested("unless", part.condition); }

  void add(const RuleClause& clause) {
    line("rule " + show(clause.name) + (clause.overrides.empty() ? "" : " overrides " + listed(clause.overrides)));
    const Deeper deeper{*this};
    if (clause.effect) add(*clause.effect);
    for (const auto& part : clause.parts) {
      std::visit([&](const auto& node) { add(node); }, part);
    }
  }

  void add(const OtherwiseClause& clause) {
    line("otherwise");
    {
      const Deeper deeper{*this};
      add(clause.effect);
    }
    add(clause.notes);
  }

  void add(const RepealClause& clause) { line("repeal " + listed(clause.names)); }

  // -------------------------------------------------------------------------------- examples

  void add(const ExampleDecl& decl) {
    line("example " + show(decl.name) + ' ' + show(decl.title));
    const Deeper deeper{*this};
    for (const ExampleGiven& given : decl.givens) add(given);
    for (const Expectation& expectation : decl.expectations) add(expectation);
  }

  void add(const ExampleGiven& given) {
    const std::string head = "given " + show(given.name);
    std::visit(overloaded{[&](const Literal& value) { line(head + ' ' + show(value)); },
                          [&](const std::vector<Literal>& values) { line(head + ' ' + set_of(values)); },
                          [&](const std::vector<ExampleFact>& facts) {
                            line(head + " with");
                            const Deeper deeper{*this};
                            for (const ExampleFact& fact : facts) add(fact);
                          }},
               given.content);
  }

  void add(const ExampleFact& fact) {
    std::visit(overloaded{[&](const Literal& value) { line(show(fact.name) + ' ' + show(value)); },
                          [&](const std::vector<Literal>& values) { line(show(fact.name) + ' ' + set_of(values)); }},
               fact.content);
  }

  static std::string show_status(const Expectation& expectation) {
    switch (expectation.status) {
      case ExpectedStatus::decided: return expectation.outcome ? show(*expectation.outcome) : "";
      case ExpectedStatus::undetermined: return "undetermined";
      case ExpectedStatus::conflict: return "conflict";
      case ExpectedStatus::silent: return "silent";
    }
    return "";
  }

  void add(const Expectation& expectation) {
    std::string text = "expect " + show(expectation.subject) + optionally("on", expectation.on) + ": " +
                       show_status(expectation) + ' ' + show(expectation.decision);
    if (expectation.by) text += " by " + listed(*expectation.by);
    if (expectation.missing) text += " missing " + listed(*expectation.missing);
    line(text);
  }

  // -------------------------------------------------------------------------------- mappings

  void add(const MappingDecl& decl) {
    line("mapping " + show(decl.name) + ' ' + show(decl.title));
    const Deeper deeper{*this};
    for (const MapClause& clause : decl.clauses) {
      std::visit([&](const auto& node) { add(node); }, clause);
    }
  }

  void add(const RowsClause& clause) { line("rows grouped by " + show(clause.key)); }

  void add(const WordListClause& clause) {
    switch (clause.kind) {
      case WordListKind::dates: line("dates " + listed(clause.words)); return;
      case WordListKind::unknown: line("unknown " + listed(clause.words)); return;
      case WordListKind::ignore: line("ignore " + listed(clause.words)); return;
    }
  }

  void add(const ColumnClause& clause) {
    line("column " + show(clause.column) + " as " + show(clause.path));
    const Deeper deeper{*this};
    for (const ColumnCode& code : clause.codes) {
      const std::string meaning = code.is_unknown ? "unknown" : code.is_set ? set_of(code.values) : listed(code.values);
      line(listed(code.words, " or ") + " means " + meaning);
    }
  }

  std::string out_;
  std::size_t indent_ = 0;
};

}  // namespace

std::string dump(const ParsedFile& file) { return Dumper{}.run(file); }

std::string dump(const Condition& condition) { return Dumper{}.run(condition); }

}  // namespace comity::syntax
