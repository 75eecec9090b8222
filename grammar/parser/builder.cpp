#include "grammar/parser/builder.hpp"

#include <algorithm>
#include <cctype>

#include "grammar/parser/written_form.hpp"

namespace comity::parser {

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
      const bool is_hyphen =
          text_[i] == '-' && i + 1 < text_.size() && std::isalpha(static_cast<unsigned char>(text_[i + 1])) != 0;
      if (!is_number && is_hyphen) return true;
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
    const bool is_known = line_end >= scan_.scanned &&
                          text_.substr(scan_.scanned, line_end - scan_.scanned).find('\n') == std::string_view::npos;
    if (!is_known) {
      const std::size_t newline = line_end == 0 ? std::string_view::npos : text_.rfind('\n', line_end - 1);
      const std::size_t begin = newline == std::string_view::npos ? 0 : newline + 1;
      scan_ = LineScan{begin, begin, begin, false, false};
    }
    for (; scan_.scanned < line_end; ++scan_.scanned) {
      const char c = text_[scan_.scanned];
      if (c == '"' && !scan_.in_comment) scan_.in_text = !scan_.in_text;
      if (c == '#' && !scan_.in_text) scan_.in_comment = true;
      if (!scan_.in_comment && !is_blank(c)) scan_.token_end = scan_.scanned + 1;
    }
    if (scan_.token_end > scan_.line_begin || scan_.line_begin == 0) return scan_.token_end;
    line_end = scan_.line_begin - 1;
  }
}

bool Builder::is_on_one_line(const char* begin, const char* end) const { return std::find(begin, end, '\n') == end; }

// ---------------------------------------------------------------------------------- slips

void Builder::report_mistaken_not(Span sign) {
  sink_.report(Code::wrong_word, sign, "`!` is written `not` here").help("write `not`", {Edit{sign, "not "}});
  file_.is_complete = false;
}

void Builder::report_stray(Span mark) {
  const Span gap{mark.source, static_cast<std::uint32_t>(end_of_previous_token(mark.begin)), mark.end};
  sink_
      .report(Code::expected, mark, "`{}` is no sign of the language: a clause ends where the next begins",
              text_.substr(mark.begin, mark.end - mark.begin))
      .help("remove it", {Edit{is_on_one_line(text_.data() + gap.begin, text_.data() + gap.end) ? gap : mark, ""}});
  file_.is_complete = false;
}

void Builder::report_foreign_comment(Span start) {
  sink_.report(Code::wrong_word, start, "a comment begins with `#`").help("write `#`", {Edit{start, "#"}});
  file_.is_complete = false;
}

void Builder::report_article(Span article) {
  std::uint32_t end = article.end;
  while (end < text_.size() && is_blank(text_[end])) ++end;
  const std::string_view word = text_.substr(article.begin, article.end - article.begin);
  sink_.report(Code::wrong_word, article, "a name stands here without `{}`", word)
      .help(fmt::format("remove `{}`", word), {Edit{{article.source, article.begin, end}, ""}});
  file_.is_complete = false;
}

void Builder::report_mistaken_comma(Span word) {
  const Span gap{word.source, static_cast<std::uint32_t>(end_of_previous_token(word.begin)), word.end};
  sink_
      .report(Code::wrong_word, word, "what is listed here is separated by commas, not by `{}`",
              text_.substr(word.begin, word.end - word.begin))
      .help("write a comma", {Edit{gap, ","}});
  file_.is_complete = false;
}

void Builder::report_bare_set(Span values) {
  sink_.report(Code::expected, values, "the values after `any of` stand in parentheses")
      .help(
          fmt::format("write `({})`", text_.substr(values.begin, values.end - values.begin)),
          {Edit{{values.source, values.begin, values.begin}, "("}, Edit{{values.source, values.end, values.end}, ")"}});
  file_.is_complete = false;
}

void Builder::report_unit(Span unit) {
  const Span gap{unit.source, static_cast<std::uint32_t>(end_of_previous_token(unit.begin)), unit.end};
  const std::string_view words = text_.substr(unit.begin, unit.end - unit.begin);
  sink_.report(Code::number_with_unit, unit, "a number is compared alone, without `{}`", words)
      .help(fmt::format("remove `{}`", words), {Edit{gap, ""}});
  file_.is_complete = false;
}

// `its traits contains violent` asks whether the offense is violent: the fact's own name falls away.
void Builder::report_contains(const syntax::Subject& subject, Span contains) {
  file_.is_complete = false;
  const std::string_view word = text_.substr(contains.begin, contains.end - contains.begin);
  const std::size_t parts = subject.path ? subject.path->parts.size() : 0;
  std::string right = subject.kind == syntax::SubjectKind::its ? "it" : "";
  if (parts > 1) {
    const Span owner{contains.source, subject.span.begin, subject.path->parts[parts - 2].span.end};
    right = text_.substr(owner.begin, owner.end - owner.begin);
  }
  auto report =
      sink_.report(Code::wrong_word, contains, "a member of a set is asked for with `is`, not with `{}`", word);
  if (right.empty()) return;
  const Span words{contains.source, subject.span.begin, contains.end};
  report.help(fmt::format("write `{} is`", right), {Edit{words, right + " is"}});
}

void Builder::report_split_name(const syntax::Name& first, Span rest) {
  const Span whole{rest.source, first.span.begin, rest.end};
  const std::string right = first.text + "_" + std::string{text_.substr(rest.begin, rest.end - rest.begin)};
  sink_.report(Code::name_form, whole, "a name is one word, its parts joined by `_`")
      .help(fmt::format("write `{}`", right), {Edit{whole, right}});
  file_.is_complete = false;
}

void Builder::report_late_amends(Span title, Span amends) {
  const std::string words{text_.substr(amends.begin, amends.end - amends.begin)};
  sink_.report(Code::out_of_place, amends, "what a policy amends stands before its title")
      .help(fmt::format("write `{}` before the title", words),
            {Edit{{title.source, title.begin, title.begin}, words + " "},
             Edit{{title.source, title.end, amends.end}, ""}});
  file_.is_complete = false;
}

syntax::ParsedFile Builder::finish() && { return std::move(file_); }

bool Frame::has(Flag flag) const {
  return std::any_of(flags_.begin(), flags_.end(), [flag](const auto& entry) { return entry.first == flag; });
}

const char* Frame::drop_last(const char* otherwise) {
  const auto drop = [&](auto& items, const auto& begin_of) {
    const std::uint32_t begin = begin_of(items.back());
    items.pop_back();
    return builder_->place(begin);
  };
  const auto own_span = [](const auto& item) { return item.span.begin; };
  const auto span_in_variant = [&](const auto& item) { return std::visit(own_span, item); };
  if (!rule_parts.empty()) return drop(rule_parts, span_in_variant);
  if (!clauses.empty()) {
    return drop(clauses, [&](const syntax::Clause& clause) {
      return std::visit(
          overloaded{[](const syntax::DefineClause& define) { return define.about.span.begin; }, own_span}, clause);
    });
  }
  if (!effects.empty()) return drop(effects, own_span);
  if (!members.empty()) return drop(members, span_in_variant);
  if (!standing_facts.empty()) return drop(standing_facts, own_span);
  const bool is_expectation_last =
      !expectations.empty() && (givens.empty() || givens.back().span.begin < expectations.back().span.begin);
  if (is_expectation_last) return drop(expectations, own_span);
  if (!givens.empty()) return drop(givens, own_span);
  if (!map_clauses.empty()) return drop(map_clauses, span_in_variant);
  if (!decls.empty()) return drop(decls, own_span);
  return otherwise;
}

Span Frame::span_of(Flag flag) const {
  for (const auto& [known, span] : flags_) {
    if (known == flag) return span;
  }
  return {};
}

}  // namespace comity::parser
