#include <algorithm>
#include <map>
#include <ostream>
#include <set>

#include <fmt/format.h>

#include "interpreter/reporter/answer_writers.hpp"
#include "interpreter/reporter/words.hpp"

namespace comity::reporter {
namespace {

constexpr std::size_t most_listed = 40;        // records that are still shown one by one, side by side
constexpr std::size_t most_missing_shown = 8;  // facts

struct Tally {
  std::map<std::string, std::uint64_t> answers;  // outcome or status -> records
  std::map<std::string, std::uint64_t> missing;  // fact -> undetermined records that it is missing in
  std::map<std::string, std::uint64_t> preempted;  // policy -> records
  std::uint64_t total = 0;
};

// `convictions[3].convicted_on` -> `convictions.convicted_on`: which element it is does not matter in a count.
std::string without_numbers(const std::string& path) {
  std::string result;
  bool is_inside = false;
  for (const char c : path) {
    if (c == '[') is_inside = true;
    if (!is_inside) result += c;
    if (c == ']') is_inside = false;
  }
  return result;
}

// What a column of the summary is about: a policy or a jurisdiction, by its place among those asked, and a decision.
using Column = std::pair<std::size_t, model::DecisionId>;

class Summary : public AnswerWriter {
 public:
  Summary(std::ostream& out, const model::Library& library) : out_{out}, library_{library} {}

  void start(const std::string& record) override {
    ++record_count_;
    if (record_count_ > most_listed) return;
    records_.push_back(record);
    rows_.emplace_back();
  }

  void write(const std::string& subject, const evaluator::Answer& answer) override {
    const AnswerRow row = row_of(library_, answer);
    const std::string shown = row.outcome.empty() ? row.status : row.outcome;
    const Column column{place_of(subject), answer.decision};
    Tally& tally = tallies_[column];
    ++tally.answers[shown];
    ++tally.total;
    std::set<std::string> facts;
    for (const std::string& path : answer.missing) facts.insert(without_numbers(path));
    for (const std::string& fact : facts) ++tally.missing[fact];
    for (const std::string& policy : answer.preempted) ++tally.preempted[policy];
    if (record_count_ <= most_listed) rows_.back()[column] = shown;
  }

  void finish() override {
    if (record_count_ == 0) out_ << "no records\n";
    if (record_count_ > 0 && record_count_ <= most_listed) write_table();
    for (const auto& [column, tally] : tallies_) write_tally(column, tally);
  }

 private:
  std::size_t place_of(const std::string& subject) {
    const auto found = std::find(subjects_.begin(), subjects_.end(), subject);
    if (found != subjects_.end()) return static_cast<std::size_t>(found - subjects_.begin());
    subjects_.push_back(subject);
    return subjects_.size() - 1;
  }

  std::string title_of(const Column& column) const {
    return fmt::format("{}: {}", subjects_[column.first], library_.vocabulary.decisions[column.second].name);
  }

  // A line a record, a column an answer; the columns are numbered, since names would not fit.
  void write_table() {
    std::size_t first_width = std::string_view{"record"}.size();
    for (const std::string& record : records_) first_width = std::max(first_width, width_of(record));
    std::vector<std::size_t> widths;
    std::string head = padded("record", first_width);
    for (const auto& [column, tally] : tallies_) {
      const std::string number = fmt::format("({})", widths.size() + 1);
      out_ << number << ' ' << title_of(column) << '\n';
      std::size_t width = number.size();
      for (const auto& row : rows_) width = std::max(width, row.contains(column) ? width_of(row.at(column)) : 1);
      widths.push_back(width);
      head += "  " + padded(number, width);
    }
    out_ << '\n' << trimmed(head) << '\n';
    for (std::size_t r = 0; r < rows_.size(); ++r) {
      std::string line = padded(records_[r], first_width);
      std::size_t i = 0;
      for (const auto& [column, tally] : tallies_) line += "  " + padded(rows_[r].contains(column) ? rows_[r].at(column) : "-", widths[i++]);
      out_ << trimmed(line) << '\n';
    }
    out_ << '\n';
  }

  static std::string trimmed(std::string line) {
    while (line.ends_with(' ')) line.pop_back();
    return line;
  }

  void write_tally(const Column& column, const Tally& tally) {
    out_ << fmt::format("{}  ({} {})\n", title_of(column), with_thousands(tally.total), tally.total == 1 ? "record" : "records");
    std::vector<std::string> order = library_.vocabulary.decisions[column.second].outcomes;
    std::reverse(order.begin(), order.end());
    for (const char* status : {"undetermined", "conflict", "silent"}) order.emplace_back(status);
    for (const std::string& answer : order) {
      const auto found = tally.answers.find(answer);
      if (found == tally.answers.end()) continue;
      const double share = 100.0 * static_cast<double>(found->second) / static_cast<double>(tally.total);
      out_ << fmt::format("  {:<14}{:>12}  {:>5.1f} %\n", answer, with_thousands(found->second), share);
    }
    if (!tally.missing.empty()) write_missing(tally);
    for (const auto& [policy, count] : tally.preempted) out_ << fmt::format("  {} is preempted for {}\n", policy, with_thousands(count));
    out_ << '\n';
  }

  void write_missing(const Tally& tally) {
    std::vector<std::pair<std::string, std::uint64_t>> facts(tally.missing.begin(), tally.missing.end());
    std::stable_sort(facts.begin(), facts.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
    out_ << "  missing most often\n";
    for (std::size_t i = 0; i < std::min(facts.size(), most_missing_shown); ++i) {
      out_ << fmt::format("    {:<34}{:>12}\n", facts[i].first, with_thousands(facts[i].second));
    }
    if (facts.size() > most_missing_shown) out_ << fmt::format("    and {} more facts\n", facts.size() - most_missing_shown);
  }

  std::ostream& out_;
  const model::Library& library_;
  std::vector<std::string> subjects_;  // policies and jurisdictions, in the order asked
  std::map<Column, Tally> tallies_;
  std::vector<std::string> records_;   // the first most_listed of them
  std::vector<std::map<Column, std::string>> rows_;
  std::uint64_t record_count_ = 0;
};

}  // namespace

std::unique_ptr<AnswerWriter> summary(std::ostream& out, const model::Library& library) { return std::make_unique<Summary>(out, library); }

}  // namespace comity::reporter
