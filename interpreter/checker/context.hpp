// What every pass of the checker has at hand, and the reports that several of them make.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "grammar/diagnostics/sink.hpp"
#include "grammar/diagnostics/suggest.hpp"
#include "grammar/source/source.hpp"
#include "interpreter/checker/declarations.hpp"
#include "interpreter/model/library.hpp"

namespace comity::checker {

// How long a chain of definitions, of `amends` or of `says` may be: bounds every recursive walk.
inline constexpr std::size_t deepest_chain = 200;

struct Context {
  const source::SourceSet& sources;
  DiagnosticSink& sink;
  const Declarations& declarations;
  model::Library& library;  // being made

  const model::Vocabulary& vocabulary() const { return library.vocabulary; }

  // `name` is used and nothing declares it: "no fact is called `agee`"; suggests the nearest of `candidates`, else
  // lists them. Silent when the name stood in text that could not be read.
  void report_unknown(const syntax::Name& name, std::string_view what, std::span<const std::string> candidates);
};

// "a number", "a date", "one of `level`" …
std::string describe(const model::Vocabulary& vocabulary, const model::Type& type);

std::vector<std::string> field_names(const model::RecordType& record);
std::vector<std::string> singulars(const model::RecordType& record);

}  // namespace comity::checker
