// The `example` declarations of a library, run: what was expected, what was answered.
#pragma once

#include <string>
#include <vector>

#include "interpreter/evaluator/evaluate.hpp"
#include "interpreter/model/library.hpp"
#include "interpreter/records/offenses.hpp"
#include "interpreter/tester/coverage.hpp"

namespace comity::tester {

struct Failure {
  const model::Example* example;  // of the library
  Span span;                      // of the expectation, or of the example's name
  std::string message;            // "expected decline, found honor by otherwise"
};

struct TestRun {
  std::size_t examples = 0;
  std::size_t expectations = 0;
  std::vector<Failure> failures;
};

// Runs the examples that `is_asked` picks by their place; every answer is noted in `coverage`. `offenses`: where what an
// example leaves out is looked up; null where there are no tables.
TestRun run_examples(const model::Library& library, records::Offenses* offenses, const std::function<bool(Span)>& is_asked, Coverage& coverage);

}  // namespace comity::tester
