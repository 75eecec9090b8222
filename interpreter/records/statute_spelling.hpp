// How one statute is spelt in many ways: `23152(A)VC`, `VC 23152 (a)`, `41.27CLAMC` and `LAMC 41.27(c)`. A spelling is
// taken apart into its code, its section and its subdivisions, without knowing any code by name: the words for codes
// are those of the tables and of their lists of other names. Which of several readings is meant, only a table can tell;
// nothing is chosen here.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace comity::records {

// One way to read a spelling. `VC 23152(a)(1)` has the code VC, the section 23152 and the subdivisions (a)(1).
struct StatuteReading {
  std::string code;          // as the tables write it, in capitals; may be empty
  std::string section;       // "41.27", "273a", "664-187"
  std::string subdivisions;  // "(a)(1)"; may be empty
  bool has_other_code_name = false;   // the code was written by another of its names
  bool has_letters_glued = false;     // letters follow the section without parentheses: `41.27C`
  bool has_letters_as_subdivision = false;  // and this reading takes them for a subdivision

  std::string bare() const { return code + " " + section; }
  std::string key() const { return bare() + subdivisions; }
  friend bool operator==(const StatuteReading&, const StatuteReading&) = default;
};

// The words by which codes are known.
class StatuteCodes {
 public:
  // A code as a table writes it, before the section: "VC". Blanks, points and `&` do not count.
  void add(std::string_view code);
  // Another name of a code. False where the name already stands for another one.
  bool add_name(std::string_view name, std::string_view code);

  // The code that a word stands for; none where it stands for none.
  std::optional<std::string> find(const std::string& word) const;
  std::size_t longest() const { return longest_; }

  // "Bus. & Prof. Code" -> "BUSPROFCODE"
  static std::string word_of(std::string_view text);

 private:
  void add_word(const std::string& word, const std::string& code);

  std::unordered_map<std::string, std::string> codes_;
  std::size_t longest_ = 0;
};

// The code that stands before the first digit of a statute, as it is written there; empty: none.
std::string_view code_before(std::string_view statute);

// Every way to read a statute; none where it names no section.
std::vector<StatuteReading> readings_of(std::string_view statute, const StatuteCodes& codes);

}  // namespace comity::records
