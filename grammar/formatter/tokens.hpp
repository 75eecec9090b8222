// The words of a text and the comments between them. The formatter moves tokens and never writes
// one, so whatever the author wrote comes out again, once and in order. In: a text that was parsed
// without errors. Out: its tokens, each with the comments that belong to it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace comity::formatter {

// A comment alone on its line.
struct Remark {
  std::string_view text;      // from `#`, without spaces at its end
  std::uint32_t column = 0;   // where it stood, in bytes from the start of the line
  bool blank_before = false;  // a blank line stood between it and what precedes it
};

struct Token {
  std::string_view text;
  std::uint32_t begin = 0;                // byte offset in the source
  std::uint32_t column = 0;               // in bytes from the start of the line
  bool blank_before = false;              // a blank line stood between it and the token or comment before it
  std::vector<Remark> above;              // comments on lines of their own, since the token before it
  std::optional<std::string_view> beside; // the comment that ends the line of this token
};

// Ends with one empty token at column 0 for the end of the text, so that every comment has a token
// to precede. Views into `text`, which must outlive the result.
std::vector<Token> tokens_of(std::string_view text);

// Whether a comment stands right before tokens[index]. Precondition: 0 < index < tokens.size().
bool is_commented(const std::vector<Token>& tokens, std::size_t index);

// The space that stands between tokens[index] and the one before it on one line: 0 or 1.
std::uint32_t space_before(const std::vector<Token>& tokens, std::size_t index);

// In characters.
std::uint32_t width(std::string_view text);

// The width in characters of the tokens in [first, last) on one line.
std::uint32_t width(const std::vector<Token>& tokens, std::size_t first, std::size_t last);

}  // namespace comity::formatter
