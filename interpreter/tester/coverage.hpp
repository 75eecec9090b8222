// Which rules decided and failed to, which conditions were seen true and false: counted by what the
// author wrote, not by lines, so that no reformatting changes the figures.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "interpreter/evaluator/evaluate.hpp"
#include "interpreter/model/library.hpp"

namespace comity::tester {

// A rule or a condition that examples leave open.
struct Gap {
  Span span;
  std::string message;  // "the rule `youth` never decides", "`age < 18` is never false"
};

struct CoverageReport {
  std::size_t rules = 0;
  std::size_t rules_covered = 0;
  std::size_t conditions = 0;
  std::size_t conditions_covered = 0;
  std::vector<Gap> gaps;  // by place
};

class Coverage {
 public:
  explicit Coverage(const model::Library& library) : library_{library} {}

  // To be handed to the evaluation whose conditions count.
  evaluator::Reading::Observer observer();
  // How the rules of a policy fared in one answer.
  void note(const model::Policy& policy, const evaluator::Trace& trace);

  // Every rule and condition that `is_asked` picks by its place. `text_of` gives the author's words.
  CoverageReport report(const std::function<bool(Span)>& is_asked, const std::function<std::string(Span)>& text_of) const;

 private:
  struct Seen {
    bool yes = false;
    bool no = false;
  };

  const model::Library& library_;
  std::map<Span, Seen> rules_;
  std::map<Span, Seen> conditions_;
};

}  // namespace comity::tester
