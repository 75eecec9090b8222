// What a stack of law answers, case by case: stack.comity is a made-up library of a country, a state, a
// county and a town, and each line of stack_cases.jsonl a jurisdiction, a day, a decision, a record, and
// the answer that the contract gives, worked out by hand before there was code. The questions that the
// contract leaves open are kept apart, in stack_open_questions.md, with the reading that was chosen.
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "interpreter/evaluator/stack.hpp"
#include "interpreter/model/law.hpp"
#include "interpreter/records/record_parser.hpp"
#include "tests/support/loaded_text.hpp"

namespace comity {
namespace {

using Json = nlohmann::json;

std::string read_file(const std::string& name) {
  std::ifstream file{std::string{COMITY_ROOT} + "/tests/conformance/" + name, std::ios::binary};
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

// Lists of the table are sets.
Json sorted(std::vector<std::string> words) {
  std::sort(words.begin(), words.end());
  return words;
}

Json terms_of(const evaluator::Answer& answer) {
  if (!answer.terms) return nullptr;
  Json terms{{"hours", nullptr}, {"excluding", nullptr}, {"expires", nullptr}};
  if (const auto* hours = std::get_if<model::HoursTerm>(&*answer.terms)) {
    terms["hours"] = hours->hours;
    if (hours->excluding_weekends_and_holidays) terms["excluding"] = "weekends and holidays";
  }
  if (answer.expires) terms["expires"] = to_string(*answer.expires);
  return terms;
}

// The answer with the keys that the line expects, so that the two can be compared whole.
Json in_the_form_of(const Json& line, const evaluator::Answer& answer, const model::Library& library) {
  Json all{{"status", evaluator::name(answer.status)},
           {"outcome", answer.outcome ? Json(library.vocabulary.decisions[answer.decision].outcomes[*answer.outcome]) : Json(nullptr)},
           {"possible", answer.possible},
           {"policy", answer.policy ? Json(library.policies[*answer.policy].name) : Json(nullptr)},
           {"rules", answer.rules},
           {"preempted", answer.preempted},
           {"missing", sorted(answer.missing)},
           {"assumed", answer.assumed},
           {"terms", terms_of(answer)},
           {"duties", answer.duties},
           {"duties_possible", answer.duties_possible}};
  Json result = Json::object();
  for (const auto& [key, value] : all.items()) {
    if (line.contains(key)) result[key] = value;
  }
  return result;
}

Json expected(const Json& line) {
  Json result = line;
  for (const char* key : {"jurisdiction", "decision", "record", "on", "assume", "why"}) result.erase(key);
  return result;
}

// Answers every line that is a case, and counts those answered as written.
std::pair<std::size_t, std::size_t> answer_cases(const std::string& text) {
  const support::LoadedText loaded = support::load_text("stack.comity", read_file("stack.comity"));
  EXPECT_TRUE(loaded.library) << loaded.diagnostics;
  if (!loaded.library) return {0, 0};
  const model::Library& library = *loaded.library;
  records::RecordParser parser{library.vocabulary, records::ExtraKeys::refused, {}};
  std::istringstream lines{text};
  std::size_t right = 0;
  std::size_t all = 0;
  for (std::string one; std::getline(lines, one);) {
    if (!one.starts_with("{")) continue;
    ++all;
    const Json line = Json::parse(one);
    const auto read = parser.parse(line["record"].dump(), 1);
    const auto jurisdiction = library.find_jurisdiction(line["jurisdiction"].get<std::string>());
    const auto decision = library.vocabulary.find_decision(line["decision"].get<std::string>());
    std::vector<model::PolicyId> assumed;
    for (const Json& name : line.value("assume", Json::array())) assumed.push_back(library.find_policy(name.get<std::string>()).value());
    const auto on = line.contains("on") && line["on"].is_string() ? model::parse_date(line["on"].get<std::string>()) : std::nullopt;
    EXPECT_TRUE(read.record && jurisdiction && decision) << one;
    if (!read.record || !jurisdiction || !decision) continue;
    const auto day = evaluator::day_asked(library.vocabulary, *read.record, on);
    EXPECT_TRUE(day) << one;
    if (!day) continue;
    const model::Stack stack = law_in_force(library, *jurisdiction, *day, assumed);
    const evaluator::Evaluation evaluation{library, *read.record, *jurisdiction, day};
    const Json given = in_the_form_of(line, answer_of_stack(evaluation, stack, *decision), library);
    EXPECT_EQ(given, expected(line)) << one;
    if (given == expected(line)) ++right;
  }
  return {right, all};
}

TEST(Stack, EveryCaseIsAnsweredAsWritten) {
  const auto [right, all] = answer_cases(read_file("stack_cases.jsonl"));
  EXPECT_GE(all, 100U);
  fmt::print("{} of {} cases of the stack are answered as written\n", right, all);
}

TEST(Stack, OpenQuestionsAreAnsweredByTheReadingChosen) {
  const auto [right, all] = answer_cases(read_file("stack_open_questions.md"));
  EXPECT_GT(all, 0U);
  fmt::print("{} of {} cases that the contract leaves open are answered by the reading chosen\n", right, all);
}

}  // namespace
}  // namespace comity
