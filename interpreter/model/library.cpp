#include "interpreter/model/library.hpp"

#include <algorithm>

namespace comity::model {
namespace {

template <typename Range>
std::optional<std::uint32_t> index_of(const Range& range, std::string_view name) {
  const auto found = std::find_if(range.begin(), range.end(), [&](const auto& known) { return known.name == name; });
  if (found == range.end()) return std::nullopt;
  return static_cast<std::uint32_t>(found - range.begin());
}

}  // namespace

bool operator==(const Term& a, const Term& b) {
  const auto* x = std::get_if<HoursTerm>(&a);
  const auto* y = std::get_if<HoursTerm>(&b);
  if (x == nullptr || y == nullptr) return x == nullptr && y == nullptr;
  return x->hours == y->hours && x->excluding_weekends_and_holidays == y->excluding_weekends_and_holidays && x->from == y->from;
}

std::optional<PolicyId> Library::find_policy(std::string_view name) const { return index_of(policies, name); }

std::optional<JurisdictionId> Library::find_jurisdiction(std::string_view name) const { return index_of(jurisdictions, name); }

std::string_view name(Status status) {
  switch (status) {
    case Status::enacted: return "enacted";
    case Status::proposed: return "proposed";
    case Status::vetoed: return "vetoed";
    case Status::reading: return "reading";
    case Status::yardstick: return "yardstick";
  }
  return {};
}

}  // namespace comity::model
