#include "interpreter/records/table_cells.hpp"

#include <algorithm>
#include <sstream>
#include <string_view>

#include "interpreter/model/mapping.hpp"
#include "interpreter/records/csv_reader.hpp"

namespace comity::records {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

// The reader knows the line of a row. From there a cell is as long as its text, and where it is in quotes, longer by
// them and by each quote in it, which is written twice.
CellRow placed(const CsvRow& row, const source::Source& source, SourceId id) {
  CellRow cells;
  std::size_t at = source.lines.start_of(std::min<std::uint32_t>(static_cast<std::uint32_t>(row.line), source.lines.line_count()));
  if (at == 0 && source.text.starts_with(byte_order_mark)) at = byte_order_mark.size();
  for (const std::string_view text : row.cells) {
    const bool is_quoted = at < source.text.size() && source.text[at] == '"';
    const std::size_t length = text.size() + (is_quoted ? 2 + static_cast<std::size_t>(std::count(text.begin(), text.end(), '"')) : 0);
    const std::size_t blanks = is_quoted ? 0 : std::min(text.find_first_not_of(" \t"), text.size());
    const std::string_view words = model::without_blanks(text);
    const std::size_t begin = std::min(at + blanks, source.text.size());
    const std::size_t end = std::min(is_quoted ? at + length : begin + words.size(), source.text.size());
    cells.push_back({std::string{words}, {id, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)}});
    at += length + 1;
  }
  return cells;
}

Span line_of(const source::Source& source, SourceId id, std::uint64_t number) {
  const auto line = std::min<std::uint32_t>(static_cast<std::uint32_t>(number), source.lines.line_count());
  const std::uint32_t begin = source.lines.start_of(line);
  return {id, begin, begin + static_cast<std::uint32_t>(source.lines.line_text(source.text, line).size())};
}

}  // namespace

std::vector<CellRow> cells_of(const SourceSet& sources, SourceId table, DiagnosticSink& sink) {
  const source::Source& source = sources[table];
  std::istringstream stream{source.text};
  CsvReader reader{stream, ','};
  std::vector<CellRow> rows;
  for (CsvRow row; reader.next(row);) {
    if (row.fault) {
      auto report = sink.report(Code::table_row, line_of(source, table, row.fault->line), "{}", row.fault->message);
      if (!row.fault->help.empty()) report.help(row.fault->help);
      continue;
    }
    const bool is_blank = std::all_of(row.cells.begin(), row.cells.end(), [](std::string_view cell) { return model::without_blanks(cell).empty(); });
    if (!is_blank) rows.push_back(placed(row, source, table));
  }
  return rows;
}

}  // namespace comity::records
