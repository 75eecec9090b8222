#include <algorithm>
#include <set>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "interpreter/reporter/comparison.hpp"
#include "interpreter/reporter/policy_words.hpp"
#include "interpreter/reporter/record_json.hpp"
#include "interpreter/reporter/words.hpp"

namespace comity::reporter {

using analyzer::Relation;
using comparer::Compared;

std::string_view relation_sign(Relation relation) {
  switch (relation) {
    case Relation::equal: return "=";
    case Relation::below: return "<";
    case Relation::above: return ">";
    case Relation::incomparable: return "><";
  }
  return {};
}

std::string bounds_text(const comparer::Bounds& bounds) {
  if (bounds.least == bounds.most) return with_thousands(bounds.least);
  return with_thousands(bounds.least) + " to " + with_thousands(bounds.most);
}

std::string share_text(const comparer::Bounds& bounds, std::uint64_t of) {
  if (of == 0) return "of none";
  const auto share = [&](std::uint64_t count) { return fmt::format("{:.1f} %", 100.0 * static_cast<double>(count) / static_cast<double>(of)); };
  return bounds.least == bounds.most ? share(bounds.least) : share(bounds.least) + " to " + share(bounds.most);
}

comparer::Bounds rest(const comparer::Bounds& bounds, std::uint64_t of) { return {of - bounds.most, of - bounds.least}; }

namespace {

// "honor" -> "honors", "deny" -> "denies"; "may honor" stays as it is.
std::string third_person(const std::string& outcome) {
  if (outcome.starts_with("may ")) return outcome;
  const auto ends = [&](std::string_view ending) { return outcome.ends_with(ending); };
  if (ends("s") || ends("x") || ends("z") || ends("ch") || ends("sh")) return outcome + "es";
  const bool consonant_before_y = ends("y") && outcome.size() > 1 && std::string_view{"aeiou"}.find(outcome[outcome.size() - 2]) == std::string_view::npos;
  return consonant_before_y ? outcome.substr(0, outcome.size() - 1) + "ies" : outcome + "s";
}

class Words {
 public:
  Words(const comparer::Comparisons& comparisons, const ComparisonContext& context)
      : comparisons_{comparisons}, context_{context}, library_{context.library}, vocabulary_{context.library.vocabulary} {}

  ComparisonReport report() const {
    ComparisonReport result;
    if (context_.today) result.first_line = fmt::format("today is {}: the law of that day is meant where no other is named", model::to_string(*context_.today));
    for (std::size_t i = 0; i < comparisons_.subjects.size(); ++i) result.subjects.push_back(subject_words(library_, comparisons_.subjects[i], decisions_of(i), context_.words_at));
    for (std::size_t i = 0; i < comparisons_.questions.size() && comparisons_.subjects.size() > 2; ++i) result.matrices.push_back(matrix(i));
    for (const Compared& compared : comparisons_.pairs) result.pairs.push_back(pair(compared));
    result.by = context_.by;
    return result;
  }

 private:
  // Those on which a subject is compared.
  std::set<model::DecisionId> decisions_of(std::size_t subject) const {
    std::set<model::DecisionId> result;
    for (const Compared& pair : comparisons_.pairs) {
      if (pair.left == subject) result.insert(pair.left_decision);
      if (pair.right == subject) result.insert(pair.right_decision);
    }
    return result;
  }

  std::string ladder(model::DecisionId decision) const {
    std::string result;
    for (const std::string& outcome : vocabulary_.decisions[decision].outcomes) result += (result.empty() ? "" : " < ") + outcome;
    return result;
  }

  MatrixWords matrix(std::size_t question) const {
    MatrixWords result;
    const auto& decision = comparisons_.questions[question].decision;
    result.question = decision ? vocabulary_.decisions[*decision].name : "each as named";
    if (decision) result.ladder = ladder(*decision);
    for (const auto& subject : comparisons_.subjects) result.names.push_back(named(subject));
    result.cells = comparer::matrix_of(comparisons_, question);
    result.order = comparer::order_of(result.cells);
    for (const auto& same : result.order.classes) {
      if (same.size() < 2) continue;
      std::string line;
      for (const std::size_t subject : same) line += (line.empty() ? "" : " = ") + result.names[subject];
      result.order_lines.push_back(line);
    }
    for (const comparer::Step& step : result.order.steps) {
      result.order_lines.push_back(fmt::format("{} < {}", result.names[result.order.classes[step.below].front()], result.names[result.order.classes[step.above].front()]));
    }
    return result;
  }

  std::string named(const comparer::Subject& subject) const {
    return subject.decision ? subject.name + ":" + vocabulary_.decisions[*subject.decision].name : subject.name;
  }

  PairWords pair(const Compared& compared) const {
    const analyzer::Comparison& comparison = compared.comparison;
    PairWords result;
    result.compared = &compared;
    result.left = comparisons_.subjects[compared.left].name;
    result.right = comparisons_.subjects[compared.right].name;
    const std::string& left_decision = vocabulary_.decisions[compared.left_decision].name;
    const std::string& right_decision = vocabulary_.decisions[compared.right_decision].name;
    result.heading = left_decision == right_decision ? fmt::format("{} and {} on {}", result.left, result.right, left_decision)
                                                     : fmt::format("{} on {} and {} on {}", result.left, left_decision, result.right, right_decision);
    result.is_complete = comparison.complete;
    result.relation = comparison.complete ? std::string{analyzer::name(comparison.relation)} : "not known";
    result.meaning = meaning(compared);
    std::size_t regions = 0;
    for (std::size_t i = 0; i < comparison.differences.size(); ++i) {
      result.differences.push_back(difference(compared, i));
      regions += comparison.differences[i].regions.size();
    }
    if (regions == 0) {
      result.found = comparison.complete ? "no difference" : "none so far";
    } else {
      result.found = fmt::format("{} difference{}, in {} region{}", comparison.differences.size(), comparison.differences.size() == 1 ? "" : "s", regions, regions == 1 ? "" : "s");
    }
    result.reached = reached(comparison);
    for (std::size_t i = 0; i < comparison.terms_differ.size(); ++i) {
      const analyzer::TermsDiffer& terms = comparison.terms_differ[i];
      result.terms.push_back({terms.left, terms.right, record_words(vocabulary_, terms.witness),
                              record_json(vocabulary_, terms.witness, fmt::format("terms.{}", i + 1)).dump()});
    }
    return result;
  }

  std::string meaning(const Compared& compared) const {
    const analyzer::Comparison& comparison = compared.comparison;
    if (!comparison.complete) return "a limit was reached before it was settled";
    const std::string left = named_on(compared.left, compared.left_decision, compared);
    const std::string right = named_on(compared.right, compared.right_decision, compared);
    switch (comparison.relation) {
      case Relation::equal: return "they say the same of every possible record";
      case Relation::below: return fmt::format("{} never says more than {} ({})", left, right, ladder(compared.left_decision));
      case Relation::above: return fmt::format("{} never says less than {} ({})", left, right, ladder(compared.left_decision));
      case Relation::incomparable: break;
    }
    if (is_off_the_ladder(comparison)) return "on some records one of them gives an outcome and the other none";
    if (vocabulary_.decisions[compared.left_decision].outcomes.size() != vocabulary_.decisions[compared.right_decision].outcomes.size()) {
      return fmt::format("the outcomes of the two decisions cannot be ranked with one another ({}; {})", ladder(compared.left_decision), ladder(compared.right_decision));
    }
    return fmt::format("each says more than the other on some records ({})", ladder(compared.left_decision));
  }

  std::string named_on(std::size_t subject, model::DecisionId decision, const Compared& pair) const {
    const std::string& name = comparisons_.subjects[subject].name;
    return pair.left == pair.right || pair.left_decision != pair.right_decision ? name + ":" + vocabulary_.decisions[decision].name : name;
  }

  static bool is_off_the_ladder(const analyzer::Comparison& comparison) {
    return std::any_of(comparison.differences.begin(), comparison.differences.end(), [](const analyzer::Difference& difference) {
      return difference.left.kind != analyzer::AnswerKind::outcome || difference.right.kind != analyzer::AnswerKind::outcome;
    });
  }

  static std::string reached(const analyzer::Comparison& comparison) {
    if (!comparison.complete) return comparison.limit;
    const analyzer::Reached& reached = comparison.reached;
    const auto many = [](std::size_t count, const std::string& what) { return fmt::format("{} {}{}", with_thousands(count), what, count == 1 ? "" : "s"); };
    return fmt::format(
        "every possible record is covered: {} cut at the values that the texts use, {}, {} about lists; no record needs more than {} "
        "in its lists (a diagram of {}; {} tried on the calendar and on lists, {} found impossible)",
        many(reached.facts, "fact"), many(reached.literals, "comparison") + " of dates", many(reached.atoms, "question"), many(reached.elements, "element"),
        many(reached.nodes, "node"), many(reached.checks, "combination"), with_thousands(reached.lemmas));
  }

  SideWords side(const Compared& compared, std::size_t subject, model::DecisionId decision, const analyzer::Said& said, const std::string& rule) const {
    SideWords result;
    result.rule = rule;
    result.outcome = name(said, vocabulary_.decisions[decision]);
    switch (said.kind) {
      case analyzer::AnswerKind::outcome:
        result.says = third_person(result.outcome);
        if (compared.left_decision != compared.right_decision) result.says += " " + vocabulary_.decisions[decision].name;
        break;
      case analyzer::AnswerKind::silent: result.says = "is silent"; break;
      case analyzer::AnswerKind::conflict: result.says = "is in conflict with itself"; break;
    }
    result.citation = citation_of(library_, comparisons_.subjects[subject], decision, rule);
    return result;
  }

  DifferenceWords difference(const Compared& compared, std::size_t index) const {
    const analyzer::Difference& difference = compared.comparison.differences[index];
    DifferenceWords result;
    result.left = side(compared, compared.left, compared.left_decision, difference.left, difference.left_rule);
    result.right = side(compared, compared.right, compared.right_decision, difference.right, difference.right_rule);
    result.heading = fmt::format("{} {} and {} {}", comparisons_.subjects[compared.left].name, result.left.says, comparisons_.subjects[compared.right].name, result.right.says);
    if (compared.impact) result.records = compared.impact->all.differences[index];
    for (std::size_t i = 0; i < difference.regions.size(); ++i) {
      const analyzer::Region& region = difference.regions[i];
      RegionWords words;
      words.id = fmt::format("{}.{}", index + 1, i + 1);
      for (const analyzer::RegionCondition& condition : region.when) words.when.push_back(analyzer::as_link(condition, region.when.size()));
      words.witness = record_words(vocabulary_, region.witness);
      words.witness_json = record_json(vocabulary_, region.witness, words.id).dump();
      words.is_smallest = compared.witness_is_smallest[index][i];
      result.regions.push_back(std::move(words));
    }
    return result;
  }

  const comparer::Comparisons& comparisons_;
  const ComparisonContext& context_;
  const model::Library& library_;
  const model::Vocabulary& vocabulary_;
};

}  // namespace

ComparisonReport comparison_report(const comparer::Comparisons& comparisons, const ComparisonContext& context) {
  return Words{comparisons, context}.report();
}

}  // namespace comity::reporter
