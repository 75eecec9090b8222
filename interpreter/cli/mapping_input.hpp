// --mapping: the mapping through which a CSV is read, by its name in the library or in a file of its own.
#pragma once

#include <string>

#include "interpreter/cli/library_files.hpp"
#include "interpreter/cli/run.hpp"

namespace comity::cli {

class Verb;

// Adds the option to a verb that reads records.
void add_mapping_option(Verb& verb, std::string& mapping);

// The request, with the file that `mapping` names: one that ends in .comity, or has a `/`. Such a file is loaded with
// the library, as a draft is.
Request with_mapping_file(Request request, const std::string& mapping);

// Null where none is asked for. Throws UsageError where there is none of that name, or the file holds no or several.
const model::Mapping* mapping_asked(const Loaded& loaded, const std::string& mapping);

// Without a mapping a CSV cannot be read: prints one to start from. Returns what is wrong, to be thrown.
UsageError mapping_needed(const std::string& shown_name, std::istream& csv, const model::Library& library,
                          const Environment& environment);

}  // namespace comity::cli
