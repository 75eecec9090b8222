#include "interpreter/analyzer/questions.hpp"

#include "interpreter/analyzer/analysis.hpp"

namespace comity::analyzer {
namespace {

// A record of the set that `make` describes once the conditions are noted.
template <typename Note, typename Make>
Found found(const model::Library& library, const Side& side, const Options& options, Note note, Make make) {
  Found result;
  try {
    Analysis analysis{library, options};
    analysis.add(side);
    note(analysis);
    analysis.start();
    result.witness = analysis.record_in(make(analysis));
  } catch (const Refusal& refusal) {
    result.complete = false;
    result.limit = refusal.what;
  }
  return result;
}

const auto nothing_to_note = [](Analysis&) {};

bool says(const model::Library& library, model::PolicyId policy, model::RuleId rule, model::DecisionId decision) {
  for (const model::Effect& effect : library.policies[policy].rules[rule].effects) {
    if (effect.decision == decision) return true;
  }
  return false;
}

}  // namespace

Found record_where_rule_decides(const model::Library& library, model::PolicyId policy, model::RuleId rule, model::DecisionId decision, const Options& options) {
  (void)says;
  return found(library, {policy, std::nullopt, decision}, options, nothing_to_note, [&](Analysis& analysis) {
    analysis.answer(0);
    return analysis.diagrams().both(analysis.meaning().inside(policy), analysis.meaning().rule_applies(policy, decision, rule));
  });
}

Found record_where_both_apply(const model::Library& library, model::PolicyId policy, model::RuleId first, model::RuleId second, model::DecisionId decision,
                              const Options& options) {
  return found(library, {policy, std::nullopt, decision}, options, nothing_to_note, [&](Analysis& analysis) {
    analysis.answer(0);
    Meaning& meaning = analysis.meaning();
    const Node both = analysis.diagrams().both(meaning.rule_applies(policy, decision, first), meaning.rule_applies(policy, decision, second));
    return analysis.diagrams().both(meaning.inside(policy), both);
  });
}

Found record_where(const model::Library& library, const Side& side, Said said, const Options& options) {
  return found(library, side, options, nothing_to_note, [&](Analysis& analysis) {
    Meaning& meaning = analysis.meaning();
    return analysis.diagrams().mapped(analysis.answer(0), [&](std::uint32_t value) { return meaning.spoken(value).said == said ? 1U : 0U; });
  });
}

Found record_between(const model::Library& library, model::PolicyId policy, const model::Condition& holds, const model::Condition& fails, const Options& options) {
  const auto note = [&](Analysis& analysis) {
    analysis.note_condition(policy, holds);
    analysis.note_condition(policy, fails);
  };
  return found(library, {policy, std::nullopt, 0}, options, note, [&](Analysis& analysis) {
    Meaning& meaning = analysis.meaning();
    return analysis.diagrams().without(meaning.condition(policy, holds), meaning.condition(policy, fails));
  });
}

}  // namespace comity::analyzer
