// Does a change of a text change any answer? Put to the analyzer for all complete records, and so exact:
// outcomes, terms and duties, of every decision that a policy speaks to. What asks a policy by `says`,
// and the stack of law that it stands in, are given by its answers, and change no more than they do.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "interpreter/analyzer/compare.hpp"
#include "interpreter/model/library.hpp"

namespace comity::linter {

// None: no answer of these policies changes. Else why that is not proved, in words. Precondition: the two libraries are of
// the same texts but for the change, which leaves the vocabulary and the list of policies as they are.
std::optional<std::string> why_not_equal(const model::Library& before, const model::Library& after, const std::vector<model::PolicyId>& policies,
                                         const analyzer::Limits& limits = {});

// The policy and what amends it, however far.
std::vector<model::PolicyId> with_what_amends(const model::Library& library, model::PolicyId policy);

}  // namespace comity::linter
