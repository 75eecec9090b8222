// The words of a policy at a span, on one line and without comments, as reports quote them.
#pragma once

#include <string>

#include "grammar/source/source.hpp"

namespace comity::source {

std::string words_at(const SourceSet& sources, const Span& span);

}  // namespace comity::source
