#include "interpreter/records/sample.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>
#include <vector>

#include "interpreter/model/date.hpp"

namespace comity::records {
namespace {

using model::Date;
using model::DateTime;
using model::FieldId;
using model::FieldRole;
using model::Kind;
using model::RecordType;
using model::Vocabulary;

constexpr std::int64_t minutes_a_day = 24 * 60;

// A record as far as it is drawn: the JSON of each fact, and the day of those that are dates, which others may be
// counted from even where the record leaves them out.
struct Drawn {
  explicit Drawn(const RecordType& record)
      : type{&record}, json(record.fields.size()), day(record.fields.size()), held(record.fields.size()) {}

  const RecordType* type;
  std::vector<std::string> json;  // empty: not stated
  std::vector<std::optional<Date>> day;
  std::vector<std::optional<Box<Drawn>>> held;  // records within this one
};

Date day_of(std::int64_t days) { return Date{std::chrono::sys_days{std::chrono::days{days}}}; }
std::int64_t days_of(const Date& day) { return std::chrono::sys_days{day}.time_since_epoch().count(); }

std::string quoted(const std::string& text) { return '"' + text + '"'; }

// For the identifier, whose text comes from outside.
std::string as_json(const std::string& text) { return nlohmann::json(text).dump(); }

void write(const Drawn& drawn, std::string& out) {
  const auto key = [&](std::size_t field) {
    if (out.back() != '{') out += ", ";
    out += quoted(drawn.type->fields[field].name) + ": ";
  };
  out += '{';
  for (std::size_t i = 0; i < drawn.json.size(); ++i) {
    if (!drawn.json[i].empty()) {
      key(i);
      out += drawn.json[i];
    } else if (drawn.held[i]) {
      key(i);
      write(**drawn.held[i], out);
    }
  }
  out += '}';
}

// The drawing of one record.
class Drawing {
 public:
  Drawing(const Vocabulary& vocabulary, Draws& draws, Drawn& record)
      : vocabulary_{vocabulary}, draws_{draws}, record_{record} {}

  void draw(const Group& group, Drawn& into) {
    for (const DrawnFact& fact : group.facts) draw_fact(fact, into);
    if (!group.cases.values.empty()) draw(*group.cases.values[draws_.weighted(group.cases.cumulative)], into);
  }

 private:
  struct Value {
    std::string json;
    std::optional<Date> day = {};
  };

  void draw_fact(const DrawnFact& fact, Drawn& into) {
    Value value = std::visit([&](const auto& draw) { return drawn(draw, fact, into); }, fact.draw);
    // Drawn also where it is sure, so that a share changed in the file changes no other fact.
    if (draws_.below(millionths) < fact.none) value = {quoted("none")};
    const bool is_unknown = draws_.below(millionths) < fact.unknown;
    Drawn& place = holder(fact.steps, into);
    place.day[fact.steps.back()] = value.day;
    if (!is_unknown) place.json[fact.steps.back()] = std::move(value.json);
  }

  // The record that the last step is a fact of; made where it is not there yet.
  Drawn& holder(const std::vector<FieldId>& steps, Drawn& from) {
    Drawn* place = &from;
    for (std::size_t i = 0; i + 1 < steps.size(); ++i) {
      auto& held = place->held[steps[i]];
      if (!held) held = Box<Drawn>{Drawn{vocabulary_.records[place->type->fields[steps[i]].type.id]}};
      place = &**held;
    }
    return *place;
  }

  Value drawn(const Constant& constant, const DrawnFact& fact, Drawn&) { return stated(constant.json, fact); }

  Value drawn(const Weighted<std::string>& weighted, const DrawnFact& fact, Drawn&) {
    return stated(weighted.values[draws_.weighted(weighted.cumulative)], fact);
  }

  // A text with the day that it says, where it says one.
  static Value stated(const std::string& json, const DrawnFact& fact) {
    const bool may_be_date = (fact.type.kind == Kind::date || fact.type.kind == Kind::date_time) && json.size() > 11;
    return {json, may_be_date ? model::parse_date(json.substr(1, 10)) : std::nullopt};
  }

  Value drawn(const WholeNumber& number, const DrawnFact&, Drawn&) { return {std::to_string(whole(number))}; }

  Value drawn(const Between& ends, const DrawnFact& fact, Drawn&) {
    const std::int64_t number = between(ends.interval);
    if (fact.type.kind == Kind::date) return {quoted(model::to_string(day_of(number))), day_of(number)};
    if (fact.type.kind != Kind::date_time) return {std::to_string(number)};
    const std::int64_t minute = ((number % minutes_a_day) + minutes_a_day) % minutes_a_day;
    const Date day = day_of((number - minute) / minutes_a_day);
    return {quoted(model::to_string(DateTime{day, static_cast<int>(minute)})), day};
  }

  Value drawn(const CountedFrom& counted, const DrawnFact&, Drawn& into) {
    const std::int64_t days = whole(counted.days);
    const int minute = counted.minutes ? static_cast<int>(whole(*counted.minutes)) : 0;
    const std::optional<Date> from = day_at(counted.from, into);
    if (!from) return {};  // what it is counted from is none
    Date day = day_of(days_of(*from) + days);
    if (counted.not_after) {
      const std::optional<Date> last = day_at(*counted.not_after, into);
      if (last && *last < day) day = *last;
    }
    return {quoted(counted.minutes ? model::to_string(DateTime{day, minute}) : model::to_string(day)), day};
  }

  Value drawn(const ListOf& list, const DrawnFact& fact, Drawn&) {
    std::string json = "[";
    const std::int64_t count = whole(list.count);
    for (std::int64_t i = 0; i < count; ++i) {
      Drawn element{vocabulary_.records[fact.type.id]};
      draw(*list.each, element);
      if (i > 0) json += ", ";
      write(element, json);
    }
    return {json + "]"};
  }

  std::optional<Date> day_at(const DrawnDate& date, Drawn& element) {
    return holder(date.steps, date.of_element ? element : record_).day[date.steps.back()];
  }

  std::int64_t between(const Interval& interval) { return draws_.between(interval.least, interval.most); }

  std::int64_t whole(const WholeNumber& number) {
    return std::visit(overloaded{[](std::int64_t always) { return always; },
                                 [&](const Weighted<Interval>& weighted) {
                                   return between(weighted.values[draws_.weighted(weighted.cumulative)]);
                                 },
                                 [&](const Interval& interval) { return between(interval); }},
                      number);
  }

  const Vocabulary& vocabulary_;
  Draws& draws_;
  Drawn& record_;
};

}  // namespace

std::string Sampler::next(const std::string& identifier) {
  Drawn record{vocabulary_.root_record()};
  for (std::size_t i = 0; i < record.json.size(); ++i) {
    if (record.type->fields[i].role == FieldRole::identifier) record.json[i] = as_json(identifier);
  }
  Drawing{vocabulary_, draws_, record}.draw(distribution_.record, record);
  std::string line;
  write(record, line);
  return line;
}

}  // namespace comity::records
