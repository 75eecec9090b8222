// Each lint's bad example has its finding and no other, its good example has none; and whatever record
// is shown with a finding is one that `comity eval` takes.
#include <gtest/gtest.h>

#include <map>
#include <set>
#include <sstream>
#include <string>

#include <nlohmann/json.hpp>

#include "interpreter/evaluator/evaluate.hpp"
#include "interpreter/linter/lint.hpp"
#include "interpreter/records/read_json.hpp"
#include "interpreter/reporter/findings.hpp"
#include "interpreter/reporter/record_json.hpp"
#include "tests/support/checked.hpp"
#include "tests/support/explained.hpp"

namespace comity {
namespace {

using diagnostics::Phase;

// What comes with it, by its nature: a policy that is asked and can be in conflict is in conflict.
const std::map<Code, std::set<Code>> companions = {
    {Code::says_may_conflict, {Code::conflict}},
    {Code::outcome_never_reached, {Code::conflict}},
    {Code::malformed_suppression, {Code::gap}},  // since it allows nothing
};

struct Linted {
  support::Checked checked;
  std::vector<linter::Finding> findings;

  std::string told() const {
    std::string result;
    for (const linter::Finding& finding : findings) {
      result += reporter::finding_text(finding, checked.sources, checked.library->vocabulary, diagnostics::Colour::off);
    }
    return result;
  }
};

std::string shipped(const std::string& name) {
  for (const auto& [path, text] : support::shipped_texts("policies")) {
    if (path.ends_with("policies/" + name)) return text;
  }
  ADD_FAILURE() << name;
  return {};
}

// Notes are told where they are what is looked for.
Linted lint_example(const std::string& text, bool with_notes) {
  Linted result;
  result.checked = support::library_of({{"vocabulary.comity", shipped("vocabulary.comity")}, {"jurisdictions.comity", shipped("jurisdictions.comity")}, {"example.comity", support::whole(text)}});
  linter::LintOptions options;
  options.proposals = with_notes ? linter::Proposals::told : linter::Proposals::quiet;
  options.is_asked = [](Span span) { return span.source == 2; };
  options.is_listed_statute = [](const std::string& statute) { return statute == "PC 459"; };
  result.findings = linter::lint({*result.checked.library, result.checked.sources, result.checked.files}, options);
  if (!with_notes) std::erase_if(result.findings, [](const linter::Finding& finding) { return !linter::counts(finding); });
  return result;
}

void expect_valid_witness(const linter::Finding& finding, const model::Library& library) {
  if (!finding.witness) return;
  const std::string json = reporter::record_json(library.vocabulary, finding.witness->record, "witness").dump();
  std::istringstream in{json};
  const auto always = [&](const model::Record& record, std::uint64_t, const std::string&, std::vector<records::Problem>&) {
    EXPECT_TRUE(evaluator::broken_always(library, record).empty()) << json;
  };
  const auto stream = records::open_json_lines(in, library.vocabulary, records::ExtraKeys::refused, always);
  records::ReadRecord read;
  ASSERT_TRUE(stream->next(read)) << json;
  for (const records::Problem& problem : read.problems) ADD_FAILURE() << json << ": " << problem.message;
}

template <typename Check>
void for_each_lint(Check check) {
  for (const linter::Lint& lint : linter::all_lints()) {
    if (support::example(lint.code, "Bad:").empty()) continue;
    SCOPED_TRACE(diagnostics::info(lint.code).name);
    check(lint);
  }
}

TEST(Lints, EveryCodeOfThePhaseIsInTheListOnce) {
  std::multiset<Code> listed;
  for (const linter::Lint& lint : linter::all_lints()) listed.insert(lint.code);
  for (const diagnostics::CodeInfo& info : diagnostics::all_codes()) {
    EXPECT_EQ(listed.count(info.code), info.phase == Phase::lint ? 1U : 0U) << info.name;
  }
}

TEST(Lints, BadExamplesHaveTheirFindingAlone) {
  for_each_lint([](const linter::Lint& lint) {
    const bool is_note = diagnostics::info(lint.code).severity == Severity::note;
    const Linted linted = lint_example(support::example(lint.code, "Bad:"), is_note);
    const auto known = companions.find(lint.code);
    std::size_t found = 0;
    for (const linter::Finding& finding : linted.findings) {
      const Code code = finding.diagnostic.code;
      const bool is_companion = known != companions.end() && known->second.contains(code);
      if (code == lint.code) ++found;
      else if (!is_note && !is_companion) ADD_FAILURE() << linted.told();
      expect_valid_witness(finding, *linted.checked.library);
    }
    EXPECT_EQ(found, 1U) << linted.told();
  });
}

TEST(Lints, GoodExamplesHaveNoFinding) {
  for_each_lint([](const linter::Lint& lint) {
    const bool is_note = diagnostics::info(lint.code).severity == Severity::note;
    const Linted linted = lint_example(support::example(lint.code, "Good:"), is_note);
    for (const linter::Finding& finding : linted.findings) {
      if (linter::counts(finding) || finding.diagnostic.code == lint.code) ADD_FAILURE() << linted.told();
    }
  });
}

}  // namespace
}  // namespace comity
