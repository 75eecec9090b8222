// The explanation of every code has the shape that `lint --explain` promises, and its examples are
// run as they are printed: the bad one reports that code once and nothing else, the good one
// reports nothing and stands as `comity format` writes it.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "grammar/diagnostics/codes.hpp"
#include "grammar/diagnostics/render_text.hpp"
#include "grammar/formatter/format.hpp"
#include "grammar/parser/parse.hpp"
#include "grammar/source/line_index.hpp"
#include "interpreter/checker/check.hpp"
#include "interpreter/evaluator/evaluate.hpp"
#include "interpreter/records/offense_table.hpp"
#include "interpreter/records/read_json.hpp"
#include "tests/support/explained.hpp"

namespace comity::diagnostics {
namespace {

using support::example;
using support::lines_of;
using support::whole;

constexpr std::size_t widest_line = 96;  // columns
constexpr std::size_t fewest_lines = 8;
constexpr std::size_t most_lines = 50;

// What no example of a few lines can show: bytes, sizes, characters that are not seen, and failures of a disk.
constexpr std::array words_only{
    Code::file_too_large,  Code::not_utf_8,       Code::control_character, Code::hidden_character,
    Code::byte_order_mark, Code::carriage_return, Code::nested_too_deep,   Code::record_too_large, Code::undated_record, Code::overlapping_versions, Code::hole_between_versions,
    Code::input_cut_short, Code::many_problems, Code::malformed_row, Code::contradicted_table, Code::faulty_distribution, Code::unfounded_number,
    Code::input_cut_short, Code::many_problems,   Code::malformed_row,
    Code::unmapped_column, Code::missing_column, Code::duplicate_column,  Code::unknown_code,    Code::rows_disagree,
};

bool has_words_only(Code code) {
  return std::find(words_only.begin(), words_only.end(), code) != words_only.end();
}

std::string shipped(const std::string& name) {
  std::ifstream in{COMITY_ROOT "/policies/" + name};
  EXPECT_TRUE(in.is_open()) << name;
  return {std::istreambuf_iterator<char>{in}, {}};
}

constexpr SourceId example_source = 2;

// The shipped vocabulary and jurisdictions, and beside them an example.
struct Checked {
  SourceSet sources;
  DiagnosticSink sink;
  std::vector<syntax::ParsedFile> files;
  std::optional<model::Library> library;

  explicit Checked(const std::string& text) {
    add("vocabulary.comity", shipped("vocabulary.comity"));
    add("jurisdictions.comity", shipped("jurisdictions.comity"));
    add("example.comity", text);
    library = checker::check(sources, files, sink);
  }

  void add(std::string name, std::string text) {
    files.push_back(parser::parse(sources, sources.add(std::move(name), std::move(text)), sink));
  }

  std::string told() const {
    std::string result;
    for (const Diagnostic& diagnostic : sink.sorted()) result += render_text(diagnostic, sources, Colour::off);
    return result;
  }
};

// The problems of records under the shipped vocabulary; `always` is held against each as `comity eval` does.
std::vector<records::Problem> problems_of(const std::string& json_lines) {
  const Checked checked{""};
  EXPECT_TRUE(checked.library) << checked.told();
  if (!checked.library) return {};
  const model::Library& library = *checked.library;
  const auto always = [&](const model::Record& record, std::uint64_t line, const std::string& id,
                          std::vector<records::Problem>& problems) {
    for (const evaluator::BrokenAlways& broken : evaluator::broken_always(library, record)) {
      problems.push_back({Code::broken_constraint, line, broken.path, id, "broken", ""});
    }
  };
  std::istringstream in{json_lines};
  const auto stream = records::open_json_lines(in, library.vocabulary, records::ExtraKeys::refused, always);
  std::vector<records::Problem> result;
  for (records::ReadRecord read; stream->next(read);) {
    result.insert(result.end(), read.problems.begin(), read.problems.end());
  }
  return result;
}

// What is said of an offense table under the shipped vocabulary.
std::vector<Diagnostic> said_of_table(const std::string& table) {
  Checked checked{""};
  EXPECT_TRUE(checked.library) << checked.told();
  const std::vector<SourceId> tables{checked.sources.add("offenses.csv", table)};
  records::read_offense_tables(checked.sources, tables, {}, checked.library->vocabulary, checked.sink);
  return checked.sink.sorted();
}

// Calls `check` for each code that has examples.
template <typename Check>
void for_each_example(Check check) {
  for (const CodeInfo& info : all_codes()) {
    if (has_words_only(info.code)) continue;
    SCOPED_TRACE(info.name);
    check(info);
  }
}

TEST(ExplanationsTest, ArePagesOfReadableLength) {
  for (const CodeInfo& info : all_codes()) {
    SCOPED_TRACE(info.name);
    const std::string_view text = explanation(info.code);
    ASSERT_FALSE(text.empty());
    EXPECT_TRUE(text.ends_with('\n'));
    EXPECT_FALSE(text.starts_with('\n') || text.ends_with("\n\n"));
    const std::vector<std::string> lines = lines_of(text);
    EXPECT_GE(lines.size(), fewest_lines);
    EXPECT_LE(lines.size(), most_lines);
    for (const std::string& line : lines) {
      EXPECT_LE(source::count_characters(line), widest_line) << line;
      EXPECT_FALSE(line.ends_with(' ')) << line;
      EXPECT_EQ(line.find('\t'), std::string::npos) << line;
    }
  }
}

TEST(ExplanationsTest, ShowABadAndAGoodExampleWhereExamplesCanShowIt) {
  for (const CodeInfo& info : all_codes()) {
    SCOPED_TRACE(info.name);
    EXPECT_EQ(example(info.code, "Bad:").empty(), has_words_only(info.code));
    EXPECT_EQ(example(info.code, "Good:").empty(), has_words_only(info.code));
  }
}

TEST(ExplanationsTest, BadExamplesReportTheirCodeAlone) {
  for_each_example([](const CodeInfo& info) {
    const std::string bad = example(info.code, "Bad:");
    if (info.phase == Phase::record) {
      const std::vector<records::Problem> problems = problems_of(bad);
      ASSERT_EQ(problems.size(), 1U);
      EXPECT_EQ(problems.front().code, info.code) << problems.front().message;
      return;
    }
    if (info.phase == Phase::table) {
      const std::vector<Diagnostic> said = said_of_table(bad);
      ASSERT_EQ(said.size(), 1U);
      EXPECT_EQ(said.front().code, info.code) << said.front().message;
      return;
    }
    const Checked checked{whole(bad)};
    if (info.phase == Phase::lint) {  // sound as `check` has it; tests/unit/interpreter/linter lints it
      EXPECT_EQ(checked.sink.size(), 0U) << checked.told();
      return;
    }
    ASSERT_EQ(checked.sink.size(), 1U) << checked.told();
    const Diagnostic diagnostic = checked.sink.sorted().front();
    EXPECT_EQ(diagnostic.code, info.code) << checked.told();
    EXPECT_EQ(diagnostic.primary.span.source, example_source) << checked.told();
  });
}

TEST(ExplanationsTest, GoodExamplesReportNothing) {
  for_each_example([](const CodeInfo& info) {
    const std::string good = example(info.code, "Good:");
    if (info.phase == Phase::record) {
      for (const records::Problem& problem : problems_of(good)) ADD_FAILURE() << problem.message;
      return;
    }
    if (info.phase == Phase::table) {
      for (const Diagnostic& diagnostic : said_of_table(good)) ADD_FAILURE() << diagnostic.message;
      return;
    }
    const Checked checked{whole(good)};
    EXPECT_TRUE(checked.library) << checked.told();
    EXPECT_EQ(checked.sink.size(), 0U) << checked.told();
  });
}

// What is shown as the way to write is what `comity format` writes.
TEST(ExplanationsTest, GoodExamplesAreFormatted) {
  for_each_example([](const CodeInfo& info) {
    if (info.phase == Phase::record || info.phase == Phase::table) return;
    const std::string good = whole(example(info.code, "Good:"));
    const Checked checked{good};
    ASSERT_EQ(checked.sink.size(), 0U) << checked.told();
    EXPECT_EQ(formatter::format(checked.sources[example_source], checked.files[example_source]), good);
  });
}

}  // namespace
}  // namespace comity::diagnostics
