#include "interpreter/evaluator/evaluate.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <set>

#include <fmt/format.h>

namespace comity::evaluator {

using model::Truth;

std::string_view name(AnswerStatus status) {
  switch (status) {
    case AnswerStatus::decided: return "decided";
    case AnswerStatus::undetermined: return "undetermined";
    case AnswerStatus::conflict: return "conflict";
    case AnswerStatus::silent: return "silent";
  }
  return {};
}

Evaluation::Evaluation(const model::Library& library, const model::Record& record, model::JurisdictionId asker, std::optional<model::Date> on,
                       Options options)
    : library_{library}, record_{record}, on_{on}, options_{options} {
  if (!on_) return;
  // Fact by fact, the nearest jurisdiction at or above the asker that states one on the day.
  for (std::optional<model::JurisdictionId> place = asker; place && *place < library.jurisdictions.size(); place = library.jurisdictions[*place].within) {
    for (const model::StandingFact& fact : library.standing) {
      const bool is_stated = std::any_of(standing_.begin(), standing_.end(), [&](const auto* known) { return known->fact == fact.fact; });
      if (fact.jurisdiction == *place && fact.period.contains(*on_) && !is_stated) standing_.push_back(&fact);
    }
  }
}

std::vector<Supplied> Evaluation::supplied_for(const model::Policy& policy) const {
  std::vector<Supplied> result;
  for (const auto* fact : standing_) result.push_back({&fact->fact, &fact->value});
  // After standing facts, so that those come first.
  for (const auto& presumption : policy.presumptions) result.push_back({&presumption.fact, &presumption.value});
  return result;
}

const model::StandingFact* Evaluation::standing_for(const model::FactRef& fact) const {
  const auto found = std::find_if(standing_.begin(), standing_.end(), [&](const auto* known) { return known->fact == fact; });
  return found == standing_.end() ? nullptr : *found;
}

// ---------------------------------------------------------------------------------- rules

namespace {

bool speaks_to(const model::Rule& rule, model::DecisionId decision) {
  return std::binary_search(rule.speaks_to.begin(), rule.speaks_to.end(), decision);
}

const model::Effect* effect_on(const model::Rule& rule, model::DecisionId decision) {
  const auto found = std::find_if(rule.effects.begin(), rule.effects.end(), [&](const auto& effect) { return effect.decision == decision; });
  return found == rule.effects.end() ? nullptr : &*found;
}

const model::Otherwise* otherwise_on(const model::Policy& policy, model::DecisionId decision) {
  const auto found = std::find_if(policy.otherwise.begin(), policy.otherwise.end(), [&](const auto& known) { return known.effect.decision == decision; });
  return found == policy.otherwise.end() ? nullptr : &*found;
}

Truth condition_of(const Reading& reading, const model::Rule& rule) {
  const Truth when = rule.when ? reading.truth(*rule.when) : Truth::yes;
  const Truth unless = rule.unless ? reading.truth(*rule.unless) : Truth::no;
  return both(when, negated(unless));
}

// An outcome with its term: two rules agree when both are the same.
struct Said {
  std::uint32_t outcome = 0;
  std::optional<model::Term> term;

  friend bool operator==(const Said& a, const Said& b) { return a.outcome == b.outcome && a.term == b.term; }
};

// The path from the record to the fact that starts the clock; empty where none does.
std::vector<model::FieldId> clock_steps(const model::Vocabulary& vocabulary, model::RecordId record) {
  const auto& fields = vocabulary.records[record].fields;
  for (model::FieldId id = 0; id < fields.size(); ++id) {
    if (fields[id].role == model::FieldRole::starts_the_clock) return {id};
    if (fields[id].type.kind != model::Kind::record) continue;
    std::vector<model::FieldId> below = clock_steps(vocabulary, fields[id].type.id);
    if (below.empty()) continue;
    below.insert(below.begin(), id);
    return below;
  }
  return {};
}

}  // namespace

// A policy's rules for one decision, with the truth of each.
struct Evaluation::Settled {
  std::unique_ptr<Reading> reading;
  Truth inside = Truth::yes;           // `applies when`
  std::vector<model::RuleId> ids;      // of the rules that speak to the decision
  std::vector<SettledRule> rules;      // in the same order
  std::vector<Said> said;              // what contributions stand for
};

std::unique_ptr<Reading> Evaluation::reading(model::PolicyId id) const {
  // The supplied facts live as long as the reading that refers to them.
  struct OwnedReading : Reading {
    OwnedReading(const model::Library& library, const model::Record& record, const model::Policy& policy, std::unique_ptr<std::vector<Supplied>> supplied,
                 Ask ask, const Observer* observer)
        : Reading{library.vocabulary, record, policy.definitions, *supplied, std::move(ask), observer}, supplied_facts{std::move(supplied)} {}
    std::unique_ptr<std::vector<Supplied>> supplied_facts;
  };
  const model::Policy& policy = library_.policies[id];
  auto supplied = std::make_unique<std::vector<Supplied>>(supplied_for(policy));
  return std::make_unique<OwnedReading>(
      library_, record_, policy, std::move(supplied), [this](const model::Says& says, PathSet* missing) { return ask(says, missing); }, options_.observer);
}

Evaluation::Settled Evaluation::settled(model::PolicyId id, model::DecisionId decision) const {
  const model::Policy& policy = library_.policies[id];
  Settled result;
  result.reading = reading(id);
  result.inside = policy.applies_when ? result.reading->truth(*policy.applies_when) : Truth::yes;
  std::vector<std::int32_t> place(policy.rules.size(), -1);
  for (model::RuleId rule = 0; rule < policy.rules.size(); ++rule) {
    if (!speaks_to(policy.rules[rule], decision)) continue;
    place[rule] = static_cast<std::int32_t>(result.ids.size());
    result.ids.push_back(rule);
  }
  for (const model::RuleId id_ : result.ids) {
    const model::Rule& rule = policy.rules[id_];
    SettledRule settled_rule{condition_of(*result.reading, rule), {}, nothing};
    for (const model::RuleId other : rule.overrides) {
      if (place[other] >= 0) settled_rule.overrides.push_back(static_cast<std::uint32_t>(place[other]));
    }
    if (const model::Effect* effect = effect_on(rule, decision)) {
      const Said said{effect->outcome, effect->term};
      auto known = std::find(result.said.begin(), result.said.end(), said);
      if (known == result.said.end()) known = result.said.insert(known, said);
      settled_rule.contribution = static_cast<std::int32_t>(known - result.said.begin());
    }
    result.rules.push_back(std::move(settled_rule));
  }
  return result;
}

// ---------------------------------------------------------------------------------- assumed facts

namespace {

using Visit = std::function<void(const model::FactRef&)>;
using VisitSays = std::function<void(const model::Says&)>;
using VisitElements = std::function<void(const model::FactRef& list, const model::FactRef& fact)>;

struct Visitors {
  Visit fact;              // of the record itself
  VisitElements elements;  // of each element of a list
  VisitSays says;
};

// What `it` is, while conditions are walked: a record that the record holds, an element of a list, or one that it holds.
struct It {
  const model::FactRef* list = nullptr;    // of which it is an element
  const model::FactRef* prefix = nullptr;  // from the record, or from the element, to it
};

model::FactRef joined(const model::FactRef* prefix, const model::FactRef& fact) {
  if (prefix == nullptr) return fact;
  model::FactRef whole = *prefix;
  whole.steps.insert(whole.steps.end(), fact.steps.begin(), fact.steps.end());
  whole.type = fact.type;
  return whole;
}

void visit_day(const model::DayExpr& day, const Visit& visit) {
  for (const model::DayTerm& term : day.latest_of) {
    if (const auto* fact = std::get_if<model::FactRef>(&term.base)) visit(*fact);
  }
}

// Every fact that a condition mentions, through definitions.
void visit_facts(const std::vector<model::Definition>& definitions, const model::Condition& condition, const It& it, const Visitors& visit) {
  const Visit of_root = [&](const model::FactRef& fact) {
    if (!fact.of_element) return visit.fact(fact);
    if (it.list != nullptr) return visit.elements(*it.list, joined(it.prefix, fact));
    if (it.prefix != nullptr) visit.fact(joined(it.prefix, fact));
  };
  const auto inner = [&](const model::Condition& next) { visit_facts(definitions, next, it, visit); };
  std::visit(overloaded{
                 [&](const model::AllOf& all) { std::for_each(all.links.begin(), all.links.end(), inner); },
                 [&](const model::AnyOf& any) { std::for_each(any.links.begin(), any.links.end(), inner); },
                 [&](const model::Negation& negation) { inner(*negation.operand); },
                 [&](const model::Holds& node) { of_root(node.fact); },
                 [&](const model::ChosenAmong& node) { of_root(node.fact); },
                 [&](const model::HasMember& node) { of_root(node.fact); },
                 [&](const model::TextAmong& node) { of_root(node.fact); },
                 [&](const model::IsNone& node) { of_root(node.fact); },
                 [&](const model::NumberCompared& node) { of_root(node.fact); },
                 [&](const model::DayCompared& node) {
                   of_root(node.fact);
                   visit_day(node.day, of_root);
                 },
                 [&](const model::DayWithin& node) {
                   of_root(node.fact);
                   visit_day(node.day, of_root);
                 },
                 [&](const model::Quantified& node) {
                   visit.fact(node.list);
                   for (const auto& key : node.distinct_by) visit.elements(node.list, key);
                   for (const auto& next : node.condition) visit_facts(definitions, next, {&node.list, nullptr}, visit);
                 },
                 [&](const model::Defined& node) {
                   const model::Condition& defined = definitions[node.definition].condition;
                   if (node.subject.empty()) return visit_facts(definitions, defined, it, visit);
                   const model::FactRef& subject = node.subject.front();
                   if (!subject.of_element) return visit_facts(definitions, defined, {nullptr, &subject}, visit);
                   if (it.list == nullptr) return visit_facts(definitions, defined, {}, visit);
                   const model::FactRef whole = joined(it.prefix, subject);
                   visit_facts(definitions, defined, {it.list, &whole}, visit);
                 },
                 [&](const model::Says& says) { visit.says(says); },
             },
             condition.node);
}

// Calls `visit` for each condition that bears on a policy's answer for a decision.
void visit_conditions(const model::Policy& policy, model::DecisionId decision, const std::function<void(const model::Condition&)>& visit) {
  if (policy.applies_when) visit(*policy.applies_when);
  for (const model::Rule& rule : policy.rules) {
    if (!speaks_to(rule, decision)) continue;
    if (rule.when) visit(*rule.when);
    if (rule.unless) visit(*rule.unless);
  }
}

void add_assumed(const model::Library& library, const model::Record& record, const std::vector<const model::StandingFact*>& standing,
                 const model::TableSupplies* tables, model::PolicyId id, model::DecisionId decision, std::set<std::string>& assumed) {
  const model::Policy& policy = library.policies[id];
  const auto add_if_by_section = [&](const std::string& path) {
    const auto* source = tables == nullptr ? nullptr : tables->find(path);
    if (source != nullptr && source->by_section) assumed.insert(path);
  };
  const Visit visit_fact = [&](const model::FactRef& fact) {
    if (tables != nullptr && !tables->facts.empty()) add_if_by_section(path_text(library.vocabulary, fact));
    if (!is_unknown(value_at(record, fact.steps))) return;
    const bool stands = std::any_of(standing.begin(), standing.end(), [&](const auto* known) { return known->fact == fact; });
    const bool is_presumed = std::any_of(policy.presumptions.begin(), policy.presumptions.end(), [&](const auto& known) { return known.fact == fact; });
    if (stands || is_presumed) assumed.insert(path_text(library.vocabulary, fact));
  };
  const VisitElements visit_elements = [&](const model::FactRef& list, const model::FactRef& fact) {
    const auto* elements = std::get_if<model::Elements>(&value_at(record, list.steps));
    if (elements == nullptr || tables == nullptr || tables->facts.empty()) return;
    for (std::size_t i = 0; i < elements->records.size(); ++i) {
      add_if_by_section(fmt::format("{}[{}].{}", path_text(library.vocabulary, list), i, path_text(library.vocabulary, fact)));
    }
  };
  const VisitSays visit_says = [&](const model::Says& says) { add_assumed(library, record, standing, tables, says.policy, says.decision, assumed); };
  const Visitors visit{visit_fact, visit_elements, visit_says};
  visit_conditions(policy, decision, [&](const model::Condition& condition) { visit_facts(policy.definitions, condition, {}, visit); });
}

}  // namespace

// ---------------------------------------------------------------------------------- terms

std::optional<model::DateTime> Evaluation::start_of(const model::Term& term) const {
  const auto* hours = std::get_if<model::HoursTerm>(&term);
  const std::vector<model::FieldId> steps =
      hours != nullptr && !hours->from.empty() ? hours->from.front().steps : clock_steps(library_.vocabulary, *library_.vocabulary.root);
  if (steps.empty()) return std::nullopt;
  const model::Value* start = &value_at(record_, steps);
  for (const auto* fact : standing_) {
    if (is_unknown(*start) && fact->fact.steps == steps) start = &fact->value;
  }
  const auto* time = std::get_if<model::DateTime>(start);
  return time == nullptr ? std::nullopt : std::optional{*time};
}

std::optional<model::Expiry> Evaluation::expiry(const model::Term& term) const {
  const auto start = start_of(term);
  if (!start) return std::nullopt;
  return expiry_of(term, *start, options_.holidays);
}

std::optional<model::Term> Evaluation::first_to_end(const std::vector<std::optional<model::Term>>& terms) const {
  std::vector<model::RunningTerm> running;
  for (const auto& term : terms) {
    if (term) running.push_back({&*term, start_of(*term)});
  }
  const model::RunningTerm* first = first_to_expire(running, options_.holidays);
  return first == nullptr ? std::nullopt : std::optional{*first->term};
}

// ---------------------------------------------------------------------------------- answers

std::vector<std::string> names_of(const model::Decision& decision, const std::vector<Variant>& variants) {
  std::set<std::string> names;
  for (const Variant& variant : variants) {
    switch (variant.kind) {
      case Variant::Kind::outcome: names.insert(decision.outcomes[variant.outcome]); break;
      case Variant::Kind::silent: names.insert("silent"); break;
      case Variant::Kind::conflicting: names.insert("conflict"); break;
    }
  }
  return {names.begin(), names.end()};
}

std::vector<std::string> determinations_in(const model::Vocabulary& vocabulary, const std::vector<std::string>& missing) {
  std::vector<std::string> result;
  for (const model::Field& field : vocabulary.root_record().fields) {
    if (field.is_determination && std::find(missing.begin(), missing.end(), field.name) != missing.end()) result.push_back(field.name);
  }
  std::sort(result.begin(), result.end());
  return result;
}

AnswerStatus status_of(const std::vector<std::string>& possible) {
  if (possible.size() > 1) return AnswerStatus::undetermined;
  if (possible.front() == "silent") return AnswerStatus::silent;
  return possible.front() == "conflict" ? AnswerStatus::conflict : AnswerStatus::decided;
}

// One variant for each result that some way of settling leads to, with the rules that decide then.
std::vector<Variant> Evaluation::variants_of(const model::Policy& policy, model::DecisionId decision, const Settled& state) const {
  std::map<Together, Variant> by_result;
  const model::Otherwise* otherwise = otherwise_on(policy, decision);
  for (const Together result : settle(state.rules)) {
    Variant& variant = by_result[result];
    if (result == conflict) {
      variant.kind = Variant::Kind::conflicting;
    } else if (result != nothing) {
      const Said& said = state.said[static_cast<std::size_t>(result)];
      variant = {Variant::Kind::outcome, said.outcome, said.term, {}, {}};
    } else if (otherwise != nullptr) {
      variant = {Variant::Kind::outcome, otherwise->effect.outcome, otherwise->effect.term, {"otherwise"}, {"otherwise"}};
    }
  }
  for (std::uint32_t i = 0; i < state.rules.size(); ++i) {
    if (state.rules[i].contribution < 0) continue;  // a bar decides nothing
    std::map<Together, std::set<bool>> seen;
    for (const auto& [result, applied] : settle_watching(state.rules, i)) seen[result].insert(applied);
    const std::string& name = policy.rules[state.ids[i]].name;
    for (const auto& [result, applied] : seen) {
      if (applied.contains(true)) by_result[result].rules_sometimes.push_back(name);
      if (!applied.contains(false)) by_result[result].rules_always.push_back(name);
    }
  }
  std::vector<Variant> variants;
  for (auto& [result, variant] : by_result) {
    std::sort(variant.rules_always.begin(), variant.rules_always.end());
    std::sort(variant.rules_sometimes.begin(), variant.rules_sometimes.end());
    variants.push_back(std::move(variant));
  }
  return variants;
}

Weighed Evaluation::weigh(model::PolicyId id, model::DecisionId decision) const {
  const model::Policy& policy = library_.policies[id];
  const Settled state = settled(id, decision);
  Weighed weighed;
  if (state.inside != Truth::no) weighed.variants = variants_of(policy, decision, state);
  if (state.inside != Truth::yes) weighed.variants.push_back({});

  if (names_of(library_.vocabulary.decisions[decision], weighed.variants).size() > 1) {
    PathSet missing;
    if (policy.applies_when && state.inside == Truth::unknown) state.reading->add_missing(*policy.applies_when, nullptr, missing);
    for (std::size_t i = 0; i < state.ids.size(); ++i) {
      if (state.rules[i].condition != Truth::unknown) continue;
      const model::Rule& rule = policy.rules[state.ids[i]];
      if (rule.when) state.reading->add_missing(*rule.when, nullptr, missing);
      if (rule.unless) state.reading->add_missing(*rule.unless, nullptr, missing);
    }
    weighed.missing.assign(missing.begin(), missing.end());
  }
  std::set<std::string> assumed;
  add_assumed(library_, record_, standing_, options_.tables, id, decision, assumed);
  weighed.assumed.assign(assumed.begin(), assumed.end());
  add_duties(policy, decision, state, weighed);
  return weighed;
}

Answer Evaluation::answer(model::PolicyId id, model::DecisionId decision_id) const {
  Weighed weighed = weigh(id, decision_id);
  Answer answer;
  answer.policy = id;
  answer.decision = decision_id;
  answer.on = on_;
  answer.possible = names_of(library_.vocabulary.decisions[decision_id], weighed.variants);
  answer.status = status_of(answer.possible);
  // Those that decide in every way; where none does, those that decide in some.
  answer.rules = weighed.variants.front().rules_always;
  std::set<std::string> in_some_way;
  for (const Variant& variant : weighed.variants) {
    std::erase_if(answer.rules, [&](const std::string& rule) { return std::find(variant.rules_always.begin(), variant.rules_always.end(), rule) == variant.rules_always.end(); });
    in_some_way.insert(variant.rules_sometimes.begin(), variant.rules_sometimes.end());
  }
  if (answer.rules.empty()) answer.rules.assign(in_some_way.begin(), in_some_way.end());
  if (answer.status == AnswerStatus::decided) {
    answer.outcome = weighed.variants.front().outcome;
    std::vector<std::optional<model::Term>> terms;
    for (const Variant& variant : weighed.variants) terms.push_back(variant.term);
    answer.terms = first_to_end(terms);
    if (answer.terms) answer.expires = expiry(*answer.terms);
  }
  answer.missing = std::move(weighed.missing);
  answer.determinations_needed = determinations_in(library_.vocabulary, answer.missing);
  answer.assumed = std::move(weighed.assumed);
  answer.duties = std::move(weighed.duties);
  answer.duties_possible = std::move(weighed.duties_possible);
  return answer;
}

// A rule that only requires adds its duties to every answer inside `applies when`, *silent* too; one that speaks to the
// decision adds them where it applies.
void Evaluation::add_duties(const model::Policy& policy, model::DecisionId decision, const Settled& state, Weighed& weighed) const {
  std::set<std::string> sure;
  std::set<std::string> maybe;
  for (model::RuleId id = 0; id < policy.rules.size(); ++id) {
    const model::Rule& rule = policy.rules[id];
    if (rule.duties.empty()) continue;
    const bool only_requires = rule.effects.empty() && rule.overrides.empty();
    if (!only_requires && !speaks_to(rule, decision)) continue;
    const auto place = std::find(state.ids.begin(), state.ids.end(), id);
    const Truth here = only_requires ? condition_of(*state.reading, rule) : applies(state.rules, static_cast<std::uint32_t>(place - state.ids.begin()));
    const Truth required = both(state.inside, here);
    for (const model::DutyId duty : rule.duties) {
      if (required == Truth::yes) sure.insert(library_.vocabulary.duties[duty].name);
      if (required == Truth::unknown) maybe.insert(library_.vocabulary.duties[duty].name);
    }
  }
  weighed.duties.assign(sure.begin(), sure.end());
  std::set_difference(maybe.begin(), maybe.end(), sure.begin(), sure.end(), std::back_inserter(weighed.duties_possible));
}

Trace Evaluation::trace(model::PolicyId id, model::DecisionId decision) const {
  const Settled state = settled(id, decision);
  Trace trace;
  trace.inside = state.inside;
  for (std::uint32_t i = 0; i < state.ids.size(); ++i) trace.rules.push_back({state.ids[i], state.rules[i].condition, applies(state.rules, i)});
  return trace;
}

// True when every possible answer satisfies it, false when none does; *silent* and *conflict* satisfy nothing.
Truth Evaluation::ask(const model::Says& says, PathSet* missing) const {
  const Answer answer_ = answer(says.policy, says.decision);
  const model::Decision& decision = library_.vocabulary.decisions[says.decision];
  std::size_t satisfied = 0;
  for (const std::string& outcome : answer_.possible) {
    const auto index = decision.find(outcome);
    if (index && says.accepted[*index]) ++satisfied;
  }
  if (missing != nullptr) missing->insert(answer_.missing.begin(), answer_.missing.end());
  if (satisfied == 0) return Truth::no;
  return satisfied == answer_.possible.size() ? Truth::yes : Truth::unknown;
}

// ---------------------------------------------------------------------------------- days and constraints

namespace {

std::optional<model::Date> dated_by(const model::Vocabulary& vocabulary, const model::Record& record, model::RecordId type, model::FieldRole role) {
  const auto& fields = vocabulary.records[type].fields;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    const model::Value& value = record.facts[i];
    if (fields[i].role == role) {
      if (const auto* date = std::get_if<model::Date>(&value)) return *date;
      if (const auto* time = std::get_if<model::DateTime>(&value)) return time->day;
    }
    if (const auto* nested = std::get_if<syntax::Box<model::Record>>(&value)) {
      if (const auto date = dated_by(vocabulary, **nested, fields[i].type.id, role)) return date;
    }
  }
  return std::nullopt;
}

void check_always(const model::Library& library, const Reading& reading, const model::Record& record, model::RecordId type, const std::string& path,
                  std::vector<BrokenAlways>& broken) {
  const Element element{&record, path, {}};
  for (const model::Always& always : library.always) {
    if (always.record == type && reading.truth(always.condition, &element) == Truth::no) broken.push_back({&always, path});
  }
  const auto& fields = library.vocabulary.records[type].fields;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    const std::string here = (path.empty() ? "" : path + ".") + fields[i].name;
    if (const auto* nested = std::get_if<syntax::Box<model::Record>>(&record.facts[i])) {
      check_always(library, reading, **nested, fields[i].type.id, here, broken);
    }
    if (const auto* elements = std::get_if<model::Elements>(&record.facts[i])) {
      for (std::size_t k = 0; k < elements->records.size(); ++k) {
        check_always(library, reading, elements->records[k], fields[i].type.id, fmt::format("{}[{}]", here, k), broken);
      }
    }
  }
}

}  // namespace

std::optional<model::Date> day_asked(const model::Vocabulary& vocabulary, const model::Record& record, std::optional<model::Date> on) {
  if (on) return on;
  if (const auto date = dated_by(vocabulary, record, *vocabulary.root, model::FieldRole::dates_the_request)) return date;
  return dated_by(vocabulary, record, *vocabulary.root, model::FieldRole::dates_the_record);
}

std::vector<BrokenAlways> broken_always(const model::Library& library, const model::Record& record) {
  const std::vector<Supplied> nothing_supplied;
  const Reading reading{library.vocabulary, record, library.always_definitions, nothing_supplied, [](const model::Says&, PathSet*) { return Truth::unknown; }};
  std::vector<BrokenAlways> broken;
  if (!library.always.empty()) check_always(library, reading, record, *library.vocabulary.root, "", broken);
  return broken;
}

}  // namespace comity::evaluator
