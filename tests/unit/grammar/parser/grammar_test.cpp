// PEGTL's own examination of the grammar: no rule can be tried for ever without going forward.
// A program of its own, as it is the only test that sees the rules.
#include <gtest/gtest.h>

#include <tao/pegtl/contrib/analyze.hpp>

#include "grammar/parser/declarations.hpp"

namespace comity::parser {
namespace {

TEST(GrammarTest, HasNoRuleThatGoesNowhere) {
  const int is_verbose = 1;
  EXPECT_EQ(tao::pegtl::analyze<rules::file>(is_verbose), 0U);
}

}  // namespace
}  // namespace comity::parser
