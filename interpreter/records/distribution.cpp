#include "interpreter/records/distribution.hpp"

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <limits>
#include <set>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "grammar/diagnostics/suggest.hpp"
#include "interpreter/model/date.hpp"
#include "interpreter/records/plain_json.hpp"
#include "interpreter/records/record_parser.hpp"

namespace comity::records {
namespace {

using model::Field;
using model::FieldRole;
using model::Kind;
using model::RecordId;
using model::Type;
using model::Vocabulary;
using nlohmann::ordered_json;

constexpr double most_weight = 1e9;
constexpr std::int64_t most_days = 100'000;
constexpr std::int64_t most_elements = 1'000;
constexpr std::int64_t minutes_a_day = 24 * 60;

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
  RecordId record = 0;
  std::vector<std::string> lists;      // from the record down to this element: {"charges"}
  std::set<std::string> drawn = {};    // paths
  const Scope* of_record = nullptr;    // of an element: the scope of the record

  bool is_element() const { return !lists.empty(); }
};

struct Resolved {
  std::vector<model::FieldId> steps;
  Type type;
};

std::vector<std::string> split_path(const std::string& path) {
  std::vector<std::string> steps(1);
  for (const char c : path) {
    if (c == '.') steps.emplace_back();
    if (c != '.') steps.back() += c;
  }
  return steps;
}

class DistributionReader {
 public:
  DistributionReader(const Vocabulary& vocabulary, std::vector<Problem>& problems)
      : vocabulary_{vocabulary}, problems_{problems}, reader_{vocabulary, ExtraKeys::refused, {}} {}

  Distribution read(const ordered_json& file);

 private:
  void report(Code code, const Place& place, std::string message, std::string help = {}) {
    const std::string where = place.text();  // its steps are shown as they may be printed
    problems_.push_back({code, 0, {}, {}, where.empty() ? std::move(message) : fmt::format("in `{}`: {}", where, message), std::move(help)});
  }

  bool is_object(const ordered_json& value, const Place& place);
  void check_keys(const ordered_json& object, std::initializer_list<std::string_view> allowed, const Place& place);
  bool founded(const ordered_json& object, bool above, const Place& place);
  void need_foundation(bool is_founded, const Place& place);

  Group read_group(const ordered_json& object, const Place& place, Scope& scope, bool is_founded);
  void read_facts(const ordered_json& facts, const Place& place, Scope& scope, bool is_founded, Group& group);
  void read_cases(const ordered_json& cases, const Place& place, const Scope& scope, bool is_founded, Group& group);
  std::optional<DrawnFact> read_fact(const std::string& path, const ordered_json& value, const Place& place, Scope& scope, bool is_founded);
  void read_draw(const std::string& path, const ordered_json& object, const Place& place, Scope& scope, bool is_founded, DrawnFact& fact);
  Weighted<std::string> read_weights(const std::string& path, const ordered_json& weights, const Place& place, const Scope& scope, const Type& type);
  Between read_between(const std::string& path, const ordered_json& ends, const Place& place, const Scope& scope, const Type& type);
  CountedFrom read_counted(const ordered_json& object, const Place& place, const Scope& scope, const Type& type, bool is_founded);
  ListOf read_list(const std::string& path, const ordered_json& object, const Place& place, const Scope& scope, const Type& type, bool is_founded);

  WholeNumber read_whole(const ordered_json& value, const Place& place, Interval range, bool above);
  WholeNumber read_drawn_number(const ordered_json& object, const Place& place, Interval range);
  std::optional<Interval> whole_or_range(const std::string& text, const Place& place, Interval range);
  std::optional<std::int64_t> whole(const ordered_json& value, const Place& place, Interval range);
  std::uint64_t read_weight(const ordered_json& value, const Place& place);
  std::uint64_t read_share(const ordered_json& value, const Place& place);
  template <typename Value>
  void add(Weighted<Value>& weighted, Value value, std::uint64_t weight) {
    const std::uint64_t before = weighted.cumulative.empty() ? 0 : weighted.cumulative.back();
    weighted.values.push_back(std::move(value));
    weighted.cumulative.push_back(before + weight);
  }
  template <typename Value>
  void need_some_weight(const Weighted<Value>& weighted, const Place& place, std::size_t problems_before) {
    if (problems_.size() != problems_before) return;  // the weights themselves are at fault
    if (weighted.cumulative.empty() || weighted.cumulative.back() == 0) report(Code::faulty_distribution, place, "no weight is more than 0, so nothing can be drawn");
  }

  std::optional<Resolved> resolve(const std::string& path, const Place& place, const Scope& scope);
  std::optional<DrawnDate> read_drawn_date(const ordered_json& value, const Place& place, const Scope& scope);
  bool is_value(const std::string& path, const ordered_json& value, const Place& place, const Scope& scope);

  const Vocabulary& vocabulary_;
  std::vector<Problem>& problems_;
  RecordParser reader_;
};

// ---- the parts that every object has

bool DistributionReader::is_object(const ordered_json& value, const Place& place) {
  if (!value.is_object()) report(Code::faulty_distribution, place, fmt::format("`{}` stands where an object belongs", shown(value.dump())), "write `{…}`");
  return value.is_object();
}

void DistributionReader::check_keys(const ordered_json& object, std::initializer_list<std::string_view> allowed, const Place& place) {
  std::vector<std::string> known(allowed.begin(), allowed.end());
  known.insert(known.end(), {"source", "assumption", "note"});
  for (const auto& [key, value] : object.items()) {
    if (std::find(known.begin(), known.end(), key) != known.end()) continue;
    const auto near = diagnostics::nearest(key, known);
    report(Code::unknown_key, place, fmt::format("`{}` is no key of this object", shown(key)),
           near ? fmt::format("write `{}`", *near) : fmt::format("there are {}", diagnostics::listed(known, 20)));
  }
}

// Does the object, or one around it, say where its numbers are from?
bool DistributionReader::founded(const ordered_json& object, bool above, const Place& place) {
  bool result = above;
  for (const char* key : {"source", "assumption", "note"}) {
    if (!object.contains(key)) continue;
    const ordered_json& words = object[key];
    const auto is_words = [](const ordered_json& text) { return text.is_string() && !text.get_ref<const std::string&>().empty(); };
    const bool is_list = words.is_array() && !words.empty() && std::all_of(words.begin(), words.end(), is_words);
    if (!is_words(words) && !is_list) report(Code::faulty_distribution, Place{&place, key}, "this is no text, and no list of texts");
    if (std::string_view{key} != "note") result = true;
  }
  return result;
}

void DistributionReader::need_foundation(bool is_founded, const Place& place) {
  if (is_founded) return;
  report(Code::unfounded_number, place, "nothing says where these numbers are from",
         "add `\"source\": \"…\"`, or `\"assumption\": \"…\"` with the reason for it, here or around it");
}

// ---- groups

Group DistributionReader::read_group(const ordered_json& object, const Place& place, Scope& scope, bool is_founded) {
  Group group;
  if (object.contains("facts")) read_facts(object["facts"], Place{&place, "facts"}, scope, is_founded, group);
  if (object.contains("cases")) read_cases(object["cases"], Place{&place, "cases"}, scope, is_founded, group);
  return group;
}

void DistributionReader::read_facts(const ordered_json& facts, const Place& place, Scope& scope, bool is_founded, Group& group) {
  if (!is_object(facts, place)) return;
  for (const auto& [path, value] : facts.items()) {
    if (auto fact = read_fact(path, value, Place{&place, path}, scope, is_founded)) group.facts.push_back(std::move(*fact));
  }
}

void DistributionReader::read_cases(const ordered_json& cases, const Place& place, const Scope& scope, bool is_founded, Group& group) {
  if (!cases.is_array() || cases.empty()) {
    report(Code::faulty_distribution, place, "these are no cases", "write `[{\"weight\": 1, \"facts\": {…}}, …]`");
    return;
  }
  const std::size_t before = problems_.size();
  for (std::size_t i = 0; i < cases.size(); ++i) {
    const Place here{&place, fmt::format("[{}]", i)};
    if (!is_object(cases[i], here)) continue;
    check_keys(cases[i], {"weight", "facts", "cases"}, here);
    const bool case_is_founded = founded(cases[i], is_founded, here);
    need_foundation(case_is_founded, here);
    if (!cases[i].contains("weight")) report(Code::faulty_distribution, here, "the case has no weight", "write `\"weight\": 1`");
    const std::uint64_t weight = cases[i].contains("weight") ? read_weight(cases[i]["weight"], Place{&here, "weight"}) : 0;
    Scope inside = scope;  // what one case draws, another does not
    add(group.cases, Box<Group>{read_group(cases[i], here, inside, case_is_founded)}, weight);
  }
  need_some_weight(group.cases, place, before);
}

// ---- facts

std::optional<DrawnFact> DistributionReader::read_fact(const std::string& path, const ordered_json& value, const Place& place, Scope& scope, bool is_founded) {
  const auto resolved = resolve(path, place, scope);
  if (!resolved) return std::nullopt;
  if (!scope.drawn.insert(path).second) {
    report(Code::duplicate_key, place, fmt::format("`{}` was drawn before", path), "leave one of them out");
    return std::nullopt;
  }
  DrawnFact fact{resolved->steps, resolved->type, 0, 0, Constant{"null"}};
  if (!value.is_object()) {
    if (is_value(path, value, place, scope)) fact.draw = Constant{value.dump()};
    return fact;
  }
  read_draw(path, value, place, scope, founded(value, is_founded, place), fact);
  return fact;
}

void DistributionReader::read_draw(const std::string& path, const ordered_json& object, const Place& place, Scope& scope, bool is_founded, DrawnFact& fact) {
  const bool is_list = fact.type.kind == Kind::list;
  std::vector<std::string> ways;
  for (const char* way : {"value", "weights", "between", "from", "count"}) {
    if (object.contains(way)) ways.emplace_back(way);
  }
  if (ways.size() != 1) {
    const std::string help = is_list ? "write `\"count\": {…}, \"each\": {…}`" : "write one of `weights`, `between`, `from` (with `days`) and `value`";
    check_keys(object, {"value", "weights", "between", "from", "days", "minutes", "not_after", "count", "each", "none", "unknown"}, place);
    report(Code::faulty_distribution, place, ways.empty() ? "nothing says how this is drawn" : fmt::format("{} cannot stand together", diagnostics::listed(ways)), help);
    return;
  }
  const std::string& way = ways.front();
  if (object.contains("unknown")) fact.unknown = read_share(object["unknown"], Place{&place, "unknown"});
  if (object.contains("none")) {
    const Place here{&place, "none"};
    fact.none = read_share(object["none"], here);
    if (!fact.type.or_none) report(Code::faulty_distribution, here, fmt::format("`{}` is never none", path), "leave it out");
  }
  const bool has_numbers = way != "value" && way != "count";  // of a list, its parts have
  if (has_numbers || fact.unknown != 0 || fact.none != 0) need_foundation(is_founded, place);
  if (way != "value" && is_list != (way == "count")) {
    report(Code::faulty_distribution, place, fmt::format("`{}` is {}, and is not drawn by `{}`", path, is_list ? "a list" : "no list", way),
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

// The value that a key of `weights` stands for.
ordered_json weighed_value(const std::string& text, const Type& type) {
  if (type.kind == Kind::yes_no && (text == "true" || text == "false")) return text == "true";
  if (type.kind != Kind::money) return text;
  ordered_json number = ordered_json::parse(text, nullptr, false);
  return number.is_number() ? number : ordered_json{text};
}

Weighted<std::string> DistributionReader::read_weights(const std::string& path, const ordered_json& weights, const Place& place, const Scope& scope, const Type& type) {
  Weighted<std::string> result;
  if (type.kind == Kind::set) report(Code::faulty_distribution, place, fmt::format("`{}` is a set, which no key can be", path), "write `cases`, each with its set");
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

Between DistributionReader::read_between(const std::string& path, const ordered_json& ends, const Place& place, const Scope& scope, const Type& type) {
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
    const auto days = [](const model::Date& day) { return std::int64_t{std::chrono::sys_days{day}.time_since_epoch().count()}; };
    if (const auto date = model::parse_date(text); date && type.kind == Kind::date) found.push_back(days(*date));
    if (const auto time = model::parse_date_time(text); time && type.kind == Kind::date_time) found.push_back(days(time->day) * minutes_a_day + time->minute);
  }
  if (found.size() != 2) {
    report(Code::faulty_distribution, place, fmt::format("`{}` cannot be drawn from between two ends", path),
           type.kind == Kind::money ? "write whole dollars" : "this is for numbers, dollars, dates and times; write `weights`");
    return {};
  }
  if (found[0] > found[1]) report(Code::out_of_range, place, "the first end is greater than the second", "change them round");
  return {{found[0], std::max(found[0], found[1])}};
}

CountedFrom DistributionReader::read_counted(const ordered_json& object, const Place& place, const Scope& scope, const Type& type, bool is_founded) {
  CountedFrom result;
  const bool has_time = type.kind == Kind::date_time;
  if (type.kind != Kind::date && !has_time) {
    report(Code::faulty_distribution, place, "only a date, or a date and time, is counted from another");
    return result;
  }
  if (const auto from = read_drawn_date(object["from"], Place{&place, "from"}, scope)) result.from = *from;
  if (!object.contains("days")) report(Code::faulty_distribution, place, "nothing says how many days from there", "write `\"days\": {\"between\": [-30, 0]}`; before is negative");
  if (object.contains("days")) result.days = read_whole(object["days"], Place{&place, "days"}, {-most_days, most_days}, is_founded);
  if (has_time != object.contains("minutes")) {
    report(Code::faulty_distribution, place, has_time ? "nothing says at what minute of the day" : "a date has no minute of the day",
           has_time ? "write `\"minutes\": {\"between\": [480, 1200]}`" : "leave `minutes` out");
  } else if (has_time) {
    result.minutes = read_whole(object["minutes"], Place{&place, "minutes"}, {0, minutes_a_day - 1}, is_founded);
  }
  if (object.contains("not_after")) result.not_after = read_drawn_date(object["not_after"], Place{&place, "not_after"}, scope);
  return result;
}

ListOf DistributionReader::read_list(const std::string& path, const ordered_json& object, const Place& place, const Scope& scope, const Type& type, bool is_founded) {
  const WholeNumber count = read_whole(object["count"], Place{&place, "count"}, {type.one_or_more ? 1 : 0, most_elements}, is_founded);
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

// ---- numbers

std::optional<std::int64_t> DistributionReader::whole(const ordered_json& value, const Place& place, Interval range) {
  const ordered_json number = value.is_string() ? ordered_json::parse(value.get_ref<const std::string&>(), nullptr, false) : value;
  const bool is_huge = number.is_number_unsigned() && number.get<std::uint64_t>() > std::uint64_t{std::numeric_limits<std::int64_t>::max()};
  if (number.is_number_integer() && !is_huge && number >= range.least && number <= range.most) return number.get<std::int64_t>();
  report(Code::out_of_range, place, fmt::format("`{}` is no whole number from {} to {}", shown(value.is_string() ? value.get<std::string>() : value.dump()), range.least, range.most));
  return std::nullopt;
}

// "17", or "18..24": each of them equally likely.
std::optional<Interval> DistributionReader::whole_or_range(const std::string& text, const Place& place, Interval range) {
  const std::size_t dots = text.find("..");
  const auto least = whole(ordered_json(text.substr(0, dots)), place, range);
  const auto most = dots == std::string::npos ? least : whole(ordered_json(text.substr(dots + 2)), place, range);
  if (!least || !most) return std::nullopt;
  if (*least > *most) report(Code::out_of_range, place, "the first end is greater than the second", "change them round");
  return Interval{*least, std::max(*least, *most)};
}

WholeNumber DistributionReader::read_whole(const ordered_json& value, const Place& place, Interval range, bool above) {
  if (!value.is_object()) return whole(value, place, range).value_or(range.least);
  check_keys(value, {"weights", "between"}, place);
  need_foundation(founded(value, above, place), place);
  return read_drawn_number(value, place, range);
}

// The object's `weights`, or its `between`.
WholeNumber DistributionReader::read_drawn_number(const ordered_json& value, const Place& place, Interval range) {
  if (value.contains("weights") == value.contains("between")) {
    report(Code::faulty_distribution, place, "nothing says how this number is drawn, or two things do", "write `weights` or `between`, or a number");
    return range.least;
  }
  if (value.contains("between")) {
    const Place here{&place, "between"};
    const ordered_json& ends = value["between"];
    if (!ends.is_array() || ends.size() != 2) {
      report(Code::faulty_distribution, here, "these are not two ends", "write `[LEAST, MOST]`; both may be drawn");
      return range.least;
    }
    const auto least = whole(ends[0], here, range);
    const auto most = whole(ends[1], here, range);
    if (least && most && *least > *most) report(Code::out_of_range, here, "the first end is greater than the second", "change them round");
    return Interval{least.value_or(range.least), std::max(least.value_or(range.least), most.value_or(range.most))};
  }
  const Place here{&place, "weights"};
  Weighted<Interval> result;
  if (!is_object(value["weights"], here)) return range.least;
  const std::size_t before = problems_.size();
  for (const auto& [key, weight] : value["weights"].items()) {
    const Place of_key{&here, key};
    const auto numbers = whole_or_range(key, of_key, range);
    add(result, numbers.value_or(range), read_weight(weight, of_key));
  }
  need_some_weight(result, here, before);
  return result;
}

std::uint64_t DistributionReader::read_weight(const ordered_json& value, const Place& place) {
  const double weight = value.is_number() ? value.get<double>() : -1;
  const double counted = std::round(weight * static_cast<double>(millionths));
  const bool is_exact = std::fabs(weight * static_cast<double>(millionths) - counted) < 1e-3;
  if (weight >= 0 && weight <= most_weight && is_exact) return static_cast<std::uint64_t>(counted);
  report(Code::out_of_range, place, fmt::format("`{}` is no weight", shown(value.dump())), "write a number from 0 to 1000000000 with at most six decimals");
  return 0;
}

std::uint64_t DistributionReader::read_share(const ordered_json& value, const Place& place) {
  if (value.is_number() && value >= 0 && value <= 1) return read_weight(value, place);
  report(Code::out_of_range, place, fmt::format("`{}` is no share", shown(value.dump())), "write a number from 0 to 1, as 0.25 for a quarter");
  return 0;
}

// ---- names and values

// Holds a value against the vocabulary by way of the record reader, in a record that has nothing else in it.
bool DistributionReader::is_value(const std::string& path, const ordered_json& value, const Place& place, const Scope& scope) {
  ordered_json record = value;
  const auto wrap = [&](const std::string& facts) {
    std::vector<std::string> steps = split_path(facts);
    for (auto step = steps.rbegin(); step != steps.rend(); ++step) record = ordered_json::object({{*step, record}});
  };
  wrap(path);
  for (auto list = scope.lists.rbegin(); list != scope.lists.rend(); ++list) {
    record = ordered_json::array({record});
    wrap(*list);
  }
  const auto& fields = vocabulary_.root_record().fields;
  const auto identifier = std::find_if(fields.begin(), fields.end(), [](const Field& field) { return field.role == FieldRole::identifier; });
  record[identifier->name] = "0";
  const ReadRecord read = reader_.parse(record.dump(-1, ' ', false, ordered_json::error_handler_t::replace), 0);
  for (const Problem& problem : read.problems) report(problem.code, place, problem.message, problem.help);
  return read.problems.empty();
}

std::optional<Resolved> DistributionReader::resolve(const std::string& path, const Place& place, const Scope& scope) {
  Resolved result;
  RecordId record = scope.record;
  const std::vector<std::string> steps = split_path(path);
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const auto id = vocabulary_.records[record].find(steps[i]);
    if (!id) {
      is_value(path, nullptr, place, scope);  // which says so, with what may have been meant
      return std::nullopt;
    }
    const Field& field = vocabulary_.records[record].fields[*id];
    result.steps.push_back(*id);
    result.type = field.type;
    const bool is_last = i + 1 == steps.size();
    if (field.role == FieldRole::identifier) {
      report(Code::faulty_distribution, place, fmt::format("`{}` tells one record from the others: it is numbered, and not drawn", path), "leave it out");
      return std::nullopt;
    }
    if (is_last == (field.type.kind == Kind::record)) {
      if (is_last) {
        report(Code::faulty_distribution, place, fmt::format("`{}` has facts of its own, which are drawn one by one", path),
               fmt::format("write `{}.{}`", path, vocabulary_.records[field.type.id].fields.front().name));
      } else if (field.type.kind == Kind::list) {
        report(Code::faulty_distribution, place, fmt::format("`{}` is a list; what its elements are stands in its `each`", steps[i]),
               fmt::format("write `\"{}\": {{\"count\": {{…}}, \"each\": {{…}}}}`", steps[i]));
      } else {
        is_value(path, nullptr, place, scope);
      }
      return std::nullopt;
    }
    record = field.type.id;
  }
  return result;
}

std::optional<DrawnDate> DistributionReader::read_drawn_date(const ordered_json& value, const Place& place, const Scope& scope) {
  if (!value.is_string()) {
    report(Code::faulty_distribution, place, "this is no name of a fact");
    return std::nullopt;
  }
  const std::string& text = value.get_ref<const std::string&>();
  const bool of_element = text.starts_with("its ");
  if (of_element && !scope.is_element()) {
    report(Code::faulty_distribution, place, "`its` speaks of an element, and this is none", fmt::format("write `{}`", text.substr(4)));
    return std::nullopt;
  }
  const std::string path = of_element ? text.substr(4) : text;
  const Scope& whose = scope.is_element() && !of_element ? *scope.of_record : scope;
  const auto resolved = resolve(path, place, whose);
  if (!resolved) return std::nullopt;
  if (resolved->type.kind != Kind::date && resolved->type.kind != Kind::date_time) {
    report(Code::faulty_distribution, place, fmt::format("`{}` is no date", path));
    return std::nullopt;
  }
  if (!whose.drawn.contains(path)) {
    report(Code::faulty_distribution, place, fmt::format("`{}` is not drawn before this", path), "write it above, in `facts` here or around this");
    return std::nullopt;
  }
  return DrawnDate{of_element, resolved->steps};
}

Distribution DistributionReader::read(const ordered_json& file) {
  const Place top;
  Distribution result;
  if (!is_object(file, top)) return result;
  check_keys(file, {"title", "facts", "cases"}, top);
  if (file.contains("title") && file["title"].is_string()) result.title = file["title"].get<std::string>();
  if (!file.contains("facts") && !file.contains("cases")) report(Code::faulty_distribution, top, "the file draws nothing", "write `\"facts\": {…}`");
  Scope scope{.record = *vocabulary_.root, .lists = {}};
  result.record = read_group(file, top, scope, founded(file, false, top));
  return result;
}

}  // namespace

std::optional<Distribution> read_distribution(std::string_view text, const Vocabulary& vocabulary, std::vector<Problem>& problems) {
  const auto file = read_plain_json(text, problems);
  if (!file) return std::nullopt;
  const std::size_t before = problems.size();
  Distribution result = DistributionReader{vocabulary, problems}.read(*file);
  if (problems.size() != before) return std::nullopt;
  return result;
}

}  // namespace comity::records
