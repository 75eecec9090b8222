// Vocabularies made by hand, for tests that want no policy file. Only what stands here alone, so that
// the fuzz targets, which link nothing of the tests, can use it.
#pragma once

#include <string>
#include <utility>

#include "interpreter/model/vocabulary.hpp"

namespace comity::support {

inline model::Field field(std::string name, model::Type type, model::FieldRole role = model::FieldRole::plain) {
  model::Field result;
  result.name = std::move(name);
  result.type = type;
  result.role = role;
  return result;
}

}  // namespace comity::support
