// What a record states: values, with *unknown* (nothing is stated) and *none* (it is stated that
// there is none) as values of their own.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "grammar/syntax/box.hpp"
#include "interpreter/model/date.hpp"
#include "interpreter/model/vocabulary.hpp"

namespace comity::model {

// Kleene's third value stands between the other two: `and` is the least, `or` the greatest.
enum class Truth : std::uint8_t { no, unknown, yes };

constexpr Truth negated(Truth truth) { return static_cast<Truth>(2 - static_cast<int>(truth)); }
constexpr Truth both(Truth a, Truth b) { return a < b ? a : b; }
constexpr Truth either(Truth a, Truth b) { return a < b ? b : a; }
constexpr Truth truth_of(bool value) { return value ? Truth::yes : Truth::no; }

struct Unknown {
  friend bool operator==(const Unknown&, const Unknown&) = default;
};
struct None {
  friend bool operator==(const None&, const None&) = default;
};
// Index of a value of a choice.
struct Chosen {
  std::uint32_t index = 0;
  friend bool operator==(const Chosen&, const Chosen&) = default;
};
// One of several values of a choice, and not known which: a table of offenses lists them. At least two are possible.
struct OneOf {
  std::vector<bool> possible;  // one for each value of the choice
  friend bool operator==(const OneOf&, const OneOf&) = default;
};
// For each value of the choice: is it a member? (A table may leave some of them unknown.)
struct Members {
  std::vector<Truth> of;
  friend bool operator==(const Members&, const Members&) = default;
};
struct Record;
struct Elements {
  std::vector<Record> records;
};
bool operator==(const Elements& a, const Elements& b);

// Numbers are whole; money is in cents.
using Value = std::variant<Unknown, None, bool, std::int64_t, Chosen, OneOf, Date, DateTime, std::string, Members, Elements, syntax::Box<Record>>;

struct Record {
  std::vector<Value> facts;  // one for each field of its type
};
bool operator==(const Record& a, const Record& b);

// Everything unknown.
Record unknown_record(const RecordType& type);

inline bool is_unknown(const Value& value) { return std::holds_alternative<Unknown>(value); }
// Known, and not only that it is one of several.
inline bool is_settled(const Value& value) { return !is_unknown(value) && !std::holds_alternative<OneOf>(value); }
inline bool is_none(const Value& value) { return std::holds_alternative<None>(value); }

// The value at a path from a record; Unknown where a record on the way is. Lives as long as the record.
const Value& value_at(const Record& record, const std::vector<FieldId>& steps);
// Sets it, making the records on the way.
void set_value_at(const Vocabulary& vocabulary, Record& record, RecordId type, const std::vector<FieldId>& steps, Value value);

// As a person would write it in a policy: "felony", "$5,000", "2013-03-01".
std::string to_text(const Vocabulary& vocabulary, const Type& type, const Value& value);
std::string money_text(std::int64_t cents);

}  // namespace comity::model
