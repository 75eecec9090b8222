#include "interpreter/analyzer/facts.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "interpreter/analyzer/ordering.hpp"

namespace comity::analyzer {
namespace {

constexpr std::int64_t minutes_a_day = 24 * 60;
// Above so many rules the order of the texts is left: below, a difference is best told as the texts tell it.
constexpr std::size_t rules_in_order = 40;

// A value of a line of whole numbers, as the fact's type has it.
model::Value value_at_place(const model::Type& type, std::int64_t place) {
  switch (type.kind) {
    case model::Kind::date: return std::get<model::Date>(moment_of(place, false));
    case model::Kind::date_time: return std::get<model::DateTime>(moment_of(place, true));
    case model::Kind::yes_no:
    case model::Kind::text:
    case model::Kind::money:
    case model::Kind::number:
    case model::Kind::choice:
    case model::Kind::set:
    case model::Kind::list:
    case model::Kind::record: break;
  }
  return place;
}

}  // namespace

std::int64_t Fact::last_of_class(std::uint32_t index) const {
  if (index + 1 < first_of_class.size()) return first_of_class[index + 1] - 1;
  return is_date() ? last_instant(is_time()) : type.most;
}

std::size_t Fact::values_in(std::uint32_t index, std::size_t enough) const {
  if (type.or_none && index == none_class()) return 1;
  switch (type.kind) {
    case model::Kind::choice: return std::min(enough, values_of_class[index].size());
    case model::Kind::text: return index < texts.size() ? 1 : enough;
    case model::Kind::money:
    case model::Kind::number:
    case model::Kind::date:
    case model::Kind::date_time: {
      const std::int64_t more = last_of_class(index) - first_of_class[index];
      return more >= static_cast<std::int64_t>(enough) ? enough : static_cast<std::size_t>(more) + 1;
    }
    case model::Kind::yes_no:
    case model::Kind::set:
    case model::Kind::list:
    case model::Kind::record: break;
  }
  return 1;
}

model::Value Fact::value_in(std::uint32_t index, std::size_t place) const {
  if (place == 0 || (type.or_none && index == none_class())) return representatives[index];
  switch (type.kind) {
    case model::Kind::choice: return model::Chosen{values_of_class[index][place]};
    case model::Kind::text: {
      std::string result = fmt::format("{}{}", std::get<std::string>(representatives[index]), place + 1);
      while (texts.contains(result)) result += "x";
      return result;
    }
    case model::Kind::money:
    case model::Kind::number:
    case model::Kind::date:
    case model::Kind::date_time: {
      // The representative stands first; the others follow from the start of the class.
      std::int64_t value = first_of_class[index] + static_cast<std::int64_t>(place) - 1;
      for (std::int64_t before = first_of_class[index]; before <= value; ++before) {
        if (value_at_place(type, before) == representatives[index]) return value_at_place(type, value + 1);
      }
      return value_at_place(type, value);
    }
    case model::Kind::yes_no:
    case model::Kind::set:
    case model::Kind::list:
    case model::Kind::record: break;
  }
  return representatives[index];
}

// Facts of one known element stand together among the variables: what an element meets is then told once it is passed.
std::uint64_t Facts::order_of(const FactKey& key) {
  if (!is_of_known_element(key)) return next_order();
  const auto element = std::find_if(key.steps.begin(), key.steps.end(), [](model::FieldId step) { return step >= element_step; });
  Block& block = blocks_[{key.steps.begin(), element + 1}];
  if (block.facts == 0) {
    block.first = next_order();
  } else {
    use(block.first);
  }
  constexpr std::uint64_t most = orders_apart / members_apart - 1;
  if (block.facts >= most) throw Refusal{fmt::format("the limit of {} facts and comparisons of one element was reached", most)};
  return block.first + members_apart * block.facts++;
}

bool Facts::is_of_known_element(const FactKey& key) {
  return !key.element && std::any_of(key.steps.begin(), key.steps.end(), [](model::FieldId step) { return step >= element_step; });
}

FactId Facts::note(const FactKey& key, const model::Type& type) {
  const auto [known, is_new] = by_key_.emplace(key, static_cast<FactId>(facts_.size()));
  if (is_new) {
    Fact fact;
    fact.key = key;
    fact.type = type;
    fact.order = order_of(key);
    facts_.push_back(std::move(fact));
  } else {
    use(facts_[known->second].order);
  }
  return known->second;
}

std::optional<FactId> Facts::find(const FactKey& key) const {
  const auto found = by_key_.find(key);
  return found == by_key_.end() ? std::nullopt : std::optional{found->second};
}

// Shifts by days, and by hours between times, are the same whenever they are counted: the last ones become an offset,
// and where nothing else is left the two dates are put in one order, so that `a is before b` and `b is after a` are one.
SignedLiteral Facts::literal(FactId fact, FactId base, const std::vector<model::Duration>& shifts, bool is_after) {
  DateLiteral wanted;
  wanted.later = fact;
  wanted.earlier = base;
  wanted.moved = {facts_[fact].is_time(), facts_[base].is_time(), shifts, 0};
  Moved& moved = wanted.moved;
  const bool is_alike = moved.later_is_time == moved.earlier_is_time;
  std::int64_t years = 0;
  for (const auto& shift : shifts) {
    if (shift.unit == model::DurationUnit::years) years += shift.count < 0 ? -shift.count : shift.count;
  }
  if (years > 20'000) throw Refusal{"spans of more than 20000 years in one comparison are not covered"};
  if (is_alike) {
    const std::int64_t a_day = moved.later_is_time ? minutes_a_day : 1;
    while (!moved.shifts.empty() && moved.shifts.back().unit != model::DurationUnit::years) {
      const model::Duration& last = moved.shifts.back();
      moved.plus += last.unit == model::DurationUnit::days ? last.count * a_day : last.count * 60;
      moved.shifts.pop_back();
    }
    std::erase_if(moved.shifts, [](const model::Duration& shift) { return shift.count == 0; });
  }
  if (is_after) moved.plus += moved.later_is_time && !moved.earlier_is_time ? minutes_a_day : 1;
  bool is_opposite = false;
  if (is_alike && moved.shifts.empty() && wanted.later > wanted.earlier) {
    std::swap(wanted.later, wanted.earlier);
    moved.plus = 1 - moved.plus;
    is_opposite = true;
  }
  for (std::uint32_t i = 0; i < literals_.size(); ++i) {
    const DateLiteral& known = literals_[i];
    if (known.later != wanted.later || known.earlier != wanted.earlier || known.moved != wanted.moved) continue;
    use(literal_orders_[i]);
    return {i, is_opposite};
  }
  literals_.push_back(std::move(wanted));
  const FactKey& later = facts_[fact].key;
  const FactKey& earlier = facts_[base].key;
  literal_orders_.push_back(is_of_known_element(later) ? order_of(later) : order_of(earlier));
  return {static_cast<std::uint32_t>(literals_.size() - 1), is_opposite};
}

void Facts::note_day(FactId id, const model::Moment& day) {
  Fact& fact = facts_[id];
  Instant first = instant_of(day);
  const bool is_time = std::holds_alternative<model::DateTime>(day);
  if (fact.is_time() && is_time) {
    fact.starts.insert({first, first + 1});
    return;
  }
  if (is_time) first = instant_of(std::get<model::DateTime>(day).day);
  const std::int64_t unit = fact.is_time() ? minutes_a_day : 1;
  fact.starts.insert({first * unit, (first + 1) * unit});
}

void Facts::note_moved(FactId base, const std::vector<model::Duration>& shifts, const model::Moment& day) {
  const bool is_time = std::holds_alternative<model::DateTime>(day);
  const Moved moved{is_time, facts_[base].is_time(), shifts, 0};
  const Instant at = instant_of(day);
  const std::int64_t unit = is_time && !facts_[base].is_time() ? minutes_a_day : 1;
  const Instant start = unit == 1 ? at : instant_of(std::get<model::DateTime>(day).day) * unit;
  facts_[base].starts.insert({moved.least_with(start), moved.least_with(start + unit)});
}

void Facts::single_out(FactId key, std::size_t elements) {
  Fact& fact = facts_[key];
  switch (fact.type.kind) {
    case model::Kind::choice:
      for (std::size_t value = 0; value < vocabulary().choices[fact.type.id].values.size(); ++value) {
        std::vector<bool> only(vocabulary().choices[fact.type.id].values.size(), false);
        only[value] = true;
        fact.choices.push_back({{}, only});
      }
      break;
    case model::Kind::text:
      for (std::size_t i = 0; i < elements; ++i) fact.texts.insert(i == 0 ? "another" : fmt::format("another {}", i + 1));
      break;
    case model::Kind::number:
    case model::Kind::money: {
      std::set<std::int64_t> first = fact.starts;
      first.insert(fact.type.least);
      for (const std::int64_t start : first) {
        for (std::size_t i = 0; i <= elements; ++i) fact.starts.insert(start + static_cast<std::int64_t>(i));
      }
      break;
    }
    case model::Kind::yes_no:
    case model::Kind::date:
    case model::Kind::date_time:
    case model::Kind::set:
    case model::Kind::list:
    case model::Kind::record: break;
  }
}

std::uint32_t Facts::class_of(FactId id, const model::Value& value) const {
  const Fact& fact = facts_[id];
  const auto on_line = [&](std::int64_t place) {
    return static_cast<std::uint32_t>(std::upper_bound(fact.first_of_class.begin(), fact.first_of_class.end(), place) - fact.first_of_class.begin() - 1);
  };
  return std::visit(overloaded{
                        [&](bool is_so) -> std::uint32_t { return is_so ? 1 : 0; },
                        [&](std::int64_t number) { return on_line(number); },
                        [&](const model::Date& date) { return on_line(instant_of(date)); },
                        [&](const model::DateTime& time) { return on_line(instant_of(time)); },
                        [&](const model::Chosen& choice) {
                          std::uint32_t result = 0;
                          while (std::find(fact.values_of_class[result].begin(), fact.values_of_class[result].end(), choice.index) == fact.values_of_class[result].end()) ++result;
                          return result;
                        },
                        [&](const std::string& text) {
                          const auto found = fact.texts.find(text);
                          return static_cast<std::uint32_t>(found == fact.texts.end() ? fact.texts.size() : static_cast<std::size_t>(std::distance(fact.texts.begin(), found)));
                        },
                        [&](const model::None&) { return fact.none_class(); },
                        [](const auto&) -> std::uint32_t { return 0; },
                    },
                    value);
}

std::uint64_t Facts::next_order() {
  next_order_ += orders_apart;
  use(next_order_);
  return next_order_;
}

std::uint64_t Facts::level_of(std::uint64_t order) const {
  const std::uint64_t place = order / orders_apart;
  return place < places_.size() ? places_[place] * orders_apart + order % orders_apart : order;
}

void Facts::put_in_order() {
  if (groups_.size() <= rules_in_order) return;
  std::vector<std::vector<std::size_t>> groups(groups_.size());
  for (std::size_t i = 1; i < groups_.size(); ++i) {
    for (const std::uint64_t order : groups_[i]) groups[i].push_back(order / orders_apart);
  }
  places_ = places_by_use(next_order_ / orders_apart + 1, groups);
}

Variable Facts::add_variable(std::uint64_t level, std::uint32_t arity, Meaning meaning) {
  const Variable result = diagrams_.add_variable(level, arity);
  meanings_.resize(result + 1);
  meanings_[result] = meaning;
  return result;
}

void Facts::cut_choice(Fact& fact) {
  const std::size_t values = vocabulary().choices[fact.type.id].values.size();
  std::map<std::vector<bool>, std::size_t> known;
  for (std::uint32_t value = 0; value < values; ++value) {
    std::vector<bool> signature;
    for (const auto& choice : fact.choices) signature.push_back(choice.accepted[value]);
    const auto [place, is_new] = known.emplace(signature, fact.values_of_class.size());
    if (is_new) {
      fact.values_of_class.push_back({});
      fact.representatives.push_back(model::Chosen{value});
    }
    fact.values_of_class[place->second].push_back(value);
  }
}

void Facts::cut_line(Fact& fact, std::int64_t least, std::int64_t most) {
  fact.first_of_class = {least};
  for (const std::int64_t start : fact.starts) {
    if (start > least && start <= most) fact.first_of_class.push_back(start);
  }
  // Of dates, days that could be: the first class begins in the year 1, so its last day stands for it.
  const std::int64_t usual = fact.is_date() ? instant_of(model::Date{std::chrono::year{2013} / 1 / 1}) * (fact.is_time() ? minutes_a_day : 1) : least;
  for (std::uint32_t i = 0; i < fact.first_of_class.size(); ++i) {
    fact.representatives.push_back(value_at_place(fact.type, std::clamp(usual, fact.first_of_class[i], fact.last_of_class(i))));
  }
}

void Facts::cut_fact(FactId id) {
  Fact& fact = facts_[id];
  switch (fact.type.kind) {
    case model::Kind::yes_no: fact.representatives = {false, true}; break;
    case model::Kind::choice: cut_choice(fact); break;
    case model::Kind::number:
    case model::Kind::money: cut_line(fact, fact.type.least, fact.type.most); break;
    case model::Kind::date:
    case model::Kind::date_time: cut_line(fact, first_instant(fact.is_time()), last_instant(fact.is_time())); break;
    case model::Kind::text: {
      for (const std::string& text : fact.texts) fact.representatives.push_back(text);
      std::string other = "other";
      while (fact.texts.contains(other)) other += "x";
      fact.representatives.push_back(other);
      break;
    }
    case model::Kind::set:
    case model::Kind::list:
    case model::Kind::record: break;
  }
  if (fact.type.or_none) fact.representatives.push_back(model::None{});
  // Of elements, dates come first: a record is looked for by what holds between dates, and the rest follows.
  const std::uint64_t order = level_of(fact.order);
  const std::uint64_t level = !fact.key.element ? order : order + (fact.is_date() ? elements_from : elements_from + elements_from / 2);
  if (fact.type.kind == model::Kind::set) {
    if (fact.members.size() >= members_apart) throw Refusal{fmt::format("the limit of {} members of one set was reached", members_apart - 1)};
    std::uint64_t place = 0;
    for (const std::uint32_t member : fact.members) {
      fact.member_variables[member] = add_variable(level + ++place, 2, {Meaning::Kind::member, id, member});
    }
    return;
  }
  fact.variable = add_variable(level, static_cast<std::uint32_t>(fact.representatives.size()), {Meaning::Kind::fact, id, 0});
}

void Facts::cut() {
  put_in_order();
  for (FactId id = 0; id < facts_.size(); ++id) cut_fact(id);
  for (std::uint32_t i = 0; i < literals_.size(); ++i) {
    DateLiteral& literal = literals_[i];
    const bool is_of_element = facts_[literal.later].key.element || facts_[literal.earlier].key.element;
    literal.variable = add_variable(level_of(literal_orders_[i]) + (is_of_element ? elements_from : 0), 2, {Meaning::Kind::literal, i, 0});
  }
}

}  // namespace comity::analyzer
