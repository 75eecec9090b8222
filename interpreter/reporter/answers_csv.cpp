#include <ostream>

#include <fmt/format.h>

#include "interpreter/model/words.hpp"
#include "interpreter/reporter/answer_writers.hpp"
#include "interpreter/reporter/words.hpp"

namespace comity::reporter {
namespace {

class CommaSeparated : public AnswerWriter {
 public:
  CommaSeparated(std::ostream& out, const model::Library& library) : out_{out}, library_{library} {
    out_ << "record,jurisdiction,policy,decision,on,status,outcome,rules,possible,missing,assumed,determinations_needed,preempted,terms,duties,duties_possible\r\n";
  }

  void start(const std::string& record) override { record_ = record; }

  void write(const std::string& /*subject*/, const evaluator::Answer& answer) override {
    const AnswerRow row = row_of(library_, answer);
    std::string terms;
    if (row.has_terms) terms = row.hours ? fmt::format("{} hours", *row.hours) : "until end of day";
    if (!row.excluding.empty()) terms += " excluding " + row.excluding;
    if (!row.expires.empty()) terms += ", expires " + row.expires;
    const std::string cells[] = {record_, row.jurisdiction, row.policy, row.decision, row.on, row.status, row.outcome, model::joined(answer.rules, " "), model::joined(answer.possible, " "),
                                 model::joined(answer.missing, " "), model::joined(answer.assumed, " "), model::joined(answer.determinations_needed, " "), model::joined(answer.preempted, " "), terms, model::joined(answer.duties, " "),
                                 model::joined(answer.duties_possible, " ")};
    bool is_first = true;
    for (const std::string& text : cells) {
      if (!is_first) out_ << ',';
      out_ << csv_cell(text);
      is_first = false;
    }
    out_ << "\r\n";
  }

  void finish() override {}

 private:
  std::ostream& out_;
  const model::Library& library_;
  std::string record_;
};

}  // namespace

std::unique_ptr<AnswerWriter> comma_separated(std::ostream& out, const model::Library& library) { return std::make_unique<CommaSeparated>(out, library); }

}  // namespace comity::reporter
