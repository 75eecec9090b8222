// What records come from: packed files, standard input, tables; and what is said meanwhile. The whole program, in
// memory but for the files of the machine where they are the point.
#include <gtest/gtest.h>
#include <unistd.h>
#include <zlib.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <sstream>
#include <string>

#include "interpreter/cli/gzip.hpp"
#include "interpreter/cli/progress.hpp"
#include "interpreter/cli/run.hpp"
#include "tests/support/checked.hpp"
#include "tests/support/memory_file_system.hpp"
#include "tests/support/program.hpp"

namespace comity::cli {
namespace {

namespace fs = std::filesystem;
using support::MemoryFileSystem;
using support::Ran;

std::string packed(const std::string& text) {
  z_stream state{};
  EXPECT_EQ(deflateInit2(&state, Z_BEST_COMPRESSION, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
  std::string result(deflateBound(&state, text.size()) + 64, '\0');
  state.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  state.avail_in = static_cast<uInt>(text.size());
  state.next_out = reinterpret_cast<Bytef*>(result.data());
  state.avail_out = static_cast<uInt>(result.size());
  EXPECT_EQ(deflate(&state, Z_FINISH), Z_STREAM_END);
  result.resize(state.total_out);
  deflateEnd(&state);
  return result;
}

const std::string mapping = R"(mapping town_jail "One row per charge"
  rows grouped by "no"
  column "no" as id
  column "level" as charge.level
)";

MemoryFileSystem library() {
  MemoryFileSystem files;
  files.add("policies/town.comity",
            support::small_vocabulary() + support::town_policy("strict", "  otherwise honor hold\n    cite \"1\"\n"));
  files.add("jail.comity", mapping);
  return files;
}

Ran eval(MemoryFileSystem& files, const std::string& records, const std::string& in = "",
         std::vector<std::string> more = {}) {
  std::vector<std::string> arguments{"eval", records, "--policy", "strict", "--format", "csv"};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return support::run_program(arguments, files, in);
}

// The identifiers that were answered, one a line.
std::string answered(const Ran& ran) {
  std::string result;
  std::istringstream lines{ran.out};
  std::string line;
  std::getline(lines, line);
  while (std::getline(lines, line)) result += line.substr(0, line.find(',')) + " ";
  return result;
}

const std::string apart = "no,level\n1,felony\n2,misdemeanor\n1,misdemeanor\n3,felony\n";

TEST(Gzip, IsReadLikeWhatIsInIt) {
  MemoryFileSystem files = library();
  files.add("a.jsonl.gz", packed("{\"id\":\"1\"}\n{\"id\":\"2\"}\n"));
  files.add("a.json.gz", packed("[{\"id\":\"1\"},{\"id\":\"2\"}]"));
  files.add("a.csv.gz", packed(apart));
  files.add("two.jsonl.gz",
            packed("{\"id\":\"1\"}\n") + packed("{\"id\":\"2\"}\n"));  // one behind the other, as `cat` makes them
  files.add("empty.jsonl.gz", packed(""));
  EXPECT_EQ(answered(eval(files, "a.jsonl.gz")), "1 2 ");
  EXPECT_EQ(answered(eval(files, "a.json.gz")), "1 2 ");
  EXPECT_EQ(answered(eval(files, "a.csv.gz", "", {"--mapping", "jail.comity"})), "1 2 3 ");
  EXPECT_EQ(answered(eval(files, "two.jsonl.gz")), "1 2 ");
  EXPECT_EQ(eval(files, "empty.jsonl.gz").exit_code, 0);
}

// Cut anywhere, or one byte changed: said, with exit code 1, and no output file. A change that the format does not
// protect (its header's time, name and system) reads as what was packed.
TEST(Gzip, IsNeverTakenForWholeWhenItIsNot) {
  MemoryFileSystem files = library();
  std::string text;
  for (int i = 0; i < 40; ++i) text += "{\"id\":\"" + std::to_string(i) + "\"}\n";
  const std::string whole = packed(text);
  files.add("whole.jsonl.gz", whole);
  const std::string right = eval(files, "whole.jsonl.gz").out;
  std::size_t refused = 0;
  for (std::size_t i = 0; i < whole.size(); ++i) {
    for (const bool is_cut : {true, false}) {
      std::string bytes = whole;
      if (is_cut)
        bytes.resize(i);
      else
        bytes[i] = static_cast<char>(bytes[i] ^ 0x10);
      files.add("bad.jsonl.gz", bytes);
      const Ran ran =
          eval(files, "bad.jsonl.gz", "", {"--output", "out" + std::to_string(i) + (is_cut ? "cut" : "changed")});
      if (ran.exit_code == 0 && !is_cut) {
        EXPECT_EQ(*files.text("out" + std::to_string(i) + "changed"), right) << i;
        continue;
      }
      EXPECT_EQ(ran.exit_code, 1) << i;
      EXPECT_NE(ran.err.find("input-cut-short"), std::string::npos) << i << ran.err;
      EXPECT_FALSE(files.text("out" + std::to_string(i) + (is_cut ? "cut" : "changed")))
          << "a file that looks complete";
      ++refused;
    }
  }
  EXPECT_GE(refused, whole.size() * 2 - 10);
  files.add("bad.json.gz", packed("[{\"id\":\"1\"}]").substr(0, 20));
  EXPECT_EQ(eval(files, "bad.json.gz").exit_code, 1);
  EXPECT_EQ(answered(eval(files, "bad.json.gz")), "");
  files.add("plain.jsonl.gz", "{\"id\":\"1\"}\n");
  EXPECT_EQ(eval(files, "plain.jsonl.gz").exit_code, 1);
  files.add("bad.csv.gz", packed(apart).substr(0, 40));
  EXPECT_EQ(answered(eval(files, "bad.csv.gz", "", {"--mapping", "jail.comity"})), "");
}

// What unpacks to a thousand times its size is still read piece by piece.
TEST(Gzip, TakesNoMoreMemoryForWhatUnpacksToMore) {
  auto file = std::make_unique<std::istringstream>(packed(std::string(64 << 20, 'x')));
  EXPECT_LT(file->str().size(), 100'000U);
  const auto stream = unpacked(std::move(file));
  std::string bytes(1 << 16, '\0');
  std::size_t size = 0;
  while (stream->read(bytes.data(), 1 << 16) || stream->gcount() > 0)
    size += static_cast<std::size_t>(stream->gcount());
  EXPECT_EQ(size, std::size_t{64} << 20U);
  EXPECT_FALSE(stream->bad());
}

TEST(Tables, ComeFromFilesAndFromStandardInput) {
  MemoryFileSystem files = library();
  files.add("a.csv", apart);
  EXPECT_EQ(answered(eval(files, "a.csv", "", {"--mapping", "jail.comity"})), "1 2 3 ");
  EXPECT_EQ(answered(eval(files, "-", apart, {"--mapping", "jail.comity"})), "1 2 3 ");
  EXPECT_EQ(answered(eval(files, "-", apart, {"--mapping", "town_jail", "--with", "jail.comity"})), "1 2 3 ");
  EXPECT_EQ(answered(eval(files, "-", "{\"id\":\"1\"}\n")), "1 ") << "without a mapping it is JSON lines";
  files.add("policies/jail.comity", mapping);
  EXPECT_EQ(answered(eval(files, "a.csv", "", {"--mapping", "town_jail"})), "1 2 3 ");
  const Ran explained = support::run_program(
      {"explain", "a.csv", "--policy", "strict", "--decision", "hold", "--id", "2", "--mapping", "town_jail"}, files);
  EXPECT_EQ(explained.exit_code, 0) << explained.err;
  EXPECT_NE(explained.out.find("booking 2 under strict"), std::string::npos) << explained.out;
}

TEST(Tables, AreNotWrittenOver) {
  MemoryFileSystem files = library();
  files.add("a.csv", apart);
  files.add("policies/jail.comity", mapping);
  for (const std::string output : {"a.csv", "./a.csv", "jail.comity", "policies/jail.comity", "policies/town.comity"}) {
    for (const std::string name : {"jail.comity", "town_jail"}) {
      const auto before = files.text(output);
      const bool is_other_file = output == "jail.comity" && name == "town_jail";  // no part of this run
      if (is_other_file) continue;
      EXPECT_EQ(eval(files, "a.csv", "", {"--mapping", name, "--output", output}).exit_code, 2)
          << output << " through " << name;
      EXPECT_EQ(files.text(output), before) << output;
    }
  }
}

TEST(Tables, PrintADraftOfAMappingThatLoads) {
  MemoryFileSystem files = library();
  files.add("a.csv", apart);
  const Ran ran = eval(files, "a.csv");
  EXPECT_EQ(ran.exit_code, 2);
  files.add("draft.comity", ran.out);
  EXPECT_EQ(answered(eval(files, "a.csv", "", {"--mapping", "draft.comity"})), "1 2 3 ") << ran.out;
}

TEST(ProgressTest, IsShownOnATerminalAloneAndTakenAwayBeforeWords) {
  MemoryFileSystem files = library();
  std::string records;
  const std::string pad(4'000, 'x');
  for (int i = 0; i < 2'000; ++i) records += "{\"id\":\"" + std::to_string(i) + "\", \"word\": \"" + pad + "\"}\n";
  records += "{\"id\":\"last\", \"wrod\": \"\"}\n";
  files.add("a.jsonl", records);
  files.add("a.jsonl.gz", packed(records));
  const auto said = [&](bool out_is_terminal, bool err_is_terminal, const std::string& format,
                        const std::string& file = "a.jsonl") {
    std::istringstream in;
    std::ostringstream out;
    std::ostringstream err;
    run({"eval", file, "--policy", "strict", "--format", format},
        {files, in, out, err, out_is_terminal, err_is_terminal, ""});
    return err.str();
  };
  const std::string shown = said(false, true, "jsonl");
  std::size_t times = 0;
  for (std::size_t at = shown.find(" % of a.jsonl"); at != std::string::npos; at = shown.find(" % of a.jsonl", at + 1))
    ++times;
  EXPECT_GE(times, 5U);
  EXPECT_LE(times, 101U);
  EXPECT_NE(shown.find("[===="), std::string::npos);
  EXPECT_NE(shown.find("\r\x1b[Ka.jsonl:2001: error"), std::string::npos) << "taken away before a diagnostic";
  EXPECT_EQ(shown.find("%", shown.find("error")), std::string::npos) << "and never behind it";
  EXPECT_NE(said(true, true, "summary").find("%"), std::string::npos);
  EXPECT_EQ(said(true, true, "jsonl").find("%"), std::string::npos) << "not among answers on the same terminal";
  EXPECT_EQ(said(false, false, "jsonl").find("%"), std::string::npos) << "not into a pipe";
  EXPECT_EQ(said(false, true, "jsonl", "a.jsonl.gz").find("%"), std::string::npos)
      << "not for a file that is small as it lies there";
}

// ---- a layout that nobody thought of when this was written

fs::path shared_data() {
  const char* shared = std::getenv("COMITY_SHARED");
  return (shared != nullptr ? fs::path{shared} : fs::path{COMITY_ROOT}.parent_path() / "shared") / "data";
}

// Detainers that ICE lifted. The date is that of the lifting, which is no fact of a booking; the lines are the
// identifiers.
const std::string lifts =
    R"comity(mapping npr_lifted_detainers "ICE detainers lifted, one row each: the public file of NPR"
  unknown ""
  column "detainer_type" as request.form
    "I247 - Immigration Detainer - Notice of Action (as of March 2013)" or
      "I247 - Immigration Detainer - Notice of Action (prior to March 2013)" means i_247,
    "I247D - Immigration Detainer - Request for Action" means i_247d,
    "I247N - Immigration Advisal - Request for Notification" means i_247n
  ignore "date", "lift_reason", "det_facility", "city", "state"
)comity";

TEST(RealTables, OfLiftedDetainersAreMappedWithoutAProgram) {
  const fs::path folder = shared_data() / "npr_ice_detainers";
  if (!fs::exists(folder))
    GTEST_SKIP() << folder << " is not here; set COMITY_SHARED to the folder that holds data/npr_ice_detainers";
  // A policy that tells the forms apart, so that each row shows which form was read.
  const std::string forms = R"(policy forms "Which form is it?"
  authority united_states
  status proposed
  source "made for a test"
  rule i_247
    honor hold
    when request.form is i_247
  rule i_247d
    may honor hold
    when request.form is i_247d
  otherwise decline hold
)";
  const std::string mapping_file =
      (fs::temp_directory_path() / ("comity-lifts-" + std::to_string(::getpid()) + ".comity")).string();
  std::ofstream{mapping_file} << lifts << "\n" << forms;
  struct Expected {
    std::string file;
    std::size_t rows, i_247, i_247d, i_247n;
  };
  // Counted with another program.
  for (const Expected& expected :
       {Expected{"not_subject_lifts.csv", 1'846, 160, 12, 8}, Expected{"us_citizen_lifts.csv", 693, 49, 4, 2}}) {
    const auto files = disk();
    std::istringstream in;
    std::ostringstream out;
    std::ostringstream err;
    const int code = run({"eval", (folder / expected.file).string(), "--library", COMITY_ROOT "/policies", "--mapping",
                          mapping_file, "--policy", "forms", "--format", "csv"},
                         {*files, in, out, err, false, false, ""});
    EXPECT_EQ(code, 0) << err.str();
    std::map<std::string, std::size_t> outcomes;
    std::istringstream lines{out.str()};
    std::string line;
    std::getline(lines, line);
    for (std::size_t number = 2; std::getline(lines, line); ++number) {
      EXPECT_TRUE(line.starts_with(std::to_string(number) + ",")) << "the line is the identifier";
      for (const char* outcome : {"decided,honor", "decided,may honor", "decided,decline", "undetermined"})
        outcomes[outcome] += line.find(std::string{","} + outcome + ",") != std::string::npos ? 1 : 0;
    }
    EXPECT_EQ(outcomes["decided,honor"], expected.i_247) << expected.file;
    EXPECT_EQ(outcomes["decided,may honor"], expected.i_247d) << expected.file;
    EXPECT_EQ(outcomes["decided,decline"], expected.i_247n) << expected.file;
    EXPECT_EQ(outcomes["undetermined"], expected.rows - expected.i_247 - expected.i_247d - expected.i_247n)
        << expected.file;
  }
  fs::remove(mapping_file);
}

}  // namespace
}  // namespace comity::cli
