#include "interpreter/cli/progress.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <ostream>

namespace comity::cli {
namespace {

constexpr std::uint64_t width = 30;  // of the bar, in columns
constexpr std::string_view take_away = "\r\x1b[K";

}  // namespace

void Progress::at(std::uint64_t bytes) {
  if (terminal_ == nullptr) return;
  const std::uint64_t percent = std::min<std::uint64_t>(bytes / (total_ / 100), 100);
  if (percent == shown_) return;
  shown_ = percent;
  const std::uint64_t filled = percent * width / 100;
  *terminal_ << take_away
             << fmt::format("[{:=<{}}{: <{}}] {:3} % of {}", "", filled, "", width - filled, percent, name_)
             << std::flush;
}

void Progress::clear() {
  if (terminal_ == nullptr || shown_ > 100) return;
  *terminal_ << take_away << std::flush;
  shown_ = 101;
}

}  // namespace comity::cli
