// The gold set of lint: slips of the pen in the shipped policies, every operator at every place where it
// fits, drawn at random. A defect that changes an answer is found by a lint, or, written as a proposal
// that amends the original, is told as a difference; each with a record on which the evaluator gives
// the answers that are claimed. One that changes nothing is proved so by the analyzer, and the
// examples of the library are answered alike. A text that no longer speaks of a decision at all is left
// to `compare`, and counted apart. Beside them slips that one lint each is meant for, at every place where
// they fit. COMITY_CASES=10000 tries every place.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "interpreter/analyzer/compare.hpp"
#include "interpreter/linter/lint.hpp"
#include "interpreter/model/law.hpp"
#include "interpreter/records/offenses.hpp"
#include "interpreter/reporter/findings.hpp"
#include "tests/property/trial.hpp"
#include "tests/support/checked.hpp"
#include "tests/support/lint_seeds.hpp"
#include "tests/support/policy_mutants.hpp"

namespace comity {
namespace {

using support::Checked;
using support::PolicyMutant;
using support::Texts;

const std::set<Code> about_sources = {Code::no_pinpoint, Code::malformed_address, Code::cites_another_text};

Texts policy_texts(bool with_examples) {
  Texts result = support::shipped_texts("policies");
  if (!with_examples) std::erase_if(result, [](const auto& file) { return file.first.ends_with("examples.comity"); });
  return result;
}

struct Tried {
  std::size_t refused = 0, changing = 0, by_lint = 0, as_proposal = 0, silenced = 0, of_sources = 0, sources_found = 0, equal = 0, records = 0;
  std::map<std::string, std::size_t> kinds;
  std::map<std::string, std::size_t> codes;
};

std::vector<linter::Finding> lint(const Checked& checked, SourceId source, linter::Proposals proposals) {
  linter::LintOptions options;
  options.is_asked = [source](Span span) { return span.source == source; };
  options.proposals = proposals;
  return linter::lint({*checked.library, checked.sources, checked.files}, options);
}

evaluator::Answer answer(const model::Library& library, model::PolicyId policy, model::DecisionId decision, const model::Record& record) {
  return evaluator::Evaluation{library, record, library.policies[policy].authority, evaluator::day_asked(library.vocabulary, record, std::nullopt)}.answer(policy, decision);
}

// The tables of the shipped policies.
class OffenseTables {
 public:
  OffenseTables() : checked_{support::library_of(policy_texts(false))} {
    std::vector<SourceId> tables;
    std::vector<SourceId> names;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(std::filesystem::path{COMITY_ROOT} / "policies")) {
      const std::string name = entry.path().filename().string();
      if (name != "offenses.csv" && name != "statute_codes.csv") continue;
      std::ifstream file{entry.path(), std::ios::binary};
      (name == "offenses.csv" ? tables : names).push_back(checked_.sources.add(entry.path().string(), {std::istreambuf_iterator<char>{file}, {}}));
    }
    DiagnosticSink sink;
    table_ = records::read_offense_tables(checked_.sources, tables, names, checked_.library->vocabulary, sink);
    offenses_.emplace(table_, checked_.library->vocabulary, checked_.sources);
  }

  bool has(const std::string& statute) const { return offenses_->match(statute).kind != records::MatchKind::none; }

 private:
  Checked checked_;
  records::OffenseTable table_;
  mutable std::optional<records::Offenses> offenses_;
};

class GoldSet {
 public:
  GoldSet() : texts_{policy_texts(false)}, shipped_{support::library_of(policy_texts(true))} {
    const Checked checked = support::library_of(texts_);
    for (std::size_t i = 0; i < texts_.size(); ++i) {
      for (PolicyMutant& mutant : support::policy_mutants(checked.sources, checked.files[i], checked.library->vocabulary)) {
        mutants_.push_back({i, std::move(mutant)});
      }
    }
  }

  std::vector<std::pair<std::size_t, PolicyMutant>>& mutants() { return mutants_; }

  // False where `check` refuses the text.
  bool try_one(std::size_t file, const PolicyMutant& mutant, Tried& tried) {
    SCOPED_TRACE(fmt::format("{} in {}: {}", mutant.kind, mutant.policy, mutant.shown));
    Texts defective = texts_;
    defective[file].second = mutant.text;
    const Checked checked = support::check_texts(defective);
    if (!checked.library) {
      ++tried.refused;
      return false;
    }
    ++tried.kinds[mutant.kind];
    const std::vector<linter::Finding> findings = lint(checked, static_cast<SourceId>(file), linter::Proposals::quiet);
    switch (effect_of(mutant, tried)) {
      case Effect::none:
        ++tried.equal;
        if (mutant.kind == "break address" || mutant.kind == "drop cite") expect_source_finding(mutant, findings, tried);
        break;
      case Effect::terms:
      case Effect::answers:
        ++tried.changing;
        expect_found(mutant, checked, findings, tried);
        break;
    }
    return true;
  }

 private:
  enum class Effect { none, terms, answers };

  // The original against the defect, both in one library.
  Effect effect_of(const PolicyMutant& mutant, Tried& tried) {
    Texts both = policy_texts(true);
    both.emplace_back("mutant.comity", mutant.renamed);
    const Checked checked = support::library_of(both);
    const model::Library& library = *checked.library;
    const model::PolicyId original = *library.find_policy(mutant.policy);
    const model::PolicyId defect = *library.find_policy(mutant.policy + "_mutant");
    Effect effect = Effect::none;
    std::set<model::DecisionId> decisions(library.policies[original].decisions.begin(), library.policies[original].decisions.end());
    decisions.insert(library.policies[defect].decisions.begin(), library.policies[defect].decisions.end());
    for (const model::DecisionId decision : decisions) {
      const analyzer::Comparison compared = analyzer::compare(library, {original, std::nullopt, decision}, {defect, std::nullopt, decision});
      EXPECT_TRUE(compared.complete) << compared.limit;
      for (const analyzer::Difference& difference : compared.differences) {
        effect = Effect::answers;
        const model::Record& witness = difference.regions.front().witness;
        EXPECT_EQ(said_in(answer(library, original, decision, witness)), difference.left);
        EXPECT_EQ(said_in(answer(library, defect, decision, witness)), difference.right);
      }
      if (effect == Effect::none && !compared.terms_differ.empty()) effect = Effect::terms;
    }
    if (effect != Effect::none) return effect;
    // A presumption counts where the record leaves the fact out, and so for no complete record.
    if (mutant.kind == "flip presumption") return Effect::answers;
    for (const model::Example& example : library.examples) {
      for (const model::DecisionId decision : decisions) {
        ++tried.records;
        EXPECT_EQ(answer(library, original, decision, example.record).possible, answer(library, defect, decision, example.record).possible) << example.name;
      }
    }
    return effect;
  }

  void expect_found(const PolicyMutant& mutant, const Checked& checked, const std::vector<linter::Finding>& findings, Tried& tried) {
    bool is_found = false;
    for (const linter::Finding& finding : findings) {
      if (!linter::counts(finding) || about_sources.contains(finding.diagnostic.code) || finding.diagnostic.code == Code::unused_suppression) continue;
      is_found = true;
      ++tried.codes[std::string{diagnostics::info(finding.diagnostic.code).name}];
      expect_true_witness(finding, *checked.library);
    }
    if (is_found) {
      ++tried.by_lint;
    } else if (is_told_as_proposal(mutant) || is_told_of_the_text_itself(mutant, checked)) {
      ++tried.as_proposal;
    } else if (says_less(mutant, checked)) {
      ++tried.silenced;
    } else {
      ADD_FAILURE() << "nobody finds it";
    }
  }

  // An `otherwise` cannot be repealed: the defect is no proposal of its own. Where its text amends another, what is told
  // of that text is no longer what it was.
  bool is_told_of_the_text_itself(const PolicyMutant& mutant, const Checked& checked) {
    const auto told = [&](const Checked& known) {
      std::multiset<std::string> result;
      for (const linter::Finding& finding : lint(known, source_of(mutant), linter::Proposals::told)) {
        if (finding.diagnostic.code == Code::proposal_difference && finding.policy == known.library->find_policy(mutant.policy)) result.insert(finding.diagnostic.message);
      }
      return result;
    };
    return checked.library->policies[*checked.library->find_policy(mutant.policy)].amends && told(checked) != told(support::library_of(texts_));
  }

  // It no longer speaks of a decision at all, which no text by itself shows: `compare` with the text before does.
  bool says_less(const PolicyMutant& mutant, const Checked& checked) const {
    const model::Library& before = *shipped_.library;
    const model::Policy& original = before.policies[*before.find_policy(mutant.policy)];
    const model::Policy& defect = checked.library->policies[*checked.library->find_policy(mutant.policy)];
    return defect.decisions.size() < original.decisions.size();
  }

  SourceId source_of(const PolicyMutant& mutant) const {
    const auto known = std::find_if(texts_.begin(), texts_.end(), [&](const auto& file) { return file.second.find("policy " + mutant.policy + " ") != std::string::npos; });
    return static_cast<SourceId>(known - texts_.begin());
  }

  // What the evaluator says of the record, where the finding claims a status.
  static void expect_true_witness(const linter::Finding& finding, const model::Library& library) {
    if (!finding.witness || !finding.policy || !finding.decision) return;
    EXPECT_TRUE(evaluator::broken_always(library, finding.witness->record).empty());
    const auto found = answer(library, *finding.policy, *finding.decision, finding.witness->record);
    const Code code = finding.diagnostic.code;
    if (code == Code::gap) {
      EXPECT_EQ(found.status, evaluator::AnswerStatus::silent) << finding.diagnostic.message;
    }
    if (code == Code::conflict || code == Code::may_and_must) {
      EXPECT_EQ(found.status, evaluator::AnswerStatus::conflict) << finding.diagnostic.message;
    }
    if (code != Code::says_may_conflict && code != Code::void_under_the_law_above) {
      EXPECT_NE(found.status, evaluator::AnswerStatus::undetermined) << finding.diagnostic.message;
    }
  }

  bool is_told_as_proposal(const PolicyMutant& mutant) {
    if (mutant.amendment.empty()) return false;
    Texts proposed = texts_;
    proposed.emplace_back("draft.comity", mutant.amendment);
    const Checked checked = support::check_texts(proposed);
    if (!checked.library) return false;
    const model::Library& library = *checked.library;
    const model::PolicyId before = *library.find_policy(mutant.policy);
    const model::PolicyId after = *library.find_policy(mutant.policy + "_draft");
    bool is_told = false;
    for (const linter::Finding& finding : lint(checked, static_cast<SourceId>(texts_.size()), linter::Proposals::told)) {
      if (finding.diagnostic.code != Code::proposal_difference || !finding.witness) continue;
      is_told = true;
      const model::Record& record = finding.witness->record;
      const auto was = answer(library, before, *finding.decision, record);
      const auto will_be = answer(library, after, *finding.decision, record);
      EXPECT_TRUE(was.possible != will_be.possible || was.terms != will_be.terms || was.duties != will_be.duties) << finding.diagnostic.message;
      EXPECT_NE(was.status, evaluator::AnswerStatus::undetermined);
      EXPECT_NE(will_be.status, evaluator::AnswerStatus::undetermined);
    }
    return is_told;
  }

  // Of the sources nothing but the place of the slip tells: an address must be found, a `cite` where most others cite.
  static void expect_source_finding(const PolicyMutant& mutant, const std::vector<linter::Finding>& findings, Tried& tried) {
    ++tried.of_sources;
    const bool is_found = std::any_of(findings.begin(), findings.end(), [](const auto& finding) { return about_sources.contains(finding.diagnostic.code); });
    if (is_found) ++tried.sources_found;
    if (mutant.kind == "break address") {
      EXPECT_TRUE(is_found);
    }
  }

  Texts texts_;
  Checked shipped_;
  std::vector<std::pair<std::size_t, PolicyMutant>> mutants_;
};

TEST(GoldDefects, EachIsFoundOrChangesNothing) {
  GoldSet gold;
  support::Random random{seed() + 61};
  random.shuffle(gold.mutants());
  // So many of each operator, that each is seen at several places; where there are few, all.
  const std::size_t most_of_a_kind = std::max<std::size_t>(trials(8), 1);
  Tried tried;
  std::size_t done = 0;
  for (const auto& [file, mutant] : gold.mutants()) {
    if (tried.kinds[mutant.kind] >= most_of_a_kind) continue;
    if (gold.try_one(file, mutant, tried)) ++done;
  }
  EXPECT_GE(done, std::min<std::size_t>(160, tried.kinds.size() * most_of_a_kind / 2));
  report(fmt::format("{} defects drawn of {} possible ones: {} change an answer, {} of them found by a lint and {} told as a difference of a proposal, {} leave a decision out altogether; {} change none, as the analyzer "
                     "proves and {} answers agree ({} of {} about sources found); {} more refused by check",
                     done, gold.mutants().size(), tried.changing, tried.by_lint, tried.as_proposal, tried.silenced, tried.equal, tried.records, tried.sources_found, tried.of_sources, tried.refused));
  std::string kinds;
  for (const auto& [kind, count] : tried.kinds) kinds += fmt::format("{} {}, ", kind, count);
  std::string codes;
  for (const auto& [code, count] : tried.codes) codes += fmt::format("{} {}, ", code, count);
  report("operators: " + kinds + "findings: " + codes);
}

// Each lint, on slips that it is meant for: a few of each kind, drawn from all places where it fits.
TEST(GoldDefects, EachLintFindsWhatItIsMeantFor) {
  constexpr std::size_t most_of_a_kind = 6;
  const Texts texts = policy_texts(false);
  const Checked shipped = support::library_of(texts);
  const OffenseTables tables;
  std::vector<support::LintSeed> seeds = support::lint_seeds(texts, shipped);
  support::Random random{seed() + 63};
  random.shuffle(seeds);
  struct Count {
    std::size_t places = 0, tried = 0, found = 0, refused = 0;
  };
  std::map<std::string, Count> counts;
  std::size_t tried = 0;
  for (const support::LintSeed& one : seeds) {
    Count& count = counts[std::string{diagnostics::info(one.code).name}];
    ++count.places;
    if (count.tried >= std::max<std::size_t>(1, trials(most_of_a_kind))) continue;
    SCOPED_TRACE(fmt::format("{} in {}: {}", diagnostics::info(one.code).name, one.policy, one.shown));
    Texts defective = texts;
    defective[one.file].second = one.text;
    if (!one.added.empty()) defective.emplace_back("added.comity", one.added);
    const Checked checked = support::check_texts(defective);
    if (!checked.library) {
      ++count.refused;
      continue;
    }
    ++count.tried;
    ++tried;
    linter::LintOptions options;
    options.is_asked = [&](Span span) { return span.source == one.asked; };
    options.is_listed_statute = [&](const std::string& statute) { return tables.has(statute); };
    const auto findings = linter::lint({*checked.library, checked.sources, checked.files}, options);
    const auto is_meant = [&](const linter::Finding& finding) {
      return finding.diagnostic.code == one.code && (!finding.policy || checked.library->policies[*finding.policy].name == one.policy);
    };
    std::string others;
    for (const linter::Finding& finding : findings) others += fmt::format("{}: {}\n", diagnostics::info(finding.diagnostic.code).name, finding.diagnostic.message);
    const bool is_found = std::any_of(findings.begin(), findings.end(), is_meant);
    if (is_found) ++count.found;
    EXPECT_TRUE(is_found) << "found instead:\n" << others;
  }
  std::string told;
  for (const auto& [name, count] : counts) {
    told += fmt::format("\n  {:<26} {} of {} found, of {} places{}", name, count.found, count.tried, count.places, count.refused > 0 ? fmt::format(" ({} refused by check)", count.refused) : "");
    EXPECT_GT(count.tried, 0U) << name;
  }
  report(fmt::format("{} slips that {} lints are meant for:{}", tried, counts.size(), told));
}

// Nothing to find in the library as it is shipped, and no more than five findings allowed in it.
TEST(GoldDefects, UntouchedLibraryIsClean) {
  const Checked checked = support::library_of(policy_texts(true));
  const auto findings = linter::lint({*checked.library, checked.sources, checked.files}, {});
  for (const linter::Finding& finding : findings) {
    if (finding.allowed_because) continue;
    ADD_FAILURE() << reporter::finding_text(finding, checked.sources, checked.library->vocabulary, diagnostics::Colour::off);
  }
  std::size_t allowed = 0;
  for (const syntax::ParsedFile& file : checked.files) {
    for (const syntax::Comment& comment : file.comments) allowed += checked.sources.text_of(comment.span).find("lint: allow") != std::string_view::npos ? 1 : 0;
  }
  EXPECT_LE(allowed, 5U);
}

}  // namespace
}  // namespace comity
