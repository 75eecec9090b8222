// Policies as formulas for an SMT solver: what they answer for any complete record, encoded straight
// from the checked tree. This is a third reading, made for tests alone. It shares no cut, window or
// bound with the analyzer: days stand on a calendar of its own, and a list has as many places as all
// quantifiers over it together could ever ask for. Everything is made of bits and truths, which the
// solver decides far sooner than whole numbers.
#pragma once

#include <z3++.h>

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "interpreter/model/library.hpp"
#include "tests/solver/calendar.hpp"

namespace comity::solver {

// What a policy may answer; exactly one of these is true.
struct Answers {
  z3::expr silent;
  z3::expr conflict;
  std::vector<z3::expr> outcomes;  // as on the decision's ladder
};

class Encoding {
 public:
  // `policies`: every policy that will be asked about. All arguments outlive the encoding.
  Encoding(z3::context& context, const model::Library& library, const std::vector<model::PolicyId>& policies);

  // Makes room in the lists for a condition that will be asked about. All room is made before the first question.
  void reserve(model::PolicyId owner, const model::Condition& condition);

  const Answers& answers(model::PolicyId policy, model::DecisionId decision);

  // A condition about the record, in the words of a policy, whose definitions it may use. Precondition: it is reserved.
  z3::expr truth(model::PolicyId owner, const model::Condition& condition);

  // What makes the values a record: ranges, the calendar, `one or more`, `always`. Complete once all questions that
  // will be asked have been encoded.
  z3::expr_vector record_constraints();

  // The record of a solution; what no question mentions has some value.
  model::Record record(const z3::model& solution) const;

  // How many places the longest list has.
  std::size_t places() const;

 private:
  // One fact of the symbolic record.
  struct Symbol {
    explicit Symbol(z3::context& context) : none{context.bool_val(false)}, flag{context}, number{context} {}
    z3::expr none;
    z3::expr flag;                  // yes/no
    z3::expr number;                // number, cents, place of a choice's value, number of a text
    Day day;                        // of dates
    std::vector<z3::expr> members;  // of sets
  };
  // What bare `it` speaks of: the start of its symbols' names; empty for the record.
  using Subject = std::string;

  struct Reader {
    model::PolicyId policy;
    const std::vector<model::Definition>* definitions;
  };

  // Places in lists: places.cpp.
  void count_places(const Reader& reader, const model::Condition& condition);
  void count_places(const Reader& reader, const model::Quantified& quantified);
  void count_places(model::PolicyId policy);
  std::size_t places(const std::string& list) const;
  z3::expr met(const Reader& reader, const model::Quantified& quantified, const Subject& element);

  const Symbol& symbol(const Subject& subject, const model::FactRef& fact);
  Symbol made(const std::string& name, const model::Type& type);
  z3::expr same(const model::Type& type, const Symbol& a, const Symbol& b);
  z3::expr number(const Symbol& fact, std::int64_t value) const;
  int text_number(const std::string& text);

  z3::expr truth(const Reader& reader, const model::Condition& condition, const Subject& subject);
  z3::expr compared(const Subject& subject, const model::FactRef& fact, model::Comparator comparator, const model::DayExpr& day);
  z3::expr within(const Subject& subject, const model::DayWithin& within);
  z3::expr quantified(const Reader& reader, const model::Quantified& quantified);
  z3::expr present(const std::string& list, std::size_t place) const;
  static std::string list_name(const model::FactRef& list);
  static std::string element_name(const std::string& list, std::size_t place);
  z3::expr any_of(const std::vector<z3::expr>& parts) const;
  z3::expr all_of(const std::vector<z3::expr>& parts) const;

  // Policies: answers.cpp.
  Answers encoded(model::PolicyId policy, model::DecisionId decision);
  z3::expr says(const model::Says& says);
  void require_always(model::RecordId record, const Subject& subject);

  // Solutions: solution.cpp.
  model::Record record(const z3::model& solution, const std::string& name, model::RecordId type) const;
  model::Value value(const z3::model& solution, const std::string& name, const model::Type& type) const;
  std::string text(std::uint64_t number) const;

  z3::context& context_;
  const model::Library& library_;
  z3::expr_vector constraints_;
  Calendar calendar_;
  std::map<std::string, Symbol> symbols_;
  // Of each list, what its elements are counted by, once each, with the most that is asked for.
  struct Count {
    z3::expr met;
    std::string key;  // of `distinct by`
    std::size_t most;
  };
  std::map<std::string, std::vector<Count>> counts_;
  std::map<std::string, model::Type> lists_;
  std::set<model::PolicyId> counted_policies_;
  std::map<std::string, int> texts_;
  std::map<std::pair<model::PolicyId, model::DecisionId>, Answers> answers_;
  bool is_always_encoded_ = false;
};

}  // namespace comity::solver
