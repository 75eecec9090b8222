#include "interpreter/records/distribution.hpp"

#include <algorithm>

#include "grammar/diagnostics/suggest.hpp"
#include "interpreter/records/distribution_reader.hpp"
#include "interpreter/records/plain_json.hpp"

namespace comity::records::distributions {

using nlohmann::ordered_json;

// ---- the parts that every object has

bool DistributionReader::is_object(const ordered_json& value, const Place& place) {
  if (!value.is_object())
    report(Code::faulty_distribution, place, fmt::format("`{}` stands where an object belongs", shown(value.dump())),
           "write `{…}`");
  return value.is_object();
}

void DistributionReader::check_keys(const ordered_json& object, std::initializer_list<std::string_view> allowed,
                                    const Place& place) {
  std::vector<std::string> known(allowed.begin(), allowed.end());
  known.insert(known.end(), {"source", "assumption", "note"});
  for (const auto& [key, value] : object.items()) {
    if (std::find(known.begin(), known.end(), key) != known.end()) continue;
    const auto near = diagnostics::nearest(key, known);
    report(Code::unknown_key, place, fmt::format("`{}` is no key of this object", shown(key)),
           near ? fmt::format("write `{}`", *near) : fmt::format("there are {}", diagnostics::listed(known, 20)));
  }
}

// Does the object, or one around it, say where its numbers are from?
bool DistributionReader::founded(const ordered_json& object, bool above, const Place& place) {
  bool result = above;
  for (const char* key : {"source", "assumption", "note"}) {
    if (!object.contains(key)) continue;
    const ordered_json& words = object[key];
    const auto is_words = [](const ordered_json& text) {
      return text.is_string() && !text.get_ref<const std::string&>().empty();
    };
    const bool is_list = words.is_array() && !words.empty() && std::all_of(words.begin(), words.end(), is_words);
    if (!is_words(words) && !is_list)
      report(Code::faulty_distribution, Place{&place, key}, "this is no text, and no list of texts");
    if (std::string_view{key} != "note") result = true;
  }
  return result;
}

void DistributionReader::need_foundation(bool is_founded, const Place& place) {
  if (is_founded) return;
  report(Code::unfounded_number, place, "nothing says where these numbers are from",
         "add `\"source\": \"…\"`, or `\"assumption\": \"…\"` with the reason for it, here or around it");
}

// ---- groups

Group DistributionReader::read_group(const ordered_json& object, const Place& place, Scope& scope, bool is_founded) {
  Group group;
  if (object.contains("facts")) read_facts(object["facts"], Place{&place, "facts"}, scope, is_founded, group);
  if (object.contains("cases")) read_cases(object["cases"], Place{&place, "cases"}, scope, is_founded, group);
  return group;
}

void DistributionReader::read_facts(const ordered_json& facts, const Place& place, Scope& scope, bool is_founded,
                                    Group& group) {
  if (!is_object(facts, place)) return;
  for (const auto& [path, value] : facts.items()) {
    if (auto fact = read_fact(path, value, Place{&place, path}, scope, is_founded))
      group.facts.push_back(std::move(*fact));
  }
}

void DistributionReader::read_cases(const ordered_json& cases, const Place& place, const Scope& scope, bool is_founded,
                                    Group& group) {
  if (!cases.is_array() || cases.empty()) {
    report(Code::faulty_distribution, place, "these are no cases", "write `[{\"weight\": 1, \"facts\": {…}}, …]`");
    return;
  }
  const std::size_t before = problems_.size();
  for (std::size_t i = 0; i < cases.size(); ++i) {
    const Place here{&place, fmt::format("[{}]", i)};
    if (!is_object(cases[i], here)) continue;
    check_keys(cases[i], {"weight", "facts", "cases"}, here);
    const bool case_is_founded = founded(cases[i], is_founded, here);
    need_foundation(case_is_founded, here);
    if (!cases[i].contains("weight"))
      report(Code::faulty_distribution, here, "the case has no weight", "write `\"weight\": 1`");
    const std::uint64_t weight =
        cases[i].contains("weight") ? read_weight(cases[i]["weight"], Place{&here, "weight"}) : 0;
    Scope inside = scope;  // what one case draws, another does not
    add(group.cases, Box<Group>{read_group(cases[i], here, inside, case_is_founded)}, weight);
  }
  need_some_weight(group.cases, place, before);
}

// ---- facts

std::optional<DrawnFact> DistributionReader::read_fact(const std::string& path, const ordered_json& value,
                                                       const Place& place, Scope& scope, bool is_founded) {
  const auto resolved = resolve(path, place, scope);
  if (!resolved) return std::nullopt;
  if (scope.drawn.contains(path)) {
    report(Code::duplicate_key, place, fmt::format("`{}` was drawn before", path), "leave one of them out");
    return std::nullopt;
  }
  DrawnFact fact{resolved->steps, resolved->type, 0, 0, Constant{"null"}};
  if (!value.is_object()) {
    if (is_value(path, value, place, scope)) fact.draw = Constant{value.dump()};
  } else {
    read_draw(path, value, place, scope, founded(value, is_founded, place), fact);
  }
  scope.drawn.insert(path);  // only now: no date is counted from itself
  return fact;
}

Distribution DistributionReader::read(const ordered_json& file) {
  const Place top;
  Distribution result;
  if (!is_object(file, top)) return result;
  check_keys(file, {"title", "facts", "cases"}, top);
  if (file.contains("title") && file["title"].is_string()) result.title = file["title"].get<std::string>();
  if (!file.contains("facts") && !file.contains("cases"))
    report(Code::faulty_distribution, top, "the file draws nothing", "write `\"facts\": {…}`");
  Scope scope{.record = *vocabulary_.root, .lists = {}};
  result.record = read_group(file, top, scope, founded(file, false, top));
  return result;
}

}  // namespace comity::records::distributions

namespace comity::records {

std::optional<Distribution> read_distribution(std::string_view text, const model::Vocabulary& vocabulary,
                                              std::vector<Problem>& problems) {
  const auto file = read_plain_json(text, problems);
  if (!file) return std::nullopt;
  const std::size_t before = problems.size();
  Distribution result = distributions::DistributionReader{vocabulary, problems}.read(*file);
  if (problems.size() != before) return std::nullopt;
  return result;
}

}  // namespace comity::records
