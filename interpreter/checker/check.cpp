#include "interpreter/checker/check.hpp"

#include <algorithm>

#include "interpreter/checker/conditions.hpp"
#include "interpreter/checker/examples.hpp"
#include "interpreter/checker/jurisdictions.hpp"
#include "interpreter/checker/mappings.hpp"
#include "interpreter/checker/policies.hpp"
#include "interpreter/checker/versions.hpp"
#include "interpreter/checker/vocabulary.hpp"

namespace comity::checker {
namespace {

// `always …`: what every record of a kind meets. `it` is the record itself.
void check_always(Context& context) {
  Definitions definitions{context};
  for (const auto* decl : context.declarations.definitions) definitions.add(decl->about, {});
  const auto& records = context.vocabulary().records;
  for (const auto* decl : context.declarations.records) {
    const auto record = std::find_if(records.begin(), records.end(),
                                     [&](const model::RecordType& known) { return known.name == decl->name.text; });
    if (record == records.end()) continue;
    const auto id = static_cast<model::RecordId>(record - records.begin());
    for (const auto& member : decl->members) {
      const auto* always = std::get_if<syntax::AlwaysClause>(&member);
      if (always == nullptr) continue;
      auto condition = resolve(context, definitions, always->condition, {id, context.vocabulary().root != id});
      if (condition) context.library.always.push_back({id, std::move(*condition)});
    }
  }
  // Definitions that they use stand in the library under the ids that the conditions name.
  context.library.always_definitions = definitions.take();
}

}  // namespace

std::optional<model::Library> check(const source::SourceSet& sources, const std::vector<syntax::ParsedFile>& files,
                                    DiagnosticSink& sink) {
  const Declarations declarations = gather(files, sink);
  model::Library library;
  Context context{sources, sink, declarations, library, {}, {}};
  check_vocabulary(context);
  check_jurisdictions(context);
  check_always(context);
  check_standing_facts(context);
  check_policies(context);
  check_versions(context);
  check_examples(context);
  check_mappings(context);
  const bool is_complete =
      std::all_of(files.begin(), files.end(), [](const syntax::ParsedFile& file) { return file.is_complete; });
  if (!is_complete || sink.has_errors()) return std::nullopt;
  return library;
}

}  // namespace comity::checker
