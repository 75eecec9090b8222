// The words of the language. Every keyword is a rule of its own; the reserved ones, listed once
// here, can never be names. (clock, day, end, force, grouped, holidays, more, request, the, time
// and weekends are words too, but stand only where no name can, so they stay free.)
#pragma once

#include <tao/pegtl.hpp>

namespace comity::parser::rules {

namespace pegtl = tao::pegtl;

struct identifier_other : pegtl::sor<pegtl::alnum, pegtl::one<'_'>> {};

template <typename Letters>
struct key : pegtl::seq<Letters, pegtl::not_at<identifier_other>> {};

#define COMITY_WORD(word) \
  struct word_##word : key<TAO_PEGTL_STRING(#word)> {};
#define COMITY_RESERVED(word) COMITY_WORD(word)
#include "grammar/parser/words.def"
#undef COMITY_RESERVED
#undef COMITY_WORD

// One alternative for each reserved word; the list of words.def ends the chain of `sor`.
struct reserved : pegtl::sor<
#define COMITY_WORD(word)
#define COMITY_RESERVED(word) word_##word,
#include "grammar/parser/words.def"
#undef COMITY_RESERVED
#undef COMITY_WORD
                      pegtl::failure> {
};

}  // namespace comity::parser::rules
