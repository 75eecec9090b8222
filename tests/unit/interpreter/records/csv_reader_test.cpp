// Rows of CSV as people and programs write it: the dialects, the lines that are named, and what is refused.
#include "interpreter/records/csv_reader.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>
#include <stdexcept>
#include <streambuf>
#include <string>
#include <utility>
#include <vector>

#include "tests/support/memory_use.hpp"

namespace comity::records {
namespace {

// "1: a|b" a row, "3.2 malformed-row: words" a fault in line 3, cell 2.
std::vector<std::string> rows_of(const std::string& text, std::optional<char> delimiter = {}) {
  std::istringstream stream{text};
  CsvReader reader{stream, delimiter};
  std::vector<std::string> result;
  for (CsvRow row; reader.next(row);) {
    if (row.fault) {
      EXPECT_TRUE(row.cells.empty());
      result.push_back(fmt::format("{}.{} {}: {}", row.fault->line, row.fault->column,
                                   diagnostics::info(row.fault->code).name, row.fault->message));
      continue;
    }
    std::string line = fmt::format("{}: ", row.line);
    for (std::size_t i = 0; i < row.cells.size(); ++i) line += fmt::format("{}{}", i == 0 ? "" : "|", row.cells[i]);
    result.push_back(line);
  }
  return result;
}

using Rows = std::vector<std::string>;

TEST(CsvReader, ReadsRowsWithTheirLines) {
  EXPECT_EQ(rows_of("a,b\n1,2\n"), (Rows{"1: a|b", "2: 1|2"}));
  EXPECT_EQ(rows_of("a,b\n1,2"), (Rows{"1: a|b", "2: 1|2"})) << "the last line need not end";
  EXPECT_EQ(rows_of("a,b\r\n1,2\r\n"), (Rows{"1: a|b", "2: 1|2"}));
  EXPECT_EQ(rows_of("a,b\r1,2\r3,4"), (Rows{"1: a|b", "2: 1|2", "3: 3|4"}));
  EXPECT_EQ(rows_of(""), Rows{});
  EXPECT_EQ(rows_of("\n\r\n\n"), Rows{});
  EXPECT_EQ(rows_of("\xEF\xBB\xBF"), Rows{});
  EXPECT_EQ(rows_of("\xEF\xBB\xBF\"a\",b\n1,2"), (Rows{"1: a|b", "2: 1|2"})) << "a mark before a quote";
}

TEST(CsvReader, SkipsEmptyLinesAndCountsThem) {
  EXPECT_EQ(rows_of("\na,b\n\n\n1,2\n\n"), (Rows{"2: a|b", "5: 1|2"}));
  EXPECT_EQ(rows_of("a,b\r\n\r\n1,2"), (Rows{"1: a|b", "3: 1|2"}));
  EXPECT_EQ(rows_of("a\n\"\"\nb"), (Rows{"1: a", "2: ", "3: b"})) << "an empty cell in quotes is a row";
}

TEST(CsvReader, KeepsCellsAsTheyAreWritten) {
  EXPECT_EQ(rows_of("a,b\n 1 ,\t2 \n"), (Rows{"1: a|b", "2:  1 |\t2 "}));
  EXPECT_EQ(rows_of(",\n,,"), (Rows{"1: |", "2: ||"}));
  EXPECT_EQ(rows_of("a,b\n\"x \"\"y\"\"\",\"\"\"\"\n"), (Rows{"1: a|b", "2: x \"y\"|\""}));
  EXPECT_EQ(rows_of("a,b\n\"1,5\",\"\"\n"), (Rows{"1: a|b", "2: 1,5|"}));
}

TEST(CsvReader, CountsLineBreaksInQuotes) {
  EXPECT_EQ(rows_of("a,b\n\"x\ny\",2\n3,4\n"), (Rows{"1: a|b", "2: x\ny|2", "4: 3|4"}));
  EXPECT_EQ(rows_of("a,b\r\n\"x\r\ny\",\"z\r\n\r\n\"\r\n3,4"), (Rows{"1: a|b", "2: x\r\ny|z\r\n\r\n", "6: 3|4"}));
  EXPECT_EQ(rows_of("a,b\r\"x\ry\",2\r3,4"), (Rows{"1: a|b", "2: x\ry|2", "4: 3|4"}));
}

TEST(CsvReader, FindsTheDelimiterInTheHeader) {
  EXPECT_EQ(rows_of("a;b;c\n1,5;2;3"), (Rows{"1: a|b|c", "2: 1,5|2|3"}));
  EXPECT_EQ(rows_of("a\tb\n1\t2"), (Rows{"1: a|b", "2: 1|2"}));
  EXPECT_EQ(rows_of("a|b\n1|2"), (Rows{"1: a|b", "2: 1|2"}));
  EXPECT_EQ(rows_of("\"a,b,c\";d\n1;2"), (Rows{"1: a,b,c|d", "2: 1|2"})) << "those in quotes do not count";
  EXPECT_EQ(rows_of("\"a\n,,\";d\n1;2"), (Rows{"1: a\n,,|d", "3: 1|2"}))
      << "nor does a line break in quotes end the header";
  EXPECT_EQ(rows_of("\n\na;b\n1;2"), (Rows{"3: a|b", "4: 1|2"}));
  EXPECT_EQ(rows_of("a\n1;2"), (Rows{"1: a", "2: 1;2"})) << "one column";
  EXPECT_EQ(rows_of("a;b,c\n1;2", ';'), (Rows{"1: a|b,c", "2: 1|2"})) << "the caller's word counts";
  std::istringstream stream{"a|b"};
  CsvReader reader{stream};
  CsvRow row;
  reader.next(row);
  EXPECT_EQ(reader.delimiter(), '|');
}

TEST(CsvReader, RefusesQuotesThatCannotStandThere) {
  const std::string stray = "a quote stands within a cell that does not begin with one";
  const std::string more = "more follows the closing quote of the cell";
  EXPECT_EQ(rows_of("a,b\n1,x\"y\n3,4\n"), (Rows{"1: a|b", "2.2 malformed-row: " + stray, "3: 3|4"}));
  EXPECT_EQ(rows_of("a,b\n \"1\",2\n3,4\n"), (Rows{"1: a|b", "2.1 malformed-row: " + stray, "3: 3|4"}));
  EXPECT_EQ(rows_of("a,b\n1,\"x\"y\"\n3,4"), (Rows{"1: a|b", "2.2 malformed-row: " + more, "3: 3|4"}));
  EXPECT_EQ(rows_of("a,b\n\"1\" ,2\n3,4"), (Rows{"1: a|b", "2.1 malformed-row: " + more, "3: 3|4"}));
  EXPECT_EQ(rows_of("a,b\n1,x\"y"), (Rows{"1: a|b", "2.2 malformed-row: " + stray}));
}

TEST(CsvReader, NamesTheLineWhereAQuoteOpens) {
  const std::string open = "the quote that opens the cell is never closed";
  EXPECT_EQ(rows_of("a,b\n1,\"x\n3,4\n5,6"), (Rows{"1: a|b", "2.2 malformed-row: " + open}));
  EXPECT_EQ(rows_of("a,b\n\"1\n2\",\"x\n3,4"), (Rows{"1: a|b", "3.2 malformed-row: " + open}))
      << "not where the row begins";
  EXPECT_EQ(rows_of("\""), (Rows{"1.1 malformed-row: " + open}));
  EXPECT_EQ(rows_of("a,b\n1,\"x\"\"\n"), (Rows{"1: a|b", "2.2 malformed-row: " + open}));
}

TEST(CsvReader, RefusesBytesThatAreNoText) {
  EXPECT_EQ(rows_of(std::string{"a,b\n1,x\0y\n3,4", 13}),
            (Rows{"1: a|b", "2.2 malformed-row: a NUL byte stands in the cell", "3: 3|4"}));
  EXPECT_EQ(rows_of("a,b\n1,\xFF\n3,4"), (Rows{"1: a|b", "2.2 malformed-row: the cell is not UTF-8 text", "3: 3|4"}));
  EXPECT_EQ(rows_of("a,b\n\"1\n\",\xC3\n3,4"),
            (Rows{"1: a|b", "3.2 malformed-row: the cell is not UTF-8 text", "4: 3|4"}));
  EXPECT_EQ(rows_of("a,b\nJos\xC3\xA9,\xE2\x82\xAC"), (Rows{"1: a|b", "2: Jos\xC3\xA9|\xE2\x82\xAC"}));
}

// Every cut into chunks reads the same: the stream gives `step` bytes at a time, and a row crosses the reader's own
// chunks.
TEST(CsvReader, ReadsOverTheEndsOfItsChunks) {
  for (std::size_t padding = 64 * 1024 - 40; padding < 64 * 1024 + 5; ++padding) {
    const std::string first = "a,b\r\n" + std::string(padding, 'x') + ",\"y\r\n\"\"z\"\"\"\r\n";
    const Rows rows = rows_of(first + "1,\"2\r\n3\"\r\n\r\n4,\"5");
    ASSERT_EQ(rows.size(), 4U) << padding;
    EXPECT_EQ(rows[1], "2: " + std::string(padding, 'x') + "|y\r\n\"z\"") << padding;
    EXPECT_EQ(rows[2], "4: 1|2\r\n3") << padding;
    EXPECT_EQ(rows[3], "7.2 malformed-row: the quote that opens the cell is never closed") << padding;
  }
}

TEST(CsvReader, RefusesTooManyColumns) {
  const std::string most(most_columns - 1, ',');
  EXPECT_EQ(rows_of(most + "\n1").size(), 2U);
  EXPECT_EQ(rows_of("a\n" + most + ",\n1", ','),
            (Rows{"1: a", "2.0 record-too-large: the row has 10001 cells; at most 10000 are read", "3: 1"}));
}

// A stream that is not in memory: `head`, then one byte many times, then `tail`.
class LongStream : public std::streambuf {
 public:
  LongStream(std::string head, char byte, std::uint64_t times, std::string tail, support::MemoryUse& memory)
      : memory_{memory}, head_{std::move(head)}, filler_(1 << 16, byte), left_{times}, tail_{std::move(tail)} {
    setg(head_.data(), head_.data(), head_.data() + head_.size());
  }

 protected:
  int_type underflow() override {
    memory_.look();
    if (left_ > 0) {
      const auto count = std::min<std::uint64_t>(left_, filler_.size());
      left_ -= count;
      setg(filler_.data(), filler_.data(), filler_.data() + count);
    } else if (!is_tail_) {
      is_tail_ = true;
      setg(tail_.data(), tail_.data(), tail_.data() + tail_.size());
    }
    return gptr() == egptr() ? traits_type::eof() : traits_type::to_int_type(*gptr());
  }

 private:
  support::MemoryUse& memory_;
  std::string head_;
  std::string filler_;
  std::uint64_t left_;
  std::string tail_;
  bool is_tail_ = false;
};

// The last fault of such a stream, and how many rows could be read.
std::pair<std::string, int> fault_of(std::streambuf& buffer) {
  std::istream stream{&buffer};
  CsvReader reader{stream, ','};
  std::pair<std::string, int> result;
  for (CsvRow row; reader.next(row);) {
    if (row.fault)
      result.first = fmt::format("{}: {}", row.fault->line, row.fault->message);
    else
      ++result.second;
  }
  return result;
}

TEST(CsvReader, ReadsAGigabyteOnOneLineInBoundedMemory) {
  const std::uint64_t gigabyte = std::uint64_t{1} << 30U;
  support::MemoryUse memory;
  LongStream bare{"a,b\n1,", 'x', gigabyte, "\n3,4\n", memory};
  EXPECT_EQ(fault_of(bare),
            (std::pair<std::string, int>{"2: the row is longer than 16777216 bytes, the most that are read", 2}));
  LongStream quoted{"a,b\n1,\"", 'x', gigabyte, "\"\n3,4\n", memory};
  EXPECT_EQ(fault_of(quoted),
            (std::pair<std::string, int>{
                "2: the row is longer than 16777216 bytes; a quote that opens in line 2 may never be closed", 1}));
  LongStream lines{"a,b\n1,\"", '\n', gigabyte, "", memory};
  EXPECT_EQ(fault_of(lines),
            (std::pair<std::string, int>{
                "2: the row is longer than 16777216 bytes; a quote that opens in line 2 may never be closed", 1}));
  LongStream columns{"a,b\n1,", ',', gigabyte, "\n3,4\n", memory};
  EXPECT_EQ(fault_of(columns),
            (std::pair<std::string, int>{"2: the row is longer than 16777216 bytes, the most that are read", 2}));
  LongStream million{"a,b\n1", ',', 1'000'000, "\n3,4\n", memory};
  EXPECT_EQ(fault_of(million),
            (std::pair<std::string, int>{"2: the row has 1000001 cells; at most 10000 are read", 2}));
  LongStream empty{"a,b\n", '\n', gigabyte / 16, "3,4\n", memory};
  EXPECT_EQ(fault_of(empty), (std::pair<std::string, int>{"", 2}));
  EXPECT_LT(memory.most(), 100U * 1024 * 1024) << "bytes more than before";
}

// A stream that fails half-way is no end.
class FailingStream : public std::streambuf {
 protected:
  int_type underflow() override {
    if (is_given_) throw std::runtime_error{"broken"};
    is_given_ = true;
    setg(text_.data(), text_.data(), text_.data() + text_.size());
    return traits_type::to_int_type(*gptr());
  }

 private:
  std::string text_ = "a,b\n" + std::string(64 * 1024 - 10, 'x') + ",2\n3,4";  // what the reader asks for at once
  bool is_given_ = false;
};

TEST(CsvReader, SaysWhereTheInputFailed) {
  FailingStream broken;
  EXPECT_EQ(fault_of(broken), (std::pair<std::string, int>{"3: the input could not be read to its end", 2}));
}

}  // namespace
}  // namespace comity::records
