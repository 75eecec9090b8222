#include "interpreter/exporter/schema.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <set>
#include <vector>

namespace comity::exporter {
namespace {

using model::Field;
using model::FieldRole;
using model::Kind;
using model::RecordId;
using model::RecordType;
using model::Type;
using model::Vocabulary;
using nlohmann::ordered_json;

// No line break: in some dialects of patterns `$` also matches before one at the end.
constexpr std::string_view date_pattern = "^(?!0000|.*\\n)[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$";
constexpr std::string_view date_time_pattern =
    "^(?!0000|.*\\n)[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]"
    "(Z|[+-](0[0-9]|1[0-4]):[0-5][0-9])?$";
constexpr std::string_view money_comment =
    "exact to the cent: a validator that divides in binary floating point refuses some amounts with cents; let it read "
    "numbers as decimals";

ordered_json reference(const Vocabulary& vocabulary, RecordId record) {
  return {{"$ref", "#/$defs/" + vocabulary.records[record].name}};
}

// Where a value is stated and is not none.
ordered_json stated(const Vocabulary& vocabulary, const Type& type) {
  switch (type.kind) {
    case Kind::yes_no:
      return {{"type", "boolean"}};
    case Kind::text:
      return {{"type", "string"}};
    case Kind::money:
      return {{"type", "number"},
              {"minimum", 0},
              {"exclusiveMaximum", 10'000'000'000'000},
              {"multipleOf", 0.01},
              {"$comment", money_comment}};
    case Kind::date:
      return {{"type", "string"}, {"format", "date"}, {"pattern", date_pattern}};
    case Kind::date_time:
      return {{"type", "string"}, {"pattern", date_time_pattern}};
    case Kind::number:
      return {{"type", "integer"}, {"minimum", type.least}, {"maximum", type.most}};
    case Kind::choice:
      return {{"enum", vocabulary.choices[type.id].values}};
    case Kind::set:
      return {{"type", "array"}, {"items", {{"enum", vocabulary.choices[type.id].values}}}};
    case Kind::list: {
      ordered_json list = {{"type", "array"}, {"items", reference(vocabulary, type.id)}};
      if (type.one_or_more) list["minItems"] = 1;
      return list;
    }
    case Kind::record:
      return reference(vocabulary, type.id);
  }
  return {};
}

// The same, or null, and `"none"` where there may be none.
ordered_json of_type(const Vocabulary& vocabulary, const Type& type) {
  ordered_json schema = stated(vocabulary, type);
  if (schema.contains("enum")) {
    if (type.or_none) schema["enum"].push_back("none");
    schema["enum"].push_back(nullptr);
    return schema;
  }
  if (type.or_none) return {{"anyOf", {{{"enum", {"none", nullptr}}}, std::move(schema)}}};
  if (type.kind == Kind::record) return {{"anyOf", {{{"type", "null"}}, std::move(schema)}}};
  schema["type"] = {schema["type"], "null"};
  return schema;
}

// What the type does not say: the title of the declaration, and what only a person can.
std::string description(const Field& field) {
  std::string words = field.title;
  const auto add = [&](std::string_view more) { words += fmt::format("{}{}", words.empty() ? "" : "; ", more); };
  if (field.role == FieldRole::identifier) add("tells the record from the others");
  if (field.is_determination) add("only a person can say it");
  if (field.type.or_none) add("null or \"none\": there is none; left out: not known");
  return words;
}

ordered_json property(const Vocabulary& vocabulary, const Field& field) {
  ordered_json schema;
  if (const std::string words = description(field); !words.empty()) schema["description"] = words;
  const bool is_identifier = field.role == FieldRole::identifier;
  schema.update(is_identifier ? ordered_json{{"type", "string"}, {"minLength", 1}} : of_type(vocabulary, field.type));
  return schema;
}

ordered_json object(const Vocabulary& vocabulary, const RecordType& type) {
  ordered_json schema = {{"type", "object"}};
  if (!type.title.empty()) schema["description"] = type.title;
  ordered_json properties = ordered_json::object();
  ordered_json required = ordered_json::array();
  for (const Field& field : type.fields) {
    properties[field.name] = property(vocabulary, field);
    if (field.role == FieldRole::identifier) required.push_back(field.name);
  }
  schema["properties"] = std::move(properties);
  if (!required.empty()) schema["required"] = std::move(required);
  schema["additionalProperties"] = false;
  return schema;
}

// The records that the root holds, directly or within others, each once, in the order met.
std::vector<RecordId> held_by_root(const Vocabulary& vocabulary) {
  std::vector<RecordId> found = {*vocabulary.root};
  std::set<RecordId> seen = {*vocabulary.root};
  for (std::size_t i = 0; i < found.size(); ++i) {
    for (const Field& field : vocabulary.records[found[i]].fields) {
      const bool holds = field.type.kind == Kind::list || field.type.kind == Kind::record;
      if (holds && seen.insert(field.type.id).second) found.push_back(field.type.id);
    }
  }
  found.erase(found.begin());
  return found;
}

}  // namespace

std::string json_schema(const Vocabulary& vocabulary, std::string_view origin) {
  ordered_json schema = {
      {"$schema", "https://json-schema.org/draft/2020-12/schema"},
      {"title", vocabulary.root_record().name},
      {"$comment",
       fmt::format("written by {} from the vocabulary of its library; a fact that is not known is left out or null",
                   origin)}};
  schema.update(object(vocabulary, vocabulary.root_record()));
  ordered_json held = ordered_json::object();
  for (const RecordId record : held_by_root(vocabulary))
    held[vocabulary.records[record].name] = object(vocabulary, vocabulary.records[record]);
  if (!held.empty()) schema["$defs"] = std::move(held);
  return schema.dump(2) + "\n";
}

}  // namespace comity::exporter
