// Questions about one policy, over all complete records, on the same diagrams as `compare`: can a
// rule ever decide, can two rules be in conflict, is there a gap; and about one record with missing
// facts: which answers do its completions have, and which few facts would settle it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "interpreter/analyzer/compare.hpp"

namespace comity::analyzer {

// Is there a record, and if so which? `complete` is false where a limit was reached before that was known.
struct Found {
  std::optional<model::Record> witness;
  bool complete = true;
  std::string limit;
};

// A record on which the rule is among those that decide (a bar: on which it applies).
Found record_where_rule_decides(const model::Library& library, model::PolicyId policy, model::RuleId rule, model::DecisionId decision,
                                const Options& options = {});
// A record on which both rules apply. Whether that is a conflict is for their effects to say.
Found record_where_both_apply(const model::Library& library, model::PolicyId policy, model::RuleId first, model::RuleId second,
                              model::DecisionId decision, const Options& options = {});
// A record on which the side says this.
Found record_where(const model::Library& library, const Side& side, Said said, const Options& options = {});
// A record on which the one condition holds and the other does not; both are of the policy, about the record itself.
Found record_between(const model::Library& library, model::PolicyId policy, const model::Condition& holds, const model::Condition& fails,
                     const Options& options = {});

// All that a record with missing facts may still become. Tables are put in by whoever asks, and so are standing facts
// where a policy is asked by its own name; those of a jurisdiction asked, and presumptions, are put in here.
struct Exact {
  std::vector<Said> answers;                            // of some completion each; sorted
  std::vector<std::vector<std::string>> settled_by;     // the smallest sets of missing facts that, whatever they turn out to be, leave one answer; sorted
  bool complete = true;
  std::string limit;
};
Exact exact(const model::Library& library, const Side& side, const model::Record& record, const Options& options = {});

}  // namespace comity::analyzer
