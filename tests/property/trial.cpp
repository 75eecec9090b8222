#include "tests/property/trial.hpp"

#include <algorithm>
#include <cstdio>

#include <fmt/format.h>

#include "tests/support/memory_use.hpp"

namespace comity {
namespace {

std::string joined(std::vector<std::string> words) {
  std::sort(words.begin(), words.end());
  return fmt::format("[{}]", fmt::join(words, " "));
}

std::string in_words(std::string_view status, const std::string& outcome, const std::string& terms, const std::vector<std::vector<std::string>>& lists) {
  static const std::vector<std::string> names = {"possible", "rules", "missing", "assumed", "determinations", "duties", "duties possible"};
  std::string result = fmt::format("{} {}{}", status, outcome, terms);
  for (std::size_t i = 0; i < names.size(); ++i) result += fmt::format(" {} {}", names[i], joined(lists[i]));
  return result;
}

std::string terms_in_words(bool has_term, std::optional<std::int64_t> hours, bool is_excluding) {
  if (!has_term) return "";
  return (hours ? fmt::format(" for {} hours", *hours) : " until end of day") + std::string{is_excluding ? " excluding" : ""};
}

}  // namespace

std::uint64_t seed() {
  static const std::uint64_t known = support::number_from_environment("COMITY_SEED", 20121004);
  return known;
}

std::size_t trials(std::size_t usual) {
  const std::uint64_t percent = support::number_from_environment("COMITY_CASES", support::is_sanitized ? 5 : 100);
  return std::max<std::size_t>(1, usual * percent / 100);
}

analyzer::Said said_in(const evaluator::Answer& answer) {
  const auto said = comparer::said(answer);
  EXPECT_TRUE(said) << "undetermined, of a record that leaves nothing open";
  return said.value_or(analyzer::Said{});
}

void report(const std::string& counts) {
  fmt::print("{} (seed {})\n", counts, seed());
  std::fflush(stdout);
}

Trial::Trial(std::uint64_t purpose, std::uint64_t number, support::LibrarySize size)
    : number_{number}, random_{seed() * 1'000'003 + purpose * 1'000'000'007 + number}, written_{support::random_library(random_, size)},
      loaded_{support::load_text("random.comity", support::printed(written_.text))} {
  if (!loaded_.library) {
    ADD_FAILURE() << "trial " << number << ", seed " << seed() << ": this library must load\n" << loaded_.diagnostics << support::printed(written_.text);
    return;
  }
  second_.emplace(loaded_.files);
  parser_.emplace(loaded_.library->vocabulary, records::ExtraKeys::refused, records::Constraint{});
  for (const auto& [policy, decision] : written_.questions) {
    questions_.push_back({policy, decision, *loaded_.library->find_policy(policy), *loaded_.library->vocabulary.find_decision(decision)});
  }
}

Json Trial::complete(std::size_t& rejected) {
  while (true) {
    Json record = support::complete_record(random_, written_.vocabulary);
    if (!second_->breaks_always(record)) return record;
    ++rejected;
  }
}

Json Trial::incomplete(std::size_t percent, std::size_t& rejected) {
  Json record = complete(rejected);
  for (const support::Place& place : support::places(written_.vocabulary, record)) {
    if (random_.chance(percent)) support::mask(random_, place, record);
  }
  return record;
}

bool Trial::may_be_supplied(const Question& question, const std::string& path) const {
  const auto is_within = [&](const std::string& supplied) { return supplied == path || supplied.starts_with(path + "."); };
  const auto& presumed = written_.presumed.at(question.policy);
  return std::any_of(presumed.begin(), presumed.end(), is_within) || std::any_of(written_.standing.begin(), written_.standing.end(), is_within);
}

std::string Trial::random_day() {
  static const std::vector<std::string> days = {"", "2008-02-29", "2012-02-28", "2012-02-29", "2012-03-01", "2013-02-28"};
  return random_.pick(days);
}

model::Record Trial::read(const Json& record) {
  records::ReadRecord result = parser_->parse(record.dump(), 1);
  if (result.record) return std::move(*result.record);
  ADD_FAILURE() << "trial " << number_ << ": this record must be read: " << record.dump() << "\n" << result.problems.front().message;
  return model::unknown_record(library().vocabulary.root_record());
}

evaluator::Answer Trial::answer(const Question& question, const model::Record& record, const std::string& on) const {
  const auto asker = library().policies[question.policy_id].authority;
  return evaluator::Evaluation{library(), record, asker, model::parse_date(on)}.answer(question.policy_id, question.decision_id);
}

std::string Trial::shown(const Question& question, const Json& record, const std::string& on) const {
  return fmt::format("trial {}, seed {}: {} of {} on {}\n{}\n{}", number_, seed(), question.decision, question.policy, on.empty() ? "no day" : on, record.dump(),
                     support::printed(written_.text));
}

std::string in_words(const evaluator::Answer& answer, const model::Library& library) {
  const std::string outcome = answer.outcome ? library.vocabulary.decisions[answer.decision].outcomes[*answer.outcome] : "";
  const auto* hours = answer.terms ? std::get_if<model::HoursTerm>(&*answer.terms) : nullptr;
  const std::string terms = terms_in_words(answer.terms.has_value(), hours == nullptr ? std::nullopt : std::optional{hours->hours},
                                           hours != nullptr && hours->excluding_weekends_and_holidays);
  return in_words(evaluator::name(answer.status), outcome, terms,
                  {answer.possible, answer.rules, answer.missing, answer.assumed, answer.determinations_needed, answer.duties, answer.duties_possible});
}

std::string in_words(const support::SecondAnswer& answer) {
  const std::string terms = terms_in_words(answer.terms.has_value(), answer.terms ? answer.terms->hours : std::nullopt, answer.terms && answer.terms->is_excluding);
  return in_words(answer.status, answer.outcome, terms,
                  {answer.possible, answer.rules, answer.missing, answer.assumed, answer.determinations_needed, answer.duties, answer.duties_possible});
}

}  // namespace comity
