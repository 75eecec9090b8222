#include "interpreter/cli/answerer.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace comity::cli {
namespace {

// The fact with a role, as a path: "request.made_on". Empty when no fact has it.
std::string path_of_role(const model::Vocabulary& vocabulary, model::RecordId record, model::FieldRole role) {
  for (const model::Field& field : vocabulary.records[record].fields) {
    if (field.role == role) return field.name;
    if (field.type.kind != model::Kind::record) continue;
    const std::string below = path_of_role(vocabulary, field.type.id, role);
    if (!below.empty()) return field.name + "." + below;
  }
  return {};
}

}  // namespace

Answerer::Answerer(const model::Library& library, records::Offenses* offenses, Questions questions, std::optional<model::Date> on, model::HolidayReading holidays)
    : library_{library}, offenses_{offenses}, questions_{std::move(questions)}, on_{on}, holidays_{holidays} {
  for (const Subject& subject : questions_.subjects) {
    if (subject.on && on_ && *subject.on != *on_) throw UsageError{fmt::format("`{}` and --on name two days; give one", subject.name)};
  }
}

std::optional<model::Date> Answerer::day_of(const Subject& subject, const model::Record& record) const {
  return evaluator::day_asked(library_.vocabulary, record, subject.on ? subject.on : on_);
}

std::optional<records::Problem> Answerer::cannot_date(const records::ReadRecord& read) const {
  for (const Subject& subject : questions_.subjects) {
    if (!subject.jurisdiction || day_of(subject, *read.record)) continue;
    std::string facts;
    for (const auto role : {model::FieldRole::dates_the_request, model::FieldRole::dates_the_record}) {
      const std::string path = path_of_role(library_.vocabulary, *library_.vocabulary.root, role);
      if (!path.empty()) facts += (facts.empty() ? "`" : " or `") + path + "`";
    }
    return records::Problem{Code::undated_record, read.line, "", read.id, "nothing says for which day the law is asked", "state " + (facts.empty() ? "the day" : facts) + ", or give the day with --on"};
  }
  return std::nullopt;
}

const model::Stack& Answerer::stack_of(model::JurisdictionId jurisdiction, const model::Date& day) {
  const std::pair key{jurisdiction, day};
  const auto known = stacks_.find(key);
  if (known != stacks_.end()) return known->second;
  return stacks_.emplace(key, law_in_force(library_, jurisdiction, day, questions_.assumed)).first->second;
}

std::vector<model::DecisionId> Answerer::decisions_of(const Subject& subject, std::optional<model::Date> day) {
  if (!questions_.decisions.empty()) return questions_.decisions;
  if (subject.policy) return library_.policies[*subject.policy].decisions;
  return evaluator::decisions_of(library_, stack_of(*subject.jurisdiction, *day));
}

records::Offenses::Filled Answerer::filled(const model::Record& record, std::optional<model::Date> day, records::Offenses::Name name) const {
  return offenses_ == nullptr ? records::Offenses::Filled{record, {}} : offenses_->fill(record, day, name);
}

// On the day of the first that is asked: a record is counted once, whoever is asked about it.
void Answerer::count_lookups(const records::ReadRecord& read) const {
  if (offenses_ != nullptr) offenses_->count(*read.record, read.id, day_of(questions_.subjects.front(), *read.record));
}

std::vector<std::pair<const std::string*, evaluator::Answer>> Answerer::answers(const records::ReadRecord& read) {
  std::vector<std::pair<const std::string*, evaluator::Answer>> result;
  count_lookups(read);
  std::map<std::optional<model::Date>, records::Offenses::Filled> by_day;  // most subjects share theirs
  for (const Subject& subject : questions_.subjects) {
    const auto day = day_of(subject, *read.record);
    const model::Record* record = &*read.record;
    const model::TableSupplies* supplies = nullptr;
    if (offenses_ != nullptr) {
      auto known = by_day.find(day);
      if (known == by_day.end()) known = by_day.emplace(day, filled(*record, day, records::Offenses::Name::assumed)).first;
      record = &known->second.record;
      supplies = &known->second.supplies;
    }
    const model::JurisdictionId asker = subject.jurisdiction ? *subject.jurisdiction : library_.policies[*subject.policy].authority;
    const evaluator::Evaluation evaluation{library_, *record, asker, day, {nullptr, holidays_, supplies}};
    for (const model::DecisionId decision : decisions_of(subject, day)) {
      result.emplace_back(&subject.name, subject.policy ? evaluation.answer(*subject.policy, decision)
                                                        : answer_of_stack(evaluation, stack_of(*subject.jurisdiction, *day), decision));
    }
  }
  return result;
}

}  // namespace comity::cli
