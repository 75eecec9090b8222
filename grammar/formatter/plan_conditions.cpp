// Where conditions are broken. A chain stands on one line if it fits; an `or` of comparisons goes
// one operand a line even then, because its alternatives are read one by one.
#include <algorithm>

#include "grammar/formatter/plan.hpp"

namespace comity::formatter {

namespace {

using syntax::Chain;
using syntax::Condition;
using syntax::Connective;

bool holds_comparison(const Plan& plan, Span span) {
  const auto begin = plan.tokens().begin();
  return std::any_of(begin + static_cast<std::ptrdiff_t>(plan.first_of(span)),
                     begin + static_cast<std::ptrdiff_t>(plan.past(span)),
                     [](const Token& token) { return token.text == "is"; });
}

// A comment next to a connective speaks of one operand, so each gets its own line.
bool has_comment_between_operands(const Plan& plan, const Chain& chain) {
  return std::ranges::any_of(chain.connective_spans, [&](Span span) {
    const std::size_t connective = plan.first_of(span);
    return is_commented(plan.tokens(), connective) || is_commented(plan.tokens(), connective + 1);
  });
}

// `line` is the token that begins the line on which the condition begins, at `indent`.
bool is_broken(const Plan& plan, std::size_t line, std::uint32_t indent, const Condition& condition) {
  const auto* chain = std::get_if<Chain>(&condition.node);
  if (chain == nullptr) return false;
  const bool is_or = std::ranges::find(chain->connectives, Connective::disjunction) != chain->connectives.end();
  return indent + width(plan.tokens(), line, plan.past(condition.span)) > longest_condition ||
         (is_or && holds_comparison(plan, condition.span)) || has_comment_between_operands(plan, *chain);
}

// What does not fit on a line even so, such as a long `where`, is wrapped at its words.
void allow_wraps_inside(Plan& plan, const Condition& condition) {
  const std::vector<Token>& tokens = plan.tokens();
  for (std::size_t i = plan.first_of(condition.span) + 1; i < plan.past(condition.span); ++i) {
    const bool is_part_of_test = tokens[i - 1].text == "on";  // `on or before`
    const bool is_joint = tokens[i].text == "and" || tokens[i].text == "or" || tokens[i].text == "where";
    if ((is_joint && !is_part_of_test) || tokens[i - 1].text == ",") plan.allow_wrap(i, Wrap::if_long);
  }
}

}  // namespace

void plan_condition_after(Plan& plan, std::size_t keyword, std::uint32_t indent, const Condition& condition) {
  const std::uint32_t keyword_end = indent + width(plan.tokens(), keyword, plan.first_of(condition.span));
  const std::uint32_t continuation = keyword_end + 1 + level_width;
  plan.set_continuation(keyword, continuation);
  allow_wraps_inside(plan, condition);
  if (!is_broken(plan, keyword, indent, condition)) return;
  for (const Span connective : std::get<Chain>(condition.node).connective_spans) {
    const std::uint32_t place = keyword_end - std::min(keyword_end, plan.width_of(connective));
    plan.begin_line(plan.first_of(connective), place, continuation);
  }
}

void plan_condition_body(Plan& plan, std::uint32_t indent, const Condition& condition) {
  const std::size_t first = plan.first_of(condition.span);
  plan.begin_block(first, indent);
  allow_wraps_inside(plan, condition);
  if (!is_broken(plan, first, indent, condition)) return;
  for (const Span connective : std::get<Chain>(condition.node).connective_spans) {
    plan.begin_line(plan.first_of(connective), indent, indent + plan.width_of(connective) + 1 + level_width);
  }
}

}  // namespace comity::formatter
