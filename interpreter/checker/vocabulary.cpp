#include "interpreter/checker/vocabulary.hpp"

#include <algorithm>
#include <map>

#include "interpreter/checker/values.hpp"

namespace comity::checker {
namespace {

using model::Kind;
using syntax::TypeKind;

constexpr std::int64_t largest_bound = 1'000'000'000;

class VocabularyPass {
 public:
  explicit VocabularyPass(Context& context) : context_{context}, vocabulary_{context.library.vocabulary} {}

  void run() {
    for (const auto* decl : context_.declarations.choices) add_choice(*decl);
    declared_choices_ = vocabulary_.choices.size();
    for (const auto* decl : context_.declarations.choices) add_to_choice(*decl);
    for (const auto* decl : context_.declarations.decisions) add_decision(*decl);
    for (const auto* decl : context_.declarations.duties)
      vocabulary_.duties.push_back({decl->name.text, decl->title.joined()});
    for (const auto* decl : context_.declarations.records) {
      if (!decl->is_addition)
        vocabulary_.records.push_back({decl->name.text, decl->title ? decl->title->joined() : "", {}});
    }
    for (const auto* decl : context_.declarations.records) {
      if (!decl->is_addition) add_fields(*decl);
    }
    for (const auto* decl : context_.declarations.records) {
      if (decl->is_addition) add_fields(*decl);
    }
    find_root();
    for (const auto* decl : context_.declarations.determinations) add_determination(*decl);
    for (const model::RecordType& record : vocabulary_.records) check_list_names(record);
    check_nesting();
  }

 private:
  void add_values(model::Choice& choice, const std::vector<syntax::Name>& names) {
    for (const syntax::Name& name : names) {
      if (choice.find(name.text)) {
        context_.sink.report(Code::duplicate_name, name.span, "`{}` is already a value of `{}`", name.text, choice.name)
            .help("remove one of them");
        continue;
      }
      choice.values.push_back(name.text);
    }
  }

  void add_choice(const syntax::ChoiceDecl& decl) {
    if (decl.is_addition) return;
    model::Choice choice{decl.name.text, decl.values.is_ladder, {}};
    add_values(choice, decl.values.names);
    choice.declared = choice.values.size();
    vocabulary_.choices.push_back(std::move(choice));
  }

  std::optional<model::ChoiceId> find_choice(std::string_view name) const {
    for (std::size_t i = 0; i < declared_choices_; ++i) {
      if (vocabulary_.choices[i].name == name) return static_cast<model::ChoiceId>(i);
    }
    return std::nullopt;
  }

  std::optional<model::RecordId> find_record(std::string_view name) const {
    for (std::size_t i = 0; i < vocabulary_.records.size(); ++i) {
      if (vocabulary_.records[i].name == name) return static_cast<model::RecordId>(i);
    }
    return std::nullopt;
  }

  std::vector<std::string> type_names() const {
    std::vector<std::string> result;
    for (std::size_t i = 0; i < declared_choices_; ++i) result.push_back(vocabulary_.choices[i].name);
    for (const auto& record : vocabulary_.records) result.push_back(record.name);
    return result;
  }

  void add_to_choice(const syntax::ChoiceDecl& decl) {
    if (!decl.is_addition) return;
    const auto id = find_choice(decl.name.text);
    if (!id) {
      std::vector<std::string> names;
      for (const auto& choice : vocabulary_.choices) names.push_back(choice.name);
      context_.report_unknown(decl.name, "choice", names);
      return;
    }
    model::Choice& choice = vocabulary_.choices[*id];
    if (choice.is_ladder || decl.values.is_ladder) {
      context_.sink
          .report(Code::kind_mismatch, decl.values.span,
                  "values are added to `{}`, which is a ladder: where they would stand on it is not said",
                  decl.name.text)
          .help("write the whole ladder where the choice is declared");
      return;
    }
    add_values(choice, decl.values.names);
  }

  void add_decision(const syntax::DecisionDecl& decl) {
    model::Decision decision{decl.name.text, decl.title.joined(), {}};
    for (const syntax::OutcomeName& outcome : decl.ladder) {
      if (decision.find(outcome.text())) {
        context_.sink
            .report(Code::duplicate_name, outcome.span, "`{}` stands twice on the ladder of `{}`", outcome.text(),
                    decl.name.text)
            .help("remove one of them");
        continue;
      }
      decision.outcomes.push_back(outcome.text());
    }
    vocabulary_.decisions.push_back(std::move(decision));
  }

  void add_fields(const syntax::RecordDecl& decl) {
    const auto id = find_record(decl.name.text);
    if (!id) {
      std::vector<std::string> names;
      for (const auto& record : vocabulary_.records) names.push_back(record.name);
      context_.report_unknown(decl.name, "record", names);
      return;
    }
    for (const auto& member : decl.members) {
      if (const auto* field = std::get_if<syntax::FieldDecl>(&member)) add_field(*id, *field);
    }
  }

  void add_field(model::RecordId record, const syntax::FieldDecl& decl) {
    if (fields_.contains({record, decl.name.text})) {
      context_.sink
          .report(Code::duplicate_name, decl.name.span, "`{}` is already a fact of `{}`", decl.name.text,
                  vocabulary_.records[record].name)
          .help("remove one of them, or give it another name");
      return;
    }
    const auto type = type_of(decl);
    if (!type) return;
    model::Field field{
        decl.name.text, *type, model::FieldRole::plain, false, false, decl.title ? decl.title->joined() : "", {}};
    if (type->kind == Kind::list && field.name.size() > 1 && field.name.back() == 's')
      field.singular = field.name.substr(0, field.name.size() - 1);
    for (const syntax::Mark& mark : decl.marks) add_mark(field, decl, mark);
    fields_.emplace(std::pair{record, field.name}, &decl);
    vocabulary_.records[record].fields.push_back(std::move(field));
  }

  void add_mark(model::Field& field, const syntax::FieldDecl& decl, const syntax::Mark& mark) {
    const auto misplaced = [&](std::string_view wanted) {
      context_.sink
          .report(Code::misplaced_mark, mark.span, "only {} can be marked so, and `{}` is {}", wanted, field.name,
                  describe(vocabulary_, field.type))
          .help("remove the mark, or change the type of the fact");
    };
    if (mark.kind == syntax::MarkKind::classified_by) {
      if (field.type.kind != Kind::text) return misplaced("a text");
      if (mark.table->text != "offenses") {
        const std::vector<std::string> tables{"offenses"};
        context_.report_unknown(*mark.table, "table", tables);
      }
      field.is_classified = true;
      return;
    }
    if (field.role != model::FieldRole::plain) {
      context_.sink
          .report(Code::misplaced_mark, mark.span, "`{}` has two marks that exclude one another", decl.name.text)
          .help("keep one of them");
      return;
    }
    switch (mark.kind) {
      case syntax::MarkKind::identifier:
        if (field.type.kind != Kind::text || field.type.or_none) return misplaced("a text");
        field.role = model::FieldRole::identifier;
        break;
      case syntax::MarkKind::dates_the_record:
      case syntax::MarkKind::dates_the_request:
        if (field.type.kind != Kind::date && field.type.kind != Kind::date_time) return misplaced("a date");
        field.role = mark.kind == syntax::MarkKind::dates_the_record ? model::FieldRole::dates_the_record
                                                                     : model::FieldRole::dates_the_request;
        break;
      case syntax::MarkKind::starts_the_clock:
        if (field.type.kind != Kind::date_time) return misplaced("a date and time");
        field.role = model::FieldRole::starts_the_clock;
        break;
      case syntax::MarkKind::classified_by:
        break;
    }
    const auto [first, is_new] = roles_.emplace(field.role, mark.span);
    if (!is_new) {
      context_.sink.report(Code::misplaced_mark, mark.span, "two facts have this mark")
          .label(first->second, "the other one")
          .help("keep one of them");
    }
  }

  std::optional<model::Type> type_of(const syntax::FieldDecl& decl) {
    const syntax::TypeExpr& written = decl.type;
    model::Type type;
    type.or_none = written.or_none;
    const auto named_record = [&]() -> bool {
      const auto record = find_record(written.name->text);
      if (!record) {
        std::vector<std::string> names;
        for (const auto& known : vocabulary_.records) names.push_back(known.name);
        context_.report_unknown(*written.name, "record", names);
        return false;
      }
      type.id = *record;
      return true;
    };
    switch (written.kind) {
      case TypeKind::yes_no:
        type.kind = Kind::yes_no;
        break;
      case TypeKind::text:
        type.kind = Kind::text;
        break;
      case TypeKind::money:
        type.kind = Kind::money;
        break;
      case TypeKind::date:
        type.kind = Kind::date;
        break;
      case TypeKind::date_time:
        type.kind = Kind::date_time;
        break;
      case TypeKind::number: {
        type.kind = Kind::number;
        type.most = largest_bound;
        if (!written.least) break;
        const auto least = integer_of(context_, written.least->text, written.least->span, largest_bound);
        const auto most = integer_of(context_, written.most->text, written.most->span, largest_bound);
        if (!least || !most) return std::nullopt;
        if (*least > *most) {
          context_.sink.report(Code::never_holds, written.span, "no number is from {} to {}", *least, *most)
              .help("write the smaller number first",
                    {Edit{written.least->span, written.most->text}, Edit{written.most->span, written.least->text}});
          return std::nullopt;
        }
        type.least = *least;
        type.most = *most;
        break;
      }
      case TypeKind::list:
      case TypeKind::one_or_more:
        type.kind = Kind::list;
        type.one_or_more = written.kind == TypeKind::one_or_more;
        if (!named_record()) return std::nullopt;
        break;
      case TypeKind::set: {
        type.kind = Kind::set;
        const auto choice = find_choice(written.name->text);
        if (!choice) {
          std::vector<std::string> names;
          for (const auto& known : vocabulary_.choices) names.push_back(known.name);
          context_.report_unknown(*written.name, "choice", names);
          return std::nullopt;
        }
        type.id = *choice;
        break;
      }
      case TypeKind::values: {
        type.kind = Kind::choice;
        model::Choice choice{decl.name.text, written.values->is_ladder, {}};
        add_values(choice, written.values->names);
        choice.declared = choice.values.size();
        type.id = static_cast<model::ChoiceId>(vocabulary_.choices.size());
        vocabulary_.choices.push_back(std::move(choice));
        break;
      }
      case TypeKind::named:
        if (const auto choice = find_choice(written.name->text)) {
          type.kind = Kind::choice;
          type.id = *choice;
        } else if (const auto record = find_record(written.name->text)) {
          type.kind = Kind::record;
          type.id = *record;
        } else {
          report_unknown_type(*written.name);
          return std::nullopt;
        }
        break;
    }
    const bool can_be_none = type.kind != Kind::set && type.kind != Kind::list && type.kind != Kind::record;
    if (type.or_none && !can_be_none) {
      context_.sink
          .report(Code::kind_mismatch, written.span, "`{}` is {}, and cannot be none", decl.name.text,
                  describe(vocabulary_, type))
          .help("a list or set with nothing in it is empty");
      return std::nullopt;
    }
    return type;
  }

  // What other languages call the types of this one.
  void report_unknown_type(const syntax::Name& name) {
    static const std::map<std::string_view, std::string_view> types{{"bool", "yes/no"},
                                                                    {"boolean", "yes/no"},
                                                                    {"flag", "yes/no"},
                                                                    {"str", "text"},
                                                                    {"string", "text"},
                                                                    {"int", "number"},
                                                                    {"integer", "number"},
                                                                    {"float", "number"},
                                                                    {"decimal", "number"},
                                                                    {"dollars", "money"},
                                                                    {"amount", "money"},
                                                                    {"datetime", "date and time"},
                                                                    {"timestamp", "date and time"},
                                                                    {"day", "date"}};
    const auto known = types.find(name.text);
    if (known == types.end()) return context_.report_unknown(name, "choice or record", type_names());
    context_.sink.report(Code::unknown_name, name.span, "no type is called `{}`", name.text)
        .help(fmt::format("write `{}`", known->second), {Edit{name.span, std::string{known->second}}});
  }

  void find_root() {
    for (std::size_t i = 0; i < vocabulary_.records.size(); ++i) {
      if (vocabulary_.records[i].identifier() && !vocabulary_.root) vocabulary_.root = static_cast<model::RecordId>(i);
    }
  }

  void add_determination(const syntax::DeterminationDecl& decl) {
    if (!vocabulary_.root) return;
    model::RecordType& root = vocabulary_.records[*vocabulary_.root];
    if (root.find(decl.name.text)) {
      context_.sink
          .report(Code::duplicate_name, decl.name.span, "`{}` is already a fact of `{}`", decl.name.text, root.name)
          .help("give the determination another name: it is a key of the record itself");
      return;
    }
    model::Field field;
    field.name = decl.name.text;
    field.is_determination = true;
    field.title = decl.title.joined();
    root.fields.push_back(std::move(field));
  }

  void check_list_names(const model::RecordType& record) {
    const auto id = static_cast<model::RecordId>(&record - vocabulary_.records.data());
    for (const model::Field& field : record.fields) {
      if (field.type.kind != Kind::list) continue;
      const auto written = fields_.find({id, field.name});
      if (written == fields_.end()) continue;
      const syntax::Name& name = written->second->name;
      if (field.singular.empty()) {
        context_.sink.report(Code::list_name, name.span, "`{}` is a list, and its name does not end in `s`", name.text)
            .primary("`any` and `every` take a list's name without its final `s`")
            .help(fmt::format("write `{}s`", name.text), {Edit{name.span, name.text + "s"}});
      } else if (record.find(field.singular)) {
        context_.sink
            .report(Code::list_name, name.span, "`{}` is a list, and its singular `{}` is another fact of `{}`",
                    name.text, field.singular, record.name)
            .help("give one of them another name");
      }
    }
  }

  // A record that holds itself would have no end; one that is a list's element may hold no list of its own kind either.
  void check_nesting() {
    for (std::size_t i = 0; i < vocabulary_.records.size(); ++i) {
      std::vector<model::RecordId> path{static_cast<model::RecordId>(i)};
      if (leads_back(path)) {
        const auto& record = vocabulary_.records[i];
        for (const auto* decl : context_.declarations.records) {
          if (decl->name.text == record.name && !decl->is_addition) {
            context_.sink
                .report(Code::circle, decl->name.span, "a `{}` holds a `{}` within itself, without end", record.name,
                        record.name)
                .help("let it hold the facts that are asked about, not the whole record");
          }
        }
      }
    }
  }

  bool leads_back(std::vector<model::RecordId>& path) const {
    for (const model::Field& field : vocabulary_.records[path.back()].fields) {
      if (field.type.kind != Kind::record && field.type.kind != Kind::list) continue;
      if (field.type.id == path.front()) return true;
      if (std::find(path.begin(), path.end(), field.type.id) != path.end()) continue;
      path.push_back(field.type.id);
      if (leads_back(path)) return true;
      path.pop_back();
    }
    return false;
  }

  Context& context_;
  model::Vocabulary& vocabulary_;
  std::size_t declared_choices_ = 0;  // choices written in a field come after them, and have no name to be used by
  std::map<std::pair<model::RecordId, std::string>, const syntax::FieldDecl*> fields_;
  std::map<model::FieldRole, Span> roles_;
};

}  // namespace

void check_vocabulary(Context& context) { VocabularyPass{context}.run(); }

}  // namespace comity::checker
