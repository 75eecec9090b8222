#include "tests/solver/judge.hpp"

#include <algorithm>
#include <ctime>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "interpreter/evaluator/evaluate.hpp"
#include "tests/property/trial.hpp"
#include "tests/solver/encoding.hpp"

namespace comity::solver {

using analyzer::AnswerKind;
using analyzer::Comparison;
using analyzer::Relation;
using analyzer::Said;

namespace {

constexpr unsigned most_milliseconds = 30'000;  // for one question

const z3::expr& formula(const Answers& answers, const Said& said) {
  switch (said.kind) {
    case AnswerKind::silent: return answers.silent;
    case AnswerKind::conflict: return answers.conflict;
    case AnswerKind::outcome: break;
  }
  return answers.outcomes[said.outcome];
}

// The two sides answer these.
struct Both {
  const Answers& left;
  const Answers& right;

  z3::expr differ() const {
    z3::expr same = (left.silent && right.silent) || (left.conflict && right.conflict);
    for (std::size_t i = 0; i < left.outcomes.size(); ++i) same = same || (left.outcomes[i] && right.outcomes[i]);
    return !same;
  }
  // The first stands lower on the ladder.
  static z3::expr lower(const Answers& one, const Answers& other) {
    z3::expr result = one.silent && !one.silent;
    for (std::size_t i = 0; i < one.outcomes.size(); ++i) {
      for (std::size_t k = i + 1; k < other.outcomes.size(); ++k) result = result || (one.outcomes[i] && other.outcomes[k]);
    }
    return result;
  }
  z3::expr is_off_the_ladder() const {
    const auto is_off = [](const Answers& answers) { return answers.silent || answers.conflict; };
    return (is_off(left) || is_off(right)) && differ();
  }
};

z3::expr contradicting(z3::context& context, const Pair& pair, const Comparison& comparison, Encoding& encoding, const Both& both) {
  z3::expr_vector contradictions{context};
  z3::expr_vector regions{context};
  for (const auto& difference : comparison.differences) {
    z3::expr_vector of_difference{context};
    for (const auto& region : difference.regions) {
      z3::expr_vector inside{context};
      for (const auto& one : region.when) {
        const z3::expr holds = encoding.truth(one.owner.value_or(pair.left), one.condition);
        inside.push_back(one.negated ? !holds : holds);
      }
      const z3::expr is_inside = z3::mk_and(inside);
      for (const auto& earlier : regions) contradictions.push_back(earlier && is_inside);
      regions.push_back(is_inside);
      of_difference.push_back(is_inside);
    }
    const z3::expr is_as_said = formula(both.left, difference.left) && formula(both.right, difference.right);
    contradictions.push_back(z3::mk_or(of_difference) && !is_as_said);
  }
  contradictions.push_back(both.differ() && !z3::mk_or(regions));
  return z3::mk_or(contradictions);
}

// Questions to one solver, each under a name that is assumed when it is asked.
struct Asking {
  z3::expr contradiction;
  std::vector<z3::expr> relations;

  static z3::check_result check(z3::solver& solver, const z3::expr& question) {
    z3::expr_vector assumed{solver.ctx()};
    assumed.push_back(question);
    return solver.check(assumed);
  }
};

std::optional<Relation> relation(z3::solver& solver, const Asking& asking) {
  bool is_there[3] = {};
  for (std::size_t i = 0; i < 3; ++i) {
    const z3::check_result result = asking.check(solver, asking.relations[i]);
    if (result == z3::unknown) return std::nullopt;
    is_there[i] = result == z3::sat;
    if (is_there[0]) return Relation::incomparable;
  }
  if (is_there[1] && is_there[2]) return Relation::incomparable;
  return is_there[1] ? Relation::below : is_there[2] ? Relation::above : Relation::equal;
}

}  // namespace

z3::solver made_solver(z3::context& context, unsigned milliseconds) {
  z3::solver solver{context, "QF_FD"};
  z3::params parameters{context};
  parameters.set("timeout", milliseconds);
  solver.set(parameters);
  return solver;
}

Judgement judged(const Pair& pair, const Comparison& comparison, Asked asked) {
  const std::clock_t start = std::clock();
  z3::context context;
  Encoding encoding{context, pair.library, {pair.left, pair.right}};
  for (const auto& difference : comparison.differences) {
    for (const auto& region : difference.regions) {
      for (const auto& one : region.when) encoding.reserve(one.owner.value_or(pair.left), one.condition);
    }
  }
  const Both both{encoding.answers(pair.left, pair.decision), encoding.answers(pair.right, pair.decision)};
  const z3::expr question = contradicting(context, pair, comparison, encoding, both);
  const z3::expr_vector record = encoding.record_constraints();
  Judgement result;
  result.places = encoding.places();
  z3::solver solver = made_solver(context, most_milliseconds);
  solver.add(record);
  const auto named = [&](const char* name, const z3::expr& formula) {
    const z3::expr asked_by = context.bool_const(name);
    solver.add(z3::implies(asked_by, formula));
    return asked_by;
  };
  const Asking asking{named("contradicts", question),
                      {named("off", both.is_off_the_ladder()), named("below", Both::lower(both.left, both.right)), named("above", Both::lower(both.right, both.left))}};
  result.contradiction = Asking::check(solver, asking.contradiction);
  if (result.contradiction == z3::sat) result.record = encoding.record(solver.get_model());
  if (asked == Asked::contradiction_and_relation) result.relation = relation(solver, asking);
  result.seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
  return result;
}

// ---------------------------------------------------------------------------------- the evaluator

namespace {

evaluator::Evaluation evaluation(const Pair& pair, const model::Record& record, model::PolicyId policy) {
  return {pair.library, record, pair.library.policies[policy].authority, std::nullopt};
}

}  // namespace

Said said(const Pair& pair, const model::Record& record, model::PolicyId policy) {
  return said_in(evaluation(pair, record, policy).answer(policy, pair.decision));
}

std::size_t regions_with(const Pair& pair, const Comparison& comparison, const model::Record& record) {
  const auto asked = evaluation(pair, record, pair.left);
  std::size_t result = 0;
  for (const auto& difference : comparison.differences) {
    for (const auto& region : difference.regions) {
      result += std::all_of(region.when.begin(), region.when.end(), [&](const analyzer::RegionCondition& one) {
        return (asked.reading(one.owner.value_or(pair.left))->truth(one.condition) == model::Truth::yes) != one.negated;
      });
    }
  }
  return result;
}

bool contradicts(const Pair& pair, const Comparison& comparison, const model::Record& record) {
  const Said left = said(pair, record, pair.left);
  const Said right = said(pair, record, pair.right);
  const std::size_t regions = regions_with(pair, comparison, record);
  if (regions != (left == right ? 0U : 1U)) return true;
  for (const auto& difference : comparison.differences) {
    Comparison alone = comparison;
    alone.differences = {difference};
    if (regions_with(pair, alone, record) > 0 && (difference.left != left || difference.right != right)) return true;
  }
  return false;
}

// ---------------------------------------------------------------------------------- messages

std::string in_words(const Comparison& comparison) {
  const auto words = [](const Said& said) {
    return said.kind == AnswerKind::outcome ? fmt::format("outcome {}", said.outcome) : said.kind == AnswerKind::silent ? "silent" : "conflict";
  };
  std::string result = fmt::format("{}\n", analyzer::name(comparison.relation));
  for (const auto& difference : comparison.differences) {
    for (const auto& region : difference.regions) {
      result += fmt::format("{} by {}, {} by {}:", words(difference.left), difference.left_rule, words(difference.right), difference.right_rule);
      for (const auto& one : region.when) result += fmt::format(" [{}]", one.words);
      result += "\n";
    }
  }
  return result;
}

namespace {

std::string object_in_words(const model::Library& library, const model::Record& record, model::RecordId type) {
  const auto& fields = library.vocabulary.records[type].fields;
  std::string result = "{";
  for (std::size_t i = 0; i < fields.size(); ++i) {
    result += fmt::format("{}{}: ", i == 0 ? "" : ", ", fields[i].name);
    if (const auto* part = std::get_if<syntax::Box<model::Record>>(&record.facts[i])) {
      result += object_in_words(library, **part, fields[i].type.id);
    } else if (const auto* elements = std::get_if<model::Elements>(&record.facts[i])) {
      result += "[";
      for (const auto& element : elements->records) result += object_in_words(library, element, fields[i].type.id);
      result += "]";
    } else {
      result += to_text(library.vocabulary, fields[i].type, record.facts[i]);
    }
  }
  return result + "}";
}

}  // namespace

std::string in_words(const model::Library& library, const model::Record& record) {
  return object_in_words(library, record, *library.vocabulary.root);
}

}  // namespace comity::solver
