// comity sample: make-believe bookings, so that policies can be tried without anyone's data.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <memory>
#include <ostream>

#include "interpreter/cli/commands.hpp"
#include "interpreter/cli/named.hpp"
#include "interpreter/cli/verb.hpp"
#include "interpreter/evaluator/evaluate.hpp"
#include "interpreter/records/record_parser.hpp"
#include "interpreter/records/sample.hpp"

namespace comity::cli {
namespace {

constexpr std::size_t largest_distribution = std::size_t{64} << 20U;  // bytes
constexpr std::size_t most_printed = 20;
constexpr int most_tries = 1'000;

struct SampleOptions {
  Request request;
  std::string count;
  std::string seed;
  std::string like;
  std::string output;
};

// `what` begins the message: "how many records".
std::uint64_t whole_number(const std::string& text, std::string_view what) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || error != std::errc{} || end != text.data() + text.size()) {
    throw UsageError{fmt::format("{} must be a whole number from 0 to 18446744073709551615, not `{}`", what, text)};
  }
  return number;
}

// Beside the policies of the first library that has one: distributions/booking.json, after the record that is drawn.
std::string default_distribution(const Loaded& loaded, const Environment& environment) {
  const std::string name = fmt::format("distributions/{}.json", loaded.library->vocabulary.root_record().name);
  for (const std::string& folder : loaded.folders) {
    const std::string path = fmt::format("{}{}{}", folder, folder.ends_with('/') ? "" : "/", name);
    if (environment.files.kind(path) == PathKind::file) return path;
  }
  throw UsageError{fmt::format("the library has no `{}` to draw after; name a distribution file with --like", name)};
}

std::optional<records::Distribution> distribution(const std::string& path, const model::Vocabulary& vocabulary,
                                                  const Environment& environment) {
  if (environment.files.kind(path) == PathKind::absent) throw UsageError{fmt::format("there is no file `{}`", path)};
  const ReadResult read = environment.files.read(path, largest_distribution);
  if (!read.error.empty()) throw UsageError{fmt::format("cannot read `{}`: {}", path, read.error)};
  std::vector<records::Problem> problems;
  auto result = records::read_distribution(read.text, vocabulary, problems);
  for (std::size_t i = 0; i < std::min(problems.size(), most_printed); ++i)
    environment.err << records::render(problems[i], path) << '\n';
  if (problems.size() > most_printed) environment.err << fmt::format("… and {} more\n", problems.size() - most_printed);
  return result;
}

// Draws records that the reader takes and that break no `always`.
class SoundSampler {
 public:
  SoundSampler(const model::Library& library, const records::Distribution& distribution, std::uint64_t seed)
      : library_{library},
        sampler_{library.vocabulary, distribution, seed},
        reader_{library.vocabulary, records::ExtraKeys::refused, {}} {}

  // Nullopt when no draw was sound; `fault` says why the last was not.
  std::optional<std::string> next(const std::string& id) {
    for (int i = 0; i < most_tries; ++i) {
      std::string line = sampler_.next(id);
      const records::ReadRecord read = reader_.parse(line, 0);
      if (!read.record) {
        fault = read.problems.front().message;
        return std::nullopt;
      }
      const auto broken = evaluator::broken_always(library_, *read.record);
      if (broken.empty()) return line;
      fault = fmt::format("`{}` breaks an `always` of the vocabulary", broken.front().path);
      ++drawn_again;
    }
    return std::nullopt;
  }

  std::uint64_t drawn_again = 0;
  std::string fault;

 private:
  const model::Library& library_;
  records::Sampler sampler_;
  records::RecordParser reader_;
};

int write_sample(std::uint64_t count, const std::string& seed, SoundSampler& sampler, std::ostream& out,
                 const Environment& environment) {
  for (std::uint64_t i = 1; i <= count && out; ++i) {
    const auto line = sampler.next(fmt::format("{}-{}", seed, i));
    if (!line) {
      environment.err << fmt::format("comity: record {} of the sample could not be drawn: {}\n", i, sampler.fault);
      return exit_findings;
    }
    out << *line << '\n';
  }
  if (sampler.drawn_again > 0) {
    environment.err << fmt::format("drawn again, because they broke an `always` of the vocabulary: {}\n",
                                   sampler.drawn_again);
  }
  return exit_fine;
}

int sample(const SampleOptions& options, const Environment& environment) {
  const std::uint64_t count = whole_number(options.count, "N, how many records,");
  const std::uint64_t seed = whole_number(options.seed.empty() ? "1" : options.seed, "the seed");
  const Loaded loaded = load(options.request, environment);
  if (!loaded.library) {
    print_diagnostics(loaded.diagnostics, loaded.sources, environment);
    return exit_findings;
  }
  const model::Library& library = *loaded.library;
  if (!library.vocabulary.root)
    throw UsageError{"the library declares no record with an identifier, so no records can be drawn"};
  const std::string path = options.like.empty() ? default_distribution(loaded, environment) : options.like;
  if (!options.output.empty() && environment.files.is_same(options.output, path)) {
    throw UsageError{fmt::format("`{}` is the input; name another file for the output", options.output)};
  }
  const auto drawn_after = distribution(path, library.vocabulary, environment);
  if (!drawn_after) return exit_findings;
  if (options.seed.empty() || options.like.empty())
    environment.err << fmt::format("make-believe records after {}, seed {}\n", path, seed);

  SoundSampler sampler{library, *drawn_after, seed};
  if (options.output.empty()) return write_sample(count, std::to_string(seed), sampler, environment.out, environment);
  std::string error;
  const auto file = environment.files.create(options.output, error);
  if (file != nullptr) {
    const int code = write_sample(count, std::to_string(seed), sampler, file->stream(), environment);
    if (code != exit_fine) return code;
    error = file->stream() ? file->commit() : "the disk may be full";
  }
  if (error.empty()) return exit_fine;
  environment.err << fmt::format("comity: cannot write `{}`: {}\n", options.output, error);
  return exit_findings;
}

}  // namespace

void declare_sample(CLI::App& program, Action& chosen) {
  const auto options = std::make_shared<SampleOptions>();
  Verb verb{program, "sample", "Write make-believe records, so that policies can be tried without anyone's data"};
  verb.text("N", options->count, "how many").required();
  verb.text("--seed", options->seed,
                   "another number gives other records, the same number the same records everywhere (default: 1)");
  verb.text("--like", options->like,
                   "the distribution file to draw after (default: distributions/booking.json of the library)");
  verb.text("--output", options->output, "write to this file, which appears only when it is whole");
  add_library_options(verb, options->request);
  verb.example("comity sample 1000 --seed 7 | comity eval - --policy santa_clara_3_54 --decision hold --format "
      "summary");
  verb.runs(chosen, [options](const Environment& environment) { return sample(*options, environment); });
}

}  // namespace comity::cli
