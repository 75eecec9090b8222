#include "interpreter/comparer/specialized.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "interpreter/evaluator/evaluate.hpp"

namespace comity::comparer {
namespace {

using evaluator::Element;
using evaluator::Reading;
using model::Condition;
using model::FactRef;
using model::FieldId;
using model::PolicyId;
using model::Truth;

constexpr std::size_t most_choices = 500;  // of so many elements out of so many

struct NotCovered {
  std::string what;
};

Condition all_of(std::vector<Condition> links) { return {model::AllOf{std::move(links)}, {}, false}; }
Condition any_of(std::vector<Condition> links) { return {model::AnyOf{std::move(links)}, {}, false}; }
Condition constant(bool is_so) { return is_so ? all_of({}) : any_of({}); }

// At least so many of the conditions hold.
Condition at_least(std::size_t count, const std::vector<Condition>& conditions, std::size_t from, std::size_t& choices) {
  if (count == 0) return constant(true);
  std::vector<Condition> ways;
  for (std::size_t i = from; i + count <= conditions.size(); ++i) {
    if (++choices > most_choices) throw NotCovered{"a count over many elements of which too little is known"};
    ways.push_back(count == 1 ? conditions[i] : all_of({conditions[i], at_least(count - 1, conditions, i + 1, choices)}));
  }
  return any_of(std::move(ways));
}

// The library that is made, shared by both sides.
class Made {
 public:
  Made(const model::Library& original, const model::Record& record) : original_{original}, record_{record} {
    library_.vocabulary = original.vocabulary;
    library_.jurisdictions = original.jurisdictions;
    library_.always_definitions = original.always_definitions;
    for (const model::Always& always : original.always) {
      if (always.record != root()) library_.always.push_back(always);
    }
  }

  const model::Library& original() const { return original_; }
  const model::Record& record() const { return record_; }
  model::Library& library() { return library_; }
  model::RecordId root() const { return *original_.vocabulary.root; }

  // A fact of the record itself, by which an element of a known list, or a value supplied to one policy, is known.
  FieldId field(const std::string& name, const model::Type& type) {
    const auto known = fields_.find(name);
    if (known != fields_.end()) return known->second;
    auto& fields = library_.vocabulary.records[root()].fields;
    model::Field field;
    field.name = name;
    field.type = type;
    fields.push_back(field);
    return fields_.emplace(name, static_cast<FieldId>(fields.size() - 1)).first->second;
  }

  void require(Condition condition) { library_.always.push_back({root(), std::move(condition)}); }

  // The fact has this value.
  void fix(const FactRef& fact, const model::Value& value) {
    if (is_unknown(value) || !fixed_.insert(fact.steps).second) return;
    const auto moment = [&](auto day) {
      model::DayExpr expr;
      expr.latest_of.push_back({day, {}});
      require({model::DayCompared{fact, model::Comparator::equal, std::move(expr)}, {}, false});
    };
    if (const auto* one = std::get_if<model::OneOf>(&value)) require({model::ChosenAmong{fact, one->possible}, {}, false});
    if (is_none(value)) require({model::IsNone{fact}, {}, false});
    // Only dates are compared with one another; a condition on any other known fact is settled.
    if (const auto* date = std::get_if<model::Date>(&value)) moment(*date);
    if (const auto* time = std::get_if<model::DateTime>(&value)) moment(*time);
  }

 private:
  const model::Library& original_;
  const model::Record& record_;
  model::Library library_;
  std::map<std::string, FieldId> fields_;
  std::set<std::vector<FieldId>> fixed_;
};

// What `it` is in the library that is made: nothing, an element of a list that is not known, or a record at these steps.
struct Where {
  enum class Kind { nowhere, element, at } kind = Kind::nowhere;
  model::RecordId element = 0;
  std::vector<FieldId> steps;  // from the element, or from the record
};

// One reading's conditions.
class Rewriting {
 public:
  // `whose`: tells facts that are supplied to this reading alone from those of others.
  using Ask = std::function<Condition(const model::Says&)>;
  Rewriting(Made& made, const Reading& reading, const std::vector<model::Definition>& definitions, std::string whose, Ask ask)
      : made_{made}, reading_{reading}, definitions_{definitions}, whose_{std::move(whose)}, ask_{std::move(ask)} {}

  Condition rewritten(const Condition& condition) { return rewritten(condition, nullptr, {}); }

  Condition rewritten(const Condition& condition, const Element* element, const Where& where) {
    const Truth truth = reading_.truth(condition, element);
    if (truth != Truth::unknown) return constant(truth == Truth::yes);
    Condition result = condition;
    result.node = std::visit([&](const auto& node) -> model::ConditionNode { return open(node, element, where); }, condition.node);
    return result;
  }

 private:
  std::vector<Condition> each(const std::vector<Condition>& links, const Element* element, const Where& where) {
    std::vector<Condition> result;
    for (const Condition& link : links) result.push_back(rewritten(link, element, where));
    return result;
  }

  model::ConditionNode open(const model::AllOf& node, const Element* element, const Where& where) { return model::AllOf{each(node.links, element, where)}; }
  model::ConditionNode open(const model::AnyOf& node, const Element* element, const Where& where) { return model::AnyOf{each(node.links, element, where)}; }
  model::ConditionNode open(const model::Negation& node, const Element* element, const Where& where) {
    return model::Negation{syntax::Box<Condition>{rewritten(*node.operand, element, where)}};
  }
  model::ConditionNode open(const model::Says& node, const Element*, const Where&) { return ask_(node).node; }

  model::ConditionNode open(const model::Defined& node, const Element* element, const Where& where) {
    const model::Definition& definition = definitions_[node.definition];
    if (!definition.record) return rewritten(definition.condition, nullptr, {}).node;
    const Element subject = reading_.subject_of(node, element);
    if (node.subject.empty()) return rewritten(definition.condition, &subject, where).node;
    Where there = where;
    if (!node.subject.front().of_element) there = {Where::Kind::at, 0, {}};
    there.steps.insert(there.steps.end(), node.subject.front().steps.begin(), node.subject.front().steps.end());
    return rewritten(definition.condition, &subject, there).node;
  }

  model::ConditionNode open(const model::Quantified& node, const Element*, const Where&) {
    const model::Elements* elements = reading_.elements_of(node.list);
    if (elements == nullptr) {
      model::Quantified result = node;
      result.condition.clear();
      const Element unknown;
      for (const Condition& condition : node.condition) {
        result.condition.push_back(rewritten(condition, &unknown, {Where::Kind::element, node.list.type.id, {}}));
      }
      return result;
    }
    if (node.quantifier == model::Quantifier::at_least && !node.distinct_by.empty()) return counted_keys(node, *elements).node;
    std::vector<Condition> open_ones;
    std::size_t sure = 0;
    for (std::size_t i = 0; i < elements->records.size(); ++i) {
      Condition one = of_element(node, *elements, i);
      const Truth truth = element_truth(node, *elements, i);
      if (truth == Truth::yes) ++sure;
      if (truth == Truth::unknown) open_ones.push_back(std::move(one));
    }
    switch (node.quantifier) {
      case model::Quantifier::any: return model::AnyOf{std::move(open_ones)};    // unknown: none is surely so
      case model::Quantifier::every: return model::AllOf{std::move(open_ones)};  // unknown: none is surely not
      case model::Quantifier::at_least: break;
    }
    std::size_t choices = 0;
    return at_least(static_cast<std::size_t>(node.count) - std::min(sure, static_cast<std::size_t>(node.count)), open_ones, 0, choices).node;
  }

  Truth element_truth(const model::Quantified& node, const model::Elements& elements, std::size_t index) const {
    if (node.condition.empty()) return Truth::yes;
    const Element element = reading_.element_at(node.list, elements, index);
    return reading_.truth(node.condition.front(), &element);
  }

  Condition of_element(const model::Quantified& node, const model::Elements& elements, std::size_t index) {
    if (node.condition.empty()) return constant(true);
    const Element element = reading_.element_at(node.list, elements, index);
    return rewritten(node.condition.front(), &element, {Where::Kind::at, 0, {field_of(node.list, index)}});
  }

  FieldId field_of(const FactRef& list, std::size_t index) {
    model::Type type;
    type.kind = model::Kind::record;
    type.id = list.type.id;
    return made_.field(fmt::format("{}[{}]", path_text(made_.original().vocabulary, list), index), type);
  }

  // Keys count, not elements: a key is there when one of its elements meets the condition.
  Condition counted_keys(const model::Quantified& node, const model::Elements& elements) {
    std::vector<std::pair<model::Value, std::vector<Condition>>> by_key;
    for (std::size_t i = 0; i < elements.records.size(); ++i) {
      if (element_truth(node, elements, i) == Truth::no) continue;
      const Element element = reading_.element_at(node.list, elements, i);
      const model::Value& key = reading_.value_of(node.distinct_by.front(), &element);
      if (!is_settled(key)) throw NotCovered{fmt::format("`distinct by {}` where it is not known", path_text(made_.original().vocabulary, node.distinct_by.front()))};
      auto known = std::find_if(by_key.begin(), by_key.end(), [&](const auto& entry) { return entry.first == key; });
      if (known == by_key.end()) known = by_key.insert(known, {key, {}});
      known->second.push_back(of_element(node, elements, i));
    }
    std::vector<Condition> keys;
    for (auto& [key, conditions] : by_key) keys.push_back(any_of(std::move(conditions)));
    std::size_t choices = 0;
    return at_least(static_cast<std::size_t>(node.count), keys, 0, choices);
  }

  FactRef fact(const FactRef& fact, const Element* element, const Where& where) {
    const model::Value& value = reading_.value_of(fact, element);
    FactRef result = fact;
    if (fact.of_element && where.kind == Where::Kind::element) {
      result.from = where.element;
      result.steps = where.steps;
      result.steps.insert(result.steps.end(), fact.steps.begin(), fact.steps.end());
      return result;
    }
    result.of_element = false;
    result.from = made_.root();
    if (fact.of_element) {
      result.steps = where.steps;
      result.steps.insert(result.steps.end(), fact.steps.begin(), fact.steps.end());
    }
    if (is_unknown(value)) return result;
    const bool is_of_original = result.steps.front() < made_.original().vocabulary.root_record().fields.size();
    if (is_of_original && is_unknown(value_at(made_.record(), result.steps))) {
      result.steps = {made_.field(whose_ + " " + path_text(made_.original().vocabulary, result), fact.type)};
    }
    made_.fix(result, value);
    return result;
  }

  model::DayExpr day(model::DayExpr expr, const Element* element, const Where& where) {
    for (model::DayTerm& term : expr.latest_of) {
      if (const auto* base = std::get_if<FactRef>(&term.base)) term.base = fact(*base, element, where);
    }
    return expr;
  }

  template <typename Node>
  Node with_fact(Node node, const Element* element, const Where& where) {
    node.fact = fact(node.fact, element, where);
    return node;
  }
  template <typename Node>
  Node with_day(Node node, const Element* element, const Where& where) {
    node.day = day(node.day, element, where);
    return with_fact(std::move(node), element, where);
  }

  model::ConditionNode open(const model::Holds& node, const Element* element, const Where& where) { return with_fact(node, element, where); }
  model::ConditionNode open(const model::ChosenAmong& node, const Element* element, const Where& where) { return with_fact(node, element, where); }
  model::ConditionNode open(const model::HasMember& node, const Element* element, const Where& where) { return with_fact(node, element, where); }
  model::ConditionNode open(const model::TextAmong& node, const Element* element, const Where& where) { return with_fact(node, element, where); }
  model::ConditionNode open(const model::IsNone& node, const Element* element, const Where& where) { return with_fact(node, element, where); }
  model::ConditionNode open(const model::NumberCompared& node, const Element* element, const Where& where) { return with_fact(node, element, where); }
  model::ConditionNode open(const model::DayCompared& node, const Element* element, const Where& where) { return with_day(node, element, where); }
  model::ConditionNode open(const model::DayWithin& node, const Element* element, const Where& where) { return with_day(node, element, where); }

  Made& made_;
  const Reading& reading_;
  const std::vector<model::Definition>& definitions_;
  std::string whose_;
  Ask ask_;
};

// One side: its policies, as they read for it.
class SideMaking {
 public:
  SideMaking(Made& made, const Subject& subject, std::string name)
      : made_{made}, subject_{subject}, name_{std::move(name)}, evaluation_{evaluation_of(made.original(), subject, made.record())} {}

  analyzer::Side side(model::DecisionId decision) {
    analyzer::Side result{std::nullopt, std::nullopt, decision};
    if (subject_.policy) result.policy = policy(*subject_.policy);
    if (!subject_.stack) return result;
    result.stack = subject_.stack;
    for (model::Level& level : result.stack->levels) {
      for (PolicyId& id : level.assumed) id = policy(id);
      for (PolicyId& id : level.policies) id = policy(id);
    }
    return result;
  }

 private:
  // Its place in the library that is made.
  PolicyId policy(PolicyId id) {
    const auto known = places_.find(id);
    if (known != places_.end()) return known->second;
    const model::Policy& original = made_.original().policies[id];
    const auto reading = evaluation_.reading(id);
    Rewriting rewriting{made_, *reading, original.definitions, fmt::format("{} {}", name_, id), [this](const model::Says& says) {
                          model::Says asked = says;
                          asked.policy = policy(says.policy);
                          return Condition{asked, {}, false};
                        }};
    model::Policy made = original;
    made.definitions.clear();
    made.presumptions.clear();
    if (made.applies_when) made.applies_when = rewriting.rewritten(*original.applies_when);
    for (model::Rule& rule : made.rules) {
      if (rule.when) rule.when = rewriting.rewritten(*rule.when);
      if (rule.unless) rule.unless = rewriting.rewritten(*rule.unless);
    }
    made_.library().policies.push_back(std::move(made));
    return places_.emplace(id, static_cast<PolicyId>(made_.library().policies.size() - 1)).first->second;
  }

  Made& made_;
  const Subject& subject_;
  std::string name_;
  evaluator::Evaluation evaluation_;
  std::map<PolicyId, PolicyId> places_;
};

// What `always` says of the record, of the records that it holds and of the elements of its known lists.
class Constraints {
 public:
  explicit Constraints(Made& made)
      : made_{made},
        reading_{made.original().vocabulary, made.record(), made.original().always_definitions, nothing_, [](const model::Says&, evaluator::PathSet*) { return Truth::unknown; }},
        rewriting_{made, reading_, made.original().always_definitions, "always", [](const model::Says& says) { return Condition{says, {}, false}; }} {}

  void add() { add_record(made_.root(), made_.record(), {Where::Kind::at, 0, {}}); }

 private:
  void add_record(model::RecordId type, const model::Record& record, const Where& where) {
    const model::Library& original = made_.original();
    const Element element{&record, "", {}};
    for (const model::Always& always : original.always) {
      if (always.record != type) continue;
      Condition condition = rewriting_.rewritten(always.condition, &element, where);
      const auto* all = std::get_if<model::AllOf>(&condition.node);
      if (all == nullptr || !all->links.empty()) made_.require(std::move(condition));
    }
    const auto& fields = original.vocabulary.records[type].fields;
    for (FieldId id = 0; id < fields.size(); ++id) {
      Where here = where;
      here.steps.push_back(id);
      if (const auto* inner = std::get_if<syntax::Box<model::Record>>(&record.facts[id])) add_record(fields[id].type.id, **inner, here);
      const auto* elements = std::get_if<model::Elements>(&record.facts[id]);
      const bool is_of_element = !where.steps.empty() && where.steps.front() >= original.vocabulary.root_record().fields.size();
      if (elements == nullptr || is_of_element) continue;  // of lists within elements nothing can be asked
      for (std::size_t i = 0; i < elements->records.size(); ++i) add_element({false, made_.root(), here.steps, fields[id].type}, elements->records[i], i);
    }
  }

  void add_element(const FactRef& list, const model::Record& element, std::size_t index) {
    model::Type type;
    type.kind = model::Kind::record;
    type.id = list.type.id;
    const FieldId field = made_.field(fmt::format("{}[{}]", path_text(made_.original().vocabulary, list), index), type);
    add_record(list.type.id, element, {Where::Kind::at, 0, {field}});
  }

  Made& made_;
  std::vector<evaluator::Supplied> nothing_;
  Reading reading_;
  Rewriting rewriting_;
};

}  // namespace

Specialized specialized(const model::Library& library, const Subject& left, model::DecisionId left_decision, const Subject& right,
                        model::DecisionId right_decision, const model::Record& record) {
  Specialized result;
  Made made{library, record};
  try {
    result.left = SideMaking{made, left, "left"}.side(left_decision);
    result.right = SideMaking{made, right, "right"}.side(right_decision);
    Constraints{made}.add();
  } catch (const NotCovered& reason) {
    result.not_covered = reason.what;
  }
  result.library = std::move(made.library());
  return result;
}

}  // namespace comity::comparer
