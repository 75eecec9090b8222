#include "interpreter/comparer/completions.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "interpreter/analyzer/pairs.hpp"

namespace comity::comparer {
namespace {

constexpr std::size_t most_remembered = 200'000;  // so that memory stays flat over millions of records

void add_record(const model::Vocabulary& vocabulary, model::RecordId type, const model::Record& record, std::string& text);

void add_value(const model::Vocabulary& vocabulary, const model::Field& field, const model::Value& value, std::string& text) {
  if (field.role == model::FieldRole::identifier || is_unknown(value)) {
    text += '?';
    return;
  }
  if (const auto* inner = std::get_if<syntax::Box<model::Record>>(&value)) return add_record(vocabulary, field.type.id, **inner, text);
  if (const auto* elements = std::get_if<model::Elements>(&value)) {
    text += '[';
    for (const model::Record& element : elements->records) add_record(vocabulary, field.type.id, element, text);
    text += ']';
    return;
  }
  if (const auto* written = std::get_if<std::string>(&value)) {
    text += fmt::format("{}\"{}", written->size(), *written);
    return;
  }
  text += fmt::format("{}:{};", value.index(), model::to_text(vocabulary, field.type, value));
}

void add_record(const model::Vocabulary& vocabulary, model::RecordId type, const model::Record& record, std::string& text) {
  text += '{';
  for (std::size_t i = 0; i < record.facts.size(); ++i) add_value(vocabulary, vocabulary.records[type].fields[i], record.facts[i], text);
  text += '}';
}

// Of the differences with these two answers, the one; none where there are several, which only the rules tell apart.
std::optional<std::size_t> only_difference(const analyzer::Comparison& comparison, const analyzer::Said& left, const analyzer::Said& right) {
  std::optional<std::size_t> result;
  for (std::size_t i = 0; i < comparison.differences.size(); ++i) {
    if (comparison.differences[i].left != left || comparison.differences[i].right != right) continue;
    if (result) return std::nullopt;
    result = i;
  }
  return result;
}

}  // namespace

std::string content_of(const model::Vocabulary& vocabulary, const model::Record& record) {
  std::string text;
  add_record(vocabulary, *vocabulary.root, record, text);
  return text;
}

PairCompletions::PairCompletions(const model::Library& library, const Comparisons& comparisons, const Compared& pair, const analyzer::Options& options)
    : library_{library}, left_{comparisons.subjects[pair.left]}, right_{comparisons.subjects[pair.right]}, pair_{pair}, options_{options} {
  options_.words_at = {};
}

const Completions& PairCompletions::of(const model::Record& left, const model::Record& right) {
  std::string content = content_of(library_.vocabulary, left);
  if (&left != &right) content += content_of(library_.vocabulary, right);
  const auto known = known_.find(content);
  if (known != known_.end()) return known->second;
  if (known_.size() >= most_remembered) known_.clear();
  return known_.emplace(std::move(content), settled_by_evaluation(left, right)).first->second;
}

// A definite answer holds of every completion.
Completions PairCompletions::settled_by_evaluation(const model::Record& for_left, const model::Record& for_right) const {
  const auto left = said(answer_of(library_, left_, pair_.left_decision, for_left));
  const auto right = left ? said(answer_of(library_, right_, pair_.right_decision, for_right)) : std::nullopt;
  if (!left || !right) return asked(for_left, for_right);
  if (const auto difference = only_difference(pair_.comparison, *left, *right)) return {{*difference}, false, {}};
  const bool differs = std::any_of(pair_.comparison.differences.begin(), pair_.comparison.differences.end(),
                                   [&](const auto& difference) { return difference.left == *left && difference.right == *right; });
  if (differs) return asked(for_left, for_right);
  return {{}, true, {}};
}

Completions PairCompletions::asked(const model::Record& for_left, const model::Record& for_right) const {
  if (!(for_left == for_right)) return {{}, false, "offense tables say different things of it on the two days"};
  const auto side = [&](const Subject& subject, model::DecisionId decision) {
    analyzer::Side result = side_of(subject, decision);
    if (subject.policy) result.on = day_of(library_, subject, for_left);
    return result;
  };
  const analyzer::AnswerPairs found = answer_pairs(library_, side(left_, pair_.left_decision), side(right_, pair_.right_decision), for_left, options_);
  if (!found.complete) return {{}, false, found.limit};
  Completions result;
  for (const analyzer::AnswerPair& pair : found.pairs) {
    const auto& differences = pair_.comparison.differences;
    const auto difference = std::find_if(differences.begin(), differences.end(), [&](const analyzer::Difference& known) {
      return known.left == pair.left && known.right == pair.right && known.left_rule == pair.left_rule && known.right_rule == pair.right_rule;
    });
    if (difference == differences.end()) {
      result.may_agree = true;
    } else {
      result.differences.push_back(static_cast<std::size_t>(difference - differences.begin()));
    }
  }
  std::sort(result.differences.begin(), result.differences.end());
  return result;
}

}  // namespace comity::comparer
