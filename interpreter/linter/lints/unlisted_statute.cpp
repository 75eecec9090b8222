// unlisted-statute: a condition names a statute that no offense table has, under a name or spelling by which records
// would find it. Mostly a slip of a digit: then nobody's charge is ever the one that is meant.
#include <fmt/format.h>

#include "interpreter/linter/conditions.hpp"
#include "interpreter/linter/context.hpp"
#include "interpreter/linter/lints.hpp"

namespace comity::linter {
namespace {

bool is_statute(const model::Vocabulary& vocabulary, const model::FactRef& fact) {
  model::RecordId record = fact.from;
  for (std::size_t i = 0; i + 1 < fact.steps.size(); ++i) record = vocabulary.records[record].fields[fact.steps[i]].type.id;
  return vocabulary.records[record].fields[fact.steps.back()].is_classified;
}

}  // namespace

void lint_unlisted_statute(Context& context) {
  if (!context.options().is_listed_statute) return;
  for (const model::PolicyId id : context.policies()) {
    for_each_condition(context.policy(id), [&](const model::Condition& condition, const Place&) {
      for_each_part(condition, [&](const model::Condition& part, bool) {
        const auto* text = std::get_if<model::TextAmong>(&part.node);
        if (text == nullptr || !is_statute(context.vocabulary(), text->fact)) return;
        for (const std::string& statute : text->accepted) {
          if (context.options().is_listed_statute(statute)) continue;
          context.report(Code::unlisted_statute, id, part.span, statute, fmt::format("no offense table has `{}`", statute))
              .help("see whether a digit or a letter of it is wrong, or add a row to the table");
        }
      });
    });
  }
}

}  // namespace comity::linter
