// Any bytes, as a table: read through mappings with and without grouping, from a stream that can be read twice and from
// one that cannot, which must agree; and as what a draft of a mapping is made of. Nothing may be lost: every row that
// is not blank is in a record, or is a reason.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "interpreter/records/csv_reader.hpp"
#include "interpreter/records/mapping_draft.hpp"
#include "interpreter/records/read_csv.hpp"
#include "tests/support/vocabulary_field.hpp"

namespace comity {
namespace {

using model::FieldRole;
using model::Kind;
using support::field;

void require(bool holds, std::string_view what) {
  if (holds) return;
  std::cerr << "broken: " << what << '\n';
  std::abort();
}

// One letter for each kind of fact.
model::Vocabulary small_vocabulary() {
  model::Vocabulary vocabulary;
  vocabulary.choices = {{"l", true, {"lo", "hi"}}, {"s", false, {"a", "b"}}};
  vocabulary.records = {{"booking", "", {}},
                        {"c",
                         "",
                         {field("l", {.kind = Kind::choice}), field("s", {.kind = Kind::set, .id = 1}),
                          field("m", {.kind = Kind::money})}}};
  vocabulary.records[0].fields = {field("i", {.kind = Kind::text}, FieldRole::identifier),
                                  field("d", {.kind = Kind::date, .or_none = true}),
                                  field("t", {.kind = Kind::date_time}),
                                  field("n", {.kind = Kind::number, .most = 120}),
                                  field("y", {.kind = Kind::yes_no}),
                                  field("cs", {.kind = Kind::list, .one_or_more = true, .id = 1}),
                                  field("ps", {.kind = Kind::list, .id = 1})};
  vocabulary.records[0].fields[5].singular = "c";
  vocabulary.records[0].fields[6].singular = "p";
  vocabulary.root = 0;
  return vocabulary;
}

const model::Vocabulary vocabulary = small_vocabulary();

model::MappedColumn column(std::string name, std::vector<model::FieldId> steps,
                           std::optional<model::FieldId> list = {}) {
  model::MappedColumn result;
  result.is_wide = name.find('*') != std::string::npos;
  result.name = std::move(name);
  const model::RecordId record = list ? 1 : 0;
  result.fact = {list.has_value(), record, steps, vocabulary.records[record].fields[steps.back()].type};
  if (list) result.list = model::FactRef{false, 0, {*list}, vocabulary.records[0].fields[*list].type};
  return result;
}

model::Mapping mapping(std::optional<std::string> key) {
  model::Mapping result;
  result.name = "m";
  result.key = std::move(key);
  std::string problem;
  for (const char* form : {"YYYY-MM-DD", "M/D/YY H:MM"})
    result.dates.push_back(*model::DateFormat::make(form, problem));
  result.unknown = {"", "*"};
  result.columns = {column("i", {0}), column("d", {1}),    column("t", {2}),    column("n", {3}),
                    column("y", {4}), column("l", {0}, 5), column("s", {1}, 5), column("m*", {2}, 6)};
  result.columns[4].codes = {{{"Y"}, true}, {{"N"}, false}, {{"?"}, {}}};
  result.columns[4].is_complete = true;
  result.ignored = {"x", "z*"};
  return result;
}

class Pipe : public std::stringbuf {
 public:
  using std::stringbuf::stringbuf;

 protected:
  pos_type seekoff(off_type, std::ios_base::seekdir, std::ios_base::openmode) override {
    return pos_type(off_type(-1));
  }
};

// What comes out, in a form that can be compared.
std::vector<std::string> drain(std::streambuf& buffer, const model::Mapping& through) {
  std::istream stream{&buffer};
  const auto records = records::open_csv(stream, vocabulary, through, records::ExtraKeys::allowed);
  std::vector<std::string> result;
  for (records::ReadRecord record; records->next(record);) {
    require(record.record.has_value() == record.problems.empty(), "a record is read, or it says why not");
    require(record.line > 0, "a record has a line");
    require(
        !record.record || (!record.id.empty() && record.record->facts.size() == vocabulary.root_record().fields.size()),
        "a record is whole");
    std::string said = record.id + "@" + std::to_string(record.line);
    for (const records::Problem& problem : record.problems) {
      const std::string text = render(problem, "input");
      require(
          !problem.message.empty() && text.find('\0') == std::string::npos && text.find('\x1b') == std::string::npos,
          "a problem has words, without control characters");
      said += text;
    }
    if (record.record) said += to_text(vocabulary, {.kind = Kind::list}, record.record->facts[5]);
    result.push_back(std::move(said));
  }
  return result;
}

std::size_t rows_of(const std::string& text) {
  std::istringstream stream{text};
  records::CsvReader reader{stream};
  std::size_t count = 0;
  std::uint64_t line = 0;
  for (records::CsvRow row; reader.next(row); ++count) {
    require(row.line >= line && row.line > 0, "rows come in the order of the input");
    line = row.line;
    require(row.fault.has_value() == row.cells.empty(), "a row has cells, or says why not");
  }
  return count;
}

}  // namespace
}  // namespace comity

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace comity;
  // Half of the inputs get a header that fits, so that their rows are read.
  std::string text(reinterpret_cast<const char*>(bytes), size);
  if (size > 0 && bytes[0] % 2 == 0) text = "i,d,t,n,y,l,s,m1,m2,x\n" + text;
  const std::size_t rows = rows_of(text);
  for (const auto& key : {std::optional<std::string>{}, std::optional<std::string>{"i"}}) {
    const model::Mapping through = mapping(key);
    std::stringbuf file{text};
    Pipe pipe{text};
    const auto from_file = drain(file, through);
    if (rows == 0) {
      require(from_file.size() == 1, "an empty table says that it is");
    } else {
      require(from_file.size() <= rows, "a row makes one record at most");
    }
    require(from_file == drain(pipe, through), "a pipe gives what a file gives");
  }
  std::istringstream csv{text};
  records::mapping_draft(csv, vocabulary, "input");
  return 0;
}
