#include "interpreter/model/words.hpp"

#include <fmt/format.h>

namespace comity::model {

std::string joined(const std::vector<std::string>& words, std::string_view with) { return fmt::format("{}", fmt::join(words, with)); }

std::string words_of(const Term& term) {
  const auto* hours = std::get_if<HoursTerm>(&term);
  if (hours == nullptr) return "until end of day";
  return fmt::format("{} hours{}", hours->hours, hours->excluding_weekends_and_holidays ? " excluding weekends and holidays" : "");
}

std::string term_text(const std::optional<Term>& term) {
  if (!term) return {};
  return (std::holds_alternative<HoursTerm>(*term) ? " for " : " ") + words_of(*term);
}

}  // namespace comity::model
