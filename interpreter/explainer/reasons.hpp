// Why a condition is true or false of a record: the facts that make it so, in words, with the
// margin by which a bound or a window was met or missed. Of an `or` that fails, and of elements none
// of which will do, the nearest miss is shown.
#pragma once

#include <string>
#include <vector>

#include "interpreter/evaluator/evaluate.hpp"

namespace comity::explainer {


class Reasoning {
 public:
  // Everything passed in outlives the reasoning.
  Reasoning(const model::Library& library, const evaluator::Evaluation& evaluation, model::PolicyId policy)
      : library_{library}, evaluation_{evaluation}, policy_{library.policies[policy]}, reading_{evaluation.reading(policy)} {}

  // Precondition: the condition is known, true or false.
  std::vector<std::string> why(const model::Condition& condition, const evaluator::Element* element = nullptr) const;

  const evaluator::Reading& reading() const { return *reading_; }

 private:
  std::vector<std::string> why_all(const std::vector<model::Condition>& links, model::Truth truth, const evaluator::Element* element) const;
  std::vector<std::string> why_one(const std::vector<model::Condition>& links, model::Truth truth, const evaluator::Element* element) const;
  std::vector<std::string> why_quantified(const model::Quantified& quantified, model::Truth truth) const;
  // By how much a false condition is missed, in days and numbers; 0 where nothing can be measured, or it is not false.
  double shortfall(const model::Condition& condition, const evaluator::Element* element) const;
  std::string why_number(const model::NumberCompared& number, bool holds, const evaluator::Element* element) const;
  std::vector<std::string> why_day(const model::DayCompared& day, bool holds, const evaluator::Element* element) const;
  std::vector<std::string> why_look_back(const model::DayCompared& day, const evaluator::Element* element) const;
  std::string why_within(const model::DayWithin& within, bool holds, const evaluator::Element* element) const;
  std::string fact_text(const model::FactRef& fact, const evaluator::Element* element) const;   // "age is 17 (presumed)"
  std::string day_text(const model::DayExpr& day, const evaluator::Element* element) const;     // "booked_on plus 10 years, 2011-05-05"
  std::string source_text(const model::FactRef& fact, const evaluator::Element* element) const;  // " (standing since …)", or nothing

  const model::Library& library_;
  const evaluator::Evaluation& evaluation_;
  const model::Policy& policy_;
  std::unique_ptr<evaluator::Reading> reading_;
};

// "2 years", "1 year and 30 days", "12 days": from a day to a later one.
std::string span_between(const model::Date& from, const model::Date& to);

}  // namespace comity::explainer
