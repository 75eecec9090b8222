// Lists: how many elements need be thought of, and quantifiers over them.
#include <algorithm>

#include <fmt/format.h>

#include "tests/solver/encoding.hpp"

namespace comity::solver {

namespace {

// Stands for any element of a list while places are counted.
constexpr const char* some_element = "[some]";

}  // namespace

Encoding::Encoding(z3::context& context, const model::Library& library, const std::vector<model::PolicyId>& policies)
    : context_{context}, library_{library}, constraints_{context}, calendar_{context, constraints_} {
  for (const model::PolicyId policy : policies) count_places(policy);
  for (const auto& always : library_.always) count_places(Reader{0, &library_.always_definitions}, always.condition);
  // A list that is never empty has elements also where nobody asks about it, and they are as every element is.
  const auto& fields = library_.vocabulary.root_record().fields;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (fields[i].type.one_or_more) lists_.emplace(fmt::format("/{}", i), fields[i].type);
  }
}

void Encoding::reserve(model::PolicyId owner, const model::Condition& condition) {
  count_places(Reader{owner, &library_.policies[owner].definitions}, condition);
}

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

void Encoding::count_places(const Reader& reader, const model::Condition& condition) {
  const auto each = [&](const std::vector<model::Condition>& links) {
    for (const auto& link : links) count_places(reader, link);
  };
  std::visit(overloaded{
                 [&](const model::AllOf& all) { each(all.links); },
                 [&](const model::AnyOf& any) { each(any.links); },
                 [&](const model::Negation& negation) { count_places(reader, *negation.operand); },
                 [&](const model::Quantified& quantified) { count_places(reader, quantified); },
                 [&](const model::Defined& defined) { count_places(reader, (*reader.definitions)[defined.definition].condition); },
                 [&](const model::Says& says) { count_places(says.policy); },
                 [](const model::Holds&) {},
                 [](const model::ChosenAmong&) {},
                 [](const model::HasMember&) {},
                 [](const model::TextAmong&) {},
                 [](const model::IsNone&) {},
                 [](const model::NumberCompared&) {},
                 [](const model::DayCompared&) {},
                 [](const model::DayWithin&) {},
             },
             condition.node);
}

// A true `at least k` needs k elements and a false one none; `every` is no element that fails. Leaving out all other
// elements changes neither, so with as many places as all of them need together, every combination of truths that some
// list has, a list of these places has too. What asks for the same elements in the same formula needs them once.
void Encoding::count_places(const Reader& reader, const model::Quantified& quantified) {
  const std::string list = list_name(quantified.list);
  lists_.emplace(list, quantified.list.type);
  const z3::expr wanted = met(reader, quantified, list + some_element).simplify();
  const std::string key = quantified.distinct_by.empty() ? "" : list_name(quantified.distinct_by.front());
  const std::size_t most = quantified.quantifier == model::Quantifier::at_least ? static_cast<std::size_t>(quantified.count) : 1;
  for (Count& known : counts_[list]) {
    if (!z3::eq(known.met, wanted) || (known.key != key && most > 1 && known.most > 1)) continue;
    if (most > known.most) known.key = key;
    known.most = std::max(known.most, most);
    return;
  }
  counts_[list].push_back({wanted, key, most});
}

std::size_t Encoding::places() const {
  std::size_t most = 0;
  for (const auto& [name, type] : lists_) most = std::max(most, places(name));
  return most;
}

std::size_t Encoding::places(const std::string& list) const {
  std::size_t result = 0;
  if (const auto counts = counts_.find(list); counts != counts_.end()) {
    for (const Count& count : counts->second) result += count.most;
  }
  return std::max<std::size_t>(result, 1);
}

std::string Encoding::list_name(const model::FactRef& list) {
  std::string name;
  for (const auto step : list.steps) name += fmt::format("/{}", step);
  return name;
}

std::string Encoding::element_name(const std::string& list, std::size_t place) { return fmt::format("{}[{}]", list, place); }

z3::expr Encoding::present(const std::string& list, std::size_t place) const {
  return context_.bool_const((element_name(list, place) + "!").c_str());
}

// Does the element count? Of `every`, one that fails does.
z3::expr Encoding::met(const Reader& reader, const model::Quantified& node, const Subject& element) {
  if (node.condition.empty()) return context_.bool_val(node.quantifier != model::Quantifier::every);
  const z3::expr holds = truth(reader, node.condition.front(), element);
  return node.quantifier == model::Quantifier::every ? !holds : holds;
}

z3::expr Encoding::quantified(const Reader& reader, const model::Quantified& node) {
  const std::string list = list_name(node.list);
  std::vector<z3::expr> counted;
  for (std::size_t i = 0; i < places(list); ++i) {
    counted.push_back(present(list, i) && met(reader, node, element_name(list, i)));
  }
  switch (node.quantifier) {
    case model::Quantifier::any: return any_of(counted);
    case model::Quantifier::every: return !any_of(counted);
    case model::Quantifier::at_least: break;
  }
  // enough[k]: k or more of the places so far.
  std::vector<z3::expr> enough{context_.bool_val(true)};
  enough.resize(static_cast<std::size_t>(node.count) + 1, context_.bool_val(false));
  for (std::size_t i = 0; i < counted.size(); ++i) {
    z3::expr is_new = counted[i];
    for (std::size_t k = 0; k < i && !node.distinct_by.empty(); ++k) {
      const model::FactRef& key = node.distinct_by.front();
      is_new = is_new && !(counted[k] && same(key.type, symbol(element_name(list, i), key), symbol(element_name(list, k), key)));
    }
    for (std::size_t k = enough.size() - 1; k > 0; --k) enough[k] = enough[k] || (enough[k - 1] && is_new);
  }
  return enough.back();
}

}  // namespace comity::solver
