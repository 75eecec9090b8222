// Make-believe records: the draws are those of the standard's engine, the reader takes every record
// of the shipped distribution, and what comes out is as frequent as the file says.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <iostream>
#include <iterator>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "interpreter/cli/file_system.hpp"
#include "interpreter/cli/library_files.hpp"
#include "interpreter/records/distribution.hpp"
#include "interpreter/records/draws.hpp"
#include "tests/support/program.hpp"

namespace comity::records {
namespace {

using nlohmann::json;

constexpr int records = 10'000;

std::string text_of(const std::string& path) {
  std::ifstream file{std::string{COMITY_ROOT} + "/" + path, std::ios::binary};
  return {std::istreambuf_iterator<char>{file}, {}};
}

// The shipped library's vocabularies and its distribution, in memory.
support::MemoryFileSystem shipped() {
  support::MemoryFileSystem files;
  const std::string folder = std::string{COMITY_ROOT} + "/policies";
  for (const std::string& path : cli::disk()->files_below(folder, ".comity")) {
    const std::string name = path.substr(std::string{COMITY_ROOT}.size() + 1);
    files.add(name, text_of(name));
  }
  files.add("policies/distributions/booking.json", text_of("policies/distributions/booking.json"));
  return files;
}

std::vector<json> lines_of(const std::string& text) {
  std::vector<json> result;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = text.find('\n', begin);
    result.push_back(json::parse(text.substr(begin, end - begin)));
    begin = end + 1;
  }
  return result;
}

const std::string& sampled() {
  static const std::string text = [] {
    auto files = shipped();
    return support::run_program({"sample", std::to_string(records), "--seed", "2012"}, files).out;
  }();
  return text;
}

// Chi-square of counts against weights; values of weight 0 must not occur.
double chi_square(const std::map<std::string, double>& weights, const std::map<std::string, int>& counts) {
  double all = 0;
  double drawn = 0;
  for (const auto& [value, weight] : weights) all += weight;
  for (const auto& [value, count] : counts) drawn += count;
  double result = 0;
  for (const auto& [value, count] : counts) EXPECT_TRUE(weights.contains(value)) << value;
  for (const auto& [value, weight] : weights) {
    const auto found = counts.find(value);
    const double count = found == counts.end() ? 0 : found->second;
    const double expected = drawn * weight / all;
    if (expected > 0) result += (count - expected) * (count - expected) / expected;
  }
  return result;
}

// Five standard deviations over the mean of a chi-square with `freedom` degrees: under one in 10,000 by chance, and
// the seed is fixed.
double most_chi_square(double freedom) { return freedom + 5 * std::sqrt(2 * freedom); }

std::map<std::string, double> weights_at(const json& object) {
  std::map<std::string, double> result;
  for (const auto& [value, weight] : object.at("weights").items()) result[value] = weight.get<double>();
  return result;
}

// [rand.predef] says what the engine's 10,000th number is.
TEST(Draws, AreThoseOfTheStandardEngine) {
  Draws draws{5489};
  constexpr std::uint64_t half = std::uint64_t{1} << 63U;  // divides 2^64, so that no number is thrown away
  std::uint64_t last = 0;
  for (int i = 0; i < 10'000; ++i) last = draws.below(half);
  EXPECT_EQ(last, 9'981'545'732'273'789'042U % half);
}

TEST(Draws, StayWithinTheirEnds) {
  Draws draws{1};
  std::set<std::int64_t> seen;
  for (int i = 0; i < 1'000; ++i) seen.insert(draws.between(-2, 2));
  EXPECT_EQ(seen, (std::set<std::int64_t>{-2, -1, 0, 1, 2}));
  EXPECT_EQ(draws.below(1), 0U);
  EXPECT_EQ(draws.weighted({0, 0, 5, 5}), 2U);  // the only weight that is not 0
}

TEST(Sample, TheReaderTakesEveryRecord) {
  auto files = shipped();
  const support::Ran ran = support::run_program(
      {"eval", "-", "--policy", "santa_clara_3_54,lapd_2012_proposal", "--decision", "hold", "--format", "summary"},
      files, sampled());
  EXPECT_EQ(ran.exit_code, 0) << ran.err;
  EXPECT_EQ(ran.err, "");
  EXPECT_NE(ran.out.find("(10,000 records)"), std::string::npos) << ran.out;
}

TEST(Sample, ALongerOneBeginsWithAShorterOne) {
  auto files = shipped();
  const support::Ran few = support::run_program({"sample", "100", "--seed", "2012"}, files);
  EXPECT_EQ(sampled().substr(0, few.out.size()), few.out);
  const support::Ran other = support::run_program({"sample", "100", "--seed", "2013"}, files);
  EXPECT_NE(other.out, few.out);
}

// What is drawn is counted where it is stated: leaving facts out is drawn apart.
TEST(Sample, ValuesAreAsFrequentAsTheFileSays) {
  const json file = json::parse(text_of("policies/distributions/booking.json"));
  std::map<std::string, int> ages;
  std::map<std::string, int> charges;
  std::map<std::string, int> kinds;
  std::map<std::string, int> gangs;
  std::map<std::string, int> warrants;
  std::map<std::string, int> histories;
  int without_age = 0;
  for (const json& record : lines_of(sampled())) {
    if (record.contains("age")) ++ages[std::to_string(record["age"].get<int>())];
    if (!record.contains("age")) ++without_age;
    ++charges[std::to_string(record["charges"].size())];
    for (json charge : record["charges"]) ++kinds[charge.dump()];
    if (record.contains("gang_member")) ++gangs[record["gang_member"].dump()];
    if (record["request"].contains("warrant")) ++warrants[record["request"]["warrant"].get<std::string>()];
    if (record.contains("convictions")) ++histories[record["convictions"].empty() ? "none" : "some"];
  }
  const json& facts = file["facts"];
  const auto expect = [](const std::map<std::string, double>& weights, const std::map<std::string, int>& counts) {
    EXPECT_LT(chi_square(weights, counts), most_chi_square(static_cast<double>(weights.size()) - 1));
  };
  expect(weights_at(facts["age"]), ages);
  expect(weights_at(facts["charges"]["count"]), charges);
  expect(weights_at(facts["gang_member"]), gangs);
  expect(weights_at(facts["request.warrant"]), warrants);
  // TRAC: 47.7 of 100 have no conviction; the others one or more.
  expect({{"none", 47.7}, {"some", 52.3}}, histories);
  // Charges are drawn together: several cases may be the same in what they state.
  std::map<std::string, double> cases;
  for (const json& one : facts["charges"]["each"]["cases"]) cases[one["facts"].dump()] += one["weight"].get<double>();
  expect(cases, kinds);
  // 2 of 100 are left out: 200 of 10,000, with a standard deviation of 14.
  EXPECT_NEAR(without_age, 200, 70);
}

// docs/distributions.md shows one; it must draw.
TEST(Distribution, TheExampleOfItsDocumentDraws) {
  const std::string page = text_of("docs/distributions.md");
  const std::size_t begin = page.find("```json\n") + 8;
  auto files = shipped();
  files.add("like.json", page.substr(begin, page.find("```", begin) - begin));
  const support::Ran ran = support::run_program({"sample", "100", "--seed", "1", "--like", "like.json"}, files);
  EXPECT_EQ(ran.exit_code, 0) << ran.err;
  EXPECT_EQ(lines_of(ran.out).size(), 100U);
}

// The file with one letter too many in one key, or in one value that is a word of the vocabulary, for each of them.
void spoil(json& part, const std::function<void(const std::string&)>& tried) {
  const auto slipped = [](const std::string& word) {
    return word.substr(0, word.size() / 2) + "q" + word.substr(word.size() / 2);
  };
  if (part.is_string()) {
    const std::string word = part.get<std::string>();
    part = slipped(word);
    tried(word);
    part = word;
  }
  if (part.is_array()) {
    for (json& element : part) spoil(element, tried);
  }
  if (!part.is_object()) return;
  const json before = part;
  for (const auto& [key, value] : before.items()) {
    part.erase(key);
    part[slipped(key)] = value;
    tried(key);
    part = before;
    const bool is_free_text =
        key == "source" || key == "assumption" || key == "note" || key == "title" || key == "statute";
    if (!is_free_text) spoil(part[key], tried);
  }
}

TEST(Distribution, EverySlipIsReported) {
  json file = json::parse(text_of("policies/distributions/booking.json"));
  auto& cases = file["facts"]["charges"]["each"]["cases"];
  cases.erase(cases.begin() + 5, cases.end());  // more of the same
  auto files = shipped();
  const cli::Environment environment{files, std::cin, std::cout, std::cerr, false, false, {}, {}};
  const cli::Loaded loaded = cli::load({}, environment);
  ASSERT_TRUE(loaded.library);
  int slips = 0;
  int words = 0;
  int named = 0;
  spoil(file, [&](const std::string& word) {
    std::vector<Problem> problems;
    read_distribution(file.dump(), loaded.library->vocabulary, problems);
    EXPECT_FALSE(problems.empty()) << word;
    ++slips;
    if (word.front() < 'a') return;  // a number or a date: nobody knows what was meant
    ++words;
    const auto helps = [&](const Problem& problem) {
      return problem.help.find("`" + word) != std::string::npos || problem.help.find("\"" + word) != std::string::npos;
    };
    if (std::any_of(problems.begin(), problems.end(), helps)) ++named;
  });
  fmt::print("{} slips tried, {} of them in words, {} of these with what was meant\n", slips, words, named);
  EXPECT_GT(slips, 300);
  EXPECT_GE(named * 10, words * 9);
}

// examples/los_angeles_2012 works its shares out by hand. A request may be declined when it is for misdemeanors (1 in
// 2) and each of its charges may be low-grade: of 12,059 charges 763 are, and of 3,087 the label does not say. With the
// shares of bookings that have 1, 2, … charges, the sum of share times (3850/12059)^charges is 22.796 %, so the answer
// is no `honor` in 11.398 % of requests; of 34,000, with a standard deviation of 0.172 %. None is declined for sure, as
// gang membership is not published.
TEST(Sample, TheStoryDrawsWhatItsFileSays) {
  auto files = shipped();
  files.add("requests.json", text_of("examples/los_angeles_2012/requests.json"));
  const support::Ran drawn = support::run_program({"sample", "34000", "--seed", "3", "--like", "requests.json"}, files);
  ASSERT_EQ(drawn.exit_code, 0) << drawn.err;
  const support::Ran ran =
      support::run_program({"eval", "-", "--policy", "lapd_2012_proposal", "--decision", "hold"}, files, drawn.out);
  int open = 0;
  for (const json& answer : lines_of(ran.out)) {
    EXPECT_NE(answer["outcome"], "decline");
    if (answer["status"] == "undetermined") ++open;
  }
  EXPECT_NEAR(open / 340.0, 11.398, 4 * 0.172);
}

// The file's weights against the published counts, where those are here.
TEST(Sample, TheShippedFileHoldsThePublishedCounts) {
  const char* shared = std::getenv("COMITY_SHARED");
  const std::string folder = shared != nullptr ? shared : std::string{COMITY_ROOT} + "/../shared";
  std::ifstream published{folder + "/data/distributions.json"};
  if (!published)
    GTEST_SKIP() << folder << "/data/distributions.json is not here; set COMITY_SHARED to the folder that holds data";
  const json all = json::parse(published);
  const json& travis = all["travis_tx_ice_detainer_bookings_2006_2016"];
  const json& broward = all["broward_fl_pretrial_2013_2014"];
  const json facts = json::parse(text_of("policies/distributions/booking.json"))["facts"];
  EXPECT_EQ(facts["age"]["weights"], travis["age"]);
  json counts = travis["charges_per_booking"];
  counts.erase("0");
  EXPECT_EQ(facts["charges"]["count"]["weights"], counts);
  std::map<std::string, int> levels;
  int charges = 0;
  for (const json& one : facts["charges"]["each"]["cases"]) {
    levels[one["facts"].value("level", "none")] += one["weight"].get<int>();
    charges += one["weight"].get<int>();
  }
  EXPECT_EQ(charges, travis["charge_rows_without_ice"]);
  EXPECT_EQ(levels["felony"], travis["charge_level"]["felony"]);
  EXPECT_EQ(levels["misdemeanor"], travis["charge_level"]["misdemeanor"]);
  json priors = broward["priors_count"];
  priors.erase("0");
  const json file = json::parse(text_of("policies/distributions/booking.json"));
  EXPECT_EQ(file["cases"][1]["facts"]["convictions"]["count"]["weights"], priors);
}

}  // namespace
}  // namespace comity::records
