// The one test that touches the disk: in a folder of its own, removed at the end.
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <istream>
#include <iterator>

#include "interpreter/cli/file_system.hpp"

namespace comity::cli {
namespace {

namespace fs = std::filesystem;
using Paths = std::vector<std::string>;

class DiskTest : public testing::Test {
 protected:
  DiskTest() {
    std::string name = (fs::temp_directory_path() / "comity-XXXXXX").string();
    folder_ = mkdtemp(name.data());
  }
  ~DiskTest() override { fs::remove_all(folder_); }

  std::string path(const std::string& name) const { return (folder_ / name).string(); }

  std::string write(const std::string& name, const std::string& text) const {
    fs::create_directories((folder_ / name).parent_path());
    std::ofstream{folder_ / name} << text;
    return path(name);
  }

  // Every name in the folder, so that a test sees what was left behind.
  Paths names() const {
    Paths found;
    for (const auto& entry : fs::directory_iterator(folder_)) found.push_back(entry.path().filename().string());
    std::sort(found.begin(), found.end());
    return found;
  }

  std::unique_ptr<FileSystem> disk_ = disk();
  fs::path folder_;
};

TEST_F(DiskTest, KnowsFilesFromFolders) {
  const std::string file = write("a.comity", "");
  EXPECT_EQ(disk_->kind(file), PathKind::file);
  EXPECT_EQ(disk_->kind(folder_.string()), PathKind::folder);
  EXPECT_EQ(disk_->kind(path("absent")), PathKind::absent);
  EXPECT_EQ(disk_->kind(file + "/below"), PathKind::absent);
}

TEST_F(DiskTest, ReadsUpToTheLimit) {
  const std::string file = write("a", std::string("12\0" "45", 5));
  EXPECT_EQ(disk_->read(file, 5).text, std::string("12\0" "45", 5));
  EXPECT_EQ(disk_->read(file, 5).error, "");
  EXPECT_TRUE(disk_->read(file, 4).is_too_large);
  EXPECT_EQ(disk_->read(file, 4).text, "");
  EXPECT_EQ(disk_->read(path("absent"), 4).error, "no such file or directory");
  EXPECT_EQ(disk_->read(folder_.string(), 4).error, "is a directory");
}

TEST_F(DiskTest, OpensForReadingInParts) {
  std::string error;
  const auto file = disk_->open(write("a", "one\ntwo\n"), error);
  ASSERT_NE(file, nullptr);
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>{*file}, {}), "one\ntwo\n");
  EXPECT_EQ(disk_->open(path("absent"), error), nullptr);
  EXPECT_EQ(error, "no such file or directory");
  EXPECT_EQ(disk_->open(folder_.string(), error), nullptr);
  EXPECT_EQ(error, "is a directory");
}

TEST_F(DiskTest, ListsFilesAtAnyDepthSorted) {
  write("b.comity", "");
  write("a/c.comity", "");
  write(".hidden/d.comity", "");
  write("offenses.csv", "");
  fs::create_directory_symlink(folder_, folder_ / "circle");
  EXPECT_EQ(disk_->files_below(folder_.string(), ".comity"), (Paths{path("a/c.comity"), path("b.comity")}));
  EXPECT_EQ(disk_->files_below(folder_.string() + "/", ".csv"), (Paths{path("offenses.csv")}));
}

TEST_F(DiskTest, ListsAFolderThatMayNotBeOpened) {
  write("closed/a.comity", "");
  fs::permissions(folder_, fs::perms::all);
  fs::permissions(folder_ / "closed", fs::perms::none);
  const auto list_it_as_nobody = [&] {
    constexpr uid_t nobody = 65534;
    if (geteuid() == 0 && setuid(nobody) != 0) std::exit(2);  // root may open every folder
    std::exit(disk_->files_below(folder_.string(), ".comity") == Paths{path("closed")} ? 0 : 1);
  };
  EXPECT_EXIT(list_it_as_nobody(), testing::ExitedWithCode(0), "");
  fs::permissions(folder_ / "closed", fs::perms::owner_all);
}

TEST_F(DiskTest, WritesOnCommitAndLeavesNothingElse) {
  std::string error;
  {
    const auto output = disk_->create(path("a"), error);
    ASSERT_NE(output, nullptr) << error;
    output->stream() << "text";
    EXPECT_EQ(disk_->kind(path("a")), PathKind::absent);
    EXPECT_EQ(output->commit(), "");
  }
  EXPECT_EQ(disk_->read(path("a"), 9).text, "text");
  disk_->create(path("b"), error)->stream() << "half";
  EXPECT_EQ(names(), Paths{"a"});
}

TEST_F(DiskTest, ReplacesAFileThroughALinkAndKeepsItsMode) {
  const std::string file = write("a", "old");
  fs::permissions(file, fs::perms::owner_read | fs::perms::owner_write);
  fs::create_symlink(file, path("link"));
  std::string error;
  const auto output = disk_->create(path("link"), error);
  output->stream() << std::string(100000, 'x');  // more than the buffer
  EXPECT_EQ(output->commit(), "");
  EXPECT_EQ(disk_->read(file, 1 << 20).text.size(), 100000U);
  EXPECT_TRUE(fs::is_symlink(path("link")));
  EXPECT_EQ(fs::status(file).permissions(), fs::perms::owner_read | fs::perms::owner_write);
}

TEST_F(DiskTest, SaysWhyItCannotWrite) {
  std::string error;
  EXPECT_EQ(disk_->create(path("absent/a"), error), nullptr);
  EXPECT_EQ(error, "no such file or directory");
  EXPECT_EQ(disk_->create(folder_.string(), error), nullptr);
  EXPECT_EQ(error, "is a directory");
  if (disk_->kind("/dev/full") == PathKind::absent) GTEST_SKIP() << "no device that is always full";
  const auto full = disk_->create("/dev/full", error);
  ASSERT_NE(full, nullptr) << error;
  full->stream() << "text";
  EXPECT_EQ(full->commit(), "no space left on device");
}

TEST_F(DiskTest, AnInterruptionLeavesNothingBehind) {
  const auto write_and_be_interrupted = [&] {
    std::string error;
    const auto output = disk_->create(path("a"), error);
    output->stream() << "half" << std::flush;
    raise(SIGINT);
  };
  EXPECT_EXIT(write_and_be_interrupted(), testing::KilledBySignal(SIGINT), "");
  EXPECT_EQ(names(), Paths{});
}

TEST_F(DiskTest, KnowsTwoNamesOfOneFile) {
  const std::string file = write("a", "");
  write("b", "");
  EXPECT_TRUE(disk_->is_same(file, (folder_ / "." / "a").string()));
  EXPECT_FALSE(disk_->is_same(file, path("b")));
  EXPECT_FALSE(disk_->is_same(path("absent"), path("absent")));
}

}  // namespace
}  // namespace comity::cli
