#include "tests/support/command_line.hpp"

#include <gtest/gtest.h>

namespace comity::support {
namespace {

using Words = std::vector<std::string>;

TEST(CommandLine, SplitsAtBlanks) {
  EXPECT_EQ(split_command_line("comity  check\ta.comity ").words, (Words{"comity", "check", "a.comity"}));
  EXPECT_EQ(split_command_line("").words, Words{});
}

TEST(CommandLine, QuotesKeepBlanksAndMayBeEmpty) {
  EXPECT_EQ(split_command_line(R"(say 'two words' "and 'more'" "" a"b c"d)").words,
            (Words{"say", "two words", "and 'more'", "", "ab cd"}));
  EXPECT_EQ(split_command_line(R"(a\ b "c\"d" 'e\f')").words, (Words{"a b", "c\"d", "e\\f"}));
}

TEST(CommandLine, RedirectsInput) {
  const CommandLine line = split_command_line("comity eval - --policy a <records.jsonl");
  EXPECT_EQ(line.words, (Words{"comity", "eval", "-", "--policy", "a"}));
  EXPECT_EQ(line.input, "records.jsonl");
  EXPECT_EQ(split_command_line("a '<' b").words, (Words{"a", "<", "b"}));
}

TEST(CommandLine, SaysWhatMakesNoSense) {
  EXPECT_EQ(split_command_line("say \"two words").problem, "a quote is not closed");
  EXPECT_EQ(split_command_line("eval <").problem, "no file stands after `<`");
}

}  // namespace
}  // namespace comity::support
