// What a record leaves out of an offense's level, traits and family, looked up in the offense tables. Every statute is
// looked for once as the table writes it, then by its spelling, then by its section where the table knows no more; what
// is found is kept, so that a million records cost a million hash look-ups. Nothing is guessed: a statute that is not
// found, or may be one of two, supplies nothing and is counted.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "interpreter/model/table_supply.hpp"
#include "interpreter/records/offense_table.hpp"

namespace comity::records {

enum class MatchKind {
  as_written,   // but for capitals, blanks, punctuation, and the side on which the code stands
  by_spelling,  // by another name of the code, or with a subdivision whose parentheses were left out
  by_section,   // the table lists the section and none of its subdivisions
  several,      // it can be read as two statutes of the table
  none,
};

// How a statute, as records write it, stands in the table.
struct StatuteMatch {
  MatchKind kind = MatchKind::none;
  std::vector<const OffenseRow*> rows;  // of as_written, by_spelling and by_section
  std::vector<std::string> candidates;  // of several: as the table writes them
};

// Why a statute supplied nothing.
enum class Unmapped { no_row, several, other_days, other_levels };

// What was looked up in all, each statute that a record states once.
struct LookUpCounts {
  std::uint64_t as_written = 0;
  std::uint64_t by_spelling = 0;
  std::uint64_t by_section = 0;
  std::uint64_t not_found = 0;

  // Statutes as records write them, with what the table has instead: "BP 347 or PC 347(b)", or nothing.
  struct Left {
    std::uint64_t count = 0;
    std::string candidates;
  };
  std::map<std::pair<std::string, Unmapped>, Left> unmapped;
  std::uint64_t unmapped_not_listed = 0;  // beyond the largest number that is kept apart

  // Records that state a fact otherwise than the table; by statute, as the table writes it.
  struct Contradiction {
    std::uint64_t count = 0;
    std::set<std::string> facts;  // "level"
    std::string first_record;
    Span row;
  };
  std::map<std::string, Contradiction> contradictions;

  std::uint64_t total() const { return as_written + by_spelling + by_section + not_found; }
};

class Offenses {
 public:
  // `vocabulary` and `sources` outlive it. Precondition: the table was read without errors.
  Offenses(OffenseTable table, const model::Vocabulary& vocabulary, const SourceSet& sources);

  // Which facts to name the origin of: those that answers must name, or all.
  enum class Name { assumed, all };

  // A record with what the tables supply on a day (none: by rows without days). The names live as long as this.
  struct Filled {
    model::Record record;
    model::TableSupplies supplies;
  };
  Filled fill(const model::Record& record, std::optional<model::Date> day, Name name);

  // Counts the statutes of a record, once for each record that is answered.
  void count(const model::Record& record, const std::string& id, std::optional<model::Date> day);
  const LookUpCounts& counts() const { return counts_; }

  // The reference stays good until the next statute is looked for.
  const StatuteMatch& match(const std::string& statute);

 private:
  // What the rows that count for a record say together; one value for each column.
  using Merged = std::vector<model::Value>;
  struct Known {
    StatuteMatch match;
    model::TableSource source;
    bool is_dated = false;
    std::map<std::uint32_t, Merged> merged;  // by level, 0 for none stated; of undated rows, since those of a day differ
  };
  struct LookedUp {
    Known* known = nullptr;
    std::optional<Unmapped> unmapped;
    const Merged* merged = nullptr;  // null where unmapped
  };

  Known& known(const std::string& statute);
  StatuteMatch find(const std::string& statute) const;
  bool has_no_subdivisions(const StatuteReading& reading) const;
  LookedUp look_up(const model::Record& record, model::RecordId type, const std::string& statute, std::optional<model::Date> day);
  Merged merge(const std::vector<const OffenseRow*>& rows) const;
  template <typename AnyRecord, typename Visit>
  void visit_statutes(AnyRecord& record, model::RecordId type, const std::string& path, const Visit& visit) const;
  bool holds_statutes(model::RecordId type, std::set<model::RecordId>& seen) const;
  void note_contradictions(const model::Record& record, model::RecordId type, const LookedUp& found, const std::string& id);

  OffenseTable table_;
  const model::Vocabulary& vocabulary_;
  const SourceSet& sources_;
  std::vector<bool> holds_statutes_;                                          // by record type
  std::vector<std::vector<std::optional<model::FieldId>>> fields_;            // by record type and column
  std::unordered_map<std::string, std::vector<const OffenseRow*>> by_text_;
  std::unordered_map<std::string, std::vector<const OffenseRow*>> by_key_;
  std::unordered_set<std::string> subdivided_;                                // bare sections that have subdivisions in the table
  std::unordered_map<std::string, Known> known_;
  Merged of_the_day_;                                                         // of the last look-up of dated rows
  LookUpCounts counts_;
};

}  // namespace comity::records
