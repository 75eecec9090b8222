// One record from its JSON text: every key and every value is held against the vocabulary, and all
// that is wrong is reported, one problem for each cause. The only place that sees simdjson. Its
// document model is used, never its on-demand reader, so that every byte is validated before any is
// believed. What a record must satisfy (`always`) is checked by the caller's function: this room
// knows no conditions.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "interpreter/model/value.hpp"
#include "interpreter/model/vocabulary.hpp"
#include "interpreter/records/problem.hpp"

namespace comity::records {

inline constexpr std::size_t longest_record = 16 * 1024 * 1024;  // bytes of its text
inline constexpr std::size_t most_problems = 100;                // of one record; a last one counts the others

// A record of the input: as read, or left out with the reasons why.
struct ReadRecord {
  std::uint64_t line = 0;               // where it begins, 1-based
  std::string id;                       // empty where it is not known
  std::optional<model::Record> record;  // of the vocabulary's root; absent exactly when there are problems
  std::vector<Problem> problems;
  // Keys that are no facts, where they are allowed: sorted, each once, without the places in lists: "charges.plea".
  std::vector<std::string> extra_keys;
  bool ends_input = false;  // what is wrong is not one record: from here on nothing can be read
};

enum class ExtraKeys { refused, allowed };

// Adds a problem for each `always` that the record breaks. Facts that could not be read are unknown
// in the record that it is given. `id` need not be set in the problems. May be empty.
using Constraint =
    std::function<void(const model::Record&, std::uint64_t line, const std::string& id, std::vector<Problem>&)>;

class RecordParser {
 public:
  // `vocabulary` must have a root and outlive the parser.
  RecordParser(const model::Vocabulary& vocabulary, ExtraKeys extra_keys, Constraint constraint);
  ~RecordParser();
  RecordParser(RecordParser&&) noexcept;
  RecordParser& operator=(RecordParser&&) noexcept;

  // `line` is where `text` begins. A text may hold line breaks.
  ReadRecord parse(std::string_view text, std::uint64_t line);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// A record that is left out for the one reason given.
ReadRecord left_out(Code code, std::uint64_t line, std::string message, std::string help);
// One of `size` bytes, more than `longest_record`.
ReadRecord too_large(std::uint64_t line, std::uint64_t size);

}  // namespace comity::records
