#include "interpreter/comparer/subject.hpp"

#include "interpreter/evaluator/stack.hpp"

namespace comity::comparer {

std::vector<model::DecisionId> decisions_of(const model::Library& library, const Subject& subject) {
  return subject.policy ? library.policies[*subject.policy].decisions : evaluator::decisions_of(library, *subject.stack);
}

analyzer::Side side_of(const Subject& subject, model::DecisionId decision) { return {subject.policy, subject.stack, decision}; }

std::optional<model::Date> day_of(const model::Library& library, const Subject& subject, const model::Record& record) {
  return subject.stack ? subject.stack->on : evaluator::day_asked(library.vocabulary, record, subject.on);
}

evaluator::Evaluation evaluation_of(const model::Library& library, const Subject& subject, const model::Record& record) {
  if (subject.stack) return {library, record, subject.stack->jurisdiction, subject.stack->on};
  return {library, record, library.policies[*subject.policy].authority, day_of(library, subject, record)};
}

evaluator::Answer answer_of(const model::Library& library, const Subject& subject, model::DecisionId decision,
                            const model::Record& record) {
  const evaluator::Evaluation evaluation = evaluation_of(library, subject, record);
  return subject.stack ? answer_of_stack(evaluation, *subject.stack, decision) : evaluation.answer(*subject.policy, decision);
}

std::optional<analyzer::Said> said(const evaluator::Answer& answer) {
  switch (answer.status) {
    case evaluator::AnswerStatus::decided: return analyzer::Said{analyzer::AnswerKind::outcome, *answer.outcome};
    case evaluator::AnswerStatus::silent: return analyzer::Said{analyzer::AnswerKind::silent, 0};
    case evaluator::AnswerStatus::conflict: return analyzer::Said{analyzer::AnswerKind::conflict, 0};
    case evaluator::AnswerStatus::undetermined: return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace comity::comparer
