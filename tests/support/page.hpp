// A golden page: a Markdown file that shows what the program does, and is held to it.
//
//     # A policy without a source
//     Every policy says where it is written.
//
//     Uses: policies/vocabulary.comity          files of the repository, or folders of them
//
//     ```comity town.comity                     a file, named by the second word
//     policy town "Town"   # fault              (in a folder `bad`: one diagnostic stands here)
//     ```
//
//     ```console
//     $ comity check town.comity
//     the whole output, stdout before stderr
//     [exit 1]
//     ```
//
// Goes in: the text of a page. Comes out: its parts, with the places of what can be rewritten.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace comity::support {

struct PageFile {
  std::string name;
  std::string text;
};

struct PageCommand {
  std::string line;           // without the `$ `
  std::size_t page_line = 0;  // 1-based
  std::string expected;       // everything up to the next `$ ` or the end of the block, `[exit N]` included
  std::size_t expected_at = 0;  // byte offset of `expected` in the page
};

struct Page {
  std::string title;
  std::vector<std::string> uses;
  std::vector<PageFile> files;
  std::vector<PageCommand> commands;
  std::vector<std::string> problems;  // what is wrong with the page itself, one sentence each
};

Page parse_page(std::string_view text);

// The page with other outputs, one for each of its commands.
// Precondition: `page` was parsed from `text`, and there are as many outputs as commands.
std::string with_outputs(std::string_view text, const Page& page, const std::vector<std::string>& outputs);

// How many diagnostics are announced for (file, line), 1-based: `# fault` is one, `# fault 2` two.
using Faults = std::map<std::pair<std::string, int>, int>;
Faults marked_faults(const Page& page);

}  // namespace comity::support
