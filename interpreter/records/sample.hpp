// A distribution + a seed -> make-believe records, one JSON line each, as many as are asked for. The
// same seed gives the same records on every machine, and the first N of them whatever is asked for
// after. What a record must satisfy (`always`) is the caller's to check: this room knows no
// conditions.
#pragma once

#include <cstdint>
#include <string>

#include "interpreter/records/distribution.hpp"
#include "interpreter/records/draws.hpp"

namespace comity::records {

class Sampler {
 public:
  // Everything passed in outlives the sampler.
  Sampler(const model::Vocabulary& vocabulary, const Distribution& distribution, std::uint64_t seed)
      : vocabulary_{vocabulary}, distribution_{distribution}, draws_{seed} {}

  // One record without a line break, its keys in the order of the vocabulary.
  std::string next(const std::string& identifier);

 private:
  const model::Vocabulary& vocabulary_;
  const Distribution& distribution_;
  Draws draws_;
};

}  // namespace comity::records
