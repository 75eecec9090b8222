#include "interpreter/analyzer/changes.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "interpreter/analyzer/variables.hpp"

namespace comity::analyzer {
namespace {

// So many combinations are found, and so many steps are spent on it.
constexpr std::size_t most_found = 20'000;
constexpr std::size_t most_walked = 300'000;

}  // namespace

bool starts_with(const Steps& steps, const Steps& start) {
  return steps.size() > start.size() && std::equal(start.begin(), start.end(), steps.begin());
}

Steps place_of(const Edit& edit) {
  Steps result = edit.list;
  result.push_back(edit.element);
  return result;
}

bool is_of_added(const std::vector<Edit>& edits, const Steps& steps) {
  return std::any_of(edits.begin(), edits.end(), [&](const Edit& edit) { return edit.kind == Edit::Kind::added && starts_with(steps, place_of(edit)); });
}

Variant::Variant(const model::Library& library, const Side& side, KnownRecord known, std::vector<Edit> edits, Said before, const Options& options)
    : edits_{std::move(edits)}, known_{std::move(known)}, analysis_{library, options} {
  KnownRecord free = known_;
  free.is_all_free = true;
  free.may_elements_go = true;
  analysis_.set_record(std::move(free));
  analysis_.add(side);
  analysis_.start();
  const Node answer = analysis_.answer(0);
  region_ = analysis_.diagrams().mapped(answer, [&](std::uint32_t value) { return analysis_.meaning().spoken(value).said == before ? 0U : 1U; });
  region_ = analysis_.diagrams().both(region_, analysis_.look().care());
  // Where something is missing, facts matter also for which other answer it is: it must be one for certain.
  std::map<Said, std::uint32_t> places;
  find_out(analysis_.diagrams().mapped(answer, [&](std::uint32_t value) {
    return places.emplace(analysis_.meaning().spoken(value).said, static_cast<std::uint32_t>(places.size())).first->second;
  }));
}

std::optional<std::size_t> Variant::least() {
  const std::size_t result = least(region_);
  return result >= impossible ? std::nullopt : std::optional{result};
}

model::Value Variant::unchanged(const Steps& steps) const {
  const auto found = analysis_.facts().find(FactKey{std::nullopt, steps});
  return found ? unchanged_[*found] : model::Value{};
}

KnownRecord Variant::known_with(const Combination& combination) const {
  KnownRecord result = known_;
  for (auto& [steps, list] : result.lists) list.elements.resize(list.stated);
  for (const Edit& edit : combination.edits) {
    auto& elements = result.lists[edit.list].elements;
    if (edit.kind == Edit::Kind::removed) std::erase(elements, edit.element);
    if (edit.kind == Edit::Kind::added && std::find(elements.begin(), elements.end(), edit.element) == elements.end()) elements.push_back(edit.element);
  }
  return result;
}

std::vector<Combination> Variant::candidates(std::size_t size, std::size_t of_elements) {
  found_.clear();
  size_ = size;
  of_elements_ = of_elements;
  if (is_sure_) {
    seen_.clear();
    extended_.clear();
    leads_.clear();
    walk(region_, {});
    for (const auto& facts : leads_) extend(facts);
  } else {
    walked_ = 0;
    choose(0, {});
  }
  std::map<std::pair<std::vector<Edit>, FactSet>, Combination> sorted;
  for (const auto& facts : found_) {
    if (presences(facts) != of_elements) continue;
    Combination one{{}, edits_};
    for (const FactId fact : facts) add(fact, one);
    std::sort(one.facts.begin(), one.facts.end());
    std::sort(one.edits.begin(), one.edits.end());
    sorted.emplace(std::pair{one.edits, one.facts}, one);
  }
  std::vector<Combination> result;
  for (auto& [key, one] : sorted) result.push_back(std::move(one));
  return result;
}

std::size_t Variant::presences(const std::set<FactId>& facts) const {
  return static_cast<std::size_t>(std::count_if(facts.begin(), facts.end(), [&](FactId fact) { return is_presence(fact); }));
}

void Variant::add(FactId fact, Combination& one) const {
  Steps steps = analysis_.facts()[fact].key.steps;
  if (!is_presence(fact)) {
    one.facts.push_back(std::move(steps));
    return;
  }
  steps.pop_back();
  const model::FieldId element = steps.back();
  steps.pop_back();
  one.edits.push_back({std::get<bool>(unchanged_[fact]) ? Edit::Kind::removed : Edit::Kind::added, steps, element});
}

void Variant::find_out(Node answer) {
  const Facts& facts = analysis_.facts();
  std::set<FactId> used;
  for (const Variable variable : variables_of(analysis_.diagrams(), {region_, answer})) {
    if (facts.meaning(variable).kind == Facts::Meaning::Kind::atom) continue;
    for (const FactId fact : facts_of(variable)) used.insert(fact);
  }
  for (FactId id = 0; id < facts.size(); ++id) {
    unchanged_.push_back({});
    is_new_.push_back(is_of_new_element(facts[id].key.steps));
    is_read_alike_.push_back(false);
    if (facts[id].key.element || is_new_[id]) continue;
    const auto& read = analysis_.meaning().unchanged(id);
    const auto stated = std::find_if(read.begin(), read.end(), [](const model::Value& value) { return !is_unknown(value); });
    if (stated != read.end()) unchanged_.back() = *stated;
    if (read.size() > 1 || used.contains(id)) matter_.push_back(id);
    is_read_alike_[id] = read.size() == 1 && stated != read.end();
    is_sure_ = is_sure_ && is_read_alike_[id];
  }
  is_sure_ = is_sure_ && analysis_.atoms().lists().empty();
}

// Of an element that may be added: whatever it states is one change.
bool Variant::is_of_new_element(const Steps& steps) const {
  for (const auto& [list, known] : known_.lists) {
    if (!starts_with(steps, list) || steps[list.size()] < element_step || steps.back() == presence_step) continue;
    if (steps[list.size()] - element_step >= known.stated) return true;
  }
  return is_of_added(edits_, steps);
}

std::uint32_t Variant::value_of(Variable variable) const {
  const Facts& facts = analysis_.facts();
  const Facts::Meaning& meaning = facts.meaning(variable);
  if (meaning.kind == Facts::Meaning::Kind::literal) {
    const DateLiteral& literal = facts.literals()[meaning.index];
    const auto later = moment(literal.later);
    const auto earlier = moment(literal.earlier);
    return later && earlier && instant_of(*later) >= literal.moved.of(instant_of(*earlier)) ? 1 : 0;
  }
  const model::Value& value = unchanged_[meaning.index];
  if (meaning.kind == Facts::Meaning::Kind::fact) return facts.class_of(meaning.index, value);
  const auto* members = std::get_if<model::Members>(&value);
  return members != nullptr && members->of[meaning.member] == model::Truth::yes ? 1 : 0;
}

std::optional<model::Moment> Variant::moment(FactId fact) const {
  if (const auto* date = std::get_if<model::Date>(&unchanged_[fact])) return *date;
  if (const auto* time = std::get_if<model::DateTime>(&unchanged_[fact])) return *time;
  return std::nullopt;
}

std::vector<FactId> Variant::facts_of(Variable variable) const {
  const Facts::Meaning& meaning = analysis_.facts().meaning(variable);
  if (meaning.kind != Facts::Meaning::Kind::literal) return {meaning.index};
  const DateLiteral& literal = analysis_.facts().literals()[meaning.index];
  return {literal.later, literal.earlier};
}

// May the variable have any value, where these facts change?
bool Variant::is_open(Variable variable, const std::set<FactId>& changed) const {
  if (analysis_.facts().meaning(variable).kind == Facts::Meaning::Kind::atom) return true;
  const std::vector<FactId> facts = facts_of(variable);
  return std::any_of(facts.begin(), facts.end(), [&](FactId fact) { return changed.contains(fact) || is_new_[fact] || !is_read_alike_[fact]; });
}

// Facts with a value of their own are counted; sets and comparisons of days, which several questions share, are not.
std::size_t Variant::least(Node node) {
  const Diagrams& diagrams = analysis_.diagrams();
  if (diagrams.is_terminal(node)) return node == no ? impossible : 0;
  if (const auto known = least_.find(node); known != least_.end()) return known->second;
  const Variable variable = diagrams.variable(node);
  const bool is_counted = analysis_.facts().meaning(variable).kind == Facts::Meaning::Kind::fact && !is_open(variable, {});
  const std::uint32_t stays = is_counted ? value_of(variable) : 0;
  std::size_t result = impossible;
  for (std::uint32_t value = 0; value < diagrams.arity(variable); ++value) {
    result = std::min(result, least(diagrams.child(node, value)) + (is_counted && value != stays ? 1 : 0));
  }
  least_.emplace(node, result);
  return result;
}

// Each way to another answer, with the facts whose values it leaves.
void Variant::walk(Node node, const std::set<FactId>& changed) {
  const Diagrams& diagrams = analysis_.diagrams();
  if (node == no) return;
  if (diagrams.is_terminal(node)) {
    leads_.insert(changed);
    return;
  }
  if (!seen_.insert({node, changed}).second) return;
  if (seen_.size() > most_walked) throw Refusal{fmt::format("the limit of {} steps of the search for a change was reached", most_walked)};
  const Variable variable = diagrams.variable(node);
  const bool may_be_any = is_open(variable, changed);
  const std::uint32_t stays = may_be_any ? 0 : value_of(variable);
  for (std::uint32_t value = 0; value < diagrams.arity(variable); ++value) {
    const Node next = diagrams.child(node, value);
    if (may_be_any || value == stays) {
      if (passed(changed) + least(next) <= size_) walk(next, changed);
    } else if (changed.size() < size_) {
      for (const FactId fact : facts_of(variable)) {
        std::set<FactId> more = changed;
        more.insert(fact);
        if (presences(more) <= of_elements_ && passed(more) + least(next) <= size_) walk(next, more);
      }
    }
  }
}

// Those that what is least of the rest of a way does not count again: a day may have changed before its own variable.
std::size_t Variant::passed(const std::set<FactId>& changed) const {
  return static_cast<std::size_t>(std::count_if(changed.begin(), changed.end(), [&](FactId fact) { return !analysis_.facts()[fact].is_date(); }));
}

// Days that are compared with one another may have to change together: where one alone has failed, with others.
void Variant::extend(const std::set<FactId>& facts) {
  if (facts.size() == size_) {
    found_.insert(facts);
    return;
  }
  for (const DateLiteral& literal : analysis_.facts().literals()) {
    for (const auto& [here, there] : {std::pair{literal.later, literal.earlier}, std::pair{literal.earlier, literal.later}}) {
      const bool is_near = facts.contains(here) || is_new_[here];
      if (!is_near || facts.contains(there) || is_new_[there]) continue;
      std::set<FactId> more = facts;
      more.insert(there);
      if (extended_.insert(more).second) extend(more);
    }
  }
}

// All sets of facts that matter, also of missing ones: to state one is a change.
void Variant::choose(std::size_t from, const std::set<FactId>& chosen) {
  if (chosen.size() == size_) {
    if (presences(chosen) != of_elements_) return;
    if (++walked_ > most_walked) throw Refusal{fmt::format("the limit of {} steps of the search for a change was reached", most_walked)};
    std::map<Node, bool> known;
    if (leads_away(region_, chosen, known)) found_.insert(chosen);
    if (found_.size() > most_found) throw Refusal{fmt::format("the limit of {} combinations of changed facts was reached", most_found)};
    return;
  }
  for (std::size_t i = from; i < matter_.size(); ++i) {
    std::set<FactId> more = chosen;
    more.insert(matter_[i]);
    if (presences(more) <= of_elements_) choose(i + 1, more);
  }
}

bool Variant::leads_away(Node node, const std::set<FactId>& changed, std::map<Node, bool>& known) {
  const Diagrams& diagrams = analysis_.diagrams();
  if (diagrams.is_terminal(node)) return node != no;
  if (const auto found = known.find(node); found != known.end()) return found->second;
  const Variable variable = diagrams.variable(node);
  bool result = false;
  if (is_open(variable, changed)) {
    for (std::uint32_t value = 0; value < diagrams.arity(variable) && !result; ++value) result = leads_away(diagrams.child(node, value), changed, known);
  } else {
    result = leads_away(diagrams.child(node, value_of(variable)), changed, known);
  }
  known.emplace(node, result);
  return result;
}

}  // namespace comity::analyzer
