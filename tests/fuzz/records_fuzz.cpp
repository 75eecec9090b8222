// Any bytes, as JSON lines and as a .json file. Nothing may be lost: every line that is not blank
// comes out once, read or left out with a reason, and what is read has a fact for every field.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>

#include "interpreter/records/read_json.hpp"
#include "tests/support/vocabulary_field.hpp"

namespace comity {
namespace {

using model::FieldRole;
using model::Kind;
using support::field;

// Every kind of fact, in names short enough to be found.
model::Vocabulary small_vocabulary() {
  model::Vocabulary vocabulary;
  vocabulary.choices = {{"level", true, {"low", "high"}}, {"trait", false, {"a", "b", "c"}}};
  vocabulary.records = {
      {"booking", "", {}},
      {"charge",
       "",
       {field("level", {.kind = Kind::choice}), field("traits", {.kind = Kind::set, .id = 1}),
        field("bail", {.kind = Kind::money})}},
      {"request",
       "",
       {field("made_on", {.kind = Kind::date, .or_none = true}),
        field("form", {.kind = Kind::choice, .or_none = true})}},
  };
  vocabulary.records[0].fields = {
      field("id", {.kind = Kind::text}, FieldRole::identifier),
      field("due", {.kind = Kind::date_time}),
      field("age", {.kind = Kind::number, .most = 120}),
      field("gang", {.kind = Kind::yes_no}),
      field("charges", {.kind = Kind::list, .one_or_more = true, .id = 1}),
      field("request", {.kind = Kind::record, .id = 2}),
  };
  vocabulary.records[0].fields[4].singular = "charge";
  vocabulary.root = 0;
  return vocabulary;
}

const model::Vocabulary vocabulary = small_vocabulary();

void require(bool holds, std::string_view what) {
  if (holds) return;
  std::cerr << "broken: " << what << '\n';
  std::abort();
}

// Reads to the end; how many records came out.
std::size_t drain(records::RecordStream& stream) {
  std::size_t count = 0;
  std::uint64_t line = 0;
  for (records::ReadRecord record; stream.next(record);) {
    ++count;
    require(record.record.has_value() == record.problems.empty(), "a record is read, or it says why not");
    require(record.line >= line && record.line > 0, "records come in the order of the input");
    line = record.line;
    require(!record.record || record.record->facts.size() == vocabulary.root_record().fields.size(),
            "every field has a fact");
    require(!record.record || !record.id.empty(), "a record that is read has an identifier");
    for (const records::Problem& problem : record.problems) {
      require(!problem.message.empty() && problem.line >= record.line, "a problem has words and a line");
      const std::string text = records::render(problem, "input");
      require(text.find('\0') == std::string::npos && text.find('\x1b') == std::string::npos,
              "no control characters are shown");
    }
  }
  return count;
}

// Counted in another way than the reader does.
std::size_t lines_that_are_not_blank(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  std::size_t count = 0;
  bool is_blank = true;
  for (const char c : text) {
    if (c == '\n') {
      count += is_blank ? 0 : 1;
      is_blank = true;
    } else if (c != ' ' && c != '\t' && c != '\r') {
      is_blank = false;
    }
  }
  return count + (is_blank ? 0 : 1);
}

}  // namespace
}  // namespace comity

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace comity;
  const std::string text(reinterpret_cast<const char*>(bytes), size);
  for (const auto extra_keys : {records::ExtraKeys::refused, records::ExtraKeys::allowed}) {
    std::istringstream lines{text};
    const std::size_t count = drain(*records::open_json_lines(lines, vocabulary, extra_keys));
    require(count == lines_that_are_not_blank(text), "every line comes out once");
    drain(*records::open_json(text, vocabulary, extra_keys));
  }
  return 0;
}
