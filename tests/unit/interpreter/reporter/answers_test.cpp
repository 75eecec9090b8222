// Answers as programs read them (JSON lines, CSV) and as people do (a summary). The answers are made by
// hand: what is tested is how they are written.
#include "interpreter/reporter/answers.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include "interpreter/reporter/words.hpp"
#include "tests/support/checked.hpp"

namespace comity::reporter {
namespace {

using evaluator::Answer;
using evaluator::AnswerStatus;

class AnswersTest : public testing::Test {
 protected:
  // Records, each with its answers in the order asked.
  using Answers = std::vector<std::pair<std::string, std::vector<Answer>>>;

  enum Decision : model::DecisionId { hold, notify };
  enum Outcome : std::uint32_t { decline, may_honor, honor };

  static Answer decided(std::uint32_t outcome, model::PolicyId policy = 0) {
    Answer answer;
    answer.policy = policy;
    answer.decision = hold;
    answer.status = AnswerStatus::decided;
    answer.outcome = outcome;
    answer.rules = {"otherwise"};
    answer.possible = {outcome == decline ? "decline" : outcome == honor ? "honor" : "may honor"};
    return answer;
  }

  static Answer undetermined(std::vector<std::string> missing) {
    Answer answer;
    answer.policy = 0;
    answer.decision = hold;
    answer.status = AnswerStatus::undetermined;
    answer.rules = {"grave", "otherwise"};
    answer.possible = {"decline", "honor"};
    answer.missing = std::move(missing);
    return answer;
  }

  std::string written(AnswerFormat format, const Answers& answers) const {
    std::ostringstream out;
    const auto writer = answer_writer(format, out, *checked_.library);
    for (const auto& [record, its_answers] : answers) {
      writer->start(record);
      for (const Answer& answer : its_answers) {
        const model::Library& library = *checked_.library;
        writer->write(answer.jurisdiction ? library.jurisdictions[*answer.jurisdiction].name : library.policies[*answer.policy].name, answer);
      }
    }
    writer->finish();
    return out.str();
  }

  support::Checked checked_ = support::library_of({{"vocabulary.comity", support::small_vocabulary()},
                                                   {"first.comity", support::town_policy("first", "  otherwise decline hold, notify\n")},
                                                   {"second.comity", support::town_policy("second", "  otherwise honor hold\n")}});
};

// --- JSON lines

TEST_F(AnswersTest, JsonHasEveryKeyInItsOrder) {
  EXPECT_EQ(written(AnswerFormat::jsonl, {{"4711", {decided(decline)}}}),
            R"({"record":"4711","jurisdiction":null,"policy":"first","decision":"hold","on":null,"status":"decided","outcome":"decline",)"
            R"("rules":["otherwise"],"possible":["decline"],"missing":[],"assumed":[],"determinations_needed":[],"preempted":[],)"
            R"("terms":null,"duties":[],"duties_possible":[]})"
            "\n");
}

TEST_F(AnswersTest, JsonOfAFullAnswer) {
  Answer answer = undetermined({"armed", "priors[0].level"});
  answer.on = model::parse_date("2013-03-01");
  answer.assumed = {"custodian.agreement"};
  answer.determinations_needed = {"armed"};
  answer.duties = {"give_copy"};
  answer.duties_possible = {"keep_file"};
  EXPECT_EQ(written(AnswerFormat::jsonl, {{"a \"quoted\" id\n", {answer}}}),
            R"({"record":"a \"quoted\" id\n","jurisdiction":null,"policy":"first","decision":"hold","on":"2013-03-01","status":"undetermined",)"
            R"("outcome":null,"rules":["grave","otherwise"],"possible":["decline","honor"],"missing":["armed","priors[0].level"],)"
            R"("assumed":["custodian.agreement"],"determinations_needed":["armed"],"preempted":[],"terms":null,"duties":["give_copy"],)"
            R"("duties_possible":["keep_file"]})"
            "\n");
}

TEST_F(AnswersTest, TermsAreWrittenWithTheirHours) {
  struct TermCase {
    model::Term term;
    std::string json, csv;
  };
  const std::vector<TermCase> cases{
      {model::HoursTerm{48, true, {}}, R"("terms":{"hours":48,"excluding":"weekends and holidays","expires":null})",
       ",48 hours excluding weekends and holidays,"},
      {model::HoursTerm{24, false, {}}, R"("terms":{"hours":24,"excluding":null,"expires":null})", ",24 hours,"},
      {model::EndOfDayTerm{}, R"("terms":{"hours":null,"excluding":null,"expires":null})", ",until end of day,"},
  };
  for (const TermCase& test : cases) {
    Answer answer = decided(honor);
    answer.terms = test.term;
    EXPECT_NE(written(AnswerFormat::jsonl, {{"1", {answer}}}).find(test.json), std::string::npos) << test.json;
    EXPECT_NE(written(AnswerFormat::csv, {{"1", {answer}}}).find(test.csv), std::string::npos) << test.csv;
  }
}

// Under a stack of law: the policy may be none, rules bear its name, and what is preempted is listed.
TEST_F(AnswersTest, OfAJurisdictionWithAClockThatRuns) {
  Answer answer = decided(honor);
  answer.jurisdiction = 0;
  answer.policy.reset();
  answer.rules = {"first.otherwise", "second.otherwise"};
  answer.preempted = {"second"};
  answer.terms = model::HoursTerm{48, true, {}};
  answer.expires = model::Expiry{*model::parse_date("2012-11-06"), 24 * 60};
  EXPECT_EQ(written(AnswerFormat::jsonl, {{"1", {answer}}}),
            R"({"record":"1","jurisdiction":"town","policy":null,"decision":"hold","on":null,"status":"decided","outcome":"honor",)"
            R"("rules":["first.otherwise","second.otherwise"],"possible":["honor"],"missing":[],"assumed":[],"determinations_needed":[],)"
            R"("preempted":["second"],"terms":{"hours":48,"excluding":"weekends and holidays","expires":"2012-11-06T24:00"},"duties":[],)"
            R"("duties_possible":[]})"
            "\n");
  EXPECT_NE(written(AnswerFormat::csv, {{"1", {answer}}})
                .find("1,town,,hold,,decided,honor,first.otherwise second.otherwise,honor,,,,second,"
                      "\"48 hours excluding weekends and holidays, expires 2012-11-06T24:00\",,\r\n"),
            std::string::npos);
  EXPECT_NE(written(AnswerFormat::summary, {{"1", {answer}}}).find("town: hold  (1 record)\n"), std::string::npos);
  EXPECT_NE(written(AnswerFormat::summary, {{"1", {answer}}}).find("  second is preempted for 1\n"), std::string::npos);
}

// --- CSV

const std::string csv_head =
    "record,jurisdiction,policy,decision,on,status,outcome,rules,possible,missing,assumed,determinations_needed,preempted,terms,duties,"
    "duties_possible\r\n";

TEST_F(AnswersTest, CsvHasTheSameKeysAsColumns) {
  EXPECT_EQ(written(AnswerFormat::csv, {}), csv_head);
  Answer answer = undetermined({"armed", "drunk"});
  answer.on = model::parse_date("2013-03-01");
  answer.duties = {"give_copy", "keep_file"};
  EXPECT_EQ(written(AnswerFormat::csv, {{"1", {answer}}}),
            csv_head + "1,,first,hold,2013-03-01,undetermined,,grave otherwise,decline honor,armed drunk,,,,,give_copy keep_file,\r\n");
}

TEST_F(AnswersTest, CsvQuotesWhatWouldBreakALine) {
  const std::vector<std::pair<std::string, std::string>> cases{{"plain", "plain"},
                                                               {"a,b", "\"a,b\""},
                                                               {"say \"x\"", "\"say \"\"x\"\"\""},
                                                               {"two\nlines", "\"two\nlines\""},
                                                               {"cr\r", "\"cr\r\""},
                                                               {" spaces ", " spaces "},
                                                               {"é", "é"},
                                                               {"", ""}};
  for (const auto& [record, cell] : cases) {
    EXPECT_EQ(written(AnswerFormat::csv, {{record, {decided(decline)}}}),
              csv_head + cell + ",,first,hold,,decided,decline,otherwise,decline,,,,,,,\r\n");
  }
}

// --- the summary

TEST_F(AnswersTest, SummaryShowsFewRecordsSideBySide) {
  Answer silent = decided(decline, 1);
  silent.status = AnswerStatus::silent;
  silent.outcome.reset();
  EXPECT_EQ(written(AnswerFormat::summary, {{"4701", {decided(honor), decided(honor, 1)}}, {"é", {undetermined({"armed"}), silent}}}),
            "(1) first: hold\n"
            "(2) second: hold\n"
            "\n"
            "record  (1)           (2)\n"
            "4701    honor         honor\n"
            "é       undetermined  silent\n"
            "\n"
            "first: hold  (2 records)\n"
            "  honor                    1   50.0 %\n"
            "  undetermined             1   50.0 %\n"
            "  missing most often\n"
            "    armed                                        1\n"
            "\n"
            "second: hold  (2 records)\n"
            "  honor                    1   50.0 %\n"
            "  silent                   1   50.0 %\n"
            "\n");
}

TEST_F(AnswersTest, SummaryCountsManyRecords) {
  Answers answers;
  for (int i = 0; i < 9'694; ++i) answers.push_back({"h" + std::to_string(i), {decided(honor)}});
  for (int i = 0; i < 5'044; ++i) answers.push_back({"u" + std::to_string(i), {undetermined({"armed", "priors[0].level", "priors[1].level"})}});
  EXPECT_EQ(written(AnswerFormat::summary, answers),
            "first: hold  (14,738 records)\n"
            "  honor                9,694   65.8 %\n"
            "  undetermined         5,044   34.2 %\n"
            "  missing most often\n"
            "    armed                                    5,044\n"
            "    priors.level                             5,044\n"  // once a record, whichever element
            "\n");
}

TEST_F(AnswersTest, SummaryOfNoRecords) { EXPECT_EQ(written(AnswerFormat::summary, {}), "no records\n"); }

TEST_F(AnswersTest, SummaryListsTheFactsMostOftenMissing) {
  Answers answers;
  for (int i = 0; i < 12; ++i) {
    std::vector<std::string> missing{"always"};
    for (char fact = 'a'; fact <= 'a' + i; ++fact) missing.emplace_back(1, fact);
    answers.push_back({std::to_string(i), {undetermined(missing)}});
  }
  const std::string text = written(AnswerFormat::summary, answers);
  EXPECT_NE(text.find("    a                                           12\n    always                                      12\n"
                      "    b                                           11\n"),
            std::string::npos)
      << text;
  EXPECT_NE(text.find("    and 5 more facts\n"), std::string::npos) << text;
}

// One record asked twice under one identifier is two records.
TEST_F(AnswersTest, SummaryKeepsRecordsOfOneNameApart) {
  const std::string text = written(AnswerFormat::summary, {{"1", {decided(honor)}}, {"1", {decided(decline)}}});
  EXPECT_NE(text.find("1       honor\n1       decline\n"), std::string::npos) << text;
}

// --- words

TEST(WordsTest, WritesThousands) {
  const std::vector<std::pair<std::uint64_t, const char*>> cases{
      {0, "0"}, {7, "7"}, {999, "999"}, {1'000, "1,000"}, {14'738, "14,738"}, {100'000, "100,000"}, {1'234'567, "1,234,567"},
      {18'446'744'073'709'551'615U, "18,446,744,073,709,551,615"}};
  for (const auto& [number, text] : cases) EXPECT_EQ(with_thousands(number), text);
}

TEST(WordsTest, PadsByCharacters) {
  EXPECT_EQ(padded("ab", 4), "ab  ");
  EXPECT_EQ(padded("é", 3), "é  ");
  EXPECT_EQ(padded("abcd", 2), "abcd");
  EXPECT_EQ(padded("", 2), "  ");
  EXPECT_EQ(width_of("§ 3.54"), 6U);
}

}  // namespace
}  // namespace comity::reporter
