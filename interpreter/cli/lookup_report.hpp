// What became of the look-ups in the offense tables, for standard error: how statutes were found, which were not, and
// where records contradict the tables. Nothing is dropped in silence: without --report-unmapped one line still says
// how many statutes supplied nothing.
#pragma once

#include "interpreter/cli/run.hpp"
#include "interpreter/records/offenses.hpp"

namespace comity::cli {

enum class UnmappedReport { one_line, whole };

void report_lookups(const records::LookUpCounts& counts, const source::SourceSet& sources, UnmappedReport report, const Environment& environment);

}  // namespace comity::cli
