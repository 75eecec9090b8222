#include "interpreter/cli/library_files.hpp"

#include <algorithm>
#include <map>
#include <ostream>

#include <fmt/format.h>

#include "grammar/diagnostics/render_text.hpp"
#include "grammar/parser/parse.hpp"
#include "interpreter/checker/check.hpp"
#include "interpreter/checker/citations.hpp"

namespace comity::cli {
namespace {

constexpr std::string_view policy_ending = ".comity";
constexpr std::string_view table_ending = ".csv";
constexpr std::string_view offenses_file = "offenses.csv";
constexpr std::string_view code_names_file = "statute_codes.csv";
constexpr std::size_t largest_table = std::size_t{64} << 20U;  // bytes
constexpr std::size_t most_printed = 20;

std::vector<std::string> files_in(const std::vector<std::string>& paths, const FileSystem& files) {
  std::vector<std::string> result;
  for (const std::string& path : paths) {
    switch (files.kind(path)) {
      case PathKind::absent: throw UsageError{fmt::format("there is no file or folder `{}`", path)};
      case PathKind::file: result.push_back(path); break;
      case PathKind::folder: {
        std::vector<std::string> below = files.files_below(path, policy_ending);
        result.insert(result.end(), below.begin(), below.end());
        break;
      }
    }
  }
  return result;
}

std::vector<std::string> library_folders(const Request& request, const Environment& environment) {
  if (!request.libraries.empty()) return request.libraries;
  if (environment.files.kind("policies") == PathKind::folder) return {"policies"};
  if (!environment.installed_library.empty()) return {environment.installed_library};
  return {};
}

syntax::ParsedFile read_and_parse(const std::string& path, Loaded& loaded, DiagnosticSink& sink, const FileSystem& files) {
  ReadResult read = files.read(path, parser::largest_file);
  if (read.is_too_large) {
    const source::SourceId id = loaded.sources.add(path, {});
    sink.report(Code::file_too_large, {id, 0, 0}, "this file is longer than {} MiB, more than any ordinance", parser::largest_file >> 20U)
        .help("split it, one policy a file");
    syntax::ParsedFile file;
    file.source = id;
    file.is_complete = false;
    return file;
  }
  if (!read.error.empty()) throw UsageError{fmt::format("cannot read `{}`: {}", path, read.error)};
  const source::SourceId id = loaded.sources.add(path, std::move(read.text));
  return parser::parse(loaded.sources, id, sink);
}

// ---- offense tables

bool is_named(const std::string& path, std::string_view name) { return path == name || path.ends_with("/" + std::string{name}); }

// The files of a name in folders, and those among the paths themselves.
std::vector<std::string> named_in(const std::vector<std::string>& paths, std::string_view name, const FileSystem& files) {
  std::vector<std::string> result;
  const auto add = [&](const std::string& file) {
    if (is_named(file, name)) result.push_back(file);
  };
  for (const std::string& path : paths) {
    if (files.kind(path) == PathKind::file) add(path);
    if (files.kind(path) != PathKind::folder) continue;
    for (const std::string& file : files.files_below(path, table_ending)) add(file);
  }
  return result;
}

// All tables are read as one, those of the PATHs too: a row replaces no other, and two that differ are an error.
std::vector<source::SourceId> read_named(std::string_view name, const std::vector<std::string>& paths, const std::vector<std::string>& folders, Loaded& loaded,
                                         DiagnosticSink& sink, const FileSystem& files) {
  std::vector<std::string> tables = named_in(paths, name, files);
  const std::size_t asked = tables.size();
  for (std::string& table : named_in(folders, name, files)) {
    const bool is_known = std::any_of(tables.begin(), tables.end(), [&](const std::string& other) { return other == table || files.is_same(other, table); });
    if (!is_known) tables.push_back(std::move(table));
  }
  std::vector<source::SourceId> result;
  for (std::size_t i = 0; i < tables.size(); ++i) {
    ReadResult read = files.read(tables[i], largest_table);
    if (!read.error.empty()) throw UsageError{fmt::format("cannot read `{}`: {}", tables[i], read.error)};
    result.push_back(loaded.sources.add(tables[i], read.is_too_large ? std::string{} : std::move(read.text)));
    if (i < asked) loaded.asked.insert(result.back());
    if (read.is_too_large) {
      sink.report(Code::file_too_large, {result.back(), 0, 0}, "this table is longer than {} MiB, more than any code of offenses", largest_table >> 20U)
          .help("split it, one state a file");
      result.pop_back();
    }
  }
  return result;
}

// What the tables mean hangs on the vocabulary, so they wait for a library without errors; and none goes on with a
// table that has some.
void read_tables(const std::vector<std::string>& paths, const std::vector<std::string>& folders, Loaded& loaded, DiagnosticSink& sink, const FileSystem& files) {
  loaded.offense_tables = read_named(offenses_file, paths, folders, loaded, sink, files);
  const std::vector<source::SourceId> code_names = read_named(code_names_file, paths, folders, loaded, sink, files);
  if (!loaded.library) return;
  if (!loaded.offense_tables.empty() || !code_names.empty()) {
    records::OffenseTable table = records::read_offense_tables(loaded.sources, loaded.offense_tables, code_names, loaded.library->vocabulary, sink);
    if (!loaded.offense_tables.empty()) loaded.offense_table = std::move(table);
  }
  if (sink.has_errors()) loaded.library.reset();
}

// ---- what a draft replaces

using Key = std::pair<std::string, std::string>;  // kind and name

bool is_addition(const syntax::Decl& decl) {
  const auto* choice = std::get_if<syntax::ChoiceDecl>(&decl.node);
  const auto* record = std::get_if<syntax::RecordDecl>(&decl.node);
  return (choice != nullptr && choice->is_addition) || (record != nullptr && record->is_addition);
}

// Names that a draft adds to a choice or a record replace the same additions of the library, name by name: two files
// of a library may well add to one choice, and a draft of one of them does not take back the other's.
struct Drafted {
  std::set<Key> decls;
  std::set<Key> additions;  // ("choice offense_trait", "prop_47")
};

std::string addition_to(const syntax::Decl& decl) { return std::string{decl.keyword()} + " " + decl.name().text; }

Drafted drafted_by(const std::vector<syntax::ParsedFile>& drafts) {
  Drafted result;
  for (const syntax::ParsedFile& file : drafts) {
    for (const syntax::Decl& decl : file.decls) {
      if (!is_addition(decl)) result.decls.emplace(decl.keyword(), decl.name().text);
      if (const auto* choice = std::get_if<syntax::ChoiceDecl>(&decl.node)) {
        for (const syntax::Name& value : choice->values.names) result.additions.emplace(addition_to(decl), value.text);
      }
      if (const auto* record = std::get_if<syntax::RecordDecl>(&decl.node)) {
        for (const auto& member : record->members) {
          if (const auto* field = std::get_if<syntax::FieldDecl>(&member)) result.additions.emplace(addition_to(decl), field->name.text);
        }
      }
    }
  }
  return result;
}

void remove_drafted(syntax::ParsedFile& file, const Drafted& drafted) {
  std::erase_if(file.decls, [&](const syntax::Decl& decl) {
    return !is_addition(decl) && drafted.decls.contains({std::string{decl.keyword()}, decl.name().text});
  });
  for (syntax::Decl& decl : file.decls) {
    if (!is_addition(decl)) continue;
    const std::string place = addition_to(decl);
    if (auto* choice = std::get_if<syntax::ChoiceDecl>(&decl.node)) {
      std::erase_if(choice->values.names, [&](const syntax::Name& value) { return drafted.additions.contains({place, value.text}); });
    }
    if (auto* record = std::get_if<syntax::RecordDecl>(&decl.node)) {
      std::erase_if(record->members, [&](const auto& member) {
        const auto* field = std::get_if<syntax::FieldDecl>(&member);
        return field != nullptr && drafted.additions.contains({place, field->name.text});
      });
    }
  }
}

}  // namespace

std::vector<Diagnostic> Loaded::findings() const {
  if (!has_paths) return diagnostics;
  std::vector<Diagnostic> result;
  std::copy_if(diagnostics.begin(), diagnostics.end(), std::back_inserter(result),
               [&](const Diagnostic& diagnostic) { return asked.contains(diagnostic.primary.span.source); });
  return result;
}

Loaded parse_paths(const Request& request, const Environment& environment) {
  Loaded loaded;
  loaded.has_paths = true;
  DiagnosticSink sink;
  for (const std::string& path : files_in(request.paths, environment.files)) {
    loaded.files.push_back(read_and_parse(path, loaded, sink, environment.files));
    loaded.asked.insert(loaded.files.back().source);
  }
  loaded.diagnostics = sink.sorted();
  return loaded;
}

Loaded load(const Request& request, const Environment& environment) {
  const std::vector<std::string> folders = library_folders(request, environment);
  std::vector<std::string> draft_files = files_in(request.paths, environment.files);
  std::erase_if(draft_files, [](const std::string& file) { return is_named(file, offenses_file) || is_named(file, code_names_file); });
  std::vector<std::string> library_files = files_in(folders, environment.files);
  std::erase_if(library_files, [&](const std::string& file) {
    return std::any_of(draft_files.begin(), draft_files.end(), [&](const std::string& draft) { return draft == file || environment.files.is_same(draft, file); });
  });
  if (folders.empty() && request.paths.empty()) {
    throw UsageError{"no policies found: there is no folder `policies` here; name one with --library"};
  }

  Loaded loaded;
  loaded.folders = folders;
  loaded.has_paths = !request.paths.empty();
  DiagnosticSink sink;
  for (const std::string& path : draft_files) {
    loaded.files.push_back(read_and_parse(path, loaded, sink, environment.files));
    loaded.asked.insert(loaded.files.back().source);
  }
  const Drafted drafted = drafted_by(loaded.files);
  for (const std::string& path : library_files) {
    syntax::ParsedFile file = read_and_parse(path, loaded, sink, environment.files);
    remove_drafted(file, drafted);
    loaded.files.push_back(std::move(file));
  }
  loaded.library = checker::check(loaded.sources, loaded.files, sink);
  read_tables(request.paths, folders, loaded, sink, environment.files);
  loaded.diagnostics = sink.sorted();
  checker::add_citations(loaded.diagnostics, loaded.files);
  return loaded;
}

bool print_diagnostics(const std::vector<Diagnostic>& diagnostics, const source::SourceSet& sources, const Environment& environment) {
  const auto colour = environment.err_is_terminal ? diagnostics::Colour::on : diagnostics::Colour::off;
  for (std::size_t i = 0; i < std::min(diagnostics.size(), most_printed); ++i) {
    environment.err << diagnostics::render_text(diagnostics[i], sources, colour) << '\n';
  }
  if (diagnostics.size() > most_printed) {
    environment.err << fmt::format("… and {} more; `comity check --format short` lists them all\n", diagnostics.size() - most_printed);
  }
  return std::any_of(diagnostics.begin(), diagnostics.end(), [](const Diagnostic& d) { return d.severity == Severity::error; });
}

}  // namespace comity::cli
