// The syntax tree: what the author wrote, and nothing learned about it. One struct for each
// production of the grammar (grammar/README.md), named as there. The tree is a value: it owns its
// parts, holds copies of the names, and does not change once `parse` has returned it. It accepts
// more than the language allows (two `when`, an `and` mixed with an `or`); `check` says what is
// wrong, with the better message.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "grammar/source/span.hpp"
#include "grammar/syntax/box.hpp"

namespace comity::syntax {

// ---------------------------------------------------------------------------------- words

struct Name {
  std::string text;
  Span span;
};

// `request.made_on`
struct Path {
  std::vector<Name> parts;  // never empty
  Span span;
};

// Adjacent texts are joined, as written, with nothing between them: `text`.
struct Text {
  std::vector<std::string> parts;  // the strings without their quotes; never empty
  Span span;

  std::string joined() const {
    std::string result;
    for (const std::string& part : parts) result += part;
    return result;
  }
};

// `"3.54" at "https://…"`
struct Reference {
  Text text;
  std::optional<Text> address;
  Span span;
};

// `may honor` or `honor`
struct OutcomeName {
  bool is_may = false;
  Name name;  // the word after `may`
  Span span;

  std::string text() const { return is_may ? "may " + name.text : name.text; }
};

enum class LiteralKind { outcome, yes, no, none, integer, money, date, date_time, text };

// A value as written. `text` holds a name with its `may`, the digits, the date, or a string without its quotes.
struct Literal {
  LiteralKind kind = LiteralKind::none;
  std::string text;
  Span span;
};

enum class SpanUnit { hours, days, years };

// `10 years`: a length of time. (Not to be confused with Span, a piece of text.)
struct Duration {
  std::string count;  // digits
  SpanUnit unit = SpanUnit::days;
  Span span;
};

// ---------------------------------------------------------------------------------- conditions

enum class SubjectKind { path, it, its };

// `request.made_on`, `it`, `its level`
struct Subject {
  SubjectKind kind = SubjectKind::path;
  std::optional<Path> path;  // absent for `it`
  Span span;
};

struct Day;

struct LaterOf {
  Box<Day> first;
  Box<Day> second;
};

enum class Sign { plus, minus };

struct Shift {
  Sign sign = Sign::plus;
  Duration duration;
};

// A date or a fact, moved by spans of time: `its convicted_on plus 10 years`
struct ShiftedDay {
  std::variant<Literal, Subject> base;
  std::vector<Shift> shifts;
};

struct Day {
  std::variant<LaterOf, ShiftedDay> node;
  Span span;
};

enum class Extreme { least, most };
enum class Direction { before, after };

// `is at least misdemeanor`
struct LadderTest {
  Extreme extreme = Extreme::least;
  OutcomeName value;
  // `is not at least …` is read, so that the checker can show the one way to write it.
  std::optional<Span> stray_not;
};

// `is on or before …`, `is after …`
struct DayTest {
  bool or_on = false;
  Direction direction = Direction::before;
  Day day;
  // `is not before …`: as above.
  std::optional<Span> stray_not;
};

// `is [not] felony`, `is [not] any of (serious, violent)`: one value, or a parenthesised set.
struct ValueTest {
  bool is_negated = false;
  bool is_set = false;
  std::vector<Literal> values;  // never empty
  Span values_span;             // the values with `any of ( … )` around them
};

// `is [not] within 5 years before …`
struct WithinTest {
  bool is_negated = false;
  Duration duration;
  Direction direction = Direction::before;
  Day day;
};

struct Test {
  std::variant<LadderTest, DayTest, ValueTest, WithinTest> node;
  Span span;  // from the word after `is`
};

struct Condition;

enum class Connective { conjunction, disjunction };  // `and`, `or`

// `a and b or c`: links with the connective that stands before each but the first. The grammar of the
// language allows one kind of connective only; the checker reports a mix.
struct Chain {
  std::vector<Condition> links;               // at least two
  std::vector<Connective> connectives;        // one fewer than links
  std::vector<Span> connective_spans;         // as many as connectives
};

struct Not {
  Span not_span;
  Box<Condition> operand;
};

// `( … )`
struct Group {
  Box<Condition> inner;
};

enum class Quantifier { any, every, no, at_least };

// `any conviction where it is grave`, `at least 3 convictions distinct by incident where …`
struct Quantified {
  Quantifier quantifier = Quantifier::any;
  std::optional<Literal> count;           // of `at least` only
  Name list;                              // as written: singular, or as declared after `at least`
  std::optional<Name> distinct_by;
  std::optional<Test> is_test;            // `any charge is felony`
  std::vector<Condition> where;           // the links of `where … and …`; empty without `where`
  Span head_span;                         // the quantifier and the list's name
};

// `ice_priorities_2011 says priority is at least third`
struct Says {
  Name policy;
  Name decision;
  Test test;
};

enum class Order { less, at_most, greater, at_least };  // < <= > >=

struct OrderTest {
  Order order = Order::less;
  Span order_span;
  Literal bound;                           // an integer or an amount
  std::optional<Span> stray_unit;          // the `years` of `age < 18 years`
};

// A fact that stands bare (`gang_member`, `it`), or is compared.
struct Comparison {
  Subject subject;
  std::variant<std::monostate, OrderTest, Test> test;
};

struct Condition {
  std::variant<Chain, Not, Group, Quantified, Says, Comparison> node;
  Span span;
};

// ---------------------------------------------------------------------------------- vocabulary

struct DecisionDecl {
  Name name;
  Text title;
  std::vector<OutcomeName> ladder;  // from the least to the most
};

// `infraction < misdemeanor < felony` or `serious, violent`
struct Values {
  bool is_ladder = false;
  std::vector<Name> names;
  Span span;
};

struct ChoiceDecl {
  Name name;
  bool is_addition = false;  // `choice offense_trait adds …`
  Values values;
};

enum class TypeKind { yes_no, text, money, date, date_time, number, list, one_or_more, set, values, named };

struct TypeExpr {
  TypeKind kind = TypeKind::named;
  std::optional<Name> name;                             // of list, one or more, set, named
  std::optional<Values> values;                         // of values
  std::optional<Literal> least, most;                   // of number
  bool or_none = false;
  Span span;
};

enum class MarkKind { identifier, classified_by, dates_the_record, dates_the_request, starts_the_clock };

struct Mark {
  MarkKind kind = MarkKind::identifier;
  std::optional<Name> table;  // of `classified by`
  Span span;
};

struct FieldDecl {
  Name name;
  TypeExpr type;
  std::vector<Mark> marks;
  std::optional<Text> title;
  Span span;
};

struct AlwaysClause {
  Condition condition;
  Span span;
};

struct RecordDecl {
  Name name;
  bool is_addition = false;  // `record booking adds …`
  std::optional<Text> title;
  std::vector<std::variant<FieldDecl, AlwaysClause>> members;  // in the author's order
};

struct DeterminationDecl {
  Name name;
  Text title;
};

struct DutyDecl {
  Name name;
  Text title;
};

// ---------------------------------------------------------------------------------- jurisdictions

struct JurisdictionDecl {
  Name name;
  Text title;
  Name level;  // `state`, `county`: the author's word
  std::optional<Name> within;
};

struct BecauseNote {
  Text text;
  Span span;
};
struct CiteNote {
  Reference reference;
  Span span;
};
struct RequireNote {
  std::vector<Name> duties;
  Span span;
};
using Note = std::variant<BecauseNote, CiteNote, RequireNote>;

struct StandingFact {
  Path path;
  Literal value;
  Literal from;
  std::optional<Literal> until;
  std::vector<Note> notes;
  Span span;
};

struct StandingDecl {
  Name jurisdiction;
  std::vector<StandingFact> facts;
};

// ---------------------------------------------------------------------------------- policies

struct AuthorityClause {
  Name jurisdiction;
  Span span;
};
struct StatusClause {
  Name status;
  Span span;
};
struct AdoptedClause {
  Literal date;
  Span span;
};
struct InForceClause {
  std::optional<Literal> from, until;
  Span span;
};
struct SourceClause {
  Reference reference;
  Span span;
};
struct AppliesClause {
  Condition condition;
  Span span;
};
struct PresumeClause {
  Path path;
  Literal value;
  std::vector<Note> notes;
  Span span;
};

// What a `define` of a policy and a `definition` for all of them have in common.
struct About {
  Name name;
  std::vector<Name> records;  // `for charge, conviction`; empty: about the record itself
  Condition condition;
  std::vector<Note> notes;
  Span span;
};

struct DefineClause {
  About about;
};

struct ForTerm {
  Duration duration;
  bool excluding_weekends_and_holidays = false;
  std::optional<Path> from;
};
struct EndOfDayTerm {};

struct Term {
  std::variant<ForTerm, EndOfDayTerm> node;
  Span span;
};

struct EffectAnswer {
  Name decision;
  std::optional<Term> term;
};

// `honor hold for 24 hours, notify`
struct Effect {
  OutcomeName outcome;
  std::vector<EffectAnswer> answers;  // never empty
  Span span;
};

struct WhenPart {
  Condition condition;
  Span span;
};
struct UnlessPart {
  Condition condition;
  Span span;
};

struct RuleClause {
  Name name;
  std::vector<Name> overrides;
  std::optional<Effect> effect;
  std::vector<std::variant<WhenPart, UnlessPart, BecauseNote, CiteNote, RequireNote>> parts;
  Span span;
};

struct OtherwiseClause {
  Effect effect;
  std::vector<Note> notes;
  Span span;
};

struct RepealClause {
  std::vector<Name> names;
  Span span;
};

using Clause = std::variant<AuthorityClause, StatusClause, AdoptedClause, InForceClause, SourceClause, AppliesClause,
                            PresumeClause, DefineClause, RuleClause, OtherwiseClause, RepealClause>;

struct PolicyDecl {
  Name name;
  std::optional<Name> amends;
  Text title;
  std::vector<Clause> clauses;
};

struct DefinitionDecl {
  About about;
};

// ---------------------------------------------------------------------------------- examples

struct ExampleFact;

// `age 34`, `traits (a, b)`, `charge with level felony, traits x`
struct ExampleGiven {
  Name name;
  // One value, a set of values, or the facts of a record.
  std::variant<Literal, std::vector<Literal>, std::vector<ExampleFact>> content;
  Span span;
};

struct ExampleFact {
  Name name;
  std::variant<Literal, std::vector<Literal>> content;
  Span span;
};

enum class ExpectedStatus { decided, undetermined, conflict, silent };

struct Expectation {
  Name subject;  // a policy or a jurisdiction
  std::optional<Literal> on;
  ExpectedStatus status = ExpectedStatus::decided;
  std::optional<OutcomeName> outcome;  // of `decided` only
  Name decision;
  std::optional<std::vector<Name>> by;       // all of them, where given
  std::optional<std::vector<Path>> missing;  // all of them, where given
  Span span;
};

struct ExampleDecl {
  Name name;
  Text title;
  std::vector<ExampleGiven> givens;
  std::vector<Expectation> expectations;
};

// ---------------------------------------------------------------------------------- mappings

struct RowsClause {
  Text key;
  Span span;
};

enum class WordListKind { dates, unknown, ignore };

struct WordListClause {
  WordListKind kind = WordListKind::dates;
  std::vector<Text> words;  // each a single string
  Span span;
};

struct ColumnCode {
  std::vector<Text> words;  // each a single string
  // One value, a set, or `unknown` (an empty vector).
  std::vector<Literal> values;
  bool is_set = false;
  bool is_unknown = false;
  Span span;
};

struct ColumnClause {
  Text column;
  Path path;
  std::vector<ColumnCode> codes;
  Span span;
};

using MapClause = std::variant<RowsClause, WordListClause, ColumnClause>;

struct MappingDecl {
  Name name;
  Text title;
  std::vector<MapClause> clauses;
};

// ---------------------------------------------------------------------------------- files

using DeclNode = std::variant<DecisionDecl, ChoiceDecl, RecordDecl, DeterminationDecl, DutyDecl, JurisdictionDecl, StandingDecl,
                              DefinitionDecl, PolicyDecl, ExampleDecl, MappingDecl>;

struct Decl {
  DeclNode node;
  Span span;  // from the keyword to the last token

  // The name it declares; of a `standing`, the jurisdiction's.
  const Name& name() const;
  // The word it begins with: "policy", "choice".
  std::string_view keyword() const;
};

struct Comment {
  Span span;  // from `#` to the last character before the end of the line
};

// What `parse` makes of one source.
struct ParsedFile {
  source::SourceId source = 0;
  std::vector<Decl> decls;
  std::vector<Comment> comments;      // by position
  // False when something could not be read; it is absent from `decls`, and `broken_names` holds every
  // name that stood in the text left out, so that the checker stays silent about names it might not have seen.
  bool is_complete = true;
  std::vector<std::string> broken_names;
};

}  // namespace comity::syntax
