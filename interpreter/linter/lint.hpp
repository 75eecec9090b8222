// What a careful lawyer would find in a policy, proved by a record where records are spoken of, and
// otherwise quiet. In: a checked library with its texts, and what is asked of it. Out: findings by
// place. Nothing that `check` refuses is looked for here. Each lint is one file of lints/ and one
// line of the list in lint.cpp; title, severity and explanation stand in the registry of codes.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "grammar/source/source.hpp"
#include "grammar/syntax/ast.hpp"
#include "interpreter/analyzer/compare.hpp"
#include "interpreter/linter/finding.hpp"
#include "interpreter/model/library.hpp"

namespace comity::linter {

// Everything here outlives the call.
struct LintInput {
  const model::Library& library;
  const SourceSet& sources;
  const std::vector<syntax::ParsedFile>& files;  // those that the library was made of
};

enum class Proposals { quiet, told };

// Gives every record to the function, one after the other, as `eval` would have it. Called at most once by a `lint`, so
// that there may be any number of records.
using EachRecord = std::function<void(const std::function<void(const model::Record&)>&)>;

struct LintOptions {
  std::function<bool(Span)> is_asked;       // by place: declarations that are not asked are not linted; empty: all are
  std::optional<model::Date> on;            // the day of the law that a proposal is held against; none: its first day
  Proposals proposals = Proposals::quiet;   // told: notes on what each proposal in the asked files would change
  EachRecord each_record;                   // whose changed answers are counted; empty: there are none
  analyzer::Limits limits;
  std::function<bool(const std::string&)> is_listed_statute;  // by an offense table; empty: there is none
};

// Sorted by source, by position, by code. What the text allows is among them, marked.
std::vector<Finding> lint(const LintInput& input, const LintOptions& options);

class Context;  // context.hpp: what the lints have in common

// One code that lint reports; what is found in one way shares a function, which runs once.
struct Lint {
  Code code;
  bool is_exact = false;  // proved by the analyzer, for all records; not a matter of taste
  void (*run)(Context& context);
};

// In the order of the registry.
std::span<const Lint> all_lints();

}  // namespace comity::linter
