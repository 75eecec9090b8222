// The analyzer against an SMT solver, on random policies: is every difference it lists one, does it
// list all of them, and does it find the same policy in other words equal? The solver is asked once
// for each pair whether any record whatsoever contradicts the comparison.
#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "interpreter/analyzer/compare.hpp"
#include "tests/property/trial.hpp"
#include "tests/solver/encoding.hpp"
#include "tests/solver/rewriting.hpp"

namespace comity {
namespace {

using analyzer::AnswerKind;
using analyzer::Comparison;
using analyzer::Relation;

struct Counts {
  std::size_t pairs = 0;
  std::size_t equal = 0;
  std::size_t equal_by_construction = 0;
  std::size_t regions = 0;
  std::size_t witnesses = 0;
  std::size_t refused = 0;
  std::size_t unanswered = 0;  // by the solver in its time
  std::size_t most_places = 0;
  std::map<std::string, std::size_t> used;
};

int place_of(const analyzer::Said& said) {
  switch (said.kind) {
    case AnswerKind::outcome: return static_cast<int>(said.outcome);
    case AnswerKind::silent: return solver::silent;
    case AnswerKind::conflict: return solver::conflict;
  }
  return solver::silent;
}

// What the differences themselves say of the relation.
Relation relation_of(const Comparison& comparison) {
  bool is_below = false;
  bool is_above = false;
  for (const auto& difference : comparison.differences) {
    if (difference.left.kind != AnswerKind::outcome || difference.right.kind != AnswerKind::outcome) return Relation::incomparable;
    (difference.left.outcome < difference.right.outcome ? is_below : is_above) = true;
  }
  if (is_below && is_above) return Relation::incomparable;
  return is_below ? Relation::below : is_above ? Relation::above : Relation::equal;
}

int said_by_evaluator(const model::Library& library, const model::Record& witness, model::PolicyId policy, model::DecisionId decision) {
  const auto answer = evaluator::Evaluation{library, witness, library.policies[policy].authority, std::nullopt}.answer(policy, decision);
  switch (answer.status) {
    case evaluator::AnswerStatus::decided: return static_cast<int>(*answer.outcome);
    case evaluator::AnswerStatus::silent: return solver::silent;
    case evaluator::AnswerStatus::conflict: return solver::conflict;
    case evaluator::AnswerStatus::undetermined: break;
  }
  return -3;
}

// Can any record contradict the comparison? Its answers differ outside every region, or are others than a region says,
// or it falls in two regions.
z3::check_result contradiction(z3::context& context, const model::Library& library, model::PolicyId left, model::PolicyId right,
                               model::DecisionId decision, const Comparison& comparison, Counts& counts) {
  solver::Encoding encoding{context, library, {left, right}};
  const auto each_condition = [&](const auto& use) {
    for (const auto& difference : comparison.differences) {
      for (const auto& region : difference.regions) {
        for (const auto& one : region.when) use(one);
      }
    }
  };
  each_condition([&](const analyzer::RegionCondition& one) { encoding.reserve(one.owner.value_or(left), one.condition); });
  const z3::expr left_says = encoding.answer(left, decision);
  const z3::expr right_says = encoding.answer(right, decision);
  z3::expr_vector in_region{context};
  z3::expr is_wrong = context.bool_val(false);
  for (const auto& difference : comparison.differences) {
    for (const auto& region : difference.regions) {
      z3::expr inside = context.bool_val(true);
      for (const auto& one : region.when) {
        const z3::expr holds = encoding.truth(one.owner.value_or(left), one.condition);
        inside = inside && (one.negated ? !holds : holds);
      }
      in_region.push_back(inside);
      is_wrong = is_wrong || (inside && !(left_says == place_of(difference.left) && right_says == place_of(difference.right)));
    }
  }
  z3::expr contradicts = is_wrong;
  if (in_region.empty()) {
    contradicts = left_says != right_says;
  } else {
    contradicts = contradicts || (left_says != right_says && !z3::mk_or(in_region));
    if (in_region.size() > 1) contradicts = contradicts || z3::atleast(in_region, 2);
  }
  z3::solver solver{context};
  z3::params parameters{context};
  parameters.set("timeout", 20'000U);
  solver.set(parameters);
  solver.add(contradicts);
  for (const auto& constraint : encoding.record_constraints()) solver.add(constraint);
  counts.most_places = std::max(counts.most_places, encoding.places());
  return solver.check();
}

void check_pair(const Trial& trial, const model::Library& library, const Question& left, const Question& right, Counts& counts) {
  const auto shown = [&] { return trial.shown(left, Json::object(), "") + "\nagainst " + right.policy; };
  const Comparison comparison =
      analyzer::compare(library, {left.policy_id, std::nullopt, left.decision_id}, {right.policy_id, std::nullopt, right.decision_id});
  if (!comparison.complete) {
    ++counts.refused;
    ADD_FAILURE() << "refused: " << comparison.limit << "\n" << shown();
    return;
  }
  EXPECT_EQ(comparison.relation, relation_of(comparison)) << shown();
  ++counts.pairs;
  if (comparison.differences.empty()) ++counts.equal;
  for (const auto& difference : comparison.differences) {
    EXPECT_NE(place_of(difference.left), place_of(difference.right)) << shown();
    for (const auto& region : difference.regions) {
      ++counts.regions;
      ++counts.witnesses;
      EXPECT_EQ(said_by_evaluator(library, region.witness, left.policy_id, left.decision_id), place_of(difference.left)) << shown();
      EXPECT_EQ(said_by_evaluator(library, region.witness, right.policy_id, right.decision_id), place_of(difference.right)) << shown();
      EXPECT_TRUE(evaluator::broken_always(library, region.witness).empty()) << shown();
    }
  }
  z3::context context;
  switch (contradiction(context, library, left.policy_id, right.policy_id, left.decision_id, comparison, counts)) {
    case z3::unsat: return;
    case z3::unknown: ++counts.unanswered; return;
    case z3::sat: break;
  }
  std::string regions;
  for (const auto& difference : comparison.differences) {
    for (const auto& region : difference.regions) {
      regions += fmt::format("{} {}:", place_of(difference.left), place_of(difference.right));
      for (const auto& one : region.when) regions += " [" + one.words + "]";
      regions += "\n";
    }
  }
  ADD_FAILURE() << "the solver has a record that contradicts the comparison\n" << shown() << "\n" << regions;
}

std::string shown(const std::string& what, const Counts& counts) {
  std::string ways;
  for (const auto& [way, times] : counts.used) ways += fmt::format("{}{} ({})", ways.empty() ? "; in other words by " : ", ", way, times);
  return fmt::format(
      "{}: {} pairs, {} of them equal, {} regions with a witness each, {} refused, {} not answered by the solver in time, at most {} places in a list{}", what,
      counts.pairs, counts.equal, counts.regions, counts.refused, counts.unanswered, counts.most_places, ways);
}

void compare_pairs(std::uint64_t purpose, support::LibrarySize size, std::size_t wanted, const std::string& what) {
  Counts counts;
  for (std::uint64_t number = 0; counts.pairs + counts.refused < wanted; ++number) {
    Trial trial{purpose, number, size};
    ASSERT_TRUE(trial.is_loaded());
    const auto& questions = trial.questions();
    for (std::size_t i = 0; i < questions.size(); ++i) {
      for (std::size_t k = i + 1; k < questions.size(); ++k) {
        if (questions[i].decision == questions[k].decision) check_pair(trial, trial.library(), questions[i], questions[k], counts);
      }
    }
    if (testing::Test::HasFailure()) break;
  }
  report(shown(what, counts));
  EXPECT_LE(counts.unanswered * 50, counts.pairs) << "the solver must answer nearly all";
}

TEST(Solver, AgreesOnPairsOfSmallLibraries) { compare_pairs(51, support::LibrarySize::small, trials(1'600), "small libraries"); }
TEST(Solver, AgreesOnPairsOfRichLibraries) { compare_pairs(52, support::LibrarySize::rich, trials(500), "rich libraries"); }

// The same policy in other words is equal, and so it is to the solver.
TEST(Solver, AgreesOnEqualPairs) {
  Counts counts;
  const std::size_t wanted = trials(600);
  for (std::uint64_t number = 0; counts.pairs + counts.refused < wanted; ++number) {
    Trial trial{53, number, number % 3 == 0 ? support::LibrarySize::rich : support::LibrarySize::small};
    ASSERT_TRUE(trial.is_loaded());
    model::Library library = trial.library();
    for (const Question& question : trial.questions()) {
      Question again = question;
      again.policy_id = solver::add_rewritten(library, question.policy_id, trial.random(), counts.used);
      again.policy = library.policies[again.policy_id].name;
      const std::size_t equal = counts.equal;
      check_pair(trial, library, question, again, counts);
      EXPECT_EQ(counts.equal, equal + 1) << "the same policy in other words must be equal\n" << trial.shown(question, Json::object(), "");
    }
    if (testing::Test::HasFailure()) break;
  }
  report(shown("the same policy in other words", counts));
  EXPECT_LE(counts.unanswered * 50, counts.pairs) << "the solver must answer nearly all";
}

}  // namespace
}  // namespace comity
