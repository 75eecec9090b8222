// Defects for the gold set, of the other kind: for each lint a slip that it is meant for, made at every
// place of the shipped policies where it fits. Each is a text that loads and that the lint must find
// fault with. Which of them are tried is drawn by whoever asks.
#pragma once

#include <string>
#include <vector>

#include "interpreter/model/library.hpp"
#include "tests/support/checked.hpp"

namespace comity::support {

struct LintSeed {
  Code code{};               // the lint that is meant for it
  std::size_t file = 0;      // which text is changed
  std::string text;          // the whole of it, with the defect
  std::string added;         // a text of its own beside the others; empty: none
  std::string policy;        // the one that has the defect
  std::size_t asked = 0;     // the text that is linted; as many as there are: the added one
  std::string shown;
};

// A statute that no table has, and one that is in each.
inline constexpr std::string_view unlisted_statute = "PC 99999";

// Precondition: `checked` was made of `texts` and has a library.
std::vector<LintSeed> lint_seeds(const Texts& texts, const Checked& checked);

}  // namespace comity::support
