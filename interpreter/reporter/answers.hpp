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
  // The answers that follow are about this record.
  virtual void start(const std::string& record) = 0;
  // `subject`: who was asked, as the person named it.
  virtual void write(const std::string& subject, const evaluator::Answer& answer) = 0;
  // After the last answer.
  virtual void finish() = 0;
};

enum class AnswerFormat { summary, jsonl, csv };

// `out` and `library` must outlive the writer.
std::unique_ptr<AnswerWriter> answer_writer(AnswerFormat format, std::ostream& out, const model::Library& library);

}  // namespace comity::reporter
