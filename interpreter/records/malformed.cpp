#include "interpreter/records/malformed.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "interpreter/records/locate_fault.hpp"
#include "interpreter/records/problem.hpp"

namespace comity::records {
namespace {

constexpr std::size_t most_context = 40;  // bytes shown of what stands before a fault

// "at the end of `{"level": 'f`"
std::string place(std::string_view text, std::size_t end) {
  std::size_t begin = end - std::min(end, most_context);
  while (begin < end && (static_cast<unsigned char>(text[begin]) & 0xC0U) == 0x80U) ++begin;
  return fmt::format("at the end of `{}{}`", begin > 0 ? "…" : "", shown(text.substr(begin, end - begin)));
}

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

constexpr const char* help_for_words = "the words of JSON are `true`, `false` and `null`; texts stand in double quotes";

std::string help_for(char found) {
  if (found == '\'') return "keys and texts stand in double quotes";
  if (found == '"') return "look for a comma, a colon or a quote that is missing before it";
  if (found == ',' || found == '}' || found == ']')
    return "look for a comma too many or a value that is missing before it";
  if (is_letter(found)) return help_for_words;
  return {};
}

Malformed wrong_token(std::string_view text, const std::optional<Fault>& fault) {
  if (!fault || fault->end == 0) return {"the record is not well-formed JSON", {}, 0};
  const std::size_t offset = fault->end - 1;
  switch (fault->kind) {
    case FaultKind::truncated:
      return {"the record ends before it is complete", "write the whole record; in JSON lines it stands on one line",
              0};
    case FaultKind::trailing:
      return {fmt::format("more follows the end of the record, {}", place(text, fault->end)),
              "write one record a line in JSON lines, or an array of records in a .json file", offset};
    case FaultKind::wrong_token:
      return {fmt::format("the record stops being JSON {}", place(text, fault->end)), help_for(text[offset]), offset};
  }
  return {};
}

}  // namespace

Malformed describe_malformed(std::string_view text, simdjson::error_code error) {
  if (error == simdjson::UTF8_ERROR) return {"the record is not UTF-8 text", "save the file as UTF-8", 0};
  if (text.find('\0') != std::string_view::npos)
    return {"the record holds a NUL byte, which no text file has", "write the file again", text.find('\0')};

  const std::optional<Fault> fault = locate_fault(text);
  const std::size_t offset = fault && fault->end > 0 ? fault->end - 1 : 0;
  const std::string at = fault ? fmt::format(", {}", place(text, fault->end)) : std::string{};
  switch (static_cast<int>(error)) {
    case simdjson::DEPTH_ERROR:
      return {fmt::format("the record is nested more than {} deep", simdjson::DEFAULT_MAX_DEPTH), {}, 0};
    case simdjson::UNCLOSED_STRING:
      return {"a text in the record has no closing quote", {}, 0};
    case simdjson::UNESCAPED_CHARS:
      return {fmt::format("a control character stands in a text{}", at),
              "write a tab as `\\t` and a line break as `\\n`", offset};
    case simdjson::STRING_ERROR:
      return {fmt::format("an escape that stands for no character{}", at),
              "an escape is `\\n`, `\\t`, `\\\"`, `\\\\` or `\\u` with four digits; a character beyond those takes two "
              "`\\u` in a pair",
              offset};
    case simdjson::NUMBER_ERROR:
      return {fmt::format("a number that is too large, or is not written as JSON writes numbers{}", at),
              "write numbers as in `12` or `12.50`, without zeros, a plus or a point in front", offset};
    case simdjson::T_ATOM_ERROR:
    case simdjson::F_ATOM_ERROR:
    case simdjson::N_ATOM_ERROR:
      return {fmt::format("a word that JSON does not have{}", at), help_for_words, offset};
    case simdjson::MEMALLOC:
      return {"there is not enough memory to read the record", {}, 0};
    default:
      return wrong_token(text, fault);  // simdjson's enum, not ours
  }
}

}  // namespace comity::records
