#include "grammar/syntax/equal.hpp"

#include "grammar/syntax/dump.hpp"

namespace comity::syntax {

// A dump holds all but spans and comments: comparing dumps cannot forget a part that dump shows.
bool equal(const ParsedFile& first, const ParsedFile& second) { return dump(first) == dump(second); }

}  // namespace comity::syntax
