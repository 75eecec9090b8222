#include "interpreter/reporter/record_json.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "grammar/syntax/box.hpp"

namespace comity::reporter {
namespace {

using Json = nlohmann::ordered_json;
using syntax::overloaded;

Json object_of(const model::Vocabulary& vocabulary, const model::RecordType& type, const model::Record& record);

Json json_of(const model::Vocabulary& vocabulary, const model::Type& type, const model::Value& value) {
  return std::visit(overloaded{
                        [](const model::Unknown&) -> Json { return nullptr; },
                        [](const model::None&) -> Json { return "none"; },
                        [](bool is_so) -> Json { return is_so; },
                        [&](std::int64_t number) -> Json {
                          if (type.kind != model::Kind::money) return number;
                          if (number % 100 == 0) return number / 100;
                          return static_cast<double>(number) / 100.0;  // the nearest double, written with its shortest digits
                        },
                        [](const model::OneOf&) -> Json { return nullptr; },
                        [&](const model::Chosen& chosen) -> Json { return vocabulary.choices[type.id].values[chosen.index]; },
                        [](const model::Date& date) -> Json { return model::to_string(date); },
                        [](const model::DateTime& time) -> Json { return model::to_string(time); },
                        [](const std::string& text) -> Json { return text; },
                        [&](const model::Members& members) -> Json {
                          Json result = Json::array();
                          for (std::size_t i = 0; i < members.of.size(); ++i) {
                            if (members.of[i] == model::Truth::yes) result.push_back(vocabulary.choices[type.id].values[i]);
                          }
                          return result;
                        },
                        [&](const model::Elements& elements) -> Json {
                          Json result = Json::array();
                          for (const model::Record& element : elements.records) result.push_back(object_of(vocabulary, vocabulary.records[type.id], element));
                          return result;
                        },
                        [&](const syntax::Box<model::Record>& inner) -> Json { return object_of(vocabulary, vocabulary.records[type.id], *inner); },
                    },
                    value);
}

Json object_of(const model::Vocabulary& vocabulary, const model::RecordType& type, const model::Record& record) {
  Json result = Json::object();
  for (std::size_t i = 0; i < type.fields.size(); ++i) {
    if (is_settled(record.facts[i])) result[type.fields[i].name] = json_of(vocabulary, type.fields[i].type, record.facts[i]);
  }
  return result;
}

std::vector<std::string> words_of(const model::Vocabulary& vocabulary, const model::RecordType& type, const model::Record& record, const std::string& above);

std::string joined(const std::vector<std::string>& words, std::string_view with) {
  std::string result;
  for (const std::string& word : words) result += (result.empty() ? "" : std::string{with}) + word;
  return result;
}

void add_words(const model::Vocabulary& vocabulary, const model::Field& field, const model::Value& value, const std::string& above,
               std::vector<std::string>& words) {
  const std::string name = above + field.name;
  if (const auto* inner = std::get_if<syntax::Box<model::Record>>(&value)) {
    const auto below = words_of(vocabulary, vocabulary.records[field.type.id], **inner, name + ".");
    words.insert(words.end(), below.begin(), below.end());
    return;
  }
  const auto* elements = std::get_if<model::Elements>(&value);
  if (elements != nullptr && !elements->records.empty()) {
    for (const model::Record& element : elements->records) {
      const std::string facts = joined(words_of(vocabulary, vocabulary.records[field.type.id], element, ""), ", ");
      words.push_back(above + field.singular + (facts.empty() ? std::string{} : " with " + facts));
    }
    return;
  }
  const auto* members = std::get_if<model::Members>(&value);
  const auto count = members == nullptr ? 0 : std::count(members->of.begin(), members->of.end(), model::Truth::yes);
  const std::string text = model::to_text(vocabulary, field.type, value);
  words.push_back(name + (count > 1 ? " (" + text + ")" : " " + text));
}

std::vector<std::string> words_of(const model::Vocabulary& vocabulary, const model::RecordType& type, const model::Record& record, const std::string& above) {
  std::vector<std::string> words;
  for (std::size_t i = 0; i < type.fields.size(); ++i) {
    if (!is_unknown(record.facts[i]) && type.fields[i].role != model::FieldRole::identifier) add_words(vocabulary, type.fields[i], record.facts[i], above, words);
  }
  return words;
}

}  // namespace

Json record_json(const model::Vocabulary& vocabulary, const model::Record& record, const std::string& id) {
  const model::RecordType& type = vocabulary.root_record();
  Json result = Json::object();
  for (const model::Field& field : type.fields) {
    if (field.role == model::FieldRole::identifier) result[field.name] = id;
  }
  const Json stated = object_of(vocabulary, type, record);
  for (const auto& [key, value] : stated.items()) {
    if (!result.contains(key)) result[key] = value;
  }
  return result;
}

std::vector<std::string> record_words(const model::Vocabulary& vocabulary, const model::Record& record) {
  return words_of(vocabulary, vocabulary.root_record(), record, "");
}

}  // namespace comity::reporter
