#include "interpreter/model/words.hpp"

#include <fmt/format.h>

namespace comity::model {

std::string joined(const std::vector<std::string>& words, std::string_view with) { return fmt::format("{}", fmt::join(words, with)); }

std::string term_text(const std::optional<Term>& term) {
  if (!term) return {};
  const auto* hours = std::get_if<HoursTerm>(&*term);
  if (hours == nullptr) return " until end of day";
  return fmt::format(" for {} hours{}", hours->hours, hours->excluding_weekends_and_holidays ? " excluding weekends and holidays" : "");
}

}  // namespace comity::model
