#include "interpreter/checker/mappings.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "interpreter/checker/values.hpp"

namespace comity::checker {
namespace {

using model::Kind;

std::string word_of(const syntax::Text& text) { return std::string{model::without_blanks(text.joined())}; }

class MappingPass {
 public:
  explicit MappingPass(Context& context) : context_{context}, vocabulary_{context.vocabulary()} {}

  void run(const syntax::MappingDecl& decl) {
    mapping_.name = decl.name.text;
    mapping_.title = decl.title.joined();
    for (const syntax::MapClause& clause : decl.clauses) {
      std::visit([&](const auto& node) { add(node); }, clause);
    }
    check_words();
    context_.library.mappings.push_back(std::move(mapping_));
  }

 private:
  void add(const syntax::RowsClause& rows) {
    if (mapping_.key) {
      context_.sink.report(Code::repeated_clause, rows.span, "`rows grouped by` stands twice").help("keep one of them");
      return;
    }
    mapping_.key = word_of(rows.key);
  }

  void add(const syntax::WordListClause& list) {
    for (const syntax::Text& word : list.words) {
      switch (list.kind) {
        case syntax::WordListKind::dates:
          add_dates(word);
          break;
        case syntax::WordListKind::unknown:
          mapping_.unknown.push_back(word_of(word));
          break;
        case syntax::WordListKind::ignore:
          ignored_.emplace(word_of(word), word.span);
          mapping_.ignored.push_back(word_of(word));
          break;
      }
    }
  }

  void add_dates(const syntax::Text& word) {
    std::string problem;
    if (auto format = model::DateFormat::make(word_of(word), problem)) {
      mapping_.dates.push_back(std::move(*format));
      return;
    }
    context_.sink.report(Code::date_form, word.span, "`{}` is no form of a date: {}", word.joined(), problem)
        .help("write it as in `YYYY-MM-DD`, `M/D/YY` or `MM/DD/YYYY HH:MM`");
  }

  void add(const syntax::ColumnClause& clause) {
    model::MappedColumn column;
    column.name = word_of(clause.column);
    column.is_wide = column.name.find('*') != std::string::npos;
    const bool leads_to_fact = resolve(clause.path, !clause.codes.empty(), column);
    if (!leads_to_fact) return;
    check_place(clause, column);
    for (const syntax::ColumnCode& code : clause.codes) add_code(clause, code, column);
    const Kind kind = column.fact.type.kind;
    const bool is_open = kind == Kind::number || kind == Kind::money || kind == Kind::date || kind == Kind::date_time;
    column.is_complete =
        kind == Kind::list ||
        (!is_open && std::any_of(column.codes.begin(), column.codes.end(),
                                 [](const model::Code& code) { return !model::is_unknown(code.value); }));
    columns_[column.name].push_back(clause.column.span);
    mapping_.columns.push_back(std::move(column));
  }

  // Of the record, or of a list's element by the list's singular. Reports and returns false when there is no such fact.
  bool resolve(const syntax::Path& path, bool has_codes, model::MappedColumn& column) {
    model::FactRef ref{false, *vocabulary_.root, {}, {}};
    model::RecordId record = *vocabulary_.root;
    for (std::size_t i = 0; i < path.parts.size(); ++i) {
      const syntax::Name& part = path.parts[i];
      const model::RecordType& known = vocabulary_.records[record];
      const bool has_more = i + 1 < path.parts.size();
      const auto list = has_more ? known.find_list(part.text) : std::nullopt;
      const auto field = list ? list : known.find(part.text);
      if (!field) {
        std::vector<std::string> names = field_names(known);
        for (std::string& name : singulars(known)) names.push_back(std::move(name));
        context_.report_unknown(part, fmt::format("fact of `{}`", known.name), names);
        return false;
      }
      const model::Type& type = known.fields[*field].type;
      const bool can_go_on = (list && !column.list) || type.kind == Kind::record;
      const bool is_empty_list = !has_more && type.kind == Kind::list && has_codes;
      if (has_more != can_go_on || (!has_more && type.kind == Kind::list && !is_empty_list)) {
        auto report = context_.sink.report(Code::kind_mismatch, part.span, "`{}` is {}, and a column states one value",
                                           part.text, describe(vocabulary_, type));
        report.help(list ? "a column reaches one list, and no list within it"
                         : "name a fact of it, as in `charge.level`");
        return false;
      }
      ref.steps.push_back(*field);
      ref.type = type;
      record = type.id;
      if (list) {
        column.list = std::move(ref);
        ref = {true, record, {}, {}};
      }
    }
    column.fact = std::move(ref);
    return true;
  }

  // `*` numbers the elements of a list, and stands in all columns of that list or in none; no fact has two columns.
  void check_place(const syntax::ColumnClause& clause, const model::MappedColumn& column) {
    if (column.is_wide && (!column.list || column.name.find('*') != column.name.rfind('*'))) {
      context_.sink.report(Code::kind_mismatch, clause.column.span, "`*` stands for the number of a list's element")
          .help(column.list ? "write one `*`"
                            : "name a fact of an element, as in `charge.level`, or the column in full");
    }
    const auto [place, is_new] = facts_.emplace(path_of(column), clause.path.span);
    if (!is_new) {
      context_.sink.report(Code::duplicate_name, clause.path.span, "two columns state `{}`", path_of(column))
          .label(place->second, "first here")
          .help("keep one of them");
    }
    if (!column.list) return;
    const auto [first, is_first] = wide_.emplace(model::path_text(vocabulary_, *column.list), column.is_wide);
    if (!is_first && first->second != column.is_wide) {
      context_.sink
          .report(Code::kind_mismatch, clause.column.span, "`{}` has columns with a `*` and others without one",
                  first->first)
          .help("an element is a row, or the columns of one number");
    }
  }

  std::string path_of(const model::MappedColumn& column) const {
    const std::string fact = model::path_text(vocabulary_, column.fact);
    return column.list ? model::path_text(vocabulary_, *column.list) + "." + fact : fact;
  }

  void add_code(const syntax::ColumnClause& clause, const syntax::ColumnCode& written, model::MappedColumn& column) {
    model::Code code;
    for (const syntax::Text& word : written.words) {
      code.words.push_back(word_of(word));
      if (!codes_[clause.span.begin].insert(code.words.back()).second) {
        context_.sink.report(Code::duplicate_name, word.span, "`{}` has two meanings in this column", word.joined())
            .help("keep one of them");
      }
      if (!written.is_unknown) meanings_.emplace_back(code.words.back(), word.span);
    }
    if (!written.is_unknown) {
      const std::string& fact = clause.path.parts.back().text;
      auto value = value_of(context_, column.fact.type, fact, written.values);
      if (!value) return;
      const auto* list = std::get_if<model::Elements>(&*value);
      if (list != nullptr && column.fact.type.one_or_more) {
        context_.sink.report(Code::impossible_record, written.span, "`{}` holds one or more, never none", fact)
            .help("a code for it can only mean `unknown`");
        return;
      }
      code.value = std::move(*value);
    }
    column.codes.push_back(std::move(code));
  }

  // Words that say two things, now that all clauses are read: order never matters.
  void check_words() {
    for (const auto& [word, span] : meanings_) {
      if (std::find(mapping_.unknown.begin(), mapping_.unknown.end(), word) == mapping_.unknown.end()) continue;
      context_.sink.report(Code::duplicate_name, span, "`{}` is a word for unknown in this mapping", word)
          .help("take it out of `unknown`, or let it mean `unknown` here");
    }
    for (const auto& [name, span] : ignored_) {
      const bool is_used = columns_.contains(name) || mapping_.key == name;
      if (!is_used) continue;
      context_.sink.report(Code::duplicate_name, span, "the column `{}` is used and ignored", name)
          .help("keep one of them");
    }
  }

  Context& context_;
  const model::Vocabulary& vocabulary_;
  model::Mapping mapping_;
  std::map<std::string, std::vector<Span>> columns_;
  std::map<std::string, Span> facts_;  // by path
  std::map<std::string, bool> wide_;   // by list: do its columns have a `*`?
  std::map<std::string, Span> ignored_;
  std::map<std::uint32_t, std::set<std::string>> codes_;  // by column clause
  std::vector<std::pair<std::string, Span>> meanings_;    // words that mean a value
};

}  // namespace

void check_mappings(Context& context) {
  if (!context.vocabulary().root) return;
  for (const auto* decl : context.declarations.mappings) MappingPass{context}.run(*decl);
}

}  // namespace comity::checker
