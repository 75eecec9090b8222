// A vocabulary -> the JSON Schema (draft 2020-12) of a record: what the record reader takes, so that
// who writes records can check them with tools of their own. A fact that is not known is left out
// or null, as the reader has it. A schema cannot say everything that the reader asks: conditions of
// `always`, days that the calendar does not have, a key that stands twice, a whole number written
// with decimals (34.0) and what one record may weigh are the reader's alone.
#pragma once

#include <string>
#include <string_view>

#include "interpreter/model/vocabulary.hpp"

namespace comity::exporter {

// Indented, with a line break at the end; the order is that of the vocabulary, so that one vocabulary has one
// schema. `origin` says which program wrote it. Precondition: the vocabulary has a root.
std::string json_schema(const model::Vocabulary& vocabulary, std::string_view origin);

}  // namespace comity::exporter
