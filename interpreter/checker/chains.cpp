#include "interpreter/checker/chains.hpp"

#include <algorithm>

#include "interpreter/checker/context.hpp"

namespace comity::checker {
namespace {

constexpr std::size_t no_end = static_cast<std::size_t>(-1);

}  // namespace

ChainFaults find_chain_faults(const std::vector<std::optional<std::uint32_t>>& above) {
  enum class State { fresh, open, done };
  std::vector<State> states(above.size(), State::fresh);
  std::vector<std::size_t> depths(above.size(), 0);
  ChainFaults faults;
  faults.is_broken.resize(above.size(), false);
  for (std::uint32_t start = 0; start < above.size(); ++start) {
    std::vector<std::uint32_t> way;
    std::optional<std::uint32_t> next = start;
    for (; next && states[*next] == State::fresh; next = above[*next]) {
      states[*next] = State::open;
      way.push_back(*next);
    }
    std::size_t depth = next ? depths[*next] + 1 : 0;
    if (next && states[*next] == State::open) {
      const auto entry = std::find(way.begin(), way.end(), *next);
      faults.circles.push_back(*std::min_element(entry, way.end()));
      depth = no_end;
    } else if (next && depths[*next] == no_end) {
      depth = no_end;
    }
    for (auto step = way.rbegin(); step != way.rend(); ++step) {
      states[*step] = State::done;
      depths[*step] = depth;
      faults.is_broken[*step] = depth > deepest_chain;
      if (depth == deepest_chain + 1) faults.deep.push_back(*step);
      if (depth != no_end) ++depth;
    }
  }
  return faults;
}

}  // namespace comity::checker
