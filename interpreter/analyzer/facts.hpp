// The facts that two readings ask about, each cut into classes of values that nothing in them tells
// apart, and the comparisons of dates with one another. First every condition is noted (`note_…`),
// then `cut` makes the variables; from then on each class has a representative value.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "interpreter/analyzer/calendar.hpp"
#include "interpreter/analyzer/diagram.hpp"
#include "interpreter/model/library.hpp"

namespace comity::analyzer {

// Where a fact stands: step by step from the record that is asked about, or from an element of that type.
struct FactKey {
  std::optional<model::RecordId> element;
  std::vector<model::FieldId> steps;

  friend auto operator<=>(const FactKey&, const FactKey&) = default;
};

// Elements of lists that are known stand at a step of their own, from the record: `element_step` and their number.
inline constexpr model::FieldId element_step = 0x40000000;

using FactId = std::uint32_t;

struct Fact {
  FactKey key;
  model::Type type;
  std::uint64_t order = 0;                      // of first use

  std::vector<model::ChosenAmong> choices;      // what a choice is compared with
  std::set<std::int64_t> starts;                // numbers, money and dates: the first value of each class but the first
  std::set<std::string> texts;
  std::set<std::uint32_t> members;

  // After `cut`. A set has a variable for each member that is used, any other fact has one.
  Variable variable = no_variable;
  std::vector<model::Value> representatives;    // of the classes; *none*, where the fact can be none, is the last
  std::vector<std::int64_t> first_of_class;     // of numbers, money and dates
  std::vector<std::vector<std::uint32_t>> values_of_class;  // of choices
  std::map<std::uint32_t, Variable> member_variables;

  bool is_date() const { return type.kind == model::Kind::date || type.kind == model::Kind::date_time; }
  bool is_time() const { return type.kind == model::Kind::date_time; }
  std::uint32_t none_class() const { return static_cast<std::uint32_t>(representatives.size() - 1); }  // where it can be none
  std::uint32_t known_classes() const { return static_cast<std::uint32_t>(representatives.size() - (type.or_none ? 1 : 0)); }
  // The last value of a class of numbers, money or dates.
  std::int64_t last_of_class(std::uint32_t index) const;
  // How many values a class has; at most `enough`.
  std::size_t values_in(std::uint32_t index, std::size_t enough) const;
  // One of them.
  model::Value value_in(std::uint32_t index, std::size_t place) const;
};

// later >= moved.of(earlier); false where either is none.
struct DateLiteral {
  FactId later = 0;
  FactId earlier = 0;
  Moved moved;
  Variable variable = no_variable;
};

// The literal that a comparison comes down to, or its opposite.
struct SignedLiteral {
  std::uint32_t literal = 0;
  bool is_opposite = false;
};

class Facts {
 public:
  Facts(const model::Library& library, Diagrams& diagrams) : library_{library}, diagrams_{diagrams} {}

  FactId note(const FactKey& key, const model::Type& type);
  std::optional<FactId> find(const FactKey& key) const;
  const Fact& operator[](FactId id) const { return facts_[id]; }
  Fact& at(FactId id) { return facts_[id]; }
  std::size_t size() const { return facts_.size(); }

  // `fact >= moved(base)`, or the opposite of `fact > moved(base)`.
  SignedLiteral literal(FactId fact, FactId base, const std::vector<model::Duration>& shifts, bool is_after);
  const std::vector<DateLiteral>& literals() const { return literals_; }
  // Where the comparison of a fact with a fixed day changes.
  void note_day(FactId fact, const model::Moment& day);
  // The same for a base that is moved before a fixed day is compared with it.
  void note_moved(FactId base, const std::vector<model::Duration>& shifts, const model::Moment& day);

  // Of a fact by which so many elements are counted apart: values enough to be different in every class.
  void single_out(FactId key, std::size_t elements);

  // The class of a value, where it is no set. Precondition: after `cut`.
  std::uint32_t class_of(FactId fact, const model::Value& value) const;

  // What is used next; the order of variables follows it, but where very many rules are read.
  std::uint64_t next_order();
  // Used again.
  void use(std::uint64_t order) { groups_.back().push_back(order); }
  // What is used from here on is used together.
  void begin_rule() { groups_.emplace_back(); }
  // After `cut`: where it stands.
  std::uint64_t level_of(std::uint64_t order) const;
  static constexpr std::uint64_t orders_apart = 1 << 20;
  static constexpr std::uint64_t elements_from = std::uint64_t{1} << 62;  // levels of elements' variables, below all others
  bool is_of_element(Node node) const { return diagrams_.level_of(node) >= elements_from; }

  void cut();

  // What a variable stands for.
  struct Meaning {
    enum class Kind { fact, member, literal, atom };
    Kind kind = Kind::fact;
    std::uint32_t index = 0;   // of the fact, literal or atom
    std::uint32_t member = 0;
  };
  const Meaning& meaning(Variable variable) const { return meanings_[variable]; }
  Variable add_variable(std::uint64_t level, std::uint32_t arity, Meaning meaning);

  const model::Library& library() const { return library_; }
  const model::Vocabulary& vocabulary() const { return library_.vocabulary; }

 private:
  struct Block {
    std::uint64_t first = 0;
    std::uint64_t facts = 0;
  };
  static constexpr std::uint64_t members_apart = 1 << 10;

  static bool is_of_known_element(const FactKey& key);
  std::uint64_t order_of(const FactKey& key);
  void put_in_order();
  void cut_fact(FactId id);
  void cut_choice(Fact& fact);
  void cut_line(Fact& fact, std::int64_t least, std::int64_t most);

  const model::Library& library_;
  Diagrams& diagrams_;
  std::vector<Fact> facts_;
  std::map<FactKey, FactId> by_key_;
  std::vector<DateLiteral> literals_;
  std::vector<std::uint64_t> literal_orders_;
  std::vector<Meaning> meanings_;
  std::uint64_t next_order_ = 0;
  std::map<std::vector<model::FieldId>, Block> blocks_;  // by known element
  std::vector<std::vector<std::uint64_t>> groups_{1};  // by rules; the first: of what stands outside of them
  std::vector<std::size_t> places_;                    // by use; empty: as they were used first
};

}  // namespace comity::analyzer
