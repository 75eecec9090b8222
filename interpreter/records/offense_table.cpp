#include "interpreter/records/offense_table.hpp"

#include <algorithm>
#include <map>

#include "grammar/diagnostics/suggest.hpp"
#include "interpreter/records/offense_cell.hpp"
#include "interpreter/records/problem.hpp"
#include "interpreter/records/suggestions.hpp"
#include "interpreter/records/table_cells.hpp"

namespace comity::records {
namespace {

using model::Kind;

enum class Role { statute, fact, title, maybe, from, until, mistaken };

struct HeaderColumn {
  Role role = Role::mistaken;
  std::size_t column = 0;  // of fact: which of the table's
};

// The words of a header that are no facts.
constexpr std::pair<std::string_view, Role> own_columns[] = {{"title", Role::title}, {"maybe", Role::maybe}, {"from", Role::from}, {"until", Role::until}};

class Reader {
 public:
  Reader(const SourceSet& sources, const model::Vocabulary& vocabulary, DiagnosticSink& sink) : sources_{sources}, vocabulary_{vocabulary}, sink_{sink} {
    for (const model::RecordType& record : vocabulary.records) {
      const bool is_classified = std::any_of(record.fields.begin(), record.fields.end(), [](const model::Field& field) { return field.is_classified; });
      if (is_classified) classified_.push_back(&record);
    }
  }

  OffenseTable read(std::span<const SourceId> tables, std::span<const SourceId> code_names) {
    for (const SourceId table : tables) read_table(table);
    for (const OffenseRow& row : table_.rows) table_.codes.add(code_before(row.statute));
    for (const SourceId names : code_names) read_code_names(names);
    for (OffenseRow& row : table_.rows) {
      std::vector<StatuteReading> readings = readings_of(row.statute, table_.codes);
      if (!readings.empty()) row.reading = std::move(readings.front());
    }
    refuse_rows_that_differ();
    leave_open_what_no_row_lists();
    return std::move(table_);
  }

 private:
  // ---- the header

  const model::Field* fact_named(const std::string& name) const {
    for (const model::RecordType* record : classified_) {
      if (const auto field = record->find(name)) return &record->fields[*field];
    }
    return nullptr;
  }

  // The same fact of several records is one column, so it has one type.
  bool has_one_type(const model::Field& field) const {
    return std::all_of(classified_.begin(), classified_.end(), [&](const model::RecordType* record) {
      const auto other = record->find(field.name);
      return !other || (record->fields[*other].type.kind == field.type.kind && record->fields[*other].type.id == field.type.id);
    });
  }

  bool is_ladder(const model::Type& type) const { return type.kind == Kind::choice && vocabulary_.choices[type.id].is_ladder; }

  HeaderColumn header_column(const Cell& cell) {
    for (const auto& [name, role] : own_columns) {
      if (cell.text == name) return {role, 0};
    }
    const model::Field* field = fact_named(cell.text);
    if (field == nullptr) {
      report_unknown_column(cell);
      return {};
    }
    if (field->is_classified) return {Role::statute, 0};
    if (field->type.kind == Kind::list || field->type.kind == Kind::record) {
      sink_.report(Code::table_column, cell.span, "{} is {}, which a table cannot give", quoted(cell.text), field->type.kind == Kind::list ? "a list" : "a record")
          .help("remove the column");
      return {};
    }
    if (!has_one_type(*field)) {
      sink_.report(Code::table_column, cell.span, "{} has different types in the records that the table classifies", quoted(cell.text))
          .help("give it one type, or remove the column");
      return {};
    }
    const auto known = std::find_if(table_.columns.begin(), table_.columns.end(), [&](const OffenseColumn& column) { return column.name == cell.text; });
    const auto column = static_cast<std::size_t>(known - table_.columns.begin());
    if (known == table_.columns.end()) table_.columns.push_back({cell.text, field->type});
    if (is_ladder(field->type)) {
      if (table_.level && *table_.level != column) {
        sink_.report(Code::table_column, cell.span, "{} and {} are both ladders, and rows of one statute are told apart by one",
                     quoted(table_.columns[*table_.level].name), quoted(cell.text))
            .help("keep the one that says how grave the offense is");
        return {};
      }
      table_.level = column;
    }
    return {Role::fact, column};
  }

  void report_unknown_column(const Cell& cell) {
    std::vector<std::string> names;
    for (const model::RecordType* record : classified_) {
      for (const model::Field& field : record->fields) {
        const bool is_new = std::find(names.begin(), names.end(), field.name) == names.end();
        if (is_new && field.type.kind != Kind::list && field.type.kind != Kind::record) names.push_back(field.name);
      }
    }
    for (const auto& [name, role] : own_columns) names.emplace_back(name);
    auto report = sink_.report(Code::table_column, cell.span, "{} is no fact that a table can give", quoted(shown(cell.text)));
    if (const auto near = diagnostics::nearest(cell.text, names)) {
      report.help("write `" + *near + "`", {{cell.span, *near}});
    } else {
      report.help("its columns can be " + diagnostics::listed(names, 20));
    }
  }

  // False where rows cannot be read under it.
  bool read_header(const CellRow& cells, std::vector<HeaderColumn>& header) {
    bool is_whole = true;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const bool is_repeated = std::any_of(cells.begin(), cells.begin() + static_cast<std::ptrdiff_t>(i), [&](const Cell& other) { return other.text == cells[i].text; });
      if (is_repeated) sink_.report(Code::table_column, cells[i].span, "{} stands twice in the header", quoted(shown(cells[i].text))).help("keep one of the two columns");
      header.push_back(is_repeated ? HeaderColumn{} : header_column(cells[i]));
      is_whole = is_whole && header.back().role != Role::mistaken;
    }
    const Span whole{cells.front().span.source, cells.front().span.begin, cells.back().span.end};
    const auto count = [&](Role role) { return std::count_if(header.begin(), header.end(), [&](const HeaderColumn& column) { return column.role == role; }); };
    if (!is_whole) return false;
    if (count(Role::statute) != 1) {
      sink_.report(Code::table_column, whole, "the header names {} fact that is classified by offenses", count(Role::statute) == 0 ? "no" : "more than one")
          .help("name the one that holds the statute: " + diagnostics::listed(classified_names()));
      return false;
    }
    const auto sets = std::count_if(header.begin(), header.end(), [&](const HeaderColumn& column) {
      return column.role == Role::fact && table_.columns[column.column].type.kind == Kind::set;
    });
    if (count(Role::maybe) == 1 && sets != 1) {
      sink_.report(Code::table_column, whole, "`maybe` belongs to a set, and the header names {}", sets == 0 ? "none" : "several").help("name the one set that it belongs to");
      return false;
    }
    return true;
  }

  std::vector<std::string> classified_names() const {
    std::vector<std::string> names;
    for (const model::RecordType* record : classified_) {
      for (const model::Field& field : record->fields) {
        if (field.is_classified && std::find(names.begin(), names.end(), field.name) == names.end()) names.push_back(field.name);
      }
    }
    return names;
  }

  // ---- rows

  void read_table(SourceId id) {
    const std::vector<CellRow> rows = cells_of(sources_, id, sink_);
    if (rows.empty()) {
      sink_.report(Code::table_column, {id, 0, 0}, "the table has no header").help("begin it with the names of the facts that it gives");
      return;
    }
    if (classified_.empty()) {
      sink_.report(Code::table_column, rows.front().front().span, "no fact of the vocabulary is `classified by offenses`, so nothing would be looked up here")
          .help("mark the fact that holds the statute");
      return;
    }
    std::vector<HeaderColumn> header;
    if (!read_header(rows.front(), header)) return;
    const bool has_level = std::any_of(header.begin(), header.end(), [&](const HeaderColumn& column) { return column.role == Role::fact && column.column == table_.level; });
    if (table_.level && !has_level) {
      sink_.report(Code::table_column, rows.front().front().span, "the header does not name {}, which tells apart the rows of one statute", quoted(table_.columns[*table_.level].name))
          .help("add the column");
      return;
    }
    for (std::size_t i = 1; i < rows.size(); ++i) read_row(rows[i], rows.front(), header);
  }

  void read_row(const CellRow& cells, const CellRow& names, const std::vector<HeaderColumn>& header) {
    if (cells.size() != header.size()) {
      const Span whole{cells.front().span.source, cells.front().span.begin, cells.back().span.end};
      sink_.report(Code::table_row, whole, "this row has {} {}, and the header has {}", cells.size(), cells.size() == 1 ? "cell" : "cells", header.size())
          .help("a comma within a cell needs double quotes around the cell; a cell that is left empty keeps its comma");
      return;
    }
    OffenseRow row;
    row.values.resize(table_.columns.size());
    const Cell* maybe = nullptr;
    const Cell* until = nullptr;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const Cell& cell = cells[i];
      switch (header[i].role) {
        case Role::statute:
          row.statute = cell.text;
          row.span = cell.span;
          if (cell.text.empty()) sink_.report(Code::table_value, cell.span, "{} is empty", quoted(names[i].text)).help("write the statute, as in `VC 23152(a)`");
          break;
        case Role::fact: row.values[header[i].column] = fact_of(cell, header[i].column); break;
        case Role::maybe: maybe = &cell; break;
        case Role::from: row.period.from = day_in(cell, names[i].text, sink_); break;
        case Role::until:
          row.period.until = day_in(cell, names[i].text, sink_);
          until = &cell;
          break;
        case Role::title:
        case Role::mistaken: break;
      }
    }
    if (maybe != nullptr) add_maybe(row, *maybe, header);
    if (row.period.from && row.period.until && *row.period.until <= *row.period.from) {
      sink_.report(Code::dates_reversed, until->span, "this row ends on the day it begins, or before").help("`until` is the first day on which it no longer holds");
    }
    table_.rows.push_back(std::move(row));
  }

  model::Value fact_of(const Cell& cell, std::size_t index) {
    const OffenseColumn& column = table_.columns[index];
    if (cell.text.empty() && table_.level == index) {
      sink_.report(Code::table_value, cell.span, "{} is empty, and it tells apart the rows of one statute", quoted(column.name))
          .help("write one row for each: " + diagnostics::listed(vocabulary_.choices[column.type.id].values));
      return {};
    }
    return value_in(cell, column.name, column.type, vocabulary_, sink_);
  }

  void add_maybe(OffenseRow& row, const Cell& cell, const std::vector<HeaderColumn>& header) {
    const auto set = std::find_if(header.begin(), header.end(), [&](const HeaderColumn& column) {
      return column.role == Role::fact && table_.columns[column.column].type.kind == Kind::set;
    });
    const OffenseColumn& column = table_.columns[set->column];
    const model::Value listed = value_in(cell, "maybe", column.type, vocabulary_, sink_);
    auto* members = std::get_if<model::Members>(&row.values[set->column]);
    const auto* perhaps = std::get_if<model::Members>(&listed);
    if (members == nullptr || perhaps == nullptr) return;
    for (std::size_t i = 0; i < members->of.size(); ++i) {
      if (perhaps->of[i] != model::Truth::yes) continue;
      if (members->of[i] == model::Truth::yes) {
        sink_.report(Code::table_value, cell.span, "{} stands both in {} and in `maybe`", quoted(vocabulary_.choices[column.type.id].values[i]), quoted(column.name))
            .help("`maybe` is for what depends on what was proved: keep it in one of the two");
      }
      members->of[i] = model::Truth::unknown;
    }
  }

  // ---- across rows

  static bool overlap(const model::Period& a, const model::Period& b) {
    const auto ends_before = [](const model::Period& first, const model::Period& second) { return first.until && second.from && *first.until <= *second.from; };
    return !ends_before(a, b) && !ends_before(b, a);
  }

  void refuse_rows_that_differ() {
    std::map<std::string, std::vector<const OffenseRow*>> groups;
    for (OffenseRow& row : table_.rows) {
      row.values.resize(table_.columns.size());  // a later table may have brought more columns
      std::string key = row.reading.section.empty() ? row.statute : row.reading.key();
      if (table_.level) key += "\n" + to_text(vocabulary_, table_.columns[*table_.level].type, row.values[*table_.level]);
      std::vector<const OffenseRow*>& group = groups[key];
      const auto other = std::find_if(group.begin(), group.end(), [&](const OffenseRow* known) { return overlap(known->period, row.period) && known->values != row.values; });
      if (other != group.end()) report_rows_differ(row, **other);
      group.push_back(&row);
    }
  }

  // A value that another file adds to the choice (`choice offense_trait adds dc_dangerous`) is a list of another place. A
  // table of which no row lists it, surely or perhaps, was written without that list: that a row lacks it says nothing.
  void leave_open_what_no_row_lists() {
    for (std::size_t column = 0; column < table_.columns.size(); ++column) {
      const model::Type& type = table_.columns[column].type;
      if (type.kind != Kind::set) continue;
      const model::Choice& choice = vocabulary_.choices[type.id];
      for (std::size_t value = choice.declared; value < choice.values.size(); ++value) leave_open(column, value);
    }
  }

  void leave_open(std::size_t column, std::size_t value) {
    const auto members = [&](OffenseRow& row) { return std::get_if<model::Members>(&row.values[column]); };
    const bool is_listed = std::any_of(table_.rows.begin(), table_.rows.end(), [&](OffenseRow& row) {
      return members(row) != nullptr && members(row)->of[value] != model::Truth::no;
    });
    if (is_listed) return;
    for (OffenseRow& row : table_.rows) {
      if (members(row) != nullptr) members(row)->of[value] = model::Truth::unknown;
    }
  }

  void report_rows_differ(const OffenseRow& row, const OffenseRow& other) {
    std::size_t column = 0;
    while (row.values[column] == other.values[column]) ++column;
    const bool has_level = table_.level && !is_unknown(row.values[*table_.level]);
    const std::string level = has_level ? " as " + to_text(vocabulary_, table_.columns[*table_.level].type, row.values[*table_.level]) : std::string{};
    sink_.report(Code::table_rows_differ, row.span, "{}{} stands twice for one day, with different {}", quoted(row.statute), level, quoted(table_.columns[column].name))
        .label(other.span, "the other row")
        .help("keep one of them, or give each its own days with `from` and `until`");
  }

  // ---- other names of codes

  void read_code_names(SourceId id) {
    const std::vector<CellRow> rows = cells_of(sources_, id, sink_);
    if (rows.empty()) return;
    const CellRow& header = rows.front();
    if (header.size() != 2 || header[0].text != "code" || header[1].text != "also") {
      sink_.report(Code::table_column, {id, header.front().span.begin, header.back().span.end}, "a list of codes has the columns `code` and `also`").help("write `code,also`");
      return;
    }
    std::vector<std::string> codes;
    for (const OffenseRow& row : table_.rows) {
      std::string code = StatuteCodes::word_of(code_before(row.statute));
      if (!code.empty() && std::find(codes.begin(), codes.end(), code) == codes.end()) codes.push_back(std::move(code));
    }
    for (std::size_t i = 1; i < rows.size(); ++i) read_code_name(rows[i], codes);
  }

  void read_code_name(const CellRow& cells, const std::vector<std::string>& codes) {
    const Span whole{cells.front().span.source, cells.front().span.begin, cells.back().span.end};
    if (cells.size() != 2 || cells[0].text.empty() || StatuteCodes::word_of(cells[1].text).empty()) {
      sink_.report(Code::table_row, whole, "this row is not a code and another name for it").help("write it as in `BP,Bus. & Prof. Code`");
      return;
    }
    const std::string word = StatuteCodes::word_of(cells[0].text);
    // Where nothing is classified by tables, there is nothing that the names could be wrong about.
    if (!table_.rows.empty() && std::find(codes.begin(), codes.end(), word) == codes.end()) {
      auto report = sink_.report(Code::table_value, cells[0].span, "no offense table has a statute of the code {}", quoted(shown(cells[0].text)));
      if (const auto near = diagnostics::nearest(word, codes)) {
        report.help("write `" + *near + "`", {{cells[0].span, *near}});
      } else {
        report.help("the codes of the tables are " + diagnostics::listed(codes, 20));
      }
      return;
    }
    if (!table_.codes.add_name(cells[1].text, cells[0].text)) {
      sink_.report(Code::table_value, cells[1].span, "{} already stands for another code", quoted(shown(cells[1].text))).help("a name stands for one code: remove it from one of them");
    }
  }

  const SourceSet& sources_;
  const model::Vocabulary& vocabulary_;
  DiagnosticSink& sink_;
  std::vector<const model::RecordType*> classified_;
  OffenseTable table_;
};

}  // namespace

OffenseTable read_offense_tables(const SourceSet& sources, std::span<const SourceId> tables, std::span<const SourceId> code_names,
                                 const model::Vocabulary& vocabulary, DiagnosticSink& sink) {
  return Reader{sources, vocabulary, sink}.read(tables, code_names);
}

}  // namespace comity::records
