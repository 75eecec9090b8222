// `would be X if FACT were VALUE`: every such line, applied to the record as a person would and asked
// again, gives X. On records of examples/founding from which facts were dropped.
#include "interpreter/explainer/changes.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iostream>
#include <map>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "tests/support/checked.hpp"

namespace comity::explainer {
namespace {

using nlohmann::json;

std::vector<json> bookings() {
  std::ifstream file{COMITY_ROOT "/examples/founding/bookings.jsonl"};
  std::vector<json> result;
  for (std::string line; std::getline(file, line);) result.push_back(json::parse(line));
  EXPECT_EQ(result.size(), 10U);
  return result;
}

// Each key goes with a chance of one in `odds`, at any depth; the identifier stays.
void drop_facts(json& value, std::mt19937& random, unsigned odds) {
  if (value.is_array()) {
    for (json& element : value) drop_facts(element, random, odds);
  }
  if (!value.is_object()) return;
  std::vector<std::string> keys;
  for (const auto& [key, inner] : value.items()) keys.push_back(key);
  for (const std::string& key : keys) {
    if (key != "id" && random() % odds == 0) {
      value.erase(key);
    } else {
      drop_facts(value[key], random, odds);
    }
  }
}

// --- a change, made as a person would make it: in the record's text

// The place that a path names, `convictions[0].convicted_on`, made on the way; and the type of what stands there.
struct Place {
  json* value;
  model::Type type;
};

Place place_of(const model::Vocabulary& vocabulary, json& record, const std::string& path) {
  Place place{&record, {.kind = model::Kind::record, .id = *vocabulary.root}};
  std::istringstream parts{path};
  for (std::string part; std::getline(parts, part, '.');) {
    const std::size_t bracket = part.find('[');
    const std::string name = part.substr(0, bracket);
    const model::RecordType& type = vocabulary.records[place.type.id];
    place.type = type.fields[type.find(name).value()].type;
    place.value = &(*place.value)[name];
    if (bracket != std::string::npos) place.value = &(*place.value)[static_cast<std::size_t>(std::stoul(part.substr(bracket + 1)))];
  }
  return place;
}

json json_of(const model::Type& type, const std::string& text) {
  if (text == "none") return type.kind == model::Kind::set ? json::array() : json("none");
  switch (type.kind) {
    case model::Kind::yes_no: return text == "yes";
    case model::Kind::number: return std::stoll(text);
    case model::Kind::money: {
      std::string digits;
      std::copy_if(text.begin(), text.end(), std::back_inserter(digits), [](char c) { return c != '$' && c != ','; });
      return json::parse(digits);
    }
    case model::Kind::text: return text.substr(1, text.size() - 2);
    case model::Kind::set: {
      json members = json::array();
      std::istringstream names{text};
      for (std::string name; std::getline(names >> std::ws, name, ',');) members.push_back(name);
      return members;
    }
    case model::Kind::date:
    case model::Kind::date_time:
    case model::Kind::choice: return text;
    case model::Kind::list:
    case model::Kind::record: break;
  }
  ADD_FAILURE() << "no such change is ever proposed: " << text;
  return nullptr;
}

class ChangesTest : public testing::Test {
 protected:
  std::vector<std::string> possible(const json& record, model::PolicyId policy, model::DecisionId decision) const {
    const model::Record read = support::record_of(library_.vocabulary, record.dump());
    EXPECT_TRUE(evaluator::broken_always(library_, read).empty()) << record;
    return evaluator::Evaluation{library_, read, library_.policies[policy].authority, day_of(read)}.answer(policy, decision).possible;
  }

  std::vector<Change> changes(const model::Record& record, model::PolicyId policy, model::DecisionId decision) const {
    const model::JurisdictionId asker = library_.policies[policy].authority;
    const auto day = day_of(record);
    const Ask ask = [&](const model::Record& changed) { return evaluator::Evaluation{library_, changed, asker, day}.answer(policy, decision); };
    return single_changes(evaluator::Evaluation{library_, record, asker, day}, record, {policy}, decision, ask);
  }

  // Those that the bookings are about, and one that another of them asks.
  std::vector<model::PolicyId> founding() const {
    std::vector<model::PolicyId> result;
    for (const char* name : {"lapd_2012_proposal", "lapd_2012_proposal_press", "santa_clara_3_54", "cook_county_46_37", "ab_1081", "ice_priorities_2011",
                             "hold_by_ice_priorities", "secure_communities"}) {
      result.push_back(library_.find_policy(name).value());
    }
    return result;
  }

  std::optional<model::Date> day_of(const model::Record& record) const { return evaluator::day_asked(library_.vocabulary, record, on_); }

  support::Checked checked_ = support::library_of(support::shipped_texts("policies"));
  const model::Library& library_ = *checked_.library;
  // The day is fixed: a change of the date of the request would otherwise change the standing facts too.
  std::optional<model::Date> on_ = model::parse_date("2013-03-01");
};

TEST_F(ChangesTest, EveryLineLeadsWhereItSays) {
  std::mt19937 random{4711};
  const std::vector<json> all = bookings();
  std::size_t records = 0;
  std::size_t answers = 0;
  std::size_t lines = 0;
  std::map<std::string, std::size_t> by_answer;
  for (int round = 0; round < 30; ++round) {
    for (const json& original : all) {
      json record = original;
      drop_facts(record, random, 3U + static_cast<unsigned>(round));
      if (record.contains("charges") && record["charges"].empty()) continue;
      ++records;
      const model::Record read = support::record_of(library_.vocabulary, record.dump());
      for (const model::PolicyId policy : founding()) {
        for (const model::DecisionId decision : library_.policies[policy].decisions) {
          ++answers;
          const auto before = possible(record, policy, decision);
          for (const Change& change : changes(read, policy, decision)) {
            json changed = record;
            const Place place = place_of(library_.vocabulary, changed, change.fact);
            *place.value = json_of(place.type, change.value);
            const auto after = possible(changed, policy, decision);
            EXPECT_EQ(after, std::vector<std::string>{change.answer})
                << library_.policies[policy].name << ": " << change.fact << " were " << change.value << "\n" << record;
            EXPECT_NE(after, before) << change.fact << " were " << change.value;
            ++lines;
            ++by_answer[change.answer];
          }
        }
      }
    }
  }
  std::cout << records << " records, " << answers << " answers, " << lines << " changes tried:";
  for (const auto& [answer, count] : by_answer) std::cout << " " << count << " to " << answer << ";";
  std::cout << "\n";
  EXPECT_GE(records, 200U);
  EXPECT_GE(lines, 1'000U);
}

TEST_F(ChangesTest, TheNearestValueIsProposed) {
  const model::PolicyId santa_clara = library_.find_policy("santa_clara_3_54").value();
  const std::vector<json> all = bookings();
  const auto booking = std::find_if(all.begin(), all.end(), [](const json& known) { return known["id"] == "4709"; });
  ASSERT_NE(booking, all.end());
  const model::Record record = support::record_of(library_.vocabulary, booking->dump());
  std::vector<std::string> lines;
  for (const Change& change : changes(record, santa_clara, library_.vocabulary.find_decision("hold").value())) {
    lines.push_back(change.fact + " were " + change.value + ": " + change.answer);
  }
  // Convicted on 14 March 2003, asked on 15 March 2013: a day later or earlier would do.
  EXPECT_NE(std::find(lines.begin(), lines.end(), "convictions[0].convicted_on were 2003-03-15: honor"), lines.end()) << testing::PrintToString(lines);
  EXPECT_NE(std::find(lines.begin(), lines.end(), "request.made_on were 2013-03-14: honor"), lines.end()) << testing::PrintToString(lines);
}

}  // namespace
}  // namespace comity::explainer
