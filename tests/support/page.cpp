#include "tests/support/page.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

#include <fmt/format.h>

namespace comity::support {
namespace {

constexpr std::string_view blanks = " \t\r";

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(blanks);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(blanks) - begin + 1);
}

// Cuts at `separator`; each part trimmed, empty parts left out.
std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(separator), text.size());
    if (const std::string_view part = trimmed(text.substr(0, end)); !part.empty()) parts.emplace_back(part);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

struct Fence {
  std::size_t ticks = 0;  // it is closed by a line of at least as many
  std::vector<std::string> words;
  std::size_t page_line = 0;

  bool is_console() const { return !words.empty() && words[0] == "console"; }
  bool is_file() const { return words.size() >= 2; }
};

// The marks of a block's beginning or end at the start of a line: three or more.
std::size_t count_ticks(std::string_view line) {
  const std::size_t count = std::min(line.find_first_not_of('`'), line.size());
  return count >= 3 ? count : 0;
}

// Goes through a page line by line. INVARIANT: `fence_` is set exactly while the line at hand stands inside a block.
class PageReader {
 public:
  Page read(std::string_view text) {
    for (std::size_t begin = 0; begin < text.size();) {
      const std::size_t end = std::min(text.find('\n', begin), text.size());
      ++line_;
      take(text.substr(begin, end - begin), begin, std::min(end + 1, text.size()));
      begin = end + 1;
    }
    if (fence_) problem(fence_->page_line, "the block that begins here is not closed");
    if (page_.title.empty()) problem(1, "a page begins with `# ` and a title");
    return std::move(page_);
  }

 private:
  void take(std::string_view line, std::size_t begin, std::size_t next) {
    const std::size_t ticks = count_ticks(line);
    if (!fence_) {
      if (ticks > 0) {
        open(line, ticks);
      } else {
        take_prose(line);
      }
    } else if (ticks >= fence_->ticks && trimmed(line.substr(ticks)).empty()) {
      fence_.reset();
    } else if (fence_->is_console()) {
      take_console(line, begin, next);
    } else if (fence_->is_file()) {
      page_.files.back().text.append(line).append("\n");
    }
  }

  void take_prose(std::string_view line) {
    constexpr std::string_view uses = "Uses:";
    if (page_.title.empty() && line.starts_with("# ")) page_.title = trimmed(line.substr(2));
    if (!line.starts_with(uses)) return;
    for (std::string& path : split(line.substr(uses.size()), ',')) page_.uses.push_back(std::move(path));
  }

  void open(std::string_view line, std::size_t ticks) {
    fence_ = Fence{ticks, split(line.substr(ticks), ' '), line_};
    has_command_ = false;
    if (fence_->is_console() || !fence_->is_file()) return;
    const std::string& name = fence_->words[1];
    if (std::ranges::any_of(page_.files, [&](const PageFile& file) { return file.name == name; })) {
      problem(line_, fmt::format("the page has `{}` already", name));
    }
    page_.files.push_back({name, {}});
  }

  void take_console(std::string_view line, std::size_t begin, std::size_t next) {
    if (line.starts_with("$ ")) {
      page_.commands.push_back({std::string{trimmed(line.substr(2))}, line_, {}, next});
      has_command_ = true;
    } else if (!has_command_) {
      problem(line_, "a console block begins with `$ ` and a command");
    } else {
      PageCommand& command = page_.commands.back();
      command.expected_at = command.expected.empty() ? begin : command.expected_at;
      command.expected.append(line).append("\n");
    }
  }

  void problem(std::size_t line, std::string_view words) {
    page_.problems.push_back(fmt::format("line {}: {}", line, words));
  }

  Page page_;
  std::optional<Fence> fence_;
  bool has_command_ = false;  // in the console block at hand
  std::size_t line_ = 0;      // 1-based
};

// What `# fault` or `# fault N` at the end of a line announces; 0 without it.
int announced(std::string_view line) {
  constexpr std::string_view mark = "# fault";
  const std::size_t at = line.rfind(mark);
  if (at == std::string_view::npos) return 0;
  const std::string_view count = trimmed(line.substr(at + mark.size()));
  if (count.empty()) return 1;
  int result = 0;
  const auto [end, error] = std::from_chars(count.data(), count.data() + count.size(), result);
  return error == std::errc{} && end == count.data() + count.size() ? result : 0;
}

}  // namespace

Page parse_page(std::string_view text) { return PageReader{}.read(text); }

std::string with_outputs(std::string_view text, const Page& page, const std::vector<std::string>& outputs) {
  std::string result;
  std::size_t copied = 0;
  for (std::size_t i = 0; i < outputs.size(); ++i) {
    const PageCommand& command = page.commands[i];
    result.append(text.substr(copied, command.expected_at - copied)).append(outputs[i]);
    copied = command.expected_at + command.expected.size();
  }
  return result.append(text.substr(copied));
}

Faults marked_faults(const Page& page) {
  Faults faults;
  for (const PageFile& file : page.files) {
    if (!file.name.ends_with(".comity")) continue;
    int number = 0;
    for (std::string_view rest = file.text; !rest.empty();) {
      const std::size_t end = std::min(rest.find('\n'), rest.size());
      ++number;
      if (const int count = announced(rest.substr(0, end)); count > 0) faults[{file.name, number}] = count;
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  }
  return faults;
}

}  // namespace comity::support
