// Records from JSON: one a line (.jsonl), or one or an array of them in a file (.json). Records come
// out in the order of the input, and each that cannot be used comes out too, with all that is wrong
// with it: nothing is skipped in silence, nothing is half-read, and one bad record spoils no other.
// JSON lines take flat memory, whatever their number and length.
#pragma once

#include <iosfwd>
#include <memory>
#include <string>

#include "interpreter/model/vocabulary.hpp"
#include "interpreter/records/problem.hpp"
#include "interpreter/records/record_parser.hpp"

namespace comity::records {

class RecordStream {
 public:
  virtual ~RecordStream() = default;

  // The next record, read or left out; false at the end, where `result` is left empty.
  virtual bool next(ReadRecord& result) = 0;
};

// Blank lines are skipped. `stream` and `vocabulary` must outlive the result; the vocabulary must have a root.
std::unique_ptr<RecordStream> open_json_lines(std::istream& stream, const model::Vocabulary& vocabulary,
                                              ExtraKeys extra_keys, Constraint constraint = {});

// `text` is the whole file. A text of white space alone has no records.
std::unique_ptr<RecordStream> open_json(std::string text, const model::Vocabulary& vocabulary, ExtraKeys extra_keys,
                                        Constraint constraint = {});

// Of an input that had to be read whole, and could not be: says so, and has no records.
std::unique_ptr<RecordStream> open_cut_short();

}  // namespace comity::records
