// What a proposal would change, against the text that it amends, else against the law in force for its authority on
// the day asked or on its first day. Notes: whom it affects, each difference with a record; which examples of the
// amended text would be answered otherwise. Findings: it changes nothing (proposal-changes-nothing), or answers by
// rules that it neither names nor writes (proposal-changes-more).
#include <algorithm>
#include <memory>
#include <span>
#include <tuple>

#include <fmt/format.h>

#include "grammar/diagnostics/suggest.hpp"
#include "interpreter/comparer/count.hpp"
#include "interpreter/evaluator/stack.hpp"
#include "interpreter/linter/conditions.hpp"
#include "interpreter/linter/context.hpp"
#include "interpreter/linter/lints.hpp"
#include "interpreter/model/law.hpp"

namespace comity::linter {
namespace {

using analyzer::AnswerKind;

// What a proposal is held against, and the proposal in its place.
struct ProposedChange {
  model::PolicyId proposal = 0;
  analyzer::Side before;
  analyzer::Side after;
  std::string against;  // "`lapd_2012_proposal`", "the law of 2012-10-04"
};

bool is_proposal(const model::Policy& policy) {
  return policy.amends || policy.status == model::Status::proposed || policy.status == model::Status::vetoed;
}

std::optional<ProposedChange> change_of(const Context& context, model::PolicyId id) {
  const model::Policy& policy = context.policy(id);
  ProposedChange result;
  result.proposal = id;
  if (policy.amends) {
    result.before.policy = policy.amends;
    result.after.policy = id;
    result.against = fmt::format("`{}`", context.policy(*policy.amends).name);
    return result;
  }
  const auto day = context.options().on ? context.options().on : policy.in_force.from ? policy.in_force.from : policy.adopted;
  if (!day) return std::nullopt;
  result.before.stack = model::law_in_force(context.library(), policy.authority, *day);
  result.after.stack = model::law_in_force(context.library(), policy.authority, *day, {id});
  result.against = fmt::format("the law of {}", model::to_string(*day));
  return result;
}

// ---------------------------------------------------------------------------------- one record, before and after

evaluator::Answer answer_of(const Context& context, const analyzer::Side& side, model::DecisionId decision, const model::Record& record) {
  if (side.policy) return context.answer(*side.policy, decision, record);
  return evaluator::answer_of_stack(evaluator::Evaluation{context.library(), record, side.stack->jurisdiction, side.stack->on}, *side.stack, decision);
}

using Pair = std::pair<std::vector<std::string>, std::vector<std::string>>;

Pair pair_of(const Context& context, const ProposedChange& change, model::DecisionId decision, const model::Record& record) {
  return {answer_of(context, change.before, decision, record).possible, answer_of(context, change.after, decision, record).possible};
}

// With the rules that give the answers.
using Told = std::pair<Pair, Pair>;

Told told_of(const Context& context, const ProposedChange& change, model::DecisionId decision, const model::Record& record) {
  const evaluator::Answer before = answer_of(context, change.before, decision, record);
  const evaluator::Answer after = answer_of(context, change.after, decision, record);
  return {{before.possible, after.possible}, {before.rules, after.rules}};
}

// A proposal's change of one decision, with how many of the given records fall in each difference.
struct Compared {
  ProposedChange change;
  model::DecisionId decision = 0;
  comparer::Comparisons comparisons;  // of the one pair

  const analyzer::Comparison& comparison() const { return comparisons.pairs.front().comparison; }
};

std::unique_ptr<Compared> compared(const Context& context, ProposedChange change, model::DecisionId decision) {
  change.before.decision = change.after.decision = decision;
  const auto subject = [](const analyzer::Side& side) { return comparer::Subject{{}, side.policy, side.stack, {}, {}}; };
  auto result = std::make_unique<Compared>();
  result->comparisons.subjects = {subject(change.before), subject(change.after)};
  comparer::Compared pair;
  pair.right = 1;
  pair.left_decision = pair.right_decision = decision;
  pair.comparison = analyzer::compare(context.library(), change.before, change.after, context.analyzer_options());
  result->comparisons.pairs.push_back(std::move(pair));
  result->change = std::move(change);
  result->decision = decision;
  return result;
}

// All of them in one pass over the records: exact, as `comity compare --records` counts.
void count_records(const Context& context, const std::vector<std::unique_ptr<Compared>>& all) {
  std::vector<comparer::Counting> countings;
  countings.reserve(all.size());
  for (const auto& one : all) countings.emplace_back(context.library(), one->comparisons, std::nullopt, comparer::Fill{}, context.analyzer_options());
  context.options().each_record([&](const model::Record& record) {
    for (comparer::Counting& counting : countings) counting.add(record);
  });
  for (comparer::Counting& counting : countings) counting.finish();
}

// "; 6 of 10 records", or empty.
std::string counts_text(const Compared& compared, std::size_t difference) {
  const auto& impact = compared.comparisons.pairs.front().impact;
  if (!impact || impact->all.records == 0) return {};
  const comparer::Bounds& bounds = impact->all.differences[difference];
  if (bounds.least == bounds.most) return fmt::format("; {} of {} records", bounds.least, impact->all.records);
  return fmt::format("; {} to {} of {} records", bounds.least, bounds.most, impact->all.records);
}

// ---------------------------------------------------------------------------------- differences

std::string by(const std::string& rule) { return rule.empty() ? "" : fmt::format(" by `{}`", rule); }

std::string region_words(const analyzer::Region& region) {
  if (region.when.empty()) return "always";
  std::string text;
  for (const analyzer::RegionCondition& one : region.when) text += (text.empty() ? "" : " and ") + as_link(one, region.when.size());
  return text;
}

void tell_difference(Context& context, const Compared& compared, std::size_t index) {
  const ProposedChange& change = compared.change;
  const model::DecisionId decision = compared.decision;
  const analyzer::Difference& difference = compared.comparison().differences[index];
  constexpr std::size_t most_regions = 3;
  const model::Policy& policy = context.policy(change.proposal);
  const model::Decision& known = context.vocabulary().decisions[decision];
  const std::string_view before = name(difference.left, known);
  const std::string_view after = name(difference.right, known);
  std::string when;
  for (std::size_t i = 0; i < std::min(difference.regions.size(), most_regions); ++i) when += (i == 0 ? "when " : "; or when ") + region_words(difference.regions[i]);
  if (difference.regions.size() > most_regions) when += fmt::format("; and in {} more ({})", difference.regions.size() - most_regions == 1 ? "one case" : fmt::format("{} cases", difference.regions.size() - most_regions), "`comity compare` lists them");
  const Told wanted = told_of(context, change, decision, difference.regions.front().witness);
  const model::Record small = context.shrunk(difference.regions.front().witness, [&](const model::Record& record) { return told_of(context, change, decision, record) == wanted; });
  context.report(Code::proposal_difference, change.proposal, policy.span, fmt::format("{} {} {} {} {}", known.name, before, difference.left_rule, after, difference.right_rule),
                 fmt::format("`{}` becomes {}{} where {} says {}{}{}", known.name, after, by(difference.right_rule), change.against, before, by(difference.left_rule),
                             counts_text(compared, index)))
      .primary(when)
      .decision(decision)
      .witness(small, fmt::format("{} under {}, {} under `{}`", before, change.against, after, policy.name));
}

// The same outcome, for another time or with other duties.
void tell_terms(Context& context, const ProposedChange& change, model::DecisionId decision, const analyzer::TermsDiffer& terms) {
  const model::Policy& policy = context.policy(change.proposal);
  const std::string& name = context.vocabulary().decisions[decision].name;
  const auto shown = [](const std::string& text) { return text.empty() ? std::string{"none"} : text; };
  const auto said = [&](const model::Record& record) {
    const auto parts = [](const evaluator::Answer& answer) { return std::tuple{answer.possible, answer.terms, answer.duties, answer.duties_possible}; };
    return std::pair{parts(answer_of(context, change.before, decision, record)), parts(answer_of(context, change.after, decision, record))};
  };
  const auto wanted = said(terms.witness);
  const model::Record small = context.shrunk(terms.witness, [&](const model::Record& record) { return said(record) == wanted; });
  context.report(Code::proposal_difference, change.proposal, policy.span, fmt::format("{} {} {}", name, terms.left, terms.right),
                 fmt::format("`{}` keeps its outcome, with other terms or duties: {}, where {} has {}", name, shown(terms.right), change.against, shown(terms.left)))
      .decision(decision)
      .witness(small, fmt::format("{} under {}, {} under `{}`", shown(terms.left), change.against, shown(terms.right), policy.name));
}

// ---------------------------------------------------------------------------------- presumptions

// The condition as it reads where the fact has this value; none: it does not ask for the fact alone.
std::optional<model::Condition> with_value(const model::Condition& part, const model::FactRef& fact, const model::Value& value) {
  const auto decided = [](bool is_so) { return is_so ? all_of({}) : never(); };
  if (const auto* holds = std::get_if<model::Holds>(&part.node); holds != nullptr && holds->fact == fact) return decided(value == model::Value{true});
  if (const auto* none = std::get_if<model::IsNone>(&part.node); none != nullptr && none->fact == fact) return decided(is_none(value));
  if (const auto* chosen = std::get_if<model::ChosenAmong>(&part.node); chosen != nullptr && chosen->fact == fact) {
    const auto* known = std::get_if<model::Chosen>(&value);
    return decided(known != nullptr && chosen->accepted[known->index]);
  }
  return std::nullopt;
}

const model::Presumption* presumption_on(const model::Policy& policy, const model::FactRef& fact) {
  const auto known = std::find_if(policy.presumptions.begin(), policy.presumptions.end(), [&](const auto& one) { return one.fact == fact; });
  return known == policy.presumptions.end() ? nullptr : &*known;
}

// What is presumed otherwise matters to no complete record, and to whoever leaves the fact out.
bool tell_presumptions(Context& context, const ProposedChange& change, bool is_told) {
  const model::Policy& before = context.policy(*change.before.policy);
  const model::Policy& after = context.policy(change.proposal);
  bool is_changed = false;
  for (const model::Presumption& presumption : after.presumptions) {
    const model::Presumption* known = presumption_on(before, presumption.fact);
    if (known != nullptr && known->value == presumption.value) continue;
    is_changed = true;
    const std::string fact = model::path_text(context.vocabulary(), presumption.fact);
    const std::string value = model::to_text(context.vocabulary(), presumption.fact.type, presumption.value);
    for (const model::DecisionId decision : after.decisions) {
      const auto presumed = [&](const model::Value& stated) { return changed(after, [&](const model::Condition& part) { return with_value(part, presumption.fact, stated); }); };
      if (!is_told || known == nullptr) continue;
      const auto witness = context.first_difference_between(presumed(known->value), presumed(presumption.value), decision);
      if (!witness) continue;
      model::Record record = *witness;
      model::set_value_at(context.vocabulary(), record, *context.vocabulary().root, presumption.fact.steps, model::Unknown{});
      const auto said = [&](model::PolicyId id, const model::Record& one) { return context.answer(id, decision, one).possible; };
      if (said(*change.before.policy, record) == said(change.proposal, record)) continue;
      const Pair wanted = pair_of(context, change, decision, record);
      record = context.shrunk(record, [&](const model::Record& smaller) { return pair_of(context, change, decision, smaller) == wanted; });
      const std::string& name = context.vocabulary().decisions[decision].name;
      context.report(Code::proposal_difference, change.proposal, after.span, fmt::format("{} presumes {}", name, fact),
                     fmt::format("`{}` is otherwise answered where `{}` is not stated: it is presumed to be {}", name, fact, value))
          .decision(decision)
          .witness(record, fmt::format("{} under {}, {} under `{}`", context.answer_text(*change.before.policy, decision, record), change.against,
                                       context.answer_text(change.proposal, decision, record), after.name));
    }
  }
  return is_changed || before.presumptions.size() != after.presumptions.size();
}

// ---------------------------------------------------------------------------------- what it says, and what it does

// The rules that the text itself writes, repeals or overrides, those that rest on what it defines or presumes, and its `otherwise`.
std::set<std::string> named_by(const Context& context, model::PolicyId id) {
  const model::Policy& policy = context.policy(id);
  const model::Policy& before = context.policy(*policy.amends);
  std::set<std::string> result;
  std::set<std::string> defined;
  const auto add_overridden = [&](const model::Policy& text, const std::string& name) {
    for (const model::Rule& rule : text.rules) {
      if (rule.name != name) continue;
      for (const model::RuleId other : rule.overrides) result.insert(text.rules[other].name);
    }
  };
  const auto add = [&](const std::string& name) {
    result.insert(name);
    add_overridden(policy, name);
    add_overridden(before, name);
  };
  const syntax::PolicyDecl* written = context.declaration(id);
  if (written == nullptr) return result;
  for (const syntax::Clause& clause : written->clauses) {
    if (const auto* rule = std::get_if<syntax::RuleClause>(&clause)) add(rule->name.text);
    if (const auto* define = std::get_if<syntax::DefineClause>(&clause)) defined.insert(define->about.name.text);
    if (const auto* repeal = std::get_if<syntax::RepealClause>(&clause)) {
      for (const syntax::Name& name : repeal->names) add(name.text);
    }
    if (std::holds_alternative<syntax::OtherwiseClause>(clause)) result.insert("otherwise");
    // Either reaches every rule, and says so.
    if (std::holds_alternative<syntax::AppliesClause>(clause) || std::holds_alternative<syntax::PresumeClause>(clause)) {
      for (const model::Rule& rule : policy.rules) result.insert(rule.name);
      result.insert("otherwise");
    }
  }
  for (const model::Policy* text : {&policy, &before}) {
    for (const model::Rule& rule : text->rules) {
      const auto look = [&](const model::Condition& condition) {
        for_each_part(condition, [&](const model::Condition& part, bool) {
          const auto* used = std::get_if<model::Defined>(&part.node);
          if (used != nullptr && defined.contains(text->definitions[used->definition].name)) add(rule.name);
        });
      };
      if (rule.when) look(*rule.when);
      if (rule.unless) look(*rule.unless);
    }
  }
  return result;
}

void check_more(Context& context, const ProposedChange& change, model::DecisionId decision, const analyzer::Difference& difference) {
  const std::set<std::string> named = named_by(context, change.proposal);
  if (named.contains(difference.left_rule) || named.contains(difference.right_rule)) return;
  const model::Policy& policy = context.policy(change.proposal);
  const model::Decision& known = context.vocabulary().decisions[decision];
  const bool is_right = !difference.right_rule.empty() && difference.right_rule != "otherwise";
  const std::string rule = is_right || difference.left_rule.empty() ? difference.right_rule : difference.left_rule;
  Span at = policy.span;
  for (const model::Rule& other : policy.rules) {
    if (other.name == rule) at = other.span;
  }
  Reported reported = context.report(Code::proposal_changes_more, change.proposal, policy.span, known.name + " " + rule, fmt::format("`{}` changes answers by `{}`, of which it says nothing", policy.name, rule));
  if (at != policy.span) reported.label(at, "this rule");
  reported.decision(decision)
      .help("see what the rule rests on, and name it in the proposal if the change is meant")
      .witness(context.shrunk(difference.regions.front().witness, {{*change.before.policy, decision}, {change.proposal, decision}}),
               fmt::format("{} under {}, {} under `{}`", name(difference.left, known), change.against, name(difference.right, known), policy.name));
}

// ---------------------------------------------------------------------------------- the levels below

model::Stack without(model::Stack stack, model::PolicyId id) {
  for (model::Level& level : stack.levels) std::erase(level.policies, id);
  return stack;
}

// A text below that decides something today and would decide nothing any more.
void tell_below(Context& context, const ProposedChange& change) {
  const model::Policy& policy = context.policy(change.proposal);
  const model::Library& library = context.library();
  const auto day = context.options().on ? context.options().on : policy.in_force.from ? policy.in_force.from : policy.adopted;
  if (!day) return;
  for (model::PolicyId id = 0; id < library.policies.size(); ++id) {
    const model::Policy& below = library.policies[id];
    const auto above = model::upwards(library, below.authority);
    const bool is_below = below.authority != policy.authority && std::find(above.begin(), above.end(), policy.authority) != above.end();
    if (!is_below || !model::is_in_force(library, id, *day)) continue;
    for (const model::DecisionId decision : below.decisions) {
      if (std::find(policy.decisions.begin(), policy.decisions.end(), decision) == policy.decisions.end()) continue;
      const auto has_effect = [&](const std::vector<model::PolicyId>& assumed) {
        const model::Stack stack = model::law_in_force(library, below.authority, *day, assumed);
        const analyzer::Comparison compared = context.stacks(stack, without(stack, id), decision);
        return !compared.complete || !compared.differences.empty();
      };
      if (!has_effect({}) || has_effect({change.proposal})) continue;
      const std::string& name = context.vocabulary().decisions[decision].name;
      context.report(Code::proposal_difference, change.proposal, policy.span, fmt::format("{} below {}", name, below.name),
                     fmt::format("`{}` would no longer decide anything on `{}`", below.name, name))
          .primary(fmt::format("under the law of {}", model::to_string(*day)))
          .label(below.span, "void below it")
          .decision(decision);
    }
  }
}

// ---------------------------------------------------------------------------------- examples

void tell_examples(Context& context, const ProposedChange& change) {
  if (!change.before.policy) return;
  std::set<std::string> otherwise;
  std::set<std::string> open;  // a fact that they do not state has come to matter
  for (const model::Example& example : context.library().examples) {
    for (const model::Expectation& expectation : example.expectations) {
      if (expectation.policy != change.before.policy) continue;
      const Pair pair = pair_of(context, change, expectation.decision, example.record);
      if (pair.first != pair.second) (pair.second.size() == 1 ? otherwise : open).insert(example.name);
    }
  }
  for (const std::string& name : otherwise) open.erase(name);
  if (otherwise.empty() && open.empty()) return;
  const auto counted = [&](std::size_t count, std::string_view what) { return fmt::format("{} {} of {} {}", count, count == 1 ? "example" : "examples", change.against, what); };
  const std::vector<std::string> names(otherwise.begin(), otherwise.end());
  std::string message = otherwise.empty() ? "" : counted(otherwise.size(), fmt::format("would be answered otherwise: {}", diagnostics::listed(names, 6)));
  if (!open.empty()) message += (message.empty() ? "" : "; ") + counted(open.size(), "would be undetermined, for want of facts that matter only now");
  const model::Policy& policy = context.policy(change.proposal);
  context.report(Code::proposal_breaks_examples, change.proposal, policy.span, "examples", message)
      .help("these say what the text was meant to do: see that each change is meant");
}

std::vector<model::DecisionId> decisions_of(const Context& context, const ProposedChange& change) {
  std::set<model::DecisionId> result(context.policy(change.proposal).decisions.begin(), context.policy(change.proposal).decisions.end());
  if (change.before.policy) {
    const auto& before = context.policy(*change.before.policy).decisions;
    result.insert(before.begin(), before.end());
  }
  return {result.begin(), result.end()};
}

bool is_text_that_only_dates(const model::Policy& policy) { return policy.status == model::Status::enacted; }

// All that is found of one proposal. `all`: its decisions.
void lint_change(Context& context, const ProposedChange& change, std::span<const std::unique_ptr<Compared>> all) {
  const model::Policy& policy = context.policy(change.proposal);
  const bool is_told = context.options().proposals == Proposals::told;
  bool is_equal = true;
  for (const auto& one : all) {
    const analyzer::Comparison& comparison = one->comparison();
    is_equal = is_equal && comparison.complete && comparison.differences.empty() && comparison.terms_differ.empty();
    for (std::size_t i = 0; i < comparison.differences.size(); ++i) {
      const analyzer::Difference& difference = comparison.differences[i];
      // A conflict of the proposal with itself is a finding, and told once.
      const bool is_its_own_conflict = difference.right.kind == AnswerKind::conflict &&
                                       context.answer(change.proposal, one->decision, difference.regions.front().witness).status == evaluator::AnswerStatus::conflict;
      if (is_told && !is_its_own_conflict) tell_difference(context, *one, i);
      if (policy.amends) check_more(context, one->change, one->decision, difference);
    }
  }
  for (const auto& one : all) {
    for (const analyzer::TermsDiffer& terms : one->comparison().terms_differ) {
      if (is_told) tell_terms(context, change, one->decision, terms);
    }
  }
  if (policy.amends && tell_presumptions(context, change, is_told)) is_equal = false;
  if (is_told) tell_below(context, change);
  if (is_told) tell_examples(context, change);
  if (is_equal && !is_text_that_only_dates(policy)) {
    context.report(Code::proposal_changes_nothing, change.proposal, policy.span, "nothing", fmt::format("`{}` changes no answer of {}", policy.name, change.against))
        .primary("every record is answered as before")
        .help("see whether a rule that it was to replace has another name, or is overridden");
  }
}

}  // namespace

void lint_proposals(Context& context) {
  const bool is_told = context.options().proposals == Proposals::told;
  std::vector<std::unique_ptr<Compared>> all;
  std::vector<std::pair<ProposedChange, std::size_t>> changes;  // with how many of `all` come before
  for (const model::PolicyId id : context.policies()) {
    const model::Policy& policy = context.policy(id);
    if (!is_proposal(policy) || !context.is_asked(policy.span)) continue;
    auto change = change_of(context, id);
    if (!change) {
      if (is_told) {
        context.report(Code::proposal_difference, id, policy.span, "day", fmt::format("`{}` names no day, so it is held against no law", policy.name))
            .help("ask with `--on DATE`: the law of that day is what it would change");
      }
      continue;
    }
    const std::size_t first = all.size();
    for (const model::DecisionId decision : decisions_of(context, *change)) all.push_back(compared(context, *change, decision));
    changes.emplace_back(std::move(*change), first);
  }
  if (is_told && context.options().each_record && !all.empty()) count_records(context, all);
  for (std::size_t i = 0; i < changes.size(); ++i) {
    const std::size_t end = i + 1 < changes.size() ? changes[i + 1].second : all.size();
    lint_change(context, changes[i].first, std::span{all}.subspan(changes[i].second, end - changes[i].second));
  }
}

}  // namespace comity::linter
