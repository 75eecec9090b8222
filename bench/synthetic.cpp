#include "bench/synthetic.hpp"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

#include "bench/random_numbers.hpp"

namespace comity::bench {
namespace {

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

std::string literal(RandomNumbers& numbers, const Fact& fact) {
  switch (fact.kind) {
    case Kind::yes_no: return (numbers.chance(50) ? "" : "not ") + fact.name;
    case Kind::number: return fmt::format("{} {} {}", fact.name, numbers.chance(50) ? "<" : ">=", 10 * (1 + numbers.below(9)));
    case Kind::ladder: return fmt::format("{} is at {} {}", fact.name, numbers.chance(50) ? "least" : "most", steps[1 + numbers.below(2)]);
    case Kind::choice: return fmt::format("{} is{} {}", fact.name, numbers.chance(50) ? "" : " not", colours[numbers.below(std::size(colours))]);
  }
  return {};
}

// `link and (one or other)`.
struct Rule {
  std::string name;
  bool honors = false;
  std::string link;
  std::string one;
  std::string other;
};

// A rule is about facts near its own place; one in three of its links is about one of the first facts.
Rule random_rule(RandomNumbers& numbers, const std::vector<Fact>& facts, std::size_t place, std::size_t rules) {
  constexpr std::size_t common = 3;
  constexpr std::size_t reach = 5;
  const std::size_t first = std::min(facts.size() - reach, common + place * (facts.size() - common) / rules);
  const auto pick = [&] { return literal(numbers, facts[numbers.chance(33) ? numbers.below(common) : first + numbers.below(reach)]); };
  Rule rule;
  rule.honors = numbers.chance(50);
  rule.link = fmt::format("{} and {}", pick(), pick());
  rule.one = pick();
  rule.other = pick();
  return rule;
}

std::string overrides_text(const std::vector<Rule>& rules, std::size_t place, bool has_halves) {
  std::string text;
  for (std::size_t i = place + 1; i < rules.size(); ++i) {
    if (rules[i].honors == rules[place].honors) continue;
    for (const char* half : {"_a", "_b"}) {
      text += fmt::format("{} {}{}", text.empty() ? " overrides" : ",", rules[i].name, has_halves ? half : "");
      if (!has_halves) break;
    }
  }
  return text;
}

enum class Writing { whole, in_halves };

std::string policy_text(const std::string& name, const std::vector<Rule>& rules, Writing writing) {
  std::string text = fmt::format("policy {} \"Synthetic\"\n  authority somewhere\n  status yardstick\n", name);
  for (std::size_t i = 0; i < rules.size(); ++i) {
    const Rule& rule = rules[i];
    const std::string overrides = overrides_text(rules, i, writing == Writing::in_halves);
    const auto add = [&](const char* half, const std::string& condition) {
      text += fmt::format("  rule {}{}{}\n    {} hold\n    when {}\n", rule.name, half, overrides, rule.honors ? "honor" : "decline", condition);
    };
    if (writing == Writing::whole) {
      add("", fmt::format("{} and ({} or {})", rule.link, rule.one, rule.other));
    } else {
      add("_a", fmt::format("{} and {}", rule.one, rule.link));
      add("_b", fmt::format("{} and {}", rule.other, rule.link));
    }
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

template <typename Item>
void shuffle(RandomNumbers& numbers, std::vector<Item>& items) {
  for (std::size_t i = items.size(); i > 1; --i) std::swap(items[i - 1], items[numbers.below(i)]);
}

}  // namespace

std::string synthetic_pair(std::size_t rules, Second second, Order order, std::uint64_t seed) {
  RandomNumbers numbers{seed};
  auto facts = facts_for(rules);
  std::vector<Rule> known;
  std::vector<std::string> names;
  for (std::size_t i = 0; i < rules; ++i) {
    known.push_back(random_rule(numbers, facts, i, rules));
    names.push_back(fmt::format("rule_{:03}", i));
  }
  const std::size_t changed = rules / 2;
  Rule other = random_rule(numbers, facts, changed, rules);
  if (order == Order::shuffled) {
    shuffle(numbers, facts);
    shuffle(numbers, names);
  }
  for (std::size_t i = 0; i < rules; ++i) known[i].name = names[i];
  const std::string text = vocabulary_text(facts) + policy_text("first", known, Writing::whole);
  if (second == Second::written_otherwise) return text + policy_text("second", known, Writing::in_halves);
  other.name = known[changed].name;
  known[changed] = other;
  return text + policy_text("second", known, Writing::whole);
}

}  // namespace comity::bench
