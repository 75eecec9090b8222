#include "interpreter/analyzer/pairs.hpp"

#include <algorithm>
#include <map>

#include "interpreter/analyzer/analysis.hpp"

namespace comity::analyzer {
namespace {

std::vector<AnswerPair> found_pairs(const model::Library& library, const Side& left, const Side& right, const model::Record& record, const Options& options) {
  Analysis analysis{library, options};
  analysis.set_record(known_record(library, record));
  analysis.add(left);
  analysis.add(right);
  analysis.start();
  Meaning& meaning = analysis.meaning();
  const Node one = analysis.answer(0, Told::rules);
  const Node other = analysis.answer(1, Told::rules);
  std::map<AnswerPair, std::uint32_t> places;
  // Terminals 0 and 1 mean no and yes to operations: pairs stand from 2 on.
  const Node together = analysis.diagrams().combined(one, other, [&](std::uint32_t x, std::uint32_t y) {
    const Spoken& a = meaning.spoken(x);
    const Spoken& b = meaning.spoken(y);
    const AnswerPair pair{a.said, b.said, meaning.name_of(a.rule), meaning.name_of(b.rule)};
    return places.emplace(pair, static_cast<std::uint32_t>(places.size() + 2)).first->second;
  });
  std::vector<AnswerPair> result;
  for (const auto& [pair, place] : places) {
    const Node set = analysis.diagrams().mapped(together, [wanted = place](std::uint32_t value) { return value == wanted ? 1U : 0U; });
    if (analysis.look().way(set)) result.push_back(pair);
  }
  return result;
}

}  // namespace

AnswerPairs answer_pairs(const model::Library& library, const Side& left, const Side& right, const model::Record& record, const Options& options) {
  AnswerPairs result;
  try {
    result.pairs = found_pairs(library, left, right, record, options);
  } catch (const Refusal& refusal) {
    result.complete = false;
    result.limit = refusal.what;
  }
  return result;
}

}  // namespace comity::analyzer
