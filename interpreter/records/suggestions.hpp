// What could stand in place of what a record says: the wanted form of each type, and for the
// mistakes that people and exports from other systems make, the way out. Words only; nothing here
// reads a record, and no value is ever put right in silence.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "interpreter/model/vocabulary.hpp"

namespace comity::records {

// "a whole number from 0 to 120"
std::string expected(const model::Vocabulary& vocabulary, const model::Type& type);
std::string number_range(const model::Type& type);

// For a text that stands where `type` belongs; empty when there is no telling.
std::string help_for_text(const model::Vocabulary& vocabulary, const model::Type& type, std::string_view text);
// For one that is not quite a date, or a date and time.
std::string help_for_date(const model::Vocabulary& vocabulary, std::string_view text);
std::string help_for_date_time(const model::Vocabulary& vocabulary, std::string_view text);
// For one that is no value of a choice; never empty.
std::string help_for_choice(const model::Vocabulary& vocabulary, const model::Type& type, std::string_view text);
// For a key that is no fact; never empty.
std::string help_for_key(const model::RecordType& type, std::string_view key);

// "a charge", "an arrest"
std::string with_article(std::string_view name);

// Has `text` the shape of `form`, in which 0 stands for any digit?
bool has_form(std::string_view text, std::string_view form);

}  // namespace comity::records
