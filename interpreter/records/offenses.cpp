#include "interpreter/records/offenses.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace comity::records {
namespace {

using model::Truth;
using model::Value;

constexpr std::size_t most_known = 200'000;     // statutes kept; a file with more has texts, not statutes
constexpr std::size_t most_unmapped = 100'000;  // statutes listed apart

// Yes where both say yes, no where both say no.
Truth agreed(Truth a, Truth b) { return a == b ? a : Truth::unknown; }

Value agreed_value(const std::vector<const OffenseRow*>& rows, std::size_t column) {
  Value result = rows.front()->values[column];
  for (const OffenseRow* row : rows) {
    const Value& other = row->values[column];
    if (auto* members = std::get_if<model::Members>(&result)) {
      const auto* more = std::get_if<model::Members>(&other);
      if (more == nullptr) return {};
      for (std::size_t i = 0; i < members->of.size(); ++i) members->of[i] = agreed(members->of[i], more->of[i]);
    } else if (!(result == other)) {
      return {};
    }
  }
  return result;
}

Value level_of(const std::vector<const OffenseRow*>& rows, std::size_t column, std::size_t values) {
  model::OneOf one{std::vector<bool>(values, false)};
  for (const OffenseRow* row : rows) {
    const auto* level = std::get_if<model::Chosen>(&row->values[column]);
    if (level == nullptr) return agreed_value(rows, column);  // a ladder that may be none
    one.possible[level->index] = true;
  }
  if (std::count(one.possible.begin(), one.possible.end(), true) > 1) return one;
  return rows.front()->values[column];
}

bool contradicts(const Value& stated, const Value& table) {
  if (!is_settled(stated) || !is_settled(table)) return false;
  const auto* own = std::get_if<model::Members>(&stated);
  const auto* known = std::get_if<model::Members>(&table);
  if (own == nullptr || known == nullptr) return !(stated == table);
  for (std::size_t i = 0; i < own->of.size(); ++i) {
    if (own->of[i] != Truth::unknown && known->of[i] != Truth::unknown && own->of[i] != known->of[i]) return true;
  }
  return false;
}

}  // namespace

Offenses::Offenses(OffenseTable table, const model::Vocabulary& vocabulary, const SourceSet& sources)
    : table_{std::move(table)}, vocabulary_{vocabulary}, sources_{sources}, fields_(vocabulary.records.size()) {
  for (const OffenseRow& row : table_.rows) {
    by_text_[row.statute].push_back(&row);
    if (row.reading.section.empty()) continue;
    by_key_[row.reading.key()].push_back(&row);
    if (!row.reading.subdivisions.empty()) subdivided_.insert(row.reading.bare());
  }
  for (model::RecordId type = 0; type < vocabulary.records.size(); ++type) {
    std::set<model::RecordId> seen;
    holds_statutes_.push_back(holds_statutes(type, seen));
    for (const OffenseColumn& column : table_.columns) fields_[type].push_back(vocabulary.records[type].find(column.name));
  }
}

bool Offenses::holds_statutes(model::RecordId type, std::set<model::RecordId>& seen) const {
  if (!seen.insert(type).second) return false;
  const auto& fields = vocabulary_.records[type].fields;
  return std::any_of(fields.begin(), fields.end(), [&](const model::Field& field) {
    const bool is_nested = field.type.kind == model::Kind::list || field.type.kind == model::Kind::record;
    return field.is_classified || (is_nested && holds_statutes(field.type.id, seen));
  });
}

// ---------------------------------------------------------------------------------- which rows

// No row of its subdivisions, however they are written: `PC 273a` next to `PC 273` may be one.
bool Offenses::has_no_subdivisions(const StatuteReading& reading) const {
  if (subdivided_.contains(reading.bare())) return false;
  const std::string letters = reading.subdivisions.substr(1, reading.subdivisions.find(')') - 1);
  return !by_key_.contains(reading.bare() + letters);
}

StatuteMatch Offenses::find(const std::string& statute) const {
  if (const auto exact = by_text_.find(statute); exact != by_text_.end()) {
    // Other rows may write the same statute in another way.
    const std::string key = exact->second.front()->reading.key();
    const auto same = by_key_.find(key);
    return {MatchKind::as_written, same == by_key_.end() || exact->second.front()->reading.section.empty() ? exact->second : same->second, {}};
  }
  const std::vector<StatuteReading> readings = readings_of(statute, table_.codes);
  // One statute for each way to tell the code from the letters before it: letters as the table has them come first.
  std::map<std::string, std::pair<MatchKind, std::string>> found;  // key -> kind, by the code's reading
  std::set<std::string> codes_found;
  for (const StatuteReading& reading : readings) {
    if (!by_key_.contains(reading.key())) continue;
    const bool is_second = reading.has_letters_as_subdivision && codes_found.contains(reading.code);
    if (is_second) continue;
    codes_found.insert(reading.code);
    const bool is_plain = !reading.has_other_code_name && !reading.has_letters_as_subdivision;
    found.emplace(reading.key(), std::pair{is_plain ? MatchKind::as_written : MatchKind::by_spelling, reading.code});
  }
  if (found.empty()) {
    for (const StatuteReading& reading : readings) {
      if (reading.subdivisions.empty() || reading.has_letters_glued || !by_key_.contains(reading.bare()) || !has_no_subdivisions(reading)) continue;
      found.emplace(reading.bare(), std::pair{MatchKind::by_section, reading.code});
    }
  }
  if (found.empty()) return {};
  if (found.size() == 1) return {found.begin()->second.first, by_key_.at(found.begin()->first), {}};
  StatuteMatch several{MatchKind::several, {}, {}};
  for (const auto& [key, unused] : found) several.candidates.push_back(by_key_.at(key).front()->statute);
  return several;
}

Offenses::Known& Offenses::known(const std::string& statute) {
  if (const auto kept = known_.find(statute); kept != known_.end()) return kept->second;
  Known entry;
  entry.match = find(statute);
  if (!entry.match.rows.empty()) {
    const OffenseRow& row = *entry.match.rows.front();
    entry.source = {fmt::format("{}, {}", row.statute, sources_[row.span.source].name), entry.match.kind == MatchKind::by_section};
    entry.is_dated = std::any_of(entry.match.rows.begin(), entry.match.rows.end(), [](const OffenseRow* each) { return each->period.from || each->period.until; });
  }
  return known_.emplace(statute, std::move(entry)).first->second;
}

const StatuteMatch& Offenses::match(const std::string& statute) { return known(statute).match; }

// ---------------------------------------------------------------------------------- what they say

Offenses::Merged Offenses::merge(const std::vector<const OffenseRow*>& rows) const {
  Merged result;
  for (std::size_t column = 0; column < table_.columns.size(); ++column) {
    const bool is_level = table_.level == column;
    result.push_back(is_level ? level_of(rows, column, vocabulary_.choices[table_.columns[column].type.id].values.size()) : agreed_value(rows, column));
  }
  return result;
}

Offenses::LookedUp Offenses::look_up(const model::Record& record, model::RecordId type, const std::string& statute, std::optional<model::Date> day) {
  LookedUp result;
  result.known = &known(statute);
  Known& entry = *result.known;
  if (entry.match.rows.empty()) {
    result.unmapped = entry.match.kind == MatchKind::several ? Unmapped::several : Unmapped::no_row;
    return result;
  }
  const model::Chosen* level = nullptr;
  if (table_.level && fields_[type][*table_.level]) level = std::get_if<model::Chosen>(&record.facts[*fields_[type][*table_.level]]);
  const std::uint32_t wanted = level == nullptr ? 0 : level->index + 1;
  if (!entry.is_dated) {
    if (const auto kept = entry.merged.find(wanted); kept != entry.merged.end()) {
      result.merged = &kept->second;
      return result;
    }
  }
  std::vector<const OffenseRow*> rows;
  for (const OffenseRow* row : entry.match.rows) {
    const bool is_dated = row->period.from || row->period.until;
    if (day ? row->period.contains(*day) : !is_dated) rows.push_back(row);
  }
  if (rows.empty()) {
    result.unmapped = Unmapped::other_days;
    return result;
  }
  if (level != nullptr) std::erase_if(rows, [&](const OffenseRow* row) { return !(row->values[*table_.level] == Value{*level}); });
  if (rows.empty()) {
    result.unmapped = Unmapped::other_levels;
    return result;
  }
  if (entry.is_dated) {
    of_the_day_ = merge(rows);
    result.merged = &of_the_day_;
  } else {
    result.merged = &entry.merged.emplace(wanted, merge(rows)).first->second;
  }
  return result;
}

// Calls `visit(record, type, statute, path)` for each statute that is stated in a record or in what it holds.
template <typename AnyRecord, typename Visit>
void Offenses::visit_statutes(AnyRecord& record, model::RecordId type, const std::string& path, const Visit& visit) const {
  if (!holds_statutes_[type]) return;
  const auto& fields = vocabulary_.records[type].fields;
  const auto step = [&](std::size_t field) { return path.empty() ? fields[field].name : path + "." + fields[field].name; };
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (fields[i].is_classified) {
      if (const auto* statute = std::get_if<std::string>(&record.facts[i])) visit(record, type, *statute, path);
    }
    if (auto* nested = std::get_if<syntax::Box<model::Record>>(&record.facts[i])) visit_statutes(**nested, fields[i].type.id, step(i), visit);
    if (auto* elements = std::get_if<model::Elements>(&record.facts[i]); elements != nullptr && holds_statutes_[fields[i].type.id]) {
      for (std::size_t k = 0; k < elements->records.size(); ++k) visit_statutes(elements->records[k], fields[i].type.id, fmt::format("{}[{}]", step(i), k), visit);
    }
  }
}

Offenses::Filled Offenses::fill(const model::Record& record, std::optional<model::Date> day, Name name) {
  if (known_.size() > most_known) known_.clear();
  Filled result{record, {}};
  visit_statutes(result.record, *vocabulary_.root, "", [&](model::Record& each, model::RecordId type, const std::string& statute, const std::string& path) {
    const LookedUp found = look_up(each, type, statute, day);
    if (found.merged == nullptr) return;
    for (std::size_t column = 0; column < table_.columns.size(); ++column) {
      const auto field = fields_[type][column];
      if (!field || !is_unknown(each.facts[*field]) || is_unknown((*found.merged)[column])) continue;
      each.facts[*field] = (*found.merged)[column];
      if (name == Name::all || found.known->source.by_section) {
        result.supplies.facts.emplace(path.empty() ? table_.columns[column].name : path + "." + table_.columns[column].name, &found.known->source);
      }
    }
  });
  return result;
}

// ---------------------------------------------------------------------------------- counts

void Offenses::note_contradictions(const model::Record& record, model::RecordId type, const LookedUp& found, const std::string& id) {
  std::vector<std::size_t> columns;
  if (found.unmapped == Unmapped::other_levels) columns.push_back(*table_.level);
  for (std::size_t column = 0; found.merged != nullptr && column < table_.columns.size(); ++column) {
    const auto field = fields_[type][column];
    if (field && contradicts(record.facts[*field], (*found.merged)[column])) columns.push_back(column);
  }
  if (columns.empty()) return;
  const OffenseRow& row = *found.known->match.rows.front();
  LookUpCounts::Contradiction& noted = counts_.contradictions[row.statute];
  if (noted.count == 0) {
    noted.first_record = id;
    noted.row = row.span;
  }
  ++noted.count;
  for (const std::size_t column : columns) noted.facts.insert(table_.columns[column].name);
}

void Offenses::count(const model::Record& record, const std::string& id, std::optional<model::Date> day) {
  visit_statutes(record, *vocabulary_.root, "", [&](const model::Record& each, model::RecordId type, const std::string& statute, const std::string&) {
    const LookedUp found = look_up(each, type, statute, day);
    switch (found.known->match.kind) {
      case MatchKind::as_written: ++counts_.as_written; break;
      case MatchKind::by_spelling: ++counts_.by_spelling; break;
      case MatchKind::by_section: ++counts_.by_section; break;
      case MatchKind::several:
      case MatchKind::none: ++counts_.not_found; break;
    }
    note_contradictions(each, type, found, id);
    if (!found.unmapped) return;
    const std::pair key{statute, *found.unmapped};
    if (counts_.unmapped.size() >= most_unmapped && !counts_.unmapped.contains(key)) {
      ++counts_.unmapped_not_listed;
      return;
    }
    LookUpCounts::Left& left = counts_.unmapped[key];
    ++left.count;
    left.candidates = fmt::format("{}", fmt::join(found.known->match.candidates, " or "));
  });
}

}  // namespace comity::records
