#include <ostream>

#include <nlohmann/json.hpp>

#include "interpreter/reporter/answer_writers.hpp"

namespace comity::reporter {
namespace {

using Json = nlohmann::ordered_json;

Json or_null(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

Json terms_of(const AnswerRow& row) {
  if (!row.has_terms) return nullptr;
  Json terms;
  terms["hours"] = row.hours ? Json(*row.hours) : Json(nullptr);
  terms["excluding"] = or_null(row.excluding);
  terms["expires"] = or_null(row.expires);
  return terms;
}

class JsonLines : public AnswerWriter {
 public:
  JsonLines(std::ostream& out, const model::Library& library) : out_{out}, library_{library} {}

  void start(const std::string& record) override { record_ = record; }

  void write(const std::string& /*subject*/, const evaluator::Answer& answer) override {
    const AnswerRow row = row_of(library_, answer);
    Json line;
    line["record"] = record_;
    line["jurisdiction"] = or_null(row.jurisdiction);
    line["policy"] = or_null(row.policy);
    line["decision"] = row.decision;
    line["on"] = or_null(row.on);
    line["status"] = row.status;
    line["outcome"] = or_null(row.outcome);
    line["rules"] = answer.rules;
    line["possible"] = answer.possible;
    line["missing"] = answer.missing;
    line["assumed"] = answer.assumed;
    line["determinations_needed"] = answer.determinations_needed;
    line["preempted"] = answer.preempted;
    line["terms"] = terms_of(row);
    line["duties"] = answer.duties;
    line["duties_possible"] = answer.duties_possible;
    out_ << line.dump() << '\n';
  }

  void finish() override {}

 private:
  std::ostream& out_;
  const model::Library& library_;
  std::string record_;
};

}  // namespace

std::unique_ptr<AnswerWriter> json_lines(std::ostream& out, const model::Library& library) { return std::make_unique<JsonLines>(out, library); }

}  // namespace comity::reporter
