// An explanation as a person reads it: one block a decision, two columns.
#pragma once

#include <string>
#include <vector>

#include "interpreter/explainer/explain.hpp"

namespace comity::reporter {

// `head`: "booking 4711 under santa_clara_3_54, asked for 2013-03-01".
std::string explanation_text(const std::string& head, const std::vector<explainer::Explanation>& explanations);

}  // namespace comity::reporter
