#include "interpreter/analyzer/atoms.hpp"

#include <algorithm>
#include <functional>
#include <unordered_map>

namespace comity::analyzer {

std::uint32_t Atoms::note_list(const model::FactRef& fact) {
  const auto known = std::find_if(lists_.begin(), lists_.end(), [&](const List& list) { return list.fact.steps == fact.steps; });
  if (known != lists_.end()) return static_cast<std::uint32_t>(known - lists_.begin());
  lists_.push_back({fact, yes});
  return static_cast<std::uint32_t>(lists_.size() - 1);
}

// Variables of the record stand above those of elements: for each way they may turn out, what is left of the condition
// is a question about the list.
Node Atoms::at_least(const Counted& counted, Node condition) {
  std::unordered_map<Node, Node> known;
  const bool is_whole = diagrams_.is_terminal(condition) || facts_.is_of_element(condition);
  Counted part = counted;
  if (!is_whole) part.wording.reset();
  const std::function<Node(Node)> go = [&](Node node) -> Node {
    if (diagrams_.is_terminal(node) || facts_.is_of_element(node)) return atom(part, node);
    if (const auto found = known.find(node); found != known.end()) return found->second;
    const Variable variable = diagrams_.variable(node);
    Node result = no;
    for (std::uint32_t i = 0; i < diagrams_.arity(variable); ++i) {
      std::vector<bool> only(diagrams_.arity(variable), false);
      only[i] = true;
      result = diagrams_.either(result, diagrams_.both(diagrams_.among(variable, only), go(diagrams_.child(node, i))));
    }
    known.emplace(node, result);
    return result;
  };
  return go(condition);
}

Node Atoms::atom(const Counted& counted, Node condition) {
  const List& list = lists_[counted.list];
  const Node whole = diagrams_.both(condition, list.every);
  if (whole == no) return no;
  if (counted.count == 1 && whole == list.every && list.fact.type.one_or_more) return yes;
  const auto distinct_by = counted.count == 1 ? std::nullopt : counted.distinct_by;
  for (Atom& known : atoms_) {
    if (known.list != counted.list || known.count != counted.count || known.distinct_by != distinct_by || known.condition != whole) continue;
    if (!known.wording) known.wording = counted.wording;
    return diagrams_.is_yes(known.variable);
  }
  const std::uint64_t place = ++used_at_[counted.order];
  const auto index = static_cast<std::uint32_t>(atoms_.size());
  const Variable variable = facts_.add_variable(facts_.level_of(counted.order) + place, 2, {Facts::Meaning::Kind::atom, index, 0});
  atoms_.push_back({counted.list, counted.count, distinct_by, whole, variable, counted.wording});
  return diagrams_.is_yes(variable);
}

}  // namespace comity::analyzer
