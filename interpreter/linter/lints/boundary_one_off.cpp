// boundary-one-off: two conditions of one text draw a line through the same fact one step apart, `more than 365` and
// `less than 365`, so that one single value belongs to neither or to both; and the answer depends on it.
#include <algorithm>
#include <cstdlib>

#include <fmt/format.h>

#include "interpreter/linter/conditions.hpp"
#include "interpreter/linter/context.hpp"
#include "interpreter/linter/lints.hpp"

namespace comity::linter {
namespace {

using model::Comparator;

// Where a comparison draws its line: between the values less than `at` and the others. None: it draws two.
struct Line {
  Span span;
  model::FactRef fact;
  std::int64_t at = 0;
};

std::optional<Line> line_of(const model::Condition& part) {
  const auto* number = std::get_if<model::NumberCompared>(&part.node);
  if (number == nullptr) return std::nullopt;
  switch (number->comparator) {
    case Comparator::less:
    case Comparator::at_least: return Line{part.span, number->fact, number->bound};
    case Comparator::at_most:
    case Comparator::greater: return Line{part.span, number->fact, number->bound + 1};
    case Comparator::equal: return std::nullopt;
  }
  return std::nullopt;
}

// The same comparison with its line moved.
model::Condition moved(const model::Condition& part, std::int64_t by) {
  model::Condition result = part;
  std::get<model::NumberCompared>(result.node).bound += by;
  return result;
}

std::vector<Line> lines_of(const model::Policy& policy) {
  std::vector<Line> lines;
  const std::set<std::string> used = definitions_used(policy);
  for_each_condition(policy, [&](const model::Condition& condition, const Place& place) {
    if (place.definition != nullptr && !used.contains(place.definition->name)) return;
    for_each_part(condition, [&](const model::Condition& part, bool) {
      if (const auto line = line_of(part)) lines.push_back(*line);
    });
  });
  std::sort(lines.begin(), lines.end(), [](const Line& a, const Line& b) { return a.span < b.span; });
  return lines;
}

void check(Context& context, model::PolicyId id, const Line& first, const Line& second) {
  const model::Policy& policy = context.policy(id);
  const model::Policy other = changed(policy, [&](const model::Condition& part) -> std::optional<model::Condition> {
    if (part.span != second.span || !std::holds_alternative<model::NumberCompared>(part.node)) return std::nullopt;
    return moved(part, first.at - second.at);
  });
  for (const model::DecisionId decision : policy.decisions) {
    // The value that belongs to neither is reported as a gap where nothing answers it.
    if (context.has_in_chain(Code::gap, id, context.vocabulary().decisions[decision].name)) continue;
    const auto witness = context.first_difference(id, other, decision);
    if (!witness) continue;
    const std::int64_t between = std::min(first.at, second.at);
    const std::string value = model::to_text(context.vocabulary(), second.fact.type, between);
    const std::string fact = fact_words(context.vocabulary(), second.fact);
    context.report(Code::boundary_one_off, id, second.span, fmt::format("{}:{}", fact, between), fmt::format("`{}` and `{}` part at one single value", context.words(first.span), context.words(second.span)))
        .primary(fmt::format("where `{}` is {}, this line", fact, value))
        .label(first.span, "and this one are one step apart")
        .decision(decision)
        .help(fmt::format("draw both lines at the same place, or say of {} by itself what holds", value))
        .witness(context.shrunk_with_variant(*witness, id, decision),
                 fmt::format("`{}`; with both lines at one place: `{}`", context.answer_text(id, decision, *witness), context.variant_text(decision, *witness)));
    return;
  }
}

}  // namespace

void lint_boundary_one_off(Context& context) {
  for (const model::PolicyId id : context.policies()) {
    const std::vector<Line> lines = lines_of(context.policy(id));
    for (std::size_t a = 0; a < lines.size(); ++a) {
      for (std::size_t b = a + 1; b < lines.size(); ++b) {
        const bool is_one_off = lines[a].fact == lines[b].fact && lines[a].span != lines[b].span && std::abs(lines[a].at - lines[b].at) == 1;
        if (is_one_off) check(context, id, lines[a], lines[b]);
      }
    }
  }
}

}  // namespace comity::linter
