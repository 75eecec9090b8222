// Several errors from one file. `recover<Item, Skip>` matches Item; when Item fails for good, the
// diagnostic is kept, the half-built item is forgotten, and the input moves to the error and then,
// with Skip, to the next place where an item can start. Where the error is a word that begins no
// item and stands on the line of the item before it, that item was broken off: it is left out too.
#pragma once

#include <tao/pegtl.hpp>
#include <tao/pegtl/contrib/analyze_traits.hpp>

#include "grammar/parser/builder.hpp"
#include "grammar/parser/lexical.hpp"

namespace comity::parser::rules {

template <typename Item, typename Skip>
struct recover {
  using rule_t = recover;
  using subs_t = tao::pegtl::type_list<Item, Skip>;

  template <tao::pegtl::apply_mode A, tao::pegtl::rewind_mode M, template <typename...> class Action, template <typename...> class Control,
            typename Input>
  static bool match(Input& in, Frame& frame) {
    const char* const begin = in.current();
    try {
      return Control<Item>::template match<A, M, Action, Control>(in, frame);
    } catch (const SyntaxError& error) {
      Builder& builder = frame.builder();
      // The markers of the rules that failed may have put the input back, as far as the start of the item, where the
      // next attempt would fail at once and for ever: go forward to the error, at least one token.
      const char* const place = builder.start() + error.offset;
      if (place > in.current()) in.bump(static_cast<std::size_t>(place - in.current()));
      const bool is_junk = place == begin;
      // A keyword on the same line was meant for something else: nothing begins there.
      const bool is_own_line = place > begin && !builder.is_on_one_line(begin, place);
      if (in.current() == begin || !is_own_line) pass_over<skipped_token>(in);
      // Where items are lines, one that broke off at its end has not touched the next.
      const bool is_next_line = Skip::is_line && place > begin && builder.is_first_on_line(place);
      if (!is_next_line) pass_over<Skip>(in);
      pass_over<typename Skip::tail>(in);
      const bool is_rest_of_line = is_junk && !builder.is_first_on_line(begin);
      builder.leave_out(is_rest_of_line ? frame.drop_last(begin) : begin, in.current());
      frame.set(Flag::is_broken, {});
      builder.report(error);
      return true;
    }
  }

 private:
  template <typename Rule, typename Input>
  static void pass_over(Input& in) {
    static_cast<void>(tao::pegtl::match<Rule, tao::pegtl::apply_mode::nothing, tao::pegtl::rewind_mode::dontcare, tao::pegtl::nothing,
                                        tao::pegtl::normal>(in));
  }
};

}  // namespace comity::parser::rules

// For analyze(): recover always consumes.
template <typename Name, typename Item, typename Skip>
struct tao::pegtl::analyze_traits<Name, comity::parser::rules::recover<Item, Skip>> : tao::pegtl::analyze_any_traits<Item, Skip> {};
