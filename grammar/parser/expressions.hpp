// Conditions: `and`, `or`, `not`, quantifiers, `says` and comparisons. The grammar accepts a
// little more than the language, so that a known slip of the pen gets its own message: an `and`
// mixed with an `or`, `is not before`, `age < 18 years`, `=` for `is`, `&&` for `and`.
#pragma once

#include "grammar/parser/lexical.hpp"

namespace comity::parser::rules {

struct condition;

// ------------------------------------------------------------------------------ values

struct value_yes : word_yes {};
struct value_no : word_no {};
struct value_none : word_none {};
struct value_outcome : outcome {};
struct value : pegtl::sor<date_time, date, integer, money, string, value_yes, value_no, value_none, value_outcome> {};
struct set_value : value {};
struct set_end : close_paren {};
struct set : pegtl::if_must<open_paren, layout, comma_separated<pegtl::must<set_value>, set_value>, layout, set_end> {};

struct span_unit_hours : word_hours {};
struct span_unit_days : word_days {};
struct span_unit_years : word_years {};
struct span_unit : pegtl::sor<span_unit_hours, span_unit_days, span_unit_years> {};
struct duration_count : integer {};
struct duration_unit : span_unit {};
// `10 years`
struct duration : pegtl::seq<duration_count, layout, pegtl::must<duration_unit>> {};

// ------------------------------------------------------------------------------ subjects and days

struct its_path : path {};
// `its released_on`
struct its_subject : pegtl::seq<word_its, layout, pegtl::must<its_path>> {};
struct it_subject : word_it {};
struct path_subject : path {};
struct subject : pegtl::sor<its_subject, it_subject, path_subject> {};

struct day;
struct later_of_word : word_of {};
struct later_open : open_paren {};
struct later_comma : comma {};
struct later_close : close_paren {};
struct later_first;
struct later_second;
// `later of (its convicted_on plus 10 years, its released_on plus 5 years)`
struct later_of : pegtl::if_must<word_later, layout, later_of_word, layout, later_open, layout, later_first, layout, later_comma, layout,
                                 later_second, layout, later_close> {};
struct sign_plus : word_plus {};
struct sign_minus : word_minus {};
struct shift_duration : duration {};
struct shift : pegtl::if_must<pegtl::sor<sign_plus, sign_minus>, layout, shift_duration> {};
struct shifted_day : pegtl::seq<pegtl::sor<date, subject>, pegtl::star<pegtl::seq<layout, shift>>> {};
struct day : pegtl::sor<later_of, shifted_day> {};
struct later_first : day {};
struct later_second : day {};

// ------------------------------------------------------------------------------ tests

struct extreme_least : word_least {};
struct extreme_most : word_most {};
struct extreme : pegtl::sor<extreme_least, extreme_most> {};
struct ladder_value : outcome {};
// `at least misdemeanor`
struct ladder_test : pegtl::if_must<word_at, layout, extreme, layout, ladder_value> {};

struct before : word_before {};
struct after : word_after {};
struct direction : pegtl::sor<before, after> {};
struct or_on : pegtl::seq<word_on, layout, word_or> {};
struct test_day : day {};
// `on or before 2014-01-01`, `after booked_on`
struct day_test : pegtl::sor<pegtl::seq<or_on, layout, pegtl::must<direction>, layout, pegtl::must<test_day>>,
                             pegtl::seq<direction, layout, pegtl::must<test_day>>> {};

struct within_duration : duration {};
struct within_direction : direction {};
// `within 5 years before request.made_on`
struct within_test : pegtl::if_must<word_within, layout, within_duration, layout, within_direction, layout, test_day> {};

struct any_of_word : word_of {};
struct any_of_set : set {};
// `any of (serious, violent)`
struct any_of : pegtl::if_must<word_any, layout, any_of_word, layout, any_of_set> {};

struct test_not : word_not {};
// `!` and `equal to` are what other languages say.
struct value_test : pegtl::sor<any_of, value> {};
struct test_body : pegtl::sor<ladder_test, day_test, within_test, value_test> {};
struct test : pegtl::seq<pegtl::opt<test_not, layout>, pegtl::must<test_body>> {};
struct says_test : test {};

// `=`, `==`, `!=`, `are`, `equals` for `is`: reported, then read as it was meant.
struct mistaken_is : pegtl::sor<pegtl::string<'=', '='>, pegtl::seq<pegtl::one<'='>, pegtl::not_at<pegtl::one<'<', '>'>>>,
                                key<TAO_PEGTL_STRING("are")>, key<TAO_PEGTL_STRING("equals")>> {};
struct mistaken_is_not : pegtl::string<'!', '='> {};
struct is_word : word_is {};
struct is_test : pegtl::sor<pegtl::seq<pegtl::sor<is_word, mistaken_is>, layout, pegtl::must<test>>,
                            pegtl::seq<mistaken_is_not, layout, pegtl::must<test>>> {};

struct mistaken_at_most : pegtl::string<'=', '<'> {};
struct mistaken_at_least : pegtl::string<'=', '>'> {};
struct order_at_most : pegtl::sor<pegtl::string<'<', '='>, mistaken_at_most> {};
struct order_at_least : pegtl::sor<pegtl::string<'>', '='>, mistaken_at_least> {};
struct order_less : pegtl::one<'<'> {};
struct order_greater : pegtl::one<'>'> {};
struct order : pegtl::sor<order_at_most, order_at_least, order_less, order_greater> {};
struct order_bound : pegtl::sor<date_time, date, integer, money, string, value_yes, value_no, value_none, value_outcome> {};
struct stray_unit : pegtl::sor<span_unit, key<TAO_PEGTL_STRING("dollars")>> {};
// `>= 18`; a unit after the number is read for the checker's message.
struct order_test : pegtl::seq<order, layout, pegtl::must<order_bound>, pegtl::opt<layout, stray_unit>> {};

struct comparison : pegtl::seq<subject, pegtl::opt<layout, pegtl::sor<order_test, is_test>>> {};

// ------------------------------------------------------------------------------ quantifiers

struct quantifier_any : word_any {};
struct quantifier_every : word_every {};
struct quantifier_no : word_no {};
struct list_name : name {};
struct count_word : word_least {};
struct count : integer {};
struct distinct_by : word_by {};
struct distinct_name : name {};
struct distinct : pegtl::if_must<word_distinct, layout, distinct_by, layout, distinct_name> {};
struct where_link;
// `where it is grave and its in_custody_for`: takes the whole `and`-chain that follows.
struct and_word : word_and {};
struct mistaken_and : pegtl::string<'&', '&'> {};
struct mistaken_or : pegtl::string<'|', '|'> {};
struct any_and : pegtl::sor<and_word, mistaken_and> {};
struct where : pegtl::seq<word_where, layout, pegtl::must<where_link>, pegtl::star<pegtl::seq<layout, any_and>, layout, pegtl::must<where_link>>> {};
struct quantified_tail : pegtl::opt<layout, pegtl::sor<where, is_test>> {};
struct plain_head : pegtl::seq<pegtl::sor<quantifier_any, quantifier_every, quantifier_no>, layout, pegtl::must<list_name>> {};
struct count_head : pegtl::seq<word_at, layout, pegtl::must<count_word>, layout, pegtl::must<count>, layout, pegtl::must<list_name>> {};
struct quantified : pegtl::sor<pegtl::seq<plain_head, quantified_tail>,
                               pegtl::seq<count_head, pegtl::opt<layout, distinct>, quantified_tail>> {};

// ------------------------------------------------------------------------------ links and chains

struct says_decision : name {};
struct says_is : word_is {};
// `ice_priorities_2011 says priority is at least third`
struct says : pegtl::seq<pegtl::at<name, layout, word_says>, name, layout, word_says, layout, pegtl::must<says_decision>, layout,
                         pegtl::must<says_is>, layout, pegtl::must<says_test>> {};

struct group_open : open_paren {};
struct group_condition;
struct group_close : close_paren {};
struct group : pegtl::if_must<group_open, layout, group_condition, layout, group_close> {};

struct link_body : pegtl::sor<group, quantified, says, comparison> {};
struct negated_link : link_body {};
struct mistaken_not : pegtl::seq<pegtl::one<'!'>, pegtl::not_at<pegtl::one<'='>>> {};
struct not_word : word_not {};
struct negation : pegtl::seq<pegtl::sor<not_word, mistaken_not>, layout, pegtl::must<negated_link>> {};
struct link : pegtl::sor<negation, link_body> {};
struct where_link : link {};

struct or_word : word_or {};
struct any_connective : pegtl::sor<and_word, or_word, mistaken_and, mistaken_or> {};
struct next_link : link {};
struct condition : pegtl::seq<link, pegtl::star<pegtl::seq<layout, any_connective>, layout, pegtl::must<next_link>>> {};
struct group_condition : condition {};

}  // namespace comity::parser::rules
