// Conditions: `and`, `or`, `not`, quantifiers, `says` and comparisons. The grammar accepts a
// little more than the language, so that a known slip of the pen gets its own message: an `and`
// mixed with an `or`, `is not before`, `age < 18 years`, `=` for `is`, `&&` for `and`. What is
// called `mistaken_…` or `said_…` is reported where it stands, and read as it was meant.
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
// `(serious or violent)`, `hold and notify`
struct mistaken_comma : pegtl::seq<pegtl::sor<word_or, word_and>, pegtl::at<pegtl::plus<pegtl::blank>, name>> {};
struct set_comma : pegtl::sor<comma, mistaken_comma> {};
struct set : pegtl::seq<open_paren, layout, pegtl::must<set_value>, pegtl::star<pegtl::seq<layout, set_comma>, layout, pegtl::must<set_value>>, layout,
                        pegtl::must<set_end>> {};
// `a felony`, `the hold`
struct mistaken_article : pegtl::seq<pegtl::sor<key<TAO_PEGTL_STRING("a")>, key<TAO_PEGTL_STRING("an")>, word_the>, pegtl::at<pegtl::plus<pegtl::blank>, name>> {};

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
struct mistaken_plus : pegtl::one<'+'> {};
struct mistaken_minus : pegtl::seq<pegtl::one<'-'>, pegtl::at<layout, pegtl::digit>> {};
struct sign_plus : pegtl::sor<word_plus, mistaken_plus> {};
struct sign_minus : pegtl::sor<word_minus, mistaken_minus> {};
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
// `any of serious, violent`: values without their parentheses.
struct bare_set : pegtl::seq<pegtl::at<name>, set_value, pegtl::star<layout, comma, layout, set_value>> {};
struct any_of_set : pegtl::sor<set, bare_set> {};
// `any of (serious, violent)`
struct any_of : pegtl::if_must<word_any, layout, any_of_word, layout, any_of_set> {};

// What follows a number in speech: `18 years old`, `5000 dollars`.
struct stray_unit : pegtl::sor<pegtl::seq<pegtl::sor<span_unit, key<TAO_PEGTL_STRING("year")>>,
                                          pegtl::opt<layout, pegtl::sor<key<TAO_PEGTL_STRING("old")>, pegtl::seq<word_of, layout, key<TAO_PEGTL_STRING("age")>>>>>,
                               key<TAO_PEGTL_STRING("dollars")>> {};
struct mistaken_unit : stray_unit {};

struct test_not : word_not {};
struct value_test : pegtl::sor<any_of, pegtl::seq<pegtl::opt<mistaken_article, layout>, value, pegtl::opt<pegtl::plus<pegtl::blank>, mistaken_unit>>> {};
struct test_body : pegtl::sor<ladder_test, day_test, within_test, value_test> {};
struct test : pegtl::seq<pegtl::opt<test_not, layout>, pegtl::must<test_body>> {};
struct says_test : test {};

// `=`, `==`, `!=`, `are`, `equals` for `is`: reported, then read as it was meant.
struct mistaken_is : pegtl::sor<pegtl::string<'=', '='>, pegtl::seq<pegtl::one<'='>, pegtl::not_at<pegtl::one<'<', '>'>>>,
                                key<TAO_PEGTL_STRING("are")>, key<TAO_PEGTL_STRING("equals")>> {};
struct mistaken_is_not : pegtl::string<'!', '='> {};
struct is_word : word_is {};
// `request.form in (i_247, i_247x)`, `not in (…)`
struct mistaken_in : pegtl::seq<word_in, pegtl::at<layout, open_paren>> {};
struct mistaken_not_in : pegtl::seq<word_not, layout, word_in, pegtl::at<layout, open_paren>> {};
struct in_values : pegtl::seq<pegtl::sor<mistaken_in, mistaken_not_in>, layout, any_of_set> {};
struct is_test : pegtl::sor<pegtl::seq<pegtl::sor<is_word, mistaken_is>, layout, pegtl::must<test>>,
                            pegtl::seq<mistaken_is_not, layout, pegtl::must<test>>, in_values> {};
// `its traits contains violent`
struct mistaken_contains : pegtl::seq<pegtl::sor<key<TAO_PEGTL_STRING("contains")>, key<TAO_PEGTL_STRING("contain")>, key<TAO_PEGTL_STRING("includes")>,
                                                 key<TAO_PEGTL_STRING("include")>>,
                                      pegtl::at<layout, pegtl::sor<name, word_any>>> {};
struct contains_test : pegtl::seq<mistaken_contains, layout, pegtl::must<test>> {};

// `is at least 18`, `is under 21`: comparisons of a number in words.
struct bound_follows : pegtl::at<layout, pegtl::sor<pegtl::digit, pegtl::one<'$'>>> {};
struct than : key<TAO_PEGTL_STRING("than")> {};
struct or_equal_to : pegtl::seq<word_or, layout, key<TAO_PEGTL_STRING("equal")>, layout, word_to> {};
struct more : pegtl::seq<pegtl::sor<key<TAO_PEGTL_STRING("greater")>, word_more, key<TAO_PEGTL_STRING("older")>, key<TAO_PEGTL_STRING("higher")>>, layout, than> {};
struct fewer : pegtl::seq<pegtl::sor<key<TAO_PEGTL_STRING("less")>, key<TAO_PEGTL_STRING("fewer")>, key<TAO_PEGTL_STRING("younger")>,
                                     key<TAO_PEGTL_STRING("lower")>>, layout, than> {};
struct said_at_least : pegtl::seq<word_is, layout, pegtl::sor<pegtl::seq<word_at, layout, word_least>, pegtl::seq<word_no, layout, fewer>,
                                                              pegtl::seq<more, layout, or_equal_to>>, bound_follows> {};
struct said_at_most : pegtl::seq<word_is, layout, pegtl::sor<pegtl::seq<word_at, layout, word_most>, pegtl::seq<word_no, layout, more>,
                                                             pegtl::seq<fewer, layout, or_equal_to>>, bound_follows> {};
struct said_greater : pegtl::seq<word_is, layout, pegtl::sor<more, key<TAO_PEGTL_STRING("over")>, key<TAO_PEGTL_STRING("above")>>, bound_follows> {};
struct said_less : pegtl::seq<word_is, layout, pegtl::sor<fewer, key<TAO_PEGTL_STRING("under")>, key<TAO_PEGTL_STRING("below")>>, bound_follows> {};

struct mistaken_at_most : pegtl::string<'=', '<'> {};
struct mistaken_at_least : pegtl::string<'=', '>'> {};
struct order_at_most : pegtl::sor<pegtl::string<'<', '='>, mistaken_at_most, said_at_most> {};
struct order_at_least : pegtl::sor<pegtl::string<'>', '='>, mistaken_at_least, said_at_least> {};
struct order_less : pegtl::sor<pegtl::one<'<'>, said_less> {};
struct order_greater : pegtl::sor<pegtl::one<'>'>, said_greater> {};
struct order : pegtl::sor<order_at_most, order_at_least, order_less, order_greater> {};
struct order_bound : pegtl::sor<date_time, date, integer, money, string, value_yes, value_no, value_none, value_outcome> {};
struct order_unit : stray_unit {};
// `>= 18`; a unit after the number is read for the checker's message.
struct order_test : pegtl::seq<order, layout, pegtl::must<order_bound>, pegtl::opt<layout, order_unit>> {};

struct comparison : pegtl::seq<subject, pegtl::opt<layout, pegtl::sor<order_test, is_test, contains_test>>> {};

// ------------------------------------------------------------------------------ quantifiers

// `some charge`, `all charge`, `each charge`
struct mistaken_any : pegtl::seq<key<TAO_PEGTL_STRING("some")>, pegtl::at<pegtl::plus<pegtl::blank>, name>> {};
struct mistaken_every : pegtl::seq<pegtl::sor<key<TAO_PEGTL_STRING("all")>, key<TAO_PEGTL_STRING("each")>>, pegtl::at<pegtl::plus<pegtl::blank>, name>> {};
struct quantifier_any : pegtl::sor<word_any, mistaken_any> {};
struct quantifier_every : pegtl::sor<word_every, mistaken_every> {};
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
// `more than 3 convictions`, `3 or more convictions`, `fewer than 3 convictions`, `at most 2 convictions`
struct list_follows : pegtl::at<layout, name> {};
struct said_more_than : pegtl::seq<more, layout, integer, list_follows> {};
struct said_or_more : pegtl::seq<integer, layout, word_or, layout, word_more, list_follows> {};
struct said_fewer_than : pegtl::seq<fewer, layout, integer, list_follows> {};
struct said_count_at_most : pegtl::seq<pegtl::sor<pegtl::seq<word_at, layout, word_most>, pegtl::seq<word_no, layout, more>>, layout, integer, list_follows> {};
struct said_count : pegtl::sor<said_more_than, said_or_more, said_fewer_than, said_count_at_most> {};
struct count_head : pegtl::seq<pegtl::sor<said_count, pegtl::seq<word_at, layout, pegtl::must<count_word>, layout, pegtl::must<count>>>, layout,
                               pegtl::must<list_name>> {};
// (The count comes first: `no more than 2 convictions` begins with a quantifier.)
struct quantified : pegtl::sor<pegtl::seq<count_head, pegtl::opt<layout, distinct>, quantified_tail>,
                               pegtl::seq<plain_head, quantified_tail>> {};

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
