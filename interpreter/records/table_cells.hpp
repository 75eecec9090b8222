// The cells of a CSV file that belongs to a library, each with its place in the text: tables are checked as policies
// are, and a mistake in one is shown where it stands. The whole text is held in memory, as that of a policy is.
#pragma once

#include <string>
#include <vector>

#include "grammar/diagnostics/sink.hpp"
#include "grammar/source/source.hpp"

namespace comity::records {

struct Cell {
  std::string text;  // without its quotes and the blanks around it
  Span span;         // with its quotes
};
using CellRow = std::vector<Cell>;

// The rows that hold anything, the header first. What is not well-formed CSV is reported as `table-row`, and the rows
// before it are returned.
std::vector<CellRow> cells_of(const SourceSet& sources, SourceId table, DiagnosticSink& sink);

}  // namespace comity::records
