#include "interpreter/reporter/answers.hpp"

#include "interpreter/reporter/answer_writers.hpp"

namespace comity::reporter {

AnswerRow row_of(const model::Library& library, const evaluator::Answer& answer) {
  const model::Decision& decision = library.vocabulary.decisions[answer.decision];
  AnswerRow row;
  if (answer.jurisdiction) row.jurisdiction = library.jurisdictions[*answer.jurisdiction].name;
  if (answer.policy) row.policy = library.policies[*answer.policy].name;
  row.decision = decision.name;
  if (answer.on) row.on = model::to_string(*answer.on);
  row.status = evaluator::name(answer.status);
  if (answer.outcome) row.outcome = decision.outcomes[*answer.outcome];
  if (answer.terms) {
    row.has_terms = true;
    if (const auto* hours = std::get_if<model::HoursTerm>(&*answer.terms)) {
      row.hours = hours->hours;
      if (hours->excluding_weekends_and_holidays) row.excluding = "weekends and holidays";
    }
  }
  if (answer.expires) row.expires = model::to_string(*answer.expires);
  return row;
}

std::unique_ptr<AnswerWriter> answer_writer(AnswerFormat format, std::ostream& out, const model::Library& library) {
  switch (format) {
    case AnswerFormat::summary: return summary(out, library);
    case AnswerFormat::jsonl: return json_lines(out, library);
    case AnswerFormat::csv: return comma_separated(out, library);
  }
  return nullptr;
}

}  // namespace comity::reporter
