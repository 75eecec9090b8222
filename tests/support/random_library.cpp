#include "tests/support/random_library.hpp"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

namespace comity::support {

namespace {

void print(const Piece& piece, Random* random, std::string& out) {
  std::vector<const Piece*> parts;
  for (const Piece& part : piece.parts) parts.push_back(&part);
  if (random != nullptr && piece.is_free) random->shuffle(parts);
  out += piece.before;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) out += piece.between;
    print(*parts[i], random, out);
  }
  out += piece.after;
}

Piece words(std::string text) { return {std::move(text), {}, "", "", false}; }

Piece free_list(const std::vector<std::string>& items, const std::string& before = "", const std::string& after = "") {
  Piece result{before, {}, ", ", after, true};
  for (const std::string& item : items) result.parts.push_back(words(item));
  return result;
}

// Leap days and their neighbours, and the same days some years away, so that bounds are met exactly.
const std::vector<std::string> days = {"2007-02-28", "2007-03-01", "2008-02-28", "2008-02-29", "2008-03-01", "2011-02-28", "2011-03-01",
                                       "2012-02-28", "2012-02-29", "2012-03-01", "2013-02-28", "2013-03-01", "2016-02-29", "2017-02-28"};
const std::vector<std::string> few_days = {"2008-02-29", "2012-02-28", "2012-02-29", "2013-02-28"};
const std::vector<std::string> texts = {"m", "n", "o"};
const std::vector<std::string> amounts = {"0", "99.99", "100", "100.01", "1000", "250.5"};
const std::vector<std::string> numbers = {"0", "1", "2", "3"};
const std::vector<std::string> outcomes = {"decline", "may honor", "honor"};

// ---------------------------------------------------------------------------------- conditions

struct KnownDefinition {
  std::string name;
  std::vector<std::size_t> records;  // places in the vocabulary; empty: about the record itself
  std::size_t rank = 0;              // a definition uses only those of a lower rank
};

// Where a condition stands.
struct Scope {
  std::size_t record = 0;   // that bare names (at the top) or `its` speak of
  bool is_element = false;  // `it` and `its`
  std::vector<KnownDefinition> definitions;
  std::vector<std::pair<std::string, std::string>> askable;  // policies and decisions, for `says`
};

class ConditionWriter {
 public:
  ConditionWriter(Random& random, const RandomVocabulary& vocabulary, LibrarySize size, std::map<std::string, std::size_t>& constructs)
      : random_{random}, vocabulary_{vocabulary}, size_{size}, constructs_{constructs} {}

  // A whole condition: one link, or a chain.
  Piece condition(const Scope& scope, int depth) {
    if (depth == 0 || random_.chance(45)) return link(scope, depth, true);
    return chain(scope, depth);
  }

 private:
  void count(const std::string& construct) { ++constructs_[construct]; }

  Piece chain(const Scope& scope, int depth) {
    const bool is_and = random_.chance(50);
    count(is_and ? "and" : "or");
    Piece result{"", {}, is_and ? " and " : " or ", "", true};
    const std::size_t links = random_.between(2, 3);
    for (std::size_t i = 0; i < links; ++i) result.parts.push_back(link(scope, depth - 1, false));
    return result;
  }

  static Piece in_parentheses(Piece inner, const std::string& before = "") { return {before + "(", {std::move(inner)}, "", ")", false}; }

  Piece link(const Scope& scope, int depth, bool is_alone) {
    if (depth > 0 && random_.chance(15)) return in_parentheses(chain(scope, depth - 1), negation());
    if (!scope.is_element) {
      if (random_.chance(30)) return quantified(scope, is_alone);
      if (!scope.askable.empty() && random_.chance(20)) return says(scope);
    }
    if (auto use = definition_use(scope); use && random_.chance(35)) return *use;
    if (scope.is_element) {
      if (auto test = it_test(scope.record, scope, random_.chance(30)); test && random_.chance(30)) return Piece{"it is ", {*test}, "", "", false};
    }
    return comparison(scope);
  }

  std::string negation() {
    if (!random_.chance(30)) return "";
    count("not");
    return "not ";
  }

  bool suits(const KnownDefinition& definition, std::size_t record) const {
    return std::find(definition.records.begin(), definition.records.end(), record) != definition.records.end();
  }

  // A definition about the record itself stands bare.
  std::optional<Piece> definition_use(const Scope& scope) {
    if (scope.is_element) return std::nullopt;
    std::vector<std::string> names;
    for (const auto& definition : scope.definitions) {
      if (definition.records.empty()) names.push_back(definition.name);
    }
    if (names.empty()) return std::nullopt;
    count("a definition about the record");
    return words(negation() + random_.pick(names));
  }

  // What may stand after `it is` of an element: `open`, `not any of (red, far)`, `at least middle`.
  std::optional<Piece> it_test(std::size_t record, const Scope& scope, bool may_negate) {
    std::vector<std::string> names;
    std::vector<std::string> ladder;
    for (const auto& definition : scope.definitions) {
      if (suits(definition, record)) names.insert(names.end(), 3, definition.name);
    }
    for (const RandomFact& fact : vocabulary_.records[record].facts) {
      if (fact.kind != FactKind::choice && fact.kind != FactKind::set) continue;
      names.insert(names.end(), fact.values.begin(), fact.values.end());
      if (fact.is_ladder) ladder = fact.values;
    }
    if (!ladder.empty() && !may_negate && random_.chance(20)) {
      count("it is at least, at most");
      return words((random_.chance(50) ? "at least " : "at most ") + random_.pick(ladder));
    }
    if (names.empty()) return std::nullopt;
    const std::string not_ = may_negate ? "not " : "";
    if (random_.chance(25)) {
      count("it is any of");
      std::vector<std::string> some{random_.pick(names)};
      if (const std::string& other = random_.pick(names); other != some.front()) some.push_back(other);
      return free_list(some, not_ + "any of (", ")");
    }
    count("it is a definition, a value or a member");
    return words(not_ + random_.pick(names));
  }

  // ---- quantifiers and `says`

  Piece quantified(const Scope& scope, bool is_alone) {
    std::vector<const RandomFact*> lists;
    for (const RandomFact& fact : vocabulary_.records[0].facts) {
      if (fact.kind == FactKind::list) lists.push_back(&fact);
    }
    const RandomFact& list = *random_.pick(lists);
    const std::string one = list.name.substr(0, list.name.size() - 1);
    Scope inner = scope;
    inner.record = list.record;
    inner.is_element = true;
    const std::size_t form = random_.below(10);
    if (form == 0) {
      count("any, no: alone");
      return words((random_.chance(50) ? "any " : "no ") + one);
    }
    if (form <= 2) {
      auto test = it_test(list.record, inner, false);
      if (test) {
        const std::string quantifier = std::vector<std::string>{"any", "no", "every"}[random_.below(3)];
        count(quantifier + " … is");
        return {(quantifier == "every" ? negation() : "") + quantifier + " " + one + " is ", {*test}, "", "", false};
      }
    }
    std::string head = (random_.chance(50) ? "any " : "no ") + one;
    count(head.starts_with("any") ? "any … where" : "no … where");
    if (form >= 6) {
      count("at least");
      head = fmt::format("at least {} {}", random_.between(2, 3), list.name);
      if (random_.chance(50)) {
        count("distinct by");
        head += " distinct by " + key_of(list.record);
      }
      if (random_.chance(15)) return words(negation() + head);
      if (random_.chance(20)) head = "not " + head;
    }
    Piece where{head + " where ", {}, " and ", "", true};
    const std::size_t links = random_.between(1, 3);
    for (std::size_t i = 0; i < links; ++i) where.parts.push_back(link(inner, 1, false));
    return is_alone ? where : in_parentheses(where);
  }

  std::string key_of(std::size_t record) {
    std::vector<std::string> names;
    for (const RandomFact& fact : vocabulary_.records[record].facts) {
      if (fact.kind != FactKind::set && fact.kind != FactKind::list && fact.kind != FactKind::record) names.push_back(fact.name);
    }
    return random_.pick(names);
  }

  Piece says(const Scope& scope) {
    count("says");
    const auto& [policy, decision] = random_.pick(scope.askable);
    const std::string head = negation() + policy + " says " + decision + " is ";
    switch (random_.below(4)) {
      case 0: return words(head + "at least " + random_.pick(outcomes));
      case 1: return words(head + "at most " + random_.pick(outcomes));
      case 2: return words(head + "not " + random_.pick(outcomes));
      default: break;
    }
    return words(head + random_.pick(outcomes));
  }

  // ---- comparisons

  Piece comparison(const Scope& scope) {
    std::string path;
    std::size_t record = scope.record;
    while (true) {
      const RandomFact& fact = pick_fact(vocabulary_.records[record]);
      path += fact.name;
      if (fact.kind != FactKind::record) return tested(scope, (scope.is_element ? "its " : "") + path, fact);
      count("a record within a record");
      if (random_.chance(40)) {
        if (auto test = it_test(fact.record, scope, random_.chance(30))) return {(scope.is_element ? "its " : "") + path + " is ", {*test}, "", "", false};
      }
      path += ".";
      record = fact.record;
    }
  }

  // Not a list, whose elements are asked about with a quantifier, nor a set of an element, which is asked with `it is`.
  const RandomFact& pick_fact(const RandomRecordType& type) {
    while (true) {
      const RandomFact& fact = random_.pick(type.facts);
      const bool is_set_of_element = fact.kind == FactKind::set && &type != &vocabulary_.records[0];
      if (fact.kind != FactKind::list && !is_set_of_element && fact.name != "id") return fact;
    }
  }

  Piece tested(const Scope& scope, const std::string& subject, const RandomFact& fact) {
    if (fact.or_none && random_.chance(15)) {
      count("is none");
      return words(subject + (random_.chance(50) ? " is none" : " is not none"));
    }
    switch (fact.kind) {
      case FactKind::yes_no: return words(negation() + subject);
      case FactKind::text: return is_value(subject, fact, [](const std::string& text) { return '"' + text + '"'; });
      case FactKind::choice:
        if (fact.is_ladder && random_.chance(50)) {
          count("is at least, at most");
          return words(subject + (random_.chance(50) ? " is at least " : " is at most ") + random_.pick(fact.values));
        }
        return is_value(subject, fact, [](const std::string& text) { return text; });
      case FactKind::set: return is_value(subject, fact, [](const std::string& text) { return text; });
      case FactKind::number:
        if (random_.chance(40)) return is_value(subject, fact, [](const std::string& text) { return text; });
        return ordered(subject, {"1", "2"});
      case FactKind::money:
        if (random_.chance(30)) return is_value(subject, fact, [](const std::string& text) { return '$' + (text == "250.5" ? "250.50" : text); });
        return ordered(subject, {"$100", "$250.50", "$1,000"});
      case FactKind::date:
      case FactKind::date_time: return day_test(scope, subject, fact);
      case FactKind::list:
      case FactKind::record: break;
    }
    return words("");
  }

  template <typename Written>
  Piece is_value(const std::string& subject, const RandomFact& fact, Written written) {
    const std::string is = subject + (random_.chance(30) ? " is not " : " is ");
    if (random_.chance(60)) {
      count("is a value");
      return words(is + written(random_.pick(fact.values)));
    }
    count("is any of");
    std::vector<std::string> some{written(random_.pick(fact.values))};
    if (const std::string other = written(random_.pick(fact.values)); other != some.front()) some.push_back(other);
    if (fact.or_none && random_.chance(30)) some.emplace_back("none");
    return free_list(some, is + "any of (", ")");
  }

  Piece ordered(const std::string& subject, const std::vector<std::string>& bounds) {
    count("< <= > >=");
    static const std::vector<std::string> orders = {"<", "<=", ">", ">="};
    return words(fmt::format("{} {} {}", subject, random_.pick(orders), random_.pick(bounds)));
  }

  // ---- days

  Piece day_test(const Scope& scope, const std::string& subject, const RandomFact& fact) {
    if (random_.chance(10)) return is_value(subject, fact, [](const std::string& text) { return text.substr(0, 10); });
    if (random_.chance(40)) {
      count("within");
      bool all_have_time = true;
      Piece day = day_expr(scope, 2, all_have_time);
      const std::string not_ = random_.chance(20) ? "not " : "";
      const std::string side = random_.chance(70) ? "before " : "after ";
      return {fmt::format("{} is {}within {} {}", subject, not_, span(all_have_time), side), {std::move(day)}, "", "", false};
    }
    count("before, after");
    bool all_have_time = true;
    const std::string on = random_.chance(50) ? "on or " : "";
    const std::string side = random_.chance(50) ? "before " : "after ";
    return {fmt::format("{} is {}{}", subject, on, side), {day_expr(scope, 2, all_have_time)}, "", "", false};
  }

  std::string span(bool may_be_hours) {
    if (may_be_hours && random_.chance(50)) {
      count("hours");
      return fmt::format("{} hours", std::vector<int>{1, 12, 24, 48}[random_.below(4)]);
    }
    if (random_.chance(25)) return fmt::format("{} days", std::vector<int>{1, 2, 365, 366}[random_.below(4)]);
    return fmt::format("{} years", std::vector<int>{1, 4, 5}[random_.below(3)]);
  }

  Piece day_expr(const Scope& scope, int depth, bool& all_have_time) {
    if (depth > 0 && random_.chance(20)) {
      count("later of");
      Piece later{"later of (", {}, ", ", ")", true};
      later.parts.push_back(day_expr(scope, depth - 1, all_have_time));
      later.parts.push_back(day_expr(scope, depth - 1, all_have_time));
      return later;
    }
    const bool of_element = scope.is_element && random_.chance(60);
    const RandomRecordType& type = vocabulary_.records[of_element ? scope.record : 0];
    std::vector<const RandomFact*> dates;
    for (const RandomFact& fact : type.facts) {
      if (fact.kind == FactKind::date || fact.kind == FactKind::date_time) dates.push_back(&fact);
    }
    std::string text = random_.pick(size_ == LibrarySize::rich ? days : few_days);
    bool has_time = false;
    if (!dates.empty() && random_.chance(75)) {
      const RandomFact& base = *random_.pick(dates);
      has_time = base.kind == FactKind::date_time;
      text = (of_element ? "its " : "") + base.name;
    }
    while (random_.chance(30)) {
      count("plus, minus");
      text += (random_.chance(60) ? " plus " : " minus ") + span(has_time);
    }
    all_have_time = all_have_time && has_time;
    return words(text);
  }

  Random& random_;
  const RandomVocabulary& vocabulary_;
  LibrarySize size_;
  std::map<std::string, std::size_t>& constructs_;
};

// ---------------------------------------------------------------------------------- libraries

// A rule as far as other rules must know it.
struct WrittenRule {
  std::string name;
  std::set<std::string> decisions;     // of its effect; empty: a bar, or a rule that only requires
  std::set<std::string> overrides;
};

// A policy as it stands after what it amends.
struct WrittenPolicy {
  std::string name;
  std::vector<WrittenRule> rules;
  std::set<std::string> otherwise;
  std::vector<KnownDefinition> definitions;
  std::set<std::string> presumed;
  std::vector<std::string> asked;
};

class LibraryWriter {
 public:
  LibraryWriter(Random& random, LibrarySize size) : random_{random}, size_{size} { result_.text = {"", {}, "\n", "", true}; }

  RandomLibrary write() {
    write_vocabulary();
    write_jurisdictions();
    write_definitions();
    const std::size_t policies = size_ == LibrarySize::rich ? random_.between(3, 4) : 2;
    for (std::size_t i = 0; i < policies; ++i) write_policy();
    for (const WrittenPolicy& policy : policies_) {
      for (const std::string& decision : decisions_of(policy)) result_.questions.emplace_back(policy.name, decision);
      result_.presumed[policy.name] = presumed_by(policy);
    }
    return std::move(result_);
  }

 private:
  void add(std::string text) { result_.text.parts.push_back(words(std::move(text))); }
  void count(const std::string& construct) { ++result_.constructs[construct]; }
  bool is_rich() const { return size_ == LibrarySize::rich; }
  ConditionWriter conditions() { return {random_, result_.vocabulary, size_, result_.constructs}; }
  RandomVocabulary& vocabulary() { return result_.vocabulary; }

  // ---- vocabulary

  static RandomFact fact(std::string name, FactKind kind, std::vector<std::string> values = {}) { return {std::move(name), kind, false, false, false, std::move(values), 0}; }
  static RandomFact or_none(RandomFact fact) {
    fact.or_none = true;
    return fact;
  }

  const std::vector<std::string>& known_days() const { return is_rich() ? days : few_days; }

  std::vector<std::string> times() const {
    std::vector<std::string> result;
    for (const std::string& day : known_days()) {
      for (const char* time : {"T00:00", "T12:00", "T23:59"}) result.push_back(day + time);
    }
    return result;
  }

  RandomFact ladder(const std::string& name, std::vector<std::string> values) {
    RandomFact result = fact(name, FactKind::choice, std::move(values));
    result.is_ladder = true;
    return result;
  }

  void write_vocabulary() {
    RandomRecordType root{"dossier", {fact("id", FactKind::text, {"x"}), fact("opened_on", FactKind::date, known_days())}};
    RandomRecordType item{"item", {}};
    RandomRecordType entry{"entry", {}};
    RandomRecordType holder{"keeper", {}};
    RandomRecordType origin{"place", {}};
    const auto some = [&](RandomRecordType& type, std::size_t percent, const RandomFact& one) {
      if (random_.chance(percent)) type.facts.push_back(random_.chance(30) && one.kind != FactKind::set ? or_none(one) : one);
    };
    const std::size_t much = is_rich() ? 70 : 30;
    for (const char* name : {"p", "q"}) {
      item.facts.push_back(fact(name, FactKind::yes_no));
      entry.facts.push_back(fact(name, FactKind::yes_no));
    }
    for (RandomRecordType* type : {&item, &entry}) {
      const bool is_item = type == &item;
      some(*type, 60, ladder("level", is_item ? std::vector<std::string>{"low", "middle", "high"} : std::vector<std::string>{"short", "long"}));
      some(*type, 60, fact("group_no", FactKind::text, texts));
      if (!is_rich()) continue;
      some(*type, much, fact("tags", FactKind::set, is_item ? std::vector<std::string>{"red", "green", "blue"} : std::vector<std::string>{"oak", "elm"}));
      some(*type, much, fact("made_on", FactKind::date, days));
      some(*type, much, fact("kept_until", FactKind::date, days));
      some(*type, 40, fact("seen_at", FactKind::date_time, times()));
      some(*type, 40, fact("worth", FactKind::money, amounts));
      some(*type, 40, fact("size", FactKind::number, numbers));
    }
    holder.facts.push_back(fact("trusted", FactKind::yes_no));
    some(holder, much, fact("rank", FactKind::number, numbers));
    some(holder, much, fact("mood", FactKind::choice, {"calm", "angry", "absent"}));
    some(holder, much, fact("asked_on", FactKind::date, known_days()));
    origin.facts.push_back(fact("known", FactKind::yes_no));
    some(origin, 60, fact("size", FactKind::number, numbers));
    for (const char* name : {"a", "b", "c", "d"}) {
      if (is_rich() || name[0] < 'd') some(root, 90, fact(name, FactKind::yes_no));
    }
    root.facts.push_back(fact("plain", FactKind::yes_no));
    some(root, much, ladder("stage", {"early", "mid", "late"}));
    some(root, much, fact("kind", FactKind::choice, {"square", "round", "odd"}));
    some(root, much, fact("colors", FactKind::set, is_rich() ? std::vector<std::string>{"white", "black", "grey"} : std::vector<std::string>{"white", "black"}));
    some(root, much, fact("age", FactKind::number, numbers));
    some(root, much, fact("bail", FactKind::money, amounts));
    some(root, much, fact("note", FactKind::text, texts));
    some(root, much, fact("first_on", FactKind::date, known_days()));
    some(root, much, fact("second_on", FactKind::date, known_days()));
    some(root, is_rich() ? 60 : 20, fact("held_at", FactKind::date_time, times()));
    // Types that others refer to stand at fixed places.
    RandomFact items = fact("items", FactKind::list);
    items.record = 1;
    root.facts.push_back(items);
    if (is_rich() || random_.chance(30)) {
      RandomFact entries = fact("entrys", FactKind::list);
      entries.record = 2;
      entries.one_or_more = random_.chance(50);
      root.facts.push_back(entries);
    }
    RandomFact part = fact("holder", FactKind::record);
    part.record = 3;
    root.facts.push_back(part);
    RandomFact place = fact("origin", FactKind::record);
    place.record = 4;
    if (is_rich() && random_.chance(60)) item.facts.push_back(place);
    vocabulary().records = {root, item, entry, holder, origin};

    for (const char* decision : {"hold", "notify"}) add(fmt::format("decision {} \"Whether to {}\"\n  decline < may honor < honor\n", decision, decision));
    for (const RandomRecordType& type : vocabulary().records) write_record(type);
    for (const char* name : {"danger", "need"}) {
      if (!random_.chance(50)) continue;
      count("determination");
      add(fmt::format("determination {} \"Only a person can say\"\n", name));
      vocabulary().records[0].facts.push_back(fact(name, FactKind::yes_no));
    }
    add("duty give_copy \"Give a copy\"\n");
    add("duty keep_file \"Keep a file\"\n");
  }

  std::string type_text(const RandomFact& fact_) {
    std::string result;
    switch (fact_.kind) {
      case FactKind::yes_no: result = "yes/no"; break;
      case FactKind::text: result = "text"; break;
      case FactKind::money: result = "money"; break;
      case FactKind::date: result = "date"; break;
      case FactKind::date_time: result = "date and time"; break;
      case FactKind::number: result = "number 0 to 3"; break;
      case FactKind::choice:
        for (const std::string& value : fact_.values) result += (result.empty() ? "" : fact_.is_ladder ? " < " : ", ") + value;
        break;
      case FactKind::set: result = "set of " + fact_.values.front() + "_and_so_on"; break;
      case FactKind::list: result = (fact_.one_or_more ? "one or more " : "list of ") + vocabulary().records[fact_.record].name; break;
      case FactKind::record: result = vocabulary().records[fact_.record].name; break;
    }
    return result + (fact_.or_none ? " or none" : "");
  }

  void write_record(const RandomRecordType& type) {
    Piece members{fmt::format("record {}", type.name), {}, "", "\n", true};
    for (const RandomFact& known : type.facts) {
      const std::string mark = known.name == "id" ? " identifier" : known.name == "opened_on" ? " dates the record" : known.name == "asked_on" ? " dates the request" : "";
      members.parts.push_back(words(fmt::format("\n  {} {}{}", known.name, type_text(known), mark)));
      if (known.kind == FactKind::set) result_.text.parts.push_back(Piece{"", {free_list(known.values, fmt::format("choice {}_and_so_on ", known.values.front()))}, "", "\n", false});
    }
    const std::string its = &type == &vocabulary().records[0] ? "" : "its ";
    const auto has = [&](const char* name) { return std::any_of(type.facts.begin(), type.facts.end(), [&](const auto& known) { return known.name == name; }); };
    if (has("p") && random_.chance(20)) {
      count("always");
      members.parts.push_back(words("\n  always not its p or its q"));
    }
    if (has("made_on") && has("kept_until") && random_.chance(20)) {
      count("always");
      members.parts.push_back(words("\n  always its made_on is on or before its kept_until"));
    }
    if (has("first_on") && random_.chance(40)) {
      count("always");
      members.parts.push_back(words("\n  always " + its + "first_on is not within 1 years before opened_on"));
    }
    result_.text.parts.push_back(std::move(members));
  }

  // ---- jurisdictions

  // A fact of the record itself, or of the record it holds, that one value can be stated of.
  std::optional<std::pair<std::string, std::string>> statement() {
    const bool is_part = random_.chance(50);
    const RandomFact& known = random_.pick(vocabulary().records[is_part ? 3 : 0].facts);
    const std::string path = (is_part ? "holder." : "") + known.name;
    if (known.or_none && random_.chance(25)) return std::pair{path, std::string{"none"}};
    switch (known.kind) {
      case FactKind::yes_no: return std::pair{path, std::string{random_.chance(50) ? "yes" : "no"}};
      case FactKind::choice: return std::pair{path, random_.pick(known.values)};
      case FactKind::number: return std::pair{path, random_.pick(known.values)};
      case FactKind::text:
        if (known.name == "id") return std::nullopt;
        return std::pair{path, '"' + random_.pick(known.values) + '"'};
      case FactKind::money: return std::pair{path, std::string{"$100"}};
      case FactKind::date:
        if (known.name == "opened_on" || known.name == "asked_on") return std::nullopt;
        return std::pair{path, random_.pick(known.values)};
      case FactKind::date_time:
      case FactKind::set:
      case FactKind::list:
      case FactKind::record: break;
    }
    return std::nullopt;
  }

  void write_jurisdictions() {
    add("jurisdiction land \"Land\" state\n");
    add("jurisdiction shire \"Shire\" county within land\n");
    add("jurisdiction town \"Town\" city within shire\n");
    for (const char* place : {"land", "shire", "town"}) {
      if (!random_.chance(60)) continue;
      Piece standing{fmt::format("standing {}", place), {}, "", "\n", true};
      std::set<std::string> stated;
      for (std::size_t i = 0; i < 2; ++i) {
        const auto known = statement();
        if (!known || !stated.insert(known->first).second) continue;
        count("standing");
        const std::string period = std::vector<std::string>{"from 2000-01-01", "from 2012-02-29", "from 2000-01-01 until 2012-02-29"}[random_.below(3)];
        standing.parts.push_back(words(fmt::format("\n  {} is {} {}\n    cite \"a report\"", known->first, known->second, period)));
        result_.standing.insert(known->first);
      }
      if (!standing.parts.empty()) result_.text.parts.push_back(std::move(standing));
    }
  }

  // ---- definitions

  // About the record itself, an element, or two kinds of them.
  std::vector<std::size_t> subject_of_definition() {
    const std::size_t one = random_.below(is_rich() ? 6 : 5);
    if (one <= 1) return {};
    if (one == 5) return {1, 2};
    return {one == 4 ? std::size_t{4} : one - 1};
  }

  Piece about(const std::string& name, const std::vector<std::size_t>& records, std::size_t rank, std::vector<KnownDefinition> known, const std::vector<std::pair<std::string, std::string>>& askable) {
    std::erase_if(known, [&](const KnownDefinition& other) { return other.rank >= rank; });
    Piece result{name, {}, "", "", false};
    std::vector<std::string> names;
    for (const std::size_t record : records) names.push_back(vocabulary().records[record].name);
    if (!names.empty()) result.parts.push_back(free_list(names, " for "));
    result.parts.push_back(words("\n    "));
    Scope scope{records.empty() ? 0 : records.front(), !records.empty(), std::move(known), askable};
    if (records.size() == 2) {
      count("a definition for two records");
      // What both have.
      static const std::vector<std::string> shared = {"its p", "not its q", "its p or its q", "not (its p and its q)"};
      result.parts.push_back(words(random_.pick(shared)));
    } else {
      result.parts.push_back(conditions().condition(scope, 2));
    }
    return result;
  }

  void write_definitions() {
    const std::size_t definitions = random_.below(3);
    for (std::size_t i = 0; i < definitions; ++i) {
      count("definition");
      const KnownDefinition known{fmt::format("general{}", i), subject_of_definition(), i};
      result_.text.parts.push_back(Piece{"definition ", {about(known.name, known.records, known.rank, general_, {})}, "", "\n", false});
      general_.push_back(known);
    }
  }

  // ---- policies

  static const WrittenRule* find(const WrittenPolicy& policy, const std::string& name) {
    const auto found = std::find_if(policy.rules.begin(), policy.rules.end(), [&](const WrittenRule& rule) { return rule.name == name; });
    return found == policy.rules.end() ? nullptr : &*found;
  }

  static std::set<std::string> spoken_by(const WrittenPolicy& policy, const WrittenRule& rule) {
    std::set<std::string> result = rule.decisions;
    if (!result.empty()) return result;
    for (const std::string& name : rule.overrides) {
      if (const WrittenRule* other = find(policy, name)) result.merge(spoken_by(policy, *other));
    }
    return result;
  }

  static bool share(const std::set<std::string>& a, const std::set<std::string>& b) {
    return std::any_of(a.begin(), a.end(), [&](const std::string& name) { return b.contains(name); });
  }

  // Every rule shares a decision with those that it overrides, and no bar has lost all of them.
  static bool is_sound(const WrittenPolicy& policy) {
    return std::all_of(policy.rules.begin(), policy.rules.end(), [&](const WrittenRule& rule) {
      const bool has_lost_all = !rule.overrides.empty() && std::none_of(rule.overrides.begin(), rule.overrides.end(), [&](const auto& name) { return find(policy, name) != nullptr; });
      if (has_lost_all) return !rule.decisions.empty();
      return std::all_of(rule.overrides.begin(), rule.overrides.end(), [&](const std::string& name) {
        const WrittenRule* other = find(policy, name);
        return other == nullptr || share(spoken_by(policy, rule), spoken_by(policy, *other));
      });
    });
  }

  static std::set<std::string> decisions_of(const WrittenPolicy& policy) {
    std::set<std::string> result = policy.otherwise;
    for (const WrittenRule& rule : policy.rules) result.insert(rule.decisions.begin(), rule.decisions.end());
    return result;
  }

  std::set<std::string> presumed_by(const WrittenPolicy& policy) const {
    std::set<std::string> result = policy.presumed;
    for (const std::string& name : policy.asked) {
      const auto asked = std::find_if(policies_.begin(), policies_.end(), [&](const auto& known) { return known.name == name; });
      result.merge(presumed_by(*asked));
    }
    return result;
  }

  Scope scope_of(const WrittenPolicy& policy) { return {0, false, policy.definitions, askable_}; }

  std::string effect_text(const std::set<std::string>& decisions, Piece& effect) {
    for (const std::string& decision : decisions) {
      std::string term;
      if (random_.chance(15)) {
        count("a term");
        static const std::vector<std::string> terms = {" for 24 hours", " for 2 days", " for 48 hours excluding weekends and holidays", " for 48 hours", " until end of day"};
        term = random_.pick(terms);
      }
      effect.parts.push_back(words(decision + term));
    }
    return random_.pick(outcomes);
  }

  std::set<std::string> some_decisions() {
    switch (random_.below(4)) {
      case 0: return {"notify"};
      case 1: return {"hold", "notify"};
      default: return {"hold"};
    }
  }

  // A rule, with what other rules must know of it. `overridable`: the rules that may be overridden.
  Piece rule(const WrittenPolicy& policy, WrittenRule& written, const std::vector<WrittenRule>& overridable) {
    std::vector<std::string> overridden;
    for (const WrittenRule& other : overridable) {
      if (overridden.size() < 2 && random_.chance(40)) overridden.push_back(other.name);
    }
    const bool is_bar = !overridden.empty() && written.decisions.empty() && random_.chance(60);
    const bool only_requires = !is_bar && written.decisions.empty() && random_.chance(15);
    if (!is_bar && !only_requires && written.decisions.empty()) written.decisions = some_decisions();
    if (only_requires) overridden.clear();
    if (!is_bar) std::erase_if(overridden, [&](const std::string& name) { return !share(written.decisions, spoken_by(policy, *find(policy, name))); });
    std::erase_if(overridden, [&](const std::string& name) { return spoken_by(policy, *find(policy, name)).empty(); });
    if (is_bar && overridden.empty()) written.decisions = some_decisions();
    written.overrides = {overridden.begin(), overridden.end()};

    Piece head{fmt::format("\n  rule {}", written.name), {}, "", "", false};
    if (!overridden.empty()) {
      count(written.decisions.empty() ? "a bar" : "overrides");
      head.parts.push_back(free_list(overridden, " overrides "));
    }
    if (!written.decisions.empty()) {
      Piece effect{"", {}, ", ", "", true};
      effect.before = "\n    " + effect_text(written.decisions, effect) + " ";
      head.parts.push_back(std::move(effect));
    }
    Piece tail{"", {}, "", "", true};
    if (random_.chance(90)) tail.parts.push_back({"\n    when ", {conditions().condition(scope_of(policy), 2)}, "", "", false});
    if (random_.chance(35)) {
      count("unless");
      tail.parts.push_back({"\n    unless ", {conditions().condition(scope_of(policy), 1)}, "", "", false});
    }
    if (only_requires || random_.chance(12)) {
      count(only_requires ? "a rule that only requires" : "require");
      tail.parts.push_back(words(random_.chance(50) ? "\n    require give_copy" : "\n    require keep_file"));
    }
    return {"", {std::move(head), std::move(tail)}, "", "", false};
  }

  void write_policy() {
    WrittenPolicy policy{fmt::format("policy{}", policies_.size()), {}, {}, general_, {}, {}};
    Piece clauses{fmt::format("policy {} \"A policy\"", policy.name), {}, "", "\n", true};
    const std::string place = std::vector<std::string>{"land", "shire", "town"}[random_.below(3)];
    clauses.parts.push_back(words("\n  authority " + place));
    clauses.parts.push_back(words("\n  status yardstick"));
    add_definitions(policy, clauses, random_.below(3));
    if (random_.chance(25)) add_applies(policy, clauses);
    add_presumptions(policy, clauses, 35);
    const std::size_t rules = is_rich() ? random_.between(2, 6) : random_.between(2, 4);
    for (std::size_t i = 0; i < rules; ++i) {
      WrittenRule written{fmt::format("r{}", i), {}, {}};
      clauses.parts.push_back(rule(policy, written, policy.rules));
      policy.rules.push_back(written);
    }
    add_otherwise(policy, clauses, 65);
    finish(std::move(policy), std::move(clauses));
    if (random_.chance(40)) write_amendment(policies_.back());
  }

  void add_definitions(WrittenPolicy& policy, Piece& clauses, std::size_t definitions) {
    for (std::size_t i = 0; i < definitions; ++i) {
      count("define");
      const std::size_t rank = 10 + policy.definitions.size();
      const KnownDefinition known{fmt::format("named{}", rank), subject_of_definition(), rank};
      clauses.parts.push_back({"\n  define ", {about(known.name, known.records, rank, policy.definitions, askable_)}, "", "", false});
      policy.definitions.push_back(known);
    }
  }

  void add_applies(const WrittenPolicy& policy, Piece& clauses) {
    count("applies when");
    clauses.parts.push_back({"\n  applies when ", {conditions().condition(scope_of(policy), 1)}, "", "", false});
  }

  void add_presumptions(WrittenPolicy& policy, Piece& clauses, std::size_t percent) {
    std::set<std::string> own;
    for (std::size_t i = 0; i < 2; ++i) {
      const auto known = statement();
      if (!known || !random_.chance(percent) || !own.insert(known->first).second) continue;
      count("presume");
      clauses.parts.push_back(words(fmt::format("\n  presume {} is {}", known->first, known->second)));
      policy.presumed.insert(known->first);
    }
  }

  void add_otherwise(WrittenPolicy& policy, Piece& clauses, std::size_t percent) {
    for (const std::string decision : {"hold", "notify"}) {
      if (!random_.chance(percent)) continue;
      count("otherwise");
      Piece effect{"", {}, ", ", "", true};
      effect.before = "\n  otherwise " + effect_text({decision}, effect) + " ";
      clauses.parts.push_back(std::move(effect));
      policy.otherwise.insert(decision);
    }
    if (decisions_of(policy).empty()) {
      clauses.parts.push_back(words("\n  otherwise decline hold"));
      policy.otherwise.insert("hold");
    }
  }

  void finish(WrittenPolicy policy, Piece clauses) {
    for (const auto& [asked, decision] : askable_) policy.asked.push_back(asked);
    result_.text.parts.push_back(std::move(clauses));
    for (const std::string& decision : decisions_of(policy)) askable_.emplace_back(policy.name, decision);
    policies_.push_back(std::move(policy));
  }

  void write_amendment(const WrittenPolicy& base) {
    count("amends");
    WrittenPolicy policy = base;
    policy.name = fmt::format("policy{}", policies_.size());
    Piece clauses{fmt::format("policy {} amends {} \"Another text\"", policy.name, base.name), {}, "", "\n", true};
    clauses.parts.push_back(words("\n  status yardstick"));
    if (random_.chance(40)) {
      const WrittenRule& gone = random_.pick(base.rules);
      WrittenPolicy without = policy;
      std::erase_if(without.rules, [&](const WrittenRule& known) { return known.name == gone.name; });
      if (is_sound(without) && !decisions_of(without).empty()) {
        count("repeal");
        clauses.parts.push_back(words("\n  repeal " + gone.name));
        policy = without;
      }
    }
    if (!policy.rules.empty() && random_.chance(50)) {
      // The replacement keeps the decisions, so that whoever overrides it still shares one with it.
      const std::size_t place = random_.below(policy.rules.size());
      WrittenRule written{policy.rules[place].name, policy.rules[place].decisions, {}};
      if (!written.decisions.empty()) {
        count("a rule replaced");
        const std::vector<WrittenRule> earlier(policy.rules.begin(), policy.rules.begin() + static_cast<std::ptrdiff_t>(place));
        clauses.parts.push_back(rule(policy, written, earlier));
        policy.rules[place] = written;
      }
    }
    if (random_.chance(50)) {
      WrittenRule written{fmt::format("added{}", policies_.size()), {}, {}};
      count("a rule added");
      clauses.parts.push_back(rule(policy, written, policy.rules));
      policy.rules.push_back(written);
    }
    if (!policy.definitions.empty() && random_.chance(60)) {
      const KnownDefinition known = random_.pick(policy.definitions);
      count("a definition replaced");
      clauses.parts.push_back({"\n  define ", {about(known.name, known.records, known.rank, policy.definitions, askable_)}, "", "", false});
    }
    if (random_.chance(20)) add_applies(policy, clauses);
    add_presumptions(policy, clauses, 20);
    add_otherwise(policy, clauses, 25);
    finish(std::move(policy), std::move(clauses));
  }

  Random& random_;
  LibrarySize size_;
  RandomLibrary result_;
  std::vector<KnownDefinition> general_;
  std::vector<WrittenPolicy> policies_;
  std::vector<std::pair<std::string, std::string>> askable_;
};

}  // namespace

std::string printed(const Piece& piece) {
  std::string result;
  print(piece, nullptr, result);
  return result;
}

std::string shuffled(const Piece& piece, Random& random) {
  std::string result;
  print(piece, &random, result);
  return result;
}

RandomLibrary random_library(Random& random, LibrarySize size) { return LibraryWriter{random, size}.write(); }

}  // namespace comity::support
