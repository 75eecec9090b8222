// A record that proves something, made small: elements and facts are left out, one after the other,
// as long as it goes on proving it. What is left cannot lose a single fact more.
#pragma once

#include <functional>

#include "interpreter/model/value.hpp"

namespace comity::linter {

// Precondition: `holds` holds of the record. The identifier stays.
model::Record without_the_needless(const model::Vocabulary& vocabulary, model::Record record, const std::function<bool(const model::Record&)>& holds);

}  // namespace comity::linter
