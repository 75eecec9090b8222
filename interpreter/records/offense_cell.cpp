#include "interpreter/records/offense_cell.hpp"

#include <algorithm>

#include "grammar/diagnostics/suggest.hpp"
#include "interpreter/records/amounts.hpp"
#include "interpreter/records/problem.hpp"
#include "interpreter/records/suggestions.hpp"

namespace comity::records {
namespace {

using model::Kind;
using model::Type;
using model::Value;

// Reports what stands in place of a value, and gives it up.
Value mistaken(const Cell& cell, const std::string& column, std::string_view wanted, DiagnosticSink& sink) {
  sink.report(Code::table_value, cell.span, "{} is {}, and {} is wanted", quoted(column), quoted(shown(cell.text)), wanted).help("correct the cell, or leave it empty");
  return {};
}

void report_unknown(std::string_view text, Span span, const std::string& column, const std::vector<std::string>& values, DiagnosticSink& sink) {
  auto report = sink.report(Code::unknown_value, span, "{} has no value {}", quoted(column), quoted(shown(text)));
  if (const auto near = diagnostics::nearest(text, values)) {
    report.help("write `" + *near + "`", {{span, *near}});
  } else {
    report.help("its values are " + diagnostics::listed(values, 30));
  }
}

Value chosen_in(const Cell& cell, const std::string& column, const Type& type, const model::Choice& choice, DiagnosticSink& sink) {
  if (type.or_none && cell.text == "none") return model::None{};
  if (const auto index = choice.find(cell.text)) return model::Chosen{*index};
  report_unknown(cell.text, cell.span, column, choice.values, sink);
  return {};
}

Value members_in(const Cell& cell, const std::string& column, const model::Choice& choice, DiagnosticSink& sink) {
  model::Members members{std::vector<model::Truth>(choice.values.size(), model::Truth::no)};
  const std::string_view text = cell.text;
  const bool is_quoted = cell.span.end - cell.span.begin != text.size();
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = text.find_first_not_of(' ', at);
    if (begin == std::string_view::npos) break;
    const std::size_t end = std::min(text.find(' ', begin), text.size());
    const std::string name{text.substr(begin, end - begin)};
    at = end;
    if (const auto index = choice.find(name)) {
      members.of[*index] = model::Truth::yes;
      continue;
    }
    const auto offset = static_cast<std::uint32_t>(begin);
    const Span span = is_quoted ? cell.span : Span{cell.span.source, cell.span.begin + offset, cell.span.begin + static_cast<std::uint32_t>(end)};
    report_unknown(name, span, column, choice.values, sink);
  }
  return members;
}

}  // namespace

Value value_in(const Cell& cell, const std::string& column, const Type& type, const model::Vocabulary& vocabulary, DiagnosticSink& sink) {
  if (cell.text.empty() && type.kind != Kind::set) return {};
  switch (type.kind) {
    case Kind::yes_no:
      if (cell.text == "yes" || cell.text == "no") return cell.text == "yes";
      return mistaken(cell, column, "`yes` or `no`", sink);
    case Kind::text: return cell.text;
    case Kind::money:
    case Kind::number: {
      const auto number = type.kind == Kind::money ? cents_in(cell.text) : whole_number_in(cell.text);
      if (!number || (type.kind == Kind::number && (*number < type.least || *number > type.most))) return mistaken(cell, column, expected(vocabulary, type), sink);
      return *number;
    }
    case Kind::date: {
      const auto day = day_in(cell, column, sink);
      return day ? Value{*day} : Value{};
    }
    case Kind::date_time: {
      const auto time = model::parse_date_time(cell.text);
      return time ? Value{*time} : mistaken(cell, column, "a date and time, as in `2013-01-01T17:00`,", sink);
    }
    case Kind::choice: return chosen_in(cell, column, type, vocabulary.choices[type.id], sink);
    case Kind::set: return members_in(cell, column, vocabulary.choices[type.id], sink);
    case Kind::list:
    case Kind::record: return {};  // no table has such a column
  }
  return {};
}

std::optional<model::Date> day_in(const Cell& cell, const std::string& column, DiagnosticSink& sink) {
  if (cell.text.empty()) return std::nullopt;
  const auto day = model::parse_date(cell.text);
  if (day) return day;
  if (has_form(cell.text, "0000-00-00") && cell.text.size() == 10) {
    sink.report(Code::no_such_date, cell.span, "{} is {}, a day that the calendar does not have", quoted(column), quoted(cell.text)).help("correct the date");
  } else {
    mistaken(cell, column, "a date, as in `2013-01-01`,", sink);
  }
  return std::nullopt;
}

}  // namespace comity::records
