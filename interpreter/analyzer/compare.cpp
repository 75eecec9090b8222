#include "interpreter/analyzer/compare.hpp"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "interpreter/analyzer/analysis.hpp"
#include "interpreter/analyzer/whose_words.hpp"
#include "interpreter/model/words.hpp"

namespace comity::analyzer {
namespace {

// Where an outcome stands on its ladder, so that ladders of as many binding outcomes can be set side by side: those are
// two apart, and `may …` stands between.
int rank_of(const model::Decision& decision, std::uint32_t outcome) {
  int binding_below = 0;
  for (std::uint32_t i = 0; i < outcome; ++i) binding_below += decision.outcomes[i].starts_with("may ") ? 0 : 1;
  return 2 * binding_below - (decision.outcomes[outcome].starts_with("may ") ? 1 : 0);
}

int binding_outcomes(const model::Decision& decision) {
  return static_cast<int>(std::count_if(decision.outcomes.begin(), decision.outcomes.end(), [](const auto& outcome) { return !outcome.starts_with("may "); }));
}

class Comparing {
 public:
  Comparing(const model::Library& library, const Side& left, const Side& right, const Options& options, Comparison& result)
      : library_{library}, left_{left}, right_{right}, options_{options}, result_{result}, analysis_{library, options} {}

  void run() {
    analysis_.add(left_);
    analysis_.add(right_);
    analysis_.start();
    // Which rules decide is asked only where the outcomes differ, and what terms they set only where they do not: of all
    // records at once there would be far more to tell apart. One after the other, since conditions are told in the order
    // in which they were read first, and compilers differ in which argument of a call comes first.
    const Node left = analysis_.answer(0);
    const Node right = analysis_.answer(1);
    const Node apart = differing(left, right);
    if (apart != no) {
      const Node left_rules = analysis_.answer(0, Told::rules, apart);
      const Node right_rules = analysis_.answer(1, Told::rules, apart);
      find_differences(left_rules, right_rules);
    }
    const Node alike = analysis_.diagrams().negated(apart);
    const Node left_terms = analysis_.answer(0, Told::terms, alike);
    const Node right_terms = analysis_.answer(1, Told::terms, alike);
    const Node left_duties = analysis_.duties(0);
    const Node right_duties = analysis_.duties(1);
    find_terms(left_terms, right_terms, left_duties, right_duties);
  }

  void finish() { result_.reached = analysis_.reached(); }

 private:
  struct Pair {
    Said left;
    Said right;
    std::uint32_t left_rule = 0;
    std::uint32_t right_rule = 0;
    friend auto operator<=>(const Pair&, const Pair&) = default;
  };

  const model::Decision& decision(const Side& side) const { return library_.vocabulary.decisions[side.decision]; }

  // Less than 0: the left says less. None: they cannot be put in order.
  std::optional<int> order(const Said& left, const Said& right) const {
    if (left.kind != right.kind) return std::nullopt;
    if (left.kind != AnswerKind::outcome) return 0;
    if (left_.decision == right_.decision) return static_cast<int>(left.outcome) - static_cast<int>(right.outcome);
    if (binding_outcomes(decision(left_)) != binding_outcomes(decision(right_))) return std::nullopt;
    return rank_of(decision(left_), left.outcome) - rank_of(decision(right_), right.outcome);
  }

  Difference difference(const Pair& pair) {
    Meaning& meaning = analysis_.meaning();
    return {pair.left, pair.right, meaning.name_of(pair.left_rule), meaning.name_of(pair.right_rule), {}};
  }

  Node differing(Node left, Node right) {
    const Meaning& meaning = analysis_.meaning();
    return analysis_.diagrams().combined(left, right, [&](std::uint32_t x, std::uint32_t y) { return order(meaning.spoken(x).said, meaning.spoken(y).said) == 0 ? 0U : 1U; });
  }

  void find_differences(Node left, Node right) {
    Diagrams& diagrams = analysis_.diagrams();
    Meaning& meaning = analysis_.meaning();
    std::vector<Pair> pairs;
    std::map<Pair, std::uint32_t> places;
    // Terminals 0 and 1 mean no and yes to operations: pairs stand from 2 on.
    const Node differing = diagrams.combined(left, right, [&](std::uint32_t x, std::uint32_t y) -> std::uint32_t {
      const Spoken& a = meaning.spoken(x);
      const Spoken& b = meaning.spoken(y);
      if (order(a.said, b.said) == 0) return 0;
      const auto [known, is_new] = places.emplace(Pair{a.said, b.said, a.rule, b.rule}, static_cast<std::uint32_t>(pairs.size() + 2));
      if (is_new) pairs.push_back(known->first);
      return known->second;
    });
    bool is_below = true;
    bool is_above = true;
    std::size_t regions = 0;
    for (const auto& [pair, place] : places) {
      const Node set = diagrams.mapped(differing, [&, wanted = place](std::uint32_t value) { return value == wanted ? 1U : 0U; });
      const std::vector<Cube> cubes = cubes_of(diagrams, analysis_.look(), meaning.remarks(), set, options_.limits.regions - regions + 1);
      if (cubes.empty()) continue;
      const auto ordered = order(pair.left, pair.right);
      is_below = is_below && ordered && *ordered < 0;
      is_above = is_above && ordered && *ordered > 0;
      result_.relation = is_below ? Relation::below : is_above ? Relation::above : Relation::incomparable;
      Difference entry = difference(pair);
      for (const Cube& cube : cubes) {
        if (++regions > options_.limits.regions) throw Refusal{fmt::format("the limit of {} regions was reached", options_.limits.regions)};
        entry.regions.push_back(analysis_.region(cube, set));
      }
      result_.differences.push_back(std::move(entry));
    }
    std::stable_sort(result_.differences.begin(), result_.differences.end(), [](const Difference& a, const Difference& b) {
      return std::tie(a.left, a.right, a.left_rule, a.right_rule) < std::tie(b.left, b.right, b.left_rule, b.right_rule);
    });
  }

  // ---- terms and duties

  std::string in_words(const std::vector<TermAt>& terms, const std::vector<model::DutyId>& duties) {
    std::vector<std::string> parts;
    for (const TermAt& term : terms) {
      const model::Term& known = analysis_.meaning().term(term.term);
      std::string text = model::words_of(known);
      if (const auto* hours = std::get_if<model::HoursTerm>(&known)) {
        for (const auto& from : hours->from) text += " from " + path_text(library_.vocabulary, from);
      }
      parts.push_back(std::move(text));
    }
    std::vector<std::string> words;
    if (!parts.empty()) words.push_back(fmt::format("{}", fmt::join(parts, ", or ")));
    for (const model::DutyId duty : duties) words.push_back(library_.vocabulary.duties[duty].name);
    return fmt::format("{}", fmt::join(words, "; "));
  }

  void find_terms(Node left, Node right, Node left_duties, Node right_duties) {
    Diagrams& diagrams = analysis_.diagrams();
    Meaning& meaning = analysis_.meaning();
    std::map<std::pair<std::string, std::string>, std::uint32_t> places;
    std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t> duty_places;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> duty_pairs;
    const Node duties = diagrams.combined(left_duties, right_duties, [&](std::uint32_t x, std::uint32_t y) {
      const auto [known, is_new] = duty_places.emplace(std::pair{x, y}, static_cast<std::uint32_t>(duty_pairs.size()));
      if (is_new) duty_pairs.push_back(known->first);
      return known->second;
    });
    std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t> spoken_places;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> spoken_pairs;
    const Node spoken = diagrams.combined(left, right, [&](std::uint32_t x, std::uint32_t y) {
      const auto [known, is_new] = spoken_places.emplace(std::pair{x, y}, static_cast<std::uint32_t>(spoken_pairs.size()));
      if (is_new) spoken_pairs.push_back(known->first);
      return known->second;
    });
    const Node differing = diagrams.combined(spoken, duties, [&](std::uint32_t x, std::uint32_t y) -> std::uint32_t {
      const Spoken& a = meaning.spoken(spoken_pairs[x].first);
      const Spoken& b = meaning.spoken(spoken_pairs[x].second);
      if (order(a.said, b.said) != 0) return 0;
      const std::string one = in_words(a.terms, meaning.duty_set(duty_pairs[y].first));
      const std::string other = in_words(b.terms, meaning.duty_set(duty_pairs[y].second));
      if (one == other) return 0;
      return places.emplace(std::pair{one, other}, static_cast<std::uint32_t>(places.size() + 2)).first->second;
    });
    for (const auto& [words, place] : places) {
      const Node set = diagrams.mapped(differing, [&, wanted = place](std::uint32_t value) { return value == wanted ? 1U : 0U; });
      if (auto record = analysis_.record_in(set)) result_.terms_differ.push_back({words.first, words.second, std::move(*record)});
    }
  }

  const model::Library& library_;
  const Side& left_;
  const Side& right_;
  const Options& options_;
  Comparison& result_;
  Analysis analysis_;
};

}  // namespace

Comparison compare(const model::Library& library, const Side& left, const Side& right, const Options& options) {
  Comparison result;
  Comparing comparing{library, left, right, options, result};
  try {
    comparing.run();
  } catch (const Refusal& refusal) {
    result.complete = false;
    result.limit = refusal.what;
  }
  comparing.finish();
  tell_definitions_apart(library, result);
  return result;
}

std::string_view name(Relation relation) {
  switch (relation) {
    case Relation::equal: return "equal";
    case Relation::below: return "below";
    case Relation::above: return "above";
    case Relation::incomparable: return "incomparable";
  }
  return {};
}

std::string_view name(const Said& said, const model::Decision& decision) {
  switch (said.kind) {
    case AnswerKind::outcome: return decision.outcomes[said.outcome];
    case AnswerKind::silent: return "silent";
    case AnswerKind::conflict: return "conflict";
  }
  return {};
}

std::string as_link(const RegionCondition& condition, std::size_t links) {
  const auto* any = std::get_if<model::AnyOf>(&condition.condition.node);
  const bool needs_parentheses = links > 1 && !condition.negated && any != nullptr && any->links.size() > 1 && condition.words.find(" or ") != std::string::npos;
  return needs_parentheses ? "(" + condition.words + ")" : condition.words;
}

}  // namespace comity::analyzer
