#include "tests/support/checked.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <stdexcept>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "grammar/diagnostics/render_text.hpp"
#include "grammar/parser/parse.hpp"
#include "interpreter/checker/check.hpp"
#include "interpreter/records/read_json.hpp"

namespace comity::support {
namespace {

namespace fs = std::filesystem;

std::string text_of_file(const fs::path& path) {
  std::ifstream file{path, std::ios::binary};
  EXPECT_TRUE(file.is_open()) << path;
  return {std::istreambuf_iterator<char>{file}, {}};
}

}  // namespace

Checked check_texts(const Texts& texts) {
  Checked result;
  DiagnosticSink sink;
  for (const auto& [name, text] : texts) {
    const source::SourceId id = result.sources.add(name, text);
    result.files.push_back(parser::parse(result.sources, id, sink));
  }
  result.library = checker::check(result.sources, result.files, sink);
  result.diagnostics = sink.sorted();
  return result;
}

Checked library_of(const Texts& texts) {
  Checked result = check_texts(texts);
  std::string found;
  for (const Diagnostic& diagnostic : result.diagnostics) {
    found += render_text(diagnostic, result.sources, diagnostics::Colour::off);
  }
  if (!result.library) {
    ADD_FAILURE() << "the policies of the test do not load:\n" << found;
    throw std::runtime_error{"the policies of the test do not load"};
  }
  return result;
}

std::string small_vocabulary() {
  return R"(
decision hold "Hold"
  decline < may honor < honor

decision notify "Tell"
  decline < may honor < honor

choice level infraction < misdemeanor < felony

choice colour red, green, blue

choice trait serious, violent, theft

jurisdiction town "Town" city

duty give_copy "Give a copy"

duty keep_file "Keep a file"

record booking "A booking"
  id               text identifier
  booked_on        date dates the record
  armed            yes/no
  drunk            yes/no
  sober_or_none    yes/no or none
  age              number 0 to 120
  age_or_none      number 0 to 120 or none
  bail             money
  bail_or_none     money or none
  due              date
  due_or_none      date or none
  first_day        date or none
  second_day       date or none
  seen_at          date and time
  seen_or_none     date and time or none
  rank             level
  rank_or_none     level or none
  shade            colour
  shade_or_none    colour or none
  word             text
  word_or_none     text or none
  charges          one or more charge
  priors           list of prior
  request          letter

record charge
  level    level
  traits   set of trait
  bail     money

record prior
  level    level
  traits   set of trait
  case_id  text
  ended    date or none

record letter
  made_on  date
  signed   yes/no
)";
}

std::string town_policy(std::string_view name, std::string_view clauses) {
  return fmt::format("policy {} \"Title\"\n  authority town\n  status proposed\n  source \"Source\"\n\n{}\n", name, clauses);
}

Texts shipped_texts(std::string_view folder) {
  Texts texts;
  const fs::path root = COMITY_ROOT;
  for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
    if (entry.path().extension() != ".comity") continue;
    texts.emplace_back(entry.path().lexically_relative(root).generic_string(), text_of_file(entry.path()));
  }
  std::sort(texts.begin(), texts.end());
  return texts;
}

model::Record record_of(const model::Vocabulary& vocabulary, const std::string& json) {
  const auto stream = records::open_json(json, vocabulary, records::ExtraKeys::refused);
  records::ReadRecord read;
  const bool is_there = stream->next(read);
  EXPECT_TRUE(is_there && read.record.has_value()) << json;
  for (const records::Problem& problem : read.problems) ADD_FAILURE() << render(problem, "the record of the test");
  return read.record ? *read.record : model::unknown_record(vocabulary.root_record());
}

std::vector<std::pair<std::string, model::Record>> shipped_records(const model::Vocabulary& vocabulary,
                                                                   std::string_view file) {
  std::istringstream lines{text_of_file(fs::path{COMITY_ROOT} / file)};
  const auto stream = records::open_json_lines(lines, vocabulary, records::ExtraKeys::refused);
  std::vector<std::pair<std::string, model::Record>> result;
  for (records::ReadRecord read; stream->next(read);) {
    EXPECT_TRUE(read.record.has_value()) << file << ": record " << read.id;
    if (read.record) result.emplace_back(read.id, *read.record);
  }
  return result;
}

std::string_view word(model::Truth truth) {
  switch (truth) {
    case model::Truth::no: return "no";
    case model::Truth::unknown: return "unknown";
    case model::Truth::yes: return "yes";
  }
  return {};
}

}  // namespace comity::support
