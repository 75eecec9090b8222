// says-may-conflict: the answer of a policy that is asked can be a conflict, which satisfies nothing, nor its
// opposite: the asker then goes on as if the other had been silent.
#include <fmt/format.h>

#include "interpreter/linter/conditions.hpp"
#include "interpreter/linter/context.hpp"
#include "interpreter/linter/lints.hpp"

namespace comity::linter {

void lint_says_may_conflict(Context& context) {
  for (const model::PolicyId id : context.policies()) {
    for_each_condition(context.policy(id), [&](const model::Condition& condition, const Place&) {
      for_each_part(condition, [&](const model::Condition& part, bool) {
        const auto* says = std::get_if<model::Says>(&part.node);
        if (says == nullptr) return;
        const analyzer::Found found = context.where_says(says->policy, says->decision, {analyzer::AnswerKind::conflict, 0});
        if (!found.witness) return;
        const model::Policy& asked = context.policy(says->policy);
        const std::string& name = context.vocabulary().decisions[says->decision].name;
        context.report(Code::says_may_conflict, id, part.span, asked.name + " " + name, fmt::format("`{}` can be in conflict with itself on `{}`", asked.name, name))
            .primary("then this is not true, and neither is its opposite")
            .label(asked.span, "two of its rules contradict one another")
            .decision(says->decision)
            .help("mend the text that is asked, or say what holds where it has no answer")
            .witness(context.shrunk(*found.witness, {{says->policy, says->decision}}), fmt::format("`{}` is in conflict on `{}`", asked.name, name));
      });
    });
  }
}

}  // namespace comity::linter
