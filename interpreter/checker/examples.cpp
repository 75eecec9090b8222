#include "interpreter/checker/examples.hpp"

#include <algorithm>

#include "interpreter/checker/values.hpp"

namespace comity::checker {
namespace {

using model::Kind;

class ExamplePass {
 public:
  explicit ExamplePass(Context& context) : context_{context}, vocabulary_{context.vocabulary()} {}

  void run(const syntax::ExampleDecl& decl) {
    if (!vocabulary_.root) return;
    model::Example example{
        decl.name.text, decl.title.joined(), model::unknown_record(vocabulary_.root_record()), {}, decl.name.span};
    for (const syntax::ExampleGiven& given : decl.givens) add_given(example.record, given);
    for (const syntax::Expectation& written : decl.expectations) add_expectation(example, written);
    if (decl.expectations.empty() && !context_.declarations.may_be_broken("expect")) {
      context_.sink.report(Code::missing_clause, decl.name.span, "the example `{}` expects nothing", decl.name.text)
          .help("add a line such as `expect POLICY decline hold`");
    }
    context_.library.examples.push_back(std::move(example));
  }

 private:
  void add_given(model::Record& record, const syntax::ExampleGiven& given) {
    const model::RecordType& root = vocabulary_.root_record();
    if (const auto* facts = std::get_if<std::vector<syntax::ExampleFact>>(&given.content))
      return add_record(record, given, *facts);
    const auto field = root.find(given.name.text);
    if (!field) {
      report_unknown_given(given, root);
      return;
    }
    if (!check_new(record.facts[*field], given.name)) return;
    const auto* set = std::get_if<std::vector<syntax::Literal>>(&given.content);
    const std::vector<syntax::Literal> literals =
        set != nullptr ? *set : std::vector{std::get<syntax::Literal>(given.content)};
    auto value = value_of(context_, root.fields[*field].type, given.name.text, literals);
    if (value) record.facts[*field] = std::move(*value);
    if (const auto* elements = std::get_if<model::Elements>(&record.facts[*field]);
        elements != nullptr && root.fields[*field].type.one_or_more) {
      context_.sink
          .report(Code::impossible_record, given.span, "`{}` holds one or more `{}`, never none", given.name.text,
                  root.fields[*field].singular)
          .help(fmt::format("give one, as in `{} with …`, or leave it out: what is not said is unknown",
                            root.fields[*field].singular));
    }
  }

  void report_unknown_given(const syntax::ExampleGiven& given, const model::RecordType& root) {
    if (const auto list = root.find_list(given.name.text)) {
      context_.sink
          .report(Code::list_form, given.name.span, "`{}` is an element of a list, and is given `with` its facts",
                  given.name.text)
          .help(fmt::format("write `{} with …`, or `{} none` for an empty list", given.name.text,
                            root.fields[*list].name));
      return;
    }
    std::vector<std::string> names = field_names(root);
    for (std::string& name : singulars(root)) names.push_back(std::move(name));
    context_.report_unknown(given.name, fmt::format("fact of `{}`", root.name), names);
  }

  bool check_new(const model::Value& value, const syntax::Name& name) {
    if (model::is_unknown(value)) return true;
    context_.sink.report(Code::repeated_clause, name.span, "`{}` is given twice", name.text).help("keep one of them");
    return false;
  }

  // `charge with …` adds one to a list that is then complete; `request with …` states a record.
  void add_record(model::Record& record, const syntax::ExampleGiven& given,
                  const std::vector<syntax::ExampleFact>& facts) {
    const model::RecordType& root = vocabulary_.root_record();
    const auto list = root.find_list(given.name.text);
    const auto field = root.find(given.name.text);
    if (list) {
      model::Value& place = record.facts[*list];
      if (model::is_unknown(place)) place = model::Elements{};
      std::get<model::Elements>(place).records.push_back(record_of(root.fields[*list].type.id, facts));
    } else if (field && root.fields[*field].type.kind == Kind::record) {
      if (check_new(record.facts[*field], given.name))
        record.facts[*field] = syntax::Box<model::Record>{record_of(root.fields[*field].type.id, facts)};
    } else if (field) {
      auto report =
          context_.sink.report(Code::kind_mismatch, given.name.span, "`{}` is {}, and has no facts of its own",
                               given.name.text, describe(vocabulary_, root.fields[*field].type));
      if (root.fields[*field].type.kind == Kind::list) {
        report.help(fmt::format("write `{} with …` for each", root.fields[*field].singular),
                    {Edit{given.name.span, root.fields[*field].singular}});
      }
    } else {
      report_unknown_given(given, root);
    }
  }

  model::Record record_of(model::RecordId type, const std::vector<syntax::ExampleFact>& facts) {
    const model::RecordType& record_type = vocabulary_.records[type];
    model::Record record = model::unknown_record(record_type);
    for (const syntax::ExampleFact& fact : facts) {
      const auto field = record_type.find(fact.name.text);
      if (!field) {
        context_.report_unknown(fact.name, fmt::format("fact of `{}`", record_type.name), field_names(record_type));
        continue;
      }
      if (!check_new(record.facts[*field], fact.name)) continue;
      const auto* set = std::get_if<std::vector<syntax::Literal>>(&fact.content);
      const std::vector<syntax::Literal> literals =
          set != nullptr ? *set : std::vector{std::get<syntax::Literal>(fact.content)};
      auto value = value_of(context_, record_type.fields[*field].type, fact.name.text, literals);
      if (value) record.facts[*field] = std::move(*value);
    }
    return record;
  }

  void add_expectation(model::Example& example, const syntax::Expectation& written) {
    model::Expectation result;
    result.subject = written.subject.text;
    result.span = written.span;
    result.policy = context_.find_policy(written.subject.text);
    if (!result.policy && !context_.find_jurisdiction(written.subject.text)) {
      context_.report_unknown(written.subject, "policy or jurisdiction", [&] {
        std::vector<std::string> names = names_of(context_.library.policies);
        for (std::string& name : names_of(context_.library.jurisdictions)) names.push_back(std::move(name));
        return names;
      });
      return;
    }
    if (written.on) {
      result.on = date_of(context_, *written.on);
      if (!result.on) return;
    }
    const auto decision = vocabulary_.find_decision(written.decision.text);
    if (!decision) {
      std::vector<std::string> names;
      for (const auto& known : vocabulary_.decisions) names.push_back(known.name);
      context_.report_unknown(written.decision, "decision", names);
      return;
    }
    result.decision = *decision;
    result.status = static_cast<model::ExpectedStatus>(written.status);
    if (written.outcome && !add_outcome(result, *written.outcome)) return;
    if (written.by && !add_rules(result, *written.by)) return;
    if (written.missing && !add_missing(result, *written.missing)) return;
    example.expectations.push_back(std::move(result));
  }

  bool add_outcome(model::Expectation& expectation, const syntax::OutcomeName& outcome) {
    const model::Decision& decision = vocabulary_.decisions[expectation.decision];
    const auto index = decision.find(outcome.text());
    if (!index) {
      auto report = context_.sink.report(Code::unknown_value, outcome.span, "`{}` is no outcome of `{}`",
                                         outcome.text(), decision.name);
      if (const auto near = diagnostics::nearest(outcome.text(), decision.outcomes)) {
        report.help(fmt::format("did you mean `{}`?", *near), {Edit{outcome.span, *near}});
      } else {
        report.help("its outcomes are " + diagnostics::listed(decision.outcomes));
      }
      return false;
    }
    expectation.outcome = *index;
    return true;
  }

  bool add_rules(model::Expectation& expectation, const std::vector<syntax::Name>& names) {
    std::vector<std::string> rules;
    for (const syntax::Name& name : names) {
      if (name.text != "otherwise") {
        // Of a jurisdiction: the rules of any text that may be in its stack.
        std::vector<std::string> known;
        for (model::PolicyId id = 0; id < context_.library.policies.size(); ++id) {
          if (expectation.policy && *expectation.policy != id) continue;
          for (const auto& rule : context_.library.policies[id].rules) known.push_back(rule.name);
        }
        if (std::find(known.begin(), known.end(), name.text) == known.end()) {
          context_.report_unknown(name, expectation.policy ? fmt::format("rule of `{}`", expectation.subject) : "rule of any policy", known);
          return false;
        }
      }
      rules.push_back(name.text);
    }
    std::sort(rules.begin(), rules.end());
    expectation.by = std::move(rules);
    return true;
  }

  // `convictions[0].convicted_on`: steps with the number of an element.
  bool add_missing(model::Expectation& expectation, const std::vector<syntax::Path>& paths) {
    std::vector<std::string> missing;
    for (const syntax::Path& path : paths) {
      model::RecordId record = *vocabulary_.root;
      std::string whole;
      for (const syntax::Name& part : path.parts) {
        const std::string name = part.text.substr(0, part.text.find('['));
        const auto field = vocabulary_.records[record].find(name);
        if (!field) {
          context_.report_unknown(part, fmt::format("fact of `{}`", vocabulary_.records[record].name),
                                  field_names(vocabulary_.records[record]));
          return false;
        }
        const model::Type& type = vocabulary_.records[record].fields[*field].type;
        if (type.kind == Kind::record || type.kind == Kind::list) record = type.id;
        whole += (whole.empty() ? "" : ".") + part.text;
      }
      missing.push_back(std::move(whole));
    }
    std::sort(missing.begin(), missing.end());
    expectation.missing = std::move(missing);
    return true;
  }

  Context& context_;
  const model::Vocabulary& vocabulary_;
};

}  // namespace

void check_examples(Context& context) {
  for (const auto* decl : context.declarations.examples) ExamplePass{context}.run(*decl);
}

}  // namespace comity::checker
