// Declarations and clauses. Each begins with a keyword and commits after it, so a failed `must`
// is the message; an error in one hides nothing in the next (recover.hpp).
#pragma once

#include "grammar/parser/expressions.hpp"
#include "grammar/parser/recover.hpp"

namespace comity::parser::rules {

// ------------------------------------------------------------------------------ where things begin

struct decl_start : pegtl::sor<word_decision, word_choice, word_record, word_determination, word_duty, word_jurisdiction, word_standing,
                               word_definition, word_policy, word_example, word_mapping> {};
struct clause_start : pegtl::sor<word_authority, word_status, word_adopted, word_in, word_source, word_applies, word_presume, word_define,
                                 word_rule, word_otherwise, word_repeal> {};
struct note_start : pegtl::sor<word_because, word_cite, word_require> {};
struct part_start : pegtl::sor<word_when, word_unless, note_start> {};

struct decl_or_end : pegtl::sor<decl_start, pegtl::eof> {};
struct clause_or_end : pegtl::sor<clause_start, decl_or_end> {};
struct part_or_end : pegtl::sor<part_start, clause_or_end> {};

// After an error: pass over tokens up to where an item of this level, or of one around it, begins.
template <typename Stop>
struct skip_to : pegtl::star<pegtl::not_at<Stop>, skipped_token> {
  static constexpr bool is_line = false;
  using tail = pegtl::success;
};
// … or, where lines begin with the author's names, to the next line.
struct skip_line : pegtl::star<pegtl::not_at<pegtl::eolf>, pegtl::any> {
  static constexpr bool is_line = true;
  using tail = pegtl::success;
};
// … and, of a standing fact, over the notes below it.
struct skip_fact : pegtl::star<pegtl::not_at<pegtl::eolf>, pegtl::any> {
  static constexpr bool is_line = true;
  using tail = pegtl::star<layout, pegtl::at<note_start>, pegtl::star<pegtl::not_at<pegtl::eolf>, pegtl::any>>;
};

// Items of a block, each recovered for itself, until what stands there is `Stop`.
template <typename Item, typename Stop, typename Skip>
struct items : pegtl::star<layout, pegtl::not_at<Stop>, recover<pegtl::sor<noise, Item>, Skip>> {};

// ------------------------------------------------------------------------------ common pieces

struct decl_name : name {};
struct same_line : pegtl::star<pegtl::blank> {};
struct title : text {};
struct address : text {};
struct reference : pegtl::seq<text, pegtl::opt<layout, word_at, layout, pegtl::must<address>>> {};
struct source_reference : reference {};

struct because_text : text {};
struct because_note : pegtl::if_must<word_because, layout, because_text> {};
struct cite_reference : reference {};
struct cite_note : pegtl::if_must<word_cite, layout, cite_reference> {};
struct required_duties : names {};
struct require_note : pegtl::if_must<word_require, layout, required_duties> {};
struct note : pegtl::sor<because_note, cite_note, require_note> {};
struct notes : pegtl::star<pegtl::seq<layout, note>> {};

// ------------------------------------------------------------------------------ vocabulary

struct ladder_step : outcome {};
struct ladder_first : outcome {};
struct ladder_less : pegtl::one<'<'> {};
struct ladder : pegtl::seq<pegtl::must<ladder_first>, layout, pegtl::must<ladder_less>, layout, pegtl::must<ladder_step>,
                           pegtl::star<pegtl::seq<layout, ladder_less>, layout, pegtl::must<ladder_step>>> {};
struct decision : pegtl::if_must<word_decision, layout, decl_name, layout, title, layout, ladder> {};

struct value_name : name {};
struct rung : pegtl::one<'<'> {};
struct ladder_values : pegtl::seq<pegtl::at<name, layout, pegtl::one<'<'>>, name, layout, rung, layout, pegtl::must<value_name>,
                                  pegtl::star<pegtl::seq<layout, rung>, layout, pegtl::must<value_name>>> {};
struct listed_values : pegtl::seq<name, pegtl::star<pegtl::seq<layout, comma>, layout, pegtl::must<value_name>>> {};
struct values : pegtl::sor<ladder_values, listed_values> {};
// In a type a single name is a choice or a record; values are at least two.
struct inline_values : pegtl::seq<pegtl::at<name, layout, pegtl::one<'<', ','>>, values> {};

struct adds : word_adds {};
struct choice_values : values {};
struct choice : pegtl::if_must<word_choice, layout, decl_name, layout, pegtl::opt<adds, layout>, choice_values> {};

struct type_yes_no : pegtl::seq<word_yes, layout, pegtl::one<'/'>, layout, word_no> {};
struct type_text : word_text {};
struct type_money : word_money {};
struct type_date_time : pegtl::seq<word_date, layout, word_and, layout, word_time> {};
struct type_date : word_date {};
struct number_to : word_to {};
struct number_most : integer {};
struct type_number : pegtl::seq<word_number, pegtl::opt<layout, integer, layout, pegtl::must<number_to>, layout, pegtl::must<number_most>>> {};
struct of_word : word_of {};
struct element_name : name {};
struct type_list : pegtl::if_must<word_list, layout, of_word, layout, element_name> {};
struct more_word : pegtl::seq<word_or, layout, word_more> {};
struct type_one_or_more : pegtl::if_must<word_one, layout, more_word, layout, element_name> {};
struct type_set : pegtl::if_must<word_set, layout, of_word, layout, element_name> {};
struct type_values : inline_values {};
struct type_named : name {};
struct or_none : pegtl::seq<word_or, layout, word_none> {};
struct type : pegtl::seq<pegtl::sor<type_yes_no, type_text, type_money, type_date_time, type_date, type_number, type_list, type_one_or_more,
                                    type_set, type_values, type_named>,
                         pegtl::opt<layout, or_none>> {};

struct mark_identifier : word_identifier {};
struct by_word : word_by {};
struct table_name : name {};
struct mark_classified : pegtl::if_must<word_classified, layout, by_word, layout, table_name> {};
struct dated_thing : pegtl::sor<word_record, word_request> {};
struct mark_dates_record : pegtl::seq<word_dates, layout, word_the, layout, word_record> {};
struct mark_dates_request : pegtl::seq<word_dates, layout, word_the, layout, word_request> {};
struct dates_what : pegtl::failure {};
struct mark_dates : pegtl::sor<mark_dates_record, mark_dates_request, pegtl::if_must<word_dates, dates_what>> {};
struct clock_words : pegtl::seq<word_the, layout, word_clock> {};
struct mark_starts : pegtl::if_must<word_starts, layout, clock_words> {};
struct mark : pegtl::sor<mark_identifier, mark_classified, mark_dates, mark_starts> {};

struct field_type : type {};
// A fact and its type stand on one line: a name alone on its line is a forgotten type, not the type of what follows.
struct field : pegtl::seq<name, same_line, pegtl::must<field_type>, pegtl::star<pegtl::seq<layout, mark>>, pegtl::opt<layout, text>> {};
struct always_condition : condition {};
struct always : pegtl::if_must<word_always, layout, always_condition> {};
struct junk_member : pegtl::failure {};
struct member : pegtl::sor<always, field, pegtl::must<junk_member>> {};
struct record_body : pegtl::seq<pegtl::opt<layout, text>, items<member, decl_or_end, skip_line>> {};
struct record_addition : pegtl::seq<adds, items<member, decl_or_end, skip_line>> {};
struct record : pegtl::seq<word_record, layout, pegtl::must<decl_name>, pegtl::sor<pegtl::seq<layout, record_addition>, record_body>> {};

struct determination : pegtl::if_must<word_determination, layout, decl_name, layout, title> {};
struct duty : pegtl::if_must<word_duty, layout, decl_name, layout, title> {};

// ------------------------------------------------------------------------------ jurisdictions

struct jurisdiction_level : name {};
struct within_name : name {};
struct jurisdiction : pegtl::if_must<word_jurisdiction, layout, decl_name, layout, title, layout, jurisdiction_level,
                                     pegtl::opt<layout, word_within, layout, pegtl::must<within_name>>> {};

struct fact_is : word_is {};
struct fact_value : value {};
// `in force since 2014-07-01`
struct mistaken_from : pegtl::sor<key<TAO_PEGTL_STRING("since")>, pegtl::seq<word_as, layout, word_of>> {};
struct from_word : pegtl::sor<word_from, mistaken_from> {};
struct from_date : date {};
struct until_date : date {};
struct until_part : pegtl::if_must<word_until, layout, until_date> {};
struct from_part : pegtl::if_must<from_word, layout, from_date> {};
struct from_required : from_part {};
struct standing_fact : pegtl::seq<path, layout, pegtl::must<fact_is>, layout, pegtl::must<fact_value>, layout, pegtl::must<from_required>,
                                  pegtl::opt<layout, until_part>, notes> {};
struct junk_standing : pegtl::failure {};
struct standing_item : pegtl::sor<standing_fact, pegtl::must<junk_standing>> {};
struct standing : pegtl::seq<word_standing, layout, pegtl::must<decl_name>, items<standing_item, decl_or_end, skip_fact>> {};

// ------------------------------------------------------------------------------ policies

struct authority_name : name {};
struct authority : pegtl::if_must<word_authority, layout, authority_name> {};
struct status_word : name {};
struct status : pegtl::if_must<word_status, layout, status_word> {};
struct adopted_date : date {};
struct adopted : pegtl::if_must<word_adopted, layout, adopted_date> {};
struct force_word : word_force {};
// A date alone: its first day, or its last?
struct from_or_until : pegtl::failure {};
struct date_alone : pegtl::seq<pegtl::at<layout, date_form>, layout, pegtl::must<from_or_until>> {};
struct in_force : pegtl::seq<pegtl::if_must<word_in, layout, force_word>, pegtl::opt<date_alone>, pegtl::opt<layout, from_part>, pegtl::opt<layout, until_part>> {};
struct source : pegtl::if_must<word_source, layout, source_reference> {};
struct applies_when : word_when {};
struct applies_condition : condition {};
struct applies : pegtl::if_must<word_applies, layout, applies_when, layout, applies_condition> {};
struct presume_path : path {};
struct presume : pegtl::seq<pegtl::if_must<word_presume, layout, presume_path, layout, fact_is, layout, fact_value>, notes> {};

struct about_records : names {};
struct about_condition : condition {};
struct about : pegtl::seq<pegtl::must<decl_name>, pegtl::opt<layout, word_for, layout, pegtl::must<about_records>>, layout,
                          pegtl::must<about_condition>, notes> {};
struct define : pegtl::seq<word_define, layout, about> {};
struct definition : pegtl::seq<word_definition, layout, about> {};

struct weekends_and_holidays : pegtl::seq<word_weekends, layout, word_and, layout, word_holidays> {};
// (Looked at first, so that the message stands at the first of the words.)
struct excluding_words : pegtl::seq<pegtl::at<weekends_and_holidays>, weekends_and_holidays> {};
struct excluding : pegtl::if_must<word_excluding, layout, excluding_words> {};
struct term_duration : duration {};
struct term_from_path : path {};
struct term_from : pegtl::if_must<word_from, layout, term_from_path> {};
struct for_term : pegtl::seq<pegtl::if_must<word_for, layout, term_duration>, pegtl::opt<layout, excluding>, pegtl::opt<layout, term_from>> {};
struct end_of_day : pegtl::seq<word_end, layout, word_of, layout, word_day> {};
struct end_term : pegtl::if_must<word_until, layout, end_of_day> {};
struct term : pegtl::sor<for_term, end_term> {};
struct answer_decision : name {};
struct answer : pegtl::seq<pegtl::opt<mistaken_article, layout>, answer_decision, pegtl::opt<layout, term>> {};
struct next_answer : answer {};
struct answer_comma : pegtl::sor<comma, mistaken_comma> {};
struct answers : pegtl::seq<answer, pegtl::star<pegtl::seq<layout, answer_comma>, layout, pegtl::must<next_answer>>> {};
// `honor hold for 24 hours, notify`
struct effect : pegtl::seq<outcome, layout, pegtl::must<answers>> {};

struct when_condition : condition {};
struct when_part : pegtl::if_must<word_when, layout, when_condition> {};
struct unless_condition : condition {};
struct unless_part : pegtl::if_must<word_unless, layout, unless_condition> {};
struct junk_part : pegtl::failure {};
struct rule_part : pegtl::sor<when_part, unless_part, note, pegtl::must<junk_part>> {};
struct overridden_names : names {};
struct mistaken_overrides : pegtl::seq<pegtl::sor<key<TAO_PEGTL_STRING("overides")>, key<TAO_PEGTL_STRING("override")>, key<TAO_PEGTL_STRING("overrules")>,
                                                  key<TAO_PEGTL_STRING("supersedes")>, key<TAO_PEGTL_STRING("trumps")>>,
                                       pegtl::at<pegtl::plus<pegtl::blank>, name>> {};
struct overrides : pegtl::if_must<pegtl::sor<word_overrides, mistaken_overrides>, layout, overridden_names> {};
// The end of a line, and an effect on the next.
struct line_end : pegtl::seq<same_line, pegtl::sor<pegtl::eol, pegtl::at<pegtl::one<'#'>>>> {};
struct effect_below : pegtl::at<line_end, layout, outcome, pegtl::plus<pegtl::blank>, name> {};
// `rule grave offender`: the rest of a name, written with a space.
struct second_name : name {};
struct rest_of_name : pegtl::seq<second_name, effect_below> {};
struct split_name : pegtl::seq<pegtl::plus<pegtl::blank>, rest_of_name> {};
struct rule_name : pegtl::failure {};
struct no_rule_name : pegtl::seq<effect_below, pegtl::must<rule_name>> {};
struct rule_head : pegtl::seq<pegtl::opt<no_rule_name>, layout, pegtl::must<decl_name>, pegtl::opt<split_name>, stray_marks, pegtl::opt<layout, overrides>,
                              stray_marks> {};
struct rule_effect : effect {};
struct rule : pegtl::seq<word_rule, recover<rule_head, skip_to<part_or_end>>, pegtl::opt<layout, recover<rule_effect, skip_to<part_or_end>>>,
                         items<rule_part, clause_or_end, skip_to<part_or_end>>> {};

struct otherwise_effect : effect {};
struct otherwise_alone : pegtl::failure {};
struct otherwise_condition : pegtl::seq<layout, pegtl::at<pegtl::sor<word_when, word_unless>>, pegtl::must<otherwise_alone>> {};
struct otherwise : pegtl::seq<pegtl::if_must<word_otherwise, layout, otherwise_effect>, notes, pegtl::opt<otherwise_condition>> {};
struct repealed_names : names {};
struct repeal : pegtl::if_must<word_repeal, layout, repealed_names> {};

struct junk_clause : pegtl::failure {};
struct clause : pegtl::sor<authority, status, adopted, in_force, source, applies, presume, define, rule, otherwise, repeal,
                           pegtl::must<junk_clause>> {};
struct amended_name : name {};
struct amends : pegtl::if_must<word_amends, layout, amended_name> {};
struct late_amends : amends {};
struct policy_head : pegtl::seq<layout, pegtl::must<decl_name>, layout, pegtl::opt<amends, layout>, pegtl::must<title>, pegtl::opt<layout, late_amends>> {};
struct policy : pegtl::seq<word_policy, recover<policy_head, skip_to<clause_or_end>>, items<clause, decl_or_end, skip_to<clause_or_end>>> {};

// ------------------------------------------------------------------------------ examples

struct fact_name : name {};
struct fact_content : pegtl::sor<set, value> {};
struct fact : pegtl::seq<fact_name, layout, pegtl::must<fact_content>> {};
struct next_fact : fact {};
struct with_facts : comma_separated<pegtl::must<next_fact>, next_fact> {};
struct with : pegtl::seq<word_with, layout, with_facts> {};
struct given_content : pegtl::sor<with, set, value> {};
struct given : pegtl::seq<name, same_line, pegtl::must<given_content>> {};
struct expected_undetermined : word_undetermined {};
struct expected_conflict : word_conflict {};
struct expected_silent : word_silent {};
struct expected_answer : pegtl::sor<expected_undetermined, expected_conflict, expected_silent, outcome> {};
struct expected_subject : name {};
struct expected_day : date {};
struct expected_on : pegtl::if_must<word_on, layout, expected_day> {};
struct expected_decision : name {};
struct by_rule : pegtl::sor<name, word_otherwise> {};
struct next_by_rule : by_rule {};
struct expected_by : pegtl::seq<word_by, layout, comma_separated<pegtl::must<next_by_rule>, next_by_rule>> {};
struct missing_step : pegtl::seq<name, pegtl::opt<pegtl::one<'['>, pegtl::plus<pegtl::digit>, pegtl::one<']'>>> {};
struct missing_path : pegtl::seq<missing_step, pegtl::star<dot, pegtl::must<missing_step>>> {};
struct next_missing_path : missing_path {};
struct expected_missing : pegtl::seq<word_missing, layout, comma_separated<pegtl::must<next_missing_path>, next_missing_path>> {};
struct expect : pegtl::seq<pegtl::if_must<word_expect, layout, expected_subject>, pegtl::opt<layout, expected_on>, layout,
                           pegtl::must<expected_answer>, layout, pegtl::must<expected_decision>,
                           pegtl::star<pegtl::seq<layout, pegtl::sor<expected_by, expected_missing>>>> {};
struct junk_line : pegtl::failure {};
struct example_line : pegtl::sor<expect, given, pegtl::must<junk_line>> {};
struct example : pegtl::seq<pegtl::if_must<word_example, layout, decl_name, layout, title>, items<example_line, decl_or_end, skip_line>> {};

// ------------------------------------------------------------------------------ mappings

struct grouped_by : pegtl::seq<word_grouped, layout, word_by> {};
struct word_string : single_text {};
struct rows : pegtl::if_must<word_rows, layout, grouped_by, layout, word_string> {};
struct list_dates : word_dates {};
struct list_unknown : word_unknown {};
struct list_ignore : word_ignore {};
struct text_list : pegtl::if_must<pegtl::sor<list_dates, list_unknown, list_ignore>, layout, comma_separated<pegtl::must<word_string>, word_string>> {};
struct column_as : word_as {};
struct column_path : path {};
struct code_means : word_means {};
struct code_unknown : word_unknown {};
struct code_content : pegtl::sor<code_unknown, set, value> {};
struct code : pegtl::seq<single_text, pegtl::star<pegtl::seq<layout, word_or>, layout, pegtl::must<word_string>>, layout, pegtl::must<code_means>, layout,
                         pegtl::must<code_content>> {};
struct next_code : code {};
struct column : pegtl::seq<pegtl::if_must<word_column, layout, word_string, layout, column_as, layout, column_path>,
                           pegtl::opt<layout, comma_separated<code, next_code>>> {};
struct map_start : pegtl::sor<word_rows, word_dates, word_unknown, word_ignore, word_column> {};
struct junk_map : pegtl::failure {};
struct map_clause : pegtl::sor<rows, text_list, column, pegtl::must<junk_map>> {};
struct mapping : pegtl::seq<pegtl::if_must<word_mapping, layout, decl_name, layout, title>,
                            items<map_clause, decl_or_end, skip_to<pegtl::sor<map_start, decl_or_end>>>> {};

// ------------------------------------------------------------------------------ files

struct junk_decl : pegtl::failure {};
struct decl : pegtl::sor<decision, choice, record, determination, duty, jurisdiction, standing, definition, policy, example, mapping,
                         pegtl::must<junk_decl>> {};
struct file : pegtl::seq<items<decl, pegtl::eof, skip_to<decl_or_end>>, layout, pegtl::eof> {};

}  // namespace comity::parser::rules
