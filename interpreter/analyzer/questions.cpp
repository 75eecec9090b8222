#include "interpreter/analyzer/questions.hpp"

#include "interpreter/analyzer/analysis.hpp"

namespace comity::analyzer {
namespace {

Side side_of(model::PolicyId policy, model::DecisionId decision) { return {policy, std::nullopt, decision}; }

// A record of a set that is made once the facts are cut.
template <typename Prepare, typename MakeSet>
Found found(const model::Library& library, const Options& options, Prepare prepare, MakeSet make_set) {
  Found result;
  try {
    Analysis analysis{library, options};
    prepare(analysis);
    analysis.start();
    const Node set = make_set(analysis);
    result.witness = analysis.record_in(set);
  } catch (const Refusal& refusal) {
    result.complete = false;
    result.limit = refusal.what;
  }
  return result;
}

}  // namespace

Found record_where_rule_decides(const model::Library& library, model::PolicyId policy, model::RuleId rule, model::DecisionId decision, const Options& options) {
  return record_where_both_apply(library, policy, rule, rule, decision, options);
}

Found record_where_both_apply(const model::Library& library, model::PolicyId policy, model::RuleId first, model::RuleId second, model::DecisionId decision,
                              const Options& options) {
  return found(
      library, options, [&](Analysis& analysis) { analysis.add(side_of(policy, decision)); },
      [&](Analysis& analysis) {
        Meaning& meaning = analysis.meaning();
        const Node both = analysis.diagrams().both(meaning.rule_applies(policy, decision, first), meaning.rule_applies(policy, decision, second));
        return analysis.diagrams().both(both, meaning.inside(policy));
      });
}

Found record_where(const model::Library& library, const Side& side, Said said, const Options& options) {
  return found(
      library, options, [&](Analysis& analysis) { analysis.add(side); },
      [&](Analysis& analysis) {
        const Node answer = analysis.answer(0);
        return analysis.diagrams().mapped(answer, [&](std::uint32_t value) { return analysis.meaning().spoken(value).said == said ? 1U : 0U; });
      });
}

Found record_between(const model::Library& library, model::PolicyId policy, const model::Condition& holds, const model::Condition& fails,
                     const Options& options) {
  return found(
      library, options,
      [&](Analysis& analysis) {
        analysis.note_condition(policy, holds);
        analysis.note_condition(policy, fails);
      },
      [&](Analysis& analysis) {
        Meaning& meaning = analysis.meaning();
        return analysis.diagrams().without(meaning.condition(policy, holds), meaning.condition(policy, fails));
      });
}

}  // namespace comity::analyzer
