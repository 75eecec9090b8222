// comity schema: the JSON Schema of a record.
#include <fmt/format.h>

#include <memory>
#include <ostream>

#include "interpreter/cli/commands.hpp"
#include "interpreter/cli/named.hpp"
#include "interpreter/cli/verb.hpp"
#include "interpreter/exporter/schema.hpp"
#include "interpreter/version.hpp"

namespace comity::cli {
namespace {

int schema(const Request& request, const Environment& environment) {
  const Loaded loaded = load(request, environment);
  if (!loaded.library) {
    print_diagnostics(loaded.diagnostics, loaded.sources, environment);
    return exit_findings;
  }
  const model::Vocabulary& vocabulary = loaded.library->vocabulary;
  if (!vocabulary.root)
    throw UsageError{"the library declares no record with an identifier, so there is no record to write a schema of"};
  environment.out << exporter::json_schema(vocabulary, fmt::format("comity {}", program_version));
  return exit_fine;
}

}  // namespace

void declare_schema(CLI::App& program, Action& chosen) {
  const auto request = std::make_shared<Request>();
  Verb verb{program, "schema", "Write the JSON Schema (draft 2020-12) of a record"};
  add_library_options(verb, *request);
  verb.example("comity schema > booking.schema.json");
  verb.runs(chosen, [request](const Environment& environment) { return schema(*request, environment); });
}

}  // namespace comity::cli
