#include "interpreter/explainer/changes.hpp"

#include <algorithm>
#include <cstdlib>
#include <map>

namespace comity::explainer {
namespace {

using evaluator::Element;
using model::Value;

constexpr std::size_t most_trials = 5'000;

// Where a fact stands in a record: of the record itself, or of an element of one of its lists.
struct Place {
  std::vector<model::FieldId> list;  // empty: no list
  std::size_t index = 0;
  std::vector<model::FieldId> steps;
};

struct Candidate {
  Place place;
  model::Type type;
  Value value;
  double distance = 0;  // from the value stated; 0 where nothing is
};

class Trials {
 public:
  Trials(const evaluator::Evaluation& evaluation, const model::Record& record, const Ask& ask)
      : library_{evaluation.library()}, record_{record}, evaluation_{evaluation}, ask_{ask} {}

  void collect(model::PolicyId policy_id, model::DecisionId decision) {
    const model::Policy& policy = library_.policies[policy_id];
    const auto reading = evaluation_.reading(policy_id);
    if (policy.applies_when) collect_from(*reading, *policy.applies_when, nullptr, {});
    for (const model::Rule& rule : policy.rules) {
      if (!std::binary_search(rule.speaks_to.begin(), rule.speaks_to.end(), decision)) continue;
      if (rule.when) collect_from(*reading, *rule.when, nullptr, {});
      if (rule.unless) collect_from(*reading, *rule.unless, nullptr, {});
    }
  }

  std::vector<Change> run() {
    const std::vector<std::string> before = ask_(record_).possible;
    std::map<std::pair<std::string, std::string>, Change> found;
    for (auto& [path, candidates] : candidates_) {
      std::stable_sort(candidates.begin(), candidates.end(), [](const Candidate& a, const Candidate& b) { return a.distance < b.distance; });
      for (const Candidate& candidate : candidates) {
        if (trials_++ >= most_trials) break;
        const auto answer = answer_after(candidate);
        if (!answer || answer->possible.size() > 1 || answer->possible == before) continue;
        const std::string& outcome = answer->possible.front();
        found.emplace(std::pair{path, outcome}, Change{path, to_text(library_.vocabulary, candidate.type, candidate.value), outcome});
      }
    }
    std::vector<Change> result;
    for (auto& [key, change] : found) result.push_back(std::move(change));
    return result;
  }

 private:
  // Null when the changed record could not be.
  std::optional<evaluator::Answer> answer_after(const Candidate& candidate) const {
    model::Record changed = record_;
    const model::Vocabulary& vocabulary = library_.vocabulary;
    if (candidate.place.list.empty()) {
      set_value_at(vocabulary, changed, *vocabulary.root, candidate.place.steps, candidate.value);
    } else {
      // Lists stand in the record itself: one step.
      auto* elements = std::get_if<model::Elements>(&changed.facts[candidate.place.list.front()]);
      if (elements == nullptr) return std::nullopt;
      const model::RecordId type = vocabulary.root_record().fields[candidate.place.list.front()].type.id;
      set_value_at(vocabulary, elements->records[candidate.place.index], type, candidate.place.steps, candidate.value);
    }
    if (!evaluator::broken_always(library_, changed).empty()) return std::nullopt;
    return ask_(changed);
  }

  void add(const evaluator::Reading& reading, const model::FactRef& fact, const Element* element, const Place& place, Value value, double distance) {
    if (value == reading.value_of(fact, element)) return;
    Place here = place;
    here.steps = fact.steps;
    if (fact.of_element && element != nullptr && !element->root_steps.empty()) {
      here.steps = element->root_steps;
      here.steps.insert(here.steps.end(), fact.steps.begin(), fact.steps.end());
      here.list.clear();
    }
    if (!fact.of_element) here.list.clear();
    candidates_[reading.path_of(fact, element)].push_back({std::move(here), fact.type, std::move(value), distance});
  }

  void add_moment(const evaluator::Reading& reading, const model::FactRef& fact, const Element* element, const Place& place, const model::Moment& moment) {
    for (const int shift : {0, 1, -1}) {
      const model::Moment moved = shifted(moment, {shift, model::DurationUnit::days});
      const model::Date day = std::holds_alternative<model::Date>(moved) ? std::get<model::Date>(moved) : std::get<model::DateTime>(moved).day;
      if (day.year() < std::chrono::year{1} || day.year() > std::chrono::year{9999}) continue;
      Value value = day;
      if (fact.type.kind == model::Kind::date_time) {
        const auto* time = std::get_if<model::DateTime>(&moved);
        value = time != nullptr ? *time : model::DateTime{day, 0};
      }
      const Value& stated = reading.value_of(fact, element);
      double distance = 0;
      if (const auto* date = std::get_if<model::Date>(&stated)) distance = std::abs(static_cast<double>(model::days_between(*date, day)));
      if (const auto* time = std::get_if<model::DateTime>(&stated)) distance = std::abs(static_cast<double>(model::days_between(time->day, day)));
      add(reading, fact, element, place, std::move(value), distance);
    }
  }

  static std::optional<model::Moment> moment_in(const Value& value) {
    if (const auto* date = std::get_if<model::Date>(&value)) return *date;
    if (const auto* time = std::get_if<model::DateTime>(&value)) return *time;
    return std::nullopt;
  }

  // The days at the bound, for the fact that is compared and for those that it is compared with.
  void add_days(const evaluator::Reading& reading, const model::FactRef& fact, const model::DayExpr& day, const std::vector<model::Duration>& more, const Element* element,
                const Place& place) {
    const auto own = moment_in(reading.value_of(fact, element));
    for (const model::DayTerm& term : day.latest_of) {
      std::vector<model::Duration> shifts = term.shifts;
      shifts.insert(shifts.end(), more.begin(), more.end());
      auto moment = moment_in(reading.day_of(term, element));
      if (moment) {
        for (const model::Duration& shift : more) moment = shifted(*moment, shift);
        add_moment(reading, fact, element, place, *moment);
      }
      const auto* base = std::get_if<model::FactRef>(&term.base);
      if (base == nullptr || !own) continue;
      model::Moment back = *own;
      for (const model::Duration& shift : shifts) {
        if (shift.unit == model::DurationUnit::hours && std::holds_alternative<model::Date>(back)) continue;
        back = shifted(back, {-shift.count, shift.unit});
      }
      add_moment(reading, *base, element, place, back);
    }
  }

  void collect_from(const evaluator::Reading& reading, const model::Condition& condition, const Element* element, const Place& place) {
    const auto all = [&](const std::vector<model::Condition>& links) {
      for (const model::Condition& link : links) collect_from(reading, link, element, place);
    };
    std::visit(overloaded{
                   [&](const model::AllOf& node) { all(node.links); },
                   [&](const model::AnyOf& node) { all(node.links); },
                   [&](const model::Negation& node) { collect_from(reading, *node.operand, element, place); },
                   [&](const model::Holds& node) {
                     add(reading, node.fact, element, place, true, 0);
                     add(reading, node.fact, element, place, false, 0);
                   },
                   [&](const model::ChosenAmong& node) {
                     const auto* stated = std::get_if<model::Chosen>(&reading.value_of(node.fact, element));
                     for (std::uint32_t i = 0; i < node.accepted.size(); ++i) {
                       const double distance = stated == nullptr ? i : std::abs(static_cast<double>(i) - static_cast<double>(stated->index));
                       add(reading, node.fact, element, place, model::Chosen{i}, distance);
                     }
                     if (node.fact.type.or_none) add(reading, node.fact, element, place, model::None{}, 100);
                   },
                   [&](const model::HasMember& node) {
                     const auto* stated = std::get_if<model::Members>(&reading.value_of(node.fact, element));
                     if (stated == nullptr) return;
                     model::Members toggled = *stated;
                     toggled.of[node.member] = negated(toggled.of[node.member]);
                     add(reading, node.fact, element, place, std::move(toggled), 0);
                   },
                   [&](const model::TextAmong& node) { add(reading, node.fact, element, place, node.accepted.front(), 0); },
                   [&](const model::IsNone& node) { add(reading, node.fact, element, place, model::None{}, 0); },
                   [&](const model::NumberCompared& node) {
                     const auto* stated = std::get_if<std::int64_t>(&reading.value_of(node.fact, element));
                     for (const std::int64_t bound : {node.bound - 1, node.bound, node.bound + 1}) {
                       if (bound < node.fact.type.least || bound > node.fact.type.most) continue;
                       add(reading, node.fact, element, place, bound, stated == nullptr ? 0 : std::abs(static_cast<double>(bound - *stated)));
                     }
                   },
                   [&](const model::DayCompared& node) { add_days(reading, node.fact, node.day, {}, element, place); },
                   [&](const model::DayWithin& node) {
                     add_days(reading, node.fact, node.day, {}, element, place);
                     const std::int64_t count = node.side == model::WindowSide::before ? -node.length.count : node.length.count;
                     add_days(reading, node.fact, node.day, {{count, node.length.unit}}, element, place);
                   },
                   [&](const model::Quantified& node) {
                     const model::Elements* elements = reading.elements_of(node.list);
                     if (elements == nullptr || node.condition.empty()) return;
                     for (std::size_t i = 0; i < elements->records.size(); ++i) {
                       const Element inner = reading.element_at(node.list, *elements, i);
                       collect_from(reading, node.condition.front(), &inner, {node.list.steps, i, {}});
                     }
                   },
                   [&](const model::Defined& node) {
                     const Element subject = reading.subject_of(node, element);
                     const model::Definition& definition = reading.definition(node.definition);
                     collect_from(reading, definition.condition, definition.record ? &subject : nullptr, place);
                   },
                   [&](const model::Says& node) { collect(node.policy, node.decision); },
               },
               condition.node);
  }

  const model::Library& library_;
  const model::Record& record_;
  const evaluator::Evaluation& evaluation_;
  const Ask& ask_;
  std::map<std::string, std::vector<Candidate>, evaluator::PathOrder> candidates_;
  std::size_t trials_ = 0;
};

}  // namespace

std::vector<Change> single_changes(const evaluator::Evaluation& evaluation, const model::Record& record, const std::vector<model::PolicyId>& policies,
                                   model::DecisionId decision, const Ask& ask) {
  Trials trials{evaluation, record, ask};
  for (const model::PolicyId policy : policies) trials.collect(policy, decision);
  return trials.run();
}

}  // namespace comity::explainer
