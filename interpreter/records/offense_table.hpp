// Every `offenses.csv` of a library, read as one table: what each statute is, by level and by day. The header names
// facts of the records that are `classified by offenses`; the interpreter knows none of them by name. The statute is
// the classified fact itself, the level the one ladder among the columns, and `maybe` belongs to the one set.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "grammar/diagnostics/sink.hpp"
#include "grammar/source/source.hpp"
#include "interpreter/model/library.hpp"
#include "interpreter/records/statute_spelling.hpp"

namespace comity::records {

// A fact that the table gives.
struct OffenseColumn {
  std::string name;
  model::Type type;
};

struct OffenseRow {
  std::string statute;                // as the table writes it
  StatuteReading reading;             // a statute without a section has an empty one
  std::vector<model::Value> values;   // one for each column; of a set, `maybe` has made members unknown
  model::Period period;
  Span span;                          // of the statute's cell
};

struct OffenseTable {
  std::vector<OffenseColumn> columns;
  std::optional<std::size_t> level;   // the column that tells apart the rows of one statute
  std::vector<OffenseRow> rows;
  StatuteCodes codes;
};

// `tables` are the offense tables, `code_names` the files that list other names of codes (`statute_codes.csv`, with the
// columns `code` and `also`). Reports every mistake at its cell; the result is of use only when none was reported.
OffenseTable read_offense_tables(const SourceSet& sources, std::span<const SourceId> tables, std::span<const SourceId> code_names,
                                 const model::Vocabulary& vocabulary, DiagnosticSink& sink);

}  // namespace comity::records
