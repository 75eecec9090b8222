#include "interpreter/comparer/count.hpp"

#include <algorithm>
#include <limits>
#include <numeric>
#include <set>

namespace comity::comparer {
namespace {

constexpr std::size_t last = std::numeric_limits<std::size_t>::max();

void count(const Completions& completions, std::size_t differences, Counts& counts) {
  counts.differences.resize(differences);
  ++counts.records;
  const bool is_known = completions.limit.empty();
  counts.differ.least += is_known && !completions.may_agree ? 1 : 0;
  counts.differ.most += !is_known || !completions.differences.empty() ? 1 : 0;
  const bool is_one = is_known && !completions.may_agree && completions.differences.size() == 1;
  for (std::size_t i = 0; i < differences; ++i) {
    const bool may_be = !is_known || std::binary_search(completions.differences.begin(), completions.differences.end(), i);
    counts.differences[i].least += is_one && may_be ? 1 : 0;
    counts.differences[i].most += may_be ? 1 : 0;
  }
}

// Where a value stands among those of its type.
std::size_t order_of(const model::Value& value) {
  if (is_unknown(value)) return last;
  if (is_none(value)) return last - 1;
  if (const auto* chosen = std::get_if<model::Chosen>(&value)) return chosen->index;
  if (const auto* number = std::get_if<std::int64_t>(&value)) return *number < 0 ? 0 : static_cast<std::size_t>(*number);
  return 0;  // by name
}

}  // namespace

Counting::Counting(const model::Library& library, Comparisons& comparisons, const std::optional<CountedBy>& by, Fill fill, const analyzer::Options& options)
    : library_{library}, comparisons_{comparisons}, by_{by}, fill_{std::move(fill)} {
  for (Compared& compared : comparisons.pairs) {
    if (!compared.comparison.complete) continue;
    Pair pair;
    pair.compared = &compared;
    pair.completions = std::make_unique<PairCompletions>(library, comparisons, compared, options);
    pair.impact.all.differences.resize(compared.comparison.differences.size());
    pairs_.push_back(std::move(pair));
  }
}

std::size_t Counting::place_of(const model::Value& value) {
  const std::string text = is_unknown(value) ? "unknown" : model::to_text(library_.vocabulary, by_->fact.type, value);
  const auto [known, is_new] = places_.emplace(text, values_.size());
  if (is_new) {
    values_.push_back(text);
    orders_.push_back(order_of(value));
  }
  return known->second;
}

// Each once, however many elements have it. Members of a set are values of their own.
std::vector<std::size_t> Counting::values_of(const model::Record& record) {
  if (!by_) return {};
  std::set<std::size_t> places;
  const auto add = [&](const model::Record& holder) {
    const model::Value& value = value_at(holder, by_->fact.steps);
    const auto* members = std::get_if<model::Members>(&value);
    if (members == nullptr || std::count(members->of.begin(), members->of.end(), model::Truth::no) == static_cast<std::ptrdiff_t>(members->of.size())) {
      places.insert(place_of(value));
      return;
    }
    for (std::size_t i = 0; i < members->of.size(); ++i) {
      if (members->of[i] == model::Truth::no) continue;
      model::Members one;
      one.of.assign(members->of.size(), model::Truth::no);
      one.of[i] = members->of[i];
      places.insert(place_of(one));
    }
  };
  if (!by_->list) {
    add(record);
  } else if (const auto* elements = std::get_if<model::Elements>(&value_at(record, by_->list->steps))) {
    for (const model::Record& element : elements->records) add(element);
    if (elements->records.empty()) places.insert(place_of(model::None{}));
  } else {
    places.insert(place_of(model::Unknown{}));
  }
  return {places.begin(), places.end()};
}

void Counting::add(const model::Record& record) {
  // On the day of each subject; days that fill the record alike share one.
  std::vector<model::Record> filled;
  std::vector<std::pair<std::optional<model::Date>, std::size_t>> by_day;
  std::vector<const model::Record*> seen_by;
  filled.reserve(comparisons_.subjects.size());
  for (const Subject& subject : comparisons_.subjects) {
    if (!fill_) {
      seen_by.push_back(&record);
      continue;
    }
    const auto day = day_of(library_, subject, record);
    auto known = std::find_if(by_day.begin(), by_day.end(), [&](const auto& entry) { return entry.first == day; });
    if (known == by_day.end()) {
      model::Record one = fill_(record, day);
      const auto same = std::find(filled.begin(), filled.end(), one);
      const auto place = static_cast<std::size_t>(same - filled.begin());
      if (same == filled.end()) filled.push_back(std::move(one));
      known = by_day.insert(by_day.end(), {day, place});
    }
    seen_by.push_back(&filled[known->second]);
  }
  const std::vector<std::size_t> values = values_of(*seen_by.front());
  for (Pair& pair : pairs_) {
    const Completions& completions = pair.completions->of(*seen_by[pair.compared->left], *seen_by[pair.compared->right]);
    const std::size_t differences = pair.compared->comparison.differences.size();
    if (!completions.limit.empty()) {
      ++pair.impact.not_settled;
      pair.impact.limit = completions.limit;
    }
    count(completions, differences, pair.impact.all);
    for (const std::size_t value : values) count(completions, differences, pair.by[value]);
  }
}

void Counting::finish() {
  std::vector<std::size_t> sorted(values_.size());
  std::iota(sorted.begin(), sorted.end(), std::size_t{0});
  std::sort(sorted.begin(), sorted.end(), [&](std::size_t a, std::size_t b) { return std::tie(orders_[a], values_[a]) < std::tie(orders_[b], values_[b]); });
  for (Pair& pair : pairs_) {
    for (const std::size_t value : sorted) pair.impact.by.emplace_back(values_[value], pair.by[value]);
    pair.compared->impact = std::move(pair.impact);
  }
}

}  // namespace comity::comparer
