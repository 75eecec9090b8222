#include "interpreter/records/read_csv.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <functional>
#include <istream>
#include <string>
#include <unordered_map>
#include <utility>

#include "interpreter/records/cell_reader.hpp"
#include "interpreter/records/csv_reader.hpp"
#include "interpreter/records/row_record.hpp"
#include "interpreter/records/table_columns.hpp"

namespace comity::records {
namespace {

Problem problem_of(const RowFault& fault, const std::vector<std::string>& names) {
  std::string message = fault.message;
  if (fault.column > 0) {
    const bool is_named = fault.column <= names.size() && !names[fault.column - 1].empty();
    message = is_named ? fmt::format("column `{}`: {}", shown(names[fault.column - 1]), message)
                       : fmt::format("cell {}: {}", fault.column, message);
  }
  return {fault.code, fault.line, {}, {}, std::move(message), fault.help};
}

ReadRecord left_out(std::uint64_t line, Problem problem) {
  ReadRecord result;
  result.line = line;
  result.problems.push_back(std::move(problem));
  return result;
}

// A record that waits for rows, or for one that stands before it.
struct Waiting {
  RowRecord record;
  bool is_complete = false;
};

class CsvRecords : public RecordStream {
 public:
  CsvRecords(std::istream& stream, const model::Vocabulary& vocabulary, const model::Mapping& mapping,
             ExtraKeys extra_keys, Constraint constraint)
      : stream_{stream},
        vocabulary_{vocabulary},
        mapping_{mapping},
        extra_keys_{extra_keys},
        constraint_{std::move(constraint)},
        cells_{vocabulary, mapping} {}

  bool next(ReadRecord& result) override {
    result = {};
    if (!is_begun_) begin();
    while (ready_.empty() && !is_done_) step();
    if (ready_.empty()) return false;
    result = std::move(ready_.front());
    ready_.pop_front();
    result.extra_keys = std::exchange(columns_.passed_over, {});
    return true;
  }

 private:
  void begin();
  void step();
  void step_grouped();
  bool next_row();
  std::optional<Problem> what_is_wrong_with_the_row() const;
  std::optional<Problem> what_is_wrong_with_the_key() const;
  std::string_view key_of_row() const { return model::without_blanks(row_.cells[*columns_.key]); }
  void count_keys();
  void end_run();
  void give_out();
  void refuse_all();
  void end();

  std::istream& stream_;
  const model::Vocabulary& vocabulary_;
  const model::Mapping& mapping_;
  ExtraKeys extra_keys_;
  Constraint constraint_;
  CellReader cells_;
  std::optional<CsvReader> reader_;
  CsvRow row_;
  TableColumns columns_;
  bool is_begun_ = false;
  bool is_done_ = false;
  std::deque<ReadRecord> ready_;

  // Where rows are grouped:
  std::deque<Waiting> waiting_;                             // in the order of their first rows
  std::unordered_map<std::string, std::size_t> places_;     // by key: number of the record, counted from the first ever
  std::size_t given_ = 0;                                   // records that left `waiting_`
  bool are_counted_ = false;                                // the rows were read once, for their keys
  std::unordered_map<std::size_t, std::size_t> runs_left_;  // by hash of the key, where there is more than one run
  std::optional<std::string> run_;                          // the key of the rows that are being read
  ReadRecord faulty_;                                       // rows that cannot be read
  std::size_t faulty_rows_ = 0;
};

// False at the end. Rows that say nothing at all are passed over: spreadsheets write them.
bool CsvRecords::next_row() {
  while (reader_->next(row_)) {
    const bool is_blank = !row_.fault && std::all_of(row_.cells.begin(), row_.cells.end(), [](std::string_view cell) {
      return model::without_blanks(cell).empty();
    });
    if (!is_blank) return true;
  }
  return false;
}

std::optional<Problem> CsvRecords::what_is_wrong_with_the_row() const {
  if (row_.fault) return problem_of(*row_.fault, columns_.names);
  if (row_.cells.size() == columns_.names.size()) return std::nullopt;
  return Problem{Code::malformed_row,
                 row_.line,
                 {},
                 {},
                 fmt::format("the row has {} {}, and the table {} columns", row_.cells.size(),
                             row_.cells.size() == 1 ? "cell" : "cells", columns_.names.size()),
                 "a cell that holds the delimiter stands in double quotes"};
}

std::optional<Problem> CsvRecords::what_is_wrong_with_the_key() const {
  const std::string_view key = key_of_row();
  const bool is_unknown =
      key.empty() || std::find(mapping_.unknown.begin(), mapping_.unknown.end(), key) != mapping_.unknown.end();
  if (!is_unknown) return std::nullopt;
  return Problem{Code::missing_identifier,
                 row_.line,
                 {},
                 {},
                 fmt::format("column `{}` says nothing, so nobody can tell which {} the row belongs to",
                             shown(columns_.names[*columns_.key]), vocabulary_.root_record().name),
                 {}};
}

void CsvRecords::begin() {
  is_begun_ = true;
  const auto start = stream_.tellg();
  if (start == std::istream::pos_type(-1)) stream_.clear();
  reader_.emplace(stream_);
  if (!reader_->next(row_)) {
    ready_.push_back(left_out(1, {Code::malformed_row,
                                  1,
                                  {},
                                  {},
                                  "the table is empty: it has no row that names its columns",
                                  "begin it with the names of the columns"}));
  } else if (row_.fault) {
    ready_.push_back(left_out(row_.line, problem_of(*row_.fault, {})));
  } else {
    columns_ = match(row_, vocabulary_, mapping_, extra_keys_);
    if (!columns_.problems.empty()) {
      ReadRecord faulty;
      faulty.line = row_.line;
      faulty.problems = std::move(columns_.problems);
      if (faulty.problems.size() > most_problems) {
        const std::size_t more = faulty.problems.size() - most_problems;
        faulty.problems.resize(most_problems);
        faulty.problems.push_back(
            {Code::many_problems, row_.line, {}, {}, fmt::format("{} more problems with the columns", more), {}});
      }
      ready_.push_back(std::move(faulty));
    }
  }
  if (!ready_.empty()) {
    ready_.back().ends_input = true;
    is_done_ = true;
    return;
  }
  if (!columns_.key || start == std::istream::pos_type(-1)) return;
  count_keys();
  if (faulty_rows_ > 0) {
    refuse_all();
    return;
  }
  stream_.clear();
  stream_.seekg(start);
  reader_.emplace(stream_);
  reader_->next(row_);
}

// Which keys come again, apart from their other rows. Where two keys have one hash, one of them is held to the end, and
// that is all.
void CsvRecords::count_keys() {
  std::vector<std::size_t> runs;  // a hash for each; 8 bytes a record
  std::string last;
  while (next_row()) {
    auto problem = what_is_wrong_with_the_row();
    if (!problem) problem = what_is_wrong_with_the_key();
    if (problem) {
      if (++faulty_rows_ <= most_problems) faulty_.problems.push_back(std::move(*problem));
      continue;
    }
    const std::string_view key = key_of_row();
    if (!runs.empty() && key == last) continue;
    last = key;
    runs.push_back(std::hash<std::string_view>{}(key));
  }
  std::sort(runs.begin(), runs.end());
  for (auto at = runs.begin(); at != runs.end();) {
    const auto end = std::upper_bound(at, runs.end(), *at);
    if (end - at > 1) runs_left_[*at] = static_cast<std::size_t>(end - at);
    at = end;
  }
  are_counted_ = true;
}

// A charge may stand in each of the rows that cannot be read, and nobody can tell whose.
void CsvRecords::refuse_all() {
  waiting_.clear();
  faulty_.line = faulty_.problems.front().line;
  if (faulty_rows_ > most_problems) {
    faulty_.problems.push_back({Code::many_problems,
                                faulty_.line,
                                {},
                                {},
                                fmt::format("{} more rows that cannot be read", faulty_rows_ - most_problems),
                                {}});
  }
  Problem& last = faulty_.problems.back();
  const std::string why =
      fmt::format("rows of one {} may stand apart, so no {} is sure to be whole until these rows are mended",
                  vocabulary_.root_record().name, vocabulary_.root_record().name);
  last.help = last.help.empty() ? why : last.help + "; " + why;
  faulty_.ends_input = true;
  ready_.push_back(std::move(faulty_));
  is_done_ = true;
}

void CsvRecords::step() {
  if (!next_row()) {
    end();
    return;
  }
  if (columns_.key) {
    step_grouped();
    return;
  }
  if (auto problem = what_is_wrong_with_the_row()) {
    ready_.push_back(left_out(row_.line, std::move(*problem)));
    ready_.back().ends_input = row_.fault && row_.fault->is_last;
    return;
  }
  RowRecord record{vocabulary_, columns_, row_.line, {}};
  record.add(cells_, row_);
  ready_.push_back(record.finish(constraint_));
}

void CsvRecords::step_grouped() {
  auto problem = what_is_wrong_with_the_row();
  if (!problem) problem = what_is_wrong_with_the_key();
  if (problem) {
    if (++faulty_rows_ <= most_problems) faulty_.problems.push_back(std::move(*problem));
    return;
  }
  const std::string_view key = key_of_row();
  if (run_ && *run_ != key) end_run();
  const bool is_new_run = !run_;
  if (is_new_run) run_ = std::string{key};
  const auto [place, is_new] = places_.try_emplace(*run_, given_ + waiting_.size());
  if (is_new) waiting_.push_back({RowRecord{vocabulary_, columns_, row_.line, *run_}});
  waiting_[place->second - given_].record.add(cells_, row_);
}

void CsvRecords::end_run() {
  const std::size_t hash = std::hash<std::string_view>{}(*run_);
  const std::size_t place = places_.at(*run_);
  run_.reset();
  if (!are_counted_) return;
  const auto left = runs_left_.find(hash);
  if (left != runs_left_.end() && --left->second > 0) return;
  waiting_[place - given_].is_complete = true;
  give_out();
}

void CsvRecords::give_out() {
  while (!waiting_.empty() && waiting_.front().is_complete) {
    ready_.push_back(waiting_.front().record.finish(constraint_));
    places_.erase(waiting_.front().record.key());
    waiting_.pop_front();
    ++given_;
  }
}

void CsvRecords::end() {
  if (faulty_rows_ > 0) {
    refuse_all();
    return;
  }
  for (Waiting& waiting : waiting_) waiting.is_complete = true;
  give_out();
  is_done_ = true;
}

}  // namespace

std::unique_ptr<RecordStream> open_csv(std::istream& stream, const model::Vocabulary& vocabulary,
                                       const model::Mapping& mapping, ExtraKeys extra_keys, Constraint constraint) {
  return std::make_unique<CsvRecords>(stream, vocabulary, mapping, extra_keys, std::move(constraint));
}

}  // namespace comity::records
