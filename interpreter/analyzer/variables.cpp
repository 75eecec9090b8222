#include "interpreter/analyzer/variables.hpp"

#include <functional>
#include <unordered_map>

#include <fmt/format.h>

namespace comity::analyzer {

std::set<Variable> variables_of(const Diagrams& diagrams, std::vector<Node> open) {
  std::set<Variable> result;
  std::set<Node> seen;
  while (!open.empty()) {
    const Node node = open.back();
    open.pop_back();
    if (diagrams.is_terminal(node) || !seen.insert(node).second) continue;
    result.insert(diagrams.variable(node));
    for (std::uint32_t i = 0; i < diagrams.arity(diagrams.variable(node)); ++i) open.push_back(diagrams.child(node, i));
  }
  return result;
}

Node with_only(Diagrams& diagrams, Node node, const std::set<Variable>& kept) {
  std::unordered_map<Node, Node> known;
  const std::function<Node(Node)> go = [&](Node at) -> Node {
    if (diagrams.is_terminal(at)) return at;
    if (const auto found = known.find(at); found != known.end()) return found->second;
    const Variable variable = diagrams.variable(at);
    std::vector<Node> children;
    for (std::uint32_t i = 0; i < diagrams.arity(variable); ++i) children.push_back(go(diagrams.child(at, i)));
    Node result = no;
    if (kept.contains(variable)) {
      result = diagrams.make(variable, children);
    } else {
      for (const Node child : children) result = diagrams.either(result, child);
    }
    known.emplace(at, result);
    return result;
  };
  return go(node);
}

std::string path_of(const model::Vocabulary& vocabulary, const std::vector<model::FieldId>& steps) {
  std::string result;
  model::RecordId record = *vocabulary.root;
  for (const model::FieldId step : steps) {
    if (step >= element_step) {
      result += fmt::format("[{}]", step - element_step);
      continue;
    }
    const model::Field& field = vocabulary.records[record].fields[step];
    result += (result.empty() ? "" : ".") + field.name;
    if (field.type.kind == model::Kind::record || field.type.kind == model::Kind::list) record = field.type.id;
  }
  return result;
}

model::Type type_of(const model::Vocabulary& vocabulary, const std::vector<model::FieldId>& steps) {
  model::RecordId record = *vocabulary.root;
  model::Type result;
  for (const model::FieldId step : steps) {
    if (step >= element_step) continue;
    result = vocabulary.records[record].fields[step].type;
    record = result.id;
  }
  return result;
}

}  // namespace comity::analyzer
