// The analyzer against an SMT solver, on random policies: is every difference that it lists one, does
// it list all of them, is its verdict the solver's own, and does it find the same policy in other words
// equal? The solver is asked whether any record whatsoever contradicts the comparison.
#include <algorithm>
#include <map>
#include <string>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "interpreter/analyzer/compare.hpp"
#include "interpreter/evaluator/evaluate.hpp"
#include "tests/property/trial.hpp"
#include "tests/solver/constructs.hpp"
#include "tests/solver/judge.hpp"
#include "tests/solver/rewriting.hpp"

namespace comity {
namespace {

using analyzer::Comparison;
using solver::Pair;

struct Counts {
  std::size_t pairs = 0;
  std::map<std::string, std::size_t> relations;
  std::size_t regions = 0;
  std::size_t witnesses = 0;
  std::size_t refused = 0;
  std::size_t unanswered = 0;  // by the solver in its time; these agree with nothing
  std::size_t most_places = 0;
  double seconds = 0;
  double longest = 0;
  std::map<std::string, std::size_t> constructs;
  std::map<std::string, std::size_t> used;  // ways of rewriting
};

std::string in_words(const std::map<std::string, std::size_t>& counts) {
  std::string result;
  for (const auto& [name, times] : counts) result += fmt::format("{}{} {}", result.empty() ? "" : ", ", times, name);
  return result;
}

void print(const std::string& what, const Counts& counts) {
  report(fmt::format("{}: {} pairs ({}); {} regions, {} witnesses; {} refused, {} not answered by the solver in its time; at most {} places "
                     "in a list; solver {:.1f} s, longest {:.2f} s; pairs that hold: {}{}",
                     what, counts.pairs, in_words(counts.relations), counts.regions, counts.witnesses, counts.refused, counts.unanswered,
                     counts.most_places, counts.seconds, counts.longest, in_words(counts.constructs),
                     counts.used.empty() ? "" : "; in other words: " + in_words(counts.used)));
  EXPECT_EQ(counts.refused, 0U);
  EXPECT_LE(counts.unanswered * 200, counts.pairs) << "the solver must answer nearly all";
}

Comparison compared(const Pair& pair) {
  return analyzer::compare(pair.library, {pair.left, std::nullopt, pair.decision}, {pair.right, std::nullopt, pair.decision});
}

void count_constructs(const Pair& pair, Counts& counts) {
  auto found = solver::constructs_of(pair.library, pair.left);
  found.merge(solver::constructs_of(pair.library, pair.right));
  for (const auto& construct : found) ++counts.constructs[construct];
}

// Each witness gives the two answers that it is shown for, is a record that there may be, and is in its region alone.
void expect_witnesses(const Pair& pair, const Comparison& comparison, const std::string& shown, Counts& counts) {
  for (const auto& difference : comparison.differences) {
    EXPECT_NE(difference.left, difference.right) << shown;
    for (const auto& region : difference.regions) {
      ++counts.regions;
      ++counts.witnesses;
      EXPECT_EQ(solver::said(pair, region.witness, pair.left), difference.left) << shown;
      EXPECT_EQ(solver::said(pair, region.witness, pair.right), difference.right) << shown;
      EXPECT_EQ(solver::regions_with(pair, comparison, region.witness), 1U) << shown;
      EXPECT_TRUE(evaluator::broken_always(pair.library, region.witness).empty()) << shown;
    }
  }
}

void check_pair(const Pair& pair, const Comparison& comparison, const std::string& shown, Counts& counts) {
  if (!comparison.complete) {
    ++counts.refused;
    ADD_FAILURE() << "refused: " << comparison.limit << "\n" << shown;
    return;
  }
  ++counts.pairs;
  ++counts.relations[std::string{analyzer::name(comparison.relation)}];
  count_constructs(pair, counts);
  expect_witnesses(pair, comparison, shown, counts);
  const auto judgement = solver::judged(pair, comparison, solver::Asked::contradiction_and_relation);
  counts.most_places = std::max(counts.most_places, judgement.places);
  counts.seconds += judgement.seconds;
  counts.longest = std::max(counts.longest, judgement.seconds);
  if (judgement.contradiction == z3::unknown || !judgement.relation) {
    ++counts.unanswered;
    return;
  }
  EXPECT_EQ(*judgement.relation, comparison.relation) << shown;
  if (judgement.contradiction == z3::unsat) return;
  ADD_FAILURE() << "the solver has a record that contradicts the comparison\n"
                << solver::in_words(pair.library, *judgement.record) << "\nby the evaluator it "
                << (solver::contradicts(pair, comparison, *judgement.record) ? "does" : "does not") << "\n"
                << solver::in_words(comparison) << shown;
}

// A share of the pairs, so that several processes can run.
struct Share {
  const char* name;
  std::uint64_t purpose;
  support::LibrarySize size;
  std::size_t pairs;
};
void PrintTo(const Share& share, std::ostream* out) { *out << share.name; }

class SolverAgrees : public testing::TestWithParam<Share> {};

TEST_P(SolverAgrees, OnRandomPairs) {
  const Share& share = GetParam();
  Counts counts;
  for (std::uint64_t number = 0; counts.pairs + counts.refused < trials(share.pairs) && !HasFailure(); ++number) {
    const Trial trial{share.purpose, number, share.size};
    ASSERT_TRUE(trial.is_loaded());
    const auto& questions = trial.questions();
    for (std::size_t i = 0; i < questions.size(); ++i) {
      for (std::size_t k = i + 1; k < questions.size(); ++k) {
        if (questions[i].decision != questions[k].decision) continue;
        const Pair pair{trial.library(), questions[i].policy_id, questions[k].policy_id, questions[i].decision_id};
        check_pair(pair, compared(pair), "against " + questions[k].policy + "\n" + trial.shown(questions[i], Json::object(), ""), counts);
      }
    }
  }
  print(share.name, counts);
}

INSTANTIATE_TEST_SUITE_P(
    Libraries, SolverAgrees,
    testing::Values(Share{"small_a", 51, support::LibrarySize::small, 550}, Share{"small_b", 54, support::LibrarySize::small, 550},
                    Share{"small_c", 55, support::LibrarySize::small, 550}, Share{"rich_a", 52, support::LibrarySize::rich, 250},
                    Share{"rich_b", 56, support::LibrarySize::rich, 250}),
    [](const auto& share) { return std::string{share.param.name}; });

// The same policy in other words is equal, and so it is to the solver.
class SolverAgreesOnEqual : public testing::TestWithParam<Share> {};

TEST_P(SolverAgreesOnEqual, PoliciesInOtherWords) {
  const Share& share = GetParam();
  Counts counts;
  for (std::uint64_t number = 0; counts.pairs + counts.refused < trials(share.pairs) && !HasFailure(); ++number) {
    Trial trial{share.purpose, number, share.size};
    ASSERT_TRUE(trial.is_loaded());
    model::Library library = trial.library();
    for (const Question& question : trial.questions()) {
      const model::PolicyId again = solver::add_rewritten(library, question.policy_id, trial.random(), counts.used);
      const Pair pair{library, question.policy_id, again, question.decision_id};
      const Comparison comparison = compared(pair);
      const std::string shown = trial.shown(question, Json::object(), "");
      EXPECT_EQ(comparison.relation, analyzer::Relation::equal) << "the same policy in other words must be equal\n" << shown;
      EXPECT_TRUE(comparison.differences.empty()) << shown;
      check_pair(pair, comparison, shown, counts);
    }
  }
  print(share.name, counts);
}

INSTANTIATE_TEST_SUITE_P(Libraries, SolverAgreesOnEqual,
                         testing::Values(Share{"small_equal", 53, support::LibrarySize::small, 500}, Share{"rich_equal", 57, support::LibrarySize::rich, 250}),
                         [](const auto& share) { return std::string{share.param.name}; });

}  // namespace
}  // namespace comity
