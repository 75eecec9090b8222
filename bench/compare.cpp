// What comparisons cost: a pair of real policies, all pairs of those that are shipped, and synthetic
// ones of growing size, each beside the reference in the same run. It reports and asserts nothing.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "bench/loaded.hpp"
#include "bench/reference.hpp"
#include "bench/synthetic.hpp"
#include "interpreter/analyzer/compare.hpp"

namespace comity::bench {
namespace {

constexpr unsigned most_seconds = 30;  // for one comparison of the reference

struct Measured {
  analyzer::Comparison comparison;
  double seconds = 0;
};

Measured measured(const Loaded& loaded, model::PolicyId first, model::PolicyId second, model::DecisionId decision) {
  analyzer::Options options;
  options.words_at = [&](const Span& span) { return std::string{loaded.sources.text_of(span)}; };
  analyzer::Side left, right;
  left.policy = first;
  right.policy = second;
  left.decision = right.decision = decision;
  const auto start = std::chrono::steady_clock::now();
  Measured result{analyzer::compare(loaded.library, left, right, options), 0};
  result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  return result;
}

std::string milliseconds(double seconds) { return fmt::format("{:.3f} ms", seconds * 1e3); }

std::string reference_time(const ReferenceResult& reference) {
  if (reference.is_there) return milliseconds(reference.seconds);
  return has_reference() ? fmt::format("over {} s", most_seconds) : "not built";
}

std::string ratio(double ours, double theirs) { return theirs > 0 ? fmt::format("{:.2f}", theirs / ours) : "-"; }

std::size_t regions_of(const analyzer::Comparison& comparison) {
  std::size_t regions = 0;
  for (const auto& difference : comparison.differences) regions += difference.regions.size();
  return regions;
}

void report_pair(const Loaded& loaded, const char* first, const char* second, const char* decision) {
  const auto left = loaded.library.find_policy(first);
  const auto right = loaded.library.find_policy(second);
  const auto asked = loaded.library.vocabulary.find_decision(decision);
  if (!left || !right || !asked) return;
  std::vector<double> times;
  Measured last;
  for (int i = 0; i < 21; ++i) times.push_back((last = measured(loaded, *left, *right, *asked)).seconds);
  std::sort(times.begin(), times.end());
  const double median = times[times.size() / 2];
  const auto reference = compare_with_reference(loaded.library, *left, *right, *asked, most_seconds);
  fmt::print("| {} and {}, {} | {} | {} | {} | {} | {} | {} |\n", first, second, decision, milliseconds(median), last.comparison.differences.size(),
             regions_of(last.comparison), last.comparison.reached.nodes, reference_time(reference), ratio(median, reference.seconds));
}

void report_pairs(const Loaded& loaded) {
  fmt::print("\n## Pairs of real policies (aim: under 10 ms each)\n\n"
             "| pair | time, median of 21 | differences | regions | nodes | reference | reference / comity |\n|---|--:|--:|--:|--:|--:|--:|\n");
  report_pair(loaded, "lapd_2012_proposal", "hold_by_ice_priorities", "hold");
  report_pair(loaded, "santa_clara_3_54", "trust_act_2014", "hold");
  report_pair(loaded, "trust_act_2014", "values_act_2018", "transfer");
  report_pair(loaded, "santa_clara_3_54", "cook_county_46_37", "hold");
}

void report_all_pairs(const Loaded& loaded) {
  const model::Library& library = loaded.library;
  std::size_t pairs = 0, incomplete = 0, apart = 0, unanswered = 0;
  double ours = 0, ours_slowest = 0, theirs = 0;
  std::string slowest;
  for (model::DecisionId decision = 0; decision < library.vocabulary.decisions.size(); ++decision) {
    const auto speaks = [&](const model::Policy& policy) {
      return std::find(policy.decisions.begin(), policy.decisions.end(), decision) != policy.decisions.end();
    };
    for (model::PolicyId first = 0; first < library.policies.size(); ++first) {
      for (model::PolicyId second = first + 1; second < library.policies.size(); ++second) {
        if (!speaks(library.policies[first]) || !speaks(library.policies[second])) continue;
        ++pairs;
        const Measured result = measured(loaded, first, second, decision);
        ours += result.seconds;
        if (!result.comparison.complete) ++incomplete;
        if (result.seconds > ours_slowest) {
          ours_slowest = result.seconds;
          slowest = fmt::format("{} and {}, {}", library.policies[first].name, library.policies[second].name, library.vocabulary.decisions[decision].name);
        }
        const auto reference = compare_with_reference(library, first, second, decision, most_seconds);
        theirs += reference.seconds;
        if (!reference.is_there) ++unanswered;
        if (reference.is_there && reference.differs != !result.comparison.differences.empty()) ++apart;
      }
    }
  }
  fmt::print("\n## All pairs of the shipped policies, all shared decisions (aim: under 1 s)\n\n"
             "| policies | pairs | time | slowest pair | not complete | reference | reference / comity | verdicts that the reference misses |\n"
             "|--:|--:|--:|---|--:|--:|--:|--:|\n| {} | {} | {} | {}, {} | {} | {} | {} | {} |\n",
             library.policies.size(), pairs, milliseconds(ours), milliseconds(ours_slowest), slowest, incomplete,
             unanswered < pairs ? milliseconds(theirs) : "not built", ratio(ours, theirs), unanswered < pairs ? std::to_string(apart) : "-");
}

void report_synthetic(const char* title, Second second, Order order) {
  fmt::print("\n## Synthetic policies: {}\n\n"
             "| rules | comity | nodes | differences | regions | complete | reference | nodes of the difference | nodes made | reference / comity |\n"
             "|--:|--:|--:|--:|--:|---|--:|--:|--:|--:|\n",
             title);
  for (const std::size_t rules : {10u, 30u, 60u, 100u, 200u}) {
    const Loaded loaded = load({{"synthetic.comity", synthetic_pair(rules, second, order, 1)}});
    const auto first = *loaded.library.find_policy("first");
    const auto other = *loaded.library.find_policy("second");
    const auto reference = compare_with_reference(loaded.library, first, other, 0, most_seconds);
    const Measured result = measured(loaded, first, other, 0);
    fmt::print("| {} | {} | {} | {} | {} | {} | {} | {} | {} | {} |\n", rules, milliseconds(result.seconds), result.comparison.reached.nodes,
               result.comparison.differences.size(), regions_of(result.comparison), result.comparison.complete ? "yes" : result.comparison.limit,
               reference_time(reference), reference.nodes, reference.peak, ratio(result.seconds, reference.seconds));
    std::fflush(stdout);
  }
}

}  // namespace
}  // namespace comity::bench

int main(int count, char** arguments) {
  const auto loaded = comity::bench::load_folder(count > 1 ? arguments[1] : "policies");
  fmt::print("# Comparisons\n\nReference: a general package for decision diagrams (BuDDy), facts bit by bit in the order of their declaration.\n");
  comity::bench::report_pairs(loaded);
  comity::bench::report_all_pairs(loaded);
  using comity::bench::Order, comity::bench::Second;
  comity::bench::report_synthetic("one policy written in two ways, facts and rules in the order of what they are about", Second::written_otherwise, Order::told);
  comity::bench::report_synthetic("one rule changed", Second::one_rule_changed, Order::told);
  comity::bench::report_synthetic("one policy written in two ways, facts and names of rules in no order", Second::written_otherwise, Order::shuffled);
  comity::bench::report_synthetic("one rule changed, facts and names of rules in no order", Second::one_rule_changed, Order::shuffled);
  return 0;
}
