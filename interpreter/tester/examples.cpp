#include "interpreter/tester/examples.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "interpreter/evaluator/stack.hpp"

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

// The rules as an expectation names them: of a jurisdiction without their policies.
std::vector<std::string> rule_names(const evaluator::Answer& answer) {
  if (!answer.jurisdiction) return answer.rules;
  std::set<std::string> names;
  for (const std::string& rule : answer.rules) names.insert(rule.substr(rule.find('.') + 1));
  return {names.begin(), names.end()};
}

bool is_met(const model::Expectation& expected, const evaluator::Answer& answer) {
  if (static_cast<int>(expected.status) != static_cast<int>(answer.status)) return false;
  if (answer.outcome && *answer.outcome != expected.outcome) return false;
  if (expected.by && *expected.by != rule_names(answer)) return false;
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

// Runs the expectations of examples one by one, and notes what they cover.
class Run {
 public:
  Run(const model::Library& library, records::Offenses* offenses, Coverage& coverage) : library_{library}, offenses_{offenses}, coverage_{coverage}, observer_{coverage.observer()} {}

  void run(const model::Example& example) {
    ++result_.examples;
    for (const evaluator::BrokenAlways& broken : evaluator::broken_always(library_, example.record)) {
      fail(example, example.span, fmt::format("the record cannot be: {} breaks an `always` of its kind", broken.path.empty() ? "it" : broken.path));
    }
    for (const model::Expectation& expected : example.expectations) {
      ++result_.expectations;
      const auto day = evaluator::day_asked(library_.vocabulary, example.record, expected.on);
      if (expected.policy) {
        run_policy(example, expected, day);
      } else if (day) {
        run_jurisdiction(example, expected, *day);
      } else {
        fail(example, expected.span, fmt::format("nothing says for which day `{}` is asked: add `on` and a date", expected.subject));
      }
    }
  }

  TestRun take() { return std::move(result_); }

 private:
  void fail(const model::Example& example, Span span, std::string message) { result_.failures.push_back({&example, span, std::move(message)}); }

  void compare(const model::Example& example, const model::Expectation& expected, const evaluator::Answer& answer) {
    if (!is_met(expected, answer)) fail(example, expected.span, difference(library_, expected, answer));
  }

  records::Offenses::Filled filled_on(const model::Example& example, std::optional<model::Date> day) {
    return offenses_ == nullptr ? records::Offenses::Filled{example.record, {}} : offenses_->fill(example.record, day, records::Offenses::Name::assumed);
  }

  void run_policy(const model::Example& example, const model::Expectation& expected, std::optional<model::Date> day) {
    const model::Policy& policy = library_.policies[*expected.policy];
    const auto filled = filled_on(example, day);
    const evaluator::Evaluation evaluation{library_, filled.record, policy.authority, day, {&observer_, model::HolidayReading::observed, &filled.supplies}};
    compare(example, expected, evaluation.answer(*expected.policy, expected.decision));
    coverage_.note(policy, evaluation.trace(*expected.policy, expected.decision));
  }

  void run_jurisdiction(const model::Example& example, const model::Expectation& expected, const model::Date& day) {
    const model::JurisdictionId jurisdiction = *library_.find_jurisdiction(expected.subject);
    const model::Stack stack = law_in_force(library_, jurisdiction, day);
    const auto filled = filled_on(example, day);
    const evaluator::Evaluation evaluation{library_, filled.record, jurisdiction, day, {&observer_, model::HolidayReading::observed, &filled.supplies}};
    compare(example, expected, answer_of_stack(evaluation, stack, expected.decision));
    for (const model::Level& level : stack.levels) {
      for (const model::PolicyId policy : level.policies) coverage_.note(library_.policies[policy], evaluation.trace(policy, expected.decision));
    }
  }

  const model::Library& library_;
  records::Offenses* offenses_;
  Coverage& coverage_;
  evaluator::Reading::Observer observer_;
  TestRun result_;
};

}  // namespace

TestRun run_examples(const model::Library& library, records::Offenses* offenses, const std::function<bool(Span)>& is_asked, Coverage& coverage) {
  Run run{library, offenses, coverage};
  for (const model::Example& example : library.examples) {
    if (is_asked(example.span)) run.run(example);
  }
  return run.take();
}

}  // namespace comity::tester
