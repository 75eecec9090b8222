// Random libraries as text: a vocabulary, jurisdictions with standing facts, definitions, and
// policies that use every construct of the language. Every library is sound: the parser and the
// checker take it. The text is made of pieces that know where their order does not matter, so that
// it can be printed once more, shuffled.
#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "tests/support/random_numbers.hpp"

namespace comity::support {

// Text with parts that stand between other words.
struct Piece {
  std::string before;
  std::vector<Piece> parts;
  std::string between;
  std::string after;
  bool is_free = false;  // the order of the parts means nothing
};

std::string printed(const Piece& piece);
// The same with the parts in a random order, wherever that means nothing.
std::string shuffled(const Piece& piece, Random& random);

enum class FactKind { yes_no, text, money, date, date_time, number, choice, set, list, record };

struct RandomFact {
  std::string name;
  FactKind kind = FactKind::yes_no;
  bool or_none = false;
  bool one_or_more = false;         // of list
  bool is_ladder = false;           // of choice
  std::vector<std::string> values;  // of choice and set; of the others, what records state: texts, dates, amounts
  std::size_t record = 0;           // of list and record: place in the vocabulary
};

struct RandomRecordType {
  std::string name;
  std::vector<RandomFact> facts;
};

struct RandomVocabulary {
  std::vector<RandomRecordType> records;  // the first is what is asked about; its `id` and `opened_on` are always stated
};

// Rich: every kind of fact. Small: few facts with few values, so that all completions can be tried.
enum class LibrarySize { rich, small };

struct RandomLibrary {
  RandomVocabulary vocabulary;
  Piece text;
  std::vector<std::pair<std::string, std::string>> questions;      // policies with the decisions that they speak to
  std::map<std::string, std::set<std::string>> presumed;           // paths, by policy, with those of the policies that it asks
  std::set<std::string> standing;                                  // paths that some standing fact states, on whatever day
  std::map<std::string, std::size_t> constructs;                   // how often each was written
};

RandomLibrary random_library(Random& random, LibrarySize size);

}  // namespace comity::support
