#include "interpreter/records/plain_json.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <set>
#include <string>
#include <utility>

namespace comity::records {
namespace {

using nlohmann::ordered_json;

constexpr int deepest = 100;

// The character that begins at the place, whole; empty where it is none.
std::string_view character_at(std::string_view text, std::size_t offset) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char first = byte(offset);
  const std::size_t length = first < 0x80U   ? 1
                             : first < 0xC2U ? 0
                             : first < 0xE0U ? 2
                             : first < 0xF0U ? 3
                             : first < 0xF5U ? 4
                                             : 0;
  if (offset + length > text.size()) return {};
  for (std::size_t i = offset + 1; i < offset + length; ++i) {
    if ((byte(i) & 0xC0U) != 0x80U) return {};
  }
  return text.substr(offset, length);
}

// Where the text ends before it is whole, or what stands at the place.
Problem malformed(std::string_view text, std::size_t offset) {
  const auto line = 1 + static_cast<std::uint64_t>(
                            std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(offset), '\n'));
  if (offset >= text.size())
    return {Code::malformed_record,
            line,
            {},
            {},
            "the file ends before its JSON does",
            "close what is open: a bracket, a brace or a quote"};
  const std::string_view character = character_at(text, offset);
  if (character.empty()) return {Code::malformed_record, line, {}, {}, "this is not UTF-8", "save the file as UTF-8"};
  return {Code::malformed_record,
          line,
          {},
          {},
          fmt::format("`{}` cannot stand here in JSON", shown(character)),
          "commas stand between values and not after the last; texts and keys stand in double quotes"};
}

}  // namespace

std::optional<ordered_json> read_plain_json(std::string_view text, std::vector<Problem>& problems) {
  std::vector<std::set<std::string>> open;  // the keys of each object that is open
  std::set<std::string> twice;
  bool is_too_deep = false;
  const auto on_event = [&](int depth, ordered_json::parse_event_t event, ordered_json& value) {
    if (depth > deepest) is_too_deep = true;
    if (event == ordered_json::parse_event_t::object_start) open.emplace_back();
    if (event == ordered_json::parse_event_t::object_end) open.pop_back();
    if (event == ordered_json::parse_event_t::key && !open.back().insert(value.get<std::string>()).second)
      twice.insert(value.get<std::string>());
    return !is_too_deep;  // what is too deep is not kept
  };
  ordered_json result;
  try {
    result = ordered_json::parse(text.begin(), text.end(), on_event);
  } catch (const ordered_json::parse_error& error) {
    problems.push_back(malformed(text, error.byte == 0 ? 0 : error.byte - 1));
    return std::nullopt;
  }
  if (is_too_deep)
    problems.push_back(
        {Code::malformed_record, 0, {}, {}, fmt::format("the file is nested more than {} deep", deepest), {}});
  for (const std::string& key : twice) {
    problems.push_back({Code::duplicate_key,
                        0,
                        {},
                        {},
                        fmt::format("the key `{}` stands twice in one object", shown(key)),
                        "leave one of them out"});
  }
  if (is_too_deep || !twice.empty()) return std::nullopt;
  return result;
}

}  // namespace comity::records
