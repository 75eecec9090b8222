#include "interpreter/analyzer/wording.hpp"

#include <algorithm>
#include <set>

namespace comity::analyzer {
namespace {

model::Condition made(model::ConditionNode node) { return {std::move(node), {}, false}; }
model::Condition opposite(model::Condition condition) {
  if (auto* negation = std::get_if<model::Negation>(&condition.node)) return *negation->operand;
  return made(model::Negation{std::move(condition)});
}
model::Condition all_of(std::vector<model::Condition> links) { return links.size() == 1 ? std::move(links.front()) : made(model::AllOf{std::move(links)}); }
model::Condition any_of(std::vector<model::Condition> links) { return links.size() == 1 ? std::move(links.front()) : made(model::AnyOf{std::move(links)}); }

// How many stretches of neighbouring classes are let in.
std::size_t stretches(const std::vector<bool>& accepted) {
  std::size_t result = 0;
  for (std::size_t i = 0; i < accepted.size(); ++i) result += accepted[i] && (i == 0 || !accepted[i - 1]) ? 1 : 0;
  return result;
}

// The author's line breaks and spaces do not matter.
std::string on_one_line(const std::string& text) {
  std::string result;
  for (const char c : text) {
    const bool is_space = c == ' ' || c == '\n' || c == '\r' || c == '\t';
    if (!is_space) {
      result += c;
    } else if (!result.empty() && result.back() != ' ') {
      result += ' ';
    }
  }
  while (!result.empty() && result.back() == ' ') result.pop_back();
  return result;
}

// `any charge is felony` and `no charge is felony`; `every …` and `not every …`.
std::string quantifier_words(std::string text, bool negated) {
  if (text.starts_with("not ")) {
    text = text.substr(4);
    if (text.starts_with("any ") || text.starts_with("every ") || text.starts_with("at least ")) return quantifier_words(text, !negated);
  }
  if (text.starts_with("no ")) text = "any " + text.substr(3);
  if (!negated) return text;
  return text.starts_with("any ") ? "no " + text.substr(4) : "not " + text;
}

}  // namespace

model::FactRef Wordings::ref(const Fact& fact) const {
  return {fact.key.element.has_value(), fact.key.element.value_or(*library_.vocabulary.root), fact.key.steps, fact.type};
}

// True of the known classes let in, false of none.
model::Condition Wordings::of_known(const Fact& fact, const std::vector<bool>& accepted) const {
  const model::FactRef fact_ref = ref(fact);
  const auto not_none = [&](model::Condition condition) {
    if (!fact.type.or_none) return condition;
    std::vector<model::Condition> links;
    links.push_back(std::move(condition));
    links.push_back(opposite(made(model::IsNone{fact_ref})));
    return all_of(std::move(links));
  };
  if (std::all_of(accepted.begin(), accepted.end(), [](bool is_in) { return is_in; })) {
    return fact.type.or_none ? opposite(made(model::IsNone{fact_ref})) : made(model::AllOf{});
  }
  switch (fact.type.kind) {
    case model::Kind::yes_no: {
      model::Condition holds = made(model::Holds{fact_ref});
      return accepted[1] ? holds : not_none(opposite(std::move(holds)));
    }
    case model::Kind::choice: {
      model::ChosenAmong among{fact_ref, std::vector<bool>(library_.vocabulary.choices[fact.type.id].values.size(), false)};
      for (std::size_t i = 0; i < accepted.size(); ++i) {
        for (const std::uint32_t value : fact.values_of_class[i]) among.accepted[value] = accepted[i];
      }
      return made(std::move(among));
    }
    case model::Kind::text: {
      model::TextAmong among{fact_ref, {}};
      const bool has_other = accepted.back();
      for (std::size_t i = 0; i + 1 < accepted.size(); ++i) {
        if (accepted[i] != has_other) among.accepted.push_back(std::get<std::string>(fact.representatives[i]));
      }
      return has_other ? not_none(opposite(made(std::move(among)))) : made(std::move(among));
    }
    case model::Kind::number:
    case model::Kind::money:
    case model::Kind::date:
    case model::Kind::date_time: {
      const auto bound = [&](bool from, std::int64_t value) {
        if (!fact.is_date()) return made(model::NumberCompared{fact_ref, from ? model::Comparator::at_least : model::Comparator::less, value});
        model::DayTerm term;
        const model::Moment moment = moment_of(value, fact.is_time());
        if (const auto* time = std::get_if<model::DateTime>(&moment)) {
          term.base = *time;
          if (time->minute == 0) term.base = time->day;
        } else {
          term.base = std::get<model::Date>(moment);
        }
        return made(model::DayCompared{fact_ref, from ? model::Comparator::at_least : model::Comparator::less, {{term}}});
      };
      std::vector<model::Condition> parts;
      for (std::uint32_t i = 0; i < accepted.size(); ++i) {
        if (!accepted[i] || (i > 0 && accepted[i - 1])) continue;
        std::uint32_t end = i;
        while (end + 1 < accepted.size() && accepted[end + 1]) ++end;
        std::vector<model::Condition> links;
        const bool is_one_number = !fact.is_date() && fact.first_of_class[i] == fact.last_of_class(end);
        if (is_one_number) {
          links.push_back(made(model::NumberCompared{fact_ref, model::Comparator::equal, fact.first_of_class[i]}));
        } else {
          if (i > 0) links.push_back(bound(true, fact.first_of_class[i]));
          if (end + 1 < accepted.size()) links.push_back(bound(false, fact.first_of_class[end + 1]));
        }
        parts.push_back(all_of(std::move(links)));
      }
      return any_of(std::move(parts));
    }
    case model::Kind::set:
    case model::Kind::list:
    case model::Kind::record: break;
  }
  return made(model::AllOf{});
}

model::Condition Wordings::of_fact(const Fact& fact, const std::vector<bool>& accepted) const {
  std::vector<bool> known(accepted.begin(), accepted.begin() + fact.known_classes());
  const bool lets_none_in = fact.type.or_none && accepted.back();
  if (fact.type.or_none && !lets_none_in) return of_known(fact, known);
  std::vector<bool> others = known;
  others.flip();
  if (std::none_of(known.begin(), known.end(), [](bool is_in) { return is_in; })) return made(model::IsNone{ref(fact)});
  // What it is not may be shorter, and is true of none too.
  bool say_opposite = lets_none_in;
  if (!lets_none_in) {
    switch (fact.type.kind) {
      case model::Kind::choice: {
        std::size_t in = 0;
        std::size_t out = 0;
        for (std::size_t i = 0; i < known.size(); ++i) (known[i] ? in : out) += fact.values_of_class[i].size();
        say_opposite = in > out && !library_.vocabulary.choices[fact.type.id].is_ladder;
        break;
      }
      case model::Kind::number:
      case model::Kind::money:
      case model::Kind::date:
      case model::Kind::date_time: say_opposite = stretches(known) > stretches(others); break;
      case model::Kind::yes_no:
      case model::Kind::text:
      case model::Kind::set:
      case model::Kind::list:
      case model::Kind::record: break;
    }
  }
  return say_opposite ? opposite(of_known(fact, others)) : of_known(fact, known);
}

// `later is on or after earlier plus …`, which is false of none, as the literal is.
model::Condition Wordings::of_literal(const DateLiteral& literal) const {
  const Fact& later = facts_[literal.later];
  const Fact& earlier = facts_[literal.earlier];
  model::DayTerm term;
  term.base = ref(earlier);
  term.shifts = literal.moved.shifts;
  model::Comparator comparator = model::Comparator::at_least;
  std::int64_t plus = literal.moved.plus;
  if (!later.is_time() || !earlier.is_time()) {
    // Days, also where a date and time is compared with a date.
    if (later.is_time()) plus /= 1440;
    if (plus == 1) {
      comparator = model::Comparator::greater;
    } else if (plus != 0) {
      term.shifts.push_back({plus, model::DurationUnit::days});
    }
  } else {
    // Minutes: of whole hours, or one more.
    if (plus % 60 != 0) {
      comparator = model::Comparator::greater;
      --plus;
    }
    if (plus % 1440 == 0 && plus != 0) term.shifts.push_back({plus / 1440, model::DurationUnit::days});
    if (plus % 1440 != 0) term.shifts.push_back({plus / 60, model::DurationUnit::hours});
  }
  return made(model::DayCompared{ref(later), comparator, {{term}}});
}

model::Condition Wordings::of_variable(Variable variable, const std::vector<bool>& accepted) const {
  const Facts::Meaning& meaning = facts_.meaning(variable);
  switch (meaning.kind) {
    case Facts::Meaning::Kind::fact: return of_fact(facts_[meaning.index], accepted);
    case Facts::Meaning::Kind::member: {
      model::Condition has = made(model::HasMember{ref(facts_[meaning.index]), meaning.member});
      return accepted[1] ? has : opposite(std::move(has));
    }
    case Facts::Meaning::Kind::literal: {
      model::Condition literal = of_literal(facts_.literals()[meaning.index]);
      return accepted[1] ? literal : opposite(std::move(literal));
    }
    case Facts::Meaning::Kind::atom: {
      const Atom& atom = atoms_.atoms()[meaning.index];
      model::Quantified quantified;
      quantified.quantifier = atom.count == 1 ? model::Quantifier::any : model::Quantifier::at_least;
      quantified.count = atom.count;
      quantified.list = atoms_.lists()[atom.list].fact;
      if (atom.distinct_by) quantified.distinct_by.push_back(ref(facts_[*atom.distinct_by]));
      if (atom.condition != atoms_.lists()[atom.list].every) quantified.condition.push_back(of_diagram(atom.condition));
      model::Condition whole = made(std::move(quantified));
      return accepted[1] ? whole : opposite(std::move(whole));
    }
  }
  return made(model::AllOf{});
}

model::Condition Wordings::of_diagram(Node node) const {
  if (diagrams_.is_terminal(node)) return node == yes ? made(model::AllOf{}) : made(model::AnyOf{});
  const Variable variable = diagrams_.variable(node);
  std::vector<model::Condition> ways;
  std::vector<bool> done(diagrams_.arity(variable), false);
  for (std::uint32_t i = 0; i < done.size(); ++i) {
    const Node child = diagrams_.child(node, i);
    if (done[i] || child == no) continue;
    std::vector<bool> same(done.size(), false);
    for (std::uint32_t k = i; k < done.size(); ++k) {
      if (diagrams_.child(node, k) == child) same[k] = done[k] = true;
    }
    std::vector<model::Condition> links;
    links.push_back(of_variable(variable, same));
    if (child != yes) links.push_back(of_diagram(child));
    ways.push_back(all_of(std::move(links)));
  }
  return any_of(std::move(ways));
}

RegionCondition Wordings::condition(Variable variable, const std::vector<bool>& accepted) const {
  const Facts::Meaning& meaning = facts_.meaning(variable);
  RegionCondition result;
  if (meaning.kind == Facts::Meaning::Kind::atom) {
    const Atom& atom = atoms_.atoms()[meaning.index];
    if (atom.wording) {
      result.condition = *atom.wording->condition;
      result.negated = accepted[1] == atom.wording->is_opposite;
      result.owner = atom.wording->owner;
      const std::string words = words_at_ ? on_one_line(words_at_(result.condition.span)) : std::string{};
      result.words = words.empty() ? words_of(library_, result.owner, result.condition, result.negated) : quantifier_words(words, result.negated);
      return result;
    }
  }
  result.condition = of_variable(variable, accepted);
  if (auto* negation = std::get_if<model::Negation>(&result.condition.node)) {
    model::Condition operand = *negation->operand;
    result.condition = std::move(operand);
    result.negated = true;
  }
  result.words = words_of(library_, std::nullopt, result.condition, result.negated);
  return result;
}

RegionCondition Wordings::remark(const Remark& remark, bool is_opposite) const {
  RegionCondition result{*remark.condition, is_opposite, remark.owner, {}};
  const std::string words = words_at_ && !remark.is_name ? on_one_line(words_at_(result.condition.span)) : std::string{};
  result.words = words.empty() ? words_of(library_, result.owner, result.condition, is_opposite) : is_opposite ? "not (" + words + ")" : words;
  return result;
}

void Wordings::add_facts_of(Variable variable, std::vector<model::FactRef>& facts) const {
  const auto add = [&](const model::FactRef& fact) {
    if (std::find(facts.begin(), facts.end(), fact) == facts.end()) facts.push_back(fact);
  };
  const Facts::Meaning& meaning = facts_.meaning(variable);
  const auto add_of_record = [&](FactId fact) {
    if (!facts_[fact].key.element) add(ref(facts_[fact]));
  };
  switch (meaning.kind) {
    case Facts::Meaning::Kind::fact:
    case Facts::Meaning::Kind::member: add_of_record(meaning.index); break;
    case Facts::Meaning::Kind::literal:
      add_of_record(facts_.literals()[meaning.index].later);
      add_of_record(facts_.literals()[meaning.index].earlier);
      break;
    case Facts::Meaning::Kind::atom:
      add(atoms_.lists()[atoms_.atoms()[meaning.index].list].fact);
      add_facts(atoms_.atoms()[meaning.index].condition, facts);
      break;
  }
}

void Wordings::add_facts(Node condition, std::vector<model::FactRef>& facts) const {
  std::set<Node> seen;
  std::vector<Node> open{condition};
  while (!open.empty()) {
    const Node node = open.back();
    open.pop_back();
    if (diagrams_.is_terminal(node) || !seen.insert(node).second) continue;
    const Variable variable = diagrams_.variable(node);
    add_facts_of(variable, facts);
    for (std::uint32_t i = 0; i < diagrams_.arity(variable); ++i) open.push_back(diagrams_.child(node, i));
  }
}

}  // namespace comity::analyzer
