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

class Summary : public AnswerWriter {
 public:
  Summary(std::ostream& out, const model::Library& library, const Asked& asked) : out_{out}, library_{library}, asked_{asked} {}

  void write(const std::string& record, const evaluator::Answer& answer) override {
    const AnswerRow row = row_of(library_, record, answer);
    const std::string shown = row.outcome.empty() ? row.status : row.outcome;
    Tally& tally = tallies_[{answer.policy, answer.decision}];
    ++tally.answers[shown];
    ++tally.total;
    std::set<std::string> facts;
    for (const std::string& path : answer.missing) facts.insert(without_numbers(path));
    for (const std::string& fact : facts) ++tally.missing[fact];
    if (records_.empty() || records_.back() != record || position_ == asked_.answers.size()) {
      position_ = 0;
      ++record_count_;
      if (records_.size() <= most_listed) {
        records_.push_back(record);
        rows_.emplace_back();
      }
    }
    ++position_;
    if (record_count_ <= most_listed) rows_.back().push_back(shown);
  }

  void finish() override {
    if (record_count_ > 0 && record_count_ <= most_listed) write_table();
    for (const auto& asked : asked_.answers) write_tally(asked.first, asked.second);
  }

 private:
  std::string title_of(model::PolicyId policy, model::DecisionId decision) const {
    return fmt::format("{}: {}", library_.policies[policy].name, library_.vocabulary.decisions[decision].name);
  }

  // A line a record, a column an answer; the columns are numbered where names would not fit.
  void write_table() {
    std::size_t first_width = std::string_view{"record"}.size();
    for (const std::string& record : records_) first_width = std::max(first_width, width_of(record));
    std::vector<std::size_t> widths;
    for (std::size_t i = 0; i < asked_.answers.size(); ++i) {
      std::size_t width = fmt::format("({})", i + 1).size();
      for (const auto& row : rows_) width = std::max(width, width_of(row[i]));
      widths.push_back(width);
    }
    for (std::size_t i = 0; i < asked_.answers.size(); ++i) out_ << fmt::format("({}) {}\n", i + 1, title_of(asked_.answers[i].first, asked_.answers[i].second));
    out_ << '\n' << padded("record", first_width);
    for (std::size_t i = 0; i < widths.size(); ++i) out_ << "  " << padded(fmt::format("({})", i + 1), widths[i]);
    out_ << '\n';
    for (std::size_t r = 0; r < rows_.size(); ++r) {
      std::string line = padded(records_[r], first_width);
      for (std::size_t i = 0; i < rows_[r].size(); ++i) line += "  " + padded(rows_[r][i], widths[i]);
      while (line.ends_with(' ')) line.pop_back();
      out_ << line << '\n';
    }
    out_ << '\n';
  }

  void write_tally(model::PolicyId policy, model::DecisionId decision) {
    const Tally& tally = tallies_[{policy, decision}];
    out_ << fmt::format("{}  ({} {})\n", title_of(policy, decision), with_thousands(tally.total), tally.total == 1 ? "record" : "records");
    std::vector<std::string> order = library_.vocabulary.decisions[decision].outcomes;
    std::reverse(order.begin(), order.end());
    for (const char* status : {"undetermined", "conflict", "silent"}) order.emplace_back(status);
    for (const std::string& answer : order) {
      const auto found = tally.answers.find(answer);
      if (found == tally.answers.end()) continue;
      const double share = 100.0 * static_cast<double>(found->second) / static_cast<double>(tally.total);
      out_ << fmt::format("  {:<14}{:>12}  {:>5.1f} %\n", answer, with_thousands(found->second), share);
    }
    if (!tally.missing.empty()) write_missing(tally);
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
  Asked asked_;
  std::map<std::pair<model::PolicyId, model::DecisionId>, Tally> tallies_;
  std::vector<std::string> records_;            // the first most_listed + 1 of them
  std::vector<std::vector<std::string>> rows_;  // their answers, in the order asked
  std::uint64_t record_count_ = 0;
  std::size_t position_ = 0;  // of the next answer about one record
};

}  // namespace

std::unique_ptr<AnswerWriter> summary(std::ostream& out, const model::Library& library, const Asked& asked) {
  return std::make_unique<Summary>(out, library, asked);
}

}  // namespace comity::reporter
