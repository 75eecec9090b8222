#include "tests/support/command_line.hpp"

#include <utility>

namespace comity::support {
namespace {

struct Word {
  std::string text;
  bool is_redirect = false;  // a bare `<`
};

// Reads the next word and moves `at` behind it; nullopt at the end of the line.
std::optional<Word> next_word(std::string_view line, std::size_t& at, std::string& problem) {
  at = line.find_first_not_of(" \t", at);
  if (at == std::string_view::npos) return std::nullopt;
  if (line[at] == '<') {
    ++at;
    return Word{.text = "<", .is_redirect = true};
  }
  Word word;
  char quote = '\0';
  for (; at < line.size(); ++at) {
    const char character = line[at];
    const bool is_escape = character == '\\' && quote != '\'' && at + 1 < line.size();
    if (is_escape) {
      word.text += line[++at];
    } else if (quote != '\0') {
      if (character == quote) {
        quote = '\0';
      } else {
        word.text += character;
      }
    } else if (character == '\'' || character == '"') {
      quote = character;
    } else if (character == ' ' || character == '\t' || character == '<') {
      break;
    } else {
      word.text += character;
    }
  }
  if (quote != '\0') problem = "a quote is not closed";
  return word;
}

}  // namespace

CommandLine split_command_line(std::string_view line) {
  CommandLine result;
  std::size_t at = 0;
  while (auto word = next_word(line, at, result.problem)) {
    if (!word->is_redirect) {
      result.words.push_back(std::move(word->text));
      continue;
    }
    word = next_word(line, at, result.problem);
    if (!word || word->is_redirect) {
      result.problem = "no file stands after `<`";
      break;
    }
    result.input = std::move(word->text);
  }
  return result;
}

}  // namespace comity::support
