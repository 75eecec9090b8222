// Questions + a record -> answers: policies by their own names, jurisdictions under the law in force
// on the day that the record is asked about.
#pragma once

#include <map>
#include <optional>
#include <vector>

#include "interpreter/cli/named.hpp"
#include "interpreter/evaluator/stack.hpp"
#include "interpreter/records/offenses.hpp"
#include "interpreter/records/read_json.hpp"

namespace comity::cli {

class Answerer {
 public:
  // `on`: of --on. What a record leaves out is looked up in `offenses`, where there are any. `library` and `offenses`
  // must outlive the answerer. Throws UsageError where NAME@DATE and --on name two days.
  Answerer(const model::Library& library, records::Offenses* offenses, Questions questions, std::optional<model::Date> on, model::HolidayReading holidays);

  // What is wrong when nothing gives the day that a jurisdiction's law is looked up for; none: all is well.
  std::optional<records::Problem> cannot_date(const records::ReadRecord& read) const;

  // In the order asked, each with the subject as it was named. Precondition: the record can be dated.
  std::vector<std::pair<const std::string*, evaluator::Answer>> answers(const records::ReadRecord& read);

  // The record as it is evaluated: with what the tables supply on a day. Counts the look-ups of a record when told to.
  records::Offenses::Filled filled(const model::Record& record, std::optional<model::Date> day, records::Offenses::Name name) const;
  void count_lookups(const records::ReadRecord& read) const;

  // The day that a subject is asked about.
  std::optional<model::Date> day_of(const Subject& subject, const model::Record& record) const;
  std::vector<model::DecisionId> decisions_of(const Subject& subject, std::optional<model::Date> day);
  const model::Stack& stack_of(model::JurisdictionId jurisdiction, const model::Date& day);
  const Questions& questions() const { return questions_; }

 private:
  const model::Library& library_;
  records::Offenses* offenses_;  // null: there are no tables
  Questions questions_;
  std::optional<model::Date> on_;
  model::HolidayReading holidays_;
  std::map<std::pair<model::JurisdictionId, model::Date>, model::Stack> stacks_;  // most records share their days
};

}  // namespace comity::cli
