#include <algorithm>
#include <functional>

#include <fmt/format.h>

#include "interpreter/analyzer/meaning.hpp"

namespace comity::analyzer {
namespace {

bool speaks_to(const model::Rule& rule, model::DecisionId decision) { return std::binary_search(rule.speaks_to.begin(), rule.speaks_to.end(), decision); }

const model::Effect* effect_on(const model::Rule& rule, model::DecisionId decision) {
  const auto found = std::find_if(rule.effects.begin(), rule.effects.end(), [&](const auto& effect) { return effect.decision == decision; });
  return found == rule.effects.end() ? nullptr : &*found;
}

bool is_may(const std::string& outcome) { return outcome.starts_with("may "); }

// `honor` of both `honor` and `may honor`.
std::string base_of_outcome(const std::string& outcome) { return is_may(outcome) ? outcome.substr(4) : outcome; }

}  // namespace

// ---------------------------------------------------------------------------------- the first pass

void Meaning::note_rule(model::PolicyId policy, const model::Rule& rule) {
  facts_.begin_rule();
  if (rule.when) note(*rule.when, context_of(policy));
  if (rule.unless) note(*rule.unless, context_of(policy));
}

// Rules in the order of their names: of those that decide the first by name is told, so diagrams are small when facts
// follow that order. Rules of one name in two texts are mostly the same rule, and stand together.
void Meaning::note_policies(const std::vector<std::pair<model::PolicyId, model::DecisionId>>& policies) {
  struct Entry {
    const model::Rule* rule;
    model::PolicyId policy;
  };
  std::vector<Entry> entries;
  for (const auto& [policy, decision] : policies) {
    if (!noted_.insert({fixed_, policy, decision, 0}).second) continue;
    const model::Policy& known = library_.policies[policy];
    if (known.applies_when) note(*known.applies_when, context_of(policy));
    for (const model::Rule& rule : known.rules) {
      const bool only_requires = rule.effects.empty() && rule.overrides.empty();
      if (speaks_to(rule, decision) || only_requires) entries.push_back({&rule, policy});
    }
  }
  std::stable_sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) { return a.rule->name < b.rule->name; });
  for (const Entry& entry : entries) note_rule(entry.policy, *entry.rule);
}

// ---------------------------------------------------------------------------------- one policy

std::uint32_t Meaning::place_of(Spoken spoken) {
  const auto [known, is_new] = spoken_places_.emplace(spoken, static_cast<std::uint32_t>(spoken_.size()));
  if (is_new) spoken_.push_back(std::move(spoken));
  return known->second;
}

std::uint32_t Meaning::name_place(const std::string& name) {
  const auto known = std::find(names_.begin(), names_.end(), name);
  const auto place = static_cast<std::uint32_t>(known - names_.begin());
  if (known == names_.end()) names_.push_back(name);
  return place;
}

std::uint32_t Meaning::term_place(const model::Term& term) {
  const auto known = std::find(terms_.begin(), terms_.end(), term);
  const auto place = static_cast<std::uint32_t>(known - terms_.begin());
  if (known == terms_.end()) terms_.push_back(term);
  return place;
}

Node Meaning::inside(model::PolicyId policy) {
  const auto& applies_when = library_.policies[policy].applies_when;
  return applies_when ? node(*applies_when, context_of(policy)) : yes;
}

// Its condition holds, and no rule that overrides it applies to the decision.
Node Meaning::rule_applies(model::PolicyId policy, model::DecisionId decision, model::RuleId id) {
  const RuleKey key{fixed_, policy, decision, id};
  if (const auto known = applies_.find(key); known != applies_.end()) return known->second;
  const model::Policy& text = library_.policies[policy];
  const model::Rule& rule = text.rules[id];
  Node result = rule.when ? node(*rule.when, context_of(policy)) : yes;
  if (rule.unless) result = diagrams_.without(result, node(*rule.unless, context_of(policy)));
  for (model::RuleId other = 0; other < text.rules.size(); ++other) {
    const auto& overrides = text.rules[other].overrides;
    if (!speaks_to(text.rules[other], decision) || std::find(overrides.begin(), overrides.end(), id) == overrides.end()) continue;
    result = diagrams_.without(result, rule_applies(policy, decision, other));
  }
  applies_.emplace(key, result);
  return result;
}

Node Meaning::said_by_rules(model::PolicyId policy, model::DecisionId decision, Told told, Node within) {
  const model::Policy& text = library_.policies[policy];
  struct Speaker {
    const model::Rule* rule;
    const model::Effect* effect;
    Node applies;
  };
  std::vector<Speaker> speakers;
  for (model::RuleId id = 0; id < text.rules.size(); ++id) {
    const model::Effect* effect = effect_on(text.rules[id], decision);
    if (effect != nullptr) speakers.push_back({&text.rules[id], effect, diagrams_.both(within, rule_applies(policy, decision, id))});
  }
  std::sort(speakers.begin(), speakers.end(), [](const Speaker& a, const Speaker& b) { return a.rule->name > b.rule->name; });

  // From the last name to the first, what each says alone; beside it, whether any two say different things.
  const auto spoken = [&](const model::Effect& effect, const std::string& rule) {
    Spoken result;
    result.said = {AnswerKind::outcome, effect.outcome};
    if (told == Told::rules) result.rule = result.any_rule = name_place(rule);
    if (effect.term && told == Told::terms) result.terms.push_back({term_place(*effect.term), effect.outcome, 0});
    return diagrams_.terminal(place_of(std::move(result)));
  };
  const auto otherwise = std::find_if(text.otherwise.begin(), text.otherwise.end(), [&](const auto& known) { return known.effect.decision == decision; });
  const Node silent = diagrams_.terminal(place_of({}));
  Node alone = otherwise == text.otherwise.end() ? silent : spoken(otherwise->effect, "otherwise");
  Node in_conflict = silent;
  std::map<std::pair<std::uint32_t, std::uint32_t>, Node> by_contribution;  // outcome, and term from 1
  for (const Speaker& speaker : speakers) {
    alone = diagrams_.choose(speaker.applies, spoken(*speaker.effect, speaker.rule->name), alone);
    Spoken conflict;
    conflict.said = {AnswerKind::conflict, 0};
    if (told == Told::rules) conflict.rule = conflict.any_rule = name_place(speaker.rule->name);
    in_conflict = diagrams_.choose(speaker.applies, diagrams_.terminal(place_of(conflict)), in_conflict);
    Node& contribution = by_contribution[{speaker.effect->outcome, speaker.effect->term ? term_place(*speaker.effect->term) + 1 : 0}];
    contribution = diagrams_.either(contribution, speaker.applies);
  }
  Node some = no;
  Node differ = no;
  for (const auto& [key, applies] : by_contribution) {
    differ = diagrams_.either(differ, diagrams_.both(some, applies));
    some = diagrams_.either(some, applies);
  }
  return diagrams_.choose(diagrams_.both(within, inside(policy)), diagrams_.choose(differ, in_conflict, alone), silent);
}

Node Meaning::answer(model::PolicyId policy, model::DecisionId decision, Told told, Node within) {
  const std::tuple key{RuleKey{fixed_, policy, decision, 0}, told, within};
  if (const auto known = answers_.find(key); known != answers_.end()) return known->second;
  const Node result = said_by_rules(policy, decision, told, within);
  answers_.emplace(key, result);
  return result;
}

// *Silent* and *conflict* satisfy nothing.
Node Meaning::says(const model::Says& says) {
  return diagrams_.mapped(answer(says.policy, says.decision), [&](std::uint32_t value) {
    const Said& said = spoken_[value].said;
    return said.kind == AnswerKind::outcome && says.accepted[said.outcome] ? 1U : 0U;
  });
}

// ---------------------------------------------------------------------------------- a stack of law

// The policy's answer as one voice of a level.
Node Meaning::as_voice(model::PolicyId policy, model::DecisionId decision, std::uint32_t depth, Told told, Node within) {
  return diagrams_.mapped(answer(policy, decision, told, within), [&](std::uint32_t value) {
    Spoken voice = spoken_[value];
    if (voice.rule != 0) voice.rule = voice.any_rule = name_place(library_.policies[policy].name + "." + names_[voice.rule]);
    for (TermAt& term : voice.terms) term.level = depth;
    // While a stack is gone through, binding and `may` are told apart by the decision's ladder.
    voice.is_final = voice.said.kind == AnswerKind::conflict ||
                     (voice.said.kind == AnswerKind::outcome && !is_may(library_.vocabulary.decisions[decision].outcomes[voice.said.outcome]));
    return place_of(std::move(voice));
  });
}

// Two voices of one level: silent and `may` yield to a binding answer, two different binding answers are a conflict,
// of two `may …` the least on the ladder holds.
Node Meaning::together(Node a, Node b) {
  return diagrams_.combined(a, b, [&](std::uint32_t x, std::uint32_t y) {
    const Spoken one = spoken_[x];
    const Spoken other = spoken_[y];
    const auto rank = [](const Spoken& spoken) {
      if (spoken.said.kind == AnswerKind::silent) return 0;
      if (spoken.said.kind == AnswerKind::conflict) return 3;
      return spoken.is_final ? 2 : 1;
    };
    const auto first_name = [&](std::uint32_t p, std::uint32_t q) {
      if (p == 0 || q == 0) return p + q;
      return names_[p] <= names_[q] ? p : q;
    };
    const bool one_holds = rank(one) != rank(other) ? rank(one) > rank(other) : one.said.outcome <= other.said.outcome;
    Spoken result = one_holds ? one : other;
    result.any_rule = first_name(one.any_rule, other.any_rule);
    if (rank(one) == rank(other) && one.said == other.said) result.rule = first_name(one.rule, other.rule);
    if (rank(one) == 2 && rank(other) == 2 && one.said != other.said) result.said = {AnswerKind::conflict, 0};
    if (result.said.kind == AnswerKind::conflict) result.rule = result.any_rule;  // all that apply, of every text of the level
    std::set<TermAt> terms(one.terms.begin(), one.terms.end());
    terms.insert(other.terms.begin(), other.terms.end());
    result.terms.assign(terms.begin(), terms.end());
    return place_of(std::move(result));
  });
}

Node Meaning::level_answer(const model::Level& level, model::DecisionId decision, std::uint32_t depth, Told told, Node within, Node* assumed_is_silent) {
  const Node silent = diagrams_.terminal(place_of({}));
  Node assumed = silent;
  for (const model::PolicyId policy : level.assumed) assumed = together(assumed, as_voice(policy, decision, depth, told, within));
  Node all = assumed;
  for (const model::PolicyId policy : level.policies) all = together(all, as_voice(policy, decision, depth, told, within));
  *assumed_is_silent = diagrams_.mapped(assumed, [&](std::uint32_t value) { return spoken_[value].said.kind == AnswerKind::silent ? 1U : 0U; });
  return diagrams_.choose(*assumed_is_silent, all, assumed);
}

// What the levels above left open, and this level's answer.
Node Meaning::below(Node above, Node here, std::uint32_t level) {
  return diagrams_.combined(above, here, [&](std::uint32_t x, std::uint32_t y) {
    const Spoken so_far = spoken_[x];
    if (so_far.is_final) return x;
    Spoken next = spoken_[y];
    // Of several `may …` the least on the ladder; of equal ones the lowest level is the one that said it.
    const bool yields = next.said.kind == AnswerKind::silent ||
                        (!next.is_final && so_far.said.kind == AnswerKind::outcome && next.said.outcome > so_far.said.outcome);
    Spoken result = yields ? so_far : next;
    if (!yields) result.level = level;
    std::set<TermAt> terms(so_far.terms.begin(), so_far.terms.end());
    terms.insert(next.terms.begin(), next.terms.end());
    result.terms.assign(terms.begin(), terms.end());
    return place_of(std::move(result));
  });
}

Node Meaning::answer(const model::Stack& stack, model::DecisionId decision, Told told, Node within) {
  Node result = diagrams_.terminal(place_of({}));
  for (std::uint32_t i = 0; i < stack.levels.size(); ++i) {
    Node unused = no;
    result = below(result, level_answer(stack.levels[i], decision, i, told, within, &unused), i);
  }
  // Of the terms from the top level down to the deciding one, those that stand with the outcome.
  const auto& outcomes = library_.vocabulary.decisions[decision].outcomes;
  return diagrams_.mapped(result, [&](std::uint32_t value) {
    const Spoken whole = spoken_[value];
    Spoken spoken;
    spoken.said = whole.said;
    spoken.rule = spoken.any_rule = whole.rule;
    std::set<TermAt> terms;
    for (const TermAt& term : whole.terms) {
      const bool counts = whole.said.kind == AnswerKind::outcome && term.level <= whole.level &&
                          base_of_outcome(outcomes[term.outcome]) == base_of_outcome(outcomes[whole.said.outcome]);
      if (counts) terms.insert({term.term, 0, 0});
    }
    spoken.terms.assign(terms.begin(), terms.end());
    return place_of(std::move(spoken));
  });
}

// ---------------------------------------------------------------------------------- duties

std::uint32_t Meaning::duty_place(std::vector<model::DutyId> duties) {
  const auto known = std::find(duty_sets_.begin(), duty_sets_.end(), duties);
  const auto place = static_cast<std::uint32_t>(known - duty_sets_.begin());
  if (known == duty_sets_.end()) duty_sets_.push_back(std::move(duties));
  return place;
}

Node Meaning::joined_duties(Node a, Node b) {
  return diagrams_.combined(a, b, [&](std::uint32_t x, std::uint32_t y) {
    std::set<model::DutyId> duties(duty_sets_[x].begin(), duty_sets_[x].end());
    duties.insert(duty_sets_[y].begin(), duty_sets_[y].end());
    return duty_place({duties.begin(), duties.end()});
  });
}

// A rule that only requires adds its duties inside `applies when`; one that speaks to the decision where it applies.
Node Meaning::duties(model::PolicyId policy, model::DecisionId decision) {
  const model::Policy& text = library_.policies[policy];
  const Node none = diagrams_.terminal(duty_place({}));
  Node result = none;
  for (model::RuleId id = 0; id < text.rules.size(); ++id) {
    const model::Rule& rule = text.rules[id];
    const bool only_requires = rule.effects.empty() && rule.overrides.empty();
    if (rule.duties.empty() || (!only_requires && !speaks_to(rule, decision))) continue;
    const Node here = diagrams_.both(inside(policy), rule_applies(policy, decision, id));
    std::set<model::DutyId> duties(rule.duties.begin(), rule.duties.end());
    result = joined_duties(result, diagrams_.choose(here, diagrams_.terminal(duty_place({duties.begin(), duties.end()})), none));
  }
  return result;
}

// Duties of all levels add up; a text in whose place another was assumed and answers adds none.
Node Meaning::duties(const model::Stack& stack, model::DecisionId decision) {
  const Node none = diagrams_.terminal(duty_place({}));
  Node result = none;
  for (std::uint32_t i = 0; i < stack.levels.size(); ++i) {
    Node assumed_is_silent = yes;
    level_answer(stack.levels[i], decision, i, Told::outcomes, yes, &assumed_is_silent);
    for (const model::PolicyId policy : stack.levels[i].assumed) result = joined_duties(result, duties(policy, decision));
    for (const model::PolicyId policy : stack.levels[i].policies) {
      result = joined_duties(result, diagrams_.choose(assumed_is_silent, duties(policy, decision), none));
    }
  }
  return result;
}

}  // namespace comity::analyzer
