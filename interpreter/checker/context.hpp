// What every pass of the checker has at hand, and the reports that several of them make.
#pragma once

#include <concepts>
#include <functional>
#include <map>
#include <optional>
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
  std::map<std::string, model::PolicyId, std::less<>> policy_ids;
  std::map<std::string, model::JurisdictionId, std::less<>> jurisdiction_ids;
  std::size_t comparisons_left =
      500'000;  // of a wrong name with right ones: a file full of errors gets advice for the first

  const model::Vocabulary& vocabulary() const { return library.vocabulary; }

  // `name` is used and nothing declares it: "no fact is called `agee`"; suggests the nearest of `candidates`, else
  // lists them. Silent when the name stood in text that could not be read.
  void report_unknown(const syntax::Name& name, std::string_view what, std::span<const std::string> candidates);
  // Where there may be many: `candidates` is asked only while there is advice to give.
  template <std::invocable Candidates>
  void report_unknown(const syntax::Name& name, std::string_view what, Candidates candidates) {
    const std::vector<std::string> names = comparisons_left == 0 ? std::vector<std::string>{} : candidates();
    report_unknown(name, what, std::span{names});
  }

  std::optional<model::PolicyId> find_policy(std::string_view name) const;
  std::optional<model::JurisdictionId> find_jurisdiction(std::string_view name) const;
};

// The names of policies, jurisdictions, decisions …
template <typename Named>
std::vector<std::string> names_of(const std::vector<Named>& things) {
  std::vector<std::string> result;
  for (const Named& thing : things) result.push_back(thing.name);
  return result;
}

// "a number", "a date", "one of `level`" …
std::string describe(const model::Vocabulary& vocabulary, const model::Type& type);

std::vector<std::string> field_names(const model::RecordType& record);
std::vector<std::string> singulars(const model::RecordType& record);

}  // namespace comity::checker
