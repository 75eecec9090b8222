#include "interpreter/cli/lookup_report.hpp"

#include <algorithm>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "grammar/diagnostics/suggest.hpp"
#include "interpreter/records/problem.hpp"
#include "interpreter/reporter/words.hpp"

namespace comity::cli {
namespace {

using records::LookUpCounts;
using records::Unmapped;
using reporter::with_thousands;

// "74.5 %", in whole tenths.
std::string share(std::uint64_t part, std::uint64_t whole) {
  const std::uint64_t tenths = whole == 0 ? 0 : (part * 1000 + whole / 2) / whole;
  return fmt::format("{}.{} %", tenths / 10, tenths % 10);
}

std::string reason(Unmapped unmapped, const std::string& candidates) {
  switch (unmapped) {
    case Unmapped::no_row: return {};
    case Unmapped::several: return "  may be " + candidates;
    case Unmapped::other_days: return "  has rows for other days only";
    case Unmapped::other_levels: return "  has no row for the level that the record states";
  }
  return {};
}

void report_contradictions(const LookUpCounts& counts, const source::SourceSet& sources, const Environment& environment) {
  for (const auto& [statute, noted] : counts.contradictions) {
    const source::Source& table = sources[noted.row.source];
    const std::vector<std::string> facts{noted.facts.begin(), noted.facts.end()};
    const std::string times = noted.count == 1 ? "once, in" : with_thousands(noted.count) + " times, first in";
    environment.err << fmt::format("{}:{}: warning[{}]: records state {} of {} otherwise than this table: {} record {}; what they say was kept\n", table.name,
                                   table.lines.line_of(noted.row.begin), diagnostics::info(Code::contradicted_table).name, diagnostics::listed(facts), statute, times,
                                   records::shown(noted.first_record));
  }
}

void report_unmapped(const LookUpCounts& counts, const Environment& environment) {
  std::vector<std::pair<const std::pair<std::string, Unmapped>*, const LookUpCounts::Left*>> left;
  for (const auto& [key, each] : counts.unmapped) left.emplace_back(&key, &each);
  std::stable_sort(left.begin(), left.end(), [](const auto& a, const auto& b) { return a.second->count > b.second->count; });
  const std::size_t width = left.empty() ? 0 : with_thousands(left.front().second->count).size();
  if (!left.empty()) environment.err << "statutes that supplied nothing:\n";
  for (const auto& [key, each] : left) {
    environment.err << fmt::format("  {:>{}}  {}{}\n", with_thousands(each->count), width, records::shown(key->first), reason(key->second, each->candidates));
  }
  if (counts.unmapped_not_listed > 0) environment.err << fmt::format("  and {} more that are not listed apart\n", with_thousands(counts.unmapped_not_listed));
}

}  // namespace

void report_lookups(const LookUpCounts& counts, const source::SourceSet& sources, UnmappedReport report, const Environment& environment) {
  report_contradictions(counts, sources, environment);
  const std::uint64_t total = counts.total();
  if (report == UnmappedReport::whole) {
    const auto line = [&](std::string_view how, std::uint64_t count) { return fmt::format("  {:<19} {:>{}}  {:>7}\n", how, with_thousands(count), with_thousands(total).size(), share(count, total)); };
    environment.err << fmt::format("{} {} looked up in the offense tables:\n", with_thousands(total), total == 1 ? "statute" : "statutes")
                    << line("found as written", counts.as_written) << line("found by spelling", counts.by_spelling) << line("found by section", counts.by_section)
                    << line("not found", counts.not_found);
    report_unmapped(counts, environment);
    return;
  }
  std::uint64_t left = counts.unmapped_not_listed;
  for (const auto& [key, each] : counts.unmapped) left += each.count;
  if (left == 0) return;
  environment.err << fmt::format("{} of {} {} had no row in the offense tables ({}); --report-unmapped lists them\n", with_thousands(left), with_thousands(total),
                                 total == 1 ? "statute" : "statutes", share(left, total));
}

}  // namespace comity::cli
