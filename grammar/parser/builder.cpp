#include "grammar/parser/builder.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>
#include <set>

#include "grammar/diagnostics/suggest.hpp"
#include "grammar/parser/parse.hpp"
#include "grammar/parser/words.hpp"

namespace comity::parser {

using diagnostics::nearest;

namespace {

bool is_word_character(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}
bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f' || c == '\v'; }

bool has_name_form(std::string_view text) {
  if (text.empty() || std::islower(static_cast<unsigned char>(text.front())) == 0 || text.back() == '_') return false;
  if (text.find("__") != std::string_view::npos) return false;
  return std::all_of(text.begin(), text.end(), [](char c) {
    return c == '_' || std::islower(static_cast<unsigned char>(c)) != 0 || std::isdigit(static_cast<unsigned char>(c)) != 0;
  });
}

// The nearest name that has the form of one: `Gang_Member` -> `gang_member`. Empty when there is none.
std::string as_name(std::string_view text) {
  std::string result;
  for (const char c : text) {
    const char lower = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    if (c == '_' && (result.empty() || result.back() == '_')) continue;
    result += lower;
  }
  while (!result.empty() && result.back() == '_') result.pop_back();
  return has_name_form(result) && !is_reserved(result) ? result : std::string{};
}

using Words = std::vector<std::string>;
const Words declaration_words{"decision", "choice",     "record", "determination", "duty",   "jurisdiction",
                              "standing", "definition", "policy", "example",       "mapping"};
const Words clause_words{"authority", "status", "adopted", "in force", "source", "applies when", "presume", "define", "rule", "otherwise", "repeal"};
const Words part_words{"when", "unless", "because", "cite", "require"};
const Words map_words{"rows", "dates", "unknown", "ignore", "column"};

// What other languages and other drafters call the words of this one.
constexpr std::array<std::pair<std::string_view, std::string_view>, 16> synonyms{{
    {"if", "when"}, {"where", "when"}, {"except", "unless"}, {"exception", "unless"}, {"else", "otherwise"}, {"default", "otherwise"},
    {"reason", "because"}, {"citation", "cite"}, {"law", "policy"}, {"ordinance", "policy"}, {"let", "define"}, {"def", "define"},
    {"effective", "in force"}, {"title", "source"}, {"enum", "choice"}, {"test", "example"},
}};

const Words& words_at(Wanted wanted) {
  switch (wanted) {
    case Wanted::declaration: return declaration_words;
    case Wanted::clause: return clause_words;
    case Wanted::rule_part: return part_words;
    case Wanted::map_clause: return map_words;
    case Wanted::name:
    case Wanted::text:
    case Wanted::closing_quote:
    case Wanted::other:
    case Wanted::condition:
    case Wanted::member:
    case Wanted::standing_fact:
    case Wanted::example_line:
    case Wanted::nesting: break;
  }
  static const Words none;
  return none;
}

std::optional<std::string> synonym_of(std::string_view word, const Words& allowed) {
  for (const auto& [from, to] : synonyms) {
    if (from == word && std::find(allowed.begin(), allowed.end(), to) != allowed.end()) return std::string{to};
  }
  return std::nullopt;
}

bool begins_condition(std::string_view word) {
  static const std::set<std::string_view> starts{"any", "every", "no", "not", "its", "it", "at", "("};
  return starts.contains(word) || (has_name_form(word) && !is_reserved(word));
}

bool contains(const Words& words, std::string_view word) {
  return std::any_of(words.begin(), words.end(), [&](const std::string& known) { return known.substr(0, known.find(' ')) == word; });
}

}  // namespace

Builder::Builder(const source::SourceSet& sources, source::SourceId source, DiagnosticSink& sink)
    : text_{sources[source].text}, start_{text_.data()}, source_{source}, sink_{sink} {
  file_.source = source;
}

Span Builder::span(const char* begin, const char* end) const {
  return {source_, static_cast<std::uint32_t>(begin - text_.data()), static_cast<std::uint32_t>(end - text_.data())};
}

bool Builder::is_first_on_line(const char* place) const {
  std::size_t at = static_cast<std::size_t>(place - text_.data());
  while (at > 0 && text_[at - 1] != '\n') {
    if (!is_blank(text_[at - 1])) return false;
    --at;
  }
  return true;
}

void Builder::add_comment(Span span) {
  if (!file_.comments.empty() && span.begin <= file_.comments.back().span.begin) return;
  file_.comments.push_back({span});
}

void Builder::report_mistaken_word(Span wrong, std::string_view right) {
  const std::string_view found = text_.substr(wrong.begin, wrong.end - wrong.begin);
  sink_.report(Code::wrong_word, wrong, "`{}` is written `{}` here", found, right)
      .help(fmt::format("write `{}`", right), {Edit{wrong, std::string{right}}});
  file_.is_complete = false;
}

void Builder::leave_out(const char* begin, const char* end) {
  file_.is_complete = false;
  std::size_t at = static_cast<std::size_t>(begin - text_.data());
  const std::size_t stop = static_cast<std::size_t>(end - text_.data());
  while (at > 0 && is_word_character(text_[at - 1])) --at;
  while (at < stop) {
    if (!is_word_character(text_[at])) {
      ++at;
      continue;
    }
    std::size_t word_end = at;
    while (word_end < stop && is_word_character(text_[word_end])) ++word_end;
    file_.broken_names.emplace_back(text_.substr(at, word_end - at));
    at = word_end;
  }
}

Builder::Token Builder::token_at(std::size_t offset) const {
  std::size_t end = offset;
  if (offset >= text_.size()) return {{}, text_.size()};
  if (text_[offset] == '"') {
    ++end;
    while (end < text_.size() && text_[end] != '"' && text_[end] != '\n' && text_[end] != '\r') ++end;
    if (end < text_.size() && text_[end] == '"') ++end;
  } else if (is_word_character(text_[offset])) {
    const bool is_number = std::isdigit(static_cast<unsigned char>(text_[offset])) != 0;
    const auto belongs = [&](std::size_t i) {
      if (is_word_character(text_[i])) return true;
      const bool joins = text_[i] == '-' || text_[i] == '/' || text_[i] == ',' || text_[i] == '.' || text_[i] == ':';
      return is_number && joins && i + 1 < text_.size() && std::isdigit(static_cast<unsigned char>(text_[i + 1])) != 0;
    };
    while (end < text_.size() && belongs(end)) ++end;
  } else {
    ++end;
    while (end < text_.size() && (static_cast<unsigned char>(text_[end]) & 0xC0U) == 0x80U) ++end;
  }
  return {text_.substr(offset, end - offset), offset};
}

std::size_t Builder::end_of_previous_token(std::size_t offset) const {
  // Comments are passed over line by line: a line that holds only a comment ends no token.
  std::size_t line_end = offset;
  for (;;) {
    std::size_t line_start = line_end;
    while (line_start > 0 && text_[line_start - 1] != '\n') --line_start;
    std::size_t end = line_start;
    bool in_text = false;
    for (std::size_t i = line_start; i < line_end; ++i) {
      if (text_[i] == '"') in_text = !in_text;
      if (text_[i] == '#' && !in_text) break;
      if (!is_blank(text_[i])) end = i + 1;
    }
    if (end > line_start || line_start == 0) return end;
    line_end = line_start - 1;
  }
}

void Builder::report(const SyntaxError& error) {
  file_.is_complete = false;
  std::size_t offset = static_cast<std::size_t>(start_ - text_.data()) + error.offset;
  if (error.expected.wanted == Wanted::nesting) {
    sink_.report(Code::nested_too_deep, span(text_.data() + offset, text_.data() + offset + 1), "parentheses are nested more than {} deep here",
                 deepest_nesting)
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
  // Already reported, by text_check.
  if (!found.text.empty() && static_cast<unsigned char>(found.text.front()) >= 0x80U) return;
  if (!found.text.empty() && std::iscntrl(static_cast<unsigned char>(found.text.front())) != 0) return;
  switch (error.expected.wanted) {
    case Wanted::declaration:
    case Wanted::clause:
    case Wanted::rule_part:
    case Wanted::member:
    case Wanted::standing_fact:
    case Wanted::example_line:
    case Wanted::map_clause: report_junk(error, found); return;
    case Wanted::name:
    case Wanted::text:
    case Wanted::closing_quote:
    case Wanted::other:
    case Wanted::condition:
    case Wanted::nesting: break;
  }
  if (report_special(error, found)) return;

  // What is missing is missing where the last token ended, when the next one stands on another line.
  const std::size_t before = end_of_previous_token(offset);
  const bool is_later_line = text_.substr(before, offset - before).find('\n') != std::string_view::npos || found.text.empty();
  const Span where = is_later_line ? span(text_.data() + before, text_.data() + before)
                                   : span(text_.data() + found.begin, text_.data() + found.begin + found.text.size());
  const std::string what = found.text.empty() ? "the end of the file"
                           : is_later_line    ? fmt::format("`{}` on a later line", found.text.substr(0, 40))
                                              : fmt::format("`{}`", found.text.substr(0, 40));
  auto report = sink_.report(Code::expected, where, "expected {}, found {}", error.expected.words, what);
  if (!found.text.empty() && std::isdigit(static_cast<unsigned char>(found.text.front())) != 0) {
    if (std::count(found.text.begin(), found.text.end(), '-') == 2 || std::count(found.text.begin(), found.text.end(), '/') == 2) {
      report.help("a date is written year, month, day with two digits each, as in `2013-03-01`");
    } else if (found.text.find(',') != std::string_view::npos) {
      std::string plain{found.text};
      plain.erase(std::remove(plain.begin(), plain.end(), ','), plain.end());
      report.help(fmt::format("write `{0}` for a number, `${1}` for an amount of money", plain, found.text));
    }
  }
}

// Mistakes with a way out of their own. Returns false when there is nothing special about this one.
bool Builder::report_special(const SyntaxError& error, const Token& found) {
  const Span here = span(text_.data() + found.begin, text_.data() + found.begin + found.text.size());
  const Wanted wanted = error.expected.wanted;
  const std::size_t before = end_of_previous_token(found.begin);
  const bool is_same_line = text_.substr(before, found.begin - before).find('\n') == std::string_view::npos;

  if (wanted == Wanted::closing_quote) {
    const std::size_t line_end = std::min(text_.find_first_of("\r\n", before), text_.size());
    const std::size_t line_start = before == 0 ? 0 : text_.rfind('\n', before - 1) + 1;
    const std::size_t quote = text_.rfind('"', line_end == 0 ? 0 : line_end - 1);
    const std::size_t open = quote == std::string_view::npos || quote < line_start ? line_start : quote;
    std::size_t content_end = line_end;
    while (content_end > open + 1 && is_blank(text_[content_end - 1])) --content_end;
    const Span end = span(text_.data() + content_end, text_.data() + content_end);
    sink_.report(Code::unclosed_text, span(text_.data() + open, text_.data() + content_end), "this text has no closing `\"`: a text ends on its line")
        .help("close it", {Edit{end, "\""}});
    return true;
  }
  if (found.text.empty() || !is_same_line) return false;

  const bool is_word = is_word_character(found.text.front());
  if (wanted == Wanted::text && found.text.front() != '"') {
    std::size_t line_end = std::min(text_.find_first_of("\r\n", found.begin), text_.size());
    if (const std::size_t comment = text_.find(" #", found.begin); comment < line_end) line_end = comment;
    while (line_end > found.begin && is_blank(text_[line_end - 1])) --line_end;
    const Span rest = span(text_.data() + found.begin, text_.data() + line_end);
    auto report = sink_.report(Code::unquoted_text, rest, "expected {}", error.expected.words);
    if (text_.substr(rest.begin, rest.end - rest.begin).find('"') == std::string_view::npos) {
      report.help("put it in double quotes",
                  {Edit{span(text_.data() + rest.begin, text_.data() + rest.begin), "\""}, Edit{span(text_.data() + rest.end, text_.data() + rest.end), "\""}});
    }
    return true;
  }
  if (wanted == Wanted::name && is_word && is_reserved(found.text)) {
    sink_.report(Code::reserved_word, here, "`{}` is a word of the language and cannot be a name", found.text)
        .primary(fmt::format("expected {}", error.expected.words));
    return true;
  }
  if (wanted == Wanted::name && is_word && !has_name_form(found.text)) {
    auto report = sink_.report(Code::name_form, here, "`{}` is no name: names are small letters, digits and single `_` between them, and begin with a letter",
                               found.text);
    if (const std::string name = as_name(found.text); !name.empty()) report.help(fmt::format("write `{}`", name), {Edit{here, name}});
    return true;
  }
  if (wanted == Wanted::name && found.text.front() == '"' && found.text.size() > 2) {
    const std::string inner{found.text.substr(1, found.text.size() - 2)};
    if (!has_name_form(inner)) return false;
    sink_.report(Code::expected, here, "expected {}, found a text in quotes", error.expected.words)
        .help(fmt::format("write `{}` without quotes", inner), {Edit{here, inner}});
    return true;
  }
  return false;
}

// A word where no item of this level begins.
void Builder::report_junk(const SyntaxError& error, const Token& found) {
  const Wanted wanted = error.expected.wanted;
  const Span here = span(text_.data() + found.begin, text_.data() + found.begin + found.text.size());
  const Words& allowed = words_at(wanted);
  const std::string word{found.text.substr(0, 60)};
  const std::string lower = as_name(word);

  const auto misspelt = [&](const std::string& right) {
    sink_.report(Code::wrong_word, here, "`{}` is no word of the language here", word).help(fmt::format("write `{}`", right), {Edit{here, right}});
  };
  if (const auto synonym = synonym_of(lower.empty() ? word : lower, allowed)) return misspelt(*synonym);
  if (contains(allowed, lower) || is_reserved(std::string_view{as_lower(word)})) {
    if (const std::string small = as_lower(word); small != word && contains(allowed, small)) return misspelt(small);
  }
  Words nearby = allowed;
  if (wanted == Wanted::rule_part) nearby.insert(nearby.end(), clause_words.begin(), clause_words.end());
  if (wanted == Wanted::clause) nearby.insert(nearby.end(), part_words.begin(), part_words.end());
  if (wanted == Wanted::clause || wanted == Wanted::rule_part) nearby.insert(nearby.end(), declaration_words.begin(), declaration_words.end());
  if (!is_reserved(word)) {
    if (const auto near = nearest(word, nearby)) return misspelt(*near);
  }
  if (word == "years" || word == "days" || word == "hours") {
    const std::size_t before = end_of_previous_token(found.begin);
    const Span unit = span(text_.data() + before, text_.data() + found.begin + found.text.size());
    sink_.report(Code::number_with_unit, here, "a number stands alone here, without `{}`", word)
        .help(fmt::format("remove `{}`", word), {Edit{unit, ""}});
    return;
  }
  if (wanted == Wanted::rule_part && begins_condition(word)) {
    sink_.report(Code::condition_without_when, here, "a condition begins with `when` or `unless`, and `{}` stands here without", word)
        .help("write `when` before it", {Edit{span(text_.data() + found.begin, text_.data() + found.begin), "when "}});
    return;
  }
  if (wanted == Wanted::declaration && (contains(clause_words, word) || contains(part_words, word))) {
    sink_.report(Code::out_of_place, here, "`{}` belongs inside a policy, and no policy is open here", word)
        .help("begin the policy with `policy NAME \"title\"` above it");
    return;
  }
  if (wanted == Wanted::clause && contains(part_words, word)) {
    sink_.report(Code::out_of_place, here, "`{}` belongs to a rule, and no rule is open here", word).help("move it under its rule");
    return;
  }
  if (word == ")") {
    sink_.report(Code::expected, here, "this `)` closes nothing").help("remove it", {Edit{here, ""}});
    return;
  }
  std::string could;
  if (wanted == Wanted::rule_part) could = "a rule goes on with " + diagnostics::listed(part_words) + ", or ends where the next clause begins";
  if (wanted == Wanted::clause) could = "a policy goes on with " + diagnostics::listed(clause_words);
  if (wanted == Wanted::declaration) could = "a file holds " + diagnostics::listed(declaration_words);
  if (wanted == Wanted::map_clause) could = "a mapping goes on with " + diagnostics::listed(map_words);
  if (wanted == Wanted::member) could = "each line of a record begins with the name of a fact, or with `always`";
  if (wanted == Wanted::standing_fact) could = "each line begins with the fact it states, as in `custodian.reimbursement_agreement is no from 2011-09-07`";
  if (wanted == Wanted::example_line) could = "each line begins with the name of a fact, or with `expect`";
  sink_.report(Code::expected, here, "expected {}, found `{}`", error.expected.words, word).help(could);
}

syntax::ParsedFile Builder::finish() && { return std::move(file_); }

bool Frame::has(Flag flag) const {
  return std::any_of(flags_.begin(), flags_.end(), [flag](const auto& entry) { return entry.first == flag; });
}

Span Frame::span_of(Flag flag) const {
  for (const auto& [known, span] : flags_) {
    if (known == flag) return span;
  }
  return {};
}

}  // namespace comity::parser
