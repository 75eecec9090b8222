// One cell of a table -> the value of the fact that its column states, by the codes of the mapping,
// its words for unknown and its forms of dates. What stands in no code table is read in the
// vocabulary's own words. Blanks around a cell are no part of it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "grammar/diagnostics/codes.hpp"
#include "interpreter/model/mapping.hpp"

namespace comity::records {

struct CellFault {
  Code code = Code::wrong_form;
  std::string message;
  std::string help;  // may be empty
};

struct CellResult {
  model::Value value;  // unknown where the cell says so, or there is a fault
  std::optional<CellFault> fault;
};

class CellReader {
 public:
  // Both must outlive the reader.
  CellReader(const model::Vocabulary& vocabulary, const model::Mapping& mapping)
      : vocabulary_{vocabulary}, mapping_{mapping} {}

  // `name` is that of the column in the table; `cell` as it stands there.
  CellResult read(const model::MappedColumn& column, std::string_view name, std::string_view cell) const;

  // Empty, or a word for unknown.
  bool says_nothing(const model::MappedColumn& column, std::string_view cell) const;

 private:
  const model::Code* code_of(const model::MappedColumn& column, std::string_view word) const;
  bool is_unknown_word(std::string_view word) const;
  CellResult unknown_code(const model::MappedColumn& column, std::string_view name, std::string_view word) const;
  CellResult read_plainly(const model::Type& type, std::string_view name, std::string_view word) const;
  CellResult read_date(const model::Type& type, std::string_view name, std::string_view word) const;
  CellResult read_set(const model::Type& type, std::string_view name, std::string_view word) const;
  std::string forms(bool with_time) const;

  const model::Vocabulary& vocabulary_;
  const model::Mapping& mapping_;
};

}  // namespace comity::records
