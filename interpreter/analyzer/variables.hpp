// What diagrams of one analysis rest on: the variables that occur, what is left of a diagram when some
// of them are not known, and the facts' paths as people write them.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "interpreter/analyzer/facts.hpp"

namespace comity::analyzer {

std::set<Variable> variables_of(const Diagrams& diagrams, std::vector<Node> nodes);

// True where some values of the other variables make it true.
Node with_only(Diagrams& diagrams, Node node, const std::set<Variable>& kept);

// "charges[0].level", also of facts of known elements.
std::string path_of(const model::Vocabulary& vocabulary, const std::vector<model::FieldId>& steps);
// Of the fact at such a path.
model::Type type_of(const model::Vocabulary& vocabulary, const std::vector<model::FieldId>& steps);

}  // namespace comity::analyzer
