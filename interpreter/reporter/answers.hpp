// Answers -> text for programs (JSON lines, CSV) and for people (a summary). The keys and their
// order are those of docs/command_line.md, stable.
#pragma once

#include <iosfwd>
#include <memory>
#include <string>
#include <vector>

#include "interpreter/evaluator/answer.hpp"
#include "interpreter/model/library.hpp"

namespace comity::reporter {

class AnswerWriter {
 public:
  virtual ~AnswerWriter() = default;
  virtual void write(const std::string& record, const evaluator::Answer& answer) = 0;
  // After the last answer.
  virtual void finish() = 0;
};

// What was asked, for the head of a summary and so that nothing asked is missing from it.
struct Asked {
  std::vector<std::pair<model::PolicyId, model::DecisionId>> answers;  // in the order asked
};

enum class AnswerFormat { summary, jsonl, csv };

// `out` and `library` must outlive the writer.
std::unique_ptr<AnswerWriter> answer_writer(AnswerFormat format, std::ostream& out, const model::Library& library, const Asked& asked);

}  // namespace comity::reporter
