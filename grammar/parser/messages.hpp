// What the reader is told at each place where the grammar commits: words that complete
// "expected …". A rule under `must` without a message does not compile.
#pragma once

#include "grammar/parser/builder.hpp"
#include "grammar/parser/declarations.hpp"

namespace comity::parser {

template <typename Rule>
inline constexpr Expected expected{};

// These cannot fail where they stand: an option never does, and the rest commit inside.
template <typename... Rules>
inline constexpr Expected expected<tao::pegtl::opt<Rules...>>{Wanted::other, ""};
template <typename Item, typename Next>
inline constexpr Expected expected<rules::comma_separated<Item, Next>>{Wanted::other, ""};
template <>
inline constexpr Expected expected<rules::ladder>{Wanted::other, ""};

#define COMITY_EXPECT(rule, wanted, words) \
  template <>                              \
  inline constexpr Expected expected<rules::rule>{Wanted::wanted, words};

COMITY_EXPECT(layout, other, "a space")
COMITY_EXPECT(path_step, name, "the name of a fact after the dot")
COMITY_EXPECT(money_amount, other, "an amount in dollars, as in `$5,000` or `$12.50`")
COMITY_EXPECT(string_content, other, "text")
COMITY_EXPECT(string_end, closing_quote, "a closing `\"`: a text ends on the line it began on")
COMITY_EXPECT(outcome_word, name, "an outcome after `may`, as in `may honor`")
COMITY_EXPECT(next_name, name, "another name after the comma")

COMITY_EXPECT(set_value, other, "a value")
COMITY_EXPECT(set_end, set_end, "`)` after the last value, or a comma and another value")
COMITY_EXPECT(duration_unit, unit, "`hours`, `days` or `years` after the number")
COMITY_EXPECT(its_path, name, "the name of a fact after `its`")
COMITY_EXPECT(later_of_word, other, "`of` after `later`, as in `later of (booked_on, release_due)`")
COMITY_EXPECT(later_open, other, "`(` after `later of`")
COMITY_EXPECT(later_first, other, "a date or a fact")
COMITY_EXPECT(later_comma, other, "a comma: `later of` takes two days")
COMITY_EXPECT(later_second, other, "a second date or fact")
COMITY_EXPECT(later_close, other, "`)`: `later of` takes two days")
COMITY_EXPECT(shift_duration, other, "a span of time, as in `5 years`")
COMITY_EXPECT(extreme, other, "`least` or `most` after `at`")
COMITY_EXPECT(ladder_value, name, "a value of a ladder, as in `at least misdemeanor`")
COMITY_EXPECT(direction, other, "`before` or `after`")
COMITY_EXPECT(test_day, date, "a date, a fact that is a date, or `later of (…, …)`")
COMITY_EXPECT(within_duration, other, "a span of time, as in `within 5 years before …`")
COMITY_EXPECT(within_direction, within_direction, "`before` or `after` and a day")
COMITY_EXPECT(any_of_word, other, "`of` and the values, as in `any of (serious, violent)`")
COMITY_EXPECT(any_of_set, other, "the values in parentheses, as in `(serious, violent)`")
COMITY_EXPECT(test_body, other, "a value, `any of (…)`, `at least …`, `on or before …` or `within …` after `is`")
COMITY_EXPECT(test, other, "a value, `any of (…)`, `at least …`, `on or before …` or `within …` after `is`")
COMITY_EXPECT(order_bound, other, "a number or an amount in dollars")
COMITY_EXPECT(list_name, name, "a list, as in `any conviction` or `at least 3 convictions`")
COMITY_EXPECT(count_word, other, "`least` after `at`")
COMITY_EXPECT(count, count, "a whole number, as in `at least 3 convictions`")
COMITY_EXPECT(distinct_by, other, "`by` after `distinct`")
COMITY_EXPECT(distinct_name, name, "the fact that is counted once, as in `distinct by incident`")
COMITY_EXPECT(where_link, condition, "a condition on the element, as in `where its level is felony`")
COMITY_EXPECT(says_decision, name, "a decision, as in `… says hold is honor`")
COMITY_EXPECT(says_is, other, "`is` and an outcome, as in `… says hold is honor`")
COMITY_EXPECT(says_test, other, "an outcome after `is`")
COMITY_EXPECT(group_condition, condition, "a condition after `(`")
COMITY_EXPECT(group_close, other, "`)` to close the parenthesis")
COMITY_EXPECT(negated_link, condition, "a condition after `not`")
COMITY_EXPECT(next_link, condition, "a condition after `and` or `or`")

COMITY_EXPECT(decl_name, name, "a name")
COMITY_EXPECT(title, text, "a title in double quotes")
COMITY_EXPECT(address, text, "an address in double quotes after `at`")
COMITY_EXPECT(source_reference, text, "the source in double quotes, as in `source \"Gov. Code 7282.5\"`")
COMITY_EXPECT(because_text, text, "a text in double quotes after `because`")
COMITY_EXPECT(cite_reference, text, "the citation in double quotes, as in `cite \"7282.5(a)\"`")
COMITY_EXPECT(required_duties, name, "the name of a duty after `require`")
COMITY_EXPECT(ladder_first, name, "the outcomes from the least to the most, as in `decline < may honor < honor`")
COMITY_EXPECT(ladder_less, other, "`<` and a second outcome, as in `decline < honor`")
COMITY_EXPECT(ladder_step, name, "another outcome after `<`")
COMITY_EXPECT(value_name, name, "another value")
COMITY_EXPECT(choice_values, name, "the values, as in `infraction < misdemeanor < felony` or `penal, vehicle`")
COMITY_EXPECT(number_to, other, "`to` and the largest number, as in `number 0 to 120`")
COMITY_EXPECT(number_most, other, "the largest number, as in `number 0 to 120`")
COMITY_EXPECT(of_word, other, "`of` and the name of a record or choice, as in `list of conviction`")
COMITY_EXPECT(more_word, other, "`or more`, as in `one or more charge`")
COMITY_EXPECT(element_name, name, "the name of a record or choice, as in `list of conviction`")
COMITY_EXPECT(by_word, other, "`by offenses` after `classified`")
COMITY_EXPECT(table_name, name, "the name of the table, as in `classified by offenses`")
COMITY_EXPECT(dates_what, other, "`dates the record` or `dates the request`")
COMITY_EXPECT(clock_words, other, "`starts the clock`")
COMITY_EXPECT(field_type, name, "the type of the fact: `yes/no`, `text`, `money`, `date`, `number 0 to 120`, `list of …`, `set of …`, or a choice or record")
COMITY_EXPECT(always_condition, condition, "a condition after `always`")
COMITY_EXPECT(jurisdiction_level, name, "what kind of place it is, as in `county`")
COMITY_EXPECT(within_name, name, "the jurisdiction around it")
COMITY_EXPECT(fact_is, other, "`is` and a value")
COMITY_EXPECT(fact_value, other, "a value after `is`")
COMITY_EXPECT(from_required, other, "`from` and the date on which it began, as in `from 2011-09-07`")
COMITY_EXPECT(from_date, date, "a date, as in `2011-09-07`")
COMITY_EXPECT(until_date, date, "a date, as in `2011-09-07`")
COMITY_EXPECT(authority_name, name, "the jurisdiction whose policy it is, as in `authority cook_county`")
COMITY_EXPECT(status_word, name, "`enacted`, `proposed`, `vetoed`, `reading` or `yardstick`")
COMITY_EXPECT(adopted_date, date, "a date, as in `adopted 2011-10-18`")
COMITY_EXPECT(force_word, other, "`force`, as in `in force from 2011-10-18`")
COMITY_EXPECT(from_or_until, other, "`from` or `until` before the date")
COMITY_EXPECT(applies_when, other, "`when` and a condition, as in `applies when age >= 18`")
COMITY_EXPECT(applies_condition, condition, "a condition after `applies when`")
COMITY_EXPECT(presume_path, name, "the fact that is presumed, as in `presume gang_member is no`")
COMITY_EXPECT(about_records, name, "the record it is about, as in `for conviction`")
COMITY_EXPECT(about_condition, condition, "the condition that the name stands for")
COMITY_EXPECT(excluding_words, other, "`weekends and holidays` after `excluding`")
COMITY_EXPECT(term_duration, other, "a span of time, as in `for 48 hours`")
COMITY_EXPECT(term_from_path, name, "the fact that starts the clock")
COMITY_EXPECT(end_of_day, other, "`end of day`")
COMITY_EXPECT(rule_name, name, "the name of the rule, as in `rule grave_offender`")
COMITY_EXPECT(otherwise_alone, otherwise_condition, "")
COMITY_EXPECT(answers, name, "a decision after the outcome, as in `honor hold`")
COMITY_EXPECT(next_answer, name, "another decision after the comma")
COMITY_EXPECT(when_condition, condition, "a condition after `when`")
COMITY_EXPECT(unless_condition, condition, "a condition after `unless`")
COMITY_EXPECT(overridden_names, name, "the rules that it overrides")
COMITY_EXPECT(otherwise_effect, name, "an outcome and a decision, as in `otherwise decline hold`")
COMITY_EXPECT(repealed_names, name, "the rules or definitions that are repealed")
COMITY_EXPECT(amended_name, name, "the policy that is amended")
COMITY_EXPECT(fact_content, other, "a value, as in `age 34` or `traits (serious, violent)`")
COMITY_EXPECT(next_fact, name, "a fact and its value, as in `charge with level felony, bail $5,000`")
COMITY_EXPECT(given_content, other, "a value, or `with` and facts, as in `charge with level felony`")
COMITY_EXPECT(expected_subject, name, "the policy that is asked, as in `expect santa_clara_3_54 decline hold`")
COMITY_EXPECT(expected_day, date, "a date after `on`")
COMITY_EXPECT(expected_answer, name, "an outcome, `undetermined`, `conflict` or `silent`")
COMITY_EXPECT(expected_decision, name, "the decision, as in `… decline hold`")
COMITY_EXPECT(next_by_rule, name, "the name of a rule, or `otherwise`")
COMITY_EXPECT(missing_step, name, "the name of a fact")
COMITY_EXPECT(next_missing_path, name, "the fact that is missing")
COMITY_EXPECT(grouped_by, other, "`grouped by`, as in `rows grouped by \"booking_no\"`")
COMITY_EXPECT(word_string, text, "a text in double quotes")
COMITY_EXPECT(column_as, other, "`as` and a fact, as in `column \"age\" as age`")
COMITY_EXPECT(column_path, name, "the fact that the column states")
COMITY_EXPECT(code_means, other, "`means` and a value, as in `\"Y\" means yes`")
COMITY_EXPECT(code_content, other, "a value, or `unknown`")
COMITY_EXPECT(next_code, text, "another code in double quotes after the comma")

COMITY_EXPECT(junk_decl, declaration, "a declaration")
COMITY_EXPECT(junk_clause, clause, "a clause of the policy")
COMITY_EXPECT(junk_part, rule_part, "a part of the rule")
COMITY_EXPECT(junk_member, member, "a fact of the record")
COMITY_EXPECT(junk_standing, standing_fact, "a standing fact")
COMITY_EXPECT(junk_line, example_line, "a fact or `expect`")
COMITY_EXPECT(junk_map, map_clause, "a clause of the mapping")

#undef COMITY_EXPECT

template <typename Rule>
struct control : tao::pegtl::normal<Rule> {
  template <typename Input, typename... States>
  [[noreturn]] static void raise(const Input& in, States&&... /*states*/) {
    static_assert(expected<Rule>.words != nullptr, "a rule under must<> needs words in messages.hpp");
    throw SyntaxError{static_cast<std::size_t>(in.current() - in.begin()), expected<Rule>};
  }
};

}  // namespace comity::parser
