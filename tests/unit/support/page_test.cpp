#include "tests/support/page.hpp"

#include <gtest/gtest.h>

namespace comity::support {
namespace {

constexpr std::string_view sample = R"(# A title
One sentence.

Uses: policies/a.comity, policies/b.comity

```comity town.comity
policy town  # fault
  status enacted
rule x       # fault 2
```

```json
not a file
```

````text fenced.txt
```
````

```console
$ comity check town.comity
first

last
[exit 1]
$ cat town.comity
```
)";

TEST(Page, HasItsParts) {
  const Page page = parse_page(sample);
  EXPECT_EQ(page.problems, std::vector<std::string>{});
  EXPECT_EQ(page.title, "A title");
  EXPECT_EQ(page.uses, (std::vector<std::string>{"policies/a.comity", "policies/b.comity"}));
  ASSERT_EQ(page.files.size(), 2U);
  EXPECT_EQ(page.files[0].name, "town.comity");
  EXPECT_EQ(page.files[0].text, "policy town  # fault\n  status enacted\nrule x       # fault 2\n");
  EXPECT_EQ(page.files[1].text, "```\n");
  ASSERT_EQ(page.commands.size(), 2U);
  EXPECT_EQ(page.commands[0].line, "comity check town.comity");
  EXPECT_EQ(page.commands[0].page_line, 21U);
  EXPECT_EQ(page.commands[0].expected, "first\n\nlast\n[exit 1]\n");
  EXPECT_EQ(page.commands[1].expected, "");
}

TEST(Page, CountsTheMarkedFaults) {
  EXPECT_EQ(marked_faults(parse_page(sample)), (Faults{{{"town.comity", 1}, 1}, {{"town.comity", 3}, 2}}));
}

TEST(Page, RewritesOnlyTheOutputs) {
  const Page page = parse_page(sample);
  EXPECT_EQ(with_outputs(sample, page, {page.commands[0].expected, page.commands[1].expected}), sample);

  const std::string updated = with_outputs(sample, page, {"", "new\n"});
  const Page again = parse_page(updated);
  EXPECT_EQ(again.commands[0].expected, "");
  EXPECT_EQ(again.commands[1].expected, "new\n");
  EXPECT_EQ(with_outputs(updated, again, {page.commands[0].expected, ""}), sample);
}

TEST(Page, SaysWhatIsWrongWithItself) {
  EXPECT_EQ(parse_page("no title\n").problems, (std::vector<std::string>{"line 1: a page begins with `# ` and a title"}));
  EXPECT_EQ(parse_page("# T\n```comity a.comity\n").problems,
            (std::vector<std::string>{"line 2: the block that begins here is not closed"}));
  EXPECT_EQ(parse_page("# T\n```console\nfirst\n```\n").problems,
            (std::vector<std::string>{"line 3: a console block begins with `$ ` and a command"}));
  EXPECT_EQ(parse_page("# T\n```c a\n```\n```c a\n```\n").problems,
            (std::vector<std::string>{"line 4: the page has `a` already"}));
}

}  // namespace
}  // namespace comity::support
