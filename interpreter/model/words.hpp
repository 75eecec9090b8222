// Words that explanations and reports share: lists in a line, and the terms of an outcome.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "interpreter/model/library.hpp"

namespace comity::model {

std::string joined(const std::vector<std::string>& words, std::string_view with);

// "48 hours excluding weekends and holidays", "until end of day".
std::string words_of(const Term& term);
// As it follows an outcome: " for 48 hours", " until end of day"; empty without a term.
std::string term_text(const std::optional<Term>& term);

}  // namespace comity::model
