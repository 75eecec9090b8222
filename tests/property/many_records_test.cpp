// The analyzer against the evaluator on a million records: over random pairs of policies, a record falls
// in exactly one region, the one that says what is answered, where the evaluator's answers differ, and in
// none where they agree. analyzer_test.cpp asks the same of far fewer in `make test`.
#include <algorithm>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "interpreter/analyzer/compare.hpp"
#include "interpreter/evaluator/evaluate.hpp"
#include "tests/property/trial.hpp"

namespace comity {
namespace {

using analyzer::Comparison;
using analyzer::Said;

struct Counts {
  std::size_t libraries = 0, pairs = 0, equal = 0, refused = 0, records = 0, rejected = 0, checks = 0, differing = 0, regions = 0, regions_met = 0;
};

struct Pair {
  std::size_t left = 0;  // place of the question
  std::size_t right = 0;
  Comparison comparison;
  std::vector<bool> met;  // which regions some record fell in
};

// One record and what the evaluator says of it.
class Judge {
 public:
  Judge(const Trial& trial, const model::Record& record) : evaluation_{trial.library(), record, 0, std::nullopt} {
    for (const Question& question : trial.questions()) said_.push_back(said_in(evaluation_.answer(question.policy_id, question.decision_id)));
  }

  const Said& said(std::size_t question) const { return said_[question]; }

  bool is_in(const analyzer::Region& region) {
    return std::all_of(region.when.begin(), region.when.end(), [&](const analyzer::RegionCondition& one) {
      const model::Truth truth = reading(one.owner.value_or(0)).truth(one.condition);
      EXPECT_NE(truth, model::Truth::unknown) << one.words;
      return (truth == model::Truth::yes) != one.negated;
    });
  }

 private:
  const evaluator::Reading& reading(model::PolicyId policy) {
    auto& known = readings_[policy];
    if (known == nullptr) known = evaluation_.reading(policy);
    return *known;
  }

  evaluator::Evaluation evaluation_;
  std::vector<Said> said_;
  std::map<model::PolicyId, std::unique_ptr<evaluator::Reading>> readings_;
};

std::vector<Pair> pairs_of(const Trial& trial, Counts& counts) {
  std::vector<Pair> result;
  const auto& questions = trial.questions();
  for (std::size_t a = 0; a < questions.size(); ++a) {
    for (std::size_t b = a + 1; b < questions.size(); ++b) {
      if (questions[a].decision_id != questions[b].decision_id) continue;
      auto comparison = analyzer::compare(trial.library(), {questions[a].policy_id, std::nullopt, questions[a].decision_id},
                                          {questions[b].policy_id, std::nullopt, questions[b].decision_id});
      ++counts.pairs;
      if (!comparison.complete) {
        ++counts.refused;
        continue;
      }
      counts.equal += comparison.relation == analyzer::Relation::equal ? 1 : 0;
      std::size_t regions = 0;
      for (const auto& difference : comparison.differences) regions += difference.regions.size();
      counts.regions += regions;
      result.push_back({a, b, std::move(comparison), std::vector<bool>(regions, false)});
    }
  }
  return result;
}

// Is the record in the one region in which it should be, or in none?
bool is_right(Pair& pair, Judge& judge, Counts& counts) {
  const Said& left = judge.said(pair.left);
  const Said& right = judge.said(pair.right);
  std::size_t found = 0;
  std::size_t place = 0;
  bool is_as_said = true;
  for (const auto& difference : pair.comparison.differences) {
    for (const auto& region : difference.regions) {
      if (judge.is_in(region)) {
        ++found;
        is_as_said = is_as_said && difference.left == left && difference.right == right;
        pair.met[place] = true;
      }
      ++place;
    }
  }
  ++counts.checks;
  counts.differing += left != right ? 1 : 0;
  return is_as_said && found == (left != right ? 1U : 0U);
}

void check(std::uint64_t purpose, support::LibrarySize size, std::size_t records, std::size_t records_a_library) {
  Counts counts;
  while (counts.records < records) {
    Trial trial{purpose, counts.libraries, size};
    ASSERT_TRUE(trial.is_loaded());
    ++counts.libraries;
    std::vector<Pair> pairs = pairs_of(trial, counts);
    for (std::size_t k = 0; k < records_a_library && !pairs.empty(); ++k) {
      const Json json = trial.complete(counts.rejected);
      const model::Record record = trial.read(json);
      Judge judge{trial, record};
      ++counts.records;
      for (Pair& pair : pairs) {
        ASSERT_TRUE(is_right(pair, judge, counts)) << "against " << trial.questions()[pair.right].policy << "\n"
                                                   << trial.shown(trial.questions()[pair.left], json, "");
      }
    }
    for (const Pair& pair : pairs) counts.regions_met += static_cast<std::size_t>(std::count(pair.met.begin(), pair.met.end(), true));
  }
  EXPECT_EQ(counts.refused, 0U);
  report(fmt::format("{} records against {} pairs of {} libraries ({} equal, {} refused), {} times in all: {} times the answers differ and the record is in one "
                     "region, which says so, else in none; records fell in {} of {} regions",
                     counts.records, counts.pairs, counts.libraries, counts.equal, counts.refused, counts.checks, counts.differing, counts.regions_met,
                     counts.regions));
}

TEST(ManyRecords, FallInOneRegionOfSmallLibraries) { check(75, support::LibrarySize::small, trials(920'000), 700); }
TEST(ManyRecords, FallInOneRegionOfRichLibraries) { check(76, support::LibrarySize::rich, trials(100'000), 1'000); }

}  // namespace
}  // namespace comity
