#include "grammar/diagnostics/codes.hpp"

namespace comity::diagnostics {

std::string_view explanation(Code code) { return info(code).title; }

}  // namespace comity::diagnostics
