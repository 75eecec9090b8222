// unused-definition, unused-determination: a name is explained that no rule uses. Mostly the rule that should use it
// was forgotten, or repeats the words of the definition and will part from it.
#include <algorithm>

#include <fmt/format.h>

#include "interpreter/linter/conditions.hpp"
#include "interpreter/linter/context.hpp"
#include "interpreter/linter/lints.hpp"
#include "interpreter/model/law.hpp"

namespace comity::linter {
namespace {

// By the policy, or by one that amends it.
bool is_used(const model::Library& library, model::PolicyId id, const std::string& name) {
  for (model::PolicyId other = 0; other < library.policies.size(); ++other) {
    if (other != id && !model::amends(library, other, id)) continue;
    if (definitions_used(library.policies[other]).contains(name)) return true;
  }
  return false;
}

bool is_used_anywhere(const model::Library& library, const std::string& name) {
  const auto uses = [&](const model::Policy& policy) { return definitions_used(policy).contains(name); };
  return std::any_of(library.policies.begin(), library.policies.end(), uses) ||
         std::any_of(library.always_definitions.begin(), library.always_definitions.end(), [&](const auto& known) { return known.name == name; });
}

bool is_mentioned(const model::Library& library, const std::string& fact) {
  bool result = false;
  const auto look = [&](const model::FactRef& known) {
    if (!known.of_element && library.vocabulary.root_record().fields[known.steps.front()].name == fact) result = true;
  };
  for (const model::Policy& policy : library.policies) {
    for_each_condition(policy, [&](const model::Condition& condition, const Place&) { for_each_fact(condition, look); });
  }
  for (const model::Always& always : library.always) for_each_fact(always.condition, look);
  return result;
}

}  // namespace

void lint_unused(Context& context) {
  const model::Library& library = context.library();
  for (const syntax::ParsedFile& file : context.input().files) {
    for (const syntax::Decl& decl : file.decls) {
      if (!context.is_asked(decl.span)) continue;
      if (const auto* policy = std::get_if<syntax::PolicyDecl>(&decl.node)) {
        const auto id = library.find_policy(policy->name.text);
        for (const syntax::Clause& clause : policy->clauses) {
          const auto* define = std::get_if<syntax::DefineClause>(&clause);
          if (define == nullptr || !id || is_used(library, *id, define->about.name.text)) continue;
          context.report(Code::unused_definition, define->about.name.span, fmt::format("no rule of `{}` uses `{}`", policy->name.text, define->about.name.text))
              .help("take it out, or see which rule was meant to use it");
        }
      }
      if (const auto* definition = std::get_if<syntax::DefinitionDecl>(&decl.node); definition != nullptr && !is_used_anywhere(library, definition->about.name.text)) {
        context.report(Code::unused_definition, definition->about.name.span, fmt::format("no policy uses `{}`", definition->about.name.text))
            .help("take it out, or see which rule was meant to use it");
      }
      if (const auto* determination = std::get_if<syntax::DeterminationDecl>(&decl.node); determination != nullptr && !is_mentioned(library, determination->name.text)) {
        context.report(Code::unused_determination, determination->name.span, fmt::format("no policy asks for `{}`", determination->name.text))
            .primary("a person would have to say it, and nothing depends on it")
            .help("take it out, or see which rule was meant to ask for it");
      }
    }
  }
}

}  // namespace comity::linter
