#include "interpreter/analyzer/trying.hpp"

#include <algorithm>
#include <cstdlib>

#include <fmt/format.h>

#include "interpreter/analyzer/variables.hpp"

namespace comity::analyzer {
namespace {

// So many ways to state the facts of one combination are looked at.
constexpr std::size_t most_ways = 2'000;

[[noreturn]] void refuse(const std::string& path) {
  throw Refusal{fmt::format("what a change leads to may depend on `{}`, which is missing; that is not covered", path)};
}

}  // namespace

Trying::Trying(const model::Library& library, const Side& side, const Variant& variant, const Combination& changed, Said before, const Options& options)
    : library_{library}, variant_{variant}, changed_{changed}, before_{before}, analysis_{library, options} {
  KnownRecord known = variant.known_with(changed);
  known.free.insert(changed.facts.begin(), changed.facts.end());
  analysis_.set_record(std::move(known));
  analysis_.add(side);
  analysis_.start();
}

std::optional<NewValues> Trying::run() {
  Diagrams& diagrams = analysis_.diagrams();
  const Node answer = analysis_.answer(0);
  const Node care = analysis_.look().care();
  std::map<Said, Node> sets;
  for (const std::uint32_t value : diagrams.terminals_of(answer)) {
    const Said said = analysis_.meaning().spoken(value).said;
    sets[said] = diagrams.mapped(answer, [&](std::uint32_t other) { return analysis_.meaning().spoken(other).said == said ? 1U : 0U; });
  }
  std::vector<Node> answers;
  for (const auto& [said, set] : sets) answers.push_back(set);
  const std::set<Variable> kept = own_variables(answers, care);
  sets.erase(before_);
  Node wanted = no;
  for (const auto& [said, set] : sets) {
    Node here = with_only(diagrams, diagrams.both(set, care), kept);
    if (!needs_search_) here = diagrams.without(here, with_only(diagrams, diagrams.without(care, set), kept));
    wanted = diagrams.either(wanted, here);
  }
  for (std::size_t ways = 0; wanted != no; ++ways) {
    if (!needs_search_) return values_along(wanted, std::nullopt);
    if (ways == most_ways) throw Refusal{fmt::format("the limit of {} ways to state the same facts was reached", most_ways)};
    const Node way = nearest_way(wanted);
    for (const auto& [said, set] : sets) {
      Possible& possible = analysis_.look();
      const Node there = diagrams.both(set, way);
      if (!possible.way(there) || possible.way(diagrams.without(way, set))) continue;
      return values_along(way, possible.smallest(there));
    }
    wanted = diagrams.both(diagrams.without(wanted, way), with_only(diagrams, analysis_.look().care(), kept));
  }
  return std::nullopt;
}

bool Trying::is_own(FactId fact) const {
  const FactKey& key = analysis_.facts()[fact].key;
  return !key.element && (std::binary_search(changed_.facts.begin(), changed_.facts.end(), key.steps) || is_of_added(changed_.edits, key.steps));
}

// The variables that the change tells; what is missing may be anything. Where days or lists of it matter, or days are
// told together, the diagram alone does not say what is possible.
std::set<Variable> Trying::own_variables(const std::vector<Node>& answers, Node care) {
  std::set<Variable> result;
  const std::set<Variable> asked = variables_of(analysis_.diagrams(), answers);
  std::set<Variable> all = variables_of(analysis_.diagrams(), {care});
  all.insert(asked.begin(), asked.end());
  for (const Variable variable : all) {
    const Facts::Meaning& meaning = analysis_.facts().meaning(variable);
    switch (meaning.kind) {
      case Facts::Meaning::Kind::fact:
      case Facts::Meaning::Kind::member:
        if (is_own(meaning.index)) result.insert(variable);
        break;
      case Facts::Meaning::Kind::literal:
        if (!asked.contains(variable) && is_idle(meaning.index)) break;
        needs_search_ = true;
        if (is_own_literal(meaning.index)) result.insert(variable);
        break;
      case Facts::Meaning::Kind::atom: {
        needs_search_ = true;
        for (const Variable inner : variables_of(analysis_.diagrams(), {analysis_.atoms().atoms()[meaning.index].condition})) {
          const Facts::Meaning& of_element = analysis_.facts().meaning(inner);
          if (of_element.kind == Facts::Meaning::Kind::literal) is_own_literal(of_element.index);
        }
        break;
      }
    }
  }
  return result;
}

// Between days of which no other value is asked, one of them missing: whatever else is so, there are such days, unless
// comparisons go round in a circle.
bool Trying::is_idle(std::uint32_t index) {
  const DateLiteral& literal = analysis_.facts().literals()[index];
  const auto is_uncut = [&](FactId date) { return analysis_.facts()[date].known_classes() == 1; };
  if (!is_uncut(literal.later) || !is_uncut(literal.earlier) || (is_own(literal.later) && is_own(literal.earlier))) return false;
  const auto leader = [&](FactId date) {
    while (idle_with_.contains(date)) date = idle_with_.at(date);
    return date;
  };
  const FactId one = leader(literal.later);
  const FactId other = leader(literal.earlier);
  const auto pair = std::minmax(literal.later, literal.earlier);
  if (one == other) return idle_pairs_.contains(pair);  // of one pair, what is possible is in the diagram
  idle_with_[one] = other;
  idle_pairs_.insert(pair);
  return true;
}

// Between days that the change states. A day that it states may be compared with no missing one: there, which day of a
// class it is would matter.
bool Trying::is_own_literal(std::uint32_t index) const {
  const DateLiteral& literal = analysis_.facts().literals()[index];
  if (is_own(literal.later) == is_own(literal.earlier)) return is_own(literal.later);
  const FactKey& missing = analysis_.facts()[is_own(literal.later) ? literal.earlier : literal.later].key;
  refuse(missing.element ? library_.vocabulary.records[*missing.element].name : path_of(library_.vocabulary, missing.steps));
}

// How far the class is from what was.
double Trying::distance(Variable variable, std::uint32_t value) const {
  const Facts::Meaning& meaning = analysis_.facts().meaning(variable);
  if (meaning.kind == Facts::Meaning::Kind::literal) return value;
  const model::Value before = unchanged(meaning.index);
  if (meaning.kind == Facts::Meaning::Kind::member) {
    const auto* members = std::get_if<model::Members>(&before);
    const bool was = members != nullptr && members->of[meaning.member] == model::Truth::yes;
    return was == (value == 1) ? 0 : 1;
  }
  const Fact& fact = analysis_.facts()[meaning.index];
  if (fact.type.or_none && value == fact.none_class()) return model::is_none(before) ? 0 : 1e18;
  if (is_unknown(before) || model::is_none(before)) return value;
  const model::Value after = nearest(fact, value, before);
  const auto place = [](const model::Value& known) -> double {
    if (const auto* number = std::get_if<std::int64_t>(&known)) return static_cast<double>(*number);
    if (const auto* choice = std::get_if<model::Chosen>(&known)) return choice->index;
    if (const auto* date = std::get_if<model::Date>(&known)) return static_cast<double>(instant_of(*date));
    if (const auto* time = std::get_if<model::DateTime>(&known)) return static_cast<double>(instant_of(*time));
    return 0;
  };
  if (after == before) return 0;
  return std::max(std::abs(place(after) - place(before)), 1e-6 * (1 + value));
}

// Of a class, the value that is nearest to what was.
model::Value Trying::nearest(const Fact& fact, std::uint32_t class_, const model::Value& before) {
  const model::Value& usual = fact.representatives[class_];
  if (model::is_none(usual)) return usual;
  const auto clamped = [&](std::int64_t value) { return std::clamp(value, fact.first_of_class[class_], fact.last_of_class(class_)); };
  if (const auto* number = std::get_if<std::int64_t>(&before)) return clamped(*number);
  if (const auto* date = std::get_if<model::Date>(&before)) return std::get<model::Date>(moment_of(clamped(instant_of(*date)), false));
  if (const auto* time = std::get_if<model::DateTime>(&before)) return std::get<model::DateTime>(moment_of(clamped(instant_of(*time)), true));
  if (const auto* choice = std::get_if<model::Chosen>(&before)) {
    const auto& values = fact.values_of_class[class_];
    const auto gap = [&](std::uint32_t value) { return std::abs(static_cast<std::int64_t>(value) - static_cast<std::int64_t>(choice->index)); };
    return model::Chosen{*std::min_element(values.begin(), values.end(), [&](std::uint32_t a, std::uint32_t b) { return gap(a) < gap(b); })};
  }
  if (const auto* text = std::get_if<std::string>(&before); text != nullptr && class_ == fact.texts.size() && !fact.texts.contains(*text)) return before;
  return usual;
}

Node Trying::nearest_way(Node node) {
  Diagrams& diagrams = analysis_.diagrams();
  std::vector<std::pair<Variable, std::uint32_t>> way;
  while (!diagrams.is_terminal(node)) {
    const Variable variable = diagrams.variable(node);
    std::optional<std::uint32_t> best;
    for (std::uint32_t value = 0; value < diagrams.arity(variable); ++value) {
      if (diagrams.child(node, value) == no) continue;
      if (!best || distance(variable, value) < distance(variable, *best)) best = value;
    }
    way.emplace_back(variable, *best);
    node = diagrams.child(node, *best);
  }
  Node result = yes;
  for (auto step = way.rbegin(); step != way.rend(); ++step) {
    std::vector<bool> only(diagrams.arity(step->first), false);
    only[step->second] = true;
    result = diagrams.both(diagrams.among(step->first, only), result);
  }
  return result;
}

NewValues Trying::values_along(Node set, const std::optional<Witness>& witness) {
  const Diagrams& diagrams = analysis_.diagrams();
  std::map<Variable, std::uint32_t> classes;
  for (Node node = nearest_way(set); !diagrams.is_terminal(node);) {
    std::uint32_t value = 0;
    while (diagrams.child(node, value) == no) ++value;
    classes[diagrams.variable(node)] = value;
    node = diagrams.child(node, value);
  }
  NewValues result;
  for (const auto& [variable, value] : classes) {
    const Facts::Meaning& meaning = analysis_.facts().meaning(variable);
    if (meaning.kind == Facts::Meaning::Kind::literal) {
      const DateLiteral& literal = analysis_.facts().literals()[meaning.index];
      for (const FactId date : {literal.later, literal.earlier}) result.needed.insert(analysis_.facts()[date].key.steps);
    } else {
      result.needed.insert(analysis_.facts()[meaning.index].key.steps);
    }
  }
  for (FactId id = 0; id < analysis_.facts().size(); ++id) {
    if (!is_own(id)) continue;
    const Fact& fact = analysis_.facts()[id];
    const model::Value before = unchanged(id);
    if (fact.type.kind == model::Kind::set) {
      const auto* known = std::get_if<model::Members>(&before);
      model::Members members = known != nullptr ? *known : model::Members{std::vector<model::Truth>(library_.vocabulary.choices[fact.type.id].values.size(), model::Truth::no)};
      for (const auto& [member, variable] : fact.member_variables) {
        if (const auto found = classes.find(variable); found != classes.end()) members.of[member] = model::truth_of(found->second == 1);
      }
      result.values[fact.key.steps] = members;
      continue;
    }
    if (witness) {
      if (const auto day = witness->solution.values.find(id); day != witness->solution.values.end()) {
        result.values[fact.key.steps] = day->second;
        continue;
      }
    }
    const auto found = classes.find(fact.variable);
    if (found != classes.end()) {
      result.values[fact.key.steps] = nearest(fact, found->second, before);
    } else {
      result.values[fact.key.steps] = is_unknown(before) ? fact.representatives.front() : before;
    }
  }
  return result;
}

}  // namespace comity::analyzer
