// One verb on the command line: its options, as they are declared in the verb's own file. CLI11 reads
// them; it is known to verb.cpp and run.cpp alone, since the header takes seconds to compile.
#pragma once

#include <string>
#include <vector>

#include "interpreter/cli/commands.hpp"

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace comity::cli {

// Names with dashes are flags, others stand by their position. What is filled in outlives the parse.
class Verb {
 public:
  Verb(CLI::App& program, const std::string& name, const std::string& purpose);

  Verb& text(const std::string& name, std::string& value, const std::string& help);
  // By position all words that follow; as a flag one word each time it is given.
  Verb& texts(const std::string& name, std::vector<std::string>& values, const std::string& help);
  // Separated by commas.
  Verb& list(const std::string& name, std::vector<std::string>& values, const std::string& help);
  Verb& flag(const std::string& name, bool& value, const std::string& help);

  // Of what was declared last.
  Verb& required();
  Verb& only_one();
  Verb& one_of(const std::vector<std::string>& words);
  Verb& with_default_shown();

  void example(const std::string& command);
  // What `chosen` becomes when this verb is the one that was named.
  void runs(Action& chosen, Action action);

 private:
  CLI::App& app_;
  CLI::Option* last_ = nullptr;
};

}  // namespace comity::cli
