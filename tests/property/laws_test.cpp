// The laws of the language (docs/language.md, "Unknown"), on random policies and records: masking a
// fact never turns one definite answer into another, revealing one never does, and shuffling what
// has no order changes nothing.
#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "tests/property/trial.hpp"

namespace comity {
namespace {

bool contains_all(const std::vector<std::string>& larger, const std::vector<std::string>& smaller) {
  return std::all_of(smaller.begin(), smaller.end(), [&](const std::string& one) { return std::find(larger.begin(), larger.end(), one) != larger.end(); });
}

struct Counts {
  std::size_t libraries = 0, policies = 0, records = 0, rejected = 0, masked = 0, revealed = 0, supplied = 0;
  std::size_t definite_pairs = 0;  // of steps: both answers were definite
  std::size_t lost = 0;            // masking made a definite answer undetermined
};

// One step from a record to one that states less, or back. Every answer to the fuller record is possible for the other.
void expect_law(Trial& trial, const Question& question, const Json& fuller, const evaluator::Answer& of_fuller, const Json& masked, const evaluator::Answer& of_masked,
                const std::string& on, Counts& counts) {
  if (is_definite(of_fuller) && is_definite(of_masked)) {
    ++counts.definite_pairs;
    EXPECT_EQ(of_fuller.possible, of_masked.possible) << "one definite answer turned into another\nthe fuller record: " << fuller.dump() << "\n"
                                                      << trial.shown(question, masked, on);
  }
  if (is_definite(of_fuller) && !is_definite(of_masked)) ++counts.lost;
  EXPECT_TRUE(contains_all(of_masked.possible, of_fuller.possible)) << "an answer of the fuller record is not possible: " << fuller.dump() << "\n"
                                                                    << trial.shown(question, masked, on);
  EXPECT_EQ(of_masked.missing.empty(), is_definite(of_masked)) << trial.shown(question, masked, on);
  EXPECT_EQ(of_masked.status == evaluator::AnswerStatus::undetermined, !is_definite(of_masked)) << trial.shown(question, masked, on);
}

// Masks some facts of a record one after the other, and reveals one of them again, with another value.
void mask_and_reveal(Trial& trial, Counts& counts) {
  support::Random& random = trial.random();
  const auto& vocabulary = trial.written().vocabulary;
  const Question& question = random.pick(trial.questions());
  const std::string on = trial.random_day();
  Json record = random.chance(50) ? trial.complete(counts.rejected) : trial.incomplete(random.between(5, 40), counts.rejected);
  auto answer = trial.answer(question, trial.read(record), on);
  ++counts.records;
  const std::size_t steps = random.between(1, 2);
  for (std::size_t i = 0; i < steps; ++i) {
    const auto known = support::places(vocabulary, record);
    if (known.empty()) return;
    const support::Place& place = random.pick(known);
    if (trial.may_be_supplied(question, place.path)) {
      ++counts.supplied;
      continue;
    }
    Json less = record;
    support::mask(random, place, less);
    const auto of_less = trial.answer(question, trial.read(less), on);
    expect_law(trial, question, record, answer, less, of_less, on, counts);
    ++counts.masked;

    Json other = less;
    other[place.at] = support::random_value(random, vocabulary, *place.fact);
    if (trial.second().breaks_always(other)) {
      ++counts.rejected;
    } else {
      expect_law(trial, question, other, trial.answer(question, trial.read(other), on), less, of_less, on, counts);
      ++counts.revealed;
    }
    record = std::move(less);
    answer = of_less;
  }
}

TEST(Laws, MaskingAndRevealing) {
  Counts counts;
  for (std::size_t i = 0; i < trials(500); ++i) {
    Trial trial{10, i, support::LibrarySize::rich};
    ASSERT_TRUE(trial.is_loaded());
    ++counts.libraries;
    counts.policies += trial.library().policies.size();
    for (std::size_t k = 0; k < 200; ++k) {
      mask_and_reveal(trial, counts);
      if (HasFailure()) return;
    }
  }
  report(fmt::format("masking and revealing on {} random records of {} random policies in {} libraries: {} facts masked, {} revealed ({} records broke an `always`, {} facts "
                     "were supplied from elsewhere); {} times both answers were definite, and the same; {} times masking left it undetermined",
                     counts.records, counts.policies, counts.libraries, counts.masked, counts.revealed, counts.rejected, counts.supplied, counts.definite_pairs, counts.lost));
}

// ---------------------------------------------------------------------------------- shuffling

// The record with the elements of its lists in another order; `moved[path]` is where the element `path` went.
Json with_shuffled_lists(Trial& trial, const Json& record, std::map<std::string, std::string>& moved) {
  Json result = record;
  for (auto& [name, value] : result.items()) {
    const bool is_list_of_records = value.is_array() && !value.empty() && value.front().is_object();
    if (!is_list_of_records) continue;
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < value.size(); ++i) order.push_back(i);
    trial.random().shuffle(order);
    const Json before = value;
    for (std::size_t i = 0; i < order.size(); ++i) {
      value[i] = before[order[i]];
      moved[fmt::format("{}[{}]", name, order[i])] = fmt::format("{}[{}]", name, i);
    }
  }
  return result;
}

std::vector<std::string> with_moved_paths(std::vector<std::string> paths, const std::map<std::string, std::string>& moved) {
  for (std::string& path : paths) {
    const std::size_t bracket = path.find(']');
    if (bracket == std::string::npos) continue;
    const auto found = moved.find(path.substr(0, bracket + 1));
    if (found != moved.end()) path = found->second + path.substr(bracket + 1);
  }
  return paths;
}

TEST(Laws, Shuffling) {
  std::size_t libraries = 0;
  std::size_t policies = 0;
  std::size_t records = 0;
  std::size_t answers = 0;
  std::size_t rejected = 0;
  for (std::size_t i = 0; i < trials(400); ++i) {
    Trial trial{11, i, support::LibrarySize::rich};
    ASSERT_TRUE(trial.is_loaded());
    const std::string text = support::shuffled(trial.written().text, trial.random());
    const support::LoadedText shuffled = support::load_text("shuffled.comity", text);
    ASSERT_TRUE(shuffled.library) << "the library loads, but not when shuffled\n" << shuffled.diagnostics << text;
    records::RecordParser parser{shuffled.library->vocabulary, records::ExtraKeys::refused, {}};
    ++libraries;
    policies += shuffled.library->policies.size();
    for (std::size_t k = 0; k < 15; ++k) {
      const Json record = trial.incomplete(trial.random().between(0, 60), rejected);
      std::map<std::string, std::string> moved;
      const Json other = with_shuffled_lists(trial, record, moved);
      const auto read = parser.parse(other.dump(), 1);
      ASSERT_TRUE(read.record);
      const std::string on = trial.random_day();
      const model::Record first_read = trial.read(record);
      ++records;
      for (const Question& question : trial.questions()) {
        auto first = trial.answer(question, first_read, on);
        first.missing = with_moved_paths(first.missing, moved);
        const auto policy = *shuffled.library->find_policy(question.policy);
        const auto decision = *shuffled.library->vocabulary.find_decision(question.decision);
        const evaluator::Evaluation evaluation{*shuffled.library, *read.record, shuffled.library->policies[policy].authority, model::parse_date(on)};
        const auto second = evaluation.answer(policy, decision);
        ++answers;
        ASSERT_EQ(in_words(first, trial.library()), in_words(second, *shuffled.library)) << trial.shown(question, record, on) << "\nshuffled:\n" << other.dump() << "\n" << text;
      }
    }
  }
  report(fmt::format("shuffling declarations, clauses, links and elements: {} policies in {} libraries, {} records, {} answers are the same", policies, libraries, records, answers));
}

}  // namespace
}  // namespace comity
