// A second reading of the language, for tests only: written from its contract alone, over the syntax
// tree and the JSON of a record, with its own calendar. It shares nothing with the checker, the
// records and the evaluator, knows no types but those the declarations write, and settles unknown
// rules by trying every way. Slow and plain; of a complete record every condition is true or false.
//
// Goes in: parsed files that make a sound library. Comes out: what a policy answers. Left out: the
// hold clock (a term is known by its hours), offense tables, and jurisdictions asked by name.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "grammar/syntax/ast.hpp"

namespace comity::support {

struct SecondTerm {
  std::optional<std::int64_t> hours;  // none: until the end of the day
  bool is_excluding = false;          // weekends and holidays

  friend bool operator==(const SecondTerm&, const SecondTerm&) = default;
};

// The keys of an answer, as docs/command_line.md names them. Lists are sorted as texts.
struct SecondAnswer {
  std::string status;
  std::string outcome;  // empty unless decided
  std::vector<std::string> rules, possible, missing, assumed, determinations_needed, duties, duties_possible;
  std::optional<SecondTerm> terms;
  std::map<std::string, std::optional<bool>> conditions;  // of the rules that speak to the decision; none: unknown, settled both ways
};

class SecondReading {
 public:
  // `files` must outlive the reading, and must be without errors.
  explicit SecondReading(const std::vector<syntax::ParsedFile>& files);

  // `on` is the day asked, empty where there is none. More than `most_unknown` unknown rules are refused: nullopt.
  std::optional<SecondAnswer> answer(const std::string& policy, const std::string& decision, const nlohmann::json& record,
                                     const std::string& on) const;

  // Does a record break an `always`, as far as it is known?
  bool breaks_always(const nlohmann::json& record) const;

  static constexpr std::size_t most_unknown = 14;

 private:
  friend class SecondPolicyReading;

  // A record's declarations, its own and those that add to it.
  struct RecordFacts {
    std::map<std::string, const syntax::FieldDecl*> fields;
    std::vector<const syntax::AlwaysClause*> always;
  };
  // A definition by its name and the record that it is for; empty: about the record itself.
  using Definitions = std::map<std::pair<std::string, std::string>, const syntax::About*>;
  // A policy as it stands after what it amends.
  struct Text {
    std::string authority;
    std::map<std::string, const syntax::RuleClause*> rules;
    Definitions definitions;
    std::map<std::string, std::pair<const syntax::Effect*, const syntax::Term*>> otherwise;  // by decision
    std::map<std::string, const syntax::Literal*> presumptions;                               // by path
    const syntax::Condition* applies = nullptr;
  };

  Text text_of(const std::string& policy) const;
  void read_declaration(const syntax::Decl& decl);

  std::map<std::string, RecordFacts> records_;
  std::map<std::string, std::set<std::string>> choices_;                 // values, by the choice's name
  std::map<std::string, std::vector<std::string>> ladders_;              // from the least, by the name of choice or decision
  std::set<std::string> determinations_;
  std::map<std::string, std::string> within_;                            // jurisdictions
  std::vector<const syntax::StandingDecl*> standing_;
  Definitions definitions_;
  std::map<std::string, const syntax::PolicyDecl*> declared_;
  std::map<std::string, Text> policies_;
  std::string root_;
};

}  // namespace comity::support
