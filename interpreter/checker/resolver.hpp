// How a condition is resolved: one Resolver for each place that a condition stands in. Private to the
// checker; conditions.hpp is the way in. Its parts are in the files named for what they read: chains
// in conditions.cpp, then negations, quantifiers, says, comparisons, members, numbers,
// values_compared and days. Every part returns nothing when it has reported something.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "interpreter/checker/conditions.hpp"

namespace comity::checker {

using Result = std::optional<model::Condition>;

// A fact of a record that could be, or could have, a value.
struct Candidate {
  model::FactRef fact;
  std::uint32_t index;
};

inline model::Condition atom(model::ConditionNode node, Span span) { return {std::move(node), span, true}; }
inline model::Condition part(model::ConditionNode node, Span span) { return {std::move(node), span, false}; }
inline Span between(Span a, Span b) { return {a.source, a.begin, b.end}; }

// Follows `path` from a record; reports the first step that leads nowhere.
std::optional<model::FactRef> follow(Context& context, const syntax::Path& path, model::RecordId from, bool of_element);

class Resolver {
 public:
  Resolver(Context& context, Definitions& definitions, const Scope& scope)
      : context_{context}, definitions_{definitions}, scope_{scope}, vocabulary_{context.vocabulary()} {}

  Result resolve(const syntax::Condition& condition);

 private:
  // ---- chains
  std::string_view text(Span span) const;
  struct LastTest {
    const syntax::ValueTest* test = nullptr;
    std::optional<model::RecordId> element;
  };
  std::optional<LastTest> last_test(const syntax::Condition& link) const;
  bool is_value_for(const LastTest& last, const std::string& name) const;
  std::size_t report_dangling_values(const syntax::Chain& chain, std::size_t at);
  Result resolve_chain(const syntax::Chain& chain, Span span);
  std::string written(const syntax::Chain& chain, std::size_t first, std::size_t last) const;
  std::string reading(const syntax::Chain& chain, syntax::Connective inner) const;
  bool check_mix(const syntax::Chain& chain, Span span);
  Result resolve_not(const syntax::Not& negation, Span span);

  // ---- negations
  bool check_not(const syntax::Not& negation);
  static std::string opposite(syntax::Order order);
  static std::string opposite(const syntax::DayTest& day);
  void report_negated_ladder(const syntax::Comparison& comparison, const syntax::LadderTest& ladder, Span span,
                             std::optional<Span> remove, const syntax::Test& test);
  std::optional<model::FactRef> silently_resolve(const syntax::Subject& subject) const;

  // ---- quantifiers
  Result resolve_quantified(const syntax::Quantified& quantified, Span span);
  std::optional<model::FactRef> resolve_list(const syntax::Quantified& quantified);
  static std::string quantifier_words(const syntax::Quantified& quantified);
  static bool is_negated(const syntax::Test& test);
  bool check_quantifier(const syntax::Quantified& quantified, model::Quantified& result);
  void report_without_it(const syntax::Condition& link, model::RecordId element);

  // ---- says
  Result resolve_says(const syntax::Says& says, Span span);
  std::optional<std::uint32_t> outcome_of(const model::Decision& decision, const std::string& written, Span span);
  std::optional<std::vector<bool>> outcomes_accepted(const model::Decision& decision, const syntax::Test& test);

  // ---- comparisons
  Result resolve_comparison(const syntax::Comparison& comparison, Span span);
  bool is_definition_use(const syntax::Path& path) const;
  static std::optional<bool> said_yes_or_no(const syntax::Comparison& comparison);
  Result resolve_definition_use(const syntax::Comparison& comparison, const syntax::Path& path, Span span);
  bool check_bare_name(const syntax::Comparison& comparison, const syntax::Path& path);
  bool report_wrong_record(const syntax::Path& path, const syntax::Name& name);
  bool check_its(const syntax::Comparison& comparison, const syntax::Path& path);
  Result resolve_fact_test(const syntax::Comparison& comparison, const model::FactRef& fact, Span span);
  std::string fact_name(const model::FactRef& fact) const;
  Result resolve_bare(const syntax::Comparison& comparison, const model::FactRef& fact, Span span);
  Result resolve_test(const syntax::Comparison& comparison, const model::FactRef& fact, const syntax::Test& test,
                      Span span);

  // ---- members
  std::vector<Candidate> candidates(model::RecordId record, const std::string& value) const;
  std::vector<std::string> names_after_it_is(model::RecordId record) const;
  static model::ConditionNode value_node(const Candidate& candidate, const model::Vocabulary& vocabulary);
  Result resolve_it_test(const syntax::Subject& subject, const syntax::Test& test, Span span);
  Result resolve_record_test(const syntax::Subject& subject, model::RecordId record,
                             const std::optional<model::FactRef>& prefix, const syntax::Test& test, Span span);
  std::optional<model::FactRef> ladder_fact(model::RecordId record, const syntax::LadderTest& ladder);
  void report_ambiguous(Span span, const std::string& value, const std::vector<Candidate>& found);
  void report_no_member(model::RecordId record, const std::string& value, Span span);
  std::optional<model::ConditionNode> resolve_member(model::RecordId record, const syntax::Literal& literal,
                                                     const syntax::Subject& subject, const syntax::Test& test,
                                                     const std::optional<model::FactRef>& prefix);

  // ---- numbers
  Result resolve_order(const model::FactRef& fact, const syntax::OrderTest& order, Span span);
  static void add_rung(diagnostics::Report& report, const syntax::OrderTest& order, const model::Choice& choice);
  static std::optional<std::string> order_words(syntax::Order order, bool is_day);
  static model::Comparator comparator_of(syntax::Order order);
  std::optional<std::int64_t> number_bound(const model::FactRef& fact, const std::string& name,
                                           const syntax::Literal& literal);
  bool check_range(const model::FactRef& fact, const std::string& name, model::Comparator comparator,
                   std::int64_t bound, const syntax::Literal& literal, Span span);

  // ---- values compared
  Result resolve_ladder(const syntax::Comparison& comparison, const model::FactRef& fact,
                        const syntax::LadderTest& ladder, const syntax::Test& test, Span span);
  Result resolve_value(const syntax::Comparison& comparison, const model::FactRef& fact, const syntax::ValueTest& value,
                       const syntax::Test& test, Span span);
  bool check_comparable(const syntax::Comparison& comparison, const model::FactRef& fact,
                        const syntax::ValueTest& value, const syntax::Test& test, const std::string& name);
  bool add_member(const model::FactRef& fact, const std::string& name, const syntax::Literal& literal, Span span,
                  std::vector<model::Condition>& members, std::vector<std::string>& texts, std::vector<bool>& accepted);

  // ---- days
  bool check_day_fact(const model::FactRef& fact, Span span);
  Result resolve_day(const syntax::Comparison& comparison, const model::FactRef& fact, const syntax::DayTest& day,
                     const syntax::Test& test, Span span);
  Result resolve_within(const model::FactRef& fact, const syntax::WithinTest& within, const syntax::Test& test,
                        Span span);
  bool check_hours(const model::DayExpr& expr, Span span);
  std::optional<model::Duration> duration_of(const syntax::Duration& written);
  std::optional<model::DayExpr> resolve_day_expr(const syntax::Day& day);
  bool add_day(const syntax::Day& day, model::DayExpr& result);
  std::optional<model::DayTerm> resolve_day_term(const syntax::ShiftedDay& shifted);
  std::optional<model::FactRef> resolve_day_subject(const syntax::Subject& subject);

  Context& context_;
  Definitions& definitions_;
  const Scope& scope_;
  const model::Vocabulary& vocabulary_;
};

}  // namespace comity::checker
