// `possible` against every completion of the missing facts, on vocabularies so small that all of them
// can be tried: each complete answer is possible. It may be wider than the truth, never narrower.
#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "tests/property/trial.hpp"

namespace comity {
namespace {

constexpr std::size_t most_completions = 400;

struct Left {
  support::Place place;
  std::vector<Json> values;
};

// Every way of stating what was left out, the last fact fastest.
std::vector<Json> completions(const Json& record, const std::vector<Left>& left) {
  std::vector<Json> result{record};
  for (const Left& fact : left) {
    std::vector<Json> longer;
    for (const Json& known : result) {
      for (const Json& value : fact.values) {
        longer.push_back(known);
        longer.back()[fact.place.at] = value;
      }
    }
    result = std::move(longer);
  }
  return result;
}

// A complete record with some facts left out, few enough to try all their values.
Json leave_out(Trial& trial, Json record, std::vector<Left>& left) {
  std::size_t product = 1;
  for (std::size_t i = 0; i < 6; ++i) {
    const auto known = support::places(trial.written().vocabulary, record);
    const support::Place& place = trial.random().pick(known);
    const bool is_part = std::any_of(left.begin(), left.end(), [&](const Left& other) { return place.path.starts_with(other.place.path) || other.place.path.starts_with(place.path); });
    if (is_part) continue;
    std::vector<Json> values = support::values_of(trial.written().vocabulary, *place.fact);
    if (product * values.size() > most_completions) continue;
    product *= values.size();
    support::mask(trial.random(), place, record);
    left.push_back({place, std::move(values)});
  }
  return record;
}

TEST(Completions, EveryCompleteAnswerIsPossible) {
  std::size_t policies = 0;
  std::size_t records = 0;
  std::size_t completed = 0;
  std::size_t impossible = 0;
  std::size_t exact = 0;
  std::size_t answers = 0;
  std::size_t rejected = 0;
  for (std::size_t i = 0; i < trials(300); ++i) {
    Trial trial{30, i, support::LibrarySize::small};
    ASSERT_TRUE(trial.is_loaded());
    policies += trial.library().policies.size();
    for (std::size_t k = 0; k < 10; ++k) {
      std::vector<Left> left;
      const Json record = leave_out(trial, trial.complete(rejected), left);
      const std::string on = trial.random_day();
      const Question& question = trial.random().pick(trial.questions());
      const bool is_supplied = std::any_of(left.begin(), left.end(), [&](const Left& fact) { return trial.may_be_supplied(question, fact.place.path); });
      if (left.empty() || is_supplied) continue;
      const auto answer = trial.answer(question, trial.read(record), on);
      std::set<std::string> seen;
      for (const Json& complete : completions(record, left)) {
        if (trial.second().breaks_always(complete)) {
          ++impossible;
          continue;
        }
        ++completed;
        const auto of_complete = trial.second().answer(question.policy, question.decision, complete, on);
        ASSERT_TRUE(of_complete && of_complete->possible.size() == 1);
        seen.insert(of_complete->possible.front());
        const bool is_possible = std::find(answer.possible.begin(), answer.possible.end(), of_complete->possible.front()) != answer.possible.end();
        ASSERT_TRUE(is_possible) << of_complete->possible.front() << " is the answer to " << complete.dump() << "\n"
                                 << trial.shown(question, record, on) << in_words(answer, trial.library());
      }
      ++records;
      ++answers;
      if (seen.size() == answer.possible.size()) ++exact;
    }
  }
  report(fmt::format("{} completions of {} random records ({} more broke an `always`), {} policies: every complete answer is possible; of {} answers {} were exact, {} wider than "
                     "the truth",
                     completed, records, impossible, policies, answers, exact, answers - exact));
}

}  // namespace
}  // namespace comity
