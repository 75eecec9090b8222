// The examples of the long explanations, as they are printed and as they are run.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "grammar/diagnostics/codes.hpp"

namespace comity::support {

std::vector<std::string> lines_of(std::string_view text);

// The lines under `heading` ("Bad:", "Good:") that are indented by four spaces, without them.
std::string example(Code code, std::string_view heading);

// An example that begins with a clause is the body of a policy: then that, with a heading.
std::string whole(const std::string& text);

}  // namespace comity::support
