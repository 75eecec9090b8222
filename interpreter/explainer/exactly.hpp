// What holds of an answer exactly, over every completion of the missing facts: which answers are
// possible, the smallest sets of facts that would settle it, and where it is settled the smallest change
// of the record that leads to another one. In: the record as `eval` takes it, with what tables supplied.
// Out: lines for an explanation. Where the analyzer refuses, a line says why.
#pragma once

#include "interpreter/analyzer/compare.hpp"
#include "interpreter/explainer/explain.hpp"

namespace comity::explainer {

// `side.on`, of a policy: the day asked, for its standing facts.
std::vector<Line> exact_lines(const model::Library& library, const analyzer::Side& side, const model::Record& record);

}  // namespace comity::explainer
