// `lint --fix` on files that cannot be written, on several files, and in the formats for programs.
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>

#include <nlohmann/json.hpp>

#include "tests/support/checked.hpp"
#include "tests/support/program.hpp"

namespace comity {
namespace {

const std::string twice =
    "  rule young\n    decline hold\n    when age < 18\n\n"
    "  rule minor\n    decline hold\n    when age < 18\n\n"
    "  otherwise honor hold\n";

const std::string words = "decision hold \"Hold\"\n  decline < honor\n\nrecord booking \"A booking\"\n  id   text           identifier\n  age  number 0 to 120\n\njurisdiction town \"Town\" city\n";

std::string policy(const std::string& name) {
  return "policy " + name + " \"A policy\"\n  authority town\n  status    proposed\n  source    \"Draft\"\n\n" + twice;
}

support::MemoryFileSystem two_files() {
  support::MemoryFileSystem files;
  files.add("policies/words.comity", words);
  files.add("policies/one.comity", policy("first_order"));
  files.add("policies/other.comity", policy("other_order"));
  return files;
}

std::string once(const std::string& name) {
  const std::string text = policy(name);
  const auto at = text.find("  rule minor");
  return text.substr(0, at) + text.substr(text.find("  otherwise"));
}

TEST(LintFix, WritesOnlyWhatIsAsked) {
  support::MemoryFileSystem files = two_files();
  const support::Ran ran = support::run_program({"lint", "--fix", "policies/one.comity"}, files);
  EXPECT_EQ(ran.exit_code, 0) << ran.out << ran.err;
  EXPECT_EQ(files.text("policies/one.comity"), once("first_order"));
  EXPECT_EQ(files.text("policies/other.comity"), policy("other_order"));
  EXPECT_EQ(files.text("policies/words.comity"), words);
}

// Reads, and cannot write.
class FullDisk : public support::MemoryFileSystem {
 public:
  explicit FullDisk(support::MemoryFileSystem files) : support::MemoryFileSystem{std::move(files)} {}

  std::unique_ptr<cli::OutputFile> create(const std::string&, std::string& error) override {
    error = "no space left on device";
    return nullptr;
  }
};

TEST(LintFix, SaysWhichFileCannotBeWritten) {
  FullDisk files{two_files()};
  const support::Ran ran = support::run_program({"lint", "--fix", "policies/one.comity"}, files);
  EXPECT_EQ(ran.exit_code, 1) << ran.out;
  EXPECT_NE(ran.err.find("cannot write `policies/one.comity`: no space left on device; it is left as it was"), std::string::npos) << ran.err;
  EXPECT_EQ(files.text("policies/one.comity"), policy("first_order"));
}

TEST(LintFix, WithoutAPathMendsTheLibrary) {
  support::MemoryFileSystem files = two_files();
  const support::Ran ran = support::run_program({"lint", "--fix"}, files);
  EXPECT_EQ(ran.exit_code, 0) << ran.out << ran.err;
  EXPECT_EQ(files.text("policies/one.comity"), once("first_order"));
  EXPECT_EQ(files.text("policies/other.comity"), once("other_order"));
}

TEST(LintFix, TellsOfFixesBesideTheDocumentOfAProgram) {
  support::MemoryFileSystem files = two_files();
  const support::Ran ran = support::run_program({"lint", "--fix", "policies/one.comity", "--format", "json"}, files);
  EXPECT_TRUE(nlohmann::json::parse(ran.out).is_array());
  EXPECT_NE(ran.err.find("fixed"), std::string::npos) << ran.err;
  EXPECT_EQ(files.text("policies/one.comity"), once("first_order"));
}

// The layout of a text that is not in the canonical one is its author's.
TEST(LintFix, KeepsTheLayoutOfTheRest) {
  support::MemoryFileSystem files = two_files();
  std::string text = policy("first_order");
  text.replace(text.find("  status    proposed"), 20, "  status proposed");
  files.add("policies/one.comity", text);
  const support::Ran ran = support::run_program({"lint", "--fix", "policies/one.comity"}, files);
  const std::string fixed = files.text("policies/one.comity").value_or("");
  EXPECT_EQ(ran.exit_code, 0) << ran.out << ran.err;
  EXPECT_NE(fixed.find("  status proposed\n"), std::string::npos) << fixed;
  EXPECT_EQ(fixed.find("rule minor"), std::string::npos) << fixed;
}

}  // namespace
}  // namespace comity
