// What linting the whole library costs, beside loading and checking it, without which nothing can be
// linted. It reports and asserts nothing.
#include <algorithm>
#include <chrono>
#include <vector>

#include <fmt/format.h>

#include "bench/loaded.hpp"
#include "interpreter/linter/lint.hpp"

namespace comity::bench {
namespace {

template <typename Work>
double median_seconds(int times, Work work) {
  std::vector<double> seconds;
  for (int i = 0; i < times; ++i) {
    const auto start = std::chrono::steady_clock::now();
    work();
    seconds.push_back(std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
  }
  std::sort(seconds.begin(), seconds.end());
  return seconds[seconds.size() / 2];
}

}  // namespace
}  // namespace comity::bench

int main(int count, char** arguments) {
  using namespace comity;
  const char* folder = count > 1 ? arguments[1] : "policies";
  const bench::Loaded loaded = bench::load_folder(folder);
  const double loading = bench::median_seconds(9, [&] { bench::load_folder(folder); });
  std::size_t findings = 0;
  std::size_t notes = 0;
  const double linting = bench::median_seconds(9, [&] {
    const auto found = linter::lint({loaded.library, loaded.sources, loaded.files}, {});
    findings = static_cast<std::size_t>(std::count_if(found.begin(), found.end(), linter::counts));
    notes = found.size() - findings;
  });
  fmt::print("# Linting the library (aim: under 0.5 s)\n\nMedians of nine. Reference: reading and checking the same files.\n\n"
             "| files | policies | lint | findings | notes | reference | lint / reference |\n|--:|--:|--:|--:|--:|--:|--:|\n"
             "| {} | {} | {:.1f} ms | {} | {} | {:.1f} ms | {:.1f} |\n",
             loaded.files.size(), loaded.library.policies.size(), linting * 1e3, findings, notes, loading * 1e3, linting / loading);
  return 0;
}
