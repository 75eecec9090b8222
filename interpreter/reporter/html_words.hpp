// What every HTML report needs: text that cannot become markup, and the drawing of an order.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "interpreter/comparer/strictness.hpp"

namespace comity::reporter {

// For text and for attributes in double quotes.
std::string escaped(std::string_view text);

// A Hasse diagram as SVG: the least at the bottom, a line for each step, equal subjects in one box.
std::string order_svg(const comparer::Order& order, const std::vector<std::string>& names, const std::string& label);

}  // namespace comity::reporter
