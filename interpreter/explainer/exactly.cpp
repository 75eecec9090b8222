#include "interpreter/explainer/exactly.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "interpreter/analyzer/questions.hpp"
#include "interpreter/analyzer/smallest_change.hpp"

namespace comity::explainer {
namespace {

// More are counted only.
constexpr std::size_t most_sets = 6;

std::string listed(const std::vector<std::string>& words, std::string_view last) {
  std::string result;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) result += i + 1 == words.size() ? fmt::format(" {} ", last) : ", ";
    result += words[i];
  }
  return result;
}

std::string words_of(const model::Vocabulary& vocabulary, const analyzer::FactChange& change) {
  switch (change.kind) {
    case analyzer::FactChange::Kind::stated:
      if (is_unknown(change.before)) return fmt::format("{}, which is missing, to {}", change.path, to_text(vocabulary, change.type, change.after));
      return fmt::format("{} from {} to {}", change.path, to_text(vocabulary, change.type, change.before), to_text(vocabulary, change.type, change.after));
    case analyzer::FactChange::Kind::emptied: return fmt::format("{}, which are missing, to none", change.path);
    case analyzer::FactChange::Kind::removed: return fmt::format("{} removed", change.path);
    case analyzer::FactChange::Kind::added: break;
  }
  std::vector<std::string> facts;
  for (const analyzer::FactChange& fact : change.facts) {
    facts.push_back(fmt::format("{} {}", fact.path.substr(change.path.size() + 1), to_text(vocabulary, fact.type, fact.after)));
  }
  return fmt::format("{} added{}{}", change.path, facts.empty() ? "" : ", with ", listed(facts, "and"));
}

void add_change(const model::Library& library, const analyzer::Side& side, const model::Record& record, std::vector<Line>& lines) {
  const analyzer::SmallestChange change = smallest_change(library, side, record);
  if (!change.complete) {
    lines.push_back({"smallest change", {"not known: " + change.limit}});
    return;
  }
  if (change.changes.empty()) {
    lines.push_back({"smallest change", {"none: nothing that a record can state leads to another answer"}});
    return;
  }
  std::vector<std::string> words;
  for (const analyzer::FactChange& one : change.changes) words.push_back(words_of(library.vocabulary, one));
  lines.push_back({fmt::format("smallest change to {}", name(change.after, library.vocabulary.decisions[side.decision])), std::move(words)});
}

}  // namespace

std::vector<Line> exact_lines(const model::Library& library, const analyzer::Side& side, const model::Record& record) {
  const analyzer::Exact exact = analyzer::exact(library, side, record);
  if (!exact.complete) return {{"exactly", {"not known: " + exact.limit}}};
  std::vector<std::string> names;
  for (const analyzer::Said& said : exact.answers) names.emplace_back(name(said, library.vocabulary.decisions[side.decision]));
  std::sort(names.begin(), names.end());
  std::vector<Line> lines{{"exactly", {listed(names, "or")}}};
  if (names.size() == 1) {
    add_change(library, side, record, lines);
    return lines;
  }
  std::vector<std::string> sets;
  for (const auto& set : exact.settled_by) {
    if (sets.size() < most_sets) sets.push_back((sets.empty() ? "" : "or ") + listed(set, "and"));
  }
  if (exact.settled_by.size() > most_sets) sets.push_back(fmt::format("or {} other sets of {}", exact.settled_by.size() - most_sets, exact.settled_by.front().size()));
  lines.push_back({"would be settled by", std::move(sets)});
  return lines;
}

}  // namespace comity::explainer
