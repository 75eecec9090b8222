// Jurisdictions and the standing facts about them.
#pragma once

#include "interpreter/checker/context.hpp"

namespace comity::checker {

// Names, `within` without circles.
void check_jurisdictions(Context& context);
// Needs the vocabulary and the jurisdictions.
void check_standing_facts(Context& context);

}  // namespace comity::checker
