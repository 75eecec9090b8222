#include "interpreter/analyzer/smallest_change.hpp"

#include <algorithm>
#include <cstdlib>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <unordered_map>

#include <fmt/format.h>

#include "interpreter/analyzer/analysis.hpp"
#include "interpreter/analyzer/questions.hpp"
#include "interpreter/analyzer/variables.hpp"

namespace comity::analyzer {
namespace {

using Steps = std::vector<model::FieldId>;
using FactSet = std::vector<Steps>;  // sorted

constexpr std::size_t most_changes = 24;
// So many combinations of facts are tried, and so many are looked at on the way.
constexpr std::size_t most_tried = 20'000;
constexpr std::size_t most_walked = 300'000;
// So many ways to state the facts of one combination are looked at.
constexpr std::size_t most_ways = 2'000;

// Of the record's lists: stated as empty where it is missing; an element left out, or added.
struct Edit {
  enum class Kind { emptied, removed, added };
  Kind kind = Kind::added;
  Steps list;
  model::FieldId element = 0;

  friend auto operator<=>(const Edit&, const Edit&) = default;
};

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

// What changes together.
struct Combination {
  FactSet facts;            // of the record and of elements that stay
  std::vector<Edit> edits;  // sorted
};

// Which facts of a record, and elements of its lists, may have to change for another answer: a diagram over all of its
// facts tells, where it is known how each of them is read. `edits` are of missing lists.
class Variant {
 public:
  Variant(const model::Library& library, const Side& side, KnownRecord known, std::vector<Edit> edits, Said before, const Options& options)
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
    find_out();
  }

  // What it takes without its own edits, at least; none: nothing leads to another answer.
  std::optional<std::size_t> least() {
    const std::size_t result = least(region_);
    return result >= impossible ? std::nullopt : std::optional{result};
  }
  std::size_t own_edits() const { return edits_.size(); }

  // What the fact is read as; unknown where it is missing.
  model::Value unchanged(const Steps& steps) const {
    const auto found = analysis_.facts().find(FactKey{std::nullopt, steps});
    return found ? unchanged_[*found] : model::Value{};
  }

  // The record with the edits of a combination.
  KnownRecord known_with(const Combination& combination) const {
    KnownRecord result = known_;
    for (auto& [steps, list] : result.lists) list.elements.resize(list.stated);
    for (const Edit& edit : combination.edits) {
      auto& elements = result.lists[edit.list].elements;
      if (edit.kind == Edit::Kind::removed) std::erase(elements, edit.element);
      if (edit.kind == Edit::Kind::added && std::find(elements.begin(), elements.end(), edit.element) == elements.end()) elements.push_back(edit.element);
    }
    return result;
  }

  // Combinations of so many changes, so many of them of elements, beside its own edits: each that leads to another answer
  // is among them, where no smaller one does.
  std::vector<Combination> candidates(std::size_t size, std::size_t of_elements) {
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

 private:
  static constexpr std::size_t impossible = 1'000'000;

  bool is_presence(FactId fact) const { return analysis_.facts()[fact].key.steps.back() == presence_step; }
  std::size_t presences(const std::set<FactId>& facts) const {
    return static_cast<std::size_t>(std::count_if(facts.begin(), facts.end(), [&](FactId fact) { return is_presence(fact); }));
  }

  void add(FactId fact, Combination& one) const {
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

  void find_out() {
    const Facts& facts = analysis_.facts();
    std::set<FactId> used;
    for (const Variable variable : variables_of(analysis_.diagrams(), {region_})) {
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
  bool is_of_new_element(const Steps& steps) const {
    for (const auto& [list, known] : known_.lists) {
      if (!starts_with(steps, list) || steps[list.size()] < element_step || steps.back() == presence_step) continue;
      if (steps[list.size()] - element_step >= known.stated) return true;
    }
    return is_of_added(edits_, steps);
  }

  std::uint32_t value_of(Variable variable) const {
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
  std::optional<model::Moment> moment(FactId fact) const {
    if (const auto* date = std::get_if<model::Date>(&unchanged_[fact])) return *date;
    if (const auto* time = std::get_if<model::DateTime>(&unchanged_[fact])) return *time;
    return std::nullopt;
  }
  std::vector<FactId> facts_of(Variable variable) const {
    const Facts::Meaning& meaning = analysis_.facts().meaning(variable);
    if (meaning.kind != Facts::Meaning::Kind::literal) return {meaning.index};
    const DateLiteral& literal = analysis_.facts().literals()[meaning.index];
    return {literal.later, literal.earlier};
  }
  // May the variable have any value, where these facts change?
  bool is_open(Variable variable, const std::set<FactId>& changed) const {
    if (analysis_.facts().meaning(variable).kind == Facts::Meaning::Kind::atom) return true;
    const std::vector<FactId> facts = facts_of(variable);
    return std::any_of(facts.begin(), facts.end(), [&](FactId fact) { return changed.contains(fact) || is_new_[fact] || !is_read_alike_[fact]; });
  }

  // Facts with a value of their own are counted; sets and comparisons of days, which several questions share, are not.
  std::size_t least(Node node) {
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
  void walk(Node node, const std::set<FactId>& changed) {
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
  std::size_t passed(const std::set<FactId>& changed) const {
    return static_cast<std::size_t>(std::count_if(changed.begin(), changed.end(), [&](FactId fact) { return !analysis_.facts()[fact].is_date(); }));
  }

  // Days that are compared with one another may have to change together: where one alone has failed, with others.
  void extend(const std::set<FactId>& facts) {
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
  void choose(std::size_t from, const std::set<FactId>& chosen) {
    if (chosen.size() == size_) {
      if (presences(chosen) != of_elements_) return;
      if (++walked_ > most_walked) throw Refusal{fmt::format("the limit of {} steps of the search for a change was reached", most_walked)};
      std::map<Node, bool> known;
      if (leads_away(region_, chosen, known)) found_.insert(chosen);
      if (found_.size() > most_tried) throw Refusal{fmt::format("the limit of {} combinations of changed facts was reached", most_tried)};
      return;
    }
    for (std::size_t i = from; i < matter_.size(); ++i) {
      std::set<FactId> more = chosen;
      more.insert(matter_[i]);
      if (presences(more) <= of_elements_) choose(i + 1, more);
    }
  }
  bool leads_away(Node node, const std::set<FactId>& changed, std::map<Node, bool>& known) const {
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

  std::vector<Edit> edits_;
  KnownRecord known_;
  mutable Analysis analysis_;
  Node region_ = no;
  std::vector<model::Value> unchanged_;  // by fact
  std::vector<bool> is_new_;
  std::vector<bool> is_read_alike_;
  std::vector<FactId> matter_;           // the facts that may lead to another answer
  bool is_sure_ = true;
  std::unordered_map<Node, std::size_t> least_;
  std::size_t size_ = 0;
  std::size_t of_elements_ = 0;
  std::size_t walked_ = 0;
  std::set<std::pair<Node, std::set<FactId>>> seen_;
  std::set<std::set<FactId>> leads_;
  std::set<std::set<FactId>> extended_;
  std::set<std::set<FactId>> found_;
};

// What facts then are, by their steps; those of new elements too.
struct NewValues {
  std::map<Steps, model::Value> values;
  std::set<Steps> needed;  // of new elements, those that the answer rests on
};

// One combination of facts that may be anything, everything else being as it is: is there another answer?
class Trying {
 public:
  Trying(const model::Library& library, const Side& side, const Variant& variant, const Combination& changed, Said before, const Options& options)
      : library_{library}, variant_{variant}, changed_{changed}, before_{before}, analysis_{library, options} {
    KnownRecord known = variant.known_with(changed);
    known.free.insert(changed.facts.begin(), changed.facts.end());
    analysis_.set_record(std::move(known));
    analysis_.add(side);
    analysis_.start();
  }

  std::optional<NewValues> run() {
    Diagrams& diagrams = analysis_.diagrams();
    const Node answer = analysis_.answer(0);
    const Node care = analysis_.look().care();
    std::map<Said, Node> sets;
    for (const std::uint32_t value : diagrams.terminals_of(answer)) {
      const Said said = analysis_.meaning().spoken(value).said;
      sets[said] = diagrams.mapped(answer, [&](std::uint32_t other) { return analysis_.meaning().spoken(other).said == said ? 1U : 0U; });
    }
    std::vector<Node> all{care};
    for (const auto& [said, set] : sets) all.push_back(set);
    const std::set<Variable> kept = own_variables(all);
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

 private:
  bool is_own(FactId fact) const {
    const FactKey& key = analysis_.facts()[fact].key;
    return !key.element && (std::binary_search(changed_.facts.begin(), changed_.facts.end(), key.steps) || is_of_added(changed_.edits, key.steps));
  }

  // The variables that the change tells; what is missing may be anything. Where days or lists of it matter, or days are
  // told together, the diagram alone does not say what is possible.
  std::set<Variable> own_variables(const std::vector<Node>& nodes) {
    std::set<Variable> result;
    for (const Variable variable : variables_of(analysis_.diagrams(), nodes)) {
      const Facts::Meaning& meaning = analysis_.facts().meaning(variable);
      switch (meaning.kind) {
        case Facts::Meaning::Kind::fact:
        case Facts::Meaning::Kind::member:
          if (is_own(meaning.index)) result.insert(variable);
          break;
        case Facts::Meaning::Kind::literal:
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

  // Between days that the change states. A day that it states may be compared with no missing one: there, which day of a
  // class it is would matter.
  bool is_own_literal(std::uint32_t index) const {
    const DateLiteral& literal = analysis_.facts().literals()[index];
    if (is_own(literal.later) == is_own(literal.earlier)) return is_own(literal.later);
    const FactKey& missing = analysis_.facts()[is_own(literal.later) ? literal.earlier : literal.later].key;
    refuse(missing.element ? library_.vocabulary.records[*missing.element].name : path_of(library_.vocabulary, missing.steps));
  }

  [[noreturn]] static void refuse(const std::string& path) { throw Refusal{fmt::format("what a change leads to may depend on `{}`, which is missing; that is not covered", path)}; }

  model::Value unchanged(FactId fact) const { return variant_.unchanged(analysis_.facts()[fact].key.steps); }

  // How far the class is from what was.
  double distance(Variable variable, std::uint32_t value) const {
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
  static model::Value nearest(const Fact& fact, std::uint32_t class_, const model::Value& before) {
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

  Node nearest_way(Node node) {
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

  NewValues values_along(Node set, const std::optional<Witness>& witness) {
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

  const model::Library& library_;
  const Variant& variant_;
  const Combination& changed_;
  Said before_;
  Analysis analysis_;
  bool needs_search_ = false;
};

class Changing {
 public:
  Changing(const model::Library& library, const Side& side, const model::Record& record, const Options& options)
      : library_{library}, side_{side}, record_{record}, options_{options}, known_{known_record(library, record)} {}

  void run(SmallestChange& result) {
    const Exact now = exact(library_, side_, record_, options_);
    if (!now.complete) throw Refusal{now.limit};
    if (now.answers.size() != 1) throw Refusal{"the answer is open, for want of facts"};
    result.before = now.answers.front();
    result.record = record_;
    if (!has_another_answer(result.before)) return;
    for (std::size_t size = 1; size <= most_changes; ++size) {
      make_variants(size, result.before);
      for (std::size_t edits = 0; edits <= size; ++edits) {
        for (const auto& variant : variants_) {
          if (variant->own_edits() > edits) continue;
          const auto least = variant->least();
          if (!least || *least + variant->own_edits() > size) continue;
          for (const Combination& changed : variant->candidates(size - variant->own_edits(), edits - variant->own_edits())) {
            if (++tried_ > most_tried) throw Refusal{fmt::format("the limit of {} combinations of changed facts was reached", most_tried)};
            Trying trying{library_, side_, *variant, changed, result.before, options_};
            if (const auto values = trying.run()) return tell(*variant, changed, *values, result);
          }
        }
      }
    }
    throw Refusal{fmt::format("no {} changes or fewer lead to another answer, and more are not looked for", most_changes)};
  }

 private:
  // Of any record, that states anything. Finds the lists that anything asks about, with the most elements that can matter.
  bool has_another_answer(const Said& before) {
    Analysis analysis{library_, options_};
    KnownRecord nothing;
    nothing.is_all_free = true;
    analysis.set_record(nothing);
    analysis.add(side_);
    analysis.start();
    const Node answer = analysis.answer(0);
    const Node others = analysis.diagrams().mapped(answer, [&](std::uint32_t value) { return analysis.meaning().spoken(value).said == before ? 0U : 1U; });
    const bool result = analysis.look().way(others).has_value();
    for (const List& list : analysis.atoms().lists()) lists_.emplace(list.fact.steps, 1);
    for (const Atom& atom : analysis.atoms().atoms()) lists_.at(analysis.atoms().lists()[atom.list].fact.steps) += static_cast<std::size_t>(atom.count);
    return result;
  }

  // Every way to state the missing lists or not, with room for so many new elements.
  void make_variants(std::size_t new_elements, const Said& before) {
    std::size_t most = 0;
    for (const auto& [list, elements] : lists_) most = std::max(most, elements);
    if (new_elements > most && !variants_.empty()) return;
    variants_.clear();
    std::vector<Steps> missing;
    for (const auto& [list, elements] : lists_) {
      if (!known_.lists.contains(list)) missing.push_back(list);
    }
    add_variants(missing, new_elements, {}, before);
    std::stable_sort(variants_.begin(), variants_.end(), [](const auto& a, const auto& b) { return a->own_edits() < b->own_edits(); });
  }

  void add_variants(const std::vector<Steps>& missing, std::size_t new_elements, const std::vector<Edit>& edits, const Said& before) {
    if (!missing.empty()) {
      const std::vector<Steps> rest{missing.begin() + 1, missing.end()};
      add_variants(rest, new_elements, edits, before);
      for (const Edit::Kind kind : {Edit::Kind::emptied, Edit::Kind::added}) {
        if (kind == Edit::Kind::emptied && type_of(library_.vocabulary, missing.front()).one_or_more) continue;
        std::vector<Edit> more = edits;
        more.push_back({kind, missing.front(), kind == Edit::Kind::added ? element_step : 0});
        add_variants(rest, new_elements, more, before);
      }
      return;
    }
    KnownRecord known = known_;
    for (const Edit& edit : edits) {
      KnownList& list = known.lists[edit.list];
      list.type = type_of(library_.vocabulary, edit.list).id;
      if (edit.kind == Edit::Kind::added) list.elements.push_back(edit.element);
    }
    for (auto& [steps, list] : known.lists) {
      list.stated = list.elements.size();
      const auto asked = lists_.find(steps);
      if (asked == lists_.end()) continue;
      for (std::size_t i = 0; i < std::min(new_elements, asked->second); ++i) list.elements.push_back(element_step + static_cast<model::FieldId>(list.stated + i));
    }
    variants_.push_back(std::make_unique<Variant>(library_, side_, std::move(known), edits, before, options_));
  }

  void tell(const Variant& variant, const Combination& changed, const NewValues& found, SmallestChange& result) const {
    const auto& values = found.values;
    const model::Vocabulary& vocabulary = library_.vocabulary;
    for (const Edit& edit : changed.edits) {
      if (!known_.lists.contains(edit.list) && edit.element <= element_step) set(result.record, *vocabulary.root, edit.list, 0, model::Elements{});
      if (edit.kind == Edit::Kind::added) elements_of(result.record, edit.list).push_back(model::unknown_record(vocabulary.records[type_of(vocabulary, edit.list).id]));
    }
    for (const auto& [steps, value] : values) {
      if (is_of_added(changed.edits, steps) || variant.unchanged(steps) == value) continue;
      const model::Value stated = value_stated(steps);
      result.changes.push_back({FactChange::Kind::stated, path_of(vocabulary, steps), type_of(vocabulary, steps), is_unknown(stated) ? variant.unchanged(steps) : stated, value, {}});
    }
    for (const auto& [steps, value] : values) set(result.record, *vocabulary.root, steps, 0, value);
    for (const Edit& edit : changed.edits) {
      FactChange change{FactChange::Kind::removed, path_of(vocabulary, edit.kind == Edit::Kind::emptied ? edit.list : place_of(edit)), {}, {}, {}, {}};
      if (edit.kind == Edit::Kind::added) change.kind = FactChange::Kind::added;
      if (edit.kind == Edit::Kind::emptied) change.kind = FactChange::Kind::emptied;
      for (const auto& [steps, value] : values) {
        if (edit.kind == Edit::Kind::added && starts_with(steps, place_of(edit)) && found.needed.contains(steps)) change.facts.push_back({FactChange::Kind::stated, path_of(vocabulary, steps), type_of(vocabulary, steps), {}, value, {}});
      }
      result.changes.push_back(std::move(change));
    }
    for (auto edit = changed.edits.rbegin(); edit != changed.edits.rend(); ++edit) {
      if (edit->kind != Edit::Kind::removed) continue;
      auto& elements = elements_of(result.record, edit->list);
      elements.erase(elements.begin() + static_cast<std::ptrdiff_t>(edit->element - element_step));
    }
    const Exact then = exact(library_, side_, result.record, options_);
    if (!then.complete) throw Refusal{then.limit};
    result.after = then.answers.front();
  }

  // What may be known of a fact that is not known for certain.
  model::Value value_stated(const Steps& steps) const {
    if (const auto part = known_.partly_known_sets.find(steps); part != known_.partly_known_sets.end()) return part->second;
    if (const auto one = known_.narrowed.find(steps); one != known_.narrowed.end()) return model::OneOf{one->second};
    return {};
  }

  static std::vector<model::Record>& elements_of(model::Record& record, const Steps& list) {
    model::Record* current = &record;
    for (std::size_t i = 0; i + 1 < list.size(); ++i) current = &*std::get<syntax::Box<model::Record>>(current->facts[list[i]]);
    return std::get<model::Elements>(current->facts[list.back()]).records;
  }

  void set(model::Record& record, model::RecordId type, const Steps& steps, std::size_t at, const model::Value& value) const {
    model::Value& here = record.facts[steps[at]];
    if (at + 1 == steps.size()) {
      here = value;
      return;
    }
    const model::RecordId inner = library_.vocabulary.records[type].fields[steps[at]].type.id;
    if (steps[at + 1] >= element_step) {
      set(std::get<model::Elements>(here).records[steps[at + 1] - element_step], inner, steps, at + 2, value);
      return;
    }
    if (!std::holds_alternative<syntax::Box<model::Record>>(here)) here = syntax::Box<model::Record>{model::unknown_record(library_.vocabulary.records[inner])};
    set(*std::get<syntax::Box<model::Record>>(here), inner, steps, at + 1, value);
  }

  const model::Library& library_;
  const Side& side_;
  const model::Record& record_;
  const Options& options_;
  KnownRecord known_;
  std::map<Steps, std::size_t> lists_;
  std::vector<std::unique_ptr<Variant>> variants_;
  std::size_t tried_ = 0;
};

}  // namespace

SmallestChange smallest_change(const model::Library& library, const Side& side, const model::Record& record, const Options& options) {
  SmallestChange result;
  try {
    Changing{library, side, record, options}.run(result);
  } catch (const Refusal& refusal) {
    result = {};
    result.complete = false;
    result.limit = refusal.what;
  }
  return result;
}

}  // namespace comity::analyzer
