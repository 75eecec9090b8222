#include "interpreter/checker/values.hpp"

namespace comity::checker {

using model::Kind;
using syntax::Literal;
using syntax::LiteralKind;

namespace {

constexpr std::int64_t largest_number = 1'000'000'000'000;

void report_kind(Context& context, const model::Type& type, std::string_view fact, const Literal& literal) {
  auto report =
      context.sink.report(Code::kind_mismatch, literal.span, "`{}` is {}, and {} is {}", fact,
                          describe(context.vocabulary(), type), quoted(as_written(literal)), describe(literal.kind));
  const bool says_bool = literal.kind == LiteralKind::outcome && (literal.text == "true" || literal.text == "false");
  if (type.kind == Kind::yes_no && says_bool) {
    const std::string right = literal.text == "true" ? "yes" : "no";
    report.help(fmt::format("write `{}`", right), {Edit{literal.span, right}});
  } else if (type.kind == Kind::money && literal.kind == LiteralKind::integer) {
    report.help(fmt::format("write `${}`", literal.text), {Edit{literal.span, "$" + literal.text}});
  } else if (type.kind == Kind::text && literal.kind == LiteralKind::outcome) {
    report.help("put it in double quotes", {Edit{literal.span, "\"" + literal.text + "\""}});
  } else if (type.kind == Kind::number && literal.kind == LiteralKind::money) {
    report.help("a number has no `$`");
  } else if (type.kind == Kind::yes_no) {
    report.help("write `yes` or `no`");
  } else if (type.kind == Kind::choice && literal.kind == LiteralKind::text &&
             context.vocabulary().choices[type.id].find(literal.text)) {
    report.help(fmt::format("write `{}` without quotes", literal.text), {Edit{literal.span, literal.text}});
  } else if (type.kind == Kind::date && literal.kind == LiteralKind::date_time) {
    report.help(fmt::format("write the day alone, `{}`", literal.text.substr(0, 10)),
                {Edit{literal.span, literal.text.substr(0, 10)}});
  } else if (type.kind == Kind::date_time && literal.kind == LiteralKind::date) {
    report.help(fmt::format("add the time, as in `{}T17:00`", literal.text));
  }
}

}  // namespace

std::string as_written(const Literal& literal) {
  return literal.kind == LiteralKind::text ? "\"" + literal.text + "\"" : literal.text;
}

std::string describe(LiteralKind kind) {
  switch (kind) {
    case LiteralKind::outcome:
      return "a name";
    case LiteralKind::yes:
    case LiteralKind::no:
      return "yes or no";
    case LiteralKind::none:
      return "none";
    case LiteralKind::integer:
      return "a number";
    case LiteralKind::money:
      return "an amount of money";
    case LiteralKind::date:
      return "a date";
    case LiteralKind::date_time:
      return "a date and time";
    case LiteralKind::text:
      return "a text";
  }
  return {};
}

namespace {

// Nullopt above `most`.
std::optional<std::int64_t> counted(std::string_view digits, std::int64_t most) {
  std::int64_t value = 0;
  for (const char c : digits) {
    value = value * 10 + (c - '0');
    if (value > most) return std::nullopt;
  }
  return value;
}

}  // namespace

std::optional<std::int64_t> integer_of(Context& context, std::string_view digits, Span span, std::int64_t most) {
  const auto value = counted(digits, most);
  if (!value) {
    context.sink.report(Code::number_too_large, span, "`{}` is too large", digits.substr(0, 30))
        .help(fmt::format("at most {} can stand here", most));
  }
  return value;
}

std::optional<std::int64_t> money_of(Context& context, const Literal& literal) {
  std::string digits;
  for (const char c : literal.text) {
    if (c >= '0' && c <= '9') digits += c;
  }
  if (literal.text.find('.') == std::string::npos) digits += "00";
  const auto cents = counted(digits, largest_number * 100);
  if (!cents) {
    context.sink.report(Code::number_too_large, literal.span, "`{}` is too large", literal.text.substr(0, 30))
        .help(fmt::format("at most ${} can stand here", largest_number));
  }
  return cents;
}

std::optional<model::Date> date_of(Context& context, const Literal& literal) {
  if (const auto date = model::parse_date(literal.text)) return date;
  auto report = context.sink.report(Code::no_such_date, literal.span, "the calendar has no day `{}`", literal.text);
  for (const char* day : {"30", "29", "28"}) {
    const std::string last = literal.text.substr(0, 8) + day;
    if (literal.text.substr(8) <= "31" && literal.text.substr(8) != "00" && model::parse_date(last)) {
      report.help(fmt::format("the last day of that month is `{}`", last));
      return std::nullopt;
    }
  }
  report.help("a date is written year, month, day, as in `2013-03-01`");
  return std::nullopt;
}

std::optional<std::uint32_t> choice_value_of(Context& context, const model::Choice& choice, std::string_view fact,
                                             const Literal& literal) {
  if (const auto index = choice.find(literal.text)) return index;
  if (context.declarations.may_be_broken(literal.text) || context.declarations.may_be_broken(choice.name))
    return std::nullopt;
  auto report = context.sink.report(Code::unknown_value, literal.span, "`{}` is no value of `{}`", literal.text, fact);
  if (const auto near = diagnostics::nearest(literal.text, choice.values)) {
    report.help(fmt::format("did you mean `{}`?", *near), {Edit{literal.span, *near}});
  } else {
    report.help("its values are " + diagnostics::listed(choice.values));
  }
  return std::nullopt;
}

std::optional<model::Value> value_of(Context& context, const model::Type& type, std::string_view fact,
                                     const std::vector<Literal>& literals) {
  const Literal& first = literals.front();
  if (type.kind == Kind::set) {
    const model::Choice& choice = context.vocabulary().choices[type.id];
    model::Members members{std::vector<model::Truth>(choice.values.size(), model::Truth::no)};
    if (literals.size() == 1 && first.kind == LiteralKind::none) return members;
    bool is_good = true;
    for (const Literal& literal : literals) {
      if (literal.kind != LiteralKind::outcome) {
        report_kind(context, type, fact, literal);
        is_good = false;
      } else if (const auto index = choice_value_of(context, choice, fact, literal)) {
        members.of[*index] = model::Truth::yes;
      } else {
        is_good = false;
      }
    }
    if (!is_good) return std::nullopt;
    return members;
  }
  if (type.kind == Kind::list && literals.size() == 1 && first.kind == LiteralKind::none) return model::Elements{};
  if (literals.size() > 1) {
    context.sink
        .report(Code::kind_mismatch, literals[1].span, "`{}` is {}, and takes one value", fact,
                describe(context.vocabulary(), type))
        .help("keep one of them");
    return std::nullopt;
  }
  if (first.kind == LiteralKind::none && type.or_none) return model::None{};
  switch (type.kind) {
    case Kind::yes_no:
      if (first.kind == LiteralKind::yes) return true;
      if (first.kind == LiteralKind::no) return false;
      break;
    case Kind::text:
      if (first.kind == LiteralKind::text) return first.text;
      break;
    case Kind::money:
      if (first.kind == LiteralKind::money) {
        const auto cents = money_of(context, first);
        if (!cents) return std::nullopt;
        return *cents;
      }
      break;
    case Kind::date:
      if (first.kind == LiteralKind::date) {
        const auto date = date_of(context, first);
        if (!date) return std::nullopt;
        return *date;
      }
      break;
    case Kind::date_time:
      if (first.kind == LiteralKind::date_time) {
        if (const auto time = model::parse_date_time(first.text)) return *time;
        context.sink.report(Code::no_such_date, first.span, "there is no date and time `{}`", first.text)
            .help("a date and time is written as in `2013-03-01T17:00`");
        return std::nullopt;
      }
      break;
    case Kind::number:
      if (first.kind == LiteralKind::integer) {
        const auto number = integer_of(context, first.text, first.span, largest_number);
        if (!number) return std::nullopt;
        if (*number < type.least || *number > type.most) {
          context.sink
              .report(Code::unknown_value, first.span, "`{}` is a number from {} to {}, and `{}` is none of them", fact,
                      type.least, type.most, first.text)
              .help("correct the number, or the range in the vocabulary");
          return std::nullopt;
        }
        return *number;
      }
      break;
    case Kind::choice:
      if (first.kind == LiteralKind::outcome) {
        const auto index = choice_value_of(context, context.vocabulary().choices[type.id], fact, first);
        if (!index) return std::nullopt;
        return model::Chosen{*index};
      }
      break;
    case Kind::set:
    case Kind::list:
    case Kind::record:
      break;
  }
  report_kind(context, type, fact, first);
  return std::nullopt;
}

void check_period(Context& context, const model::Period& period, Span span) {
  if (period.from && period.until && *period.until <= *period.from) {
    context.sink
        .report(Code::dates_reversed, span,
                "this begins on {} and ends on {}: `until` names the first day on which it no longer holds",
                model::to_string(*period.from), model::to_string(*period.until))
        .help("write the earlier day after `from` and the later one after `until`");
  }
}

}  // namespace comity::checker
