// Definitions: found by name, resolved when they are first used, never leading back to themselves.
#include <algorithm>
#include <utility>

#include "interpreter/checker/conditions.hpp"
#include "interpreter/checker/expanded_size.hpp"
#include "interpreter/checker/notes.hpp"

namespace comity::checker {

using model::Kind;

std::optional<model::RecordId> Definitions::record_named(const std::string& name) const {
  const auto& records = context_.vocabulary().records;
  for (std::size_t i = 0; i < records.size(); ++i) {
    if (records[i].name == name) return static_cast<model::RecordId>(i);
  }
  return std::nullopt;
}

bool Definitions::has(const std::string& name, std::optional<model::RecordId> record) const {
  const auto entry = entries_.find(name);
  if (entry == entries_.end()) return false;
  const auto& records = entry->second.about->records;
  if (!record) return records.empty();
  const std::string& record_name = context_.vocabulary().records[*record].name;
  return std::any_of(records.begin(), records.end(),
                     [&](const syntax::Name& known) { return known.text == record_name; });
}

std::vector<std::string> Definitions::names_for(std::optional<model::RecordId> record) const {
  std::vector<std::string> result;
  for (const auto& [name, entry] : entries_) {
    if (has(name, record)) result.push_back(name);
  }
  return result;
}

bool Definitions::is_for_unknown_record(const std::string& name) const {
  const std::vector<std::string> records = records_of(name);
  return std::any_of(records.begin(), records.end(), [&](const std::string& record) { return !record_named(record); });
}

std::vector<std::string> Definitions::records_of(const std::string& name) const {
  std::vector<std::string> result;
  const auto entry = entries_.find(name);
  if (entry == entries_.end()) return result;
  for (const syntax::Name& record : entry->second.about->records) result.push_back(record.text);
  return result;
}

std::optional<model::DefinitionId> Definitions::resolve(const syntax::Name& use,
                                                        std::optional<model::RecordId> record) {
  const Entry& entry = entries_.at(use.text);
  const auto [slot, is_new] = slots_.emplace(std::pair{use.text, record}, Slot{});
  if (!is_new) {
    switch (slot->second.state) {
      case State::done:
        deepest_used_ = std::max(deepest_used_, depths_[slot->second.id]);
        return slot->second.id;
      case State::failed:
        return std::nullopt;
      case State::open: {
        std::string way;
        const auto start = std::find(path_.begin(), path_.end(), use.text);
        for (auto step = start; step != path_.end(); ++step) way += fmt::format("`{}` uses ", *step);
        context_.sink.report(Code::circle, entry.about->name.span, "the definition `{}` leads back to itself", use.text)
            .label(use.span, way + quoted(use.text))
            .help("say it in terms of facts");
        return std::nullopt;
      }
    }
  }
  const std::size_t used_before = std::exchange(deepest_used_, 0);
  path_.push_back(use.text);
  const Scope scope{record, record.has_value()};
  auto condition =
      path_.size() > deepest_chain ? std::nullopt : checker::resolve(context_, *this, entry.about->condition, scope);
  const bool is_too_deep = path_.size() > deepest_chain || deepest_used_ + 1 > deepest_chain;
  path_.pop_back();
  const std::size_t depth = deepest_used_ + 1;
  deepest_used_ = std::max(used_before, depth);
  Slot& done = slots_.at({use.text, record});
  if (is_too_deep && !std::exchange(is_depth_reported_, true)) {
    context_.sink
        .report(Code::nested_too_deep, entry.about->name.span, "definitions use one another more than {} deep here",
                deepest_chain)
        .help("say it in terms of facts");
  }
  if (!condition || is_too_deep) {
    done.state = State::failed;
    return std::nullopt;
  }
  const std::size_t size = size_of(*condition);
  if (size > most_links) {
    context_.sink
        .report(Code::nested_too_deep, entry.about->name.span,
                "with the definitions that it uses written out, `{}` has more than {} links", use.text, most_links)
        .help("let the definitions say each thing once");
    done.state = State::failed;
    return std::nullopt;
  }
  Notes notes = read_notes(context_, entry.about->notes, "a definition");
  model::Citation citation = notes.citation ? std::move(*notes.citation) : entry.citation;
  done = {State::done, static_cast<model::DefinitionId>(resolved_.size())};
  resolved_.push_back({use.text, record, std::move(*condition), std::move(citation)});
  sizes_.push_back(size);
  depths_.push_back(depth);
  return done.id;
}

std::size_t Definitions::size_of(const model::Condition& condition) const {
  return expanded_size(condition, sizes_, {});
}

// The records it is for exist, and its name is none of their facts, values and traits.
bool Definitions::check_about(const Entry& entry) {
  const syntax::About& about = *entry.about;
  const model::Vocabulary& vocabulary = context_.vocabulary();
  bool is_good = true;
  const auto check_record = [&](model::RecordId id) {
    const model::RecordType& record = vocabulary.records[id];
    if (record.find(about.name.text) || record.find_list(about.name.text)) {
      context_.sink
          .report(Code::duplicate_name, about.name.span, "`{}` is already a fact of `{}`", about.name.text, record.name)
          .help("give the definition another name");
      is_good = false;
      return;
    }
    for (const model::Field& field : record.fields) {
      const bool has_values = field.type.kind == Kind::choice || field.type.kind == Kind::set;
      if (!has_values || !vocabulary.choices[field.type.id].find(about.name.text)) continue;
      context_.sink
          .report(Code::duplicate_name, about.name.span, "`{}` is already a value of `{}`, a fact of `{}`",
                  about.name.text, field.name, record.name)
          .help("give the definition another name");
      is_good = false;
      return;
    }
  };
  if (about.records.empty()) {
    if (vocabulary.root) check_record(*vocabulary.root);
    return is_good;
  }
  for (const syntax::Name& name : about.records) {
    if (const auto id = record_named(name.text)) {
      check_record(*id);
    } else {
      std::vector<std::string> names;
      for (const auto& record : vocabulary.records) names.push_back(record.name);
      context_.report_unknown(name, "record", names);
      is_good = false;
    }
  }
  return is_good;
}

void Definitions::resolve_fully(const std::string& name) {
  const Entry& entry = entries_.at(name);
  if (!check_about(entry)) return;
  if (entry.about->records.empty()) {
    if (context_.vocabulary().root) resolve(entry.about->name, std::nullopt);
    return;
  }
  for (const syntax::Name& record : entry.about->records) {
    if (const auto id = record_named(record.text)) resolve(entry.about->name, *id);
  }
}

}  // namespace comity::checker
