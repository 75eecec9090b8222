#include "interpreter/comparer/compare_all.hpp"

#include <algorithm>

#include "interpreter/comparer/smallest_witness.hpp"

namespace comity::comparer {
namespace {

bool speaks_to(const model::Library& library, const Subject& subject, model::DecisionId decision) {
  const auto decisions = decisions_of(library, subject);
  return std::find(decisions.begin(), decisions.end(), decision) != decisions.end();
}

Compared compared(const model::Library& library, const Subject& left, const Subject& right, Compared pair,
                  const analyzer::Options& options) {
  pair.comparison = analyzer::compare(library, side_of(left, pair.left_decision), side_of(right, pair.right_decision), options);
  for (analyzer::Difference& difference : pair.comparison.differences) {
    std::vector<bool>& is_smallest = pair.witness_is_smallest.emplace_back();
    for (analyzer::Region& region : difference.regions) {
      SmallestWitness smallest = smallest_witness(library, {&left, pair.left_decision}, {&right, pair.right_decision}, region.witness);
      region.witness = std::move(smallest.record);
      is_smallest.push_back(smallest.is_smallest);
    }
  }
  for (analyzer::TermsDiffer& terms : pair.comparison.terms_differ) {
    terms.witness = smallest_witness(library, {&left, pair.left_decision}, {&right, pair.right_decision}, terms.witness, Kept::outcomes_terms_and_duties).record;
  }
  return pair;
}

}  // namespace

std::vector<Question> questions_of(const model::Library& library, const std::vector<Subject>& subjects,
                                   const std::vector<model::DecisionId>& decisions) {
  if (!subjects.empty() && subjects.front().decision) return {{std::nullopt}};
  std::vector<Question> result;
  if (!decisions.empty()) {
    for (const model::DecisionId decision : decisions) result.push_back({decision});
    return result;
  }
  for (model::DecisionId decision = 0; decision < library.vocabulary.decisions.size(); ++decision) {
    const auto speakers = std::count_if(subjects.begin(), subjects.end(), [&](const Subject& subject) { return speaks_to(library, subject, decision); });
    if (speakers >= 2) result.push_back({decision});
  }
  return result;
}

Comparisons compare_all(const model::Library& library, std::vector<Subject> subjects,
                        const std::vector<model::DecisionId>& decisions, const analyzer::Options& options) {
  Comparisons result;
  result.questions = questions_of(library, subjects, decisions);
  result.subjects = std::move(subjects);
  for (std::size_t question = 0; question < result.questions.size(); ++question) {
    const auto& decision = result.questions[question].decision;
    for (std::size_t left = 0; left < result.subjects.size(); ++left) {
      for (std::size_t right = left + 1; right < result.subjects.size(); ++right) {
        const Subject& first = result.subjects[left];
        const Subject& second = result.subjects[right];
        const bool is_asked = !decision || !decisions.empty() || (speaks_to(library, first, *decision) && speaks_to(library, second, *decision));
        if (!is_asked) continue;
        Compared pair;
        pair.question = question;
        pair.left = left;
        pair.right = right;
        pair.left_decision = decision ? *decision : *first.decision;
        pair.right_decision = decision ? *decision : *second.decision;
        result.pairs.push_back(compared(library, first, second, std::move(pair), options));
      }
    }
  }
  return result;
}

}  // namespace comity::comparer
