// The law of a day, and its changes over time, as a person reads them.
#pragma once

#include <string>
#include <vector>

#include "interpreter/model/law.hpp"

namespace comity::reporter {

enum class DayChosen { by_the_person, as_today };

// Each policy in force, from the top down: name, title, dates and source.
std::string law_text(const model::Library& library, const model::Stack& stack, DayChosen chosen);

// Every day on which the law of the jurisdictions, or of one above them, changed, and how.
std::string timeline_text(const model::Library& library, const std::vector<model::JurisdictionId>& jurisdictions);

}  // namespace comity::reporter
