// Which program and which language this is; both stand in `comity --version`.
// The numbers come from CMakeLists.txt, the one place where they are written.
#pragma once

#include <string_view>

namespace comity {

extern const std::string_view program_version;   // "0.1.0"
extern const std::string_view language_version;  // "0.1": changes when policies mean something else, or no longer load

}  // namespace comity
