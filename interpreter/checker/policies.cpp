#include "interpreter/checker/policies.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "interpreter/checker/conditions.hpp"
#include "interpreter/checker/jurisdictions.hpp"
#include "interpreter/checker/values.hpp"

namespace comity::checker {
namespace {

using syntax::PolicyDecl;

// A clause together with the text that it was written in: its citation is that text's.
template <typename Clause>
struct Placed {
  const Clause* clause;
  const PolicyDecl* text;
};

// A policy as it reads after `amends`, still in syntax.
struct Flat {
  std::vector<Placed<syntax::RuleClause>> rules;
  std::vector<Placed<syntax::About>> defines;
  // By decision, as `otherwise` is replaced; each with its place in the effect.
  std::map<std::string, std::pair<Placed<syntax::OtherwiseClause>, std::size_t>> otherwise;
  std::vector<Placed<syntax::PresumeClause>> presumptions;
  std::optional<Placed<syntax::AppliesClause>> applies;
  std::optional<syntax::Name> authority;
  std::set<std::string> repealed;  // along the chain: an `overrides` of a repealed rule falls away
};

template <typename Clause>
std::vector<const Clause*> clauses_of(const PolicyDecl& decl) {
  std::vector<const Clause*> result;
  for (const syntax::Clause& clause : decl.clauses) {
    if (const auto* found = std::get_if<Clause>(&clause)) result.push_back(found);
  }
  return result;
}

std::string path_of(const syntax::Path& path) {
  std::string result;
  for (const syntax::Name& part : path.parts) result += (result.empty() ? "" : ".") + part.text;
  return result;
}

class PoliciesPass {
 public:
  explicit PoliciesPass(Context& context) : context_{context}, policies_{context.library.policies}, decls_{context.declarations.policies} {}

  void run() {
    for (const PolicyDecl* decl : decls_) {
      model::Policy policy;
      policy.name = decl->name.text;
      policy.title = decl->title.joined();
      policy.span = decl->name.span;
      policies_.push_back(std::move(policy));
    }
    resolve_amends();
    flats_.resize(decls_.size());
    is_flat_.resize(decls_.size(), false);
    for (model::PolicyId id = 0; id < decls_.size(); ++id) flatten(id);
    for (model::PolicyId id = 0; id < decls_.size(); ++id) check_heading(id);
    for (model::PolicyId id = 0; id < decls_.size(); ++id) add_effects(id);
    for (model::PolicyId id = 0; id < decls_.size(); ++id) add_conditions(id);
    check_says();
    check_library_definitions();
  }

 private:
  // ---- amends

  void resolve_amends() {
    for (model::PolicyId id = 0; id < decls_.size(); ++id) {
      const PolicyDecl& decl = *decls_[id];
      if (!decl.amends) continue;
      const auto base = context_.library.find_policy(decl.amends->text);
      if (base) {
        policies_[id].amends = base;
      } else {
        context_.report_unknown(*decl.amends, "policy", policy_names());
      }
    }
    for (model::PolicyId id = 0; id < decls_.size(); ++id) {
      std::size_t length = 0;
      auto base = policies_[id].amends;
      while (base && *base != id && length++ < deepest_chain) base = policies_[*base].amends;
      if (!base) continue;
      // A chain that leads back, to this policy or to one on the way, is cut here so that nothing follows it for ever.
      if (*base == id) {
        context_.sink.report(Code::circle, decls_[id]->amends->span, "`{}` amends itself, by way of what it amends", decls_[id]->name.text)
            .help("let it amend an earlier text");
      } else if (length >= deepest_chain) {
        context_.sink.report(Code::nested_too_deep, decls_[id]->amends->span, "texts amend one another more than {} deep here", deepest_chain);
      }
      broken_chains_.insert(id);
    }
    for (const model::PolicyId id : broken_chains_) policies_[id].amends.reset();
  }

  std::vector<std::string> policy_names() const {
    std::vector<std::string> result;
    for (const auto& policy : policies_) result.push_back(policy.name);
    return result;
  }

  void flatten(model::PolicyId id) {
    if (is_flat_[id]) return;
    is_flat_[id] = true;
    const PolicyDecl& decl = *decls_[id];
    Flat flat;
    if (policies_[id].amends) {
      flatten(*policies_[id].amends);
      flat = flats_[*policies_[id].amends];
    }
    check_own_names(decl);
    for (const auto* repeal : clauses_of<syntax::RepealClause>(decl)) apply_repeal(decl, *repeal, flat);
    for (const auto* rule : clauses_of<syntax::RuleClause>(decl)) {
      replace_or_add(flat.rules, {rule, &decl}, [&](const auto& known) { return known.clause->name.text == rule->name.text; });
      flat.repealed.erase(rule->name.text);
    }
    for (const auto* define : clauses_of<syntax::DefineClause>(decl)) {
      replace_or_add(flat.defines, {&define->about, &decl}, [&](const auto& known) { return known.clause->name.text == define->about.name.text; });
    }
    std::set<std::string> own_otherwise;
    for (const auto* otherwise : clauses_of<syntax::OtherwiseClause>(decl)) add_otherwise(decl, *otherwise, flat, own_otherwise);
    std::set<std::string> own_presumptions;
    for (const auto* presume : clauses_of<syntax::PresumeClause>(decl)) {
      const std::string path = path_of(presume->path);
      if (!own_presumptions.insert(path).second) {
        context_.sink.report(Code::repeated_clause, presume->span, "`{}` is presumed twice", path).help("keep one of them");
      }
      replace_or_add(flat.presumptions, {presume, &decl}, [&](const auto& known) { return path_of(known.clause->path) == path; });
    }
    if (const auto applies = clauses_of<syntax::AppliesClause>(decl); !applies.empty()) flat.applies = {applies.front(), &decl};
    if (const auto authority = clauses_of<syntax::AuthorityClause>(decl); !authority.empty()) flat.authority = authority.front()->jurisdiction;
    flats_[id] = std::move(flat);
  }

  template <typename T, typename Same>
  static void replace_or_add(std::vector<T>& items, T item, Same is_same) {
    const auto found = std::find_if(items.begin(), items.end(), is_same);
    if (found != items.end()) {
      *found = item;
    } else {
      items.push_back(item);
    }
  }

  // Rules and definitions of one text share their names: `repeal` names either.
  void check_own_names(const PolicyDecl& decl) {
    std::map<std::string, Span> known;
    const auto check = [&](const syntax::Name& name, std::string_view what) {
      const auto [first, is_new] = known.emplace(name.text, name.span);
      if (is_new) return;
      context_.sink.report(Code::duplicate_name, name.span, "the policy `{}` already has a rule or definition `{}`", decl.name.text, name.text)
          .primary(fmt::format("this {} has the same name", what))
          .label(first->second, "first here")
          .help("give one of them another name");
    };
    for (const syntax::Clause& clause : decl.clauses) {
      if (const auto* rule = std::get_if<syntax::RuleClause>(&clause)) check(rule->name, "rule");
      if (const auto* define = std::get_if<syntax::DefineClause>(&clause)) check(define->about.name, "definition");
    }
  }

  void apply_repeal(const PolicyDecl& decl, const syntax::RepealClause& repeal, Flat& flat) {
    if (!decl.amends) {
      context_.sink.report(Code::out_of_place, repeal.span, "`{}` amends nothing, so there is nothing to repeal", decl.name.text)
          .help("a policy that repeals says what it amends: `policy NAME amends OTHER \"title\"`");
      return;
    }
    const auto own = context_.library.find_policy(decl.name.text);
    if (!own || !policies_[*own].amends) return;  // reported with `amends`
    for (const syntax::Name& name : repeal.names) {
      const auto is_rule = [&](const auto& known) { return known.clause->name.text == name.text; };
      const auto rule = std::find_if(flat.rules.begin(), flat.rules.end(), is_rule);
      const auto define = std::find_if(flat.defines.begin(), flat.defines.end(), is_rule);
      if (rule != flat.rules.end()) {
        flat.rules.erase(rule);
        flat.repealed.insert(name.text);
      } else if (define != flat.defines.end()) {
        flat.defines.erase(define);
      } else {
        std::vector<std::string> names;
        for (const auto& known : flat.rules) names.push_back(known.clause->name.text);
        for (const auto& known : flat.defines) names.push_back(known.clause->name.text);
        context_.report_unknown(name, fmt::format("rule or definition of `{}`", decl.amends->text), names);
      }
    }
  }

  void add_otherwise(const PolicyDecl& decl, const syntax::OtherwiseClause& otherwise, Flat& flat, std::set<std::string>& own) {
    for (std::size_t i = 0; i < otherwise.effect.answers.size(); ++i) {
      const syntax::Name& decision = otherwise.effect.answers[i].decision;
      if (!own.insert(decision.text).second) {
        context_.sink.report(Code::repeated_clause, decision.span, "`otherwise` speaks twice to `{}`", decision.text).help("keep one of them");
        continue;
      }
      flat.otherwise[decision.text] = {{&otherwise, &decl}, i};
    }
  }

  // ---- headings

  template <typename Clause>
  void check_once(const PolicyDecl& decl, std::string_view what) {
    const auto found = clauses_of<Clause>(decl);
    for (std::size_t i = 1; i < found.size(); ++i) {
      context_.sink.report(Code::repeated_clause, found[i]->span, "the policy `{}` says `{}` twice", decl.name.text, what)
          .label(found[0]->span, "first here")
          .help("keep one of them");
    }
  }

  void check_heading(model::PolicyId id) {
    const PolicyDecl& decl = *decls_[id];
    model::Policy& policy = policies_[id];
    check_once<syntax::AuthorityClause>(decl, "authority");
    check_once<syntax::StatusClause>(decl, "status");
    check_once<syntax::AdoptedClause>(decl, "adopted");
    check_once<syntax::InForceClause>(decl, "in force");
    check_once<syntax::SourceClause>(decl, "source");
    check_once<syntax::AppliesClause>(decl, "applies when");
    check_authority(decl, policy, flats_[id]);
    check_status(decl, policy);
    if (const auto adopted = clauses_of<syntax::AdoptedClause>(decl); !adopted.empty()) policy.adopted = date_of(context_, adopted.front()->date);
    if (const auto in_force = clauses_of<syntax::InForceClause>(decl); !in_force.empty()) {
      policy.says_in_force = true;
      if (in_force.front()->from) policy.in_force.from = date_of(context_, *in_force.front()->from);
      if (in_force.front()->until) policy.in_force.until = date_of(context_, *in_force.front()->until);
      check_period(context_, policy.in_force, in_force.front()->span);
    } else if (policy.status == model::Status::enacted && !is_broken(decl)) {
      report_missing(decl, "an enacted policy says since when it is in force", "in force from 2014-01-01");
    }
    if (const auto source = clauses_of<syntax::SourceClause>(decl); !source.empty()) policy.source = citation_of(source.front()->reference);
  }

  // Something in the policy could not be read; what seems to be missing may stand there.
  bool is_broken(const PolicyDecl& decl) const {
    return std::any_of(broken_heading_words.begin(), broken_heading_words.end(), [&](const char* word) { return context_.declarations.may_be_broken(word); }) ||
           context_.declarations.may_be_broken(decl.name.text);
  }
  static constexpr std::array<const char*, 5> broken_heading_words{"authority", "status", "in", "source", "force"};

  void report_missing(const PolicyDecl& decl, std::string_view what, const std::string& line) {
    const Span place{decl.title.span.source, decl.title.span.end, decl.title.span.end};
    context_.sink.report(Code::missing_clause, decl.name.span, "{}, and `{}` does not", what, decl.name.text)
        .help(fmt::format("add a line `{}` under the title", line), {Edit{place, "\n  " + line}});
  }

  void check_authority(const PolicyDecl& decl, model::Policy& policy, const Flat& flat) {
    if (!flat.authority) {
      if (is_broken(decl) || (decl.amends && !policy.amends)) return;
      const auto& known = context_.library.jurisdictions;
      report_missing(decl, "a policy names the jurisdiction whose it is", fmt::format("authority {}", known.empty() ? "NAME" : known.front().name));
      return;
    }
    const auto jurisdiction = context_.library.find_jurisdiction(flat.authority->text);
    if (jurisdiction) {
      policy.authority = *jurisdiction;
      return;
    }
    std::vector<std::string> names;
    for (const auto& known : context_.library.jurisdictions) names.push_back(known.name);
    context_.report_unknown(*flat.authority, "jurisdiction", names);
  }

  void check_status(const PolicyDecl& decl, model::Policy& policy) {
    const auto status = clauses_of<syntax::StatusClause>(decl);
    if (status.empty()) {
      policy.status = model::Status::reading;  // asks for nothing more than what is said
      if (!is_broken(decl)) report_missing(decl, "a policy has a status", "status enacted");
      return;
    }
    static const std::vector<std::string> names{"enacted", "proposed", "vetoed", "reading", "yardstick"};
    const syntax::Name& written = status.front()->status;
    const auto found = std::find(names.begin(), names.end(), written.text);
    if (found != names.end()) {
      policy.status = static_cast<model::Status>(found - names.begin());
      return;
    }
    policy.status = model::Status::reading;
    auto report = context_.sink.report(Code::unknown_value, written.span, "`{}` is no status of a policy", written.text);
    if (const auto near = diagnostics::nearest(written.text, names)) {
      report.help(fmt::format("did you mean `{}`?", *near), {Edit{written.span, *near}});
    } else {
      report.help("there are " + diagnostics::listed(names));
    }
  }

  // ---- effects

  std::optional<model::Effect> effect_of(const syntax::Effect& effect, const syntax::EffectAnswer& answer) {
    const model::Vocabulary& vocabulary = context_.vocabulary();
    const auto decision = vocabulary.find_decision(answer.decision.text);
    if (!decision) {
      std::vector<std::string> names;
      for (const auto& known : vocabulary.decisions) names.push_back(known.name);
      context_.report_unknown(answer.decision, "decision", names);
      return std::nullopt;
    }
    const model::Decision& known = vocabulary.decisions[*decision];
    const auto outcome = known.find(effect.outcome.text());
    if (!outcome) {
      if (context_.declarations.may_be_broken(effect.outcome.name.text)) return std::nullopt;
      auto report = context_.sink.report(Code::unknown_value, effect.outcome.span, "`{}` is no outcome of `{}`", effect.outcome.text(), known.name);
      if (const auto near = diagnostics::nearest(effect.outcome.text(), known.outcomes)) {
        report.help(fmt::format("did you mean `{}`?", *near), {Edit{effect.outcome.span, *near}});
      } else {
        report.help("its outcomes are " + diagnostics::listed(known.outcomes));
      }
      return std::nullopt;
    }
    model::Effect result{*decision, *outcome, std::nullopt};
    if (answer.term) {
      result.term = term_of(*answer.term);
      if (!result.term) return std::nullopt;
    }
    return result;
  }

  std::optional<model::Term> term_of(const syntax::Term& term) {
    const auto* hours = std::get_if<syntax::ForTerm>(&term.node);
    if (hours == nullptr) return model::Term{model::EndOfDayTerm{}};
    if (hours->duration.unit == syntax::SpanUnit::years) {
      context_.sink.report(Code::kind_mismatch, hours->duration.span, "a term is counted in hours or days").help("write it in days");
      return std::nullopt;
    }
    const auto count = integer_of(context_, hours->duration.count, hours->duration.span, 100'000);
    if (!count) return std::nullopt;
    model::HoursTerm result;
    result.hours = hours->duration.unit == syntax::SpanUnit::days ? *count * 24 : *count;
    result.excluding_weekends_and_holidays = hours->excluding_weekends_and_holidays;
    if (hours->from) {
      const auto from = resolve_path(context_, *hours->from);
      if (!from) return std::nullopt;
      if (from->type.kind != model::Kind::date_time) {
        context_.sink.report(Code::kind_mismatch, hours->from->span, "a clock starts at a date and time, and `{}` is {}", path_of(*hours->from),
                             describe(context_.vocabulary(), from->type));
        return std::nullopt;
      }
      result.from.push_back(*from);
    }
    return model::Term{std::move(result)};
  }

  void add_effects(model::PolicyId id) {
    model::Policy& policy = policies_[id];
    const Flat& flat = flats_[id];
    for (const auto& placed : flat.rules) policy.rules.push_back(rule_of(*placed.clause, *placed.text));
    resolve_overrides(policy, flat);
    for (const auto& [decision, placed] : flat.otherwise) add_otherwise_effect(policy, placed.first, placed.second);
    std::sort(policy.otherwise.begin(), policy.otherwise.end(), [](const auto& a, const auto& b) { return a.effect.decision < b.effect.decision; });
    std::set<model::DecisionId> decisions;
    for (const model::Rule& rule : policy.rules) {
      for (const model::Effect& effect : rule.effects) decisions.insert(effect.decision);
    }
    for (const model::Otherwise& otherwise : policy.otherwise) decisions.insert(otherwise.effect.decision);
    policy.decisions.assign(decisions.begin(), decisions.end());
  }

  static const syntax::Reference* source_of(const PolicyDecl& text) {
    const auto source = clauses_of<syntax::SourceClause>(text);
    return source.empty() ? nullptr : &source.front()->reference;
  }

  static bool is_yardstick(const PolicyDecl& text) {
    const auto status = clauses_of<syntax::StatusClause>(text);
    return !status.empty() && status.front()->status.text == "yardstick";
  }

  // Its own citation, else the source of the text that it stands in; only a yardstick may have neither.
  model::Citation citation_for(const syntax::CiteNote* cite, const PolicyDecl& text, Span span, std::string_view what) {
    if (cite != nullptr) {
      model::Citation citation = citation_of(cite->reference);
      if (citation.address.empty()) {
        if (const auto* source = source_of(text); source != nullptr) citation.address = citation_of(*source).address;
      }
      return citation;
    }
    if (const auto* source = source_of(text)) return citation_of(*source);
    if (!is_yardstick(text) && !is_broken(text)) {
      context_.sink.report(Code::no_citation, span, "{} names no source, and neither does its policy", what)
          .help("add `cite \"…\"` here, or `source \"…\"` to the policy");
    }
    return {};
  }

  model::Rule rule_of(const syntax::RuleClause& clause, const PolicyDecl& text) {
    model::Rule rule;
    rule.name = clause.name.text;
    rule.span = clause.name.span;
    std::set<model::DecisionId> decisions;
    if (clause.effect) {
      for (const syntax::EffectAnswer& answer : clause.effect->answers) {
        auto effect = effect_of(*clause.effect, answer);
        if (!effect) continue;
        if (!decisions.insert(effect->decision).second) {
          context_.sink.report(Code::repeated_clause, answer.decision.span, "the rule `{}` speaks twice to `{}`", rule.name, answer.decision.text).help("keep one of them");
          continue;
        }
        rule.effects.push_back(std::move(*effect));
      }
    }
    rule.speaks_to.assign(decisions.begin(), decisions.end());
    add_notes(rule, clause, text);
    if (!clause.effect && clause.overrides.empty() && rule.duties.empty() && !context_.declarations.may_be_broken(rule.name)) {
      const bool has_require = std::any_of(clause.parts.begin(), clause.parts.end(), [](const auto& part) { return std::holds_alternative<syntax::RequireNote>(part); });
      if (!has_require) {
        context_.sink.report(Code::empty_rule, clause.name.span, "the rule `{}` decides, overrides and requires nothing", rule.name)
            .help("say what it does, as in `decline hold`");
      }
    }
    return rule;
  }

  void add_notes(model::Rule& rule, const syntax::RuleClause& clause, const PolicyDecl& text) {
    std::map<std::string_view, Span> known;
    const auto once = [&](std::string_view what, Span span) {
      const auto [first, is_new] = known.emplace(what, span);
      if (is_new) return;
      auto report = context_.sink.report(Code::repeated_clause, span, "the rule `{}` says `{}` twice", rule.name, what);
      report.label(first->second, "first here");
      report.help(what == "when" ? "join the conditions with `and` or `or` in one `when`" : "join them in one");
    };
    const syntax::CiteNote* cite = nullptr;
    for (const auto& part : clause.parts) {
      std::visit(overloaded{
                     [&](const syntax::WhenPart& when) { once("when", when.span); },
                     [&](const syntax::UnlessPart& unless) { once("unless", unless.span); },
                     [&](const syntax::BecauseNote& because) {
                       once("because", because.span);
                       rule.because = because.text.joined();
                     },
                     [&](const syntax::CiteNote& note) {
                       once("cite", note.span);
                       cite = &note;
                     },
                     [&](const syntax::RequireNote& require) {
                       once("require", require.span);
                       add_duties(rule, require);
                     },
                 },
                 part);
    }
    rule.citation = citation_for(cite, text, clause.name.span, fmt::format("the rule `{}`", rule.name));
  }

  void add_duties(model::Rule& rule, const syntax::RequireNote& require) {
    const auto& duties = context_.vocabulary().duties;
    for (const syntax::Name& name : require.duties) {
      const auto found = std::find_if(duties.begin(), duties.end(), [&](const model::Duty& duty) { return duty.name == name.text; });
      if (found != duties.end()) {
        rule.duties.push_back(static_cast<model::DutyId>(found - duties.begin()));
        continue;
      }
      std::vector<std::string> names;
      for (const auto& duty : duties) names.push_back(duty.name);
      context_.report_unknown(name, "duty", names);
    }
  }

  void add_otherwise_effect(model::Policy& policy, const Placed<syntax::OtherwiseClause>& placed, std::size_t index) {
    const syntax::OtherwiseClause& clause = *placed.clause;
    auto effect = effect_of(clause.effect, clause.effect.answers[index]);
    const syntax::CiteNote* cite = nullptr;
    std::string because;
    for (const syntax::Note& note : clause.notes) {
      std::visit(overloaded{
                     [&](const syntax::BecauseNote& text) { because = text.text.joined(); },
                     [&](const syntax::CiteNote& text) { cite = &text; },
                     [&](const syntax::RequireNote& require) {
                       context_.sink.report(Code::out_of_place, require.span, "`otherwise` requires nothing: `require` belongs to a rule")
                           .help("write a rule without `when` that requires it");
                     },
                 },
                 note);
    }
    model::Citation citation = citation_for(cite, *placed.text, clause.span, "`otherwise`");
    if (effect) policy.otherwise.push_back({std::move(*effect), clause.span, std::move(citation), std::move(because)});
  }

  // ---- overrides

  void resolve_overrides(model::Policy& policy, const Flat& flat) {
    for (std::size_t i = 0; i < flat.rules.size(); ++i) {
      const syntax::RuleClause& clause = *flat.rules[i].clause;
      for (const syntax::Name& name : clause.overrides) {
        const auto found = std::find_if(policy.rules.begin(), policy.rules.end(), [&](const model::Rule& rule) { return rule.name == name.text; });
        if (found != policy.rules.end()) {
          policy.rules[i].overrides.push_back(static_cast<model::RuleId>(found - policy.rules.begin()));
        } else if (!flat.repealed.contains(name.text)) {
          std::vector<std::string> names;
          for (const model::Rule& rule : policy.rules) {
            if (rule.name != policy.rules[i].name) names.push_back(rule.name);
          }
          context_.report_unknown(name, "rule of the policy", names);
        }
      }
    }
    if (!check_override_circles(policy, flat)) return;
    give_bars_their_decisions(policy, flat);
    check_shared_decisions(policy, flat);
  }

  bool check_override_circles(model::Policy& policy, const Flat& flat) {
    bool is_good = true;
    for (std::size_t start = 0; start < policy.rules.size(); ++start) {
      std::set<model::RuleId> seen;
      std::vector<model::RuleId> open(policy.rules[start].overrides);
      while (!open.empty()) {
        const model::RuleId next = open.back();
        open.pop_back();
        if (!seen.insert(next).second) continue;
        open.insert(open.end(), policy.rules[next].overrides.begin(), policy.rules[next].overrides.end());
      }
      if (!seen.contains(static_cast<model::RuleId>(start))) continue;
      // One finding for a circle: at the rule of it that stands first.
      const bool is_first = std::none_of(seen.begin(), seen.end(), [&](model::RuleId other) { return other < start && reaches(policy, other, static_cast<model::RuleId>(start)); });
      is_good = false;
      if (!is_first) continue;
      context_.sink.report(Code::circle, flat.rules[start].clause->overrides.front().span, "`{}` overrides itself, by way of the rules that it overrides", policy.rules[start].name)
          .help("let the more special rule override the more general one, and not the other way round");
    }
    return is_good;
  }

  static bool reaches(const model::Policy& policy, model::RuleId from, model::RuleId to) {
    std::set<model::RuleId> seen;
    std::vector<model::RuleId> open(policy.rules[from].overrides);
    while (!open.empty()) {
      const model::RuleId next = open.back();
      open.pop_back();
      if (next == to) return true;
      if (seen.insert(next).second) open.insert(open.end(), policy.rules[next].overrides.begin(), policy.rules[next].overrides.end());
    }
    return false;
  }

  // A bar speaks to every decision of the rules that it overrides, bars among them.
  void give_bars_their_decisions(model::Policy& policy, const Flat& flat) {
    bool changes = true;
    while (changes) {
      changes = false;
      for (std::size_t i = 0; i < policy.rules.size(); ++i) {
        model::Rule& rule = policy.rules[i];
        if (flat.rules[i].clause->effect || rule.overrides.empty()) continue;
        std::set<model::DecisionId> decisions(rule.speaks_to.begin(), rule.speaks_to.end());
        for (const model::RuleId other : rule.overrides) decisions.insert(policy.rules[other].speaks_to.begin(), policy.rules[other].speaks_to.end());
        if (decisions.size() == rule.speaks_to.size()) continue;
        rule.speaks_to.assign(decisions.begin(), decisions.end());
        changes = true;
      }
    }
  }

  void check_shared_decisions(model::Policy& policy, const Flat& flat) {
    for (std::size_t i = 0; i < policy.rules.size(); ++i) {
      const model::Rule& rule = policy.rules[i];
      for (const syntax::Name& name : flat.rules[i].clause->overrides) {
        const auto found = std::find_if(policy.rules.begin(), policy.rules.end(), [&](const model::Rule& other) { return other.name == name.text; });
        if (found == policy.rules.end()) continue;
        const bool shares = std::any_of(found->speaks_to.begin(), found->speaks_to.end(), [&](model::DecisionId decision) {
          return std::binary_search(rule.speaks_to.begin(), rule.speaks_to.end(), decision);
        });
        if (shares || (flat.rules[i].clause->effect && rule.effects.empty())) continue;
        context_.sink.report(Code::overrides_nothing, name.span, "`{}` overrides `{}`, and they share no decision", rule.name, name.text)
            .label(found->span, fmt::format("`{}` is here", name.text))
            .help("remove the `overrides`, or let the rule speak to the same decision");
      }
    }
  }

  // ---- conditions

  void add_conditions(model::PolicyId id) {
    model::Policy& policy = policies_[id];
    const Flat& flat = flats_[id];
    Definitions definitions{context_};
    for (const auto* decl : context_.declarations.definitions) definitions.add(decl->about, {});
    for (const auto& placed : flat.defines) {
      const auto* source = source_of(*placed.text);
      definitions.add(*placed.clause, source == nullptr ? model::Citation{} : citation_of(*source));
    }
    for (const auto& placed : flat.defines) definitions.resolve_fully(placed.clause->name.text);
    const Scope scope;
    if (flat.applies) policy.applies_when = resolve(context_, definitions, flat.applies->clause->condition, scope);
    for (std::size_t i = 0; i < flat.rules.size(); ++i) {
      for (const auto& part : flat.rules[i].clause->parts) {
        if (const auto* when = std::get_if<syntax::WhenPart>(&part)) policy.rules[i].when = resolve(context_, definitions, when->condition, scope);
        if (const auto* unless = std::get_if<syntax::UnlessPart>(&part)) policy.rules[i].unless = resolve(context_, definitions, unless->condition, scope);
      }
    }
    for (const auto& placed : flat.presumptions) add_presumption(policy, *placed.clause, *placed.text);
    policy.definitions = definitions.take();
  }

  void add_presumption(model::Policy& policy, const syntax::PresumeClause& clause, const PolicyDecl& text) {
    const auto fact = resolve_path(context_, clause.path);
    if (!fact) return;
    auto value = value_of(context_, fact->type, path_of(clause.path), {clause.value});
    if (!value) return;
    model::Presumption presumption{*fact, std::move(*value), {}, {}};
    if (const auto* source = source_of(text)) presumption.citation = citation_of(*source);
    for (const syntax::Note& note : clause.notes) {
      std::visit(overloaded{
                     [&](const syntax::BecauseNote& because) { presumption.because = because.text.joined(); },
                     [&](const syntax::CiteNote& cite) { presumption.citation = citation_of(cite.reference); },
                     [&](const syntax::RequireNote& require) {
                       context_.sink.report(Code::out_of_place, require.span, "a presumption requires nothing: `require` belongs to a rule").help("move it to a rule");
                     },
                 },
                 note);
    }
    policy.presumptions.push_back(std::move(presumption));
  }

  // Definitions of the library are checked once for themselves, whether or not a policy uses them.
  void check_library_definitions() {
    Definitions definitions{context_};
    for (const auto* decl : context_.declarations.definitions) definitions.add(decl->about, {});
    for (const auto* decl : context_.declarations.definitions) definitions.resolve_fully(decl->about.name.text);
  }

  // ---- says

  static void collect_says(const model::Condition& condition, std::vector<std::pair<model::PolicyId, Span>>& result) {
    std::visit(overloaded{
                   [&](const model::AllOf& all) {
                     for (const auto& link : all.links) collect_says(link, result);
                   },
                   [&](const model::AnyOf& any) {
                     for (const auto& link : any.links) collect_says(link, result);
                   },
                   [&](const model::Negation& negation) { collect_says(*negation.operand, result); },
                   [&](const model::Quantified& quantified) {
                     for (const auto& inner : quantified.condition) collect_says(inner, result);
                   },
                   [&](const model::Says& says) { result.emplace_back(says.policy, condition.span); },
                   [](const auto&) {},
               },
               condition.node);
  }

  static std::vector<std::pair<model::PolicyId, Span>> says_of(const model::Policy& policy) {
    std::vector<std::pair<model::PolicyId, Span>> result;
    if (policy.applies_when) collect_says(*policy.applies_when, result);
    for (const model::Rule& rule : policy.rules) {
      if (rule.when) collect_says(*rule.when, result);
      if (rule.unless) collect_says(*rule.unless, result);
    }
    // Every definition counts, used or not: which of them a rule reaches is no reason to allow a circle.
    for (const model::Definition& definition : policy.definitions) collect_says(definition.condition, result);
    return result;
  }

  enum class Visit { fresh, open, done };

  void check_says() {
    std::vector<Visit> visits(policies_.size(), Visit::fresh);
    for (model::PolicyId id = 0; id < policies_.size(); ++id) visit_says(id, visits, 0);
  }

  void visit_says(model::PolicyId id, std::vector<Visit>& visits, std::size_t depth) {
    if (visits[id] != Visit::fresh) return;
    visits[id] = Visit::open;
    for (const auto& [asked, span] : says_of(policies_[id])) {
      if (depth >= deepest_chain) {
        context_.sink.report(Code::nested_too_deep, span, "policies ask one another more than {} deep here", deepest_chain);
        break;
      }
      if (visits[asked] == Visit::open) {
        context_.sink.report(Code::circle, span, "`{}` is asked here, and its own answer leads back to `{}`", policies_[asked].name, policies_[id].name)
            .help("say it in terms of facts");
        continue;
      }
      visit_says(asked, visits, depth + 1);
    }
    visits[id] = Visit::done;
  }

  Context& context_;
  std::vector<model::Policy>& policies_;
  const std::vector<const PolicyDecl*>& decls_;
  std::vector<Flat> flats_;
  std::vector<bool> is_flat_;
  std::set<model::PolicyId> broken_chains_;
};

}  // namespace

void check_policies(Context& context) { PoliciesPass{context}.run(); }

}  // namespace comity::checker
