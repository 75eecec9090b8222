// Policies: rules that override one another, `says`, and what holds of every record.
#include <algorithm>
#include <functional>
#include <optional>

#include <fmt/format.h>

#include "tests/solver/encoding.hpp"

namespace comity::solver {

z3::expr Encoding::says(const model::Says& node) {
  const Answers& said = answers(node.policy, node.decision);
  std::vector<z3::expr> some;
  for (std::size_t i = 0; i < node.accepted.size(); ++i) {
    if (node.accepted[i]) some.push_back(said.outcomes[i]);
  }
  return any_of(some);
}

const Answers& Encoding::answers(model::PolicyId policy, model::DecisionId decision) {
  const std::pair asked{policy, decision};
  if (const auto known = answers_.find(asked); known != answers_.end()) return known->second;
  return answers_.emplace(asked, encoded(policy, decision)).first->second;
}

Answers Encoding::encoded(model::PolicyId id, model::DecisionId decision) {
  const model::Policy& policy = library_.policies[id];
  const Reader reader{id, &policy.definitions};
  const auto speaks = [&](const model::Rule& rule) { return std::find(rule.speaks_to.begin(), rule.speaks_to.end(), decision) != rule.speaks_to.end(); };

  std::map<model::RuleId, z3::expr> applies;
  const std::function<z3::expr(model::RuleId)> rule_applies = [&](model::RuleId r) -> z3::expr {
    if (const auto known = applies.find(r); known != applies.end()) return known->second;
    const model::Rule& rule = policy.rules[r];
    std::vector<z3::expr> needed;
    if (rule.when) needed.push_back(truth(reader, *rule.when, ""));
    if (rule.unless) needed.push_back(!truth(reader, *rule.unless, ""));
    for (model::RuleId other = 0; other < policy.rules.size(); ++other) {
      const auto& overridden = policy.rules[other].overrides;
      if (!speaks(policy.rules[other]) || std::find(overridden.begin(), overridden.end(), r) == overridden.end()) continue;
      needed.push_back(!rule_applies(other));
    }
    return applies.emplace(r, all_of(needed)).first->second;
  };

  // What may be said: an outcome with its term. Two of these that differ are a conflict.
  struct Said {
    std::uint32_t outcome;
    std::optional<model::Term> term;
    std::vector<z3::expr> by;
  };
  std::vector<Said> said;
  for (model::RuleId r = 0; r < policy.rules.size(); ++r) {
    for (const model::Effect& effect : policy.rules[r].effects) {
      if (effect.decision != decision) continue;
      const auto is_same = [&](const Said& known) { return known.outcome == effect.outcome && known.term == effect.term; };
      const auto known = std::find_if(said.begin(), said.end(), is_same);
      if (known != said.end()) {
        known->by.push_back(rule_applies(r));
      } else {
        said.push_back({effect.outcome, effect.term, {rule_applies(r)}});
      }
    }
  }

  const z3::expr is_inside = policy.applies_when ? truth(reader, *policy.applies_when, "") : context_.bool_val(true);
  std::vector<z3::expr> is_said;
  std::vector<z3::expr> pairs;
  for (const Said& one : said) {
    const z3::expr now = any_of(one.by);
    for (const z3::expr& earlier : is_said) pairs.push_back(earlier && now);
    is_said.push_back(now);
  }
  const z3::expr is_conflict = any_of(pairs);
  z3::expr is_otherwise = !any_of(is_said);
  std::vector<std::vector<z3::expr>> outcomes(library_.vocabulary.decisions[decision].outcomes.size());
  for (std::size_t i = 0; i < said.size(); ++i) outcomes[said[i].outcome].push_back(is_said[i]);
  z3::expr is_silent = is_otherwise;
  for (const model::Otherwise& otherwise : policy.otherwise) {
    if (otherwise.effect.decision != decision) continue;
    outcomes[otherwise.effect.outcome].push_back(is_otherwise);
    is_silent = context_.bool_val(false);
  }
  Answers result{!is_inside || is_silent, is_inside && is_conflict, {}};
  for (const auto& by : outcomes) result.outcomes.push_back(is_inside && !is_conflict && any_of(by));
  return result;
}

// ---------------------------------------------------------------------------------- records

void Encoding::require_always(model::RecordId record, const Subject& subject) {
  const Reader reader{0, &library_.always_definitions};
  for (const auto& always : library_.always) {
    if (always.record == record) constraints_.push_back(truth(reader, always.condition, subject));
  }
  const auto& fields = library_.vocabulary.records[record].fields;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (fields[i].type.kind == model::Kind::record) require_always(fields[i].type.id, fmt::format("{}/{}", subject, i));
  }
}

z3::expr_vector Encoding::record_constraints() {
  if (!is_always_encoded_) {
    is_always_encoded_ = true;
    require_always(*library_.vocabulary.root, "");
    for (const auto& [list, type] : lists_) {
      for (std::size_t i = 0; i < places(list); ++i) require_always(type.id, element_name(list, i));
    }
  }
  z3::expr_vector result{context_};
  for (const auto& constraint : constraints_) result.push_back(constraint);
  for (const auto& [list, type] : lists_) {
    if (type.one_or_more) result.push_back(present(list, 0));
    for (std::size_t i = 1; i < places(list); ++i) result.push_back(z3::implies(present(list, i), present(list, i - 1)));
  }
  return result;
}

}  // namespace comity::solver
