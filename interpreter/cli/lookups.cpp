#include "interpreter/cli/lookups.hpp"

#include <fmt/format.h>

namespace comity::cli {

std::optional<std::string> fact_to_look_up(const model::Vocabulary& vocabulary, const model::Record& record, model::RecordId type) {
  const auto& fields = vocabulary.records[type].fields;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    const model::Value& value = record.facts[i];
    if (fields[i].is_classified && std::holds_alternative<std::string>(value)) {
      for (const char* name : {"level", "traits", "family"}) {
        const auto looked_up = vocabulary.records[type].find(name);
        if (looked_up && model::is_unknown(record.facts[*looked_up])) return name;
      }
    }
    if (const auto* nested = std::get_if<syntax::Box<model::Record>>(&value)) {
      if (auto fact = fact_to_look_up(vocabulary, **nested, fields[i].type.id)) return fact;
    }
    if (const auto* elements = std::get_if<model::Elements>(&value)) {
      for (const model::Record& element : elements->records) {
        if (auto fact = fact_to_look_up(vocabulary, element, fields[i].type.id)) return fact;
      }
    }
  }
  return std::nullopt;
}

std::string lookup_refused(const std::string& whose, const std::string& fact, const std::string& table) {
  return fmt::format("{} leaves out `{}`, which the offense table `{}` would supply, and this version cannot look it up yet; state it, or use a library without the table",
                     whose, fact, table);
}

}  // namespace comity::cli
