#include "interpreter/cli/verb.hpp"

#include <utility>

#include <CLI/CLI.hpp>

namespace comity::cli {

Verb::Verb(CLI::App& program, const std::string& name, const std::string& purpose) : app_{*program.add_subcommand(name, purpose)} {}

Verb& Verb::text(const std::string& name, std::string& value, const std::string& help) {
  last_ = app_.add_option(name, value, help);
  return *this;
}

Verb& Verb::texts(const std::string& name, std::vector<std::string>& values, const std::string& help) {
  last_ = app_.add_option(name, values, help);
  // Else a flag would take the words by position that follow it.
  if (name.starts_with('-')) last_->allow_extra_args(false);
  return *this;
}

Verb& Verb::list(const std::string& name, std::vector<std::string>& values, const std::string& help) {
  texts(name, values, help);
  last_->delimiter(',');
  return *this;
}

Verb& Verb::flag(const std::string& name, bool& value, const std::string& help) {
  last_ = app_.add_flag(name, value, help);
  return *this;
}

Verb& Verb::required() {
  last_->required();
  return *this;
}

Verb& Verb::only_one() {
  last_->expected(1);
  return *this;
}

Verb& Verb::one_of(const std::vector<std::string>& words) {
  last_->check(CLI::IsMember(words));
  return *this;
}

Verb& Verb::with_default_shown() {
  last_->capture_default_str();
  return *this;
}

void Verb::example(const std::string& command) { app_.footer("Example: " + command); }

void Verb::runs(Action& chosen, Action action) {
  app_.callback([&chosen, action = std::move(action)] { chosen = action; });
}

}  // namespace comity::cli
