// Two readings of the law, over all complete records at once: on which do their answers differ, and
// how? Exact and without a solver: facts are cut at the constants in use, lists need only as many
// elements as the counts asked for add up to, dates are tried on the real calendar. In: a checked
// library and two sides. Out: the relation, and every region where they differ, each with a record
// that proves it. Never samples and never skips: above a stated limit, or at a shape that is not
// covered, the comparison says so (`complete`, `limit`). Knows nothing of the evaluator.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "interpreter/model/law.hpp"
#include "interpreter/model/library.hpp"

namespace comity::analyzer {

// What is asked: a policy by its own name (standing facts are free), or a jurisdiction under its whole stack of law on
// a day (its standing facts of that day are fixed). Exactly one of the two is given.
struct Side {
  std::optional<model::PolicyId> policy;
  std::optional<model::Stack> stack;
  model::DecisionId decision = 0;
  std::optional<model::Date> on = {};  // of a policy: the day whose standing facts of its authority are fixed; none: they are free
};

struct Limits {
  std::size_t nodes = 4'000'000;     // of the decision diagram
  std::size_t regions = 20'000;       // in all
  std::size_t elements = 64;         // that one record may need
  std::size_t steps = 20'000'000;    // of the search for a record
};

// The author's own words at a span; where the function is empty, conditions are worded from the model.
using WordsAt = std::function<std::string(const Span&)>;

struct Options {
  Limits limits;
  WordsAt words_at;
};

enum class AnswerKind { outcome, silent, conflict };

struct Said {
  AnswerKind kind = AnswerKind::silent;
  std::uint32_t outcome = 0;  // of outcome

  friend auto operator<=>(const Said&, const Said&) = default;
};

// One condition of a region. True of a record when `condition` holds, or with `negated` when it does not.
struct RegionCondition {
  model::Condition condition;
  bool negated = false;
  std::optional<model::PolicyId> owner;  // whose definitions the condition mentions; none: it mentions none
  std::string words;                     // as a person reads it, `not` included
};

struct Region {
  std::vector<RegionCondition> when;    // all of them hold; empty: every record
  model::Record witness;                // complete but for facts that standing facts supply; fewest elements
  std::size_t elements = 0;             // of the witness, in all lists
  std::vector<model::FactRef> facts;    // of the record, that `when` mentions, each once; of elements, their list
};

// All records on which the two sides say these things by these rules. Regions are disjoint, of other differences too.
struct Difference {
  Said left;
  Said right;
  std::string left_rule;   // of the rules that decide there, the first by name; "otherwise"; empty of *silent*
  std::string right_rule;  // of a stack "policy.rule"
  std::vector<Region> regions;
};

// The same outcome, but for another time or with other duties.
struct TermsDiffer {
  std::string left;   // "24 hours; give_copy"
  std::string right;
  model::Record witness;
};

// Of the first side to the second, on the ladder of outcomes. *Silent* and *conflict* are off the ladder: where one
// side is so and the other is not, the two are incomparable. So are two decisions whose ladders differ in length.
enum class Relation { equal, below, above, incomparable };

// How far the analysis went: what a person needs to trust that it is complete.
struct Reached {
  std::size_t facts = 0;      // cut into classes
  std::size_t literals = 0;   // comparisons of dates with one another
  std::size_t atoms = 0;      // different questions about lists
  std::size_t nodes = 0;      // of the diagram
  std::size_t elements = 0;   // the most that a record can need: more cannot change any answer
  std::size_t checks = 0;     // combinations tried on the real calendar and on real lists
  std::size_t lemmas = 0;     // combinations found impossible
};

struct Comparison {
  Relation relation = Relation::equal;
  bool complete = true;
  std::string limit;  // where not complete: which limit was reached, or what is not covered
  std::vector<Difference> differences;
  std::vector<TermsDiffer> terms_differ;
  Reached reached;
};

// Precondition: each side has a policy or a stack of `library`.
Comparison compare(const model::Library& library, const Side& left, const Side& right, const Options& options = {});

std::string_view name(Relation relation);

// "honor", "silent", "conflict".
std::string_view name(const Said& said, const model::Decision& decision);

// The words of a condition as one of so many that are joined by `and`: an `or` then stands in parentheses, as in policies.
std::string as_link(const RegionCondition& condition, std::size_t links);

}  // namespace comity::analyzer
