// Actions: what each production of the grammar adds to the tree. One for each construct, in the
// order of the grammar. An action either notes a word in its frame (`flag`), or closes a frame of
// its own and pushes one node into the frame around it (`node`).
#pragma once

#include <optional>
#include <string>
#include <utility>

#include "grammar/parser/builder.hpp"
#include "grammar/parser/declarations.hpp"
#include "grammar/parser/parse.hpp"

namespace comity::parser {

using namespace syntax;

template <typename Rule>
struct action : tao::pegtl::nothing<Rule> {};

using node = tao::pegtl::change_state<Frame>;

template <Flag F>
struct flag {
  template <typename Match>
  static void apply(const Match& in, Frame& frame) {
    frame.set(F, frame.builder().span(in.begin(), in.end()));
  }
};

template <typename T>
T take(std::vector<T>& values) {
  return std::move(values.at(0));
}

template <typename T>
std::optional<T> take_optional(std::vector<T>& values) {
  if (values.empty()) return std::nullopt;
  return std::move(values.front());
}

// ------------------------------------------------------------------------------ tokens

template <>
struct action<rules::comment> {
  template <typename Match>
  static void apply(const Match& in, Frame& frame) {
    const char* end = in.end();
    while (end > in.begin() && end[-1] == '\r') --end;
    frame.builder().add_comment(frame.builder().span(in.begin(), end));
  }
};

struct push_name {
  template <typename Match>
  static void apply(const Match& in, Frame& frame) {
    frame.names.push_back({in.string(), frame.builder().span(in.begin(), in.end())});
  }
};
// A rule that is `struct x : name {}` runs the action of x, not that of name.
template <> struct action<rules::name> : push_name {};
template <> struct action<rules::path_step> : push_name {};
template <> struct action<rules::next_name> : push_name {};
template <> struct action<rules::outcome_word> : push_name {};
template <> struct action<rules::decl_name> : push_name {};
template <> struct action<rules::list_name> : push_name {};
template <> struct action<rules::says_decision> : push_name {};
template <> struct action<rules::value_name> : push_name {};
template <> struct action<rules::element_name> : push_name {};
template <> struct action<rules::table_name> : push_name {};
template <> struct action<rules::type_named> : push_name {};
template <> struct action<rules::jurisdiction_level> : push_name {};
template <> struct action<rules::authority_name> : push_name {};
template <> struct action<rules::status_word> : push_name {};
template <> struct action<rules::answer_decision> : push_name {};
template <> struct action<rules::fact_name> : push_name {};
template <> struct action<rules::expected_subject> : push_name {};
template <> struct action<rules::expected_decision> : push_name {};

struct push_more_name {
  template <typename Match>
  static void apply(const Match& in, Frame& frame) {
    frame.more_names.push_back({in.string(), frame.builder().span(in.begin(), in.end())});
  }
};
template <> struct action<rules::within_name> : push_more_name {};
template <> struct action<rules::amended_name> : push_more_name {};

template <>
struct action<rules::distinct_name> {
  template <typename Match>
  static void apply(const Match& in, Frame& frame) {
    frame.distinct.push_back({{in.string(), frame.builder().span(in.begin(), in.end())}});
  }
};

template <>
struct action<rules::string_content> {
  template <typename Match>
  static void apply(const Match& in, Frame& frame) {
    frame.strings.push_back(in.string());
  }
};

struct push_text : node {
  template <typename Input>
  static void success(const Input& in, Frame& frame, Frame& parent) {
    parent.texts.push_back({std::move(frame.strings), frame.span(in)});
  }
};
template <> struct action<rules::text> : push_text {};
template <> struct action<rules::title> : push_text {};
template <> struct action<rules::address> : push_text {};
template <> struct action<rules::because_text> : push_text {};
template <> struct action<rules::single_text> : push_text {};
template <> struct action<rules::word_string> : push_text {};

struct push_reference : node {
  template <typename Input>
  static void success(const Input& in, Frame& frame, Frame& parent) {
    Reference reference{take(frame.texts), std::nullopt, frame.span(in)};
    if (frame.texts.size() > 1) reference.address = std::move(frame.texts[1]);
    parent.references.push_back(std::move(reference));
  }
};
template <> struct action<rules::source_reference> : push_reference {};
template <> struct action<rules::cite_reference> : push_reference {};

struct push_path : node {
  template <typename Input>
  static void success(const Input& in, Frame& frame, Frame& parent) {
    parent.paths.push_back({std::move(frame.names), frame.span(in)});
  }
};
template <> struct action<rules::path> : push_path {};
template <> struct action<rules::its_path> : push_path {};
template <> struct action<rules::presume_path> : push_path {};
template <> struct action<rules::term_from_path> : push_path {};
template <> struct action<rules::column_path> : push_path {};

// `missing convictions[0].convicted_on`
template <>
struct action<rules::missing_step> {
  template <typename Match>
  static void apply(const Match& in, Frame& frame) {
    frame.more_names.push_back({in.string(), frame.builder().span(in.begin(), in.end())});
  }
};
template <>
struct action<rules::next_missing_path> : node {
  template <typename Input>
  static void success(const Input& in, Frame& frame, Frame& parent) {
    parent.paths.push_back({std::move(frame.more_names), frame.span(in)});
  }
};

template <> struct action<rules::word_may> : flag<Flag::may> {};

struct push_outcome : node {
  template <typename Input>
  static void success(const Input& in, Frame& frame, Frame& parent) {
    parent.outcomes.push_back({frame.has(Flag::may), take(frame.names), frame.span(in)});
  }
};
template <> struct action<rules::outcome> : push_outcome {};
template <> struct action<rules::ladder_value> : push_outcome {};
template <> struct action<rules::ladder_step> : push_outcome {};
template <> struct action<rules::ladder_first> : push_outcome {};

// ------------------------------------------------------------------------------ values

template <LiteralKind Kind>
struct push_literal {
  template <typename Match>
  static void apply(const Match& in, Frame& frame) {
    frame.literals.push_back({Kind, in.string(), frame.builder().span(in.begin(), in.end())});
  }
};
template <> struct action<rules::date> : push_literal<LiteralKind::date> {};
template <> struct action<rules::adopted_date> : push_literal<LiteralKind::date> {};
template <> struct action<rules::expected_day> : push_literal<LiteralKind::date> {};
template <> struct action<rules::date_time> : push_literal<LiteralKind::date_time> {};
template <> struct action<rules::integer> : push_literal<LiteralKind::integer> {};
template <> struct action<rules::number_most> : push_literal<LiteralKind::integer> {};
template <> struct action<rules::count> : push_literal<LiteralKind::integer> {};
template <> struct action<rules::duration_count> : push_literal<LiteralKind::integer> {};
template <> struct action<rules::money> : push_literal<LiteralKind::money> {};
template <> struct action<rules::value_yes> : push_literal<LiteralKind::yes> {};
template <> struct action<rules::value_no> : push_literal<LiteralKind::no> {};
template <> struct action<rules::value_none> : push_literal<LiteralKind::none> {};

template <>
struct action<rules::from_date> {
  template <typename Match>
  static void apply(const Match& in, Frame& frame) {
    frame.from.push_back({LiteralKind::date, in.string(), frame.builder().span(in.begin(), in.end())});
  }
};
template <>
struct action<rules::until_date> {
  template <typename Match>
  static void apply(const Match& in, Frame& frame) {
    frame.until.push_back({LiteralKind::date, in.string(), frame.builder().span(in.begin(), in.end())});
  }
};

template <>
struct action<rules::value_outcome> : node {
  template <typename Input>
  static void success(const Input& in, Frame& frame, Frame& parent) {
    const OutcomeName written{frame.has(Flag::may), take(frame.names), frame.span(in)};
    parent.literals.push_back({LiteralKind::outcome, written.text(), written.span});
  }
};

// A value: whichever literal it is; a string becomes one here.
struct push_value : node {
  template <typename Input>
  static void success(const Input& in, Frame& frame, Frame& parent) {
    if (!frame.strings.empty()) {
      parent.literals.push_back({LiteralKind::text, take(frame.strings), frame.span(in)});
    } else {
      parent.literals.push_back(take(frame.literals));
    }
  }
};
template <> struct action<rules::value> : push_value {};
template <> struct action<rules::set_value> : push_value {};
template <> struct action<rules::fact_value> : push_value {};
template <> struct action<rules::order_bound> : push_value {};

template <> struct action<rules::set> : flag<Flag::is_set> {};
template <> struct action<rules::any_of_set> : flag<Flag::is_set> {};

template <> struct action<rules::span_unit_hours> : flag<Flag::hours> {};
template <> struct action<rules::span_unit_days> : flag<Flag::days> {};
template <> struct action<rules::span_unit_years> : flag<Flag::years> {};

struct push_duration : node {
  template <typename Input>
  static void success(const Input& in, Frame& frame, Frame& parent) {
    const SpanUnit unit = frame.has(Flag::hours) ? SpanUnit::hours : frame.has(Flag::days) ? SpanUnit::days : SpanUnit::years;
    parent.durations.push_back({take(frame.literals).text, unit, frame.span(in)});
  }
};
template <> struct action<rules::shift_duration> : push_duration {};
template <> struct action<rules::within_duration> : push_duration {};
template <> struct action<rules::term_duration> : push_duration {};

// ------------------------------------------------------------------------------ subjects and days

template <>
struct action<rules::its_subject> : node {
  template <typename Input>
  static void success(const Input& in, Frame& frame, Frame& parent) {
    parent.subjects.push_back({SubjectKind::its, take(frame.paths), frame.span(in)});
  }
};
template <>
struct action<rules::it_subject> {
  template <typename Match>
  static void apply(const Match& in, Frame& frame) {
    frame.subjects.push_back({SubjectKind::it, std::nullopt, frame.builder().span(in.begin(), in.end())});
  }
};
template <>
struct action<rules::path_subject> : node {
  template <typename Input>
  static void success(const Input& in, Frame& frame, Frame& parent) {
    // path_subject is a path: its names stand in this frame.
    parent.subjects.push_back({SubjectKind::path, Path{std::move(frame.names), frame.span(in)}, frame.span(in)});
  }
};

template <typename Match>
void report_slip(const Match& in, Frame& frame, std::string_view right) {
  frame.builder().report_mistaken_word(frame.builder().span(in.begin(), in.end()), right);
}

// A slip that the builder has a message for.
template <void (Builder::*Report)(Span)>
struct slip {
  template <typename Match>
  static void apply(const Match& in, Frame& frame) {
    (frame.builder().*Report)(frame.builder().span(in.begin(), in.end()));
  }
};
template <> struct action<rules::stray_mark> : slip<&Builder::report_stray> {};
template <> struct action<rules::foreign_comment_start> : slip<&Builder::report_foreign_comment> {};
template <> struct action<rules::mistaken_article> : slip<&Builder::report_article> {};
template <> struct action<rules::mistaken_comma> : slip<&Builder::report_mistaken_comma> {};
template <> struct action<rules::bare_set> : slip<&Builder::report_bare_set> {};
template <> struct action<rules::mistaken_unit> : slip<&Builder::report_unit> {};

template <>
struct action<rules::mistaken_plus> {
  template <typename Match>
  static void apply(const Match& in, Frame& frame) {
    report_slip(in, frame, "plus");
  }
};
template <>
struct action<rules::mistaken_minus> {
  template <typename Match>
  static void apply(const Match& in, Frame& frame) {
    report_slip(in, frame, "minus");
  }
};

// Guards the recursion: see deepest_nesting.
inline void enter_nesting(const char* place, Frame& frame) {
  frame.go_deeper();
  if (frame.depth() > deepest_nesting) {
    throw SyntaxError{static_cast<std::size_t>(place - frame.builder().start()), {Wanted::nesting, ""}};
  }
}
struct guard_nesting {
  template <typename Match>
  static void apply(const Match& in, Frame& frame) {
    enter_nesting(in.begin(), frame);
  }
};
template <> struct action<rules::later_open> : guard_nesting {};
template <> struct action<rules::group_open> : guard_nesting {};

template <> struct action<rules::sign_plus> : flag<Flag::plus> {};
template <> struct action<rules::sign_minus> : flag<Flag::minus> {};
template <>
struct action<rules::shift> : node {
  template <typename Input>
  static void success(const Input&, Frame& frame, Frame& parent) {
    parent.shifts.push_back({frame.has(Flag::plus) ? Sign::plus : Sign::minus, take(frame.durations)});
  }
};

template <>
struct action<rules::later_of> : node {
  template <typename Input>
  static void success(const Input& in, Frame& frame, Frame& parent) {
    parent.days.push_back(Day{LaterOf{std::move(frame.days.at(0)), std::move(frame.days.at(1))}, frame.span(in)});
  }
};
template <>
struct action<rules::shifted_day> : node {
  template <typename Input>
  static void success(const Input& in, Frame& frame, Frame& parent) {
    ShiftedDay day{frame.subjects.empty() ? std::variant<Literal, Subject>{take(frame.literals)}
                                          : std::variant<Literal, Subject>{take(frame.subjects)},
                   std::move(frame.shifts)};
    parent.days.push_back(Day{std::move(day), frame.span(in)});
  }
};

// ------------------------------------------------------------------------------ tests

template <> struct action<rules::extreme_least> : flag<Flag::least> {};
template <> struct action<rules::extreme_most> : flag<Flag::most> {};
template <> struct action<rules::before> : flag<Flag::before> {};
template <> struct action<rules::after> : flag<Flag::after> {};
template <> struct action<rules::or_on> : flag<Flag::or_on> {};
template <> struct action<rules::test_not> : flag<Flag::is_negated> {};

inline Direction direction_in(const Frame& frame) { return frame.has(Flag::before) ? Direction::before : Direction::after; }

template <>
struct action<rules::ladder_test> : node {
  template <typename Input>
  static void success(const Input& in, Frame& frame, Frame& parent) {
    const Extreme extreme = frame.has(Flag::least) ? Extreme::least : Extreme::most;
    parent.tests.push_back({LadderTest{extreme, take(frame.outcomes), std::nullopt}, frame.span(in)});
  }
};
template <>
struct action<rules::day_test> : node {
  template <typename Input>
  static void success(const Input& in, Frame& frame, Frame& parent) {
    parent.tests.push_back({DayTest{frame.has(Flag::or_on), direction_in(frame), take(frame.days), std::nullopt}, frame.span(in)});
  }
};
template <>
struct action<rules::within_test> : node {
  template <typename Input>
  static void success(const Input& in, Frame& frame, Frame& parent) {
    parent.tests.push_back({WithinTest{false, take(frame.durations), direction_in(frame), take(frame.days)}, frame.span(in)});
  }
};
struct push_value_test : node {
  template <typename Input>
  static void success(const Input& in, Frame& frame, Frame& parent) {
    const Span span = frame.span(in);
    parent.tests.push_back({ValueTest{frame.has(Flag::is_negated), frame.has(Flag::is_set), std::move(frame.literals), span}, span});
  }
};
template <> struct action<rules::value_test> : push_value_test {};
template <> struct action<rules::in_values> : push_value_test {};

// The `not` of `is not …` belongs to the test that follows it.
struct push_test : node {
  template <typename Input>
  static void success(const Input& in, Frame& frame, Frame& parent) {
    Test test = take(frame.tests);
    if (frame.has(Flag::is_negated)) {
      const Span not_span = frame.span_of(Flag::is_negated);
      std::visit(overloaded{
                     [&](LadderTest& ladder) { ladder.stray_not = not_span; },
                     [&](DayTest& day) { day.stray_not = not_span; },
                     [](ValueTest& value) { value.is_negated = true; },
                     [](WithinTest& within) { within.is_negated = true; },
                 },
                 test.node);
    }
    test.span = frame.span(in);
    parent.tests.push_back(std::move(test));
  }
};
template <> struct action<rules::test> : push_test {};
template <> struct action<rules::says_test> : push_test {};

template <>
struct action<rules::mistaken_is> {
  template <typename Match>
  static void apply(const Match& in, Frame& frame) {
    report_slip(in, frame, "is");
  }
};
template <>
struct action<rules::mistaken_in> {
  template <typename Match>
  static void apply(const Match& in, Frame& frame) {
    report_slip(in, frame, "is any of");
  }
};
template <>
struct action<rules::mistaken_not_in> {
  template <typename Match>
  static void apply(const Match& in, Frame& frame) {
    report_slip(in, frame, "is not any of");
    frame.set(Flag::is_negated, frame.builder().span(in.begin(), in.end()));
  }
};
template <> struct action<rules::mistaken_contains> : flag<Flag::contains> {};
template <>
struct action<rules::mistaken_is_not> {
  template <typename Match>
  static void apply(const Match& in, Frame& frame) {
    report_slip(in, frame, "is not");
    frame.set(Flag::is_negated, frame.builder().span(in.begin(), in.end()));
  }
};
template <>
struct action<rules::is_test> : node {
  template <typename Input>
  static void success(const Input&, Frame& frame, Frame& parent) {
    Test test = take(frame.tests);
    if (ValueTest* value = std::get_if<ValueTest>(&test.node); value != nullptr && frame.has(Flag::is_negated)) value->is_negated = true;
    parent.tests.push_back(std::move(test));
  }
};

template <>
struct action<rules::mistaken_at_most> {
  template <typename Match>
  static void apply(const Match& in, Frame& frame) {
    report_slip(in, frame, "<=");
  }
};
template <>
struct action<rules::mistaken_at_least> {
  template <typename Match>
  static void apply(const Match& in, Frame& frame) {
    report_slip(in, frame, ">=");
  }
};
template <>
struct action<rules::said_at_most> {
  template <typename Match>
  static void apply(const Match& in, Frame& frame) {
    report_slip(in, frame, "<=");
  }
};
template <>
struct action<rules::said_at_least> {
  template <typename Match>
  static void apply(const Match& in, Frame& frame) {
    report_slip(in, frame, ">=");
  }
};
template <>
struct action<rules::said_less> {
  template <typename Match>
  static void apply(const Match& in, Frame& frame) {
    report_slip(in, frame, "<");
  }
};
template <>
struct action<rules::said_greater> {
  template <typename Match>
  static void apply(const Match& in, Frame& frame) {
    report_slip(in, frame, ">");
  }
};
template <> struct action<rules::order_less> : flag<Flag::less> {};
template <> struct action<rules::order_at_most> : flag<Flag::at_most> {};
template <> struct action<rules::order_greater> : flag<Flag::greater> {};
template <> struct action<rules::order_at_least> : flag<Flag::at_least> {};
template <> struct action<rules::order_unit> : flag<Flag::stray_unit> {};

template <>
struct action<rules::order_test> : node {
  template <typename Input>
  static void success(const Input&, Frame& frame, Frame& parent) {
    OrderTest test;
    for (const auto& [flag_, order] : {std::pair{Flag::less, Order::less}, std::pair{Flag::at_most, Order::at_most},
                                       std::pair{Flag::greater, Order::greater}, std::pair{Flag::at_least, Order::at_least}}) {
      if (!frame.has(flag_)) continue;
      test.order = order;
      test.order_span = frame.span_of(flag_);
    }
    test.bound = take(frame.literals);
    if (frame.has(Flag::stray_unit)) test.stray_unit = frame.span_of(Flag::stray_unit);
    parent.order_tests.push_back(std::move(test));
  }
};

template <>
struct action<rules::comparison> : node {
  template <typename Input>
  static void success(const Input& in, Frame& frame, Frame& parent) {
    Comparison comparison{take(frame.subjects), {}};
    if (!frame.order_tests.empty()) comparison.test = take(frame.order_tests);
    if (!frame.tests.empty()) comparison.test = take(frame.tests);
    if (frame.has(Flag::contains)) {
      frame.builder().report_contains(comparison.subject, frame.span_of(Flag::contains));
      comparison.subject = Subject{SubjectKind::it, std::nullopt, comparison.subject.span};
    }
    parent.conditions.push_back({std::move(comparison), frame.span(in)});
  }
};

// ------------------------------------------------------------------------------ quantifiers

template <>
struct action<rules::mistaken_any> {
  template <typename Match>
  static void apply(const Match& in, Frame& frame) {
    report_slip(in, frame, "any");
  }
};
template <>
struct action<rules::mistaken_every> {
  template <typename Match>
  static void apply(const Match& in, Frame& frame) {
    report_slip(in, frame, "every");
  }
};
// A count in other words: `at least` the number said and so many more, or its opposite.
template <int More, bool IsNegated>
struct said_count {
  template <typename Match>
  static void apply(const Match& in, Frame& frame) {
    std::string& digits = frame.literals.back().text;
    digits = one_more(digits, More);
    report_slip(in, frame, (IsNegated ? "not at least " : "at least ") + digits);
  }
  static std::string one_more(const std::string& digits, int more) {
    if (more == 0 || digits.size() > 9) return digits;
    return std::to_string(std::stol(digits) + more);
  }
};
template <> struct action<rules::said_more_than> : said_count<1, false> {};
template <> struct action<rules::said_or_more> : said_count<0, false> {};
template <> struct action<rules::said_fewer_than> : said_count<0, true> {};
template <> struct action<rules::said_count_at_most> : said_count<1, true> {};

template <> struct action<rules::quantifier_any> : flag<Flag::any> {};
template <> struct action<rules::quantifier_every> : flag<Flag::every> {};
template <> struct action<rules::quantifier_no> : flag<Flag::no> {};

struct push_connector {
  template <Connective Kind, typename Match>
  static void push(const Match& in, Frame& frame) {
    frame.connectors.push_back({Kind, frame.builder().span(in.begin(), in.end())});
  }
};
template <>
struct action<rules::and_word> : push_connector {
  template <typename Match>
  static void apply(const Match& in, Frame& frame) {
    push<Connective::conjunction>(in, frame);
  }
};
template <>
struct action<rules::or_word> : push_connector {
  template <typename Match>
  static void apply(const Match& in, Frame& frame) {
    push<Connective::disjunction>(in, frame);
  }
};
template <>
struct action<rules::mistaken_and> : push_connector {
  template <typename Match>
  static void apply(const Match& in, Frame& frame) {
    report_slip(in, frame, "and");
    push<Connective::conjunction>(in, frame);
  }
};
template <>
struct action<rules::mistaken_or> : push_connector {
  template <typename Match>
  static void apply(const Match& in, Frame& frame) {
    report_slip(in, frame, "or");
    push<Connective::disjunction>(in, frame);
  }
};

template <>
struct action<rules::where> : node {
  template <typename Input>
  static void success(const Input&, Frame& frame, Frame& parent) {
    parent.where = std::move(frame.conditions);
  }
};

// The quantifier and the list's name; the span is that of the head.
struct mark_head {
  template <typename Match>
  static void apply(const Match& in, Frame& frame) {
    frame.set(Flag::head, frame.builder().span(in.begin(), in.end()));
  }
};
template <> struct action<rules::plain_head> : mark_head {};
template <> struct action<rules::count_head> : mark_head {};

template <>
struct action<rules::quantified> : node {
  template <typename Input>
  static void success(const Input& in, Frame& frame, Frame& parent) {
    Quantified quantified;
    quantified.quantifier = frame.has(Flag::any)     ? Quantifier::any
                            : frame.has(Flag::every) ? Quantifier::every
                            : frame.has(Flag::no)    ? Quantifier::no
                                                     : Quantifier::at_least;
    quantified.count = take_optional(frame.literals);
    quantified.list = take(frame.names);
    if (!frame.distinct.empty()) quantified.distinct_by = frame.distinct.front().name;
    quantified.is_test = take_optional(frame.tests);
    quantified.where = std::move(frame.where);
    quantified.head_span = frame.span_of(Flag::head);
    parent.conditions.push_back({std::move(quantified), frame.span(in)});
  }
};

// ------------------------------------------------------------------------------ links and chains

template <>
struct action<rules::says> : node {
  template <typename Input>
  static void success(const Input& in, Frame& frame, Frame& parent) {
    Says says{std::move(frame.names.at(0)), std::move(frame.names.at(1)), take(frame.tests)};
    parent.conditions.push_back({std::move(says), frame.span(in)});
  }
};

template <>
struct action<rules::group> : node {
  template <typename Input>
  static void success(const Input& in, Frame& frame, Frame& parent) {
    parent.conditions.push_back({Group{take(frame.conditions)}, frame.span(in)});
  }
};

template <> struct action<rules::not_word> : flag<Flag::is_negated> {};
template <>
struct action<rules::mistaken_not> {
  template <typename Match>
  static void apply(const Match& in, Frame& frame) {
    frame.builder().report_mistaken_not(frame.builder().span(in.begin(), in.end()));
    frame.set(Flag::is_negated, frame.builder().span(in.begin(), in.end()));
  }
};
template <>
struct action<rules::negation> : node {
  template <typename Input>
  static void success(const Input& in, Frame& frame, Frame& parent) {
    parent.conditions.push_back({Not{frame.span_of(Flag::is_negated), take(frame.conditions)}, frame.span(in)});
  }
};

struct push_condition : node {
  template <typename Input>
  static void success(const Input& in, Frame& frame, Frame& parent) {
    if (frame.connectors.empty()) {
      parent.conditions.push_back(take(frame.conditions));
      return;
    }
    Chain chain;
    chain.links = std::move(frame.conditions);
    for (const Connector& connector : frame.connectors) {
      chain.connectives.push_back(connector.kind);
      chain.connective_spans.push_back(connector.span);
    }
    parent.conditions.push_back({std::move(chain), frame.span(in)});
  }
};
template <> struct action<rules::group_condition> : push_condition {};
template <> struct action<rules::always_condition> : push_condition {};
template <> struct action<rules::applies_condition> : push_condition {};
template <> struct action<rules::about_condition> : push_condition {};
template <> struct action<rules::when_condition> : push_condition {};
template <> struct action<rules::unless_condition> : push_condition {};

// ------------------------------------------------------------------------------ notes

template <>
struct action<rules::because_note> : node {
  template <typename Input>
  static void success(const Input& in, Frame& frame, Frame& parent) {
    parent.notes.push_back(BecauseNote{take(frame.texts), frame.span(in)});
  }
};
template <>
struct action<rules::cite_note> : node {
  template <typename Input>
  static void success(const Input& in, Frame& frame, Frame& parent) {
    parent.notes.push_back(CiteNote{take(frame.references), frame.span(in)});
  }
};
template <>
struct action<rules::require_note> : node {
  template <typename Input>
  static void success(const Input& in, Frame& frame, Frame& parent) {
    parent.notes.push_back(RequireNote{std::move(frame.names), frame.span(in)});
  }
};

// ------------------------------------------------------------------------------ vocabulary

template <typename Node, typename Input>
void push_decl(const Input& in, Frame& frame, Frame& parent, Node value) {
  parent.decls.push_back({std::move(value), frame.span(in)});
}

template <>
struct action<rules::decision> : node {
  template <typename Input>
  static void success(const Input& in, Frame& frame, Frame& parent) {
    push_decl(in, frame, parent, DecisionDecl{take(frame.names), take(frame.texts), std::move(frame.outcomes)});
  }
};

template <> struct action<rules::rung> : flag<Flag::is_ladder> {};
struct push_values : node {
  template <typename Input>
  static void success(const Input& in, Frame& frame, Frame& parent) {
    parent.values.push_back({frame.has(Flag::is_ladder), std::move(frame.names), frame.span(in)});
  }
};
template <> struct action<rules::choice_values> : push_values {};

template <> struct action<rules::adds> : flag<Flag::adds> {};
template <>
struct action<rules::choice> : node {
  template <typename Input>
  static void success(const Input& in, Frame& frame, Frame& parent) {
    push_decl(in, frame, parent, ChoiceDecl{take(frame.names), frame.has(Flag::adds), take(frame.values)});
  }
};

template <TypeKind Kind>
struct push_type : node {
  template <typename Input>
  static void success(const Input& in, Frame& frame, Frame& parent) {
    TypeExpr type;
    type.kind = Kind;
    type.span = frame.span(in);
    if constexpr (Kind == TypeKind::values) {
      type.values = Values{frame.has(Flag::is_ladder), std::move(frame.names), frame.span(in)};
    } else {
      type.name = take_optional(frame.names);
    }
    if (frame.literals.size() == 2) {
      type.least = frame.literals[0];
      type.most = frame.literals[1];
    }
    parent.types.push_back(std::move(type));
  }
};
template <> struct action<rules::type_yes_no> : push_type<TypeKind::yes_no> {};
template <> struct action<rules::type_text> : push_type<TypeKind::text> {};
template <> struct action<rules::type_money> : push_type<TypeKind::money> {};
template <> struct action<rules::type_date> : push_type<TypeKind::date> {};
template <> struct action<rules::type_date_time> : push_type<TypeKind::date_time> {};
template <> struct action<rules::type_number> : push_type<TypeKind::number> {};
template <> struct action<rules::type_list> : push_type<TypeKind::list> {};
template <> struct action<rules::type_one_or_more> : push_type<TypeKind::one_or_more> {};
template <> struct action<rules::type_set> : push_type<TypeKind::set> {};
template <> struct action<rules::type_values> : push_type<TypeKind::values> {};
// (type_named pushes its name into the frame of field_type.)

template <> struct action<rules::or_none> : flag<Flag::or_none> {};
template <>
struct action<rules::field_type> : node {
  template <typename Input>
  static void success(const Input& in, Frame& frame, Frame& parent) {
    TypeExpr type;
    if (frame.types.empty()) {
      type.kind = TypeKind::named;
      type.name = take(frame.names);
    } else {
      type = take(frame.types);
    }
    type.or_none = frame.has(Flag::or_none);
    type.span = frame.span(in);
    parent.types.push_back(std::move(type));
  }
};

template <MarkKind Kind>
struct push_mark : node {
  template <typename Input>
  static void success(const Input& in, Frame& frame, Frame& parent) {
    parent.marks.push_back({Kind, take_optional(frame.names), frame.span(in)});
  }
};
template <> struct action<rules::mark_identifier> : push_mark<MarkKind::identifier> {};
template <> struct action<rules::mark_classified> : push_mark<MarkKind::classified_by> {};
template <> struct action<rules::mark_dates_record> : push_mark<MarkKind::dates_the_record> {};
template <> struct action<rules::mark_dates_request> : push_mark<MarkKind::dates_the_request> {};
template <> struct action<rules::mark_starts> : push_mark<MarkKind::starts_the_clock> {};

template <>
struct action<rules::field> : node {
  template <typename Input>
  static void success(const Input& in, Frame& frame, Frame& parent) {
    parent.members.push_back(
        FieldDecl{take(frame.names), take(frame.types), std::move(frame.marks), take_optional(frame.texts), frame.span(in)});
  }
};
template <>
struct action<rules::always> : node {
  template <typename Input>
  static void success(const Input& in, Frame& frame, Frame& parent) {
    parent.members.push_back(AlwaysClause{take(frame.conditions), frame.span(in)});
  }
};
template <>
struct action<rules::record> : node {
  template <typename Input>
  static void success(const Input& in, Frame& frame, Frame& parent) {
    push_decl(in, frame, parent,
              RecordDecl{take(frame.names), frame.has(Flag::adds), take_optional(frame.texts), std::move(frame.members)});
  }
};
template <>
struct action<rules::determination> : node {
  template <typename Input>
  static void success(const Input& in, Frame& frame, Frame& parent) {
    push_decl(in, frame, parent, DeterminationDecl{take(frame.names), take(frame.texts)});
  }
};
template <>
struct action<rules::duty> : node {
  template <typename Input>
  static void success(const Input& in, Frame& frame, Frame& parent) {
    push_decl(in, frame, parent, DutyDecl{take(frame.names), take(frame.texts)});
  }
};

// ------------------------------------------------------------------------------ jurisdictions

template <>
struct action<rules::jurisdiction> : node {
  template <typename Input>
  static void success(const Input& in, Frame& frame, Frame& parent) {
    push_decl(in, frame, parent,
              JurisdictionDecl{std::move(frame.names.at(0)), take(frame.texts), std::move(frame.names.at(1)), take_optional(frame.more_names)});
  }
};
template <>
struct action<rules::standing_fact> : node {
  template <typename Input>
  static void success(const Input& in, Frame& frame, Frame& parent) {
    parent.standing_facts.push_back({take(frame.paths), take(frame.literals), take(frame.from), take_optional(frame.until),
                                     std::move(frame.notes), frame.span(in)});
  }
};
template <>
struct action<rules::standing> : node {
  template <typename Input>
  static void success(const Input& in, Frame& frame, Frame& parent) {
    push_decl(in, frame, parent, StandingDecl{take(frame.names), std::move(frame.standing_facts)});
  }
};

// ------------------------------------------------------------------------------ policies

template <>
struct action<rules::authority> : node {
  template <typename Input>
  static void success(const Input& in, Frame& frame, Frame& parent) {
    parent.clauses.push_back(AuthorityClause{take(frame.names), frame.span(in)});
  }
};
template <>
struct action<rules::status> : node {
  template <typename Input>
  static void success(const Input& in, Frame& frame, Frame& parent) {
    parent.clauses.push_back(StatusClause{take(frame.names), frame.span(in)});
  }
};
template <>
struct action<rules::adopted> : node {
  template <typename Input>
  static void success(const Input& in, Frame& frame, Frame& parent) {
    parent.clauses.push_back(AdoptedClause{take(frame.literals), frame.span(in)});
  }
};
template <>
struct action<rules::mistaken_from> {
  template <typename Match>
  static void apply(const Match& in, Frame& frame) {
    report_slip(in, frame, "from");
  }
};
template <>
struct action<rules::in_force> : node {
  template <typename Input>
  static void success(const Input& in, Frame& frame, Frame& parent) {
    parent.clauses.push_back(InForceClause{take_optional(frame.from), take_optional(frame.until), frame.span(in)});
  }
};
template <>
struct action<rules::source> : node {
  template <typename Input>
  static void success(const Input& in, Frame& frame, Frame& parent) {
    parent.clauses.push_back(SourceClause{take(frame.references), frame.span(in)});
  }
};
template <>
struct action<rules::applies> : node {
  template <typename Input>
  static void success(const Input& in, Frame& frame, Frame& parent) {
    parent.clauses.push_back(AppliesClause{take(frame.conditions), frame.span(in)});
  }
};
template <>
struct action<rules::presume> : node {
  template <typename Input>
  static void success(const Input& in, Frame& frame, Frame& parent) {
    parent.clauses.push_back(PresumeClause{take(frame.paths), take(frame.literals), std::move(frame.notes), frame.span(in)});
  }
};

template <>
struct action<rules::about_records> : node {
  template <typename Input>
  static void success(const Input&, Frame& frame, Frame& parent) {
    parent.more_names = std::move(frame.names);
  }
};
inline About take_about(Frame& frame, Span span) {
  return {take(frame.names), std::move(frame.more_names), take(frame.conditions), std::move(frame.notes), span};
}
template <>
struct action<rules::define> : node {
  template <typename Input>
  static void success(const Input& in, Frame& frame, Frame& parent) {
    parent.clauses.push_back(DefineClause{take_about(frame, frame.span(in))});
  }
};
template <>
struct action<rules::definition> : node {
  template <typename Input>
  static void success(const Input& in, Frame& frame, Frame& parent) {
    push_decl(in, frame, parent, DefinitionDecl{take_about(frame, frame.span(in))});
  }
};

template <> struct action<rules::excluding> : flag<Flag::excluding> {};
template <>
struct action<rules::for_term> : node {
  template <typename Input>
  static void success(const Input& in, Frame& frame, Frame& parent) {
    parent.terms.push_back({ForTerm{take(frame.durations), frame.has(Flag::excluding), take_optional(frame.paths)}, frame.span(in)});
  }
};
template <>
struct action<rules::end_term> : node {
  template <typename Input>
  static void success(const Input& in, Frame& frame, Frame& parent) {
    parent.terms.push_back({EndOfDayTerm{}, frame.span(in)});
  }
};
struct push_answer : node {
  template <typename Input>
  static void success(const Input&, Frame& frame, Frame& parent) {
    parent.answers.push_back({take(frame.names), take_optional(frame.terms)});
  }
};
template <> struct action<rules::answer> : push_answer {};
template <> struct action<rules::next_answer> : push_answer {};
struct push_effect : node {
  template <typename Input>
  static void success(const Input& in, Frame& frame, Frame& parent) {
    parent.effects.push_back({take(frame.outcomes), std::move(frame.answers), frame.span(in)});
  }
};
template <> struct action<rules::effect> : push_effect {};
template <> struct action<rules::otherwise_effect> : push_effect {};

template <>
struct action<rules::mistaken_overrides> {
  template <typename Match>
  static void apply(const Match& in, Frame& frame) {
    report_slip(in, frame, "overrides");
  }
};
template <>
struct action<rules::rest_of_name> {
  template <typename Match>
  static void apply(const Match& in, Frame& frame) {
    Name& name = frame.names.back();
    frame.builder().report_split_name(name, frame.builder().span(in.begin(), in.end()));
    name.text += "_" + in.string();
  }
};
template <>
struct action<rules::word_rule> {
  template <typename Match>
  static void apply(const Match&, Frame& frame) {
    frame.builder().begin_rule(0);
  }
};
template <>
struct action<rules::rule_head> {
  template <typename Match>
  static void apply(const Match& in, Frame& frame) {
    frame.builder().begin_rule(frame.builder().span(in.begin(), in.end()).end);
  }
};
template <>
struct action<rules::rule_effect> : push_effect {
  template <typename Input>
  static void success(const Input& in, Frame& frame, Frame& parent) {
    frame.builder().see_effect();
    push_effect::success(in, frame, parent);
  }
};
template <>
struct action<rules::overridden_names> : node {
  template <typename Input>
  static void success(const Input&, Frame& frame, Frame& parent) {
    parent.more_names = std::move(frame.names);
  }
};
template <>
struct action<rules::rule_part> : node {
  template <typename Input>
  static void success(const Input& in, Frame& frame, Frame& parent) {
    if (!frame.notes.empty()) {
      std::visit([&](auto& note) { parent.rule_parts.emplace_back(std::move(note)); }, frame.notes.front());
    } else if (frame.has(Flag::unless)) {
      parent.rule_parts.emplace_back(UnlessPart{take(frame.conditions), frame.span(in)});
    } else {
      parent.rule_parts.emplace_back(WhenPart{take(frame.conditions), frame.span(in)});
    }
  }
};
template <> struct action<rules::unless_part> : flag<Flag::unless> {};
template <>
struct action<rules::rule> : node {
  template <typename Input>
  static void success(const Input& in, Frame& frame, Frame& parent) {
    if (frame.names.empty()) return;  // reported
    if (frame.has(Flag::is_broken)) frame.builder().leave_out_name(frame.names.front());
    parent.clauses.push_back(RuleClause{take(frame.names), std::move(frame.more_names), take_optional(frame.effects),
                                        std::move(frame.rule_parts), frame.span(in)});
  }
};
template <>
struct action<rules::otherwise> : node {
  template <typename Input>
  static void success(const Input& in, Frame& frame, Frame& parent) {
    parent.clauses.push_back(OtherwiseClause{take(frame.effects), std::move(frame.notes), frame.span(in)});
  }
};
template <>
struct action<rules::repeal> : node {
  template <typename Input>
  static void success(const Input& in, Frame& frame, Frame& parent) {
    parent.clauses.push_back(RepealClause{std::move(frame.names), frame.span(in)});
  }
};
template <>
struct action<rules::late_amends> {
  template <typename Match>
  static void apply(const Match& in, Frame& frame) {
    frame.builder().report_late_amends(frame.texts.front().span, frame.builder().span(in.begin(), in.end()));
  }
};
template <>
struct action<rules::policy> : node {
  template <typename Input>
  static void success(const Input& in, Frame& frame, Frame& parent) {
    if (frame.names.empty()) return;                                                                 // reported
    if (frame.texts.empty()) frame.texts.push_back({{std::string{}}, frame.names.front().span});  // its title could not be read
    push_decl(in, frame, parent,
              PolicyDecl{take(frame.names), take_optional(frame.more_names), take(frame.texts), std::move(frame.clauses)});
  }
};

// ------------------------------------------------------------------------------ examples

struct push_fact : node {
  template <typename Input>
  static void success(const Input& in, Frame& frame, Frame& parent) {
    ExampleFact fact{take(frame.names), {}, frame.span(in)};
    if (frame.has(Flag::is_set)) {
      fact.content = std::move(frame.literals);
    } else {
      fact.content = take(frame.literals);
    }
    parent.facts.push_back(std::move(fact));
  }
};
template <> struct action<rules::next_fact> : push_fact {};
template <> struct action<rules::with> : flag<Flag::with> {};
template <>
struct action<rules::given> : node {
  template <typename Input>
  static void success(const Input& in, Frame& frame, Frame& parent) {
    ExampleGiven given{take(frame.names), {}, frame.span(in)};
    if (frame.has(Flag::with)) {
      given.content = std::move(frame.facts);
    } else if (frame.has(Flag::is_set)) {
      given.content = std::move(frame.literals);
    } else {
      given.content = take(frame.literals);
    }
    parent.givens.push_back(std::move(given));
  }
};

template <> struct action<rules::expected_undetermined> : flag<Flag::undetermined> {};
template <> struct action<rules::expected_conflict> : flag<Flag::conflict> {};
template <> struct action<rules::expected_silent> : flag<Flag::silent> {};
template <>
struct action<rules::next_by_rule> {
  template <typename Match>
  static void apply(const Match& in, Frame& frame) {
    frame.more_names.push_back({in.string(), frame.builder().span(in.begin(), in.end())});
  }
};
template <> struct action<rules::expected_by> : flag<Flag::wants_by> {};
template <> struct action<rules::expected_missing> : flag<Flag::wants_missing> {};
template <>
struct action<rules::expect> : node {
  template <typename Input>
  static void success(const Input& in, Frame& frame, Frame& parent) {
    Expectation expectation;
    // by_rule is made of `name`, which pushes too: the subject is the first name, the decision the second.
    expectation.subject = frame.names.at(0);
    expectation.decision = frame.names.at(1);
    expectation.on = take_optional(frame.literals);
    expectation.status = frame.has(Flag::undetermined) ? ExpectedStatus::undetermined
                         : frame.has(Flag::conflict)   ? ExpectedStatus::conflict
                         : frame.has(Flag::silent)     ? ExpectedStatus::silent
                                                       : ExpectedStatus::decided;
    expectation.outcome = take_optional(frame.outcomes);
    if (frame.has(Flag::wants_by)) expectation.by = std::move(frame.more_names);
    if (frame.has(Flag::wants_missing)) expectation.missing = std::move(frame.paths);
    expectation.span = frame.span(in);
    parent.expectations.push_back(std::move(expectation));
  }
};
template <>
struct action<rules::example> : node {
  template <typename Input>
  static void success(const Input& in, Frame& frame, Frame& parent) {
    push_decl(in, frame, parent,
              ExampleDecl{take(frame.names), take(frame.texts), std::move(frame.givens), std::move(frame.expectations)});
  }
};

// ------------------------------------------------------------------------------ mappings

template <>
struct action<rules::rows> : node {
  template <typename Input>
  static void success(const Input& in, Frame& frame, Frame& parent) {
    parent.map_clauses.push_back(RowsClause{take(frame.texts), frame.span(in)});
  }
};
template <> struct action<rules::list_dates> : flag<Flag::dates> {};
template <> struct action<rules::list_ignore> : flag<Flag::ignore> {};
template <>
struct action<rules::text_list> : node {
  template <typename Input>
  static void success(const Input& in, Frame& frame, Frame& parent) {
    const WordListKind kind = frame.has(Flag::dates)    ? WordListKind::dates
                              : frame.has(Flag::ignore) ? WordListKind::ignore
                                                        : WordListKind::unknown;
    parent.map_clauses.push_back(WordListClause{kind, std::move(frame.texts), frame.span(in)});
  }
};
template <> struct action<rules::code_unknown> : flag<Flag::unknown> {};
struct push_code : node {
  template <typename Input>
  static void success(const Input& in, Frame& frame, Frame& parent) {
    parent.codes.push_back(
        {std::move(frame.texts), std::move(frame.literals), frame.has(Flag::is_set), frame.has(Flag::unknown), frame.span(in)});
  }
};
template <> struct action<rules::code> : push_code {};
template <> struct action<rules::next_code> : push_code {};
template <>
struct action<rules::column> : node {
  template <typename Input>
  static void success(const Input& in, Frame& frame, Frame& parent) {
    parent.map_clauses.push_back(ColumnClause{take(frame.texts), take(frame.paths), std::move(frame.codes), frame.span(in)});
  }
};
template <>
struct action<rules::mapping> : node {
  template <typename Input>
  static void success(const Input& in, Frame& frame, Frame& parent) {
    push_decl(in, frame, parent, MappingDecl{take(frame.names), take(frame.texts), std::move(frame.map_clauses)});
  }
};

}  // namespace comity::parser
