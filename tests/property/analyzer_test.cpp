// The analyzer against the evaluator, which shares no code with it: on random policies, a record
// falls in exactly one region where the evaluator's answers differ and in none where they agree, and
// every witness gives the two answers that it is shown for.
#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "interpreter/analyzer/compare.hpp"
#include "interpreter/evaluator/evaluate.hpp"
#include "tests/property/trial.hpp"
#include "tests/support/checked.hpp"

namespace comity {
namespace {

using analyzer::AnswerKind;

struct Counts {
  std::size_t libraries = 0, pairs = 0, equal = 0, records = 0, differing = 0, differences = 0, regions = 0, refused = 0, rejected = 0, conditions = 0;
};

analyzer::Said said_in(const evaluator::Answer& answer) {
  switch (answer.status) {
    case evaluator::AnswerStatus::decided: return {AnswerKind::outcome, *answer.outcome};
    case evaluator::AnswerStatus::conflict: return {AnswerKind::conflict, 0};
    case evaluator::AnswerStatus::silent:
    case evaluator::AnswerStatus::undetermined: break;
  }
  return {AnswerKind::silent, 0};
}

std::string rule_in(const evaluator::Answer& answer) { return answer.rules.empty() ? "" : answer.rules.front(); }

// Two questions about one record: the evaluator's side of it.
class Judge {
 public:
  Judge(const Trial& trial, const model::Record& record) : trial_{trial}, evaluation_{trial.library(), record, 0, std::nullopt} {}

  evaluator::Answer answer(const Question& question) const { return evaluation_.answer(question.policy_id, question.decision_id); }

  bool is_in(const analyzer::Region& region) const {
    return std::all_of(region.when.begin(), region.when.end(), [&](const analyzer::RegionCondition& one) {
      const auto reading = evaluation_.reading(one.owner.value_or(0));
      const model::Truth truth = reading->truth(one.condition);
      EXPECT_NE(truth, model::Truth::unknown) << one.words;
      return (truth == model::Truth::yes) != one.negated;
    });
  }

 private:
  const Trial& trial_;
  evaluator::Evaluation evaluation_;
};

std::string shown(const analyzer::Comparison& comparison, const model::Vocabulary&) {
  std::string result = fmt::format("{} complete {} {}\n", analyzer::name(comparison.relation), comparison.complete, comparison.limit);
  for (const auto& difference : comparison.differences) {
    result += fmt::format("{}/{} {} | {}/{} {}\n", static_cast<int>(difference.left.kind), difference.left.outcome, difference.left_rule,
                          static_cast<int>(difference.right.kind), difference.right.outcome, difference.right_rule);
    for (const auto& region : difference.regions) {
      result += "   ";
      for (const auto& one : region.when) result += one.words + "; ";
      result += "\n";
    }
  }
  return result;
}

bool differ(const analyzer::Said& a, const analyzer::Said& b) { return a != b; }

// A record falls in the one region where it should.
void expect_right_region(const Trial& trial, const analyzer::Comparison& comparison, const Question& left, const Question& right, const model::Record& record,
                         const std::string& text, Counts& counts) {
  const Judge judge{trial, record};
  const auto one = judge.answer(left);
  const auto other = judge.answer(right);
  std::size_t regions = 0;
  for (const auto& difference : comparison.differences) {
    for (const auto& region : difference.regions) {
      if (!judge.is_in(region)) continue;
      ++regions;
      EXPECT_EQ(difference.left, said_in(one)) << text;
      EXPECT_EQ(difference.right, said_in(other)) << text;
      EXPECT_EQ(difference.left_rule, rule_in(one)) << text;
      EXPECT_EQ(difference.right_rule, rule_in(other)) << text;
    }
  }
  const bool is_different = differ(said_in(one), said_in(other));
  EXPECT_EQ(regions, is_different ? 1U : 0U) << text;
  ++counts.records;
  if (is_different) ++counts.differing;
}

void expect_witnesses(const Trial& trial, const analyzer::Comparison& comparison, const Question& left, const Question& right, const std::string& text, Counts& counts) {
  for (const auto& difference : comparison.differences) {
    ++counts.differences;
    for (const auto& region : difference.regions) {
      ++counts.regions;
      counts.conditions = std::max(counts.conditions, region.when.size());
      const Judge judge{trial, region.witness};
      EXPECT_TRUE(judge.is_in(region)) << text;
      EXPECT_EQ(difference.left, said_in(judge.answer(left))) << text;
      EXPECT_EQ(difference.right, said_in(judge.answer(right))) << text;
      EXPECT_EQ(difference.left_rule, rule_in(judge.answer(left))) << text;
      EXPECT_EQ(difference.right_rule, rule_in(judge.answer(right))) << text;
      EXPECT_TRUE(evaluator::broken_always(trial.library(), region.witness).empty()) << text;
    }
  }
}

Counts compare_all(std::uint64_t purpose, std::size_t libraries, std::size_t records, support::LibrarySize size) {
  Counts counts;
  for (std::size_t i = 0; i < libraries; ++i) {
    Trial trial{purpose, i, size};
    if (!trial.is_loaded()) return counts;
    ++counts.libraries;
    const auto& questions = trial.questions();
    for (std::size_t a = 0; a < questions.size(); ++a) {
      for (std::size_t b = a + 1; b < questions.size(); ++b) {
        if (questions[a].decision_id != questions[b].decision_id) continue;
        ++counts.pairs;
        const auto comparison = analyzer::compare(trial.library(), {questions[a].policy_id, std::nullopt, questions[a].decision_id},
                                                  {questions[b].policy_id, std::nullopt, questions[b].decision_id});
        if (!comparison.complete) {
          ++counts.refused;
          fmt::print("refused: {}\n", comparison.limit);
          continue;
        }
        if (comparison.relation == analyzer::Relation::equal) ++counts.equal;
        const std::string text = fmt::format("{} and {}: {}", questions[a].policy, questions[b].policy, shown(comparison, trial.library().vocabulary));
        expect_witnesses(trial, comparison, questions[a], questions[b], text, counts);
        for (std::size_t k = 0; k < records; ++k) {
          const Json json = trial.complete(counts.rejected);
          const model::Record record = trial.read(json);
          expect_right_region(trial, comparison, questions[a], questions[b], record, text, counts);
          if (testing::Test::HasFailure()) {
            ADD_FAILURE() << trial.shown(questions[a], json, "");
            return counts;
          }
        }
        if (testing::Test::HasFailure()) {
          ADD_FAILURE() << text << trial.shown(questions[a], Json{}, "");
          return counts;
        }
      }
    }
  }
  return counts;
}

void print(const Counts& counts) {
  report(fmt::format("{} pairs of {} libraries compared ({} equal, {} refused): {} differences in {} regions of at most {} conditions, every witness right; {} records, {} of "
                     "them answered differently, fall in the region that they should",
                     counts.pairs, counts.libraries, counts.equal, counts.refused, counts.differences, counts.regions, counts.conditions, counts.records, counts.differing));
}

// The shipped policies, each with each, on every decision that both speak to.
TEST(Analyzer, ComparesTheShippedPolicies) {
  support::Texts texts;
  for (auto& [name, text] : support::shipped_texts("policies")) {
    if (name.find("examples") == std::string::npos) texts.emplace_back(name, std::move(text));
  }
  const auto loaded = support::library_of(texts);
  const model::Library& library = *loaded.library;
  std::size_t pairs = 0, equal = 0, most_differences = 0, most_conditions = 0, most_regions = 0, witnesses = 0;
  double longest = 0, whole = 0;
  std::string slowest;
  for (model::PolicyId a = 0; a < library.policies.size(); ++a) {
    for (model::PolicyId b = a + 1; b < library.policies.size(); ++b) {
      for (const model::DecisionId decision : library.policies[a].decisions) {
        const auto& others = library.policies[b].decisions;
        if (!std::binary_search(others.begin(), others.end(), decision)) continue;
        const auto start = std::chrono::steady_clock::now();
        const auto comparison = analyzer::compare(library, {a, std::nullopt, decision}, {b, std::nullopt, decision});
        const double milliseconds = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
        const std::string names = fmt::format("{} and {} on {}", library.policies[a].name, library.policies[b].name, library.vocabulary.decisions[decision].name);
        EXPECT_TRUE(comparison.complete) << names << ": " << comparison.limit;
        ++pairs;
        whole += milliseconds;
        if (milliseconds > longest) {
          longest = milliseconds;
          slowest = names;
        }
        if (comparison.relation == analyzer::Relation::equal) ++equal;
        most_differences = std::max(most_differences, comparison.differences.size());
        std::size_t regions = 0;
        for (const auto& difference : comparison.differences) {
          regions += difference.regions.size();
          for (const auto& region : difference.regions) {
            most_conditions = std::max(most_conditions, region.when.size());
            const evaluator::Evaluation evaluation{library, region.witness, 0, std::nullopt};
            EXPECT_EQ(difference.left, said_in(evaluation.answer(a, decision))) << names;
            EXPECT_EQ(difference.right, said_in(evaluation.answer(b, decision))) << names;
            ++witnesses;
          }
        }
        most_regions = std::max(most_regions, regions);
        if (std::getenv("COMITY_SHOW") != nullptr) fmt::print("{} {:.1f} ms, {} nodes, {} lemmas: {}", names, milliseconds, comparison.reached.nodes, comparison.reached.lemmas, shown(comparison, library.vocabulary));
      }
    }
  }
  report(fmt::format("{} pairs of {} shipped policies in {:.0f} ms, the longest {:.1f} ms ({}): {} equal; at most {} differences, {} regions, {} conditions a region; {} witnesses right",
                     pairs, library.policies.size(), whole, longest, slowest, equal, most_differences, most_regions, most_conditions, witnesses));
}

TEST(Analyzer, AgreesWithTheEvaluatorOnRandomRecords) {
  const Counts counts = compare_all(71, trials(400), 20, support::LibrarySize::rich);
  EXPECT_EQ(counts.refused, 0U);
  print(counts);
}

TEST(Analyzer, AgreesWithTheEvaluatorOnSmallVocabularies) {
  const Counts counts = compare_all(72, trials(400), 60, support::LibrarySize::small);
  EXPECT_EQ(counts.refused, 0U);
  print(counts);
}

}  // namespace
}  // namespace comity
