#include "interpreter/records/row_record.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace comity::records {

RowRecord::RowRecord(const model::Vocabulary& vocabulary, const TableColumns& columns, std::uint64_t line,
                     std::string key)
    : vocabulary_{vocabulary},
      columns_{columns},
      key_{std::move(key)},
      record_{model::unknown_record(vocabulary.root_record())} {
  result_.line = line;
}

void RowRecord::add_problem(Code code, std::uint64_t line, std::string path, std::string message, std::string help) {
  if (result_.problems.size() >= most_problems) {
    ++unsaid_;
    return;
  }
  result_.problems.push_back({code, line, std::move(path), {}, std::move(message), std::move(help)});
}

void RowRecord::add(const CellReader& reader, const CsvRow& row) {
  for (const Stated& stated : columns_.of_record)
    state(reader, stated, row, {&record_, *vocabulary_.root, {}, &lines_});
  for (std::size_t i = 0; i < columns_.elements.size(); ++i) {
    if (columns_.elements[i].is_wide) add_wide(reader, i, row);
  }
  add_narrow(reader, row);
}

void RowRecord::state(const CellReader& reader, const Stated& stated, const CsvRow& row, const Place& place) {
  const std::string& name = columns_.names[stated.cell];
  const model::FactRef& fact = stated.column->fact;
  const bool is_identifier = !fact.of_element && fact.steps.size() == 1 &&
                             fact.steps[0] == vocabulary_.root_record().identifier();
  if (is_identifier && model::without_blanks(row.cells[stated.cell]).empty()) return;  // said when all rows are in
  CellResult read = reader.read(*stated.column, name, row.cells[stated.cell]);
  if (read.fault) {
    add_problem(read.fault->code, row.line, place.path + model::path_text(vocabulary_, fact),
                std::move(read.fault->message), std::move(read.fault->help));
    return;
  }
  if (model::is_unknown(read.value)) return;
  const model::Value& known = model::value_at(*place.record, fact.steps);
  if (model::is_unknown(known)) {
    model::set_value_at(vocabulary_, *place.record, place.type, fact.steps, std::move(read.value));
    (*place.lines)[stated.cell] = row.line;
    return;
  }
  if (known == read.value) return;
  add_problem(Code::rows_disagree, row.line, place.path + model::path_text(vocabulary_, fact),
              fmt::format("column `{}` says {} here and {} in line {}, of one {}", shown(name),
                          shown(model::to_text(vocabulary_, fact.type, read.value)),
                          shown(model::to_text(vocabulary_, fact.type, known)), (*place.lines)[stated.cell],
                          vocabulary_.root_record().name),
              "correct one of the two lines, or leave the cell blank in one");
}

// The cells of one number: nothing in any of them, no element.
void RowRecord::add_wide(const CellReader& reader, std::size_t element, const CsvRow& row) {
  const ElementCells& cells = columns_.elements[element];
  const bool is_absent = std::all_of(cells.cells.begin(), cells.cells.end(), [&](const Stated& stated) {
    return reader.says_nothing(*stated.column, row.cells[stated.cell]);
  });
  if (is_absent) return;
  const model::RecordId type = cells.cells.front().column->fact.from;
  const auto [place, is_new] = wide_.try_emplace(element);
  if (is_new) place->second.record = model::unknown_record(vocabulary_.records[type]);
  for (const Stated& stated : cells.cells) {
    state(reader, stated, row, {&place->second.record, type, element_path(cells, 0), &place->second.lines});
  }
}

// A row is an element. Where several lists have such columns, it is one of those of which it says something, and of
// all when it says nothing of any.
void RowRecord::add_narrow(const CellReader& reader, const CsvRow& row) {
  struct Added {
    std::size_t element;
    model::Record record;
    bool says_something;
  };
  std::vector<Added> all;
  for (std::size_t i = 0; i < columns_.elements.size(); ++i) {
    const ElementCells& element = columns_.elements[i];
    if (element.is_wide) continue;
    const model::RecordId type = element.cells.front().column->fact.from;
    Added added{i, model::unknown_record(vocabulary_.records[type]), false};
    std::map<std::size_t, std::uint64_t> lines;
    const auto listed = narrow_.find(i);
    const std::string path = element_path(element, listed == narrow_.end() ? 0 : listed->second.size());
    const bool is_alone = std::count_if(columns_.elements.begin(), columns_.elements.end(),
                                        [](const ElementCells& other) { return !other.is_wide; }) == 1;
    added.says_something =
        is_alone || std::any_of(element.cells.begin(), element.cells.end(), [&](const Stated& stated) {
          return !reader.says_nothing(*stated.column, row.cells[stated.cell]);
        });
    if (added.says_something) {
      for (const Stated& stated : element.cells) state(reader, stated, row, {&added.record, type, path, &lines});
    }
    all.push_back(std::move(added));
  }
  const bool says_nothing =
      std::none_of(all.begin(), all.end(), [](const Added& added) { return added.says_something; });
  for (Added& added : all) {
    if (added.says_something || says_nothing) narrow_[added.element].push_back(std::move(added.record));
  }
}

std::string RowRecord::element_path(const ElementCells& element, std::size_t index) const {
  const std::string list = model::path_text(vocabulary_, *element.list);
  return element.is_wide ? list + "." : fmt::format("{}[{}].", list, index);
}

void RowRecord::set_identifier() {
  const model::RecordType& root = vocabulary_.root_record();
  const auto field = root.identifier();
  model::Value& value = record_.facts[*field];
  if (!columns_.has_identifier) value = key_.empty() ? std::to_string(result_.line) : key_;
  if (const auto* id = std::get_if<std::string>(&value)) {
    result_.id = *id;
    return;
  }
  const bool is_said = std::any_of(result_.problems.begin(), result_.problems.end(),
                                   [&](const Problem& problem) { return problem.path == root.fields[*field].name; });
  if (is_said) return;
  add_problem(Code::missing_identifier, result_.line, root.fields[*field].name,
              fmt::format("the {} has no `{}`, which tells it from the others", root.name, root.fields[*field].name),
              "");
}

void RowRecord::set_lists() {
  std::map<std::size_t, model::Elements> lists;  // by the first place in `columns_.elements` that is of the list
  const auto first_of = [&](const model::FactRef& list) {
    const auto same = std::find_if(columns_.elements.begin(), columns_.elements.end(),
                                   [&](const ElementCells& known) { return *known.list == list; });
    return static_cast<std::size_t>(same - columns_.elements.begin());
  };
  for (auto& [element, records] : narrow_)
    lists[first_of(*columns_.elements[element].list)].records = std::move(records);
  for (auto& [element, wide] : wide_)
    lists[first_of(*columns_.elements[element].list)].records.push_back(std::move(wide.record));
  for (auto& [element, list] : lists) {
    const model::FactRef& fact = *columns_.elements[element].list;
    if (!model::is_unknown(model::value_at(record_, fact.steps))) {
      const std::string path = model::path_text(vocabulary_, fact);
      add_problem(Code::rows_disagree, result_.line, path,
                  fmt::format("one column says that there are no `{}`, and others state some", path),
                  "correct one of them");
      continue;
    }
    model::set_value_at(vocabulary_, record_, *vocabulary_.root, fact.steps, std::move(list));
  }
}

ReadRecord RowRecord::finish(const Constraint& constraint) {
  set_identifier();
  set_lists();
  if (unsaid_ > 0) {
    result_.problems.push_back(
        {Code::many_problems, result_.line, {}, {}, fmt::format("{} more problems in this record", unsaid_), {}});
  }
  if (constraint) constraint(record_, result_.line, result_.id, result_.problems);
  for (Problem& problem : result_.problems) problem.id = result_.id;
  if (result_.problems.empty()) result_.record = std::move(record_);
  return std::move(result_);
}

}  // namespace comity::records
