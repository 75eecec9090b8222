#include "grammar/syntax/ast.hpp"

namespace comity::syntax {

const Name& Decl::name() const {
  return std::visit(overloaded{
                        [](const StandingDecl& decl) -> const Name& { return decl.jurisdiction; },
                        [](const DefinitionDecl& decl) -> const Name& { return decl.about.name; },
                        [](const DecisionDecl& decl) -> const Name& { return decl.name; },
                        [](const ChoiceDecl& decl) -> const Name& { return decl.name; },
                        [](const RecordDecl& decl) -> const Name& { return decl.name; },
                        [](const DeterminationDecl& decl) -> const Name& { return decl.name; },
                        [](const DutyDecl& decl) -> const Name& { return decl.name; },
                        [](const JurisdictionDecl& decl) -> const Name& { return decl.name; },
                        [](const PolicyDecl& decl) -> const Name& { return decl.name; },
                        [](const ExampleDecl& decl) -> const Name& { return decl.name; },
                        [](const MappingDecl& decl) -> const Name& { return decl.name; },
                    },
                    node);
}

std::string_view Decl::keyword() const {
  return std::visit(overloaded{
                        [](const DecisionDecl&) { return std::string_view{"decision"}; },
                        [](const ChoiceDecl&) { return std::string_view{"choice"}; },
                        [](const RecordDecl&) { return std::string_view{"record"}; },
                        [](const DeterminationDecl&) { return std::string_view{"determination"}; },
                        [](const DutyDecl&) { return std::string_view{"duty"}; },
                        [](const JurisdictionDecl&) { return std::string_view{"jurisdiction"}; },
                        [](const StandingDecl&) { return std::string_view{"standing"}; },
                        [](const DefinitionDecl&) { return std::string_view{"definition"}; },
                        [](const PolicyDecl&) { return std::string_view{"policy"}; },
                        [](const ExampleDecl&) { return std::string_view{"example"}; },
                        [](const MappingDecl&) { return std::string_view{"mapping"}; },
                    },
                    node);
}

}  // namespace comity::syntax
