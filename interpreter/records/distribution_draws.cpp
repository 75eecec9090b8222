// The ways in which a fact is drawn: by weights, between two ends, from another date, as a list.
#include <algorithm>

#include "grammar/diagnostics/suggest.hpp"
#include "interpreter/model/date.hpp"
#include "interpreter/records/distribution_reader.hpp"

namespace comity::records::distributions {

using model::Kind;
using model::Type;
using nlohmann::ordered_json;

namespace {

constexpr std::int64_t most_days = 100'000;
constexpr std::int64_t most_elements = 1'000;
constexpr std::int64_t minutes_a_day = 24 * 60;

// The value that a key of `weights` stands for.
ordered_json weighed_value(const std::string& text, const Type& type) {
  if (type.kind == Kind::yes_no && (text == "true" || text == "false")) return text == "true";
  if (type.kind != Kind::money) return text;
  ordered_json number = ordered_json::parse(text, nullptr, false);
  return number.is_number() ? number : ordered_json{text};
}

}  // namespace

void DistributionReader::read_draw(const std::string& path, const ordered_json& object, const Place& place,
                                   Scope& scope, bool is_founded, DrawnFact& fact) {
  const bool is_list = fact.type.kind == Kind::list;
  std::vector<std::string> ways;
  for (const char* way : {"value", "weights", "between", "from", "count"}) {
    if (object.contains(way)) ways.emplace_back(way);
  }
  if (ways.size() != 1) {
    const std::string help = is_list ? "write `\"count\": {…}, \"each\": {…}`"
                                     : "write one of `weights`, `between`, `from` (with `days`) and `value`";
    check_keys(
        object,
        {"value", "weights", "between", "from", "days", "minutes", "not_after", "count", "each", "none", "unknown"},
        place);
    report(Code::faulty_distribution, place,
           ways.empty() ? "nothing says how this is drawn"
                        : fmt::format("{} cannot stand together", diagnostics::listed(ways)),
           help);
    return;
  }
  const std::string& way = ways.front();
  if (object.contains("unknown")) fact.unknown = read_share(object["unknown"], Place{&place, "unknown"});
  if (object.contains("none")) {
    const Place here{&place, "none"};
    fact.none = read_share(object["none"], here);
    if (!fact.type.or_none)
      report(Code::faulty_distribution, here, fmt::format("`{}` is never none", path), "leave it out");
  }
  const bool has_numbers = way != "value" && way != "count";  // of a list, its parts have
  if (has_numbers || fact.unknown != 0 || fact.none != 0) need_foundation(is_founded, place);
  if (way != "value" && is_list != (way == "count")) {
    report(Code::faulty_distribution, place,
           fmt::format("`{}` is {}, and is not drawn by `{}`", path, is_list ? "a list" : "no list", way),
           is_list ? "write `\"count\": {…}, \"each\": {…}`" : "write `weights`, `between` or `from`");
    return;
  }
  const bool is_number = fact.type.kind == Kind::number && (way == "weights" || way == "between");
  if (is_number) {
    check_keys(object, {"weights", "between", "none", "unknown"}, place);
    fact.draw = read_drawn_number(object, place, {fact.type.least, fact.type.most});
  } else if (way == "value") {
    check_keys(object, {"value", "none", "unknown"}, place);
    if (is_value(path, object["value"], Place{&place, "value"}, scope)) fact.draw = Constant{object["value"].dump()};
  } else if (way == "weights") {
    check_keys(object, {"weights", "none", "unknown"}, place);
    fact.draw = read_weights(path, object["weights"], Place{&place, "weights"}, scope, fact.type);
  } else if (way == "between") {
    check_keys(object, {"between", "none", "unknown"}, place);
    fact.draw = read_between(path, object["between"], Place{&place, "between"}, scope, fact.type);
  } else if (way == "from") {
    check_keys(object, {"from", "days", "minutes", "not_after", "none", "unknown"}, place);
    fact.draw = read_counted(object, place, scope, fact.type, is_founded);
  } else {
    check_keys(object, {"count", "each", "none", "unknown"}, place);
    fact.draw = read_list(path, object, place, scope, fact.type, is_founded);
  }
}

Weighted<std::string> DistributionReader::read_weights(const std::string& path, const ordered_json& weights,
                                                       const Place& place, const Scope& scope, const Type& type) {
  Weighted<std::string> result;
  if (type.kind == Kind::set)
    report(Code::faulty_distribution, place, fmt::format("`{}` is a set, which no key can be", path),
           "write `cases`, each with its set");
  if (type.kind == Kind::set || !is_object(weights, place)) return result;
  const std::size_t before = problems_.size();
  for (const auto& [key, weight] : weights.items()) {
    const ordered_json value = weighed_value(key, type);
    const Place here{&place, key};
    if (!is_value(path, value, here, scope) && type.kind == Kind::yes_no && problems_.back().help.empty()) {
      const auto near = diagnostics::nearest(key, std::vector<std::string>{"true", "false"});
      if (near) problems_.back().help = fmt::format("write `{}`", *near);
    }
    add(result, value.dump(), read_weight(weight, here));
  }
  need_some_weight(result, place, before);
  return result;
}

Between DistributionReader::read_between(const std::string& path, const ordered_json& ends, const Place& place,
                                         const Scope& scope, const Type& type) {
  if (!ends.is_array() || ends.size() != 2) {
    report(Code::faulty_distribution, place, "these are not two ends", "write `[LEAST, MOST]`; both may be drawn");
    return {};
  }
  if (!is_value(path, ends[0], place, scope) || !is_value(path, ends[1], place, scope)) return {};
  std::vector<std::int64_t> found;
  for (const ordered_json& end : ends) {
    if (end.is_number_integer()) found.push_back(end.get<std::int64_t>());
    if (!end.is_string()) continue;
    const std::string& text = end.get_ref<const std::string&>();
    const auto days = [](const model::Date& day) {
      return std::int64_t{std::chrono::sys_days{day}.time_since_epoch().count()};
    };
    if (const auto date = model::parse_date(text); date && type.kind == Kind::date) found.push_back(days(*date));
    if (const auto time = model::parse_date_time(text); time && type.kind == Kind::date_time)
      found.push_back(days(time->day) * minutes_a_day + time->minute);
  }
  if (found.size() != 2) {
    report(Code::faulty_distribution, place, fmt::format("`{}` cannot be drawn from between two ends", path),
           type.kind == Kind::money ? "write whole dollars"
                                    : "this is for numbers, dollars, dates and times; write `weights`");
    return {};
  }
  if (found[0] > found[1])
    report(Code::out_of_range, place, "the first end is greater than the second", "change them round");
  return {{found[0], std::max(found[0], found[1])}};
}

CountedFrom DistributionReader::read_counted(const ordered_json& object, const Place& place, const Scope& scope,
                                             const Type& type, bool is_founded) {
  CountedFrom result;
  const bool has_time = type.kind == Kind::date_time;
  if (type.kind != Kind::date && !has_time) {
    report(Code::faulty_distribution, place, "only a date, or a date and time, is counted from another");
    return result;
  }
  if (const auto from = read_drawn_date(object["from"], Place{&place, "from"}, scope)) result.from = *from;
  if (!object.contains("days"))
    report(Code::faulty_distribution, place, "nothing says how many days from there",
           "write `\"days\": {\"between\": [-30, 0]}`; before is negative");
  if (object.contains("days"))
    result.days = read_whole(object["days"], Place{&place, "days"}, {-most_days, most_days}, is_founded);
  if (has_time != object.contains("minutes")) {
    report(Code::faulty_distribution, place,
           has_time ? "nothing says at what minute of the day" : "a date has no minute of the day",
           has_time ? "write `\"minutes\": {\"between\": [480, 1200]}`" : "leave `minutes` out");
  } else if (has_time) {
    result.minutes = read_whole(object["minutes"], Place{&place, "minutes"}, {0, minutes_a_day - 1}, is_founded);
  }
  if (object.contains("not_after"))
    result.not_after = read_drawn_date(object["not_after"], Place{&place, "not_after"}, scope);
  return result;
}

ListOf DistributionReader::read_list(const std::string& path, const ordered_json& object, const Place& place,
                                     const Scope& scope, const Type& type, bool is_founded) {
  const WholeNumber count =
      read_whole(object["count"], Place{&place, "count"}, {type.one_or_more ? 1 : 0, most_elements}, is_founded);
  const Place inside{&place, "each"};
  Scope element{.record = type.id, .lists = scope.lists, .of_record = scope.is_element() ? scope.of_record : &scope};
  element.lists.push_back(path);
  if (!object.contains("each")) {
    report(Code::faulty_distribution, place, "nothing says what each element is", "write `\"each\": {\"facts\": {…}}`");
    return {count, Group{}};
  }
  const ordered_json& each = object["each"];
  if (!is_object(each, inside)) return {count, Group{}};
  check_keys(each, {"facts", "cases"}, inside);
  return {count, read_group(each, inside, element, founded(each, is_founded, inside))};
}

}  // namespace comity::records::distributions
