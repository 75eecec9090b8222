#include "interpreter/records/statute_spelling.hpp"

#include <algorithm>

namespace comity::records {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::string lower(std::string_view text) {
  std::string result{text};
  std::transform(result.begin(), result.end(), result.begin(), [](char c) { return lower(c); });
  return result;
}

enum class PieceKind { number, letters, group, dash };

struct Piece {
  PieceKind kind;
  std::string text;                      // letters and groups in small letters
  std::vector<std::size_t> words = {};   // of letters: where words begin, that is, not glued to what stands before them
};

// A spelling, cut at the places that all ways of reading it share.
struct Pieces {
  std::string leading;        // letters before the first number, in capitals: "VC"
  std::vector<Piece> middle;  // from the first number on
  std::string trailing;       // letters after the last number or group, in capitals: "VC", "CLAMC"
  std::vector<std::size_t> trailing_words;
};

// What stands in parentheses, without blanks and points; moves past it.
std::string group_at(std::string_view text, std::size_t& at) {
  std::string result;
  for (++at; at < text.size() && text[at] != ')' && text[at] != '('; ++at) {
    if (is_digit(text[at]) || is_letter(text[at])) result += lower(text[at]);
  }
  if (at < text.size() && text[at] == ')') ++at;
  return result;
}

std::string number_at(std::string_view text, std::size_t& at) {
  std::string result;
  while (at < text.size()) {
    const bool is_point = text[at] == '.' && at + 1 < text.size() && is_digit(text[at + 1]);
    if (!is_digit(text[at]) && !is_point) break;
    result += text[at++];
  }
  return result;
}

std::string letters_at(std::string_view text, std::size_t& at) {
  std::string result;
  while (at < text.size() && is_letter(text[at])) result += lower(text[at++]);
  return result;
}

Pieces pieces_of(std::string_view text) {
  std::vector<Piece> all;
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at];
    if (c == '(') {
      if (std::string group = group_at(text, at); !group.empty()) all.push_back({PieceKind::group, "(" + group + ")"});
    } else if (is_digit(c)) {
      all.push_back({PieceKind::number, number_at(text, at)});
    } else if (is_letter(c)) {
      const bool is_glued = at > 0 && is_digit(text[at - 1]);
      std::string letters = letters_at(text, at);
      if (all.empty() || all.back().kind != PieceKind::letters) all.push_back({PieceKind::letters, ""});
      if (!is_glued) all.back().words.push_back(all.back().text.size());
      all.back().text += letters;  // `V. C.` and `B & P` are one word in several
    } else {
      if (c == '-' || c == '/') all.push_back({PieceKind::dash, "-"});
      ++at;  // blanks, points, `&` and signs hold nothing
    }
  }
  Pieces result;
  const auto in_capitals = [](std::string word) {
    std::transform(word.begin(), word.end(), word.begin(), [](char c) { return upper(c); });
    return word;
  };
  const auto first = std::find_if(all.begin(), all.end(), [](const Piece& piece) { return piece.kind == PieceKind::number; });
  if (first == all.end()) return result;
  for (auto piece = all.begin(); piece != first; ++piece) {
    if (piece->kind == PieceKind::letters) result.leading += in_capitals(piece->text);
  }
  result.middle.assign(first, all.end());
  while (result.middle.back().kind == PieceKind::dash) result.middle.pop_back();
  if (result.middle.back().kind == PieceKind::letters) {
    result.trailing = in_capitals(result.middle.back().text);
    result.trailing_words = result.middle.back().words;
    result.middle.pop_back();
  }
  while (result.middle.back().kind == PieceKind::dash) result.middle.pop_back();
  return result;
}

enum class Letters { of_the_section, subdivisions };

// The pieces after the code. Letters (and the numbers that follow them) between the section and its subdivisions are
// either part of the section, `273a`, or subdivisions whose parentheses were left out.
StatuteReading read(const std::string& code, const std::vector<Piece>& pieces, Letters letters) {
  StatuteReading result;
  result.code = code;
  bool is_past_section = false;
  bool is_after_letters = false;
  bool is_after_number = false;
  for (const Piece& piece : pieces) {
    std::string text = piece.text;
    if (piece.kind == PieceKind::letters) {
      result.has_letters_glued = true;
      is_after_letters = true;
    }
    if (piece.kind == PieceKind::dash) is_after_letters = false;
    const bool is_open = (piece.kind == PieceKind::letters && is_after_number) || (piece.kind == PieceKind::number && is_after_letters);
    if (is_open && letters == Letters::subdivisions) {
      text = "(" + text + ")";
      result.has_letters_as_subdivision = true;
      is_past_section = true;
    }
    if (piece.kind == PieceKind::group) is_past_section = true;
    // Two numbers apart are not one number.
    if (piece.kind == PieceKind::number && is_after_number && !is_open) text = "_" + text;
    (is_past_section ? result.subdivisions : result.section) += text;
    is_after_number = piece.kind == PieceKind::number || piece.kind == PieceKind::group || (piece.kind == PieceKind::letters && is_after_number);
  }
  return result;
}

void add_readings(const std::string& code, bool is_other_name, std::vector<Piece> middle, std::string_view glued, std::vector<StatuteReading>& readings) {
  if (!glued.empty()) middle.push_back({PieceKind::letters, lower(glued)});
  for (const Letters letters : {Letters::of_the_section, Letters::subdivisions}) {
    StatuteReading reading = read(code, middle, letters);
    if (letters == Letters::subdivisions && !reading.has_letters_as_subdivision) continue;
    reading.has_other_code_name = is_other_name;
    if (std::find(readings.begin(), readings.end(), reading) == readings.end()) readings.push_back(std::move(reading));
  }
}

}  // namespace

std::string StatuteCodes::word_of(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (is_letter(c)) result += upper(c);
  }
  return result;
}

void StatuteCodes::add_word(const std::string& word, const std::string& code) {
  codes_.emplace(word, code);
  longest_ = std::max(longest_, word.size());
}

void StatuteCodes::add(std::string_view code) {
  const std::string word = word_of(code);
  if (!word.empty()) add_word(word, word);
}

bool StatuteCodes::add_name(std::string_view name, std::string_view code) {
  const std::string word = word_of(name);
  const auto known = find(word);
  if (known && *known != word_of(code)) return false;
  add_word(word, word_of(code));
  return true;
}

std::optional<std::string> StatuteCodes::find(const std::string& word) const {
  const auto known = codes_.find(word);
  return known == codes_.end() ? std::nullopt : std::optional{known->second};
}

std::string_view code_before(std::string_view statute) {
  const std::size_t end = std::min(statute.find_first_of("0123456789"), statute.size());
  const std::size_t last = end == statute.size() ? std::string_view::npos : statute.substr(0, end).find_last_not_of(' ');
  return last == std::string_view::npos ? std::string_view{} : statute.substr(0, last + 1);
}

std::vector<StatuteReading> readings_of(std::string_view statute, const StatuteCodes& codes) {
  std::vector<StatuteReading> readings;
  const Pieces pieces = pieces_of(statute);
  if (pieces.middle.empty()) return readings;
  if (!pieces.leading.empty()) {
    const auto code = codes.find(pieces.leading);
    add_readings(code.value_or(pieces.leading), code && *code != pieces.leading, pieces.middle, pieces.trailing, readings);
    return readings;
  }
  const auto add_code_from = [&](std::size_t cut) {
    const std::string word = pieces.trailing.substr(cut);
    const auto code = codes.find(word);
    if (code) add_readings(*code, *code != word, pieces.middle, std::string_view{pieces.trailing}.substr(0, cut), readings);
  };
  // Where blanks show where the code begins, `347B PC`, it begins there.
  for (const std::size_t cut : pieces.trailing_words) add_code_from(cut);
  if (!readings.empty()) return readings;
  // Else each word for a code that the letters may end in: `25620ABP`, `347BPC`.
  for (std::size_t length = std::min(pieces.trailing.size(), codes.longest()); length > 0; --length) add_code_from(pieces.trailing.size() - length);
  if (readings.empty()) add_readings("", false, pieces.middle, pieces.trailing, readings);
  return readings;
}

}  // namespace comity::records
