// RECORDS on the command line: a file, or `-` for standard input, and what is wrong with it.
#pragma once

#include <cstdint>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "interpreter/cli/library_files.hpp"
#include "interpreter/cli/progress.hpp"
#include "interpreter/cli/run.hpp"
#include "interpreter/model/library.hpp"
#include "interpreter/records/read_json.hpp"

namespace comity::cli {

enum class ShowProgress { no, yes };

// Reads the records of one input, reports those that are left out on standard error, and counts both.
class RecordInput {
 public:
  // Throws UsageError for a path that does not exist, or a kind of file that cannot be read. `mapping` is that of
  // --mapping, or null. Progress is shown where results do not go to the same terminal. Everything passed in outlives
  // the input.
  RecordInput(const std::string& path, const Loaded& loaded, const model::Mapping* mapping, records::ExtraKeys extra_keys,
              const Environment& environment, ShowProgress show_progress = ShowProgress::no);

  // The next record that could be read; null at the end.
  const records::ReadRecord* next();

  // The record that `next` gave last cannot be answered after all: it is reported, and counted with those left out.
  void leave_out(const records::Problem& problem);

  std::uint64_t count() const { return read_ + left_out_; }
  std::uint64_t left_out() const { return left_out_; }
  // The input could not be read to its end: what was answered is not all.
  bool is_cut_short() const { return is_cut_short_; }
  // How many were left out and why, and what was ignored as allowed; to standard error.
  void report_end();

 private:
  void open(const std::string& path, const model::Mapping* mapping, records::ExtraKeys extra_keys, records::Constraint constraint);
  void report(records::Problem problem);

  std::string shown_name_;
  const model::Library& library_;
  const Environment& environment_;
  std::unique_ptr<std::istream> file_;  // outlives the stream that reads from it
  std::istream* measured_ = nullptr;    // the file as it lies on the disk, packed or not
  std::unique_ptr<Progress> progress_;
  std::unique_ptr<records::RecordStream> stream_;
  records::ReadRecord current_;
  std::uint64_t read_ = 0;
  std::uint64_t left_out_ = 0;
  bool is_cut_short_ = false;
  bool is_packed_ = false;
  std::set<std::string> extra_keys_;
};

}  // namespace comity::cli
