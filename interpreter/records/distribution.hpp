// What make-believe records are drawn after: a file that says, for facts of the vocabulary, how often
// they take which value, with the source of each number or the assumption in its place
// (docs/distributions.md). Read and checked here; drawn from in sample.hpp. Facts are named by the
// file alone, and its values are held against the vocabulary by the record reader itself.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "grammar/syntax/box.hpp"
#include "interpreter/model/vocabulary.hpp"
#include "interpreter/records/problem.hpp"

namespace comity::records {

// Weights and shares are counted in millionths, so that draws are exact.
inline constexpr std::uint64_t millionths = 1'000'000;

// One of several, as often as its weight says. `cumulative` holds the sums of the weights up to and with each.
template <typename Value>
struct Weighted {
  std::vector<Value> values;
  std::vector<std::uint64_t> cumulative;
};

struct Interval {
  std::int64_t least = 0;
  std::int64_t most = 0;
};
// A whole number: an age, how many, how many days.
using WholeNumber = std::variant<std::int64_t, Weighted<Interval>, Interval>;

// A date that was drawn before, of the record or of the element.
struct DrawnDate {
  bool of_element = false;
  std::vector<model::FieldId> steps;
};

struct Group;

struct Constant {
  std::string json;
};
// Of dollars, days since 1970, or minutes since 1970.
struct Between {
  Interval interval;
};
struct CountedFrom {
  DrawnDate from;
  WholeNumber days;
  std::optional<WholeNumber> minutes;  // of the day; of a date and time
  std::optional<DrawnDate> not_after;
};
struct ListOf {
  WholeNumber count;
  syntax::Box<Group> each;
};

struct DrawnFact {
  std::vector<model::FieldId> steps;  // from the record, or from the element
  model::Type type;
  std::uint64_t none = 0;     // how often it is none, in millionths
  std::uint64_t unknown = 0;  // how often the record leaves it out, in millionths
  std::variant<Constant, WholeNumber, Weighted<std::string>, Between, CountedFrom, ListOf> draw;  // texts are JSON
};

// What is drawn together: its facts, one after the other, then one of its cases.
struct Group {
  std::vector<DrawnFact> facts;
  Weighted<syntax::Box<Group>> cases;
};

struct Distribution {
  std::string title;
  Group record;
};

// Adds to `problems` all that is wrong, each with the place in the file; nullopt then. The vocabulary has a root.
std::optional<Distribution> read_distribution(std::string_view text, const model::Vocabulary& vocabulary,
                                              std::vector<Problem>& problems);

}  // namespace comity::records
