#include "interpreter/checker/jurisdictions.hpp"

#include <algorithm>
#include <tuple>

#include "interpreter/checker/chains.hpp"
#include "interpreter/checker/conditions.hpp"
#include "interpreter/checker/notes.hpp"
#include "interpreter/checker/values.hpp"

namespace comity::checker {
namespace {

void check_circles(Context& context) {
  auto& jurisdictions = context.library.jurisdictions;
  std::vector<std::optional<model::JurisdictionId>> above;
  for (const auto& jurisdiction : jurisdictions) above.push_back(jurisdiction.within);
  const ChainFaults faults = find_chain_faults(above);
  for (const model::JurisdictionId id : faults.circles) {
    const syntax::JurisdictionDecl& decl = *context.declarations.jurisdictions[id];
    context.sink.report(Code::circle, decl.within->span, "`{}` lies within itself", decl.name.text)
        .help("name the jurisdiction above it");
  }
  for (const model::JurisdictionId id : faults.deep) {
    context.sink
        .report(Code::nested_too_deep, context.declarations.jurisdictions[id]->within->span,
                "jurisdictions lie within one another more than {} deep here", deepest_chain)
        .help("name a jurisdiction nearer to the top");
  }
  // Cut here, so that nothing follows them for ever.
  for (model::JurisdictionId id = 0; id < jurisdictions.size(); ++id) {
    if (faults.is_broken[id]) jurisdictions[id].within.reset();
  }
}

struct Stated {
  model::StandingFact fact;
  Span span;
};

// One fact, one day, two statements: which would hold is not said.
void check_overlaps(Context& context, std::vector<Stated>& facts) {
  const auto same_fact = [](const Stated& a, const Stated& b) {
    return a.fact.jurisdiction == b.fact.jurisdiction && a.fact.fact.steps == b.fact.fact.steps;
  };
  std::vector<const Stated*> ordered;
  for (const Stated& stated : facts) ordered.push_back(&stated);
  std::stable_sort(ordered.begin(), ordered.end(), [](const Stated* a, const Stated* b) {
    return std::tie(a->fact.jurisdiction, a->fact.fact.steps, *a->fact.period.from) <
           std::tie(b->fact.jurisdiction, b->fact.fact.steps, *b->fact.period.from);
  });
  const Stated* longest = nullptr;  // of those before, the one that holds longest
  for (const Stated* stated : ordered) {
    if (longest == nullptr || !same_fact(*longest, *stated)) {
      longest = stated;
      continue;
    }
    const bool has_ended = longest->fact.period.until && *longest->fact.period.until <= *stated->fact.period.from;
    if (!has_ended) {
      const auto [first, second] = std::minmax(longest->span, stated->span);
      context.sink.report(Code::overlapping_facts, second, "this is stated twice for one day")
          .label(first, "the other statement")
          .help("end the earlier one with `until`");
    }
    const bool holds_longer = longest->fact.period.until &&
                              (!stated->fact.period.until || *stated->fact.period.until > *longest->fact.period.until);
    if (holds_longer) longest = stated;
  }
}

}  // namespace

void check_jurisdictions(Context& context) {
  auto& jurisdictions = context.library.jurisdictions;
  for (const auto* decl : context.declarations.jurisdictions) {
    context.jurisdiction_ids.emplace(decl->name.text, static_cast<model::JurisdictionId>(jurisdictions.size()));
    jurisdictions.push_back({decl->name.text, decl->title.joined(), decl->level.text, std::nullopt});
  }
  for (std::size_t i = 0; i < jurisdictions.size(); ++i) {
    const syntax::JurisdictionDecl& decl = *context.declarations.jurisdictions[i];
    if (!decl.within) continue;
    jurisdictions[i].within = context.find_jurisdiction(decl.within->text);
    if (!jurisdictions[i].within)
      context.report_unknown(*decl.within, "jurisdiction", [&] { return names_of(context.library.jurisdictions); });
  }
  check_circles(context);
}

void check_standing_facts(Context& context) {
  std::vector<Stated> facts;
  for (const auto* decl : context.declarations.standings) {
    const auto jurisdiction = context.find_jurisdiction(decl->jurisdiction.text);
    if (!jurisdiction)
      context.report_unknown(decl->jurisdiction, "jurisdiction",
                             [&] { return names_of(context.library.jurisdictions); });
    for (const syntax::StandingFact& written : decl->facts) {
      const auto fact = resolve_path(context, written.path);
      if (!fact) continue;
      auto value = value_of(context, fact->type, path_text(context.vocabulary(), *fact), {written.value});
      model::Period period{date_of(context, written.from), std::nullopt};
      if (written.until) period.until = date_of(context, *written.until);
      check_period(context, period, written.span);
      model::Citation citation = read_notes(context, written.notes, "a standing fact").citation.value_or(model::Citation{});
      if (citation.text.empty()) {
        context.sink.report(Code::no_citation, written.path.span, "this standing fact names no source")
            .help("add `cite \"…\"`");
      }
      if (jurisdiction && value && period.from)
        facts.push_back({{*jurisdiction, *fact, std::move(*value), period, std::move(citation)}, written.path.span});
    }
  }
  check_overlaps(context, facts);
  for (Stated& stated : facts) context.library.standing.push_back(std::move(stated.fact));
}

}  // namespace comity::checker
