// One record in the making, row by row: what rows say of the person must agree, and each row adds an
// element to the lists whose columns have no number. When the last row is in, it is read or left out.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "interpreter/records/cell_reader.hpp"
#include "interpreter/records/record_parser.hpp"
#include "interpreter/records/table_columns.hpp"

namespace comity::records {

class RowRecord {
 public:
  // Everything passed in but `key` outlives the record. `line`: of its first row. `key` may be empty.
  RowRecord(const model::Vocabulary& vocabulary, const TableColumns& columns, std::uint64_t line, std::string key);

  void add(const CellReader& reader, const CsvRow& row);

  // Empties the record.
  ReadRecord finish(const Constraint& constraint);

  const std::string& key() const { return key_; }

 private:
  // A value, and the line that stated it.
  struct Place {
    model::Record* record;
    model::RecordId type;
    std::string path;  // before the fact's own
    std::map<std::size_t, std::uint64_t>* lines;
  };
  struct WideElement {
    model::Record record;
    std::map<std::size_t, std::uint64_t> lines;
  };

  void state(const CellReader& reader, const Stated& stated, const CsvRow& row, const Place& place);
  void add_wide(const CellReader& reader, std::size_t element, const CsvRow& row);
  void add_narrow(const CellReader& reader, const CsvRow& row);
  void add_problem(Code code, std::uint64_t line, std::string path, std::string message, std::string help);
  void set_identifier();
  void set_lists();
  std::string element_path(const ElementCells& element, std::size_t index) const;

  const model::Vocabulary& vocabulary_;
  const TableColumns& columns_;
  std::string key_;
  ReadRecord result_;
  model::Record record_;
  std::map<std::size_t, std::uint64_t> lines_;                // of the facts of the record, by cell
  std::map<std::size_t, std::vector<model::Record>> narrow_;  // by place in `columns_.elements`
  std::map<std::size_t, WideElement> wide_;                   // likewise; in the order of the numbers
  std::size_t unsaid_ = 0;
};

}  // namespace comity::records
