#include "interpreter/checker/declarations.hpp"

#include <algorithm>

namespace comity::checker {
namespace {

// The declarations in an order that does not depend on files being named in another order.
std::vector<const syntax::Decl*> in_order(const std::vector<syntax::ParsedFile>& files) {
  std::vector<const syntax::Decl*> result;
  for (const syntax::ParsedFile& file : files) {
    for (const syntax::Decl& decl : file.decls) result.push_back(&decl);
  }
  return result;
}

// Kinds whose names must differ; a policy and a jurisdiction share one namespace, as `compare` takes either.
std::string_view name_space(const syntax::Decl& decl) {
  const std::string_view keyword = decl.keyword();
  return keyword == "jurisdiction" ? std::string_view{"policy"} : keyword;
}

bool may_repeat(const syntax::Decl& decl) {
  if (const auto* choice = std::get_if<syntax::ChoiceDecl>(&decl.node)) return choice->is_addition;
  if (const auto* record = std::get_if<syntax::RecordDecl>(&decl.node)) return record->is_addition;
  return std::holds_alternative<syntax::StandingDecl>(decl.node);
}

}  // namespace

Declarations gather(const std::vector<syntax::ParsedFile>& files, DiagnosticSink& sink) {
  Declarations result;
  std::map<std::pair<std::string_view, std::string_view>, const syntax::Decl*> known;
  for (const syntax::ParsedFile& file : files) result.broken.insert(file.broken_names.begin(), file.broken_names.end());
  for (const syntax::Decl* decl : in_order(files)) {
    const syntax::Name& name = decl->name();
    if (!may_repeat(*decl)) {
      const auto [first, is_new] = known.emplace(std::pair{name_space(*decl), std::string_view{name.text}}, decl);
      if (!is_new) {
        sink.report(Code::duplicate_name, name.span, "`{}` is declared twice", name.text)
            .primary("declared again here")
            .label(first->second->name().span, fmt::format("first declared here, as a {}", first->second->keyword()))
            .help("give one of them another name, or remove it");
        continue;
      }
    }
    std::visit(overloaded{
                   [&](const syntax::DecisionDecl& node) { result.decisions.push_back(&node); },
                   [&](const syntax::ChoiceDecl& node) { result.choices.push_back(&node); },
                   [&](const syntax::RecordDecl& node) { result.records.push_back(&node); },
                   [&](const syntax::DeterminationDecl& node) { result.determinations.push_back(&node); },
                   [&](const syntax::DutyDecl& node) { result.duties.push_back(&node); },
                   [&](const syntax::JurisdictionDecl& node) { result.jurisdictions.push_back(&node); },
                   [&](const syntax::StandingDecl& node) { result.standings.push_back(&node); },
                   [&](const syntax::DefinitionDecl& node) { result.definitions.push_back(&node); },
                   [&](const syntax::PolicyDecl& node) { result.policies.push_back(&node); },
                   [&](const syntax::ExampleDecl& node) { result.examples.push_back(&node); },
                   [&](const syntax::MappingDecl& node) { result.mappings.push_back(&node); },
               },
               decl->node);
  }
  return result;
}

}  // namespace comity::checker
