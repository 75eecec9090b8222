#include "interpreter/checker/context.hpp"

#include <algorithm>

namespace comity::checker {

void Context::report_unknown(const syntax::Name& name, std::string_view what, std::span<const std::string> candidates) {
  if (declarations.may_be_broken(name.text)) return;
  auto report = sink.report(Code::unknown_name, name.span, "no {} is called `{}`", what, name.text);
  if (comparisons_left == 0) return;
  comparisons_left -= std::min(comparisons_left, candidates.size());
  if (const auto near = diagnostics::nearest(name.text, candidates)) {
    report.help(fmt::format("did you mean `{}`?", *near), {Edit{name.span, *near}});
  } else if (!candidates.empty()) {
    report.help((candidates.size() == 1 ? "there is " : "there are ") + diagnostics::listed(candidates));
  }
}

std::optional<model::PolicyId> Context::find_policy(std::string_view name) const {
  const auto found = policy_ids.find(name);
  if (found == policy_ids.end()) return std::nullopt;
  return found->second;
}

std::optional<model::JurisdictionId> Context::find_jurisdiction(std::string_view name) const {
  const auto found = jurisdiction_ids.find(name);
  if (found == jurisdiction_ids.end()) return std::nullopt;
  return found->second;
}

std::string describe(const model::Vocabulary& vocabulary, const model::Type& type) {
  const std::string none = type.or_none ? ", or none" : "";
  switch (type.kind) {
    case model::Kind::yes_no:
      return "yes or no" + none;
    case model::Kind::text:
      return "a text" + none;
    case model::Kind::money:
      return "an amount of money" + none;
    case model::Kind::date:
      return "a date" + none;
    case model::Kind::date_time:
      return "a date and time" + none;
    case model::Kind::number:
      return "a number" + none;
    case model::Kind::choice:
      return "one of " + diagnostics::listed(vocabulary.choices[type.id].values, 6) + none;
    case model::Kind::set:
      return fmt::format("a set of `{}`", vocabulary.choices[type.id].name);
    case model::Kind::list:
      return fmt::format("a list of `{}`", vocabulary.records[type.id].name);
    case model::Kind::record:
      return fmt::format("a `{}`", vocabulary.records[type.id].name);
  }
  return {};
}

std::vector<std::string> field_names(const model::RecordType& record) {
  std::vector<std::string> result;
  for (const model::Field& field : record.fields) result.push_back(field.name);
  return result;
}

std::vector<std::string> singulars(const model::RecordType& record) {
  std::vector<std::string> result;
  for (const model::Field& field : record.fields) {
    if (field.type.kind == model::Kind::list) result.push_back(field.singular);
  }
  return result;
}

}  // namespace comity::checker
