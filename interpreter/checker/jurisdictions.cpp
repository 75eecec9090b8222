#include "interpreter/checker/jurisdictions.hpp"

#include <algorithm>

#include "interpreter/checker/conditions.hpp"
#include "interpreter/checker/values.hpp"

namespace comity::checker {
namespace {

std::vector<std::string> jurisdiction_names(const model::Library& library) {
  std::vector<std::string> result;
  for (const auto& known : library.jurisdictions) result.push_back(known.name);
  return result;
}

void check_circles(Context& context) {
  auto& jurisdictions = context.library.jurisdictions;
  for (std::size_t i = 0; i < jurisdictions.size(); ++i) {
    std::size_t steps = 0;
    auto above = jurisdictions[i].within;
    while (above && *above != i && steps++ <= jurisdictions.size()) above = jurisdictions[*above].within;
    if (!above) continue;
    if (*above == i) {
      const syntax::JurisdictionDecl& decl = *context.declarations.jurisdictions[i];
      context.sink.report(Code::circle, decl.within->span, "`{}` lies within itself", decl.name.text).help("name the jurisdiction above it");
    }
  }
}

// One fact, one day, two statements: which would hold is not said.
void check_overlaps(Context& context, const std::vector<std::pair<model::StandingFact, Span>>& facts) {
  for (std::size_t i = 0; i < facts.size(); ++i) {
    for (std::size_t j = i + 1; j < facts.size(); ++j) {
      const auto& [a, a_span] = facts[i];
      const auto& [b, b_span] = facts[j];
      if (a.jurisdiction != b.jurisdiction || !(a.fact == b.fact)) continue;
      const bool ends_before = a.period.until && *a.period.until <= *b.period.from;
      const bool begins_after = b.period.until && *b.period.until <= *a.period.from;
      if (ends_before || begins_after) continue;
      context.sink.report(Code::overlapping_facts, b_span, "this is stated twice for one day")
          .label(a_span, "the other statement")
          .help("end the earlier one with `until`");
    }
  }
}

}  // namespace

model::Citation citation_of(const syntax::Reference& reference) {
  return {reference.text.joined(), reference.address ? reference.address->joined() : ""};
}

void check_jurisdictions(Context& context) {
  auto& jurisdictions = context.library.jurisdictions;
  for (const auto* decl : context.declarations.jurisdictions) {
    jurisdictions.push_back({decl->name.text, decl->title.joined(), decl->level.text, std::nullopt});
  }
  for (std::size_t i = 0; i < jurisdictions.size(); ++i) {
    const syntax::JurisdictionDecl& decl = *context.declarations.jurisdictions[i];
    if (!decl.within) continue;
    jurisdictions[i].within = context.library.find_jurisdiction(decl.within->text);
    if (!jurisdictions[i].within) context.report_unknown(*decl.within, "jurisdiction", jurisdiction_names(context.library));
  }
  check_circles(context);
}

void check_standing_facts(Context& context) {
  std::vector<std::pair<model::StandingFact, Span>> facts;
  for (const auto* decl : context.declarations.standings) {
    const auto jurisdiction = context.library.find_jurisdiction(decl->jurisdiction.text);
    if (!jurisdiction) context.report_unknown(decl->jurisdiction, "jurisdiction", jurisdiction_names(context.library));
    for (const syntax::StandingFact& written : decl->facts) {
      const auto fact = resolve_path(context, written.path);
      if (!fact) continue;
      auto value = value_of(context, fact->type, path_text(context.vocabulary(), *fact), {written.value});
      model::Period period{date_of(context, written.from), std::nullopt};
      if (written.until) period.until = date_of(context, *written.until);
      check_period(context, period, written.span);
      model::Citation citation;
      for (const syntax::Note& note : written.notes) {
        if (const auto* cite = std::get_if<syntax::CiteNote>(&note)) citation = citation_of(cite->reference);
      }
      if (citation.text.empty()) {
        context.sink.report(Code::no_citation, written.span, "this standing fact names no source").help("add `cite \"…\"`");
      }
      if (jurisdiction && value && period.from) facts.push_back({{*jurisdiction, *fact, std::move(*value), period, std::move(citation)}, written.path.span});
    }
  }
  check_overlaps(context, facts);
  for (auto& [fact, span] : facts) context.library.standing.push_back(std::move(fact));
}

}  // namespace comity::checker
