// Random records of a random library's vocabulary, as JSON: complete, or with facts left out.
#pragma once

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "tests/support/random_library.hpp"

namespace comity::support {

// Every fact is stated. It may break an `always`.
nlohmann::json complete_record(Random& random, const RandomVocabulary& vocabulary);

// One value that the fact can have; where that is a record or a list, all of it is stated.
nlohmann::json random_value(Random& random, const RandomVocabulary& vocabulary, const RandomFact& fact);

// A fact that a record states: where, and which of the vocabulary's facts it is.
struct Place {
  nlohmann::json::json_pointer at;  // "/items/0/level"
  std::string path;                 // "items[0].level"
  const RandomFact* fact;           // of the vocabulary, which outlives it
};

// Every fact that can be left out, facts within facts too; neither `id` nor `opened_on`.
std::vector<Place> places(const RandomVocabulary& vocabulary, const nlohmann::json& record);

// Leaves the fact out, in one of the ways that a record can; what it is part of may be left out already.
void mask(Random& random, const Place& place, nlohmann::json& record);

// Each value that the fact can have, for facts of small vocabularies; of a list, every list of up to two elements.
// Texts and days have infinitely many: of them, those that policies name, and one more.
std::vector<nlohmann::json> values_of(const RandomVocabulary& vocabulary, const RandomFact& fact);

}  // namespace comity::support
