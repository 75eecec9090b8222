// The header of a table held against a mapping: which cell of a row states which fact. Every column
// must be used or ignored, and every column that the mapping uses must be there, once.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "interpreter/model/mapping.hpp"
#include "interpreter/records/csv_reader.hpp"
#include "interpreter/records/problem.hpp"
#include "interpreter/records/record_parser.hpp"

namespace comity::records {

// A cell and what it states. A cell may state several facts.
struct Stated {
  std::size_t cell = 0;
  const model::MappedColumn* column = nullptr;
};

// The cells of a row that tell of one element of a list.
struct ElementCells {
  const model::FactRef* list = nullptr;
  std::uint64_t number = 0;  // of a wide element
  bool is_wide = false;
  std::vector<Stated> cells;
};

struct TableColumns {
  std::vector<std::string> names;  // of the columns, without blanks around
  std::vector<Stated> of_record;
  std::vector<ElementCells> elements;    // narrow ones, one for each list; wide ones by list and number
  std::optional<std::size_t> key;        // the cell that groups the rows
  bool has_identifier = false;           // a column states it
  std::vector<std::string> passed_over;  // columns that are no facts, where that is allowed: sorted
  std::vector<Problem> problems;
};

// `mapping` must outlive the result.
TableColumns match(const CsvRow& header, const model::Vocabulary& vocabulary, const model::Mapping& mapping,
                   ExtraKeys extra_keys);

}  // namespace comity::records
