// A text for a condition that the reference takes as one free bit: the same for the same question,
// whatever policy asks it and however its definitions are called.
#pragma once

#include <string>
#include <vector>

#include "interpreter/model/library.hpp"

namespace comity::bench {

std::string question_key(const model::Condition& condition, const std::vector<model::Definition>& definitions);

}  // namespace comity::bench
