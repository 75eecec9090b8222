// What the language means, case by case: rules.comity is a library of its own, and each line of
// cases.jsonl a policy, a decision, a record, and the answer that the contract gives, worked out by
// hand. Where a line names more than status, outcome and possible answers, those are held to as well.
// conformance.md shows the same cases to people; COMITY_UPDATE_GOLDEN=1 writes it anew.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "interpreter/evaluator/evaluate.hpp"
#include "interpreter/records/record_parser.hpp"
#include "tests/support/loaded_text.hpp"
#include "tests/support/second_reading.hpp"

namespace comity {
namespace {

using Json = nlohmann::json;

const std::string folder = std::string{COMITY_ROOT} + "/tests/conformance/";

// The lines that every engine is held to, before those that the project added.
constexpr std::size_t published_cases = 229;

std::string read_file(const std::string& path) {
  std::ifstream file{path, std::ios::binary};
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

const support::LoadedText& rules() {
  static const support::LoadedText loaded = support::load_text("rules.comity", read_file(folder + "rules.comity"));
  return loaded;
}

const std::vector<Json>& cases() {
  static const std::vector<Json> known = [] {
    std::vector<Json> result;
    std::istringstream lines{read_file(folder + "cases.jsonl")};
    for (std::string line; std::getline(lines, line);) result.push_back(Json::parse(line));
    return result;
  }();
  return known;
}

std::optional<model::Date> day_asked(const Json& line, const model::Record& record) {
  const auto on = line.contains("on") ? model::parse_date(line["on"].get<std::string>()) : std::nullopt;
  return evaluator::day_asked(rules().library->vocabulary, record, on);
}

Json terms_of(const evaluator::Answer& answer) {
  if (!answer.terms) return nullptr;
  Json terms{{"hours", nullptr}, {"excluding", nullptr}};
  if (const auto* hours = std::get_if<model::HoursTerm>(&*answer.terms)) {
    terms["hours"] = hours->hours;
    if (hours->excluding_weekends_and_holidays) terms["excluding"] = "weekends and holidays";
  }
  return terms;
}

Json terms_of(const support::SecondAnswer& answer) {
  if (!answer.terms) return nullptr;
  Json terms{{"hours", nullptr}, {"excluding", nullptr}};
  if (answer.terms->hours) terms["hours"] = *answer.terms->hours;
  if (answer.terms->is_excluding) terms["excluding"] = "weekends and holidays";
  return terms;
}

// The answer with the keys that the line expects, so that the two can be compared whole.
template <typename AnyAnswer>
Json in_the_form_of(const Json& line, const AnyAnswer& answer, const std::string& status, const std::string& outcome) {
  Json result = {{"status", status}, {"outcome", outcome.empty() ? Json(nullptr) : Json(outcome)}, {"possible", answer.possible}};
  if (line.contains("rules")) result["rules"] = answer.rules;
  if (line.contains("missing")) result["missing"] = answer.missing;
  if (line.contains("assumed")) result["assumed"] = answer.assumed;
  if (line.contains("determinations_needed")) result["determinations_needed"] = answer.determinations_needed;
  if (line.contains("duties")) result["duties"] = answer.duties;
  if (line.contains("duties_possible")) result["duties_possible"] = answer.duties_possible;
  if (line.contains("terms")) result["terms"] = terms_of(answer);
  return result;
}

Json expected(const Json& line) {
  Json result = line;
  for (const char* key : {"policy", "decision", "record", "on", "why"}) result.erase(key);
  return result;
}

TEST(Conformance, EveryCaseIsAnsweredAsWritten) {
  ASSERT_TRUE(rules().library) << rules().diagnostics;
  const model::Library& library = *rules().library;
  records::RecordParser parser{library.vocabulary, records::ExtraKeys::refused, {}};
  std::size_t right = 0;
  for (const Json& line : cases()) {
    const auto read = parser.parse(line["record"].dump(), 1);
    ASSERT_TRUE(read.record) << line.dump() << "\n" << read.problems.front().message;
    const auto policy = library.find_policy(line["policy"].get<std::string>());
    const auto decision = library.vocabulary.find_decision(line["decision"].get<std::string>());
    ASSERT_TRUE(policy && decision) << line.dump();
    const auto day = day_asked(line, *read.record);
    const auto answer = evaluator::Evaluation{library, *read.record, library.policies[*policy].authority, day}.answer(*policy, *decision);
    const std::string outcome = answer.outcome ? library.vocabulary.decisions[*decision].outcomes[*answer.outcome] : "";
    const Json given = in_the_form_of(line, answer, std::string{evaluator::name(answer.status)}, outcome);
    EXPECT_EQ(given, expected(line)) << line.dump();
    if (given == expected(line)) ++right;
  }
  EXPECT_GE(cases().size(), published_cases + 120);
  fmt::print("{} of {} conformance cases are answered as written: {} that every engine is held to, and {} more\n", right, cases().size(), published_cases,
             cases().size() - published_cases);
}

// The cases were worked out by hand, and so was the second reading: each is held against the other.
TEST(Conformance, TheSecondReadingAnswersAsWritten) {
  ASSERT_TRUE(rules().library) << rules().diagnostics;
  const support::SecondReading reading{rules().files};
  std::size_t right = 0;
  for (const Json& line : cases()) {
    const Json& record = line["record"];
    const Json on = line.contains("on") ? line["on"] : record.value("on_day", Json(""));
    const auto answer = reading.answer(line["policy"].get<std::string>(), line["decision"].get<std::string>(), record, on.get<std::string>());
    ASSERT_TRUE(answer) << line.dump();
    Json given = in_the_form_of(line, *answer, answer->status, answer->outcome);
    EXPECT_EQ(given, expected(line)) << line.dump();
    if (given == expected(line)) ++right;
  }
  fmt::print("{} of {} conformance cases are answered as written by the second reading\n", right, cases().size());
}

// ---------------------------------------------------------------------------------- the document

// The day that rows need not name.
constexpr const char* usual_day = "2012-02-29";

std::string joined(const Json& words, const std::string& between = ", ") {
  std::string result;
  for (const Json& word : words) result += (result.empty() ? "" : between) + word.get<std::string>();
  return result;
}

std::string facts_in_words(const model::RecordType& type, const Json& record);

std::string value_in_words(const model::Field& field, const Json& value) {
  const model::Vocabulary& vocabulary = rules().library->vocabulary;
  if (value.is_null()) return field.type.or_none ? "none" : "null";
  if (value.is_boolean()) return value.get<bool>() ? "yes" : "no";
  if (field.type.kind == model::Kind::money) return fmt::format("${:.2f}", value.get<double>());
  if (field.type.kind == model::Kind::text && value != "none") return '"' + value.get<std::string>() + '"';
  if (field.type.kind == model::Kind::record) return "(" + facts_in_words(vocabulary.records[field.type.id], value) + ")";
  if (field.type.kind == model::Kind::list) {
    std::string result;
    for (const Json& element : value) result += (result.empty() ? "(" : ", (") + facts_in_words(vocabulary.records[field.type.id], element) + ")";
    return result.empty() ? "none" : result;
  }
  if (value.is_array()) return value.empty() ? "none" : joined(value, " and ");
  return value.is_string() ? value.get<std::string>() : value.dump();
}

std::string facts_in_words(const model::RecordType& type, const Json& record) {
  std::string result;
  for (const model::Field& field : type.fields) {
    if (field.role == model::FieldRole::identifier || !record.contains(field.name)) continue;
    if (field.role == model::FieldRole::dates_the_record && record[field.name] == usual_day) continue;
    result += (result.empty() ? "" : "; ") + field.name + " " + value_in_words(field, record[field.name]);
  }
  return result.empty() ? "nothing" : result;
}

std::string answer_in_words(const Json& line) {
  if (line["status"] == "undetermined") return "undetermined: " + joined(line["possible"], " or ");
  std::string result = line["outcome"].is_null() ? line["status"].get<std::string>() : line["outcome"].get<std::string>();
  if (!line.contains("terms") || line["terms"].is_null()) return result;
  const Json& terms = line["terms"];
  result += terms["hours"].is_null() ? " until end of day" : fmt::format(" for {} hours", terms["hours"].get<int>());
  if (!terms["excluding"].is_null()) result += " excluding " + terms["excluding"].get<std::string>();
  return result;
}

// What else a line expects: by which rules, what is missing or assumed, which duties.
std::string rest_in_words(const Json& line) {
  std::string result;
  const auto add = [&](const char* key, const std::string& words) {
    if (!line.contains(key) || line[key].empty()) return;
    result += (result.empty() ? "" : "; ") + words + " " + joined(line[key]);
  };
  add("rules", "by");
  add("missing", "missing");
  add("assumed", "assumed");
  add("duties", "requires");
  add("duties_possible", "may require");
  return result;
}

std::string text_of(const syntax::Decl& decl) { return std::string{rules().sources.text_of(decl.span)} + "\n"; }

std::string document() {
  const model::Library& library = *rules().library;
  std::string shared;
  std::string policies;
  std::map<std::string, std::vector<const Json*>> by_policy;
  for (const Json& line : cases()) by_policy[line["policy"].get<std::string>()].push_back(&line);
  for (const syntax::Decl& decl : rules().files.front().decls) {
    const auto* policy = std::get_if<syntax::PolicyDecl>(&decl.node);
    if (policy == nullptr) {
      shared += (shared.empty() ? "" : "\n") + text_of(decl);
      continue;
    }
    policies += fmt::format("\n## {}\n\n```comity\n{}```\n\n| what is known | asked | answer | with | why |\n|---|---|---|---|---|\n", policy->title.joined(), text_of(decl));
    for (const Json* line : by_policy[policy->name.text]) {
      std::string known = facts_in_words(library.vocabulary.root_record(), (*line)["record"]);
      if (!(*line)["record"].contains("on_day")) known += "; no day";
      if (line->contains("on")) known += "; asked for " + (*line)["on"].get<std::string>();
      policies += fmt::format("| {} | {} | {} | {} | {} |\n", known, (*line)["decision"].get<std::string>(), answer_in_words(*line), rest_in_words(*line),
                              line->value("why", ""));
    }
  }
  return fmt::format(
      "# What the language means, case by case\n\n"
      "Each section is a policy and a table of cases: what a record states, the decision asked, and the answer.\n"
      "What a row does not state is unknown. Where it names no day, the day is 29 February 2012. *Undetermined* lists\n"
      "every answer that is still possible. {} cases, generated from `rules.comity` and `cases.jsonl`; a test holds the\n"
      "interpreter to each.\n\n"
      "## What all policies share\n\n```comity\n{}```\n{}",
      cases().size(), shared, policies);
}

TEST(Conformance, TheDocumentIsUpToDate) {
  ASSERT_TRUE(rules().library) << rules().diagnostics;
  const std::string path = folder + "conformance.md";
  const std::string text = document();
  const char* update = std::getenv("COMITY_UPDATE_GOLDEN");
  if (update != nullptr && std::string{update} == "1") {
    std::ofstream{path, std::ios::binary} << text;
  }
  EXPECT_TRUE(read_file(path) == text) << path << " is not what rules.comity and cases.jsonl give; COMITY_UPDATE_GOLDEN=1 writes it anew";
}

TEST(Conformance, EveryPolicyHasCases) {
  ASSERT_TRUE(rules().library) << rules().diagnostics;
  for (const model::Policy& policy : rules().library->policies) {
    const bool has_case = std::any_of(cases().begin(), cases().end(), [&](const Json& line) { return line["policy"] == policy.name; });
    EXPECT_TRUE(has_case) << policy.name;
  }
}

}  // namespace
}  // namespace comity
