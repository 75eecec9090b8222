// Runs every page below tests/golden (tests/support/page.hpp says what a page is) in memory and
// compares what the program says with what the page shows. In a folder `bad`, the lines marked
// `# fault` must be exactly those that `check` (below lint: `lint`) finds fault with, and the fixes it offers must work.
// With COMITY_UPDATE_GOLDEN=1 in the environment the pages are rewritten to what the program says:
// read the difference, and say in the commit why it is right.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "tests/support/command_line.hpp"
#include "tests/support/memory_file_system.hpp"
#include "tests/support/page.hpp"
#include "tests/support/program.hpp"

namespace comity {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using support::MemoryFileSystem;

const fs::path root = COMITY_ROOT;
const fs::path pages_folder = root / "tests/golden";

struct Count {
  int pages = 0;
  int bad = 0;
  int faults = 0;
  int fixes = 0;        // diagnostics with edits
  int fixed_pages = 0;  // pages whose edits leave nothing to complain about
};
Count count;  // filled while the pages run, printed at the end

std::string read_file(const fs::path& path) {
  std::ifstream file{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{file}, {}};
}

// --- what the program says ---

// Both streams, and the exit code when it is not 0, as a page shows them.
std::string transcript(const support::Ran& ran) {
  std::string shown = ran.out + ran.err;
  if (!shown.empty() && !shown.ends_with('\n')) shown += "\n[no end of line]\n";
  if (ran.exit_code != 0) shown += fmt::format("[exit {}]\n", ran.exit_code);
  return shown;
}

std::string run_command(const std::string& line, MemoryFileSystem& files) {
  const support::CommandLine command = support::split_command_line(line);
  const std::vector<std::string>& words = command.words;
  if (!command.problem.empty()) return fmt::format("[{}]\n", command.problem);
  if (words.size() == 2 && words[0] == "cat") return files.text(words[1]).value_or("[no such file]\n");
  if (words.empty() || words[0] != "comity") return "[a page runs `comity`, or `cat` and one file]\n";

  std::string input;
  if (command.input) {
    const auto text = files.text(*command.input);
    if (!text) return fmt::format("[the page has no `{}`]\n", *command.input);
    input = *text;
  }
  return transcript(support::run_program({words.begin() + 1, words.end()}, files, input));
}

// --- the files of a page ---

void load_used(const std::string& path, MemoryFileSystem& files) {
  if (fs::is_regular_file(root / path)) {
    files.add(path, read_file(root / path));
    return;
  }
  ASSERT_TRUE(fs::is_directory(root / path)) << "`Uses:` names `" << path << "`, which the repository does not have";
  for (const auto& entry : fs::recursive_directory_iterator(root / path)) {
    if (!entry.is_regular_file()) continue;
    files.add(entry.path().lexically_relative(root).generic_string(), read_file(entry.path()));
  }
}

MemoryFileSystem files_of(const support::Page& page) {
  MemoryFileSystem files;
  for (const std::string& path : page.uses) load_used(path, files);
  for (const support::PageFile& file : page.files) files.add(file.name, file.text);
  return files;
}

// --- faults and fixes ---

// `verb` is check, or lint, whose notes are no faults.
std::vector<json> check(const std::string& verb, const std::vector<std::string>& paths, MemoryFileSystem& files) {
  std::vector<std::string> arguments{verb, "--format", "json"};
  arguments.insert(arguments.end(), paths.begin(), paths.end());
  const support::Ran ran = support::run_program(arguments, files);
  const json found = json::parse(ran.out, nullptr, false);
  EXPECT_TRUE(found.is_array()) << "`" << verb << " --format json` gave no array:\n" << ran.out << ran.err;
  std::vector<json> result = found.is_array() ? found.get<std::vector<json>>() : std::vector<json>{};
  std::erase_if(result, [](const json& diagnostic) { return diagnostic.at("severity") == "note"; });
  return result;
}

// (file, begin, end, text); a set, since two diagnostics may offer the same edit.
using Edits = std::set<std::tuple<std::string, std::size_t, std::size_t, std::string>>;

// Adds the edits that a diagnostic offers; false when it offers none.
bool collect_edits(const json& diagnostic, Edits& edits) {
  const json fix = diagnostic.value("fix", json{});
  if (!fix.is_object() || fix.value("edits", json::array()).empty()) return false;
  for (const json& edit : fix["edits"]) edits.emplace(edit.at("file"), edit.at("begin"), edit.at("end"), edit.at("text"));
  return true;
}

// From the back, so that the places of the others stay right.
void make_edits(const Edits& edits, MemoryFileSystem& files) {
  std::string file_above;
  std::size_t begin_above = 0;
  for (auto edit = edits.rbegin(); edit != edits.rend(); ++edit) {
    const auto& [name, begin, end, replacement] = *edit;
    std::string text = files.text(name).value_or("");
    ASSERT_TRUE(begin <= end && end <= text.size()) << "an edit of `" << name << "` lies outside of it";
    ASSERT_TRUE(name != file_above || end <= begin_above) << "two edits of `" << name << "` overlap at byte " << begin;
    files.add(name, text.replace(begin, end - begin, replacement));
    file_above = name;
    begin_above = begin;
  }
}

std::string shown(const std::vector<json>& diagnostics) {
  std::string lines;
  for (const json& diagnostic : diagnostics) lines += diagnostic.dump() + "\n";
  return lines;
}

void expect_faults_and_fixes(const std::string& verb, const support::Page& page) {
  std::vector<std::string> paths;
  for (const support::PageFile& file : page.files) {
    if (file.name.ends_with(".comity")) paths.push_back(file.name);
  }
  if (paths.empty()) return;

  MemoryFileSystem files = files_of(page);
  const std::vector<json> diagnostics = check(verb, paths, files);
  support::Faults found;
  Edits edits;
  std::size_t unfixed = 0;
  for (const json& diagnostic : diagnostics) {
    ++found[{diagnostic.at("file"), diagnostic.at("line")}];
    if (!collect_edits(diagnostic, edits)) ++unfixed;
  }
  EXPECT_EQ(support::marked_faults(page), found) << "the lines marked `# fault` (first) are not those that the program "
                                                    "finds fault with (second):\n"
                                                 << shown(diagnostics);
  const std::size_t fixable = diagnostics.size() - unfixed;
  EXPECT_FALSE(diagnostics.empty()) << "a page in a folder `bad` whose policies are sound";
  count.faults += static_cast<int>(diagnostics.size());
  count.fixes += static_cast<int>(fixable);
  if (fixable == 0) return;

  ASSERT_NO_FATAL_FAILURE(make_edits(edits, files));
  const std::vector<json> left = check(verb, paths, files);
  std::string repaired;
  for (const std::string& path : paths) repaired += fmt::format("--- {}\n{}", path, files.text(path).value_or(""));
  EXPECT_LE(left.size(), unfixed) << "the fixes leave faults:\n" << shown(left) << repaired;
  if (left.empty()) ++count.fixed_pages;
}

// --- a page as a test ---

class PageTest : public testing::Test {
 public:
  explicit PageTest(fs::path path) : path_{std::move(path)} {}

  void TestBody() override {
    const std::string text = read_file(path_);
    const support::Page page = support::parse_page(text);
    for (const std::string& problem : page.problems) ADD_FAILURE() << path_.string() << ": " << problem;
    EXPECT_FALSE(page.commands.empty()) << path_.string() << " runs nothing";
    if (HasFailure()) return;

    compare_outputs(text, page);
    ++count.pages;
    const fs::path folders = path_.lexically_relative(pages_folder).parent_path();
    if (std::find(folders.begin(), folders.end(), "bad") != folders.end()) {
      ++count.bad;
      expect_faults_and_fixes(*folders.begin() == "lint" ? "lint" : "check", page);
    }
  }

 private:
  void compare_outputs(const std::string& text, const support::Page& page) const {
    MemoryFileSystem files = files_of(page);
    const bool is_update = std::getenv("COMITY_UPDATE_GOLDEN") != nullptr;
    std::vector<std::string> outputs;
    for (const support::PageCommand& command : page.commands) {
      outputs.push_back(run_command(command.line, files));
      if (is_update) continue;
      EXPECT_EQ(command.expected, outputs.back())
          << path_.string() << ":" << command.page_line << ": $ " << command.line
          << "\n(first what the page shows, then what the program says; COMITY_UPDATE_GOLDEN=1 rewrites the page)";
    }
    const std::string updated = support::with_outputs(text, page, outputs);
    if (is_update && updated != text) std::ofstream{path_, std::ios::binary} << updated;
  }

  fs::path path_;
};

// Below the folder, sorted, so that the order of the report is that of the files.
std::vector<fs::path> pages() {
  std::vector<fs::path> found;
  for (const auto& entry : fs::recursive_directory_iterator(pages_folder)) {
    if (entry.path().extension() == ".md") found.push_back(entry.path());
  }
  std::sort(found.begin(), found.end());
  return found;
}

// A `-` would be read as "all but" by --gtest_filter.
std::string test_name(std::string path) {
  std::replace(path.begin(), path.end(), '-', '_');
  return path;
}

void register_pages() {
  for (const fs::path& path : pages()) {
    const fs::path name = path.lexically_relative(pages_folder);
    const std::string folder = name.has_parent_path() ? name.parent_path().generic_string() : "golden";
    testing::RegisterTest(test_name(folder).c_str(), test_name(name.stem().string()).c_str(), nullptr, nullptr,
                          path.c_str(), 1, [path]() -> testing::Test* { return new PageTest{path}; });
  }
}

}  // namespace
}  // namespace comity

int main(int argc, char** argv) {
  testing::InitGoogleTest(&argc, argv);
  comity::register_pages();
  if (testing::UnitTest::GetInstance()->total_test_count() == 0) {
    fmt::print("no page was found below {}\n", comity::pages_folder.string());
    return 1;
  }
  const int result = RUN_ALL_TESTS();
  const comity::Count& count = comity::count;
  fmt::print("{} pages, {} of them on faults: {} diagnostics, {} with a fix; {} pages are sound once fixed\n",
             count.pages, count.bad, count.faults, count.fixes, count.fixed_pages);
  return result;
}
