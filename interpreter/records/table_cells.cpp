#include "interpreter/records/table_cells.hpp"

#include <cstddef>
#include <string_view>

#include <csv.h>

namespace comity::records {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

// libcsv calls back with the text of a cell and not with its place, so it is given one byte at a time: the place is
// then that of the byte. Tables are small; records are read another way.
class Cells {
 public:
  Cells(std::string_view text, SourceId source) : text_{text}, source_{source} {
    csv_init(&parser_, CSV_STRICT | CSV_STRICT_FINI | CSV_APPEND_NULL);
  }
  Cells(const Cells&) = delete;
  Cells& operator=(const Cells&) = delete;
  ~Cells() { csv_free(&parser_); }

  std::vector<CellRow> read(DiagnosticSink& sink) {
    place_ = text_.starts_with(byte_order_mark) ? byte_order_mark.size() : 0;
    begin_ = place_;
    for (; place_ < text_.size(); ++place_) {
      if (csv_parse(&parser_, &text_[place_], 1, add_cell, end_row, this) == 1) continue;
      sink.report(Code::table_row, span_to(place_ + 1), "a quote stands inside a cell that is not wholly in quotes")
          .help("put the whole cell in double quotes, and write each quote in it twice");
      return std::move(rows_);
    }
    if (csv_fini(&parser_, add_cell, end_row, this) != 0) {
      sink.report(Code::table_row, {source_, offset(begin_), offset(begin_) + 1}, "the quote that opens this cell is never closed")
          .help("close the cell with a double quote");
    }
    return std::move(rows_);
  }

 private:
  static std::uint32_t offset(std::size_t place) { return static_cast<std::uint32_t>(place); }

  // From the cell's beginning, without blanks and line breaks at either end.
  Span span_to(std::size_t end) const {
    const auto is_blank = [&](std::size_t at) { return std::string_view{" \t\r\n"}.find(text_[at]) != std::string_view::npos; };
    std::size_t begin = begin_;
    while (begin < end && is_blank(begin)) ++begin;
    while (end > begin && is_blank(end - 1)) --end;
    return {source_, offset(begin), offset(end)};
  }

  static void add_cell(void* text, std::size_t length, void* data) {
    auto& cells = *static_cast<Cells*>(data);
    cells.row_.push_back({{static_cast<const char*>(text), length}, cells.span_to(cells.place_)});
    cells.begin_ = cells.place_ + 1;
  }
  static void end_row(int, void* data) {
    auto& cells = *static_cast<Cells*>(data);
    cells.rows_.push_back(std::move(cells.row_));
    cells.row_.clear();
  }

  std::string_view text_;
  SourceId source_;
  csv_parser parser_{};
  std::size_t place_ = 0;  // of the byte that is read
  std::size_t begin_ = 0;  // of the cell that is read
  CellRow row_;
  std::vector<CellRow> rows_;
};

}  // namespace

std::vector<CellRow> cells_of(const SourceSet& sources, SourceId table, DiagnosticSink& sink) {
  return Cells{sources[table].text, table}.read(sink);
}

}  // namespace comity::records
