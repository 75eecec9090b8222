// Facts of a record that offense tables have supplied. The facts stand in the record that is evaluated, as if it had
// stated them; here is what answers and explanations say of where they come from.
#pragma once

#include <map>
#include <string>

namespace comity::model {

// The rows that a fact comes from, in words.
struct TableSource {
  std::string words;        // "VC 23152(a), policies/california/offenses.csv"
  bool by_section = false;  // the table lists the section and none of its subdivisions: answers name the fact as assumed
};

// By path: "charges[0].level".
struct TableSupplies {
  std::map<std::string, const TableSource*, std::less<>> facts;

  // Null where no table has supplied the fact.
  const TableSource* find(const std::string& path) const {
    const auto found = facts.find(path);
    return found == facts.end() ? nullptr : found->second;
  }
};

}  // namespace comity::model
