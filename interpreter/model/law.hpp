// The law that applies to an agency on a day: which enacted texts are in force, level by level from
// the top of its jurisdictions down. Which of two texts holds is a matter of dates and of `amends`
// alone; nothing here looks at a record.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "interpreter/model/library.hpp"

namespace comity::model {

// The policies of one jurisdiction, each asked separately.
struct Level {
  JurisdictionId jurisdiction = 0;
  // Put in with --assume: where one of them is not silent, the others are not asked.
  std::vector<PolicyId> assumed;
  std::vector<PolicyId> policies;
};

struct Stack {
  JurisdictionId jurisdiction = 0;  // that is asked
  Date on{};
  std::vector<Level> levels;        // from the top down, those without a policy left out
};

// A jurisdiction with those above it, itself first.
std::vector<JurisdictionId> upwards(const Library& library, JurisdictionId jurisdiction);

// Is the text enacted, within its dates, and displaced by no enacted text that amends it, however long the chain?
bool is_in_force(const Library& library, PolicyId policy, const Date& on);

// Does `later` amend `earlier`, directly or by way of texts between?
bool amends(const Library& library, PolicyId later, PolicyId earlier);

// `assumed`: proposals, readings or lapsed texts that count whatever their dates, in place of what they amend.
// Precondition: the authority of each is the jurisdiction or stands above it.
Stack law_in_force(const Library& library, JurisdictionId jurisdiction, const Date& on, const std::vector<PolicyId>& assumed = {});

// Of a policy and the enacted texts that amend it, the one in force on a day; none: no version was.
std::optional<PolicyId> version_on(const Library& library, PolicyId policy, const Date& on);

}  // namespace comity::model
