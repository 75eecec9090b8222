// Look-ups in a small table, worked out by hand: levels, days, `maybe`, what a record says itself, and what is counted.
#include "interpreter/records/offenses.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <vector>

#include "interpreter/evaluator/evaluate.hpp"
#include "tests/support/checked.hpp"

namespace comity::records {
namespace {

using model::Date;

const char* const vocabulary =
    "choice level infraction < misdemeanor < felony\n"
    "choice trait serious, violent, theft\n"
    "choice family penal, vehicle\n"
    "decision hold \"Hold\"\n  decline < honor\n"
    "jurisdiction town \"Town\" city\n"
    "record booking\n  id text identifier\n  charges list of charge\n  latest charge\n"
    "record charge\n  statute text classified by offenses\n  level level\n  traits set of trait\n  family family\n  bail money\n";

const char* const table =
    "statute,level,family,traits,maybe,from,until\n"
    "PC 187,felony,penal,serious violent,,,\n"
    "PC 459,felony,penal,theft,serious violent,,\n"
    "PC 459,misdemeanor,penal,theft,,,\n"
    "VC 1,infraction,vehicle,,,,\n"
    "VC 1,misdemeanor,penal,theft,,,\n"
    "HS 5(a),felony,penal,serious,,,2014-11-05\n"
    "HS 5(a),misdemeanor,penal,,,2014-11-05,\n"
    "BP 7,misdemeanor,penal,theft,,,\n";

Date day(int year, unsigned month, unsigned of_month) { return Date{std::chrono::year{year}, std::chrono::month{month}, std::chrono::day{of_month}}; }

struct Library {
  support::Checked checked;
  std::optional<Offenses> offenses;

  explicit Library(const std::string& condition = "")
      : checked{support::library_of({{"v.comity", vocabulary},
                                     {"p.comity", condition.empty() ? std::string{} : "policy p \"P\"\n  authority town\n  status proposed\n  source \"S\"\n  rule r\n    honor hold\n    when " + condition + "\n"}})} {
    DiagnosticSink sink;
    const std::vector<SourceId> tables{checked.sources.add("lib/offenses.csv", table)};
    OffenseTable read = read_offense_tables(checked.sources, tables, {}, checked.library->vocabulary, sink);
    EXPECT_EQ(sink.size(), 0U);
    offenses.emplace(std::move(read), checked.library->vocabulary, checked.sources);
  }

  model::Record record(const std::string& charge) const { return support::record_of(checked.library->vocabulary, R"({"id": "1", "charges": [{)" + charge + "}]}"); }
};

// The first charge after the look-up: "level; traits; family".
std::string looked_up(const std::string& charge, std::optional<Date> on = day(2020, 1, 1)) {
  Library library;
  const auto filled = library.offenses->fill(library.record(charge), on, Offenses::Name::all);
  const model::Vocabulary& names = library.checked.library->vocabulary;
  const model::RecordType& type = names.records[names.root_record().fields[1].type.id];
  const model::Record& first = std::get<model::Elements>(filled.record.facts[1]).records.front();
  std::string result;
  for (const char* fact : {"level", "traits", "family"}) {
    const auto field = *type.find(fact);
    result += (result.empty() ? "" : "; ") + to_text(names, type.fields[field].type, first.facts[field]);
  }
  return result;
}

TEST(OffensesTest, OneRowSuppliesEverything) { EXPECT_EQ(looked_up(R"("statute": "187PC")"), "felony; serious, violent; penal"); }

// Another place's list, `dangerous`, is in no row of the table, surely or perhaps: whether robbery is on it, the table
// cannot say. `listed` and `perhaps` are in some row, so where they are not, the offense is not on them. Of the choice's
// own values that holds without any row.
TEST(OffensesTest, ListsThatNoRowKnowsStayOpen) {
  support::Checked checked = support::library_of({{"v.comity", vocabulary}, {"d.comity", "choice trait adds dangerous, listed, perhaps\n"}});
  DiagnosticSink sink;
  const std::vector<SourceId> tables{checked.sources.add("lib/offenses.csv", "statute,level,traits,maybe\nPC 187,felony,serious listed,perhaps\nPC 211,felony,,\n")};
  Offenses offenses{read_offense_tables(checked.sources, tables, {}, checked.library->vocabulary, sink), checked.library->vocabulary, checked.sources};
  ASSERT_EQ(sink.size(), 0U);
  const model::Vocabulary& names = checked.library->vocabulary;
  const auto traits = [&](const std::string& statute) {
    const auto filled = offenses.fill(support::record_of(names, R"({"id": "1", "charges": [{"statute": ")" + statute + R"("}]})"), std::nullopt, Offenses::Name::all);
    const model::RecordType& type = names.records[names.root_record().fields[1].type.id];
    const auto field = *type.find("traits");
    return to_text(names, type.fields[field].type, std::get<model::Elements>(filled.record.facts[1]).records.front().facts[field]);
  };
  EXPECT_EQ(traits("PC 187"), "serious, dangerous?, listed, perhaps?");
  EXPECT_EQ(traits("PC 211"), "dangerous?");
}

TEST(OffensesTest, SeveralLevelsStayOpen) {
  // theft in both rows; serious and violent in one `maybe`; the family agrees.
  EXPECT_EQ(looked_up(R"("statute": "PC 459")"), "misdemeanor or felony; serious?, violent?, theft; penal");
  // theft in one of two; the family differs.
  EXPECT_EQ(looked_up(R"("statute": "VC 1")"), "infraction or misdemeanor; theft?; unknown");
}

TEST(OffensesTest, TheLevelOfTheRecordChoosesTheRow) {
  EXPECT_EQ(looked_up(R"("statute": "PC 459", "level": "misdemeanor")"), "misdemeanor; theft; penal");
  EXPECT_EQ(looked_up(R"("statute": "PC 459", "level": "felony")"), "felony; serious?, violent?, theft; penal");
  EXPECT_EQ(looked_up(R"("statute": "VC 1", "level": "infraction")"), "infraction; none; vehicle");
  // No row for the statute and the level: nothing is looked up.
  EXPECT_EQ(looked_up(R"("statute": "PC 459", "level": "infraction")"), "infraction; unknown; unknown");
}

TEST(OffensesTest, WhatTheRecordSaysComesFirst) {
  EXPECT_EQ(looked_up(R"("statute": "PC 187", "traits": [], "family": "vehicle")"), "felony; none; vehicle");
  EXPECT_EQ(looked_up(R"("statute": "PC 187", "traits": null)"), "felony; serious, violent; penal");
  EXPECT_EQ(looked_up(R"("level": "felony")"), "felony; unknown; unknown");  // no statute, nothing to look up
}

TEST(OffensesTest, RowsHoldFromTheFirstDayToTheDayBeforeUntil) {
  EXPECT_EQ(looked_up(R"j("statute": "HS 5(a)")j", day(2014, 11, 4)), "felony; serious; penal");
  EXPECT_EQ(looked_up(R"j("statute": "HS 5(a)")j", day(2014, 11, 5)), "misdemeanor; none; penal");
  EXPECT_EQ(looked_up(R"j("statute": "HS 5(a)", "level": "felony")j", day(2014, 11, 5)), "felony; unknown; unknown");
  // Without a day, only rows without days count.
  EXPECT_EQ(looked_up(R"j("statute": "HS 5(a)")j", std::nullopt), "unknown; unknown; unknown");
  EXPECT_EQ(looked_up(R"("statute": "PC 187")", std::nullopt), "felony; serious, violent; penal");
}

TEST(OffensesTest, NothingIsSuppliedForAStatuteThatIsNotFound) { EXPECT_EQ(looked_up(R"("statute": "PC 9999")"), "unknown; unknown; unknown"); }

// What one condition on the charge comes to, with the paths missing for it and assumed.
std::string asked(const std::string& condition, const std::string& charge) {
  Library library{condition};
  const auto filled = library.offenses->fill(library.record(charge), day(2020, 1, 1), Offenses::Name::assumed);
  const evaluator::Evaluation evaluation{*library.checked.library, filled.record, 0, std::nullopt, {nullptr, model::HolidayReading::observed, &filled.supplies}};
  const evaluator::Answer answer = evaluation.answer(0, 0);
  std::string result = answer.outcome ? "yes" : answer.status == evaluator::AnswerStatus::silent ? "no" : "unknown";
  for (const std::string& path : answer.missing) result += ", missing " + path;
  for (const std::string& path : answer.assumed) result += ", assumed " + path;
  return result;
}

TEST(OffensesTest, AComparisonThatAllLevelsMeetIsTrueAndOneThatNoneMeetsIsFalse) {
  const std::string wobbler = R"("statute": "PC 459")";
  EXPECT_EQ(asked("any charge is at least misdemeanor", wobbler), "yes");
  EXPECT_EQ(asked("any charge is felony", wobbler), "unknown, missing charges[0].level");
  EXPECT_EQ(asked("any charge is infraction", wobbler), "no");
  EXPECT_EQ(asked("no charge is infraction", wobbler), "yes");
  EXPECT_EQ(asked("any charge where its level is not felony", wobbler), "unknown, missing charges[0].level");
  EXPECT_EQ(asked("any charge where its level is not infraction", wobbler), "yes");
  EXPECT_EQ(asked("any charge is any of (misdemeanor, felony)", wobbler), "yes");
  EXPECT_EQ(asked("any charge is theft", wobbler), "yes");
  EXPECT_EQ(asked("any charge is serious", wobbler), "unknown, missing charges[0].traits");
  EXPECT_EQ(asked("any charge is serious", R"("statute": "PC 459", "level": "misdemeanor")"), "no");
  EXPECT_EQ(asked("any charge is penal", wobbler), "yes");
}

TEST(OffensesTest, WhatIsSuppliedBySectionIsAssumed) {
  EXPECT_EQ(asked("any charge is misdemeanor", R"("statute": "7(A)BP")"), "yes, assumed charges[0].level");
  EXPECT_EQ(asked("any charge is theft and no charge is felony", R"("statute": "7(A)BP")"), "yes, assumed charges[0].level, assumed charges[0].traits");
  EXPECT_EQ(asked("any charge is misdemeanor", R"("statute": "7BP")"), "yes");
  EXPECT_EQ(asked("any charge is theft", R"("statute": "7(A)BP", "traits": ["theft"])"), "yes");
}

TEST(OffensesTest, ARecordWithinTheRecordIsLookedUpToo) {
  Library library{"latest.level is misdemeanor"};
  const model::Record record = support::record_of(library.checked.library->vocabulary, R"({"id": "1", "latest": {"statute": "7(A)BP"}})");
  const auto filled = library.offenses->fill(record, std::nullopt, Offenses::Name::assumed);
  const evaluator::Evaluation evaluation{*library.checked.library, filled.record, 0, std::nullopt, {nullptr, model::HolidayReading::observed, &filled.supplies}};
  EXPECT_EQ(evaluation.answer(0, 0).assumed, std::vector<std::string>{"latest.level"});
}

TEST(OffensesTest, StatutesAreCountedByHowTheyWereFound) {
  Library library;
  for (const char* charge : {R"("statute": "PC 187")", R"("statute": "187PC")", R"("statute": "HS 5A")", R"("statute": "7(A)BP")", R"("statute": "PC 9")", R"("statute": "PC 9")",
                             R"("statute": "PC 459", "level": "infraction")"}) {
    library.offenses->count(library.record(charge), "7", day(2020, 1, 1));
  }
  library.offenses->count(library.record(R"j("statute": "HS 5(a)")j"), "8", std::nullopt);
  const LookUpCounts& counts = library.offenses->counts();
  EXPECT_EQ(counts.as_written, 4U);  // PC 187 twice, PC 459, HS 5(a)
  EXPECT_EQ(counts.by_spelling, 1U);
  EXPECT_EQ(counts.by_section, 1U);
  EXPECT_EQ(counts.not_found, 2U);
  EXPECT_EQ(counts.total(), 8U);
  ASSERT_EQ(counts.unmapped.size(), 3U);
  EXPECT_EQ(counts.unmapped.at({"PC 9", Unmapped::no_row}).count, 2U);
  EXPECT_EQ(counts.unmapped.at({"PC 459", Unmapped::other_levels}).count, 1U);
  EXPECT_EQ(counts.unmapped.at({"HS 5(a)", Unmapped::other_days}).count, 1U);
}

TEST(OffensesTest, ContradictionsAreCountedByStatute) {
  Library library;
  library.offenses->count(library.record(R"("statute": "PC 187", "level": "misdemeanor")"), "7", day(2020, 1, 1));
  library.offenses->count(library.record(R"("statute": "187PC", "traits": ["serious"])"), "8", day(2020, 1, 1));
  library.offenses->count(library.record(R"("statute": "PC 187", "traits": ["serious", "violent"], "level": "felony", "family": "penal")"), "9", day(2020, 1, 1));
  // What the table leaves open contradicts nothing.
  library.offenses->count(library.record(R"("statute": "PC 459", "traits": ["serious", "theft"])"), "9", day(2020, 1, 1));
  const auto& contradictions = library.offenses->counts().contradictions;
  ASSERT_EQ(contradictions.size(), 1U);
  EXPECT_EQ(contradictions.at("PC 187").count, 2U);
  EXPECT_EQ(contradictions.at("PC 187").facts, (std::set<std::string>{"level", "traits"}));
  EXPECT_EQ(contradictions.at("PC 187").first_record, "7");
}

TEST(OffensesTest, TheOriginOfEachFactIsNamed) {
  Library library;
  const auto filled = library.offenses->fill(library.record(R"("statute": "187PC", "family": "penal")"), std::nullopt, Offenses::Name::all);
  ASSERT_EQ(filled.supplies.facts.size(), 2U);
  EXPECT_EQ(filled.supplies.find("charges[0].level")->words, "PC 187, lib/offenses.csv");
  EXPECT_NE(filled.supplies.find("charges[0].traits"), nullptr);
}

}  // namespace
}  // namespace comity::records
