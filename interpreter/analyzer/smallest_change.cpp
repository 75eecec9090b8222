#include "interpreter/analyzer/smallest_change.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <optional>

#include <fmt/format.h>

#include "interpreter/analyzer/questions.hpp"
#include "interpreter/analyzer/trying.hpp"
#include "interpreter/analyzer/variables.hpp"

namespace comity::analyzer {
namespace {

constexpr std::size_t most_changes = 24;
// So many combinations of facts are tried.
constexpr std::size_t most_tried = 20'000;

class Changing {
 public:
  Changing(const model::Library& library, const Side& side, const model::Record& record, const Options& options)
      : library_{library}, side_{side}, record_{record}, options_{options}, known_{known_record(library, record)} {}

  void run(SmallestChange& result) {
    const Exact now = exact(library_, side_, record_, options_);
    if (!now.complete) throw Refusal{now.limit};
    if (now.answers.size() != 1) throw Refusal{"the answer is open, for want of facts"};
    result.before = now.answers.front();
    result.record = record_;
    Analysis any{library_, options_};
    const Node others = find_others(any, result.before);
    for (std::size_t size = 1; size <= most_changes; ++size) {
      make_variants(size, result.before);
      for (std::size_t edits = 0; edits <= size; ++edits) {
        for (const auto& variant : variants_) {
          if (variant->own_edits() > edits) continue;
          const auto least = variant->least();
          if (!least || *least + variant->own_edits() > size) continue;
          for (const Combination& changed : variant->candidates(size - variant->own_edits(), edits - variant->own_edits())) {
            if (++tried_ > most_tried) throw Refusal{fmt::format("the limit of {} combinations of changed facts was reached", most_tried)};
            if (const auto values = tried(*variant, changed, result.before)) return tell(*variant, changed, *values, result);
          }
        }
      }
      if (refusal_) throw *refusal_;
      if (size == 1 && !any.look().way(others)) return;
    }
    throw Refusal{fmt::format("no {} changes or fewer lead to another answer, and more are not looked for", most_changes)};
  }

 private:
  // What is not covered matters only where no other change of the size is found.
  std::optional<NewValues> tried(const Variant& variant, const Combination& changed, const Said& before) {
    try {
      return Trying{library_, side_, variant, changed, before, options_}.run();
    } catch (const Refusal& refusal) {
      if (!refusal_) refusal_ = refusal;
      return std::nullopt;
    }
  }

  // All records, whatever they state, with another answer. Finds the lists that anything asks about, with the most
  // elements that can matter.
  Node find_others(Analysis& any, const Said& before) {
    KnownRecord nothing;
    nothing.is_all_free = true;
    any.set_record(nothing);
    any.add(side_);
    any.start();
    const Node answer = any.answer(0);
    for (const List& list : any.atoms().lists()) lists_.emplace(list.fact.steps, 1);
    for (const Atom& atom : any.atoms().atoms()) lists_.at(any.atoms().lists()[atom.list].fact.steps) += static_cast<std::size_t>(atom.count);
    return any.diagrams().mapped(answer, [&](std::uint32_t value) { return any.meaning().spoken(value).said == before ? 0U : 1U; });
  }

  // Every way to state the missing lists or not, with room for so many new elements.
  void make_variants(std::size_t new_elements, const Said& before) {
    std::size_t most = 0;
    for (const auto& [list, elements] : lists_) most = std::max(most, elements);
    if (new_elements > most && !variants_.empty()) return;
    variants_.clear();
    std::vector<Steps> missing;
    for (const auto& [list, elements] : lists_) {
      if (!known_.lists.contains(list)) missing.push_back(list);
    }
    add_variants(missing, new_elements, {}, before);
    std::stable_sort(variants_.begin(), variants_.end(), [](const auto& a, const auto& b) { return a->own_edits() < b->own_edits(); });
  }

  void add_variants(const std::vector<Steps>& missing, std::size_t new_elements, const std::vector<Edit>& edits, const Said& before) {
    if (!missing.empty()) {
      const std::vector<Steps> rest{missing.begin() + 1, missing.end()};
      add_variants(rest, new_elements, edits, before);
      for (const Edit::Kind kind : {Edit::Kind::emptied, Edit::Kind::added}) {
        if (kind == Edit::Kind::emptied && type_of(library_.vocabulary, missing.front()).one_or_more) continue;
        std::vector<Edit> more = edits;
        more.push_back({kind, missing.front(), kind == Edit::Kind::added ? element_step : 0});
        add_variants(rest, new_elements, more, before);
      }
      return;
    }
    KnownRecord known = known_;
    for (const Edit& edit : edits) {
      KnownList& list = known.lists[edit.list];
      list.type = type_of(library_.vocabulary, edit.list).id;
      if (edit.kind == Edit::Kind::added) list.elements.push_back(edit.element);
    }
    for (auto& [steps, list] : known.lists) {
      list.stated = list.elements.size();
      const auto asked = lists_.find(steps);
      if (asked == lists_.end()) continue;
      for (std::size_t i = 0; i < std::min(new_elements, asked->second); ++i) list.elements.push_back(element_step + static_cast<model::FieldId>(list.stated + i));
    }
    variants_.push_back(std::make_unique<Variant>(library_, side_, std::move(known), edits, before, options_));
  }

  void tell(const Variant& variant, const Combination& changed, const NewValues& found, SmallestChange& result) const {
    const auto& values = found.values;
    const model::Vocabulary& vocabulary = library_.vocabulary;
    for (const Edit& edit : changed.edits) {
      if (!known_.lists.contains(edit.list) && edit.element <= element_step) set(result.record, *vocabulary.root, edit.list, 0, model::Elements{});
      if (edit.kind == Edit::Kind::added) elements_of(result.record, edit.list).push_back(model::unknown_record(vocabulary.records[type_of(vocabulary, edit.list).id]));
    }
    for (const auto& [steps, value] : values) {
      if (is_of_added(changed.edits, steps) || variant.unchanged(steps) == value) continue;
      const model::Value stated = value_stated(steps);
      result.changes.push_back({FactChange::Kind::stated, path_of(vocabulary, steps), type_of(vocabulary, steps), is_unknown(stated) ? variant.unchanged(steps) : stated, value, {}});
    }
    for (const auto& [steps, value] : values) set(result.record, *vocabulary.root, steps, 0, value);
    for (const Edit& edit : changed.edits) {
      FactChange change{FactChange::Kind::removed, path_of(vocabulary, edit.kind == Edit::Kind::emptied ? edit.list : place_of(edit)), {}, {}, {}, {}};
      if (edit.kind == Edit::Kind::added) change.kind = FactChange::Kind::added;
      if (edit.kind == Edit::Kind::emptied) change.kind = FactChange::Kind::emptied;
      for (const auto& [steps, value] : values) {
        if (edit.kind == Edit::Kind::added && starts_with(steps, place_of(edit)) && found.needed.contains(steps)) change.facts.push_back({FactChange::Kind::stated, path_of(vocabulary, steps), type_of(vocabulary, steps), {}, value, {}});
      }
      result.changes.push_back(std::move(change));
    }
    for (auto edit = changed.edits.rbegin(); edit != changed.edits.rend(); ++edit) {
      if (edit->kind != Edit::Kind::removed) continue;
      auto& elements = elements_of(result.record, edit->list);
      elements.erase(elements.begin() + static_cast<std::ptrdiff_t>(edit->element - element_step));
    }
    const Exact then = exact(library_, side_, result.record, options_);
    if (!then.complete) throw Refusal{then.limit};
    result.after = then.answers.front();
  }

  // What may be known of a fact that is not known for certain.
  model::Value value_stated(const Steps& steps) const {
    if (const auto part = known_.partly_known_sets.find(steps); part != known_.partly_known_sets.end()) return part->second;
    if (const auto one = known_.narrowed.find(steps); one != known_.narrowed.end()) return model::OneOf{one->second};
    return {};
  }

  static std::vector<model::Record>& elements_of(model::Record& record, const Steps& list) {
    model::Record* current = &record;
    for (std::size_t i = 0; i + 1 < list.size(); ++i) current = &*std::get<syntax::Box<model::Record>>(current->facts[list[i]]);
    return std::get<model::Elements>(current->facts[list.back()]).records;
  }

  void set(model::Record& record, model::RecordId type, const Steps& steps, std::size_t at, const model::Value& value) const {
    model::Value& here = record.facts[steps[at]];
    if (at + 1 == steps.size()) {
      here = value;
      return;
    }
    const model::RecordId inner = library_.vocabulary.records[type].fields[steps[at]].type.id;
    if (steps[at + 1] >= element_step) {
      set(std::get<model::Elements>(here).records[steps[at + 1] - element_step], inner, steps, at + 2, value);
      return;
    }
    if (!std::holds_alternative<syntax::Box<model::Record>>(here)) here = syntax::Box<model::Record>{model::unknown_record(library_.vocabulary.records[inner])};
    set(*std::get<syntax::Box<model::Record>>(here), inner, steps, at + 1, value);
  }

  const model::Library& library_;
  const Side& side_;
  const model::Record& record_;
  const Options& options_;
  KnownRecord known_;
  std::map<Steps, std::size_t> lists_;
  std::vector<std::unique_ptr<Variant>> variants_;
  std::size_t tried_ = 0;
  std::optional<Refusal> refusal_;
};

}  // namespace

SmallestChange smallest_change(const model::Library& library, const Side& side, const model::Record& record, const Options& options) {
  SmallestChange result;
  try {
    Changing{library, side, record, options}.run(result);
  } catch (const Refusal& refusal) {
    result = {};
    result.complete = false;
    result.limit = refusal.what;
  }
  return result;
}

}  // namespace comity::analyzer
