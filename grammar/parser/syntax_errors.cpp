// What is said where the grammar could not go on. One error, one message: first the mistakes that
// have a way out of their own, then what was expected and what was found.
#include <algorithm>
#include <cctype>
#include <optional>
#include <set>

#include "grammar/diagnostics/suggest.hpp"
#include "grammar/parser/builder.hpp"
#include "grammar/parser/known_words.hpp"
#include "grammar/parser/parse.hpp"
#include "grammar/parser/words.hpp"
#include "grammar/parser/written_date.hpp"
#include "grammar/parser/written_form.hpp"

namespace comity::parser {

using diagnostics::nearest;

namespace {

bool begins_condition(std::string_view word) {
  static const std::set<std::string_view> starts{"any", "every", "no", "not", "its", "it", "at", "("};
  return starts.contains(word) || (has_name_form(word) && !is_reserved(word));
}

}  // namespace

void Builder::report(const SyntaxError& error) {
  file_.is_complete = false;
  std::size_t offset = static_cast<std::size_t>(start_ - text_.data()) + error.offset;
  if (error.expected.wanted == Wanted::nesting) {
    sink_
        .report(Code::nested_too_deep, span(text_.data() + offset, text_.data() + offset + 1),
                "parentheses are nested more than {} deep here", deepest_nesting)
        .help("give the inner conditions names with `define`");
    return;
  }
  // Comments before the error belong to the layout.
  while (offset < text_.size() && (is_blank(text_[offset]) || text_[offset] == '#')) {
    if (text_[offset] == '#') {
      while (offset < text_.size() && text_[offset] != '\n') ++offset;
    } else {
      ++offset;
    }
  }
  const Token found = token_at(offset);
  if (is_reported(found)) return;
  switch (error.expected.wanted) {
    case Wanted::declaration:
    case Wanted::clause:
    case Wanted::rule_part:
    case Wanted::member:
    case Wanted::standing_fact:
    case Wanted::example_line:
    case Wanted::map_clause:
      report_junk(error, found);
      return;
    case Wanted::otherwise_condition:
      sink_
          .report(Code::out_of_place, span(text_.data() + found.begin, text_.data() + found.begin + found.text.size()),
                  "`otherwise` has no condition: it speaks when no rule applies")
          .help("write a rule with this condition, or remove it");
      return;
    case Wanted::name:
    case Wanted::text:
    case Wanted::closing_quote:
    case Wanted::other:
    case Wanted::condition:
    case Wanted::date:
    case Wanted::count:
    case Wanted::unit:
    case Wanted::set_end:
    case Wanted::within_direction:
    case Wanted::nesting:
      break;
  }
  if (report_special(error, found)) return;

  // What is missing is missing where the last token ended, when the next one stands on another line.
  const std::size_t before = end_of_previous_token(offset);
  const bool is_later_line =
      text_.substr(before, offset - before).find('\n') != std::string_view::npos || found.text.empty();
  const Span where = is_later_line ? span(text_.data() + before, text_.data() + before)
                                   : span(text_.data() + found.begin, text_.data() + found.begin + found.text.size());
  const std::string what = found.text.empty() ? "the end of the file"
                           : is_later_line    ? fmt::format("`{}` on a later line", found.text.substr(0, 40))
                                              : fmt::format("`{}`", found.text.substr(0, 40));
  auto report = sink_.report(Code::expected, where, "expected {}, found {}", error.expected.words, what);
  if (!is_later_line) add_advice(report, error, found);
}

// A word that text_check has found fault with already, at its start or within it.
bool Builder::is_reported(const Token& found) const {
  for (std::size_t at = found.begin; at < text_.size() && !is_blank(text_[at]) && text_[at] != '"'; ++at) {
    const auto byte = static_cast<unsigned char>(text_[at]);
    if (byte >= 0x80U || std::iscntrl(byte) != 0) return true;
  }
  return false;
}

// The way out of an error whose message is the ordinary one.
void Builder::add_advice(diagnostics::Report report, const SyntaxError& error, const Token& found) {
  const Span here = span(text_.data() + found.begin, text_.data() + found.begin + found.text.size());
  const std::string lower = as_lower(found.text);
  const auto write = [&](const std::string& right) {
    report.help(fmt::format("write `{}`", right), {Edit{here, right}});
  };
  switch (error.expected.wanted) {
    case Wanted::date:
      if (const auto written = read_written_date(text_.substr(found.begin))) {
        if (written->other.empty()) {
          const Span date{source_, here.begin, here.begin + static_cast<std::uint32_t>(written->length)};
          report.help(fmt::format("write `{}`", written->date), {Edit{date, written->date}});
        } else {
          report.help(fmt::format("write `{}` or `{}`: year, month, day", written->date, written->other));
        }
      } else {
        report.help("a date is written year, month, day, as in `2013-03-01`");
      }
      return;
    case Wanted::count:
      if (const auto digits = digits_of(lower)) write(*digits);
      return;
    case Wanted::unit:
      if (const auto unit = unit_of(lower)) {
        write(*unit);
      } else {
        report.help("a span is counted in hours, days or years");
      }
      return;
    case Wanted::set_end:
      if (is_word_character(found.text.front())) {
        const Span place =
            span(text_.data() + end_of_previous_token(found.begin), text_.data() + end_of_previous_token(found.begin));
        report.help("write a comma between the values", {Edit{place, ","}});
      }
      return;
    case Wanted::within_direction:
      report.help("a window lies before a day or after it: `within 5 years before request.made_on`");
      return;
    case Wanted::other:
      if (found.text == "the" || found.text == "last") {
        report.help("name the day that it is counted from, as in `within 5 years before request.made_on`");
      } else if (std::isdigit(static_cast<unsigned char>(found.text.front())) != 0 &&
                 found.text.find(',') != std::string_view::npos) {
        std::string plain{found.text};
        plain.erase(std::remove(plain.begin(), plain.end(), ','), plain.end());
        report.help(fmt::format("write `{0}` for a number, `${1}` for an amount of money", plain, found.text));
      }
      return;
    case Wanted::name:
    case Wanted::text:
    case Wanted::closing_quote:
    case Wanted::condition:
    case Wanted::declaration:
    case Wanted::clause:
    case Wanted::rule_part:
    case Wanted::member:
    case Wanted::standing_fact:
    case Wanted::example_line:
    case Wanted::map_clause:
    case Wanted::otherwise_condition:
    case Wanted::nesting:
      return;
  }
}

// Mistakes with a way out of their own. Returns false when there is nothing special about this one.
bool Builder::report_special(const SyntaxError& error, const Token& found) {
  const Wanted wanted = error.expected.wanted;
  const std::size_t before = end_of_previous_token(found.begin);
  const bool is_same_line = text_.substr(before, found.begin - before).find('\n') == std::string_view::npos;

  if (wanted == Wanted::closing_quote) {
    report_unclosed_text(before);
    return true;
  }
  if (found.text.empty() || !is_same_line) return false;
  if (wanted == Wanted::text && found.text.front() != '"') {
    report_unquoted_text(error, found);
    return true;
  }
  if (wanted == Wanted::name || wanted == Wanted::condition) return report_wrong_form(error, found);
  return false;
}

void Builder::report_unclosed_text(std::size_t before) {
  const std::size_t line_end = std::min(text_.find_first_of("\r\n", before), text_.size());
  const std::size_t line_start = before == 0 ? 0 : text_.rfind('\n', before - 1) + 1;
  const std::size_t quote = text_.rfind('"', line_end == 0 ? 0 : line_end - 1);
  const std::size_t open = quote == std::string_view::npos || quote < line_start ? line_start : quote;
  std::size_t content_end = line_end;
  while (content_end > open + 1 && is_blank(text_[content_end - 1])) --content_end;
  const Span end = span(text_.data() + content_end, text_.data() + content_end);
  sink_
      .report(Code::unclosed_text, span(text_.data() + open, text_.data() + content_end),
              "this text has no closing `\"`: a text ends on its line")
      .help("close it", {Edit{end, "\""}});
}

void Builder::report_unquoted_text(const SyntaxError& error, const Token& found) {
  std::size_t line_end = std::min(text_.find_first_of("\r\n", found.begin), text_.size());
  if (const std::size_t comment = text_.find(" #", found.begin); comment < line_end) line_end = comment;
  while (line_end > found.begin && is_blank(text_[line_end - 1])) --line_end;
  const Span rest = span(text_.data() + found.begin, text_.data() + line_end);
  const std::string_view words = text_.substr(rest.begin, rest.end - rest.begin);
  auto report = sink_.report(Code::unquoted_text, rest, "expected {}", error.expected.words);
  if (words.find('"') != std::string_view::npos) return;
  const bool has_single_quotes = words.size() > 1 && words.front() == '\'' && words.back() == '\'';
  const std::uint32_t inner = has_single_quotes ? 1 : 0;
  report.help("put it in double quotes", {Edit{{source_, rest.begin, rest.begin + inner}, "\""},
                                          Edit{{source_, rest.end - inner, rest.end}, "\""}});
}

// A name that is none: a word of the language, capital letters, quotes.
bool Builder::report_wrong_form(const SyntaxError& error, const Token& found) {
  const Span here = span(text_.data() + found.begin, text_.data() + found.begin + found.text.size());
  const bool is_word = is_word_character(found.text.front());
  const bool wants_name = error.expected.wanted == Wanted::name;
  if (wants_name && is_word && is_reserved(found.text)) {
    sink_.report(Code::reserved_word, here, "`{}` is a word of the language and cannot be a name", found.text)
        .primary(fmt::format("expected {}", error.expected.words));
    return true;
  }
  if (is_word && !has_name_form(found.text)) {
    // A number in a condition is something else.
    if (!wants_name && std::isdigit(static_cast<unsigned char>(found.text.front())) != 0) return false;
    auto report = sink_.report(
        Code::name_form, here,
        "`{}` is no name: names are small letters, digits and single `_` between them, and begin with a letter",
        found.text);
    if (const std::string name = as_name(found.text); !name.empty()) {
      report.help(fmt::format("write `{}`", name), {Edit{here, name}});
    } else if (std::isdigit(static_cast<unsigned char>(found.text.front())) != 0) {
      report.help(fmt::format("begin it with a letter, as in `section_{}`", as_lower(found.text)));
    }
    return true;
  }
  if (found.text.front() == '"' && found.text.size() > 2) {
    const std::string inner{found.text.substr(1, found.text.size() - 2)};
    if (!has_name_form(inner)) return false;
    sink_.report(Code::expected, here, "expected {}, found a text in quotes", error.expected.words)
        .help(fmt::format("write `{}` without quotes", inner), {Edit{here, inner}});
    return true;
  }
  return false;
}

void Builder::report_misspelt(Span here, std::string_view word, const std::string& right) {
  sink_.report(Code::wrong_word, here, "`{}` is no word of the language here", word)
      .help(fmt::format("write `{}`", right), {Edit{here, right}});
  // What the right word would have begun is not missing.
  const std::string_view text{right};
  const std::size_t blank = text.find(' ');
  file_.broken_names.emplace_back(text.substr(0, blank));
  if (blank != std::string_view::npos) file_.broken_names.emplace_back(text.substr(blank + 1));
}

// A word where no item of this level begins.
void Builder::report_junk(const SyntaxError& error, const Token& found) {
  const Wanted wanted = error.expected.wanted;
  const Span here = span(text_.data() + found.begin, text_.data() + found.begin + found.text.size());
  const std::string word{found.text.substr(0, 60)};
  const std::string lower = as_lower(word);

  if (word == ")") {
    sink_.report(Code::expected, here, "this `)` closes nothing").help("remove it", {Edit{here, ""}});
    return;
  }
  if (word == "years" || word == "days" || word == "hours") {
    report_unit(here);
    return;
  }
  if (!is_first_on_line(text_.data() + found.begin)) return report_rest_of_line(error, found);

  const Words nearby = nearby_words(wanted);
  if (const auto synonym = synonym_of(lower, nearby)) return report_misspelt(here, word, *synonym);
  if (lower != word && contains(nearby, lower)) return report_misspelt(here, word, lower);
  const auto near = is_reserved(word) ? std::nullopt : nearest(word, nearby);
  // `decline notify` is an effect, near as it is to `define`; `defin minor` is none.
  const bool is_nearly = near && near->substr(0, 3) == word.substr(0, 3);
  if (wanted == Wanted::rule_part && !is_nearly && report_late_effect(found)) return;
  if (near) return report_misspelt(here, word, *near);
  if (wanted == Wanted::rule_part && begins_condition(word)) {
    sink_
        .report(Code::condition_without_when, here,
                "a condition begins with `when` or `unless`, and `{}` stands here without", word)
        .help("write `when` before it", {Edit{span(text_.data() + found.begin, text_.data() + found.begin), "when "}});
    return;
  }
  if (wanted == Wanted::declaration && (contains(clause_words, word) || contains(part_words, word))) {
    sink_.report(Code::out_of_place, here, "`{}` belongs inside a policy, and no policy is open here", word)
        .help("begin the policy with `policy NAME \"title\"` above it");
    return;
  }
  if (wanted == Wanted::clause && contains(part_words, word)) {
    auto report = sink_.report(Code::out_of_place, here, "`{}` belongs to a rule, and no rule is open here", word);
    report.help(word == "when" ? "move it under its rule; what limits the whole policy is `applies when`"
                               : "move it under its rule");
    return;
  }
  report_unexpected(error, here, word);
}

void Builder::report_unexpected(const SyntaxError& error, Span here, std::string_view word) {
  const Wanted wanted = error.expected.wanted;
  std::string could;
  if (wanted == Wanted::rule_part)
    could = "a rule goes on with " + diagnostics::listed(part_words) + ", or ends where the next clause begins";
  if (wanted == Wanted::clause) could = "a policy goes on with " + diagnostics::listed(clause_words);
  if (wanted == Wanted::declaration) could = "a file holds " + diagnostics::listed(declaration_words);
  if (wanted == Wanted::map_clause) could = "a mapping goes on with " + diagnostics::listed(map_words);
  if (wanted == Wanted::member) could = "each line of a record begins with the name of a fact, or with `always`";
  if (wanted == Wanted::standing_fact)
    could = "each line begins with the fact it states, as in `custodian.reimbursement_agreement is no from 2011-09-07`";
  if (wanted == Wanted::example_line) could = "each line begins with the name of a fact, or with `expect`";
  sink_.report(Code::expected, here, "expected {}, found `{}`", error.expected.words, word).help(could);
}

// What goes on with nothing, on the line of what could be read.
void Builder::report_rest_of_line(const SyntaxError& error, const Token& found) {
  const Span here = span(text_.data() + found.begin, text_.data() + found.begin + found.text.size());
  const std::string word{found.text.substr(0, 60)};
  const std::string lower = as_lower(word);
  if (error.expected.wanted == Wanted::rule_part && report_late_effect(found)) return;
  if (lower != word && contains(joining_words, lower)) return report_misspelt(here, word, lower);
  if (!is_reserved(word) && word.size() > 2) {
    if (const auto near = nearest(word, joining_words)) return report_misspelt(here, word, *near);
  }
  if (lower == "between") {
    sink_.report(Code::expected, here, "`between` is no word of the language: two ends are two comparisons")
        .help("write `… is on or after …` and `… is on or before …`, or `>=` and `<=` for numbers");
    return;
  }
  auto report =
      sink_.report(Code::expected, here, "`{}` cannot stand here: what is before it on this line is complete", word);
  switch (error.expected.wanted) {
    case Wanted::rule_part:
    case Wanted::clause:
      report.help(
          "join conditions with `and` or `or`, decisions with a comma; begin the next clause on a line of its own");
      break;
    case Wanted::member:
      report.help("a fact is a name, a type, what marks it, and a text in double quotes");
      break;
    case Wanted::example_line:
      report.help(
          "give each fact a line of its own; a charge or conviction has its facts after `with`, with commas between "
          "them");
      break;
    case Wanted::declaration:
    case Wanted::standing_fact:
    case Wanted::map_clause:
      report.help("begin the next on a line of its own");
      break;
    case Wanted::name:
    case Wanted::text:
    case Wanted::closing_quote:
    case Wanted::other:
    case Wanted::condition:
    case Wanted::date:
    case Wanted::count:
    case Wanted::unit:
    case Wanted::set_end:
    case Wanted::within_direction:
    case Wanted::otherwise_condition:
    case Wanted::nesting:
      break;
  }
}

// What looks like an effect: two names, and then nothing, a comma or a term. Its text, without a comment; else empty.
std::string_view Builder::effect_at(std::size_t offset) const {
  std::size_t at = offset;
  const auto skip_blanks = [&] {
    while (at < text_.size() && (text_[at] == ' ' || text_[at] == '\t')) ++at;
  };
  const auto take_word = [&] {
    const std::size_t begin = at;
    while (at < text_.size() && is_word_character(text_[at])) ++at;
    skip_blanks();
    return text_.substr(begin, begin == at ? 0 : text_.find_last_not_of(" \t", at - 1) + 1 - begin);
  };
  const auto is_name = [](std::string_view word) { return has_name_form(word) && !is_reserved(word); };
  std::string_view outcome = take_word();
  if (outcome == "may") outcome = take_word();
  const std::string_view decision = take_word();
  if (!is_name(outcome) || !is_name(decision)) return {};
  const std::string_view rest = text_.substr(at);
  const bool is_end = rest.empty() || rest.front() == '\n' || rest.front() == '\r' || rest.front() == '#';
  if (!is_end && rest.front() != ',' && !rest.starts_with("for ") && !rest.starts_with("until ")) return {};
  std::size_t end = std::min(text_.find_first_of("\r\n#", offset), text_.size());
  while (end > offset && is_blank(text_[end - 1])) --end;
  return text_.substr(offset, end - offset);
}

// `when age < 18 then decline hold`, or the effect on a line below its condition.
bool Builder::report_late_effect(const Token& found) {
  std::size_t begin = found.begin;
  if (as_lower(found.text) == "then") {
    begin = text_.find_first_not_of(" \t", found.begin + found.text.size());
    if (begin == std::string_view::npos) return false;
  }
  const std::string_view effect = effect_at(begin);
  if (effect.empty()) return false;
  const Span here = span(effect.data(), effect.data() + effect.size());
  if (rule_has_effect_) {
    sink_.report(Code::repeated_clause, here, "this rule decides already: it has one effect")
        .help(
            "decisions with one outcome stand in one list, as in `decline hold, notify`; another outcome needs another "
            "rule");
    return true;
  }
  auto report = sink_.report(Code::out_of_place, here, "what a rule decides stands before its `when`");
  if (rule_head_end_ == 0) return true;
  const Span place = span(text_.data() + rule_head_end_, text_.data() + rule_head_end_);
  const Span old = span(text_.data() + end_of_previous_token(found.begin), effect.data() + effect.size());
  report.help(fmt::format("write `{}` under the rule's name", effect),
              {Edit{place, "\n    " + std::string{effect}}, Edit{old, ""}});
  rule_has_effect_ = true;
  return true;
}

}  // namespace comity::parser
