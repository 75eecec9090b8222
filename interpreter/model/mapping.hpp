// How a CSV table is read as records: which column states which fact, and what its words mean. Only
// the checker makes one; every path in it leads to a fact, and every code means a value of it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "interpreter/model/date_format.hpp"
#include "interpreter/model/value.hpp"

namespace comity::model {

struct Code {
  std::vector<std::string> words;  // as cells show them, without blanks around
  Value value;                     // unknown: the words say that it is not known
};

struct MappedColumn {
  std::string name;             // as the mapping writes it: "CHARGE * STATUTE"
  bool is_wide = false;         // `*` stands for a number
  std::optional<FactRef> list;  // the list that `fact` is an element's of
  FactRef fact;                 // of the record, or of the element; a list itself where codes say that it is empty
  std::vector<Code> codes;
  bool is_complete = false;  // the codes are all that the column may hold
};

struct Mapping {
  std::string name;
  std::string title;
  std::optional<std::string> key;     // the column whose value the rows of one record share
  std::vector<DateFormat> dates;      // empty: as records write them
  std::vector<std::string> unknown;   // words, without blanks around
  std::vector<std::string> ignored;   // columns; may have a `*`
  std::vector<MappedColumn> columns;  // as written
};

// The first `*`, as a number of a column's name; nullopt when the name is not of that form.
std::optional<std::uint64_t> number_in_place(std::string_view pattern, std::string_view name);

// Without blanks and tabs around it.
std::string_view without_blanks(std::string_view text);

}  // namespace comity::model
