#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "interpreter/analyzer/analysis.hpp"
#include "interpreter/analyzer/questions.hpp"
#include "interpreter/analyzer/variables.hpp"

namespace comity::analyzer {
namespace {

// So many sets of missing facts are tried.
constexpr std::size_t most_sets = 50'000;

class Settling {
 public:
  Settling(const model::Library& library, const Side& side, const model::Record& record, const Options& options, Exact& result)
      : library_{library}, result_{result}, analysis_{library, options} {
    analysis_.set_record(known_record(library, record));
    analysis_.add(side);
  }

  void run() {
    analysis_.start();
    const Node answer = analysis_.answer(0);
    std::map<Said, Node> sets;
    Diagrams& diagrams = analysis_.diagrams();
    for (const std::uint32_t value : diagrams.terminals_of(answer)) {
      const Said said = analysis_.meaning().spoken(value).said;
      const Node set = diagrams.mapped(answer, [&](std::uint32_t other) { return analysis_.meaning().spoken(other).said == said ? 1U : 0U; });
      sets.emplace(said, set);
    }
    std::vector<Node> possible;
    for (const auto& [said, set] : sets) {
      if (!analysis_.look().way(set)) continue;
      result_.answers.push_back(said);
      possible.push_back(set);
    }
    if (possible.size() > 1) find_sets(possible);
  }

 private:
  // The missing facts that tell a variable's value, when all of them are known.
  std::set<std::string> paths_of(Variable variable) const {
    const Facts& facts = analysis_.facts();
    const Facts::Meaning& meaning = facts.meaning(variable);
    std::set<std::string> result;
    switch (meaning.kind) {
      case Facts::Meaning::Kind::fact:
      case Facts::Meaning::Kind::member: result.insert(path_of(facts[meaning.index].key)); break;
      case Facts::Meaning::Kind::literal:
        for (const FactId date : {facts.literals()[meaning.index].later, facts.literals()[meaning.index].earlier}) {
          if (!facts[date].key.element) result.insert(path_of(facts[date].key));
        }
        break;
      case Facts::Meaning::Kind::atom: {
        const Atom& atom = analysis_.atoms().atoms()[meaning.index];
        result.insert(path_text(library_.vocabulary, analysis_.atoms().lists()[atom.list].fact));
        for (const Variable inner : variables_of({atom.condition})) {
          if (facts.meaning(inner).kind == Facts::Meaning::Kind::literal) result.merge(paths_of(inner));
        }
        break;
      }
    }
    return result;
  }

  std::set<Variable> variables_of(std::vector<Node> open) const { return analyzer::variables_of(analysis_.diagrams(), std::move(open)); }
  std::string path_of(const FactKey& key) const { return analyzer::path_of(library_.vocabulary, key.steps); }
  Node without_those_left_out(Node node, const std::set<Variable>& kept) { return with_only(analysis_.diagrams(), node, kept); }

  // With these variables known, is there never more than one answer left?
  bool settles(const std::vector<Node>& answers, const std::set<Variable>& kept) {
    for (std::size_t i = 0; i < answers.size(); ++i) {
      for (std::size_t k = 0; k < i; ++k) {
        if (can_both_be_left(answers[i], answers[k], kept)) return false;
      }
    }
    return true;
  }

  // Is there one state of the known variables with a record of either answer?
  bool can_both_be_left(Node one, Node other, const std::set<Variable>& kept) {
    Diagrams& diagrams = analysis_.diagrams();
    Possible& possible = analysis_.look();
    Node excluded = no;
    while (true) {
      const Node a = without_those_left_out(diagrams.both(one, possible.care()), kept);
      const Node b = without_those_left_out(diagrams.both(other, possible.care()), kept);
      Node shared = diagrams.without(diagrams.both(a, b), excluded);
      if (shared == no) return false;
      Node state = yes;
      std::vector<std::pair<Variable, std::uint32_t>> way;
      while (!diagrams.is_terminal(shared)) {
        std::uint32_t value = 0;
        while (diagrams.child(shared, value) == no) ++value;
        way.emplace_back(diagrams.variable(shared), value);
        shared = diagrams.child(shared, value);
      }
      for (auto step = way.rbegin(); step != way.rend(); ++step) {
        std::vector<bool> only(diagrams.arity(step->first), false);
        only[step->second] = true;
        state = diagrams.both(diagrams.among(step->first, only), state);
      }
      const bool has_one = possible.way(diagrams.both(one, state)).has_value();
      const bool has_other = possible.way(diagrams.both(other, state)).has_value();
      if (has_one && has_other) return true;
      excluded = diagrams.either(excluded, state);
    }
  }

  void find_sets(const std::vector<Node>& answers) {
    std::map<std::string, std::set<Variable>> by_path;
    std::map<Variable, std::set<std::string>> paths;
    for (const Variable variable : variables_of(answers)) {
      paths[variable] = paths_of(variable);
      for (const std::string& path : paths[variable]) by_path[path].insert(variable);
    }
    std::vector<std::string> facts;
    for (const auto& [path, variables] : by_path) facts.push_back(path);
    std::size_t tried = 0;
    for (std::size_t size = 1; size <= facts.size() && result_.settled_by.empty(); ++size) {
      std::vector<bool> chosen(facts.size(), false);
      std::fill(chosen.begin(), chosen.begin() + static_cast<std::ptrdiff_t>(size), true);
      do {
        if (++tried > most_sets) throw Refusal{fmt::format("the limit of {} sets of missing facts was reached", most_sets)};
        std::set<std::string> set;
        for (std::size_t i = 0; i < facts.size(); ++i) {
          if (chosen[i]) set.insert(facts[i]);
        }
        std::set<Variable> kept;
        for (const auto& [variable, needed] : paths) {
          if (std::includes(set.begin(), set.end(), needed.begin(), needed.end())) kept.insert(variable);
        }
        if (settles(answers, kept)) result_.settled_by.emplace_back(set.begin(), set.end());
      } while (std::prev_permutation(chosen.begin(), chosen.end()));
    }
  }

  const model::Library& library_;
  Exact& result_;
  mutable Analysis analysis_;
};

}  // namespace

Exact exact(const model::Library& library, const Side& side, const model::Record& record, const Options& options) {
  Exact result;
  try {
    Settling{library, side, record, options, result}.run();
  } catch (const Refusal& refusal) {
    result.complete = false;
    result.limit = refusal.what;
  }
  return result;
}

}  // namespace comity::analyzer
