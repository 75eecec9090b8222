#include "interpreter/model/vocabulary.hpp"

#include <algorithm>

namespace comity::model {
namespace {

template <typename Range, typename Predicate>
std::optional<std::uint32_t> index_of(const Range& range, Predicate predicate) {
  const auto found = std::find_if(range.begin(), range.end(), predicate);
  if (found == range.end()) return std::nullopt;
  return static_cast<std::uint32_t>(found - range.begin());
}

}  // namespace

std::optional<std::uint32_t> Choice::find(std::string_view value) const {
  return index_of(values, [&](const std::string& known) { return known == value; });
}

std::optional<FieldId> RecordType::find(std::string_view field) const {
  return index_of(fields, [&](const Field& known) { return known.name == field; });
}

std::optional<FieldId> RecordType::identifier() const {
  return index_of(fields, [](const Field& known) { return known.role == FieldRole::identifier; });
}

std::optional<FieldId> RecordType::find_list(std::string_view list) const {
  return index_of(fields, [&](const Field& known) { return known.type.kind == Kind::list && known.singular == list; });
}

std::optional<std::uint32_t> Decision::find(std::string_view outcome) const {
  return index_of(outcomes, [&](const std::string& known) { return known == outcome; });
}

std::optional<DecisionId> Vocabulary::find_decision(std::string_view name) const {
  return index_of(decisions, [&](const Decision& known) { return known.name == name; });
}

std::string path_text(const Vocabulary& vocabulary, const FactRef& fact) {
  std::string result;
  RecordId record = fact.from;
  for (const FieldId step : fact.steps) {
    const Field& field = vocabulary.records[record].fields[step];
    if (!result.empty()) result += '.';
    result += field.name;
    if (field.type.kind == Kind::record) record = field.type.id;
  }
  return result;
}

}  // namespace comity::model
