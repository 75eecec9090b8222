// One cell of an offense table as the value of a fact. Each mistake is reported at the cell, with the column's name and
// what could stand there; a value is never put right in silence.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "grammar/diagnostics/sink.hpp"
#include "interpreter/model/value.hpp"
#include "interpreter/records/table_cells.hpp"

namespace comity::records {

// Of an empty cell: unknown; of a set, that it has no member. Members stand apart by blanks. A mistake is unknown.
model::Value value_in(const Cell& cell, const std::string& column, const model::Type& type, const model::Vocabulary& vocabulary, DiagnosticSink& sink);

// Of an empty cell: none.
std::optional<model::Date> day_in(const Cell& cell, const std::string& column, DiagnosticSink& sink);

}  // namespace comity::records
