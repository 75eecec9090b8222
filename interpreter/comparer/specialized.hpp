// A library that knows a record: policies as they read once all that is known of the record is put
// in, so that their remaining questions are about what is missing, and about nothing else. The records
// of this library are the completions of the one record. In: a record with missing facts, and two
// sides, each with what standing facts and presumptions supply to it. Out: a library and two sides for
// the analyzer.
//
// Conditions that the evaluator settles become yes or no. Of a list that is known each element becomes
// a record that the record holds, and a question about the list one about these; a list that is not
// known stays one. A known fact that an open comparison mentions is fixed by a constraint; what is
// supplied to one policy alone becomes a fact of its own.
#pragma once

#include <string>

#include "interpreter/comparer/subject.hpp"

namespace comity::comparer {

struct Specialized {
  model::Library library;
  analyzer::Side left;
  analyzer::Side right;
  std::string not_covered;  // not empty: why the record cannot be asked about in this way
};

Specialized specialized(const model::Library& library, const Subject& left, model::DecisionId left_decision, const Subject& right,
                        model::DecisionId right_decision, const model::Record& record);

}  // namespace comity::comparer
