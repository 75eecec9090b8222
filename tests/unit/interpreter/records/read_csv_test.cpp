// Tables through mappings. What is expected is written as JSON, by hand: a table and JSON that say the same are the
// same records.
#include "interpreter/records/read_csv.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <sstream>
#include <string>
#include <vector>

#include "interpreter/records/mapping_draft.hpp"
#include "tests/support/checked.hpp"

namespace comity::records {
namespace {

using support::Checked;

const std::string vocabulary_text = R"(
choice level infraction < misdemeanor < felony
choice trait serious, violent, theft
jurisdiction town "Town" city
decision hold "Hold"
  decline < honor
record booking "A booking"
  id           text identifier
  booked_on    date dates the record
  release_due  date and time
  age          number 0 to 120
  gang_member  yes/no
  words        text
  charges      one or more charge
  convictions  list of conviction
  request      letter
record charge
  statute  text
  level    level
  traits   set of trait
  bail     money
record conviction
  level         level
  convicted_on  date
  released_on   date or none
record letter
  form     red, green or none
  made_on  date
)";

struct Read {
  std::vector<std::string> problems;  // "line: code: message"
  std::vector<std::string> helps;
  std::vector<std::pair<std::string, model::Record>> records;
  std::vector<std::uint64_t> lines;  // of the records
  std::vector<std::string> extra_keys;
};

class NoSeek : public std::stringbuf {
 public:
  using std::stringbuf::stringbuf;

 protected:
  pos_type seekoff(off_type, std::ios_base::seekdir, std::ios_base::openmode) override {
    return pos_type(off_type(-1));
  }
  pos_type seekpos(pos_type, std::ios_base::openmode) override { return pos_type(off_type(-1)); }
};

enum class Source { file, pipe };

Read read_through(const model::Library& library, const std::string& csv, Source source,
                  ExtraKeys extra_keys = ExtraKeys::refused) {
  std::stringbuf file{csv};
  NoSeek pipe{csv};
  std::istream stream{source == Source::file ? &file : &pipe};
  Read read;
  const auto records = open_csv(stream, library.vocabulary, library.mappings.front(), extra_keys);
  for (ReadRecord record; records->next(record);) {
    EXPECT_EQ(record.record.has_value(), record.problems.empty());
    for (const Problem& problem : record.problems) {
      read.problems.push_back(
          fmt::format("{}: {}: {}", problem.line, diagnostics::info(problem.code).name, problem.message));
      read.helps.push_back(problem.help);
    }
    read.extra_keys.insert(read.extra_keys.end(), record.extra_keys.begin(), record.extra_keys.end());
    if (!record.record) continue;
    read.records.emplace_back(record.id, std::move(*record.record));
    read.lines.push_back(record.line);
  }
  return read;
}

Checked library_with(const std::string& clauses) {
  return support::library_of(
      {{"vocabulary.comity", vocabulary_text}, {"mapping.comity", "mapping town \"A table\"\n" + clauses}});
}

Read read_csv(const std::string& clauses, const std::string& csv, Source source = Source::file,
              ExtraKeys extra_keys = ExtraKeys::refused) {
  const Checked checked = library_with(clauses);
  return read_through(*checked.library, csv, source, extra_keys);
}

// The records that `csv` gives are those of `json`, one a line, read from a file and from a pipe.
void expect_same(const std::string& clauses, const std::string& csv, const std::vector<std::string>& json) {
  SCOPED_TRACE(csv);
  const Checked checked = library_with(clauses);
  for (const Source source : {Source::file, Source::pipe}) {
    const Read read = read_through(*checked.library, csv, source);
    EXPECT_EQ(read.problems, std::vector<std::string>{});
    ASSERT_EQ(read.records.size(), json.size());
    for (std::size_t i = 0; i < json.size(); ++i) {
      EXPECT_EQ(read.records[i].second, support::record_of(checked.library->vocabulary, json[i])) << json[i];
    }
  }
}

using Problems = std::vector<std::string>;

const std::string one_row_per_charge = R"(
  rows grouped by "no"
  dates "YYYY-MM-DD", "MM/DD/YYYY", "YYYY-MM-DD HH:MM"
  unknown "", "NA"
  column "no" as id
  column "booked" as booked_on
  column "due" as release_due
  column "age" as age "0" means unknown
  column "gang" as gang_member "Y" means yes, "N" means no
  column "form" as request.form "R" means red, "-" means none
  column "statute" as charge.statute
  column "level" as charge.level "F1" or "F2" means felony, "M" means misdemeanor, "X" means unknown
  ignore "name"
)";
const std::string header = "no,booked,due,age,gang,form,statute,level,name\n";

TEST(ReadCsv, JoinsRowsThatStandTogether) {
  expect_same(
      one_row_per_charge,
      header +
          "1,2013-03-01,2013-03-02 12:30,34,Y,R,459 PC,F1,a\n"
          "1,2013-03-01,2013-03-02 12:30,34,Y,R,484 PC,M,a\n"
          "2,03/05/2013,NA,0,N,-,NA,X,b\n",
      {R"({"id":"1","booked_on":"2013-03-01","release_due":"2013-03-02T12:30","age":34,"gang_member":true,"request":{"form":"red"},
                   "charges":[{"statute":"459 PC","level":"felony"},{"statute":"484 PC","level":"misdemeanor"}]})",
       R"({"id":"2","booked_on":"2013-03-05","gang_member":false,"request":{"form":"none"},"charges":[{}]})"});
}

TEST(ReadCsv, JoinsRowsThatStandApart) {
  const std::string csv = header +
                          "1,,,,,,a,F1,\n"
                          "2,,,20,,,b,M,\n"
                          "1,,,34,,,c,F2,\n"
                          "3,,,,,,d,,\n"
                          "2,,,,,,e,,\n"
                          "1,,,34,,,f,X,\n"
                          "4,,,,,,g,,\n";
  const std::vector<std::string> json = {
      R"({"id":"1","age":34,"charges":[{"statute":"a","level":"felony"},{"statute":"c","level":"felony"},{"statute":"f"}]})",
      R"({"id":"2","age":20,"charges":[{"statute":"b","level":"misdemeanor"},{"statute":"e"}]})",
      R"({"id":"3","charges":[{"statute":"d"}]})", R"({"id":"4","charges":[{"statute":"g"}]})"};
  expect_same(one_row_per_charge, csv, json);
  EXPECT_EQ(read_csv(one_row_per_charge, csv).lines, (std::vector<std::uint64_t>{2, 3, 5, 8}))
      << "in the order of their first rows";
}

// Every way in which the rows of three people can stand among one another.
TEST(ReadCsv, JoinsRowsInEveryOrder) {
  std::vector<int> keys{1, 1, 2, 2, 3};
  std::size_t orders = 0;
  const Checked checked = library_with(one_row_per_charge);
  do {
    std::string csv = header;
    std::vector<std::string> ids;
    std::vector<std::vector<std::string>> statutes(4);
    for (std::size_t i = 0; i < keys.size(); ++i) {
      const auto key = static_cast<std::size_t>(keys[i]);
      const std::string id = std::to_string(key);
      csv += fmt::format("{},,,,,,s{},M,\n", id, i);
      if (statutes[key].empty()) ids.push_back(id);
      statutes[key].push_back(fmt::format(R"({{"statute":"s{}","level":"misdemeanor"}})", i));
    }
    for (const Source source : {Source::file, Source::pipe}) {
      const Read read = read_through(*checked.library, csv, source);
      ASSERT_EQ(read.problems, Problems{});
      ASSERT_EQ(read.records.size(), 3U);
      for (std::size_t i = 0; i < ids.size(); ++i) {
        const auto& list = statutes[static_cast<std::size_t>(std::stoi(ids[i]))];
        const std::string json = fmt::format(R"({{"id":"{}","charges":[{}]}})", ids[i], fmt::join(list, ","));
        ASSERT_EQ(read.records[i].second, support::record_of(checked.library->vocabulary, json)) << csv;
      }
    }
    ++orders;
  } while (std::next_permutation(keys.begin(), keys.end()));
  EXPECT_EQ(orders, 30U);  // 5! / (2! 2!)
}

TEST(ReadCsv, TakesARowForAnElementAlsoWhenItSaysNothing) {
  expect_same(one_row_per_charge, header + "1,,,,,,,,\n1,,,,,,a,M,\n",
              {R"({"id":"1","charges":[{},{"statute":"a","level":"misdemeanor"}]})"});
  expect_same("  column \"no\" as id\n", "no\n1\n", {R"({"id":"1"})"});  // no column of a list: an unknown list
  // Of two lists, a row belongs to the one of which it says something.
  const std::string two = R"(
  rows grouped by "no"
  unknown ""
  column "no" as id
  column "charge" as charge.statute
  column "prior" as conviction.level
)";
  expect_same(
      two, "no,charge,prior\n1,a,\n1,,felony\n1,b,felony\n",
      {R"({"id":"1","charges":[{"statute":"a"},{"statute":"b"}],"convictions":[{"level":"felony"},{"level":"felony"}]})"});
  expect_same(two, "no,charge,prior\n1,,\n", {R"({"id":"1","charges":[{}],"convictions":[{}]})"});
  expect_same(two, "no,charge,prior\n1,a,\n", {R"({"id":"1","charges":[{"statute":"a"}]})"});
}

const std::string numbered = R"(
  dates "M/D/YY"
  unknown "", "*"
  column "ARREST NO" as id
  column "CHARGE * STATUTE" as charge.statute
  column "CHARGE * CLASS" as charge.level "F" means felony, "M" means misdemeanor, "?" means unknown
  column "PRIOR*" as conviction.convicted_on
  ignore "RACE *"
)";

TEST(ReadCsv, MakesElementsOfNumberedColumns) {
  const std::string wide =
      "ARREST NO|CHARGE 2 STATUTE|CHARGE 10 STATUTE|CHARGE 1 STATUTE|CHARGE 1 CLASS|CHARGE 2 CLASS|CHARGE 10 "
      "CLASS|PRIOR1|PRIOR2|RACE 1\n";
  expect_same(
      numbered, wide + "1|b|j|a|F|M|?|1/2/99|12/31/68|x\n",
      {R"({"id":"1","charges":[{"statute":"a","level":"felony"},{"statute":"b","level":"misdemeanor"},{"statute":"j"}],
                   "convictions":[{"convicted_on":"1999-01-02"},{"convicted_on":"2068-12-31"}]})"});
  expect_same(numbered, wide + "1|||a||||||\n2||j||||?|*|3/4/70|\n",  // gaps; an element of which something is known
              {R"({"id":"1","charges":[{"statute":"a"}]})",
               R"({"id":"2","charges":[{"statute":"j"}],"convictions":[{"convicted_on":"1970-03-04"}]})"});
  expect_same(numbered, wide + "1||||?|||||\n",
              {R"({"id":"1"})"});  // nothing anywhere: unknown lists, and not empty ones
}

TEST(ReadCsv, KnowsThatAListIsEmptyWhereACodeSaysSo) {
  const std::string counted = R"(
  unknown ""
  column "no" as id
  column "priors" as convictions "0" means none, "1" or "2" means unknown
  column "prior *" as conviction.level
)";
  expect_same(counted, "no,priors,prior 1\n1,0,\n2,1,felony\n3,,\n4,2,\n",
              {R"({"id":"1","convictions":[]})", R"({"id":"2","convictions":[{"level":"felony"}]})", R"({"id":"3"})",
               R"({"id":"4"})"});
  const Read read = read_csv(counted, "no,priors,prior 1\n1,0,felony\n2,3,\n");
  EXPECT_EQ(read.problems,
            (Problems{"2: rows-disagree: one column says that there are no `convictions`, and others state some",
                      "3: unknown-code: column `priors` holds `3`, a code that the mapping does not list"}));
}

TEST(ReadCsv, StatesTwoFactsByOneColumn) {
  expect_same(
      "  dates \"YYYY-MM-DD\"\n  column \"no\" as id\n  column \"day\" as booked_on\n  column \"day\" as "
      "request.made_on\n",
      "no,day\n1,2013-03-01\n", {R"({"id":"1","booked_on":"2013-03-01","request":{"made_on":"2013-03-01"}})"});
}

TEST(ReadCsv, FindsAnIdentifierWhereNoColumnStatesIt) {
  const Read by_line = read_csv("  column \"age\" as age\n", "age\n34\n\n20\n");
  ASSERT_EQ(by_line.records.size(), 2U);
  EXPECT_EQ(by_line.records[0].first, "2");
  EXPECT_EQ(by_line.records[1].first, "4");
  const Read by_key = read_csv("  rows grouped by \"no\"\n  column \"age\" as age\n", "no,age\nA7,34\nA7,34\n");
  ASSERT_EQ(by_key.records.size(), 1U);
  EXPECT_EQ(by_key.records[0].first, "A7");
  EXPECT_EQ(read_csv("  unknown \"\", \"NA\"\n  column \"no\" as id\n  column \"age\" as age\n", "no,age\n,1\nNA,2\n")
                .problems,
            (Problems{"2: missing-identifier: the booking has no `id`, which tells it from the others",
                      "3: missing-identifier: the booking has no `id`, which tells it from the others"}));
}

TEST(ReadCsv, ReadsEveryDelimiterMarkAndLineBreak) {
  const std::string clauses =
      "  unknown \"\"\n  column \"no\" as id\n  column \"words\" as words\n  column \"age\" as age\n";
  for (const std::string mark : {"", "\xEF\xBB\xBF"}) {
    for (const char delimiter : {',', ';', '\t', '|'}) {
      for (const std::string line_end : {"\n", "\r\n", "\r"}) {
        const std::string d(1, delimiter);
        const std::string csv = mark + "no" + d + "words" + d + "age" + line_end + "1" + d + "\"a" + d + " \"\"b\"\"" +
                                line_end + "c\"" + d + "34" + line_end + " 2 " + d + "  " + d + " 35" + line_end;
        const Checked checked = library_with(clauses);
        const Read read = read_through(*checked.library, csv, Source::file);
        EXPECT_EQ(read.problems, Problems{}) << csv;
        ASSERT_EQ(read.records.size(), 2U) << csv;
        EXPECT_EQ(std::get<std::string>(read.records[0].second.facts[5]), "a" + d + " \"b\"" + line_end + "c");
        EXPECT_EQ(read.records[1].second, support::record_of(checked.library->vocabulary, R"({"id":"2","age":35})"));
        EXPECT_EQ(read.lines, (std::vector<std::uint64_t>{2, 4}));
      }
    }
  }
}

TEST(ReadCsv, PassesOverRowsThatAreBlank) {
  EXPECT_EQ(read_csv("  column \"no\" as id\n  column \"age\" as age\n", "no,age\n1,2\n,\n , \n\n3,4\n").lines,
            (std::vector<std::uint64_t>{2, 6}));
}

// ---- values

struct Cell {
  std::string column;  // the clause without `column "x" as`
  std::string cell;
  std::string json;  // of the whole record after its id; empty: an error
};

TEST(ReadCsv, ReadsEveryKindOfCell) {
  const std::vector<Cell> cells = {
      {"age", "0", R"("age":0)"},
      {"age", "120", R"("age":120)"},
      {"age", "34.0", R"("age":34)"},
      {"age", " 7 ", R"("age":7)"},
      {"age", "007", R"("age":7)"},
      {"age", "121", ""},
      {"age", "-1", ""},
      {"age", "34.5", ""},
      {"age", "34.", ""},
      {"age", "3 4", ""},
      {"age", "1e2", ""},
      {"age", "99999999999999999999", ""},
      {"age", "thirty", ""},
      {"age \"90+\" means 90", "90+", R"("age":90)"},
      {"age \"90+\" means 90", "89", R"("age":89)"},
      {"gang_member", "yes", R"("gang_member":true)"},
      {"gang_member", "no", R"("gang_member":false)"},
      {"gang_member", "Yes", ""},
      {"gang_member", "true", ""},
      {"gang_member", "1", ""},
      {"gang_member \"1\" means yes, \"0\" means no", "0", R"("gang_member":false)"},
      {"gang_member \"1\" means yes, \"0\" means no", "no", ""},
      {"words", "  a b ", R"("words":"a b")"},
      {"words", "none", R"("words":"none")"},
      {"words \"a\" means \"A\"", "a", R"("words":"A")"},
      {"words \"a\" means \"A\"", "b", ""},
      {"charge.bail", "5000", R"("charges":[{"bail":5000}])"},
      {"charge.bail", "$5,000.50", R"("charges":[{"bail":5000.50}])"},
      {"charge.bail", "$0.5", R"("charges":[{"bail":0.5}])"},
      {"charge.bail", "1,234,567", R"("charges":[{"bail":1234567}])"},
      {"charge.bail", "12,34", ""},
      {"charge.bail", "1234,567", ""},
      {"charge.bail", ",123", ""},
      {"charge.bail", "5.005", ""},
      {"charge.bail", "-5", ""},
      {"charge.bail", "$", ""},
      {"charge.level", "felony", R"("charges":[{"level":"felony"}])"},
      {"charge.level", "Felony", ""},
      {"charge.level", "none", ""},
      {"charge.level \"?\" means unknown", "felony", R"("charges":[{"level":"felony"}])"},
      {"charge.level \"?\" means unknown", "?", R"("charges":[{}])"},
      {"charge.traits", "none", R"("charges":[{"traits":[]}])"},
      {"charge.traits", "theft", R"("charges":[{"traits":["theft"]}])"},
      {"charge.traits", "serious  violent", R"("charges":[{"traits":["serious","violent"]}])"},
      {"charge.traits", "serious,violent", ""},
      {"charge.traits \"SV\" means (serious, violent), \"0\" means none", "SV",
       R"("charges":[{"traits":["serious","violent"]}])"},
      {"charge.traits \"SV\" means (serious, violent), \"0\" means none", "0", R"("charges":[{"traits":[]}])"},
      {"request.form", "none", R"("request":{"form":"none"})"},
      {"request.form", "green", R"("request":{"form":"green"})"},
      {"conviction.released_on", "none", R"("convictions":[{"released_on":null}])"},
      {"booked_on", "2013-03-01", R"("booked_on":"2013-03-01")"},
      {"booked_on", "03/01/2013", ""},
      {"booked_on", "2013-02-29", ""},
      {"release_due", "2013-03-01T17:00", R"("release_due":"2013-03-01T17:00")"},
      {"release_due", "2013-03-01", ""},
  };
  for (const Cell& cell : cells) {
    SCOPED_TRACE(cell.column + " <- " + cell.cell);
    const Checked checked = library_with("  column \"no\" as id\n  column \"x\" as " + cell.column + "\n");
    const Read read = read_through(*checked.library, "no;x\n1;" + cell.cell + "\n", Source::file);
    EXPECT_EQ(read.problems.size(), cell.json.empty() ? 1U : 0U);
    if (cell.json.empty() || read.records.empty()) {
      EXPECT_TRUE(cell.json.empty());
      continue;
    }
    EXPECT_EQ(read.records[0].second,
              support::record_of(checked.library->vocabulary, "{\"id\":\"1\"," + cell.json + "}"));
  }
}

TEST(ReadCsv, TellsWhichFactHasNoUsableCell) {
  const Read read =
      read_csv("  dates \"M/D/YYYY\", \"D/M/YYYY\"\n  column \"no\" as id\n  column \"day\" as booked_on\n",
               "no,day\n1,2/3/2013\n2,2/2/2013\n3,13/3/2013\n4,2/30/2013\n5,2013-02-03\n");
  EXPECT_EQ(
      read.problems,
      (Problems{
          "2: wrong-form: column `day` holds `2/3/2013`, which is 2013-02-03 by `M/D/YYYY` and 2013-03-02 by "
          "`D/M/YYYY`",
          "5: no-such-date: column `day` holds `2/30/2013`, a day or time that there is not",
          "6: wrong-form: column `day` holds `2013-02-03`, which fits no form of dates: `M/D/YYYY` and `D/M/YYYY`"}));
  EXPECT_EQ(read.records.size(), 2U) << "one day by both forms; by one of them alone";
}

TEST(ReadCsv, PassesOverColumnsWhereThatIsAllowed) {
  const Read read = read_csv("  column \"no\" as id\n", "no,x,y\n1,2,3\n4,5,6\n", Source::file, ExtraKeys::allowed);
  EXPECT_EQ(read.problems, Problems{});
  EXPECT_EQ(read.extra_keys, (std::vector<std::string>{"x", "y"})) << "said once";
}

TEST(ReadCsv, WantsAHeaderAndNoRows) {
  for (const std::string csv : {"", "\n", "\xEF\xBB\xBF"}) {
    EXPECT_EQ(read_csv("  column \"no\" as id\n", csv).problems.size(), 1U);
  }
  EXPECT_TRUE(read_csv("  column \"no\" as id\n", "no\n").problems.empty());
}

// ---- drafts

TEST(MappingDraft, LoadsAsItStands) {
  const std::vector<std::string> tables = {
      "no,age\n1,2\n",
      "a\n",
      "\"x\"\"y\",\"two\nlines\",\n1,2,3\n",
      "charge 1 level;charge 2 level;prior_1;prior_2;NO 1\nF;;2001-01-01;;\"a \"\"quoted\"\" one\"\n",
      "level,charge.level,charges,charge,convicted_on,gang member,Gang_Member\nF,felony,1,x,1/2/13,Y,N\n",
      "mapping,rows,#,*,**,* 1 *,unknown\n1,2,3,4,5,6,7\n",
      "a\xE2\x80\x8B,\xE2\x80\x8F,Jos\xC3\xA9\n\xE2\x80\x8B,#,\xC2\x85\n",
      "id,id,ID\n1,1,2\n",
  };
  for (const std::string& table : tables) {
    SCOPED_TRACE(table);
    const Checked vocabulary = support::library_of({{"vocabulary.comity", vocabulary_text}});
    std::istringstream csv{table};
    const std::string draft = mapping_draft(csv, vocabulary.library->vocabulary, "table.csv");
    const Checked checked = support::check_texts({{"vocabulary.comity", vocabulary_text}, {"draft.comity", draft}});
    EXPECT_TRUE(checked.library.has_value()) << draft;
    EXPECT_TRUE(checked.diagnostics.empty()) << draft;
  }
}

TEST(MappingDraft, ReadsTheTableItWasMadeFrom) {
  const std::string table =
      "Booking No,Booked,Due,Age,Statute,Level,Gang member,name\n"
      "1,3/1/2013,3/2/2013 17:00,34,459 PC,F,Y,x\n"
      "1,3/1/2013,3/2/2013 17:00,34,484 PC,M,Y,x\n"
      "2,3/4/2013,,NA,484 PC,M,N,y\n";
  const Checked vocabulary = support::library_of({{"vocabulary.comity", vocabulary_text}});
  std::istringstream csv{table};
  const std::string draft = mapping_draft(csv, vocabulary.library->vocabulary, "table.csv");
  const Checked checked = support::library_of({{"vocabulary.comity", vocabulary_text}, {"draft.comity", draft}});
  const Read read = read_through(*checked.library, table, Source::file);
  EXPECT_EQ(read.problems, Problems{}) << draft;
  ASSERT_EQ(read.records.size(), 2U) << draft;
  EXPECT_EQ(
      read.records[0].second,
      support::record_of(
          checked.library->vocabulary,
          R"({"id":"1","booked_on":"2013-03-01","age":34,"charges":[{"statute":"459 PC"},{"statute":"484 PC"}]})"))
      << draft;
}

}  // namespace
}  // namespace comity::records
