// A comparison as JSON: docs/command_line.md, compare.
#include <nlohmann/json.hpp>

#include "interpreter/reporter/comparison.hpp"
#include "interpreter/reporter/record_json.hpp"

namespace comity::reporter {
namespace {

using Json = nlohmann::ordered_json;
using comparer::Compared;

Json bounds_of(const comparer::Bounds& bounds) {
  Json result;
  result["least"] = bounds.least;
  result["most"] = bounds.most;
  return result;
}

Json counts_of(const comparer::Counts& counts) {
  Json result;
  result["records"] = counts.records;
  result["differ"] = bounds_of(counts.differ);
  return result;
}

class Writing {
 public:
  Writing(const comparer::Comparisons& comparisons, const ComparisonContext& context)
      : comparisons_{comparisons}, context_{context}, vocabulary_{context.library.vocabulary} {}

  Json all() const {
    if (comparisons_.pairs.size() == 1 && comparisons_.subjects.size() == 2) return pair(comparisons_.pairs.front());
    Json result;
    if (context_.today) result["today"] = model::to_string(*context_.today);
    result["comparisons"] = Json::array();
    for (const Compared& compared : comparisons_.pairs) result["comparisons"].push_back(pair(compared));
    result["order"] = Json::array();
    for (std::size_t i = 0; i < comparisons_.questions.size(); ++i) result["order"].push_back(order(i));
    return result;
  }

 private:
  Json pair(const Compared& compared) const {
    const analyzer::Comparison& comparison = compared.comparison;
    Json result;
    if (context_.today && comparisons_.pairs.size() == 1 && comparisons_.subjects.size() == 2) result["today"] = model::to_string(*context_.today);
    result["decisions"] = {vocabulary_.decisions[compared.left_decision].name, vocabulary_.decisions[compared.right_decision].name};
    result["policies"] = {comparisons_.subjects[compared.left].name, comparisons_.subjects[compared.right].name};
    result["relation"] = comparison.complete ? Json(analyzer::name(comparison.relation)) : Json(nullptr);
    result["complete"] = comparison.complete;
    if (!comparison.complete) result["limit"] = comparison.limit;
    if (compared.impact) {
      result["counts"] = counts_of(compared.impact->all);
      if (compared.impact->not_settled > 0) {
        result["counts"]["not_settled"] = compared.impact->not_settled;
        result["counts"]["limit"] = compared.impact->limit;
      }
      if (!context_.by.empty()) result["counts"]["by"] = by(*compared.impact);
    }
    result["differences"] = Json::array();
    for (std::size_t i = 0; i < comparison.differences.size(); ++i) result["differences"].push_back(difference(compared, i));
    result["terms_differ"] = Json::array();
    for (std::size_t i = 0; i < comparison.terms_differ.size(); ++i) {
      const analyzer::TermsDiffer& terms = comparison.terms_differ[i];
      Json entry;
      entry["terms"] = {terms.left, terms.right};
      entry["witness"] = record_json(vocabulary_, terms.witness, "terms." + std::to_string(i + 1));
      result["terms_differ"].push_back(std::move(entry));
    }
    result["reached"] = reached(comparison.reached);
    return result;
  }

  static Json reached(const analyzer::Reached& reached) {
    Json result;
    result["facts"] = reached.facts;
    result["comparisons_of_dates"] = reached.literals;
    result["questions_about_lists"] = reached.atoms;
    result["elements"] = reached.elements;
    result["nodes"] = reached.nodes;
    result["combinations_tried"] = reached.checks;
    result["found_impossible"] = reached.lemmas;
    return result;
  }

  Json by(const comparer::Impact& impact) const {
    Json result;
    result["fact"] = context_.by;
    result["values"] = Json::array();
    for (const auto& [value, counts] : impact.by) {
      Json entry;
      entry["value"] = value;
      entry.update(counts_of(counts));
      entry["differences"] = Json::array();
      for (const comparer::Bounds& bounds : counts.differences) entry["differences"].push_back(bounds_of(bounds));
      result["values"].push_back(std::move(entry));
    }
    return result;
  }

  Json difference(const Compared& compared, std::size_t index) const {
    const analyzer::Difference& difference = compared.comparison.differences[index];
    const auto rules = [](const std::string& rule) { return rule.empty() ? Json::array() : Json::array({rule}); };
    Json result;
    result["outcomes"] = {name(difference.left, vocabulary_.decisions[compared.left_decision]), name(difference.right, vocabulary_.decisions[compared.right_decision])};
    result["rules"] = Json::array({rules(difference.left_rule), rules(difference.right_rule)});
    if (compared.impact) result["records"] = bounds_of(compared.impact->all.differences[index]);
    result["regions"] = Json::array();
    for (std::size_t i = 0; i < difference.regions.size(); ++i) {
      const analyzer::Region& region = difference.regions[i];
      Json entry;
      entry["when"] = Json::array();
      for (const analyzer::RegionCondition& condition : region.when) entry["when"].push_back(condition.words);
      entry["witness"] = record_json(vocabulary_, region.witness, std::to_string(index + 1) + "." + std::to_string(i + 1));
      if (!compared.witness_is_smallest[index][i]) entry["witness_is_smallest"] = false;
      result["regions"].push_back(std::move(entry));
    }
    return result;
  }

  Json order(std::size_t question) const {
    const comparer::Order order = comparer::order_of(comparer::matrix_of(comparisons_, question));
    const auto& decision = comparisons_.questions[question].decision;
    Json result;
    result["decision"] = decision ? Json(vocabulary_.decisions[*decision].name) : Json(nullptr);
    result["classes"] = Json::array();
    for (const auto& subjects : order.classes) {
      Json names = Json::array();
      for (const std::size_t subject : subjects) names.push_back(comparisons_.subjects[subject].name);
      result["classes"].push_back(std::move(names));
    }
    result["steps"] = Json::array();
    for (const comparer::Step& step : order.steps) {
      Json entry;
      entry["below"] = comparisons_.subjects[order.classes[step.below].front()].name;
      entry["above"] = comparisons_.subjects[order.classes[step.above].front()].name;
      result["steps"].push_back(std::move(entry));
    }
    return result;
  }

  const comparer::Comparisons& comparisons_;
  const ComparisonContext& context_;
  const model::Vocabulary& vocabulary_;
};

}  // namespace

std::string comparison_json(const comparer::Comparisons& comparisons, const ComparisonContext& context) {
  return Writing{comparisons, context}.all().dump(2) + "\n";
}

}  // namespace comity::reporter
