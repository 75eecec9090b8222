#include "interpreter/records/array_splitter.hpp"

#include <algorithm>

namespace comity::records {
namespace {

// Where a byte stands among brackets and texts.
class Nesting {
 public:
  bool is_outside() const { return depth_ == 0 && !is_in_text_; }

  void pass(char c) {
    if (is_in_text_) {
      pass_in_text(c);
    } else if (c == '"') {
      is_in_text_ = true;
    } else if (c == '{' || c == '[') {
      ++depth_;
    } else if ((c == '}' || c == ']') && depth_ > 0) {
      --depth_;
    }
  }

 private:
  void pass_in_text(char c) {
    // A text cannot hold a line break: one that does lacks its closing quote, and what follows is no part of it.
    if (is_escaped_) {
      is_escaped_ = false;
    } else if (c == '\\') {
      is_escaped_ = true;
    } else if (c == '"' || c == '\n') {
      is_in_text_ = false;
    }
  }

  std::size_t depth_ = 0;
  bool is_in_text_ = false;
  bool is_escaped_ = false;
};

}  // namespace

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(white_space);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(white_space) - begin + 1);
}

ArraySplitter::ArraySplitter(std::string_view text) : text_{text} {
  if (text_.starts_with("\xEF\xBB\xBF")) text_.remove_prefix(3);
}

Part ArraySplitter::part(PartKind kind, std::size_t at, std::string_view text) {
  const auto from = text_.begin() + static_cast<std::ptrdiff_t>(counted_to_);
  const auto to = text_.begin() + static_cast<std::ptrdiff_t>(at);
  line_ += static_cast<std::uint64_t>(std::count(from, to, '\n'));
  counted_to_ = at;
  return {kind, line_, text};
}

Part ArraySplitter::element() {
  const std::size_t begin = at_;
  Nesting nesting;
  for (; at_ < text_.size(); ++at_) {
    const char c = text_[at_];
    if (nesting.is_outside() && (c == ',' || c == ']')) break;
    nesting.pass(c);
  }
  const std::string_view text = trimmed(text_.substr(begin, at_ - begin));
  if (at_ == text_.size()) {
    // When the record itself is cut short, that is the one thing to say.
    state_ = nesting.is_outside() && !text.empty() ? State::unclosed : State::ended;
    return part(text.empty() ? PartKind::unclosed : PartKind::record, begin, text);
  }
  state_ = text_[at_] == ',' ? State::after_comma : State::after_array;
  ++at_;
  return part(text.empty() ? PartKind::missing : PartKind::record, begin, text);
}

std::optional<Part> ArraySplitter::next() {
  const State state = state_;
  at_ = std::min(text_.find_first_not_of(white_space, at_), text_.size());
  const bool is_at_end = at_ == text_.size();
  switch (state) {
    case State::at_start:
      if (!is_at_end && text_[at_] == '[') {
        ++at_;
        state_ = State::before_element;
        return next();
      }
      state_ = State::ended;
      if (is_at_end) return std::nullopt;
      return part(PartKind::record, at_, trimmed(text_.substr(at_)));
    case State::before_element:
      if (!is_at_end && text_[at_] == ']') {
        ++at_;
        state_ = State::after_array;
        return next();
      }
      return element();
    case State::after_comma:
      return element();
    case State::after_array:
      state_ = State::ended;
      if (is_at_end) return std::nullopt;
      return part(PartKind::trailing, at_);
    case State::unclosed:
      state_ = State::ended;
      return part(PartKind::unclosed, at_);
    case State::ended:
      return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace comity::records
