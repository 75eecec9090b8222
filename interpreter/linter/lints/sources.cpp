// no-pinpoint: of the rules of one text most say which section they come from, and this one does not.
// malformed-address: what stands after `at` is no address on the web.
// cites-another-text: a rule cites a section that the source of its own policy does not have and another policy's does.
#include <algorithm>
#include <regex>

#include <fmt/format.h>

#include "interpreter/linter/context.hpp"
#include "interpreter/linter/lints.hpp"
#include "interpreter/model/law.hpp"

namespace comity::linter {
namespace {

// ---------------------------------------------------------------------------------- what is cited where

struct Clause {
  Span span;  // of the rule's name, or of `otherwise`
  const syntax::Reference* cite = nullptr;
  bool needs_cite = false;
};

const syntax::Reference* cite_in(const std::vector<syntax::Note>& notes) {
  for (const syntax::Note& note : notes) {
    if (const auto* cite = std::get_if<syntax::CiteNote>(&note)) return &cite->reference;
  }
  return nullptr;
}

std::vector<Clause> clauses_of(const syntax::PolicyDecl& policy) {
  std::vector<Clause> result;
  for (const syntax::Clause& clause : policy.clauses) {
    if (const auto* rule = std::get_if<syntax::RuleClause>(&clause)) {
      Clause known{rule->name.span, nullptr, true};
      for (const auto& part : rule->parts) {
        if (const auto* cite = std::get_if<syntax::CiteNote>(&part)) known.cite = &cite->reference;
      }
      result.push_back(known);
    }
    if (const auto* otherwise = std::get_if<syntax::OtherwiseClause>(&clause)) result.push_back({otherwise->effect.span, cite_in(otherwise->notes), true});
    if (const auto* define = std::get_if<syntax::DefineClause>(&clause)) result.push_back({define->about.name.span, cite_in(define->about.notes), false});
    if (const auto* source = std::get_if<syntax::SourceClause>(&clause)) result.push_back({source->span, &source->reference, false});
    if (const auto* presume = std::get_if<syntax::PresumeClause>(&clause)) result.push_back({presume->span, cite_in(presume->notes), false});
  }
  return result;
}

void check_pinpoints(Context& context, const std::vector<Clause>& clauses) {
  std::size_t with = 0;
  std::size_t without = 0;
  for (const Clause& clause : clauses) {
    if (clause.needs_cite) ++(clause.cite != nullptr ? with : without);
  }
  if (with <= without) return;
  for (const Clause& clause : clauses) {
    if (!clause.needs_cite || clause.cite != nullptr) continue;
    context.report(Code::no_pinpoint, clause.span, "this rule does not say which section it comes from")
        .primary("the others do")
        .help("add `cite \"…\"` with the section");
  }
}

// ---------------------------------------------------------------------------------- malformed-address

bool is_address(const std::string& text) {
  static const std::regex shape{R"(https?://[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+(:[0-9]+)?([/?#][^\s<>"]*)?)"};
  return std::regex_match(text, shape);
}

void check_address(Context& context, const syntax::Reference& reference) {
  if (!reference.address || is_address(reference.address->joined())) return;
  context.report(Code::malformed_address, reference.address->span, "this is no address that a browser could open")
      .help("write it with `https://`, as the browser shows it, without blanks");
}

// ---------------------------------------------------------------------------------- cites-another-text

// Numbers of sections: 46-37, 7282.5, 24-211.07. Not amounts, dates or single numbers.
std::set<std::string> sections_in(const std::string& text) {
  static const std::regex section{R"([0-9]+(?:[-.][0-9]+)+)"};
  std::set<std::string> result;
  for (std::sregex_iterator found{text.begin(), text.end(), section}, end; found != end; ++found) result.insert(found->str());
  return result;
}

bool share(const std::set<std::string>& a, const std::set<std::string>& b) {
  return std::any_of(a.begin(), a.end(), [&](const std::string& one) { return b.contains(one); });
}

// The sections that a policy and what it amends are made of.
std::set<std::string> own_sections(const model::Library& library, model::PolicyId id) {
  std::set<std::string> result;
  for (std::optional<model::PolicyId> text = id; text; text = library.policies[*text].amends) result.merge(sections_in(library.policies[*text].source.text));
  return result;
}

void check_cite(Context& context, model::PolicyId id, const Clause& clause) {
  const model::Library& library = context.library();
  const model::Policy& policy = library.policies[id];
  if (policy.status == model::Status::yardstick || policy.status == model::Status::reading) return;
  const std::set<std::string> cited = sections_in(clause.cite->text.joined());
  const std::set<std::string> own = own_sections(library, id);
  if (cited.empty() || own.empty() || share(cited, own)) return;
  for (model::PolicyId other = 0; other < library.policies.size(); ++other) {
    const model::Policy& known = library.policies[other];
    if (known.authority == policy.authority || known.status == model::Status::yardstick || !share(cited, sections_in(known.source.text))) continue;
    context.report(Code::cites_another_text, clause.cite->text.span, fmt::format("this section is one of `{}`, not of `{}`", known.name, policy.name))
        .label(policy.span, fmt::format("its source is {}", policy.source.text))
        .help("cite the section of the text itself; what is only like another text belongs in `because`");
    return;
  }
}

}  // namespace

void lint_sources(Context& context) {
  for (const syntax::ParsedFile& file : context.input().files) {
    for (const syntax::Decl& decl : file.decls) {
      const auto* policy = std::get_if<syntax::PolicyDecl>(&decl.node);
      if (policy == nullptr || !context.is_asked(decl.span)) continue;
      const std::vector<Clause> clauses = clauses_of(*policy);
      const auto id = context.library().find_policy(policy->name.text);
      check_pinpoints(context, clauses);
      for (const Clause& clause : clauses) {
        if (clause.cite == nullptr) continue;
        check_address(context, *clause.cite);
        if (id && clause.needs_cite) check_cite(context, *id, clause);
      }
    }
  }
}

}  // namespace comity::linter
