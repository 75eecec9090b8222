// Complete records made small, worked out by hand.
#include "interpreter/comparer/smallest_witness.hpp"

#include <gtest/gtest.h>

#include <string>

#include "tests/support/checked.hpp"

namespace comity::comparer {
namespace {

using support::record_of;
using support::town_policy;

class SmallestWitnessTest : public testing::Test {
 protected:
  // Both policies are asked for `hold`; what is left must be the expected record, less its identifier.
  void expect(const std::string& left, const std::string& right, const std::string& complete, const std::string& smallest, const std::string& more = "") {
    const support::Checked checked = support::library_of({{"town.comity", support::small_vocabulary() + "\n" + more + "\n" + town_policy("left", left) + "\n" + town_policy("right", right)}});
    const model::Library& library = *checked.library;
    Subject first{"left", library.find_policy("left"), std::nullopt, std::nullopt, std::nullopt};
    Subject second{"right", library.find_policy("right"), std::nullopt, std::nullopt, std::nullopt};
    const auto hold = *library.vocabulary.find_decision("hold");
    const SmallestWitness found = smallest_witness(library, {&first, hold}, {&second, hold}, record_of(library.vocabulary, complete));
    model::Record expected = record_of(library.vocabulary, smallest);
    expected.facts[0] = model::Unknown{};
    EXPECT_TRUE(found.record == expected) << "facts stated: " << facts_stated(found.record) << ", expected " << facts_stated(expected);
    EXPECT_TRUE(found.is_smallest);
    EXPECT_EQ(said(answer_of(library, first, hold, found.record)), said(answer_of(library, first, hold, record_of(library.vocabulary, complete))));
  }
};

TEST_F(SmallestWitnessTest, WhatNobodyAsksGoes) {
  expect("  rule r\n    honor hold\n    when armed\n  otherwise decline hold", "  otherwise decline hold",
         R"({"id":"1","armed":true,"drunk":false,"age":30,"charges":[{"level":"felony"}],"priors":[]})", R"({"id":"1","armed":true})");
}

// Of an `or`, one true link is enough.
TEST_F(SmallestWitnessTest, OneTrueLinkIsEnough) {
  expect("  rule r\n    honor hold\n    when armed or drunk\n  otherwise decline hold", "  rule r\n    honor hold\n    when age < 18\n  otherwise decline hold",
         R"({"id":"1","armed":false,"drunk":true,"age":30})", R"({"id":"1","drunk":true,"age":30})");
}

// Dropping facts in their order would keep drunk, age and the bail: armed alone settles both.
TEST_F(SmallestWitnessTest, TheFewestAreFoundWhereDroppingInOrderEndsWithMore) {
  expect("  rule r\n    honor hold\n    when (drunk and age < 18 and bail < $100) or word is \"x\"\n  otherwise decline hold",
         "  otherwise decline hold",
         R"({"id":"1","drunk":true,"age":10,"bail":5,"word":"x"})", R"({"id":"1","word":"x"})");
}

TEST_F(SmallestWitnessTest, TheFewestAreFoundInEitherOrder) {
  expect("  rule r\n    honor hold\n    when armed or (age < 18 and bail < $100 and word is \"x\")\n  otherwise decline hold",
         "  otherwise decline hold",
         R"({"id":"1","armed":true,"age":10,"bail":5,"word":"x"})", R"({"id":"1","armed":true})");
}

// Fewest elements before fewest facts: the two facts of the record, not the one element.
TEST_F(SmallestWitnessTest, ElementsWeighMoreThanFacts) {
  expect("  rule r\n    honor hold\n    when any charge or (armed and drunk and age < 18)\n  otherwise decline hold",
         "  otherwise decline hold",
         R"({"id":"1","armed":true,"drunk":true,"age":1,"charges":[{"level":"felony"}]})", R"({"id":"1","armed":true,"drunk":true,"age":1})");
}

TEST_F(SmallestWitnessTest, FactsOfElementsGoOneByOne) {
  expect("  rule r\n    honor hold\n    when any prior is felony\n  otherwise decline hold",
         "  otherwise decline hold",
         R"({"id":"1","priors":[{"level":"misdemeanor","case_id":"a"},{"level":"felony","case_id":"b","traits":[]}]})",
         R"({"id":"1","priors":[{},{"level":"felony"}]})");
}

TEST_F(SmallestWitnessTest, FactsOfRecordsInRecords) {
  expect("  rule r\n    honor hold\n    when request.signed\n  otherwise decline hold", "  otherwise decline hold",
         R"({"id":"1","request":{"signed":true,"made_on":"2013-01-01"}})", R"({"id":"1","request":{"signed":true}})");
}

// What is presumed need not be stated; what would be presumed otherwise must be.
TEST_F(SmallestWitnessTest, Presumptions) {
  const std::string left = "  presume armed is no\n  rule r\n    honor hold\n    when armed or drunk\n  otherwise decline hold";
  expect(left, "  rule r\n    honor hold\n    when age < 18\n  otherwise decline hold", R"({"id":"1","armed":false,"drunk":false,"age":1})", R"({"id":"1","drunk":false,"age":1})");
  expect(left, "  otherwise decline hold", R"({"id":"1","armed":true,"drunk":false})", R"({"id":"1","armed":true})");
}

// The day that is asked about brings the standing fact, and one fact takes the place of another.
TEST_F(SmallestWitnessTest, StandingFacts) {
  const std::string standing = "standing town\n  drunk is yes from 2010-01-01\n    cite \"x\"\n";
  expect("  rule r\n    honor hold\n    when drunk\n  otherwise decline hold", "  otherwise decline hold",
         R"({"id":"1","booked_on":"2012-01-01","drunk":true})", R"({"id":"1","drunk":true})", standing);
}

TEST(FactsStated, AListIsOneFact) {
  const support::Checked checked = support::library_of({{"town.comity", support::small_vocabulary() + "\n" + town_policy("p", "  otherwise decline hold")}});
  EXPECT_EQ(facts_stated(record_of(checked.library->vocabulary, R"({"id":"1","armed":true,"priors":[],"charges":[{"level":"felony"},{}],"request":{"signed":true}})")), 1U + 1 + 1 + 2 + 1);
}

}  // namespace
}  // namespace comity::comparer
