// What a policy is, in words: heading, rules on some decisions, what they define, what they rest on.
#pragma once

#include <set>
#include <string>

#include "interpreter/reporter/comparison.hpp"

namespace comity::reporter {

SubjectWords subject_words(const model::Library& library, const comparer::Subject& subject, const std::set<model::DecisionId>& decisions,
                           const analyzer::WordsAt& words_at);

// What a deciding rule rests on. `rule`: "grave_offender", "otherwise"; of a stack "policy.rule". Empty where there is none.
std::string citation_of(const model::Library& library, const comparer::Subject& subject, model::DecisionId decision, const std::string& rule);

}  // namespace comity::reporter
