#include "bench/reference.hpp"

#ifndef COMITY_BENCH_BUDDY

namespace comity::bench {

bool has_reference() { return false; }
ReferenceResult compare_with_reference(const model::Library&, model::PolicyId, model::PolicyId, model::DecisionId, unsigned) { return {}; }

}  // namespace comity::bench

#else

#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <bit>
#include <chrono>
#include <map>
#include <string>
#include <vector>

#include <bdd.h>

#include "bench/question_key.hpp"

namespace comity::bench {
namespace {

// Numbers with a wider range are asked about as one free bit a comparison.
constexpr std::int64_t widest_range = 4095;

// The bits of one fact of the record.
struct Bits {
  int first = 0;
  int count = 0;
  int none = -1;  // says that there is none
};

class BddReading {
 public:
  explicit BddReading(const model::Library& library) : library_{library} {
    declare(*library.vocabulary.root, {});
    for (const model::Always& always : library.always) {
      if (always.record == *library.vocabulary.root) possible_ &= of(always.condition, library.always_definitions);
    }
  }

  // Where the two policies answer differently.
  bdd difference(model::PolicyId first, model::PolicyId second, model::DecisionId decision) {
    const auto left = answers(first, decision);
    const auto right = answers(second, decision);
    bdd result = bddfalse;
    for (std::size_t i = 0; i < left.size(); ++i) result |= bdd_apply(left[i], right[i], bddop_xor);
    return result & possible_;
  }

 private:
  int new_bit() {
    if (next_bit_ == bdd_varnum()) bdd_extvarnum(64);
    return next_bit_++;
  }

  void declare(model::RecordId record, const std::vector<model::FieldId>& path) {
    const auto& fields = library_.vocabulary.records[record].fields;
    for (model::FieldId i = 0; i < fields.size(); ++i) {
      auto steps = path;
      steps.push_back(i);
      const model::Type& type = fields[i].type;
      if (type.kind == model::Kind::record) declare(type.id, steps);
      std::uint64_t values = 0;
      if (type.kind == model::Kind::yes_no) values = 2;
      if (type.kind == model::Kind::number && type.most - type.least <= widest_range) values = static_cast<std::uint64_t>(type.most - type.least + 1);
      if (type.kind == model::Kind::choice) values = library_.vocabulary.choices[type.id].values.size();
      const bool is_set = type.kind == model::Kind::set;
      if (values == 0 && !is_set) continue;
      Bits bits;
      bits.count = is_set ? static_cast<int>(library_.vocabulary.choices[type.id].values.size()) : std::max(1, static_cast<int>(std::bit_width(values - 1)));
      for (int bit = 0; bit < bits.count; ++bit) {
        const int made = new_bit();
        if (bit == 0) bits.first = made;
      }
      if (type.or_none) bits.none = new_bit();
      if (!is_set) possible_ &= at_most(bits, values - 1);
      bits_.emplace(steps, bits);
    }
  }

  // The number that the bits make, the highest first.
  static bdd at_most(const Bits& bits, std::uint64_t bound) {
    bdd result = bddtrue;
    for (int bit = 0; bit < bits.count; ++bit) {
      const bdd variable = bdd_ithvar(bits.first + bits.count - 1 - bit);
      result = ((bound >> bit) & 1) != 0 ? bdd{(!variable) | result} : bdd{(!variable) & result};
    }
    return result;
  }
  static bdd equal_to(const Bits& bits, std::uint64_t value) {
    bdd result = bddtrue;
    for (int bit = 0; bit < bits.count; ++bit) {
      const int variable = bits.first + bits.count - 1 - bit;
      result &= ((value >> bit) & 1) != 0 ? bdd_ithvar(variable) : bdd_nithvar(variable);
    }
    return result;
  }
  static bdd unless_none(const Bits& bits, const bdd& condition) { return bits.none < 0 ? condition : bdd{condition & bdd_nithvar(bits.none)}; }

  const Bits* bits_of(const model::FactRef& fact) const {
    const auto found = bits_.find(fact.steps);
    return fact.of_element || found == bits_.end() ? nullptr : &found->second;
  }

  bdd free_bit(const model::Condition& condition, const std::vector<model::Definition>& definitions) {
    const auto [found, is_new] = free_.emplace(question_key(condition, definitions), 0);
    if (is_new) found->second = new_bit();
    return bdd_ithvar(found->second);
  }

  using Definitions = std::vector<model::Definition>;

  bdd of(const model::Condition& condition, const Definitions& definitions) {
    if (const auto* all = std::get_if<model::AllOf>(&condition.node)) {
      bdd result = bddtrue;
      for (const model::Condition& link : all->links) result &= of(link, definitions);
      return result;
    }
    if (const auto* any = std::get_if<model::AnyOf>(&condition.node)) {
      bdd result = bddfalse;
      for (const model::Condition& link : any->links) result |= of(link, definitions);
      return result;
    }
    if (const auto* negation = std::get_if<model::Negation>(&condition.node)) return !of(*negation->operand, definitions);
    if (const auto* says = std::get_if<model::Says>(&condition.node)) {
      const auto said = answers(says->policy, says->decision);
      bdd result = bddfalse;
      for (std::size_t i = 0; i < says->accepted.size(); ++i) {
        if (says->accepted[i]) result |= said[i];
      }
      return result;
    }
    if (const auto* defined = std::get_if<model::Defined>(&condition.node); defined != nullptr && !defined->of_element) {
      return of(definitions[defined->definition].condition, definitions);
    }
    if (const auto* none = std::get_if<model::IsNone>(&condition.node)) {
      if (const Bits* bits = bits_of(none->fact); bits != nullptr && bits->none >= 0) return bdd_ithvar(bits->none);
    }
    if (const auto* holds = std::get_if<model::Holds>(&condition.node)) {
      if (const Bits* bits = bits_of(holds->fact)) return unless_none(*bits, bdd_ithvar(bits->first));
    }
    if (const auto* has = std::get_if<model::HasMember>(&condition.node)) {
      if (const Bits* bits = bits_of(has->fact)) return unless_none(*bits, bdd_ithvar(bits->first + static_cast<int>(has->member)));
    }
    if (const auto* chosen = std::get_if<model::ChosenAmong>(&condition.node)) {
      if (const Bits* bits = bits_of(chosen->fact)) {
        bdd result = bddfalse;
        for (std::size_t i = 0; i < chosen->accepted.size(); ++i) {
          if (chosen->accepted[i]) result |= equal_to(*bits, i);
        }
        return unless_none(*bits, result);
      }
    }
    if (const auto* number = std::get_if<model::NumberCompared>(&condition.node)) {
      if (const Bits* bits = bits_of(number->fact)) return unless_none(*bits, compared(*bits, *number));
    }
    return free_bit(condition, definitions);
  }

  static bdd compared(const Bits& bits, const model::NumberCompared& number) {
    const std::int64_t bound = number.bound - number.fact.type.least;
    const auto up_to = [&](std::int64_t most) { return most < 0 ? bdd{bddfalse} : at_most(bits, static_cast<std::uint64_t>(std::min(most, widest_range))); };
    switch (number.comparator) {
      case model::Comparator::less: return up_to(bound - 1);
      case model::Comparator::at_most: return up_to(bound);
      case model::Comparator::equal: return up_to(bound) & !up_to(bound - 1);
      case model::Comparator::at_least: return !up_to(bound - 1);
      case model::Comparator::greater: return !up_to(bound);
    }
    return bddfalse;
  }

  // Where a policy says each outcome; after those, where it is in conflict.
  const std::vector<bdd>& answers(model::PolicyId id, model::DecisionId decision) {
    if (const auto found = said_.find({id, decision}); found != said_.end()) return found->second;
    const model::Policy& policy = library_.policies[id];
    const bdd inside = policy.applies_when ? of(*policy.applies_when, policy.definitions) : bdd{bddtrue};
    std::map<model::RuleId, bdd> applies;
    for (model::RuleId rule = 0; rule < policy.rules.size(); ++rule) applies_to(policy, rule, decision, applies);
    const std::size_t outcomes = library_.vocabulary.decisions[decision].outcomes.size();
    std::vector<bdd> claimed(outcomes, bddfalse);
    bdd anything = bddfalse;
    for (model::RuleId rule = 0; rule < policy.rules.size(); ++rule) {
      for (const model::Effect& effect : policy.rules[rule].effects) {
        if (effect.decision != decision) continue;
        claimed[effect.outcome] |= applies[rule];
        anything |= applies[rule];
      }
    }
    for (const model::Otherwise& otherwise : policy.otherwise) {
      if (otherwise.effect.decision == decision) claimed[otherwise.effect.outcome] |= !anything;
    }
    bdd conflict = bddfalse;
    for (std::size_t i = 0; i < outcomes; ++i) {
      for (std::size_t j = i + 1; j < outcomes; ++j) conflict |= claimed[i] & claimed[j];
    }
    std::vector<bdd> result;
    for (const bdd& claim : claimed) result.push_back(claim & !conflict & inside);
    result.push_back(conflict & inside);
    return said_.emplace(std::pair{id, decision}, std::move(result)).first->second;
  }

  const bdd& applies_to(const model::Policy& policy, model::RuleId rule, model::DecisionId decision, std::map<model::RuleId, bdd>& known) {
    if (const auto found = known.find(rule); found != known.end()) return found->second;
    const model::Rule& text = policy.rules[rule];
    const auto& decisions = text.speaks_to;
    bdd result = bddfalse;
    if (std::find(decisions.begin(), decisions.end(), decision) != decisions.end()) {
      result = text.when ? of(*text.when, policy.definitions) : bdd{bddtrue};
      if (text.unless) result &= !of(*text.unless, policy.definitions);
      for (model::RuleId other = 0; other < policy.rules.size(); ++other) {
        const auto& overrides = policy.rules[other].overrides;
        if (std::find(overrides.begin(), overrides.end(), rule) != overrides.end()) result &= !applies_to(policy, other, decision, known);
      }
    }
    return known.emplace(rule, result).first->second;
  }

  const model::Library& library_;
  std::map<std::vector<model::FieldId>, Bits> bits_;
  std::map<std::string, int> free_;
  std::map<std::pair<model::PolicyId, model::DecisionId>, std::vector<bdd>> said_;
  int next_bit_ = 0;
  bdd possible_ = bddtrue;
};

ReferenceResult measure(const model::Library& library, model::PolicyId first, model::PolicyId second, model::DecisionId decision) {
  bdd_init(2'000'000, 200'000);
  bdd_gbc_hook(nullptr);
  bdd_resize_hook(nullptr);
  bdd_setmaxincrease(4'000'000);
  bdd_setvarnum(64);
  ReferenceResult result;
  const auto start = std::chrono::steady_clock::now();
  BddReading reading{library};
  const bdd difference = reading.difference(first, second, decision);
  const bdd point = bdd_satone(difference);
  result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  result.differs = point != bddfalse;
  result.nodes = static_cast<std::size_t>(bdd_nodecount(difference));
  bddStat state;
  bdd_stats(state);
  result.peak = static_cast<std::size_t>(state.produced);
  result.is_there = true;
  return result;
}

}  // namespace

bool has_reference() { return true; }

ReferenceResult compare_with_reference(const model::Library& library, model::PolicyId first, model::PolicyId second, model::DecisionId decision,
                                       unsigned most_seconds) {
  int ends[2];
  if (pipe(ends) != 0) return {};
  const pid_t child = fork();
  if (child == 0) {
    alarm(most_seconds);
    const ReferenceResult result = measure(library, first, second, decision);
    const bool is_sent = write(ends[1], &result, sizeof result) == static_cast<ssize_t>(sizeof result);
    _exit(is_sent ? 0 : 1);
  }
  close(ends[1]);
  ReferenceResult result;
  if (read(ends[0], &result, sizeof result) != static_cast<ssize_t>(sizeof result)) result = {};
  close(ends[0]);
  waitpid(child, nullptr, 0);
  return result;
}

}  // namespace comity::bench

#endif
