// Records from a CSV table through a mapping, in the order of their first rows. Memory is flat where
// each row is a record, and where the rows of one record stand together; rows that stand apart are
// held until the last one is read. A stream that can be read twice is: the first time for the keys
// alone. One that cannot (a pipe) is held to its end where rows are grouped.
//
// A row that cannot be read is left out alone where each row is a record. Where rows are grouped it
// may belong to any record, so nothing is given out but the reasons.
#pragma once

#include <iosfwd>
#include <memory>
#include <optional>

#include "interpreter/model/mapping.hpp"
#include "interpreter/records/read_json.hpp"

namespace comity::records {

// `stream`, `vocabulary` and `mapping` must outlive the result; the vocabulary must have a root. Where no column
// states the identifier it is the key that groups the rows, else the number of the row's line. `extra_keys`: columns
// that the mapping neither uses nor ignores.
std::unique_ptr<RecordStream> open_csv(std::istream& stream, const model::Vocabulary& vocabulary,
                                       const model::Mapping& mapping, ExtraKeys extra_keys, Constraint constraint = {});

}  // namespace comity::records
