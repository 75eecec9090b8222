// Look-ups on random tables and records, held against filling by hand: the rows that count are found by plain search,
// and what they say is written into the record as JSON. Where they leave nothing open, the answers are the same; where
// they do, a decided answer is that of every way to settle what they leave open.
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "interpreter/evaluator/evaluate.hpp"
#include "interpreter/records/offenses.hpp"
#include "tests/support/checked.hpp"

namespace comity {
namespace {

using nlohmann::json;

constexpr int tables = 60;
constexpr int records_for_each = 100;
constexpr int ways_for_each = 4;

const std::vector<std::string> levels{"infraction", "misdemeanor", "felony"};
const std::vector<std::string> traits{"serious", "violent", "theft"};
const std::vector<std::string> families{"penal", "vehicle"};
const std::vector<std::string> conditions{
    "any charge is felony",
    "any charge is at least misdemeanor",
    "every charge is at most misdemeanor",
    "no charge is serious",
    "any charge where it is violent and its level is not infraction",
    "any charge is any of (misdemeanor, infraction)",
    "at least 2 charges where it is penal",
    "any charge where (it is theft or it is vehicle)",
    "not every charge is serious",
};

std::string vocabulary() {
  std::string text =
      "choice level infraction < misdemeanor < felony\nchoice trait serious, violent, theft\nchoice family penal, vehicle\n"
      "decision hold \"Hold\"\n  decline < honor\njurisdiction town \"Town\" city\n"
      "record booking\n  id text identifier\n  charges list of charge\n"
      "record charge\n  statute text classified by offenses\n  level level\n  traits set of trait\n  family family\n";
  for (std::size_t i = 0; i < conditions.size(); ++i) {
    text += fmt::format("policy p{} \"P\"\n  authority town\n  status proposed\n  source \"S\"\n  rule r\n    honor hold\n    when {}\n  otherwise decline hold\n", i, conditions[i]);
  }
  return text;
}

struct Row {
  std::string statute;
  std::string level;
  std::set<std::string> traits;
  std::set<std::string> maybe;
  std::string family;
  bool until_2014 = false;  // the law changed on 2014-11-05
  bool from_2014 = false;
};

class Chance {
 public:
  explicit Chance(unsigned seed) : engine_{seed} {}
  int below(int count) { return std::uniform_int_distribution<int>{0, count - 1}(engine_); }
  bool one_in(int count) { return below(count) == 0; }
  const std::string& of(const std::vector<std::string>& words) { return words[static_cast<std::size_t>(below(static_cast<int>(words.size())))]; }

 private:
  std::mt19937 engine_;
};

std::vector<Row> random_table(Chance& chance) {
  std::vector<Row> rows;
  const auto add = [&](const std::string& statute, const std::string& level, bool until_2014, bool from_2014) {
    Row row{statute, level, {}, {}, chance.of(families), until_2014, from_2014};
    for (const std::string& trait : traits) {
      if (chance.one_in(3)) {
        row.traits.insert(trait);
      } else if (chance.one_in(5)) {
        row.maybe.insert(trait);
      }
    }
    rows.push_back(std::move(row));
  };
  for (int section = 1; section <= 6; ++section) {
    const std::string statute = fmt::format("PC {}", section);
    for (const std::string& level : levels) {
      if (chance.one_in(2)) continue;
      if (!chance.one_in(3)) {
        add(statute, level, false, false);
        continue;
      }
      if (chance.one_in(2)) add(statute, level, true, false);
      add(statute, level, false, true);
    }
  }
  return rows;
}

std::string joined(const std::set<std::string>& words) {
  std::string result;
  for (const std::string& word : words) result += (result.empty() ? "" : " ") + word;
  return result;
}

std::string csv(const std::vector<Row>& rows) {
  std::string text = "statute,level,traits,maybe,family,from,until\n";
  for (const Row& row : rows) {
    text += fmt::format("{},{},{},{},{},{},{}\n", row.statute, row.level, joined(row.traits), joined(row.maybe), row.family, row.from_2014 ? "2014-11-05" : "",
                        row.until_2014 ? "2014-11-05" : "");
  }
  return text;
}

json random_record(Chance& chance) {
  json charges = json::array();
  for (int i = chance.below(3) + 1; i > 0; --i) {
    const int section = chance.below(7) + 1;  // the seventh is in no table
    json charge{{"statute", chance.one_in(2) ? fmt::format("PC {}", section) : fmt::format("{}PC", section)}};
    if (chance.one_in(3)) charge["level"] = chance.of(levels);
    if (chance.one_in(5)) charge["family"] = chance.of(families);
    if (chance.one_in(5)) charge["traits"] = json::array({chance.of(traits)});
    charges.push_back(std::move(charge));
  }
  return {{"id", "1"}, {"charges", std::move(charges)}};
}

enum class Day { none, before, on };

std::vector<Row> rows_for(const std::vector<Row>& rows, const json& charge, Day day) {
  std::vector<Row> result;
  const std::string written = charge["statute"];
  for (const Row& row : rows) {
    const std::string section = row.statute.substr(3);
    if (written != row.statute && written != section + "PC") continue;
    if (row.until_2014 && day != Day::before) continue;
    if (row.from_2014 && day != Day::on) continue;
    if (charge.contains("level") && charge["level"] != row.level) continue;
    result.push_back(row);
  }
  return result;
}

// Fills a record in one way that the rows allow; says whether there was another.
json filled_by_hand(const json& record, const std::vector<Row>& rows, Day day, Chance& chance, bool& is_open) {
  json result = record;
  for (json& charge : result["charges"]) {
    const std::vector<Row> found = rows_for(rows, charge, day);
    if (found.empty()) continue;
    is_open = is_open || found.size() > 1;
    const Row& row = found[static_cast<std::size_t>(chance.below(static_cast<int>(found.size())))];
    if (!charge.contains("level")) charge["level"] = row.level;
    if (!charge.contains("family")) charge["family"] = row.family;
    if (charge.contains("traits")) continue;
    is_open = is_open || !row.maybe.empty();
    charge["traits"] = json::array();
    for (const std::string& trait : traits) {
      if (row.traits.contains(trait) || (row.maybe.contains(trait) && chance.one_in(2))) charge["traits"].push_back(trait);
    }
  }
  return result;
}

bool same(const evaluator::Answer& a, const evaluator::Answer& b) {
  return a.status == b.status && a.outcome == b.outcome && a.rules == b.rules && a.possible == b.possible && a.missing == b.missing;
}

TEST(OffensesPropertyTest, ALookUpIsFillingByHand) {
  support::Checked checked = support::library_of({{"v.comity", vocabulary()}});
  const model::Library& library = *checked.library;
  const auto date = [](unsigned day) { return model::Date{std::chrono::year{2014}, std::chrono::month{11}, std::chrono::day{day}}; };
  int closed = 0;
  int open = 0;
  int decided_though_open = 0;
  for (int t = 0; t < tables; ++t) {
    Chance chance{static_cast<unsigned>(t) + 1};
    const std::vector<Row> rows = random_table(chance);
    DiagnosticSink sink;
    const std::vector<SourceId> ids{checked.sources.add("offenses.csv", csv(rows))};
    records::OffenseTable table = records::read_offense_tables(checked.sources, ids, {}, library.vocabulary, sink);
    ASSERT_EQ(sink.size(), 0U) << csv(rows);
    records::Offenses offenses{std::move(table), library.vocabulary, checked.sources};
    for (int r = 0; r < records_for_each; ++r) {
      const json record = random_record(chance);
      const Day day = static_cast<Day>(chance.below(3));
      const auto on = day == Day::none ? std::nullopt : std::optional{date(day == Day::before ? 4 : 5)};
      const auto filled = offenses.fill(support::record_of(library.vocabulary, record.dump()), on, records::Offenses::Name::assumed);
      for (int way = 0; way < ways_for_each; ++way) {
        bool is_open = false;
        const json by_hand = filled_by_hand(record, rows, day, chance, is_open);
        const model::Record completed = support::record_of(library.vocabulary, by_hand.dump());
        (is_open ? open : closed) += 1;
        for (model::PolicyId policy = 0; policy < library.policies.size(); ++policy) {
          const auto looked_up = evaluator::Evaluation{library, filled.record, 0, on}.answer(policy, 0);
          const auto wanted = evaluator::Evaluation{library, completed, 0, on}.answer(policy, 0);
          const std::string told = record.dump() + "\nby hand " + by_hand.dump() + "\n" + csv(rows) + library.policies[policy].name;
          if (!is_open) {
            ASSERT_TRUE(same(looked_up, wanted)) << told;
            continue;
          }
          if (looked_up.status != evaluator::AnswerStatus::decided) continue;
          ++decided_though_open;
          ASSERT_EQ(wanted.outcome, looked_up.outcome) << told;
        }
      }
    }
  }
  fmt::print("{} tables: {} records that the rows settle, {} ways to settle the others, {} answers of those decided\n", tables, closed, open, decided_though_open);
  EXPECT_GT(closed, 1000);
  EXPECT_GT(open, 1000);
  EXPECT_GT(decided_though_open, 1000);
}

}  // namespace
}  // namespace comity
