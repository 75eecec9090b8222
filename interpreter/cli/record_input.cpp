#include "interpreter/cli/record_input.hpp"

#include <istream>
#include <ostream>

#include <fmt/format.h>

#include "grammar/diagnostics/suggest.hpp"
#include "interpreter/evaluator/evaluate.hpp"

namespace comity::cli {
namespace {

constexpr std::size_t largest_json = std::size_t{4} << 30U;  // bytes; a .json is held in memory whole, a .jsonl never is

// Layout folded to single spaces.
std::string on_one_line(std::string_view text) {
  std::string result;
  for (const char c : text) {
    const bool is_space = c == ' ' || c == '\n' || c == '\r' || c == '\t';
    if (!is_space) result += c;
    if (is_space && !result.ends_with(' ')) result += ' ';
  }
  return result;
}

records::Constraint always_of(const model::Library& library, const source::SourceSet& sources) {
  return [&](const model::Record& record, std::uint64_t line, const std::string& id, std::vector<records::Problem>& problems) {
    for (const evaluator::BrokenAlways& broken : evaluator::broken_always(library, record)) {
      const std::string what = broken.path.empty() ? "the record" : "`" + broken.path + "`";
      problems.push_back({Code::broken_constraint, line, broken.path, id,
                          fmt::format("{} cannot be: always {}", what, on_one_line(sources.text_of(broken.always->condition.span))),
                          "correct what contradicts itself, or leave out what is not known"});
    }
  };
}

}  // namespace

RecordInput::RecordInput(const std::string& path, const Loaded& loaded, records::ExtraKeys extra_keys, const Environment& environment)
    : shown_name_{path == "-" ? "standard input" : path}, library_{*loaded.library}, environment_{environment} {
  if (!library_.vocabulary.root) throw UsageError{"the library declares no record with an identifier, so no records can be read"};
  auto constraint = always_of(library_, loaded.sources);
  if (path == "-") {
    stream_ = records::open_json_lines(environment.in, library_.vocabulary, extra_keys, std::move(constraint));
    return;
  }
  switch (environment.files.kind(path)) {
    case PathKind::absent: throw UsageError{fmt::format("there is no file `{}`", path)};
    case PathKind::folder: throw UsageError{fmt::format("`{}` is a folder; name a file of records", path)};
    case PathKind::file: break;
  }
  if (path.ends_with(".gz")) throw UsageError{fmt::format("`{}` is compressed, which this version cannot read yet; unpack it first", path)};
  if (path.ends_with(".csv")) throw UsageError{fmt::format("`{}` is CSV, which is read through a mapping, and this version cannot read through one yet", path)};
  if (path.ends_with(".json")) {
    ReadResult read = environment.files.read(path, largest_json);
    if (read.is_too_large) throw UsageError{fmt::format("`{}` is too large for a .json, which is read whole; write one record a line in a .jsonl", path)};
    if (!read.error.empty()) throw UsageError{fmt::format("cannot read `{}`: {}", path, read.error)};
    stream_ = records::open_json(std::move(read.text), library_.vocabulary, extra_keys, std::move(constraint));
    return;
  }
  if (!path.ends_with(".jsonl")) throw UsageError{fmt::format("`{}`: records are read from files named .json or .jsonl, or from `-`", path)};
  std::string error;
  file_ = environment.files.open(path, error);
  if (file_ == nullptr) throw UsageError{fmt::format("cannot read `{}`: {}", path, error)};
  stream_ = records::open_json_lines(*file_, library_.vocabulary, extra_keys, std::move(constraint));
}

const records::ReadRecord* RecordInput::next() {
  while (stream_->next(current_)) {
    extra_keys_.insert(current_.extra_keys.begin(), current_.extra_keys.end());
    if (current_.record) {
      ++read_;
      return &current_;
    }
    ++left_out_;
    for (const records::Problem& problem : current_.problems) environment_.err << records::render(problem, shown_name_) << '\n';
  }
  return nullptr;
}

void RecordInput::leave_out(const records::Problem& problem) {
  --read_;
  ++left_out_;
  environment_.err << records::render(problem, shown_name_) << '\n';
}

void RecordInput::report_end() {
  if (!extra_keys_.empty()) {
    const std::vector<std::string> keys(extra_keys_.begin(), extra_keys_.end());
    environment_.err << fmt::format("warning: keys that are no facts were passed over, as allowed: {}\n", diagnostics::listed(keys, 30));
  }
  if (left_out_ > 0) {
    environment_.err << fmt::format("{} of {} {} left out because of the errors above\n", left_out_, count(), count() == 1 ? "record" : "records");
  }
}

}  // namespace comity::cli
