// One letter wrong, anywhere: in a key, a value, a column's name, a code of a record or of a mapping. Each slip must be
// reported, or be a valid input of its own. What is valid is said here once more, apart from the program: a number in
// its range, a day of the calendar, another of the words listed, and any text where the fact is a text.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <functional>
#include <map>
#include <random>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "interpreter/records/read_csv.hpp"
#include "interpreter/records/read_json.hpp"
#include "tests/property/trial.hpp"
#include "tests/support/checked.hpp"

namespace comity {
namespace {

using records::ReadRecord;

// ---- what is valid

bool is_day(const std::string& text) {
  static const std::regex form{R"(\d{4}-\d{2}-\d{2})"};
  if (!std::regex_match(text, form)) return false;
  const std::chrono::year_month_day day{std::chrono::year{std::stoi(text.substr(0, 4))},
                                        std::chrono::month{static_cast<unsigned>(std::stoi(text.substr(5, 2)))},
                                        std::chrono::day{static_cast<unsigned>(std::stoi(text.substr(8, 2)))}};
  return day.ok() && int{day.year()} > 0;
}

bool is_day_and_time(const std::string& text) {
  static const std::regex form{R"(\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d)"};
  return std::regex_match(text, form) && is_day(text.substr(0, 10));
}

bool is_age(const std::string& text) {
  static const std::regex form{"0|[1-9][0-9]{0,2}"};
  return std::regex_match(text, form) && std::stoi(text) <= 120;
}

bool is_amount(const std::string& text) {
  static const std::regex form{R"((0|[1-9][0-9]{0,9})(\.[0-9]{1,2})?)"};
  return std::regex_match(text, form);
}

bool is_any_text(const std::string& text) { return !text.empty(); }

std::function<bool(const std::string&)> one_of(std::set<std::string> words) {
  return [words = std::move(words)](const std::string& text) { return words.contains(text); };
}

const auto never = one_of({});
const std::set<std::string> levels{"infraction", "misdemeanor", "felony"};
const std::set<std::string> traits{"serious",
                                   "violent",
                                   "homicide",
                                   "sexual",
                                   "domestic_violence",
                                   "assault",
                                   "dui",
                                   "hit_and_run",
                                   "weapon",
                                   "drug_possession",
                                   "drug_distribution",
                                   "theft",
                                   "burglary",
                                   "minor_traffic",
                                   "street_vending",
                                   "unlicensed_driving",
                                   "public_drinking",
                                   "public_nuisance"};

// ---- slips

constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyz0123456789_";

// Every way to leave a letter out or to swap two, and some to write another or one more.
std::set<std::string> slips_of(const std::string& word, std::size_t each, std::mt19937_64& random) {
  std::set<std::string> slips;
  const auto letter = [&] {
    const char c = letters[random() % letters.size()];
    const bool is_capital = word.find_first_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ") != std::string::npos && c >= 'a' &&
                            c <= 'z' && random() % 2 == 0;
    return is_capital ? static_cast<char>(c - 'a' + 'A') : c;
  };
  for (std::size_t i = 0; i <= word.size(); ++i) {
    if (i < word.size()) slips.insert(word.substr(0, i) + word.substr(i + 1));
    if (i + 1 < word.size()) slips.insert(word.substr(0, i) + word[i + 1] + word[i] + word.substr(i + 2));
    for (std::size_t k = 0; k < each; ++k) {
      slips.insert(word.substr(0, i) + letter() + word.substr(i));
      if (i < word.size()) slips.insert(word.substr(0, i) + letter() + word.substr(i + 1));
    }
  }
  slips.erase(word);
  return slips;
}

// A word of a text that may be mistaken: where it stands, what could stand there too, and whether there is a right
// suggestion to make when it cannot.
struct Word {
  std::size_t begin = 0;
  std::size_t size = 0;
  std::string kind;
  std::function<bool(const std::string&)> is_valid;
  bool has_suggestion = false;
};

struct Outcome {
  bool is_reported = false;
  bool is_same = false;  // read as the records that were meant
  std::vector<std::string> helps;
};

struct Tally {
  std::size_t slips = 0;
  std::size_t reported = 0;
  std::size_t valid = 0;     // another valid input, by the rules above
  std::size_t harmless = 0;  // the same records
  std::size_t suggestible = 0;
  std::size_t suggested = 0;  // the right word first
};

using Tallies = std::map<std::string, Tally>;

// Does a help name the right word before any other?
bool names_first(const std::vector<std::string>& helps, const std::string& word) {
  return std::any_of(helps.begin(), helps.end(), [&](const std::string& help) {
    const std::size_t begin = help.find('`');
    return begin != std::string::npos && help.compare(begin + 1, word.size() + 1, word + "`") == 0;
  });
}

void try_slips(const std::string& text, const std::vector<Word>& words, std::size_t each,
               const std::function<Outcome(const std::string&)>& read, Tallies& tallies) {
  std::mt19937_64 random{seed()};
  for (const Word& word : words) {
    const std::string right = text.substr(word.begin, word.size);
    for (const std::string& slip : slips_of(right, each, random)) {
      Tally& tally = tallies[word.kind];
      ++tally.slips;
      const Outcome outcome = read(text.substr(0, word.begin) + slip + text.substr(word.begin + word.size));
      tally.reported += outcome.is_reported ? 1 : 0;
      if (!outcome.is_reported) {
        const bool is_valid = word.is_valid(slip);
        tally.harmless += outcome.is_same ? 1 : 0;
        tally.valid += !outcome.is_same && is_valid ? 1 : 0;
        EXPECT_TRUE(is_valid || outcome.is_same)
            << word.kind << ": `" << slip << "` for `" << right << "` is not reported";
        continue;
      }
      if (!word.has_suggestion || word.is_valid(slip)) continue;
      ++tally.suggestible;
      tally.suggested += names_first(outcome.helps, right) ? 1 : 0;
    }
  }
}

Outcome outcome_of(records::RecordStream& stream, const std::vector<model::Record>& meant) {
  Outcome outcome;
  std::vector<model::Record> read;
  for (ReadRecord record; stream.next(record);) {
    for (const records::Problem& problem : record.problems) outcome.helps.push_back(problem.help);
    outcome.is_reported = outcome.is_reported || !record.problems.empty();
    if (record.record) read.push_back(std::move(*record.record));
  }
  outcome.is_same = read == meant;
  return outcome;
}

const support::Texts vocabulary_alone = [] {
  support::Texts texts = support::shipped_texts("policies");
  std::erase_if(texts, [](const auto& text) {
    return !text.first.ends_with("policies/vocabulary.comity") && text.first != "vocabulary.comity";
  });
  return texts;
}();

std::vector<model::Record> drained(records::RecordStream& stream) {
  std::vector<model::Record> all;
  for (ReadRecord record; stream.next(record);) {
    for (const records::Problem& problem : record.problems)
      ADD_FAILURE() << render(problem, "the input without a slip");
    if (record.record) all.push_back(std::move(*record.record));
  }
  return all;
}

// ---- JSON

const std::string json_record =
    R"({"id": "4711", "booked_on": "2013-03-01", "release_due": "2013-03-02T12:30", "age": 34, "charges": [{"statute": "459 PC", "level": "felony", "traits": ["serious", "burglary"], )"
    R"("family": "penal", "stage": "held_to_answer", "bail": 5000.5}, {"statute": "12500 VC", "level": "misdemeanor", "traits": ["unlicensed_driving", "minor_traffic"], "family": "vehicle", )"
    R"("stage": "arrested", "bail": 250}], "convictions": [{"statute": "484 PC", "level": "infraction", "traits": ["theft", "public_nuisance"], "family": "municipal", "convicted_on": "2009-05-01", )"
    R"("released_on": "2010-06-30", "in_custody_for": false, "incident": "a7"}], "prior_arrests": [{"level": "misdemeanor", "arrested_on": "2008-02-29"}], "gang_member": true, )"
    R"("prior_removal": false, "removal_order": false, "recent_entry": false, "immigration_fraud": false, "criminal_warrant": true, "local_purpose": false, )"
    R"("request": {"form": "i_247", "made_on": "2013-03-01", "warrant": "administrative", "criminal_warrant": false, "judicial_probable_cause": true, "additional_information": false}, )"
    R"("custodian": {"kind": "county_jail", "reimbursement_agreement": false}, "security_risk": false, "safety_risk": true})";

std::vector<Word> words_of_json(const std::string& text) {
  const std::map<std::string, std::function<bool(const std::string&)>> valid = {
      {"id", is_any_text},
      {"statute", is_any_text},
      {"incident", is_any_text},
      {"booked_on", is_day},
      {"convicted_on", is_day},
      {"released_on", is_day},
      {"arrested_on", is_day},
      {"made_on", is_day},
      {"release_due", is_day_and_time},
      {"age", is_age},
      {"bail", is_amount},
      {"level", one_of(levels)},
      {"traits", one_of(traits)},
      {"family", one_of({"penal", "vehicle", "municipal", "federal", "other"})},
      {"stage", one_of({"dismissed", "arrested", "charged", "held_to_answer", "convicted"})},
      {"form", one_of({"i_247", "i_247d", "i_247n", "i_247x", "i_247a"})},
      {"warrant", one_of({"administrative", "judicial_federal", "judicial_state", "none"})},
      {"kind",
       one_of({"city_police", "county_jail", "state_prison", "court", "probation", "school_police", "juvenile_hall"})}};
  const std::set<std::string> choices{"level", "traits", "family", "stage", "form", "warrant", "kind"};
  static const std::regex token{R"re("([^"]*)"(:?)|([a-z0-9.]+))re"};
  std::vector<Word> words;
  std::string key;
  for (std::sregex_iterator match{text.begin(), text.end(), token}, end; match != end; ++match) {
    const std::size_t group = (*match)[1].matched ? 1 : 3;
    Word word{static_cast<std::size_t>(match->position(group)), static_cast<std::size_t>(match->length(group)),
              "JSON: values", never, false};
    if (match->length(2) > 0) {
      key = (*match)[1];
      word.kind = "JSON: keys";
      word.has_suggestion = true;
    } else if (const auto found = valid.find(key); found != valid.end()) {
      word.is_valid = found->second;
      word.has_suggestion = choices.contains(key);
      if (word.has_suggestion) word.kind = "JSON: words of a choice";
    }
    words.push_back(std::move(word));
  }
  return words;
}

// ---- a table and its mapping

const std::string mapping_text = R"(mapping county_jail "One row per charge"
  rows grouped by "booking_no"
  dates "YYYY-MM-DD", "MM/DD/YYYY", "YYYY-MM-DD HH:MM"
  unknown "NOT GIVEN", "N/A"
  column "booking_no" as id
  column "booked" as booked_on
  column "release_time" as release_due
  column "age" as age "999" means unknown
  column "statute" as charge.statute
  column "class" as charge.level "FELONY" or "FEL" means felony, "MISDEMEANOR" means misdemeanor, "INFRACTION" means infraction
  column "stage" as charge.stage
  column "bail" as charge.bail
  column "kind_of_offense" as charge.traits "BURGLARY" means (burglary, serious), "THEFT" means theft
  column "gang" as gang_member "YES" means yes, "NONE" means no
  column "PRIOR * DATE" as conviction.convicted_on
  column "PRIOR * CLASS" as conviction.level
  column "detainer form" as request.form "I247A" means i_247a, "NO FORM" means unknown
  column "warrant" as request.warrant
  ignore "name", "sex"
)";
const std::string table_text =
    "booking_no;booked;release_time;age;statute;class;stage;bail;kind_of_offense;gang;PRIOR 1 DATE;PRIOR 1 CLASS;PRIOR "
    "2 DATE;PRIOR 2 CLASS;detainer form;warrant;name;sex\n"
    "4711;2013-03-01;2013-03-02 12:30;34;459 "
    "PC;FELONY;convicted;5000;BURGLARY;YES;05/01/2009;felony;02/29/2008;misdemeanor;I247A;administrative;a;M\n"
    "4711;N/A;NOT GIVEN;34;12500 "
    "VC;INFRACTION;arrested;250.50;THEFT;YES;05/01/2009;felony;N/A;N/A;I247A;administrative;a;M\n"
    "4712;03/04/2013;2013-03-05 17:00;999;484 PC;MISDEMEANOR;held_to_answer;N/A;THEFT;NONE;N/A;N/A;N/A;N/A;NO "
    "FORM;judicial_state;b;F\n"
    "4713;03/05/2013;2013-03-06 08:15;20;459 PC;FEL;charged;100;BURGLARY;NONE;N/A;N/A;N/A;N/A;N/A;none;c;F\n";

bool is_table_day(const std::string& text) {
  static const std::regex american{R"((\d{2})/(\d{2})/(\d{4}))"};
  static const std::regex timed{R"(\d{4}-\d{2}-\d{2} ([01]\d|2[0-3]):[0-5]\d)"};
  std::smatch match;
  if (std::regex_match(text, match, american)) return is_day(match.str(3) + "-" + match.str(1) + "-" + match.str(2));
  return is_day(text) || (std::regex_match(text, timed) && is_day(text.substr(0, 10)));
}

bool is_table_time(const std::string& text) {
  static const std::regex timed{R"(\d{4}-\d{2}-\d{2} ([01]\d|2[0-3]):[0-5]\d)"};
  return std::regex_match(text, timed) && is_day(text.substr(0, 10));
}

bool is_table_age(const std::string& text) {
  static const std::regex form{"[0-9]{1,13}"};
  return text == "999" || (std::regex_match(text, form) && std::stoll(text) <= 120);
}

bool is_table_amount(const std::string& text) {
  static const std::regex form{R"([0-9]{1,13}(\.[0-9]{1,2})?)"};
  return std::regex_match(text, form);
}

std::vector<Word> words_of_table() {
  const std::vector<std::string> names{
      "booking_no",   "booked",        "release_time",    "age",     "statute",      "class",
      "stage",        "bail",          "kind_of_offense", "gang",    "PRIOR 1 DATE", "PRIOR 1 CLASS",
      "PRIOR 2 DATE", "PRIOR 2 CLASS", "detainer form",   "warrant", "name",         "sex"};
  const auto any_number = [](const std::string& text) {  // `PRIOR 3 DATE` is a column too
    static const std::regex form{"PRIOR [0-9]+ (DATE|CLASS)"};
    return std::regex_match(text, form);
  };
  const std::map<std::string, std::function<bool(const std::string&)>> valid = {
      {"booking_no", is_any_text},
      {"booked", is_table_day},
      {"release_time", is_table_time},
      {"age", is_table_age},
      {"statute", is_any_text},
      {"class", one_of({"FELONY", "FEL", "MISDEMEANOR", "INFRACTION"})},
      {"stage", one_of({"dismissed", "arrested", "charged", "held_to_answer", "convicted"})},
      {"bail", is_table_amount},
      {"kind_of_offense", one_of({"BURGLARY", "THEFT"})},
      {"gang", one_of({"YES", "NONE"})},
      {"PRIOR 1 DATE", is_table_day},
      {"PRIOR 2 DATE", is_table_day},
      {"PRIOR 1 CLASS", one_of(levels)},
      {"PRIOR 2 CLASS", one_of(levels)},
      {"detainer form", one_of({"I247A", "NO FORM"})},
      {"warrant", one_of({"administrative", "judicial_federal", "judicial_state", "none"})},
      {"name", [](const std::string&) { return true; }},
      {"sex", [](const std::string&) { return true; }}};
  const std::set<std::string> with_codes{"class", "kind_of_offense", "gang", "detainer form"};
  const std::set<std::string> with_words{"stage", "PRIOR 1 CLASS", "PRIOR 2 CLASS", "warrant"};
  std::vector<Word> words;
  std::size_t column = 0;
  for (std::size_t begin = 0; begin < table_text.size();) {
    const std::size_t end = table_text.find_first_of(";\n", begin);
    const std::string& name = names[column % names.size()];
    const bool is_unknown =
        table_text.compare(begin, end - begin, "N/A") == 0 || table_text.compare(begin, end - begin, "NOT GIVEN") == 0;
    if (column < names.size())
      words.push_back({begin, end - begin, "CSV: names of columns", any_number, true});
    else if (with_codes.contains(name) && !is_unknown)
      words.push_back({begin, end - begin, "CSV: codes", valid.at(name), true});
    else if (with_words.contains(name) && !is_unknown)
      words.push_back({begin, end - begin, "CSV: words of a choice", valid.at(name), true});
    else
      words.push_back({begin, end - begin, "CSV: other cells", valid.at(name), false});
    ++column;
    begin = end + 1;
  }
  return words;
}

std::vector<Word> words_of_mapping() {
  std::vector<Word> words;
  static const std::regex text{R"re("([^"]*)")re"};
  const std::size_t body = mapping_text.find('\n');
  for (std::sregex_iterator match{mapping_text.begin() + static_cast<std::ptrdiff_t>(body), mapping_text.end(), text},
       end;
       match != end; ++match) {
    const std::string before = mapping_text.substr(0, body + static_cast<std::size_t>(match->position(0)));
    const std::string line = before.substr(before.rfind('\n') + 1);
    const bool is_column = line.ends_with("column ") || line.ends_with("by ");
    const std::string kind = line.starts_with("  dates")                 ? "mapping: forms of dates"
                             : is_column || line.starts_with("  ignore") ? "mapping: names of columns"
                                                                         : "mapping: codes";
    words.push_back({body + static_cast<std::size_t>(match->position(1)), static_cast<std::size_t>(match->length(1)),
                     kind, never, false});
  }
  static const std::regex path{R"re( as ([a-z_.]+))re"};
  static const std::regex value{R"re((?:means \(?|, )([a-z_0-9]+))re"};
  for (const std::regex* form : {&path, &value}) {
    for (std::sregex_iterator match{mapping_text.begin(), mapping_text.end(), *form}, end; match != end; ++match) {
      std::size_t begin = static_cast<std::size_t>(match->position(1));
      for (std::stringstream steps{match->str(1)}; !steps.eof();) {
        std::string step;
        std::getline(steps, step, '.');
        const bool is_plain = step == "yes" || step == "no" || step == "unknown" || step == "id";
        const bool is_form = step == "i_247a";
        words.push_back({begin, step.size(), "mapping: facts and values",
                         is_form ? one_of({"i_247", "i_247d", "i_247n", "i_247x"}) : never, !is_plain});
        begin += step.size() + 1;
      }
    }
  }
  return words;
}

Outcome read_table(const model::Library& library, const std::string& text, const std::vector<model::Record>& meant) {
  std::istringstream stream{text};
  return outcome_of(
      *records::open_csv(stream, library.vocabulary, library.mappings.front(), records::ExtraKeys::refused), meant);
}

TEST(Mutations, AreReportedOrValid) {
  Tallies tallies;
  const std::size_t each = std::max<std::size_t>(trials(6), 1);

  const support::Checked plain = support::library_of(vocabulary_alone);
  const auto read_json = [&](const std::string& text, const std::vector<model::Record>& meant) {
    return outcome_of(*records::open_json(text, plain.library->vocabulary, records::ExtraKeys::refused), meant);
  };
  const std::vector<model::Record> meant_json =
      drained(*records::open_json(json_record, plain.library->vocabulary, records::ExtraKeys::refused));
  ASSERT_EQ(meant_json.size(), 1U);
  try_slips(
      json_record, words_of_json(json_record), each,
      [&](const std::string& text) { return read_json(text, meant_json); }, tallies);

  support::Texts texts = vocabulary_alone;
  texts.emplace_back("mapping.comity", mapping_text);
  const support::Checked mapped = support::library_of(texts);
  std::istringstream table{table_text};
  const std::vector<model::Record> meant = drained(*records::open_csv(
      table, mapped.library->vocabulary, mapped.library->mappings.front(), records::ExtraKeys::refused));
  ASSERT_EQ(meant.size(), 3U);
  try_slips(
      table_text, words_of_table(), each,
      [&](const std::string& text) { return read_table(*mapped.library, text, meant); }, tallies);

  try_slips(
      mapping_text, words_of_mapping(), 1,
      [&](const std::string& text) {
        texts.back().second = text;
        const support::Checked slipped = support::check_texts(texts);
        if (slipped.library) return read_table(*slipped.library, table_text, meant);
        Outcome outcome{true, false, {}};
        for (const Diagnostic& diagnostic : slipped.diagnostics) {
          for (const auto& help : diagnostic.helps) outcome.helps.push_back(help.text);
        }
        return outcome;
      },
      tallies);

  Tally all;
  for (const auto& [kind, tally] : tallies) {
    report(fmt::format(
        "{}: {} slips, {} reported, {} another valid input, {} the same records; {} of {} times the right word first",
        kind, tally.slips, tally.reported, tally.valid, tally.harmless, tally.suggested, tally.suggestible));
    all.slips += tally.slips;
    all.reported += tally.reported;
    all.valid += tally.valid;
    all.harmless += tally.harmless;
    all.suggestible += tally.suggestible;
    all.suggested += tally.suggested;
  }
  EXPECT_EQ(all.slips, all.reported + all.valid + all.harmless);
  EXPECT_GE(all.suggested * 100, all.suggestible * 90);
  report(
      fmt::format("all in all {} slips of one letter: {} reported, {} valid, {} harmless; the right word first {} of "
                  "{} times ({} %)",
                  all.slips, all.reported, all.valid, all.harmless, all.suggested, all.suggestible,
                  all.suggested * 100 / std::max<std::size_t>(all.suggestible, 1)));
  if (each >= 6) {
    EXPECT_GE(all.slips, 10'000U);
  }
}

}  // namespace
}  // namespace comity
