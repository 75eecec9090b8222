// A comparison -> text for people (plain, Markdown, HTML) and for programs (CSV, JSON). All of them
// say the same in the same words: those of ComparisonReport, which is made once
// (comparison_words.cpp); each format only lays it out.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "interpreter/comparer/compare_all.hpp"
#include "interpreter/comparer/matrix.hpp"
#include "interpreter/comparer/strictness.hpp"

namespace comity::reporter {

// What stands on the right of a line of a policy, with what it rests on.
struct RuleWords {
  std::string name;
  std::vector<std::string> says;  // "decline hold", "require give_copy"; a bar: "bars grave_offender"
  std::string when;               // empty: always
  std::string unless;
  std::string overrides;
  std::string citation;
};

struct PolicyWords {
  std::string name;
  std::string title;
  std::vector<std::pair<std::string, std::string>> heading;  // "authority": "lapd, Los Angeles Police Department"
  std::string address;
  std::vector<RuleWords> rules;                                  // on the decisions compared, `otherwise` last
  std::vector<std::pair<std::string, std::string>> definitions;  // those that the rules use, with their words
};

struct SubjectWords {
  std::string name;
  std::string law;  // of a jurisdiction: "law of santa_clara_county on 2014-06-01"; empty of a policy
  std::vector<PolicyWords> policies;
};

struct SideWords {
  std::string says;      // "honors", "is silent"
  std::string outcome;   // "honor", "silent"
  std::string rule;      // empty of *silent*
  std::string citation;
};

struct RegionWords {
  std::string id;                    // "2.1": the first region of the second difference; the witness bears it
  std::vector<std::string> when;     // empty: every record
  std::vector<std::string> witness;  // in words, piece by piece
  std::string witness_json;          // on one line
  bool is_smallest = true;
};

struct DifferenceWords {
  std::string heading;  // "lapd_2012_proposal honors and hold_by_ice_priorities declines"
  SideWords left;
  SideWords right;
  std::vector<RegionWords> regions;
  std::optional<comparer::Bounds> records;
};

struct TermsWords {
  std::string left;
  std::string right;
  std::vector<std::string> witness;
  std::string witness_json;
};

struct PairWords {
  std::string heading;    // "lapd_2012_proposal and hold_by_ice_priorities on hold"
  std::string left;
  std::string right;
  std::string relation;   // "incomparable"
  std::string meaning;    // "each says more than the other on some records"
  std::string found;      // "4 differences in 9 regions"
  std::string reached;    // why the answer is complete, or which limit was reached
  bool is_complete = true;
  std::vector<DifferenceWords> differences;
  std::vector<TermsWords> terms;
  const comparer::Compared* compared = nullptr;  // of the comparisons, which outlive the report
};

struct MatrixWords {
  std::string question;  // "hold"; "as named"
  std::string ladder;    // "decline < may honor < honor"
  std::vector<std::string> names;
  comparer::Matrix cells;
  comparer::Order order;
  std::vector<std::string> order_lines;  // "a and b are equal", "a is below c"
};

struct ComparisonReport {
  std::string first_line;  // "today is 2026-11-24 …", where the day was not named; else empty
  std::vector<SubjectWords> subjects;
  std::vector<MatrixWords> matrices;  // of three subjects or more
  std::vector<PairWords> pairs;
  std::string by;  // the fact of --by; empty: none
};

struct ComparisonContext {
  const model::Library& library;
  analyzer::WordsAt words_at;              // of policies
  std::optional<model::Date> today;        // given: a jurisdiction was named without a day
  std::string by;
};

// `comparisons` and the library outlive the report.
ComparisonReport comparison_report(const comparer::Comparisons& comparisons, const ComparisonContext& context);

enum class ComparisonFormat { text, markdown, csv, json, html };

std::string comparison_text(const ComparisonReport& report);
std::string comparison_markdown(const ComparisonReport& report);
std::string comparison_csv(const ComparisonReport& report);
std::string comparison_html(const ComparisonReport& report);
// From the comparison itself: the keys and their order are those of docs/command_line.md, stable.
std::string comparison_json(const comparer::Comparisons& comparisons, const ComparisonContext& context);

// "<"; "below" and the like, of a relation, in one character and in a word.
std::string_view relation_sign(analyzer::Relation relation);
// "112", "112 to 140"
std::string bounds_text(const comparer::Bounds& bounds);
// "6.2 %", "6.2 % to 7.6 %"
std::string share_text(const comparer::Bounds& bounds, std::uint64_t of);
// What is left when the bounded part is taken from the whole.
comparer::Bounds rest(const comparer::Bounds& bounds, std::uint64_t of);

}  // namespace comity::reporter
