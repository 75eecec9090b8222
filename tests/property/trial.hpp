// One random library with all that the properties need of it: loaded by the parser and the checker,
// read a second time by tests/support, and a source of random records. Everything follows from the
// seed and the number of the trial, so that one failing trial can be run alone.
#pragma once

#include <gtest/gtest.h>

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "interpreter/comparer/subject.hpp"
#include "interpreter/evaluator/evaluate.hpp"
#include "interpreter/records/record_parser.hpp"
#include "tests/support/loaded_text.hpp"
#include "tests/support/random_library.hpp"
#include "tests/support/random_record.hpp"
#include "tests/support/second_reading.hpp"

namespace comity {

using Json = nlohmann::json;

// COMITY_SEED, else one that is always the same.
std::uint64_t seed();

// How many of `usual` trials to make: as many, fewer in the proportion of COMITY_CASES to a hundred, and under the
// sanitizers, which take ten times as long, a twentieth.
std::size_t trials(std::size_t usual);

// Prints what was tried, on a line of its own.
void report(const std::string& counts);

// What the evaluator says. Precondition: the record settles it; that it does not is a failure.
analyzer::Said said_in(const evaluator::Answer& answer);

// A policy and a decision, by name and by id.
struct Question {
  std::string policy;
  std::string decision;
  model::PolicyId policy_id = 0;
  model::DecisionId decision_id = 0;
};

class Trial {
 public:
  // `purpose` keeps the trials of different tests apart.
  Trial(std::uint64_t purpose, std::uint64_t number, support::LibrarySize size);

  // False when the checker refuses the library, which is a failure.
  bool is_loaded() const { return loaded_.library.has_value(); }

  support::Random& random() { return random_; }
  const support::RandomLibrary& written() const { return written_; }
  const model::Library& library() const { return *loaded_.library; }
  const SourceSet& sources() const { return loaded_.sources; }
  const std::vector<syntax::ParsedFile>& files() const { return loaded_.files; }
  const support::SecondReading& second() const { return *second_; }
  const std::vector<Question>& questions() const { return questions_; }

  // A complete record that breaks no `always`; counts those that do in `rejected`.
  Json complete(std::size_t& rejected);
  // The same with about this share of its facts left out, in a hundred.
  Json incomplete(std::size_t percent, std::size_t& rejected);
  // Can a policy's reading of the fact, or of one within it, be supplied from elsewhere?
  bool may_be_supplied(const Question& question, const std::string& path) const;

  // As the program reads it. Precondition: the record is one of this trial.
  model::Record read(const Json& record);
  evaluator::Answer answer(const Question& question, const model::Record& record, const std::string& on) const;
  // Now and then none: then no standing fact holds.
  std::string random_day();

  // For messages: everything needed to see the failure.
  std::string shown(const Question& question, const Json& record, const std::string& on) const;

 private:
  std::uint64_t number_;
  support::Random random_;
  support::RandomLibrary written_;
  support::LoadedText loaded_;
  std::optional<support::SecondReading> second_;
  std::optional<records::RecordParser> parser_;
  std::vector<Question> questions_;
};

// All that an answer says, in one form for both readings: equal texts, equal answers.
std::string in_words(const evaluator::Answer& answer, const model::Library& library);
std::string in_words(const support::SecondAnswer& answer);

// Is there one possible answer: an outcome, *silent* or *conflict*?
inline bool is_definite(const evaluator::Answer& answer) { return answer.possible.size() == 1; }

}  // namespace comity
