// Random stacks of law. However a library's declarations are cut into files, and in whatever order they
// stand, every jurisdiction answers the same on every day. And the answers that a stack may give are those
// of a second computation, written from the contract alone: every policy by itself, every combination of
// what they may say, from the top down.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "grammar/diagnostics/render_text.hpp"
#include "grammar/parser/parse.hpp"
#include "interpreter/checker/check.hpp"
#include "interpreter/evaluator/stack.hpp"
#include "interpreter/records/record_parser.hpp"
#include "tests/property/trial.hpp"
#include "tests/support/random_numbers.hpp"

namespace comity {
namespace {

const std::vector<std::string> facts{"a", "b", "c", "d"};
const std::vector<std::string> places{"land", "shire", "town"};
const std::vector<std::string> days{"2010-01-01", "2012-02-29", "2014-01-01", "2016-07-04", "2018-12-31"};
const std::vector<std::string> outcomes{"decline", "may limit", "may honor", "honor"};

struct RandomPolicy {
  std::string name, authority, status, base, from, until;
  bool is_amended = false;
};

// The declarations of a library, each a text of its own.
std::vector<std::string> random_declarations(support::Random& random) {
  std::vector<std::string> result{
      "decision hold \"Hold\"\n  decline < may limit < may honor < honor\n",
      "record booking \"Booking\"\n  id text identifier\n  on_day date dates the record\n  a yes/no\n  b yes/no\n  c yes/no\n  d yes/no\n",
      "jurisdiction land \"Land\" federal\n", "jurisdiction shire \"Shire\" state within land\n", "jurisdiction town \"Town\" city within shire\n"};
  std::vector<RandomPolicy> policies;
  const std::size_t count = random.between(2, 6);
  for (std::size_t i = 0; i < count; ++i) {
    RandomPolicy policy{fmt::format("p{}", i), random.pick(places), random.chance(80) ? "enacted" : random.pick(std::vector<std::string>{"proposed", "reading"}), "", "", "", false};
    // At most one text amends another, so that no two are rivals.
    for (RandomPolicy& other : policies) {
      if (policy.base.empty() && !other.is_amended && random.chance(25)) {
        policy.base = other.name;
        policy.authority = other.authority;
        other.is_amended = true;
      }
    }
    const std::size_t from = random.below(days.size());
    if (random.chance(80)) policy.from = days[from];
    if (random.chance(40) && from + 1 < days.size()) policy.until = days[random.between(from + 1, days.size() - 1)];
    std::string text = fmt::format("policy {}{} \"Policy\"\n", policy.name, policy.base.empty() ? "" : " amends " + policy.base);
    if (policy.base.empty()) text += fmt::format("  authority {}\n", policy.authority);
    text += fmt::format("  status {}\n  source \"Source\"\n", policy.status);
    text += fmt::format("  in force{}{}\n", policy.from.empty() ? "" : " from " + policy.from, policy.until.empty() ? "" : " until " + policy.until);
    if (random.chance(15)) text += fmt::format("  applies when {}\n", random.pick(facts));
    for (std::size_t r = random.below(3); r > 0; --r) {
      text += fmt::format("  rule r{}_{}\n    {} hold{}\n    when {} {} {}\n", i, r, random.pick(outcomes), random.chance(30) ? " for 24 hours" : "", random.pick(facts),
                          random.chance(50) ? "and" : "or", random.pick(facts));
    }
    if (random.chance(35)) text += fmt::format("  otherwise {} hold\n", random.pick(outcomes));
    result.push_back(std::move(text));
    policies.push_back(std::move(policy));
  }
  return result;
}

struct Loaded {
  SourceSet sources;
  std::optional<model::Library> library;
  std::string diagnostics;
};

Loaded load(const std::vector<std::string>& texts) {
  Loaded loaded;
  DiagnosticSink sink;
  std::vector<syntax::ParsedFile> files;
  for (const std::string& text : texts) files.push_back(parser::parse(loaded.sources, loaded.sources.add("part.comity", text), sink));
  loaded.library = checker::check(loaded.sources, files, sink);
  for (const Diagnostic& diagnostic : sink.sorted()) loaded.diagnostics += diagnostics::render_text(diagnostic, loaded.sources, diagnostics::Colour::off);
  return loaded;
}

// The declarations in another order, cut into one to four files.
std::vector<std::string> cut_and_shuffled(std::vector<std::string> declarations, support::Random& random) {
  random.shuffle(declarations);
  std::vector<std::string> files(random.between(1, 4));
  for (const std::string& declaration : declarations) files[random.below(files.size())] += declaration + "\n";
  return files;
}

std::string random_record(support::Random& random) {
  std::string json = "{\"id\":\"1\"";
  for (const std::string& fact : facts) {
    if (random.chance(60)) json += fmt::format(",\"{}\":{}", fact, random.chance(50) ? "true" : "false");
  }
  return json + "}";
}

evaluator::Answer ask(const model::Library& library, const std::string& json, const std::string& place, const model::Date& day) {
  records::RecordParser parser{library.vocabulary, records::ExtraKeys::refused, {}};
  const auto read = parser.parse(json, 1);
  const model::JurisdictionId jurisdiction = *library.find_jurisdiction(place);
  const evaluator::Evaluation evaluation{library, *read.record, jurisdiction, day};
  return answer_of_stack(evaluation, law_in_force(library, jurisdiction, day), 0);
}

std::string in_words(const evaluator::Answer& answer, const model::Library& library) {
  return fmt::format("{} {} {} [{}] [{}] [{}] [{}] {}", evaluator::name(answer.status), answer.outcome ? std::to_string(*answer.outcome) : "-",
                     answer.policy ? library.policies[*answer.policy].name : "-", fmt::join(answer.rules, " "), fmt::join(answer.possible, " "), fmt::join(answer.missing, " "),
                     fmt::join(answer.preempted, " "), answer.terms ? "with a term" : "");
}

// ---- the second computation: texts in force by their dates, and every combination of what they may say

bool holds_on(const model::Policy& policy, const model::Date& day) {
  if (policy.status != model::Status::enacted) return false;
  if (policy.in_force.from && day < *policy.in_force.from) return false;
  return !policy.in_force.until || day < *policy.in_force.until;
}

bool is_displaced(const model::Library& library, std::size_t policy, const model::Date& day) {
  for (std::size_t other = 0; other < library.policies.size(); ++other) {
    for (auto base = library.policies[other].amends; base; base = library.policies[*base].amends) {
      if (*base == policy && holds_on(library.policies[other], day)) return true;
    }
  }
  return false;
}

std::string level_says(const std::vector<std::string>& said) {
  std::set<std::string> binding;
  std::set<std::size_t> may;
  for (const std::string& one : said) {
    if (one == "conflict") return one;
    if (one == "silent") continue;
    if (one.starts_with("may ")) {
      may.insert(static_cast<std::size_t>(std::find(outcomes.begin(), outcomes.end(), one) - outcomes.begin()));
    } else {
      binding.insert(one);
    }
  }
  if (binding.size() > 1) return "conflict";
  if (binding.size() == 1) return *binding.begin();
  return may.empty() ? "silent" : outcomes[*may.begin()];
}

std::set<std::string> possible_of_stack(const model::Library& library, const std::string& json, const std::string& place, const model::Date& day) {
  records::RecordParser parser{library.vocabulary, records::ExtraKeys::refused, {}};
  const auto read = parser.parse(json, 1);
  const evaluator::Evaluation evaluation{library, *read.record, *library.find_jurisdiction(place), day};
  std::vector<std::vector<std::vector<std::string>>> levels;  // level, policy, what it may say
  for (const std::string& level : places) {
    std::vector<std::vector<std::string>> policies;
    for (std::size_t id = 0; id < library.policies.size(); ++id) {
      if (library.jurisdictions[library.policies[id].authority].name != level || !holds_on(library.policies[id], day) || is_displaced(library, id, day)) continue;
      policies.push_back(evaluation.answer(static_cast<model::PolicyId>(id), 0).possible);
    }
    levels.push_back(std::move(policies));
    if (level == place) break;
  }
  std::set<std::string> result;
  // Counts through every combination.
  std::vector<std::size_t> choice;
  for (const auto& level : levels) choice.resize(choice.size() + level.size(), 0);
  for (bool more = true; more;) {
    std::size_t at = 0;
    std::string answer = "silent";
    for (const auto& level : levels) {
      std::vector<std::string> said;
      for (const auto& policy : level) said.push_back(policy[choice[at++]]);
      const std::string here = level_says(said);
      if (here == "silent") continue;
      if (!here.starts_with("may ")) {
        answer = here;
        break;
      }
      const auto rung = [](const std::string& one) { return std::find(outcomes.begin(), outcomes.end(), one); };
      if (answer == "silent" || rung(here) < rung(answer)) answer = here;
    }
    result.insert(answer);
    more = false;
    at = 0;
    for (const auto& level : levels) {
      for (const auto& policy : level) {
        if (!more && ++choice[at] < policy.size()) more = true;
        else if (!more) choice[at] = 0;
        ++at;
      }
    }
  }
  return result;
}

TEST(Stacks, ShufflingFilesAndDeclarationsChangesNothing) {
  const std::size_t libraries = trials(10'000);
  std::size_t answers = 0;
  std::map<std::string, std::size_t> kinds;
  for (std::size_t i = 0; i < libraries; ++i) {
    support::Random random{seed() * 7'919 + i};
    const std::vector<std::string> declarations = random_declarations(random);
    const Loaded first = load(declarations);
    const std::vector<std::string> files = cut_and_shuffled(declarations, random);
    const Loaded second = load(files);
    ASSERT_TRUE(first.library) << first.diagnostics;
    ASSERT_TRUE(second.library) << second.diagnostics;
    for (std::size_t k = 0; k < 3; ++k) {
      const std::string json = random_record(random);
      const std::string& place = random.pick(places);
      const model::Date day = *model::parse_date(random.pick(days));
      const evaluator::Answer one = ask(*first.library, json, place, day);
      const evaluator::Answer other = ask(*second.library, json, place, day);
      ASSERT_EQ(in_words(one, *first.library), in_words(other, *second.library)) << json << " " << place << " " << model::to_string(day) << "\n" << fmt::format("{}", fmt::join(files, "\n"));
      ASSERT_EQ(std::set<std::string>(one.possible.begin(), one.possible.end()), possible_of_stack(*first.library, json, place, day))
          << json << " " << place << " " << model::to_string(day) << "\n" << fmt::format("{}", fmt::join(declarations, "\n"));
      ++kinds[std::string{evaluator::name(one.status)}];
      ++answers;
    }
  }
  report(fmt::format("stacks: {} libraries cut and shuffled, {} answers the same and as computed a second time: {} decided, {} undetermined, {} conflict, {} silent", libraries,
                     answers, kinds["decided"], kinds["undetermined"], kinds["conflict"], kinds["silent"]));
}

}  // namespace
}  // namespace comity
