// The records made of published arrests and court files, where they are present (in COMITY_SHARED, or in
// `shared` beside the repository): none is lost, and what the proposal of the Los Angeles police says of
// its own city's arrests is what was counted by other means.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iostream>
#include <map>
#include <set>
#include <sstream>
#include <streambuf>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "interpreter/cli/run.hpp"

namespace comity {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

const std::string policies = COMITY_ROOT "/policies";
const std::string founding =
    "lapd_2012_proposal,lapd_2012_proposal_press,santa_clara_3_54,cook_county_46_37,ab_1081,hold_by_ice_priorities,secure_communities";

fs::path records_folder() {
  const char* shared = std::getenv("COMITY_SHARED");
  const fs::path folder = shared != nullptr ? fs::path{shared} : fs::path{COMITY_ROOT}.parent_path() / "shared";
  return folder / "data/records";
}

std::size_t line_count(const fs::path& file) {
  std::ifstream in{file};
  std::size_t lines = 0;
  for (std::string line; std::getline(in, line);) ++lines;
  return lines;
}

// Hands each line on as it comes: the answers to all records are too many to keep.
class LineBuffer : public std::streambuf {
 public:
  explicit LineBuffer(std::function<void(const std::string&)> take) : take_{std::move(take)} {}

 protected:
  int_type overflow(int_type character) override {
    if (traits_type::eq_int_type(character, traits_type::eof())) return traits_type::not_eof(character);
    if (traits_type::to_char_type(character) == '\n') {
      take_(line_);
      line_.clear();
    } else {
      line_ += traits_type::to_char_type(character);
    }
    return character;
  }

 private:
  std::function<void(const std::string&)> take_;
  std::string line_;
};

// Answers of `eval` about one file, line by line.
void eval(const fs::path& records, const std::string& asked, const std::function<void(const json&)>& take) {
  const auto files = cli::disk();
  std::istringstream in;
  std::ostringstream err;
  LineBuffer lines{[&](const std::string& line) { take(json::parse(line)); }};
  std::ostream out{&lines};
  const int code = cli::run({"eval", records.string(), "--library", policies, "--policy", asked, "--decision", "hold", "--format", "jsonl"},
                            {*files, in, out, err, false, false, ""});
  EXPECT_EQ(code, 0) << err.str();
  // Where the library has offense tables, standard error says how the statutes fared in them; nothing is left out.
  EXPECT_EQ(err.str().find("error["), std::string::npos) << err.str();
  EXPECT_EQ(err.str().find("left out"), std::string::npos) << err.str();
}

TEST(RealRecordsTest, TheProposalOnTheArrestsOfItsCity) {
  const fs::path file = records_folder() / "lapd_arrests.jsonl";
  if (!fs::exists(file)) GTEST_SKIP() << file << " is not here; set COMITY_SHARED to the folder that holds data/records";
  std::map<std::string, std::size_t> outcomes;
  std::set<json> missing;
  std::size_t answers = 0;
  eval(file, "lapd_2012_proposal", [&](const json& answer) {
    ++answers;
    const bool is_decided = answer["status"] == "decided";
    ++outcomes[is_decided ? "decided " + answer["outcome"].get<std::string>() : answer["status"].get<std::string>()];
    if (!is_decided) missing.insert(answer["missing"]);
  });
  EXPECT_EQ(answers, 14'738U);
  EXPECT_EQ(outcomes, (std::map<std::string, std::size_t>{{"decided honor", 9'694}, {"undetermined", 5'044}}));
  EXPECT_EQ(missing, (std::set<json>{json{"gang_member", "prior_arrests", "request.additional_information"}}));
}

TEST(RealRecordsTest, NoRecordIsLostUnderAnyFoundingPolicy) {
  const std::size_t asked = static_cast<std::size_t>(std::count(founding.begin(), founding.end(), ',')) + 1;
  std::size_t present = 0;
  for (const char* name : {"lapd_arrests.jsonl", "broward_defendants.jsonl"}) {
    const fs::path file = records_folder() / name;
    if (!fs::exists(file)) continue;
    ++present;
    std::map<std::string, std::map<std::string, std::size_t>> statuses;  // by policy
    eval(file, founding, [&](const json& answer) { ++statuses[answer["policy"]][answer["status"]]; });
    const std::size_t records = line_count(file);
    EXPECT_EQ(statuses.size(), asked) << name;
    std::cout << name << ": " << records << " records, " << records * asked << " answers\n";
    for (const auto& [policy, counts] : statuses) {
      std::size_t sum = 0;
      std::cout << "  " << policy << ":";
      for (const auto& [status, count] : counts) {
        EXPECT_TRUE(status == "decided" || status == "undetermined" || status == "conflict" || status == "silent") << status;
        std::cout << " " << count << " " << status;
        sum += count;
      }
      std::cout << "\n";
      EXPECT_EQ(sum, records) << policy << " of " << name;
    }
  }
  if (present == 0) GTEST_SKIP() << "no records in " << records_folder() << "; set COMITY_SHARED to the folder that holds data/records";
}

}  // namespace
}  // namespace comity
