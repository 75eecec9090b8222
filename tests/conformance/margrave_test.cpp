// Counts that others published for policies that are not about detainers (margrave/README.md works
// each out by hand): every record of a small vocabulary is asked about, and counted where two policies
// answer differently; and the regions that the analyzer finds must hold just those records, each once.
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <functional>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "interpreter/analyzer/compare.hpp"
#include "interpreter/evaluator/evaluate.hpp"
#include "tests/support/loaded_text.hpp"

namespace comity {
namespace {

const support::LoadedText& loaded(const std::string& name) {
  static std::map<std::string, support::LoadedText> known;
  if (const auto found = known.find(name); found != known.end()) return found->second;
  std::ifstream file{std::string{COMITY_ROOT} + "/tests/conformance/margrave/" + name + ".comity", std::ios::binary};
  std::stringstream text;
  text << file.rdbuf();
  return known.emplace(name, support::load_text(name + ".comity", text.str())).first->second;
}

std::vector<model::Value> values_of(const model::Vocabulary& vocabulary, const model::Type& type);

// Every record of the type, but for its identifier. Of a list: none, and one of each kind.
std::vector<model::Record> records_of(const model::Vocabulary& vocabulary, model::RecordId type) {
  std::vector<model::Record> result{model::unknown_record(vocabulary.records[type])};
  for (std::size_t i = 0; i < vocabulary.records[type].fields.size(); ++i) {
    const model::Field& field = vocabulary.records[type].fields[i];
    if (field.role == model::FieldRole::identifier) continue;
    std::vector<model::Record> longer;
    for (const model::Record& record : result) {
      for (const model::Value& value : values_of(vocabulary, field.type)) {
        longer.push_back(record);
        longer.back().facts[i] = value;
      }
    }
    result = std::move(longer);
  }
  return result;
}

std::vector<model::Value> values_of(const model::Vocabulary& vocabulary, const model::Type& type) {
  std::vector<model::Value> result;
  if (type.or_none) result.push_back(model::None{});
  switch (type.kind) {
    case model::Kind::yes_no: result.insert(result.end(), {false, true}); break;
    case model::Kind::choice:
      for (std::uint32_t i = 0; i < vocabulary.choices[type.id].values.size(); ++i) result.push_back(model::Chosen{i});
      break;
    case model::Kind::list:
      result.push_back(model::Elements{});
      for (const model::Record& element : records_of(vocabulary, type.id)) result.push_back(model::Elements{{element}});
      break;
    case model::Kind::text:
    case model::Kind::money:
    case model::Kind::date:
    case model::Kind::date_time:
    case model::Kind::number:
    case model::Kind::set:
    case model::Kind::record: ADD_FAILURE() << "these examples have no such fact"; break;
  }
  return result;
}

std::vector<model::Record> possible_records(const model::Library& library) {
  std::vector<model::Record> result;
  for (model::Record& record : records_of(library.vocabulary, *library.vocabulary.root)) {
    if (evaluator::broken_always(library, record).empty()) result.push_back(std::move(record));
  }
  return result;
}

// What a policy says of a record, complete as it is: the outcome, or none where it is silent.
std::optional<std::uint32_t> said(const model::Library& library, const std::string& policy, const model::Record& record) {
  const auto id = library.find_policy(policy);
  if (!id) throw std::runtime_error{"no policy " + policy};
  const auto answer = evaluator::Evaluation{library, record, library.policies[*id].authority, std::nullopt}.answer(*id, 0);
  EXPECT_TRUE(answer.status == evaluator::AnswerStatus::decided || answer.status == evaluator::AnswerStatus::silent) << policy;
  return answer.outcome;
}

struct Published {
  const char* library;
  const char* policy;
  const char* compared_with;  // counted where the two answer differently
  std::size_t scenarios;
  const char* asked;
};

// margrave/README.md says where the figures stand and how each is worked out.
constexpr Published published[] = {
    {"conference", "may_read", "nothing", 7, "reading a paper is permitted"},
    {"conference", "reviewer_may_read", "nothing", 6, "... to a reviewer"},
    {"conference", "may_not_read", "nothing", 2, "reading a paper is not permitted"},
    {"conference", "conference_1", "conference_2", 2, "the two policies differ"},
    {"conference", "author_under_1", "author_under_2", 1, "... for an author"},
    {"every_paper", "every_paper", "nothing", 8, "a reviewer may read every paper"},
    {"every_paper", "every_paper_of_some", "nothing", 6, "... and there is one"},
    {"firewall", "firewall_1", "nothing", 18, "which packets are accepted"},
    {"firewall", "tcp_to_port_21", "nothing", 9, "... by TCP to port 21"},
    {"firewall", "firewall_1", "firewall_1a", 9, "without the rule for the file server"},
    {"misordered_firewall", "tcp_to_port_21", "nothing", 0, "by TCP to port 21, misordered"},
};

class Margrave : public testing::TestWithParam<Published> {};

TEST_P(Margrave, TheEvaluatorFindsThePublishedCount) {
  const Published& line = GetParam();
  const auto& text = loaded(line.library);
  ASSERT_TRUE(text.library) << text.diagnostics;
  const auto records = possible_records(*text.library);
  std::size_t scenarios = 0;
  for (const model::Record& record : records) {
    if (said(*text.library, line.policy, record) != said(*text.library, line.compared_with, record)) ++scenarios;
  }
  EXPECT_EQ(scenarios, line.scenarios) << line.asked;
  fmt::print("{}: {} of {} records\n", line.asked, scenarios, records.size());
}

bool is_in(const model::Library& library, const model::Record& record, const analyzer::Region& region) {
  return std::all_of(region.when.begin(), region.when.end(), [&](const analyzer::RegionCondition& when) {
    const model::PolicyId reader = when.owner.value_or(0);
    const evaluator::Evaluation evaluation{library, record, library.policies[reader].authority, std::nullopt};
    const model::Truth truth = evaluation.reading(reader)->truth(when.condition);
    EXPECT_NE(truth, model::Truth::unknown) << when.words;
    return truth == (when.negated ? model::Truth::no : model::Truth::yes);
  });
}

TEST_P(Margrave, TheAnalyzersRegionsHoldJustThese) {
  const Published& line = GetParam();
  const auto& text = loaded(line.library);
  ASSERT_TRUE(text.library) << text.diagnostics;
  const model::Library& library = *text.library;
  analyzer::Side left;
  analyzer::Side right;
  left.policy = library.find_policy(line.policy);
  right.policy = library.find_policy(line.compared_with);
  const auto comparison = analyzer::compare(library, left, right);
  ASSERT_TRUE(comparison.complete) << comparison.limit;
  std::size_t scenarios = 0;
  std::size_t regions = 0;
  for (const analyzer::Difference& difference : comparison.differences) regions += difference.regions.size();
  for (const model::Record& record : possible_records(library)) {
    std::size_t held = 0;
    for (const analyzer::Difference& difference : comparison.differences) {
      for (const analyzer::Region& region : difference.regions) held += is_in(library, record, region) ? 1 : 0;
    }
    const bool differs = said(library, line.policy, record) != said(library, line.compared_with, record);
    EXPECT_EQ(held, differs ? 1 : 0);
    scenarios += held;
  }
  EXPECT_EQ(scenarios, line.scenarios) << line.asked;
  EXPECT_EQ(comparison.relation == analyzer::Relation::equal, line.scenarios == 0) << line.asked;
  fmt::print("{}: {} records in {} regions\n", line.asked, scenarios, regions);
}

INSTANTIATE_TEST_SUITE_P(Published, Margrave, testing::ValuesIn(published), [](const auto& line) {
  return fmt::format("{}_{}_{}", line.param.library, line.param.policy, line.param.compared_with);
});

}  // namespace
}  // namespace comity
