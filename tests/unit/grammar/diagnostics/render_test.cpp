// Diagnostics as people and programs read them. Frames are written out in full: what a person sees is
// what is tested.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "grammar/diagnostics/render_json.hpp"
#include "grammar/diagnostics/render_text.hpp"
#include "grammar/diagnostics/sink.hpp"
#include "grammar/source/source.hpp"

namespace comity::diagnostics {
namespace {

class RenderTest : public testing::Test {
 protected:
  // The span of `word` in a source, counted from the `skipped`-th time that it stands there.
  Span span_of(source::SourceId id, const std::string& word, int skipped = 0) const {
    std::size_t at = sources_[id].text.find(word);
    while (skipped-- > 0) at = sources_[id].text.find(word, at + 1);
    EXPECT_NE(at, std::string::npos) << word;
    return {id, static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + word.size())};
  }

  std::string text(Colour colour = Colour::off) const {
    std::string result;
    for (const Diagnostic& diagnostic : sink_.sorted()) result += render_text(diagnostic, sources_, colour);
    return result;
  }

  // The lines of the first frame that show the text or point into it, without their margin.
  std::vector<std::string> shown_lines() const {
    std::vector<std::string> result;
    const std::string all = text();
    for (std::size_t begin = 0; begin < all.size();) {
      const std::size_t end = all.find('\n', begin);
      const std::string line = all.substr(begin, end - begin);
      const std::size_t bar = line.find("│ ");
      if (bar != std::string::npos) result.push_back(line.substr(bar + std::string{"│ "}.size()));
      begin = end + 1;
    }
    return result;
  }

  SourceSet sources_;
  DiagnosticSink sink_;
};

TEST_F(RenderTest, ShowsTheLineTheWordsAndTheWayOut) {
  const auto id = sources_.add("town.comity", "rule adult\n  when age >= 18 years\n");
  sink_.report(Code::number_with_unit, span_of(id, "18 years"), "cannot compare `age` with `18 years`")
      .primary("`18 years` is a span of time")
      .help("write `18`")
      .citation("Gov. Code 7282.5");
  EXPECT_EQ(text(), R"(error[number-with-unit]: cannot compare `age` with `18 years`
  ┌─ town.comity:2:15
  │
2 │   when age >= 18 years
  │               ^^^^^^^^ `18 years` is a span of time
  │
  = help: write `18`
  = under: Gov. Code 7282.5
  = more: comity lint --explain number-with-unit
)");
}

TEST_F(RenderTest, ShowsPlacesInTwoFiles) {
  const auto first = sources_.add("a.comity", "policy one\n\n\n  rule x\n\n\n\n\n\n  rule y overrides x\n");
  const auto second = sources_.add("b.comity", "rule x\n");
  sink_.report(Code::overrides_nothing, span_of(first, "x", 1), "`y` overrides `x`")
      .primary("here")
      .label(span_of(second, "x"), "and in the other file")
      .label(span_of(first, "x"), "`x` is here");
  EXPECT_EQ(text(), R"(error[overrides-nothing]: `y` overrides `x`
   ┌─ a.comity:10:20
   │
 4 │   rule x
   │        - `x` is here
   ·
10 │   rule y overrides x
   │                    ^ here
   │
   ┌─ b.comity:1:6
   │
 1 │ rule x
   │      - and in the other file
   │
   = more: comity lint --explain overrides-nothing
)");
}

TEST_F(RenderTest, ShowsTwoPlacesOnOneLineOnce) {
  const auto id = sources_.add("a", "any charge is felony or homicide\n");
  sink_.report(Code::mixed_and_or, span_of(id, "or"), "two readings").label(span_of(id, "any"), "from here");
  EXPECT_EQ(shown_lines(), (std::vector<std::string>{"any charge is felony or homicide", "--- from here",
                                                     "                     ^^"}));
}

TEST_F(RenderTest, UnderlinesAPlaceOfSeveralLinesToTheEndOfTheFirst) {
  const auto id = sources_.add("a", "when age < 18\n and gang_member\n or dui\n");
  const Span whole{id, 5, static_cast<std::uint32_t>(sources_[id].text.size())};
  sink_.report(Code::mixed_and_or, whole, "m").primary("all of this");
  EXPECT_EQ(shown_lines(), (std::vector<std::string>{"when age < 18", "     ^^^^^^^^ all of this"}));
}

TEST_F(RenderTest, UnderlinesAnEmptyPlaceAndTheEndOfTheText) {
  const auto id = sources_.add("a", "rule x");
  sink_.report(Code::expected, {id, 6, 6}, "something must stand here");
  EXPECT_EQ(shown_lines(), (std::vector<std::string>{"rule x", "      ^"}));
}

TEST_F(RenderTest, CutsASpanPastTheEnd) {
  const auto id = sources_.add("a", "rule x");
  sink_.report(Code::expected, {id, 400, 900}, "past the end");
  EXPECT_EQ(shown_lines(), (std::vector<std::string>{"rule x", "      ^"}));
}

TEST_F(RenderTest, BearsAnEmptyTextAndNoText) {
  sink_.report(Code::expected, {sources_.add("empty", ""), 0, 0}, "nothing here");
  sink_.report(Code::expected, {7, 0, 3}, "in no file");
  EXPECT_EQ(text(), "error[expected]: nothing here\n"
                    "  ┌─ empty:1:1\n"
                    "  │\n"
                    "1 │ \n"
                    "  │ ^\n"
                    "  │\n"
                    "  = more: comity lint --explain expected\n"
                    "error[expected]: in no file\n"
                    "  = more: comity lint --explain expected\n");
}

TEST_F(RenderTest, CountsATabAsOneColumn) {
  const auto id = sources_.add("a", "\twhen\tage = 18\n");
  sink_.report(Code::wrong_word, span_of(id, "="), "m");
  EXPECT_EQ(shown_lines(), (std::vector<std::string>{" when age = 18", "          ^"}));
}

TEST_F(RenderTest, CountsCharactersAndNotBytes) {
  const auto id = sources_.add("a", "title \"Décret n° 5\" = x\n");
  sink_.report(Code::wrong_word, span_of(id, "="), "m");
  EXPECT_EQ(shown_lines(), (std::vector<std::string>{"title \"Décret n° 5\" = x", "                    ^"}));
}

TEST_F(RenderTest, ShowsAWindowOfALongLine) {
  const std::string long_line = std::string(5'000, 'a') + " = " + std::string(5'000, 'b');
  const auto id = sources_.add("a", long_line + "\n");
  sink_.report(Code::wrong_word, span_of(id, "="), "m").primary("here");
  const std::vector<std::string> lines = shown_lines();
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_LE(lines[0].size(), 200U);
  const std::size_t mark = lines[1].find('^');
  ASSERT_LT(mark, lines[0].size());
  EXPECT_EQ(lines[0][mark], '=');  // the mark stands under what it points to
  EXPECT_EQ(lines[1].substr(mark), "^ here");
}

TEST_F(RenderTest, ShowsAWindowWhereTheWholeLineIsMeant) {
  const auto id = sources_.add("a", std::string(10'000, 'a'));
  sink_.report(Code::name_form, {id, 0, 10'000}, "m");
  const std::vector<std::string> lines = shown_lines();
  EXPECT_EQ(lines, (std::vector<std::string>{std::string(160, 'a'), std::string(160, '^')}));
}

TEST_F(RenderTest, MakesHiddenCharactersVisible) {
  // Escape, right-to-left override, zero-width space, isolate, delete, next line, byte order mark.
  const auto id = sources_.add("a\x1b[2J.comity", "x\x1b[31m \xE2\x80\xAE" "1 \xE2\x80\x8B" "2 \xE2\x81\xA6" "3 \x7F" "4 \xC2\x85" "5 \xEF\xBB\xBF" "6 = 7\n");
  sink_.report(Code::wrong_word, span_of(id, "="), "found `\xE2\x80\xAE`").primary("\x1b[31m");
  const std::string all = text();
  EXPECT_EQ(all.find('\x1b'), std::string::npos);
  EXPECT_EQ(all.find("\xE2\x80\xAE"), std::string::npos);
  EXPECT_NE(all.find("found `?`"), std::string::npos) << all;
  EXPECT_NE(all.find("a?[2J.comity:1:"), std::string::npos) << all;
  EXPECT_EQ(shown_lines(), (std::vector<std::string>{"x?[31m ?1 ?2 ?3 ?4 ?5 ?6 = 7", "                         ^ ?[31m"}));
}

TEST(PrintableTest, KeepsWhatPeopleWrite) {
  EXPECT_EQ(printable("a\tb"), "a b");
  EXPECT_EQ(printable("two\nlines"), "two\nlines");
  EXPECT_EQ(printable("– — ‘ ’ “ ” … § é € 中"), "– — ‘ ’ “ ” … § é € 中");
  EXPECT_EQ(printable("\r"), "?");
  EXPECT_EQ(printable("\xFF\x80"), "?");      // no text at all
  EXPECT_EQ(printable("a\xC3"), "a?");        // a character cut short
  EXPECT_EQ(printable("\xD8\x9C"), "?");      // Arabic letter mark
  EXPECT_EQ(printable("\xE2\x80\xA8"), "?");  // line separator
}

TEST_F(RenderTest, PaintsOnlyWhenAsked) {
  const auto id = sources_.add("a", "x\n");
  sink_.report(Code::unknown_name, {id, 0, 1}, "m");
  EXPECT_EQ(text(Colour::off).find('\x1b'), std::string::npos);
  const std::string painted = text(Colour::on);
  EXPECT_NE(painted.find("\x1b[1;31merror[unknown-name]\x1b[0m"), std::string::npos) << painted;
  EXPECT_NE(painted.find("\x1b[1;31m^\x1b[0m"), std::string::npos) << painted;
}

TEST_F(RenderTest, ShortFormIsOneLine) {
  const auto id = sources_.add("town.comity", "rule\n  xé = 1\n");
  sink_.report(Code::wrong_word, span_of(id, "="), "`=` is written `is`").help("not shown here");
  sink_.report(Code::expected, {9, 0, 0}, "in no file");
  std::vector<std::string> lines;
  for (const Diagnostic& diagnostic : sink_.sorted()) lines.push_back(render_short(diagnostic, sources_));
  EXPECT_EQ(lines, (std::vector<std::string>{"town.comity:2:6: error[wrong-word]: `=` is written `is`\n",
                                             "error[expected]: in no file\n"}));
}

TEST_F(RenderTest, JsonHasEveryKeyInItsOrder) {
  const auto id = sources_.add("town.comity", "a\n  = b\n");
  sink_.report(Code::wrong_word, span_of(id, "="), "say `is`").help("write `is`", {Edit{span_of(id, "="), "is"}});
  sink_.report(Code::carriage_return, span_of(id, "b"), "a \"warning\"");
  const std::string json = render_json(sink_.sorted(), sources_);
  EXPECT_TRUE(json.ends_with("]\n"));
  const auto found = nlohmann::ordered_json::parse(json);
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].dump(), R"({"code":"wrong-word","severity":"error","file":"town.comity","line":2,"column":3,)"
                             R"("message":"say `is`","help":"write `is`","witness":null,)"
                             R"("fix":{"text":"write `is`","edits":[{"file":"town.comity","begin":4,"end":5,"text":"is"}]}})");
  EXPECT_EQ(found[1].dump(), R"({"code":"carriage-return","severity":"warning","file":"town.comity","line":2,"column":5,)"
                             R"("message":"a \"warning\"","help":null,"witness":null,"fix":null})");
}

TEST_F(RenderTest, JsonIsAnArrayWhateverTheBytes) {
  EXPECT_EQ(render_json({}, sources_), "[]\n");
  const auto id = sources_.add("a\xFF", "x");
  sink_.report(Code::not_utf_8, {id, 0, 1}, "byte \xFF");
  const auto found = nlohmann::json::parse(render_json(sink_.sorted(), sources_));
  EXPECT_EQ(found[0]["message"], "byte \xEF\xBF\xBD");
}

}  // namespace
}  // namespace comity::diagnostics
