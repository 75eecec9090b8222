#include "interpreter/tester/examples.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace comity::tester {
namespace {

std::string joined(const std::vector<std::string>& words) {
  std::string result;
  for (const std::string& word : words) result += (result.empty() ? "" : ", ") + word;
  return result.empty() ? "none" : result;
}

std::string answer_in_words(const model::Library& library, const evaluator::Answer& answer) {
  const model::Decision& decision = library.vocabulary.decisions[answer.decision];
  std::string result = answer.outcome ? decision.outcomes[*answer.outcome] : std::string{evaluator::name(answer.status)};
  if (!answer.rules.empty()) result += " by " + joined(answer.rules);
  if (!answer.missing.empty()) result += ", missing " + joined(answer.missing);
  return result;
}

std::string expectation_in_words(const model::Library& library, const model::Expectation& expected) {
  switch (expected.status) {
    case model::ExpectedStatus::decided: return library.vocabulary.decisions[expected.decision].outcomes[expected.outcome];
    case model::ExpectedStatus::undetermined: return "undetermined";
    case model::ExpectedStatus::conflict: return "conflict";
    case model::ExpectedStatus::silent: return "silent";
  }
  return {};
}

bool is_met(const model::Expectation& expected, const evaluator::Answer& answer) {
  if (static_cast<int>(expected.status) != static_cast<int>(answer.status)) return false;
  if (answer.outcome && *answer.outcome != expected.outcome) return false;
  if (expected.by && *expected.by != answer.rules) return false;
  if (!expected.missing) return true;
  std::vector<std::string> missing = answer.missing;
  std::sort(missing.begin(), missing.end());
  return missing == *expected.missing;
}

std::string difference(const model::Library& library, const model::Expectation& expected, const evaluator::Answer& answer) {
  std::string wanted = expectation_in_words(library, expected);
  if (expected.by) wanted += " by " + joined(*expected.by);
  if (expected.missing) wanted += ", missing " + joined(*expected.missing);
  return fmt::format("{} for {}: expected {}, found {}", expected.subject, library.vocabulary.decisions[expected.decision].name, wanted,
                     answer_in_words(library, answer));
}

}  // namespace

TestRun run_examples(const model::Library& library, const std::function<bool(Span)>& is_asked, Coverage& coverage) {
  TestRun run;
  const evaluator::Reading::Observer observer = coverage.observer();
  for (const model::Example& example : library.examples) {
    if (!is_asked(example.span)) continue;
    ++run.examples;
    for (const evaluator::BrokenAlways& broken : evaluator::broken_always(library, example.record)) {
      run.failures.push_back({&example, example.span, fmt::format("the record cannot be: {} breaks an `always` of its kind", broken.path.empty() ? "it" : broken.path)});
    }
    for (const model::Expectation& expected : example.expectations) {
      ++run.expectations;
      if (!expected.policy) {
        run.refused.push_back({&example, expected.span, fmt::format("`{}` is a jurisdiction, and what its whole stack of law says cannot be answered yet", expected.subject)});
        continue;
      }
      const model::Policy& policy = library.policies[*expected.policy];
      const auto day = evaluator::day_asked(library.vocabulary, example.record, expected.on);
      const evaluator::Evaluation evaluation{library, example.record, policy.authority, day, &observer};
      const evaluator::Answer answer = evaluation.answer(*expected.policy, expected.decision);
      coverage.note(policy, evaluation.trace(*expected.policy, expected.decision));
      if (!is_met(expected, answer)) run.failures.push_back({&example, expected.span, difference(library, expected, answer)});
    }
  }
  return run;
}

}  // namespace comity::tester
