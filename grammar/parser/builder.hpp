// What the grammar's actions build with. Each production that makes a node runs in a Frame of its
// own, which collects the parts found inside it and is dropped whole when the production fails: no
// half-built node survives a backtrack or an error. The grammar itself knows no node type.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "grammar/diagnostics/sink.hpp"
#include "grammar/source/source.hpp"
#include "grammar/syntax/ast.hpp"

namespace comity::parser {

// What is missing where a syntax error stands; decides the special advice that is given.
enum class Wanted {
  name,
  text,
  closing_quote,
  other,
  condition,
  date,
  count,
  unit,
  set_end,
  within_direction,
  declaration,
  clause,
  rule_part,
  member,
  standing_fact,
  example_line,
  map_clause,
  otherwise_condition,
  nesting
};

struct Expected {
  Wanted wanted = Wanted::other;
  const char* words = nullptr;  // completes "expected …"
};

// Thrown by a failed `must`; never leaves the parser.
struct SyntaxError {
  std::size_t offset;
  Expected expected;
};

class Builder {
 public:
  Builder(const source::SourceSet& sources, source::SourceId source, DiagnosticSink& sink);

  // Where offsets of a SyntaxError count from: the first byte that is parsed.
  const char* start() const { return start_; }
  void start_at(const char* place) { start_ = place; }
  bool is_first_on_line(const char* place) const;
  bool is_on_one_line(const char* begin, const char* end) const;
  Span span(const char* begin, const char* end) const;
  const char* place(std::uint32_t offset) const { return text_.data() + offset; }

  // Backtracking meets a comment several times, always after its first visit.
  void add_comment(Span span);

  void report(const SyntaxError& error);
  // A slip that is read as it was meant: `wrong` should be written `right`.
  void report_mistaken_word(Span wrong, std::string_view right);
  // Other slips that the grammar reads as they were meant.
  void report_mistaken_not(Span sign);                                  // `!`
  void report_stray(Span mark);                                         // `;`, `{`
  void report_foreign_comment(Span start);                              // `//`
  void report_article(Span article);                                    // `a felony`
  void report_mistaken_comma(Span word);                                // `hold and notify`
  void report_bare_set(Span values);                                    // `any of serious, violent`
  void report_unit(Span unit);                                          // `is 18 years old`
  void report_contains(const syntax::Subject& subject, Span contains);  // `its traits contains violent`
  void report_split_name(const syntax::Name& first, Span rest);
  void report_late_amends(Span title, Span amends);
  // Remembers the names in the text of an item that could not be read.
  void leave_out(const char* begin, const char* end);
  void leave_out_name(const syntax::Name& name) { file_.broken_names.push_back(name.text); }

  // The rule at hand, for the message about an effect that stands too late.
  void begin_rule(std::size_t head_end) { rule_head_end_ = head_end, rule_has_effect_ = false; }
  void see_effect() { rule_has_effect_ = true; }

  syntax::ParsedFile finish() &&;
  syntax::ParsedFile& file() { return file_; }

 private:
  struct Token {
    std::string_view text;
    std::size_t begin = 0;
  };
  Token token_at(std::size_t offset) const;
  std::size_t end_of_previous_token(std::size_t offset) const;
  bool report_special(const SyntaxError& error, const Token& found);
  bool is_reported(const Token& found) const;
  void report_unclosed_text(std::size_t before);
  void report_unquoted_text(const SyntaxError& error, const Token& found);
  bool report_wrong_form(const SyntaxError& error, const Token& found);
  void add_advice(diagnostics::Report report, const SyntaxError& error, const Token& found);
  void report_junk(const SyntaxError& error, const Token& found);
  bool report_late_effect(const Token& found);
  void report_rest_of_line(const SyntaxError& error, const Token& found);
  void report_unexpected(const SyntaxError& error, Span here, std::string_view word);
  void report_misspelt(Span here, std::string_view word, const std::string& right);
  std::string_view effect_at(std::size_t offset) const;

  std::string_view text_;
  const char* start_;
  source::SourceId source_;
  DiagnosticSink& sink_;
  syntax::ParsedFile file_;
  std::size_t rule_head_end_ = 0;  // byte offset of the end of the last rule's head
  bool rule_has_effect_ = false;
  // How far a line was looked through for the ends of its tokens: a long line with many errors is read once.
  struct LineScan {
    std::size_t line_begin = 0;
    std::size_t scanned = 0;
    std::size_t token_end = 0;
    bool in_text = false;
    bool in_comment = false;
  };
  mutable LineScan scan_;
};

// Words that a production may contain and that its node remembers.
enum class Flag {
  may,
  adds,
  or_none,
  is_ladder,
  is_set,
  is_negated,
  or_on,
  excluding,
  until,
  from,
  unknown,
  wants_by,
  wants_missing,
  least,
  most,
  before,
  after,
  hours,
  days,
  years,
  plus,
  minus,
  any,
  every,
  no,
  less,
  at_most,
  greater,
  at_least,
  undetermined,
  conflict,
  silent,
  dates,
  ignore,
  with,
  head,
  stray_unit,
  unless,
  contains,
  is_broken
};

struct Connector {
  syntax::Connective kind;
  Span span;
};

struct DistinctName {
  syntax::Name name;
};

class Frame {
 public:
  explicit Frame(Builder& builder) : builder_{&builder} {}

  // The frame of a production inside that of another.
  template <typename Input>
  Frame(const Input& in, Frame& parent) : builder_{parent.builder_}, begin_{in.current()}, depth_{parent.depth_} {}

  Builder& builder() const { return *builder_; }
  template <typename Input>
  Span span(const Input& in) const {
    return builder_->span(begin_, in.current());
  }
  const char* begin() const { return begin_; }

  bool has(Flag flag) const;
  void set(Flag flag, Span span) { flags_.emplace_back(flag, span); }
  Span span_of(Flag flag) const;

  // Removes the item that was added last, and returns where it began; `otherwise` when there is none.
  const char* drop_last(const char* otherwise);

  int depth() const { return depth_; }
  void go_deeper() { ++depth_; }

  std::vector<syntax::Name> names;
  std::vector<syntax::Name> more_names;  // a second list of names in one production
  std::vector<std::string> strings;
  std::vector<syntax::Text> texts;
  std::vector<syntax::Reference> references;
  std::vector<syntax::Path> paths;
  std::vector<syntax::OutcomeName> outcomes;
  std::vector<syntax::Literal> literals;
  std::vector<syntax::Literal> from, until;  // at most one each
  std::vector<syntax::Duration> durations;
  std::vector<syntax::Shift> shifts;
  std::vector<syntax::Subject> subjects;
  std::vector<syntax::Day> days;
  std::vector<syntax::Test> tests;
  std::vector<syntax::OrderTest> order_tests;
  std::vector<syntax::Condition> conditions;
  std::vector<syntax::Condition> where;
  std::vector<Connector> connectors;
  std::vector<DistinctName> distinct;
  std::vector<syntax::Note> notes;
  std::vector<syntax::Values> values;
  std::vector<syntax::TypeExpr> types;
  std::vector<syntax::Mark> marks;
  std::vector<std::variant<syntax::FieldDecl, syntax::AlwaysClause>> members;
  std::vector<syntax::StandingFact> standing_facts;
  std::vector<syntax::About> abouts;
  std::vector<syntax::Term> terms;
  std::vector<syntax::EffectAnswer> answers;
  std::vector<syntax::Effect> effects;
  std::vector<
      std::variant<syntax::WhenPart, syntax::UnlessPart, syntax::BecauseNote, syntax::CiteNote, syntax::RequireNote>>
      rule_parts;
  std::vector<syntax::Clause> clauses;
  std::vector<syntax::ExampleFact> facts;
  std::vector<syntax::ExampleGiven> givens;
  std::vector<syntax::Expectation> expectations;
  std::vector<syntax::ColumnCode> codes;
  std::vector<syntax::MapClause> map_clauses;
  std::vector<syntax::Decl> decls;

 private:
  Builder* builder_;  // outlives every frame of its parse
  const char* begin_ = nullptr;
  int depth_ = 0;
  std::vector<std::pair<Flag, Span>> flags_;
};

}  // namespace comity::parser
