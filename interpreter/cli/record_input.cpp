#include "interpreter/cli/record_input.hpp"

#include <istream>
#include <ostream>

#include <fmt/format.h>

#include "grammar/diagnostics/suggest.hpp"
#include "interpreter/cli/gzip.hpp"
#include "interpreter/cli/mapping_input.hpp"
#include "interpreter/evaluator/evaluate.hpp"
#include "interpreter/records/read_csv.hpp"

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

std::uint64_t size_of(std::istream& file) {
  const auto start = file.tellg();
  if (start == std::istream::pos_type(-1) || !file.seekg(0, std::ios::end)) {
    file.clear();
    return 0;
  }
  const auto end = file.tellg();
  file.seekg(start);
  return end > start ? static_cast<std::uint64_t>(end - start) : 0;
}

// The whole of a stream; nullopt when it could not be read to its end.
std::optional<std::string> read_whole(std::istream& stream, const std::string& path) {
  std::string text;
  std::vector<char> bytes(1 << 16);
  while (stream.read(bytes.data(), static_cast<std::streamsize>(bytes.size())) || stream.gcount() > 0) {
    text.append(bytes.data(), static_cast<std::size_t>(stream.gcount()));
    if (text.size() > largest_json) throw UsageError{fmt::format("`{}` is too large for a .json, which is read whole; write one record a line in a .jsonl", path)};
  }
  if (stream.bad()) return std::nullopt;
  return text;
}

}  // namespace

RecordInput::RecordInput(const std::string& path, const Loaded& loaded, const model::Mapping* mapping, records::ExtraKeys extra_keys,
                         const Environment& environment, ShowProgress show_progress)
    : shown_name_{path == "-" ? "standard input" : path}, library_{*loaded.library}, environment_{environment} {
  if (!library_.vocabulary.root) throw UsageError{"the library declares no record with an identifier, so no records can be read"};
  open(path, mapping, extra_keys, always_of(library_, loaded.sources));
  const bool is_shown = show_progress == ShowProgress::yes && environment.err_is_terminal && measured_ != nullptr;
  if (is_shown) progress_ = std::make_unique<Progress>(&environment.err, shown_name_, size_of(*measured_));
  if (progress_ && !progress_->is_shown()) progress_.reset();
}

void RecordInput::open(const std::string& path, const model::Mapping* mapping, records::ExtraKeys extra_keys, records::Constraint constraint) {
  const auto open_csv = [&](std::istream& csv) {
    if (mapping == nullptr) throw mapping_needed(shown_name_, csv, library_, environment_);
    stream_ = records::open_csv(csv, library_.vocabulary, *mapping, extra_keys, std::move(constraint));
  };
  if (path == "-") {
    if (mapping != nullptr) return open_csv(environment_.in);
    stream_ = records::open_json_lines(environment_.in, library_.vocabulary, extra_keys, std::move(constraint));
    return;
  }
  switch (environment_.files.kind(path)) {
    case PathKind::absent: throw UsageError{fmt::format("there is no file `{}`", path)};
    case PathKind::folder: throw UsageError{fmt::format("`{}` is a folder; name a file of records", path)};
    case PathKind::file: break;
  }
  is_packed_ = path.ends_with(".gz");
  const std::string_view name = is_packed_ ? std::string_view{path}.substr(0, path.size() - 3) : std::string_view{path};
  const bool is_csv = name.ends_with(".csv");
  const bool is_lines = name.ends_with(".jsonl");
  if (!is_csv && !is_lines && !name.ends_with(".json")) {
    throw UsageError{fmt::format("`{}`: records are read from files named .json, .jsonl or .csv, each also .gz, or from `-`", path)};
  }
  if (mapping != nullptr && !is_csv) throw UsageError{fmt::format("`{}` is JSON, which is read without a mapping; --mapping goes with .csv, or with `-`", path)};
  std::string error;
  file_ = environment_.files.open(path, error);
  if (file_ == nullptr) throw UsageError{fmt::format("cannot read `{}`: {}", path, error)};
  measured_ = file_.get();
  if (is_packed_) file_ = unpacked(std::move(file_));
  if (is_csv) return open_csv(*file_);
  if (is_lines) {
    stream_ = records::open_json_lines(*file_, library_.vocabulary, extra_keys, std::move(constraint));
    return;
  }
  auto text = read_whole(*file_, path);
  stream_ = text ? records::open_json(std::move(*text), library_.vocabulary, extra_keys, std::move(constraint)) : records::open_cut_short();
}

const records::ReadRecord* RecordInput::next() {
  while (stream_->next(current_)) {
    extra_keys_.insert(current_.extra_keys.begin(), current_.extra_keys.end());
    is_cut_short_ = is_cut_short_ || current_.ends_input;
    constexpr std::uint64_t records_a_look = 256;
    if (progress_ && count() % records_a_look == 0 && *measured_) progress_->at(static_cast<std::uint64_t>(measured_->tellg()));
    if (current_.record) {
      ++read_;
      return &current_;
    }
    if (!current_.ends_input) ++left_out_;
    for (const records::Problem& problem : current_.problems) report(problem);
  }
  if (progress_) progress_->clear();
  return nullptr;
}

void RecordInput::report(records::Problem problem) {
  if (progress_) progress_->clear();
  if (problem.code == Code::input_cut_short && is_packed_) problem.help = "the file is damaged, or not copied to its end; " + problem.help;
  environment_.err << records::render(problem, shown_name_) << '\n';
}

void RecordInput::leave_out(const records::Problem& problem) {
  --read_;
  ++left_out_;
  report(problem);
}

void RecordInput::report_end() {
  if (!extra_keys_.empty()) {
    const std::vector<std::string> keys(extra_keys_.begin(), extra_keys_.end());
    environment_.err << fmt::format("warning: keys that are no facts were passed over, as allowed: {}\n", diagnostics::listed(keys, 30));
  }
  if (is_cut_short_) environment_.err << (count() == 0 ? "nothing was read" : "the input was not read to its end") << " because of the errors above\n";
  if (left_out_ > 0) {
    environment_.err << fmt::format("{} of {} {} left out because of the errors above\n", left_out_, count(), count() == 1 ? "record" : "records");
  }
}

}  // namespace comity::cli
