// What a file of records may hold and what is said about it, all in memory. The vocabulary is made
// by hand: these tests need no policy.
#include "interpreter/records/read_json.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>
#include <streambuf>
#include <string>
#include <string_view>
#include <vector>

#include "interpreter/records/array_splitter.hpp"
#include "interpreter/records/line_reader.hpp"
#include "tests/support/vocabulary_field.hpp"

namespace comity::records {
namespace {

using model::Chosen;
using model::Elements;
using model::FieldRole;
using model::Kind;
using model::Members;
using model::None;
using model::Truth;
using model::Unknown;
using model::Value;
using support::field;

enum ChoiceNames : std::uint32_t { level, offense_trait, warrant };
enum RecordNames : std::uint32_t { booking, charge, arrest, detainer_request };

model::Vocabulary make_vocabulary() {
  model::Vocabulary vocabulary;
  vocabulary.choices = {{"level", true, {"infraction", "misdemeanor", "felony"}},
                        {"offense_trait", false, {"serious", "violent", "drug_possession"}},
                        {"warrant", false, {"administrative", "judicial"}}};
  vocabulary.records = {{"booking", "", {}}, {"charge", "", {}}, {"arrest", "", {}}, {"detainer_request", "", {}}};
  vocabulary.records[booking].fields = {field("id", {.kind = Kind::text}, FieldRole::identifier),
                                        field("booked_on", {.kind = Kind::date}, FieldRole::dates_the_record),
                                        field("release_due", {.kind = Kind::date_time}, FieldRole::starts_the_clock),
                                        field("age", {.kind = Kind::number, .most = 120}),
                                        field("visits", {.kind = Kind::number}),
                                        field("charges", {.kind = Kind::list, .one_or_more = true, .id = charge}),
                                        field("prior_arrests", {.kind = Kind::list, .id = arrest}),
                                        field("gang_member", {.kind = Kind::yes_no}),
                                        field("request", {.kind = Kind::record, .id = detainer_request}),
                                        field("security_risk", {.kind = Kind::yes_no})};
  vocabulary.records[booking].fields[5].singular = "charge";
  vocabulary.records[booking].fields[6].singular = "prior_arrest";
  vocabulary.records[booking].fields[9].is_determination = true;
  vocabulary.records[charge].fields = {
      field("statute", {.kind = Kind::text}), field("level", {.kind = Kind::choice, .id = level}),
      field("traits", {.kind = Kind::set, .id = offense_trait}), field("bail", {.kind = Kind::money}),
      field("released_on", {.kind = Kind::date, .or_none = true})};
  vocabulary.records[arrest].fields = {field("level", {.kind = Kind::choice, .id = level}),
                                       field("arrested_on", {.kind = Kind::date})};
  vocabulary.records[detainer_request].fields = {
      field("made_on", {.kind = Kind::date}, FieldRole::dates_the_request),
      field("warrant", {.kind = Kind::choice, .or_none = true, .id = warrant})};
  vocabulary.root = booking;
  return vocabulary;
}

const model::Vocabulary vocabulary = make_vocabulary();

std::vector<ReadRecord> drained(RecordStream& stream) {
  std::vector<ReadRecord> all;
  for (ReadRecord record; stream.next(record);) all.push_back(record);
  return all;
}

std::vector<ReadRecord> read_lines(const std::string& text, ExtraKeys extra_keys = ExtraKeys::refused,
                                   Constraint constraint = {}) {
  std::istringstream stream{text};
  return drained(*open_json_lines(stream, vocabulary, extra_keys, std::move(constraint)));
}

std::vector<ReadRecord> read_file(const std::string& text) {
  return drained(*open_json(text, vocabulary, ExtraKeys::refused));
}

// The value of a fact of the one record, which must be read.
Value fact(const std::string& members, std::string_view name) {
  const auto all = read_lines("{\"id\": \"1\", " + members + "}");
  if (all.size() != 1 || !all[0].record) {
    ADD_FAILURE() << members << " is not read: " << (all.empty() ? "" : render(all[0].problems.front(), "input"));
    return {};
  }
  return all[0].record->facts[*vocabulary.root_record().find(name)];
}

Value charge_fact(const std::string& members, std::string_view name) {
  const Value charges = fact("\"charges\": [{" + members + "}]", "charges");
  if (!std::holds_alternative<Elements>(charges)) return {};
  return std::get<Elements>(charges).records.at(0).facts[*vocabulary.records[charge].find(name)];
}

// All that is said about one record, one line each; its help behind " | ".
std::string said(const ReadRecord& record) {
  std::string result;
  for (const Problem& problem : record.problems) {
    result +=
        fmt::format("{}{}: {}", result.empty() ? "" : "\n", diagnostics::info(problem.code).name, problem.message);
    if (!problem.help.empty()) result += " | " + problem.help;
  }
  return result;
}

std::string said_of_line(const std::string& line) {
  const auto all = read_lines(line);
  if (all.size() != 1) return fmt::format("{} records", all.size());
  EXPECT_EQ(all[0].record.has_value(), all[0].problems.empty());
  return said(all[0]);
}

std::string said_of(const std::string& members) { return said_of_line("{\"id\": \"1\", " + members + "}"); }

std::string said_of_charge(const std::string& members) { return said_of("\"charges\": [{" + members + "}]"); }

// -- what is read

TEST(Records, AreReadInTheShapeOfTheVocabulary) {
  const auto all = read_lines(
      R"({"id": "4711", "booked_on": "2013-03-01", "release_due": "2013-03-01T17:00", "age": 34, "gang_member": false,)"
      R"( "charges": [{"statute": "PC 459", "level": "felony", "traits": ["violent"], "bail": 5000.5}], "prior_arrests": [],)"
      R"( "request": {"made_on": "2013-03-01", "warrant": "judicial"}, "security_risk": true})");
  ASSERT_EQ(all.size(), 1U);
  ASSERT_EQ(said(all[0]), "");
  EXPECT_EQ(all[0].id, "4711");
  EXPECT_EQ(all[0].line, 1U);
  const auto& facts = all[0].record->facts;
  EXPECT_EQ(std::get<std::string>(facts[0]), "4711");
  EXPECT_EQ(std::get<model::Date>(facts[1]), *model::parse_date("2013-03-01"));
  EXPECT_EQ(std::get<model::DateTime>(facts[2]), *model::parse_date_time("2013-03-01T17:00"));
  EXPECT_EQ(std::get<std::int64_t>(facts[3]), 34);
  EXPECT_TRUE(model::is_unknown(facts[4]));
  const model::Record& of_charge = std::get<Elements>(facts[5]).records.at(0);
  EXPECT_EQ(std::get<std::string>(of_charge.facts[0]), "PC 459");
  EXPECT_EQ(std::get<Chosen>(of_charge.facts[1]).index, 2U);
  EXPECT_EQ(std::get<Members>(of_charge.facts[2]).of, (std::vector{Truth::no, Truth::yes, Truth::no}));
  EXPECT_EQ(std::get<std::int64_t>(of_charge.facts[3]), 500'050);
  EXPECT_TRUE(std::get<Elements>(facts[6]).records.empty());
  EXPECT_FALSE(std::get<bool>(facts[7]));
  EXPECT_EQ(std::get<Chosen>(std::get<syntax::Box<model::Record>>(facts[8])->facts[1]).index, 1U);
  EXPECT_TRUE(std::get<bool>(facts[9]));
}

TEST(Records, MissingKeyIsUnknown) {
  const auto all = read_lines(R"({"id": "1"})");
  ASSERT_TRUE(all.at(0).record);
  const auto& facts = all[0].record->facts;
  EXPECT_TRUE(std::all_of(facts.begin() + 1, facts.end(), model::is_unknown));
}

TEST(Records, NullIsUnknownWhereTheFactCannotBeNone) {
  for (const char* name : {"booked_on", "release_due", "age", "charges", "prior_arrests", "gang_member", "request"}) {
    EXPECT_TRUE(model::is_unknown(fact(fmt::format("\"{}\": null", name), name))) << name;
  }
  EXPECT_TRUE(model::is_unknown(charge_fact(R"("level": null)", "level")));
  EXPECT_TRUE(model::is_unknown(charge_fact(R"("traits": null)", "traits")));
}

TEST(Records, NullAndNoneAreNoneWhereTheFactCanBeNone) {
  EXPECT_TRUE(model::is_none(charge_fact(R"("released_on": null)", "released_on")));
  EXPECT_TRUE(model::is_none(charge_fact(R"("released_on": "none")", "released_on")));
  EXPECT_TRUE(model::is_unknown(charge_fact(R"("bail": 1)", "released_on")));
  EXPECT_EQ(said_of(R"("request": {"warrant": "none"})"), "");
}

TEST(Records, NoneIsNoValueElsewhere) {
  EXPECT_EQ(said_of_charge(R"("level": "none")"),
            "unknown-value: `none` is no value of `charges[0].level` | its values are `infraction`, `misdemeanor` and "
            "`felony`");
  EXPECT_EQ(said_of(R"("booked_on": "none")"),
            "wrong-form: `booked_on` is `none`; it must be a date, as in `2013-01-01`");
}

TEST(Records, EmptySetIsKnown) {
  EXPECT_EQ(std::get<Members>(charge_fact(R"("traits": [])", "traits")).of, (std::vector<Truth>(3, Truth::no)));
}

// -- lines

TEST(JsonLines, EmptyInputHasNoRecords) {
  EXPECT_TRUE(read_lines("").empty());
  EXPECT_TRUE(read_lines("\n\n  \t\r\n").empty());
  EXPECT_TRUE(read_lines("\xEF\xBB\xBF").empty());
}

TEST(JsonLines, BlankLinesAreSkippedAndCounted) {
  const auto all = read_lines("\n{\"id\": \"1\"}\n \t\n\n{\"id\": \"2\"}");
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0].line, 2U);
  EXPECT_EQ(all[1].line, 5U);
  EXPECT_EQ(all[1].id, "2");
}

TEST(JsonLines, LinesMayEndInCrLf) {
  const auto all = read_lines("{\"id\": \"1\"}\r\n\r\n{\"id\": \"2\"}\r\n");
  ASSERT_EQ(all.size(), 2U);
  EXPECT_TRUE(all[0].record);
  EXPECT_TRUE(all[1].record);
  EXPECT_EQ(all[1].line, 3U);
}

TEST(JsonLines, ByteOrderMarkIsSkippedAtTheStartOnly) {
  const auto all = read_lines("\xEF\xBB\xBF{\"id\": \"1\"}\n\xEF\xBB\xBF{\"id\": \"2\"}\n");
  ASSERT_EQ(all.size(), 2U);
  EXPECT_TRUE(all[0].record);
  EXPECT_EQ(all[1].problems.at(0).code, Code::malformed_record);
}

TEST(JsonLines, OneBadLineSpoilsNoOther) {
  const auto all = read_lines("{\"id\": \"1\"}\n{\"id\": \n{\"id\": \"3\", \"age\": 200}\n{\"id\": \"4\"}\n");
  ASSERT_EQ(all.size(), 4U);
  EXPECT_TRUE(all[0].record);
  EXPECT_FALSE(all[1].record);
  EXPECT_FALSE(all[2].record);
  EXPECT_TRUE(all[3].record);
  EXPECT_EQ(all[2].id, "3");
  EXPECT_EQ(all[2].problems.at(0).line, 3U);
}

TEST(JsonLines, LinesAcrossTheReadersChunksAreWhole) {
  std::string text;
  for (int i = 0; i < 5'000; ++i)
    text += fmt::format("{{\"id\": \"{}\", \"charges\": [{{\"statute\": \"{}\"}}]}}\n", i,
                        std::string(static_cast<std::size_t>(i % 97), 'x'));
  const auto all = read_lines(text);
  ASSERT_EQ(all.size(), 5'000U);
  for (std::size_t i = 0; i < all.size(); ++i) {
    ASSERT_TRUE(all[i].record) << i;
    ASSERT_EQ(all[i].id, std::to_string(i));
    ASSERT_EQ(all[i].line, i + 1);
  }
}

// A line of any length, made as it is read, between two records.
class LongLine : public std::streambuf {
 public:
  explicit LongLine(std::uint64_t filler) : filler_{filler} {}

 protected:
  std::streamsize xsgetn(char* to, std::streamsize most) override {
    std::streamsize count = 0;
    while (count < most) {
      const std::string_view& part = parts_[part_];
      const std::uint64_t size = part_ == 1 ? filler_ : part.size();
      const auto piece = std::min(static_cast<std::uint64_t>(most - count), size - at_);
      if (part_ == 1) {
        std::fill_n(to + count, piece, 'x');
      } else {
        part.copy(to + count, piece, at_);
      }
      at_ += piece;
      count += static_cast<std::streamsize>(piece);
      if (at_ < size) break;
      if (part_ == 2) break;
      ++part_;
      at_ = 0;
    }
    return count;
  }

 private:
  const std::string_view parts_[3] = {"{\"id\": \"1\"}\n{\"id\": \"", {}, "\"}\n{\"id\": \"3\"}\n"};
  std::size_t part_ = 0;
  std::uint64_t at_ = 0;
  std::uint64_t filler_;
};

TEST(JsonLines, LineOf200MegabytesIsReadOnToItsEndAndReportedOnce) {
  LongLine buffer{200'000'000};
  std::istream stream{&buffer};
  const auto all = drained(*open_json_lines(stream, vocabulary, ExtraKeys::refused));
  ASSERT_EQ(all.size(), 3U);
  EXPECT_TRUE(all[0].record);
  EXPECT_EQ(all[1].line, 2U);
  EXPECT_EQ(said(all[1]),
            "record-too-large: the record is 200000010 bytes long; at most 16777216 are read | write each record on a "
            "line of its own");
  EXPECT_TRUE(all[2].record);
  EXPECT_EQ(all[2].line, 3U);
  EXPECT_EQ(all[2].id, "3");
}

TEST(JsonLines, LineOfTheLargestSizeIsRead) {
  const std::string around = R"({"id": "1", "charges": [{"statute": ""}]})";
  const std::string filler(longest_record - around.size(), 'x');
  const auto with = [&](const std::string& statute) {
    return R"({"id": "1", "charges": [{"statute": ")" + statute + R"("}]})";
  };
  EXPECT_EQ(said_of_line(with(filler)), "");
  EXPECT_EQ(said_of_line(with(filler + "x")),
            "record-too-large: the record is 16777217 bytes long; at most 16777216 are read | write each record on a "
            "line of its own");
}

// Fails after what it holds.
class FailingBuffer : public std::streambuf {
 public:
  explicit FailingBuffer(std::string text) : text_{std::move(text)} {
    setg(text_.data(), text_.data(), text_.data() + text_.size());
  }

 protected:
  int_type underflow() override { throw 5; }

 private:
  std::string text_;
};

TEST(JsonLines, InputThatFailsIsNotTakenForItsEnd) {
  std::vector<char> chunk(64 * 1024, ' ');
  const std::string first = "{\"id\": \"1\"}\n";
  std::copy(first.begin(), first.end(), chunk.begin());
  chunk[first.size() + 5] = '\n';
  FailingBuffer buffer{std::string(chunk.begin(), chunk.end())};
  std::istream stream{&buffer};
  const auto all = drained(*open_json_lines(stream, vocabulary, ExtraKeys::refused));
  ASSERT_EQ(all.size(), 2U);
  EXPECT_TRUE(all[0].record);
  EXPECT_EQ(all[1].line, 3U);
  EXPECT_EQ(said(all[1]),
            "input-cut-short: the input could not be read to its end | what follows the line before is not answered");
}

TEST(JsonLines, StreamThatNeverOpenedIsAnError) {
  std::istringstream stream;
  stream.setstate(std::ios::failbit);
  const auto all = drained(*open_json_lines(stream, vocabulary, ExtraKeys::refused));
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(all[0].problems.at(0).code, Code::input_cut_short);
}

// -- text that is not JSON

TEST(Malformed, Truncated) {
  const char* const words =
      "malformed-record: the record ends before it is complete | write the whole record; in JSON lines it stands on "
      "one line";
  EXPECT_EQ(said_of_line(R"({"id": "1", "age": )"), words);
  EXPECT_EQ(said_of_line(R"({"id": "1", "charges": [{"level": "felony"})"), words);
  EXPECT_EQ(said_of_line("{"), words);
  EXPECT_EQ(said_of_line(R"({"id": "1)"), "malformed-record: a text in the record has no closing quote");
}

TEST(Malformed, SomethingFollowsTheRecord) {
  const std::string help = " | write one record a line in JSON lines, or an array of records in a .json file";
  EXPECT_EQ(said_of_line(R"({"id": "1"} {"id": "2"})"),
            "malformed-record: more follows the end of the record, at the end of `{\"id\": \"1\"} {`" + help);
  EXPECT_EQ(said_of_line(R"({"id": "1"},)"),
            "malformed-record: more follows the end of the record, at the end of `{\"id\": \"1\"},`" + help);
}

TEST(Malformed, WrongTokensAreShownInTheirPlace) {
  const auto words = [](const char* context, const char* help) {
    return fmt::format("malformed-record: the record stops being JSON at the end of `{}` | {}", context, help);
  };
  EXPECT_EQ(said_of_line(R"({"id": "1", "charges": [{"level" "felony"}]})"),
            words(R"(…"id": "1", "charges": [{"level" "felony")",
                  "look for a comma, a colon or a quote that is missing before it"));
  EXPECT_EQ(said_of_line(R"({"id": "1",})"),
            words(R"({"id": "1",})", "look for a comma too many or a value that is missing before it"));
  EXPECT_EQ(said_of_line("{'id': '1'}"), words("{'", "keys and texts stand in double quotes"));
  EXPECT_EQ(said_of_line(R"({"id": "1", "age": NaN})"),
            words(R"({"id": "1", "age": N)",
                  "the words of JSON are `true`, `false` and `null`; texts stand in double quotes"));
  EXPECT_EQ(said_of_line(R"({"id": "1", "gang_member": tru})"),
            "malformed-record: a word that JSON does not have, at the end of `{\"id\": \"1\", \"gang_member\": tru}` | "
            "the words of JSON are `true`, `false` "
            "and `null`; texts stand in double quotes");
}

TEST(Malformed, NumbersThatNothingHolds) {
  const std::string help = " | write numbers as in `12` or `12.50`, without zeros, a plus or a point in front";
  EXPECT_EQ(said_of_line(R"({"id": "1", "age": 1e400})"),
            "malformed-record: a number that is too large, or is not written as JSON writes numbers, at the end of "
            "`{\"id\": \"1\", \"age\": 1e400`" +
                help);
  EXPECT_EQ(said_of_line(R"({"id": "1", "age": 034})"),
            "malformed-record: a number that is too large, or is not written as JSON writes numbers, at the end of "
            "`{\"id\": \"1\", \"age\": 034`" +
                help);
  EXPECT_EQ(said_of_line(R"({"id": "1", "age": 123456789012345678901234567890})"),
            "malformed-record: a number that is too large, or is not written as JSON writes numbers" + help);
}

TEST(Malformed, LoneSurrogates) {
  for (const char* text : {R"(\ud800)", R"(\udc00)", R"(\ud800\u0041)", R"(\ud800x)"}) {
    const auto all = read_lines(fmt::format("{{\"id\": \"{}\"}}", text));
    EXPECT_TRUE(said(all.at(0)).starts_with("malformed-record: an escape that stands for no character, at the end of "))
        << said(all[0]);
  }
  EXPECT_EQ(read_lines(R"({"id": "\ud83d\ude00"})").at(0).id, "\xF0\x9F\x98\x80");
}

TEST(Malformed, NulBytes) {
  for (const std::string& text :
       {std::string{"{\"id\": \"1\0\"}", 12}, std::string{"{\"id\":\0\"1\"}", 11}, std::string{"\0", 1}}) {
    EXPECT_EQ(said_of_line(text),
              "malformed-record: the record holds a NUL byte, which no text file has | write the file again");
  }
}

TEST(Malformed, BytesThatAreNotUtf8) {
  for (const char* text : {"{\"id\": \"\xff\"}", "{\"id\": \"\xc0\xaf\"}", "{\"id\": \"\xed\xa0\x80\"}", "\xff\xfe{"}) {
    EXPECT_EQ(said_of_line(text), "malformed-record: the record is not UTF-8 text | save the file as UTF-8");
  }
}

TEST(Malformed, ControlCharactersInTexts) {
  const std::string words = said_of_line("{\"id\": \"a\tb\"}");
  EXPECT_TRUE(words.starts_with("malformed-record: a control character stands in a text")) << words;
}

TEST(Malformed, DeepNesting) {
  const std::string deep =
      "{\"id\": \"1\", \"charges\": " + std::string(100'000, '[') + std::string(100'000, ']') + "}";
  EXPECT_EQ(said_of_line(deep), "malformed-record: the record is nested more than 1024 deep");
}

TEST(Malformed, LinesThatHoldNoObject) {
  EXPECT_EQ(said_of_line("3"), "wrong-type: the record is the number `3`; it must be an object");
  EXPECT_EQ(said_of_line("[{\"id\": \"1\"}]"),
            "wrong-type: the record is an array; it must be an object | in JSON lines each record stands on a line of "
            "its own, without an array around them");
}

// -- keys

TEST(Keys, UnknownOnesAreErrorsWithASuggestion) {
  EXPECT_EQ(said_of_charge(R"("levl": "felony")"),
            "unknown-key: `charges[0].levl` is no fact of a charge | write `level`");
  EXPECT_EQ(said_of(R"("prior_arrests": [{}, {"Arrested On": null}])"),
            "unknown-key: `prior_arrests[1].Arrested On` is no fact of an arrest | write `arrested_on`");
  EXPECT_EQ(said_of(R"("request": {"plea": null})"),
            "unknown-key: `request.plea` is no fact of a detainer_request | its facts are `made_on` and `warrant`");
}

TEST(Keys, SingularOfAListSuggestsTheList) {
  EXPECT_EQ(said_of(R"("charge": [])"), "unknown-key: `charge` is no fact of a booking | write `charges`");
}

TEST(Keys, DuplicatesAreErrorsInEveryObject) {
  EXPECT_EQ(said_of(R"("age": 1, "age": 1, "age": 2)"), "duplicate-key: `age` stands twice | leave one of them out");
  EXPECT_EQ(said_of_charge(R"("level": "felony", "lev\u0065l": "felony")"),
            "duplicate-key: `charges[0].level` stands twice | leave one of them out");
  EXPECT_EQ(said_of(R"("id": "2")"), "duplicate-key: `id` stands twice | leave one of them out");
}

TEST(Keys, ExtraOnesAreListedWhereTheyAreAllowed) {
  const auto all = read_lines(R"({"id": "1", "plea": {"a": 1}, "charges": [{"judge": 1}, {"judge": 2}], "age": 3})",
                              ExtraKeys::allowed);
  ASSERT_TRUE(all.at(0).record);
  EXPECT_EQ(all[0].extra_keys, (std::vector<std::string>{"charges.judge", "plea"}));
  EXPECT_EQ(std::get<std::int64_t>(all[0].record->facts[3]), 3);
  EXPECT_EQ(said(read_lines(R"({"id": "1", "plea": 1, "plea": 2})", ExtraKeys::allowed).at(0)),
            "duplicate-key: `plea` stands twice | leave one of them out");
}

TEST(Keys, OddOnesAreShownSafely) {
  const auto all = read_lines("{\"id\": \"1\", \"\\u001b[31m\\u0000\\u009b" + std::string(100, 'x') + "\": 1}");
  const std::string text = render(all.at(0).problems.at(0), "f");
  EXPECT_EQ(text.find('\x1b'), std::string::npos);
  EXPECT_NE(text.find("\\u001b[31m\\u0000\\u009bxxx"), std::string::npos) << text;
  EXPECT_NE(text.find("x…"), std::string::npos) << text;
}

// -- the identifier

TEST(Identifier, MustStand) {
  EXPECT_EQ(said_of_line("{}"),
            "missing-identifier: the record has no `id`, which tells it from the others | write `\"id\": \"…\"`");
  EXPECT_EQ(said_of_line(R"({"id": null})"),
            "missing-identifier: `id` is null; every record needs one that tells it from the others");
  EXPECT_EQ(said_of_line(R"({"id": ""})"),
            "missing-identifier: `id` is an empty text; every record needs one that tells it from the others");
}

TEST(Identifier, NumberNeedsQuotes) {
  const auto all = read_lines(R"({"id": 4711})");
  EXPECT_EQ(said(all.at(0)),
            "wrong-type: `id` is the number `4711`; it must be a text in double quotes | write `\"4711\"`");
  EXPECT_EQ(all[0].problems.at(0).id, "4711");
}

// -- values

TEST(Values, UnknownOnesAreErrorsWithASuggestion) {
  EXPECT_EQ(said_of_charge(R"("level": "felny")"),
            "unknown-value: `felny` is no value of `charges[0].level` | write `felony`");
  EXPECT_EQ(said_of_charge(R"("level": "FELONY")"),
            "unknown-value: `FELONY` is no value of `charges[0].level` | write `felony`");
  EXPECT_EQ(said_of_charge(R"("traits": ["serious", "Drug possession"])"),
            "unknown-value: `Drug possession` is no value of `charges[0].traits[1]` | write `drug_possession`");
  EXPECT_EQ(said_of_charge(R"("level": "treason")"),
            "unknown-value: `treason` is no value of `charges[0].level` | its values are `infraction`, `misdemeanor` "
            "and `felony`");
  EXPECT_EQ(said_of_charge(R"("level": "")"),
            "unknown-value: an empty text is no value of `charges[0].level` | leave the key out, or write `null`, "
            "where it is not known");
}

TEST(Values, WrongTypes) {
  EXPECT_EQ(said_of(R"("gang_member": "yes")"),
            "wrong-type: `gang_member` is the text `yes`; it must be `true` or `false` | write `true`");
  EXPECT_EQ(said_of(R"("gang_member": 1)"),
            "wrong-type: `gang_member` is the number `1`; it must be `true` or `false`");
  EXPECT_EQ(said_of(R"("gang_member": "unknown")"),
            "wrong-type: `gang_member` is the text `unknown`; it must be `true` or `false` | leave the key out, or "
            "write `null`, where it is not known");
  EXPECT_EQ(
      said_of_charge(R"("statute": 459)"),
      "wrong-type: `charges[0].statute` is the number `459`; it must be a text in double quotes | write `\"459\"`");
  EXPECT_EQ(
      said_of_charge(R"("level": 3)"),
      "wrong-type: `charges[0].level` is the number `3`; it must be one of `infraction`, `misdemeanor` and `felony`");
  EXPECT_EQ(said_of(R"("booked_on": 20130101)"),
            "wrong-type: `booked_on` is the number `20130101`; it must be a date, as in `\"2013-01-01\"`");
  EXPECT_EQ(said_of(R"("release_due": true)"),
            "wrong-type: `release_due` is `true`; it must be a date and time, as in `\"2013-01-01T17:00\"`");
  EXPECT_EQ(said_of(R"("request": [])"), "wrong-type: `request` is an array; it must be an object");
}

TEST(Values, SetIsAnArrayOfNames) {
  EXPECT_EQ(said_of_charge(R"("traits": "serious")"),
            "wrong-type: `charges[0].traits` is the text `serious`; it must be an array of names | write an array: "
            "`[\"serious\"]`");
  EXPECT_EQ(said_of_charge(R"("traits": "none")"),
            "wrong-type: `charges[0].traits` is the text `none`; it must be an array of names | write `[]`");
  EXPECT_EQ(said_of_charge(R"("traits": [null])"),
            "wrong-type: `charges[0].traits[0]` is null; it must be one of `serious`, `violent` and `drug_possession`");
}

TEST(Values, ListIsAnArrayOfObjects) {
  EXPECT_EQ(said_of(R"("charges": {"level": "felony"})"),
            "wrong-type: `charges` is an object; it must be an array of objects, one for each charge | write an array: "
            "`[{…}]`");
  EXPECT_EQ(
      said_of(R"("charges": [{}, "felony", null])"),
      "wrong-type: `charges[1]` is the text `felony`; it must be an object\n"
      "wrong-type: `charges[2]` is null; it must be an object | write `{}` for a charge of which nothing is known");
}

TEST(Values, EmptyListWhereThereIsOneOrMore) {
  EXPECT_EQ(
      said_of(R"("charges": [])"),
      "empty-list: `charges` is empty; there must be one charge or more | leave the key out where it is not known");
  EXPECT_EQ(said_of(R"("prior_arrests": [])"), "");
}

TEST(Values, NumbersAreWholeAndInTheirRange) {
  EXPECT_EQ(std::get<std::int64_t>(fact(R"("age": 0)", "age")), 0);
  EXPECT_EQ(std::get<std::int64_t>(fact(R"("age": 120)", "age")), 120);
  EXPECT_EQ(std::get<std::int64_t>(fact(R"("visits": 9223372036854775807)", "visits")),
            std::numeric_limits<std::int64_t>::max());
  EXPECT_EQ(said_of(R"("age": 121)"),
            "out-of-range: `age` is the number `121`; it must be a whole number from 0 to 120");
  EXPECT_EQ(said_of(R"("age": -1)"), "out-of-range: `age` is the number `-1`; it must be a whole number from 0 to 120");
  EXPECT_EQ(said_of(R"("visits": -1)"),
            "out-of-range: `visits` is the number `-1`; it must be a whole number of 0 or more");
  EXPECT_EQ(said_of(R"("visits": 18446744073709551615)"),
            "out-of-range: `visits` is the number `18446744073709551615`; it must be a whole number of 0 or more");
  EXPECT_EQ(said_of(R"("age": 34.5)"),
            "wrong-type: `age` is the number `34.5`; it must be a whole number from 0 to 120");
  EXPECT_EQ(said_of(R"("age": 34.0)"),
            "wrong-type: `age` is the number `34`, written with decimals; it must be a whole number from 0 to 120 | "
            "write `34`");
  EXPECT_EQ(said_of(R"("age": 1e300)"),
            "wrong-type: `age` is the number `1e+300`; it must be a whole number from 0 to 120");
  EXPECT_EQ(said_of(R"("age": "34")"),
            "wrong-type: `age` is the text `34`; it must be a whole number from 0 to 120 | write `34`");
}

TEST(Values, MoneyIsExactToTheCent) {
  const auto cents = [](const char* amount) {
    return std::get<std::int64_t>(charge_fact(fmt::format("\"bail\": {}", amount), "bail"));
  };
  EXPECT_EQ(cents("5000"), 500'000);
  EXPECT_EQ(cents("5000.5"), 500'050);
  EXPECT_EQ(cents("5000.50"), 500'050);
  EXPECT_EQ(cents("0.1"), 10);
  EXPECT_EQ(cents("0.07"), 7);
  EXPECT_EQ(cents("1.15"), 115);
  EXPECT_EQ(cents("4.35"), 435);
  EXPECT_EQ(cents("0"), 0);
  EXPECT_EQ(cents("-0.0"), 0);
  EXPECT_EQ(cents("1e3"), 100'000);
  EXPECT_EQ(cents("9999999999999.99"), 999'999'999'999'999);
  for (std::int64_t i = 0; i < 100; ++i)
    EXPECT_EQ(cents(fmt::format("8388607{:03}.{:02}", i, i).c_str()), (8'388'607'000 + i) * 100 + i);
}

TEST(Values, MoneyHasAtMostTwoDecimalsAndIsNotNegative) {
  const char* const form = "it must be a number of dollars with at most two decimals";
  EXPECT_EQ(said_of_charge(R"("bail": 12.345)"),
            fmt::format("wrong-form: `charges[0].bail` is the number `12.345`; {} | round it to the cent", form));
  EXPECT_EQ(said_of_charge(R"("bail": 0.00001)"),
            fmt::format("wrong-form: `charges[0].bail` is the number `1e-05`; {} | round it to the cent", form));
  EXPECT_EQ(said_of_charge(R"("bail": -5)"),
            "out-of-range: `charges[0].bail` is the number `-5`; it must be an amount from 0 to 9999999999999 dollars");
  EXPECT_EQ(
      said_of_charge(R"("bail": -0.01)"),
      "out-of-range: `charges[0].bail` is the number `-0.01`; it must be an amount from 0 to 9999999999999 dollars");
  EXPECT_EQ(
      said_of_charge(R"("bail": 1e20)"),
      "out-of-range: `charges[0].bail` is the number `1e+20`; it must be an amount from 0 to 9999999999999 dollars");
  EXPECT_EQ(read_lines(R"({"id": "1", "charges": [{"bail": 1e400}]})").at(0).problems.at(0).code,
            Code::malformed_record);
  EXPECT_EQ(said_of_charge(R"("bail": "$5,000")"),
            fmt::format("wrong-type: `charges[0].bail` is the text `$5,000`; {} | write `5000`", form));
  EXPECT_EQ(said_of_charge(R"("bail": "1,5")"),
            fmt::format("wrong-type: `charges[0].bail` is the text `1,5`; {}", form));
}

TEST(Values, DatesHaveOneForm) {
  EXPECT_EQ(said_of(R"("booked_on": "03/01/2013")"),
            "wrong-form: `booked_on` is `03/01/2013`; it must be a date, as in `2013-01-01`");
  EXPECT_EQ(said_of(R"("booked_on": "2013-3-1")"),
            "wrong-form: `booked_on` is `2013-3-1`; it must be a date, as in `2013-01-01`");
  EXPECT_EQ(said_of(R"("booked_on": "2013-01-01T17:00")"),
            "wrong-form: `booked_on` is `2013-01-01T17:00`; it must be a date, as in `2013-01-01` | write "
            "`2013-01-01`, without the time");
  EXPECT_EQ(said_of(R"("booked_on": "")"),
            "wrong-form: `booked_on` is an empty text; it must be a date, as in `2013-01-01` | leave the key out, or "
            "write `null`, where it is not known");
}

TEST(Values, DaysThatDoNotExistAreSaidSo) {
  EXPECT_EQ(said_of(R"("booked_on": "2013-02-29")"),
            "no-such-date: `booked_on` is `2013-02-29`, a day that the calendar does not have");
  EXPECT_EQ(said_of(R"("booked_on": "2012-02-29")"), "");
  EXPECT_EQ(said_of(R"("release_due": "2013-02-29T10:00")"),
            "no-such-date: `release_due` is `2013-02-29T10:00`, a day that the calendar does not have");
  EXPECT_EQ(said_of(R"("release_due": "2013-02-28T25:00")"),
            "no-such-date: `release_due` is `2013-02-28T25:00`, a time of day that the clock does not have");
  EXPECT_EQ(said_of(R"("release_due": "2013-02-28T24:00")"),
            "no-such-date: `release_due` is `2013-02-28T24:00`, a time of day that the clock does not have | midnight "
            "is `00:00` of the day after");
}

TEST(Values, DatesAndTimesHaveOneForm) {
  EXPECT_EQ(said_of(R"("release_due": "2013-01-01T17:00-08:00")"), "");
  EXPECT_EQ(said_of(R"("release_due": "2013-01-01T17:00Z")"), "");
  const auto words = [](const char* text, const char* help) {
    return fmt::format("wrong-form: `release_due` is `{}`; it must be a date and time, as in `2013-01-01T17:00`{}{}",
                       text, *help == 0 ? "" : " | ", help);
  };
  EXPECT_EQ(said_of(R"("release_due": "2013-01-01")"),
            words("2013-01-01", "add the time of day, as in `2013-01-01T17:00`"));
  EXPECT_EQ(said_of(R"("release_due": "2013-01-01 17:00")"), words("2013-01-01 17:00", "write `2013-01-01T17:00`"));
  EXPECT_EQ(said_of(R"("release_due": "2013-01-01T17:00:00Z")"),
            words("2013-01-01T17:00:00Z", "write `2013-01-01T17:00`, without the seconds"));
  EXPECT_EQ(said_of(R"("release_due": "2013-01-01T17:00 PST")"),
            words("2013-01-01T17:00 PST",
                  "write `2013-01-01T17:00`; an offset that follows is written as in `2013-01-01T17:00-08:00`"));
  EXPECT_EQ(said_of(R"("release_due": "5pm")"), words("5pm", ""));
}

// -- all problems, and the caller's constraint

TEST(Problems, AllOfARecordAreReported) {
  EXPECT_EQ(
      said_of(
          R"("age": 200, "gang_membr": true, "charges": [{"level": "felny", "bail": -1}], "booked_on": "2013-02-30")"),
      "out-of-range: `age` is the number `200`; it must be a whole number from 0 to 120\n"
      "unknown-key: `gang_membr` is no fact of a booking | write `gang_member`\n"
      "unknown-value: `felny` is no value of `charges[0].level` | write `felony`\n"
      "out-of-range: `charges[0].bail` is the number `-1`; it must be an amount from 0 to 9999999999999 dollars\n"
      "no-such-date: `booked_on` is `2013-02-30`, a day that the calendar does not have");
}

TEST(Problems, PastAHundredAreCounted) {
  std::string elements;
  for (int i = 0; i < 200'000; ++i) elements += fmt::format("{}{{\"key_{}\": 1}}", i == 0 ? "" : ",", i);
  const auto all = read_lines("{\"id\": \"1\", \"charges\": [" + elements + "]}");
  ASSERT_EQ(all.at(0).problems.size(), most_problems + 1);
  EXPECT_EQ(all[0].problems.back().code, Code::many_problems);
  EXPECT_EQ(all[0].problems.back().message, "199900 more problems in this record");
}

TEST(Problems, NameTheRecordTheLineAndThePath) {
  const auto all = read_lines(
      "\n"
      R"({"charges": [{"levl": "felony"}], "id": "4711"})");
  const Problem& problem = all.at(0).problems.at(0);
  EXPECT_EQ(problem.path, "charges[0].levl");
  EXPECT_EQ(problem.id, "4711");
  EXPECT_EQ(render(problem, "bookings.jsonl"),
            "bookings.jsonl:2: error[unknown-key]: record 4711: `charges[0].levl` is no fact of a charge\n  help: "
            "write `level`");
  EXPECT_EQ(render({Code::empty_list, 0, "", "", "words", ""}, "f"), "f: error[empty-list]: words");
}

TEST(Constraints, BrokenOnesLeaveTheRecordOut) {
  const Constraint adult = [](const model::Record& record, std::uint64_t line, const std::string& id,
                              std::vector<Problem>& problems) {
    const auto* age = std::get_if<std::int64_t>(&record.facts[3]);
    if (age != nullptr && *age < 18)
      problems.push_back({Code::broken_constraint, line, "age", id, "`age` is below 18", ""});
  };
  const auto all = read_lines(R"({"id": "1", "age": 20})"
                              "\n"
                              R"({"id": "2", "age": 17, "gang": true})"
                              "\n"
                              R"({"id": "3", "age": 17, "age": 20})",
                              ExtraKeys::refused, adult);
  ASSERT_EQ(all.size(), 3U);
  EXPECT_TRUE(all[0].record);
  EXPECT_FALSE(all[1].record);
  ASSERT_EQ(all[1].problems.size(), 2U);
  EXPECT_EQ(all[1].problems[1].code, Code::broken_constraint);
  EXPECT_EQ(all[1].problems[1].id, "2");
  EXPECT_EQ(said(all[2]), "duplicate-key: `age` stands twice | leave one of them out");
}

// -- files

TEST(JsonFile, HoldsOneRecordOrAnArray) {
  EXPECT_EQ(read_file("\xEF\xBB\xBF\n{\n\"id\": \"1\"\n}\n").at(0).line, 2U);
  const auto all = read_file("[\n  {\"id\": \"1\"},\n\n  {\n    \"id\": \"2\"\n  }, {\"id\": \"3\"}\n]\n");
  ASSERT_EQ(all.size(), 3U);
  EXPECT_EQ(all[0].line, 2U);
  EXPECT_EQ(all[1].line, 4U);
  EXPECT_EQ(all[2].line, 6U);
  for (const ReadRecord& record : all) EXPECT_TRUE(record.record);
}

TEST(JsonFile, EmptyOnesHaveNoRecords) {
  for (const char* text : {"", " \n", "\xEF\xBB\xBF", "[]", " [ \n ] \r\n"})
    EXPECT_TRUE(read_file(text).empty()) << text;
}

TEST(JsonFile, OneBadElementSpoilsNoOther) {
  const auto all = read_file(
      "[{\"id\": \"1\"},\n {\"id\": \"2\", \"age\": 1e400},\n {\"id\": \"\xff\"}, {\"id\": \"a\\\"],b\", \"age\": "
      "200}, 5, {\"id\": \"6\"}]");
  ASSERT_EQ(all.size(), 6U);
  EXPECT_TRUE(all[0].record);
  EXPECT_EQ(all[1].problems.at(0).code, Code::malformed_record);
  EXPECT_EQ(all[1].problems[0].line, 2U);
  EXPECT_EQ(all[2].problems.at(0).message, "the record is not UTF-8 text");
  EXPECT_EQ(all[3].id, "a\"],b");
  EXPECT_EQ(all[3].problems.at(0).code, Code::out_of_range);
  EXPECT_EQ(all[4].problems.at(0).message, "the record is the number `5`; it must be an object");
  EXPECT_EQ(all[5].id, "6");
  EXPECT_TRUE(all[5].record);
}

TEST(JsonFile, FaultsHaveTheirLine) {
  const auto all = read_file("[\n{\"id\": \"1\"},\n{\n  \"id\": \"2\"\n  \"age\": 3\n}\n]");
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[1].line, 3U);
  EXPECT_EQ(all[1].problems.at(0).line, 5U);
}

TEST(JsonFile, MissingQuoteEndsWithItsLine) {
  const auto all = read_file("[\n{\n\"id\": \"1\",\n\"charges\": [{\"statute\": \"PC 459\n}]},\n{\"id\": \"2\"}\n]");
  ASSERT_EQ(all.size(), 2U);
  EXPECT_FALSE(all[0].record);
  EXPECT_EQ(all[1].id, "2");
  EXPECT_TRUE(all[1].record);
}

TEST(JsonFile, TruncatedArraysAreErrors) {
  const auto between = read_file("[{\"id\": \"1\"},\n{\"id\": \"2\"}\n");
  ASSERT_EQ(between.size(), 3U);
  EXPECT_TRUE(between[1].record);
  EXPECT_EQ(said(between[2]), "malformed-record: the file ends before its array does | the array ends with `]`");
  const auto after_comma = read_file("[{\"id\": \"1\"},");
  ASSERT_EQ(after_comma.size(), 2U);
  EXPECT_EQ(after_comma[1].problems.at(0).message, "the file ends before its array does");
  const auto within = read_file("[{\"id\": \"1\"},\n{\"id\": \"2\", \"charges\": [");
  ASSERT_EQ(within.size(), 2U);
  EXPECT_EQ(within[1].problems.at(0).message, "the record ends before it is complete");
  EXPECT_EQ(read_file("[").size(), 1U);
}

TEST(JsonFile, NothingMayFollowTheArray) {
  const auto all = read_file("[{\"id\": \"1\"}]\n, {\"id\": \"2\"}");
  ASSERT_EQ(all.size(), 2U);
  EXPECT_TRUE(all[0].record);
  EXPECT_EQ(all[1].line, 2U);
  EXPECT_EQ(said(all[1]), "malformed-record: more follows the end of the array | write all records into one array");
}

TEST(JsonFile, NothingMayFollowTheRecord) {
  const auto all = read_file("{\"id\": \"1\"}\n{\"id\": \"2\"}\n");
  ASSERT_EQ(all.size(), 1U);
  EXPECT_FALSE(all[0].record);
  EXPECT_EQ(all[0].problems.at(0).line, 2U);
}

TEST(JsonFile, CommasStandBetweenRecords) {
  const auto all = read_file("[, {\"id\": \"1\"},, {\"id\": \"2\"},]");
  ASSERT_EQ(all.size(), 5U);
  for (const std::size_t i : {0U, 2U, 4U})
    EXPECT_EQ(said(all[i]), "malformed-record: a record is missing beside a comma | leave the comma out");
  EXPECT_TRUE(all[1].record);
  EXPECT_TRUE(all[3].record);
  const auto without = read_file("[{\"id\": \"1\"} {\"id\": \"2\"}]");
  ASSERT_EQ(without.size(), 1U);
  EXPECT_FALSE(without[0].record);
}

TEST(JsonFile, ClosingBracketTooManyTakesOnlyItsRecordAlong) {
  const auto all = read_file("[{\"id\": \"1\"}}, {\"id\": \"2\"}]");
  ASSERT_EQ(all.size(), 2U);
  EXPECT_FALSE(all[0].record);
  EXPECT_TRUE(all[1].record);
}

}  // namespace
}  // namespace comity::records
