// What `compare` says of records, against plain enumeration by the evaluator on random policies: the
// differences that a record with missing facts may fall in are those that its completions fall in, and
// a witness is the smallest part of its record that settles both answers.
#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "interpreter/comparer/completions.hpp"
#include "interpreter/comparer/smallest_witness.hpp"
#include "interpreter/reporter/record_json.hpp"
#include "tests/property/trial.hpp"

namespace comity {
namespace {

using comparer::Compared;
using comparer::Comparisons;

constexpr std::size_t most_completions = 300;

// Have all values of a fact been listed, or only some of infinitely many?
bool has_few_values(const support::RandomVocabulary& vocabulary, const support::RandomFact& fact) {
  switch (fact.kind) {
    case support::FactKind::yes_no:
    case support::FactKind::choice:
    case support::FactKind::set: return true;
    case support::FactKind::record: {
      const auto& facts = vocabulary.records[fact.record].facts;
      return std::all_of(facts.begin(), facts.end(), [&](const support::RandomFact& inner) { return has_few_values(vocabulary, inner); });
    }
    case support::FactKind::text:
    case support::FactKind::money:
    case support::FactKind::date:
    case support::FactKind::date_time:
    case support::FactKind::number:
    case support::FactKind::list: return false;
  }
  return false;
}

struct LeftOut {
  support::Place place;
  std::vector<Json> values;
};

// A random pair of policies on one decision, or on two, compared.
struct RandomPair {
  Comparisons comparisons;
  std::vector<Question> questions;
};

std::optional<RandomPair> random_pair(Trial& trial, const std::string& day) {
  RandomPair pair;
  pair.questions = {trial.random().pick(trial.questions()), trial.random().pick(trial.questions())};
  std::vector<comparer::Subject> subjects;
  for (const Question& question : pair.questions) {
    subjects.push_back({question.policy, question.policy_id, std::nullopt, model::parse_date(day), question.decision_id});
  }
  pair.comparisons = comparer::compare_all(trial.library(), subjects, {});
  if (!pair.comparisons.pairs.front().comparison.complete) return std::nullopt;
  return pair;
}

std::set<std::size_t> by_evaluation(Trial& trial, const RandomPair& pair, const std::vector<Json>& complete_for, std::size_t none) {
  const Compared& compared = pair.comparisons.pairs.front();
  const auto& subjects = pair.comparisons.subjects;
  const auto left = comparer::answer_of(trial.library(), subjects[0], compared.left_decision, trial.read(complete_for[0]));
  const auto right = comparer::answer_of(trial.library(), subjects[1], compared.right_decision, trial.read(complete_for[1]));
  const auto said_left = comparer::said(left);
  const auto said_right = comparer::said(right);
  EXPECT_TRUE(said_left && said_right) << complete_for[0].dump();
  const auto& differences = compared.comparison.differences;
  for (std::size_t i = 0; i < differences.size(); ++i) {
    const bool is_said = differences[i].left == *said_left && differences[i].right == *said_right;
    const auto is_rule = [](const std::string& rule, const evaluator::Answer& answer) { return answer.rules.empty() ? rule.empty() : rule == answer.rules.front(); };
    if (is_said && is_rule(differences[i].left_rule, left) && is_rule(differences[i].right_rule, right)) return {i};
  }
  return {none};
}

struct CompletionCounts {
  std::size_t pairs = 0, records = 0, undetermined = 0, whole = 0, supplied = 0, completions = 0, not_covered = 0, rejected = 0;
};

// A fact is supplied to a side where a standing fact states it on the day; presumptions are left to the unit tests.
bool is_supplied(const Trial& trial, const comparer::Subject& subject, const model::Record& record, const support::Place& place) {
  const evaluator::Evaluation evaluation = comparer::evaluation_of(trial.library(), subject, record);
  return std::any_of(trial.library().standing.begin(), trial.library().standing.end(), [&](const model::StandingFact& fact) {
    return path_text(trial.library().vocabulary, fact.fact) == place.path && evaluation.standing_for(fact.fact) != nullptr;
  });
}

void try_record(Trial& trial, const RandomPair& pair, comparer::PairCompletions& known, CompletionCounts& counts) {
  Json record = trial.complete(counts.rejected);
  std::vector<LeftOut> left;
  std::size_t product = 1;
  bool has_few = true;
  for (std::size_t i = 0; i < 6; ++i) {
    const auto places = support::places(trial.written().vocabulary, record);
    const support::Place& place = trial.random().pick(places);
    const bool is_part = std::any_of(left.begin(), left.end(), [&](const LeftOut& other) { return place.path.starts_with(other.place.path) || other.place.path.starts_with(place.path); });
    const bool is_presumed = std::any_of(pair.questions.begin(), pair.questions.end(), [&](const Question& question) {
      const auto found = trial.written().presumed.find(question.policy);
      return found != trial.written().presumed.end() && !found->second.empty();
    });
    // A record that is left out and of which a part is supplied has other completions than those that are listed.
    const auto& standing = trial.written().standing;
    const bool has_supplied_part = std::any_of(standing.begin(), standing.end(), [&](const std::string& path) { return path.starts_with(place.path + "."); });
    std::vector<Json> values = support::values_of(trial.written().vocabulary, *place.fact);
    if (is_part || has_supplied_part || product * values.size() > most_completions || (is_presumed && trial.may_be_supplied(pair.questions[0], place.path)) ||
        (is_presumed && trial.may_be_supplied(pair.questions[1], place.path))) {
      continue;
    }
    product *= values.size();
    has_few = has_few && has_few_values(trial.written().vocabulary, *place.fact);
    support::mask(trial.random(), place, record);
    left.push_back({place, std::move(values)});
  }
  const model::Record read = trial.read(record);
  const auto& subjects = pair.comparisons.subjects;
  const Compared& compared = pair.comparisons.pairs.front();
  const std::size_t none = compared.comparison.differences.size();
  const comparer::Completions& found = known.of(read, read);
  if (!found.limit.empty()) {
    ++counts.not_covered;
    return;
  }
  std::set<std::size_t> claimed(found.differences.begin(), found.differences.end());
  if (found.may_agree) claimed.insert(none);

  // What is supplied to a side stays left out for it, so that `eval` fills it.
  std::vector<std::vector<Json>> ways{{record, record}};
  for (const LeftOut& fact : left) {
    std::vector<std::vector<Json>> longer;
    for (const Json& value : fact.values) {
      for (const auto& way : ways) {
        longer.push_back(way);
        for (std::size_t side = 0; side < 2; ++side) {
          if (!is_supplied(trial, subjects[side], read, fact.place)) longer.back()[side][fact.place.at] = value;
        }
      }
    }
    ways = std::move(longer);
  }
  const bool some_supplied = std::any_of(left.begin(), left.end(), [&](const LeftOut& fact) {
    return is_supplied(trial, subjects[0], read, fact.place) || is_supplied(trial, subjects[1], read, fact.place);
  });
  std::set<std::size_t> seen;
  for (const auto& way : ways) {
    if (trial.second().breaks_always(way[0]) || trial.second().breaks_always(way[1])) continue;
    ++counts.completions;
    const auto one = by_evaluation(trial, pair, way, none);
    seen.insert(one.begin(), one.end());
  }
  ++counts.records;
  counts.supplied += some_supplied ? 1 : 0;
  counts.undetermined += claimed.size() > 1 ? 1 : 0;
  EXPECT_TRUE(std::includes(claimed.begin(), claimed.end(), seen.begin(), seen.end()))
      << "a completion falls where none was said to fall\n" << trial.shown(pair.questions[0], record, "") << trial.shown(pair.questions[1], record, "");
  if (!has_few) return;
  ++counts.whole;
  EXPECT_EQ(claimed, seen) << fmt::format("{}", fmt::join(claimed, " ")) << " claimed\n" << trial.shown(pair.questions[0], record, "") << trial.shown(pair.questions[1], record, "");
}

TEST(CompareRecords, BoundsAreThoseOfTheCompletions) {
  CompletionCounts counts;
  for (std::size_t i = 0; i < trials(400); ++i) {
    Trial trial{71, i, support::LibrarySize::small};
    ASSERT_TRUE(trial.is_loaded());
    const auto pair = random_pair(trial, trial.random_day());
    if (!pair) continue;
    ++counts.pairs;
    comparer::PairCompletions known{trial.library(), pair->comparisons, pair->comparisons.pairs.front(), {}};
    for (std::size_t k = 0; k < 8 && !testing::Test::HasFailure(); ++k) try_record(trial, *pair, known, counts);
  }
  report(fmt::format("{} pairs, {} records with missing facts, {} of them between differences; {} completions; all values tried for {} records; some fact supplied in {}; {} not covered",
                     counts.pairs, counts.records, counts.undetermined, counts.completions, counts.whole, counts.supplied, counts.not_covered));
  EXPECT_GT(counts.undetermined, counts.pairs / 10);
}

// ---- witnesses

std::size_t elements_in(const Json& json) {
  std::size_t result = 0;
  if (json.is_array()) result += static_cast<std::size_t>(std::count_if(json.begin(), json.end(), [](const Json& one) { return one.is_object(); }));
  if (json.is_structured()) {
    for (const Json& inner : json) result += elements_in(inner);
  }
  return result;
}

TEST(CompareRecords, WitnessesGiveTheirAnswersAndNoSmallerPartDoes) {
  std::size_t witnesses = 0;
  std::size_t enumerated = 0;
  std::size_t parts = 0;
  std::size_t not_proved = 0;
  for (std::size_t i = 0; i < trials(400); ++i) {
    Trial trial{72, i, support::LibrarySize::small};
    ASSERT_TRUE(trial.is_loaded());
    const auto pair = random_pair(trial, "");
    if (!pair) continue;
    const Compared& compared = pair->comparisons.pairs.front();
    const auto& subjects = pair->comparisons.subjects;
    const analyzer::Comparison whole = analyzer::compare(trial.library(), side_of(subjects[0], compared.left_decision), side_of(subjects[1], compared.right_decision));
    std::set<std::string> supplied = trial.written().standing;
    for (const auto& [policy, paths] : trial.written().presumed) supplied.insert(paths.begin(), paths.end());
    for (std::size_t d = 0; d < whole.differences.size(); ++d) {
      for (std::size_t r = 0; r < std::min<std::size_t>(whole.differences[d].regions.size(), 3); ++r) {
        const auto gives_both = [&](const model::Record& record) {
          return comparer::said(answer_of(trial.library(), subjects[0], compared.left_decision, record)) == whole.differences[d].left &&
                 comparer::said(answer_of(trial.library(), subjects[1], compared.right_decision, record)) == whole.differences[d].right;
        };
        const model::Record& smallest = compared.comparison.differences[d].regions[r].witness;
        // As a person gets it: through JSON.
        const Json shown = Json::parse(reporter::record_json(trial.library().vocabulary, smallest, "w").dump());
        ++witnesses;
        EXPECT_TRUE(gives_both(trial.read(shown))) << shown.dump() << "\n" << trial.shown(pair->questions[0], shown, "") << trial.shown(pair->questions[1], shown, "");
        not_proved += compared.witness_is_smallest[d][r] ? 0 : 1;
        const Json complete = Json::parse(reporter::record_json(trial.library().vocabulary, whole.differences[d].regions[r].witness, "w").dump());
        const auto places = support::places(trial.written().vocabulary, complete);
        if (places.size() > 13) continue;
        ++enumerated;
        std::pair<std::size_t, std::size_t> least{elements_in(shown), comparer::facts_stated(smallest)};
        for (std::size_t set = 0; set < (std::size_t{1} << places.size()); ++set) {
          Json part = complete;
          // A fact that is dropped where another value takes its place leaves another record, and no part of this one.
          const bool is_replaced = std::any_of(supplied.begin(), supplied.end(), [&](const std::string& path) {
            for (std::size_t p = 0; p < places.size(); ++p) {
              if ((set >> p & 1U) != 0 && (path == places[p].path || path.starts_with(places[p].path + "."))) return true;
            }
            return false;
          });
          if (is_replaced) continue;
          for (std::size_t p = 0; p < places.size(); ++p) {
            if ((set >> p & 1U) == 0) continue;
            const auto above = places[p].at.parent_pointer();
            if (part.contains(above) && part[above].is_object()) part[above].erase(places[p].at.back());
          }
          const model::Record record = trial.read(part);
          std::pair<std::size_t, std::size_t> size{elements_in(part), comparer::facts_stated(record) - 1};  // less the identifier
          ++parts;
          if (size >= least) continue;
          EXPECT_FALSE(gives_both(record)) << part.dump() << " is smaller than " << shown.dump();
        }
        if (testing::Test::HasFailure()) return;
      }
    }
  }
  report(fmt::format("{} witnesses give the answers that they are shown for; of {} all parts were tried ({} in all), and none is smaller; {} not proved to be the smallest", witnesses,
                     enumerated, parts, not_proved));
}

}  // namespace
}  // namespace comity
