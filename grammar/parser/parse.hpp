// Source -> syntax. Reads one policy file into a tree, reports every mistake it can tell apart,
// and leaves out what it could not read. It looks at characters and words only: what a name means
// is the checker's business.
#pragma once

#include "grammar/diagnostics/sink.hpp"
#include "grammar/source/source.hpp"
#include "grammar/syntax/ast.hpp"

namespace comity::parser {

// Files longer than this are refused: no ordinance is, and offsets stay within 32 bits. Bytes.
inline constexpr std::size_t largest_file = 16U << 20U;

// How deep parentheses and `later of` may nest. Bounds every recursive walk over the tree.
inline constexpr int deepest_nesting = 200;

// `sources` must outlive nothing: the tree holds copies. Never fails; see ParsedFile::is_complete.
syntax::ParsedFile parse(const source::SourceSet& sources, source::SourceId source, DiagnosticSink& sink);

}  // namespace comity::parser
