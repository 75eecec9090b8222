// Defects for the gold set: a policy text with one thing in it changed, as a slip of the pen would, by
// the operators of Martin and Xie and those of this language. Every operator is applied at every
// place where it fits; which of them are tried is drawn by whoever asks.
#pragma once

#include <string>
#include <vector>

#include "grammar/source/source.hpp"
#include "grammar/syntax/ast.hpp"
#include "interpreter/model/vocabulary.hpp"

namespace comity::support {

struct PolicyMutant {
  std::string kind;       // "flip outcome"
  std::string policy;     // its name
  std::string shown;      // "`honor` -> `decline`"
  std::string text;       // the whole file, with the defect
  std::string renamed;    // the policy alone with the defect, as `NAME_mutant`, a yardstick
  std::string amendment;  // the same as a proposal `NAME_draft` that amends it; empty: it cannot be said so
};

std::vector<PolicyMutant> policy_mutants(const SourceSet& sources, const syntax::ParsedFile& file, const model::Vocabulary& vocabulary);

}  // namespace comity::support
