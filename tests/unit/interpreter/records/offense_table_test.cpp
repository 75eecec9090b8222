// Mistakes in offense tables: each is reported once, at its cell, with a way out.
#include "interpreter/records/offense_table.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "grammar/diagnostics/render_text.hpp"
#include "tests/support/checked.hpp"

namespace comity::records {
namespace {

const char* const vocabulary =
    "choice level infraction < misdemeanor < felony\n"
    "choice trait serious, violent, theft\n"
    "choice family penal, vehicle\n"
    "decision hold \"Hold\"\n  decline < honor\n"
    "record booking\n  id text identifier\n  charges list of charge\n  convictions list of conviction\n"
    "record charge\n  statute text classified by offenses\n  level level\n  traits set of trait\n  family family\n  stage accused < charged\n  bail money\n"
    "  counts number 1 to 9\n  deportable yes/no\n  since date\n  court court\n"
    "record conviction\n  statute text classified by offenses\n  level level\n  traits set of trait\n  counts text\n"
    "record court\n  name text\n";

// Each finding in one line: "2:8 table-value: message [help]".
std::vector<std::string> found_in(const std::vector<std::string>& texts, const std::string& code_names = "") {
  support::Checked checked = support::library_of({{"v.comity", vocabulary}});
  DiagnosticSink sink;
  std::vector<SourceId> tables;
  for (const std::string& text : texts) tables.push_back(checked.sources.add("offenses.csv", text));
  std::vector<SourceId> names;
  if (!code_names.empty()) names.push_back(checked.sources.add("statute_codes.csv", code_names));
  read_offense_tables(checked.sources, tables, names, checked.library->vocabulary, sink);
  std::vector<std::string> result;
  for (const Diagnostic& diagnostic : sink.sorted()) {
    const source::Source& source = checked.sources[diagnostic.primary.span.source];
    const auto line = source.lines.line_of(diagnostic.primary.span.begin);
    result.push_back(std::to_string(line) + " " + std::string{diagnostics::info(diagnostic.code).name} + " " + std::string{checked.sources.text_of(diagnostic.primary.span)} + " [" +
                     (diagnostic.helps.empty() ? "" : diagnostic.helps.front().text) + "]");
  }
  return result;
}

using Found = std::vector<std::string>;

TEST(OffenseTableTest, ASoundTableIsReadInSilence) {
  EXPECT_EQ(found_in({"\xEF\xBB\xBFstatute,level,traits,maybe,family,bail,deportable,since,title,from,until\r\n"
                      "PC 459,felony,theft,serious violent,penal,$500.50,yes,2001-01-01,\"Burglary, \"\"of any degree\"\"\",,2014-11-05\r\n"
                      "\r\n"
                      "PC 459,felony,,,,,,,,2014-11-05,\r\n"}),
            Found{});
}

TEST(OffenseTableTest, ColumnsAreFactsAndFourWords) {
  EXPECT_EQ(found_in({"statute,levl\nPC 1,felony\n"}), (Found{"1 table-column levl [write `level`]"}));
  EXPECT_EQ(found_in({"statute,level,level\nPC 1,felony,felony\n"}), (Found{"1 table-column level [keep one of the two columns]"}));
  EXPECT_EQ(found_in({"statute,level,court\nPC 1,felony,x\n"}), (Found{"1 table-column court [remove the column]"}));
  EXPECT_EQ(found_in({"statute,level,counts\nPC 1,felony,1\n"}), (Found{"1 table-column counts [give it one type, or remove the column]"}));
  EXPECT_EQ(found_in({"statute,level,stage\nPC 1,felony,charged\n"}), (Found{"1 table-column stage [keep the one that says how grave the offense is]"}));
  EXPECT_EQ(found_in({"level,traits\nfelony,theft\n"}), (Found{"1 table-column level,traits [name the one that holds the statute: `statute`]"}));
  EXPECT_EQ(found_in({"statute,level,maybe\nPC 1,felony,theft\n"}), (Found{"1 table-column statute,level,maybe [name the one set that it belongs to]"}));
  EXPECT_EQ(found_in({""}), (Found{"1 table-column  [begin it with the names of the facts that it gives]"}));
  EXPECT_EQ(found_in({"statute,level\nPC 1,felony\n", "statute,traits\nPC 2,theft\n"}), (Found{"1 table-column statute [add the column]"}));
}

TEST(OffenseTableTest, CellsAreValuesOfTheirFacts) {
  EXPECT_EQ(found_in({"statute,level\nPC 1,felny\n"}), (Found{"2 unknown-value felny [write `felony`]"}));
  EXPECT_EQ(found_in({"statute,level\nPC 1,\n"}), (Found{"2 table-value  [write one row for each: `infraction`, `misdemeanor` and `felony`]"}));
  EXPECT_EQ(found_in({"statute,level\n,felony\n"}), (Found{"2 table-value  [write the statute, as in `VC 23152(a)`]"}));
  EXPECT_EQ(found_in({"statute,level,traits\nPC 1,felony,theft vilent\n"}), (Found{"2 unknown-value vilent [write `violent`]"}));
  EXPECT_EQ(found_in({"statute,level,traits,maybe\nPC 1,felony,theft,theft serious\n"}),
            (Found{"2 table-value theft serious [`maybe` is for what depends on what was proved: keep it in one of the two]"}));
  EXPECT_EQ(found_in({"statute,level,from\nPC 1,felony,2014-02-30\n"}), (Found{"2 no-such-date 2014-02-30 [correct the date]"}));
  EXPECT_EQ(found_in({"statute,level,from\nPC 1,felony,11/05/2014\n"}), (Found{"2 table-value 11/05/2014 [correct the cell, or leave it empty]"}));
  EXPECT_EQ(found_in({"statute,level,from,until\nPC 1,felony,2014-01-01,2014-01-01\n"}),
            (Found{"2 dates-reversed 2014-01-01 [`until` is the first day on which it no longer holds]"}));
  EXPECT_EQ(found_in({"statute,level,bail,deportable\nPC 1,felony,much,perhaps\n"}),
            (Found{"2 table-value much [correct the cell, or leave it empty]", "2 table-value perhaps [correct the cell, or leave it empty]"}));
}

TEST(OffenseTableTest, RowsAreAsLongAsTheHeader) {
  const std::string help = " [a comma within a cell needs double quotes around the cell; a cell that is left empty keeps its comma]";
  EXPECT_EQ(found_in({"statute,level,title\nPC 1,felony,Theft, petty\nPC 2,felony\n"}), (Found{"2 table-row PC 1,felony,Theft, petty" + help, "3 table-row PC 2,felony" + help}));
  EXPECT_EQ(found_in({"statute,level,title\nPC 1,felony,\"Theft\nPC 2,felony,x\n"}), (Found{"2 table-row PC 1,felony,\"Theft [close it; what follows it cannot be told from the cell]"}));
  EXPECT_EQ(found_in({"statute,level,title\nPC 1,felony,\"Theft\" x\n"}).size(), 1U);
}

TEST(OffenseTableTest, OneStatuteAndLevelSaysOneThingADay) {
  const std::string help = " [keep one of them, or give each its own days with `from` and `until`]";
  EXPECT_EQ(found_in({"statute,level,traits\nPC 1,felony,theft\nPC 1,felony,theft\nPC 1,misdemeanor,\n"}), Found{});  // twice the same is no matter
  EXPECT_EQ(found_in({"statute,level,traits\nPC 1(a),felony,theft\n1(A)PC,felony,\n"}), (Found{"3 table-rows-differ 1(A)PC" + help}));
  EXPECT_EQ(found_in({"statute,level,traits\nPC 1,felony,theft\n", "statute,level,traits\nPC 1,felony,\n"}), (Found{"2 table-rows-differ PC 1" + help}));
  // `until` is the first day that is free again.
  EXPECT_EQ(found_in({"statute,level,traits,from,until\nPC 1,felony,theft,,2014-11-05\nPC 1,felony,,2014-11-05,\n"}), Found{});
  EXPECT_EQ(found_in({"statute,level,traits,from,until\nPC 1,felony,theft,,2014-11-06\nPC 1,felony,,2014-11-05,\n"}), (Found{"3 table-rows-differ PC 1" + help}));
}

TEST(OffenseTableTest, OtherNamesOfCodesAreOfCodesThatThereAre) {
  const std::vector<std::string> table{"statute,level\nPC 1,felony\nLAMC 2,felony\n"};
  EXPECT_EQ(found_in(table, "code,also\nPC,Penal Code\nLAMC,LAM\n"), Found{});
  EXPECT_EQ(found_in(table, "code,name\nPC,Penal Code\n"), (Found{"1 table-column code,name [write `code,also`]"}));
  EXPECT_EQ(found_in(table, "code,also\nLAM,LAMX\n"), (Found{"2 table-value LAM [write `LAMC`]"}));
  EXPECT_EQ(found_in(table, "code,also\nPC,LAMC\n"), (Found{"2 table-value LAMC [a name stands for one code: remove it from one of them]"}));
  EXPECT_EQ(found_in(table, "code,also\nPC\n"), (Found{"2 table-row PC [write it as in `BP,Bus. & Prof. Code`]"}));
}

}  // namespace
}  // namespace comity::records
