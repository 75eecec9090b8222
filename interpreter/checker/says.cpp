// `ice_priorities_2011 says priority is at least third`.
#include <algorithm>

#include "interpreter/checker/resolver.hpp"

namespace comity::checker {

using syntax::Literal;

Result Resolver::resolve_says(const syntax::Says& says, Span span) {
  const auto policy = context_.find_policy(says.policy.text);
  if (!policy) {
    if (context_.find_jurisdiction(says.policy.text)) {
      auto report = context_.sink.report(Code::kind_mismatch, says.policy.span,
                                         "`{}` is a jurisdiction, and `says` asks a policy", says.policy.text);
      if (!context_.library.policies.empty())
        report.help("there are " + diagnostics::listed(names_of(context_.library.policies)));
    } else {
      context_.report_unknown(says.policy, "policy", [&] { return names_of(context_.library.policies); });
    }
    return std::nullopt;
  }
  const auto decision_id = vocabulary_.find_decision(says.decision.text);
  if (!decision_id) {
    std::vector<std::string> names;
    for (const auto& known : vocabulary_.decisions) names.push_back(known.name);
    context_.report_unknown(says.decision, "decision", names);
    return std::nullopt;
  }
  const model::Decision& decision = vocabulary_.decisions[*decision_id];
  const auto& spoken = context_.library.policies[*policy].decisions;
  if (std::find(spoken.begin(), spoken.end(), *decision_id) == spoken.end()) {
    std::vector<std::string> names;
    for (const auto id : spoken) names.push_back(vocabulary_.decisions[id].name);
    auto report =
        context_.sink.report(Code::never_holds, says.decision.span, "`{}` says nothing of `{}`: this can never hold",
                             says.policy.text, says.decision.text);
    if (!names.empty()) report.help("it speaks to " + diagnostics::listed(names));
    return std::nullopt;
  }
  auto accepted = outcomes_accepted(decision, says.test);
  if (!accepted) return std::nullopt;
  return atom(model::Says{*policy, *decision_id, std::move(*accepted)}, span);
}

std::optional<std::uint32_t> Resolver::outcome_of(const model::Decision& decision, const std::string& written,
                                                  Span span) {
  if (const auto index = decision.find(written)) return index;
  auto report = context_.sink.report(Code::unknown_value, span, "`{}` is no outcome of `{}`", written, decision.name);
  if (const auto near = diagnostics::nearest(written, decision.outcomes)) {
    report.help(fmt::format("did you mean `{}`?", *near), {Edit{span, *near}});
  } else {
    report.help("its outcomes are " + diagnostics::listed(decision.outcomes));
  }
  return std::nullopt;
}

// `is not X` accepts every other outcome, and still neither *silent* nor *conflict*.
std::optional<std::vector<bool>> Resolver::outcomes_accepted(const model::Decision& decision,
                                                             const syntax::Test& test) {
  std::vector<bool> accepted(decision.outcomes.size(), false);
  if (const auto* ladder = std::get_if<syntax::LadderTest>(&test.node)) {
    if (ladder->stray_not) {
      context_.sink.report(Code::not_form, test.span, "a ladder's `at least` and `at most` are not negated")
          .help("write the other side of the ladder");
      return std::nullopt;
    }
    const auto index = outcome_of(decision, ladder->value.text(), ladder->value.span);
    if (!index) return std::nullopt;
    for (std::size_t i = 0; i < accepted.size(); ++i)
      accepted[i] = ladder->extreme == syntax::Extreme::least ? i >= *index : i <= *index;
    return accepted;
  }
  const auto* value = std::get_if<syntax::ValueTest>(&test.node);
  if (value == nullptr) {
    context_.sink.report(Code::kind_mismatch, test.span, "`{}` is a decision, and this is a day", decision.name)
        .help("its outcomes are " + diagnostics::listed(decision.outcomes));
    return std::nullopt;
  }
  for (const Literal& literal : value->values) {
    const auto index = outcome_of(decision, literal.text, literal.span);
    if (!index) return std::nullopt;
    accepted[*index] = true;
  }
  if (value->is_negated) accepted.flip();
  return accepted;
}

}  // namespace comity::checker
