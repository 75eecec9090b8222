// The declarations of all files by kind and name, and the names that stood in text that could not be read.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "grammar/diagnostics/sink.hpp"
#include "grammar/syntax/ast.hpp"

namespace comity::checker {

// Pointers into the parsed files, which outlive this.
struct Declarations {
  std::vector<const syntax::DecisionDecl*> decisions;
  std::vector<const syntax::ChoiceDecl*> choices;  // `adds` among them
  std::vector<const syntax::RecordDecl*> records;  // `adds` among them
  std::vector<const syntax::DeterminationDecl*> determinations;
  std::vector<const syntax::DutyDecl*> duties;
  std::vector<const syntax::JurisdictionDecl*> jurisdictions;
  std::vector<const syntax::StandingDecl*> standings;
  std::vector<const syntax::DefinitionDecl*> definitions;
  std::vector<const syntax::PolicyDecl*> policies;
  std::vector<const syntax::ExampleDecl*> examples;
  std::vector<const syntax::MappingDecl*> mappings;

  std::set<std::string, std::less<>> broken;  // names in text that was left out: nothing is known of them

  bool may_be_broken(std::string_view name) const { return broken.contains(name); }
};

// Reports names declared twice; the first of them stands.
Declarations gather(const std::vector<syntax::ParsedFile>& files, DiagnosticSink& sink);

}  // namespace comity::checker
