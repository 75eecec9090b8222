// Each case formats, and `formatted` also holds the result against the laws: the same tree, the
// same comments in the same order, and nothing left to change the second time.
#include "grammar/formatter/format.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "grammar/parser/parse.hpp"
#include "grammar/syntax/dump.hpp"
#include "grammar/syntax/equal.hpp"

namespace comity::formatter {
namespace {

namespace fs = std::filesystem;

struct Parsed {
  SourceSet sources;
  DiagnosticSink sink;
  syntax::ParsedFile file;

  explicit Parsed(std::string text) {
    const SourceId id = sources.add("test.comity", std::move(text));
    file = parser::parse(sources, id, sink);
  }

  std::string complaint() const {
    const std::vector<Diagnostic> diagnostics = sink.sorted();
    return (diagnostics.empty() ? "" : diagnostics.front().message) + '\n' + sources[file.source].text;
  }

  std::string format() const { return formatter::format(sources[file.source], file); }

  std::vector<std::string> comments() const {
    std::vector<std::string> result;
    for (const syntax::Comment& comment : file.comments) {
      const std::string_view text = sources.text_of(comment.span);
      result.emplace_back(text.substr(0, text.find_last_not_of(" \t\r") + 1));
    }
    return result;
  }
};

void expect_tidy(const std::string& text) {
  EXPECT_TRUE(text.empty() || text.ends_with('\n'));
  EXPECT_FALSE(text.starts_with('\n'));
  EXPECT_FALSE(text.ends_with("\n\n"));
  for (const std::string_view never : {" \n", "\n\n\n", "\r", "\t"}) {
    EXPECT_EQ(text.find(never), std::string::npos) << text;
  }
}

std::string formatted(std::string text) {
  const Parsed first{std::move(text)};
  EXPECT_TRUE(first.file.is_complete) << first.complaint();
  if (!first.file.is_complete) return "";
  std::string result = first.format();
  const Parsed second{result};
  EXPECT_TRUE(second.file.is_complete) << second.complaint();
  if (!second.file.is_complete) return "";
  EXPECT_EQ(syntax::dump(first.file), syntax::dump(second.file)) << result;
  EXPECT_TRUE(syntax::equal(first.file, second.file));
  EXPECT_EQ(first.comments(), second.comments()) << result;
  EXPECT_EQ(second.format(), result) << "formatting twice is formatting once";
  expect_tidy(result);
  return result;
}

// For text that is as it should be.
void expect_kept(const std::string& text) { EXPECT_EQ(formatted(text), text); }

// One clause, or several, of a policy.
std::string in_policy(const std::string& clauses) { return "policy p \"P\"\n" + clauses; }
std::string policy_formatted(const std::string& clauses) {
  const std::string result = formatted(in_policy(clauses));
  const std::string heading = "policy p \"P\"\n";
  EXPECT_TRUE(result.starts_with(heading)) << result;
  return result.substr(std::min(heading.size(), result.size()));
}

// ---------------------------------------------------------------------------------- files

TEST(Format, an_empty_file_stays_empty) {
  EXPECT_EQ(formatted(""), "");
  EXPECT_EQ(formatted("\n\n  \n"), "");
}

TEST(Format, a_file_ends_in_one_line_end) {
  EXPECT_EQ(formatted("duty d \"D\""), "duty d \"D\"\n");
  EXPECT_EQ(formatted("\n\nduty d \"D\"\n\n\n"), "duty d \"D\"\n");
}

TEST(Format, tokens_stand_one_space_apart) {
  EXPECT_EQ(policy_formatted("applies   when(a.b<18 and(c   is any\n"
                             "of( x ,y ))and d is before later of(e,f  plus 2 years))"),
            "  applies when (a.b < 18 and (c is any of (x, y)) and d is before later of (e, f plus 2 years))\n");
  EXPECT_EQ(policy_formatted("applies when bail>$2,500.50"), "  applies when bail > $2,500.50\n");
  EXPECT_EQ(formatted("record r\na yes / no\nb date and time"), "record r\n  a  yes/no\n  b  date and time\n");
}

TEST(Format, declarations_stand_one_blank_line_apart) {
  EXPECT_EQ(formatted("duty d \"D\"\nchoice c a, b\n\n\nstanding s\n"),
            "duty d \"D\"\n\nchoice c a, b\n\nstanding s\n");
}

TEST(Format, runs_of_one_line_declarations_keep_the_groups_of_their_author) {
  expect_kept("duty a \"A\"\nduty b \"B\"\n\nduty c \"C\"\n");
  EXPECT_EQ(formatted("choice a x, y\n\n\n\nchoice b x, y\nchoice c x, y\n"),
            "choice a x, y\n\nchoice b x, y\nchoice c x, y\n");
}

// ---------------------------------------------------------------------------------- vocabulary

TEST(Format, a_decision_has_its_ladder_on_the_second_line) {
  EXPECT_EQ(formatted("decision hold \"Keep\" decline<may honor<honor"),
            "decision hold \"Keep\"\n  decline < may honor < honor\n");
}

TEST(Format, a_choice_is_wrapped_after_commas) {
  EXPECT_EQ(formatted("choice trait serious, violent, homicide, sexual, domestic_violence, assault, dui, "
                      "hit_and_run, weapon, drug_possession, drug_distribution, theft\n"),
            "choice trait serious, violent, homicide, sexual, domestic_violence, assault, dui, hit_and_run, weapon, "
            "drug_possession,\n"
            "  drug_distribution, theft\n");
}

TEST(Format, comments_among_the_values_of_a_choice_hold_the_lines_apart) {
  EXPECT_EQ(formatted("choice trait adds\n# general\na, b,\n  c,   # of California\n\n      # the rest\nd,\ne\n"),
            "choice trait adds\n  # general\n  a, b, c,  # of California\n\n  # the rest\n  d, e\n");
}

TEST(Format, fields_stand_in_columns) {
  EXPECT_EQ(formatted("record booking \"One arrest\"\n id text identifier\n"
                      " released_on date or none \"When; none while served\"\n"
                      " age number 0 to 120\n stage dismissed<charged\n charges one or more charge\n"),
            "record booking \"One arrest\"\n"
            "  id           text          identifier\n"
            "  released_on  date or none  \"When; none while served\"\n"
            "  age          number 0 to 120\n"
            "  stage        dismissed < charged\n"
            "  charges      one or more charge\n");
}

TEST(Format, a_type_that_is_too_wide_does_not_push_the_column) {
  EXPECT_EQ(formatted("record r adds\n a one_value, another_value, a_third_value or none \"A\"\n"
                      " b yes/no starts the clock \"B\"\n"),
            "record r adds\n"
            "  a  one_value, another_value, a_third_value or none  \"A\"\n"
            "  b  yes/no  starts the clock \"B\"\n");
}

TEST(Format, always_is_a_sentence) {
  EXPECT_EQ(formatted("record r\n a date or none\n\n always its a is none or its a is on or after its b\n"
                      " always not its a or its b\n"),
            "record r\n"
            "  a  date or none\n\n"
            "  always its a is none\n"
            "      or its a is on or after its b\n"
            "  always not its a or its b\n");
}

// ---------------------------------------------------------------------------------- jurisdictions

TEST(Format, jurisdictions_stand_in_columns) {
  EXPECT_EQ(formatted("jurisdiction united_states \"United States\" federal\n"
                      "jurisdiction ice \"Immigration and Customs Enforcement\" agency within united_states\n"
                      "jurisdiction illinois \"State of Illinois\" state within united_states\n"),
            "jurisdiction united_states \"United States\"                       federal\n"
            "jurisdiction ice           \"Immigration and Customs Enforcement\" agency within united_states\n"
            "jurisdiction illinois      \"State of Illinois\"                   state  within united_states\n");
}

TEST(Format, columns_count_characters_not_bytes) {
  expect_kept("jurisdiction a \"Doña Ana\"  county\njurisdiction b \"Doniphans\" county\n");
}

TEST(Format, determinations_and_duties_stand_in_columns) {
  EXPECT_EQ(formatted("duty a \"A\"\nduty long_name \"B\"\n"), "duty a         \"A\"\nduty long_name \"B\"\n");
  EXPECT_EQ(formatted("determination a \"A\"\ndetermination bb \"B\"\n"),
            "determination a  \"A\"\ndetermination bb \"B\"\n");
}

TEST(Format, standing_facts_have_their_notes_below_them) {
  EXPECT_EQ(formatted("standing c custodian.pays is no from 2011-09-07 until 2012-01-01 cite \"No\" at \"https://x\" "
                      "because \"y\"\n"),
            "standing c\n"
            "  custodian.pays is no from 2011-09-07 until 2012-01-01\n"
            "    cite \"No\" at \"https://x\"\n"
            "    because \"y\"\n");
}

// ---------------------------------------------------------------------------------- policies

TEST(Format, the_heading_of_a_policy_stands_in_columns) {
  EXPECT_EQ(policy_formatted("authority a\nstatus      enacted\nadopted 2011-01-01\n"
                             "in force from 2011-01-01 until 2012-01-01\n"
                             "in force until 2013-01-01\nsource \"S\" at \"https://x\"\n"),
            "  authority a\n"
            "  status    enacted\n"
            "  adopted   2011-01-01\n"
            "  in force  from 2011-01-01 until 2012-01-01\n"
            "  in force  until 2013-01-01\n"
            "  source    \"S\" at \"https://x\"\n");
  EXPECT_EQ(policy_formatted("in force status enacted"), "  in force\n  status    enacted\n");
}

TEST(Format, a_rule_has_one_part_a_line_in_the_order_of_its_author) {
  EXPECT_EQ(policy_formatted("rule r overrides a,b may honor hold for 24 hours excluding weekends and holidays from "
                             "x.y,notify until end of day cite \"C\" when a unless b require d,e because \"B\"\n"),
            "  rule r overrides a, b\n"
            "    may honor hold for 24 hours excluding weekends and holidays from x.y, notify until end of day\n"
            "    cite \"C\"\n"
            "    when a\n"
            "    unless b\n"
            "    require d, e\n"
            "    because \"B\"\n");
}

TEST(Format, a_rule_may_have_no_effect) {
  EXPECT_EQ(policy_formatted("rule r overrides a when b\n"), "  rule r overrides a\n    when b\n");
}

TEST(Format, paragraphs_of_a_policy_stand_a_blank_line_apart) {
  EXPECT_EQ(policy_formatted("status reading\nrepeal a, b\npresume x is no cite \"C\"\ndefine d e\n"
                             "rule r decline hold\n"
                             "otherwise honor hold\notherwise honor notify\n\notherwise honor interview\n"),
            "  status    reading\n"
            "  repeal a, b\n"
            "  presume x is no\n"
            "    cite \"C\"\n\n"
            "  define d\n"
            "    e\n\n"
            "  rule r\n"
            "    decline hold\n\n"
            "  otherwise honor hold\n"
            "  otherwise honor notify\n\n"
            "  otherwise honor interview\n");
}

TEST(Format, a_definition_is_a_define_one_level_out) {
  EXPECT_EQ(formatted("definition grave for charge,conviction its level is felony cite \"C\" because \"B\"\n"),
            "definition grave for charge, conviction\n  its level is felony\n  cite \"C\"\n  because \"B\"\n");
  EXPECT_EQ(policy_formatted("define grave for conviction its level is felony cite \"C\"\n"),
            "  define grave for conviction\n    its level is felony\n    cite \"C\"\n");
}

// ---------------------------------------------------------------------------------- texts

TEST(Format, adjacent_texts_stay_apart_and_are_wrapped) {
  EXPECT_EQ(policy_formatted("otherwise decline hold because \"a\"\n   \"b\"\n"),
            "  otherwise decline hold\n    because \"a\" \"b\"\n");
  const std::string long_text = '"' + std::string(70, 'x') + '"';
  EXPECT_EQ(policy_formatted("otherwise decline hold because " + long_text + long_text + "\"b\"\n"),
            "  otherwise decline hold\n    because " + long_text + "\n      " + long_text + " \"b\"\n");
}

TEST(Format, a_long_reference_is_wrapped_before_its_address) {
  const std::string long_text = '"' + std::string(70, 'x') + '"';
  EXPECT_EQ(policy_formatted("source " + long_text + " at " + long_text + '\n'),
            "  source    " + long_text + "\n    at " + long_text + '\n');
}

TEST(Format, a_text_that_is_too_long_by_itself_is_left) {
  expect_kept("duty d \"" + std::string(200, 'x') + "\"\n");
}

// ---------------------------------------------------------------------------------- conditions

std::string rule(const std::string& parts) { return "  rule r\n    decline hold\n" + parts; }

TEST(Format, a_chain_that_fits_stands_on_one_line) {
  EXPECT_EQ(policy_formatted(rule("when a\n and b is c\n and d >= 16\n")), rule("    when a and b is c and d >= 16\n"));
  EXPECT_EQ(policy_formatted(rule("when a\n or b\n or (c and d)\n")), rule("    when a or b or (c and d)\n"));
}

TEST(Format, a_chain_that_is_too_long_goes_one_operand_a_line) {
  const std::string a(50, 'a');
  const std::string b(50, 'b');
  EXPECT_EQ(policy_formatted(rule("when " + a + " and " + b + " unless " + a + " or " + b)),
            rule("    when " + a + "\n     and " + b + "\n    unless " + a + "\n        or " + b + "\n"));
  EXPECT_EQ(policy_formatted("applies when " + a + " and " + b + '\n'), "  applies when " + a + "\n"
                                                                                                "           "
                                                                                                "and " + b + '\n');
  EXPECT_EQ(policy_formatted("define d " + a + " and " + b + '\n'), "  define d\n    " + a + "\n    and " + b + '\n');
}

TEST(Format, the_longest_condition_that_fits_ends_at_column_100) {
  const std::string a(40, 'a');
  expect_kept(in_policy(rule("    when " + a + " and " + std::string(46, 'b') + '\n')));
  expect_kept(in_policy(rule("    when " + a + "\n     and " + std::string(47, 'b') + '\n')));
}

TEST(Format, an_or_of_comparisons_goes_one_operand_a_line) {
  EXPECT_EQ(policy_formatted(rule("when any conviction is grave or any charge is grave\n")),
            rule("    when any conviction is grave\n      or any charge is grave\n"));
  EXPECT_EQ(policy_formatted("define d a or (b and c is d)\n"), "  define d\n    a\n    or (b and c is d)\n");
}

TEST(Format, chains_in_parentheses_and_where_stay_on_one_line) {
  expect_kept(in_policy(rule("    when any conviction where it is grave and (its x or it is y or it is z) and its "
                             "w\n")));
  expect_kept(in_policy(rule("    when not (a is b or c is d)\n")));
  expect_kept(in_policy(rule("    when at least 3 convictions distinct by incident where its a > $5,000\n")));
  expect_kept(in_policy(rule("    when other says hold is at least honor and d is not within 5 years before e minus "
                             "2 days\n")));
  expect_kept(in_policy(rule("    when every charge is not any of (a, \"b\", 2012-01-01T10:00+02:00) and d is on or "
                             "before e\n")));
}

TEST(Format, an_operand_too_long_for_a_line_is_wrapped_at_its_words) {
  const std::string a(40, 'a');
  const std::string b(40, 'b');
  EXPECT_EQ(policy_formatted(rule("when any charge where its " + a + " and (its " + b + " or its " + a + ")\n")),
            rule("    when any charge where its " + a + "\n           and (its " + b + " or its " + a + ")\n"));
}

TEST(Format, what_the_checker_will_refuse_stays_as_written) {
  expect_kept(in_policy(rule("    when a is not before 2012-01-01 and b < 18 years\n")));
  expect_kept(in_policy(rule("    when a and b or c\n")));
}

// ---------------------------------------------------------------------------------- examples and mappings

TEST(Format, an_example_has_one_given_a_line) {
  EXPECT_EQ(formatted("example e \"E\" age 34\ntraits( a,b ) charge with level felony,traits(a, b) , bail $2,500\n"
                      "expect   p   decline hold by otherwise,r  expect p on 2013-01-01 undetermined hold missing "
                      "a,charge[1].b\n"),
            "example e \"E\"\n"
            "  age 34\n"
            "  traits (a, b)\n"
            "  charge with level felony, traits (a, b), bail $2,500\n"
            "  expect p decline hold by otherwise, r\n"
            "  expect p on 2013-01-01 undetermined hold missing a, charge[1].b\n");
}

TEST(Format, facts_of_an_example_are_wrapped_after_commas) {
  const std::string fact = "fact_of_some_length (first_value, second_value)";
  EXPECT_EQ(formatted("example e \"E\"\n  c with " + fact + ", " + fact + ", " + fact + "\n  expect p silent hold\n"),
            "example e \"E\"\n  c with " + fact + ", " + fact + ",\n    " + fact + "\n  expect p silent hold\n");
}

TEST(Format, a_mapping_has_one_clause_a_line) {
  EXPECT_EQ(formatted("mapping m \"M\" rows grouped by \"n\" dates \"A\",\"B\" unknown \"\"\n ignore \"x\", \"y\"\n"
                      "column \"booking_no\"    as id column \"level\" as charge.level \"F1\" or \"F2\" means felony,\n"
                      "   \"M\" means (a,b),\"?\" means unknown\n"),
            "mapping m \"M\"\n"
            "  rows grouped by \"n\"\n"
            "  dates \"A\", \"B\"\n"
            "  unknown \"\"\n"
            "  ignore \"x\", \"y\"\n"
            "  column \"booking_no\" as id\n"
            "  column \"level\" as charge.level \"F1\" or \"F2\" means felony, \"M\" means (a, b), \"?\" means "
            "unknown\n");
}

// ---------------------------------------------------------------------------------- comments

TEST(FormatComments, a_file_of_comments_only_is_kept) {
  expect_kept("# one\n\n# two\n");
  EXPECT_EQ(formatted("\n\n# one   \n\n\n\n# two"), "# one\n\n# two\n");
}

TEST(FormatComments, a_comment_alone_on_its_line_goes_above_what_follows) {
  EXPECT_EQ(policy_formatted("# of the authority\nauthority a\n# of the rule\nrule r\n# of the effect\ndecline hold\n"
                             "# of the note\n"
                             "cite \"C\"\n"),
            "  # of the authority\n"
            "  authority a\n\n"
            "  # of the rule\n"
            "  rule r\n"
            "    # of the effect\n"
            "    decline hold\n"
            "    # of the note\n"
            "    cite \"C\"\n");
}

TEST(FormatComments, a_comment_at_the_end_of_a_line_stays_there) {
  EXPECT_EQ(policy_formatted("status enacted     # S\nrule r # R\ndecline hold# E\nwhen a # W\ncite \"#\" # C\n"),
            "  status    enacted  # S\n\n"
            "  rule r  # R\n"
            "    decline hold  # E\n"
            "    when a  # W\n"
            "    cite \"#\"  # C\n");
}

TEST(FormatComments, blank_lines_about_comments_are_the_authors) {
  expect_kept("# the file\n\n# the duty\nduty d \"D\"\n");
  EXPECT_EQ(formatted("duty d \"D\"\n# the choice\nchoice c a, b\n"), "duty d \"D\"\n\n# the choice\nchoice c a, b\n");
  EXPECT_EQ(formatted("duty d \"D\"\n# after the duty\n\n\nchoice c a, b\n"),
            "duty d \"D\"\n# after the duty\n\nchoice c a, b\n");
}

TEST(FormatComments, a_comment_deeper_than_what_follows_closes_the_block_above) {
  EXPECT_EQ(formatted("policy p \"P\"\n    rule r\n        decline hold\n        # of the rule\n    # of the policy\n"
                      "# of the duty\n"
                      "duty d \"D\"\n"),
            "policy p \"P\"\n"
            "  rule r\n"
            "    decline hold\n"
            "    # of the rule\n"
            "  # of the policy\n\n"
            "# of the duty\n"
            "duty d \"D\"\n");
  EXPECT_EQ(policy_formatted("  define d\n    a\n    # of the body\n  otherwise honor hold\n"),
            "  define d\n    a\n    # of the body\n\n  otherwise honor hold\n");
}

TEST(FormatComments, comments_at_the_end_of_the_file_stay_there) {
  expect_kept("record r\n  a  text\n  # of the record\n\n# of the file\n");
  EXPECT_EQ(formatted("duty d \"D\"\n\n\n# end\n\n"), "duty d \"D\"\n\n# end\n");
}

TEST(FormatComments, a_comment_between_operands_keeps_them_apart) {
  EXPECT_EQ(policy_formatted(rule("when a   # of a\n and b # of b\n # of c\n and c\n")),
            rule("    when a  # of a\n     and b  # of b\n     # of c\n     and c\n"));
  EXPECT_EQ(policy_formatted("define d a # of a\n and # of b\n b\n"),
            "  define d\n    a  # of a\n    # of b\n    and b\n");
}

TEST(FormatComments, a_comment_inside_what_becomes_one_line_moves_above_it) {
  EXPECT_EQ(policy_formatted(rule("when a is any of (b,  # of b\n   # of c\n c)  # of a\n")),
            rule("    # of b\n    # of c\n    when a is any of (b, c)  # of a\n"));
  EXPECT_EQ(policy_formatted("authority # one\n # two\n a # three\n"), "  # one\n  # two\n  authority a  # three\n");
  EXPECT_EQ(formatted("duty d \"D\"\n\n# zero\nrecord # one\n r # two\n a list # three\n of b # four\n"),
            "duty d \"D\"\n\n# zero\n# one\nrecord r  # two\n  # three\n  a  list of b  # four\n");
}

TEST(FormatComments, comments_among_the_items_of_a_list_stay_with_them) {
  EXPECT_EQ(policy_formatted("rule r overrides a, # of a\n b\n honor hold, # of hold\n notify\n require c, # of c\n"
                             " # of d\n d\n"),
            "  rule r overrides a,  # of a\n    b\n"
            "    honor hold,  # of hold\n      notify\n"
            "    require c,  # of c\n      # of d\n      d\n");
}

// One of each declaration, with a space between any two tokens that may be on different lines.
constexpr std::string_view every_declaration[] = {
    R"(decision h "H" "i" a < may b )",
    R"(choice l a < b < c )",
    R"(record r "R" id text identifier "T" l list of r w a , b or none "U" always its id is "a" or its l )",
    R"(duty d "D" determination e "E" )",
    R"(jurisdiction a "A" state within b )",
    R"(standing a r.x is no from 2012-01-01 until 2013-01-01 cite "C" at "D" )",
    R"(definition q for r , s its x is y and it is any of ( a , b ) because "B" )",
    R"(policy p amends o "P" authority a in force from 2012-01-01 source "S" "T" at "U" applies when ( b or c ) )",
    R"(policy p "P" presume a is no define f a or b is c rule r overrides s , t honor h for 24 hours , i )",
    R"(policy p "P" rule r when any s where it is a and its b unless x is before later of ( a , b plus 2 years ) )",
    R"(policy p "P" rule r require d , e otherwise honor h repeal g , h )",
    R"(example e "E" a ( b , c ) d with f 1 , g ( h , i ) expect p decline h by r , s missing t , u )",
    R"(mapping m "M" dates "A" , "B" column "C" as a "D" or "E" means f , "G" means ( h , i ) )",
};

// A comment between any two tokens: nothing is lost, and the laws in `formatted` hold.
TEST(FormatComments, comments_may_stand_anywhere) {
  std::size_t count = 0;
  for (const std::string_view declaration : every_declaration) {
    for (std::size_t at = declaration.find(' '); at != std::string::npos; at = declaration.find(' ', at + 1)) {
      SCOPED_TRACE(declaration.substr(at));
      for (const char* comment : {" # c\n", "\n# c\n", "\n\n          # c\n\n", " # c\n\n\t# d\n# e\n"}) {
        std::string commented{declaration};
        commented.replace(at, 1, comment).append("duty d \"D\"");
        if (!Parsed{commented}.file.is_complete) continue;  // the name of a fact and what follows it stand on one line
        formatted(std::move(commented));
        ++count;
      }
    }
  }
  EXPECT_GT(count, 700U);
}

TEST(FormatComments, comments_may_stand_everywhere) {
  const std::string text =
      "choice l a , b , c definition q for r , s its x is y and not ( it is any of ( a , b ) or its z ) because "
      "\"B\" \"C\" "
      "policy p amends o \"P\" source \"S\" \"T\" at \"U\" \"V\" rule r overrides s , t honor h for 24 hours , i "
      "when any s where it is a and its b or c unless x is before later of ( a , b ) require d , e otherwise honor h ";
  std::string commented;
  for (const char c : text) commented += c == ' ' ? " # c\n # d\n" : std::string(1, c);
  formatted(commented);
}

// ---------------------------------------------------------------------------------- what people wrote

fs::path shared_folder() {
  if (const char* shared = std::getenv("COMITY_SHARED"); shared != nullptr) return shared;
#if defined(COMITY_SHARED_DIR)
  return COMITY_SHARED_DIR;
#elif defined(COMITY_ROOT)
  return fs::path{COMITY_ROOT} / "../shared";
#else
  return "../shared";
#endif
}

TEST(Format, samples_and_drafts) {
  std::size_t count = 0;
  for (const char* folder : {"design/samples", "design/drafts"}) {
    const fs::path path = shared_folder() / folder;
    if (!fs::is_directory(path)) GTEST_SKIP() << "nothing to format: there is no folder " << path;
    for (const fs::directory_entry& entry : fs::directory_iterator{path}) {
      if (entry.path().extension() != ".comity") continue;
      SCOPED_TRACE(entry.path());
      std::ifstream stream{entry.path(), std::ios::binary};
      std::ostringstream text;
      text << stream.rdbuf();
      EXPECT_NE(formatted(std::move(text).str()), "");
      ++count;
    }
  }
  EXPECT_GT(count, 0U);
}

}  // namespace
}  // namespace comity::formatter
