#include "interpreter/analyzer/diagram.hpp"

#include <algorithm>
#include <unordered_set>
#include <utility>

#include <fmt/format.h>

namespace comity::analyzer {
namespace {

constexpr std::size_t first_size = 1 << 11;

std::size_t mixed(std::size_t hash, std::size_t value) { return (hash ^ value) * 0x9E3779B97F4A7C15ULL + (hash >> 29); }

}  // namespace

Diagrams::Diagrams(std::size_t most_nodes) : most_nodes_{most_nodes}, unique_(first_size, 0), remembered_(first_size) {
  cells_.push_back({no_variable, 0});
  cells_.push_back({no_variable, 1});
  terminals_ = {{0, no}, {1, yes}};
}

Variable Diagrams::add_variable(std::uint64_t level, std::uint32_t arity) {
  variables_.push_back({level, arity});
  return static_cast<Variable>(variables_.size() - 1);
}

Node Diagrams::terminal(std::uint32_t value) {
  const auto [known, is_new] = terminals_.emplace(value, static_cast<Node>(cells_.size()));
  if (is_new) cells_.push_back({no_variable, value});
  return known->second;
}

std::size_t Diagrams::hash_of(Variable variable, const Node* children) const {
  std::size_t hash = variable + 1;
  for (std::uint32_t i = 0; i < variables_[variable].arity; ++i) hash = mixed(hash, children[i]);
  return hash ^ (hash >> 32);
}

bool Diagrams::is_same(Node node, Variable variable, const Node* children) const {
  if (cells_[node].variable != variable) return false;
  return std::equal(children, children + variables_[variable].arity, children_.begin() + cells_[node].first);
}

Node Diagrams::make(Variable variable, const std::vector<Node>& children) {
  if (std::all_of(children.begin(), children.end(), [&](Node child) { return child == children.front(); })) return children.front();
  std::size_t at = hash_of(variable, children.data()) & (unique_.size() - 1);
  for (; unique_[at] != 0; at = (at + 1) & (unique_.size() - 1)) {
    if (is_same(unique_[at], variable, children.data())) return unique_[at];
  }
  if (cells_.size() >= most_nodes_) throw Refusal{fmt::format("the limit of {} nodes of a diagram was reached", most_nodes_)};
  const Node result = static_cast<Node>(cells_.size());
  cells_.push_back({variable, static_cast<std::uint32_t>(children_.size())});
  children_.insert(children_.end(), children.begin(), children.end());
  unique_[at] = result;
  if (cells_.size() * 2 > unique_.size()) grow();
  return result;
}

void Diagrams::grow() {
  unique_.assign(unique_.size() * 2, 0);
  for (Node node = 0; node < cells_.size(); ++node) {
    if (is_terminal(node)) continue;
    std::size_t at = hash_of(cells_[node].variable, &children_[cells_[node].first]) & (unique_.size() - 1);
    while (unique_[at] != 0) at = (at + 1) & (unique_.size() - 1);
    unique_[at] = node;
  }
  remembered_.assign(unique_.size(), Remembered{});
}

Diagrams::Remembered& Diagrams::place(Operation operation, Node a, Node b, Node c) {
  std::size_t hash = mixed(mixed(mixed(static_cast<std::size_t>(operation), a), b), c);
  return remembered_[(hash ^ (hash >> 32)) & (remembered_.size() - 1)];
}

Node Diagrams::among(Variable variable, const std::vector<bool>& accepted) {
  std::vector<Node> children;
  for (const bool is_accepted : accepted) children.push_back(is_accepted ? yes : no);
  return make(variable, children);
}

Node Diagrams::apply(Operation operation, Node a, Node b) {
  if (a > b) std::swap(a, b);  // all of them are symmetric, and the terminals come first
  switch (operation) {
    case Operation::both:
      if (a == no || a == b) return a;
      if (a == yes) return b;
      break;
    case Operation::either:
      if (a == no || a == b) return b;
      if (a == yes) return yes;
      break;
    case Operation::differs:
      if (a == b) return no;
      if (a == no) return b;
      if (a == yes && b == yes) return no;
      break;
    case Operation::none:
    case Operation::choose: break;
  }
  const Remembered& known = place(operation, a, b, 0);
  if (known.operation == operation && known.a == a && known.b == b) return known.result;
  const Variable top = level_of(a) <= level_of(b) ? variable(a) : variable(b);
  std::vector<Node> children(arity(top));
  for (std::uint32_t i = 0; i < children.size(); ++i) {
    const Node a_child = !is_terminal(a) && variable(a) == top ? child(a, i) : a;
    const Node b_child = !is_terminal(b) && variable(b) == top ? child(b, i) : b;
    children[i] = apply(operation, a_child, b_child);
  }
  const Node result = make(top, children);
  place(operation, a, b, 0) = {operation, a, b, 0, result};
  return result;
}

Node Diagrams::choose(Node condition, Node then, Node otherwise) {
  if (condition == yes || then == otherwise) return then;
  if (condition == no) return otherwise;
  if (then == yes && otherwise == no) return condition;
  const Remembered& known = place(Operation::choose, condition, then, otherwise);
  if (known.operation == Operation::choose && known.a == condition && known.b == then && known.c == otherwise) return known.result;
  Node first = condition;
  if (level_of(then) < level_of(first)) first = then;
  if (level_of(otherwise) < level_of(first)) first = otherwise;
  const Variable top = variable(first);
  const auto at = [&](Node node, std::uint32_t i) { return !is_terminal(node) && variable(node) == top ? child(node, i) : node; };
  std::vector<Node> children(arity(top));
  for (std::uint32_t i = 0; i < children.size(); ++i) children[i] = choose(at(condition, i), at(then, i), at(otherwise, i));
  const Node result = make(top, children);
  place(Operation::choose, condition, then, otherwise) = {Operation::choose, condition, then, otherwise, result};
  return result;
}

Node Diagrams::combined(Node a, Node b, const std::function<std::uint32_t(std::uint32_t, std::uint32_t)>& function) {
  std::unordered_map<std::uint64_t, Node> known;
  const std::function<Node(Node, Node)> go = [&](Node x, Node y) -> Node {
    const std::uint64_t key = (std::uint64_t{x} << 32) | y;
    if (const auto found = known.find(key); found != known.end()) return found->second;
    Node result = no;
    if (is_terminal(x) && is_terminal(y)) {
      result = terminal(function(value(x), value(y)));
    } else {
      const Variable top = level_of(x) <= level_of(y) ? variable(x) : variable(y);
      std::vector<Node> children(arity(top));
      for (std::uint32_t i = 0; i < children.size(); ++i) {
        const Node x_child = !is_terminal(x) && variable(x) == top ? child(x, i) : x;
        const Node y_child = !is_terminal(y) && variable(y) == top ? child(y, i) : y;
        children[i] = go(x_child, y_child);
      }
      result = make(top, children);
    }
    known.emplace(key, result);
    return result;
  };
  return go(a, b);
}

Node Diagrams::mapped(Node a, const std::function<std::uint32_t(std::uint32_t)>& function) {
  return combined(a, no, [&](std::uint32_t value, std::uint32_t) { return function(value); });
}

std::vector<std::uint32_t> Diagrams::terminals_of(Node node) const {
  std::vector<std::uint32_t> result;
  std::unordered_set<Node> seen;
  std::vector<Node> open{node};
  while (!open.empty()) {
    const Node next = open.back();
    open.pop_back();
    if (!seen.insert(next).second) continue;
    if (is_terminal(next)) {
      result.push_back(value(next));
      continue;
    }
    for (std::uint32_t i = 0; i < arity(variable(next)); ++i) open.push_back(child(next, i));
  }
  std::sort(result.begin(), result.end());
  return result;
}

}  // namespace comity::analyzer
