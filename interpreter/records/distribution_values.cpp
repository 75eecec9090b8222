// The numbers of a distribution file, and its facts and values, held against the vocabulary.
#include <algorithm>
#include <cmath>
#include <limits>

#include "interpreter/records/distribution_reader.hpp"

namespace comity::records::distributions {

using model::Field;
using model::FieldRole;
using model::Kind;
using model::RecordId;
using nlohmann::ordered_json;

namespace {

constexpr double most_weight = 1e9;

std::vector<std::string> split_path(const std::string& path) {
  std::vector<std::string> steps(1);
  for (const char c : path) {
    if (c == '.') steps.emplace_back();
    if (c != '.') steps.back() += c;
  }
  return steps;
}

}  // namespace

// ---- numbers

std::optional<std::int64_t> DistributionReader::whole(const ordered_json& value, const Place& place, Interval range) {
  const ordered_json number =
      value.is_string() ? ordered_json::parse(value.get_ref<const std::string&>(), nullptr, false) : value;
  const bool is_huge = number.is_number_unsigned() &&
                       number.get<std::uint64_t>() > std::uint64_t{std::numeric_limits<std::int64_t>::max()};
  if (number.is_number_integer() && !is_huge && number >= range.least && number <= range.most)
    return number.get<std::int64_t>();
  report(Code::out_of_range, place,
         fmt::format("`{}` is no whole number from {} to {}",
                     shown(value.is_string() ? value.get<std::string>() : value.dump()), range.least, range.most));
  return std::nullopt;
}

// "17", or "18..24": each of them equally likely.
std::optional<Interval> DistributionReader::whole_or_range(const std::string& text, const Place& place,
                                                           Interval range) {
  const std::size_t dots = text.find("..");
  const auto least = whole(ordered_json(text.substr(0, dots)), place, range);
  const auto most = dots == std::string::npos ? least : whole(ordered_json(text.substr(dots + 2)), place, range);
  if (!least || !most) return std::nullopt;
  if (*least > *most)
    report(Code::out_of_range, place, "the first end is greater than the second", "change them round");
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
    report(Code::faulty_distribution, place, "nothing says how this number is drawn, or two things do",
           "write `weights` or `between`, or a number");
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
    if (least && most && *least > *most)
      report(Code::out_of_range, here, "the first end is greater than the second", "change them round");
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
  report(Code::out_of_range, place, fmt::format("`{}` is no weight", shown(value.dump())),
         "write a number from 0 to 1000000000 with at most six decimals");
  return 0;
}

std::uint64_t DistributionReader::read_share(const ordered_json& value, const Place& place) {
  if (value.is_number() && value >= 0 && value <= 1) return read_weight(value, place);
  report(Code::out_of_range, place, fmt::format("`{}` is no share", shown(value.dump())),
         "write a number from 0 to 1, as 0.25 for a quarter");
  return 0;
}

// ---- names and values

// Holds a value against the vocabulary by way of the record reader, in a record that has nothing else in it.
bool DistributionReader::is_value(const std::string& path, const ordered_json& value, const Place& place,
                                  const Scope& scope) {
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
  const model::RecordType& root = vocabulary_.root_record();
  record[root.fields[*root.identifier()].name] = "0";
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
      report(Code::faulty_distribution, place,
             fmt::format("`{}` tells one record from the others: it is numbered, and not drawn", path), "leave it out");
      return std::nullopt;
    }
    if (is_last == (field.type.kind == Kind::record)) {
      if (is_last) {
        report(Code::faulty_distribution, place,
               fmt::format("`{}` has facts of its own, which are drawn one by one", path),
               fmt::format("write `{}.{}`", path, vocabulary_.records[field.type.id].fields.front().name));
      } else if (field.type.kind == Kind::list) {
        report(Code::faulty_distribution, place,
               fmt::format("`{}` is a list; what its elements are stands in its `each`", steps[i]),
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

std::optional<DrawnDate> DistributionReader::read_drawn_date(const ordered_json& value, const Place& place,
                                                             const Scope& scope) {
  if (!value.is_string()) {
    report(Code::faulty_distribution, place, "this is no name of a fact");
    return std::nullopt;
  }
  const std::string& text = value.get_ref<const std::string&>();
  const bool of_element = text.starts_with("its ");
  if (of_element && !scope.is_element()) {
    report(Code::faulty_distribution, place, "`its` speaks of an element, and this is none",
           fmt::format("write `{}`", text.substr(4)));
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
    report(Code::faulty_distribution, place, fmt::format("`{}` is not drawn before this", path),
           "write it above, in `facts` here or around this");
    return std::nullopt;
  }
  return DrawnDate{of_element, resolved->steps};
}

}  // namespace comity::records::distributions
