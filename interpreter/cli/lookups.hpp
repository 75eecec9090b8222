// What a record leaves to the offense tables. They are not read by this version, so such a record is refused by
// name rather than answered without them.
#pragma once

#include <optional>
#include <string>

#include "interpreter/model/library.hpp"

namespace comity::cli {

// The first fact ("level") that a record leaves out beside a statute that a table would be asked for; none: it leaves none.
std::optional<std::string> fact_to_look_up(const model::Vocabulary& vocabulary, const model::Record& record, model::RecordId type);

// The words that refuse `whose` ("record 4711") for the fact.
std::string lookup_refused(const std::string& whose, const std::string& fact, const std::string& table);

}  // namespace comity::cli
