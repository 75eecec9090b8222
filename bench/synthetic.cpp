#include "bench/synthetic.hpp"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

namespace comity::bench {
namespace {

// splitmix64: small, and the same everywhere.
class Numbers {
 public:
  explicit Numbers(std::uint64_t seed) : state_{seed} {}

  std::size_t below(std::size_t limit) {
    state_ += 0x9e3779b97f4a7c15;
    std::uint64_t mixed = state_;
    mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9;
    mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111eb;
    return static_cast<std::size_t>((mixed ^ (mixed >> 31)) % limit);
  }
  bool chance(std::size_t percent) { return below(100) < percent; }

 private:
  std::uint64_t state_;
};

enum class Kind { yes_no, number, ladder, choice };

struct Fact {
  std::string name;
  Kind kind;
};

constexpr const char* steps[] = {"low", "middle", "high", "highest"};
constexpr const char* colours[] = {"red", "green", "blue", "black", "white", "brown"};

std::vector<Fact> facts_for(std::size_t rules) {
  std::vector<Fact> facts;
  for (std::size_t i = 0; i < 6 + rules / 2; ++i) {
    constexpr Kind kinds[] = {Kind::yes_no, Kind::number, Kind::yes_no, Kind::ladder, Kind::yes_no, Kind::choice};
    facts.push_back({fmt::format("fact_{}", i), kinds[i % std::size(kinds)]});
  }
  return facts;
}

std::string literal(Numbers& numbers, const Fact& fact) {
  switch (fact.kind) {
    case Kind::yes_no: return (numbers.chance(50) ? "" : "not ") + fact.name;
    case Kind::number: return fmt::format("{} {} {}", fact.name, numbers.chance(50) ? "<" : ">=", 10 * (1 + numbers.below(9)));
    case Kind::ladder: return fmt::format("{} is at {} {}", fact.name, numbers.chance(50) ? "least" : "most", steps[1 + numbers.below(2)]);
    case Kind::choice: return fmt::format("{} is{} {}", fact.name, numbers.chance(50) ? "" : " not", colours[numbers.below(std::size(colours))]);
  }
  return {};
}

struct Rule {
  bool honors = false;
  std::string condition;
};

// A rule is about facts near its own place; one in three of its links is about one of the first facts.
Rule random_rule(Numbers& numbers, const std::vector<Fact>& facts, std::size_t place, std::size_t rules) {
  constexpr std::size_t common = 3;
  constexpr std::size_t reach = 5;
  const std::size_t first = std::min(facts.size() - reach, common + place * (facts.size() - common) / rules);
  const auto pick = [&] { return literal(numbers, facts[numbers.chance(33) ? numbers.below(common) : first + numbers.below(reach)]); };
  Rule rule{numbers.chance(50), {}};
  rule.condition = numbers.chance(40) ? fmt::format("{} and ({} or {})", pick(), pick(), pick()) : fmt::format("{} and {} and {}", pick(), pick(), pick());
  return rule;
}

std::string policy_text(const std::string& name, const std::vector<Rule>& rules) {
  std::string text = fmt::format("policy {} \"Synthetic\"\n  authority somewhere\n  status yardstick\n", name);
  for (std::size_t i = 0; i < rules.size(); ++i) {
    std::string overridden;
    for (std::size_t j = i + 1; j < rules.size(); ++j) {
      if (rules[j].honors != rules[i].honors) overridden += fmt::format("{} rule_{}", overridden.empty() ? " overrides" : ",", j);
    }
    text += fmt::format("  rule rule_{}{}\n    {} hold\n    when {}\n", i, overridden, rules[i].honors ? "honor" : "decline", rules[i].condition);
  }
  return text + "  otherwise decline hold\n";
}

std::string vocabulary_text(const std::vector<Fact>& facts) {
  std::string text = "decision hold \"Hold\"\n  decline < honor\nchoice step low < middle < high < highest\nchoice colour red, green, blue, black, white, brown\n"
                     "jurisdiction somewhere \"Somewhere\" place\nrecord subject \"What is asked about\"\n  id text identifier\n";
  for (const Fact& fact : facts) {
    constexpr const char* types[] = {"yes/no", "number 0 to 127", "step", "colour"};
    text += fmt::format("  {} {}\n", fact.name, types[static_cast<std::size_t>(fact.kind)]);
  }
  return text;
}

}  // namespace

SyntheticPair synthetic_pair(std::size_t rules, std::uint64_t seed) {
  Numbers numbers{seed};
  const auto facts = facts_for(rules);
  std::vector<Rule> first;
  for (std::size_t i = 0; i < rules; ++i) first.push_back(random_rule(numbers, facts, i, rules));
  std::vector<Rule> second = first;
  for (std::size_t i = 0; i < std::max<std::size_t>(1, rules / 10); ++i) {
    const std::size_t place = numbers.below(rules);
    second[place] = random_rule(numbers, facts, place, rules);
  }
  return {vocabulary_text(facts) + policy_text("first", first) + policy_text("second", second), "first", "second"};
}

}  // namespace comity::bench
