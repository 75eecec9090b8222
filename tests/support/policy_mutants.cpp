#include "tests/support/policy_mutants.hpp"

#include <algorithm>
#include <functional>
#include <set>

#include <fmt/format.h>

#include "grammar/diagnostics/diagnostic.hpp"
#include "grammar/syntax/box.hpp"

namespace comity::support {
namespace {

Span span_of(const syntax::Clause& clause) {
  return std::visit([](const auto& known) {
    if constexpr (requires { known.span; }) return known.span;
    else return known.about.span;
  }, clause);
}

class Mutating {
 public:
  Mutating(const SourceSet& sources, const syntax::ParsedFile& file, const model::Vocabulary& vocabulary) : sources_{sources}, file_{file}, vocabulary_{vocabulary} {}

  std::vector<PolicyMutant> run() {
    for (const syntax::Decl& decl : file_.decls) {
      policy_ = std::get_if<syntax::PolicyDecl>(&decl.node);
      if (policy_ == nullptr) continue;
      decl_ = &decl;
      for (const syntax::Clause& clause : policy_->clauses) mutate(clause);
    }
    return std::move(result_);
  }

 private:
  // ---- clauses

  void mutate(const syntax::Clause& clause) {
    clause_ = &clause;
    if (const auto* rule = std::get_if<syntax::RuleClause>(&clause)) mutate_rule(*rule);
    if (const auto* otherwise = std::get_if<syntax::OtherwiseClause>(&clause)) {
      mutate_effect(otherwise->effect);
      add("delete otherwise", {{otherwise->span, ""}}, "");
      mutate_notes(otherwise->notes);
    }
    if (const auto* define = std::get_if<syntax::DefineClause>(&clause)) mutate_condition(define->about.condition);
    if (const auto* applies = std::get_if<syntax::AppliesClause>(&clause)) mutate_condition(applies->condition);
    if (const auto* presume = std::get_if<syntax::PresumeClause>(&clause)) {
      if (presume->value.text == "yes" || presume->value.text == "no") change("flip presumption", presume->value.span, presume->value.text == "yes" ? "no" : "yes");
    }
  }

  void mutate_rule(const syntax::RuleClause& rule) {
    add("delete rule", {{rule.span, ""}}, fmt::format("  repeal {}\n", rule.name.text));
    if (rule.effect) mutate_effect(*rule.effect);
    if (!rule.overrides.empty()) {
      const Span overriding = {rule.name.span.source, rule.name.span.end, rule.overrides.back().span.end};
      change("drop precedence", overriding, "");
      if (rule.overrides.size() == 1) swap_precedence(rule, overriding);
    }
    for (const auto& part : rule.parts) {
      if (const auto* when = std::get_if<syntax::WhenPart>(&part)) {
        mutate_condition(when->condition);
        if (rule.parts.size() > 1) change("drop when", when->span, "");
      }
      if (const auto* unless = std::get_if<syntax::UnlessPart>(&part)) {
        mutate_condition(unless->condition);
        change("drop unless", unless->span, "");
      }
      if (const auto* cite = std::get_if<syntax::CiteNote>(&part)) mutate_cite(*cite);
    }
  }

  void swap_precedence(const syntax::RuleClause& rule, Span overriding) {
    for (const syntax::Clause& clause : policy_->clauses) {
      const auto* other = std::get_if<syntax::RuleClause>(&clause);
      if (other == nullptr || other->name.text != rule.overrides.front().text || !other->overrides.empty()) continue;
      const Span end = {other->name.span.source, other->name.span.end, other->name.span.end};
      const std::vector<Edit> edits{{overriding, ""}, {end, " overrides " + rule.name.text}};
      add("swap precedence", edits, "  " + edited(rule.span, edits) + "\n\n  " + edited(other->span, edits) + "\n");
    }
  }

  void mutate_effect(const syntax::Effect& effect) {
    const auto decision = vocabulary_.find_decision(effect.answers.front().decision.text);
    if (decision) {
      const auto& outcomes = vocabulary_.decisions[*decision].outcomes;
      for (const std::string& outcome : outcomes) {
        if (outcome != effect.outcome.text()) change("flip outcome", effect.outcome.span, outcome);
      }
    }
    for (const syntax::EffectAnswer& answer : effect.answers) {
      const auto* term = answer.term ? std::get_if<syntax::ForTerm>(&answer.term->node) : nullptr;
      if (term == nullptr) continue;
      off_by_one("hours one off", term->duration);
      if (term->excluding_weekends_and_holidays) change("count weekends", {term->duration.span.source, term->duration.span.end, answer.term->span.end}, "");
    }
    if (effect.answers.size() > 1) {
      const Span last = {effect.span.source, effect.answers[effect.answers.size() - 2].decision.span.end, effect.answers.back().decision.span.end};
      if (!effect.answers.back().term && !effect.answers[effect.answers.size() - 2].term) change("drop decision", last, "");
    }
  }

  void mutate_notes(const std::vector<syntax::Note>& notes) {
    for (const syntax::Note& note : notes) {
      if (const auto* cite = std::get_if<syntax::CiteNote>(&note)) mutate_cite(*cite);
    }
  }

  void mutate_cite(const syntax::CiteNote& cite) {
    change("drop cite", cite.span, "");
    if (cite.reference.address) {
      const std::string text{sources_.text_of(cite.reference.address->span)};
      const auto scheme = text.find("://");
      if (scheme != std::string::npos) change("break address", cite.reference.address->span, "\"" + text.substr(scheme + 3));
    }
  }

  // ---- conditions

  void mutate_condition(const syntax::Condition& condition) {
    std::visit(overloaded{
                   [&](const syntax::Chain& chain) { mutate_chain(chain); },
                   [&](const syntax::Not& negation) {
                     change("drop not", {negation.not_span.source, negation.not_span.begin, negation.operand->span.begin}, "");
                     mutate_condition(*negation.operand);
                   },
                   [&](const syntax::Group& group) { mutate_condition(*group.inner); },
                   [&](const syntax::Quantified& quantified) { mutate_quantified(quantified); },
                   [&](const syntax::Says& says) { mutate_test(says.test); },
                   [&](const syntax::Comparison& comparison) { mutate_comparison(condition, comparison); },
               },
               condition.node);
  }

  void mutate_chain(const syntax::Chain& chain) {
    for (std::size_t i = 0; i < chain.links.size(); ++i) {
      const Span link = chain.links[i].span;
      const Span gone = i == 0 ? Span{link.source, link.begin, chain.links[1].span.begin} : Span{link.source, chain.links[i - 1].span.end, link.end};
      change("drop condition", gone, "");
      mutate_condition(chain.links[i]);
    }
    std::vector<Edit> edits;
    for (std::size_t i = 0; i < chain.connectives.size(); ++i) {
      edits.push_back({chain.connective_spans[i], chain.connectives[i] == syntax::Connective::conjunction ? "or" : "and"});
    }
    add_in_clause("and for or", edits);
  }

  void mutate_quantified(const syntax::Quantified& quantified) {
    const Span head = quantified.head_span;
    const std::string text{sources_.text_of(head)};
    const auto word = [&](const std::string& from, const std::string& to) { change(from + " to " + to, {head.source, head.begin, head.begin + static_cast<std::uint32_t>(from.size())}, to); };
    switch (quantified.quantifier) {
      case syntax::Quantifier::any:
        word("any", "no");
        if (quantified.is_test) word("any", "every");
        break;
      case syntax::Quantifier::every:
        word("every", "any");
        word("every", "no");
        break;
      case syntax::Quantifier::no: word("no", "any"); break;
      case syntax::Quantifier::at_least: off_by_one("count one off", *quantified.count); break;
    }
    if (quantified.is_test) mutate_test(*quantified.is_test);
    if (!quantified.where.empty()) {
      for (std::size_t i = 1; i < quantified.where.size(); ++i) {
        change("drop condition", {head.source, quantified.where[i - 1].span.end, quantified.where[i].span.end}, "");
      }
      for (const syntax::Condition& link : quantified.where) mutate_condition(link);
    }
  }

  void mutate_comparison(const syntax::Condition& condition, const syntax::Comparison& comparison) {
    if (std::holds_alternative<std::monostate>(comparison.test)) change("negate condition", {condition.span.source, condition.span.begin, condition.span.begin}, "not ");
    if (const auto* order = std::get_if<syntax::OrderTest>(&comparison.test)) {
      const std::string text{sources_.text_of(order->order_span)};
      change("strict or not", order->order_span, text.size() == 1 ? text + "=" : text.substr(0, 1));
      change("reverse comparison", order->order_span, text.front() == '<' ? ">" + text.substr(1) : "<" + text.substr(1));
      off_by_one("bound one off", order->bound);
    }
    if (const auto* test = std::get_if<syntax::Test>(&comparison.test)) mutate_test(*test);
  }

  void mutate_test(const syntax::Test& test) {
    std::visit(overloaded{
                   [&](const syntax::LadderTest& ladder) {
                     const std::string text{sources_.text_of(test.span)};
                     const bool is_least = ladder.extreme == syntax::Extreme::least;
                     const auto at = static_cast<std::uint32_t>(text.find(is_least ? "least" : "most"));
                     change("reverse comparison", {test.span.source, test.span.begin + at, test.span.begin + at + (is_least ? 5U : 4U)}, is_least ? "most" : "least");
                     other_value({LiteralSpan{ladder.value.text(), ladder.value.span}});
                   },
                   [&](const syntax::DayTest& day) {
                     const Span start = {test.span.source, test.span.begin, test.span.begin};
                     if (day.or_on) change("strict or not", {start.source, start.begin, start.begin + 6}, "");
                     else change("strict or not", start, "on or ");
                     mutate_day(day.day);
                   },
                   [&](const syntax::ValueTest& value) { mutate_values(test, value); },
                   [&](const syntax::WithinTest& within) {
                     off_by_one("window one off", within.duration);
                     mutate_day(within.day);
                   },
               },
               test.node);
  }

  struct LiteralSpan {
    std::string text;
    Span span;
  };

  const model::Choice* choice_with(const std::string& value) const {
    const auto known = std::find_if(vocabulary_.choices.begin(), vocabulary_.choices.end(), [&](const model::Choice& choice) { return choice.find(value).has_value(); });
    return known == vocabulary_.choices.end() ? nullptr : &*known;
  }

  void other_value(const LiteralSpan& literal) {
    const model::Choice* choice = choice_with(literal.text);
    if (choice == nullptr) return;
    const std::uint32_t place = *choice->find(literal.text);
    change("other value", literal.span, choice->values[(place + 1) % choice->values.size()]);
  }

  void mutate_values(const syntax::Test& test, const syntax::ValueTest& value) {
    const Span start = {test.span.source, test.span.begin, test.span.begin};
    if (value.is_negated) change("drop not", {start.source, start.begin, start.begin + 4}, "");
    else change("negate condition", start, "not ");
    const std::vector<syntax::Literal>& values = value.values;
    if (values.size() == 1) other_value({values.front().text, values.front().span});
    if (values.size() < 2) return;
    for (std::size_t i = 0; i < values.size(); ++i) {
      const Span one = values[i].span;
      change("narrow a list", i == 0 ? Span{one.source, one.begin, values[1].span.begin} : Span{one.source, values[i - 1].span.end, one.end}, "");
    }
    const model::Choice* choice = choice_with(values.front().text);
    if (choice == nullptr) return;
    const auto is_in = [&](const std::string& known) { return std::any_of(values.begin(), values.end(), [&](const auto& literal) { return literal.text == known; }); };
    const auto wider = std::find_if(choice->values.begin(), choice->values.end(), [&](const std::string& known) { return !is_in(known); });
    const Span end = {test.span.source, values.back().span.end, values.back().span.end};
    if (wider != choice->values.end()) change("widen a list", end, ", " + *wider);
  }

  void mutate_day(const syntax::Day& day) {
    if (const auto* later = std::get_if<syntax::LaterOf>(&day.node)) {
      mutate_day(*later->first);
      mutate_day(*later->second);
    }
    if (const auto* shifted = std::get_if<syntax::ShiftedDay>(&day.node)) {
      for (const syntax::Shift& shift : shifted->shifts) off_by_one("window one off", shift.duration);
    }
  }

  void off_by_one(const std::string& kind, const syntax::Duration& duration) {
    const Span digits = {duration.span.source, duration.span.begin, duration.span.begin + static_cast<std::uint32_t>(duration.count.size())};
    change(kind, digits, std::to_string(std::stoll(duration.count) + 1));
    change(kind, digits, std::to_string(std::stoll(duration.count) - 1));
  }

  void off_by_one(const std::string& kind, const syntax::Literal& literal) {
    std::string digits;
    for (const char c : literal.text) {
      if (c >= '0' && c <= '9') digits += c;
    }
    if (literal.text.find('.') != std::string::npos) return;
    const std::string sign = literal.kind == syntax::LiteralKind::money ? "$" : "";
    change(kind, literal.span, sign + std::to_string(std::stoll(digits) + 1));
    change(kind, literal.span, sign + std::to_string(std::stoll(digits) - 1));
  }

  // ---- texts

  void change(const std::string& kind, Span span, const std::string& text) { add_in_clause(kind, {{span, text}}); }

  void add_in_clause(const std::string& kind, const std::vector<Edit>& edits) { add(kind, edits, "  " + edited(span_of(*clause_), edits) + "\n"); }

  // `amending`: the clauses of a text that amends the policy so; empty: none can.
  void add(const std::string& kind, const std::vector<Edit>& edits, const std::string& amending) {
    PolicyMutant mutant;
    mutant.kind = kind;
    mutant.policy = policy_->name.text;
    for (const Edit& edit : edits) mutant.shown += fmt::format("{}`{}` -> `{}`", mutant.shown.empty() ? "" : "; ", sources_.text_of(edit.span), edit.text);
    const auto size = static_cast<std::uint32_t>(sources_[file_.source].text.size());
    mutant.text = edited({file_.source, 0, size}, edits);
    std::vector<Edit> also = edits;
    also.push_back({policy_->name.span, mutant.policy + "_mutant"});
    bool has_status = false;
    for (const syntax::Clause& clause : policy_->clauses) {
      if (const auto* status = std::get_if<syntax::StatusClause>(&clause)) {
        also.push_back({status->status.span, "yardstick"});
        has_status = true;
      }
    }
    mutant.renamed = edited(decl_->span, also) + (has_status ? "" : "\n  status yardstick") + "\n";
    if (!amending.empty()) {
      mutant.amendment = fmt::format("policy {0}_draft amends {0} \"Draft\"\n  status proposed\n  source \"Draft\"\n\n{1}", mutant.policy, amending);
    }
    result_.push_back(std::move(mutant));
  }

  // The text of a span with the edits that lie in it.
  std::string edited(Span span, std::vector<Edit> edits) const {
    std::sort(edits.begin(), edits.end(), [](const Edit& a, const Edit& b) { return a.span < b.span; });
    std::string result;
    std::uint32_t at = span.begin;
    for (const Edit& edit : edits) {
      if (edit.span.begin < span.begin || edit.span.end > span.end) continue;
      result += sources_.text_of({span.source, at, edit.span.begin});
      result += edit.text;
      at = edit.span.end;
    }
    return result + std::string{sources_.text_of({span.source, at, span.end})};
  }

  const SourceSet& sources_;
  const syntax::ParsedFile& file_;
  const model::Vocabulary& vocabulary_;
  const syntax::PolicyDecl* policy_ = nullptr;
  const syntax::Decl* decl_ = nullptr;
  const syntax::Clause* clause_ = nullptr;
  std::vector<PolicyMutant> result_;
};

}  // namespace

std::vector<PolicyMutant> policy_mutants(const SourceSet& sources, const syntax::ParsedFile& file, const model::Vocabulary& vocabulary) {
  return Mutating{sources, file, vocabulary}.run();
}

}  // namespace comity::support
