#include "interpreter/linter/witness.hpp"

#include "grammar/syntax/box.hpp"

namespace comity::linter {
namespace {

using Holds = std::function<bool(const model::Record&)>;

class Shrinking {
 public:
  Shrinking(const model::Vocabulary& vocabulary, model::Record record, const Holds& holds) : vocabulary_{vocabulary}, record_{std::move(record)}, holds_{holds} {}

  model::Record run() {
    facts_of(vocabulary_.root_record(), record_);
    return std::move(record_);
  }

 private:
  // Leaves the value unknown, if that does no harm.
  bool left_out(model::Value& value) {
    model::Value known = std::move(value);
    value = model::Unknown{};
    if (holds_(record_)) return true;
    value = std::move(known);
    return false;
  }

  void facts_of(const model::RecordType& type, model::Record& record) {
    for (std::size_t i = 0; i < type.fields.size(); ++i) {
      model::Value& value = record.facts[i];
      if (is_unknown(value) || type.fields[i].role == model::FieldRole::identifier || left_out(value)) continue;
      if (auto* inner = std::get_if<Box<model::Record>>(&value)) facts_of(vocabulary_.records[type.fields[i].type.id], **inner);
      if (auto* elements = std::get_if<model::Elements>(&value)) elements_of(type.fields[i].type, elements->records);
    }
  }

  void elements_of(const model::Type& type, std::vector<model::Record>& elements) {
    for (std::size_t i = elements.size(); i-- > 0;) {
      if (elements.size() == 1 && type.one_or_more) break;
      const model::Record gone = elements[i];
      elements.erase(elements.begin() + static_cast<std::ptrdiff_t>(i));
      if (!holds_(record_)) elements.insert(elements.begin() + static_cast<std::ptrdiff_t>(i), gone);
    }
    for (model::Record& element : elements) facts_of(vocabulary_.records[type.id], element);
  }

  const model::Vocabulary& vocabulary_;
  model::Record record_;
  const Holds& holds_;
};

}  // namespace

model::Record without_the_needless(const model::Vocabulary& vocabulary, model::Record record, const Holds& holds) {
  return Shrinking{vocabulary, std::move(record), holds}.run();
}

}  // namespace comity::linter
