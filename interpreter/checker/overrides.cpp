#include "interpreter/checker/overrides.hpp"

#include <algorithm>
#include <map>
#include <string_view>

namespace comity::checker {
namespace {

using model::RuleId;

// The rules in an order in which each comes after those that it overrides; rules of one circle stand together.
// Tarjan's algorithm, without recursion: a chain of rules may be as long as a file.
class Groups {
 public:
  explicit Groups(const std::vector<model::Rule>& rules)
      : rules_{rules}, index_(rules.size(), unseen), low_(rules.size(), 0), is_open_(rules.size(), false) {
    for (RuleId rule = 0; rule < rules.size(); ++rule) {
      if (index_[rule] == unseen) visit(rule);
    }
  }

  const std::vector<std::vector<RuleId>>& all() const { return groups_; }

 private:
  static constexpr std::size_t unseen = static_cast<std::size_t>(-1);

  struct Step {
    RuleId rule;
    std::size_t next = 0;  // of the rules that it overrides
  };

  void visit(RuleId start) {
    enter(start);
    while (!way_.empty()) {
      Step& step = way_.back();
      const std::vector<RuleId>& overridden = rules_[step.rule].overrides;
      if (step.next < overridden.size()) {
        const RuleId other = overridden[step.next++];
        if (index_[other] == unseen) {
          enter(other);
        } else if (is_open_[other]) {
          low_[step.rule] = std::min(low_[step.rule], index_[other]);
        }
        continue;
      }
      const RuleId done = step.rule;
      way_.pop_back();
      if (!way_.empty()) low_[way_.back().rule] = std::min(low_[way_.back().rule], low_[done]);
      if (low_[done] == index_[done]) close(done);
    }
  }

  void enter(RuleId rule) {
    index_[rule] = low_[rule] = seen_++;
    is_open_[rule] = true;
    open_.push_back(rule);
    way_.push_back({rule});
  }

  void close(RuleId first) {
    std::vector<RuleId> group;
    RuleId rule = 0;
    do {
      rule = open_.back();
      open_.pop_back();
      is_open_[rule] = false;
      group.push_back(rule);
    } while (rule != first);
    groups_.push_back(std::move(group));
  }

  const std::vector<model::Rule>& rules_;
  std::vector<std::size_t> index_, low_;
  std::vector<bool> is_open_;
  std::vector<RuleId> open_;
  std::vector<Step> way_;
  std::size_t seen_ = 0;
  std::vector<std::vector<RuleId>> groups_;
};

class OverridesPass {
 public:
  OverridesPass(Context& context, model::Policy& policy, const std::vector<const syntax::RuleClause*>& clauses)
      : context_{context}, policy_{policy}, clauses_{clauses} {
    for (RuleId rule = 0; rule < policy.rules.size(); ++rule) by_name_.emplace(policy.rules[rule].name, rule);
  }

  void run(const std::set<std::string>& repealed) {
    for (RuleId rule = 0; rule < policy_.rules.size(); ++rule) resolve_names(rule, repealed);
    const Groups groups{policy_.rules};
    if (!check_circles(groups)) return;
    for (const auto& group : groups.all()) give_decisions(group.front());
    for (RuleId rule = 0; rule < policy_.rules.size(); ++rule) check_shared_decisions(rule);
  }

 private:
  void resolve_names(RuleId rule, const std::set<std::string>& repealed) {
    for (const syntax::Name& name : clauses_[rule]->overrides) {
      const auto found = by_name_.find(name.text);
      if (found != by_name_.end()) {
        policy_.rules[rule].overrides.push_back(found->second);
      } else if (!repealed.contains(name.text)) {
        context_.report_unknown(name, "rule of the policy", [&] {
          std::vector<std::string> names;
          for (const model::Rule& other : policy_.rules) {
            if (other.name != policy_.rules[rule].name) names.push_back(other.name);
          }
          return names;
        });
      }
    }
  }

  bool check_circles(const Groups& groups) {
    bool is_good = true;
    for (const auto& group : groups.all()) {
      const RuleId first = *std::min_element(group.begin(), group.end());
      const auto& overridden = policy_.rules[first].overrides;
      if (group.size() == 1 && std::find(overridden.begin(), overridden.end(), first) == overridden.end()) continue;
      is_good = false;
      context_.sink
          .report(Code::circle, clauses_[first]->overrides.front().span, "`{}` overrides itself{}",
                  policy_.rules[first].name, group.size() == 1 ? "" : ", by way of the rules that it overrides")
          .help(group.size() == 1
                    ? "name the rules that it overrides"
                    : "let the more special rule override the more general one, and not the other way round");
    }
    return is_good;
  }

  // A bar speaks to every decision of the rules that it overrides, bars among them: those have theirs already.
  void give_decisions(RuleId id) {
    model::Rule& rule = policy_.rules[id];
    if (clauses_[id]->effect || rule.overrides.empty()) return;
    std::set<model::DecisionId> decisions(rule.speaks_to.begin(), rule.speaks_to.end());
    for (const RuleId other : rule.overrides)
      decisions.insert(policy_.rules[other].speaks_to.begin(), policy_.rules[other].speaks_to.end());
    rule.speaks_to.assign(decisions.begin(), decisions.end());
  }

  void check_shared_decisions(RuleId id) {
    const model::Rule& rule = policy_.rules[id];
    for (const syntax::Name& name : clauses_[id]->overrides) {
      const auto found = by_name_.find(name.text);
      if (found == by_name_.end()) continue;
      const model::Rule& other = policy_.rules[found->second];
      const bool shares = std::any_of(other.speaks_to.begin(), other.speaks_to.end(), [&](model::DecisionId decision) {
        return std::binary_search(rule.speaks_to.begin(), rule.speaks_to.end(), decision);
      });
      // What a rule decides may stand in text that was left out, or have been found fault with.
      const bool is_cut =
          context_.declarations.may_be_broken(rule.name) || context_.declarations.may_be_broken(name.text);
      if (shares || is_cut || (clauses_[id]->effect && rule.effects.empty())) continue;
      context_.sink
          .report(Code::overrides_nothing, name.span, "`{}` overrides `{}`, and they share no decision", rule.name,
                  name.text)
          .label(other.span, fmt::format("`{}` is here", name.text))
          .help("remove the `overrides`, or let the rule speak to the same decision");
    }
  }

  Context& context_;
  model::Policy& policy_;
  const std::vector<const syntax::RuleClause*>& clauses_;
  std::map<std::string_view, RuleId> by_name_;
};

}  // namespace

void resolve_overrides(Context& context, model::Policy& policy, const std::vector<const syntax::RuleClause*>& clauses,
                       const std::set<std::string>& repealed) {
  OverridesPass{context, policy, clauses}.run(repealed);
}

}  // namespace comity::checker
