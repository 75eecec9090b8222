#include "interpreter/checker/policies.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "interpreter/checker/asking.hpp"
#include "interpreter/checker/chains.hpp"
#include "interpreter/checker/conditions.hpp"
#include "interpreter/checker/expanded_size.hpp"
#include "interpreter/checker/jurisdictions.hpp"
#include "interpreter/checker/notes.hpp"
#include "interpreter/checker/overrides.hpp"
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

// Adds clauses to those of a text that is amended, each in the place of the one of its name.
template <typename Clause, typename NameOf>
class Merger {
 public:
  Merger(std::vector<Placed<Clause>>& clauses, NameOf name_of) : clauses_{clauses}, name_of_{name_of} {
    for (std::size_t i = 0; i < clauses.size(); ++i) places_.emplace(name_of(clauses[i]), i);
  }

  void replace_or_add(Placed<Clause> clause) {
    const auto [place, is_new] = places_.emplace(name_of_(clause), clauses_.size());
    if (is_new) {
      clauses_.push_back(clause);
    } else {
      clauses_[place->second] = clause;
    }
  }

 private:
  std::vector<Placed<Clause>>& clauses_;
  NameOf name_of_;
  std::map<std::string, std::size_t> places_;
};

std::string path_of(const syntax::Path& path) {
  std::string result;
  for (const syntax::Name& part : path.parts) result += (result.empty() ? "" : ".") + part.text;
  return result;
}

class PoliciesPass {
 public:
  explicit PoliciesPass(Context& context)
      : context_{context}, policies_{context.library.policies}, decls_{context.declarations.policies} {}

  void run() {
    for (const PolicyDecl* decl : decls_) {
      model::Policy policy;
      policy.name = decl->name.text;
      policy.title = decl->title.joined();
      policy.span = decl->name.span;
      context_.policy_ids.emplace(policy.name, static_cast<model::PolicyId>(policies_.size()));
      policies_.push_back(std::move(policy));
    }
    resolve_amends();
    flats_.resize(decls_.size());
    is_flat_.resize(decls_.size(), false);
    for (model::PolicyId id = 0; id < decls_.size(); ++id) flatten(id);
    for (model::PolicyId id = 0; id < decls_.size(); ++id) check_heading(id);
    for (model::PolicyId id = 0; id < decls_.size(); ++id) add_effects(id);
    for (model::PolicyId id = 0; id < decls_.size(); ++id) add_conditions(id);
    check_library_definitions();
  }

 private:
  // ---- amends

  void resolve_amends() {
    for (model::PolicyId id = 0; id < decls_.size(); ++id) {
      const PolicyDecl& decl = *decls_[id];
      if (!decl.amends) continue;
      const auto base = context_.find_policy(decl.amends->text);
      if (base) {
        policies_[id].amends = base;
      } else {
        context_.report_unknown(*decl.amends, "policy", [&] { return names_of(policies_); });
      }
    }
    std::vector<std::optional<model::PolicyId>> above;
    for (const model::Policy& policy : policies_) above.push_back(policy.amends);
    const ChainFaults faults = find_chain_faults(above);
    for (const model::PolicyId id : faults.circles) {
      context_.sink
          .report(Code::circle, decls_[id]->amends->span, "`{}` amends itself, by way of what it amends",
                  decls_[id]->name.text)
          .help("let it amend an earlier text");
    }
    for (const model::PolicyId id : faults.deep) {
      context_.sink
          .report(Code::nested_too_deep, decls_[id]->amends->span, "texts amend one another more than {} deep here",
                  deepest_chain)
          .help("write the text anew as it now reads");
    }
    // Cut here, so that nothing follows them for ever.
    for (model::PolicyId id = 0; id < policies_.size(); ++id) {
      if (faults.is_broken[id]) policies_[id].amends.reset();
    }
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
    const auto name_of = [](const auto& placed) { return placed.clause->name.text; };
    Merger rules{flat.rules, name_of};
    for (const auto* rule : clauses_of<syntax::RuleClause>(decl)) {
      rules.replace_or_add({rule, &decl});
      flat.repealed.erase(rule->name.text);
    }
    Merger defines{flat.defines, name_of};
    for (const auto* define : clauses_of<syntax::DefineClause>(decl)) defines.replace_or_add({&define->about, &decl});
    std::set<std::string> own_otherwise;
    for (const auto* otherwise : clauses_of<syntax::OtherwiseClause>(decl))
      add_otherwise(decl, *otherwise, flat, own_otherwise);
    std::set<std::string> own_presumptions;
    Merger presumptions{flat.presumptions, [](const auto& placed) { return path_of(placed.clause->path); }};
    for (const auto* presume : clauses_of<syntax::PresumeClause>(decl)) {
      const std::string path = path_of(presume->path);
      if (!own_presumptions.insert(path).second) {
        context_.sink.report(Code::repeated_clause, presume->span, "`{}` is presumed twice", path)
            .help("keep one of them");
      }
      presumptions.replace_or_add({presume, &decl});
    }
    if (const auto applies = clauses_of<syntax::AppliesClause>(decl); !applies.empty())
      flat.applies = {applies.front(), &decl};
    if (const auto authority = clauses_of<syntax::AuthorityClause>(decl); !authority.empty())
      flat.authority = authority.front()->jurisdiction;
    flats_[id] = std::move(flat);
  }

  // Rules and definitions of one text share their names: `repeal` names either.
  void check_own_names(const PolicyDecl& decl) {
    std::map<std::string, Span> known;
    const auto check = [&](const syntax::Name& name, std::string_view what) {
      const auto [first, is_new] = known.emplace(name.text, name.span);
      if (is_new) return;
      context_.sink
          .report(Code::duplicate_name, name.span, "the policy `{}` already has a rule or definition `{}`",
                  decl.name.text, name.text)
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
      context_.sink
          .report(Code::out_of_place, repeal.span, "`{}` amends nothing, so there is nothing to repeal", decl.name.text)
          .help("a policy that repeals says what it amends: `policy NAME amends OTHER \"title\"`");
      return;
    }
    const auto own = context_.find_policy(decl.name.text);
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
        context_.report_unknown(name, fmt::format("rule or definition of `{}`", decl.amends->text), [&] {
          std::vector<std::string> names;
          for (const auto& known : flat.rules) names.push_back(known.clause->name.text);
          for (const auto& known : flat.defines) names.push_back(known.clause->name.text);
          return names;
        });
      }
    }
  }

  void add_otherwise(const PolicyDecl& decl, const syntax::OtherwiseClause& otherwise, Flat& flat,
                     std::set<std::string>& own) {
    for (std::size_t i = 0; i < otherwise.effect.answers.size(); ++i) {
      const syntax::Name& decision = otherwise.effect.answers[i].decision;
      if (!own.insert(decision.text).second) {
        context_.sink.report(Code::repeated_clause, decision.span, "`otherwise` speaks twice to `{}`", decision.text)
            .help("keep one of them");
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
      context_.sink
          .report(Code::repeated_clause, found[i]->span, "the policy `{}` says `{}` twice", decl.name.text, what)
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
    if (const auto adopted = clauses_of<syntax::AdoptedClause>(decl); !adopted.empty())
      policy.adopted = date_of(context_, adopted.front()->date);
    if (const auto in_force = clauses_of<syntax::InForceClause>(decl); !in_force.empty()) {
      policy.says_in_force = true;
      if (in_force.front()->from) policy.in_force.from = date_of(context_, *in_force.front()->from);
      if (in_force.front()->until) policy.in_force.until = date_of(context_, *in_force.front()->until);
      check_period(context_, policy.in_force, in_force.front()->span);
    } else if (policy.status == model::Status::enacted && !is_broken(decl)) {
      report_missing(decl, "an enacted policy says since when it is in force", "in force from YEAR-MONTH-DAY");
    }
    if (const auto source = clauses_of<syntax::SourceClause>(decl); !source.empty())
      policy.source = citation_of(source.front()->reference);
  }

  // Something in the policy could not be read; what seems to be missing may stand there.
  bool is_broken(const PolicyDecl& decl) const {
    return std::any_of(broken_heading_words.begin(), broken_heading_words.end(),
                       [&](const char* word) { return context_.declarations.may_be_broken(word); }) ||
           context_.declarations.may_be_broken(decl.name.text);
  }
  static constexpr std::array<const char*, 5> broken_heading_words{"authority", "status", "in", "source", "force"};

  // No fix is offered: whose a policy is, and whether it is law, is not for the program to guess.
  void report_missing(const PolicyDecl& decl, std::string_view what, const std::string& line) {
    context_.sink.report(Code::missing_clause, decl.name.span, "{}, and `{}` does not", what, decl.name.text)
        .help(fmt::format("add a line `{}` under the title", line));
  }

  void check_authority(const PolicyDecl& decl, model::Policy& policy, const Flat& flat) {
    if (!flat.authority) {
      if (is_broken(decl) || (decl.amends && !policy.amends)) return;
      report_missing(decl, "a policy names the jurisdiction whose policy it is", "authority JURISDICTION");
      return;
    }
    const auto jurisdiction = context_.find_jurisdiction(flat.authority->text);
    if (jurisdiction) {
      policy.authority = *jurisdiction;
      return;
    }
    context_.report_unknown(*flat.authority, "jurisdiction", [&] { return names_of(context_.library.jurisdictions); });
  }

  void check_status(const PolicyDecl& decl, model::Policy& policy) {
    const auto status = clauses_of<syntax::StatusClause>(decl);
    if (status.empty()) {
      policy.status = model::Status::reading;  // asks for nothing more than what is said
      if (!is_broken(decl))
        report_missing(decl, "a policy says whether it is law", "status enacted` or `status proposed");
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
    auto report =
        context_.sink.report(Code::unknown_value, written.span, "`{}` is no status of a policy", written.text);
    // `pending` is near to `reading` in letters alone.
    const auto near = diagnostics::nearest(written.text, names);
    if (near && near->front() == written.text.front()) {
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
      auto report = context_.sink.report(Code::unknown_value, effect.outcome.span, "`{}` is no outcome of `{}`",
                                         effect.outcome.text(), known.name);
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
      context_.sink.report(Code::kind_mismatch, hours->duration.span, "a term is counted in hours or days")
          .help("write it in days");
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
        context_.sink
            .report(Code::kind_mismatch, hours->from->span, "a clock starts at a date and time, and `{}` is {}",
                    path_of(*hours->from), describe(context_.vocabulary(), from->type))
            .help(
                "name a fact that is a date and time, or remove it: a clock starts at the fact marked `starts the "
                "clock`");
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
    std::vector<const syntax::RuleClause*> clauses;
    for (const auto& placed : flat.rules) clauses.push_back(placed.clause);
    resolve_overrides(context_, policy, clauses, flat.repealed);
    for (const auto& [decision, placed] : flat.otherwise) add_otherwise_effect(policy, placed.first, placed.second);
    std::sort(policy.otherwise.begin(), policy.otherwise.end(),
              [](const auto& a, const auto& b) { return a.effect.decision < b.effect.decision; });
    std::set<model::DecisionId> decisions;
    for (const model::Rule& rule : policy.rules) {
      for (const model::Effect& effect : rule.effects) decisions.insert(effect.decision);
    }
    for (const model::Otherwise& otherwise : policy.otherwise) decisions.insert(otherwise.effect.decision);
    policy.decisions.assign(decisions.begin(), decisions.end());
  }

  // What the rules of a text ask of its heading, looked up once.
  struct Heading {
    const syntax::Reference* source = nullptr;
    bool is_yardstick = false;
  };

  const Heading& heading_of(const PolicyDecl& text) {
    const auto [heading, is_new] = headings_.emplace(&text, Heading{});
    if (!is_new) return heading->second;
    if (const auto source = clauses_of<syntax::SourceClause>(text); !source.empty())
      heading->second.source = &source.front()->reference;
    const auto status = clauses_of<syntax::StatusClause>(text);
    heading->second.is_yardstick = !status.empty() && status.front()->status.text == "yardstick";
    return heading->second;
  }

  const syntax::Reference* source_of(const PolicyDecl& text) { return heading_of(text).source; }

  // Its own citation, else the source of the text that it stands in; only a yardstick may have neither.
  model::Citation citation_for(const std::optional<model::Citation>& cited, const PolicyDecl& text, Span span, std::string_view what) {
    if (cited) {
      model::Citation citation = *cited;
      if (citation.address.empty()) {
        if (const auto* source = source_of(text); source != nullptr) citation.address = citation_of(*source).address;
      }
      return citation;
    }
    if (const auto* source = source_of(text)) return citation_of(*source);
    const bool is_cut =
        context_.declarations.may_be_broken(context_.sources.text_of(span));  // its `cite` may be what was left out
    if (!heading_of(text).is_yardstick && !is_broken(text) && !is_cut) {
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
          context_.sink
              .report(Code::repeated_clause, answer.decision.span, "the rule `{}` speaks twice to `{}`", rule.name,
                      answer.decision.text)
              .help("keep one of them");
          continue;
        }
        rule.effects.push_back(std::move(*effect));
      }
    }
    rule.speaks_to.assign(decisions.begin(), decisions.end());
    add_notes(rule, clause, text);
    if (!clause.effect && clause.overrides.empty() && rule.duties.empty() &&
        !context_.declarations.may_be_broken(rule.name)) {
      const bool has_require = std::any_of(clause.parts.begin(), clause.parts.end(), [](const auto& part) {
        return std::holds_alternative<syntax::RequireNote>(part);
      });
      if (!has_require) {
        context_.sink
            .report(Code::empty_rule, clause.name.span, "the rule `{}` decides, overrides and requires nothing",
                    rule.name)
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
    std::optional<model::Citation> cited;
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
                       cited = citation_of(note.reference);
                     },
                     [&](const syntax::RequireNote& require) {
                       once("require", require.span);
                       add_duties(rule, require);
                     },
                 },
                 part);
    }
    rule.citation = citation_for(cited, text, clause.name.span, fmt::format("the rule `{}`", rule.name));
  }

  void add_duties(model::Rule& rule, const syntax::RequireNote& require) {
    const auto& duties = context_.vocabulary().duties;
    for (const syntax::Name& name : require.duties) {
      const auto found =
          std::find_if(duties.begin(), duties.end(), [&](const model::Duty& duty) { return duty.name == name.text; });
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
    Notes notes = read_notes(context_, clause.notes, "`otherwise`");
    model::Citation citation = citation_for(notes.citation, *placed.text, clause.span, "`otherwise`");
    if (effect) policy.otherwise.push_back({std::move(*effect), clause.span, std::move(citation), std::move(notes.because)});
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
    if (flat.applies) policy.applies_when = bounded(definitions, flat.applies->clause->condition);
    for (std::size_t i = 0; i < flat.rules.size(); ++i) {
      for (const auto& part : flat.rules[i].clause->parts) {
        if (const auto* when = std::get_if<syntax::WhenPart>(&part))
          policy.rules[i].when = bounded(definitions, when->condition);
        if (const auto* unless = std::get_if<syntax::UnlessPart>(&part))
          policy.rules[i].unless = bounded(definitions, unless->condition);
      }
    }
    for (const auto& placed : flat.presumptions) add_presumption(policy, *placed.clause, *placed.text);
    policy.definitions = definitions.take();
  }

  // Resolved, and not larger than can be read.
  std::optional<model::Condition> bounded(Definitions& definitions, const syntax::Condition& written) {
    auto condition = resolve(context_, definitions, written, Scope{});
    if (!condition || definitions.size_of(*condition) <= most_links) return condition;
    context_.sink
        .report(Code::nested_too_deep, written.span,
                "with its definitions written out, this condition has more than {} links", most_links)
        .help("let its definitions say each thing once");
    return std::nullopt;
  }

  void add_presumption(model::Policy& policy, const syntax::PresumeClause& clause, const PolicyDecl& text) {
    const auto fact = resolve_path(context_, clause.path);
    if (!fact) return;
    auto value = value_of(context_, fact->type, path_of(clause.path), {clause.value});
    if (!value) return;
    Notes notes = read_notes(context_, clause.notes, "a presumption");
    model::Presumption presumption{*fact, std::move(*value), {}, std::move(notes.because)};
    if (const auto* source = source_of(text)) presumption.citation = citation_of(*source);
    if (notes.citation) presumption.citation = std::move(*notes.citation);
    policy.presumptions.push_back(std::move(presumption));
  }

  // Definitions of the library are checked once for themselves, whether or not a policy uses them.
  void check_library_definitions() {
    Definitions definitions{context_};
    for (const auto* decl : context_.declarations.definitions) definitions.add(decl->about, {});
    for (const auto* decl : context_.declarations.definitions) definitions.resolve_fully(decl->about.name.text);
  }

  Context& context_;
  std::vector<model::Policy>& policies_;
  const std::vector<const PolicyDecl*>& decls_;
  std::vector<Flat> flats_;
  std::vector<bool> is_flat_;
  std::map<const PolicyDecl*, Heading> headings_;
};

}  // namespace

void check_policies(Context& context) {
  PoliciesPass{context}.run();
  check_asking(context);
}

}  // namespace comity::checker
