// Conditions: names resolved, kinds checked, each mistake a writer makes with its own message.
// A syntax::Condition becomes a model::Condition, or nothing when something in it was reported.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "interpreter/checker/context.hpp"

namespace comity::checker {

// The definitions that a policy's conditions may use: its own `define`s, then those of the library, each resolved
// when it is first used. With no policy it holds the library's alone.
class Definitions {
 public:
  struct Entry {
    const syntax::About* about;
    model::Citation citation;  // of the text it stands in
  };

  explicit Definitions(Context& context) : context_{context} {}

  // A later entry of one name replaces an earlier one.
  void add(const syntax::About& about, model::Citation citation) {
    entries_[about.name.text] = {&about, std::move(citation)};
  }
  void remove(const std::string& name) { entries_.erase(name); }
  bool contains(const std::string& name) const { return entries_.contains(name); }

  // Is `name` defined for the record (none: the record itself)?
  bool has(const std::string& name, std::optional<model::RecordId> record) const;
  std::vector<std::string> names_for(std::optional<model::RecordId> record) const;
  // Is it defined for a record that nobody declared? Reported where it is defined.
  bool is_for_unknown_record(const std::string& name) const;
  // The records that a definition of this name is for.
  std::vector<std::string> records_of(const std::string& name) const;

  // Resolves it on first use. Nullopt when something in it was reported, or it leads back to itself.
  std::optional<model::DefinitionId> resolve(const syntax::Name& use, std::optional<model::RecordId> record);
  // Resolves it for each of its records, used or not, and checks its name.
  void resolve_fully(const std::string& name);

  // How many links a condition has with these definitions written out; see expanded_size.hpp.
  std::size_t size_of(const model::Condition& condition) const;

  std::vector<model::Definition> take() { return std::move(resolved_); }

 private:
  std::optional<model::RecordId> record_named(const std::string& name) const;
  bool check_about(const Entry& entry);

  enum class State { open, done, failed };
  struct Slot {
    State state = State::open;
    model::DefinitionId id = 0;
  };

  Context& context_;
  std::map<std::string, Entry> entries_;
  std::map<std::pair<std::string, std::optional<model::RecordId>>, Slot> slots_;
  std::vector<model::Definition> resolved_;
  std::vector<std::size_t> sizes_;   // of each resolved one
  std::vector<std::size_t> depths_;  // of each resolved one: how long a chain of definitions it begins
  std::size_t deepest_used_ = 0;     // by the definition that is being resolved, so far
  bool is_depth_reported_ = false;   // one finding for a chain, wherever it is entered
  std::vector<std::string> path_;    // names being resolved, for the report of a circle
};

// Where a condition stands.
struct Scope {
  std::optional<model::RecordId> element;  // what `it` is
  bool is_inside_element = false;          // in a `where` or a definition for a record: no quantifier may stand here
};

std::optional<model::Condition> resolve(Context& context, Definitions& definitions, const syntax::Condition& condition,
                                        const Scope& scope);

// A fact of the record itself: `custodian.reimbursement_agreement`. Reports an unknown step.
std::optional<model::FactRef> resolve_path(Context& context, const syntax::Path& path);

}  // namespace comity::checker
