// How a distribution file is read: the object of the reading, with what all its parts share. Groups
// and facts are in distribution.cpp, the ways of drawing in distribution_draws.cpp, numbers and what
// is held against the vocabulary in distribution_values.cpp. For those three files alone.
#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <initializer_list>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "interpreter/records/distribution.hpp"
#include "interpreter/records/record_parser.hpp"

namespace comity::records::distributions {

// Where in the file, as a chain up to its top: "facts > charges > each > cases[2]".
struct Place {
  const Place* parent = nullptr;
  std::string step = {};

  std::string text() const {
    if (parent == nullptr) return {};
    const std::string above = parent->text();
    return above + (above.empty() || step.starts_with('[') ? "" : " > ") + shown(step);
  }
};

// Whose facts are being read, and which dates have been drawn before.
struct Scope {
  model::RecordId record = 0;
  std::vector<std::string> lists;    // from the record down to this element: {"charges"}
  std::set<std::string> drawn = {};  // paths
  const Scope* of_record = nullptr;  // of an element: the scope of the record

  bool is_element() const { return !lists.empty(); }
};

struct Resolved {
  std::vector<model::FieldId> steps;
  model::Type type;
};

class DistributionReader {
 public:
  DistributionReader(const model::Vocabulary& vocabulary, std::vector<Problem>& problems)
      : vocabulary_{vocabulary}, problems_{problems}, reader_{vocabulary, ExtraKeys::refused, {}} {}

  Distribution read(const nlohmann::ordered_json& file);

 private:
  void report(Code code, const Place& place, std::string message, std::string help = {}) {
    const std::string where = place.text();  // its steps are shown as they may be printed
    problems_.push_back({code,
                         0,
                         {},
                         {},
                         where.empty() ? std::move(message) : fmt::format("in `{}`: {}", where, message),
                         std::move(help)});
  }

  bool is_object(const nlohmann::ordered_json& value, const Place& place);
  void check_keys(const nlohmann::ordered_json& object, std::initializer_list<std::string_view> allowed,
                  const Place& place);
  bool founded(const nlohmann::ordered_json& object, bool above, const Place& place);
  void need_foundation(bool is_founded, const Place& place);

  Group read_group(const nlohmann::ordered_json& object, const Place& place, Scope& scope, bool is_founded);
  void read_facts(const nlohmann::ordered_json& facts, const Place& place, Scope& scope, bool is_founded, Group& group);
  void read_cases(const nlohmann::ordered_json& cases, const Place& place, const Scope& scope, bool is_founded,
                  Group& group);
  std::optional<DrawnFact> read_fact(const std::string& path, const nlohmann::ordered_json& value, const Place& place,
                                     Scope& scope, bool is_founded);
  void read_draw(const std::string& path, const nlohmann::ordered_json& object, const Place& place, Scope& scope,
                 bool is_founded, DrawnFact& fact);
  Weighted<std::string> read_weights(const std::string& path, const nlohmann::ordered_json& weights, const Place& place,
                                     const Scope& scope, const model::Type& type);
  Between read_between(const std::string& path, const nlohmann::ordered_json& ends, const Place& place,
                       const Scope& scope, const model::Type& type);
  CountedFrom read_counted(const nlohmann::ordered_json& object, const Place& place, const Scope& scope,
                           const model::Type& type, bool is_founded);
  ListOf read_list(const std::string& path, const nlohmann::ordered_json& object, const Place& place,
                   const Scope& scope, const model::Type& type, bool is_founded);

  WholeNumber read_whole(const nlohmann::ordered_json& value, const Place& place, Interval range, bool above);
  WholeNumber read_drawn_number(const nlohmann::ordered_json& object, const Place& place, Interval range);
  std::optional<Interval> whole_or_range(const std::string& text, const Place& place, Interval range);
  std::optional<std::int64_t> whole(const nlohmann::ordered_json& value, const Place& place, Interval range);
  std::uint64_t read_weight(const nlohmann::ordered_json& value, const Place& place);
  std::uint64_t read_share(const nlohmann::ordered_json& value, const Place& place);
  template <typename Value>
  void add(Weighted<Value>& weighted, Value value, std::uint64_t weight) {
    const std::uint64_t before = weighted.cumulative.empty() ? 0 : weighted.cumulative.back();
    weighted.values.push_back(std::move(value));
    weighted.cumulative.push_back(before + weight);
  }
  template <typename Value>
  void need_some_weight(const Weighted<Value>& weighted, const Place& place, std::size_t problems_before) {
    if (problems_.size() != problems_before) return;  // the weights themselves are at fault
    if (weighted.cumulative.empty() || weighted.cumulative.back() == 0)
      report(Code::faulty_distribution, place, "no weight is more than 0, so nothing can be drawn");
  }

  std::optional<Resolved> resolve(const std::string& path, const Place& place, const Scope& scope);
  std::optional<DrawnDate> read_drawn_date(const nlohmann::ordered_json& value, const Place& place, const Scope& scope);
  bool is_value(const std::string& path, const nlohmann::ordered_json& value, const Place& place, const Scope& scope);

  const model::Vocabulary& vocabulary_;
  std::vector<Problem>& problems_;
  RecordParser reader_;
};

}  // namespace comity::records::distributions
