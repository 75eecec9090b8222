#include "interpreter/linter/context.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "grammar/source/words_at.hpp"
#include "interpreter/checker/citations.hpp"
#include "interpreter/linter/witness.hpp"

namespace comity::linter {

// ---------------------------------------------------------------------------------- words added to a finding

Reported& Reported::primary(std::string text) {
  finding_.diagnostic.primary.text = std::move(text);
  return *this;
}
Reported& Reported::label(Span span, std::string text) {
  finding_.diagnostic.labels.push_back({span, std::move(text)});
  return *this;
}
Reported& Reported::help(std::string text) {
  finding_.diagnostic.helps.assign(1, {std::move(text), {}});
  return *this;
}
Reported& Reported::decision(model::DecisionId decision) {
  finding_.decision = decision;
  return *this;
}
Reported& Reported::citation(std::string text) {
  finding_.diagnostic.citation = std::move(text);
  return *this;
}
Reported& Reported::witness(model::Record record, std::string says) {
  finding_.witness = Witness{std::move(record), std::move(says)};
  return *this;
}
Reported& Reported::fix(std::vector<Edit> edits) {
  finding_.is_safe = !edits.empty() && !finding_.diagnostic.helps.empty();
  if (finding_.is_safe) finding_.diagnostic.helps.front().edits = std::move(edits);
  return *this;
}

// ---------------------------------------------------------------------------------- what is looked at

namespace {

model::Library without_examples(const model::Library& library) {
  model::Library result;
  result.vocabulary = library.vocabulary;
  result.jurisdictions = library.jurisdictions;
  result.standing = library.standing;
  result.policies = library.policies;
  result.always = library.always;
  result.always_definitions = library.always_definitions;
  return result;
}

std::vector<model::PolicyId> with_what_they_amend(const model::Library& library, const std::function<bool(model::PolicyId)>& is_asked) {
  std::vector<model::PolicyId> result;
  const auto add = [&](auto& self, model::PolicyId id) -> void {
    if (std::find(result.begin(), result.end(), id) != result.end()) return;
    if (library.policies[id].amends) self(self, *library.policies[id].amends);
    result.push_back(id);
  };
  for (model::PolicyId id = 0; id < library.policies.size(); ++id) {
    if (is_asked(id)) add(add, id);
  }
  return result;
}

}  // namespace

Context::Context(const LintInput& input, const LintOptions& options)
    : input_{input},
      options_{options},
      policies_{with_what_they_amend(input.library, [&](model::PolicyId id) { return is_asked(input_.library.policies[id].span); })},
      bench_{without_examples(input.library)} {
  bench_.policies.emplace_back();
  for (const syntax::ParsedFile& file : input.files) {
    for (const syntax::Decl& decl : file.decls) {
      if (std::holds_alternative<syntax::PolicyDecl>(decl.node)) declarations_.emplace(decl.name().text, &decl);
    }
  }
}

std::string Context::words(Span span) const { return source::words_at(input_.sources, span); }

// ---------------------------------------------------------------------------------- questions

analyzer::Options Context::analyzer_options() const {
  return {options_.limits, [this](const Span& span) { return words(span); }};
}

analyzer::Found Context::where_says(model::PolicyId policy, model::DecisionId decision, analyzer::Said said) const {
  return analyzer::record_where(library(), {policy, std::nullopt, decision}, said, analyzer_options());
}
analyzer::Found Context::where_decides(model::PolicyId policy, model::RuleId rule, model::DecisionId decision) const {
  return analyzer::record_where_rule_decides(library(), policy, rule, decision, analyzer_options());
}
analyzer::Found Context::where_both_apply(model::PolicyId policy, model::RuleId a, model::RuleId b, model::DecisionId decision) const {
  return analyzer::record_where_both_apply(library(), policy, a, b, decision, analyzer_options());
}
analyzer::Found Context::where_holds(model::PolicyId policy, std::vector<model::Condition> all_of) const {
  return analyzer::record_between(library(), policy, {model::AllOf{std::move(all_of)}, {}, false}, {model::AnyOf{}, {}, false}, analyzer_options());
}

analyzer::Comparison Context::against(model::PolicyId policy, model::Policy variant, model::DecisionId decision) {
  bench_.policies.back() = std::move(variant);
  const auto changed = static_cast<model::PolicyId>(bench_.policies.size() - 1);
  return analyzer::compare(bench_, {policy, std::nullopt, decision}, {changed, std::nullopt, decision}, analyzer_options());
}

std::optional<model::Record> Context::first_difference(model::PolicyId policy, model::Policy variant, model::DecisionId decision) {
  const analyzer::Comparison compared = against(policy, std::move(variant), decision);
  if (compared.differences.empty()) return std::nullopt;
  return compared.differences.front().regions.front().witness;
}

std::optional<model::Record> Context::first_difference_between(model::Policy one, model::Policy other, model::DecisionId decision) {
  bench_.policies.push_back(std::move(one));
  const auto left = static_cast<model::PolicyId>(bench_.policies.size() - 1);
  const auto right = left - 1;
  bench_.policies[right] = std::move(other);
  const analyzer::Comparison compared = analyzer::compare(bench_, {left, std::nullopt, decision}, {right, std::nullopt, decision}, analyzer_options());
  bench_.policies.pop_back();
  if (compared.differences.empty()) return std::nullopt;
  return compared.differences.front().regions.front().witness;
}

bool Context::changes_nothing(model::PolicyId policy, const model::Policy& variant, const std::vector<model::DecisionId>& decisions) {
  return std::all_of(decisions.begin(), decisions.end(), [&](model::DecisionId decision) {
    const analyzer::Comparison compared = against(policy, variant, decision);
    return compared.complete && compared.differences.empty() && compared.terms_differ.empty();
  });
}

analyzer::Comparison Context::stacks(const model::Stack& left, const model::Stack& right, model::DecisionId decision) const {
  return analyzer::compare(library(), {std::nullopt, left, decision}, {std::nullopt, right, decision}, analyzer_options());
}

analyzer::Comparison Context::against_in(const model::Stack& stack, model::PolicyId policy, model::Policy variant, model::DecisionId decision) {
  bench_.policies.back() = std::move(variant);
  const auto changed = static_cast<model::PolicyId>(bench_.policies.size() - 1);
  model::Stack other = stack;
  for (model::Level& level : other.levels) {
    std::replace(level.assumed.begin(), level.assumed.end(), policy, changed);
    std::replace(level.policies.begin(), level.policies.end(), policy, changed);
  }
  return analyzer::compare(bench_, {std::nullopt, stack, decision}, {std::nullopt, other, decision}, analyzer_options());
}

// ---------------------------------------------------------------------------------- the evaluator's word

evaluator::Answer Context::answer(model::PolicyId id, model::DecisionId decision, const model::Record& record) const {
  const auto on = evaluator::day_asked(vocabulary(), record, std::nullopt);
  return evaluator::Evaluation{library(), record, policy(id).authority, on}.answer(id, decision);
}

evaluator::Answer Context::variant_answer(model::DecisionId decision, const model::Record& record) const {
  const auto on = evaluator::day_asked(vocabulary(), record, std::nullopt);
  const auto variant = static_cast<model::PolicyId>(bench_.policies.size() - 1);
  return evaluator::Evaluation{bench_, record, bench_.policies[variant].authority, on}.answer(variant, decision);
}

namespace {

std::string text_of(const model::Vocabulary& vocabulary, const evaluator::Answer& answer) {
  return answer.outcome ? vocabulary.decisions[answer.decision].outcomes[*answer.outcome] : std::string{name(answer.status)};
}

}  // namespace

std::string Context::answer_text(model::PolicyId id, model::DecisionId decision, const model::Record& record) const {
  return text_of(vocabulary(), answer(id, decision, record));
}
std::string Context::variant_text(model::DecisionId decision, const model::Record& record) const { return text_of(vocabulary(), variant_answer(decision, record)); }

model::Record Context::shrunk_with_variant(const model::Record& record, model::PolicyId id, model::DecisionId decision) const {
  const auto before = answer(id, decision, record).possible;
  const auto after = variant_answer(decision, record).possible;
  return shrunk(record, [&](const model::Record& smaller) {
    return answer(id, decision, smaller).possible == before && variant_answer(decision, smaller).possible == after;
  });
}

model::Record Context::shrunk(model::Record record, const std::function<bool(const model::Record&)>& holds) const {
  return without_the_needless(vocabulary(), std::move(record), holds);
}

model::Record Context::shrunk(const model::Record& record, const std::vector<std::pair<model::PolicyId, model::DecisionId>>& asked) const {
  std::vector<std::pair<std::vector<std::string>, std::vector<std::string>>> wanted;
  const auto said = [&](const auto& question, const model::Record& known) {
    const evaluator::Answer found = answer(question.first, question.second, known);
    return std::pair{found.possible, found.rules};
  };
  for (const auto& question : asked) wanted.push_back(said(question, record));
  return shrunk(record, [&](const model::Record& smaller) {
    for (std::size_t i = 0; i < asked.size(); ++i) {
      if (said(asked[i], smaller) != wanted[i]) return false;
    }
    return true;
  });
}

// ---------------------------------------------------------------------------------- findings

const syntax::PolicyDecl* Context::declaration(model::PolicyId id) const {
  const auto known = declarations_.find(policy(id).name);
  return known == declarations_.end() ? nullptr : &std::get<syntax::PolicyDecl>(known->second->node);
}

bool Context::is_own(model::PolicyId id, Span span) const {
  const auto known = declarations_.find(policy(id).name);
  if (known == declarations_.end()) return false;
  const Span whole = known->second->span;
  return span.source == whole.source && whole.begin <= span.begin && span.end <= whole.end;
}

bool Context::is_inherited(model::PolicyId id, Span span) const {
  for (std::optional<model::PolicyId> text = policy(id).amends; text; text = policy(*text).amends) {
    if (is_own(*text, span)) return true;
  }
  return false;
}

bool Context::has_in_chain(Code code, model::PolicyId id, const std::string& key) const {
  for (std::optional<model::PolicyId> text = id; text; text = policy(*text).amends) {
    if (seen_.contains({code, *text, key})) return true;
  }
  return false;
}

Reported Context::report(Code code, model::PolicyId id, Span span, const std::string& key, std::string message) {
  // In a definition for every policy: it is found once.
  const bool is_common = !is_own(id, span) && !is_inherited(id, span);
  if (has_in_chain(code, id, key) || (is_common && !seen_at_.emplace(code, span).second)) {
    discarded_ = {};
    return Reported{discarded_};
  }
  seen_.emplace(code, id, key);
  const bool is_here = is_common || is_own(id, span);
  Finding finding;
  finding.diagnostic = {code, diagnostics::info(code).severity, std::move(message), {is_here ? span : policy(id).span, {}}, {}, {}, {}};
  if (!is_here) {
    finding.diagnostic.message += fmt::format(", now that `{}` amends the text", policy(id).name);
    finding.diagnostic.labels.push_back({span, "it stands here"});
  }
  finding.policy = id;
  findings_.push_back(std::move(finding));
  return Reported{findings_.back()};
}

void Context::remember(Code code, model::PolicyId id, const std::string& key) { seen_.emplace(code, id, key); }

Reported Context::report(Code code, Span span, std::string message) {
  Finding finding;
  finding.diagnostic = {code, diagnostics::info(code).severity, std::move(message), {span, {}}, {}, {}, {}};
  findings_.push_back(std::move(finding));
  return Reported{findings_.back()};
}

std::vector<Finding> Context::take() {
  std::vector<Finding> result;
  for (Finding& finding : findings_) {
    if (is_asked(finding.diagnostic.primary.span)) result.push_back(std::move(finding));
  }
  findings_.clear();
  for (Finding& finding : result) {
    std::stable_sort(finding.diagnostic.labels.begin(), finding.diagnostic.labels.end(), [](const auto& a, const auto& b) { return a.span < b.span; });
    if (!finding.diagnostic.citation.empty()) continue;
    std::vector<Diagnostic> one{finding.diagnostic};
    checker::add_citations(one, input_.files);
    finding.diagnostic = std::move(one.front());
  }
  std::stable_sort(result.begin(), result.end(), [](const Finding& a, const Finding& b) {
    const Diagnostic& x = a.diagnostic;
    const Diagnostic& y = b.diagnostic;
    return std::tie(x.primary.span.source, x.primary.span.begin, x.severity, x.code) < std::tie(y.primary.span.source, y.primary.span.begin, y.severity, y.code);
  });
  return result;
}

// ---------------------------------------------------------------------------------- words

std::string outcome_text(const model::Decision& decision, std::uint32_t outcome) { return fmt::format("`{}`", decision.outcomes[outcome]); }

std::string said_text(const model::Decision& decision, const analyzer::Said& said) {
  switch (said.kind) {
    case analyzer::AnswerKind::outcome: return outcome_text(decision, said.outcome);
    case analyzer::AnswerKind::silent: return "silent";
    case analyzer::AnswerKind::conflict: return "in conflict";
  }
  return {};
}

const model::Effect* effect_on(const model::Rule& rule, model::DecisionId decision) {
  const auto found = std::find_if(rule.effects.begin(), rule.effects.end(), [&](const model::Effect& effect) { return effect.decision == decision; });
  return found == rule.effects.end() ? nullptr : &*found;
}

const model::Otherwise* otherwise_on(const model::Policy& policy, model::DecisionId decision) {
  const auto found = std::find_if(policy.otherwise.begin(), policy.otherwise.end(), [&](const model::Otherwise& known) { return known.effect.decision == decision; });
  return found == policy.otherwise.end() ? nullptr : &*found;
}

std::string citation_text(const model::Citation& citation) { return citation.text; }

}  // namespace comity::linter
