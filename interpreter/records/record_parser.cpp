#include "interpreter/records/record_parser.hpp"

#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>
#include <cmath>
#include <unordered_set>
#include <utility>

#include "interpreter/records/malformed.hpp"
#include "interpreter/records/suggestions.hpp"

namespace comity::records {
namespace {

using model::Field;
using model::FieldRole;
using model::Kind;
using model::RecordType;
using model::Type;
using model::Value;
using model::Vocabulary;
using simdjson::dom::element;
using simdjson::dom::element_type;

// A double tells amounts apart to the cent up to here: 15 digits.
constexpr std::int64_t most_dollars = 9'999'999'999'999;

// Where a value stands, as a chain up to the record: spelt out only when there is something to say.
struct Place {
  const Place* parent = nullptr;
  std::string_view key = {};
  std::optional<std::size_t> index = {};  // of an element of an array, which has no key

  std::string text() const {
    if (parent == nullptr) return {};
    std::string result = parent->text();
    if (index) return result + fmt::format("[{}]", *index);
    if (!result.empty()) result += '.';
    return result + shown(key);
  }
  // "charges.level": the same for every element.
  std::string text_without_indices() const {
    if (parent == nullptr) return {};
    std::string result = parent->text_without_indices();
    if (index) return result;
    if (!result.empty()) result += '.';
    return result + shown(key);
  }
  // As a message names it.
  std::string named() const { return parent == nullptr ? std::string{"the record"} : fmt::format("`{}`", text()); }
};

struct Words {
  std::string message;
  std::string help = {};
};

std::optional<std::string_view> text_of(element value) {
  std::string_view text;
  if (value.get(text) != simdjson::SUCCESS) return std::nullopt;
  return text;
}

std::string quoted(std::string_view text) {
  return text.empty() ? std::string{"an empty text"} : fmt::format("`{}`", shown(text));
}

// "the text `34`"
std::string described(element value) {
  switch (value.type()) {
    case element_type::ARRAY:
      return "an array";
    case element_type::OBJECT:
      return "an object";
    case element_type::INT64:
      return fmt::format("the number `{}`", std::int64_t{value});
    case element_type::UINT64:
      return fmt::format("the number `{}`", std::uint64_t{value});
    case element_type::DOUBLE:
      return fmt::format("the number `{}`", double{value});
    case element_type::STRING: {
      const std::string_view text{value};
      return text.empty() ? quoted(text) : fmt::format("the text {}", quoted(text));
    }
    case element_type::BOOL:
      return bool{value} ? "`true`" : "`false`";
    case element_type::NULL_VALUE:
      return "null";
  }
  return {};
}

std::string help_for_wrong_type(const Vocabulary& vocabulary, const Type& type, element value) {
  if (const auto text = text_of(value)) return help_for_text(vocabulary, type, *text);
  if (type.kind == Kind::list && value.is_object()) return "write an array: `[{…}]`";
  if (type.kind == Kind::text && value.is_number()) {
    if (value.is_int64()) return fmt::format("write `\"{}\"`", std::int64_t{value});
    if (value.is_uint64()) return fmt::format("write `\"{}\"`", std::uint64_t{value});
    return "write it in double quotes";
  }
  return {};
}

// The reading of one record; made anew for each.
class Reading {
 public:
  Reading(const Vocabulary& vocabulary, ExtraKeys extra_keys, ReadRecord& result)
      : vocabulary_{vocabulary}, extra_keys_{extra_keys}, result_{result} {}

  model::Record read_record(const RecordType& type, simdjson::dom::object object, const Place& place);

  // `words` makes the Words, and is not called when more has been said than anybody reads.
  template <typename MakeWords>
  void report(Code code, const Place& place, MakeWords words) {
    if (result_.problems.size() >= most_problems) {
      ++unsaid_;
      return;
    }
    Words said = words();
    result_.problems.push_back({code, result_.line, place.text(), {}, std::move(said.message), std::move(said.help)});
  }

  std::size_t unsaid() const { return unsaid_; }

 private:
  Value read_fact(const Field& field, element value, const Place& place);
  Value read_identifier(element value, const Place& place);
  Value read_of_kind(const Type& type, element value, const Place& place);
  Value read_money(element value, const Place& place);
  Value read_number(const Type& type, element value, const Place& place);
  Value read_date(std::string_view text, const Place& place);
  Value read_date_time(std::string_view text, const Place& place);
  std::optional<std::uint32_t> read_choice(const Type& type, std::string_view text, const Place& place);
  Value read_set(const Type& type, simdjson::dom::array members, const Place& place);
  Value read_list(const Type& type, simdjson::dom::array elements, const Place& place);

  void unknown_key(const RecordType& type, std::string_view key, const Place& place);
  Value wrong_type(const Type& type, element value, const Place& place);

  const Vocabulary& vocabulary_;
  ExtraKeys extra_keys_;
  ReadRecord& result_;
  std::size_t unsaid_ = 0;
};

void Reading::unknown_key(const RecordType& type, std::string_view key, const Place& place) {
  if (extra_keys_ == ExtraKeys::allowed) {
    result_.extra_keys.push_back(place.text_without_indices());
    return;
  }
  report(Code::unknown_key, place, [&] {
    return Words{fmt::format("{} is no fact of {}", place.named(), with_article(type.name)), help_for_key(type, key)};
  });
}

Value Reading::wrong_type(const Type& type, element value, const Place& place) {
  report(Code::wrong_type, place, [&] {
    return Words{fmt::format("{} is {}; it must be {}", place.named(), described(value), expected(vocabulary_, type)),
                 help_for_wrong_type(vocabulary_, type, value)};
  });
  return {};
}

model::Record Reading::read_record(const RecordType& type, simdjson::dom::object object, const Place& place) {
  model::Record record = unknown_record(type);
  std::vector<int> seen(type.fields.size());
  std::unordered_set<std::string_view> extra;
  const auto stands_twice = [&](const Place& key) {
    report(Code::duplicate_key, key, [&] {
      return Words{fmt::format("{} stands twice", key.named()), "leave one of them out"};
    });
  };
  for (const auto& [key, value] : object) {
    const Place here{&place, key};
    if (const auto id = type.find(key)) {
      // INVARIANT: the first one is read, the second reported; of a third there is nothing new to say.
      const int times = ++seen[*id];
      if (times == 1) record.facts[*id] = read_fact(type.fields[*id], value, here);
      if (times == 2) {
        record.facts[*id] = model::Unknown{};  // either may be meant
        stands_twice(here);
      }
    } else if (extra.insert(key).second) {
      unknown_key(type, key, here);
    } else if (extra_keys_ == ExtraKeys::allowed) {
      stands_twice(here);
    }
  }
  for (std::size_t i = 0; i < type.fields.size(); ++i) {
    const Field& field = type.fields[i];
    if (field.role != FieldRole::identifier || seen[i] != 0) continue;
    report(Code::missing_identifier, Place{&place, field.name}, [&] {
      return Words{fmt::format("{} has no `{}`, which tells it from the others", place.named(), field.name),
                   fmt::format("write `\"{}\": \"…\"`", field.name)};
    });
  }
  return record;
}

Value Reading::read_fact(const Field& field, element value, const Place& place) {
  if (field.role == FieldRole::identifier) return read_identifier(value, place);
  const Type& type = field.type;
  const auto text = text_of(value);
  if (type.or_none && (value.is_null() || text == "none")) return model::None{};
  if (value.is_null()) return model::Unknown{};
  return read_of_kind(type, value, place);
}

Value Reading::read_identifier(element value, const Place& place) {
  const auto text = text_of(value);
  if (value.is_null() || (text && text->empty())) {
    report(Code::missing_identifier, place, [&] {
      return Words{fmt::format("{} is {}; every record needs one that tells it from the others", place.named(),
                               described(value))};
    });
    return {};
  }
  if (text) return std::string{*text};
  return wrong_type(Type{.kind = Kind::text}, value, place);
}

Value Reading::read_of_kind(const Type& type, element value, const Place& place) {
  const auto text = text_of(value);
  switch (type.kind) {
    case Kind::yes_no:
      if (value.is_bool()) return bool{value};
      break;
    case Kind::text:
      if (text) return std::string{*text};
      break;
    case Kind::money:
      if (value.is_number()) return read_money(value, place);
      break;
    case Kind::date:
      if (text) return read_date(*text, place);
      break;
    case Kind::date_time:
      if (text) return read_date_time(*text, place);
      break;
    case Kind::number:
      if (value.is_number()) return read_number(type, value, place);
      break;
    case Kind::choice:
      if (text) {
        const auto index = read_choice(type, *text, place);
        return index ? Value{model::Chosen{*index}} : Value{};
      }
      break;
    case Kind::set:
      if (value.is_array()) return read_set(type, value, place);
      break;
    case Kind::list:
      if (value.is_array()) return read_list(type, value, place);
      break;
    case Kind::record:
      if (value.is_object()) {
        return syntax::Box<model::Record>{read_record(vocabulary_.records[type.id], value, place)};
      }
      break;
  }
  return wrong_type(type, value, place);
}

Value Reading::read_money(element value, const Place& place) {
  const double amount = double{value};  // for its sign and size alone
  if (amount < 0 || amount >= static_cast<double>(most_dollars + 1)) {
    report(Code::out_of_range, place, [&] {
      return Words{fmt::format("{} is {}; it must be an amount from 0 to {} dollars", place.named(), described(value),
                               most_dollars)};
    });
    return {};
  }
  if (value.is_int64()) return std::int64_t{value} * 100;
  if (amount == 0) return std::int64_t{0};  // -0.0
  // The shortest digits that stand for the number are those that the person wrote; cents are read from them, not
  // computed.
  const std::string digits = fmt::format("{}", amount);
  const std::size_t point = std::min(digits.find('.'), digits.size());
  const std::string decimals = point < digits.size() ? digits.substr(point + 1) : std::string{};
  if (decimals.size() > 2 || digits.find('e') != std::string::npos) {
    report(Code::wrong_form, place, [&] {
      return Words{fmt::format("{} is {}; it must be a number of dollars with at most two decimals", place.named(),
                               described(value)),
                   "round it to the cent"};
    });
    return {};
  }
  std::int64_t cents = 0;
  for (const char c : digits.substr(0, point) + (decimals + "00").substr(0, 2)) cents = cents * 10 + (c - '0');
  return cents;
}

Value Reading::read_number(const Type& type, element value, const Place& place) {
  if (value.type() == element_type::DOUBLE) {  // is_double() is true of whole numbers as well
    report(Code::wrong_type, place, [&] {
      const double number{value};
      const bool is_whole = number == std::floor(number) && std::fabs(number) < 1e15;
      return Words{fmt::format("{} is {}{}; it must be {}", place.named(), described(value),
                               is_whole ? ", written with decimals" : "", number_range(type)),
                   is_whole ? fmt::format("write `{}`", static_cast<std::int64_t>(number)) : std::string{}};
    });
    return {};
  }
  std::int64_t number = 0;
  const bool is_in_range = value.get(number) == simdjson::SUCCESS && number >= type.least && number <= type.most;
  if (is_in_range) return number;
  report(Code::out_of_range, place, [&] {
    return Words{fmt::format("{} is {}; it must be {}", place.named(), described(value), number_range(type))};
  });
  return {};
}

Value Reading::read_date(std::string_view text, const Place& place) {
  if (const auto date = model::parse_date(text)) return *date;
  if (has_form(text, "0000-00-00")) {
    report(Code::no_such_date, place, [&] {
      return Words{fmt::format("{} is `{}`, a day that the calendar does not have", place.named(), text)};
    });
    return {};
  }
  report(Code::wrong_form, place, [&] {
    return Words{fmt::format("{} is {}; it must be a date, as in `2013-01-01`", place.named(), quoted(text)),
                 help_for_date(vocabulary_, text)};
  });
  return {};
}

Value Reading::read_date_time(std::string_view text, const Place& place) {
  if (const auto time = model::parse_date_time(text)) return *time;
  if (has_form(text.substr(0, 16), "0000-00-00T00:00") && !model::parse_date_time(text.substr(0, 16))) {
    report(Code::no_such_date, place, [&] {
      const bool has_day = model::parse_date(text.substr(0, 10)).has_value();
      return Words{
          fmt::format("{} is `{}`, {}", place.named(), shown(text),
                      has_day ? "a time of day that the clock does not have" : "a day that the calendar does not have"),
          has_day && text.substr(11, 5) == "24:00" ? "midnight is `00:00` of the day after" : ""};
    });
    return {};
  }
  report(Code::wrong_form, place, [&] {
    return Words{
        fmt::format("{} is {}; it must be a date and time, as in `2013-01-01T17:00`", place.named(), quoted(text)),
        help_for_date_time(vocabulary_, text)};
  });
  return {};
}

std::optional<std::uint32_t> Reading::read_choice(const Type& type, std::string_view text, const Place& place) {
  const auto index = vocabulary_.choices[type.id].find(text);
  if (index) return index;
  report(Code::unknown_value, place, [&] {
    return Words{fmt::format("{} is no value of {}", quoted(text), place.named()),
                 help_for_choice(vocabulary_, type, text)};
  });
  return std::nullopt;
}

Value Reading::read_set(const Type& type, simdjson::dom::array members, const Place& place) {
  model::Members result{std::vector<model::Truth>(vocabulary_.choices[type.id].values.size(), model::Truth::no)};
  const Type of_member{.kind = Kind::choice, .id = type.id};
  bool is_known = true;
  std::size_t index = 0;
  for (const element member : members) {
    const Place here{&place, {}, index++};
    const auto text = text_of(member);
    const auto value = text ? read_choice(of_member, *text, here) : std::nullopt;
    if (!text) wrong_type(of_member, member, here);
    if (value) result.of[*value] = model::Truth::yes;
    is_known = is_known && value;
  }
  return is_known ? Value{std::move(result)} : Value{};
}

Value Reading::read_list(const Type& type, simdjson::dom::array elements, const Place& place) {
  const RecordType& of_element = vocabulary_.records[type.id];
  model::Elements result;
  for (const element value : elements) {
    const Place here{&place, {}, result.records.size()};
    if (value.is_object()) {
      result.records.push_back(read_record(of_element, value, here));
      continue;
    }
    report(Code::wrong_type, here, [&] {
      return Words{fmt::format("{} is {}; it must be an object", here.named(), described(value)),
                   value.is_null()
                       ? fmt::format("write `{{}}` for {} of which nothing is known", with_article(of_element.name))
                       : std::string{}};
    });
    result.records.push_back(unknown_record(of_element));
  }
  if (result.records.empty() && type.one_or_more) {
    report(Code::empty_list, place, [&] {
      return Words{fmt::format("{} is empty; there must be one {} or more", place.named(), of_element.name),
                   "leave the key out where it is not known"};
    });
    return {};
  }
  return result;
}

// The identifier, before anything else is read; of a number, its digits, so that the problem can be found.
std::string identifier_of(const RecordType& type, simdjson::dom::object object) {
  const auto field = type.identifier();
  element value;
  if (!field || object.at_key(type.fields[*field].name).get(value) != simdjson::SUCCESS) return {};
  if (const auto text = text_of(value)) return std::string{*text};
  return value.is_int64() ? std::to_string(std::int64_t{value}) : std::string{};
}

}  // namespace

struct RecordParser::Impl {
  const Vocabulary& vocabulary;
  ExtraKeys extra_keys;
  Constraint constraint;
  simdjson::dom::parser parser{longest_record};  // its buffers are used again for every record

  void read(simdjson::dom::object object, ReadRecord& result);
};

void RecordParser::Impl::read(simdjson::dom::object object, ReadRecord& result) {
  const RecordType& root = vocabulary.root_record();
  result.id = identifier_of(root, object);
  Reading reading{vocabulary, extra_keys, result};
  const Place top;
  result.record = reading.read_record(root, object, top);
  if (reading.unsaid() > 0) {
    result.problems.push_back({Code::many_problems,
                               result.line,
                               {},
                               {},
                               fmt::format("{} more problems in this record", reading.unsaid()),
                               {}});
  }
  if (constraint) constraint(*result.record, result.line, result.id, result.problems);
  std::sort(result.extra_keys.begin(), result.extra_keys.end());
  result.extra_keys.erase(std::unique(result.extra_keys.begin(), result.extra_keys.end()), result.extra_keys.end());
}

RecordParser::RecordParser(const Vocabulary& vocabulary, ExtraKeys extra_keys, Constraint constraint)
    : impl_{new Impl{vocabulary, extra_keys, std::move(constraint)}} {}
RecordParser::~RecordParser() = default;
RecordParser::RecordParser(RecordParser&&) noexcept = default;
RecordParser& RecordParser::operator=(RecordParser&&) noexcept = default;

ReadRecord RecordParser::parse(std::string_view text, std::uint64_t line) {
  if (text.size() > longest_record) return too_large(line, text.size());
  element root;
  const simdjson::error_code error = impl_->parser.parse(text.data(), text.size()).get(root);
  if (error != simdjson::SUCCESS) {
    Malformed malformed = describe_malformed(text, error);
    ReadRecord result = left_out(Code::malformed_record, line, std::move(malformed.message), std::move(malformed.help));
    const auto place = text.begin() + static_cast<std::ptrdiff_t>(malformed.offset);
    result.problems.front().line += static_cast<std::uint64_t>(std::count(text.begin(), place, '\n'));
    return result;
  }
  if (!root.is_object()) {
    return left_out(
        Code::wrong_type, line, fmt::format("the record is {}; it must be an object", described(root)),
        root.is_array() ? "in JSON lines each record stands on a line of its own, without an array around them" : "");
  }
  ReadRecord result;
  result.line = line;
  impl_->read(root, result);
  for (Problem& problem : result.problems) problem.id = result.id;
  if (!result.problems.empty()) result.record.reset();
  return result;
}

ReadRecord left_out(Code code, std::uint64_t line, std::string message, std::string help) {
  ReadRecord result;
  result.line = line;
  result.problems.push_back({code, line, {}, {}, std::move(message), std::move(help)});
  return result;
}

ReadRecord too_large(std::uint64_t line, std::uint64_t size) {
  return left_out(Code::record_too_large, line,
                  fmt::format("the record is {} bytes long; at most {} are read", size, longest_record),
                  "write each record on a line of its own");
}

}  // namespace comity::records
