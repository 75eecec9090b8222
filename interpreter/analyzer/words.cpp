#include <algorithm>

#include <fmt/format.h>

#include "interpreter/analyzer/wording.hpp"

namespace comity::analyzer {
namespace {

std::string_view text_of(model::Comparator comparator) {
  switch (comparator) {
    case model::Comparator::less: return "<";
    case model::Comparator::at_most: return "<=";
    case model::Comparator::equal: return "is";
    case model::Comparator::at_least: return ">=";
    case model::Comparator::greater: return ">";
  }
  return {};
}

std::string_view day_text_of(model::Comparator comparator) {
  switch (comparator) {
    case model::Comparator::less: return "is before";
    case model::Comparator::at_most: return "is on or before";
    case model::Comparator::equal: return "is";
    case model::Comparator::at_least: return "is on or after";
    case model::Comparator::greater: return "is after";
  }
  return {};
}

model::Comparator opposite(model::Comparator comparator) {
  switch (comparator) {
    case model::Comparator::less: return model::Comparator::at_least;
    case model::Comparator::at_most: return model::Comparator::greater;
    case model::Comparator::equal: return model::Comparator::equal;
    case model::Comparator::at_least: return model::Comparator::less;
    case model::Comparator::greater: return model::Comparator::at_most;
  }
  return comparator;
}

std::string joined(const std::vector<std::string>& parts, std::string_view between) { return fmt::format("{}", fmt::join(parts, between)); }

class Writer {
 public:
  Writer(const model::Library& library, std::optional<model::PolicyId> owner) : library_{library}, owner_{owner} {}

  std::string write(const model::Condition& condition, bool negated, bool is_link) const {
    const std::string not_ = negated ? "not " : "";
    return std::visit(
        overloaded{
            [&](const model::AllOf& all) { return chain(all.links, " and ", "always", negated, is_link); },
            [&](const model::AnyOf& any) { return chain(any.links, " or ", "never", negated, is_link); },
            [&](const model::Negation& negation) { return write(*negation.operand, !negated, is_link); },
            [&](const model::Holds& node) { return not_ + path(node.fact); },
            [&](const model::ChosenAmong& node) { return path(node.fact) + " is " + choice(node, negated); },
            [&](const model::HasMember& node) {
              const std::string& member = library_.vocabulary.choices[node.fact.type.id].values[node.member];
              return (node.fact.of_element ? "it is " : path(node.fact) + " is ") + not_ + member;
            },
            [&](const model::TextAmong& node) {
              std::vector<std::string> texts;
              for (const std::string& text : node.accepted) texts.push_back(fmt::format("\"{}\"", text));
              return path(node.fact) + " is " + not_ + (texts.size() == 1 ? texts.front() : "any of (" + joined(texts, ", ") + ")");
            },
            [&](const model::IsNone& node) { return path(node.fact) + " is " + not_ + "none"; },
            [&](const model::NumberCompared& node) {
              const std::string bound = node.fact.type.kind == model::Kind::money ? model::money_text(node.bound) : std::to_string(node.bound);
              if (node.comparator == model::Comparator::equal) return fmt::format("{} is {}{}", path(node.fact), not_, bound);
              if (!negated) return fmt::format("{} {} {}", path(node.fact), text_of(node.comparator), bound);
              if (!node.fact.type.or_none) return fmt::format("{} {} {}", path(node.fact), text_of(opposite(node.comparator)), bound);
              return fmt::format("not ({} {} {})", path(node.fact), text_of(node.comparator), bound);
            },
            [&](const model::DayCompared& node) { return day_compared(node, negated); },
            [&](const model::DayWithin& node) {
              return fmt::format("{} is {}within {} {} {}", path(node.fact), not_, span(node.length), node.side == model::WindowSide::before ? "before" : "after", day(node.day));
            },
            [&](const model::Quantified& node) { return quantified(node, negated); },
            [&](const model::Defined& node) { return defined(node, negated); },
            [&](const model::Says& node) {
              const auto& outcomes = library_.vocabulary.decisions[node.decision].outcomes;
              std::vector<std::string> accepted;
              for (std::size_t i = 0; i < outcomes.size(); ++i) {
                if (node.accepted[i]) accepted.push_back(outcomes[i]);
              }
              return fmt::format("{}{} says {} is {}", not_, library_.policies[node.policy].name, library_.vocabulary.decisions[node.decision].name,
                                 accepted.size() == 1 ? accepted.front() : "any of (" + joined(accepted, ", ") + ")");
            },
        },
        condition.node);
  }

 private:
  std::string path(const model::FactRef& fact) const { return (fact.of_element ? "its " : "") + path_text(library_.vocabulary, fact); }

  std::string chain(const std::vector<model::Condition>& links, std::string_view between, std::string_view empty, bool negated, bool is_link) const {
    if (links.empty()) return (negated ? "not " : "") + std::string{empty};
    std::vector<std::string> parts;
    for (const auto& link : links) parts.push_back(write(link, false, true));
    const std::string text = joined(parts, between);
    if (negated) return "not (" + text + ")";
    return is_link ? "(" + text + ")" : text;
  }

  std::string choice(const model::ChosenAmong& node, bool negated) const {
    const model::Choice& known = library_.vocabulary.choices[node.fact.type.id];
    std::vector<bool> accepted = node.accepted;
    const bool can_turn = negated && !node.fact.type.or_none;
    if (can_turn) accepted.flip();
    const auto in = static_cast<std::size_t>(std::count(accepted.begin(), accepted.end(), true));
    const std::string not_ = negated && !can_turn ? "not " : "";
    std::vector<std::string> names;
    for (std::size_t i = 0; i < accepted.size(); ++i) {
      if (accepted[i]) names.push_back(known.values[i]);
    }
    if (in == 1) return not_ + names.front();
    if (known.is_ladder && not_.empty() && in > 0 && in < accepted.size()) {
      if (accepted.back() && std::is_sorted(accepted.begin(), accepted.end())) return "at least " + names.front();
      if (accepted.front() && std::is_sorted(accepted.rbegin(), accepted.rend())) return "at most " + names.back();
    }
    if (in + 1 == accepted.size() && not_.empty() && !node.fact.type.or_none) {
      const auto out = std::find(accepted.begin(), accepted.end(), false) - accepted.begin();
      return "not " + known.values[static_cast<std::size_t>(out)];
    }
    return not_ + "any of (" + joined(names, ", ") + ")";
  }

  static std::string span(const model::Duration& duration) {
    const std::int64_t count = duration.count < 0 ? -duration.count : duration.count;
    switch (duration.unit) {
      case model::DurationUnit::hours: return fmt::format("{} hours", count);
      case model::DurationUnit::days: return fmt::format("{} days", count);
      case model::DurationUnit::years: return fmt::format("{} years", count);
    }
    return {};
  }

  std::string term(const model::DayTerm& term) const {
    std::string result = std::visit(overloaded{
                                        [](const model::Date& date) { return model::to_string(date); },
                                        [](const model::DateTime& time) { return model::to_string(time); },
                                        [&](const model::FactRef& fact) { return path(fact); },
                                    },
                                    term.base);
    for (const model::Duration& shift : term.shifts) result += (shift.count < 0 ? " minus " : " plus ") + span(shift);
    return result;
  }

  std::string day(const model::DayExpr& expr) const {
    std::string result = term(expr.latest_of.back());
    for (std::size_t i = expr.latest_of.size() - 1; i-- > 0;) result = fmt::format("later of ({}, {})", term(expr.latest_of[i]), result);
    return result;
  }

  // Of none, neither a comparison nor its turned form holds.
  std::string day_compared(const model::DayCompared& node, bool negated) const {
    bool may_be_none = node.fact.type.or_none;
    for (const model::DayTerm& one : node.day.latest_of) {
      const auto* fact = std::get_if<model::FactRef>(&one.base);
      may_be_none = may_be_none || (fact != nullptr && fact->type.or_none);
    }
    if (node.comparator == model::Comparator::equal) return fmt::format("{} is {}{}", path(node.fact), negated ? "not " : "", day(node.day));
    const bool can_turn = negated && !may_be_none && node.day.latest_of.size() == 1;
    const std::string text = fmt::format("{} {} {}", path(node.fact), day_text_of(can_turn ? opposite(node.comparator) : node.comparator), day(node.day));
    return negated && !can_turn ? "not (" + text + ")" : text;
  }

  std::string quantified(const model::Quantified& node, bool negated) const {
    const model::Field& list = field_of(node.list);
    std::string result;
    switch (node.quantifier) {
      case model::Quantifier::any: result = (negated ? "no " : "any ") + list.singular; break;
      case model::Quantifier::every: result = (negated ? "not every " : "every ") + list.singular; break;
      case model::Quantifier::at_least: result = fmt::format("{}at least {} {}", negated ? "not " : "", node.count, list.name); break;
    }
    for (const auto& key : node.distinct_by) result += " distinct by " + path_text(library_.vocabulary, key);
    for (const auto& condition : node.condition) {
      const std::string inner = write(condition, false, std::holds_alternative<model::AnyOf>(condition.node));
      result += inner.starts_with("it is ") && inner.find(" and ") == std::string::npos ? inner.substr(2) : " where " + inner;
    }
    return result;
  }

  std::string defined(const model::Defined& node, bool negated) const {
    if (!owner_ || node.definition >= library_.policies[*owner_].definitions.size()) return "a definition";
    const model::Definition& definition = library_.policies[*owner_].definitions[node.definition];
    if (!definition.record) return (negated ? "not " : "") + definition.name;
    const std::string subject = node.subject.empty() ? "it" : path(node.subject.front());
    return fmt::format("{} is {}{}", subject, negated ? "not " : "", definition.name);
  }

  const model::Field& field_of(const model::FactRef& fact) const {
    model::RecordId record = fact.from;
    for (std::size_t i = 0; i + 1 < fact.steps.size(); ++i) record = library_.vocabulary.records[record].fields[fact.steps[i]].type.id;
    return library_.vocabulary.records[record].fields[fact.steps.back()];
  }

  const model::Library& library_;
  std::optional<model::PolicyId> owner_;
};

}  // namespace

std::string words_of(const model::Library& library, std::optional<model::PolicyId> owner, const model::Condition& condition, bool negated) {
  return Writer{library, owner}.write(condition, negated, false);
}

}  // namespace comity::analyzer
