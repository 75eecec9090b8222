#include "interpreter/records/table_columns.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "grammar/diagnostics/suggest.hpp"

namespace comity::records {
namespace {

using model::MappedColumn;

class Matching {
 public:
  Matching(const CsvRow& header, const model::Vocabulary& vocabulary, const model::Mapping& mapping,
           ExtraKeys extra_keys)
      : line_{header.line}, vocabulary_{vocabulary}, mapping_{mapping}, extra_keys_{extra_keys} {
    for (const std::string_view cell : header.cells) result_.names.emplace_back(model::without_blanks(cell));
  }

  TableColumns run() && {
    for (std::size_t cell = 0; cell < result_.names.size(); ++cell) place(cell);
    add_elements();
    report_missing();
    for (const std::size_t cell : unmapped_) report_unmapped(cell);
    std::sort(result_.passed_over.begin(), result_.passed_over.end());
    return std::move(result_);
  }

 private:
  using ElementKey = std::pair<std::string, std::uint64_t>;  // path of the list, number

  template <typename... Args>
  void report(Code code, std::string help, fmt::format_string<Args...> message, Args&&... args) {
    result_.problems.push_back(
        {code, line_, {}, {}, fmt::format(message, std::forward<Args>(args)...), std::move(help)});
  }

  void place(std::size_t cell) {
    const std::string& name = result_.names[cell];
    const bool is_used = use(cell, name);
    const bool is_ignored =
        !is_used && std::any_of(mapping_.ignored.begin(), mapping_.ignored.end(), [&](const std::string& ignored) {
          return ignored == name || model::number_in_place(ignored, name);
        });
    // Of two that are ignored neither is asked for.
    if (!is_ignored && !seen_.insert(name).second) {
      report(Code::duplicate_column, "give one of them another name", "two columns are called `{}`", shown(name));
      return;
    }
    if (!is_used && !is_ignored) unmapped_.push_back(cell);
  }

  // Whether the mapping uses the column; a name in full comes before one with a `*`.
  bool use(std::size_t cell, const std::string& name) {
    bool is_used = false;
    if (mapping_.key == name) {
      if (!result_.key) result_.key = cell;
      is_used = true;
    }
    for (const MappedColumn& column : mapping_.columns) {
      if (column.is_wide || column.name != name) continue;
      is_used = true;
      state(column, cell, 0);
    }
    if (is_used) return true;
    for (const MappedColumn& column : mapping_.columns) {
      const auto number = column.is_wide ? model::number_in_place(column.name, name) : std::nullopt;
      if (!number) continue;
      is_used = true;
      state(column, cell, *number);
    }
    return is_used;
  }

  void state(const MappedColumn& column, std::size_t cell, std::uint64_t number) {
    found_.insert(&column);
    if (!column.list) {
      const bool is_identifier =
          column.fact.steps.size() == 1 &&
          column.fact.steps[0] == vocabulary_.root_record().identifier();
      result_.has_identifier = result_.has_identifier || is_identifier;
      result_.of_record.push_back({cell, &column});
      return;
    }
    ElementCells& element = elements_[{model::path_text(vocabulary_, *column.list), number}];
    element.list = &*column.list;
    element.number = number;
    element.is_wide = column.is_wide;
    const auto same = std::find_if(element.cells.begin(), element.cells.end(),
                                   [&](const Stated& known) { return known.column == &column; });
    if (same != element.cells.end() && result_.names[same->cell] != result_.names[cell]) {
      report(Code::duplicate_column, "give one of them another number", "`{}` and `{}` are one number",
             shown(result_.names[same->cell]), shown(result_.names[cell]));
    }
    element.cells.push_back({cell, &column});
  }

  void add_elements() {
    for (auto& [key, element] : elements_) result_.elements.push_back(std::move(element));
  }

  // The column that the table may have meant by another name: one that nothing uses.
  std::optional<std::string> nearest_unmapped(const std::string& name) const {
    std::vector<std::string> names;
    for (const std::size_t cell : unmapped_) names.push_back(result_.names[cell]);
    return nearest_column(name, names);
  }

  // Capitals, blanks and underscores are what tables differ in most.
  static std::string folded(std::string_view name) {
    std::string result;
    for (const char c : name) {
      if (c == ' ' || c == '_' || c == '-') continue;
      result += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return result;
  }

  static std::optional<std::string> nearest_column(const std::string& name, const std::vector<std::string>& names) {
    for (const std::string& known : names) {
      if (folded(known) == folded(name)) return known;
    }
    return diagnostics::nearest(name, names);
  }

  // Names with the number that `name` has in place of their `*`.
  static std::vector<std::string> numbered_as(const std::string& name, std::vector<std::string> names) {
    const std::size_t first = name.find_first_of("0123456789");
    if (first == std::string::npos) return names;
    const std::string number = name.substr(first, name.find_first_not_of("0123456789", first) - first);
    for (std::string& known : names) {
      const std::size_t star = known.find('*');
      if (star != std::string::npos) known.replace(star, 1, number);
    }
    return names;
  }

  void report_missing() {
    const auto report_one = [&](const std::string& name, bool is_wide) {
      const auto near = nearest_unmapped(name);
      std::string help = near ? fmt::format("the table has `{}`; write that in the mapping", shown(*near))
                              : fmt::format("its columns are {}", listed_columns());
      report(Code::missing_column, std::move(help), "the table has no column `{}`{}", shown(name),
             is_wide ? " with a number for `*`" : "");
      missing_.push_back(name);
    };
    std::set<std::string> said;
    if (mapping_.key && !result_.key) {
      report_one(*mapping_.key, false);
      said.insert(*mapping_.key);
    }
    for (const MappedColumn& column : mapping_.columns) {
      if (!found_.contains(&column) && said.insert(column.name).second) report_one(column.name, column.is_wide);
    }
  }

  std::string listed_columns() const {
    std::vector<std::string> names;
    for (const std::string& name : result_.names) names.push_back(shown(name));
    return diagnostics::listed(names, 30);
  }

  void report_unmapped(std::size_t cell) {
    const std::string& name = result_.names[cell];
    if (extra_keys_ == ExtraKeys::allowed) {
      result_.passed_over.push_back(name);
      return;
    }
    // A name that the mapping looks for and does not find comes before one that it found.
    auto near = nearest_column(name, numbered_as(name, missing_));
    if (!near) {
      std::vector<std::string> known = mapping_.ignored;
      for (const MappedColumn& column : mapping_.columns) known.push_back(column.name);
      near = nearest_column(name, numbered_as(name, std::move(known)));
    }
    const bool can_be_written = name.find_first_of("\"\n\r") == std::string::npos;
    const std::string add =
        can_be_written ? fmt::format("add `column \"{0}\" as …` or `ignore \"{0}\"` to the mapping", shown(name))
                       : "give it a name without quotes and line breaks, and map or ignore that";
    report(Code::unmapped_column, near ? fmt::format("did you mean `{}`? If not, {}", shown(*near), add) : add,
           "the mapping `{}` neither uses nor ignores the column `{}`", mapping_.name, shown(name));
  }

  std::uint64_t line_;
  const model::Vocabulary& vocabulary_;
  const model::Mapping& mapping_;
  ExtraKeys extra_keys_;
  TableColumns result_;
  std::map<ElementKey, ElementCells> elements_;
  std::set<const MappedColumn*> found_;
  std::set<std::string> seen_;
  std::vector<std::size_t> unmapped_;
  std::vector<std::string> missing_;
};

}  // namespace

TableColumns match(const CsvRow& header, const model::Vocabulary& vocabulary, const model::Mapping& mapping,
                   ExtraKeys extra_keys) {
  return Matching{header, vocabulary, mapping, extra_keys}.run();
}

}  // namespace comity::records
