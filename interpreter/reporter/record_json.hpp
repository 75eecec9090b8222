// A record as JSON that `eval` reads, and in the words of an example: for witnesses.
#pragma once

#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "interpreter/model/value.hpp"

namespace comity::reporter {

// What the record states, in the order of the vocabulary. `id`: its identifier, whatever the record states.
nlohmann::ordered_json record_json(const model::Vocabulary& vocabulary, const model::Record& record, const std::string& id);

// One piece for each thing stated: "charge with level felony, traits (theft, weapon)", "convictions none", "gang_member no".
std::vector<std::string> record_words(const model::Vocabulary& vocabulary, const model::Record& record);

}  // namespace comity::reporter
