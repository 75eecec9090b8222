// `lint --fix` changes no answer: random policies, and shipped ones with a slip that has a safe fix, are
// fixed by the program itself, and what it wrote is held against what stood there, by the evaluator, on
// records that it has not seen. Of records with missing facts an answer may become narrower (a condition
// that decided nothing is no longer asked), which is counted, and never another.
#include <algorithm>
#include <map>
#include <set>
#include <string>

#include <fmt/format.h>

#include "interpreter/linter/finding.hpp"
#include "tests/property/trial.hpp"
#include "tests/support/checked.hpp"
#include "tests/support/lint_seeds.hpp"
#include "tests/support/program.hpp"

namespace comity {
namespace {

struct Tried {
  std::size_t texts = 0, changed = 0, fixes = 0, refused = 0, answers = 0, incomplete = 0, narrower = 0;
};

evaluator::Answer answer(const model::Library& library, model::PolicyId policy, model::DecisionId decision, const model::Record& record) {
  return evaluator::Evaluation{library, record, library.policies[policy].authority, evaluator::day_asked(library.vocabulary, record, std::nullopt)}.answer(policy, decision);
}

// Every policy for every decision.
void expect_same_answers(const model::Library& before, const model::Library& after, const model::Record& record, bool is_complete, Tried& tried) {
  for (model::PolicyId id = 0; id < before.policies.size(); ++id) {
    const auto now = after.find_policy(before.policies[id].name);
    ASSERT_TRUE(now) << before.policies[id].name;
    for (const model::DecisionId decision : before.policies[id].decisions) {
      const auto was = answer(before, id, decision, record);
      const auto is = answer(after, *now, decision, record);
      ++(is_complete ? tried.answers : tried.incomplete);
      if (is.possible == was.possible) {
        if (!is_complete) continue;
        ASSERT_EQ(is.duties, was.duties) << before.policies[id].name;
        ASSERT_EQ(is.terms, was.terms) << before.policies[id].name;
        continue;
      }
      ASSERT_FALSE(is_complete) << before.policies[id].name;
      ASSERT_TRUE(std::includes(was.possible.begin(), was.possible.end(), is.possible.begin(), is.possible.end())) << before.policies[id].name;
      ++tried.narrower;
    }
  }
}

std::size_t lines_with(const std::string& text, std::string_view beginning) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size(); at = std::min(text.find('\n', at), text.size() - 1) + 1) count += text.compare(at, beginning.size(), beginning) == 0 ? 1 : 0;
  return count;
}

void note(const support::Ran& ran, bool is_changed, Tried& tried) {
  ++tried.texts;
  tried.fixes += lines_with(ran.out, "fixed ");
  tried.refused += lines_with(ran.out, "not fixed ");
  if (is_changed) ++tried.changed;
}

std::string counts_of(const Tried& tried) {
  return fmt::format("{} changed by {} fixes ({} not made, as they could not be proved); {} answers to complete records as before; of {} to records with missing facts {} narrower, none other",
                     tried.changed, tried.fixes, tried.refused, tried.answers, tried.incomplete, tried.narrower);
}

TEST(LintFixes, ChangeNoAnswerOfRandomPolicies) {
  Tried tried;
  std::size_t rejected = 0;
  for (std::size_t i = 0; i < trials(80); ++i) {
    Trial trial{64, i, support::LibrarySize::small};
    ASSERT_TRUE(trial.is_loaded());
    const std::string text = support::printed(trial.written().text);
    support::MemoryFileSystem files;
    files.add("random.comity", text);
    const support::Ran ran = support::run_program({"lint", "--fix", "random.comity"}, files);
    ASSERT_LE(ran.exit_code, 1) << ran.err;
    const std::string fixed = files.text("random.comity").value_or("");
    note(ran, fixed != text, tried);
    if (fixed == text) continue;
    SCOPED_TRACE(fmt::format("trial {}\n{}\n--- fixed\n{}\n{}", i, text, fixed, ran.out));
    const support::LoadedText after = support::load_text("random.comity", fixed);
    ASSERT_TRUE(after.library) << after.diagnostics;
    for (std::size_t n = 0; n < 100 && !HasFailure(); ++n) {
      expect_same_answers(trial.library(), *after.library, trial.read(trial.complete(rejected)), true, tried);
      expect_same_answers(trial.library(), *after.library, trial.read(trial.incomplete(30, rejected)), false, tried);
    }
    if (HasFailure()) return;
  }
  report(fmt::format("{} random libraries, {}", tried.texts, counts_of(tried)));
}

TEST(LintFixes, MendSlipsInShippedPolicies) {
  static const std::set<Code> safe = {Code::duplicate_rule,          Code::redundant_condition,     Code::condition_always_true, Code::condition_always_false, Code::exception_never_narrows,
                                      Code::otherwise_never_reached, Code::rule_never_decides, Code::unused_definition,     Code::unused_suppression};
  const support::Texts texts = support::shipped_texts("policies");
  const support::Checked shipped = support::library_of(texts);
  std::vector<support::LintSeed> seeds = support::lint_seeds(texts, shipped);
  support::Random random{seed() + 65};
  random.shuffle(seeds);
  Tried tried;
  std::map<Code, std::size_t> counts;
  std::map<std::string, std::size_t> mended;
  for (const support::LintSeed& one : seeds) {
    if (!safe.contains(one.code) || counts[one.code] >= std::max<std::size_t>(1, trials(2))) continue;
    support::Texts defective = texts;
    defective[one.file].second = one.text;
    const support::Checked before = support::check_texts(defective);
    if (!before.library) continue;
    ++counts[one.code];
    support::MemoryFileSystem files;
    for (const auto& [name, text] : defective) files.add(name, text);
    const std::string& name = texts[one.file].first;
    const support::Ran ran = support::run_program({"lint", "--fix", name, "--library", "policies"}, files);
    ASSERT_LE(ran.exit_code, 1) << ran.err;
    const std::string fixed = files.text(name).value_or("");
    note(ran, fixed != one.text, tried);
    SCOPED_TRACE(fmt::format("{} in {}: {}\n{}{}", diagnostics::info(one.code).name, one.policy, one.shown, ran.out, ran.err));
    for (std::size_t i = 0; i < texts.size(); ++i) {
      if (i == one.file) continue;
      EXPECT_EQ(files.text(texts[i].first), texts[i].second) << "a file that was not asked";
    }
    if (fixed == one.text) continue;
    ++mended[std::string{diagnostics::info(one.code).name}];
    defective[one.file].second = fixed;
    const support::Checked after = support::library_of(defective);
    for (std::size_t i = 0; i < shipped.library->examples.size() && !HasFailure(); ++i) {
      expect_same_answers(*before.library, *after.library, shipped.library->examples[i].record, false, tried);
    }
    if (HasFailure()) return;
  }
  std::string told;
  for (const auto& [code, count] : mended) told += fmt::format(", {} {}", code, count);
  report(fmt::format("{} shipped policies with a slip, {}{}", tried.texts, counts_of(tried), told));
}

}  // namespace
}  // namespace comity
