// The lints by name; each is a file of lints/. One file holds what is found in one way.
#pragma once

namespace comity::linter {

class Context;

void lint_gap(Context& context);
void lint_conflict(Context& context);
void lint_rule_never_decides(Context& context);
void lint_rule_changes_nothing(Context& context);
void lint_exceptions(Context& context);
void lint_conditions(Context& context);
void lint_never_reached(Context& context);
void lint_empty_list_decides(Context& context);
void lint_boundary_one_off(Context& context);
void lint_not_monotone(Context& context);
void lint_law_above(Context& context);
void lint_says_may_conflict(Context& context);
void lint_proposals(Context& context);
void lint_look_back_without_anchor(Context& context);
void lint_clock_hours(Context& context);
void lint_sunset_passed(Context& context);
void lint_unused(Context& context);
void lint_unlisted_statute(Context& context);
void lint_sources(Context& context);
void lint_rule_without_example(Context& context);

}  // namespace comity::linter
