// Tokens and a plan -> text. Sets the lines, wraps those that are too long, and puts the comments
// where they belong: alone above a line, or at the end of one. Decides nothing about the language.
#pragma once

#include <string>
#include <vector>

#include "grammar/formatter/plan.hpp"

namespace comity::formatter {

// The text ends in one line end, or is empty when there is neither token nor comment.
std::string lay_out(const Plan& plan);

}  // namespace comity::formatter
