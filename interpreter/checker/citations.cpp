#include "interpreter/checker/citations.hpp"

#include <algorithm>
#include <optional>

namespace comity::checker {
namespace {

// A stretch of a file, and the citation in force there.
struct Passage {
  Span span;
  std::string citation;
};

std::string text_of(const syntax::Reference& reference) { return reference.text.joined(); }

std::optional<std::string> cite_in(const std::vector<syntax::Note>& notes) {
  for (const syntax::Note& note : notes) {
    if (const auto* cite = std::get_if<syntax::CiteNote>(&note)) return text_of(cite->reference);
  }
  return std::nullopt;
}

std::optional<std::string> cite_of(const syntax::RuleClause& rule) {
  for (const auto& part : rule.parts) {
    if (const auto* cite = std::get_if<syntax::CiteNote>(&part)) return text_of(cite->reference);
  }
  return std::nullopt;
}

// The clauses of a policy that cite for themselves, in the order of the file.
std::vector<Passage> citing_clauses(const syntax::PolicyDecl& policy) {
  std::vector<Passage> result;
  const auto add = [&](Span span, std::optional<std::string> citation) {
    if (citation) result.push_back({span, std::move(*citation)});
  };
  for (const syntax::Clause& clause : policy.clauses) {
    if (const auto* rule = std::get_if<syntax::RuleClause>(&clause)) add(rule->span, cite_of(*rule));
    if (const auto* otherwise = std::get_if<syntax::OtherwiseClause>(&clause))
      add(otherwise->span, cite_in(otherwise->notes));
    if (const auto* define = std::get_if<syntax::DefineClause>(&clause))
      add(define->about.span, cite_in(define->about.notes));
  }
  return result;
}

std::string source_of(const syntax::PolicyDecl& policy) {
  std::string result;
  for (const syntax::Clause& clause : policy.clauses) {
    if (const auto* stated = std::get_if<syntax::SourceClause>(&clause)) result = text_of(stated->reference);
  }
  return result;
}

struct Text {
  Passage whole;
  std::vector<Passage> clauses;
};

// The last of `passages`, which stand in order, that begins at or before a place and holds it.
template <typename T, typename SpanOf>
const T* holding(const std::vector<T>& passages, Span place, SpanOf span_of) {
  const auto after = std::upper_bound(passages.begin(), passages.end(), place, [&](Span wanted, const T& passage) {
    return std::pair{wanted.source, wanted.begin} < std::pair{span_of(passage).source, span_of(passage).begin};
  });
  if (after == passages.begin()) return nullptr;
  const T& found = *std::prev(after);
  const bool is_inside = span_of(found).source == place.source && place.begin < span_of(found).end;
  return is_inside ? &found : nullptr;
}

}  // namespace

void add_citations(std::vector<Diagnostic>& diagnostics, const std::vector<syntax::ParsedFile>& files) {
  std::vector<Text> texts;
  for (const syntax::ParsedFile& file : files) {
    for (const syntax::Decl& decl : file.decls) {
      const auto* policy = std::get_if<syntax::PolicyDecl>(&decl.node);
      if (policy != nullptr) texts.push_back({{decl.span, source_of(*policy)}, citing_clauses(*policy)});
    }
  }
  std::sort(texts.begin(), texts.end(), [](const Text& a, const Text& b) { return a.whole.span < b.whole.span; });
  for (Diagnostic& diagnostic : diagnostics) {
    const Text* text = holding(texts, diagnostic.primary.span, [](const Text& known) { return known.whole.span; });
    if (text == nullptr) continue;
    const Passage* clause =
        holding(text->clauses, diagnostic.primary.span, [](const Passage& known) { return known.span; });
    diagnostic.citation = clause != nullptr ? clause->citation : text->whole.citation;
  }
}

}  // namespace comity::checker
