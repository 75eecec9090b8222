#include "interpreter/checker/notes.hpp"

namespace comity::checker {

model::Citation citation_of(const syntax::Reference& reference) {
  return {reference.text.joined(), reference.address ? reference.address->joined() : ""};
}

Notes read_notes(Context& context, const std::vector<syntax::Note>& notes, std::string_view owner) {
  Notes result;
  std::optional<Span> because_at;
  std::optional<Span> cite_at;
  const auto once = [&](std::optional<Span>& first, std::string_view word, Span span) {
    if (!first) {
      first = span;
      return true;
    }
    context.sink.report(Code::repeated_clause, span, "{} says `{}` twice", owner, word).label(*first, "first here").help("join them in one");
    return false;
  };
  for (const syntax::Note& note : notes) {
    std::visit(overloaded{
                   [&](const syntax::BecauseNote& because) {
                     if (once(because_at, "because", because.span)) result.because = because.text.joined();
                   },
                   [&](const syntax::CiteNote& cite) {
                     if (once(cite_at, "cite", cite.span)) result.citation = citation_of(cite.reference);
                   },
                   [&](const syntax::RequireNote& require) {
                     context.sink.report(Code::out_of_place, require.span, "{} requires nothing: `require` belongs to a rule", owner)
                         .help("write it under a rule; one without `when` requires it of every answer");
                   },
               },
               note);
  }
  return result;
}

}  // namespace comity::checker
