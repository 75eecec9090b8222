// What JSON and CSV are, case by case: every kind of case that the public suites have (JSONTestSuite: must accept, must
// refuse, either; csv-spectrum: the dialects), written anew for this test. A scoreboard is printed.
//
// A JSON text is tried as the value of a fact of free type would be: as a key that is allowed and passed over, so that
// nothing but the form decides; texts that are no value, as a record of their own.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <sstream>
#include <string>
#include <vector>

#include "interpreter/records/csv_reader.hpp"
#include "interpreter/records/read_json.hpp"

namespace comity::records {
namespace {

const model::Vocabulary vocabulary = [] {
  model::Vocabulary result;
  result.records = {{"booking", "", {}}};
  model::Field id;
  id.name = "id";
  id.type = {.kind = model::Kind::text};
  id.role = model::FieldRole::identifier;
  result.records[0].fields = {id};
  result.root = 0;
  return result;
}();

bool is_accepted(const std::string& text) {
  const auto stream = open_json(text, vocabulary, ExtraKeys::allowed);
  std::size_t records = 0;
  bool is_good = true;
  for (ReadRecord record; stream->next(record); ++records) is_good = is_good && record.record.has_value();
  return is_good && records == 1;
}

struct Group {
  std::string name;
  std::vector<std::string> values;  // put where a value stands
};

std::string in_record(const std::string& value) { return R"({"id":"1","x":)" + value + "}"; }

const std::string deep_open(300, '[');
const std::string deep_close(300, ']');

const std::vector<Group> good_values = {
    {"numbers",
     {"0",
      "-0",
      "1",
      "-1",
      "123",
      "20e1",
      "0e+1",
      "0e1",
      "1E22",
      "1E-2",
      "1E+2",
      "123e45",
      "123.456e78",
      "1e-2",
      "1e+2",
      "123.456789",
      "-123",
      "-0.1",
      "0.5",
      "123.45E-3",
      "-0.000000000000000000000000000000000000000000000001",
      "9007199254740993",
      "18446744073709551615"}},
    {"texts",
     {R"("")",
      R"(" ")",
      R"("asd")",
      R"("\"\\\/\b\f\n\r\t")",
      R"("\u0041")",
      R"("\u0060\u012a\u12AB")",
      R"("\uD801\udc37")",
      R"("\u0000")",
      R"("\u002c")",
      "\"\xE2\x82\xAC\"",
      "\"\xF0\x9D\x84\x9E\"",
      "\"\xEF\xBF\xBF\"",
      "\"\x7F\"",
      R"("a/*b*/c//d")",
      R"("new\u00A0line")",
      R"("\\u0000")",
      R"("\\a")",
      "\"\xE2\x80\xA8\xE2\x80\xA9\"",
      R"("\uDBFF\uDFFF")",
      R"("\uFFFE")"}},
    {"words", {"true", "false", "null"}},
    {"arrays",
     {"[]", "[[]   ]", R"([""])", "[null]", "[1\n]", "[1,null,null,null,2]", "[2] ", " [1]", R"([null, 1, "1", {}])",
      R"(["a", [[[]]], {"b": []}])", "\t[\r\n]\t"}},
    {"objects",
     {"{}", R"({"":0})", R"({"a":[]})", R"({"a":"b"})", R"({"foo\u0000bar": 42})",
      R"({"min": -1.0e+28, "max": 1.0e+28})", R"({"a":{"b":{"c":{}}}})", "{\n\"a\": \"b\"\n}", R"({"a":"b","a":"b"})",
      R"({"a":"b","a":"c"})"}},
};

const std::vector<Group> bad_values = {
    {"numbers", {"-01",       "01",      "-2.",   "2.",     "2.e3", "2.e-3",        "2.e+3", ".2e-3",    ".-1",
                 "0.3e+",     "0.3e",    "0.e1",  "0E",     "0E+",  "0e",           "0e+",   "1.0e+",    "1.0e-",
                 "1.0e",      "1 000.0", "1eE2",  "+1",     "+Inf", "Inf",          "NaN",   "-NaN",     "Infinity",
                 "-Infinity", "- 1",     "-foo",  "-",      "--2",  "0x1",          "0x42",  "1+2",      "1a",
                 "-1x",       "-a",      "9.e+",  "012",    "-012", "\xEF\xBC\x91", "1_000", "0.1.2",    "1e1.5",
                 "1-",        "1ea",     "-.123", "1.2a-3", "+",    "1e+-2",        "$5",    "1,000.5.1"}},
    {"texts",
     {R"("a)",
      R"(a")",
      "a",
      "'a'",
      R"("\x00")",
      R"("\a")",
      R"("\u")",
      R"("\u0")",
      R"("\u00A")",
      R"("\uqqqq")",
      R"("\uD834)",
      R"("\)",
      R"("\")",
      R"("\\\")",
      "\"a\nb\"",
      "\"\t\"",
      std::string{"\"\0\"", 3},
      "\"\x1F\"",
      R"("\U0041")",
      "\"\xE2\x82\"",
      "\"\xFF\"",
      "\"\xC0\xAF\"",
      "\"\xED\xA0\x80\"",
      "\"\xF4\xBF\xBF\xBF\"",
      "\"\x80\"",
      "\"\xE9\"",
      "\"\xF0\x80\x80\x80\"",
      R"("" x)",
      R"("\🌀")",
      R"(`a`)",
      R"("\u{41}")",
      "\xE2\x80\x9C"
      "a\xE2\x80\x9D",
      R"(\u0041)",
      R"("\uD800\u")",
      R"("\uD800\u1x")",
      R"("a" "b")"}},
    {"words",
     {"nul", "nulll", "tru", "truth", "fals", "True", "NULL", "undefined", "None", "*", "<.>", "\xC2\xA0", "no",
      "tru e", "nan"}},
    {"arrays", {"[1 true]", "[a",     "[1:2]",       "[\"\",]",    "[,]",
                "[,1]",     "[1,,2]", "[\"x\",,]",   "[1,",        "[1",
                "[",        "[[[",    "[\"x\"]]",    "[1]x",       "[][]",
                "[3[4]]",   "[-]",    "[   , \"\"]", "[1,\n1\n,1", "[\"a\",\n4\n,1,",
                "[{}",      "[{",     "[\"a",        "[true",      "]",
                "[\v]",     "[\f]",   "[/*1*/]",     "[1]//",      "(1)"}},
    {"objects",
     {"{",
      "{\"a\"",
      "{\"a\":",
      "{\"a\":1",
      "{\"a\":1,",
      "{\"a\" 1}",
      "{\"a\"::1}",
      "{a:1}",
      "{'a':1}",
      "{1:1}",
      "{null:1}",
      "{\"a\":1,}",
      "{\"a\":1,,}",
      "{,\"a\":1}",
      "{\"a\":1 \"b\":2}",
      "{\"a\":}",
      "{:1}",
      "{[:1}",
      "{\"a\":1}}",
      "{\"a\":1]",
      "{\"a\",1}",
      "{\"a\":\"b\"}#",
      "{\"a\":\"b\"}//",
      "{\"a\":\"b\"}/**/",
      "{\"a\":/*x*/1}",
      "{\"id\":0,,,,,}",
      "{\"x\", null}",
      "{\"a\":'b'}",
      "{\"\":",
      "{true:1}",
      "{9999E9999:1}",
      "{\xF0\x9F\x87\xA8\xF0\x9F\x87\xAD}",
      "{\"a\":\"a\" 123}",
      "{\"a\": true} \"x\""}},
    {"structure",
     {"", " ", ",", ":", "{}{}", "[]{}", "\xEF\xBB\xBF{}", std::string{"\0", 1}, "\x1B[31m", "\xE2\x81\xA0",
      "{\"a\":1} \xC2\x85", "&", "#", "\\", "\"a\":1"}},
};

// The suite leaves these open; here is what this reader does with them.
const std::vector<Group> open_refused = {
    {"lone surrogates",
     {R"("\uDADA")", R"("\uD888\u1234")", R"("\uDd1ea")", R"("\uD800\n")", R"("\uDFAA")", R"("\uD800\uD800\n")",
      R"("\uDd1e\uD834")"}},
    {"numbers without a value",
     {"1.5e+9999", "123123e100000", "-123123e100000",
      "0.4e00669999999999999999999999999999999999999999999999999969999999006", "-1e+9999", "1e400"}},
    {"depth", {deep_open + deep_open + deep_open + deep_open + deep_close + deep_close + deep_close + deep_close}},
};
const std::vector<Group> open_accepted = {
    {"numbers near nothing", {"123e-10000000", "1e-400", "123.456e-789"}},
    {"depth", {deep_open + deep_close}},
};

std::string shown_in_full(const std::string& text) { return text.size() > 60 ? text.substr(0, 60) + "…" : text; }

std::size_t try_all(const std::vector<Group>& groups, bool is_good, const std::string& what) {
  std::size_t right = 0;
  std::size_t all = 0;
  std::string counts;
  for (const Group& group : groups) {
    std::size_t of_group = 0;
    for (const std::string& value : group.values) {
      const bool is_right = is_accepted(in_record(value)) == is_good;
      of_group += is_right ? 1 : 0;
      EXPECT_TRUE(is_right) << what << ", " << group.name << ": " << shown_in_full(value);
    }
    counts += fmt::format("{}{} {} of {}", counts.empty() ? "" : ", ", group.name, of_group, group.values.size());
    right += of_group;
    all += group.values.size();
  }
  fmt::print("JSON, {}: {} of {} as they should ({})\n", what, right, all, counts);
  return right;
}

TEST(JsonForms, AreAcceptedAndRefused) {
  std::size_t right = try_all(good_values, true, "must be accepted");
  right += try_all(bad_values, false, "must be refused");
  right += try_all(open_refused, false, "open, refused here");
  right += try_all(open_accepted, true, "open, accepted here");
  EXPECT_GT(right, 200U);
}

// Whole files: marks, other encodings, what stands before and after.
TEST(JsonForms, OfWholeFiles) {
  const auto utf_16 = [](const std::string& text, bool is_little) {
    std::string result = is_little ? "\xFF\xFE" : "\xFE\xFF";
    for (const char c : text) {
      if (is_little) result += c;
      result += '\0';
      if (!is_little) result += c;
    }
    return result;
  };
  const std::string record = R"({"id":"1"})";
  const std::vector<std::pair<std::string, bool>> files = {
      {record, true},
      {" \t\r\n" + record + "\r\n", true},
      {"\xEF\xBB\xBF" + record, true},
      {"[" + record + "]", true},
      {"\xEF\xBB\xBF[" + record + "]", true},
      {utf_16(record, true), false},
      {utf_16(record, false), false},
      {"\xEF\xBB" + record, false},
      {"\xEF\xBB\xBF\xEF\xBB\xBF" + record, false},
      {record + "\xEF\xBB\xBF", false},
      {record + ",", false},
      {record + record, false},
      {"[" + record, false},
      {record + "]", false},
      {"[" + record + ",]", false},
      {"[," + record + "]", false},
      {"[[" + record + "]]", false},
      {"\"" + record + "\"", false},
      {"1", false},
      {"null", false},
      {"\"x\"", false},
      {"true", false},
      {record + std::string(1, '\0'), false},
      {record + "//", false},
      {"\f" + record, false},
      {"\xC2\xA0" + record, false},
  };
  std::size_t right = 0;
  for (const auto& [text, is_good] : files) {
    const bool is_right = is_accepted(text) == is_good;
    right += is_right ? 1 : 0;
    EXPECT_TRUE(is_right) << shown_in_full(text);
  }
  fmt::print("JSON, whole files: {} of {} as they should\n", right, files.size());
}

// ---- CSV

using Rows = std::vector<std::vector<std::string>>;

struct Dialect {
  std::string name;
  std::string text;
  Rows rows;  // empty: refused, in some row
};

Rows rows_of(const std::string& text) {
  std::istringstream stream{text};
  CsvReader reader{stream};
  Rows rows;
  for (CsvRow row; reader.next(row);) {
    if (row.fault) return {};
    rows.emplace_back(row.cells.begin(), row.cells.end());
  }
  return rows;
}

std::string with_line_ends(std::string text, const std::string& end) {
  std::string result;
  for (const char c : text) result += c == '\n' ? end : std::string(1, c);
  return result;
}

TEST(CsvForms, OfEveryDialect) {
  const std::vector<Dialect> dialects = {
      {"simple", "a,b,c\n1,2,3\n", {{"a", "b", "c"}, {"1", "2", "3"}}},
      {"no line end at the end", "a,b,c\n1,2,3", {{"a", "b", "c"}, {"1", "2", "3"}}},
      {"comma in quotes",
       "first,last,zip\nJo,\"Doe, 120 any st.\",08123\n",
       {{"first", "last", "zip"}, {"Jo", "Doe, 120 any st.", "08123"}}},
      {"empty cells, quoted and not", "a,b,c\n1,\"\",\"\"\n2,,4\n", {{"a", "b", "c"}, {"1", "", ""}, {"2", "", "4"}}},
      {"quotes written twice", "a,b\n1,\"ha \"\"ha\"\" ha\"\n3,4\n", {{"a", "b"}, {"1", "ha \"ha\" ha"}, {"3", "4"}}},
      {"a cell of quotes", "a,b\n\"\"\"\",\"\"\"\"\"\"\n", {{"a", "b"}, {"\"", "\"\""}}},
      {"JSON in a cell",
       "key,val\n1,\"{\"\"type\"\": \"\"Point\"\", \"\"at\"\": [102.0, 0.5]}\"\n",
       {{"key", "val"}, {"1", "{\"type\": \"Point\", \"at\": [102.0, 0.5]}"}}},
      {"places",
       "lat,lon\n\"39\xC2\xB0 44' 20\"\" N\",\"104\xC2\xB0 59' 05\"\" W\"\n",
       {{"lat", "lon"}, {"39\xC2\xB0 44' 20\" N", "104\xC2\xB0 59' 05\" W"}}},
      {"UTF-8", "a,b\n1,\xCA\xA4\n4,\xE4\xB8\xAD\n", {{"a", "b"}, {"1", "\xCA\xA4"}, {"4", "\xE4\xB8\xAD"}}},
      {"blanks are kept", "a, b\n 1 ,\" 2 \"\n", {{"a", " b"}, {" 1 ", " 2 "}}},
      {"one column", "a\n1\n", {{"a"}, {"1"}}},
      {"a comma at the end is an empty cell", "a,b,\n1,2,\n", {{"a", "b", ""}, {"1", "2", ""}}},
      {"rows of several lengths", "a,b\n1\n1,2,3\n", {{"a", "b"}, {"1"}, {"1", "2", "3"}}},
      {"empty lines", "\na,b\n\n1,2\n\n", {{"a", "b"}, {"1", "2"}}},
      {"a quote within a cell", "a,b\n1,ha \"ha\"\n", {}},
      {"more behind a quote", "a,b\n1,\"ha\"ha\n", {}},
      {"a blank before a quote", "a,b\n1, \"ha\"\n", {}},
      {"a quote that is not closed", "a,b\n1,\"ha\n", {}},
      {"a quote with a backslash", "a,b\n1,\"ha \\\"ha\\\" ha\"\n", {}},
  };
  std::size_t right = 0;
  std::size_t all = 0;
  for (const Dialect& dialect : dialects) {
    for (const std::string line_end : {"\n", "\r\n", "\r"}) {
      for (const std::string mark : {"", "\xEF\xBB\xBF"}) {
        ++all;
        const bool is_right = rows_of(mark + with_line_ends(dialect.text, line_end)) == dialect.rows;
        right += is_right ? 1 : 0;
        EXPECT_TRUE(is_right) << dialect.name;
      }
    }
  }
  // Line breaks in cells are kept as they are written.
  for (const std::string line_end : {"\n", "\r\n", "\r"}) {
    const Rows rows{{"a", "b"}, {"1", "x" + line_end + "y" + line_end}, {"Once upon " + line_end + "\"a\" time", "2"}};
    const std::string text = "a,b" + line_end + "1,\"x" + line_end + "y" + line_end + "\"" + line_end + "\"Once upon " +
                             line_end + "\"\"a\"\" time\",2" + line_end;
    ++all;
    const bool is_right = rows_of(text) == rows;
    right += is_right ? 1 : 0;
    EXPECT_TRUE(is_right) << "line breaks in cells";
  }
  fmt::print(
      "CSV: {} of {} as they should ({} dialects, each with three line ends, with a byte order mark and without)\n",
      right, all, dialects.size() + 1);
}

}  // namespace
}  // namespace comity::records
