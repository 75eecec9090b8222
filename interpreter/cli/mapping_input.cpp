#include "interpreter/cli/mapping_input.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <istream>
#include <ostream>

#include "grammar/diagnostics/suggest.hpp"
#include "interpreter/cli/verb.hpp"
#include "interpreter/records/mapping_draft.hpp"

namespace comity::cli {
namespace {

bool is_mapping_file(const std::string& mapping) {
  return mapping.ends_with(".comity") || mapping.find('/') != std::string::npos;
}

}  // namespace

void add_mapping_option(Verb& verb, std::string& mapping) {
  verb.text("--mapping", mapping,
                  "how a CSV is read: a mapping of the library, or a .comity file that holds one");
}

Request with_mapping_file(Request request, const std::string& mapping) {
  if (is_mapping_file(mapping)) request.paths.push_back(mapping);
  return request;
}

const model::Mapping* mapping_asked(const Loaded& loaded, const std::string& mapping) {
  if (mapping.empty()) return nullptr;
  std::string name = mapping;
  if (is_mapping_file(mapping)) {
    std::vector<std::string> names;
    for (const syntax::ParsedFile& file : loaded.files) {
      if (loaded.sources[file.source].name != mapping) continue;
      for (const syntax::Decl& decl : file.decls) {
        if (const auto* held = std::get_if<syntax::MappingDecl>(&decl.node)) names.push_back(held->name.text);
      }
    }
    if (names.empty()) throw UsageError{fmt::format("`{}` holds no mapping", mapping)};
    if (names.size() > 1) {
      throw UsageError{
          fmt::format("`{}` holds several mappings, {}; name one of them with --mapping, and the file with --with",
                      mapping, diagnostics::listed(names))};
    }
    name = names.front();
  }
  const auto& mappings = loaded.library->mappings;
  const auto found =
      std::find_if(mappings.begin(), mappings.end(), [&](const model::Mapping& known) { return known.name == name; });
  if (found != mappings.end()) return &*found;
  std::vector<std::string> known;
  for (const model::Mapping& other : mappings) known.push_back(other.name);
  std::sort(known.begin(), known.end());
  std::string message = fmt::format("no mapping is called `{}`", name);
  if (const auto near = diagnostics::nearest(name, known)) message += fmt::format("; did you mean `{}`?", *near);
  message += known.empty() ? "\nthe library has none; name a .comity file that holds one"
                           : "\nthere are " + diagnostics::listed(known, 60);
  throw UsageError{message};
}

UsageError mapping_needed(const std::string& shown_name, std::istream& csv, const model::Library& library,
                          const Environment& environment) {
  environment.out << records::mapping_draft(csv, library.vocabulary, shown_name);
  return {fmt::format(
      "`{}` is CSV, and is read through a mapping; one to start from stands on standard output: save it in a file "
      "`FILE.comity`, correct it, and name it with --mapping FILE.comity",
      shown_name)};
}

}  // namespace comity::cli
