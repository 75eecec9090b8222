// Rows of a CSV stream of any size, in flat memory, each with its line. Cells are as written: nothing
// is trimmed, and quotes are read strictly. A row that cannot be read comes out too, with the reason;
// the rows after it are read unless a quote is never closed, where nobody can say where a row ends.
// The only place that sees libcsv. A byte order mark and empty lines are skipped; lines end in LF,
// CR LF or CR, within quoted cells as well.
#pragma once

#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "grammar/diagnostics/codes.hpp"

namespace comity::records {

inline constexpr std::size_t longest_row = 16 * 1024 * 1024;  // bytes of its cells; as the longest record
inline constexpr std::size_t most_columns = 10'000;

struct RowFault {
  Code code = Code::malformed_row;
  std::uint64_t line = 0;  // 1-based
  std::size_t column = 0;  // number of the cell, 1-based; 0 where it is the row as a whole
  std::string message;     // without the column
  std::string help;        // may be empty
  bool is_last = false;    // nothing from here on can be read
};

struct CsvRow {
  std::uint64_t line = 0;               // where it begins, 1-based; 0 at the end
  std::vector<std::string_view> cells;  // valid until the next call; empty when there is a fault
  std::optional<RowFault> fault;
};

class CsvReader {
 public:
  // `stream` must outlive the reader. Without a delimiter it is found: of comma, tab, semicolon and pipe the one that
  // stands most often in the first line outside quotes; where none does, or two as often, in that order.
  explicit CsvReader(std::istream& stream, std::optional<char> delimiter = {});
  ~CsvReader();
  CsvReader(CsvReader&&) noexcept;
  CsvReader& operator=(CsvReader&&) noexcept;

  // False at the end.
  bool next(CsvRow& row);

  // Known once the first row was asked for.
  char delimiter() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace comity::records
