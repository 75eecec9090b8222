// What can be asked and what a record can state: the types, made from the declarations of a
// library. Ids are indices into the vectors here. Nothing in the interpreter knows a fact by name.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace comity::model {

using ChoiceId = std::uint32_t;
using RecordId = std::uint32_t;
using FieldId = std::uint32_t;
using DecisionId = std::uint32_t;

enum class Kind { yes_no, text, money, date, date_time, number, choice, set, list, record };

struct Type {
  Kind kind = Kind::yes_no;
  bool or_none = false;
  bool one_or_more = false;  // of list
  std::uint32_t id = 0;      // ChoiceId of choice and set, RecordId of list and record
  std::int64_t least = 0;    // of number; money is never negative either
  std::int64_t most = std::numeric_limits<std::int64_t>::max();
};

struct Choice {
  std::string name;          // of a choice written in a field: that of the field
  bool is_ladder = false;
  std::vector<std::string> values;  // of a ladder, from the least to the most
  std::size_t declared = 0;         // how many stand in its own declaration; `adds` of other files put the rest behind them

  std::optional<std::uint32_t> find(std::string_view value) const;
};

enum class FieldRole { plain, identifier, dates_the_record, dates_the_request, starts_the_clock };

struct Field {
  std::string name;
  Type type;
  FieldRole role = FieldRole::plain;
  bool is_classified = false;      // `classified by offenses`: looked up in the offense tables
  bool is_determination = false;   // only a person can say it
  std::string title;
  std::string singular;            // of a list: its name less the final `s`
};

struct RecordType {
  std::string name;
  std::string title;
  std::vector<Field> fields;

  std::optional<FieldId> find(std::string_view field) const;
  // The one that tells a record from the others; of the root alone.
  std::optional<FieldId> identifier() const;
  // The list whose singular is `name`.
  std::optional<FieldId> find_list(std::string_view name) const;
};

struct Decision {
  std::string name;
  std::string title;
  std::vector<std::string> outcomes;  // from the least to the most, "may honor" with its `may`

  std::optional<std::uint32_t> find(std::string_view outcome) const;
};

struct Duty {
  std::string name;
  std::string title;
};

struct Vocabulary {
  std::vector<Choice> choices;
  std::vector<RecordType> records;
  std::vector<Decision> decisions;  // as declared
  std::vector<Duty> duties;
  std::optional<RecordId> root;     // the record that has an identifier: what a file of records holds

  const RecordType& root_record() const { return records[*root]; }
  std::optional<DecisionId> find_decision(std::string_view name) const;
};

// Where a fact stands: field by field from a record. In a list's elements the path starts at the element.
struct FactRef {
  bool of_element = false;
  RecordId from = 0;            // the record that the first step is a field of
  std::vector<FieldId> steps;   // never empty
  Type type;                    // of the last step

  friend bool operator==(const FactRef& a, const FactRef& b) {
    return a.of_element == b.of_element && a.from == b.from && a.steps == b.steps;
  }
};

// "request.made_on"; of an element's fact, without `its`.
std::string path_text(const Vocabulary& vocabulary, const FactRef& fact);

}  // namespace comity::model
