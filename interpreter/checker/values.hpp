// Literals -> values of a type: shared by conditions, presumptions, standing facts, examples and mappings.
#pragma once

#include <optional>
#include <vector>

#include "interpreter/checker/context.hpp"

namespace comity::checker {

// Reports what is wrong (another kind, no such value, no such date, out of range) and returns nullopt.
// A set takes its members as several literals; every other type takes one.
std::optional<model::Value> value_of(Context& context, const model::Type& type, std::string_view fact,
                                     const std::vector<syntax::Literal>& literals);

std::optional<model::Date> date_of(Context& context, const syntax::Literal& literal);
// Digits; reports number_too_large above `most`.
std::optional<std::int64_t> integer_of(Context& context, std::string_view digits, Span span, std::int64_t most);
// `$5,000.50` in cents.
std::optional<std::int64_t> money_of(Context& context, const syntax::Literal& literal);
// The index of a value, or a report with the nearest one.
std::optional<std::uint32_t> choice_value_of(Context& context, const model::Choice& choice, std::string_view fact,
                                             const syntax::Literal& literal);

// As the author wrote it: "18", "\"text\"", "may honor".
std::string as_written(const syntax::Literal& literal);
std::string describe(syntax::LiteralKind kind);

// Reports a period that ends on or before its first day.
void check_period(Context& context, const model::Period& period, Span span);

}  // namespace comity::checker
