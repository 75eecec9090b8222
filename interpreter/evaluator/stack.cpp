#include "interpreter/evaluator/stack.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace comity::evaluator {
namespace {

using model::PolicyId;

// One policy of a level, as it speaks in one way: by its place among the level's policies, and the variant.
struct Voice {
  PolicyId policy = 0;
  std::uint32_t variant = 0;

  friend auto operator<=>(const Voice&, const Voice&) = default;
};

// What a level says in one way, by whom.
struct Said {
  enum class Kind { silent, may, binding, conflict };
  Kind kind = Kind::silent;
  std::uint32_t outcome = 0;     // of may and binding
  std::vector<Voice> deciders;   // whose answer it is
  std::vector<Voice> all;        // of every policy that was asked

  friend auto operator<=>(const Said&, const Said&) = default;
};

// A way through the stack down to some level.
struct Way {
  Said decided;                  // so far: silent, or the least `may` with the lowest that said it
  std::size_t level = 0;         // of the deciders
  std::vector<Voice> terms;      // those so far that set a term, from the top down

  friend auto operator<=>(const Way&, const Way&) = default;
};

bool is_may(const std::string& outcome) { return outcome.starts_with("may "); }

// `honor` of both `honor` and `may honor`.
std::string_view base_of(const std::string& outcome) {
  const std::string_view whole = outcome;
  return is_may(outcome) ? whole.substr(4) : whole;
}

class StackAnswer {
 public:
  StackAnswer(const Evaluation& evaluation, const model::Stack& stack, model::DecisionId decision)
      : evaluation_{evaluation}, library_{evaluation.library()}, stack_{stack}, decision_id_{decision}, decision_{library_.vocabulary.decisions[decision]} {
    for (const model::Level& level : stack.levels) {
      for (const PolicyId policy : level.assumed) weighed_.emplace(policy, evaluation.weigh(policy, decision));
      for (const PolicyId policy : level.policies) weighed_.emplace(policy, evaluation.weigh(policy, decision));
      said_.push_back(said_at(level));
    }
  }

  Answer run() {
    find_ways();
    Answer answer;
    answer.jurisdiction = stack_.jurisdiction;
    answer.decision = decision_id_;
    answer.on = evaluation_.on();
    std::set<std::string> possible;
    for (const Way& way : ended_) possible.insert(name_of(way.decided));
    answer.possible.assign(possible.begin(), possible.end());
    answer.status = status_of(answer.possible);
    answer.policy = policy_of();
    answer.rules = rules_of();
    if (answer.status == AnswerStatus::decided) {
      answer.outcome = ended_.begin()->decided.outcome;
      answer.terms = terms_of();
      if (answer.terms) answer.expires = evaluation_.expiry(*answer.terms);
    }
    answer.preempted = preempted();
    add_facts(answer);
    add_duties(answer);
    return answer;
  }

 private:
  const Variant& variant_of(const Voice& voice) const { return weighed_.at(voice.policy).variants[voice.variant]; }

  std::string name_of(const Said& said) const {
    switch (said.kind) {
      case Said::Kind::silent: return "silent";
      case Said::Kind::conflict: return "conflict";
      case Said::Kind::may:
      case Said::Kind::binding: return decision_.outcomes[said.outcome];
    }
    return {};
  }

  // ---- one level

  // What policies of one level say together: a policy in conflict makes it a conflict; else silent and `may` yield to a
  // binding answer, two different binding answers are a conflict, and of several `may …` the least holds.
  Said together(const std::vector<Voice>& voices) const {
    Said result;
    result.all = voices;
    for (const Voice& voice : voices) {
      const Variant& variant = variant_of(voice);
      switch (variant.kind) {
        case Variant::Kind::silent: break;
        case Variant::Kind::conflicting: add(result, Said::Kind::conflict, 0, voice); break;
        case Variant::Kind::outcome:
          add(result, is_may(decision_.outcomes[variant.outcome]) ? Said::Kind::may : Said::Kind::binding, variant.outcome, voice);
          break;
      }
    }
    const bool is_contradiction = result.kind == Said::Kind::binding &&
                                  std::any_of(result.deciders.begin(), result.deciders.end(), [&](const Voice& voice) { return variant_of(voice).outcome != result.outcome; });
    if (is_contradiction) {
      result.kind = Said::Kind::conflict;
      result.outcome = 0;
    }
    return result;
  }

  static void add(Said& result, Said::Kind kind, std::uint32_t outcome, const Voice& voice) {
    const bool takes_over = kind > result.kind || (kind == Said::Kind::may && result.kind == kind && outcome < result.outcome);
    if (takes_over) {
      result.kind = kind;
      result.outcome = outcome;
      result.deciders.clear();
    }
    const bool joins = kind == result.kind && (kind != Said::Kind::may || outcome == result.outcome);
    if (joins) result.deciders.push_back(voice);
  }

  // Every combination of the variants of some policies.
  std::vector<std::vector<Voice>> combinations(const std::vector<PolicyId>& policies) const {
    std::vector<std::vector<Voice>> result{{}};
    for (const PolicyId policy : policies) {
      std::vector<std::vector<Voice>> longer;
      for (const auto& voices : result) {
        for (std::uint32_t i = 0; i < weighed_.at(policy).variants.size(); ++i) {
          longer.push_back(voices);
          longer.back().push_back({policy, i});
        }
      }
      result = std::move(longer);
    }
    return result;
  }

  std::set<Said> said_at(const model::Level& level) const {
    std::set<Said> result;
    for (const auto& assumed : combinations(level.assumed)) {
      const Said by_assumed = together(assumed);
      if (!level.assumed.empty() && by_assumed.kind != Said::Kind::silent) {
        result.insert(by_assumed);
        continue;
      }
      for (std::vector<Voice> others : combinations(level.policies)) {
        others.insert(others.begin(), assumed.begin(), assumed.end());
        result.insert(together(others));
      }
    }
    return result;
  }

  // ---- all levels

  void find_ways() {
    std::set<Way> open{Way{}};
    for (std::size_t level = 0; level < stack_.levels.size(); ++level) {
      std::set<Way> next;
      for (const Way& way : open) {
        for (const Said& here : said_[level]) go_on(way, here, level, next);
      }
      open = std::move(next);
    }
    ended_.insert(open.begin(), open.end());
  }

  void go_on(const Way& way, const Said& here, std::size_t level, std::set<Way>& next) {
    Way longer = way;
    std::copy_if(here.all.begin(), here.all.end(), std::back_inserter(longer.terms), [&](const Voice& voice) { return variant_of(voice).term.has_value(); });
    for (const Voice& voice : here.all) asked_.insert(voice.policy);
    if (here.kind == Said::Kind::binding || here.kind == Said::Kind::conflict) {
      longer.decided = here;
      longer.level = level;
      ended_.insert(std::move(longer));
      return;
    }
    // Of several `may …` the least on the ladder; of equal ones the lowest level is the one that said it.
    const bool is_new = here.kind == Said::Kind::may && (longer.decided.kind != Said::Kind::may || here.outcome <= longer.decided.outcome);
    if (is_new) {
      longer.decided = here;
      longer.level = level;
    }
    next.insert(std::move(longer));
  }

  // ---- what the ways have in common

  std::optional<PolicyId> policy_of() const {
    std::optional<PolicyId> result;
    for (const Way& way : ended_) {
      std::set<PolicyId> policies;
      for (const Voice& voice : way.decided.deciders) policies.insert(voice.policy);
      if (policies.empty()) return std::nullopt;
      // Of several that said the same `may …`, one; of several that bind, none.
      if (policies.size() > 1 && way.decided.kind != Said::Kind::may) return std::nullopt;
      const PolicyId first = *std::min_element(policies.begin(), policies.end(), [&](PolicyId a, PolicyId b) { return library_.policies[a].name < library_.policies[b].name; });
      if (result && *result != first) return std::nullopt;
      result = first;
    }
    return result;
  }

  std::vector<std::string> rules_of() const {
    std::optional<std::set<std::string>> every;
    std::set<std::string> some;
    for (const Way& way : ended_) {
      std::set<std::string> always;
      // In a conflict all that apply, of every text of the level.
      const bool is_conflict = way.decided.kind == Said::Kind::conflict;
      for (const Voice& voice : is_conflict ? way.decided.all : way.decided.deciders) {
        const std::string prefix = library_.policies[voice.policy].name + ".";
        for (const std::string& rule : variant_of(voice).rules_always) always.insert(prefix + rule);
        for (const std::string& rule : variant_of(voice).rules_sometimes) some.insert(prefix + rule);
      }
      if (!every) {
        every = std::move(always);
      } else {
        std::erase_if(*every, [&](const std::string& rule) { return !always.contains(rule); });
      }
    }
    const std::set<std::string>& result = every && !every->empty() ? *every : some;
    return {result.begin(), result.end()};
  }

  // Of the terms from the top level down to the deciding one, the one that expires first.
  std::optional<model::Term> terms_of() const {
    std::vector<std::optional<model::Term>> terms;
    const std::string_view base = base_of(decision_.outcomes[ended_.begin()->decided.outcome]);
    for (const Way& way : ended_) {
      for (const Voice& voice : way.terms) {
        const Variant& variant = variant_of(voice);
        if (variant.kind != Variant::Kind::outcome || base_of(decision_.outcomes[variant.outcome]) != base) continue;
        if (level_of(voice.policy) > way.level) continue;
        terms.push_back(variant.term);
      }
    }
    return evaluation_.first_to_end(terms);
  }

  std::size_t level_of(PolicyId policy) const {
    for (std::size_t i = 0; i < stack_.levels.size(); ++i) {
      const model::Level& level = stack_.levels[i];
      const auto holds = [&](const std::vector<PolicyId>& policies) { return std::find(policies.begin(), policies.end(), policy) != policies.end(); };
      if (holds(level.assumed) || holds(level.policies)) return i;
    }
    return stack_.levels.size();
  }

  // Below the deciding level, policies none of whose possible answers but *silent* is the outcome; where the stack may
  // be decided on several levels, those that are so in every case.
  std::vector<std::string> preempted() const {
    std::optional<std::set<std::string>> result;
    for (const Way& way : ended_) {
      std::set<std::string> here;
      const bool decides = way.decided.kind == Said::Kind::binding || way.decided.kind == Said::Kind::may;
      for (std::size_t level = way.level + 1; decides && level < stack_.levels.size(); ++level) {
        for (const PolicyId policy : stack_.levels[level].assumed) add_if_preempted(policy, way.decided.outcome, here);
        for (const PolicyId policy : stack_.levels[level].policies) add_if_preempted(policy, way.decided.outcome, here);
      }
      if (!result) {
        result = std::move(here);
      } else {
        std::erase_if(*result, [&](const std::string& name) { return !here.contains(name); });
      }
    }
    return {result->begin(), result->end()};
  }

  void add_if_preempted(PolicyId policy, std::uint32_t outcome, std::set<std::string>& names) const {
    const std::vector<Variant>& variants = weighed_.at(policy).variants;
    const bool speaks = std::any_of(variants.begin(), variants.end(), [](const Variant& variant) { return variant.kind != Variant::Kind::silent; });
    const bool agrees = std::any_of(variants.begin(), variants.end(), [&](const Variant& variant) { return variant.kind == Variant::Kind::outcome && variant.outcome == outcome; });
    if (speaks && !agrees) names.insert(library_.policies[policy].name);
  }

  // A level that says the same in every way rests on no missing fact, whatever one of its policies lacks.
  void add_facts(Answer& answer) const {
    PathSet missing;
    std::set<std::string> assumed;
    for (std::size_t i = 0; i < stack_.levels.size(); ++i) {
      const model::Level& level = stack_.levels[i];
      std::set<std::pair<Said::Kind, std::uint32_t>> answers;
      for (const Said& said : said_[i]) answers.emplace(said.kind, said.outcome);
      for (const std::vector<PolicyId>* policies : {&level.assumed, &level.policies}) {
        for (const PolicyId policy : *policies) {
          if (!asked_.contains(policy)) continue;
          const Weighed& weighed = weighed_.at(policy);
          if (answers.size() > 1) missing.insert(weighed.missing.begin(), weighed.missing.end());
          assumed.insert(weighed.assumed.begin(), weighed.assumed.end());
        }
      }
    }
    if (answer.status == AnswerStatus::undetermined) answer.missing.assign(missing.begin(), missing.end());
    answer.determinations_needed = determinations_in(library_.vocabulary, answer.missing);
    answer.assumed.assign(assumed.begin(), assumed.end());
  }

  // Duties of all levels add up, of those below the deciding one too; a text in whose place another was assumed and
  // answers adds none.
  void add_duties(Answer& answer) const {
    std::set<std::string> sure;
    std::set<std::string> maybe;
    for (std::size_t i = 0; i < stack_.levels.size(); ++i) {
      const model::Level& level = stack_.levels[i];
      const std::set<Said>& said = said_[i];
      for (const std::vector<PolicyId>* policies : {&level.assumed, &level.policies}) {
        for (const PolicyId policy : *policies) {
          const auto is_asked = [&](const Said& one) {
            return std::any_of(one.all.begin(), one.all.end(), [&](const Voice& voice) { return voice.policy == policy; });
          };
          const bool always = std::all_of(said.begin(), said.end(), is_asked);
          if (!std::any_of(said.begin(), said.end(), is_asked)) continue;
          const Weighed& weighed = weighed_.at(policy);
          (always ? sure : maybe).insert(weighed.duties.begin(), weighed.duties.end());
          maybe.insert(weighed.duties_possible.begin(), weighed.duties_possible.end());
        }
      }
    }
    answer.duties.assign(sure.begin(), sure.end());
    std::set_difference(maybe.begin(), maybe.end(), sure.begin(), sure.end(), std::back_inserter(answer.duties_possible));
  }

  const Evaluation& evaluation_;
  const model::Library& library_;
  const model::Stack& stack_;
  model::DecisionId decision_id_;
  const model::Decision& decision_;
  std::map<PolicyId, Weighed> weighed_;
  std::vector<std::set<Said>> said_;  // of each level, what it may say
  std::set<Way> ended_;
  std::set<PolicyId> asked_;
};

}  // namespace

Answer answer_of_stack(const Evaluation& evaluation, const model::Stack& stack, model::DecisionId decision) {
  return StackAnswer{evaluation, stack, decision}.run();
}

std::vector<model::DecisionId> decisions_of(const model::Library& library, const model::Stack& stack) {
  std::set<model::DecisionId> result;
  for (const model::Level& level : stack.levels) {
    for (const std::vector<PolicyId>* policies : {&level.assumed, &level.policies}) {
      for (const PolicyId policy : *policies) result.insert(library.policies[policy].decisions.begin(), library.policies[policy].decisions.end());
    }
  }
  return {result.begin(), result.end()};
}

}  // namespace comity::evaluator
