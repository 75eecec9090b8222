#include <algorithm>

#include "interpreter/analyzer/meaning.hpp"

namespace comity::analyzer {
namespace {

void add(const model::Vocabulary& vocabulary, const model::Record& record, model::RecordId type, const std::vector<model::FieldId>& at, KnownRecord& known) {
  const auto& fields = vocabulary.records[type].fields;
  for (model::FieldId id = 0; id < fields.size(); ++id) {
    const model::Value& value = record.facts[id];
    std::vector<model::FieldId> here = at;
    here.push_back(id);
    if (const auto* nested = std::get_if<syntax::Box<model::Record>>(&value)) {
      add(vocabulary, **nested, fields[id].type.id, here, known);
    } else if (const auto* elements = std::get_if<model::Elements>(&value)) {
      known.lists[here].type = fields[id].type.id;
      for (std::size_t i = 0; i < elements->records.size(); ++i) {
        std::vector<model::FieldId> inner = here;
        inner.push_back(element_step + static_cast<model::FieldId>(i));
        known.lists[here].elements.push_back(inner.back());
        add(vocabulary, elements->records[i], fields[id].type.id, inner, known);
      }
    } else if (const auto* members = std::get_if<model::Members>(&value);
               members != nullptr && std::find(members->of.begin(), members->of.end(), model::Truth::unknown) != members->of.end()) {
      known.partly_known_sets[here] = *members;
    } else if (const auto* one = std::get_if<model::OneOf>(&value)) {
      known.narrowed[here] = one->possible;
    } else if (!is_unknown(value)) {
      known.facts.emplace(here, value);
    }
  }
}

}  // namespace

KnownRecord known_record(const model::Library& library, const model::Record& record) {
  KnownRecord known;
  add(library.vocabulary, record, *library.vocabulary.root, {}, known);
  return known;
}

}  // namespace comity::analyzer
