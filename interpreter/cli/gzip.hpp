// A gzip stream, unpacked as it is read, in flat memory. One that is damaged or ends too soon fails
// as a broken disk does (badbit): its reader says that the input could not be read to its end.
#pragma once

#include <iosfwd>
#include <memory>

namespace comity::cli {

// Several gzip streams one behind the other are read as one. The result can be set back to its beginning, and
// nowhere else, where `packed` can be.
std::unique_ptr<std::istream> unpacked(std::unique_ptr<std::istream> packed);

}  // namespace comity::cli
