#include "interpreter/checker/asking.hpp"

#include <algorithm>

#include "interpreter/checker/expanded_size.hpp"
#include "interpreter/model/parts.hpp"

namespace comity::checker {
namespace {

struct Question {
  model::PolicyId asked;
  Span span;
};

void collect(const model::Condition& condition, std::vector<Question>& result) {
  model::for_each_part(condition, [&](const model::Condition& part, bool) {
    if (const auto* says = std::get_if<model::Says>(&part.node)) result.push_back({says->policy, part.span});
  });
}

class AskingPass {
 public:
  explicit AskingPass(Context& context)
      : context_{context},
        policies_{context.library.policies},
        states_(policies_.size(), State::fresh),
        sizes_(policies_.size(), 1) {}

  void run() {
    for (model::PolicyId id = 0; id < policies_.size(); ++id) visit(id, 0);
  }

 private:
  enum class State { fresh, open, done };

  void visit(model::PolicyId id, std::size_t depth) {
    if (states_[id] != State::fresh) return;
    states_[id] = State::open;
    std::vector<Question> questions;
    model::for_each_rule_condition(policies_[id], [&](const model::Condition& condition) { collect(condition, questions); });
    // Every definition counts, used or not: which of them a rule reaches is no reason to allow a circle.
    for (const model::Definition& definition : policies_[id].definitions) collect(definition.condition, questions);
    for (const Question& question : questions) {
      if (depth >= deepest_chain) {
        context_.sink
            .report(Code::nested_too_deep, question.span, "policies ask one another more than {} deep here",
                    deepest_chain)
            .help("say it in terms of facts");
        break;
      }
      if (states_[question.asked] == State::open) {
        context_.sink
            .report(Code::circle, question.span, "`{}` is asked here, and its own answer leads back to `{}`",
                    policies_[question.asked].name, policies_[id].name)
            .help("say it in terms of facts");
        continue;
      }
      visit(question.asked, depth + 1);
    }
    sizes_[id] = size_of(id, questions);
    states_[id] = State::done;
  }

  // All its conditions, written out; a policy that is too large is reported once, and counts as one link from then on.
  std::size_t size_of(model::PolicyId id, const std::vector<Question>& questions) {
    const model::Policy& policy = policies_[id];
    std::vector<std::size_t> definitions;  // those that a definition uses have lower ids
    for (const model::Definition& definition : policy.definitions)
      definitions.push_back(expanded_size(definition.condition, definitions, sizes_));
    std::size_t size = 1;
    model::for_each_rule_condition(policy, [&](const model::Condition& condition) {
      size = std::min(size + expanded_size(condition, definitions, sizes_), most_links + 1);
    });
    if (size <= most_links || questions.empty()) return size;
    context_.sink
        .report(Code::nested_too_deep, questions.front().span,
                "with the policies that it asks written out, `{}` has more than {} links", policy.name, most_links)
        .help("say it in terms of facts, or ask each policy once");
    return 1;
  }

  Context& context_;
  const std::vector<model::Policy>& policies_;
  std::vector<State> states_;
  std::vector<std::size_t> sizes_;
};

}  // namespace

void check_asking(Context& context) { AskingPass{context}.run(); }

}  // namespace comity::checker
