#include "interpreter/records/mapping_draft.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <istream>
#include <map>
#include <optional>
#include <set>
#include <vector>

#include "grammar/diagnostics/suggest.hpp"
#include "interpreter/model/mapping.hpp"
#include "interpreter/records/csv_reader.hpp"
#include "interpreter/records/problem.hpp"

namespace comity::records {
namespace {

using model::Kind;

constexpr std::size_t most_distinct = 200;  // kept of a column
constexpr std::size_t most_codes = 12;      // shown, and written as codes
constexpr std::size_t longest_value = 40;   // bytes, of one that is shown

constexpr std::array<std::string_view, 11> unknown_words{"",  "NA", "N/A",     "n/a",     "NULL",   "null",
                                                         "*", "-",  "unknown", "Unknown", "UNKNOWN"};
constexpr std::array<std::string_view, 12> date_forms{"YYYY-MM-DD",
                                                      "YYYY-MM-DD HH:MM",
                                                      "YYYY-MM-DD HH:MM:SS",
                                                      "YYYY-MM-DDTHH:MM",
                                                      "YYYY-MM-DDTHH:MM:SS",
                                                      "YYYYMMDD",
                                                      "M/D/YYYY",
                                                      "M/D/YY",
                                                      "M/D/YYYY H:MM",
                                                      "M/D/YY H:MM",
                                                      "M/D/YYYY H:MM:SS",
                                                      "M/D/YYYY H:MM:SS AM"};

bool is_unknown_word(std::string_view word) {
  return std::find(unknown_words.begin(), unknown_words.end(), word) != unknown_words.end();
}

// Can it stand in a text of a policy file? No quotes, no control characters, nothing that is not seen.
bool can_be_written(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte < 0x20U || byte == 0x7FU || byte == '"') return false;
    const auto at = [&](std::size_t offset) {
      return i + offset < text.size() ? static_cast<unsigned char>(text[i + offset]) : 0U;
    };
    if (byte == 0xC2U && (at(1) < 0xA0U || at(1) == 0xADU)) return false;   // U+0080 to U+009F, U+00AD
    if (byte == 0xE2U && (at(1) == 0x80U || at(1) == 0x81U)) return false;  // U+2000 to U+207F
    if (byte == 0xCDU || byte == 0xD8U || byte == 0xE1U || byte == 0xE3U || byte == 0xEFU || byte >= 0xF0U)
      return false;  // others unseen among them
  }
  return true;
}

struct Column {
  std::vector<std::size_t> cells;                          // several of a numbered one
  std::string name;                                        // "CHARGE * STATUTE"
  std::map<std::string, std::size_t, std::less<>> values;  // with their counts; without words for unknown
  bool has_more_values = false;
  bool has_repeats = false;
  std::string fact;                 // its path as a mapping writes it; empty: ignored
  std::vector<std::string> others;  // facts that its name fits as well
  model::Type type;
  std::string list;  // the singular of the list, where the fact is an element's
};

struct Fact {
  std::string path;
  std::string name;  // the last step
  std::string list;  // singular; empty: of the record
  model::Type type;
};

void add_facts(const model::Vocabulary& vocabulary, const model::RecordType& record, const std::string& before,
               const std::string& list, std::vector<Fact>& facts) {
  for (const model::Field& field : record.fields) {
    if (field.type.kind == Kind::record) {
      add_facts(vocabulary, vocabulary.records[field.type.id], before + field.name + ".", list, facts);
    } else if (field.type.kind == Kind::list) {
      if (list.empty() && before.empty())
        add_facts(vocabulary, vocabulary.records[field.type.id], field.singular + ".", field.singular, facts);
    } else {
      facts.push_back({before + field.name, field.name, list, field.type});
    }
  }
}

// "charge_1_statute" of `CHARGE 1 STATUTE`.
std::string as_name(std::string_view text) {
  std::string name;
  for (const char c : text) {
    const bool is_capital = c >= 'A' && c <= 'Z';
    const bool is_kept = is_capital || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (is_kept)
      name += is_capital ? static_cast<char>(c - 'A' + 'a') : c;
    else if (!name.empty() && name.back() != '_')
      name += '_';
  }
  while (name.ends_with('_')) name.pop_back();
  return name;
}

// The first run of digits as `*`; the name itself where there is none.
std::string with_star(std::string_view name) {
  const std::size_t first = name.find_first_of("0123456789");
  if (first == std::string_view::npos || name.find('*') != std::string_view::npos) return std::string{name};
  std::size_t end = first;
  while (end < name.size() && name[end] >= '0' && name[end] <= '9') ++end;
  return fmt::format("{}*{}", name.substr(0, first), name.substr(end));
}

class Draft {
 public:
  Draft(std::istream& csv, const model::Vocabulary& vocabulary, std::string_view file)
      : reader_{csv}, vocabulary_{vocabulary}, file_{file} {}

  std::string run() {
    CsvRow row;
    if (!reader_.next(row) || row.fault) {
      return fmt::format("# {} has no header that can be read{}{}\n", shown(file_), row.fault ? ": " : "",
                         row.fault ? row.fault->message : "");
    }
    add_columns(row);
    while (rows_ < rows_drafted_from && reader_.next(row)) add_row(row);
    guess_facts();
    return text();
  }

 private:
  void add_columns(const CsvRow& header) {
    std::map<std::string, std::size_t> numbered;
    for (const std::string_view cell : header.cells) ++numbered[with_star(model::without_blanks(cell))];
    std::map<std::string, std::size_t> known;
    for (std::size_t i = 0; i < header.cells.size(); ++i) {
      const std::string name{model::without_blanks(header.cells[i])};
      const std::string star = with_star(name);
      const bool is_numbered = star != name && numbered[star] > 1;
      const auto [place, is_new] = known.try_emplace(is_numbered ? star : name, columns_.size());
      if (is_new) columns_.emplace_back().name = is_numbered ? star : name;
      columns_[place->second].cells.push_back(i);
    }
  }

  void add_row(const CsvRow& row) {
    ++rows_;
    for (Column& column : columns_) {
      for (const std::size_t cell : column.cells) {
        if (cell >= row.cells.size()) continue;
        const std::string_view word = model::without_blanks(row.cells[cell]);
        if (is_unknown_word(word)) {
          unknown_.emplace(word);
          continue;
        }
        const auto known = column.values.find(word);
        if (known != column.values.end()) {
          ++known->second;
          column.has_repeats = true;
        } else if (column.values.size() < most_distinct) {
          column.values.emplace(word, 1);
        } else {
          column.has_more_values = true;
        }
      }
    }
  }

  static bool is_wide(const Column& column) { return column.name.find('*') != std::string::npos; }

  // Names that are the same come before names that are near, and near ones before those that hold the fact's words.
  void guess_facts() {
    std::vector<Fact> facts;
    add_facts(vocabulary_, vocabulary_.root_record(), {}, {}, facts);
    for (int pass = 0; pass < 3; ++pass) {
      for (Column& column : columns_) {
        if (!column.fact.empty() || !can_be_written(column.name) || column.name.empty()) continue;
        std::vector<const Fact*> fits;
        for (const Fact& fact : facts) {
          if (!taken_.contains(fact.path) && is_wide_enough(column, fact) && is_like(column, fact, pass) &&
              can_hold(column, fact.type))
            fits.push_back(&fact);
        }
        if (fits.empty()) continue;
        take(column, *fits.front());
        for (std::size_t i = 1; i < fits.size(); ++i) column.others.push_back(fits[i]->path);
      }
    }
  }

  // A numbered column states a fact of an element; the columns of a list are all numbered, or none.
  bool is_wide_enough(const Column& column, const Fact& fact) const {
    if (fact.list.empty()) return !is_wide(column);
    const auto known = wide_.find(fact.list);
    return known == wide_.end() || known->second == is_wide(column);
  }

  // Could the values seen be of the type? A name alone is not enough: `state` is near `stage`.
  static bool can_hold(const Column& column, const model::Type& type) {
    const auto any_value = [&](auto fits) {
      return column.values.empty() || std::any_of(column.values.begin(), column.values.end(),
                                                  [&](const auto& value) { return fits(value.first); });
    };
    switch (type.kind) {
      case Kind::yes_no:
      case Kind::choice:
      case Kind::set:
        return column.values.size() <= most_codes && !column.has_more_values;
      case Kind::date:
      case Kind::date_time:
        return any_value([](const std::string& value) {
          return std::any_of(date_forms.begin(), date_forms.end(), [&](std::string_view text) {
            std::string problem;
            return model::DateFormat::make(text, problem)->read(value).fit == model::DateFormat::Fit::yes;
          });
        });
      case Kind::number:
      case Kind::money:
        return any_value([](const std::string& value) { return value.find_first_of("0123456789") <= 1; });
      case Kind::text:
      case Kind::list:
      case Kind::record:
        return true;
    }
    return true;
  }

  bool is_like(const Column& column, const Fact& fact, int pass) const {
    const std::string name = as_name(column.name);
    const std::string path = as_name(fact.path);
    if (pass == 0) return name == path || name == fact.name;
    if (pass == 1) {
      const auto is_near = [&](const std::string& other) {
        return diagnostics::nearest(name, std::array<std::string, 1>{other}).has_value();
      };
      return name.size() > 3 && (is_near(path) || is_near(fact.name));
    }
    if (fact.path == identifier()) return is_like_identifier(name);
    std::set<std::string> words;
    std::string word;
    for (const char c : name + "_") {
      if (c != '_')
        word += c;
      else
        words.insert(std::exchange(word, {}));
    }
    for (const char c : path + "_") {
      if (c != '_')
        word += c;
      else if (!words.contains(std::exchange(word, {})))
        return false;
    }
    return true;
  }

  // `booking_no`, `Report ID`: what tells one row, or one person, from another.
  static bool is_like_identifier(const std::string& name) {
    constexpr std::array<std::string_view, 4> endings{"_id", "_no", "_num", "_number"};
    return std::any_of(endings.begin(), endings.end(),
                       [&](std::string_view ending) { return ("_" + name).ends_with(ending); });
  }

  void take(Column& column, const Fact& fact) {
    column.fact = fact.path;
    column.type = fact.type;
    column.list = fact.list;
    taken_.insert(fact.path);
    if (!fact.list.empty()) wide_.emplace(fact.list, is_wide(column));
  }

  // ---- the text

  std::string text() const {
    std::string result = fmt::format(
        "# Made from the first {} of {}. Correct it: say of each column which fact it states (`column \"…\" as "
        "FACT`),\n"
        "# or that it is passed over (`ignore \"…\"`), and of each code what it means. Behind `#` stand the values "
        "seen.\n"
        "mapping draft \"Say here what a row is\"\n",
        rows_ == 1 ? "row" : fmt::format("{} rows", rows_), shown_safely(file_));
    for (const Column& column : columns_) {
      const bool groups = column.fact == identifier() && column.has_repeats;
      if (groups) result += fmt::format("  rows grouped by \"{}\"\n", column.name);
    }
    const std::vector<std::string> forms = forms_of_dates();
    if (!forms.empty()) result += fmt::format("  dates {}\n", quoted(forms));
    if (!unknown_.empty()) result += fmt::format("  unknown {}\n", quoted({unknown_.begin(), unknown_.end()}));
    for (const Column& column : columns_) result += line_of(column);
    return result;
  }

  std::string identifier() const {
    const model::RecordType& root = vocabulary_.root_record();
    return root.fields[*root.identifier()].name;
  }

  std::vector<std::string> forms_of_dates() const {
    std::vector<std::string> result;
    for (const std::string_view text : date_forms) {
      std::string problem;
      const auto form = model::DateFormat::make(text, problem);
      const bool is_used = std::any_of(columns_.begin(), columns_.end(), [&](const Column& column) {
        const bool is_date =
            !column.fact.empty() && (column.type.kind == Kind::date || column.type.kind == Kind::date_time);
        return is_date && std::any_of(column.values.begin(), column.values.end(), [&](const auto& value) {
                 return form->read(value.first).fit == model::DateFormat::Fit::yes;
               });
      });
      if (is_used) result.emplace_back(text);
    }
    return result;
  }

  static std::string quoted(const std::vector<std::string>& words) {
    std::string result;
    for (const std::string& word : words) result += fmt::format("{}\"{}\"", result.empty() ? "" : ", ", word);
    return result;
  }

  static std::string shown_safely(std::string_view word) {
    return can_be_written(word) ? shown(word) : std::string{"…"};
  }

  std::string line_of(const Column& column) const {
    if (!can_be_written(column.name)) {
      return fmt::format("  # column {} of the table has a name that cannot be written here; give it another\n",
                         column.cells.front() + 1);
    }
    if (column.fact.empty()) return fmt::format("  ignore \"{}\"{}\n", column.name, seen(column));
    return fmt::format("  column \"{}\" as {}{}{}\n", column.name, column.fact, codes(column), seen(column));
  }

  // Codes that are not the vocabulary's own words, each to be given its meaning.
  std::string codes(const Column& column) const {
    const Kind kind = column.type.kind;
    if ((kind != Kind::choice && kind != Kind::yes_no && kind != Kind::set) || column.values.size() > most_codes)
      return {};
    std::string result;
    for (const auto& [value, count] : column.values) {
      const bool is_own = kind == Kind::yes_no ? value == "yes" || value == "no"
                                               : vocabulary_.choices[column.type.id].find(value).has_value();
      if (is_own || !can_be_written(value)) continue;
      result += fmt::format("{} \"{}\" means unknown", result.empty() ? "" : ",", value);
    }
    return result;
  }

  // "  # F (120), M (34)", the most frequent first; and which values the fact can have.
  std::string seen(const Column& column) const {
    std::vector<std::pair<std::string, std::size_t>> values(column.values.begin(), column.values.end());
    std::stable_sort(values.begin(), values.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
    const std::size_t most = values.size() > most_codes ? 3 : most_codes;
    std::string result;
    for (std::size_t i = 0; i < std::min(values.size(), most); ++i) {
      const std::string value = values[i].first.size() > longest_value ? "…" : shown_safely(values[i].first);
      result += fmt::format("{}{} ({})", i == 0 ? "" : ", ", value, values[i].second);
    }
    if (values.size() > most)
      result += fmt::format(" and {}{} more", column.has_more_values ? "at least " : "", values.size() - most);
    if (result.empty()) result = "nothing";
    for (const std::string& other : column.others)
      result += fmt::format("{} `{}`", &other == &column.others.front() ? "; or is it" : " or", other);
    if (!column.others.empty()) result += '?';
    if (!column.fact.empty() && (column.type.kind == Kind::choice || column.type.kind == Kind::set)) {
      result += fmt::format("; can be {}", diagnostics::listed(vocabulary_.choices[column.type.id].values, 30));
    }
    if (!column.fact.empty() && column.type.kind == Kind::yes_no) result += "; can be `yes` and `no`";
    return "  # " + result;
  }

  CsvReader reader_;
  const model::Vocabulary& vocabulary_;
  std::string_view file_;
  std::vector<Column> columns_;
  std::size_t rows_ = 0;
  std::set<std::string> unknown_;
  std::set<std::string> taken_;
  std::map<std::string, bool> wide_;
};

}  // namespace

std::string mapping_draft(std::istream& csv, const model::Vocabulary& vocabulary, std::string_view file) {
  return Draft{csv, vocabulary, file}.run();
}

}  // namespace comity::records
