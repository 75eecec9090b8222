#include "interpreter/records/csv_reader.hpp"

#include <csv.h>
#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <istream>
#include <new>
#include <utility>

namespace comity::records {
namespace {

constexpr std::size_t chunk_size = 64 * 1024;
constexpr std::array delimiters{',', '\t', ';', '|'};

// libcsv asks; cells are kept as written.
int is_never_space(unsigned char) { return 0; }

// The quotes of the header decide nothing but which delimiters count.
char found_delimiter(std::string_view text) {
  std::array<std::size_t, delimiters.size()> counts{};
  bool is_quoted = false;
  bool is_begun = false;
  for (const char c : text) {
    if (c == '"') is_quoted = !is_quoted;
    const bool is_end = (c == '\n' || c == '\r') && !is_quoted;
    if (is_end && is_begun) break;
    is_begun = is_begun || !is_end;
    const auto found = std::find(delimiters.begin(), delimiters.end(), c);
    if (found != delimiters.end() && !is_quoted) ++counts[static_cast<std::size_t>(found - delimiters.begin())];
  }
  return delimiters[static_cast<std::size_t>(std::max_element(counts.begin(), counts.end()) - counts.begin())];
}

// Lines ended: CR LF is one end.
std::uint64_t breaks_in(std::string_view text) {
  std::uint64_t count = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\n' || (text[i] == '\r' && text.substr(i + 1, 1) != "\n")) ++count;
  }
  return count;
}

// A row as libcsv hands it over, cell by cell. Kept in one text, so that a row costs no allocation of its own.
struct Collected {
  std::string text;
  std::vector<std::size_t> ends;  // of each cell in `text`
  std::size_t cells = 0;          // seen, kept or not
  bool is_whole = false;
  bool is_out_of_memory = false;  // an exception must not pass through libcsv

  void clear() {
    text.clear();
    ends.clear();
    cells = 0;
    is_whole = false;
  }
};

extern "C" void comity_take_cell(void* bytes, size_t size, void* to) {
  auto& row = *static_cast<Collected*>(to);
  if (++row.cells > most_columns) return;
  try {
    row.text.append(static_cast<const char*>(bytes), size);
    row.ends.push_back(row.text.size());
  } catch (const std::bad_alloc&) {
    row.is_out_of_memory = true;
  }
}

extern "C" void comity_end_row(int, void* to) { static_cast<Collected*>(to)->is_whole = true; }

}  // namespace

struct CsvReader::Impl {
  Impl(std::istream& input, std::optional<char> wanted) : stream{input}, delimiter{wanted}, chunk(chunk_size) {
    restart();
  }
  ~Impl() { csv_free(&parser); }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  // From the beginning of a row.
  void restart() {
    if (is_open) csv_free(&parser);
    is_open = true;
    csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI);
    csv_set_space_func(&parser, is_never_space);
    csv_set_blk_size(&parser, chunk_size);
    if (delimiter) csv_set_delim(&parser, static_cast<unsigned char>(*delimiter));
  }

  // Makes more bytes unread; false at the end of the stream, or when it fails.
  bool fill() {
    if (begin < end) return true;
    if (is_ended) return false;
    const bool is_first = is_at_start;
    is_at_start = false;
    stream.read(chunk.data(), static_cast<std::streamsize>(chunk.size()));
    begin = 0;
    end = static_cast<std::size_t>(stream.gcount());
    is_failed = stream.bad() || (stream.fail() && !stream.eof());
    is_ended = !stream.good();
    if (is_first) start();
    return begin < end || (!is_ended && fill());
  }

  void start() {
    std::string_view text{chunk.data(), end};
    if (text.starts_with("\xEF\xBB\xBF")) begin = 3;
    if (!delimiter) delimiter = found_delimiter(text.substr(begin));
    csv_set_delim(&parser, static_cast<unsigned char>(*delimiter));
  }

  // Up to the end of the line, with it, or of the chunk.
  std::string_view piece() {
    // A CR that ended the last chunk and the LF that begins this one are one line's end.
    if (is_after_cr && chunk[begin] == '\n') --line;
    is_after_cr = false;
    const char* const from = chunk.data() + begin;
    const char* const to = chunk.data() + end;
    const char* at = std::find_if(from, to, [](char c) { return c == '\n' || c == '\r'; });
    ends_line = at != to;
    if (ends_line) {
      const bool is_cr = *at++ == '\r';
      if (is_cr && at != to && *at == '\n')
        ++at;
      else
        is_after_cr = is_cr && at == to;
    }
    begin += static_cast<std::size_t>(at - from);
    return {from, static_cast<std::size_t>(at - from)};
  }

  // Within a cell in quotes, or behind a quote that may be its end (states 2 and 3 of libcsv).
  bool is_in_quotes() const { return parser.quoted != 0 && parser.pstate >= 2; }

  bool next(CsvRow& row);
  void give(CsvRow& row);
  void fail(CsvRow& row, std::uint64_t at, std::size_t column, std::string message, std::string help);
  void skip_line();
  void refuse_too_long(CsvRow& row);
  void refuse_parse(CsvRow& row, std::string_view text, std::size_t parsed);
  bool finish(CsvRow& row);

  std::istream& stream;
  std::optional<char> delimiter;
  csv_parser parser{};
  bool is_open = false;
  std::vector<char> chunk;
  std::size_t begin = 0;
  std::size_t end = 0;
  bool is_at_start = true;
  bool is_ended = false;
  bool is_failed = false;
  bool is_done = false;  // nothing more is read
  bool ends_line = false;
  bool is_after_cr = false;
  std::uint64_t line = 1;        // of the next byte
  std::uint64_t quote_line = 0;  // where the quote that is open at the end of the last line was opened
  Collected collected;
  std::size_t row_size = 0;  // bytes of the row so far
  std::size_t nul_cell = 0;  // number of the first cell with a NUL byte; 0: none
  std::uint64_t nul_line = 0;
};

void CsvReader::Impl::fail(CsvRow& row, std::uint64_t at, std::size_t column, std::string message, std::string help) {
  row.cells.clear();
  row.fault = RowFault{Code::malformed_row, at, column, std::move(message), std::move(help), is_done};
}

// The rest of a line that cannot be read, in pieces: quotes in it mean nothing any more.
void CsvReader::Impl::skip_line() {
  while (!ends_line && fill()) {
    piece();
    if (ends_line) ++line;
  }
  restart();
}

void CsvReader::Impl::give(CsvRow& row) {
  if (collected.cells > most_columns) {
    fail(row, row.line, 0, fmt::format("the row has {} cells; at most {} are read", collected.cells, most_columns), "");
    row.fault->code = Code::record_too_large;
    return;
  }
  if (nul_cell != 0) {
    fail(row, nul_line, nul_cell, "a NUL byte stands in the cell", "export the table as text in UTF-8");
    return;
  }
  const std::string_view text = collected.text;
  std::size_t from = 0;
  for (const std::size_t to : collected.ends) {
    row.cells.push_back(text.substr(from, to - from));
    from = to;
  }
  for (std::size_t i = 0; i < row.cells.size(); ++i) {
    if (simdjson::validate_utf8(row.cells[i].data(), row.cells[i].size())) continue;
    const auto before = static_cast<std::size_t>(row.cells[i].data() - text.data());
    fail(row, row.line + breaks_in(text.substr(0, before)), i + 1, "the cell is not UTF-8 text",
         "save the table as UTF-8");
    return;
  }
}

void CsvReader::Impl::refuse_too_long(CsvRow& row) {
  if (!collected.is_whole && is_in_quotes()) {
    is_done = true;
    fail(row, row.line, 0,
         fmt::format("the row is longer than {} bytes; a quote that opens in line {} may never be closed", longest_row,
                     quote_line),
         "close the quote; nothing from here on is read");
  } else {
    skip_line();
    fail(row, row.line, 0, fmt::format("the row is longer than {} bytes, the most that are read", longest_row), "");
  }
  row.fault->code = Code::record_too_large;
}

// libcsv stopped at a quote that cannot stand there, or at what follows one.
void CsvReader::Impl::refuse_parse(CsvRow& row, std::string_view text, std::size_t parsed) {
  const bool is_after_quote = parsed < text.size() && text[parsed] != '"';
  const std::size_t cell = collected.cells + 1;
  const std::uint64_t at = line;
  if (ends_line) ++line;
  skip_line();
  fail(row, at, cell,
       is_after_quote ? "more follows the closing quote of the cell"
                      : "a quote stands within a cell that does not begin with one",
       "put the whole cell in quotes, and write a quote within it twice");
}

// What libcsv still holds at the end of the stream.
bool CsvReader::Impl::finish(CsvRow& row) {
  is_done = true;
  if (is_failed) {
    if (row.line == 0) row.line = line;
    fail(row, line, 0, "the input could not be read to its end", "what follows the line before is not answered");
    row.fault->code = Code::input_cut_short;
    return true;
  }
  const bool is_open_quote = is_in_quotes();  // is_done stays: what the quote swallowed cannot be read
  if (csv_fini(&parser, comity_take_cell, comity_end_row, &collected) != 0 && is_open_quote) {
    fail(row, quote_line, collected.cells + 1, "the quote that opens the cell is never closed",
         "close it; what follows it cannot be told from the cell");
    return true;
  }
  if (!collected.is_whole) return false;
  give(row);
  if (row.fault) row.fault->is_last = false;
  return true;
}

bool CsvReader::Impl::next(CsvRow& row) {
  row.cells.clear();
  row.fault.reset();
  row.line = 0;
  if (is_done) return false;
  collected.clear();
  row_size = 0;
  nul_cell = 0;
  bool is_continued = false;  // the piece goes on with a cell in quotes
  std::size_t cells_before = 0;
  while (fill()) {
    const std::string_view text = piece();
    if (row.line == 0) row.line = line;
    row_size += text.size();
    const bool is_nul = nul_cell == 0 && std::memchr(text.data(), '\0', text.size()) != nullptr;
    std::size_t parsed = 0;
    if (is_nul) {
      const auto at =
          static_cast<std::size_t>(static_cast<const char*>(std::memchr(text.data(), '\0', text.size())) - text.data());
      parsed = csv_parse(&parser, text.data(), at, comity_take_cell, comity_end_row, &collected);
      if (parsed == at) {
        nul_cell = collected.cells + 1;
        nul_line = line;
        parsed += csv_parse(&parser, text.data() + at, text.size() - at, comity_take_cell, comity_end_row, &collected);
      }
    } else {
      parsed = csv_parse(&parser, text.data(), text.size(), comity_take_cell, comity_end_row, &collected);
    }
    if (collected.is_out_of_memory) throw std::bad_alloc{};
    if (csv_error(&parser) == CSV_ENOMEM && parsed < text.size()) throw std::bad_alloc{};
    if (parsed < text.size()) {
      refuse_parse(row, text, parsed);
      return true;
    }
    if (is_in_quotes() && (!is_continued || collected.cells > cells_before)) quote_line = line;
    is_continued = is_in_quotes();
    cells_before = collected.cells;
    if (ends_line) ++line;
    if (row_size > longest_row + 2) {  // its line's end does not count
      refuse_too_long(row);
      return true;
    }
    if (collected.is_whole) {
      give(row);
      return true;
    }
    if (parser.pstate == 0 && collected.cells == 0) {  // an empty line
      row.line = 0;
      row_size = 0;
    }
  }
  return finish(row);
}

CsvReader::CsvReader(std::istream& stream, std::optional<char> delimiter)
    : impl_{std::make_unique<Impl>(stream, delimiter)} {}
CsvReader::~CsvReader() = default;
CsvReader::CsvReader(CsvReader&&) noexcept = default;
CsvReader& CsvReader::operator=(CsvReader&&) noexcept = default;

bool CsvReader::next(CsvRow& row) { return impl_->next(row); }

char CsvReader::delimiter() const { return impl_->delimiter.value_or(','); }

}  // namespace comity::records
