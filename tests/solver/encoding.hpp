// Policies as formulas for an SMT solver: what they answer for any complete record, encoded straight
// from the checked tree. This is a third reading, made for tests alone. It shares no cut, window or
// bound with the analyzer: days are years, months and days of the month; years are added by moving
// the year; a list has as many places as all quantifiers over it together could ever ask for.
#pragma once

#include <z3++.h>

#include <map>
#include <set>
#include <string>
#include <vector>

#include "interpreter/model/library.hpp"

namespace comity::solver {

inline constexpr int silent = -1;
inline constexpr int conflict = -2;

class Encoding {
 public:
  // `policies`: every policy that will be asked about. All arguments outlive the encoding.
  Encoding(z3::context& context, const model::Library& library, const std::vector<model::PolicyId>& policies);

  // Makes room in the lists for a condition that will be asked about. All room is made before the first question.
  void reserve(model::PolicyId owner, const model::Condition& condition);

  // What the policy answers: the outcome's place on the decision's ladder, `silent` or `conflict`.
  z3::expr answer(model::PolicyId policy, model::DecisionId decision);

  // A condition about the record, in the words of a policy, whose definitions it may use. Precondition: it is reserved.
  z3::expr truth(model::PolicyId owner, const model::Condition& condition);

  // What makes the values a record: ranges, the calendar, `one or more`, `always`. Complete once all questions that
  // will be asked have been encoded.
  z3::expr_vector record_constraints();

  // How many places the longest list has.
  std::size_t places() const;

 private:
  // One fact of the symbolic record.
  struct Symbol {
    explicit Symbol(z3::context& c) : none{c.bool_val(false)}, flag{c}, number{c}, year{c}, month{c}, day{c}, minute{c} {}
    z3::expr none;
    z3::expr flag;                  // yes/no
    z3::expr number;                // number, cents, place of a choice's value, number of a text
    z3::expr year, month, day;      // of dates
    z3::expr minute;                // of dates with a time
    bool has_time = false;
    std::vector<z3::expr> members;  // of sets
  };
  // What bare `it` speaks of: the start of its symbols' names; empty for the record.
  using Subject = std::string;

  struct Reader {
    model::PolicyId policy;
    const std::vector<model::Definition>* definitions;
  };

  void count_places(const Reader& reader, const model::Condition& condition);
  void count_places(model::PolicyId policy);

  const Symbol& symbol(const Subject& subject, const model::FactRef& fact);
  Symbol made(const std::string& name, const model::Type& type);
  Symbol shifted(const Symbol& base, const model::Duration& duration);
  Symbol written(const model::Moment& moment);
  z3::expr day_number(const z3::expr& year, const z3::expr& month, const z3::expr& day);
  z3::expr is_leap(const z3::expr& year);
  void require_calendar(const Symbol& day);
  z3::expr ordered(const Symbol& a, const Symbol& b, model::Comparator comparator);
  z3::expr same(const model::Type& type, const Symbol& a, const Symbol& b);
  int text_number(const std::string& text);

  z3::expr truth(const Reader& reader, const model::Condition& condition, const Subject& subject);
  z3::expr compared(const model::FactRef& fact, model::Comparator comparator, const model::DayExpr& day, const Subject& subject);
  z3::expr quantified(const Reader& reader, const model::Quantified& quantified);
  z3::expr says(const model::Says& says);
  z3::expr present(const std::string& list, std::size_t place);
  static std::string list_name(const model::FactRef& list);

  void require_always(model::RecordId record, const Subject& subject, std::vector<model::FieldId> path);

  z3::context& context_;
  const model::Library& library_;
  z3::expr_vector constraints_;
  std::map<std::string, Symbol> symbols_;
  std::map<std::string, std::size_t> places_;                 // of each list
  std::map<std::string, const model::FactRef*> lists_;
  std::set<const model::Condition*> counted_;
  std::set<model::PolicyId> counted_policies_;
  std::map<std::string, int> texts_;
  std::map<std::pair<model::PolicyId, model::DecisionId>, z3::expr> answers_;
  int fresh_ = 0;
  bool is_always_encoded_ = false;
};

}  // namespace comity::solver
