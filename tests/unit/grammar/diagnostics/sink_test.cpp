// Findings come out in the order of the text, each cause once, with the words that were hung on it.
#include "grammar/diagnostics/sink.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace comity::diagnostics {
namespace {

std::vector<std::string> messages(const DiagnosticSink& sink) {
  std::vector<std::string> result;
  for (const Diagnostic& diagnostic : sink.sorted()) result.push_back(diagnostic.message);
  return result;
}

using Messages = std::vector<std::string>;

TEST(DiagnosticSinkTest, SortsByFileAndPlaceAndPutsErrorsFirst) {
  DiagnosticSink sink;
  sink.report(Code::unknown_name, {1, 0, 3}, "the other file");
  sink.report(Code::unknown_name, {0, 20, 23}, "late");
  sink.report(Code::carriage_return, {0, 5, 6}, "a warning");  // the one code here that is a warning
  sink.report(Code::kind_mismatch, {0, 5, 9}, "an error at the same place");
  sink.report(Code::unknown_name, {0, 5, 7}, "another, reported later");
  sink.report(Code::unknown_name, {0, 0, 1}, "early");
  EXPECT_EQ(messages(sink), (Messages{"early", "an error at the same place", "another, reported later", "a warning",
                                      "late", "the other file"}));
}

TEST(DiagnosticSinkTest, KeepsOneFindingForACause) {
  DiagnosticSink sink;
  sink.report(Code::unknown_name, {0, 4, 8}, "nothing is called {}", quoted("leve")).help("did you mean `level`?");
  sink.report(Code::unknown_name, {0, 4, 8}, "said again").help("another way out").label({0, 0, 1}, "and a place");
  sink.report(Code::kind_mismatch, {0, 4, 8}, "another code");
  sink.report(Code::unknown_name, {0, 4, 9}, "another span");
  ASSERT_EQ(messages(sink), (Messages{"nothing is called `leve`", "another code", "another span"}));
  const Diagnostic first = sink.sorted().front();
  EXPECT_EQ(first.helps.size(), 1U);
  EXPECT_EQ(first.helps.front().text, "did you mean `level`?");
  EXPECT_TRUE(first.labels.empty());
  EXPECT_EQ(sink.size(), 3U);
}

TEST(DiagnosticSinkTest, HangsWordsOnAReport) {
  DiagnosticSink sink;
  sink.report(Code::kind_mismatch, {0, 10, 12}, "`{}` and `{}`", "a", "b")
      .primary("a number")
      .label({0, 30, 31}, "later")
      .label({0, 2, 3}, "earlier")
      .help("one way")
      .help("a better way", {Edit{{0, 10, 12}, "x"}})
      .citation("the source");
  const Diagnostic found = sink.sorted().at(0);
  EXPECT_EQ(found.code, Code::kind_mismatch);
  EXPECT_EQ(found.severity, Severity::error);
  EXPECT_EQ(found.message, "`a` and `b`");
  EXPECT_EQ(found.primary.text, "a number");
  ASSERT_EQ(found.labels.size(), 2U);  // in the order of the text
  EXPECT_EQ(found.labels[0].text, "earlier");
  EXPECT_EQ(found.labels[1].text, "later");
  ASSERT_EQ(found.helps.size(), 1U);  // at most one: the last
  EXPECT_EQ(found.helps[0].text, "a better way");
  ASSERT_EQ(found.helps[0].edits.size(), 1U);
  EXPECT_EQ(found.citation, "the source");
}

TEST(DiagnosticSinkTest, TellsErrorsFromWarnings) {
  DiagnosticSink sink;
  EXPECT_FALSE(sink.has_errors());
  sink.report(Code::byte_order_mark, {0, 0, 3}, "a warning");
  EXPECT_FALSE(sink.has_errors());
  sink.report(Code::circle, {0, 9, 9}, "an error");
  EXPECT_TRUE(sink.has_errors());
}

TEST(CodesTest, AreFoundByTheirNames) {
  for (const CodeInfo& code : all_codes()) {
    EXPECT_EQ(find_code(code.name), code.code) << code.name;
    EXPECT_EQ(info(code.code).name, code.name);
    EXPECT_EQ(code.name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-"), std::string_view::npos)
        << code.name << " is not a word";
  }
  EXPECT_EQ(find_code("no-such-code"), std::nullopt);
  EXPECT_EQ(find_code(""), std::nullopt);
}

}  // namespace
}  // namespace comity::diagnostics
