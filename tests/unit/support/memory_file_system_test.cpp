#include "tests/support/memory_file_system.hpp"

#include <gtest/gtest.h>

namespace comity::support {
namespace {

using cli::PathKind;
using Paths = std::vector<std::string>;

MemoryFileSystem small_tree() {
  MemoryFileSystem files;
  files.add("policies/b.comity", "b");
  files.add("policies/a/c.comity", "c");
  files.add("policies/.git/d.comity", "d");
  files.add("policies/offenses.csv", "e");
  files.add("./top.comity", "f");
  return files;
}

TEST(MemoryFileSystem, ImpliesFolders) {
  const MemoryFileSystem files = small_tree();
  EXPECT_EQ(files.kind("policies"), PathKind::folder);
  EXPECT_EQ(files.kind("./policies/a/"), PathKind::folder);
  EXPECT_EQ(files.kind("."), PathKind::folder);
  EXPECT_EQ(files.kind("top.comity"), PathKind::file);
  EXPECT_EQ(files.kind("polici"), PathKind::absent);
}

TEST(MemoryFileSystem, ListsFilesWithoutHiddenFolders) {
  const MemoryFileSystem files = small_tree();
  EXPECT_EQ(files.files_below("policies", ".comity"), (Paths{"policies/a/c.comity", "policies/b.comity"}));
  EXPECT_EQ(files.files_below("policies/", ".csv"), (Paths{"policies/offenses.csv"}));
  EXPECT_EQ(files.files_below(".", ".comity"),
            (Paths{"./policies/a/c.comity", "./policies/b.comity", "./top.comity"}));
}

TEST(MemoryFileSystem, ReadsAndSaysWhyNot) {
  MemoryFileSystem files = small_tree();
  files.refuse("top.comity", "permission denied");
  EXPECT_EQ(files.read("policies/../policies/b.comity", 1).text, "b");
  EXPECT_TRUE(files.read("policies/b.comity", 0).is_too_large);
  EXPECT_EQ(files.read("policies", 9).error, "is a directory");
  EXPECT_EQ(files.read("absent", 9).error, "no such file or directory");
  EXPECT_EQ(files.read("top.comity", 9).error, "permission denied");
}

TEST(MemoryFileSystem, WritesOnCommit) {
  MemoryFileSystem files;
  std::string error;
  const auto output = files.create("out/a.csv", error);
  ASSERT_NE(output, nullptr);
  output->stream() << "text";
  EXPECT_EQ(files.text("out/a.csv"), std::nullopt);
  EXPECT_EQ(output->commit(), "");
  EXPECT_EQ(files.text("out/a.csv"), "text");
}

TEST(MemoryFileSystem, RefusesLikeAFullDisk) {
  MemoryFileSystem files;
  files.refuse("a", "no space left on device");
  std::string error;
  EXPECT_EQ(files.create("a", error)->commit(), "no space left on device");
  EXPECT_EQ(files.text("a"), std::nullopt);
}

}  // namespace
}  // namespace comity::support
