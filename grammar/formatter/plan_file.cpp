// One line for each clause of each declaration, and the columns of what is written as a table.
#include <algorithm>
#include <optional>
#include <span>
#include <variant>
#include <vector>

#include "grammar/formatter/plan.hpp"

namespace comity::formatter {

namespace {

using namespace syntax;

// Wider cells stand out of their column rather than push everything else aside.
constexpr std::uint32_t widest_type = 30;
constexpr std::uint32_t widest_title = 60;
constexpr std::uint32_t heading_width = 10;  // `authority ` is the longest of a policy's heading

// The width of a column: that of its widest cell, not counting cells wider than `widest`.
std::uint32_t column_width(const std::vector<std::uint32_t>& cells, std::uint32_t widest = longest_line) {
  std::uint32_t result = 0;
  for (const std::uint32_t cell : cells) {
    if (cell <= widest) result = std::max(result, cell);
  }
  return result;
}

template <typename Kind, typename Variant>
bool is(const Variant& variant) {
  return std::holds_alternative<Kind>(variant);
}

class Planner {
 public:
  explicit Planner(const std::vector<Token>& tokens) : plan_{tokens} {}

  Plan run(const ParsedFile& file) && {
    for (std::size_t i = 0; i < file.decls.size(); ++i) {
      const Decl& decl = file.decls[i];
      plan_.begin_block(plan_.first_of(decl.span), 0, i > 0 ? blank_between(file.decls[i - 1], decl) : Blank::none);
      std::visit([&](const auto& node) { plan_decl(node); }, decl.node);
    }
    align_tables(file.decls);
    return std::move(plan_);
  }

 private:
  // One-line declarations stand close together, as the author grouped them.
  static Blank blank_between(const Decl& previous, const Decl& decl) {
    const bool is_one_line = is<ChoiceDecl>(decl.node) || is<DeterminationDecl>(decl.node) || is<DutyDecl>(decl.node) ||
                             is<JurisdictionDecl>(decl.node);
    return is_one_line && previous.keyword() == decl.keyword() ? Blank::as_written : Blank::always;
  }

  // ------------------------------------------------------------------------------ vocabulary

  void plan_decl(const DecisionDecl& decl) {
    plan_.wrap_text(decl.title);
    plan_.begin_block(plan_.first_of(decl.ladder.front().span), level_width);
    plan_.wrap_items(decl.ladder);
  }

  void plan_decl(const ChoiceDecl& decl) {
    if (decl.is_addition) plan_.allow_wrap(plan_.first_of(decl.values.span), Wrap::if_long_or_commented);
    plan_.wrap_items(decl.values.names);
  }

  void plan_decl(const RecordDecl& decl) {
    if (decl.title) plan_.wrap_text(*decl.title);
    for (const auto& member : decl.members) {
      std::visit(overloaded{[&](const FieldDecl& field) { plan_field(field); },
                            [&](const AlwaysClause& always) { plan_sentence(always, level_width, Blank::as_written); }},
                 member);
    }
    align_fields(decl);
  }

  void plan_field(const FieldDecl& field) {
    plan_.begin_block(plan_.first_of(field.span), level_width, Blank::as_written);
    if (field.type.values) plan_.wrap_items(field.type.values->names);
    if (field.title) plan_.wrap_text(*field.title);
  }

  static std::optional<Span> remarks_of(const FieldDecl& field) {
    if (!field.marks.empty()) return field.marks.front().span;
    if (field.title) return field.title->span;
    return std::nullopt;
  }

  // Name, type, and what is remarked: the marks and the title.
  void align_fields(const RecordDecl& decl) {
    std::vector<std::uint32_t> names;
    std::vector<std::uint32_t> types;
    for (const auto& member : decl.members) {
      const auto* field = std::get_if<FieldDecl>(&member);
      if (field == nullptr) continue;
      names.push_back(plan_.width_of(field->name.span));
      if (remarks_of(*field)) types.push_back(plan_.width_of(field->type.span));
    }
    const std::uint32_t type_column = level_width + column_width(names) + 2;
    const std::uint32_t remark_column = type_column + column_width(types, widest_type) + 2;
    for (const auto& member : decl.members) {
      const auto* field = std::get_if<FieldDecl>(&member);
      if (field == nullptr) continue;
      plan_.align(plan_.first_of(field->type.span), type_column);
      const std::optional<Span> remarks = remarks_of(*field);
      if (!remarks) continue;
      const std::size_t first = plan_.first_of(*remarks);
      const std::uint32_t remark_width = width(plan_.tokens(), first, plan_.past(field->span));
      const std::uint32_t type_end = type_column + plan_.width_of(field->type.span);
      const bool fits = std::max(remark_column, type_end + 2) + remark_width <= longest_line;
      if (fits) plan_.align(first, std::max(remark_column, type_end + 2));
    }
  }

  void plan_decl(const DeterminationDecl& decl) { plan_.wrap_text(decl.title); }
  void plan_decl(const DutyDecl& decl) { plan_.wrap_text(decl.title); }

  // ------------------------------------------------------------------------------ jurisdictions

  void plan_decl(const JurisdictionDecl& decl) { plan_.wrap_text(decl.title); }

  void plan_decl(const StandingDecl& decl) {
    for (const StandingFact& fact : decl.facts) {
      plan_.begin_block(plan_.first_of(fact.span), level_width, Blank::as_written);
      plan_notes(fact.notes, 2 * level_width);
    }
  }

  // ------------------------------------------------------------------------------ policies

  void plan_decl(const PolicyDecl& decl) {
    plan_.wrap_text(decl.title);
    for (std::size_t i = 0; i < decl.clauses.size(); ++i) {
      blank_ = i > 0 ? blank_between(decl.clauses[i - 1], decl.clauses[i]) : Blank::none;
      std::visit([&](const auto& clause) { plan_clause(clause); }, decl.clauses[i]);
    }
  }

  static Blank blank_between(const Clause& previous, const Clause& clause) {
    if (is<OtherwiseClause>(previous) && is<OtherwiseClause>(clause)) return Blank::as_written;
    const auto is_paragraph = [](const Clause& each) { return is<DefineClause>(each) || is<RuleClause>(each); };
    const bool is_set_off = is_paragraph(previous) || is_paragraph(clause) || is<OtherwiseClause>(clause);
    return is_set_off ? Blank::always : Blank::as_written;
  }

  // The heading is a table of two columns.
  void plan_heading(Span clause, Span value) {
    plan_.begin_block(plan_.first_of(clause), level_width, blank_);
    plan_.align(plan_.first_of(value), level_width + heading_width);
  }

  void plan_clause(const AuthorityClause& clause) { plan_heading(clause.span, clause.jurisdiction.span); }
  void plan_clause(const StatusClause& clause) { plan_heading(clause.span, clause.status.span); }
  void plan_clause(const AdoptedClause& clause) { plan_heading(clause.span, clause.date.span); }

  void plan_clause(const InForceClause& clause) {
    plan_.begin_block(plan_.first_of(clause.span), level_width, blank_);
    if (const auto& date = clause.from ? clause.from : clause.until) {
      plan_.align(plan_.first_of(date->span) - 1, level_width + heading_width);  // the word before the date
    }
  }

  void plan_clause(const SourceClause& clause) {
    plan_heading(clause.span, clause.reference.span);
    plan_.wrap_reference(clause.reference);
  }

  void plan_clause(const AppliesClause& clause) { plan_sentence(clause, level_width, blank_); }

  void plan_clause(const PresumeClause& clause) {
    plan_.begin_block(plan_.first_of(clause.span), level_width, blank_);
    plan_notes(clause.notes, 2 * level_width);
  }

  void plan_clause(const DefineClause& clause) {
    plan_.begin_block(plan_.first_of(clause.about.span), level_width, blank_);
    plan_about(clause.about, 2 * level_width);
  }

  void plan_clause(const RuleClause& clause) {
    plan_.begin_block(plan_.first_of(clause.span), level_width, blank_);
    plan_.wrap_items(clause.overrides);
    if (clause.effect) {
      plan_.begin_block(plan_.first_of(clause.effect->span), 2 * level_width);
      plan_effect(*clause.effect);
    }
    for (const auto& part : clause.parts) {
      std::visit([&](const auto& node) { plan_part(node, 2 * level_width); }, part);
    }
  }

  void plan_clause(const OtherwiseClause& clause) {
    plan_.begin_block(plan_.first_of(clause.span), level_width, blank_);
    plan_effect(clause.effect);
    plan_notes(clause.notes, 2 * level_width);
  }

  void plan_clause(const RepealClause& clause) {
    plan_.begin_block(plan_.first_of(clause.span), level_width, blank_);
    plan_.wrap_items(clause.names);
  }

  void plan_decl(const DefinitionDecl& decl) { plan_about(decl.about, level_width); }

  void plan_about(const About& about, std::uint32_t indent) {
    plan_.wrap_items(about.records);
    plan_condition_body(plan_, indent, about.condition);
    plan_notes(about.notes, indent);
  }

  void plan_effect(const Effect& effect) {
    plan_.wrap_items(effect.answers, [](const EffectAnswer& answer) { return answer.decision.span; });
  }

  // A clause that is a keyword and a condition.
  template <typename Sentence>
  void plan_sentence(const Sentence& sentence, std::uint32_t indent, Blank blank = Blank::none) {
    const std::size_t keyword = plan_.first_of(sentence.span);
    plan_.begin_block(keyword, indent, blank);
    plan_condition_after(plan_, keyword, indent, sentence.condition);
  }

  void plan_part(const WhenPart& part, std::uint32_t indent) { plan_sentence(part, indent); }
  void plan_part(const UnlessPart& part, std::uint32_t indent) { plan_sentence(part, indent); }

  void plan_part(const BecauseNote& note, std::uint32_t indent) {
    plan_.begin_block(plan_.first_of(note.span), indent);
    plan_.wrap_text(note.text);
  }

  void plan_part(const CiteNote& note, std::uint32_t indent) {
    plan_.begin_block(plan_.first_of(note.span), indent);
    plan_.wrap_reference(note.reference);
  }

  void plan_part(const RequireNote& note, std::uint32_t indent) {
    plan_.begin_block(plan_.first_of(note.span), indent);
    plan_.wrap_items(note.duties);
  }

  void plan_notes(const std::vector<Note>& notes, std::uint32_t indent) {
    for (const Note& note : notes) std::visit([&](const auto& node) { plan_part(node, indent); }, note);
  }

  // ------------------------------------------------------------------------------ examples and mappings

  void plan_decl(const ExampleDecl& decl) {
    plan_.wrap_text(decl.title);
    for (const ExampleGiven& given : decl.givens) {
      plan_.begin_block(plan_.first_of(given.span), level_width, Blank::as_written);
      std::visit(overloaded{[](const Literal&) {},
                            [&](const std::vector<Literal>& values) { plan_.wrap_items(values); },
                            [&](const std::vector<ExampleFact>& facts) { plan_facts(facts); }},
                 given.content);
    }
    for (const Expectation& expectation : decl.expectations) plan_expectation(expectation);
  }

  void plan_facts(const std::vector<ExampleFact>& facts) {
    plan_.wrap_items(facts);
    for (const ExampleFact& fact : facts) {
      if (const auto* values = std::get_if<std::vector<Literal>>(&fact.content)) plan_.wrap_items(*values);
    }
  }

  void plan_expectation(const Expectation& expectation) {
    plan_.begin_block(plan_.first_of(expectation.span), level_width, Blank::as_written);
    const auto plan_names = [&](const auto& names) {
      if (!names || names->empty()) return;
      plan_.allow_wrap(plan_.first_of(names->front().span) - 1, Wrap::if_long);  // before `by` or `missing`
      plan_.wrap_items(*names);
    };
    plan_names(expectation.by);
    plan_names(expectation.missing);
  }

  void plan_decl(const MappingDecl& decl) {
    plan_.wrap_text(decl.title);
    for (const MapClause& clause : decl.clauses) {
      std::visit([&](const auto& node) { plan_map_clause(node); }, clause);
    }
  }

  void begin_map_clause(Span clause) { plan_.begin_block(plan_.first_of(clause), level_width, Blank::as_written); }

  void plan_map_clause(const RowsClause& clause) { begin_map_clause(clause.span); }

  void plan_map_clause(const WordListClause& clause) {
    begin_map_clause(clause.span);
    plan_.wrap_items(clause.words);
  }

  void plan_map_clause(const ColumnClause& clause) {
    begin_map_clause(clause.span);
    for (const ColumnCode& code : clause.codes) {
      plan_.allow_wrap(plan_.first_of(code.span), Wrap::if_long_or_commented);
    }
  }

  // ------------------------------------------------------------------------------ tables

  // Runs of one-line declarations.
  void align_tables(std::span<const Decl> decls) {
    for (std::size_t first = 0; first < decls.size();) {
      std::size_t last = first + 1;
      while (last < decls.size() && decls[last].node.index() == decls[first].node.index()) ++last;
      const std::span<const Decl> run = decls.subspan(first, last - first);
      if (is<JurisdictionDecl>(run.front().node)) align_jurisdictions(run);
      if (is<DutyDecl>(run.front().node)) align_titles<DutyDecl>(run);
      if (is<DeterminationDecl>(run.front().node)) align_titles<DeterminationDecl>(run);
      first = last;
    }
  }

  // The column in which the titles of a run begin.
  template <typename Kind>
  std::uint32_t align_titles(std::span<const Decl> run) {
    std::vector<std::uint32_t> heads;
    for (const Decl& decl : run) {
      const std::size_t title = plan_.first_of(std::get<Kind>(decl.node).title.span);
      heads.push_back(width(plan_.tokens(), plan_.first_of(decl.span), title));
    }
    const std::uint32_t column = column_width(heads) + 1;
    for (const Decl& decl : run) plan_.align(plan_.first_of(std::get<Kind>(decl.node).title.span), column);
    return column;
  }

  void align_jurisdictions(std::span<const Decl> run) {
    std::vector<std::uint32_t> titles;
    std::vector<std::uint32_t> levels;
    for (const Decl& each : run) {
      const auto& decl = std::get<JurisdictionDecl>(each.node);
      titles.push_back(plan_.width_of(decl.title.span));
      if (decl.within) levels.push_back(plan_.width_of(decl.level.span));
    }
    const std::uint32_t level_column = align_titles<JurisdictionDecl>(run) + column_width(titles, widest_title) + 1;
    const std::uint32_t within_column = level_column + column_width(levels) + 1;
    for (const Decl& each : run) {
      const auto& decl = std::get<JurisdictionDecl>(each.node);
      plan_.align(plan_.first_of(decl.level.span), level_column);
      if (decl.within) plan_.align(plan_.first_of(decl.within->span) - 1, within_column);  // the word `within`
    }
  }

  Plan plan_;
  Blank blank_ = Blank::none;  // above the clause that is being planned
};

}  // namespace

Plan plan_file(const std::vector<Token>& tokens, const ParsedFile& file) { return Planner{tokens}.run(file); }

}  // namespace comity::formatter
