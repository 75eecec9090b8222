// Values as records hold them and as people read them, and the three tables of Kleene's logic.
#include "interpreter/model/value.hpp"

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <vector>

#include "interpreter/model/library.hpp"
#include "tests/support/checked.hpp"

namespace comity::model {
namespace {

constexpr Truth no = Truth::no;
constexpr Truth unknown = Truth::unknown;
constexpr Truth yes = Truth::yes;
constexpr std::array all{no, unknown, yes};

TEST(TruthTest, KleenesTables) {
  // Rows are the first operand, columns the second: no, unknown, yes.
  constexpr Truth and_table[3][3] = {{no, no, no}, {no, unknown, unknown}, {no, unknown, yes}};
  constexpr Truth or_table[3][3] = {{no, unknown, yes}, {unknown, unknown, yes}, {yes, yes, yes}};
  for (std::size_t a = 0; a < 3; ++a) {
    for (std::size_t b = 0; b < 3; ++b) {
      EXPECT_EQ(both(all[a], all[b]), and_table[a][b]) << a << " and " << b;
      EXPECT_EQ(either(all[a], all[b]), or_table[a][b]) << a << " or " << b;
    }
  }
  EXPECT_EQ(negated(no), yes);
  EXPECT_EQ(negated(unknown), unknown);
  EXPECT_EQ(negated(yes), no);
}

TEST(MoneyTextTest, WritesDollarsAsPoliciesDo) {
  const std::vector<std::pair<std::int64_t, const char*>> cases{
      {0, "$0"},           {5, "$0.05"},        {50, "$0.50"},          {100, "$1"},
      {99'999, "$999.99"}, {100'000, "$1,000"}, {500'000, "$5,000"},    {99'999'900, "$999,999"},
      {100'000'000, "$1,000,000"},              {123'456'789, "$1,234,567.89"}};
  for (const auto& [cents, text] : cases) EXPECT_EQ(money_text(cents), text);
}

class ValueTest : public testing::Test {
 protected:
  Type type_of(const char* field) const {
    const RecordType& record = vocabulary_.root_record();
    return record.fields[record.find(field).value()].type;
  }
  std::string text_of(const char* field, const Value& value) const { return to_text(vocabulary_, type_of(field), value); }
  std::vector<FieldId> steps(const char* record, const char* field) const {
    const FieldId first = vocabulary_.root_record().find(record).value();
    return {first, vocabulary_.records[vocabulary_.root_record().fields[first].type.id].find(field).value()};
  }

  support::Checked checked_ = support::library_of({{"vocabulary.comity", support::small_vocabulary()}});
  const Vocabulary& vocabulary_ = checked_.library->vocabulary;
};

TEST_F(ValueTest, AreWrittenAsInPolicies) {
  EXPECT_EQ(text_of("armed", Unknown{}), "unknown");
  EXPECT_EQ(text_of("due_or_none", None{}), "none");
  EXPECT_EQ(text_of("armed", true), "yes");
  EXPECT_EQ(text_of("armed", false), "no");
  EXPECT_EQ(text_of("age", std::int64_t{1200}), "1200");
  EXPECT_EQ(text_of("bail", std::int64_t{500'050}), "$5,000.50");
  EXPECT_EQ(text_of("rank", Chosen{1}), "misdemeanor");
  EXPECT_EQ(text_of("rank", OneOf{{false, true, true}}), "misdemeanor or felony");
  EXPECT_EQ(text_of("due", *parse_date("2013-03-01")), "2013-03-01");
  EXPECT_EQ(text_of("seen_at", *parse_date_time("2013-03-01T07:05")), "2013-03-01T07:05");
  EXPECT_EQ(text_of("word", std::string{"PC 211"}), "\"PC 211\"");
  EXPECT_EQ(text_of("priors", Elements{}), "none");
  EXPECT_EQ(text_of("priors", Elements{{Record{}, Record{}}}), "2 in all");
}

TEST_F(ValueTest, OfSetsNameTheirMembers) {
  const RecordType& charge = vocabulary_.records[type_of("charges").id];
  const Type set = charge.fields[charge.find("traits").value()].type;
  EXPECT_EQ(to_text(vocabulary_, set, Members{{no, no, no}}), "none");
  EXPECT_EQ(to_text(vocabulary_, set, Members{{yes, no, yes}}), "serious, theft");
  EXPECT_EQ(to_text(vocabulary_, set, Members{{unknown, yes, no}}), "serious?, violent");
}

TEST_F(ValueTest, OfARecordInTheRecordAreUnknownUntilSet) {
  Record record = unknown_record(vocabulary_.root_record());
  for (const Value& value : record.facts) EXPECT_TRUE(is_unknown(value));
  const std::vector<FieldId> made_on = steps("request", "made_on");
  EXPECT_TRUE(is_unknown(value_at(record, made_on)));
  set_value_at(vocabulary_, record, *vocabulary_.root, made_on, *parse_date("2013-03-01"));
  EXPECT_EQ(value_at(record, made_on), Value{*parse_date("2013-03-01")});
  EXPECT_TRUE(is_unknown(value_at(record, steps("request", "signed"))));
  set_value_at(vocabulary_, record, *vocabulary_.root, steps("request", "signed"), true);
  EXPECT_EQ(value_at(record, steps("request", "signed")), Value{true});
  EXPECT_EQ(value_at(record, made_on), Value{*parse_date("2013-03-01")});  // still there
}

TEST_F(ValueTest, AreEqualWhenTheySayTheSame) {
  EXPECT_EQ(Value{Unknown{}}, Value{});
  EXPECT_NE(Value{Unknown{}}, Value{None{}});
  EXPECT_NE(Value{true}, Value{std::int64_t{1}});
  EXPECT_EQ((Value{Elements{{Record{{true}}}}}), (Value{Elements{{Record{{true}}}}}));
  EXPECT_NE((Value{Elements{{Record{{true}}}}}), (Value{Elements{{Record{{false}}}}}));
}

TEST_F(ValueTest, AreFoundByName) {
  EXPECT_EQ(vocabulary_.find_decision("notify"), 1U);
  EXPECT_EQ(vocabulary_.find_decision("release"), std::nullopt);
  EXPECT_EQ(vocabulary_.decisions[0].find("may honor"), 1U);
  EXPECT_EQ(vocabulary_.decisions[0].find("may"), std::nullopt);
  EXPECT_EQ(vocabulary_.root_record().find_list("prior"), vocabulary_.root_record().find("priors"));
  EXPECT_EQ(vocabulary_.root_record().find_list("priors"), std::nullopt);
  EXPECT_EQ(checked_.library->find_jurisdiction("town"), 0U);
  EXPECT_EQ(checked_.library->find_policy("town"), std::nullopt);
}

TEST(PeriodTest, HoldsFromTheFirstDayUpToTheSecond) {
  const Period period{parse_date("2011-09-07"), parse_date("2013-01-01")};
  EXPECT_FALSE(period.contains(*parse_date("2011-09-06")));
  EXPECT_TRUE(period.contains(*parse_date("2011-09-07")));
  EXPECT_TRUE(period.contains(*parse_date("2012-12-31")));
  EXPECT_FALSE(period.contains(*parse_date("2013-01-01")));
  EXPECT_TRUE((Period{}.contains(*parse_date("1850-01-01"))));
}

TEST(TermTest, IsTheSameWhenHoursExclusionAndStartAre) {
  const Term day_long = HoursTerm{24, false, {}};
  EXPECT_EQ(day_long, (Term{HoursTerm{24, false, {}}}));
  EXPECT_FALSE((day_long == Term{HoursTerm{48, false, {}}}));
  EXPECT_FALSE((day_long == Term{HoursTerm{24, true, {}}}));
  EXPECT_FALSE((day_long == Term{EndOfDayTerm{}}));
  EXPECT_EQ(Term{EndOfDayTerm{}}, Term{EndOfDayTerm{}});
}

}  // namespace
}  // namespace comity::model
