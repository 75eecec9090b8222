// empty-list-decides: `every` holds of an empty list, and here that changes an answer: someone without a single
// conviction is treated as one whose every conviction is of the kind.
#include <fmt/format.h>

#include "interpreter/linter/conditions.hpp"
#include "interpreter/linter/context.hpp"
#include "interpreter/linter/lints.hpp"

namespace comity::linter {
namespace {

model::Condition with_one_at_least(const model::Condition& condition) {
  model::Quantified any = std::get<model::Quantified>(condition.node);
  any.quantifier = model::Quantifier::any;
  any.condition.clear();
  return all_of({{any, condition.span, false}, condition});
}

void check(Context& context, model::PolicyId id, const model::Condition& every) {
  const model::Policy& policy = context.policy(id);
  const model::Policy other = changed(policy, [&](const model::Condition& part) -> std::optional<model::Condition> {
    if (part.span == every.span && std::holds_alternative<model::Quantified>(part.node)) return with_one_at_least(part);
    return std::nullopt;
  });
  for (const model::DecisionId decision : policy.decisions) {
    const auto witness = context.first_difference(id, other, decision);
    if (!witness) continue;
    const auto& list = std::get<model::Quantified>(every.node).list;
    context.report(Code::empty_list_decides, id, every.span, context.words(every.span), fmt::format("`{}` also holds where there is none", context.words(every.span)))
        .primary(fmt::format("of an empty list of `{}` it is true, and that decides", model::path_text(context.vocabulary(), list)))
        .decision(decision)
        .help("where that is not meant, ask for one as well: `any … and every … is …`")
        .witness(context.shrunk_with_variant(*witness, id, decision),
                 fmt::format("`{}`, by an empty list; if one were asked for: `{}`", context.answer_text(id, decision, *witness), context.variant_text(decision, *witness)));
    return;
  }
}

}  // namespace

void lint_empty_list_decides(Context& context) {
  for (const model::PolicyId id : context.policies()) {
    for_each_condition(context.policy(id), [&](const model::Condition& condition, const Place&) {
      for_each_part(condition, [&](const model::Condition& part, bool is_positive) {
        const auto* quantified = std::get_if<model::Quantified>(&part.node);
        if (quantified == nullptr || !is_positive || quantified->quantifier != model::Quantifier::every || quantified->list.type.one_or_more) return;
        check(context, id, part);
      });
    });
  }
}

}  // namespace comity::linter
