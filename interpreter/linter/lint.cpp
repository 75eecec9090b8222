#include "interpreter/linter/lint.hpp"

#include <array>
#include <set>

#include "interpreter/linter/context.hpp"
#include "interpreter/linter/lints.hpp"
#include "interpreter/linter/suppressions.hpp"

namespace comity::linter {
namespace {

// What is found by way of what is found before (a rule that never decides narrows nothing) stands after it.
constexpr std::array lints{
    Lint{Code::gap, true, lint_gap},
    Lint{Code::conflict, true, lint_conflict},
    Lint{Code::may_and_must, true, lint_conflict},
    Lint{Code::rule_never_decides, true, lint_rule_never_decides},
    Lint{Code::rule_changes_nothing, true, lint_rule_changes_nothing},
    Lint{Code::duplicate_rule, true, lint_rule_changes_nothing},
    Lint{Code::exception_never_narrows, true, lint_exceptions},
    Lint{Code::exception_too_wide, true, lint_exceptions},
    Lint{Code::condition_always_true, true, lint_conditions},
    Lint{Code::condition_always_false, true, lint_conditions},
    Lint{Code::redundant_condition, true, lint_conditions},
    Lint{Code::otherwise_never_reached, true, lint_never_reached},
    Lint{Code::outcome_never_reached, true, lint_never_reached},
    Lint{Code::empty_list_decides, true, lint_empty_list_decides},
    Lint{Code::boundary_one_off, true, lint_boundary_one_off},
    Lint{Code::not_monotone, true, lint_not_monotone},
    Lint{Code::void_under_the_law_above, true, lint_law_above},
    Lint{Code::binding_federal_answer, true, lint_law_above},
    Lint{Code::says_may_conflict, true, lint_says_may_conflict},
    Lint{Code::proposal_changes_nothing, true, lint_proposals},
    Lint{Code::proposal_changes_more, true, lint_proposals},
    Lint{Code::proposal_difference, true, lint_proposals},
    Lint{Code::proposal_breaks_examples, false, lint_proposals},
    Lint{Code::look_back_without_anchor, false, lint_look_back_without_anchor},
    Lint{Code::clock_hours, false, lint_clock_hours},
    Lint{Code::sunset_passed, false, lint_sunset_passed},
    Lint{Code::unused_definition, false, lint_unused},
    Lint{Code::unused_determination, false, lint_unused},
    Lint{Code::unlisted_statute, false, lint_unlisted_statute},
    Lint{Code::no_pinpoint, false, lint_sources},
    Lint{Code::malformed_address, false, lint_sources},
    Lint{Code::cites_another_text, false, lint_sources},
    Lint{Code::rule_without_example, false, lint_rule_without_example},
    Lint{Code::malformed_suppression, false, nullptr},  // suppressions.hpp, after all others
    Lint{Code::unused_suppression, false, nullptr},
};

}  // namespace

std::span<const Lint> all_lints() { return lints; }

std::vector<Finding> lint(const LintInput& input, const LintOptions& options) {
  Context context{input, options};
  std::set<void (*)(Context&)> done;
  for (const Lint& one : lints) {
    if (one.run != nullptr && done.insert(one.run).second) one.run(context);
  }
  return without_allowed(context.take(), input, options);
}

}  // namespace comity::linter
