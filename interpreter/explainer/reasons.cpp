#include "interpreter/explainer/reasons.hpp"

#include <algorithm>
#include <cstdlib>
#include <limits>
#include <set>
#include <utility>

#include <fmt/format.h>

namespace comity::explainer {

using evaluator::Element;
using model::Truth;

namespace {

using Lines = std::vector<std::string>;

std::string counted(std::int64_t count, std::string_view one) { return fmt::format("{} {}{}", count, one, count == 1 ? "" : "s"); }

model::Date day_in(const model::Value& value) {
  if (const auto* date = std::get_if<model::Date>(&value)) return *date;
  return std::get<model::DateTime>(value).day;
}

bool is_moment(const model::Value& value) { return std::holds_alternative<model::Date>(value) || std::holds_alternative<model::DateTime>(value); }

std::string duration_text(const model::Duration& duration) {
  const std::string_view unit = duration.unit == model::DurationUnit::hours ? "hour" : duration.unit == model::DurationUnit::days ? "day" : "year";
  return counted(duration.count < 0 ? -duration.count : duration.count, unit);
}

std::string comparator_text(model::Comparator comparator) {
  switch (comparator) {
    case model::Comparator::less: return "less than";
    case model::Comparator::at_most: return "at most";
    case model::Comparator::equal: return "exactly";
    case model::Comparator::at_least: return "at least";
    case model::Comparator::greater: return "more than";
  }
  return {};
}

std::string day_comparator_text(model::Comparator comparator) {
  switch (comparator) {
    case model::Comparator::less: return "before";
    case model::Comparator::at_most: return "on or before";
    case model::Comparator::equal: return "on";
    case model::Comparator::at_least: return "on or after";
    case model::Comparator::greater: return "after";
  }
  return {};
}

// The values that would do: "felony", "at least misdemeanor", "serious or violent".
std::string wanted_text(const model::Choice& choice, const std::vector<bool>& accepted) {
  std::vector<std::string> values;
  for (std::size_t i = 0; i < accepted.size(); ++i) {
    if (accepted[i]) values.push_back(choice.values[i]);
  }
  if (choice.is_ladder && values.size() > 1) {
    if (accepted.back()) return "at least " + values.front();
    if (accepted.front()) return "at most " + values.back();
  }
  std::string result;
  for (const std::string& value : values) result += (result.empty() ? "" : " or ") + value;
  return result;
}

}  // namespace

std::string span_between(const model::Date& from, const model::Date& to) {
  const int years = model::whole_years_between(from, to);
  const auto after_years = std::get<model::Date>(model::shifted(model::Moment{from}, {years, model::DurationUnit::years}));
  const std::int64_t days = model::days_between(after_years, to);
  if (years == 0) return counted(days, "day");
  return days == 0 ? counted(years, "year") : counted(years, "year") + " and " + counted(days, "day");
}

std::string Reasoning::source_text(const model::FactRef& fact, const Element* element) const {
  if (const auto* table = evaluation_.table_source(reading_->path_of(fact, element))) return fmt::format(" (by {})", table->words);
  if (fact.of_element && (element == nullptr || element->root_steps.empty())) return {};
  model::FactRef whole = fact;
  if (fact.of_element) {
    whole.steps = element->root_steps;
    whole.steps.insert(whole.steps.end(), fact.steps.begin(), fact.steps.end());
    whole.of_element = false;
    whole.from = *library_.vocabulary.root;
  }
  if (!evaluation_.is_left_out(whole)) return {};
  if (const auto* standing = evaluation_.standing_for(whole)) {
    const std::string since = " (standing since " + model::to_string(*standing->period.from);
    if (!standing->period.until) return since + ")";
    // People are shown the last day on which it holds.
    return since + " to " + model::to_string(std::get<model::Date>(shifted(model::Moment{*standing->period.until}, {-1, model::DurationUnit::days}))) + ")";
  }
  return " (presumed)";
}

std::string Reasoning::fact_text(const model::FactRef& fact, const Element* element) const {
  return fmt::format("{} is {}{}", reading_->path_of(fact, element), to_text(library_.vocabulary, fact.type, reading_->value_of(fact, element)),
                     source_text(fact, element));
}

std::string Reasoning::day_text(const model::DayExpr& day, const Element* element) const {
  std::string result;
  for (const model::DayTerm& term : day.latest_of) {
    if (!result.empty()) result += " and ";
    const auto* fact = std::get_if<model::FactRef>(&term.base);
    std::string words = fact != nullptr ? reading_->path_of(*fact, element) : "";
    for (const model::Duration& shift : term.shifts) words += (shift.count < 0 ? " minus " : " plus ") + duration_text(shift);
    const model::Value value = reading_->day_of(term, element);
    const std::string known = is_moment(value) ? to_text(library_.vocabulary, {}, value) : model::is_none(value) ? "none" : "unknown";
    result += words.empty() ? known : words + " (" + known + ")";
  }
  return day.latest_of.size() > 1 ? "the later of " + result : result;
}

std::string Reasoning::why_number(const model::NumberCompared& number, bool holds, const Element* element) const {
  const std::string fact = fact_text(number.fact, element);
  const model::Value& value = reading_->value_of(number.fact, element);
  const auto text = [&](std::int64_t n) { return number.fact.type.kind == model::Kind::money ? model::money_text(n) : std::to_string(n); };
  const std::string wanted = comparator_text(number.comparator) + " " + text(number.bound);
  if (holds) return fmt::format("{}, {}", fact, wanted);
  const auto* known = std::get_if<std::int64_t>(&value);
  if (known == nullptr) return fmt::format("{}; {} is needed", fact, wanted);
  const std::int64_t margin = *known > number.bound ? *known - number.bound : number.bound - *known;
  const std::string by = margin == 0 ? "exactly at the bound" : fmt::format("{} {}", text(margin), *known > number.bound ? "over" : "short");
  return fmt::format("{}; {} is needed ({})", fact, wanted, by);
}

// `request.made_on is on or before its convicted_on plus 10 years`, missed, is told as people say it: how long before the
// request it was, and how long the window is. Empty where the comparison has another shape.
std::vector<std::string> Reasoning::why_look_back(const model::DayCompared& day, const Element* element) const {
  const model::Value& value = reading_->value_of(day.fact, element);
  if (day.comparator != model::Comparator::at_most || !is_moment(value)) return {};
  const model::Date known = day_in(value);
  const std::string anchor = fmt::format("{} ({})", reading_->path_of(day.fact, element), to_text(library_.vocabulary, day.fact.type, value));
  Lines result;
  for (const model::DayTerm& term : day.day.latest_of) {
    const auto* fact = std::get_if<model::FactRef>(&term.base);
    if (fact == nullptr || term.shifts.size() != 1 || term.shifts.front().count <= 0) return {};
    const model::Value& start = reading_->value_of(*fact, element);
    const model::Value end = reading_->day_of(term, element);
    if (model::is_none(start)) {
      result.push_back(fact_text(*fact, element));
      continue;
    }
    if (!is_moment(start) || day_in(start) > known) return {};
    result.push_back(fmt::format("{}, {} before {}; the window is {} ({} over)", fact_text(*fact, element), span_between(day_in(start), known), anchor,
                                 duration_text(term.shifts.front()), span_between(day_in(end), known)));
  }
  return result;
}

std::vector<std::string> Reasoning::why_day(const model::DayCompared& day, bool holds, const Element* element) const {
  if (!holds) {
    if (Lines lines = why_look_back(day, element); !lines.empty()) return lines;
  }
  const std::string fact = fact_text(day.fact, element);
  const std::string wanted = day_comparator_text(day.comparator) + " " + day_text(day.day, element);
  if (holds) return {fmt::format("{}, {}", fact, wanted)};
  const model::Value& value = reading_->value_of(day.fact, element);
  std::optional<model::Date> latest;
  for (const model::DayTerm& term : day.day.latest_of) {
    const model::Value other = reading_->day_of(term, element);
    if (is_moment(other) && (!latest || *latest < day_in(other))) latest = day_in(other);
  }
  if (!is_moment(value) || !latest) return {fmt::format("{}; {} is needed", fact, wanted)};
  const model::Date known = day_in(value);
  const std::string by = known == *latest ? "the very day" : known > *latest ? span_between(*latest, known) + " late" : span_between(known, *latest) + " early";
  return {fmt::format("{}; {} is needed ({})", fact, wanted, by)};
}

// "convicted_on is 2001-03-01, 12 years before request.made_on (2013-03-01); the window is 10 years"
std::string Reasoning::why_within(const model::DayWithin& within, bool holds, const Element* element) const {
  const std::string fact = fact_text(within.fact, element);
  const model::Value& value = reading_->value_of(within.fact, element);
  const std::string anchor = day_text(within.day, element);
  const std::string window = duration_text(within.length);
  const model::Value other = reading_->day_of(within.day.latest_of.front(), element);
  if (!is_moment(value) || !is_moment(other) || within.day.latest_of.size() > 1) {
    return fmt::format("{}; the window is {} {} {}", fact, window, within.side == model::WindowSide::before ? "before" : "after", anchor);
  }
  const model::Date known = day_in(value);
  const model::Date at = day_in(other);
  const std::string distance = known == at ? "on the day of" : known < at ? span_between(known, at) + " before" : span_between(at, known) + " after";
  std::string result = fmt::format("{}, {} {}; the window is {}", fact, distance, anchor, window);
  if (within.side == model::WindowSide::before && known < at && !holds) {
    const auto first = std::get<model::Date>(model::shifted(model::Moment{at}, {-within.length.count, within.length.unit == model::DurationUnit::hours ? model::DurationUnit::days : within.length.unit}));
    if (within.length.unit != model::DurationUnit::hours && known < first) result += fmt::format(" ({} over)", span_between(known, first));
  }
  return result;
}

std::vector<std::string> Reasoning::why_all(const std::vector<model::Condition>& links, Truth truth, const Element* element) const {
  Lines result;
  for (const model::Condition& link : links) {
    if (reading_->truth(link, element) != truth) continue;
    for (std::string& line : why(link, element)) {
      if (std::find(result.begin(), result.end(), line) == result.end()) result.push_back(std::move(line));
    }
  }
  return result;
}

// Of several that would each do, the one with the least to say.
std::vector<std::string> Reasoning::why_one(const std::vector<model::Condition>& links, Truth truth, const Element* element) const {
  std::optional<Lines> best;
  for (const model::Condition& link : links) {
    if (reading_->truth(link, element) != truth) continue;
    Lines lines = why(link, element);
    if (!best || lines.size() < best->size()) best = std::move(lines);
  }
  return best.value_or(Lines{});
}

// Days and amounts are added up: it only tells elements apart of which one and the same is asked.
double Reasoning::shortfall(const model::Condition& condition, const Element* element) const {
  if (reading_->truth(condition, element) != Truth::no) return 0;
  const auto days_off = [&](const model::FactRef& fact, const model::DayExpr& day, const model::Duration& shift) {
    const model::Value& value = reading_->value_of(fact, element);
    double least = std::numeric_limits<double>::max();
    for (const model::DayTerm& term : day.latest_of) {
      const model::Value bound = reading_->day_of(term, element);
      if (!is_moment(value) || !is_moment(bound)) continue;
      const auto moved = std::get<model::Date>(model::shifted(model::Moment{day_in(bound)}, shift));
      least = std::min(least, std::abs(static_cast<double>(model::days_between(moved, day_in(value)))));
    }
    return least;
  };
  return std::visit(overloaded{
                        [&](const model::AllOf& all) {
                          double sum = 0;
                          for (const model::Condition& link : all.links) sum += shortfall(link, element);
                          return sum;
                        },
                        [&](const model::AnyOf& any) {
                          double least = std::numeric_limits<double>::max();
                          for (const model::Condition& link : any.links) least = std::min(least, shortfall(link, element));
                          return least;
                        },
                        [&](const model::NumberCompared& node) {
                          const auto* known = std::get_if<std::int64_t>(&reading_->value_of(node.fact, element));
                          return known == nullptr ? std::numeric_limits<double>::max() : std::abs(static_cast<double>(*known - node.bound));
                        },
                        [&](const model::DayCompared& node) { return days_off(node.fact, node.day, {}); },
                        [&](const model::DayWithin& node) {
                          // A window in hours lies within a day or two of the day it is counted from.
                          const std::int64_t count = node.length.unit == model::DurationUnit::hours ? node.length.count / 24 : node.length.count;
                          const model::DurationUnit unit = node.length.unit == model::DurationUnit::hours ? model::DurationUnit::days : node.length.unit;
                          const double near = days_off(node.fact, node.day, {});
                          return std::min(near, days_off(node.fact, node.day, {node.side == model::WindowSide::before ? -count : count, unit}));
                        },
                        [&](const model::Defined& node) {
                          const Element subject = reading_->subject_of(node, element);
                          const model::Definition& definition = reading_->definition(node.definition);
                          return shortfall(definition.condition, definition.record ? &subject : nullptr);
                        },
                        [](const auto&) { return 0.0; },  // met or not: there is no nearly
                    },
                    condition.node);
}

std::vector<std::string> Reasoning::why_quantified(const model::Quantified& quantified, Truth truth) const {
  const model::Elements& elements = *reading_->elements_of(quantified.list);
  const model::Field& field = library_.vocabulary.records[quantified.list.from].fields[quantified.list.steps.back()];
  const std::string path = path_text(library_.vocabulary, quantified.list);
  if (elements.records.empty()) return {fmt::format("there is no {}", field.singular)};
  if (quantified.condition.empty() || quantified.quantifier == model::Quantifier::at_least) {
    std::size_t met = 0;
    std::set<std::string> keys;  // of those that meet it
    for (std::size_t i = 0; i < elements.records.size(); ++i) {
      const Element element = reading_->element_at(quantified.list, elements, i);
      if (!quantified.condition.empty() && reading_->truth(quantified.condition.front(), &element) != Truth::yes) continue;
      ++met;
      for (const model::FactRef& key : quantified.distinct_by) keys.insert(to_text(library_.vocabulary, key.type, reading_->value_of(key, &element)));
    }
    if (quantified.quantifier != model::Quantifier::at_least) return {counted(static_cast<std::int64_t>(met), field.singular)};
    std::string once;
    for (const model::FactRef& key : quantified.distinct_by) once = fmt::format(", {} when each {} counts once", keys.size(), path_text(library_.vocabulary, key));
    return {fmt::format("{} of {} {} it{}; at least {} are needed", met, counted(static_cast<std::int64_t>(elements.records.size()), field.singular),
                        met == 1 ? "meets" : "meet", once, quantified.count)};
  }
  const bool is_any = quantified.quantifier == model::Quantifier::any;
  // An element that settles the matter, else (where all agree) the one nearest to settling it the other way.
  const Truth settling = is_any ? Truth::yes : Truth::no;
  std::optional<Lines> best;
  double best_shortfall = 0;
  std::string best_path;
  for (std::size_t i = 0; i < elements.records.size(); ++i) {
    const Element element = reading_->element_at(quantified.list, elements, i);
    const Truth one = reading_->truth(quantified.condition.front(), &element);
    if (truth == settling ? one != settling : one == settling) continue;
    if (one == Truth::unknown) continue;
    Lines lines = why(quantified.condition.front(), &element);
    const double missed_by = shortfall(quantified.condition.front(), &element);
    if (best && std::pair{best->size(), best_shortfall} <= std::pair{lines.size(), missed_by}) continue;
    best = std::move(lines);
    best_shortfall = missed_by;
    best_path = element.path;
  }
  Lines result = best.value_or(Lines{});
  if (truth != settling && is_any && elements.records.size() > 1) result.insert(result.begin(), fmt::format("no {} meets it; the nearest is {}", field.singular, best_path));
  if (truth != settling && !is_any && elements.records.size() > 1) return {fmt::format("every one of {} {} meets it", elements.records.size(), path)};
  return result;
}

std::vector<std::string> Reasoning::why(const model::Condition& condition, const Element* element) const {
  const Truth truth = reading_->truth(condition, element);
  const bool holds = truth == Truth::yes;
  return std::visit(
      overloaded{
          [&](const model::AllOf& all) { return holds ? why_all(all.links, Truth::yes, element) : why_all(all.links, Truth::no, element); },
          [&](const model::AnyOf& any) { return holds ? why_one(any.links, Truth::yes, element) : why_all(any.links, Truth::no, element); },
          [&](const model::Negation& negation) { return why(*negation.operand, element); },
          [&](const model::Holds& node) { return Lines{fact_text(node.fact, element)}; },
          [&](const model::ChosenAmong& node) {
            const std::string wanted = wanted_text(library_.vocabulary.choices[node.fact.type.id], node.accepted);
            return Lines{holds ? fact_text(node.fact, element) : fmt::format("{}, not {}", fact_text(node.fact, element), wanted)};
          },
          [&](const model::HasMember& node) {
            const std::string path = reading_->path_of(node.fact, element);
            const std::size_t dot = path.rfind('.');
            const std::string owner = dot == std::string::npos ? path : path.substr(0, dot);
            return Lines{fmt::format("{} is {}{}{}", owner, holds ? "" : "not ", library_.vocabulary.choices[node.fact.type.id].values[node.member],
                                     source_text(node.fact, element))};
          },
          [&](const model::TextAmong& node) {
            std::string wanted;
            for (const std::string& text : node.accepted) wanted += fmt::format("{}\"{}\"", wanted.empty() ? "" : " or ", text);
            return Lines{holds ? fact_text(node.fact, element) : fmt::format("{}, not {}", fact_text(node.fact, element), wanted)};
          },
          [&](const model::IsNone& node) { return Lines{holds ? fact_text(node.fact, element) : fact_text(node.fact, element) + ", not none"}; },
          [&](const model::NumberCompared& node) { return Lines{why_number(node, holds, element)}; },
          [&](const model::DayCompared& node) { return why_day(node, holds, element); },
          [&](const model::DayWithin& node) { return Lines{why_within(node, holds, element)}; },
          [&](const model::Quantified& node) { return why_quantified(node, truth); },
          [&](const model::Defined& node) {
            const Element subject = reading_->subject_of(node, element);
            const model::Definition& definition = reading_->definition(node.definition);
            return why(definition.condition, definition.record ? &subject : nullptr);
          },
          [&](const model::Says& node) {
            const evaluator::Answer answer = evaluation_.answer(node.policy, node.decision);
            const model::Decision& decision = library_.vocabulary.decisions[node.decision];
            std::string words;
            for (const std::string& outcome : answer.possible) words += (words.empty() ? "" : " or ") + outcome;
            for (const std::string& rule : answer.rules) words += (rule == answer.rules.front() ? " by " : ", ") + rule;
            return Lines{fmt::format("{} says {} is {}", library_.policies[node.policy].name, decision.name, words)};
          },
      },
      condition.node);
}

}  // namespace comity::explainer
