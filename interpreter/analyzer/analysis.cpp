#include "interpreter/analyzer/analysis.hpp"

#include <algorithm>

namespace comity::analyzer {
namespace {

// The standing facts that count for a jurisdiction on a day: fact by fact, of the nearest that states one.
FixedFacts standing_facts(const model::Library& library, model::JurisdictionId jurisdiction, const model::Date& on) {
  FixedFacts result;
  for (const model::JurisdictionId place : model::upwards(library, jurisdiction)) {
    for (const model::StandingFact& fact : library.standing) {
      if (fact.jurisdiction == place && fact.period.contains(on)) result.emplace(fact.fact.steps, fact.value);
    }
  }
  return result;
}

}  // namespace

Analysis::Analysis(const model::Library& library, const Options& options)
    : library_{library},
      options_{options},
      diagrams_{options_.limits.nodes},
      facts_{library, diagrams_},
      atoms_{facts_, diagrams_},
      meaning_{library, diagrams_, facts_, atoms_},
      wordings_{library, diagrams_, facts_, atoms_, options_.words_at} {}

std::size_t Analysis::add(const Side& side) {
  sides_.push_back(side);
  FixedFacts fixed;
  if (side.stack) fixed = standing_facts(library_, side.stack->jurisdiction, side.stack->on);
  if (side.policy && side.on) fixed = standing_facts(library_, library_.policies[*side.policy].authority, *side.on);
  fixed_.push_back(std::make_unique<FixedFacts>(std::move(fixed)));
  return sides_.size() - 1;
}

void Analysis::set_record(KnownRecord record) {
  record_ = std::make_unique<KnownRecord>(std::move(record));
  meaning_.set_record(record_.get());
}

// What is fixed for one side only is so for the record: the other side reads the same fact. Of one record that is asked
// about, a side supplies what the record leaves out for itself alone, as `eval` does.
void Analysis::fix_facts() {
  if (record_) return;
  FixedFacts all;
  for (const auto& fixed : fixed_) all.insert(fixed->begin(), fixed->end());
  for (const auto& fixed : fixed_) fixed->insert(all.begin(), all.end());
}

void Analysis::start() {
  fix_facts();
  const bool is_free = std::all_of(fixed_.begin(), fixed_.end(), [](const auto& fixed) { return fixed->empty(); });
  std::vector<std::pair<model::PolicyId, model::DecisionId>> all;
  for (std::size_t i = 0; i < sides_.size(); ++i) {
    std::vector<std::pair<model::PolicyId, model::DecisionId>> policies;
    if (sides_[i].policy) policies.emplace_back(*sides_[i].policy, sides_[i].decision);
    if (sides_[i].stack) {
      for (const model::Level& level : sides_[i].stack->levels) {
        for (const model::PolicyId policy : level.assumed) policies.emplace_back(policy, sides_[i].decision);
        for (const model::PolicyId policy : level.policies) policies.emplace_back(policy, sides_[i].decision);
      }
    }
    if (is_free) {
      all.insert(all.end(), policies.begin(), policies.end());
      continue;
    }
    meaning_.set_fixed(fixed_[i].get());
    meaning_.note_policies(policies);
  }
  meaning_.note_policies(all);
  meaning_.note_constraints();
  meaning_.finish_noting();
}

Node Analysis::answer(std::size_t side, Told told, Node within) {
  meaning_.set_fixed(fixed_[side].get());
  return sides_[side].policy ? meaning_.answer(*sides_[side].policy, sides_[side].decision, told, within) : meaning_.answer(*sides_[side].stack, sides_[side].decision, told, within);
}

Node Analysis::duties(std::size_t side) {
  meaning_.set_fixed(fixed_[side].get());
  return sides_[side].policy ? meaning_.duties(*sides_[side].policy, sides_[side].decision) : meaning_.duties(*sides_[side].stack, sides_[side].decision);
}

Possible& Analysis::look() {
  if (!possible_) possible_ = std::make_unique<Possible>(facts_, atoms_, diagrams_, options_.limits, meaning_.constraints());
  return *possible_;
}

std::optional<model::Record> Analysis::record_in(Node set) {
  Possible& possible = look();
  if (!possible.way(set)) return std::nullopt;
  return record(possible.smallest(set));
}

Region Analysis::region(const Cube& cube, Node set) {
  Region result;
  for (const Part& part : cube) result.when.push_back(part.remark != nullptr ? wordings_.remark(*part.remark, part.is_opposite) : wordings_.condition(part.variable, part.accepted));
  wordings_.add_facts(node_of(diagrams_, cube), result.facts);
  const Witness witness = look().smallest(diagrams_.both(set, node_of(diagrams_, cube)));
  result.witness = record(witness);
  result.elements = witness.solution.elements.size();
  return result;
}

Reached Analysis::reached() const {
  Reached result;
  result.facts = facts_.size();
  result.literals = facts_.literals().size();
  result.atoms = atoms_.atoms().size();
  result.nodes = diagrams_.size();
  std::vector<std::size_t> by_list(atoms_.lists().size(), 0);
  for (const Atom& atom : atoms_.atoms()) by_list[atom.list] += static_cast<std::size_t>(atom.count);
  for (std::size_t i = 0; i < by_list.size(); ++i) result.elements += std::max<std::size_t>(by_list[i], atoms_.lists()[i].fact.type.one_or_more ? 1 : 0);
  if (possible_) {
    result.checks = possible_->search().searches();
    result.lemmas = possible_->lemmas();
  }
  return result;
}

// ---------------------------------------------------------------------------------- records

// Of facts that nothing asks about.
model::Value Analysis::default_value(const model::Field& field) const {
  if (field.type.or_none) return model::None{};
  switch (field.type.kind) {
    case model::Kind::yes_no: return false;
    case model::Kind::text: return std::string{field.role == model::FieldRole::identifier ? "witness" : "any"};
    case model::Kind::money:
    case model::Kind::number: return field.type.least;
    case model::Kind::date: return model::Date{std::chrono::year{2013} / 1 / 1};
    case model::Kind::date_time: return model::DateTime{std::chrono::year{2013} / 1 / 1, 12 * 60};
    case model::Kind::choice: return model::Chosen{0};
    case model::Kind::set: return model::Members{std::vector<model::Truth>(library_.vocabulary.choices[field.type.id].values.size(), model::Truth::no)};
    case model::Kind::list: return model::Elements{};
    case model::Kind::record: break;
  }
  return model::Unknown{};
}

model::Record Analysis::filled(model::RecordId type, const FactKey& at, const std::function<model::Value(FactId)>& value_of,
                               const std::function<bool(Variable)>& is_member) const {
  const auto& fields = library_.vocabulary.records[type].fields;
  model::Record result = model::unknown_record(library_.vocabulary.records[type]);
  for (model::FieldId id = 0; id < fields.size(); ++id) {
    const model::Field& field = fields[id];
    FactKey here = at;
    here.steps.push_back(id);
    model::Value& value = result.facts[id];
    value = default_value(field);
    if (field.type.kind == model::Kind::record) {
      value = syntax::Box<model::Record>{filled(field.type.id, here, value_of, is_member)};
    } else if (field.type.kind == model::Kind::list) {
      // A list within an element: nothing asks about it.
      if (at.element && field.type.one_or_more) value = model::Elements{{filled(field.type.id, FactKey{field.type.id, {}}, [&](FactId other) { return facts_[other].representatives.front(); }, [](Variable) { return false; })}};
    } else if (const auto fact = facts_.find(here)) {
      if (field.type.kind == model::Kind::set) {
        auto& members = std::get<model::Members>(value);
        for (const auto& [member, variable] : facts_[*fact].member_variables) members.of[member] = model::truth_of(is_member(variable));
      } else {
        value = value_of(*fact);
      }
    }
  }
  return result;
}

model::Record Analysis::element_record(const Element& element) const {
  const auto value_of = [&](FactId id) -> model::Value {
    if (const auto known = element.values.find(id); known != element.values.end()) return known->second;
    const auto class_ = element.classes.find(facts_[id].variable);
    return facts_[id].representatives[class_ == element.classes.end() ? 0 : class_->second];
  };
  const auto is_member = [&](Variable variable) {
    const auto known = element.classes.find(variable);
    return known != element.classes.end() && known->second == 1;
  };
  const model::RecordId type = atoms_.lists()[element.list].fact.type.id;
  return filled(type, FactKey{type, {}}, value_of, is_member);
}

model::Record Analysis::record(const Witness& witness) const {
  std::map<Variable, std::uint32_t> classes;
  for (const auto& [variable, value] : witness.assigned) classes[variable] = value;
  const auto value_of = [&](FactId id) -> model::Value {
    if (const auto known = witness.solution.values.find(id); known != witness.solution.values.end()) return known->second;
    const auto class_ = classes.find(facts_[id].variable);
    return facts_[id].representatives[class_ == classes.end() ? 0 : class_->second];
  };
  const auto is_member = [&](Variable variable) {
    const auto known = classes.find(variable);
    return known != classes.end() && known->second == 1;
  };
  const model::RecordId root = *library_.vocabulary.root;
  model::Record result = filled(root, FactKey{}, value_of, is_member);
  for (std::size_t i = 0; i < atoms_.lists().size(); ++i) {
    model::Elements elements;
    for (const Element& element : witness.solution.elements) {
      if (element.list == i) elements.records.push_back(element_record(element));
    }
    model::set_value_at(library_.vocabulary, result, root, atoms_.lists()[i].fact.steps, std::move(elements));
  }
  // Standing facts: stated where all sides have the same, left to each side's own where not.
  for (const auto& known : fixed_.empty() ? FixedFacts{} : *fixed_.front()) {
    const bool is_shared = std::all_of(fixed_.begin(), fixed_.end(), [&](const auto& fixed) { return fixed->at(known.first) == known.second; });
    model::set_value_at(library_.vocabulary, result, root, known.first, is_shared ? known.second : model::Value{});
  }
  return result;
}

}  // namespace comity::analyzer
