#include "tests/support/lint_seeds.hpp"

#include <algorithm>
#include <functional>
#include <set>

#include <fmt/format.h>

#include "grammar/syntax/box.hpp"
#include "interpreter/linter/conditions.hpp"
#include "interpreter/model/law.hpp"

namespace comity::support {
namespace {

using model::PolicyId;

class Seeding {
 public:
  Seeding(const Texts& texts, const Checked& checked) : texts_{texts}, checked_{checked}, library_{*checked.library} {}

  std::vector<LintSeed> run() {
    for (file_ = 0; file_ < texts_.size(); ++file_) {
      bool is_first = true;
      for (const syntax::Decl& decl : checked_.files[file_].decls) {
        const auto* policy = std::get_if<syntax::PolicyDecl>(&decl.node);
        if (policy == nullptr) continue;
        policy_ = policy;
        decl_ = &decl;
        id_ = *library_.find_policy(policy->name.text);
        model_ = &library_.policies[id_];
        seed_policy(is_first);
        is_first = false;
        for (const syntax::Clause& clause : policy->clauses) {
          const auto* rule = std::get_if<syntax::RuleClause>(&clause);
          if (rule != nullptr && rule->effect) seed_rule(*rule);
        }
      }
    }
    return std::move(result_);
  }

 private:
  // ---- texts

  std::string words(Span span) const { return std::string{checked_.sources.text_of(span)}; }
  std::string replaced(Span span, const std::string& by) const {
    std::string text = texts_[span.source].second;
    return text.replace(span.begin, span.end - span.begin, by);
  }
  // A clause more, at the end of the policy.
  std::string with_clause(const syntax::Decl& decl, const std::string& clause) const { return replaced({decl.span.source, decl.span.end, decl.span.end}, "\n\n" + clause); }

  LintSeed& add(Code code, const std::string& shown) {
    result_.push_back({code, file_, texts_[file_].second, {}, policy_->name.text, file_, shown});
    return result_.back();
  }
  void clause(Code code, const std::string& text) { add(code, text).text = with_clause(*decl_, text); }
  void change(Code code, Span span, const std::string& by) { add(code, fmt::format("`{}` -> `{}`", words(span), by)).text = replaced(span, by); }
  void draft(Code code, const std::string& text) {
    LintSeed& seed = add(code, text);
    seed.added = text;
    seed.asked = texts_.size();
    seed.policy += "_draft";
  }

  // ---- what the model says of the policy

  const model::Decision& decision_of(const model::Effect& effect) const { return library_.vocabulary.decisions[effect.decision]; }
  const model::Rule* rule(const std::string& name) const {
    const auto known = std::find_if(model_->rules.begin(), model_->rules.end(), [&](const model::Rule& one) { return one.name == name; });
    return known == model_->rules.end() ? nullptr : &*known;
  }
  bool is_overridden(const model::Rule& one) const {
    const auto number = static_cast<model::RuleId>(&one - model_->rules.data());
    return std::any_of(model_->rules.begin(), model_->rules.end(), [&](const model::Rule& other) {
      return std::find(other.overrides.begin(), other.overrides.end(), number) != other.overrides.end();
    });
  }
  bool is_own(const model::Rule& one) const { return one.span.source == decl_->span.source && decl_->span.begin <= one.span.begin && one.span.end <= decl_->span.end; }
  bool has_rule_on(model::DecisionId decision) const {
    return std::any_of(model_->rules.begin(), model_->rules.end(), [&](const model::Rule& one) {
      return std::any_of(one.effects.begin(), one.effects.end(), [&](const model::Effect& effect) { return effect.decision == decision; });
    });
  }
  // What an agency's standing facts rule out decides nothing there, with or without a law above.
  bool rests_on_standing_facts(const model::Rule& one, const std::vector<model::JurisdictionId>& above) const {
    bool result = false;
    if (!one.when) return false;
    linter::for_each_fact(*one.when, [&](const model::FactRef& fact) {
      result = result || std::any_of(library_.standing.begin(), library_.standing.end(), [&](const model::StandingFact& known) {
        return known.fact == fact && std::find(above.begin(), above.end(), known.jurisdiction) != above.end();
      });
    });
    return result;
  }
  bool is_law() const { return model_->status == model::Status::enacted || model_->status == model::Status::proposed; }
  std::optional<model::Date> first_day() const { return model_->in_force.from ? model_->in_force.from : model_->adopted; }
  bool asks_age() const { return words(decl_->span).find(" age ") != std::string::npos; }

  // ---- a policy

  void seed_policy(bool is_first_of_file) {
    if (is_first_of_file) add(Code::unused_determination, "determination").text = texts_[file_].second + "\ndetermination seeded_word \"What nobody asks\"\n";
    clause(Code::unused_definition, "  define seeded_child\n    age < 13");
    for (const model::Otherwise& otherwise : model_->otherwise) seed_otherwise(otherwise);
    const Span start{decl_->span.source, decl_->span.begin, decl_->span.begin};
    change(Code::malformed_suppression, start, "# lint: allow gap\n");
    change(Code::unused_suppression, start, "# lint: allow may-and-must because \"seeded\"\n");
    seed_law();
    seed_asked();
  }

  void seed_otherwise(const model::Otherwise& otherwise) {
    const model::Decision& decision = decision_of(otherwise.effect);
    const std::string& own = decision.outcomes[otherwise.effect.outcome];
    const std::string& other = own == decision.outcomes.front() ? decision.outcomes.back() : decision.outcomes.front();
    const auto is_used = [&](const std::string& outcome) {
      return std::any_of(model_->rules.begin(), model_->rules.end(), [&](const model::Rule& known) {
        return std::any_of(known.effects.begin(), known.effects.end(), [&](const model::Effect& effect) {
          return effect.decision == otherwise.effect.decision && decision.outcomes[effect.outcome] == outcome;
        });
      });
    };
    clause(Code::otherwise_never_reached, fmt::format("  rule seeded_all\n    {} {}", other, decision.name));
    clause(Code::rule_never_decides, fmt::format("  rule seeded_never\n    {} {}\n    when age < 10 and age > 20", other, decision.name));
    clause(Code::look_back_without_anchor, fmt::format("  rule seeded_window\n    {} {}\n    when any conviction where its convicted_on is within 5 years before 2012-01-01", other, decision.name));
    clause(Code::unlisted_statute, fmt::format("  rule seeded_statute\n    {} {}\n    when any charge where its statute is \"{}\"", other, decision.name, unlisted_statute));
    clause(Code::conflict, fmt::format("  rule seeded_one\n    {0} {2}\n    when age < 3\n\n  rule seeded_other\n    {1} {2}\n    when age < 5", decision.outcomes.front(),
                                       decision.outcomes.back(), decision.name));
    // In a text without rules nothing is in its way.
    if (model_->rules.empty() && !model_->applies_when) {
      clause(Code::empty_list_decides, fmt::format("  rule seeded_every\n    {} {}\n    when every conviction is felony", other, decision.name));
    }
    if (!is_used(other) && has_rule_on(otherwise.effect.decision)) clause(Code::outcome_never_reached, fmt::format("  rule seeded_clash\n    {} {}", other, decision.name));
    if (!asks_age()) {
      clause(Code::boundary_one_off, fmt::format("  rule seeded_young\n    {0} {1}\n    when age < 18\n\n  rule seeded_old\n    {0} {1}\n    when age > 18", other, decision.name));
    }
  }

  // What stands above and beside it in law.
  void seed_law() {
    if (!is_law()) return;
    const auto above = model::upwards(library_, model_->authority);
    if (above.size() > 1 && first_day() && model_->status == model::Status::enacted) {
      for (const model::Rule& one : model_->rules) {
        for (const model::Effect& effect : one.effects) {
          const model::Decision& decision = decision_of(effect);
          if (!is_own(one) || rests_on_standing_facts(one, above) || effect.outcome == 0 || decision.name != "hold" || is_overridden(one)) continue;
          LintSeed& seed = add(Code::void_under_the_law_above, fmt::format("`{}` under a federal command", one.name));
          seed.added = fmt::format("policy seeded_command \"Command\"\n  authority united_states\n  status enacted\n  in force\n  source \"Seeded\"\n\n  otherwise {} {}\n",
                                   decision.outcomes.front(), decision.name);
          return;
        }
      }
    }
    if (above.size() == 1) {
      for (const syntax::Clause& known : policy_->clauses) {
        const auto* rule = std::get_if<syntax::RuleClause>(&known);
        const auto* otherwise = std::get_if<syntax::OtherwiseClause>(&known);
        const syntax::Effect* effect = rule != nullptr && rule->effect ? &*rule->effect : otherwise != nullptr ? &otherwise->effect : nullptr;
        if (effect != nullptr && effect->outcome.is_may) change(Code::binding_federal_answer, effect->outcome.span, effect->outcome.name.text);
      }
    }
  }

  // The text that it amends has lapsed before; what it asks is in conflict.
  void seed_asked() {
    std::set<PolicyId> asked;
    std::set<std::pair<PolicyId, model::DecisionId>> said;
    linter::for_each_condition(*model_, [&](const model::Condition& condition, const linter::Place&) {
      model::for_each_part(condition, [&](const model::Condition& part, bool) {
        if (const auto* says = std::get_if<model::Says>(&part.node)) {
          asked.insert(says->policy);
          said.emplace(says->policy, says->decision);
        }
      });
    });
    if (model_->amends) asked.insert(*model_->amends);
    for (const PolicyId other : asked) {
      if (!is_law() || !model_->in_force.from || library_.policies[other].status != model::Status::enacted) continue;
      const syntax::Decl* written = declaration(other);
      for (const syntax::Clause& known : std::get<syntax::PolicyDecl>(written->node).clauses) {
        const auto* in_force = std::get_if<syntax::InForceClause>(&known);
        if (in_force == nullptr) continue;
        LintSeed& seed = add(Code::sunset_passed, fmt::format("`{}` had lapsed", library_.policies[other].name));
        seed.file = in_force->span.source;
        seed.text = replaced(in_force->span, "in force until 1990-01-01");
      }
    }
    for (const auto& [other, decision] : said) {
      const syntax::Decl* written = declaration(other);
      const model::Decision& known = library_.vocabulary.decisions[decision];
      LintSeed& seed = add(Code::says_may_conflict, fmt::format("`{}` contradicts itself", library_.policies[other].name));
      seed.file = written->span.source;
      seed.text = with_clause(*written, fmt::format("  rule seeded_one\n    {} {}\n    when age < 30\n\n  rule seeded_other\n    {} {}\n    when age < 40", known.outcomes.front(), known.name,
                                                    known.outcomes.back(), known.name));
    }
  }

  const syntax::Decl* declaration(PolicyId id) const {
    for (const syntax::ParsedFile& file : checked_.files) {
      for (const syntax::Decl& decl : file.decls) {
        if (std::holds_alternative<syntax::PolicyDecl>(decl.node) && decl.name().text == library_.policies[id].name) return &decl;
      }
    }
    return nullptr;
  }

  // ---- a rule

  struct Parts {
    std::string when, unless;  // the conditions; empty: none
    Span when_span{};
    std::size_t whens = 0, unlesses = 0;
    const syntax::CiteNote* cite = nullptr;
  };

  Parts parts_of(const syntax::RuleClause& written) const {
    Parts result;
    for (const auto& part : written.parts) {
      if (const auto* when = std::get_if<syntax::WhenPart>(&part)) {
        result.when = words(when->condition.span);
        result.when_span = when->condition.span;
        ++result.whens;
      }
      if (const auto* unless = std::get_if<syntax::UnlessPart>(&part)) {
        result.unless = words(unless->condition.span);
        ++result.unlesses;
      }
      if (const auto* cite = std::get_if<syntax::CiteNote>(&part)) result.cite = cite;
    }
    return result;
  }

  void seed_rule(const syntax::RuleClause& written) {
    const model::Rule* one = rule(written.name.text);
    if (one == nullptr) return;
    const Parts parts = parts_of(written);
    const std::string header = words({written.name.span.source, written.name.span.end, written.span.end});
    if (!is_overridden(*one) && one->duties.empty()) clause(Code::duplicate_rule, fmt::format("  rule {}_copy{}", one->name, header));
    seed_effect(written, *one, parts);
    if (parts.whens == 1 && parts.when.find('#') == std::string::npos) {
      change(Code::redundant_condition, parts.when_span, fmt::format("({0}) and ({0})", parts.when));
      change(Code::condition_always_true, parts.when_span, fmt::format("({}) and age >= 0", parts.when));
      change(Code::condition_always_false, parts.when_span, fmt::format("({}) or (age < 10 and age > 20)", parts.when));
      if (parts.unlesses == 0) {
        const Span end{written.span.source, parts.when_span.end, parts.when_span.end};
        change(Code::exception_never_narrows, end, fmt::format("\n    unless not ({})", parts.when));
      }
      if (!is_overridden(*one) && one->duties.empty() && !asks_age() && parts.unlesses == 0) {
        clause(Code::rule_changes_nothing, fmt::format("  rule {}_narrow\n    {}\n    when ({}) and age < 3", one->name, words(written.effect->span), parts.when));
      }
    }
    if (is_law() || !model_->amends) {
      draft(Code::proposal_changes_nothing, fmt::format("policy {0}_draft amends {0} \"Draft\"\n  status proposed\n  source \"Draft\"\n\n  {1}\n", policy_->name.text, words(written.span)));
    }
    if (parts.cite != nullptr) seed_cite(*parts.cite);
  }

  void seed_effect(const syntax::RuleClause& written, const model::Rule& one, const Parts& parts) {
    const model::Effect& effect = one.effects.front();
    const model::Decision& decision = decision_of(effect);
    const std::string& own = decision.outcomes[effect.outcome];
    const std::string mixed = own.starts_with("may ") ? own.substr(4) : "may " + own;
    const std::string when = parts.when.empty() ? "" : fmt::format("\n    when {}", parts.when);
    const std::string unless = parts.unless.empty() ? "" : fmt::format("\n    unless {}", parts.unless);
    if (std::find(decision.outcomes.begin(), decision.outcomes.end(), mixed) != decision.outcomes.end()) {
      clause(Code::may_and_must, fmt::format("  rule {}_mixed\n    {} {}{}{}", one.name, mixed, decision.name, when, unless));
    }
    const auto otherwise = std::find_if(model_->otherwise.begin(), model_->otherwise.end(), [&](const auto& known) { return known.effect.decision == effect.decision; });
    if (otherwise != model_->otherwise.end() && !is_overridden(one) && one.overrides.empty() && !asks_age()) {
      const std::uint32_t rest = otherwise->effect.outcome;
      for (std::uint32_t outcome = 0; outcome < decision.outcomes.size(); ++outcome) {
        const bool is_ladder = (rest < effect.outcome && effect.outcome < outcome) || (rest > effect.outcome && effect.outcome > outcome);
        if (outcome == rest || outcome == effect.outcome || is_ladder) continue;
        clause(Code::exception_too_wide, fmt::format("  rule seeded_wide overrides {}\n    {} {}\n    when age < 3", one.name, decision.outcomes[outcome], decision.name));
        break;
      }
    }
    // The 48 hours of the regulation, counted straight through.
    if (!is_law() || decision.name != "hold" || own == "decline" || model::upwards(library_, model_->authority).size() < 2) return;
    const syntax::EffectAnswer& answer = written.effect->answers.front();
    const Span end{answer.decision.span.source, answer.decision.span.end, answer.term ? answer.term->span.end : answer.decision.span.end};
    const auto is_reading = [&](PolicyId other) { return library_.policies[other].status == model::Status::reading && model::amends(library_, other, id_); };
    for (PolicyId other = 0; other < library_.policies.size(); ++other) {
      if (is_reading(other)) return;
    }
    change(Code::clock_hours, end, " for 48 hours");
  }

  static bool has_section(const std::string& text, const std::string& section) { return text.find(section) != std::string::npos; }

  // A section of the TRUST Act in a text of anybody else, of Cook County's ordinance in California's.
  void seed_cite(const syntax::CiteNote& cite) {
    const auto has_sections = [](const std::string& text) {
      for (std::size_t i = 1; i + 1 < text.size(); ++i) {
        const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
        if ((text[i] == '-' || text[i] == '.') && is_digit(text[i - 1]) && is_digit(text[i + 1])) return true;
      }
      return false;
    };
    const bool is_counted = model_->status == model::Status::enacted || model_->status == model::Status::proposed || model_->status == model::Status::vetoed;
    if (!is_counted || !has_sections(model_->source.text)) return;
    for (const model::Policy& other : library_.policies) {
      if (other.authority == model_->authority || other.status == model::Status::yardstick || other.amends) continue;
      for (const std::string section : {"7282.5", "46-37", "2-173-042"}) {
        if (!has_section(other.source.text, section) || has_section(model_->source.text, section)) continue;
        change(Code::cites_another_text, cite.reference.text.span, fmt::format("\"{}\"", section));
        return;
      }
    }
  }

  const Texts& texts_;
  const Checked& checked_;
  const model::Library& library_;
  std::size_t file_ = 0;
  const syntax::PolicyDecl* policy_ = nullptr;
  const syntax::Decl* decl_ = nullptr;
  PolicyId id_ = 0;
  const model::Policy* model_ = nullptr;
  std::vector<LintSeed> result_;
};

}  // namespace

std::vector<LintSeed> lint_seeds(const Texts& texts, const Checked& checked) { return Seeding{texts, checked}.run(); }

}  // namespace comity::support
