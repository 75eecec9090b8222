// Spellings of statutes, written as police, courts and counties write them, and the statute of a table that each is.
// The table says which codes there are, and which readings: the same letters mean one thing in one table and another
// in the next. Every line is worked out by hand from docs/language.md, Offense tables.
#include "interpreter/records/statute_spelling.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "interpreter/records/offenses.hpp"
#include "tests/support/checked.hpp"

namespace comity::records {
namespace {

const char* const vocabulary =
    "choice level infraction < misdemeanor < felony\n"
    "decision hold \"Hold\"\n  decline < honor\n"
    "record booking\n  id text identifier\n  charges list of charge\n"
    "record charge\n  statute text classified by offenses\n  level level\n";

// Each statute as a felony.
const std::vector<std::string> statutes{
    "VC 23152(a)", "VC 23152(b)", "VC 14601.2(a)", "VC 23153", "PC 187",    "PC 273a",    "PC 273",     "PC 347(b)",      "PC 245(a)(1)", "PC 484h",
    "PC 484(h)",   "PC 664/187(a)", "BP 25620",    "BP 25658", "BP 25658(b)", "BP 347",   "HS 11350(a)", "LAMC 41.27(c)", "LAMC 42.00(b)", "PC 459",
    "PC 12",       "BP 12(b)",    "EDC 100",       "EDC 100a", "PC 136.2(a)(7)(B)2", "Unlawful camping",
};

struct Matcher {
  support::Checked checked = support::library_of({{"v.comity", vocabulary}});
  DiagnosticSink sink;
  std::optional<Offenses> offenses;

  Matcher() {
    std::string table = "statute,level\n";
    for (const std::string& statute : statutes) table += statute + ",felony\n";
    const std::vector<SourceId> tables{checked.sources.add("offenses.csv", table)};
    const std::vector<SourceId> names{checked.sources.add(
        "statute_codes.csv", "code,also\nLAMC,LAM\nBP,B&P\nBP,BPC\nBP,Bus. & Prof. Code\nPC,Penal Code\nPC,Penal Code Section\nVC,CVC\nEDC,ED\n")};
    OffenseTable read = read_offense_tables(checked.sources, tables, names, checked.library->vocabulary, sink);
    EXPECT_EQ(sink.size(), 0U);
    offenses.emplace(std::move(read), checked.library->vocabulary, checked.sources);
  }
};

struct Spelling {
  std::string written;
  MatchKind kind;
  std::string statute;  // as the table writes it; of several, all
};

constexpr MatchKind written = MatchKind::as_written;
constexpr MatchKind spelling = MatchKind::by_spelling;
constexpr MatchKind section = MatchKind::by_section;
constexpr MatchKind several = MatchKind::several;
constexpr MatchKind none = MatchKind::none;

const std::vector<Spelling> spellings{
    // the same but for capitals, blanks, points and the side of the code
    {"VC 23152(a)", written, "VC 23152(a)"},
    {"23152(A)VC", written, "VC 23152(a)"},
    {"23152(A) VC", written, "VC 23152(a)"},
    {"23152 (A) VC", written, "VC 23152(a)"},
    {"23152 (a) V.C.", written, "VC 23152(a)"},
    {"23152 (A) V C", written, "VC 23152(a)"},
    {"vc23152(a)", written, "VC 23152(a)"},
    {"VC-23152(a)", written, "VC 23152(a)"},
    {"  VC  23152 ( a ) ", written, "VC 23152(a)"},
    {"V.C. § 23152(a)", written, "VC 23152(a)"},
    {"23152(B)VC", written, "VC 23152(b)"},
    {"14601.2(A)VC", written, "VC 14601.2(a)"},
    {"14601.2(A).VC", written, "VC 14601.2(a)"},
    {"187PC", written, "PC 187"},
    {"187 PC", written, "PC 187"},
    {"PC187", written, "PC 187"},
    {"P.C. 187", written, "PC 187"},
    {"245(A)(1)PC", written, "PC 245(a)(1)"},
    {"245(A) (1) PC", written, "PC 245(a)(1)"},
    {"245(A1", none, ""},
    {"273A PC", written, "PC 273a"},
    {"273APC", written, "PC 273a"},
    {"PC 273A", written, "PC 273a"},
    {"484HPC", written, "PC 484h"},
    {"484(H)PC", written, "PC 484(h)"},
    {"664/187(A)PC", written, "PC 664/187(a)"},
    {"664-187(A) PC", written, "PC 664/187(a)"},
    {"25620BP", written, "BP 25620"},
    {"11350(A)HS", written, "HS 11350(a)"},
    {"25620 B&P", written, "BP 25620"},
    {"B & P 25620", written, "BP 25620"},
    {"459V.C.", none, ""},
    {"23153V.C.", written, "VC 23153"},
    {"41.27(C)LAMC", written, "LAMC 41.27(c)"},
    {"LAMC 42.00(B)", written, "LAMC 42.00(b)"},
    {"136.2(A)(7)(B)2PC", written, "PC 136.2(a)(7)(B)2"},
    {"Unlawful camping", written, "Unlawful camping"},
    // another name of the code
    {"41.27(C)LAM", spelling, "LAMC 41.27(c)"},
    {"LAM 41.27(c)", spelling, "LAMC 41.27(c)"},
    {"23152(A)CVC", spelling, "VC 23152(a)"},
    {"25620 CODE", none, ""},
    {"347 BPC", spelling, "BP 347"},
    {"25620BPC", spelling, "BP 25620"},
    {"Bus. & Prof. Code 25620", spelling, "BP 25620"},
    {"Penal Code 187", spelling, "PC 187"},
    {"Penal Code section 187", spelling, "PC 187"},
    {"Penal Code § 245(a)(1)", spelling, "PC 245(a)(1)"},
    // a subdivision without its parentheses, where the table has it that way and not the other
    {"41.27CLAMC", spelling, "LAMC 41.27(c)"},
    {"41.27C LAMC", spelling, "LAMC 41.27(c)"},
    {"LAMC 41.27C", spelling, "LAMC 41.27(c)"},
    {"41.27CLAM", spelling, "LAMC 41.27(c)"},
    {"23152AVC", spelling, "VC 23152(a)"},
    {"14601.2A.VC", spelling, "VC 14601.2(a)"},
    {"245A1PC", spelling, "PC 245(a)(1)"},
    {"PC 245a(1)", spelling, "PC 245(a)(1)"},
    {"347B PC", spelling, "PC 347(b)"},
    {"347 B P.C.", several, "BP 347 or PC 347(b)"},
    {"11350A HS", spelling, "HS 11350(a)"},
    // two statutes of the table
    {"347BPC", several, "BP 347 or PC 347(b)"},
    {"12BPC", none, ""},
    // by section, where the table lists the bare section and none of its subdivisions
    {"25620(A)BP", section, "BP 25620"},
    {"25620(A)(1)BP", section, "BP 25620"},
    {"B&P 25620(a)", section, "BP 25620"},
    {"23153(A)VC", section, "VC 23153"},
    {"187(A)PC", section, "PC 187"},
    {"459(B)PC", section, "PC 459"},
    // and never otherwise
    {"25658(A)BP", none, ""},    // the table knows 25658(b)
    {"23152VC", none, ""},       // of a table of subdivisions, the section alone is none of them
    {"23152(F)VC", none, ""},
    {"273(A)PC", none, ""},      // may be 273a, which the table has
    {"100(A)EDC", none, ""},     // the same
    {"25620ABP", none, ""},      // 25620a may be a section of its own
    {"187APC", none, ""},
    {"245(A)PC", none, ""},
    {"484PC", none, ""},
    {"23152(A)", none, ""},      // no code
    {"23152(A)XX", none, ""},    // a code that the table does not have
    {"VC", none, ""},
    {"", none, ""},
    {"99999PC", none, ""},
    {"23152(AVC", none, ""},     // a parenthesis that is not closed takes the code with it
};

TEST(StatuteSpellingTest, SpellingsAreThoseOfTheHandTable) {
  Matcher matcher;
  ASSERT_GE(spellings.size(), 60U);
  for (const Spelling& each : spellings) {
    const StatuteMatch& match = matcher.offenses->match(each.written);
    std::string found;
    if (!match.rows.empty()) found = match.rows.front()->statute;
    for (const std::string& candidate : match.candidates) found += (found.empty() ? "" : " or ") + candidate;
    EXPECT_EQ(found, each.statute) << each.written;
    EXPECT_EQ(static_cast<int>(match.kind), static_cast<int>(each.kind)) << each.written;
  }
}

// Whatever stands in a text of a record, it is read without fault.
TEST(StatuteSpellingTest, HostileSpellingsAreRead) {
  Matcher matcher;
  for (const std::string& text : {std::string(100'000, '('), std::string(100'000, '9'), std::string(100'000, 'A'), "1" + std::string(100'000, 'A') + "PC", std::string("1\0PC", 4),
                                  std::string(")))1)))PC"), std::string("\xC2\xA7 187"), std::string("1--//--"), std::string("-1")}) {
    EXPECT_TRUE(matcher.offenses->match(text).rows.empty());
  }
}

TEST(StatuteSpellingTest, TheCodeStandsBeforeTheFirstDigit) {
  EXPECT_EQ(code_before("VC 23152(a)"), "VC");
  EXPECT_EQ(code_before("B&P 25620"), "B&P");
  EXPECT_EQ(code_before("720 ILCS 5/12-3"), "");
  EXPECT_EQ(code_before("Unlawful camping"), "");
}

TEST(StatuteSpellingTest, ANameStandsForOneCode) {
  StatuteCodes codes;
  codes.add("PC");
  codes.add("BP");
  EXPECT_TRUE(codes.add_name("Penal Code", "PC"));
  EXPECT_TRUE(codes.add_name("penal code", "P.C."));
  EXPECT_FALSE(codes.add_name("Penal Code", "BP"));
  EXPECT_FALSE(codes.add_name("BP", "PC"));
  EXPECT_EQ(codes.find("PENALCODE"), "PC");
}

}  // namespace
}  // namespace comity::records
