// The analyzer against the evaluator, which shares no code with it: on random policies, a record
// falls in exactly one region where the evaluator's answers differ and in none where they agree, and
// every witness gives the two answers that it is shown for.
#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <map>
#include <set>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "interpreter/analyzer/compare.hpp"
#include "interpreter/analyzer/questions.hpp"
#include "interpreter/analyzer/smallest_change.hpp"
#include "interpreter/evaluator/evaluate.hpp"
#include "interpreter/evaluator/stack.hpp"
#include "tests/property/trial.hpp"
#include "tests/support/checked.hpp"
#include "tests/support/memory_use.hpp"

namespace comity {
namespace {


struct Counts {
  std::size_t libraries = 0, pairs = 0, equal = 0, records = 0, differing = 0, differences = 0, regions = 0, refused = 0, rejected = 0, conditions = 0;
};

std::string rule_in(const evaluator::Answer& answer) { return answer.rules.empty() ? "" : answer.rules.front(); }

// Two questions about one record: the evaluator's side of it.
class Judge {
 public:
  Judge(const Trial& trial, const model::Record& record) : evaluation_{trial.library(), record, 0, std::nullopt} {}

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
        if (std::getenv("COMITY_SHOW") != nullptr) fmt::print("{} {} {} nodes {} atoms {} literals {} checks {} lemmas {} regions\n", i, counts.pairs, comparison.reached.nodes, comparison.reached.atoms, comparison.reached.literals, comparison.reached.checks, comparison.reached.lemmas, comparison.differences.size());
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
  const Counts counts = compare_all(71, trials(100), 12, support::LibrarySize::rich);
  EXPECT_EQ(counts.refused, 0U);
  print(counts);
}

TEST(Analyzer, AgreesWithTheEvaluatorOnSmallVocabularies) {
  const Counts counts = compare_all(72, trials(300), 30, support::LibrarySize::small);
  EXPECT_EQ(counts.refused, 0U);
  print(counts);
}

// Stacks of the random library's policies, with its standing facts: each level holds some of them, asked or assumed.
TEST(Analyzer, AgreesWithTheEvaluatorOnStacks) {
  Counts counts;
  for (std::size_t i = 0; i < trials(150); ++i) {
    Trial trial{73, i, support::LibrarySize::rich};
    ASSERT_TRUE(trial.is_loaded());
    ++counts.libraries;
    const auto random_stack = [&] {
      const auto place = static_cast<model::JurisdictionId>(trial.random().below(trial.library().jurisdictions.size()));
      model::Stack stack{place, *model::parse_date(trial.random().pick(std::vector<std::string>{"2008-02-29", "2012-02-29", "2013-02-28"})), {}};
      for (std::size_t level = 0; level < 2; ++level) {
        model::Level one;
        for (model::PolicyId policy = 0; policy < trial.library().policies.size(); ++policy) {
          const std::size_t chance = trial.random().below(100);
          if (chance < 35 && policy % 2 == level) one.policies.push_back(policy);
          if (chance >= 85 && policy % 2 == level) one.assumed.push_back(policy);
        }
        stack.levels.push_back(std::move(one));
      }
      return stack;
    };
    const model::Stack left = random_stack();
    model::Stack right = random_stack();
    const model::DecisionId decision = 0;
    const auto comparison = analyzer::compare(trial.library(), {std::nullopt, left, decision}, {std::nullopt, right, decision});
    ++counts.pairs;
    if (!comparison.complete) {
      ++counts.refused;
      fmt::print("refused: {}\n", comparison.limit);
      continue;
    }
    if (comparison.relation == analyzer::Relation::equal) ++counts.equal;
    const std::string text = shown(comparison, trial.library().vocabulary);
    const auto answer = [&](const model::Stack& stack, const model::Record& record) {
      return evaluator::answer_of_stack(evaluator::Evaluation{trial.library(), record, stack.jurisdiction, stack.on}, stack, decision);
    };
    for (const auto& difference : comparison.differences) {
      ++counts.differences;
      for (const auto& region : difference.regions) {
        ++counts.regions;
        const auto one = answer(left, region.witness);
        const auto other = answer(right, region.witness);
        EXPECT_EQ(difference.left, said_in(one)) << text;
        EXPECT_EQ(difference.right, said_in(other)) << text;
        EXPECT_EQ(difference.left_rule, rule_in(one)) << text;
        EXPECT_EQ(difference.right_rule, rule_in(other)) << text;
      }
    }
    if (testing::Test::HasFailure()) {
      ADD_FAILURE() << trial.shown(trial.questions().front(), Json{}, "") << " left on " << model::to_string(left.on) << " of " << left.jurisdiction;
      return;
    }
    // Records as they are where both jurisdictions state the same standing facts, or none.
    const auto standing = [&](const model::Stack& stack) {
      const model::Record nothing = model::unknown_record(trial.library().vocabulary.root_record());
      const evaluator::Evaluation evaluation{trial.library(), nothing, stack.jurisdiction, stack.on};
      std::set<std::string> stated;
      for (const auto& fact : trial.library().standing) {
        if (evaluation.standing_for(fact.fact) != nullptr) stated.insert(path_text(trial.library().vocabulary, fact.fact));
      }
      return stated;
    };
    if (!standing(left).empty() || !standing(right).empty()) continue;
    for (std::size_t k = 0; k < 20; ++k) {
      const model::Record record = trial.read(trial.complete(counts.rejected));
      const bool is_different = differ(said_in(answer(left, record)), said_in(answer(right, record)));
      const Judge judge{trial, record};
      std::size_t regions = 0;
      for (const auto& difference : comparison.differences) {
        for (const auto& region : difference.regions) regions += judge.is_in(region) ? 1 : 0;
      }
      ++counts.records;
      counts.differing += is_different ? 1 : 0;
      ASSERT_EQ(regions, is_different ? 1U : 0U) << text;
    }
  }
  EXPECT_EQ(counts.refused, 0U);
  print(counts);
}

// ---- every record of a small vocabulary

std::size_t elements_in(const Json& record) {
  std::size_t result = 0;
  for (const auto& [name, value] : record.items()) result += value.is_array() && !value.empty() && value.front().is_object() ? value.size() : 0;
  return result;
}

// The values of each fact of the record, and how many records they make.
std::size_t values_of_record(const support::RandomVocabulary& vocabulary, std::vector<std::pair<std::string, std::vector<Json>>>& values) {
  std::size_t records = 1;
  for (const support::RandomFact& fact : vocabulary.records.front().facts) {
    values.emplace_back(fact.name, fact.name == "id" ? std::vector<Json>{"x"} : support::values_of(vocabulary, fact));
    records = std::min<std::size_t>(records * values.back().second.size(), 1'000'000'000);
  }
  return records;
}

// Lists of up to two elements, and of every other fact each value that policies name and one more.
TEST(Analyzer, AgreesWithTheEvaluatorOnEveryRecord) {
  Counts counts;
  std::size_t smaller = 0;
  for (std::size_t i = 0; counts.libraries < trials(60) && i < 5'000; ++i) {
    Trial trial{74, i, support::LibrarySize::small};
    ASSERT_TRUE(trial.is_loaded());
    std::vector<std::pair<std::string, std::vector<Json>>> values;
    const std::size_t records = values_of_record(trial.written().vocabulary, values);
    if (records > (support::is_sanitized ? 3'000U : 30'000U)) continue;
    ++counts.libraries;
    const auto& questions = trial.questions();
    std::vector<std::pair<std::size_t, std::size_t>> pairs;
    for (std::size_t a = 0; a < questions.size(); ++a) {
      for (std::size_t b = a + 1; b < questions.size(); ++b) {
        if (questions[a].decision_id == questions[b].decision_id) pairs.emplace_back(a, b);
      }
    }
    std::vector<analyzer::Comparison> comparisons;
    std::vector<std::vector<std::size_t>> fewest;  // for each region of all differences, the fewest elements met with
    for (const auto& [a, b] : pairs) {
      comparisons.push_back(analyzer::compare(trial.library(), {questions[a].policy_id, std::nullopt, questions[a].decision_id}, {questions[b].policy_id, std::nullopt, questions[b].decision_id}));
      counts.refused += comparisons.back().complete ? 0 : 1;
      counts.equal += comparisons.back().relation == analyzer::Relation::equal ? 1 : 0;
      std::size_t regions = 0;
      for (const auto& difference : comparisons.back().differences) regions += difference.regions.size();
      counts.differences += comparisons.back().differences.size();
      counts.regions += regions;
      fewest.emplace_back(regions, 1'000);
      ++counts.pairs;
    }
    std::vector<std::size_t> at(values.size(), 0);
    for (std::size_t number = 0; number < records; ++number) {
      Json json = Json::object();
      std::size_t rest = number;
      for (const auto& [name, of_fact] : values) {
        json[name] = of_fact[rest % of_fact.size()];
        rest /= of_fact.size();
      }
      if (trial.second().breaks_always(json)) {
        ++counts.rejected;
        continue;
      }
      const model::Record record = trial.read(json);
      const Judge judge{trial, record};
      std::vector<analyzer::Said> said;
      for (const Question& question : questions) said.push_back(said_in(judge.answer(question)));
      ++counts.records;
      for (std::size_t p = 0; p < pairs.size(); ++p) {
        const bool is_different = differ(said[pairs[p].first], said[pairs[p].second]);
        counts.differing += is_different ? 1 : 0;
        std::size_t found = 0;
        std::size_t place = 0;
        for (const auto& difference : comparisons[p].differences) {
          for (const auto& region : difference.regions) {
            if (judge.is_in(region)) {
              ++found;
              fewest[p][place] = std::min(fewest[p][place], elements_in(json));
            }
            ++place;
          }
        }
        ASSERT_EQ(found, is_different ? 1U : 0U) << json.dump() << shown(comparisons[p], trial.library().vocabulary) << trial.shown(questions[pairs[p].first], json, "");
      }
    }
    for (std::size_t p = 0; p < pairs.size(); ++p) {
      std::size_t place = 0;
      for (const auto& difference : comparisons[p].differences) {
        for (const auto& region : difference.regions) {
          EXPECT_LE(region.elements, fewest[p][place]) << shown(comparisons[p], trial.library().vocabulary);
          smaller += fewest[p][place] < 1'000 ? 1 : 0;
          ++place;
        }
      }
    }
  }
  EXPECT_EQ(counts.refused, 0U);
  report(fmt::format("{} pairs of {} small libraries on every one of {} records: {} answers differ, each in one region of {}, and the {} regions met with have no smaller record than "
                     "the witness ({} equal, {} refused)",
                     counts.pairs, counts.libraries, counts.records, counts.differing, counts.regions, smaller, counts.equal, counts.refused));
}

// ---- one record with missing facts

std::string pointer_of(const std::string& path) {
  std::string result = "/";
  for (const char c : path) result += c == '.' || c == '[' ? "/" : c == ']' ? "" : std::string(1, c);
  return result;
}

// Says of a choice that is missing that it is one of these; false where what holds it is missing too.
bool narrow(const model::Vocabulary& vocabulary, model::Record& record, const std::string& pointer, const std::vector<Json>& values) {
  model::Record* current = &record;
  model::RecordId type = *vocabulary.root;
  for (std::size_t at = 1; at < pointer.size();) {
    const std::size_t end = std::min(pointer.find('/', at), pointer.size());
    const auto field = vocabulary.records[type].find(pointer.substr(at, end - at));
    const model::Type& inner = vocabulary.records[type].fields[*field].type;
    model::Value& value = current->facts[*field];
    at = end + 1;
    if (at >= pointer.size()) {
      if (!is_unknown(value)) return false;
      std::vector<bool> possible;
      for (const auto& name : vocabulary.choices[inner.id].values) possible.push_back(std::find(values.begin(), values.end(), Json(name)) != values.end());
      value = model::OneOf{possible};
      return true;
    }
    type = inner.id;
    if (auto* nested = std::get_if<syntax::Box<model::Record>>(&value)) {
      current = &**nested;
    } else if (auto* elements = std::get_if<model::Elements>(&value)) {
      const std::size_t next = std::min(pointer.find('/', at), pointer.size());
      current = &elements->records[static_cast<std::size_t>(std::stoi(pointer.substr(at, next - at)))];
      at = next + 1;
    } else {
      return false;
    }
  }
  return false;
}

// By the values of these facts: is there never more than one answer?
bool settle(const std::vector<std::pair<Json, analyzer::Said>>& completions, const std::vector<std::string>& paths) {
  std::map<std::string, std::set<analyzer::Said>> answers;
  for (const auto& [record, said] : completions) {
    std::string key;
    for (const std::string& path : paths) key += record.value(Json::json_pointer{pointer_of(path)}, Json{}).dump() + ";";
    answers[key].insert(said);
  }
  return std::all_of(answers.begin(), answers.end(), [](const auto& known) { return known.second.size() == 1; });
}

// Against every completion: the answers are those of some completion, the sets of facts settle it, and no smaller ones do.
TEST(Analyzer, SettlesRecordsAsTheirCompletionsDo) {
  std::size_t records = 0, completed = 0, open = 0, sets = 0, refused = 0, rejected = 0, wholly = 0, narrowed = 0;
  for (std::size_t i = 0; i < trials(400); ++i) {
    Trial trial{75, i, support::LibrarySize::small};
    ASSERT_TRUE(trial.is_loaded());
    const auto& vocabulary = trial.written().vocabulary;
    for (std::size_t k = 0; k < 8; ++k) {
      const Json whole = trial.complete(rejected);
      Json record = whole;
      std::vector<std::pair<support::Place, std::vector<Json>>> left;
      std::size_t product = 1;
      bool is_all_tried = true;  // lists, amounts and dates have more values than can be tried
      for (std::size_t n = 0; n < 6; ++n) {
        const auto places = support::places(vocabulary, record);
        const support::Place& place = trial.random().pick(places);
        std::vector<Json> values = support::values_of(vocabulary, *place.fact);
        if (product * values.size() > 300 || place.fact->kind == support::FactKind::record) continue;
        product *= values.size();
        is_all_tried = is_all_tried && place.fact->kind != support::FactKind::list && place.fact->kind != support::FactKind::money && place.fact->kind != support::FactKind::date && place.fact->kind != support::FactKind::date_time;
        support::mask(trial.random(), place, record);
        if (place.fact->kind == support::FactKind::choice && !place.fact->or_none && values.size() > 2 && k % 2 == 0) values.resize(2);
        left.emplace_back(place, std::move(values));
      }
      const Question& question = trial.random().pick(trial.questions());
      const bool is_supplied = std::any_of(left.begin(), left.end(), [&](const auto& fact) { return trial.may_be_supplied(question, fact.first.path); });
      if (left.empty() || is_supplied) continue;
      std::vector<Json> all{record};
      for (const auto& [place, values] : left) {
        std::vector<Json> longer;
        for (const Json& known : all) {
          for (const Json& value : values) {
            longer.push_back(known);
            longer.back()[place.at] = value;
          }
        }
        all = std::move(longer);
      }
      model::Record incomplete = trial.read(record);
      for (const auto& [place, values] : left) {
        if (place.fact->kind != support::FactKind::choice || values.size() == support::values_of(vocabulary, *place.fact).size()) continue;
        const bool is_narrowed = narrow(trial.library().vocabulary, incomplete, place.at.to_string(), values);
        is_all_tried = is_all_tried && is_narrowed;
        narrowed += is_narrowed ? 1 : 0;
      }
      const auto exact = analyzer::exact(trial.library(), {question.policy_id, std::nullopt, question.decision_id}, incomplete);
      if (!exact.complete) {
        ++refused;
        continue;
      }
      std::vector<std::pair<Json, analyzer::Said>> completions;
      std::set<analyzer::Said> seen;
      for (const Json& complete : all) {
        if (trial.second().breaks_always(complete)) continue;
        const model::Record read = trial.read(complete);
        completions.emplace_back(complete, said_in(Judge{trial, read}.answer(question)));
        seen.insert(completions.back().second);
        ++completed;
      }
      ++records;
      const std::string text = fmt::format("{} answers, settled by {} sets of {}\n", exact.answers.size(), exact.settled_by.size(),
                                           exact.settled_by.empty() ? "" : fmt::format("{}", fmt::join(exact.settled_by.front(), " "))) +
                               trial.shown(question, record, "");
      for (const analyzer::Said& said : seen) ASSERT_TRUE(std::find(exact.answers.begin(), exact.answers.end(), said) != exact.answers.end()) << text;
      if (is_all_tried) {
        ++wholly;
        ASSERT_EQ(seen.size(), exact.answers.size()) << text;
      }
      if (exact.answers.size() < 2) continue;
      ++open;
      ASSERT_FALSE(exact.settled_by.empty()) << text;
      for (const auto& paths : exact.settled_by) {
        ++sets;
        ASSERT_TRUE(settle(completions, paths)) << fmt::format("{}", fmt::join(paths, ", ")) << text;
        if (!is_all_tried) continue;
        for (std::size_t without = 0; without < paths.size(); ++without) {
          std::vector<std::string> fewer = paths;
          fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(without));
          ASSERT_FALSE(settle(completions, fewer)) << fmt::format("{}", fmt::join(fewer, ", ")) << text;
        }
      }
    }
  }
  report(fmt::format("{} records with missing facts ({} known to be among several) against their {} completions: the answers are those of the completions ({} records have no others), and of {} with several, {} "
                     "smallest sets of facts settle which ({} refused)",
                     records, narrowed, completed, wholly, open, sets, refused));
}

// ---- the smallest change

// Every record that one change makes: a fact stated otherwise, an element removed, an element added. With a source of
// random values, which large vocabularies need, some of them.
std::vector<Json> changed_once(const support::RandomVocabulary& vocabulary, const Json& record, support::Random* random) {
  std::vector<Json> result;
  for (const support::Place& place : support::places(vocabulary, record)) {
    if (place.fact->kind == support::FactKind::record) continue;
    const bool is_list = place.fact->kind == support::FactKind::list;
    const Json& stated = record.at(place.at);
    const auto add = [&](Json value) {
      result.push_back(record);
      result.back()[place.at] = std::move(value);
    };
    if (is_list && !stated.is_array()) continue;
    std::vector<Json> values;
    if (random == nullptr) values = support::values_of(vocabulary, *place.fact);
    for (std::size_t i = 0; random != nullptr && i < 3; ++i) values.push_back(support::random_value(*random, vocabulary, *place.fact));
    for (const Json& value : values) {
      if (!is_list && value != stated) add(value);
      if (!is_list || value.size() != 1) continue;
      Json longer = stated;
      longer.push_back(value.front());
      add(std::move(longer));
    }
    if (!is_list || (place.fact->one_or_more && stated.size() == 1)) continue;
    for (std::size_t i = 0; i < stated.size(); ++i) {
      Json shorter = stated;
      shorter.erase(i);
      add(std::move(shorter));
    }
  }
  return result;
}

std::size_t facts_apart(const model::Record& a, const model::Record& b) {
  std::size_t result = 0;
  for (std::size_t i = 0; i < a.facts.size(); ++i) {
    const auto* nested = std::get_if<syntax::Box<model::Record>>(&a.facts[i]);
    const auto* other = std::get_if<syntax::Box<model::Record>>(&b.facts[i]);
    const auto* elements = std::get_if<model::Elements>(&a.facts[i]);
    const auto* others = std::get_if<model::Elements>(&b.facts[i]);
    if (nested != nullptr && other != nullptr) {
      result += facts_apart(**nested, **other);
    } else if (elements != nullptr && others != nullptr && elements->records.size() == others->records.size()) {
      for (std::size_t k = 0; k < elements->records.size(); ++k) result += facts_apart(elements->records[k], others->records[k]);
    } else if (a.facts[i] != b.facts[i]) {
      ++result;
    }
  }
  return result;
}

// Against every change of one fact, and of two: the change leads where it says, and none smaller leads away.
TEST(Analyzer, FindsTheSmallestChangeOfARecord) {
  std::size_t records = 0, tried = 0, refused = 0, rejected = 0, unchangeable = 0, elements = 0, incomplete = 0;
  std::map<std::size_t, std::size_t> sizes;
  std::map<std::string, std::size_t> reasons;
  const auto answer_to = [](Trial& trial, const Question& question, const Json& json) {
    const model::Record record = trial.read(json);
    return Judge{trial, record}.answer(question);
  };
  for (std::size_t i = 0; i < trials(160); ++i) {
    const bool is_small = i % 4 != 3;
    Trial trial{76, i, is_small ? support::LibrarySize::small : support::LibrarySize::rich};
    ASSERT_TRUE(trial.is_loaded());
    for (std::size_t k = 0; k < 4; ++k) {
      const bool is_complete = k % 2 == 0;
      const Json json = is_complete ? trial.complete(rejected) : trial.incomplete(15, rejected);
      const Question& question = trial.random().pick(trial.questions());
      const model::Record record = trial.read(json);
      const auto now = Judge{trial, record}.answer(question);
      if (!is_definite(now)) continue;
      const auto change = analyzer::smallest_change(trial.library(), {question.policy_id, std::nullopt, question.decision_id}, record);
      if (!change.complete) {
        ++reasons[change.limit];
        ++refused;
        continue;
      }
      ++records;
      if (!is_complete) ++incomplete;
      std::string text = trial.shown(question, json, "");
      for (const auto& one : change.changes) text += one.path + "; ";
      ASSERT_EQ(change.before, said_in(now)) << text;
      ++sizes[change.changes.size()];
      if (change.changes.empty()) ++unchangeable;
      const bool has_elements = std::any_of(change.changes.begin(), change.changes.end(), [](const auto& one) { return one.kind != analyzer::FactChange::Kind::stated; });
      if (has_elements) ++elements;
      if (!change.changes.empty()) {
        const auto then = Judge{trial, change.record}.answer(question);
        ASSERT_NE(change.after, change.before) << text;
        if (is_definite(then)) {
          ASSERT_EQ(change.after, said_in(then)) << text;
        } else {
          ASSERT_FALSE(is_complete) << text;
        }
        ASSERT_TRUE(evaluator::broken_always(trial.library(), change.record).empty()) << text;
        if (!has_elements) {
          ASSERT_EQ(facts_apart(record, change.record), change.changes.size()) << text;
        }
      }
      // Of all smaller changes that can be tried, none leads away.
      std::vector<Json> smaller{json};
      for (std::size_t size = 1; size <= (is_small ? 2U : 1U) && (change.changes.empty() || size < change.changes.size()); ++size) {
        std::vector<Json> next;
        for (const Json& known : smaller) {
          for (Json& changed : changed_once(trial.written().vocabulary, known, is_small ? nullptr : &trial.random())) next.push_back(std::move(changed));
          if (next.size() > 2000) break;
        }
        for (const Json& changed : next) {
          if (trial.second().breaks_always(changed)) continue;
          const auto then = answer_to(trial, question, changed);
          ++tried;
          ASSERT_TRUE(!is_definite(then) || said_in(then) == change.before) << size << " " << changed.dump() << text;
        }
        smaller = std::move(next);
      }
    }
  }
  std::string by_size;
  for (const auto& [size, count] : sizes) by_size += fmt::format("{}{} of {}", by_size.empty() ? "" : ", ", count, size);
  report(fmt::format("{} records ({} with missing facts): their smallest changes ({} facts; {} with elements; {} have none) lead where they say, and none of {} smaller changes leads away ({} refused)",
                     records, incomplete, by_size, elements, unchangeable, tried, refused));
  for (const auto& [reason, count] : reasons) report(fmt::format("  refused {} times: {}", count, reason));
}

}  // namespace
}  // namespace comity
