// A test of the test: would the solver notice a comparison that is wrong? Each mistake that it notices
// comes with a record, and the evaluator must find the mistake there too. And its calendar is held
// against <chrono>.
#include <map>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "interpreter/analyzer/compare.hpp"
#include "interpreter/evaluator/evaluate.hpp"
#include "tests/property/trial.hpp"
#include "tests/solver/boundaries.hpp"
#include "tests/solver/calendar.hpp"
#include "tests/solver/judge.hpp"

namespace comity {
namespace {

using analyzer::Comparison;
using solver::Pair;

Comparison compared(const Pair& pair) {
  return analyzer::compare(pair.library, {pair.left, std::nullopt, pair.decision}, {pair.right, std::nullopt, pair.decision});
}

enum class Mistake { region_left_out, region_twice, answers_exchanged, wider_region };

Comparison with(Mistake mistake, const Comparison& right, support::Random& random) {
  Comparison wrong = right;
  auto& difference = wrong.differences[random.below(wrong.differences.size())];
  auto& regions = difference.regions;
  const std::size_t place = random.below(regions.size());
  switch (mistake) {
    case Mistake::region_left_out: regions.erase(regions.begin() + static_cast<std::ptrdiff_t>(place)); break;
    case Mistake::region_twice: regions.push_back(analyzer::Region{regions[place]}); break;
    case Mistake::answers_exchanged: std::swap(difference.left, difference.right); break;
    case Mistake::wider_region: {
      auto& when = regions[place].when;
      if (!when.empty()) when.erase(when.begin() + static_cast<std::ptrdiff_t>(random.below(when.size())));
      break;
    }
  }
  return wrong;
}

struct Noticed {
  std::size_t made = 0;
  std::size_t noticed = 0;
};

std::string in_words(const std::map<std::string, Noticed>& mistakes) {
  std::string result;
  for (const auto& [name, counts] : mistakes) result += fmt::format("{}{}: {} of {}", result.empty() ? "" : ", ", name, counts.noticed, counts.made);
  return result;
}

// What the solver finds is a record, and a mistake to the evaluator as well.
bool is_noticed(const Pair& pair, const Comparison& wrong, const std::string& shown) {
  const auto judgement = solver::judged(pair, wrong, solver::Asked::contradiction);
  EXPECT_NE(judgement.contradiction, z3::unknown) << shown;
  if (judgement.contradiction != z3::sat) return false;
  EXPECT_TRUE(evaluator::broken_always(pair.library, *judgement.record).empty()) << shown << solver::in_words(pair.library, *judgement.record);
  EXPECT_TRUE(solver::contradicts(pair, wrong, *judgement.record)) << shown << solver::in_words(pair.library, *judgement.record);
  return true;
}

template <typename Use>
void for_pairs(std::uint64_t purpose, std::size_t wanted, Use use) {
  std::size_t pairs = 0;
  for (std::uint64_t number = 0; pairs < wanted && !testing::Test::HasFailure(); ++number) {
    Trial trial{purpose, number, number % 3 == 0 ? support::LibrarySize::rich : support::LibrarySize::small};
    ASSERT_TRUE(trial.is_loaded());
    const auto& questions = trial.questions();
    for (std::size_t i = 1; i < questions.size() && pairs < wanted; ++i) {
      if (questions[i - 1].decision != questions[i].decision) continue;
      const std::string shown = "against " + questions[i].policy + "\n" + trial.shown(questions[i - 1], Json::object(), "");
      pairs += use(trial, Pair{trial.library(), questions[i - 1].policy_id, questions[i].policy_id, questions[i].decision_id}, shown) ? 1 : 0;
    }
  }
}

TEST(SolverNotices, ComparisonsThatAreWrong) {
  static const std::map<std::string, Mistake> mistakes = {{"a region left out", Mistake::region_left_out},
                                                          {"a region twice", Mistake::region_twice},
                                                          {"answers exchanged", Mistake::answers_exchanged},
                                                          {"a condition of a region left out", Mistake::wider_region}};
  std::map<std::string, Noticed> counts;
  for_pairs(61, trials(100), [&](Trial& trial, const Pair& pair, const std::string& shown) {
    const Comparison comparison = compared(pair);
    if (comparison.differences.empty()) return false;
    for (const auto& [name, mistake] : mistakes) {
      auto& count = counts[name];
      ++count.made;
      const bool noticed = is_noticed(pair, with(mistake, comparison, trial.random()), name + "\n" + shown);
      count.noticed += noticed ? 1 : 0;
      EXPECT_TRUE(noticed || mistake == Mistake::wider_region) << name << "\n" << shown;
    }
    return true;
  });
  report("mistakes in a comparison noticed by the solver, with a record that the evaluator confirms: " + in_words(counts));
  // A condition left out need not be a mistake: another one may imply it where the policies differ.
  const auto& wider = counts["a condition of a region left out"];
  EXPECT_GE(wider.noticed * 10, wider.made * 8);
}

// The comparison with a policy, held against that policy with one boundary moved, is wrong exactly if the move changes
// any answer, which the analyzer says of the two.
TEST(SolverNotices, BoundariesThatAreOffByOne) {
  std::map<std::string, Noticed> counts;
  std::size_t without_effect = 0;
  for_pairs(62, trials(240), [&](Trial& trial, const Pair& pair, const std::string& shown) {
    const std::size_t boundaries = solver::boundaries_in(pair.library.policies[pair.right]);
    if (boundaries == 0) return false;
    std::string what;
    model::Library library = pair.library;
    library.policies.push_back(solver::with_moved_boundary(library.policies[pair.right], trial.random().below(boundaries), what));
    const auto moved = static_cast<model::PolicyId>(library.policies.size() - 1);
    const bool is_noticed_here = is_noticed({library, pair.left, moved, pair.decision}, compared(pair), what + "\n" + shown);
    const bool has_effect = compared({library, pair.right, moved, pair.decision}).relation != analyzer::Relation::equal;
    EXPECT_EQ(is_noticed_here, has_effect) << "a moved " << what << "\n" << shown;
    if (!has_effect) {
      ++without_effect;
      return true;
    }
    auto& count = counts[what];
    ++count.made;
    count.noticed += is_noticed_here ? 1 : 0;
    return true;
  });
  report(fmt::format("boundaries moved by one, noticed by the solver with a record that the evaluator confirms: {}; {} moves change no answer, and the "
                     "solver finds none",
                     in_words(counts), without_effect));
}

TEST(SolverCalendar, MovesDaysAsTheLanguageDoes) {
  support::Random random{seed()};
  const std::vector<int> years = {1, 4, 96, 100, 1899, 1900, 1904, 1999, 2000, 2008, 2011, 2012, 2013, 2096, 2100, 2400, 9996, 9999};
  const std::vector<std::pair<unsigned, unsigned>> days = {{1, 1}, {1, 31}, {2, 1}, {2, 27}, {2, 28}, {2, 29}, {3, 1}, {3, 2}, {3, 31}, {4, 30}, {12, 30}, {12, 31}};
  const std::vector<std::int64_t> spans = {0, 1, 2, 4, 5, 12, 24, 27, 28, 29, 48, 59, 60, 365, 366, 367, 730, 1000};
  std::size_t cases = 0;
  while (cases < trials(1'500)) {
    const auto [month, day] = random.pick(days);
    const model::Date date{std::chrono::year{random.pick(years)}, std::chrono::month{month}, std::chrono::day{day}};
    if (!date.ok()) continue;
    z3::context context;
    z3::expr_vector constraints{context};
    solver::Calendar calendar{context, constraints};
    const bool has_time = random.chance(50);
    const int minute = std::vector<int>{0, 1, 719, 720, 1439}[random.below(5)];
    model::Moment moment = has_time ? model::Moment{model::DateTime{date, minute}} : model::Moment{date};
    solver::Day moved = calendar.written(moment);
    for (std::size_t step = 0; step < random.between(1, 3); ++step) {
      model::Duration span{random.pick(spans), static_cast<model::DurationUnit>(random.below(3))};
      if (random.chance(50)) span.count = -span.count;
      if (span.unit == model::DurationUnit::hours && !has_time) continue;
      if (span.unit == model::DurationUnit::years) span.count %= 61;
      moment = model::shifted(moment, span);
      moved = calendar.shifted(moved, span);
    }
    ++cases;
    const z3::expr is_right = calendar.compared(moved, model::Comparator::equal, calendar.written(moment));
    for (const bool wanted : {true, false}) {
      z3::solver solver = solver::made_solver(context, 10'000);
      solver.add(constraints);
      solver.add(wanted ? is_right : !is_right);
      ASSERT_EQ(solver.check(), wanted ? z3::sat : z3::unsat) << to_string(model::Moment{date}) << " to " << to_string(moment);
    }
  }
  report(fmt::format("{} days moved on the solver's calendar as the language moves them", cases));
}

}  // namespace
}  // namespace comity
