// What `missing` promises: the facts listed are those that are wanted, all of them, and no others.
#include <algorithm>

#include <fmt/format.h>

#include "tests/property/trial.hpp"

namespace comity {
namespace {

// States every fact that is left out and of which `is_wanted` says so; parts of records too.
template <typename IsWanted>
void fill(Trial& trial, std::size_t type, const std::string& path, IsWanted is_wanted, Json& object) {
  const auto& vocabulary = trial.written().vocabulary;
  for (const support::RandomFact& fact : vocabulary.records[type].facts) {
    const std::string name = path.empty() ? fact.name : path + "." + fact.name;
    const bool is_left_out = !object.contains(fact.name) || (object[fact.name].is_null() && !fact.or_none);
    if (fact.kind == support::FactKind::record) {
      Json part = is_left_out ? Json::object() : object[fact.name];
      fill(trial, fact.record, name, is_wanted, part);
      if (!part.empty()) object[fact.name] = part;
    } else if (is_left_out) {
      if (is_wanted(name)) object[fact.name] = support::random_value(trial.random(), vocabulary, fact);
    } else if (fact.kind == support::FactKind::list) {
      for (std::size_t i = 0; i < object[fact.name].size(); ++i) fill(trial, fact.record, fmt::format("{}[{}]", name, i), is_wanted, object[fact.name][i]);
    }
  }
}

bool has(const std::vector<std::string>& paths, const std::string& path) { return std::find(paths.begin(), paths.end(), path) != paths.end(); }

bool is_list(const Trial& trial, const std::string& path) {
  const auto& facts = trial.written().vocabulary.records[0].facts;
  return std::any_of(facts.begin(), facts.end(), [&](const auto& fact) { return fact.kind == support::FactKind::list && fact.name == path; });
}

// Stating all that is missing settles the answer; stating everything else changes nothing.
TEST(Missing, IsAllThatIsWantedAndNothingElse) {
  std::size_t records = 0;
  std::size_t undetermined = 0;
  std::size_t paths = 0;
  std::size_t rounds = 0;
  std::size_t rejected = 0;
  for (std::size_t i = 0; i < trials(300); ++i) {
    Trial trial{20, i, support::LibrarySize::rich};
    ASSERT_TRUE(trial.is_loaded());
    for (std::size_t k = 0; k < 30; ++k) {
      const Question& question = trial.random().pick(trial.questions());
      const Json record = trial.incomplete(trial.random().between(20, 90), rejected);
      const std::string on = trial.random_day();
      const auto answer = trial.answer(question, trial.read(record), on);
      ++records;
      if (is_definite(answer)) continue;
      ++undetermined;
      paths += answer.missing.size();

      // A list that is stated at last may bring up facts that its conditions compare its elements with; nothing else may.
      Json settled = record;
      auto after = answer;
      while (!is_definite(after)) {
        const bool asks_for_a_list = std::any_of(after.missing.begin(), after.missing.end(), [&](const std::string& path) { return is_list(trial, path); });
        std::size_t filled = 0;
        fill(trial, 0, "", [&](const std::string& path) { return has(after.missing, path) && ++filled > 0; }, settled);
        ASSERT_EQ(filled, after.missing.size()) << "a fact is missing that the record states: " << settled.dump() << "\n"
                                                << trial.shown(question, record, on) << in_words(after, trial.library());
        after = trial.answer(question, trial.read(settled), on);
        ASSERT_TRUE(is_definite(after) || asks_for_a_list) << "not settled by " << settled.dump() << "\n"
                                                           << trial.shown(question, record, on) << in_words(after, trial.library());
        ++rounds;
      }
      ASSERT_TRUE(has(answer.possible, after.possible.front())) << settled.dump() << "\n" << trial.shown(question, record, on);

      // What could be supplied from elsewhere is left alone: stating it may change what is assumed.
      Json beside = record;
      fill(trial, 0, "", [&](const std::string& path) { return !has(answer.missing, path) && !trial.may_be_supplied(question, path); }, beside);
      auto same = trial.answer(question, trial.read(beside), on);
      // A rule that only requires speaks to no decision: its facts are not among those missing for one.
      same.duties = answer.duties;
      same.duties_possible = answer.duties_possible;
      ASSERT_EQ(in_words(answer, trial.library()), in_words(same, trial.library())) << "facts that are not missing matter: " << beside.dump() << "\n"
                                                                                    << trial.shown(question, record, on);
    }
  }
  report(fmt::format("`missing` on {} random records: {} undetermined answers, {} missing facts; stating them settles every one (in {} rounds), stating all the others changes none",
                     records, undetermined, paths, rounds));
}

}  // namespace
}  // namespace comity
