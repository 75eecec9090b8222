// Decision diagrams over variables that take one of a few values each: every question about all
// records becomes an operation on these. Nodes are shared and canonical: one meaning, one node. The
// order of variables is fixed when they are made; terminals are whole numbers, of which 0 and 1 are
// *no* and *yes*. Above a limit of nodes an operation throws TooLarge, which stays within this room.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <string>
#include <unordered_map>
#include <vector>

namespace comity::analyzer {

// Thrown where a limit is reached or a shape is not covered; caught at the room's border.
struct Refusal {
  std::string what;
};

using Node = std::uint32_t;
using Variable = std::uint32_t;

inline constexpr Node no = 0;
inline constexpr Node yes = 1;
inline constexpr Variable no_variable = 0xFFFFFFFF;

class Diagrams {
 public:
  explicit Diagrams(std::size_t most_nodes);

  // Variables of a lower level are asked first. Two variables never share a level.
  Variable add_variable(std::uint64_t level, std::uint32_t arity);
  std::uint32_t arity(Variable variable) const { return variables_[variable].arity; }
  std::uint64_t level(Variable variable) const { return variables_[variable].level; }
  std::uint64_t level_of(Node node) const { return is_terminal(node) ? terminal_level : variables_[cells_[node].variable].level; }

  bool is_terminal(Node node) const { return cells_[node].variable == no_variable; }
  std::uint32_t value(Node terminal) const { return cells_[terminal].first; }
  Variable variable(Node node) const { return cells_[node].variable; }
  Node child(Node node, std::uint32_t value) const { return children_[cells_[node].first + value]; }
  std::size_t size() const { return cells_.size(); }

  Node terminal(std::uint32_t value);
  // Yes where the variable has one of the accepted values.
  Node among(Variable variable, const std::vector<bool>& accepted);
  Node is_yes(Variable variable) { return among(variable, {false, true}); }

  Node both(Node a, Node b) { return apply(Operation::both, a, b); }
  Node either(Node a, Node b) { return apply(Operation::either, a, b); }
  Node negated(Node a) { return differs(a, yes); }
  Node differs(Node a, Node b) { return apply(Operation::differs, a, b); }
  Node without(Node a, Node b) { return both(a, negated(b)); }
  // `condition` is yes or no everywhere; the others have any terminals.
  Node choose(Node condition, Node then, Node otherwise);

  // Terminal by terminal. The function is called once for each pair that occurs.
  Node combined(Node a, Node b, const std::function<std::uint32_t(std::uint32_t, std::uint32_t)>& function);
  Node mapped(Node a, const std::function<std::uint32_t(std::uint32_t)>& function);
  std::vector<std::uint32_t> terminals_of(Node node) const;

  // The node of a variable and its children, one for each value; for those who build diagrams themselves.
  Node make(Variable variable, const std::vector<Node>& children);

 private:
  static constexpr std::uint64_t terminal_level = ~std::uint64_t{0};

  enum class Operation : std::uint32_t { none, both, either, differs, choose };
  struct Cell {
    Variable variable = no_variable;
    std::uint32_t first = 0;  // of the children; of a terminal its value
  };
  struct VariableInfo {
    std::uint64_t level = 0;
    std::uint32_t arity = 2;
  };
  struct Remembered {
    Operation operation = Operation::none;
    Node a = 0, b = 0, c = 0, result = 0;
  };

  Node apply(Operation operation, Node a, Node b);
  Remembered& place(Operation operation, Node a, Node b, Node c);
  std::size_t hash_of(Variable variable, const Node* children) const;
  bool is_same(Node node, Variable variable, const Node* children) const;
  void grow();

  std::size_t most_nodes_;
  std::vector<Cell> cells_;
  std::vector<Node> children_;
  std::vector<VariableInfo> variables_;
  std::vector<Node> unique_;            // open addressing; 0: free
  std::vector<Remembered> remembered_;  // by hash; a later result replaces an earlier one
  std::unordered_map<std::uint32_t, Node> terminals_;
};

}  // namespace comity::analyzer
