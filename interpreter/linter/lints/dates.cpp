// look-back-without-anchor: a span of years is measured from a fixed day, so that it never moves on.
// clock-hours: hours that the law above counts without weekends and holidays are counted straight through.
// sunset-passed: a text rests on another that has lapsed by then.
#include <algorithm>

#include <fmt/format.h>

#include "interpreter/linter/conditions.hpp"
#include "interpreter/linter/context.hpp"
#include "interpreter/linter/lints.hpp"
#include "interpreter/model/law.hpp"

namespace comity::linter {
namespace {

// ---------------------------------------------------------------------------------- look-back-without-anchor

bool is_fixed(const model::DayTerm& term) { return !std::holds_alternative<model::FactRef>(term.base); }

bool looks_back_from_a_fixed_day(const model::Condition& part) {
  const auto is_so = [](const model::DayExpr& day, bool is_window) {
    return std::any_of(day.latest_of.begin(), day.latest_of.end(), [&](const model::DayTerm& term) { return is_fixed(term) && (is_window || !term.shifts.empty()); });
  };
  if (const auto* within = std::get_if<model::DayWithin>(&part.node)) return is_so(within->day, true);
  if (const auto* compared = std::get_if<model::DayCompared>(&part.node)) return is_so(compared->day, false);
  return false;
}

}  // namespace

void lint_look_back_without_anchor(Context& context) {
  for (const model::PolicyId id : context.policies()) {
    for_each_condition(context.policy(id), [&](const model::Condition& condition, const Place&) {
      for_each_part(condition, [&](const model::Condition& part, bool) {
        if (!looks_back_from_a_fixed_day(part)) return;
        context.report(Code::look_back_without_anchor, id, part.span, context.words(part.span), "a span of time is measured from a fixed day")
            .primary("next year it still ends on the same day")
            .help("measure it from a fact of the record, such as the day of the request; for a cut-off date write that date alone");
      });
    });
  }
}

// ---------------------------------------------------------------------------------- clock-hours

namespace {

struct HoursSet {
  Span span;
  model::DecisionId decision = 0;
  const model::HoursTerm* hours = nullptr;
  const model::Citation* citation = nullptr;
};

std::vector<HoursSet> hours_of(const model::Policy& policy) {
  std::vector<HoursSet> result;
  const auto add = [&](const model::Effect& effect, Span span, const model::Citation& citation) {
    const auto* hours = effect.term ? std::get_if<model::HoursTerm>(&*effect.term) : nullptr;
    if (hours != nullptr) result.push_back({span, effect.decision, hours, &citation});
  };
  for (const model::Rule& rule : policy.rules) {
    for (const model::Effect& effect : rule.effects) add(effect, rule.span, rule.citation);
  }
  for (const model::Otherwise& otherwise : policy.otherwise) add(otherwise.effect, otherwise.span, otherwise.citation);
  return result;
}

// A text beside it that reads the same words with weekends and holidays left out: the choice has been seen.
bool has_other_reading(const model::Library& library, model::PolicyId id, const HoursSet& set) {
  for (model::PolicyId other = 0; other < library.policies.size(); ++other) {
    if (library.policies[other].status != model::Status::reading || !model::amends(library, other, id)) continue;
    for (const HoursSet& known : hours_of(library.policies[other])) {
      if (known.decision == set.decision && known.hours->excluding_weekends_and_holidays) return true;
    }
  }
  return false;
}

void check_hours(Context& context, model::PolicyId id, const HoursSet& set) {
  const model::Library& library = context.library();
  const auto above = model::upwards(library, context.policy(id).authority);
  for (model::PolicyId other = 0; other < library.policies.size(); ++other) {
    const model::Policy& policy = library.policies[other];
    if (other == id || policy.status != model::Status::enacted || std::find(above.begin(), above.end(), policy.authority) == above.end()) continue;
    if (model::amends(library, other, id) || model::amends(library, id, other)) continue;
    for (const HoursSet& known : hours_of(policy)) {
      if (known.decision != set.decision || known.hours->hours != set.hours->hours || !known.hours->excluding_weekends_and_holidays) continue;
      const std::string& name = context.vocabulary().decisions[set.decision].name;
      context.report(Code::clock_hours, id, set.span, fmt::format("{} {}", name, set.hours->hours), fmt::format("the {} hours run through weekends and holidays, and those of `{}` do not", set.hours->hours, policy.name))
          .primary("counted straight through")
          .label(known.span, fmt::format("without weekends and holidays; {}", known.citation->text))
          .decision(set.decision)
          .help("if the same hours are meant, add `excluding weekends and holidays`; if not, a `reading` beside the text says that the other way of counting was seen");
      return;
    }
  }
}

}  // namespace

void lint_clock_hours(Context& context) {
  for (const model::PolicyId id : context.policies()) {
    for (const HoursSet& set : hours_of(context.policy(id))) {
      if (!set.hours->excluding_weekends_and_holidays && !has_other_reading(context.library(), id, set)) check_hours(context, id, set);
    }
  }
}

// ---------------------------------------------------------------------------------- sunset-passed

namespace {

// Of an enacted text and what amends it, nothing is in force on the day.
bool has_lapsed(const model::Library& library, model::PolicyId id, const model::Date& day) {
  const model::Policy& policy = library.policies[id];
  return policy.status == model::Status::enacted && policy.in_force.until && *policy.in_force.until <= day && !model::version_on(library, id, day);
}

void check_amended(Context& context, model::PolicyId id) {
  const model::Policy& policy = context.policy(id);
  if (!policy.amends || !policy.in_force.from) return;
  const model::Policy& amended = context.policy(*policy.amends);
  // One that begins on the day on which the other ends goes on from it.
  if (amended.status != model::Status::enacted || !amended.in_force.until || *amended.in_force.until >= *policy.in_force.from) return;
  context.report(Code::sunset_passed, id, policy.span, "amends", fmt::format("`{}` has lapsed before `{}` amends it", amended.name, policy.name))
      .primary(fmt::format("from {}", model::to_string(*policy.in_force.from)))
      .label(amended.span, fmt::format("in force until {}", model::to_string(*amended.in_force.until)))
      .help("amend the text that is then in force");
}

void check_asked(Context& context, model::PolicyId id) {
  const model::Policy& policy = context.policy(id);
  const bool is_law = policy.status == model::Status::enacted || policy.status == model::Status::proposed;
  if (!is_law || !policy.in_force.from) return;
  for_each_condition(policy, [&](const model::Condition& condition, const Place&) {
    for_each_part(condition, [&](const model::Condition& part, bool) {
      const auto* says = std::get_if<model::Says>(&part.node);
      if (says == nullptr || !has_lapsed(context.library(), says->policy, *policy.in_force.from)) return;
      const model::Policy& asked = context.policy(says->policy);
      context.report(Code::sunset_passed, id, part.span, asked.name, fmt::format("`{}` has lapsed before `{}` asks it", asked.name, policy.name))
          .primary(fmt::format("asked from {}", model::to_string(*policy.in_force.from)))
          .label(asked.span, fmt::format("in force until {}", model::to_string(*asked.in_force.until)))
          .help("ask the text that is then in force, or say that its last wording is meant");
    });
  });
}

void check_own(Context& context, model::PolicyId id) {
  const model::Policy& policy = context.policy(id);
  if (policy.status != model::Status::proposed || !context.options().on || !policy.in_force.until || *policy.in_force.until > *context.options().on) return;
  context.report(Code::sunset_passed, id, policy.span, "own", fmt::format("the sunset of `{}` has passed", policy.name))
      .primary(fmt::format("it would be in force until {}", model::to_string(*policy.in_force.until)))
      .help("set a later day, or none");
}

}  // namespace

void lint_sunset_passed(Context& context) {
  for (const model::PolicyId id : context.policies()) {
    check_amended(context, id);
    check_asked(context, id);
    check_own(context, id);
  }
}

}  // namespace comity::linter
