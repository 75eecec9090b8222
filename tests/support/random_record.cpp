#include "tests/support/random_record.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace comity::support {
namespace {

using Json = nlohmann::json;

Json object_of(Random& random, const RandomVocabulary& vocabulary, std::size_t record);

}  // namespace

Json random_value(Random& random, const RandomVocabulary& vocabulary, const RandomFact& fact) {
  if (fact.or_none && random.chance(20)) return random.chance(50) ? Json(nullptr) : Json("none");
  switch (fact.kind) {
    case FactKind::yes_no: return random.chance(50);
    case FactKind::text:
    case FactKind::date:
    case FactKind::date_time:
    case FactKind::choice: return random.pick(fact.values);
    case FactKind::money: return std::stod(random.pick(fact.values));
    case FactKind::number: return std::stoi(random.pick(fact.values));
    case FactKind::set: {
      Json set = Json::array();
      for (const std::string& value : fact.values) {
        if (random.chance(40)) set.push_back(value);
      }
      return set;
    }
    case FactKind::list: {
      Json list = Json::array();
      const std::size_t length = random.between(fact.one_or_more ? 1 : 0, 3);
      for (std::size_t i = 0; i < length; ++i) list.push_back(object_of(random, vocabulary, fact.record));
      return list;
    }
    case FactKind::record: return object_of(random, vocabulary, fact.record);
  }
  return nullptr;
}

namespace {

Json object_of(Random& random, const RandomVocabulary& vocabulary, std::size_t record) {
  Json object = Json::object();
  for (const RandomFact& fact : vocabulary.records[record].facts) object[fact.name] = random_value(random, vocabulary, fact);
  return object;
}

void add_places(const RandomVocabulary& vocabulary, const RandomRecordType& type, const Json& object, const Json::json_pointer& at, const std::string& path,
                std::vector<Place>& result) {
  for (const RandomFact& fact : type.facts) {
    if (fact.name == "id" || fact.name == "opened_on" || !object.contains(fact.name)) continue;
    const Json& value = object[fact.name];
    const Json::json_pointer here = at / fact.name;
    const std::string name = path.empty() ? fact.name : path + "." + fact.name;
    const bool is_stated = !value.is_null() || fact.or_none;
    if (is_stated) result.push_back({here, name, &fact});
    if (value.is_object()) add_places(vocabulary, vocabulary.records[fact.record], value, here, name, result);
    if (fact.kind != FactKind::list || !value.is_array()) continue;
    for (std::size_t i = 0; i < value.size(); ++i) {
      add_places(vocabulary, vocabulary.records[fact.record], value[i], here / i, fmt::format("{}[{}]", name, i), result);
    }
  }
}

// Every object of a record type, all facts stated.
std::vector<Json> objects_of(const RandomVocabulary& vocabulary, std::size_t record) {
  std::vector<Json> result{Json::object()};
  for (const RandomFact& fact : vocabulary.records[record].facts) {
    std::vector<Json> longer;
    for (const Json& known : result) {
      for (const Json& value : values_of(vocabulary, fact)) {
        longer.push_back(known);
        longer.back()[fact.name] = value;
      }
    }
    result = std::move(longer);
  }
  return result;
}

}  // namespace

Json complete_record(Random& random, const RandomVocabulary& vocabulary) { return object_of(random, vocabulary, 0); }

std::vector<Place> places(const RandomVocabulary& vocabulary, const Json& record) {
  std::vector<Place> result;
  add_places(vocabulary, vocabulary.records[0], record, Json::json_pointer{}, "", result);
  return result;
}

void mask(Random& random, const Place& place, Json& record) {
  const Json::json_pointer above = place.at.parent_pointer();
  if (!record.contains(above) || !record[above].is_object()) return;
  Json& owner = record[above];
  if (!place.fact->or_none && random.chance(20)) {
    owner[place.at.back()] = nullptr;
  } else {
    owner.erase(place.at.back());
  }
}

std::vector<Json> values_of(const RandomVocabulary& vocabulary, const RandomFact& fact) {
  std::vector<Json> result;
  if (fact.or_none) result.emplace_back(nullptr);
  switch (fact.kind) {
    case FactKind::yes_no:
      result.emplace_back(true);
      result.emplace_back(false);
      break;
    case FactKind::text:
    case FactKind::choice:
    case FactKind::date:
    case FactKind::date_time:
      for (const std::string& value : fact.values) result.emplace_back(value);
      if (fact.kind == FactKind::text) result.emplace_back("another");
      if (fact.kind == FactKind::date) result.emplace_back("1999-12-31");
      break;
    case FactKind::money:
      for (const std::string& value : fact.values) result.emplace_back(std::stod(value));
      break;
    case FactKind::number:
      for (const std::string& value : fact.values) result.emplace_back(std::stoi(value));
      break;
    case FactKind::set:
      result.emplace_back(Json::array());
      for (const std::string& value : fact.values) {
        const std::vector<Json> without = result;
        for (Json with : without) {
          if (!with.is_array()) continue;
          with.push_back(value);
          result.push_back(std::move(with));
        }
      }
      break;
    case FactKind::list: {
      const std::vector<Json> elements = objects_of(vocabulary, fact.record);
      if (!fact.one_or_more) result.emplace_back(Json::array());
      for (const Json& one : elements) result.push_back(Json::array({one}));
      for (std::size_t i = 0; i < elements.size(); ++i) {
        for (std::size_t k = i; k < elements.size(); ++k) result.push_back(Json::array({elements[i], elements[k]}));
      }
      break;
    }
    case FactKind::record: result = objects_of(vocabulary, fact.record); break;
  }
  return result;
}

}  // namespace comity::support
