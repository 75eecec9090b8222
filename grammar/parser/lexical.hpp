// Tokens: layout and comments, names, numbers, dates, texts. Each rule takes care of layout
// *inside* it, never at its ends, so that the span of a match is the span of what was written.
#pragma once

#include "grammar/parser/keywords.hpp"

namespace comity::parser::rules {

struct comment : pegtl::seq<pegtl::one<'#'>, pegtl::star<pegtl::not_at<pegtl::eolf>, pegtl::any>> {};
struct layout : pegtl::star<pegtl::sor<pegtl::space, comment>> {};

// A word of letters, digits and `_`, whatever its form.
struct word : pegtl::seq<pegtl::sor<pegtl::alpha, pegtl::one<'_'>>, pegtl::star<identifier_other>> {};

// `grave_offender`, `p1a`: lower case, no `_` at either end, none twice.
struct name_part : pegtl::plus<pegtl::sor<pegtl::lower, pegtl::digit>> {};
// A hyphen before a letter belongs to the word: `prior-removal` is a name in the wrong form, not a name and a sign.
struct name_form : pegtl::seq<pegtl::at<pegtl::lower>, name_part, pegtl::star<pegtl::one<'_'>, name_part>,
                              pegtl::not_at<pegtl::sor<identifier_other, pegtl::seq<pegtl::one<'-'>, pegtl::alpha>>>> {};
struct name : pegtl::seq<pegtl::not_at<reserved>, name_form> {};

struct dot : pegtl::one<'.'> {};
struct comma : pegtl::one<','> {};
struct open_paren : pegtl::one<'('> {};
struct close_paren : pegtl::one<')'> {};

// `request.made_on`
struct path_step : name {};
struct path : pegtl::seq<name, pegtl::star<dot, pegtl::must<path_step>>> {};

struct integer : pegtl::seq<pegtl::plus<pegtl::digit>, pegtl::not_at<pegtl::sor<identifier_other, pegtl::seq<pegtl::one<'.', '-', ','>, pegtl::digit>>>> {};

// `$5,000`, `$12.50`
struct money_thousands : pegtl::seq<pegtl::one<','>, pegtl::rep<3, pegtl::digit>> {};
struct money_amount : pegtl::seq<pegtl::plus<pegtl::digit>, pegtl::star<money_thousands>,
                                 pegtl::opt<pegtl::one<'.'>, pegtl::rep<2, pegtl::digit>>,
                                 pegtl::not_at<pegtl::sor<identifier_other, pegtl::seq<pegtl::one<'.', ','>, pegtl::digit>>>> {};
struct money : pegtl::if_must<pegtl::one<'$'>, money_amount> {};

struct date_form : pegtl::seq<pegtl::rep<4, pegtl::digit>, pegtl::one<'-'>, pegtl::rep<2, pegtl::digit>, pegtl::one<'-'>,
                              pegtl::rep<2, pegtl::digit>> {};
struct date : pegtl::seq<date_form, pegtl::not_at<pegtl::sor<identifier_other, pegtl::one<'-'>>>> {};

struct hours_and_minutes : pegtl::seq<pegtl::rep<2, pegtl::digit>, pegtl::one<':'>, pegtl::rep<2, pegtl::digit>> {};
struct date_time : pegtl::seq<date_form, pegtl::one<'T'>, hours_and_minutes,
                              pegtl::opt<pegtl::sor<pegtl::one<'Z'>, pegtl::seq<pegtl::one<'+', '-'>, hours_and_minutes>>>,
                              pegtl::not_at<identifier_other>> {};

// `"3.54, juveniles"`: ends on its line.
struct string_content : pegtl::star<pegtl::not_at<pegtl::sor<pegtl::one<'"'>, pegtl::eolf>>, pegtl::any> {};
struct string_end : pegtl::one<'"'> {};
struct string : pegtl::if_must<pegtl::one<'"'>, string_content, string_end> {};
struct single_text : string {};                                              // where texts do not join
struct text : pegtl::seq<string, pegtl::star<pegtl::seq<layout, string>>> {};  // adjacent texts join

// `a, b, c` of anything; commits after the comma.
template <typename Item, typename Next = Item>
struct comma_separated : pegtl::seq<Item, pegtl::star<pegtl::seq<layout, comma>, layout, pegtl::must<Next>>> {};

struct next_name : name {};
struct names : comma_separated<name, next_name> {};

// `may honor`
struct outcome_word : name {};
struct may_outcome : pegtl::seq<word_may, layout, pegtl::must<outcome_word>> {};
struct outcome : pegtl::sor<may_outcome, name> {};

// Marks of other languages, where they would close or open something: `;`, `{`, `}`, `:`. Reported and passed over.
struct stray_mark : pegtl::one<';', '{', '}', ':'> {};
struct stray_marks : pegtl::star<pegtl::seq<layout, stray_mark>> {};
// `// like this`
struct foreign_comment_start : pegtl::sor<pegtl::string<'/', '/'>, pegtl::string<'/', '*'>, pegtl::string<'-', '-'>> {};
struct foreign_comment : pegtl::seq<foreign_comment_start, pegtl::star<pegtl::not_at<pegtl::eolf>, pegtl::any>> {};
struct noise : pegtl::sor<stray_mark, foreign_comment> {};

// What may stand between two tokens is passed over one token at a time after an error.
struct skipped_token : pegtl::sor<comment, pegtl::seq<pegtl::one<'"'>, string_content, pegtl::opt<string_end>>, word, pegtl::any> {};

}  // namespace comity::parser::rules
