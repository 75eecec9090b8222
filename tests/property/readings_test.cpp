// The evaluator against a second reading of the language (tests/support/second_reading.hpp), which
// tries every way of settling the unknown rules: on random policies and records both must say the
// same, in every key of the answer.
#include <map>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "tests/property/trial.hpp"

namespace comity {
namespace {

struct Counts {
  std::size_t libraries = 0, policies = 0, records = 0, answers = 0, conditions = 0, unknown_rules = 0, undetermined = 0, rejected = 0, refused = 0;
};

// Every question of the trial is put to both readings.
bool agree(Trial& trial, const Json& record, Counts& counts) {
  const std::string on = trial.random_day();
  const model::Record read = trial.read(record);
  for (const Question& question : trial.questions()) {
    const auto second = trial.second().answer(question.policy, question.decision, record, on);
    if (!second) {
      ++counts.refused;
      continue;
    }
    const auto asker = trial.library().policies[question.policy_id].authority;
    const evaluator::Evaluation evaluation{trial.library(), read, asker, model::parse_date(on)};
    const auto first = evaluation.answer(question.policy_id, question.decision_id);
    ++counts.answers;
    if (!is_definite(first)) ++counts.undetermined;
    EXPECT_EQ(in_words(first, trial.library()), in_words(*second)) << trial.shown(question, record, on);
    for (const auto& rule : evaluation.trace(question.policy_id, question.decision_id).rules) {
      const std::string& name = trial.library().policies[question.policy_id].rules[rule.rule].name;
      const auto condition = second->conditions.at(name);
      const auto expected = condition ? model::truth_of(*condition) : model::Truth::unknown;
      ++counts.conditions;
      if (!condition) ++counts.unknown_rules;
      EXPECT_EQ(rule.condition, expected) << "the condition of " << name << "\n" << trial.shown(question, record, on);
    }
    if (testing::Test::HasFailure()) return false;
  }
  ++counts.records;
  return true;
}

template <typename MakeRecord>
Counts compare(std::uint64_t purpose, std::size_t libraries, std::size_t records, MakeRecord make_record) {
  Counts counts;
  for (std::size_t i = 0; i < libraries; ++i) {
    Trial trial{purpose, i, support::LibrarySize::rich};
    if (!trial.is_loaded()) return counts;
    ++counts.libraries;
    counts.policies += trial.library().policies.size();
    for (std::size_t k = 0; k < records; ++k) {
      if (!agree(trial, make_record(trial, counts.rejected), counts)) return counts;
    }
  }
  return counts;
}

TEST(Readings, AgreeOnCompleteRecords) {
  const Counts counts = compare(1, trials(500), 12, [](Trial& trial, std::size_t& rejected) { return trial.complete(rejected); });
  EXPECT_EQ(counts.undetermined, 0U);
  report(fmt::format("two readings of {} policies on {} complete records ({} more broke an `always`): {} answers and {} conditions are equal", counts.policies,
                     counts.records, counts.rejected, counts.answers, counts.conditions));
}

TEST(Readings, AgreeOnIncompleteRecords) {
  const Counts counts = compare(2, trials(500), 12, [](Trial& trial, std::size_t& rejected) {
    const std::size_t percent = trial.random().pick(std::vector<std::size_t>{5, 20, 50, 90});
    return trial.incomplete(percent, rejected);
  });
  report(fmt::format("two readings of {} policies on {} incomplete records ({} more broke an `always`): {} answers, {} of them undetermined, are equal, with {} unknown "
                     "rules settled both ways; {} had too many unknown rules to try",
                     counts.policies, counts.records, counts.rejected, counts.answers, counts.undetermined, counts.unknown_rules, counts.refused));
}

// What the properties are tried on: every construct of the language, many times over.
TEST(Libraries, UseEveryConstruct) {
  static const std::vector<std::string> wanted = {
      "a bar", "a definition about the record", "a definition for two records", "a definition replaced", "a record within a record", "a rule added",
      "a rule replaced", "a rule that only requires", "a term", "always", "amends", "and", "any … is", "any … where", "any, no: alone", "applies when", "at least",
      "before, after", "define", "definition", "determination", "distinct by", "every … is", "hours", "is a value", "is any of", "is at least, at most", "is none",
      "it is a definition, a value or a member", "it is any of", "it is at least, at most", "later of", "no … is", "no … where", "not", "or", "otherwise", "overrides",
      "plus, minus", "presume", "repeal", "require", "says", "standing", "unless", "within", "< <= > >="};
  std::map<std::string, std::size_t> written;
  const std::size_t libraries = trials(500);
  for (std::size_t i = 0; i < libraries; ++i) {
    support::Random random{seed() * 1'000'003 + 1'000'000'007 + i};
    for (const auto& [construct, times] : support::random_library(random, support::LibrarySize::rich).constructs) written[construct] += times;
  }
  std::string counts;
  for (const std::string& construct : wanted) {
    EXPECT_GT(written[construct], 0U) << construct;
    counts += fmt::format("{}{} {}", counts.empty() ? "" : ", ", construct, written[construct]);
  }
  EXPECT_EQ(written.size(), wanted.size()) << "a construct is written that the list does not have";
  report(fmt::format("what {} random libraries are made of: {}", libraries, counts));
}

// Records that the reader would refuse: both readings find the same ones.
TEST(Readings, AgreeOnWhatBreaksAnAlways) {
  std::size_t records = 0;
  std::size_t broken = 0;
  for (std::size_t i = 0; i < trials(200); ++i) {
    Trial trial{3, i, support::LibrarySize::rich};
    ASSERT_TRUE(trial.is_loaded());
    for (std::size_t k = 0; k < 50; ++k) {
      Json record = support::complete_record(trial.random(), trial.written().vocabulary);
      const auto known = support::places(trial.written().vocabulary, record);
      support::mask(trial.random(), trial.random().pick(known), record);
      const bool is_broken = trial.second().breaks_always(record);
      ASSERT_EQ(!evaluator::broken_always(trial.library(), trial.read(record)).empty(), is_broken) << trial.shown(trial.questions().front(), record, "");
      ++records;
      if (is_broken) ++broken;
    }
  }
  report(fmt::format("two readings of `always` agree on {} records, of which {} break one", records, broken));
}

}  // namespace
}  // namespace comity
