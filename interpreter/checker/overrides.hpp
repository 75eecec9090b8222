// `overrides`: rule names resolved, circles found, and each bar given the decisions of the rules that
// it overrides.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "interpreter/checker/context.hpp"

namespace comity::checker {

// `clauses` are those that the rules of `policy` were made from, one for each. An `overrides` of a name in `repealed`
// falls away.
void resolve_overrides(Context& context, model::Policy& policy, const std::vector<const syntax::RuleClause*>& clauses,
                       const std::set<std::string>& repealed);

}  // namespace comity::checker
