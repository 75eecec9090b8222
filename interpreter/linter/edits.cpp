#include "interpreter/linter/edits.hpp"

#include <algorithm>

#include "grammar/syntax/box.hpp"
#include "interpreter/model/law.hpp"

namespace comity::linter {
namespace {

using Edits = std::vector<Edit>;

// Edits that would take a remark along are none.
Edits sparing_remarks(const Context& context, Edits edits) {
  for (const Edit& edit : edits) {
    for (const syntax::ParsedFile& file : context.input().files) {
      const auto is_within = [&](const syntax::Comment& comment) {
        return comment.span.source == edit.span.source && comment.span.begin < edit.span.end && edit.span.begin < comment.span.end;
      };
      if (std::any_of(file.comments.begin(), file.comments.end(), is_within)) return {};
    }
  }
  return edits;
}

bool is_blank(char letter) { return letter == ' ' || letter == '\t' || letter == '\r'; }

// With the rest of its lines where nothing else stands there, and the empty line before it.
Span with_its_lines(const Context& context, Span span) {
  const std::string& text = context.input().sources[span.source].text;
  std::uint32_t begin = span.begin;
  while (begin > 0 && is_blank(text[begin - 1])) --begin;
  std::uint32_t end = span.end;
  while (end < text.size() && is_blank(text[end])) ++end;
  const bool is_alone = (begin == 0 || text[begin - 1] == '\n') && (end == text.size() || text[end] == '\n');
  if (!is_alone) return span;
  if (end < text.size()) ++end;
  if (begin >= 2 && text[begin - 2] == '\n') --begin;
  return {span.source, begin, end};
}

Edit taken_out(Span span) { return {span, ""}; }

// An element of a list that commas or connectives divide, with the word that divides it from the others.
template <typename Parts, typename SpanOf>
Edit without_part(const Parts& parts, std::size_t i, SpanOf span_of) {
  const Span one = span_of(parts[i]);
  if (i == 0) return taken_out({one.source, one.begin, span_of(parts[1]).begin});
  return taken_out({one.source, span_of(parts[i - 1]).end, one.end});
}

const syntax::RuleClause* rule_in(const syntax::PolicyDecl& policy, const std::string& name) {
  for (const syntax::Clause& clause : policy.clauses) {
    const auto* rule = std::get_if<syntax::RuleClause>(&clause);
    if (rule != nullptr && rule->name.text == name) return rule;
  }
  return nullptr;
}

// None: what is left would be a rule that says nothing.
Edits without_name(const syntax::RuleClause& rule, const std::string& overridden) {
  const auto& names = rule.overrides;
  const auto known = std::find_if(names.begin(), names.end(), [&](const syntax::Name& name) { return name.text == overridden; });
  if (known == names.end() || (names.size() == 1 && !rule.effect)) return {};
  if (names.size() == 1) return {taken_out({rule.name.span.source, rule.name.span.end, names.back().span.end})};
  return {without_part(names, static_cast<std::size_t>(known - names.begin()), [](const syntax::Name& name) { return name.span; })};
}

bool names_rule(const syntax::PolicyDecl& policy, const std::string& rule) {
  const auto is_it = [&](const syntax::Name& name) { return name.text == rule; };
  return std::any_of(policy.clauses.begin(), policy.clauses.end(), [&](const syntax::Clause& clause) {
    if (const auto* repeal = std::get_if<syntax::RepealClause>(&clause)) return std::any_of(repeal->names.begin(), repeal->names.end(), is_it);
    if (const auto* other = std::get_if<syntax::RuleClause>(&clause)) return std::any_of(other->overrides.begin(), other->overrides.end(), is_it);
    return false;
  });
}

bool is_named_by_what_amends(const Context& context, model::PolicyId id, const std::string& rule) {
  for (model::PolicyId other = 0; other < context.library().policies.size(); ++other) {
    if (other == id || !model::amends(context.library(), other, id)) continue;
    const syntax::PolicyDecl* written = context.declaration(other);
    if (written != nullptr && names_rule(*written, rule)) return true;
  }
  return false;
}

// ---------------------------------------------------------------------------------- conditions

bool is_at(const syntax::Condition& condition, Span span) {
  if (condition.span == span) return true;
  const auto* group = std::get_if<syntax::Group>(&condition.node);
  return group != nullptr && is_at(*group->inner, span);
}

class Links {
 public:
  Links(const SourceSet& sources, Span link, syntax::Connective connective) : sources_{sources}, link_{link}, connective_{connective} {}

  std::optional<Edit> without(const syntax::Condition& condition, bool is_negated = false) const {
    return std::visit(overloaded{
                          [&](const syntax::Chain& chain) { return of_chain(chain); },
                          [&](const syntax::Not& negation) { return without(*negation.operand, true); },
                          [&](const syntax::Group& group) { return of_group(condition.span, group, is_negated); },
                          [&](const syntax::Quantified& quantified) { return of_where(quantified); },
                          [](const syntax::Says&) { return std::optional<Edit>{}; },
                          [](const syntax::Comparison&) { return std::optional<Edit>{}; },
                      },
                      condition.node);
  }

 private:
  std::size_t place_in(const std::vector<syntax::Condition>& links) const {
    return static_cast<std::size_t>(std::find_if(links.begin(), links.end(), [&](const auto& one) { return is_at(one, link_); }) - links.begin());
  }

  std::optional<Edit> of_links(const std::vector<syntax::Condition>& links, syntax::Connective connective) const {
    const std::size_t place = place_in(links);
    if (place < links.size()) {
      if (connective != connective_ || links.size() < 2) return std::nullopt;
      return without_part(links, place, [](const syntax::Condition& one) { return one.span; });
    }
    for (const syntax::Condition& one : links) {
      if (auto edit = without(one)) return edit;
    }
    return std::nullopt;
  }

  std::optional<Edit> of_chain(const syntax::Chain& chain) const { return of_links(chain.links, chain.connectives.front()); }
  std::optional<Edit> of_where(const syntax::Quantified& quantified) const { return of_links(quantified.where, syntax::Connective::conjunction); }

  // Of two links in parentheses the one that is left needs none.
  std::optional<Edit> of_group(Span whole, const syntax::Group& group, bool is_negated) const {
    const auto* chain = std::get_if<syntax::Chain>(&group.inner->node);
    const std::size_t place = chain == nullptr ? 0 : place_in(chain->links);
    const bool is_one_left = chain != nullptr && chain->links.size() == 2 && place < 2 && chain->connectives.front() == connective_;
    if (is_one_left && !is_negated) return Edit{whole, std::string{sources_.text_of(chain->links[1 - place].span)}};
    return without(*group.inner);
  }

  const SourceSet& sources_;
  Span link_;
  syntax::Connective connective_;
};

}  // namespace

// ---------------------------------------------------------------------------------- what lints ask for

std::vector<Edit> without_clause(const Context& context, Span clause) { return sparing_remarks(context, {taken_out(with_its_lines(context, clause))}); }

std::vector<Edit> without_rule(const Context& context, model::PolicyId id, const std::string& name) {
  const syntax::PolicyDecl* policy = context.declaration(id);
  const syntax::RuleClause* rule = policy == nullptr ? nullptr : rule_in(*policy, name);
  if (rule == nullptr || is_named_by_what_amends(context, id, name)) return {};
  Edits edits{taken_out(with_its_lines(context, rule->span))};
  for (const syntax::Clause& clause : policy->clauses) {
    const auto* other = std::get_if<syntax::RuleClause>(&clause);
    const auto is_it = [&](const syntax::Name& known) { return known.text == name; };
    if (other == nullptr || std::none_of(other->overrides.begin(), other->overrides.end(), is_it)) continue;
    const Edits also = without_name(*other, name);
    if (also.empty()) return {};
    edits.insert(edits.end(), also.begin(), also.end());
  }
  return sparing_remarks(context, std::move(edits));
}

std::vector<Edit> without_override(const Context& context, model::PolicyId id, const std::string& name, const std::string& overridden) {
  const syntax::PolicyDecl* policy = context.declaration(id);
  const syntax::RuleClause* rule = policy == nullptr ? nullptr : rule_in(*policy, name);
  return rule == nullptr ? Edits{} : sparing_remarks(context, without_name(*rule, overridden));
}

std::vector<Edit> without_unless(const Context& context, model::PolicyId id, const std::string& name) {
  const syntax::PolicyDecl* policy = context.declaration(id);
  const syntax::RuleClause* rule = policy == nullptr ? nullptr : rule_in(*policy, name);
  if (rule == nullptr) return {};
  for (const auto& part : rule->parts) {
    if (const auto* unless = std::get_if<syntax::UnlessPart>(&part)) return without_clause(context, unless->span);
  }
  return {};
}

std::vector<Edit> without_link(const Context& context, model::PolicyId id, Span link, syntax::Connective connective) {
  const Links links{context.input().sources, link, connective};
  const auto of_condition = [&](const syntax::Condition& condition) -> Edits {
    auto edit = links.without(condition);
    return edit ? sparing_remarks(context, {std::move(*edit)}) : Edits{};
  };
  const auto of_clause = [&](const syntax::Condition& condition, Span clause) {
    return connective == syntax::Connective::conjunction && is_at(condition, link) ? without_clause(context, clause) : of_condition(condition);
  };
  const auto contains = [&](Span whole) { return whole.source == link.source && whole.begin <= link.begin && link.end <= whole.end; };
  if (const syntax::PolicyDecl* policy = context.declaration(id)) {
    for (const syntax::Clause& clause : policy->clauses) {
      if (const auto* define = std::get_if<syntax::DefineClause>(&clause); define != nullptr && contains(define->about.condition.span)) return of_condition(define->about.condition);
      if (const auto* applies = std::get_if<syntax::AppliesClause>(&clause); applies != nullptr && contains(applies->span)) return of_clause(applies->condition, applies->span);
      const auto* rule = std::get_if<syntax::RuleClause>(&clause);
      if (rule == nullptr || !contains(rule->span)) continue;
      for (const auto& part : rule->parts) {
        if (const auto* when = std::get_if<syntax::WhenPart>(&part); when != nullptr && contains(when->span)) return of_clause(when->condition, when->span);
        if (const auto* unless = std::get_if<syntax::UnlessPart>(&part); unless != nullptr && contains(unless->span)) return of_condition(unless->condition);
      }
    }
  }
  for (const syntax::ParsedFile& file : context.input().files) {
    for (const syntax::Decl& decl : file.decls) {
      const auto* definition = std::get_if<syntax::DefinitionDecl>(&decl.node);
      if (definition != nullptr && contains(decl.span)) return of_condition(definition->about.condition);
    }
  }
  return {};
}

std::vector<Edit> without_otherwise(const Context& context, model::PolicyId id, const std::string& decision) {
  const syntax::PolicyDecl* policy = context.declaration(id);
  if (policy == nullptr) return {};
  for (const syntax::Clause& clause : policy->clauses) {
    const auto* otherwise = std::get_if<syntax::OtherwiseClause>(&clause);
    if (otherwise == nullptr) continue;
    const auto& answers = otherwise->effect.answers;
    const auto known = std::find_if(answers.begin(), answers.end(), [&](const syntax::EffectAnswer& answer) { return answer.decision.text == decision; });
    if (known == answers.end()) continue;
    if (answers.size() == 1) return without_clause(context, otherwise->span);
    const auto span_of = [](const syntax::EffectAnswer& answer) {
      return Span{answer.decision.span.source, answer.decision.span.begin, answer.term ? answer.term->span.end : answer.decision.span.end};
    };
    return sparing_remarks(context, {without_part(answers, static_cast<std::size_t>(known - answers.begin()), span_of)});
  }
  return {};
}

}  // namespace comity::linter
