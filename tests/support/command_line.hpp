// Splits a line as a shell would, as far as golden pages need it: words, 'single' and "double"
// quotes, a backslash before a character, and `< FILE` for standard input. Nothing is expanded.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace comity::support {

struct CommandLine {
  std::vector<std::string> words;
  std::optional<std::string> input;  // the file after `<`
  std::string problem;               // why the line makes no sense ("a quote is not closed"); empty when it does
};

CommandLine split_command_line(std::string_view line);

}  // namespace comity::support
