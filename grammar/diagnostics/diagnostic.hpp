// A mistake as data: what it is, where it stands, and the way out. Nothing here prints.
#pragma once

#include <string>
#include <vector>

#include "grammar/diagnostics/codes.hpp"
#include "grammar/source/span.hpp"

namespace comity::diagnostics {

// Replace the bytes of `span` by `text`; an empty span inserts.
struct Edit {
  Span span;
  std::string text;
};

struct Label {
  Span span;
  std::string text;
};

struct Help {
  std::string text;
  std::vector<Edit> edits;  // empty: words only
};

struct Diagnostic {
  Code code;
  Severity severity;
  std::string message;          // lower case, no full stop, the author's words in backticks
  Label primary;                // the narrowest span; its text may be empty
  std::vector<Label> labels;    // other places that belong to the same cause
  std::vector<Help> helps;      // at most one
  std::string citation;         // the source in force at the span; may be empty
};

}  // namespace comity::diagnostics

namespace comity {
using diagnostics::Diagnostic;
using diagnostics::Edit;
}  // namespace comity
