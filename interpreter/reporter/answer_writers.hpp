// The makers of each kind of answer writer, and what they share: an answer in words.
#pragma once

#include <optional>

#include "interpreter/reporter/answers.hpp"

namespace comity::reporter {

struct AnswerRow {
  std::string jurisdiction, policy;  // empty: none
  std::string decision;
  std::string on;        // empty: none
  std::string status;
  std::string outcome;   // empty: none
  bool has_terms = false;
  std::optional<std::int64_t> hours;  // none with terms: until the end of the day
  std::string excluding;              // empty: nothing
  std::string expires;                // empty: not known
};

AnswerRow row_of(const model::Library& library, const evaluator::Answer& answer);

std::unique_ptr<AnswerWriter> json_lines(std::ostream& out, const model::Library& library);
std::unique_ptr<AnswerWriter> comma_separated(std::ostream& out, const model::Library& library);
std::unique_ptr<AnswerWriter> summary(std::ostream& out, const model::Library& library);

}  // namespace comity::reporter
