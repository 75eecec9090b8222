// Where results go: to a file that appears only when it is whole, or to a stream that may fail. The whole
// program on the machine's files, in a folder of its own.
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <streambuf>
#include <string>
#include <vector>

#include "interpreter/cli/run.hpp"

namespace comity::cli {
namespace {

namespace fs = std::filesystem;
using Names = std::vector<std::string>;

const std::string policies = COMITY_ROOT "/policies";
const std::string bookings = COMITY_ROOT "/examples/founding/bookings.jsonl";

// Takes a few bytes and then no more, as a full disk does.
class FullBuffer : public std::streambuf {
 protected:
  int_type overflow(int_type character) override { return --left_ < 0 ? traits_type::eof() : character; }

 private:
  int left_ = 100;
};

class OutputTest : public testing::Test {
 protected:
  OutputTest() {
    std::string name = (fs::temp_directory_path() / "comity-XXXXXX").string();
    folder_ = mkdtemp(name.data());
  }
  ~OutputTest() override { fs::remove_all(folder_); }

  std::string path(const std::string& name) const { return (folder_ / name).string(); }

  void write(const std::string& name, const std::string& text) const { std::ofstream{folder_ / name} << text; }

  std::string text(const std::string& name) const {
    std::ifstream file{folder_ / name, std::ios::binary};
    return {std::istreambuf_iterator<char>{file}, {}};
  }

  // Everything in the folder, so that a test sees what was left behind.
  Names names() const {
    Names found;
    for (const auto& entry : fs::directory_iterator(folder_)) found.push_back(entry.path().filename().string());
    std::sort(found.begin(), found.end());
    return found;
  }

  int run_with(const std::vector<std::string>& arguments, std::ostream& out) {
    const auto files = disk();
    std::istringstream in;
    err_.str("");
    return run(arguments, Environment{*files, in, out, err_, false, false, ""});
  }

  int eval(const std::string& records, const std::string& output) {
    std::ostringstream out;
    const int code = run_with({"eval", records, "--library", policies, "--policy", "ab_1081", "--output", output}, out);
    EXPECT_EQ(out.str(), "");
    return code;
  }

  // In a process of its own that is nobody, since root may write everywhere.
  int eval_as_nobody(const std::string& records, const std::string& output) {
    constexpr uid_t nobody = 65534;
    if (geteuid() == 0 && setuid(nobody) != 0) return 99;
    return eval(records, output);
  }

  fs::path folder_;
  std::ostringstream err_;
};

TEST_F(OutputTest, WritesTheWholeResultUnderItsName) {
  EXPECT_EQ(eval(bookings, path("answers.jsonl")), 0);
  const std::string answers = text("answers.jsonl");
  EXPECT_EQ(std::count(answers.begin(), answers.end(), '\n'), 10);
  EXPECT_TRUE(answers.starts_with("{\"record\":\"4701\",")) << answers.substr(0, 100);
  EXPECT_EQ(names(), Names{"answers.jsonl"});
}

TEST_F(OutputTest, ReplacesAnOlderResult) {
  write("answers.jsonl", "old\n");
  EXPECT_EQ(eval(bookings, path("answers.jsonl")), 0);
  EXPECT_TRUE(text("answers.jsonl").starts_with("{\"record\""));
  EXPECT_EQ(names(), Names{"answers.jsonl"});
}

// Records in error have no line; the file holds the answers to the others.
TEST_F(OutputTest, WritesTheAnswersToTheOthers) {
  write("some.jsonl", "{\"id\": \"1\", \"charges\": []}\n{\"id\": \"2\", \"convictions\": []}\n");
  EXPECT_EQ(eval(path("some.jsonl"), path("answers.jsonl")), 1);
  const std::string answers = text("answers.jsonl");
  EXPECT_TRUE(answers.starts_with("{\"record\":\"2\",")) << answers;
  EXPECT_EQ(std::count(answers.begin(), answers.end(), '\n'), 1);
  EXPECT_NE(err_.str().find("1 of 2 records left out"), std::string::npos) << err_.str();
}

TEST_F(OutputTest, NeverWritesOverTheInput) {
  write("in.jsonl", "{\"id\": \"2\", \"convictions\": []}\n");
  fs::create_symlink(folder_ / "in.jsonl", folder_ / "link.jsonl");
  fs::create_hard_link(folder_ / "in.jsonl", folder_ / "same.jsonl");
  for (const std::string& output : {path("in.jsonl"), path("./in.jsonl"), path("link.jsonl"), path("same.jsonl")}) {
    EXPECT_EQ(eval(path("in.jsonl"), output), 2) << output;
    EXPECT_NE(err_.str().find("is the input"), std::string::npos) << err_.str();
  }
  EXPECT_EQ(text("in.jsonl"), "{\"id\": \"2\", \"convictions\": []}\n");
}

TEST_F(OutputTest, WrongUseLeavesTheOlderResultAlone) {
  write("answers.jsonl", "old\n");
  std::ostringstream out;
  EXPECT_EQ(run_with({"eval", bookings, "--library", policies, "--policy", "nobody", "--output", path("answers.jsonl")}, out), 2);
  EXPECT_EQ(run_with({"eval", path("absent.jsonl"), "--library", policies, "--policy", "ab_1081", "--output", path("answers.jsonl")}, out), 2);
  EXPECT_EQ(text("answers.jsonl"), "old\n");
  EXPECT_EQ(names(), Names{"answers.jsonl"});
}

TEST_F(OutputTest, AFolderThatIsNotThereIsWrongUse) {
  EXPECT_EQ(eval(bookings, path("absent/answers.jsonl")), 2);
  EXPECT_NE(err_.str().find("no such file or directory"), std::string::npos) << err_.str();
  EXPECT_EQ(eval(bookings, folder_.string()), 2);
  EXPECT_NE(err_.str().find("is a directory"), std::string::npos) << err_.str();
  EXPECT_EQ(names(), Names{});
}

// Named rightly, and yet it cannot be written: no wrong use, and nothing is left behind.
TEST_F(OutputTest, AFolderThatMayNotBeWrittenIsAFailure) {
  fs::permissions(folder_, fs::perms::owner_all | fs::perms::others_read | fs::perms::others_exec);
  EXPECT_EXIT(std::exit(eval_as_nobody(bookings, path("answers.jsonl"))), testing::ExitedWithCode(1), "");
  EXPECT_EQ(names(), Names{});
}

TEST_F(OutputTest, AFileThatMayNotBeWrittenIsAFailure) {
  write("answers.jsonl", "old\n");
  fs::permissions(folder_ / "answers.jsonl", fs::perms::owner_read | fs::perms::others_read);
  fs::permissions(folder_, fs::perms::all);
  EXPECT_EXIT(std::exit(eval_as_nobody(bookings, path("answers.jsonl"))), testing::ExitedWithCode(1), "");
  EXPECT_EQ(text("answers.jsonl"), "old\n");
  EXPECT_EQ(names(), Names{"answers.jsonl"});
}

TEST_F(OutputTest, AFullDeviceIsAFailure) {
  if (!fs::exists("/dev/full")) GTEST_SKIP() << "no device that is always full";
  EXPECT_EQ(eval(bookings, "/dev/full"), 1);
  EXPECT_NE(err_.str().find("cannot write `/dev/full`: no space left on device"), std::string::npos) << err_.str();
}

TEST_F(OutputTest, AStreamThatTakesNoMoreIsAFailure) {
  FullBuffer full;
  std::ostream out{&full};
  EXPECT_EQ(run_with({"eval", bookings, "--library", policies, "--policy", "ab_1081"}, out), 1);
  EXPECT_FALSE(static_cast<bool>(out));
}

}  // namespace
}  // namespace comity::cli
