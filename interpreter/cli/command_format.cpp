// comity format: canonical layout, in place or with --check.
#include <algorithm>
#include <memory>
#include <ostream>
#include <stdexcept>

#include <fmt/format.h>

#include "grammar/formatter/format.hpp"
#include "grammar/parser/parse.hpp"
#include "grammar/syntax/equal.hpp"
#include "interpreter/cli/commands.hpp"
#include "interpreter/cli/library_files.hpp"
#include "interpreter/cli/verb.hpp"

namespace comity::cli {
namespace {

struct FormatOptions {
  Request request;
  bool only_check = false;
};

// What a file should read; the formatter's own output is parsed again and must be the same tree before it is trusted.
std::string formatted(const source::Source& source, const syntax::ParsedFile& file) {
  std::string text = formatter::format(source, file);
  source::SourceSet sources;
  DiagnosticSink sink;
  const source::SourceId id = sources.add(source.name, text);
  const syntax::ParsedFile again = parser::parse(sources, id, sink);
  if (!again.is_complete || !syntax::equal(file, again) || file.comments.size() != again.comments.size()) {
    throw std::runtime_error{fmt::format("the layout of `{}` would change its meaning; the file is left as it is", source.name)};
  }
  return text;
}

std::string write(const std::string& path, const std::string& text, FileSystem& files) {
  std::string error;
  const auto file = files.create(path, error);
  if (file == nullptr) return error;
  file->stream() << text;
  return file->commit();
}

int format(const FormatOptions& options, const Environment& environment) {
  Request request = options.request;
  if (request.paths.empty()) {
    if (environment.files.kind("policies") != PathKind::folder) throw UsageError{"name the files to format: there is no folder `policies` here"};
    request.paths = {"policies"};
  }
  const Loaded loaded = parse_paths(request, environment);
  bool has_problems = print_diagnostics(loaded.diagnostics, loaded.sources, environment);
  std::size_t changed = 0;
  for (const syntax::ParsedFile& file : loaded.files) {
    const source::Source& source = loaded.sources[file.source];
    if (!file.is_complete) {
      environment.err << fmt::format("{}: not formatted, because of the errors above\n", source.name);
      has_problems = true;
      continue;
    }
    const std::string text = formatted(source, file);
    if (text == source.text) continue;
    ++changed;
    if (options.only_check) {
      environment.out << fmt::format("{} is not in canonical layout\n", source.name);
      has_problems = true;
      continue;
    }
    if (const std::string error = write(source.name, text, environment.files); !error.empty()) {
      environment.err << fmt::format("comity: cannot write `{}`: {}\n", source.name, error);
      has_problems = true;
    } else {
      environment.out << fmt::format("{} formatted\n", source.name);
    }
  }
  if (changed == 0 && !has_problems) {
    environment.out << fmt::format("{} {} in canonical layout\n", loaded.files.size(), loaded.files.size() == 1 ? "file is" : "files are");
  }
  return has_problems ? exit_findings : exit_fine;
}

}  // namespace

void declare_format(CLI::App& program, Action& chosen) {
  const auto options = std::make_shared<FormatOptions>();
  Verb verb{program, "format", "Lay policy files out in the one canonical way"};
  verb.texts("PATH", options->request.paths, "files and folders to format; without any, `policies`");
  verb.flag("--check", options->only_check, "change nothing; exit with 1 when something would change");
  verb.example("comity format draft.comity");
  verb.runs(chosen, [options](const Environment& environment) { return format(*options, environment); });
}

}  // namespace comity::cli
