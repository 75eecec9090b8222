// The architecture as a table: which room may include which. A room is a folder of grammar/ or
// interpreter/; every include within them must be an arrow of the table, and must name a file.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace comity {
namespace {

namespace fs = std::filesystem;

const fs::path root = COMITY_ROOT;

// Never from grammar to interpreter; that border is also one between two libraries.
const std::map<std::string, std::set<std::string>> may_include = {
    {"grammar/source", {}},
    {"grammar/diagnostics", {"grammar/source"}},
    {"grammar/syntax", {"grammar/source"}},
    {"grammar/parser", {"grammar/source", "grammar/diagnostics", "grammar/syntax"}},
    {"grammar/formatter", {"grammar/source", "grammar/diagnostics", "grammar/syntax"}},

    {"interpreter", {}},  // the version
    {"interpreter/model", {"grammar/source", "grammar/syntax"}},
    {"interpreter/checker",
     {"grammar/source", "grammar/diagnostics", "grammar/syntax", "grammar/parser", "interpreter/model"}},
    {"interpreter/records",
     {"grammar/source", "grammar/diagnostics", "grammar/syntax", "interpreter/model", "interpreter/checker"}},
    {"interpreter/evaluator", {"grammar/source", "grammar/syntax", "interpreter/model", "interpreter/checker"}},
    {"interpreter/analyzer", {"grammar/source", "grammar/syntax", "interpreter/model"}},
    {"interpreter/comparer",
     {"grammar/source", "grammar/syntax", "interpreter/model", "interpreter/analyzer", "interpreter/evaluator"}},
    {"interpreter/explainer",
     {"grammar/source", "grammar/syntax", "interpreter/model", "interpreter/checker", "interpreter/evaluator",
      "interpreter/analyzer"}},
    {"interpreter/tester",
     {"grammar/source", "grammar/diagnostics", "grammar/syntax", "interpreter/model", "interpreter/checker",
      "interpreter/records", "interpreter/evaluator"}},
    {"interpreter/linter",
     {"grammar/source", "grammar/diagnostics", "grammar/syntax", "interpreter/model", "interpreter/checker",
      "interpreter/evaluator", "interpreter/analyzer", "interpreter/comparer"}},
    {"interpreter/reporter",
     {"grammar/source", "grammar/diagnostics", "grammar/syntax", "interpreter/model", "interpreter/checker",
      "interpreter/records", "interpreter/evaluator", "interpreter/explainer", "interpreter/tester", "interpreter/analyzer",
      "interpreter/comparer", "interpreter/linter"}},
    {"interpreter/exporter", {"interpreter/model"}},
    {"interpreter/cli",
     {"grammar/source", "grammar/diagnostics", "grammar/syntax", "grammar/parser", "grammar/formatter", "interpreter",
      "interpreter/model", "interpreter/checker", "interpreter/records", "interpreter/evaluator",
      "interpreter/explainer", "interpreter/tester", "interpreter/reporter", "interpreter/exporter",
      "interpreter/analyzer", "interpreter/comparer", "interpreter/linter"}},
};

// Libraries that only one room sees.
const std::map<std::string, std::string> only_in = {
    {"tao/pegtl", "grammar/parser"},
    {"CLI/", "interpreter/cli"},
    {"csv.h", "interpreter/records"},
    {"zlib.h", "interpreter/cli"},
};

// A lint stands in a folder of its own, in the room of the linter.
std::string room_of(const fs::path& file) {
  const std::string folder = file.parent_path().generic_string();
  return folder == "interpreter/linter/lints" ? "interpreter/linter" : folder;
}

struct Include {
  std::string from;  // a file of the repository
  std::string target;
  bool is_ours = false;  // in quotes
};

// What stands between `#include "` and `"`, or `<` and `>`.
std::vector<Include> includes_of(const fs::path& file) {
  std::vector<Include> found;
  std::ifstream lines{root / file};
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with("#include ") || line.size() < 11) continue;
    const std::size_t end = line.find_first_of("\">", 10);
    found.push_back({file.generic_string(), line.substr(10, end - 10), line[9] == '"'});
  }
  return found;
}

std::vector<fs::path> sources() {
  std::vector<fs::path> found;
  for (const char* library : {"grammar", "interpreter"}) {
    for (const auto& entry : fs::recursive_directory_iterator(root / library)) {
      const std::string ending = entry.path().extension().string();
      const bool is_source = ending == ".cpp" || ending == ".hpp" || ending == ".def" || ending == ".in";
      if (is_source) found.push_back(entry.path().lexically_relative(root));
    }
  }
  std::sort(found.begin(), found.end());
  return found;
}

TEST(Layering, EveryRoomIsInTheTable) {
  for (const fs::path& file : sources()) {
    EXPECT_TRUE(may_include.contains(room_of(file))) << file << " is in a room that the table does not know";
  }
}

TEST(Layering, EveryIncludeIsAnArrowOfTheTable) {
  for (const fs::path& file : sources()) {
    const std::string room = room_of(file);
    for (const Include& include : includes_of(file)) {
      if (!include.is_ours) continue;
      EXPECT_TRUE(fs::exists(root / include.target)) << include.from << " includes " << include.target
                                                     << ", which is no file below the root";
      const std::string other = room_of(include.target);
      const auto arrows = may_include.find(room);
      const bool is_allowed = other == room || (arrows != may_include.end() && arrows->second.contains(other));
      EXPECT_TRUE(is_allowed) << include.from << " includes " << include.target << ", but " << room
                              << " may not know " << other;
    }
  }
}

TEST(Layering, LibrariesStayInTheirRooms) {
  for (const fs::path& file : sources()) {
    for (const Include& include : includes_of(file)) {
      for (const auto& [library, room] : only_in) {
        if (include.target.starts_with(library)) {
          EXPECT_EQ(room_of(file), room) << include.from << " includes " << include.target;
        }
      }
    }
  }
}

// Of any two rooms one is below the other, or they do not know one another.
TEST(Layering, TheTableHasNoCircle) {
  std::map<std::string, std::set<std::string>> left = may_include;
  while (!left.empty()) {
    const auto lowest = std::find_if(left.begin(), left.end(), [&](const auto& room) {
      return std::none_of(room.second.begin(), room.second.end(), [&](const auto& known) { return left.contains(known); });
    });
    ASSERT_NE(lowest, left.end()) << "the rooms that are left include one another in a circle";
    left.erase(lowest);
  }
}

}  // namespace
}  // namespace comity
