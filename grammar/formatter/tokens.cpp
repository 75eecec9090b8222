#include "grammar/formatter/tokens.hpp"

#include <algorithm>
#include <utility>

#include "grammar/source/line_index.hpp"

namespace comity::formatter {

namespace {

constexpr std::string_view spaces = " \t\n\v\f\r";
constexpr std::string_view digits = "0123456789";
constexpr std::string_view word_characters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_";
constexpr std::string_view operators = "<>=!&|";
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

bool is_one_of(std::string_view set, char c) { return set.find(c) != std::string_view::npos; }

std::size_t past(std::string_view text, std::string_view set, std::size_t at) {
  return std::min(text.find_first_not_of(set, at), text.size());
}

// `$5,000.00`: a comma belongs to the amount only before three digits.
std::size_t money_end(std::string_view text, std::size_t at) {
  at = past(text, digits, at + 1);
  while (at < text.size() && text[at] == ',' && past(text, digits, at + 1) == at + 4) at += 4;
  if (at < text.size() && text[at] == '.' && past(text, digits, at + 1) > at + 1) at = past(text, digits, at + 1);
  return at;
}

// `18`, `2012-11-02`, `2012-11-02T17:00+02:00`
std::size_t number_end(std::string_view text, std::size_t at) {
  const std::size_t end = past(text, digits, at);
  return end < text.size() && text[end] == '-' ? past(text, "0123456789-+:TZ", end) : end;
}

// Precondition: a token begins at `at`.
std::size_t token_end(std::string_view text, std::size_t at) {
  const char c = text[at];
  if (c == '"') return std::min(text.find('"', at + 1), text.size() - 1) + 1;
  if (c == '$') return money_end(text, at);
  if (is_one_of(digits, c)) return number_end(text, at);
  if (is_one_of(word_characters, c)) return past(text, word_characters, at);
  if (is_one_of(operators, c)) return past(text, operators, at);
  return at + 1;
}

std::string_view without_spaces_at_end(std::string_view text) {
  return text.substr(0, text.find_last_not_of(spaces) + 1);
}

class Lexer {
 public:
  explicit Lexer(std::string_view text) : text_{text} {
    if (text_.starts_with(byte_order_mark)) at_ = line_start_ = byte_order_mark.size();
  }

  std::vector<Token> run() && {
    for (skip_space(); at_ < text_.size(); skip_space()) {
      if (text_[at_] == '#') {
        add_comment();
      } else {
        add_token(token_end(text_, at_));
      }
    }
    add_token(at_);
    tokens_.back().column = 0;
    tokens_.back().blank_before = false;
    return std::move(tokens_);
  }

 private:
  void skip_space() {
    line_ends_ = 0;
    for (; at_ < text_.size() && is_one_of(spaces, text_[at_]); ++at_) {
      if (text_[at_] != '\n') continue;
      ++line_ends_;
      line_start_ = at_ + 1;
    }
  }

  void add_token(std::size_t end) {
    pending_.text = text_.substr(at_, end - at_);
    pending_.begin = static_cast<std::uint32_t>(at_);
    pending_.column = column();
    pending_.blank_before = line_ends_ > 1;
    tokens_.push_back(std::exchange(pending_, {}));
    at_ = end;
  }

  void add_comment() {
    const std::size_t end = std::min(text_.find('\n', at_), text_.size());
    const std::string_view comment = without_spaces_at_end(text_.substr(at_, end - at_));
    if (line_ends_ == 0 && !tokens_.empty()) {
      tokens_.back().beside = comment;
    } else {
      pending_.above.push_back({comment, column(), line_ends_ > 1});
    }
    at_ = end;
  }

  std::uint32_t column() const { return static_cast<std::uint32_t>(at_ - line_start_); }

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t line_start_ = 0;
  std::size_t line_ends_ = 0;  // in the space just skipped
  Token pending_;              // the next token: its comments come before it
  std::vector<Token> tokens_;
};

}  // namespace

std::vector<Token> tokens_of(std::string_view text) { return Lexer{text}.run(); }

bool is_commented(const std::vector<Token>& tokens, std::size_t index) {
  return tokens[index - 1].beside || !tokens[index].above.empty();
}

std::uint32_t space_before(const std::vector<Token>& tokens, std::size_t index) {
  constexpr std::string_view joins_what_follows = "(./[";
  constexpr std::string_view joins_what_precedes = "),./[]";
  const bool is_joined = is_one_of(joins_what_follows, tokens[index - 1].text.front()) ||
                         is_one_of(joins_what_precedes, tokens[index].text.front());
  return is_joined ? 0 : 1;
}

std::uint32_t width(std::string_view text) { return source::count_characters(text); }

std::uint32_t width(const std::vector<Token>& tokens, std::size_t first, std::size_t last) {
  std::uint32_t result = 0;
  for (std::size_t i = first; i < last; ++i) {
    result += (i > first ? space_before(tokens, i) : 0) + width(tokens[i].text);
  }
  return result;
}

}  // namespace comity::formatter
