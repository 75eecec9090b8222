#include "tests/solver/encoding.hpp"

#include <algorithm>
#include <functional>
#include <numeric>
#include <optional>

#include <fmt/format.h>

namespace comity::solver {

namespace {

z3::expr all_of(z3::context& context, const std::vector<z3::expr>& parts) {
  z3::expr_vector result{context};
  for (const auto& part : parts) result.push_back(part);
  return z3::mk_and(result);
}

z3::expr any_of(z3::context& context, const std::vector<z3::expr>& parts) {
  z3::expr_vector result{context};
  for (const auto& part : parts) result.push_back(part);
  return z3::mk_or(result);
}

}  // namespace

Encoding::Encoding(z3::context& context, const model::Library& library, const std::vector<model::PolicyId>& policies)
    : context_{context}, library_{library}, constraints_{context} {
  for (const model::PolicyId policy : policies) count_places(policy);
  for (const auto& always : library_.always) count_places(Reader{0, &library_.always_definitions}, always.condition);
}

void Encoding::reserve(model::PolicyId owner, const model::Condition& condition) {
  count_places(Reader{owner, &library_.policies[owner].definitions}, condition);
}

// ---------------------------------------------------------------------------------- places

void Encoding::count_places(model::PolicyId policy) {
  if (!counted_policies_.insert(policy).second) return;
  const model::Policy& read = library_.policies[policy];
  const Reader reader{policy, &read.definitions};
  if (read.applies_when) count_places(reader, *read.applies_when);
  for (const auto& rule : read.rules) {
    if (rule.when) count_places(reader, *rule.when);
    if (rule.unless) count_places(reader, *rule.unless);
  }
}

// A true `at least k` needs k elements and a false one none: with as many places as all of them need together, every
// combination of truths that some list has, a list of these places has too.
void Encoding::count_places(const Reader& reader, const model::Condition& condition) {
  std::visit(overloaded{
                 [&](const model::AllOf& all) { for (const auto& link : all.links) count_places(reader, link); },
                 [&](const model::AnyOf& any) { for (const auto& link : any.links) count_places(reader, link); },
                 [&](const model::Negation& negation) { count_places(reader, *negation.operand); },
                 [&](const model::Quantified& quantified) {
                   if (!counted_.insert(&condition).second) return;
                   const std::string name = list_name(quantified.list);
                   auto& places = places_[name];
                   if (places == 0 && quantified.list.type.one_or_more) places = 1;
                   places += quantified.quantifier == model::Quantifier::at_least ? static_cast<std::size_t>(quantified.count) : 1;
                   lists_.emplace(name, &quantified.list);
                 },
                 [&](const model::Defined& defined) { count_places(reader, (*reader.definitions)[defined.definition].condition); },
                 [&](const model::Says& says) { count_places(says.policy); },
                 [](const model::Holds&) {}, [](const model::ChosenAmong&) {}, [](const model::HasMember&) {}, [](const model::TextAmong&) {},
                 [](const model::IsNone&) {}, [](const model::NumberCompared&) {}, [](const model::DayCompared&) {}, [](const model::DayWithin&) {},
             },
             condition.node);
}

std::size_t Encoding::places() const {
  std::size_t most = 0;
  for (const auto& [name, places] : places_) most = std::max(most, places);
  return most;
}

// ---------------------------------------------------------------------------------- facts

std::string Encoding::list_name(const model::FactRef& list) {
  std::string name;
  for (const auto step : list.steps) name += fmt::format("/{}", step);
  return name;
}

const Encoding::Symbol& Encoding::symbol(const Subject& subject, const model::FactRef& fact) {
  const std::string name = (fact.of_element ? subject : std::string{}) + list_name(fact);
  const auto known = symbols_.find(name);
  if (known != symbols_.end()) return known->second;
  return symbols_.emplace(name, made(name, fact.type)).first->second;
}

Encoding::Symbol Encoding::made(const std::string& name, const model::Type& type) {
  Symbol symbol{context_};
  const auto number = [&](const char* part) { return context_.int_const((name + part).c_str()); };
  if (type.or_none) symbol.none = context_.bool_const((name + "?").c_str());
  switch (type.kind) {
    case model::Kind::yes_no: symbol.flag = context_.bool_const(name.c_str()); break;
    case model::Kind::text:
      symbol.number = number("#");
      constraints_.push_back(symbol.number >= 0);
      break;
    case model::Kind::money:
    case model::Kind::number:
      symbol.number = number("#");
      constraints_.push_back(symbol.number >= context_.int_val(type.kind == model::Kind::money ? std::int64_t{0} : type.least));
      if (type.kind == model::Kind::number) constraints_.push_back(symbol.number <= context_.int_val(type.most));
      break;
    case model::Kind::choice:
      symbol.number = number("#");
      constraints_.push_back(symbol.number >= 0 && symbol.number < static_cast<int>(library_.vocabulary.choices[type.id].values.size()));
      break;
    case model::Kind::date_time:
      symbol.minute = number("minute");
      symbol.has_time = true;
      constraints_.push_back(symbol.minute >= 0 && symbol.minute < 1440);
      [[fallthrough]];
    case model::Kind::date:
      symbol.year = number("y");
      symbol.month = number("m");
      symbol.day = number("d");
      require_calendar(symbol);
      constraints_.push_back(symbol.year >= 1 && symbol.year <= 9999);
      break;
    case model::Kind::set:
      for (std::size_t i = 0; i < library_.vocabulary.choices[type.id].values.size(); ++i) {
        symbol.members.push_back(context_.bool_const(fmt::format("{}:{}", name, i).c_str()));
      }
      break;
    case model::Kind::list:
    case model::Kind::record: break;
  }
  return symbol;
}

int Encoding::text_number(const std::string& text) { return texts_.emplace(text, static_cast<int>(texts_.size())).first->second; }

// ---------------------------------------------------------------------------------- days

z3::expr Encoding::is_leap(const z3::expr& year) {
  return z3::mod(year, 4) == 0 && (z3::mod(year, 100) != 0 || z3::mod(year, 400) == 0);
}

void Encoding::require_calendar(const Symbol& day) {
  constraints_.push_back(day.month >= 1 && day.month <= 12 && day.day >= 1 && day.day <= 31);
  const z3::expr is_short = day.month == 4 || day.month == 6 || day.month == 9 || day.month == 11;
  constraints_.push_back(z3::implies(is_short, day.day <= 30));
  constraints_.push_back(z3::implies(day.month == 2, day.day <= 29 && (day.day <= 28 || is_leap(day.year))));
}

z3::expr Encoding::day_number(const z3::expr& year, const z3::expr& month, const z3::expr& day) {
  static constexpr int before[] = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};
  z3::expr of_months = context_.int_val(before[11]);
  for (int m = 11; m >= 1; --m) of_months = z3::ite(month == m, context_.int_val(before[m - 1]), of_months);
  const z3::expr past = year - 1;
  const z3::expr leap_day = z3::ite(month > 2 && is_leap(year), context_.int_val(1), context_.int_val(0));
  return 365 * past + past / 4 - past / 100 + past / 400 + of_months + leap_day + day;
}

Encoding::Symbol Encoding::written(const model::Moment& moment) {
  Symbol symbol{context_};
  const auto* time = std::get_if<model::DateTime>(&moment);
  const model::Date date = time != nullptr ? time->day : std::get<model::Date>(moment);
  symbol.year = context_.int_val(static_cast<int>(date.year()));
  symbol.month = context_.int_val(static_cast<unsigned>(date.month()));
  symbol.day = context_.int_val(static_cast<unsigned>(date.day()));
  symbol.has_time = time != nullptr;
  if (time != nullptr) symbol.minute = context_.int_val(time->minute);
  return symbol;
}

Encoding::Symbol Encoding::shifted(const Symbol& base, const model::Duration& duration) {
  Symbol result = base;
  if (duration.unit == model::DurationUnit::years) {
    result.year = base.year + context_.int_val(duration.count);
    result.day = z3::ite(base.month == 2 && base.day == 29 && !is_leap(result.year), context_.int_val(28), base.day);
    return result;
  }
  const std::string name = fmt::format("moved{}", fresh_++);
  const auto number = [&](const char* part) { return context_.int_const((name + part).c_str()); };
  result.year = number("y");
  result.month = number("m");
  result.day = number("d");
  require_calendar(result);
  const z3::expr from = day_number(base.year, base.month, base.day);
  const z3::expr to = day_number(result.year, result.month, result.day);
  if (duration.unit == model::DurationUnit::days) {
    constraints_.push_back(to == from + context_.int_val(duration.count));
    return result;
  }
  result.minute = number("minute");
  constraints_.push_back(result.minute >= 0 && result.minute < 1440);
  constraints_.push_back(1440 * to + result.minute == 1440 * from + base.minute + context_.int_val(60 * duration.count));
  return result;
}

z3::expr Encoding::ordered(const Symbol& a, const Symbol& b, model::Comparator comparator) {
  const auto place = [](const Symbol& s) { return 372 * s.year + 31 * s.month + s.day; };
  z3::expr left = place(a);
  z3::expr right = place(b);
  if (a.has_time && b.has_time) {
    left = 1440 * left + a.minute;
    right = 1440 * right + b.minute;
  }
  switch (comparator) {
    case model::Comparator::less: return left < right;
    case model::Comparator::at_most: return left <= right;
    case model::Comparator::equal: return left == right;
    case model::Comparator::at_least: return left >= right;
    case model::Comparator::greater: return left > right;
  }
  return context_.bool_val(false);
}

z3::expr Encoding::compared(const model::FactRef& fact, model::Comparator comparator, const model::DayExpr& day, const Subject& subject) {
  const Symbol compared_fact = symbol(subject, fact);
  const bool is_upper_bound = comparator == model::Comparator::less || comparator == model::Comparator::at_most;
  std::vector<z3::expr> holds;
  std::vector<z3::expr> there;
  for (const model::DayTerm& term : day.latest_of) {
    Symbol other = std::visit(overloaded{
                                  [&](const model::Date& date) { return written(date); },
                                  [&](const model::DateTime& time) { return written(time); },
                                  [&](const model::FactRef& base) { return symbol(subject, base); },
                              },
                              term.base);
    for (const model::Duration& shift : term.shifts) other = shifted(other, shift);
    const z3::expr is_ordered = ordered(compared_fact, other, comparator);
    there.push_back(!other.none);
    holds.push_back(is_upper_bound ? !other.none && is_ordered : other.none || is_ordered);
  }
  const z3::expr together = is_upper_bound ? any_of(context_, holds) : all_of(context_, holds);
  return !compared_fact.none && any_of(context_, there) && together;
}

// ---------------------------------------------------------------------------------- truth

z3::expr Encoding::truth(model::PolicyId owner, const model::Condition& condition) {
  return truth(Reader{owner, &library_.policies[owner].definitions}, condition, "");
}

z3::expr Encoding::truth(const Reader& reader, const model::Condition& condition, const Subject& subject) {
  const auto by_number = [&](const Symbol& fact, const std::function<z3::expr(const z3::expr&)>& test) { return !fact.none && test(fact.number); };
  return std::visit(
      overloaded{
          [&](const model::AllOf& all) {
            std::vector<z3::expr> links;
            for (const auto& link : all.links) links.push_back(truth(reader, link, subject));
            return all_of(context_, links);
          },
          [&](const model::AnyOf& any) {
            std::vector<z3::expr> links;
            for (const auto& link : any.links) links.push_back(truth(reader, link, subject));
            return any_of(context_, links);
          },
          [&](const model::Negation& negation) { return !truth(reader, *negation.operand, subject); },
          [&](const model::Holds& node) {
            const Symbol& fact = symbol(subject, node.fact);
            return !fact.none && fact.flag;
          },
          [&](const model::ChosenAmong& node) {
            return by_number(symbol(subject, node.fact), [&](const z3::expr& value) {
              std::vector<z3::expr> some;
              for (std::size_t i = 0; i < node.accepted.size(); ++i) {
                if (node.accepted[i]) some.push_back(value == static_cast<int>(i));
              }
              return any_of(context_, some);
            });
          },
          [&](const model::HasMember& node) {
            const Symbol& fact = symbol(subject, node.fact);
            return !fact.none && fact.members[node.member];
          },
          [&](const model::TextAmong& node) {
            return by_number(symbol(subject, node.fact), [&](const z3::expr& value) {
              std::vector<z3::expr> some;
              for (const auto& text : node.accepted) some.push_back(value == text_number(text));
              return any_of(context_, some);
            });
          },
          [&](const model::IsNone& node) { return symbol(subject, node.fact).none; },
          [&](const model::NumberCompared& node) {
            return by_number(symbol(subject, node.fact), [&](const z3::expr& value) {
              const z3::expr bound = context_.int_val(node.bound);
              switch (node.comparator) {
                case model::Comparator::less: return value < bound;
                case model::Comparator::at_most: return value <= bound;
                case model::Comparator::equal: return value == bound;
                case model::Comparator::at_least: return value >= bound;
                case model::Comparator::greater: return value > bound;
              }
              return context_.bool_val(false);
            });
          },
          [&](const model::DayCompared& node) { return compared(node.fact, node.comparator, node.day, subject); },
          [&](const model::DayWithin& node) {
            const bool is_before = node.side == model::WindowSide::before;
            model::DayExpr far = node.day;
            for (auto& term : far.latest_of) term.shifts.push_back({is_before ? -node.length.count : node.length.count, node.length.unit});
            const z3::expr near_side = compared(node.fact, is_before ? model::Comparator::at_most : model::Comparator::at_least, node.day, subject);
            const z3::expr far_side = compared(node.fact, is_before ? model::Comparator::at_least : model::Comparator::at_most, far, subject);
            return near_side && far_side;
          },
          [&](const model::Quantified& node) { return quantified(reader, node); },
          [&](const model::Defined& node) {
            const model::Definition& definition = (*reader.definitions)[node.definition];
            if (!definition.record) return truth(reader, definition.condition, "");
            if (node.subject.empty()) return truth(reader, definition.condition, subject);
            const model::FactRef& path = node.subject.front();
            return truth(reader, definition.condition, (path.of_element ? subject : std::string{}) + list_name(path));
          },
          [&](const model::Says& node) { return says(node); },
      },
      condition.node);
}

z3::expr Encoding::present(const std::string& list, std::size_t place) { return context_.bool_const(fmt::format("{}[{}]!", list, place).c_str()); }

z3::expr Encoding::same(const model::Type& type, const Symbol& a, const Symbol& b) {
  z3::expr equal = context_.bool_val(true);
  switch (type.kind) {
    case model::Kind::yes_no: equal = a.flag == b.flag; break;
    case model::Kind::text:
    case model::Kind::money:
    case model::Kind::number:
    case model::Kind::choice: equal = a.number == b.number; break;
    case model::Kind::date:
    case model::Kind::date_time: equal = ordered(a, b, model::Comparator::equal); break;
    case model::Kind::set:
    case model::Kind::list:
    case model::Kind::record: break;  // the checker lets no such fact tell elements apart
  }
  return (a.none && b.none) || (!a.none && !b.none && equal);
}

z3::expr Encoding::quantified(const Reader& reader, const model::Quantified& node) {
  const std::string list = list_name(node.list);
  const std::size_t places = places_.at(list);
  std::vector<z3::expr> counts;
  for (std::size_t i = 0; i < places; ++i) {
    const z3::expr met = node.condition.empty() ? context_.bool_val(true) : truth(reader, node.condition.front(), fmt::format("{}[{}]", list, i));
    counts.push_back(node.quantifier == model::Quantifier::every ? z3::implies(present(list, i), met) : present(list, i) && met);
  }
  switch (node.quantifier) {
    case model::Quantifier::any: return any_of(context_, counts);
    case model::Quantifier::every: return all_of(context_, counts);
    case model::Quantifier::at_least: break;
  }
  z3::expr total = context_.int_val(0);
  for (std::size_t i = 0; i < places; ++i) {
    z3::expr is_new = counts[i];
    if (!node.distinct_by.empty()) {
      const Symbol key = symbol(fmt::format("{}[{}]", list, i), node.distinct_by.front());
      for (std::size_t k = 0; k < i; ++k) {
        const Symbol earlier = symbol(fmt::format("{}[{}]", list, k), node.distinct_by.front());
        is_new = is_new && !(counts[k] && same(node.distinct_by.front().type, key, earlier));
      }
    }
    total = total + z3::ite(is_new, context_.int_val(1), context_.int_val(0));
  }
  return total >= context_.int_val(node.count);
}

// ---------------------------------------------------------------------------------- policies

z3::expr Encoding::says(const model::Says& node) {
  const z3::expr said = answer(node.policy, node.decision);
  std::vector<z3::expr> some;
  for (std::size_t i = 0; i < node.accepted.size(); ++i) {
    if (node.accepted[i]) some.push_back(said == static_cast<int>(i));
  }
  return any_of(context_, some);
}

z3::expr Encoding::answer(model::PolicyId id, model::DecisionId decision) {
  if (const auto known = answers_.find({id, decision}); known != answers_.end()) return known->second;
  const model::Policy& policy = library_.policies[id];
  const Reader reader{id, &policy.definitions};
  const auto speaks = [&](const model::Rule& rule) { return std::binary_search(rule.speaks_to.begin(), rule.speaks_to.end(), decision); };

  std::map<model::RuleId, z3::expr> applies;
  const std::function<z3::expr(model::RuleId)> rule_applies = [&](model::RuleId r) -> z3::expr {
    if (const auto known = applies.find(r); known != applies.end()) return known->second;
    const model::Rule& rule = policy.rules[r];
    z3::expr result = context_.bool_val(true);
    if (rule.when) result = result && truth(reader, *rule.when, "");
    if (rule.unless) result = result && !truth(reader, *rule.unless, "");
    for (model::RuleId other = 0; other < policy.rules.size(); ++other) {
      const auto& overridden = policy.rules[other].overrides;
      if (speaks(policy.rules[other]) && std::find(overridden.begin(), overridden.end(), r) != overridden.end()) result = result && !rule_applies(other);
    }
    return applies.emplace(r, result).first->second;
  };

  // What may be said: an outcome with its term. Two of these that differ are a conflict.
  std::vector<std::pair<std::uint32_t, std::optional<model::Term>>> said;
  std::vector<z3::expr> is_said;
  for (model::RuleId r = 0; r < policy.rules.size(); ++r) {
    for (const model::Effect& effect : policy.rules[r].effects) {
      if (effect.decision != decision) continue;
      const auto place = std::find(said.begin(), said.end(), std::pair{effect.outcome, effect.term});
      if (place == said.end()) {
        said.emplace_back(effect.outcome, effect.term);
        is_said.push_back(rule_applies(r));
      } else {
        z3::expr& known = is_said[static_cast<std::size_t>(place - said.begin())];
        known = known || rule_applies(r);
      }
    }
  }
  z3::expr result = context_.int_val(silent);
  for (const model::Otherwise& otherwise : policy.otherwise) {
    if (otherwise.effect.decision == decision) result = context_.int_val(otherwise.effect.outcome);
  }
  for (std::size_t i = 0; i < said.size(); ++i) result = z3::ite(is_said[i], context_.int_val(said[i].first), result);
  std::vector<z3::expr> pairs;
  for (std::size_t i = 0; i < said.size(); ++i) {
    for (std::size_t k = i + 1; k < said.size(); ++k) pairs.push_back(is_said[i] && is_said[k]);
  }
  result = z3::ite(any_of(context_, pairs), context_.int_val(conflict), result);
  if (policy.applies_when) result = z3::ite(truth(reader, *policy.applies_when, ""), result, context_.int_val(silent));
  answers_.emplace(std::pair{id, decision}, result);
  return result;
}

// ---------------------------------------------------------------------------------- records

void Encoding::require_always(model::RecordId record, const Subject& subject, std::vector<model::FieldId> path) {
  const Reader reader{0, &library_.always_definitions};
  std::string here = subject;
  for (const auto step : path) here += fmt::format("/{}", step);
  for (const auto& always : library_.always) {
    if (always.record == record) constraints_.push_back(truth(reader, always.condition, here));
  }
  const auto& fields = library_.vocabulary.records[record].fields;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (fields[i].type.kind != model::Kind::record) continue;
    path.push_back(static_cast<model::FieldId>(i));
    require_always(fields[i].type.id, subject, path);
    path.pop_back();
  }
}

z3::expr_vector Encoding::record_constraints() {
  if (!is_always_encoded_) {
    is_always_encoded_ = true;
    require_always(*library_.vocabulary.root, "", {});
    for (const auto& [name, list] : lists_) {
      for (std::size_t i = 0; i < places_.at(name); ++i) require_always(list->type.id, fmt::format("{}[{}]", name, i), {});
    }
  }
  z3::expr_vector result{context_};
  for (const auto& constraint : constraints_) result.push_back(constraint);
  for (const auto& [name, list] : lists_) {
    const std::size_t places = places_.at(name);
    if (list->type.one_or_more) result.push_back(present(name, 0));
    for (std::size_t i = 1; i < places; ++i) result.push_back(z3::implies(present(name, i), present(name, i - 1)));
  }
  return result;
}

}  // namespace comity::solver
