// An owning, deep-copying, never-empty pointer: what lets a value contain values of its own kind.
#pragma once

#include <memory>
#include <utility>

namespace comity::syntax {

// INVARIANT: never empty, except after being moved from, when only destruction or assignment may follow.
template <typename T>
class Box {
 public:
  Box(T value) : value_{std::make_unique<T>(std::move(value))} {}  // implicit: a Box is its value
  Box(const Box& other) : value_{std::make_unique<T>(*other.value_)} {}
  Box(Box&&) noexcept = default;
  Box& operator=(const Box& other) {
    *this = Box{other};
    return *this;
  }
  Box& operator=(Box&&) noexcept = default;
  ~Box() = default;

  const T& operator*() const { return *value_; }
  const T* operator->() const { return value_.get(); }
  T& operator*() { return *value_; }
  T* operator->() { return value_.get(); }

  friend bool operator==(const Box& a, const Box& b) { return *a == *b; }

 private:
  std::unique_ptr<T> value_;
};

// For std::visit: one lambda for each kind, and no catch-all, so that the compiler lists every
// place that a new kind needs.
template <typename... Lambdas>
struct overloaded : Lambdas... {
  using Lambdas::operator()...;
};
template <typename... Lambdas>
overloaded(Lambdas...) -> overloaded<Lambdas...>;

}  // namespace comity::syntax

namespace comity {
using syntax::Box;
using syntax::overloaded;
}  // namespace comity
