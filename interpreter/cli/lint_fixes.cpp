#include "interpreter/cli/lint_fixes.hpp"

#include <algorithm>
#include <iterator>
#include <ostream>

#include <fmt/format.h>

#include "grammar/formatter/format.hpp"
#include "grammar/parser/parse.hpp"
#include "grammar/syntax/equal.hpp"
#include "interpreter/checker/check.hpp"
#include "interpreter/checker/citations.hpp"
#include "interpreter/linter/proof.hpp"
#include "interpreter/tester/examples.hpp"

namespace comity::cli {
namespace {

using Texts = std::vector<std::string>;

std::string edited(std::string text, std::vector<Edit> edits) {
  std::sort(edits.begin(), edits.end(), [](const Edit& a, const Edit& b) { return b.span < a.span; });
  for (const Edit& edit : edits) text.replace(edit.span.begin, edit.span.end - edit.span.begin, edit.text);
  return text;
}

// The same texts with one of them otherwise written. Spans in the others stay as they are.
Loaded with_text(const Loaded& before, source::SourceId changed, std::string text) {
  DiagnosticSink sink;
  Loaded after;
  for (source::SourceId id = 0; id < before.sources.size(); ++id) {
    after.sources.add(before.sources[id].name, id == changed ? std::move(text) : before.sources[id].text);
  }
  after.has_paths = before.has_paths;
  after.asked = before.asked;
  after.offense_tables = before.offense_tables;
  after.offense_table = before.offense_table;
  after.folders = before.folders;
  for (const syntax::ParsedFile& file : before.files) after.files.push_back(file.source == changed ? parser::parse(after.sources, changed, sink) : file);
  after.library = checker::check(after.sources, after.files, sink);
  after.diagnostics = sink.sorted();
  const auto is_of_table = [&](const Diagnostic& known) {
    return std::none_of(after.files.begin(), after.files.end(), [&](const syntax::ParsedFile& file) { return file.source == known.primary.span.source; });
  };
  std::copy_if(before.diagnostics.begin(), before.diagnostics.end(), std::back_inserter(after.diagnostics), is_of_table);
  checker::add_citations(after.diagnostics, after.files);
  return after;
}

const syntax::ParsedFile& file_of(const Loaded& loaded, source::SourceId id) {
  return *std::find_if(loaded.files.begin(), loaded.files.end(), [&](const syntax::ParsedFile& file) { return file.source == id; });
}

bool is_canonical(const Loaded& loaded, source::SourceId id) { return formatter::format(loaded.sources[id], file_of(loaded, id)) == loaded.sources[id].text; }

// ---------------------------------------------------------------------------------- what a fix must not do

Texts remarks_in(const Loaded& loaded, source::SourceId id) {
  Texts result;
  for (const syntax::Comment& comment : file_of(loaded, id).comments) result.emplace_back(loaded.sources.text_of(comment.span));
  std::sort(result.begin(), result.end());
  return result;
}

// But for one that is itself taken out.
bool keeps_remarks(const Loaded& before, const Loaded& after, source::SourceId id, const linter::Finding& finding) {
  Texts wanted = remarks_in(before, id);
  if (finding.diagnostic.code == Code::unused_suppression) {
    const auto gone = std::find(wanted.begin(), wanted.end(), before.sources.text_of(finding.diagnostic.primary.span));
    if (gone != wanted.end()) wanted.erase(gone);
  }
  return wanted == remarks_in(after, id);
}

Texts failing_examples(const Loaded& loaded) {
  std::optional<records::Offenses> offenses;
  if (loaded.offense_table) offenses.emplace(*loaded.offense_table, loaded.library->vocabulary, loaded.sources);
  tester::Coverage coverage{*loaded.library};
  Texts result;
  for (const tester::Failure& failure : tester::run_examples(*loaded.library, offenses ? &*offenses : nullptr, [](Span) { return true; }, coverage).failures) {
    result.push_back(failure.example->name);
  }
  std::sort(result.begin(), result.end());
  return result;
}

// Those that may answer otherwise: of the text that is changed, and of what amends it; of a definition for all, all.
std::vector<model::PolicyId> touched_by(const Loaded& loaded, Span span) {
  const model::Library& library = *loaded.library;
  for (const syntax::Decl& decl : file_of(loaded, span.source).decls) {
    const auto id = std::holds_alternative<syntax::PolicyDecl>(decl.node) ? library.find_policy(decl.name().text) : std::nullopt;
    if (id && decl.span.begin <= span.begin && span.end <= decl.span.end) return linter::with_what_amends(library, *id);
  }
  std::vector<model::PolicyId> result(library.policies.size());
  for (model::PolicyId id = 0; id < result.size(); ++id) result[id] = id;
  return result;
}

std::string why_not(const Loaded& before, const Loaded& after, source::SourceId id, const linter::Finding& finding) {
  if (!after.library) {
    const auto fault = std::find_if(after.diagnostics.begin(), after.diagnostics.end(), [](const Diagnostic& known) { return known.severity == Severity::error; });
    return "the text would not load" + (fault == after.diagnostics.end() ? std::string{} : ": " + fault->message);
  }
  if (!keeps_remarks(before, after, id, finding)) return "a remark would be lost";
  if (finding.diagnostic.code == Code::unused_suppression) {
    // A remark is no part of what a text says.
    if (syntax::equal(file_of(before, id), file_of(after, id))) return {};
    return "the text would not be the same";
  }
  if (auto reason = linter::why_not_equal(*before.library, *after.library, touched_by(before, finding.diagnostic.helps.front().edits.front().span))) return *reason;
  const Texts known = failing_examples(before);
  const Texts failing = failing_examples(after);
  const auto is_new = [&](const std::string& name) { return !std::binary_search(known.begin(), known.end(), name); };
  const auto broken = std::find_if(failing.begin(), failing.end(), is_new);
  return broken == failing.end() ? std::string{} : fmt::format("the example `{}` would fail", *broken);
}

// ---------------------------------------------------------------------------------- one after the other

bool can_be_fixed(const Loaded& loaded, const linter::Finding& finding) {
  if (!finding.is_safe || !linter::counts(finding) || finding.diagnostic.helps.empty() || finding.diagnostic.helps.front().edits.empty()) return false;
  const auto& edits = finding.diagnostic.helps.front().edits;
  const source::SourceId id = edits.front().span.source;
  if (loaded.has_paths && !loaded.asked.contains(id)) return false;
  return std::all_of(edits.begin(), edits.end(), [&](const Edit& edit) { return edit.span.source == id; });
}

// The text laid out as `format` does, where it was so before.
Loaded laid_out(Loaded known, const Loaded& before, source::SourceId id) {
  if (!known.library || !is_canonical(before, id)) return known;
  Loaded again = with_text(known, id, formatter::format(known.sources[id], file_of(known, id)));
  return again.library && syntax::equal(file_of(known, id), file_of(again, id)) ? std::move(again) : std::move(known);
}

}  // namespace

Fixed with_fixes(Loaded loaded, const LintOf& lint) {
  Fixed result;
  std::set<std::string> tried;
  result.findings = lint(loaded);
  while (true) {
    const auto next = std::find_if(result.findings.begin(), result.findings.end(), [&](const linter::Finding& finding) {
      return can_be_fixed(loaded, finding) && !tried.contains(finding.diagnostic.message);
    });
    if (next == result.findings.end()) break;
    const std::vector<Edit>& edits = next->diagnostic.helps.front().edits;
    const source::SourceId id = edits.front().span.source;
    const std::string told = fmt::format("{}: {}", loaded.sources[id].name, next->diagnostic.message);
    Loaded after = laid_out(with_text(loaded, id, edited(loaded.sources[id].text, edits)), loaded, id);
    const std::string reason = why_not(loaded, after, id, *next);
    if (!reason.empty()) {
      tried.insert(next->diagnostic.message);
      result.refused.push_back(fmt::format("{}: {}", told, reason));
      continue;
    }
    result.made.push_back(told);
    result.changed.insert(id);
    loaded = std::move(after);
    result.findings = lint(loaded);
  }
  result.loaded = std::move(loaded);
  return result;
}

bool write_fixed(const Fixed& fixed, const Environment& environment) {
  bool is_written = true;
  for (const source::SourceId id : fixed.changed) {
    const source::Source& source = fixed.loaded.sources[id];
    std::string error;
    const auto file = environment.files.create(source.name, error);
    if (file != nullptr) {
      file->stream() << source.text;
      error = file->commit();
    }
    if (error.empty()) continue;
    environment.err << fmt::format("comity: cannot write `{}`: {}; it is left as it was\n", source.name, error);
    is_written = false;
  }
  return is_written;
}

}  // namespace comity::cli
