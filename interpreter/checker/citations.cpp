#include "interpreter/checker/citations.hpp"

#include <optional>

namespace comity::checker {
namespace {

bool contains(Span outer, Span inner) { return outer.source == inner.source && outer.begin <= inner.begin && inner.begin < outer.end; }

std::string text_of(const syntax::Reference& reference) { return reference.text.joined(); }

std::optional<std::string> cite_in(const std::vector<syntax::Note>& notes) {
  for (const syntax::Note& note : notes) {
    if (const auto* cite = std::get_if<syntax::CiteNote>(&note)) return text_of(cite->reference);
  }
  return std::nullopt;
}

// The `cite` of the clause that a place stands in.
std::optional<std::string> cite_at(const syntax::Clause& clause, Span place) {
  if (const auto* rule = std::get_if<syntax::RuleClause>(&clause); rule != nullptr && contains(rule->span, place)) {
    for (const auto& part : rule->parts) {
      if (const auto* cite = std::get_if<syntax::CiteNote>(&part)) return text_of(cite->reference);
    }
  }
  if (const auto* otherwise = std::get_if<syntax::OtherwiseClause>(&clause); otherwise != nullptr && contains(otherwise->span, place)) {
    return cite_in(otherwise->notes);
  }
  if (const auto* define = std::get_if<syntax::DefineClause>(&clause); define != nullptr && contains(define->about.span, place)) {
    return cite_in(define->about.notes);
  }
  return std::nullopt;
}

std::string citation_at(const syntax::PolicyDecl& policy, Span place) {
  std::string source;
  for (const syntax::Clause& clause : policy.clauses) {
    if (const auto* stated = std::get_if<syntax::SourceClause>(&clause)) source = text_of(stated->reference);
    if (auto cite = cite_at(clause, place)) return *cite;
  }
  return source;
}

}  // namespace

void add_citations(std::vector<Diagnostic>& diagnostics, const std::vector<syntax::ParsedFile>& files) {
  for (Diagnostic& diagnostic : diagnostics) {
    for (const syntax::ParsedFile& file : files) {
      for (const syntax::Decl& decl : file.decls) {
        const auto* policy = std::get_if<syntax::PolicyDecl>(&decl.node);
        if (policy != nullptr && contains(decl.span, diagnostic.primary.span)) diagnostic.citation = citation_at(*policy, diagnostic.primary.span);
      }
    }
  }
}

}  // namespace comity::checker
