#include "tests/support/second_reading.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <iterator>
#include <tuple>
#include <utility>

#include <fmt/format.h>

namespace comity::support {
namespace {

using Json = nlohmann::json;

// ---------------------------------------------------------------------------------- Kleene's logic

using Perhaps = std::optional<bool>;  // none: unknown

Perhaps negated(Perhaps a) { return a ? Perhaps{!*a} : a; }

Perhaps conjunction(const std::vector<Perhaps>& links) {
  if (std::find(links.begin(), links.end(), Perhaps{false}) != links.end()) return false;
  return std::find(links.begin(), links.end(), Perhaps{}) != links.end() ? Perhaps{} : Perhaps{true};
}

Perhaps disjunction(const std::vector<Perhaps>& links) {
  if (std::find(links.begin(), links.end(), Perhaps{true}) != links.end()) return true;
  return std::find(links.begin(), links.end(), Perhaps{}) != links.end() ? Perhaps{} : Perhaps{false};
}

// ---------------------------------------------------------------------------------- the calendar

bool is_leap(std::int64_t year) { return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0; }

int days_in(std::int64_t year, int month) {
  if (month == 2) return is_leap(year) ? 29 : 28;
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

struct Moment {
  std::int64_t year = 0;
  int month = 0;
  int day = 0;
  std::optional<int> minute;  // of a date and time
};

int digits(const std::string& text, std::size_t at, std::size_t count) { return std::stoi(text.substr(at, count)); }

// "2013-03-01" or "2013-03-01T17:00"; an offset is not used.
Moment moment_of(const std::string& text) {
  Moment result{digits(text, 0, 4), digits(text, 5, 2), digits(text, 8, 2), std::nullopt};
  if (text.size() > 10) result.minute = digits(text, 11, 2) * 60 + digits(text, 14, 2);
  return result;
}

// -1, 0 or 1. A date and time counts as its day when compared with a date.
int compared(const Moment& a, const Moment& b) {
  const bool by_minute = a.minute && b.minute;
  const auto key = [&](const Moment& m) { return std::tuple{m.year, m.month, m.day, by_minute ? *m.minute : 0}; };
  return key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0;
}

void move_one_day(Moment& moment, bool forwards) {
  moment.day += forwards ? 1 : -1;
  if (moment.day > days_in(moment.year, moment.month)) {
    moment.day = 1;
    if (++moment.month > 12) {
      moment.month = 1;
      ++moment.year;
    }
  } else if (moment.day < 1) {
    if (--moment.month < 1) {
      moment.month = 12;
      --moment.year;
    }
    moment.day = days_in(moment.year, moment.month);
  }
}

Moment moved(Moment moment, std::int64_t count, syntax::SpanUnit unit) {
  switch (unit) {
    case syntax::SpanUnit::years:
      moment.year += count;
      if (moment.month == 2 && moment.day == 29 && !is_leap(moment.year)) moment.day = 28;
      break;
    case syntax::SpanUnit::days:
      for (std::int64_t i = 0; i < std::abs(count); ++i) move_one_day(moment, count > 0);
      break;
    case syntax::SpanUnit::hours:
      for (std::int64_t i = 0; i < std::abs(count); ++i) {
        *moment.minute += count > 0 ? 60 : -60;
        if (*moment.minute < 0 || *moment.minute >= 24 * 60) {
          move_one_day(moment, count > 0);
          *moment.minute += count > 0 ? -24 * 60 : 24 * 60;
        }
      }
      break;
  }
  return moment;
}

// ---------------------------------------------------------------------------------- values

// "5,000.50" dollars, in cents.
std::int64_t cents_of(const std::string& dollars) {
  std::string plain;
  std::copy_if(dollars.begin(), dollars.end(), std::back_inserter(plain), [](char c) { return c != ',' && c != '$'; });
  return std::llround(std::stod(plain) * 100);
}

std::string path_text(const syntax::Path& path) {
  std::string result;
  for (const syntax::Name& part : path.parts) result += (result.empty() ? "" : ".") + part.text;
  return result;
}

std::string joined(const std::string& a, const std::string& b) { return a.empty() ? b : a + "." + b; }

// What a record states of one fact.
struct Stated {
  enum class What { unknown, none, known } what = What::unknown;
  const Json* value = nullptr;  // of known

  bool is_unknown() const { return what == What::unknown; }
  bool is_none() const { return what == What::none; }
};

// As a record would write the value.
Json json_of(const syntax::Literal& literal) {
  switch (literal.kind) {
    case syntax::LiteralKind::yes: return true;
    case syntax::LiteralKind::no: return false;
    case syntax::LiteralKind::none: return nullptr;
    case syntax::LiteralKind::integer: return std::stoll(literal.text);
    case syntax::LiteralKind::money: return static_cast<double>(cents_of(literal.text)) / 100;
    case syntax::LiteralKind::outcome:
    case syntax::LiteralKind::date:
    case syntax::LiteralKind::date_time:
    case syntax::LiteralKind::text: return literal.text;
  }
  return nullptr;
}

// What `it` is: a record with its type, and where it stands.
struct Element {
  std::string type;
  const Json* value;     // null where nothing is known of it
  std::string path;      // "items[0]", "holder"
  bool is_part_of_root;  // `path` is a path of the record itself: supplied facts count
};

const syntax::EffectAnswer* answer_on(const syntax::Effect& effect, const std::string& decision) {
  for (const syntax::EffectAnswer& answer : effect.answers) {
    if (answer.decision.text == decision) return &answer;
  }
  return nullptr;
}

std::optional<SecondTerm> term_of(const syntax::Term* term) {
  if (term == nullptr) return std::nullopt;
  const auto* hours = std::get_if<syntax::ForTerm>(&term->node);
  if (hours == nullptr) return SecondTerm{};
  const std::int64_t count = std::stoll(hours->duration.count);
  return SecondTerm{hours->duration.unit == syntax::SpanUnit::days ? count * 24 : count, hours->excluding_weekends_and_holidays};
}

const syntax::Term* term_in(const syntax::EffectAnswer& answer) { return answer.term ? &*answer.term : nullptr; }

std::string decision_key(const std::string& name) { return "decision " + name; }

}  // namespace

// ---------------------------------------------------------------------------------- the library

SecondReading::SecondReading(const std::vector<syntax::ParsedFile>& files) {
  for (const syntax::ParsedFile& file : files) {
    for (const syntax::Decl& decl : file.decls) read_declaration(decl);
  }
  for (const auto& [name, record] : records_) {
    for (const auto& [field, decl] : record.fields) {
      for (const syntax::Mark& mark : decl->marks) {
        if (mark.kind == syntax::MarkKind::identifier) root_ = name;
      }
    }
  }
  for (const auto& [name, decl] : declared_) policies_[name] = text_of(name);
}

void SecondReading::read_declaration(const syntax::Decl& decl) {
  const auto add_definitions = [](const syntax::About& about, Definitions& definitions) {
    if (about.records.empty()) definitions[{about.name.text, ""}] = &about;
    for (const syntax::Name& record : about.records) definitions[{about.name.text, record.text}] = &about;
  };
  std::visit(overloaded{
                 [&](const syntax::DecisionDecl& decision) {
                   for (const auto& outcome : decision.ladder) ladders_[decision_key(decision.name.text)].push_back(outcome.text());
                 },
                 [&](const syntax::ChoiceDecl& choice) {
                   for (const auto& value : choice.values.names) {
                     choices_[choice.name.text].insert(value.text);
                     if (choice.values.is_ladder) ladders_[choice.name.text].push_back(value.text);
                   }
                 },
                 [&](const syntax::RecordDecl& record) {
                   for (const auto& member : record.members) {
                     RecordFacts& facts = records_[record.name.text];
                     if (const auto* field = std::get_if<syntax::FieldDecl>(&member)) facts.fields[field->name.text] = field;
                     if (const auto* always = std::get_if<syntax::AlwaysClause>(&member)) facts.always.push_back(always);
                   }
                 },
                 [&](const syntax::DeterminationDecl& determination) { determinations_.insert(determination.name.text); },
                 [](const syntax::DutyDecl&) {},
                 [&](const syntax::JurisdictionDecl& jurisdiction) {
                   if (jurisdiction.within) within_[jurisdiction.name.text] = jurisdiction.within->text;
                 },
                 [&](const syntax::StandingDecl& standing) { standing_.push_back(&standing); },
                 [&](const syntax::DefinitionDecl& definition) { add_definitions(definition.about, definitions_); },
                 [&](const syntax::PolicyDecl& policy) { declared_[policy.name.text] = &policy; },
                 [](const syntax::ExampleDecl&) {},
                 [](const syntax::MappingDecl&) {},
             },
             decl.node);
}

// `amends`: "the heading is inherited save status, dates and source; a rule or definition of the same name replaces, a new
// one adds, `repeal a, b` removes …, `otherwise` replaces decision by decision, `presume` fact by fact, `applies when` whole".
SecondReading::Text SecondReading::text_of(const std::string& policy) const {
  const syntax::PolicyDecl& decl = *declared_.at(policy);
  Text text;
  if (decl.amends) {
    text = text_of(decl.amends->text);
  } else {
    text.definitions = definitions_;
  }
  const auto remove_definition = [&](const std::string& name) {
    std::erase_if(text.definitions, [&](const auto& known) { return known.first.first == name; });
  };
  for (const syntax::Clause& clause : decl.clauses) {
    if (const auto* repeal = std::get_if<syntax::RepealClause>(&clause)) {
      for (const syntax::Name& name : repeal->names) {
        if (text.rules.erase(name.text) == 0) remove_definition(name.text);
      }
    }
  }
  for (const syntax::Clause& clause : decl.clauses) {
    if (const auto* authority = std::get_if<syntax::AuthorityClause>(&clause)) text.authority = authority->jurisdiction.text;
    if (const auto* applies = std::get_if<syntax::AppliesClause>(&clause)) text.applies = &applies->condition;
    if (const auto* presume = std::get_if<syntax::PresumeClause>(&clause)) text.presumptions[path_text(presume->path)] = &presume->value;
    if (const auto* rule = std::get_if<syntax::RuleClause>(&clause)) text.rules[rule->name.text] = rule;
    if (const auto* otherwise = std::get_if<syntax::OtherwiseClause>(&clause)) {
      for (const syntax::EffectAnswer& answer : otherwise->effect.answers) {
        text.otherwise[answer.decision.text] = {&otherwise->effect, term_in(answer)};
      }
    }
    if (const auto* define = std::get_if<syntax::DefineClause>(&clause)) {
      remove_definition(define->about.name.text);
      if (define->about.records.empty()) text.definitions[{define->about.name.text, ""}] = &define->about;
      for (const syntax::Name& record : define->about.records) text.definitions[{define->about.name.text, record.text}] = &define->about;
    }
  }
  return text;
}

// ---------------------------------------------------------------------------------- one policy, one record

class SecondPolicyReading {
 public:
  using Text = SecondReading::Text;
  using Paths = std::set<std::string>;

  SecondPolicyReading(const SecondReading& library, const Text& text, const Json& record, const std::string& asker, const std::string& on)
      : library_{library}, text_{text}, record_{record}, asker_{asker}, on_{on} {
    for (const auto& [path, literal] : text.presumptions) supplied_[path] = json_of(*literal);
    // "what a record says comes first, …, then standing facts, then presumptions"; fact by fact the nearest jurisdiction.
    Paths stated;
    for (std::string place = on.empty() ? "" : asker; !place.empty(); place = above(place)) {
      for (const syntax::StandingDecl* standing : library.standing_) {
        if (standing->jurisdiction.text != place) continue;
        for (const syntax::StandingFact& fact : standing->facts) {
          const bool holds = fact.from.text <= on && (!fact.until || on < fact.until->text);
          const std::string path = path_text(fact.path);
          if (holds && stated.insert(path).second) supplied_[path] = json_of(fact.value);
        }
      }
    }
  }

  std::optional<SecondAnswer> answer(const std::string& decision);
  Perhaps truth(const syntax::Condition& condition, const Element* element);

 private:
  struct Rule {
    std::string name;
    const syntax::RuleClause* clause;
    Perhaps condition;
    std::vector<std::size_t> overridden_by;  // places in the same vector
  };

  std::string above(const std::string& place) const {
    const auto found = library_.within_.find(place);
    return found == library_.within_.end() ? "" : found->second;
  }

  // ---- facts

  const syntax::FieldDecl* field(const std::string& record, const std::string& name) const {
    const auto known = library_.records_.find(record);
    if (known == library_.records_.end()) return nullptr;
    const auto found = known->second.fields.find(name);
    return found == known->second.fields.end() ? nullptr : found->second;
  }

  // The declaration at the end of a path from a record; null for a determination.
  const syntax::FieldDecl* declaration(std::string record, const syntax::Path& path) const {
    const syntax::FieldDecl* found = nullptr;
    for (const syntax::Name& part : path.parts) {
      found = field(record, part.text);
      if (found != nullptr && found->type.name) record = found->type.name->text;
    }
    return found;
  }

  // Follows a path from an object; unknown where a step is left out.
  static Stated read(const Json* object, const std::string& path, bool or_none) {
    const Json* current = object;
    for (std::size_t begin = 0; begin <= path.size();) {
      const std::size_t end = std::min(path.find('.', begin), path.size());
      if (current == nullptr || !current->is_object()) return {};
      const auto found = current->find(path.substr(begin, end - begin));
      if (found == current->end()) return {};
      current = &*found;
      begin = end + 1;
    }
    if (current->is_null()) return {or_none ? Stated::What::none : Stated::What::unknown, nullptr};
    if (or_none && *current == "none") return {Stated::What::none, nullptr};
    return {Stated::What::known, current};
  }

  // A fact below a record: of the element, or (none) of the record itself.
  Stated stated(const Element* element, const std::string& path, bool or_none) const {
    if (element != nullptr && !element->is_part_of_root) return read(element->value, path, or_none);
    const std::string whole = element == nullptr ? path : joined(element->path, path);
    const Stated result = read(&record_, whole, or_none);
    const auto supplied = supplied_.find(whole);
    if (!result.is_unknown() || supplied == supplied_.end()) return result;
    return {supplied->second.is_null() ? Stated::What::none : Stated::What::known, &supplied->second};
  }

  const Element* owner(const syntax::Subject& subject, const Element* element) const {
    return subject.kind == syntax::SubjectKind::path ? nullptr : element;
  }
  std::string type_of(const Element* element) const { return element == nullptr ? library_.root_ : element->type; }

  struct Fact {
    Stated stated;
    std::string path;  // as `missing` names it
    const syntax::FieldDecl* declared = nullptr;
  };
  Fact fact(const syntax::Subject& subject, const Element* element) const {
    const Element* of = owner(subject, element);
    const std::string path = path_text(*subject.path);
    const syntax::FieldDecl* declared = declaration(type_of(of), *subject.path);
    const std::string shown = of == nullptr ? path : joined(of->path, path);
    return {stated(of, path, declared != nullptr && declared->type.or_none), shown, declared};
  }

  // ---- tests on values

  const std::vector<std::string>& ladder_of(const syntax::FieldDecl& declared) {
    if (!declared.type.values) return library_.ladders_.at(declared.type.name->text);
    std::vector<std::string>& ladder = own_ladders_[&declared];
    if (ladder.empty()) {
      for (const syntax::Name& value : declared.type.values->names) ladder.push_back(value.text);
    }
    return ladder;
  }

  static bool is_on_side(const std::vector<std::string>& ladder, const syntax::LadderTest& test, const std::string& value) {
    const auto place = [&](const std::string& known) { return std::find(ladder.begin(), ladder.end(), known) - ladder.begin(); };
    return test.extreme == syntax::Extreme::least ? place(value) >= place(test.value.text()) : place(value) <= place(test.value.text());
  }

  static bool is_value(const Stated& known, const syntax::Literal& literal, const syntax::FieldDecl& declared) {
    if (known.is_none() || literal.kind == syntax::LiteralKind::none) return known.is_none() && literal.kind == syntax::LiteralKind::none;
    if (known.value->is_array()) return std::find(known.value->begin(), known.value->end(), literal.text) != known.value->end();
    switch (declared.type.kind) {
      case syntax::TypeKind::money: return std::llround(known.value->get<double>() * 100) == cents_of(literal.text);
      case syntax::TypeKind::number: return known.value->get<std::int64_t>() == std::stoll(literal.text);
      case syntax::TypeKind::date:
      case syntax::TypeKind::date_time: return compared(moment_of(known.value->get<std::string>()), moment_of(literal.text)) == 0;
      case syntax::TypeKind::yes_no:
      case syntax::TypeKind::text:
      case syntax::TypeKind::list:
      case syntax::TypeKind::one_or_more:
      case syntax::TypeKind::set:
      case syntax::TypeKind::values:
      case syntax::TypeKind::named: break;
    }
    return *known.value == literal.text;
  }

  // ---- days

  struct Leaf {
    Stated::What what;
    Moment moment;
  };

  void add_leaves(const syntax::Day& day, const Element* element, std::vector<Leaf>& leaves, Paths* missing) const {
    if (const auto* later = std::get_if<syntax::LaterOf>(&day.node)) {
      add_leaves(*later->first, element, leaves, missing);
      add_leaves(*later->second, element, leaves, missing);
      return;
    }
    const auto& shifted = std::get<syntax::ShiftedDay>(day.node);
    Leaf leaf{Stated::What::known, {}};
    if (const auto* literal = std::get_if<syntax::Literal>(&shifted.base)) {
      leaf.moment = moment_of(literal->text);
    } else {
      const Fact base = fact(std::get<syntax::Subject>(shifted.base), element);
      leaf.what = base.stated.what;
      if (leaf.what == Stated::What::known) leaf.moment = moment_of(base.stated.value->get<std::string>());
      if (base.stated.is_unknown() && missing != nullptr) missing->insert(base.path);
    }
    for (const syntax::Shift& shift : shifted.shifts) {
      const std::int64_t count = std::stoll(shift.duration.count);
      if (leaf.what == Stated::What::known) leaf.moment = moved(leaf.moment, shift.sign == syntax::Sign::plus ? count : -count, shift.duration.unit);
    }
    leaves.push_back(leaf);
  }

  // "`later of` skips none …; every comparison with none is false …; `on or before later of (A, B)` holds when it holds
  // for A or for B, so an unknown B need not matter; `on or after later of` needs both."
  static Perhaps on_side(const Stated& subject, const std::vector<Leaf>& leaves, syntax::Direction direction, bool or_on) {
    if (subject.is_none()) return false;
    std::vector<Perhaps> each;
    for (const Leaf& leaf : leaves) {
      if (leaf.what == Stated::What::none) continue;
      if (subject.is_unknown() || leaf.what == Stated::What::unknown) {
        each.emplace_back();
        continue;
      }
      const int order = compared(moment_of(subject.value->get<std::string>()), leaf.moment);
      each.emplace_back((order == 0 && or_on) || (direction == syntax::Direction::before ? order < 0 : order > 0));
    }
    if (each.empty()) return false;
    return direction == syntax::Direction::before ? disjunction(each) : conjunction(each);
  }

  // "from the same calendar day five years earlier to X, both included (`after`: from X to the same day five years later)"
  static Perhaps within(const Stated& subject, const syntax::WithinTest& test, const std::vector<Leaf>& leaves) {
    std::vector<Leaf> far = leaves;
    const std::int64_t length = std::stoll(test.duration.count);
    const bool is_before = test.direction == syntax::Direction::before;
    for (Leaf& leaf : far) {
      if (leaf.what == Stated::What::known) leaf.moment = moved(leaf.moment, is_before ? -length : length, test.duration.unit);
    }
    using syntax::Direction;
    if (is_before) return conjunction({on_side(subject, far, Direction::after, true), on_side(subject, leaves, Direction::before, true)});
    return conjunction({on_side(subject, leaves, Direction::after, true), on_side(subject, far, Direction::before, true)});
  }

  // ---- `it is …`

  const syntax::About* definition(const std::string& name, const std::string& record) const {
    const auto found = text_.definitions.find({name, record});
    return found == text_.definitions.end() ? nullptr : found->second;
  }

  bool has_value(const syntax::FieldDecl& declared, const std::string& value) const {
    if (declared.type.values) {
      const auto& names = declared.type.values->names;
      return std::any_of(names.begin(), names.end(), [&](const syntax::Name& name) { return name.text == value; });
    }
    if (!declared.type.name) return false;
    const auto choice = library_.choices_.find(declared.type.name->text);
    return choice != library_.choices_.end() && choice->second.contains(value);
  }

  // The fact of the element that has the value by its bare name.
  const syntax::FieldDecl* field_with(const std::string& record, const std::string& value) const {
    for (const auto& [name, declared] : library_.records_.at(record).fields) {
      if (has_value(*declared, value)) return declared;
    }
    return nullptr;
  }

  // One name after `it is`: a definition, a value or a member of a set.
  Perhaps is_named(const Element& element, const syntax::Literal& name, Paths* missing) {
    if (const syntax::About* about = definition(name.text, element.type)) {
      const Perhaps result = truth(about->condition, &element);
      if (missing != nullptr && !result) add_missing(about->condition, &element, *missing);
      return result;
    }
    const syntax::FieldDecl* declared = field_with(element.type, name.text);
    const Stated known = stated(&element, declared->name.text, declared->type.or_none);
    if (!known.is_unknown()) return is_value(known, name, *declared);
    if (missing != nullptr) missing->insert(joined(element.path, declared->name.text));
    return std::nullopt;
  }

  Perhaps it_is(const Element& element, const syntax::Test& test, Paths* missing) {
    if (const auto* ladder = std::get_if<syntax::LadderTest>(&test.node)) {
      const syntax::FieldDecl* declared = field_with(element.type, ladder->value.text());
      const Stated known = stated(&element, declared->name.text, declared->type.or_none);
      if (known.is_none()) return false;
      if (!known.is_unknown()) return is_on_side(ladder_of(*declared), *ladder, known.value->get<std::string>());
      if (missing != nullptr) missing->insert(joined(element.path, declared->name.text));
      return std::nullopt;
    }
    const auto& values = std::get<syntax::ValueTest>(test.node);
    std::vector<Perhaps> each;
    for (const syntax::Literal& name : values.values) each.push_back(is_named(element, name, missing));
    return values.is_negated ? negated(disjunction(each)) : disjunction(each);
  }

  // The record at a path, of which a definition or a value is said: `holder is far`.
  Element part(const syntax::Subject& subject, const Element* element, const syntax::FieldDecl& declared) const {
    const Element* of = owner(subject, element);
    const std::string path = path_text(*subject.path);
    Element result{declared.type.name->text, nullptr, of == nullptr ? path : joined(of->path, path), of == nullptr || of->is_part_of_root};
    if (!result.is_part_of_root) result.value = read(of->value, path, false).value;
    return result;
  }

  bool is_record(const syntax::FieldDecl* declared) const {
    return declared != nullptr && declared->type.kind == syntax::TypeKind::named && library_.records_.contains(declared->type.name->text);
  }

  // ---- conditions

  // The truth of a comparison; with `missing`, also what it rests on where that is unknown.
  Perhaps comparison(const syntax::Comparison& node, const Element* element, Paths* missing) {
    if (node.subject.kind == syntax::SubjectKind::it) return it_is(*element, std::get<syntax::Test>(node.test), missing);
    const bool is_bare = std::holds_alternative<std::monostate>(node.test);
    if (node.subject.kind == syntax::SubjectKind::path && node.subject.path->parts.size() == 1 && is_bare) {
      const std::string& name = node.subject.path->parts.front().text;
      const bool is_fact = field(library_.root_, name) != nullptr || library_.determinations_.contains(name);
      if (!is_fact) {
        const syntax::Condition& defined = definition(name, "")->condition;
        const Perhaps result = truth(defined, nullptr);
        if (missing != nullptr && !result) add_missing(defined, nullptr, *missing);
        return result;
      }
    }
    const Fact subject = fact(node.subject, element);
    if (is_record(subject.declared)) return it_is(part(node.subject, element, *subject.declared), std::get<syntax::Test>(node.test), missing);
    const auto unknown_subject = [&] {
      if (subject.stated.is_unknown() && missing != nullptr) missing->insert(subject.path);
      return subject.stated.is_unknown();
    };
    if (is_bare) return unknown_subject() ? Perhaps{} : Perhaps{!subject.stated.is_none() && subject.stated.value->get<bool>()};
    if (const auto* order = std::get_if<syntax::OrderTest>(&node.test)) {
      return unknown_subject() ? Perhaps{} : Perhaps{!subject.stated.is_none() && is_ordered(*subject.stated.value, *order)};
    }
    return std::visit(overloaded{
                          [&](const syntax::LadderTest& test) -> Perhaps {
                            if (unknown_subject()) return {};
                            if (subject.stated.is_none()) return false;
                            return is_on_side(ladder_of(*subject.declared), test, subject.stated.value->get<std::string>());
                          },
                          [&](const syntax::ValueTest& test) -> Perhaps {
                            if (unknown_subject()) return {};
                            const bool is_one = std::any_of(test.values.begin(), test.values.end(), [&](const syntax::Literal& value) {
                              return is_value(subject.stated, value, *subject.declared);
                            });
                            return is_one != test.is_negated;
                          },
                          [&](const syntax::DayTest& test) -> Perhaps {
                            unknown_subject();
                            std::vector<Leaf> leaves;
                            add_leaves(test.day, element, leaves, missing);
                            return on_side(subject.stated, leaves, test.direction, test.or_on);
                          },
                          [&](const syntax::WithinTest& test) -> Perhaps {
                            unknown_subject();
                            std::vector<Leaf> leaves;
                            add_leaves(test.day, element, leaves, missing);
                            const Perhaps result = within(subject.stated, test, leaves);
                            return test.is_negated ? negated(result) : result;
                          },
                      },
                      std::get<syntax::Test>(node.test).node);
  }

  static bool is_ordered(const Json& value, const syntax::OrderTest& test) {
    const bool is_money = test.bound.kind == syntax::LiteralKind::money;
    const std::int64_t known = is_money ? std::llround(value.get<double>() * 100) : value.get<std::int64_t>();
    const std::int64_t bound = is_money ? cents_of(test.bound.text) : std::stoll(test.bound.text);
    switch (test.order) {
      case syntax::Order::less: return known < bound;
      case syntax::Order::at_most: return known <= bound;
      case syntax::Order::greater: return known > bound;
      case syntax::Order::at_least: return known >= bound;
    }
    return false;
  }

  struct ListRead {
    std::string name;
    bool is_known = false;
    std::vector<Element> elements;
  };
  ListRead list_of(const syntax::Quantified& node) const {
    ListRead result;
    result.name = node.quantifier == syntax::Quantifier::at_least ? node.list.text : node.list.text + "s";
    const syntax::FieldDecl* declared = field(library_.root_, result.name);
    const Stated known = read(&record_, result.name, false);
    result.is_known = !known.is_unknown();
    if (!result.is_known) return result;
    for (std::size_t i = 0; i < known.value->size(); ++i) {
      result.elements.push_back({declared->type.name->text, &(*known.value)[i], fmt::format("{}[{}]", result.name, i), false});
    }
    return result;
  }

  Perhaps counts(const syntax::Quantified& node, const Element& element) {
    if (node.is_test) return it_is(element, *node.is_test, nullptr);
    std::vector<Perhaps> links;
    for (const syntax::Condition& link : node.where) links.push_back(truth(link, &element));
    return conjunction(links);
  }

  Stated key_of(const syntax::Quantified& node, const Element& element) const {
    const syntax::FieldDecl* declared = field(element.type, node.distinct_by->text);
    return stated(&element, node.distinct_by->text, declared->type.or_none);
  }

  Perhaps quantified(const syntax::Quantified& node) {
    const ListRead list = list_of(node);
    if (!list.is_known) return std::nullopt;
    std::vector<Perhaps> each;
    for (const Element& element : list.elements) each.push_back(counts(node, element));
    switch (node.quantifier) {
      case syntax::Quantifier::any: return disjunction(each);
      case syntax::Quantifier::no: return negated(disjunction(each));
      case syntax::Quantifier::every: return conjunction(each);
      case syntax::Quantifier::at_least: break;
    }
    // "true when N surely count, false when fewer than N may; under `distinct by`, unknown values count as one already
    // counted, or as one in all, for the former and as a new one each for the latter"
    std::set<std::string> sure, possible;
    std::size_t sure_count = 0, possible_count = 0;
    for (std::size_t i = 0; i < each.size(); ++i) {
      if (each[i] == Perhaps{false}) continue;
      const bool is_sure = each[i].has_value();
      std::string key = std::to_string(i);
      if (node.distinct_by) {
        const Stated stated_key = key_of(node, list.elements[i]);
        if (stated_key.is_unknown()) {
          ++possible_count;
          if (is_sure) sure_count = 1;
          continue;
        }
        key = stated_key.is_none() ? "none" : "known " + stated_key.value->dump();
      }
      possible.insert(key);
      if (is_sure) sure.insert(key);
    }
    const auto wanted = static_cast<std::size_t>(std::stoll(node.count->text));
    if (std::max(sure.size(), sure_count) >= wanted) return true;
    return possible.size() + possible_count < wanted ? Perhaps{false} : Perhaps{};
  }

  // "true when every possible answer of A satisfies it, false when none does, else unknown; silent and conflict satisfy
  // nothing, nor do they satisfy `is not`"
  Perhaps says(const syntax::Says& node, Paths* missing) {
    SecondPolicyReading asked{library_, library_.policies_.at(node.policy.text), record_, asker_, on_};
    const auto answered = asked.answer(node.decision.text);
    if (!answered) {
      is_refused_ = true;
      return std::nullopt;
    }
    if (missing != nullptr) missing->insert(answered->missing.begin(), answered->missing.end());
    std::size_t satisfied = 0;
    for (const std::string& outcome : answered->possible) {
      if (outcome == "silent" || outcome == "conflict") continue;
      bool is_satisfied = false;
      if (const auto* ladder = std::get_if<syntax::LadderTest>(&node.test.node)) {
        is_satisfied = is_on_side(library_.ladders_.at(decision_key(node.decision.text)), *ladder, outcome);
      } else {
        const auto& value = std::get<syntax::ValueTest>(node.test.node);
        is_satisfied = value.is_negated != std::any_of(value.values.begin(), value.values.end(), [&](const auto& known) { return known.text == outcome; });
      }
      if (is_satisfied) ++satisfied;
    }
    if (satisfied == 0) return false;
    return satisfied == answered->possible.size() ? Perhaps{true} : Perhaps{};
  }

  // ---- what an unknown condition rests on

  void add_missing(const syntax::Condition& condition, const Element* element, Paths& missing) {
    if (truth(condition, element)) return;
    std::visit(overloaded{
                   [&](const syntax::Chain& chain) {
                     for (const syntax::Condition& link : chain.links) add_missing(link, element, missing);
                   },
                   [&](const syntax::Not& node) { add_missing(*node.operand, element, missing); },
                   [&](const syntax::Group& group) { add_missing(*group.inner, element, missing); },
                   [&](const syntax::Quantified& node) { add_missing_elements(node, missing); },
                   [&](const syntax::Says& node) { says(node, &missing); },
                   [&](const syntax::Comparison& node) { comparison(node, element, &missing); },
               },
               condition.node);
  }

  // "of a list, those of its unknown elements, or the list itself"; an element that may count under a key that is not
  // known is as unknown.
  void add_missing_elements(const syntax::Quantified& node, Paths& missing) {
    const ListRead list = list_of(node);
    if (!list.is_known) missing.insert(list.name);
    for (const Element& element : list.elements) {
      const Perhaps one = counts(node, element);
      if (!one && node.is_test) it_is(element, *node.is_test, &missing);
      if (!one) {
        for (const syntax::Condition& link : node.where) add_missing(link, &element, missing);
      }
      if (one != Perhaps{false} && node.distinct_by && key_of(node, element).is_unknown()) missing.insert(joined(element.path, node.distinct_by->text));
    }
  }

  // ---- what a condition mentions

  // Paths of the record itself; `prefix` is where `it` stands, where that is a record that the record holds. "…every path
  // so supplied that stands in a condition of a rule that speaks to the decision, in what it defines or asks, or in
  // `applies when`."
  void add_assumed(const syntax::Condition& condition, const std::string& record, const std::string* prefix, Paths& assumed) {
    std::visit(overloaded{
                   [&](const syntax::Chain& chain) {
                     for (const syntax::Condition& link : chain.links) add_assumed(link, record, prefix, assumed);
                   },
                   [&](const syntax::Not& node) { add_assumed(*node.operand, record, prefix, assumed); },
                   [&](const syntax::Group& group) { add_assumed(*group.inner, record, prefix, assumed); },
                   [&](const syntax::Quantified& node) {
                     const std::string name = node.quantifier == syntax::Quantifier::at_least ? node.list.text : node.list.text + "s";
                     const std::string element = field(library_.root_, name)->type.name->text;
                     if (node.is_test) add_assumed_test(*node.is_test, element, nullptr, assumed);
                     for (const syntax::Condition& link : node.where) add_assumed(link, element, nullptr, assumed);
                   },
                   [&](const syntax::Says& node) {
                     SecondPolicyReading asked{library_, library_.policies_.at(node.policy.text), record_, asker_, on_};
                     const Paths theirs = asked.assumed_on(node.decision.text);
                     assumed.insert(theirs.begin(), theirs.end());
                   },
                   [&](const syntax::Comparison& node) {
                     add_assumed_subject(node, record, prefix, assumed);
                     if (const auto* test = std::get_if<syntax::Test>(&node.test)) {
                       if (const auto* day = std::get_if<syntax::DayTest>(&test->node)) add_assumed_day(day->day, prefix, assumed);
                       if (const auto* window = std::get_if<syntax::WithinTest>(&test->node)) add_assumed_day(window->day, prefix, assumed);
                     }
                   },
               },
               condition.node);
  }

  void add_assumed_subject(const syntax::Comparison& node, const std::string& record, const std::string* prefix, Paths& assumed) {
    if (node.subject.kind == syntax::SubjectKind::it) return add_assumed_test(std::get<syntax::Test>(node.test), record, prefix, assumed);
    const bool of_root = node.subject.kind == syntax::SubjectKind::path;
    const std::string path = path_text(*node.subject.path);
    const syntax::FieldDecl* declared = declaration(of_root ? library_.root_ : record, *node.subject.path);
    const bool is_reached = of_root || prefix != nullptr;
    const std::string whole = of_root || prefix == nullptr ? path : joined(*prefix, path);
    if (is_record(declared)) {
      add_assumed_test(std::get<syntax::Test>(node.test), declared->type.name->text, is_reached ? &whole : nullptr, assumed);
    } else if (of_root && declared == nullptr && !library_.determinations_.contains(path)) {
      add_assumed(definition(path, "")->condition, library_.root_, nullptr, assumed);
    } else if (is_reached) {
      add_if_supplied(whole, assumed);
    }
  }

  void add_assumed_test(const syntax::Test& test, const std::string& record, const std::string* prefix, Paths& assumed) {
    std::vector<std::string> names;
    if (const auto* ladder = std::get_if<syntax::LadderTest>(&test.node)) names.push_back(ladder->value.text());
    if (const auto* value = std::get_if<syntax::ValueTest>(&test.node)) {
      for (const syntax::Literal& literal : value->values) names.push_back(literal.text);
    }
    for (const std::string& name : names) {
      if (const syntax::About* about = definition(name, record)) {
        add_assumed(about->condition, record, prefix, assumed);
      } else if (prefix != nullptr) {
        add_if_supplied(joined(*prefix, field_with(record, name)->name.text), assumed);
      }
    }
  }

  void add_assumed_day(const syntax::Day& day, const std::string* prefix, Paths& assumed) {
    if (const auto* later = std::get_if<syntax::LaterOf>(&day.node)) {
      add_assumed_day(*later->first, prefix, assumed);
      add_assumed_day(*later->second, prefix, assumed);
      return;
    }
    const auto* subject = std::get_if<syntax::Subject>(&std::get<syntax::ShiftedDay>(day.node).base);
    if (subject == nullptr) return;
    const bool of_root = subject->kind == syntax::SubjectKind::path;
    if (of_root) add_if_supplied(path_text(*subject->path), assumed);
    if (!of_root && prefix != nullptr) add_if_supplied(joined(*prefix, path_text(*subject->path)), assumed);
  }

  void add_if_supplied(const std::string& path, Paths& assumed) {
    // Of a fact that may be none, `null` is a statement; elsewhere it states nothing.
    const syntax::FieldDecl* declared = nullptr;
    std::string record = library_.root_;
    for (std::size_t begin = 0; begin <= path.size();) {
      const std::size_t end = std::min(path.find('.', begin), path.size());
      declared = field(record, path.substr(begin, end - begin));
      if (declared != nullptr && declared->type.name) record = declared->type.name->text;
      begin = end + 1;
    }
    const bool is_left_out = read(&record_, path, declared != nullptr && declared->type.or_none).is_unknown();
    if (is_left_out && supplied_.contains(path)) assumed.insert(path);
  }

  Paths assumed_on(const std::string& decision) {
    Paths assumed;
    if (text_.applies != nullptr) add_assumed(*text_.applies, library_.root_, nullptr, assumed);
    for (const auto& [name, clause] : text_.rules) {
      if (!speaks_to(*clause, decision)) continue;
      for_each_condition(*clause, [&](const syntax::Condition& condition) { add_assumed(condition, library_.root_, nullptr, assumed); });
    }
    return assumed;
  }

  // ---- rules

  static void for_each_condition(const syntax::RuleClause& clause, const std::function<void(const syntax::Condition&)>& visit) {
    for (const auto& part : clause.parts) {
      if (const auto* when = std::get_if<syntax::WhenPart>(&part)) visit(when->condition);
      if (const auto* unless = std::get_if<syntax::UnlessPart>(&part)) visit(unless->condition);
    }
  }

  // "A rule may have `overrides` and no effect: a bar (it speaks to every decision of the rules it overrides)."
  bool speaks_to(const syntax::RuleClause& clause, const std::string& decision) const {
    if (clause.effect) return answer_on(*clause.effect, decision) != nullptr;
    return std::any_of(clause.overrides.begin(), clause.overrides.end(), [&](const syntax::Name& name) {
      const auto other = text_.rules.find(name.text);
      return other != text_.rules.end() && speaks_to(*other->second, decision);
    });
  }

  Perhaps condition_of(const syntax::RuleClause& clause) {
    std::vector<Perhaps> parts;
    for (const auto& part : clause.parts) {
      if (const auto* when = std::get_if<syntax::WhenPart>(&part)) parts.push_back(truth(when->condition, nullptr));
      if (const auto* unless = std::get_if<syntax::UnlessPart>(&part)) parts.push_back(negated(truth(unless->condition, nullptr)));
    }
    return conjunction(parts);
  }

  static bool overrides(const syntax::RuleClause& over, const std::string& under) {
    return std::any_of(over.overrides.begin(), over.overrides.end(), [&](const syntax::Name& name) { return name.text == under; });
  }

  // Which rules apply, when each condition is as given: a rule whose condition holds applies once every rule that
  // overrides it is known not to, and does not once one of them is known to; repeated until nothing changes.
  static std::vector<bool> applying(const std::vector<Rule>& rules, const std::vector<bool>& conditions) {
    std::vector<Perhaps> applies(rules.size());
    for (bool changes = true; changes;) {
      changes = false;
      for (std::size_t i = 0; i < rules.size(); ++i) {
        if (applies[i]) continue;
        std::vector<Perhaps> overridden;
        for (const std::size_t over : rules[i].overridden_by) overridden.push_back(applies[over]);
        applies[i] = conjunction({conditions[i], negated(disjunction(overridden))});
        changes = changes || applies[i].has_value();
      }
    }
    std::vector<bool> result;
    for (const Perhaps& one : applies) result.push_back(one.value());
    return result;
  }

  const SecondReading& library_;
  const Text& text_;
  const Json& record_;
  std::string asker_;
  std::string on_;
  std::map<std::string, Json> supplied_;
  std::map<const syntax::FieldDecl*, std::vector<std::string>> own_ladders_;
  bool is_refused_ = false;  // a policy that is asked has too many unknown rules
};

Perhaps SecondPolicyReading::truth(const syntax::Condition& condition, const Element* element) {
  return std::visit(overloaded{
                        [&](const syntax::Chain& chain) {
                          std::vector<Perhaps> links;
                          for (const syntax::Condition& link : chain.links) links.push_back(truth(link, element));
                          return chain.connectives.front() == syntax::Connective::conjunction ? conjunction(links) : disjunction(links);
                        },
                        [&](const syntax::Not& node) { return negated(truth(*node.operand, element)); },
                        [&](const syntax::Group& group) { return truth(*group.inner, element); },
                        [&](const syntax::Quantified& node) { return quantified(node); },
                        [&](const syntax::Says& node) { return says(node, nullptr); },
                        [&](const syntax::Comparison& node) { return comparison(node, element, nullptr); },
                    },
                    condition.node);
}

std::optional<SecondAnswer> SecondPolicyReading::answer(const std::string& decision) {
  // What one way of settling leads to: an outcome with its term, *silent* or *conflict*; and who decides it.
  struct Way {
    std::string result;
    std::optional<SecondTerm> term;
    std::set<std::string> deciders;
    std::set<std::string> applying;
    bool is_inside = true;
  };
  const Perhaps inside = text_.applies == nullptr ? Perhaps{true} : truth(*text_.applies, nullptr);
  std::vector<Rule> rules;
  std::vector<std::size_t> unknown;
  for (const auto& [name, clause] : text_.rules) {
    if (!speaks_to(*clause, decision)) continue;
    rules.push_back({name, clause, condition_of(*clause), {}});
    if (!rules.back().condition) unknown.push_back(rules.size() - 1);
  }
  for (Rule& under : rules) {
    for (std::size_t over = 0; over < rules.size(); ++over) {
      if (overrides(*rules[over].clause, under.name)) under.overridden_by.push_back(over);
    }
  }
  if (is_refused_ || unknown.size() > SecondReading::most_unknown) return std::nullopt;

  std::vector<Way> ways;
  for (const bool is_inside : {true, false}) {
    if (inside && *inside != is_inside) continue;
    for (std::size_t settled = 0; settled < (std::size_t{1} << unknown.size()); ++settled) {
      std::vector<bool> conditions;
      for (const Rule& rule : rules) conditions.push_back(rule.condition.value_or(false));
      for (std::size_t i = 0; i < unknown.size(); ++i) conditions[unknown[i]] = ((settled >> i) & 1U) != 0;
      const std::vector<bool> applies = applying(rules, conditions);
      Way way;
      way.is_inside = is_inside;
      std::set<std::tuple<std::string, bool, std::optional<std::int64_t>, bool>> said;
      for (std::size_t i = 0; i < rules.size() && is_inside; ++i) {
        if (!applies[i]) continue;
        way.applying.insert(rules[i].name);
        if (!rules[i].clause->effect) continue;
        way.deciders.insert(rules[i].name);
        way.result = rules[i].clause->effect->outcome.text();
        way.term = term_of(term_in(*answer_on(*rules[i].clause->effect, decision)));
        said.emplace(way.result, way.term.has_value(), way.term ? way.term->hours : std::nullopt, way.term && way.term->is_excluding);
      }
      const auto otherwise = text_.otherwise.find(decision);
      if (said.size() > 1) {
        way.result = "conflict";
        way.term.reset();
      } else if (said.empty() && is_inside && otherwise != text_.otherwise.end()) {
        way.result = otherwise->second.first->outcome.text();
        way.term = term_of(otherwise->second.second);
        way.deciders.insert("otherwise");
      } else if (said.empty()) {
        way.result = "silent";
      }
      ways.push_back(std::move(way));
    }
  }

  SecondAnswer result;
  for (const Rule& rule : rules) result.conditions[rule.name] = rule.condition;
  std::set<std::string> possible;
  std::set<std::string> in_some;
  std::set<std::string> in_every = ways.front().deciders;
  for (const Way& way : ways) {
    possible.insert(way.result);
    in_some.insert(way.deciders.begin(), way.deciders.end());
    std::erase_if(in_every, [&](const std::string& name) { return !way.deciders.contains(name); });
  }
  result.possible.assign(possible.begin(), possible.end());
  const bool is_one = possible.size() == 1;
  const bool is_off_the_ladder = is_one && (result.possible.front() == "silent" || result.possible.front() == "conflict");
  result.status = !is_one ? "undetermined" : is_off_the_ladder ? result.possible.front() : "decided";
  const auto& deciding = in_every.empty() ? in_some : in_every;
  result.rules.assign(deciding.begin(), deciding.end());
  if (result.status == "decided") {
    result.outcome = result.possible.front();
    // "start unknown: the fewest hours, of equal ones that without exclusion"; the end of the day is never more than 24
    // hours away.
    const auto expiry = [](const Way& way) {
      if (!way.term) return std::tuple{true, std::int64_t{0}, false, false};
      return std::tuple{false, way.term->hours.value_or(24), way.term->is_excluding, way.term->hours.has_value()};
    };
    const auto first = std::min_element(ways.begin(), ways.end(), [&](const Way& a, const Way& b) { return expiry(a) < expiry(b); });
    result.terms = first->term;
  }
  if (!is_one) {
    Paths missing;
    if (text_.applies != nullptr && !inside) add_missing(*text_.applies, nullptr, missing);
    for (const std::size_t i : unknown) for_each_condition(*rules[i].clause, [&](const syntax::Condition& condition) { add_missing(condition, nullptr, missing); });
    result.missing.assign(missing.begin(), missing.end());
    std::copy_if(missing.begin(), missing.end(), std::back_inserter(result.determinations_needed), [&](const std::string& path) { return library_.determinations_.contains(path); });
  }
  const Paths assumed = assumed_on(decision);
  result.assumed.assign(assumed.begin(), assumed.end());

  // "in a rule without effect and without `overrides` to every answer of the policy inside its `applies when`, silent too
  // …; a duty whose rule is unknown stands in `duties_possible`, not in `duties`"
  std::set<std::string> duties, maybe;
  for (const auto& [name, clause] : text_.rules) {
    Perhaps required;
    if (!clause->effect && clause->overrides.empty()) {
      required = conjunction({inside, condition_of(*clause)});
    } else {
      const auto count = std::count_if(ways.begin(), ways.end(), [&, &rule = name](const Way& way) { return way.applying.contains(rule); });
      if (count == 0) required = false;
      if (static_cast<std::size_t>(count) == ways.size()) required = true;
    }
    for (const auto& part : clause->parts) {
      const auto* require = std::get_if<syntax::RequireNote>(&part);
      if (require == nullptr || required == Perhaps{false}) continue;
      for (const syntax::Name& duty : require->duties) (required ? duties : maybe).insert(duty.text);
    }
  }
  result.duties.assign(duties.begin(), duties.end());
  std::set_difference(maybe.begin(), maybe.end(), duties.begin(), duties.end(), std::back_inserter(result.duties_possible));
  if (is_refused_) return std::nullopt;
  return result;
}

std::optional<SecondAnswer> SecondReading::answer(const std::string& policy, const std::string& decision, const Json& record, const std::string& on) const {
  const Text& text = policies_.at(policy);
  return SecondPolicyReading{*this, text, record, text.authority, on}.answer(decision);
}

bool SecondReading::breaks_always(const Json& record) const {
  Text text;
  text.definitions = definitions_;
  SecondPolicyReading reading{*this, text, record, "", ""};
  bool is_broken = false;
  const std::function<void(const std::string&, const Json&)> visit = [&](const std::string& type, const Json& value) {
    const RecordFacts& facts = records_.at(type);
    const Element element{type, &value, "", false};
    for (const auto* always : facts.always) is_broken = is_broken || reading.truth(always->condition, &element) == Perhaps{false};
    for (const auto& [name, field] : facts.fields) {
      const auto found = value.find(name);
      if (found == value.end() || !field->type.name || !records_.contains(field->type.name->text)) continue;
      if (found->is_object()) visit(field->type.name->text, *found);
      if (!found->is_array()) continue;
      for (const Json& one : *found) visit(field->type.name->text, one);
    }
  };
  visit(root_, record);
  return is_broken;
}

}  // namespace comity::support
