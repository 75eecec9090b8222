#include "grammar/formatter/format.hpp"

#include <cassert>
#include <vector>

#include "grammar/formatter/layout.hpp"
#include "grammar/formatter/plan.hpp"
#include "grammar/formatter/tokens.hpp"

namespace comity::formatter {

std::string format(const source::Source& source, const syntax::ParsedFile& file) {
  assert(file.is_complete);
  const std::vector<Token> tokens = tokens_of(source.text);
  return lay_out(plan_file(tokens, file));
}

}  // namespace comity::formatter
